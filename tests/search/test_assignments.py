"""Tasks that English questions tell by what they are about."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.encoder import Model
from kg.vocabulary import Scope, Type
from search.assignments import Assignments
from search.question import read
from search.reading import Reading
from search.vocabulary import KnownReport, KnownTask, Vocabulary

TITLES = {(Scope.SCHOOL, None, 1): "扎根乡土", (Scope.SCHOOL, None, 2): "扬帆出海", (Scope.GROUP, 1, 2): "育人强师"}
TASKS = tuple(KnownTask(f"urn:{s}-{n}", "yunling", s, g, n, title) for (s, g, n), title in TITLES.items())
KNOWN = Vocabulary(tasks=TASKS, reports=(KnownReport("yunling", "报告", "云岭轻工职业学院", 2023),))
SENSES = {"serving farmers": "乡土", "going abroad": "出海", "people": "育人扎根"}


class Senses:
    """Counts the characters of what the words of a little dictionary mean."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed the texts: one row each, of length 1."""
        vectors = np.zeros((len(texts), 1_000), np.float32)
        for row, text in enumerate(texts):
            for character in SENSES.get(text, text):
                vectors[row, ord(character) % 1_000] += 1
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
        return vectors


def found(question: str) -> Reading:
    encoder = Senses()
    model = Model("senses", "1", lambda: encoder)
    assignments = Assignments(lambda: KNOWN, lambda: model)
    return assignments.found(read(question, KNOWN), lambda task: task.title)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Which awards come under the serving farmers task?", ["serving farmers"]),
        ("awards under the task on serving farmers", ["serving farmers"]),
        ("What did the task of going abroad achieve?", ["going abroad"]),
        ("awards under task 2", []),
        ("Which tasks have awards?", []),
    ],
)
def test_what_stands_around_the_word_for_a_task_tells_it(question: str, words: list[str]) -> None:
    assert [topic.word for topic in read(question, KNOWN).topics if topic.task] == words


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("awards under the task on serving farmers", TASKS[0]),
        ("Which awards come under the going abroad task?", TASKS[1]),
        ("platforms under the school task of going abroad", TASKS[1]),
    ],
)
def test_the_task_is_the_one_whose_title_means_that(question: str, task: KnownTask) -> None:
    reading = found(question)
    assert (reading.task_iris, reading.tasks, reading.topics) == ((task.iri,), (task.number,), ())
    assert reading.spelt[-1][1] == task.title  # which is said
    assert len(reading.kinds) == 1


@pytest.mark.parametrize("question", ["awards under the task on astronomy", "awards under the task about people"])
def test_what_no_title_means_or_several_do_stays_a_topic(question: str) -> None:
    reading = found(question)
    assert (reading.types, reading.tasks, len(reading.topics)) == ((Type.AWARD,), (), 1)


def test_without_a_model_it_stays_a_topic() -> None:
    reading = read("awards under the task on going abroad", KNOWN)
    assert Assignments(lambda: KNOWN, lambda: None).found(reading, str) == reading
    assert not replace(reading, topics=()).tasks
