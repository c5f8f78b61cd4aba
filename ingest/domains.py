"""Tasks of a report → what each is about: the usual tasks that its title speaks of, one or several.

Reports word their tasks freely, number them otherwise and put two of the usual ones together (校企合作与服务发展). The
words of a title tell; a number tells only where the titles that can be read have the usual numbers.
"""

import re
from collections.abc import Sequence
from functools import cache

from ingest.names import DRESS
from kg.records import Task
from kg.vocabulary import Scope
from ontology import lexicon


def domains(tasks: Sequence[Task]) -> dict[Task, tuple[int, ...]]:
    """The usual tasks that each task is about, in the order of its title."""
    read = {task: _told(DRESS.sub("", task.title), task.scope) for task in tasks}
    return {task: told or _numbered(task, read) for task, told in read.items()}


def _numbered(task: Task, read: dict[Task, tuple[int, ...]]) -> tuple[int, ...]:
    row = [(t.number, told) for t, told in read.items() if (t.scope, t.group) == (task.scope, task.group) and told]
    usual = 2 * sum(number in told for number, told in row) >= len(row)
    return (task.number,) if usual else ()


def _told(title: str, scope: Scope) -> tuple[int, ...]:
    pattern, numbers = _cues(scope)
    return tuple(dict.fromkeys(number for word in pattern.findall(title) for number in numbers[word]))


@cache
def _cues(scope: Scope) -> tuple[re.Pattern[str], dict[str, list[int]]]:
    """The words that tell what a title is about, the longest first, so that each hides the shorter ones in it."""
    numbers: dict[str, list[int]] = {}
    for row in lexicon.rows("links"):
        if (row["where"], row["scope"]) == ("title", scope):
            numbers.setdefault(row["word"], []).append(int(row["number"]))
    return re.compile("|".join(sorted(map(re.escape, numbers), key=lambda word: (-len(word), word)))), numbers
