"""What took the place of a sentence is found by its words; where nothing is like them, there is nothing."""

import pytest

from kg.successors import Successors

SENTENCES = [
    "建成省级实训基地5个，服务企业126家。",
    "获全国职业院校技能大赛一等奖2项。",
    "获全国职业院校技能大赛一等奖2项、二等奖5项，居全省高职院校第三，连续三年保持增长。",
    "学校获批国家级教师教学创新团队。",
]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("建成省级实训基地3个，服务企业98家。", 0),  # other figures
        ("学校还获批国家级教师教学创新团队1个。", 3),  # a word more
        ("获全国职业院校\n技能大赛一等奖1项。", 1),  # the shorter of two that have it
        ("开展对口帮扶，派出干部教师8人。", None),
        ("", None),
        ("获", None),
    ],
)
def test_the_sentence_that_has_most_of_the_words_is_found(words: str, place: int | None) -> None:
    assert Successors(SENTENCES).of(words) == place


def test_a_text_without_sentences_has_none() -> None:
    assert Successors([]).of("获奖") is None
