"""A figure is as exact as the text gives it, and a rate is that of whom the text says."""

import pytest

from ingest.records import records
from kg.records import Document, Sentence


def read(text: str) -> list[tuple[str, float | None, str | None, str | None]]:
    sentence = Sentence(Document("", text, "", "", ""), 0, len(text))
    return [(one.anchor, one.count, one.approximate, one.whose) for one in records([sentence])]


@pytest.mark.parametrize(
    ("text", "count", "how"),
    [
        ("获批省级课程40余门。", 40, "andMore"),
        ("开展技术服务 100 余项。", 100, "andMore"),
        ("培训学员三百多人次。", 300, "andMore"),
        ("技术服务到款额超过300万元。", 300, "over"),
        ("技术服务到款额突破300万元。", 300, "over"),
        ("技术服务到款额超300余万元。", 300, "andMore"),
        ("毕业生就业率达95%以上。", 95, "orMore"),
        ("毕业生就业率不低于95%。", 95, "orMore"),
        ("开展技术服务近百项。", 100, "nearly"),
        ("开展技术服务约80项。", 80, "approximately"),
        ("开展技术服务80项左右。", 80, "approximately"),
        ("投诉率不超过1%。", 1, "orLess"),
        ("获批省级课程40门。", 40, None),
        ("与企业签约20项技术服务。", 20, None),
        ("实现关键技术突破5项。", 5, None),
        ("服务附近10家企业。", 10, None),
        ("获批省级以上课程40门。", 40, None),
    ],
)
def test_the_words_at_a_figure_say_how_exact_it_is(text: str, count: float, how: str | None) -> None:
    assert [one[1:3] for one in read(text) if one[1] is not None] == [(count, how)]


def test_of_two_equal_figures_the_one_at_the_name_counts() -> None:
    found = read("获批省级课程40门、省级教材40余部，省级项目40余项。")
    assert [(one[0], one[2]) for one in found] == [("省级课程", None), ("省级教材", "andMore"), ("省级项目", "andMore")]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("用人单位对专业群毕业生的满意度达98.9%。", ["用人单位"]),
        ("用人单位对毕业生满意度达98.9%。", ["用人单位"]),
        ("学生、家长、用人单位满意度分别为96.8%、97.5%和98.3%。", ["学生", "家长", "用人单位"]),
        ("在校生、毕业生、教职工等给予高度认可，满意度分别为97.5%、97.6%、99.4%。", ["在校生", "毕业生", "教职工"]),
        ("学生家长给予高度评价，满意度保持在97%以上。", ["学生家长"]),
        ("从在校生、毕业生、家长角度评价，满意度分别为97.1%、98.2%。", [None, None]),
        ("用人单位满意度达98.9%。", [None]),
        ("满意度达98.9%。", [None]),
        ("学生、家长满意度达98.9%。", [None]),
    ],
)
def test_a_rate_is_that_of_whom_the_text_says(text: str, whose: list[str | None]) -> None:
    assert [one[3] for one in read(text)] == whose
