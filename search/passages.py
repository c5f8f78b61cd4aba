"""Report → Passage: one a sentence, what search finds and shows. Stored one a line, a file a report."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from kg.records import Record, Report, Task
from search.filters import marks


class PassageTask(TypedDict):
    """A task as answers and hits show it."""

    scope: str
    group: int | None
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a report with its place; `number` counts the sentences of the report from 0."""

    report: str
    number: int
    document: str
    start: int
    end: int
    text: str
    section: tuple[str, ...]
    tasks: tuple[PassageTask, ...]
    marks: tuple[str, ...] = ()  # what filters ask for; see `search.filters`


def shown(task: Task) -> PassageTask:
    """Say a task as answers and hits show it."""
    return {"scope": str(task.scope), "group": task.group, "number": task.number, "title": task.title}


def passages(report: Report, key: str) -> Iterator[Passage]:
    """Yield one passage a sentence, with the task that it stands under and those that its records support."""
    supported: defaultdict[int, list[Task]] = defaultdict(list)
    told: defaultdict[int, list[Record]] = defaultdict(list)
    for link in report.links:
        supported[link.record.sentence.start].append(link.task)
    for record in report.records:
        told[record.sentence.start].append(record)
    for number, sentence in enumerate(report.sentences):
        own = (sentence.task,) if sentence.task else ()
        tasks = dict.fromkeys((*own, *supported[sentence.start]))
        yield Passage(
            report=key,
            number=number,
            document=report.document.id,
            start=sentence.start,
            end=sentence.end,
            text=sentence.text,
            section=sentence.path,
            tasks=tuple(shown(task) for task in tasks),
            marks=tuple(marks(told[sentence.start], tasks)),
        )


def lines(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield a line of JSON a passage, without the report key, which the file's place gives."""
    for p in passages:
        row = (p.number, p.document, p.start, p.end, p.text, p.section, p.tasks, p.marks)
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def read(path: Path, report: str) -> tuple[Passage, ...]:
    """Read the passages of one report."""
    with path.open(encoding="utf-8", newline="\n") as file:
        return tuple(_passage(report, json.loads(line)) for line in file)


def _passage(report: str, row: list[object]) -> Passage:
    number, document, start, end, text, section, tasks, marks = row
    return Passage(report, number, document, start, end, text, tuple(section), tuple(tasks), tuple(marks))  # type: ignore[arg-type]


class PassageFiles:
    """The passages of a generation; a report's file is read when one of its passages is first asked for."""

    def __init__(self, files: Mapping[str, Path], owners: Mapping[str, str] | None = None) -> None:
        self._files = files
        self._owners = owners or {}
        self._read: dict[str, tuple[Passage, ...]] = {}

    def of(self, report: str) -> tuple[Passage, ...]:
        """All passages of one report, in reading order."""
        if report not in self._read:
            self._read[report] = read(self._files[report], report)
        return self._read[report]

    def get(self, report: str, number: int) -> Passage:
        """One passage."""
        return self.of(report)[number]

    def owner(self, report: str) -> str:
        """Whose report it is: the institution, else its key."""
        return self._owners.get(report, report)

    @property
    def reports(self) -> tuple[str, ...]:
        """The report keys, sorted."""
        return tuple(sorted(self._files))
