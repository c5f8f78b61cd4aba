"""Filters ↔ marks."""

import pytest

from search.filters import Filters, is_task, marks
from search.passages import Passage, passages
from tests.search.sample import report


def passage(begins: str) -> Passage:
    return next(p for p in passages(report(), "yunling") if p.text.startswith(begins))


@pytest.mark.parametrize(
    ("filters", "accepted"),
    [
        (Filters(), True),
        (Filters(types=("Award",)), True),
        (Filters(types=("Event",)), False),
        (Filters(types=("Event", "Award")), True),
        (Filters(types=("Award",), levels=("national",)), True),
        (Filters(types=("Metric",), levels=("national",)), False),  # the sentence has both, but of two records
        (Filters(tasks=("school:5",)), True),
        (Filters(tasks=("5",)), True),
        (Filters(tasks=("group:5",)), False),
        (Filters(reports=("haigang",)), False),
        (Filters(years=(2021,)), False),
    ],
)
def test_a_passage_must_meet_every_filter_and_one_record_type_level_and_year(filters: Filters, accepted: bool) -> None:
    prize = passage("教师获国家级教学竞赛一等奖")
    assert filters.accept(prize.report, prize.marks) is accepted


def test_a_year_is_that_of_the_record_which_has_the_type() -> None:
    team = passage("2021年入选")
    assert Filters(types=("Team",), years=(2021,)).accept("yunling", team.marks)
    assert not Filters(types=("Award",), years=(2021,)).accept("yunling", team.marks)


def test_a_group_is_named_with_or_without_its_number() -> None:
    base = passage("建成省级轻纺实训基地")
    assert all(Filters(tasks=(task,)).accept("yunling", base.marks) for task in ("group:5", "group1:5", "5"))
    assert not Filters(tasks=("group2:5",)).accept("yunling", base.marks)


def test_marks_are_words_without_spaces() -> None:
    assert all(mark and not any(map(str.isspace, mark)) for p in passages(report(), "x") for mark in p.marks)
    assert list(marks((), ())) == []


@pytest.mark.parametrize("word", ["", "school", "school:", "school:0", "group0:1", "x:1", "5a", "-1"])
def test_what_names_no_task_is_told(word: str) -> None:
    assert not is_task(word)
