"""Text → terms."""

from hypothesis import given
from hypothesis import strategies as st

from search.terms import grams, normal, signs, words


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(normal(text)) == len(text)


def test_traditional_full_width_and_upper_case_fold_to_one_form() -> None:
    assert normal("國家級獎項ＡＢＣ１") == "国家级奖项abc1"


def test_a_line_break_inside_a_sentence_hides_no_word() -> None:
    assert "实训基地" in "".join(words("省级实训\n基地")) and grams("实训\n 基地") == grams("实训基地")


def test_signs_read_through_quotes_and_keep_figures_whole() -> None:
    assert signs("“1+X”达 86.34 %") == ["1", "+", "x", "达", "86.34", "%"]
