"""Sentences: where they end, what breaks they survive, and that they always fit the text."""

import json
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import document as read
from ingest.sections import sections
from ingest.sentences import MAX_SENTENCE, reading, sentences
from tests.ingest.reports import MARKDOWN, PARTS, TWO_GROUPS, WRAPPED, document, told

SHARED = Path(__file__).resolve().parents[2] / "../shared"
REPORT = SHARED / "report/shanxi-jidian-2022.txt"
RIGHT = 0.98  # of the gold sentences


def words(text: str) -> list[str]:
    return ["".join(sentence.text.split()) for sentence in told(text)]


def test_a_sentence_ends_at_a_full_stop_a_semicolon_and_a_question_mark() -> None:
    assert words("建成基地；获奖2项。为什么？因为勤奋！") == ["建成基地；", "获奖2项。", "为什么？", "因为勤奋！"]


def test_a_sentence_goes_on_over_a_page_break_with_its_number_and_header() -> None:
    sentence = next(sentence for sentence in told(PARTS) if "首席技师" in sentence.text)
    assert "".join(reading(sentence).split()) == "聘请清州大坝集团有限公司首席技师6名，双师比例达九成。"
    assert len(reading(sentence)) == len(sentence.text)


def test_hard_wraps_do_not_end_a_sentence() -> None:
    assert (
        "学校撤销专业3个，新设专业5个，完成铁道信号自动控制等专业的数字化改造，建成虚拟仿真实训室6个，其中省级2个，支撑了沿线企业的人才需求。"
        in words(WRAPPED)
    )


def test_headings_are_no_sentences_also_where_they_go_over_two_lines() -> None:
    assert not [sentence for sentence in words(WRAPPED) if sentence.endswith("与数字化改造") or "一、" in sentence]


def test_items_of_a_list_and_rows_of_a_table_are_sentences() -> None:
    assert {"建成先锋党支部4个", "入选省级样板支部1个；", "|船舶智能运维中心|省级|1|"} <= set(words(MARKDOWN))


def test_a_full_stop_inside_a_short_quotation_or_bracket_ends_nothing() -> None:
    assert words("提出“立德。树人。强技”的思路（含校级；省级）并实施。") == [
        "提出“立德。树人。强技”的思路（含校级；省级）并实施。"
    ]


def test_a_sentence_keeps_the_quotation_mark_behind_its_full_stop() -> None:
    assert words("校训是“知行合一。”学生都记得。") == ["校训是“知行合一。”", "学生都记得。"]


def test_decimals_and_web_addresses_end_nothing() -> None:
    assert words("到款9.5万元，见www.example.cn; 完成率99.3%。") == ["到款9.5万元，见www.example.cn;完成率99.3%。"]


def test_a_title_page_is_no_sentence() -> None:
    assert words("某某林业学院\n自评报告\n2023年4月\n\n一、概况\n\n建校四十年。\n") == ["建校四十年。"]


def test_an_endless_line_is_cut_into_bounded_sentences() -> None:
    found = told("学校" + "成果" * 50_000 + "。")
    assert max(sentence.end - sentence.start for sentence in found) <= MAX_SENTENCE
    assert sum(sentence.end - sentence.start for sentence in found) == 100_003


def test_brackets_that_never_close_cost_no_more_than_linear_time() -> None:
    def seconds(size: int) -> float:
        start = perf_counter()
        assert told("（“《学" * size + "。")
        return perf_counter() - start

    seconds(1_000)
    assert seconds(80_000) < 12 * max(seconds(20_000), 0.02)


@pytest.mark.parametrize("text", [PARTS, MARKDOWN, WRAPPED, TWO_GROUPS])
def test_sentences_stand_in_their_own_section(text: str) -> None:
    for sentence in told(text):
        if sentence.section:
            assert sentence.section.start < sentence.start < sentence.end <= sentence.section.end


PIECES = [
    "一、任务",
    "1. 加强党的建设",
    "（二）贡献度",
    "获奖2项。",
    "，",
    "“",
    "”",
    "（",
    "）",
    "；",
    "\n",
    "\n\n",
    "\f",
    "- 3 -",
    "- ",
    "甲|乙|丙",
    "3.5万元",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_gives_sentences_in_order_inside_their_sections(text: str) -> None:
    whole = document("头。" + text)
    parts = sections(whole)[0]
    found = list(sentences(whole, parts))
    assert all(one.end <= two.start for one, two in pairwise(found))
    for sentence in found:
        assert sentence.text == sentence.text.strip() != ""
        assert len(reading(sentence)) == len(sentence.text)
        if sentence.section:
            inner = [part for part in parts if part.start <= sentence.start < part.end]
            assert sentence.section is inner[-1]
            assert sentence.end <= sentence.section.end


@pytest.mark.skipif(not REPORT.exists(), reason="the shared report is not here")
def test_the_gold_sentences_are_found() -> None:
    whole = read(REPORT)
    parts = sections(whole)[0]
    starts = {part.start for part in parts}
    found = {(sentence.start, sentence.end) for sentence in sentences(whole, parts)}
    gold = {span for path in sorted(SHARED.glob("gold/*.jsonl")) for span in _gold(path) if span[0] not in starts}
    assert len(gold) > 100
    assert len(gold & found) >= RIGHT * len(gold)


def _gold(path: Path) -> set[tuple[int, int]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    empty = {(start, end) for row in rows for start, end in row.get("empty_sentences", [])}
    return empty | {(row["sent_start"], row["sent_end"]) for row in rows if "type" in row}
