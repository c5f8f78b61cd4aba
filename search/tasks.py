"""Task names of a question → tasks of the graph: by the words of the titles that the reports themselves give."""

from collections.abc import Sequence

from kg.vocabulary import Scope
from search.match import plain
from search.reading import TaskName
from search.vocabulary import KnownTask

OWN = 100  # the very word of the question in a title counts more than any word that means the same


def named(
    name: TaskName, tasks: Sequence[KnownTask], scopes: Sequence[Scope], group: int | None
) -> tuple[tuple[KnownTask, ...], tuple[KnownTask, ...]]:
    """The tasks that bear the name best, one a report, and those of the other scope that bear it as well, or less."""
    asked = [t for t in tasks if (not scopes or t.scope in scopes) and (group is None or t.group in (group, None))]
    scored = [(score, task) for task in asked if (score := _score(name, task.title))]
    best: dict[str, tuple[int, KnownTask]] = {}
    for score, task in sorted(scored, key=lambda row: (-row[0], row[1].scope is not Scope.SCHOOL, row[1].number)):
        best.setdefault(task.report, (score, task))
    chosen = tuple(task for _, task in best.values())
    others = tuple(task for _, task in scored if task not in chosen and task.scope not in {t.scope for t in chosen})
    return chosen, others


def _score(name: TaskName, title: str) -> int:
    """How well a title fits: the question's own word, else the longest word that means the same."""
    text = plain(title)
    own = plain(name.word)
    same = max((len(plain(word)) for word in name.same if plain(word) in text), default=0)
    return OWN * (own in text) + same
