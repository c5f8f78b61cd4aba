"""What the tokenizer keeps whole, folds and drops."""

from collections.abc import Callable

import pytest

from models.tokenizer import NUMBER, Vocabulary, build, chinese, count_english, english

Cut = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def cut() -> Cut:
    words = chinese({"产教融合": 9}, ["产教融合", "现代产业学院"], {}, size=20_000)
    tokenizer = build(Vocabulary(words, english({"college": 5}, ["##ing"], size=100)))
    return lambda text: list(tokenizer.encode(text, add_special_tokens=False).tokens)


def test_a_word_of_our_own_is_one_token(cut: Cut) -> None:
    assert cut("产教融合的学校") == ["产教融合", "的", "学校"]


def test_a_long_term_is_cut_into_its_words(cut: Cut) -> None:
    assert cut("现代产业学院") == ["现代", "产业", "学院"]


def test_a_run_of_digits_is_one_token_whatever_its_width(cut: Cut) -> None:
    assert cut("2024") == cut("２０２４") == cut("７") == [NUMBER]


def test_punctuation_and_symbols_are_dropped(cut: Cut) -> None:
    assert cut("，。！ “”😀 \n") == []


def test_width_and_case_make_no_difference(cut: Cut) -> None:
    assert cut("COLLEGE Ｃollege") == ["college", "college"]


def test_an_unknown_english_word_falls_into_pieces_that_spell_it(cut: Cut) -> None:
    assert "".join(cut("collegexyzing")) == "collegexyzing"


def test_english_counts_ignore_case_and_signs() -> None:
    assert count_english(["The college, the College's"]) == {"the": 2, "college": 2, "s": 1}
