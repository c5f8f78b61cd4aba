"""Text → words, as jieba has them."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import words
from kg.cutting import Cutter
from tests.kg.stock import jieba

FREQUENCIES = {
    "实": 5,
    "训": 0,
    "实训": 40,
    "实训基": 0,
    "实训基地": 30,
    "基": 3,
    "基地": 50,
    "训基": 60,
    "a": 1,
    "b": 2,
}
SAMPLE = "建成省级“双师型”教师培养培训基地4个，年到款额1,203.5万元\r\n与ABB（中国）公司共建１个 Co-op 学院；😀龘龘ｘ"
ALPHABET = "实训基地建成国家级双师型教师团队ab1 2.%+-，。\r\n\u3000龘😀"


def cutter(frequencies: dict[str, int], total: int) -> Cutter:
    by_first: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for word, frequency in frequencies.items():
        by_first[word[0]][word] = frequency
    return Cutter(by_first, total)


@pytest.mark.parametrize("text", [SAMPLE, "", "a", "实训", "\r\n \r\n", "-" * 500, "教师" * 500, "a1" * 500])
def test_the_words_are_those_of_jieba(text: str) -> None:
    assert words._cutter().cut(text) == list(jieba().cut(text, HMM=False))
    assert words._cutter().cut_for_search(text) == list(jieba().cut_for_search(text, HMM=False))


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(ALPHABET) | st.characters(), max_size=40))
def test_so_they_are_for_any_text(text: str) -> None:
    assert words._cutter().cut(text) == list(jieba().cut(text, HMM=False))
    assert words._cutter().cut_for_search(text) == list(jieba().cut_for_search(text, HMM=False))


def test_the_likeliest_path_wins_whatever_words_begin_it() -> None:
    assert cutter(FREQUENCIES, 200).cut("实训基地") == ["实训基地"]
    assert cutter({"a": 1, "一": 9, "二": 9, "一二": 1, "三": 1, "二三": 90}, 110).cut("一二三") == ["一", "二三"]


def test_of_equal_paths_the_one_with_the_longer_word_first_wins() -> None:
    assert cutter({"一": 4, "二": 4, "三": 4, "一二": 8, "二三": 8}, 28).cut("一二三") == ["一二", "三"]
