"""File → Report: the whole line in, in its order. Start reading here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.documents import REPLACEMENT, decode, document, from_text
from ingest.links import Linker
from ingest.records import records
from ingest.sections import sections
from ingest.sentences import sentences
from kg.records import Document, Link, Notice, Record, Report, Section, Task

__all__ = ["decode", "read", "read_text", "rows"]


def read(path: Path) -> Report:
    """Read a file; no store is needed."""
    return _report(document(path))


def read_text(text: str, *, name: str, encoding: str = "utf-8") -> Report:
    """Read a text that has been decoded already."""
    return _report(from_text(text, name=name, encoding=encoding))


def rows(report: Report) -> Iterator[dict[str, Any]]:
    """Yield the rows that `kg extract` prints: a record each, with its task and those that it supports besides."""
    also: dict[Record, dict[str, None]] = {}  # two records of one anchor may be equal
    for link in report.links:
        if link.reason != "section":
            also.setdefault(link.record, {})[link.task.code] = None
    for record in report.records:
        yield _row(record, list(also.get(record, ())))


def _report(document: Document) -> Report:
    found, doubts = sections(document)
    told = tuple(sentences(document, found))
    claimed = tuple(records(told))
    tasks = _tasks(found)
    links: tuple[Link, ...] = tuple(Linker(tasks)(claimed))
    return Report(document, found, told, tasks, claimed, links, (*_notices(document, tasks, claimed), *doubts))


def _tasks(sections: tuple[Section, ...]) -> tuple[Task, ...]:
    """Each task once, school first, in order."""
    tasks = {section.opens.code: section.opens for section in sections if section.opens}
    return tuple(sorted(tasks.values(), key=lambda task: (task.scope != "school", task.group or 0, task.number)))


def _notices(document: Document, tasks: tuple[Task, ...], records: tuple[Record, ...]) -> Iterator[Notice]:
    if document.text.endswith(REPLACEMENT):
        end = len(document.text)
        yield Notice("ingest.cut", {"name": document.name}, end - 1, end)
    levels = any(record.level for record in records)
    if not records or not (tasks or levels or document.institution):
        yield Notice("ingest.no_report", {"name": document.name})
    elif not tasks:
        yield Notice("ingest.no_tasks", {"name": document.name})


def _row(record: Record, also: list[str]) -> dict[str, Any]:
    task = record.sentence.task
    count = record.count
    return {
        "start": record.start,
        "end": record.end,
        "anchor": record.anchor,
        "type": record.type.value,
        "subtype": record.subtype.value if record.subtype else None,
        "level": record.level.value if record.level else None,
        "at_least": record.at_least,
        "grade": record.grade,
        "count": int(count) if count is not None and count == int(count) else count,
        "unit": record.unit,
        "year": record.year,
        "status": record.status.value if record.status else None,
        "scope": task.scope.value if task else None,
        "group": task.group if task else None,
        "task": task.number if task else None,
        "also": also,
        "approximate": record.approximate.value if record.approximate else None,
        "whose": record.whose,
    }
