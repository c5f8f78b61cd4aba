"""The dictionary that is read by characters is the whole that jieba reads, with the lexicons' words."""

from itertools import groupby

from kg.dictionary import TOTAL, Dictionary
from tests.kg.stock import jieba, path


def test_it_has_the_words_that_jieba_has() -> None:
    whole, total = jieba().gen_pfdict(path().open("rb"))
    read = Dictionary(path())
    for first, words in groupby(sorted(whole), lambda word: word[0]):
        assert read[first] == {word: whole[word] for word in words}
    assert read.total == total == TOTAL


def test_a_word_is_read_with_its_beginnings() -> None:
    read = Dictionary(path())
    assert read["模"]["模具"] > 0
    assert (read["巧"]["巧克"], read["巧"].get("巧模")) == (0, None)


def test_what_no_word_begins_with_has_none() -> None:
    read = Dictionary(path())
    assert [read[first] for first in ("😀", "\ud800", "2", "\n", "、")] == [{}] * 5


def test_own_words_come_to_those_of_the_file_and_win_over_them() -> None:
    read = Dictionary(path(), ["模具", "模具城", "ＡＢ"], 7)
    assert (read["模"]["模具"], read["模"]["模具城"], read["Ａ"]) == (7, 7, {"ＡＢ": 7, "Ａ": 0})
    assert read.total == TOTAL + 3 * 7


def test_a_word_has_the_tag_of_its_line() -> None:
    read = Dictionary(path(), ["青禾桥"], 7)
    words = ("模具", "采用", "江南style", "一", "龢", "B超", "模", "青禾桥", "模具模", "")
    assert [read.tag(word) for word in words] == ["n", "v", "n", "m", "zg", "n", "n", None, None, None]
