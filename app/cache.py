"""Report ↔ JSON, kept a source and an extractor version under `KG_HOME/cache`: reading twice costs once.

JSON and not pickle, since a home may come out of somebody else's backup. Whatever cannot be read is read anew.
"""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from kg.records import Document, Link, Notice, Record, Report, Section, Sentence, Task
from kg.vocabulary import Approximation, Level, Scope, Status, Subtype, Type

READERS = (
    ("ingest", ".py"),
    ("ingest", ".tsv"),
    ("ontology.lexicons", ".tsv"),
    ("kg", ".py"),
)  # what a reading rests on

FIELDS = tuple(field.name for field in fields(Record) if field.name not in ("document", "start", "end", "sentence"))
TYPES: dict[str, Callable[[Any], Any]] = {
    "type": Type,
    "subtype": Subtype,
    "level": Level,
    "status": Status,
    "approximate": Approximation,
}


@cache
def extractor() -> str:
    """The version of the extractor: a short hash over its code and its lexicons."""
    digest = hashlib.sha256()
    for package, suffix in READERS:
        files = sorted(resources.files(package).iterdir(), key=lambda file: file.name)
        for file in (file for file in files if file.name.endswith(suffix)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Cache:
    """Readings of sources, by the hash of the source and the name of its file."""

    folder: Path
    version: str

    def report(self, source: str, name: str, read: Callable[[], Report], *, anew: bool = False) -> Report:
        """Give the kept reading of a source, else, or `anew`, read it and keep that."""
        path = self.folder / f"{source[:32]}-{self.version}.json"
        with suppress(OSError, ValueError, LookupError, TypeError):
            kept = None if anew else load(json.loads(path.read_text(encoding="utf-8")))
            if kept and kept.document.name == name:
                return kept
        report = read()
        self._keep(path, report)
        return report

    def _keep(self, path: Path, report: Report) -> None:
        aside = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps(dump(report), ensure_ascii=False, default=str), encoding="utf-8")
            aside.replace(path)
        except OSError:  # a cache that cannot be written only costs time
            aside.unlink(missing_ok=True)

    def sweep(self, sources: set[str]) -> None:
        """Drop the readings of other sources and of other versions."""
        for path in self.folder.glob("*-*.json"):
            source, _, version = path.stem.partition("-")
            if version != self.version or not any(known.startswith(source) for known in sources):
                path.unlink(missing_ok=True)


def dump(report: Report) -> dict[str, Any]:
    """Turn a report into what JSON can hold; spans point to each other by their position."""
    sections = {section: index for index, section in enumerate(report.sections)} | {None: None}
    sentences = {sentence: index for index, sentence in enumerate(report.sentences)}
    records = {record: index for index, record in enumerate(report.records)}
    tasks = {task: index for index, task in enumerate(report.tasks)} | {None: None}
    return {
        "document": asdict(report.document),
        "tasks": [asdict(task) for task in report.tasks],
        "sections": [
            [s.start, s.end, s.heading, s.level, sections[s.parent], tasks[s.opens], s.scope, s.group]
            for s in report.sections
        ],
        "sentences": [[s.start, s.end, sections[s.section]] for s in report.sentences],
        "records": [
            [r.start, r.end, sentences[r.sentence], *(getattr(r, field) for field in FIELDS)] for r in report.records
        ],
        "links": [[records[link.record], tasks[link.task], link.score, link.reason] for link in report.links],
        "notices": [[n.key, dict(n.values), n.start, n.end] for n in report.notices],
    }


def load(kept: dict[str, Any]) -> Report:
    """Make the report again from what `dump` gave."""
    document = Document(**kept["document"])
    tasks = [Task(**{**task, "scope": Scope(task["scope"])}) for task in kept["tasks"]]
    sections: list[Section] = []
    for start, end, heading, level, parent, opens, scope, group in kept["sections"]:
        above = None if parent is None else sections[parent]
        opened = None if opens is None else tasks[opens]
        sections.append(Section(document, start, end, heading, level, above, opened, scope and Scope(scope), group))
    sentences = [Sentence(document, a, b, None if s is None else sections[s]) for a, b, s in kept["sentences"]]
    records = [_record(document, sentences, row) for row in kept["records"]]
    links = [Link(records[record], tasks[task], score, reason) for record, task, score, reason in kept["links"]]
    notices = [Notice(*notice) for notice in kept["notices"]]
    return Report(
        document, tuple(sections), tuple(sentences), tuple(tasks), tuple(records), tuple(links), tuple(notices)
    )


def _record(document: Document, sentences: list[Sentence], row: list[Any]) -> Record:
    start, end, sentence, *values = row
    made: dict[str, Any] = {
        name: value if value is None else TYPES.get(name, _same)(value)
        for name, value in zip(FIELDS, values, strict=True)
    }
    return Record(document, start, end, sentences[sentence], **made)


def _same(value: Any) -> Any:
    return value
