"""What a search is narrowed to ↔ the marks of passages: a passage that lacks one of the marks asked for is not ranked.

A mark is one word of the index. Type, level and year are asked of one and the same record, so a record gives a mark for
each way to ask: `fact:Award:national:2021`, `fact:Award:*:*`, …
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kg.records import Record, Task
from kg.vocabulary import Scope

ANY = "*"
_TASK = re.compile(r"(?:(school)|(group)([1-9]\d*)?):([1-9]\d*)|([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits must meet: one of each that is given. Tasks are `school:5`, `group:4`, `group2:4` or `5`."""

    reports: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def groups(self) -> Iterator[frozenset[str]]:
        """Yield sets of marks: a passage must bear one of each."""
        if self.tasks:
            yield frozenset(f"task:{task if ':' in task else f'{ANY}:{task}'}" for task in self.tasks)
        if self.types or self.levels or self.years:
            asked: list[Sequence[object]] = [self.types or ANY, self.levels or ANY, self.years or ANY]
            yield frozenset(_fact(*way) for way in product(*asked))

    def accept(self, report: str, marks: Iterable[str]) -> bool:
        """Whether a passage of this report with these marks may be found."""
        borne = set(marks)
        return (not self.reports or report in self.reports) and all(group & borne for group in self.groups())

    def __bool__(self) -> bool:
        return any((self.reports, self.tasks, self.types, self.levels, self.years))


def is_task(word: str) -> bool:
    """Whether the word names a task as filters do.

    >>> [is_task(word) for word in ("school:5", "group2:4", "7", "group", "0")]
    [True, True, True, False, False]
    """
    return _TASK.fullmatch(word) is not None


def marks(records: Iterable[Record], tasks: Iterable[Task]) -> Iterator[str]:
    """Yield the marks of a passage with these records, which stands under or supports these tasks, each once."""
    found: dict[str, None] = {}
    for task in tasks:
        found[f"task:{ANY}:{task.number}"] = None
        found[f"task:{task.scope}:{task.number}"] = None
        if task.scope is Scope.GROUP:
            found[f"task:{task.scope}{task.group or 1}:{task.number}"] = None
    for record in records:
        ways = [(value, ANY) if value else (ANY,) for value in (record.type, record.level, record.year)]
        found |= dict.fromkeys(_fact(*way) for way in product(*ways))
    yield from found


def _fact(*way: object) -> str:
    return ":".join(("fact", *map(str, way)))
