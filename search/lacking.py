"""Which tasks have nothing of a kind: how a question asks for them, and which they are."""

from collections.abc import Iterator
from dataclasses import replace

from kg.store import Store
from search.answer import find
from search.ledger import Ledger
from search.narrow import Sentences
from search.phrase import Phrase
from search.reading import Reading
from search.vocabulary import KnownTask, Vocabulary

LACKING = "lacking"
NEAR = 2  # items that may stand between which and the word for tasks, and itself


def lacking(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """哪些任务没有国家级成果, 没有国家级成果的任务, tasks without awards; 没有 is no word of what is asked for."""
    for place, _meaning in list(phrase.free("task")):
        lack = _behind(phrase, place)
        if lack is None:
            lack = _before(phrase, place)
        if lack is not None and _told_what(phrase, lack):
            granted = [lack + 1] if phrase.has(lack + 1, "status") else []
            phrase.use(place, lack, *granted)
            phrase.items[lack] = replace(phrase.items[lack], meanings=())  # without is no except, 没有 no not yet
            return replace(reading, asks=(*reading.asks, LACKING))
    return reading


def _behind(phrase: Phrase, place: int) -> int | None:
    """The word for lacking behind which tasks."""
    after = place + 1
    while phrase.has(after, "stop", "aux") and not phrase.has(after, "lack"):
        after += 1
    asked = any(phrase.has(at, "which") for at in range(max(place - NEAR, 0), place)) or phrase.has(after, "not")
    return after if asked and phrase.has(after, "lack") else None


def _before(phrase: Phrase, place: int) -> int | None:
    """The word for lacking before the tasks that a clause with 的 describes."""
    if not phrase.has(place - 1, "of"):
        return None
    return next((at for at in range(place - 1) if phrase.has(at, "lack")), None)


def _told_what(phrase: Phrase, lack: int) -> bool:
    """Whether it is said of what there is nothing: 没有完成 lacks no thing."""
    roles = ("type", "subtype", "level", "level_before", "grade", "anything", "topic")
    return any(phrase.has(at, *roles) for at in range(lack + 1, len(phrase.items)))


def untold(
    store: Store, ledger: Ledger, vocabulary: Vocabulary, reading: Reading, sentences: Sentences | None
) -> tuple[KnownTask, ...]:
    """The tasks that nothing supports of what the question names."""
    asked = replace(reading, asks=tuple(ask for ask in reading.asks if ask not in (LACKING, "count")), units=())
    iris = find(store, ledger, asked, sentences).iris if asked.constrained else tuple(ledger.claims)
    return tuple(task for task in _meant(vocabulary, reading) if task.iri not in _supported(ledger, iris))


def without_any(ledger: Ledger, vocabulary: Vocabulary, reading: Reading, iris: tuple[str, ...]) -> list[KnownTask]:
    """Of several tasks of one number those that none of the things supports."""
    if not reading.tasks or reading.task_iris or not iris:
        return []
    meant = [task for task in _meant(vocabulary, reading) if task.number in reading.tasks]
    supported = _supported(ledger, iris)
    return [task for task in meant if task.iri not in supported]


def _supported(ledger: Ledger, iris: tuple[str, ...]) -> frozenset[str]:
    return frozenset(support.task for iri in iris for support in ledger.tasks.get(iri, ()))


def _meant(vocabulary: Vocabulary, reading: Reading) -> Iterator[KnownTask]:
    for task in vocabulary.tasks:
        if reading.scopes and task.scope not in reading.scopes:
            continue
        if reading.group and task.group not in (None, reading.group):
            continue
        if not reading.report or task.report == reading.report:
            yield task
