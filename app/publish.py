"""Files and decisions → the next generation: which reports come, change and go. Start reading at `ingest`.

Bad files are told and left out; where nothing changes, nothing is published.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from app.build import Build, Readings, decisions_hash, entry
from app.cache import extractor
from app.progress import Advance
from ingest.documents import from_text, source
from ingest.pipeline import decode
from kg.check import Finding
from kg.decisions import Decision, append
from kg.encoder import Model
from kg.errors import FormatError, HomeError, KeyConflictError, KgError, ModelError, ReportError, SourceError
from kg.home import Draft, Generation, Home, ReportEntry
from kg.messages import text
from kg.names import key as named
from kg.names import squeeze
from kg.records import Document, Report
from kg.statements import report_key

logger = logging.getLogger(__name__)

Entries: TypeAlias = dict[str, ReportEntry]

SAME = 0.5  # of a text's sentences must stand in the report whose place it takes


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be read as a report, and the key under which it will stand."""

    path: Path
    data: bytes
    document: Document
    key: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its report and what changed (added, replaced, unchanged), or why it was not read."""

    path: Path
    key: str = ""
    change: str = ""
    report: Report | None = None
    error: KgError | None = None
    encoding: str = ""  # of this file, which may not be that of the one that was read first


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the files, the new generation where there is one, and what people should know."""

    outcomes: Sequence[Outcome]
    generation: Generation | None = None
    findings: Sequence[Finding] = ()


def ingest(
    home: Home, paths: Sequence[Path], *, key: str | None, advance: Advance, model: Model | None = None
) -> Published:
    """Read files and publish what is new or changed, all in one generation; say what became of each.

    The model is for a home without vectors; one that has others wants `rebuild`.
    """
    outcomes = [_file(path, key) for path in paths]
    files = [file for file in outcomes if isinstance(file, File)]
    current = _current(home)
    _same_model(current, model)
    readings = Readings(home)
    if files and not (current and _up_to_date(home, current) and all(_unchanged(file, current) for file in files)):
        with _draft(home, current) as (draft, entries):
            return _take_in(draft, entries, outcomes, readings, advance, model)
    known = _entries(current)
    return Published(
        [outcome if isinstance(outcome, Outcome) else _same(outcome, known, readings) for outcome in outcomes]
    )


def _file(path: Path, key: str | None) -> "File | Outcome":
    try:
        data = source(path)
        words, encoding = decode(data, str(path))
        document = from_text(words, name=path.name, encoding=encoding)
    except KgError as error:
        return Outcome(path, error=error)
    return File(path, data, document, named(key) if key else report_key(document))


def _same_model(current: Generation | None, model: Model | None) -> None:
    """Refuse another model than the one that made the vectors that are there."""
    made = current and current.manifest["model"]
    if made and model and made["name"] != model.name:
        raise ModelError("app.other_model", made=made["name"], model=model.name)


def _take_in(
    draft: Draft,
    entries: Entries,
    files: Iterable[File | Outcome],
    readings: Readings,
    advance: Advance,
    model: Model | None,
) -> Published:
    outcomes: list[Outcome] = []
    taken: dict[str, Path] = {}
    for file in files:
        if isinstance(file, Outcome):
            outcomes.append(file)
            continue
        advance(file.path.name)
        try:
            outcome = _one(draft, entries, file, taken, readings)
        except (KeyConflictError, ReportError) as error:
            outcome = Outcome(file.path, error=error)
        outcomes.append(outcome)
        taken.setdefault(file.key, file.path)
    changed = {outcome.key for outcome in outcomes if outcome.change in ("added", "replaced")}
    build = Build(draft, entries, model=model)
    if not (changed or build.waiting):
        return Published(outcomes)
    advance(text("app.ingest.publishing"))
    return Published(outcomes, *build.publish(changed))


