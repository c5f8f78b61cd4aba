"""Reading that found nothing → other readings of the same words, each of which says in what it differs.

A word of a task's title may mean the task: 乡村振兴培训 is the training of which the task of that name tells.
A word that only says what was done may be left out. What is neither stays a condition, and then nothing is found.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from search.match import holds, plain
from search.places import resolved
from search.reading import Reading, TaskName, Topic, merged
from search.tasks import title_of
from search.vocabulary import Vocabulary

SHORTEST = 2  # characters of a word by which a title is known


def second(reading: Reading, vocabulary: Vocabulary) -> Iterator[Reading]:
    """Yield further ways to read a question of which nothing was found, the nearest first; of its parts, each so."""
    if reading.parts:
        ways = product(*((part, *second(part, vocabulary)) for part in reading.parts))
        yield from (merged(reading.question, parts) for parts in ways)
        return
    plainer = without_light(reading)
    if plainer != reading and plainer.constrained:
        yield plainer
    for one in dict.fromkeys((reading, plainer)):
        yield from _by_task(one, vocabulary)


def without_light(reading: Reading) -> Reading:
    """The same without the words that only say what was done."""
    left = tuple(topic for topic in reading.topics if not topic.light)
    words = tuple(topic.word for topic in reading.topics if topic.light)
    return replace(reading, topics=left, left_out=(*reading.left_out, *words))


def _by_task(reading: Reading, vocabulary: Vocabulary) -> Iterator[Reading]:
    if reading.tasks or not (reading.kinds or reading.levels or reading.units):
        return
    for topic in reading.topics:
        if _in_a_title(topic, vocabulary):
            others = tuple(other for other in reading.topics if other is not topic)
            name = TaskName(topic.word, topic.same)
            yield resolved(replace(reading, topics=others, task_names=(name,)), vocabulary)


def _in_a_title(topic: Topic, vocabulary: Vocabulary) -> bool:
    words = [word for word in topic.same if len(plain(word)) >= SHORTEST]
    return any(holds(title_of(task), word) for task in vocabulary.tasks for word in words)
