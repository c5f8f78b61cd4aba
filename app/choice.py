"""What a person points at → the one place in a report that a decision is about, or an error that names the choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.build import Readings
from kg.decided import Decided, apply
from kg.decisions import FIELDS, Decision, load
from kg.errors import DecisionError
from kg.home import Home
from kg.messages import text
from kg.quotes import Quote, Squeezed, quote
from kg.records import Claim, Record, Sentence, Span
from kg.statements import claims
from kg.terms import THINGS

CLAIM = f"{THINGS}claim/"
SHOWN = 6  # choices that an error names
AROUND = 8  # characters shown on each side of a choice


@dataclass(frozen=True, slots=True)
class Target:
    """The words that are meant, and what the record on them says as it was extracted."""

    report: str
    quote: Quote
    was: Mapping[str, Any]


class Chooser:
    """Finds what is meant in the reports of a home, as they hold now."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._entries = {entry["key"]: entry for entry in home.reports()}
        self._decisions = load(home.decisions)[0]

    def claim(self, iri: str) -> Target:
        """The claim with this IRI."""
        key = iri.removeprefix(CLAIM).rpartition("/")[0]
        for claim in self._decided(key).claims:
            if claim.iri == iri:
                return self._target(key, claim.record, claim)
        raise DecisionError("app.decide.no_claim", claim=iri)

    def place(self, key: str | None, start: int, end: int, *, adding: bool = False) -> Target:
        """The words from start to end of a report."""
        key = self._key(key)
        document = self._decided(key).report.document
        if not 0 <= start < end <= len(document.text) or not document.text[start:end].strip():
            raise DecisionError("app.decide.no_place", start=start, end=end, length=len(document.text))
        return self._on(key, Span(document, start, end), adding)

    def words(self, key: str | None, said: Quote, *, adding: bool = False) -> Target:
        """The one place of a report where these words stand."""
        key = self._key(key)
        document = self._decided(key).report.document
        places = Squeezed(document.text).find(said)
        if not places:
            raise DecisionError("app.decide.gone", report=key, quote=said.exact)
        if len(places) > 1:
            shown = "；".join(_shown(document.text, *place) for place in places[:SHOWN])
            raise DecisionError("app.decide.ambiguous", quote=said.exact, count=len(places), choices=shown)
        return self._on(key, Span(document, *places[0]), adding)

    def decision(self, name: str) -> Decision:
        """The decision whose id begins so."""
        found = [decision for decision in self._decisions if decision.id.startswith(name)]
        if len(found) != 1:
            raise DecisionError("app.decide.no_decision", id=name)
        return found[0]

    def _on(self, key: str, span: Span, adding: bool) -> Target:
        here = [c for c in self._decided(key).claims if (c.record.start, c.record.end) == (span.start, span.end)]
        if adding or not here:
            return self._target(key, span, None)
        if len(here) > 1:
            shown = "；".join(f"{claim.iri} {_facts(claim.record)}" for claim in here[:SHOWN])
            raise DecisionError("app.decide.several", quote=span.text, count=len(here), choices=shown)
        return self._target(key, span, here[0])

    def _target(self, key: str, span: Span, claim: Claim | None) -> Target:
        report = self._decided(key).report
        around = next((s for s in report.sentences if s.start <= span.start and span.end <= s.end), None)
        sentence: Span = around or Sentence(span.document, span.start, span.end)
        return Target(key, quote(span, sentence), self._was(key, claim) if claim else {})

    def _was(self, key: str, claim: Claim) -> dict[str, Any]:
        extracted = {one.iri: one.record for one in claims(self._reading(key), key)}.get(claim.iri, claim.record)
        return {name: getattr(extracted, name) for name in FIELDS}

    def _key(self, key: str | None) -> str:
        if key is None and len(self._entries) == 1:
            return next(iter(self._entries))
        if key is None:
            raise DecisionError("app.decide.which_report", keys="、".join(self._entries))
        return key

    def _decided(self, key: str) -> Decided:
        return apply(self._reading(key), key, self._decisions)

    def _reading(self, key: str) -> Any:
        if key not in self._entries:
            raise DecisionError("app.unknown_key", key=key)
        return Readings(self._home)(self._entries[key]["source"], self._entries[key]["name"])


def _shown(words: str, start: int, end: int) -> str:
    around = words[max(start - AROUND, 0) : start], words[start:end], words[end : end + AROUND]
    before, middle, after = ("".join(part.split()) for part in around)
    return f"--at {start}:{end} …{before}【{middle}】{after}…"


def _facts(record: Record) -> str:
    facts = (record.type, record.level, record.grade, record.count and f"{record.count:g}{record.unit or ''}")
    return f"({text('app.comma').join(str(fact) for fact in facts if fact)})"