def _one(draft: Draft, entries: Entries, file: File, taken: Mapping[str, Path], readings: Readings) -> Outcome:
    """Put one file in its place among the reports, or say why it cannot stand there."""
    old = entries.get(file.key)
    if old and old["text"] == file.document.id:
        return _same(file, entries, readings)
    if file.key in taken:
        raise KeyConflictError("app.same_key", file=file.path, other=taken[file.key], key=file.key)
    name = draft.add_source(file.data, file.path.suffix)
    report = _read(readings, name, file)
    if old:
        share = shared(report, readings(old["source"], old["name"]))
        if share < SAME:
            raise KeyConflictError("app.other_report", file=file.path, key=file.key, share=f"{share:.0%}")
    entries[file.key] = entry(report, file.key, name)
    return Outcome(file.path, file.key, "replaced" if old else "added", report)


def _read(readings: Readings, name: str, file: File) -> Report:
    """Read one file; a fault of ours in it keeps no other file out."""
    try:
        return readings(name, file.path.name)
    except (KgError, OSError):
        raise
    except Exception as error:
        logger.info("", exc_info=True)
        raise ReportError("app.fault_in", file=file.path, kind=type(error).__name__) from error


def shared(new: Report, old: Report) -> float:
    """Tell which part of the new report's sentences stands in the old one."""
    known = {squeeze(sentence.text) for sentence in old.sentences}
    kept = [squeeze(sentence.text) in known for sentence in new.sentences]
    return sum(kept) / len(kept) if kept else 1.0


def remove(home: Home, key: str) -> Published:
    """Publish a generation without this report."""
    current = home.generation()
    with _draft(home, current) as (draft, entries):
        del entries[known(key, entries)]
        return Published([], *Build(draft, entries).publish(set()))


def known(key: str, entries: Collection[str]) -> str:
    """The key of a report that is here, also where it is written as `--as` took it."""
    for written in (key, named(key) if key.strip() else key):
        if written in entries:
            return written
    raise HomeError("app.unknown_key", key=key)


def rebuild(home: Home, *, advance: Advance, model: Model | None = None, skip_missing: bool = False) -> Published:
    """Make all anew from sources and decisions, whatever version or model made what is there, and damaged or not."""
    home.last()
    missing: list[Outcome] = []
    with home.draft(fresh=True) as draft:
        entries = {}
        readings = Readings(home, anew=True)
        for old in draft.previous.manifest["reports"] if draft.previous else ():
            advance(old["name"])
            try:
                report = readings(old["source"], old["name"])
            except SourceError as error:
                missing.append(Outcome(Path(old["name"]), old["key"], error=error))
            else:
                entries[old["key"]] = entry(report, old["key"], old["source"])
        if missing and not (skip_missing and entries):
            return Published(missing)
        advance(text("app.ingest.publishing"))
        build = Build(draft, entries, fresh=True, model=model)
        return Published(missing, *build.publish(set(entries)))


def decide(home: Home, decision: Decision) -> Published:
    """Keep a decision and publish what follows from it; refuse one that could not be carried out."""
    current = home.generation()
    with _draft(home, current) as (draft, entries):
        Build(draft, entries, further=[decision]).refuse_undoable(decision)
        append(home.decisions, decision)
        return Published([], *Build(draft, entries).publish(set()))


@contextmanager
def _draft(home: Home, current: Generation | None) -> Iterator[tuple[Draft, Entries]]:
    """A draft with the reports of the current generation; made anew where another version read those."""
    if current and current.manifest["lexicon"] != extractor():
        raise FormatError("app.other_extractor", home=home.path)
    with home.draft() as draft:
        yield draft, _entries(draft.previous)


def _entries(generation: Generation | None) -> Entries:
    return {entry["key"]: entry for entry in generation.manifest["reports"]} if generation else {}


def _current(home: Home) -> Generation | None:
    return home.generation() if (home.path / "CURRENT").exists() else None


def _unchanged(file: File, generation: Generation) -> bool:
    return any((old["key"], old["text"]) == (file.key, file.document.id) for old in generation.manifest["reports"])


def _up_to_date(home: Home, generation: Generation) -> bool:
    return generation.manifest["hashes"].get("decisions") == decisions_hash(home)


def _same(file: File, entries: Mapping[str, ReportEntry], readings: Readings) -> Outcome:
    old = entries[file.key]
    report = readings(old["source"], old["name"])
    return Outcome(file.path, file.key, "unchanged", report, encoding=file.document.encoding)
