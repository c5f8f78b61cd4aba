"""Tasks of a report → what each is about: the usual tasks that its title speaks of, one or several.

Reports word their tasks freely, number them otherwise and put two of the usual ones together (校企合作与服务发展). The
words of a title tell; a number tells only where the titles that can be read have the usual numbers.
"""

from collections.abc import Sequence

from ingest.names import DRESS
from kg.records import Task
from ontology.titles import about


def domains(tasks: Sequence[Task]) -> dict[Task, tuple[int, ...]]:
    """The usual tasks that each task is about, in the order of its title."""
    read = {task: about(DRESS.sub("", task.title), task.scope) for task in tasks}
    return {task: told or _numbered(task, read) for task, told in read.items()}


def _numbered(task: Task, read: dict[Task, tuple[int, ...]]) -> tuple[int, ...]:
    row = [(t.number, told) for t, told in read.items() if (t.scope, t.group) == (task.scope, task.group) and told]
    usual = 2 * sum(number in told for number, told in row) >= len(row)
    return (task.number,) if usual else ()
