"""Reports that changed → the next generation: graphs replaced, entities resolved, shapes checked, passages indexed.

What is built follows from sources and decisions alone. Only the graphs of what changed are written, and of the
institutions that it belongs to: what a report costs does not grow with the reports of other institutions.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.cache import Cache, extractor
from ingest.pipeline import decode, read_text
from ingest.resolve import entities
from kg.check import Finding, check
from kg.decided import Decided, apply, pairs
from kg.decisions import Decision, load
from kg.derived import replace_derived
from kg.encoder import Model, choose
from kg.errors import DecisionError
from kg.home import Draft, Generation, Home, Manifest, ReportEntry, manifest
from kg.messages import text
from kg.records import Notice, Report
from kg.statements import claim_links, derived_iri, report_iri, report_quads
from kg.version import EXTRACTOR
from search import indexes, ledger

logger = logging.getLogger(__name__)


def entry(report: Report, key: str, source: str) -> ReportEntry:
    """Write down a report for the manifest."""
    document = report.document
    return ReportEntry(
        key=key,
        title=document.title,
        institution=document.institution,
        year=document.year,
        name=document.name,
        source=source,
        text=document.id,
        counts={"records": len(report.records), "sentences": len(report.sentences), "tasks": len(report.tasks)},
        notices=[notice_row(notice, document.text) for notice in report.notices],
    )


def notice_row(notice: Notice, content: str) -> dict[str, Any]:
    """Write down a notice for the manifest, with the words of the report that it is about."""
    words = content[notice.start : notice.end] if notice.start is not None and notice.end is not None else ""
    return {
        "key": notice.key,
        "values": dict(notice.values),
        "start": notice.start,
        "end": notice.end,
        "text": words,
    }


class Readings:
    """The reports of a home, read from their sources, or from the cache of what was read before."""

    def __init__(self, home: Home, *, anew: bool = False) -> None:
        self._home = home
        self._anew = anew
        self._cache = Cache(home.path / "cache", extractor())

    def __call__(self, source: str, name: str) -> Report:
        """Read a source as the file that it was."""

        def read() -> Report:
            text, encoding = decode(self._home.source(source), name)
            return read_text(text, name=name, encoding=encoding)

        return self._cache.report(source, name, read, anew=self._anew)

    def sweep(self, entries: Collection[ReportEntry]) -> None:
        """Forget the readings of what is no longer there."""
        self._cache.sweep({entry["source"] for entry in entries})


class Build:
    """The next generation while it is built: a draft, the reports it shall hold, and people's decisions."""

    def __init__(
        self,
        draft: Draft,
        entries: Mapping[str, ReportEntry],
        *,
        fresh: bool = False,
        further: Sequence[Decision] = (),
        model: Model | None = None,
    ) -> None:
        self._draft = draft
        self._entries = dict(entries)
        old = () if fresh or draft.previous is None else draft.previous.manifest["reports"]
        self._before = {entry["key"]: entry for entry in old}
        self._base = draft.previous.path if draft.previous and not fresh else None
        self._readings = Readings(draft.home)
        self._model = model or model_of(draft.previous)
        kept, torn = load(draft.home.decisions)
        self._decisions = (*kept, *further)
        self._decided: dict[str, Decided] = {}
        self._doubts = [Finding(notice.key, "warning", text(notice.key, **notice.values)) for notice in torn]

    @property
    def waiting(self) -> bool:
        """Whether decisions were made that no generation has yet."""
        previous = self._draft.previous
        kept = previous and previous.manifest["hashes"].get("decisions")
        return bool(self._decisions) and kept != decisions_hash(self._draft.home)

    def refuse_undoable(self, decision: Decision) -> None:
        """Raise where the decision, the last one, could not be carried out."""
        for notice in self._replay(decision.report):
            if notice.values.get("id") == decision.id:
                raise DecisionError(notice.key, **notice.values)

    def _replay(self, key: str) -> Iterator[Notice]:
        if key not in self._entries:
            raise DecisionError("app.unknown_key", key=key)
        name = owned_by(self._entries[key])
        told = {other: self._said(other) for other, entry in self._entries.items() if owned_by(entry) == name}
        yield from told[key].notices
        yield from pairs(told, self._decisions)[2]

    def publish(self, changed: Collection[str]) -> tuple[Generation, tuple[Finding, ...]]:
        """Replace what changed and all that follows from it, check it, and make it the current generation."""
        gone = set(self._before) - set(self._entries)
        named = {decision.report for decision in self._decisions} if self.waiting else set()
        changed = (set(changed) | (named & set(self._entries))) - gone
        touched = [*(self._entries[key] for key in changed), *(self._before.get(key) for key in gone | changed)]
        owners = sorted({owned_by(entry) for entry in touched if entry})
        self._replace(changed, gone, owners)
        graphs = [*map(report_iri, sorted(changed)), *map(derived_iri, owners)]
        logger.info("checking %s", ", ".join(graphs))
        findings = (*check(self._draft.store, graphs), *self._doubts)
        logger.info("indexing")
        count = indexes.publish(
            self._draft.path,
            {key: self._said(key).report for key in changed},
            kept=set(self._entries) - changed,
            previous=self._base,
            model=self._model,
        )
        reports: dict[str, list[str]] = {}
        for key, entry in self._entries.items():
            reports.setdefault(owned_by(entry), []).append(key)
        ledger.publish(self._draft.path, self._draft.store, reports, changed=owners, base=self._base)
        generation = self._draft.publish(self._manifest(count))
        self._readings.sweep(self._entries.values())
        return generation, findings

    def _replace(self, changed: Collection[str], gone: Collection[str], owners: Iterable[str]) -> None:
        """Write the graphs of the reports that changed, and what is worked out from them."""
        store = self._draft.store
        store.load_ontology()
        for key in gone:
            store.remove_graph(report_iri(key))
        for key in sorted(changed):
            said = self._said(key)
            store.replace_graph(report_iri(key), report_quads(said.report, key, said.claims, decided=said.actions))
        for name in owners:
            logger.info("resolving %s", name)
            for notice in self._derive(name):
                self._doubts.append(Finding(notice.key, "warning", text(notice.key, **notice.values)))

    def _derive(self, name: str) -> Iterator[Notice]:
        """Work out an institution's entities and links from all its reports."""
        keys = sorted(key for key, entry in self._entries.items() if owned_by(entry) == name)
        told = {key: self._said(key) for key in keys}
        merges, splits, notices = pairs(told, self._decisions)
        claims = [claim for said in told.values() for claim in said.claims]
        links = [link for said in told.values() for link in claim_links(said.report, said.claims)]
        found = entities(claims, institution=name, merges=merges, splits=splits)
        replace_derived(self._draft.store, name, found, links)
        if not keys:
            self._draft.store.remove_graph(derived_iri(name))
        for key, said in told.items():
            doubts = [*said.notices, *(notice for notice in notices if notice.values["report"] == key)]
            rows = [notice_row(notice, said.report.document.text) for notice in (*said.report.notices, *doubts)]
            self._entries[key] = {**self._entries[key], "notices": rows}
            yield from doubts

    def _said(self, key: str) -> Decided:
        """The report of the key, with the decisions on it."""
        if key not in self._decided:
            entry = self._entries[key]
            logger.info("reading %s", entry["name"])
            report = self._readings(entry["source"], entry["name"])
            self._decided[key] = apply(report, key, self._decisions)
        return self._decided[key]

    def _manifest(self, passages: int) -> Manifest:
        counts = Counter(dict.fromkeys(("records", "sentences", "tasks"), 0))
        for entry in self._entries.values():
            counts.update(entry["counts"])
        counts.update(reports=len(self._entries), passages=passages, statements=len(self._draft.store))
        return manifest(
            extractor=EXTRACTOR,
            lexicon=extractor(),
            reports=list(self._entries.values()),
            counts=dict(counts),
            model=dict(self._model.row) if self._model else None,
            hashes={"decisions": decisions_hash(self._draft.home)},
        )


def model_of(generation: Generation | None) -> Model | None:
    """The model that made the vectors of the generation; for a first one the model that ships, where it is there."""
    made = generation and generation.manifest["model"]
    return choose(made["name"] if made else None)


def decisions_hash(home: Home) -> str:
    """Tell one state of people's decisions from another."""
    return hashlib.sha256(home.decisions.read_bytes() if home.decisions.exists() else b"").hexdigest()


def owned_by(entry: ReportEntry) -> str:
    """Whose derived graph the report belongs to; as `kg.statements.owner` of its document."""
    return entry["institution"] or entry["key"]
