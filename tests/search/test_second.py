"""What is found where the first reading finds nothing, and what is said of it."""

import pytest

from search.corrections import posted
from search.question import read
from search.reader import Reader
from tests.search.test_question import KNOWN


def labels(answer: dict) -> list[str]:  # type: ignore[type-arg]
    return [one["label"] for one in answer["answers"]]


def test_a_word_of_a_title_may_mean_its_task(reader: Reader) -> None:
    answer = reader.ask("国际化书院")
    assert labels(answer) == ["星澜书院"]
    assert answer["understood"]["task"] == 10
    assert reader.ask("国际化团队")["answers"] == []  # the task has none


@pytest.mark.parametrize("question", ["国际化书院", "Which national awards did the college help to earn", "焊接奖项"])
def test_a_second_reading_that_is_posted_back_gives_the_same_answer(reader: Reader, question: str) -> None:
    answer = reader.ask(question)
    given = posted(answer["understood"], reader.read(question), reader.vocabulary)
    assert reader.ask(question, overrides=given) == answer


def test_a_verb_with_which_nothing_is_found_is_left_out_and_named(reader: Reader) -> None:
    answer = reader.ask("Which national awards did the college help to earn")
    assert answer["total"] > 0
    assert any("help" in notice for notice in answer["notices"])


def test_what_the_things_are_about_is_never_left_out(reader: Reader) -> None:
    answer = reader.ask("焊接方面的国家级奖项")
    assert (answer["answers"], answer["understood"]["topic"]) == ([], ["焊接"])
    assert answer["notices"]


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("实践教学方面的平台", 5),
        ("培养高地任务里的奖", 2),
        ("水平方面的奖", None),  # stands in many titles
        ("焊接方面的奖", None),
    ],
)
def test_a_task_is_known_by_words_of_its_own_heading(question: str, task: int | None) -> None:
    reading = read(question, KNOWN)
    assert reading.tasks == ((task,) if task else ())
    assert bool(reading.topics) is (task is None)
