"""A question about words looks only at the sentences that hold them, and answers as if it had looked at all."""

import pytest

from search import narrow
from search.answer import find
from search.narrow import Sentences, candidates
from search.reader import Reader

QUESTIONS = [
    "星澜书院",
    "实训基地有哪些",
    "教学竞赛一等奖",
    "1+X证书培训",
    "老师们的称号",
    "与星澜纺机有限公司合作的平台",
    "专利有多少项",
    "Which national teams are there?",
    "火星移民",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_narrowed_by_words_answers_alike(
    reader: Reader, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = reader.read(question)
    whole = find(reader.store, reader.ledger, reading)
    monkeypatch.setattr(narrow, "MANY", 0)
    assert find(reader.store, reader.ledger, reading, Sentences(reader.index, reader.passages)) == whole


def test_only_what_is_told_in_the_sentences_is_looked_at(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrow, "MANY", 0)
    sentences = Sentences(reader.index, reader.passages)
    found = candidates(reader.ledger, reader.read("星澜书院"), sentences)
    assert found is not None
    assert len(found) == 3  # the company, the academy and the students of one sentence
    assert candidates(reader.ledger, reader.read("国家级奖项"), sentences) is None
