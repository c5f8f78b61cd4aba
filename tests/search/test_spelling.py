"""Misspelt words: read as what was meant, which is said; asked back where there is nothing else."""

import pytest

from search.reader import Reader
from search.spelling import meant_by


@pytest.mark.parametrize(
    ("question", "word", "found"),
    [
        ("校企共建的实训基底", "基底", ("实训基底", "实训基地")),
        ("师资队武", "队武", ("师资队武", "师资队伍")),
        ("数自化方面的平台", "自化", ("数自化", "数字化")),
        ("competiton prizes", "competiton", ("competiton", "competition")),
        ("焊接方面的奖", "焊接", None),
        ("农机方面的奖", "农机", None),  # a word, whatever sounds like it
        ("retention awards", "retention", None),
    ],
)
def test_what_was_meant_by_a_word(question: str, word: str, found: tuple[str, str] | None) -> None:
    assert meant_by(question, word) == found


def test_a_misspelt_word_is_read_as_what_was_meant_and_that_is_said(reader: Reader) -> None:
    answer, right = reader.ask("省级的实训基底"), reader.ask("省级的实训基地")
    assert [one["iri"] for one in answer["answers"]] == [one["iri"] for one in right["answers"]] != []
    assert any("实训基底" in notice for notice in answer["notices"])


def test_a_misspelt_word_alone_is_asked_back(reader: Reader) -> None:
    answer = reader.ask("师资队武")
    assert answer["answers"] == []
    assert any("师资队伍" in notice for notice in answer["notices"])
