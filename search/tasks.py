"""Task names of a question → tasks of the graph: by the words of the titles that the reports themselves give."""

from collections.abc import Sequence
from functools import lru_cache

from kg.vocabulary import Scope
from ontology.titles import about
from search.match import holds, plain
from search.reading import TaskName
from search.vocabulary import KnownTask

OWN = 100  # the very word of the question in a title counts more than any word that means the same
MANY = 10  # things that no title is about


def named(
    name: TaskName, tasks: Sequence[KnownTask], scopes: Sequence[Scope], group: int | None
) -> tuple[tuple[KnownTask, ...], tuple[KnownTask, ...]]:
    """The tasks that bear the name best, one a report, and those of the other scope that bear it as well, or less."""
    asked = [t for t in tasks if (not scopes or t.scope in scopes) and (group is None or t.group in (group, None))]
    own, same = plain(name.word), [plain(word) for word in name.same]
    scored = [(score, task) for task in asked if (score := _score(name, own, same, title_of(task)))]
    scored = scored or [(score, task) for task in asked if (score := _alike(name, task))]
    best: dict[str, tuple[int, KnownTask]] = {}
    for score, task in sorted(scored, key=lambda row: (-row[0], row[1].scope is not Scope.SCHOOL, row[1].number)):
        best.setdefault(task.report, (score, task))
    chosen = tuple(task for _, task in best.values())
    others = tuple(task for _, task in scored if task not in chosen and task.scope not in {t.scope for t in chosen})
    return chosen, others


@lru_cache(100_000)
def title_of(task: KnownTask) -> str:
    """The title of a task as words are looked for in it; of many reports there are thousands."""
    return plain(task.title)


def _score(name: TaskName, own: str, same: Sequence[str], text: str) -> int:
    """How well a title fits: the question's own word, the longest word that means the same, or its parts."""
    longest = max((len(word) for word in same if word in text), default=0)
    return OWN * (own in text) + longest or int(holds(text, name.word))


def _alike(name: TaskName, task: KnownTask) -> int:
    """Whether no word of the name stands in any title, but this one is about the same: 数智赋能 is 信息化."""
    meant = {number for word in name.same for number in about(word, task.scope)}
    told = about(task.title, task.scope)
    first = next((place for place, number in enumerate(told) if number in meant), None)
    return 0 if first is None else OWN - MANY * first - len(told)  # what it is about first, and little else
