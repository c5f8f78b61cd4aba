"""What a person writes to correct a reading."""

from typing import Any

import pytest

from kg.errors import QueryError
from search.corrections import overrides, posted
from search.question import read
from search.reader import Reader
from search.reading import Reading, corrected, understood
from search.vocabulary import Vocabulary

NONE = Vocabulary()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"type": ["团队"]}, {"types": ["Team"]}),
        ({"type": ["Team", "platform"]}, {"types": ["Team", "Platform"]}),
        ({"type": ["Ranking"]}, {"types": ["Award"], "subtypes": ["Ranking"]}),
        ({"type": ["none"]}, {"types": []}),
        ({"level": ["省级及以上"]}, {"levels": ["international", "national", "provincial"]}),
        ({"level": ["school", "municipal"]}, {"levels": ["municipal", "school"]}),
        ({"level": ["none"]}, {"levels": []}),
        ({"task": ["学校7"]}, {"task": 7, "scope": "school"}),
        ({"task": ["group2:4"]}, {"task": 4, "scope": "group", "group": 2}),
        ({"task": ["专业群任务3"]}, {"task": 3, "scope": "group"}),
        ({"task": ["6"]}, {"task": 6, "scope": None}),
        ({"task": ["none"]}, {"task": None}),
        ({"scope": ["专业群"]}, {"scope": "group", "task": 5}),
        ({"year": ["2021"]}, {"year": 2021}),
        ({"party": ["星澜纺机"]}, {"party": "星澜纺机"}),
        ({"type": [], "level": ()}, {"types": ["Award"], "levels": ["national"], "task": 5}),
    ],
)
def test_a_correction_takes_the_place_of_what_was_read(said: dict[str, Any], expected: dict[str, Any]) -> None:
    reading = read("which national awards support task 5")
    now = understood(corrected(reading, overrides(said, NONE)))
    assert {name: now[name] for name in expected} == expected


@pytest.mark.parametrize(
    "said", [{"type": ["杯子"]}, {"level": ["很高"]}, {"task": ["远方"]}, {"scope": ["月球"]}, {"year": ["昨天"]}]
)
def test_a_correction_that_means_nothing_says_what_may_be_written(said: dict[str, list[str]]) -> None:
    with pytest.raises(QueryError, match="none"):
        overrides(said, NONE)


def test_a_mistyped_party_is_found(reader: Reader) -> None:
    answer = reader.ask("平台", overrides=overrides({"party": ["星栏纺机"]}, reader.vocabulary))
    assert [one["label"] for one in answer["answers"]] == ["星澜书院"]


def test_what_was_understood_can_be_posted_back(reader: Reader) -> None:
    for question in ("任务5的国家级奖项", "专利有多少项", "与星澜纺机有限公司合作的平台"):
        first = reader.ask(question)
        again = reader.ask(question, overrides=first["understood"])
        assert again["answers"] == first["answers"]


@pytest.mark.parametrize("name", understood(Reading("")))
def test_any_part_of_a_reading_may_be_posted_back_as_nothing(name: str) -> None:
    reading = read("学校层面任务5的国家级奖项里2021年的一等奖")
    left = understood(corrected(reading, posted({name: None}, reading, Vocabulary())))[name]
    assert not left or left == understood(reading)[name]
