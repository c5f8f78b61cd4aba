"""What a person points at → the one place in a report that a decision is about, or an error that names the choices."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.build import Readings
from app.publish import known
from kg.decided import HALF, Decided, apply, overlap
from kg.decisions import FIELDS, Decision, load, standing, withdrawn
from kg.errors import DecisionError
from kg.home import Home
from kg.messages import text
from kg.quotes import Quote, Squeezed, quote
from kg.records import Claim, Record, Sentence, Span
from kg.statements import claims
from kg.terms import KG, THINGS

CLAIM = f"{THINGS}claim/"
SHORT = "id:claim/"
SHOWN = 6  # choices that an error names
AROUND = 8  # characters shown on each side of a choice


@dataclass(frozen=True, slots=True)
class Target:
    """The words that are meant, the claim on them where there is one, and what a decision keeps of both."""

    report: str
    span: Span
    claim: Claim | None
    quote: Quote
    value: Mapping[str, Any]  # `was` and `alone` of the decision


class Chooser:
    """Finds what is meant in the reports of a home, as they hold now."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._entries = {entry["key"]: entry for entry in home.reports()}
        self._decisions = load(home.decisions)[0]
        self.decided = cache(self._decided)

    def point(self, key: str | None, said: str, *, adding: bool = False) -> Target:
        """What an IRI, `START:END` or the words of a report name."""
        if said.startswith((CLAIM, SHORT)):  # as in JSON, or as in a table of `kg sparql`
            return self.claim(said.replace(SHORT, CLAIM, 1) if said.startswith(SHORT) else said)
        if place := re.fullmatch(r"(\d+):(\d+)", said):
            return self.place(key, int(place[1]), int(place[2]), adding=adding)
        return self.words(key, Quote(said), adding=adding)

    def claim(self, iri: str) -> Target:
        """The claim with this IRI."""
        key = iri.removeprefix(CLAIM).rpartition("/")[0]
        for claim in self.decided(key).claims:
            if claim.iri == iri:
                return self._target(key, claim.record, claim)
        for claim in self._extracted(key):
            if claim.iri == iri:
                raise self._rejected(key, claim.record)
        raise DecisionError("app.decide.no_claim", claim=iri)

    def place(self, key: str | None, start: int, end: int, *, adding: bool = False) -> Target:
        """The words from start to end of a report."""
        key = self._key(key)
        document = self.decided(key).report.document
        if not 0 <= start < end <= len(document.text) or not document.text[start:end].strip():
            raise DecisionError("app.decide.no_place", start=start, end=end, length=len(document.text))
        return self._on(key, Span(document, start, end), adding)

    def words(self, key: str | None, said: Quote, *, adding: bool = False) -> Target:
        """The one place of a report where these words stand."""
        key = self._key(key)
        document = self.decided(key).report.document
        places = Squeezed(document.text).find(said)
        if not places:
            raise DecisionError("app.decide.gone", report=key, quote=said.exact)
        if len(places) > 1:
            shown = "；".join(_shown(document.text, *place) for place in places[:SHOWN])
            raise DecisionError("app.decide.ambiguous", quote=said.exact, count=len(places), choices=shown)
        return self._on(key, Span(document, *places[0]), adding)

    def within(self, key: str, start: int, words: str, *, adding: bool) -> Target:
        """The words of the sentence that stands at a place."""
        there = self.decided(self._key(key)).report.sentences
        sentence = next((one for one in there if one.start <= start < one.end), None)
        places = Squeezed(sentence.text).find(Quote(words)) if sentence else ()
        if sentence is None or not places:
            raise DecisionError("app.decide.gone", report=key, quote=words)
        return self.place(key, *(sentence.start + at for at in places[0]), adding=adding)

    def decision(self, name: str) -> Decision:
        """The decision whose id begins so, to be taken back."""
        found = [decision for decision in self._decisions if decision.id.startswith(name)]
        if len(found) != 1:
            raise DecisionError("app.decide.no_decision", id=name)
        if found[0].id in withdrawn(self._decisions):
            raise DecisionError("app.decide.withdrawn", id=found[0].id)
        return found[0]

    def refuse_pair(self, action: str, one: Target, other: Target) -> None:
        """Raise where merging or splitting these two would say nothing."""
        if one.claim is None or other.claim is None or one.claim.iri == other.claim.iri:
            raise DecisionError("app.decide.itself", quote=_flat(one.span.text))
        with self._home.store() as store:
            about = [set(store.values(target.claim.iri, KG.about)) for target in (one, other) if target.claim]
        together = bool(about[0] & about[1])
        if together == (action == "merge"):
            words = {"one": _flat(one.span.text), "other": _flat(other.span.text)}
            raise DecisionError("app.decide.together" if together else "app.decide.apart", **words)

    def _on(self, key: str, span: Span, adding: bool) -> Target:
        place = span.start, span.end
        there = self.decided(key).claims
        if adding:
            if taken := [claim.record for claim in there if overlap(claim.record, place) > HALF]:
                raise DecisionError("app.decide.taken", quote=_flat(span.text), choices=_listed(taken))
            return self._target(key, span, None)
        here = [claim for claim in there if (claim.record.start, claim.record.end) == place]
        if len(here) > 1:
            shown = "；".join(f"{claim.iri} {_facts(claim.record)}" for claim in here[:SHOWN])
            raise DecisionError("app.decide.several", quote=_flat(span.text), count=len(here), choices=shown)
        return self._target(key, span, here[0]) if here else self._nothing(key, span)

    def _nothing(self, key: str, span: Span) -> Target:
        """Say what stands near words that no record is on."""
        place = span.start, span.end
        for claim in self._extracted(key):
            if (claim.record.start, claim.record.end) == place:
                raise self._rejected(key, claim.record)
        records = [claim.record for claim in self.decided(key).claims]
        near = [r for r in records if r.sentence.start < span.end and span.start < r.sentence.end]
        near.sort(key=lambda record: -overlap(record, place))
        shown = text("app.decide.near", choices=_listed(near)) if near else ""
        raise DecisionError("app.decide.no_record", quote=_flat(span.text), start=span.start, end=span.end, near=shown)

    def _rejected(self, key: str, record: Record) -> DecisionError:
        words, place = Squeezed(record.document.text), (record.start, record.end)
        ids = [d.id for d in standing(self._decisions) if d.report == key and d.action == "reject"]
        ids = [d.id for d in self._decisions if d.id in ids and place in words.find(d.quote)] or ids
        return DecisionError("app.decide.rejected", quote=_flat(record.text), ids=" ".join(ids))

    def _target(self, key: str, span: Span, claim: Claim | None) -> Target:
        report = self.decided(key).report
        around = next((s for s in report.sentences if s.start <= span.start and span.end <= s.end), None)
        sentence: Span = around or Sentence(span.document, span.start, span.end)
        value: dict[str, Any] = {"was": self._was(key, claim)} if claim else {}
        if len(Squeezed(span.document.text).find(Quote(span.text))) == 1:
            value["alone"] = True
        return Target(key, span, claim, quote(span, sentence), value)

    def _was(self, key: str, claim: Claim) -> dict[str, Any]:
        extracted = {one.iri: one.record for one in self._extracted(key)}.get(claim.iri, claim.record)
        return {name: getattr(extracted, name) for name in FIELDS}

    def _extracted(self, key: str) -> tuple[Claim, ...]:
        return claims(self._reading(key), key)

    def _key(self, key: str | None) -> str:
        if key is None and len(self._entries) == 1:
            return next(iter(self._entries))
        if key is None:
            raise DecisionError("app.decide.which_report", keys="、".join(self._entries))
        return known(key, self._entries)

    def _decided(self, key: str) -> Decided:
        return apply(self._reading(key), key, self._decisions)

    def _reading(self, key: str) -> Any:
        if key not in self._entries:
            raise DecisionError("app.unknown_key", key=key)
        return Readings(self._home)(self._entries[key]["source"], self._entries[key]["name"])


def _flat(words: str) -> str:
    return "".join(words.split())


def _shown(words: str, start: int, end: int) -> str:
    before, middle, after = map(_flat, (words[max(start - AROUND, 0) : start], words[start:end], words[end:][:AROUND]))
    return f"--at {start}:{end} …{before}【{middle}】{after}…"


def _listed(records: Iterable[Record]) -> str:
    shown = dict.fromkeys(f"--at {record.start}:{record.end} {_flat(record.text)}" for record in records)
    return "；".join([*shown][:SHOWN])


def _facts(record: Record) -> str:
    facts = (record.type, record.level, record.grade, record.count and f"{record.count:g}{record.unit or ''}")
    return f"({text('app.comma').join(str(fact) for fact in facts if fact)})"
