"""A task that an English question tells by what it is about → the task of the graph whose title means that most.

The `opening-up task`, the `task on serving farmers`: titles are slogans, which no lexicon lists; a model compares them.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.encoder import Model
from kg.vocabulary import Scope
from search.items import ARTICLES
from search.phrase import IS_HAN, Phrase
from search.places import at_tasks
from search.reading import Reading, Topic
from search.vocabulary import KnownTask, Vocabulary

if TYPE_CHECKING:
    from kg.encoder import Vectors

LEAST, MARGIN = 0.3, 0.05  # cosine of the best title, and by how much it is better than the next one
LONGEST = 6  # words that may stand between an article and the word for a task
BEHIND = frozenset({"of", "on", "for", "about", "to", "regarding", "concerning"})
STOPS = ("which", "preposition", "aux", "be", "break", "scope", "task")


def assignments(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """Take what stands before or behind the word for a task as what the task is about, if it has no number."""
    for place in range(len(phrase.items)):
        if not _is_task(phrase, place) or (reading.tasks and not reading.task_names):
            continue
        for span in (_before(phrase, place), _behind(phrase, place)):
            free = [at for at in span if at not in phrase.used and not phrase.has(at, "and")]
            if free and reading.task_names:
                phrase.use(place, *span)  # the name of a task is a part of it
            elif free and place not in phrase.used:
                words = phrase.text(free[0], free[-1], reading.question)
                phrase.use(place, *range(free[0], free[-1] + 1))
                reading = replace(reading, topics=(*reading.topics, Topic(words, (words,), task=True)))
    return reading


def _is_task(phrase: Phrase, place: int) -> bool:
    """Whether it is the word for one task; which tasks asks for others."""
    words = phrase.items[place].text.lower().split()
    return "task" in words and not phrase.has(place - 1, "which")


def _before(phrase: Phrase, place: int) -> range:
    """The words between an article, or whose task it is, and the word for it."""
    if phrase.items[place].text.lower().split()[0] != "task":
        return range(0)
    for first in range(place - 1, max(place - 2 - LONGEST, -1), -1):
        if phrase.items[first].text.lower() in ARTICLES or phrase.has(first, "scope", "scope_near", "group"):
            return range(first + 1, place)
        if phrase.has(first, *STOPS) or IS_HAN.search(phrase.items[first].text):
            break
    return range(0)


def _behind(phrase: Phrase, place: int) -> range:
    """The words behind the word for a task and a preposition, as far as what is asked for or a verb."""
    first = place + 1
    if phrase.items[place].text.lower().split()[-1] not in BEHIND:
        if first >= len(phrase.items) or phrase.items[first].text.lower() not in BEHIND:
            return range(0)
        first += 1
    last = first
    while last < len(phrase.items) and not phrase.has(last, *STOPS, "scope_near", "group"):
        last += 1
    while first < last and phrase.items[first].text.lower() in ARTICLES:
        first += 1
    asked = any(phrase.has(at, "aux") for at in range(place))
    return range(first, last - asked)  # did the task of … achieve


class Assignments:
    """The titles of a generation's tasks, to be found by meaning."""

    def __init__(self, vocabulary: Callable[[], Vocabulary], model: Callable[[], Model | None]) -> None:
        self._vocabulary = vocabulary
        self._model = model

    def found(self, reading: Reading, say: Callable[[KnownTask], str]) -> Reading:
        """Put tasks in the place of the topics that tell them, and say which; what means none stays a topic."""
        for topic in reading.topics:
            tasks = tuple(self._meant(topic.word, reading)) if topic.task else ()
            if tasks:
                others = tuple(other for other in reading.topics if other is not topic)
                spelt = (*reading.spelt, (topic.word, "；".join(map(say, tasks))))
                reading = replace(at_tasks(reading, tasks), topics=others, spelt=spelt)
        return reading

    @cached_property
    def _titles(self) -> "Vectors | None":
        model = self._model()
        return model.encode([task.title for task in self._vocabulary().tasks]) if model else None

    def _meant(self, words: str, reading: Reading) -> Iterator[KnownTask]:
        """The task of each report whose title means the words, and no other as much."""
        model = self._model()
        if model is None or self._titles is None or not self._vocabulary().tasks:
            return
        cosines = (self._titles @ model.encode([words])[0]).tolist()
        reports: dict[str, list[tuple[float, KnownTask]]] = {}
        for cosine, task in zip(cosines, self._vocabulary().tasks, strict=True):
            if _fits(task, reading):
                reports.setdefault(task.report, []).append((cosine, task))
        for scored in reports.values():
            (best, task), *rest = sorted(scored, key=lambda one: -one[0])
            if best >= LEAST and (not rest or best - rest[0][0] >= MARGIN):
                yield task


def _fits(task: KnownTask, reading: Reading) -> bool:
    """Whether the task is of the report, the scope and the group that the question names."""
    if reading.report and task.report != reading.report:
        return False
    if reading.scopes and task.scope not in reading.scopes:
        return False
    return task.scope is Scope.SCHOOL or reading.group in (None, task.group)
