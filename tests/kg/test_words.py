"""Folding keeps offsets; cutting loses nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.words import cut, cut_for_search, fold


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_words_are_the_whole_text_in_order(text: str) -> None:
    found = list(cut(text))
    assert "".join(word for word, _, _ in found) == text
    assert all(text[start:end] == word for word, start, end in found)


def test_a_word_of_the_lexicons_is_kept_whole() -> None:
    assert [word for word, _, _ in cut("获批国家级教学名师工作室")] == ["获批", "国家级", "教学名师工作室"]


def test_searching_also_finds_the_words_inside_a_word() -> None:
    assert "基地" in set(cut_for_search("实训基地"))
