"""Misspelt words: read as what was meant, which is said; asked back where there is nothing else."""

import pytest

from search.items import items
from search.question import read
from search.reader import Reader
from search.spelling import corrected, meant_by
from search.wording import spoken


@pytest.mark.parametrize(
    ("question", "word", "found"),
    [
        ("校企共建的实训基底", "基底", ("实训基底", "实训基地")),
        ("师资队武", "队武", ("师资队武", "师资队伍")),
        ("数自化方面的平台", "自化", ("数自化", "数字化")),
        ("焊接方面的奖", "焊接", None),
        ("农机方面的奖", "农机", None),  # a word, whatever sounds like it
    ],
)
def test_what_was_meant_by_a_word(question: str, word: str, found: tuple[str, str] | None) -> None:
    assert meant_by(question, word) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("teaching compitition prizes", [("compitition", "competition")]),
        ("employer satisfation 多少", [("satisfation", "satisfaction")]),
        ("provinical awards for tecahers", [("provinical", "provincial"), ("tecahers", "teachers")]),
        ("Textbok list", [("Textbok", "textbook")]),
        ("retention of trail users", []),  # words, however like others
        ("courses with Standrd and tsinghau", []),  # names
        ("wprize", []),
    ],
)
def test_what_was_meant_by_an_english_word(question: str, found: list[tuple[str, str]]) -> None:
    assert list(corrected(items(question, spoken()))) == found


def test_a_misspelt_english_word_is_read_as_the_right_one() -> None:
    wrong, right = read("natonal awards of the progamme group"), read("national awards of the programme group")
    assert (wrong.levels, wrong.kinds, wrong.scopes, wrong.topics) == (right.levels, right.kinds, right.scopes, ())
    assert wrong.spelt == (("natonal", "national"), ("progamme", "programme"))


def test_a_misspelt_word_is_read_as_what_was_meant_and_that_is_said(reader: Reader) -> None:
    answer, right = reader.ask("省级的实训基底"), reader.ask("省级的实训基地")
    assert [one["iri"] for one in answer["answers"]] == [one["iri"] for one in right["answers"]] != []
    assert any("实训基底" in notice for notice in answer["notices"])


def test_a_misspelt_word_alone_is_asked_back(reader: Reader) -> None:
    answer = reader.ask("师资队武")
    assert answer["answers"] == []
    assert any("师资队伍" in notice for notice in answer["notices"])
