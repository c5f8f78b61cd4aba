"""Headings, their nesting and their tasks, in reports of different forms."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import document as read
from ingest.sections import heading_end, sections
from kg.vocabulary import Scope
from tests.ingest.reports import (
    MARKDOWN,
    NO_TASKS,
    PARTS,
    TWO_GROUPS,
    UNNUMBERED,
    WRAPPED,
    document,
    outline,
    tasks,
)

REPORT = Path(__file__).resolve().parents[2] / "../shared/report/shanxi-jidian-2022.txt"


def codes(text: str) -> list[str]:
    return [task.code for task in tasks(text)]


def headings(text: str) -> list[str]:
    return [section.heading for section in outline(text)]


def notices(text: str) -> list[str]:
    return [notice.key for notice in sections(document(text))[1]]


def test_parts_hold_bracketed_sections_that_hold_tasks() -> None:
    section = next(s for s in outline(PARTS) if s.opens and s.opens.code == "school:5")
    assert section.path == ("第二部分　学校层面建设任务完成情况", "（一）产出情况", "任务五：锻造一流双师队伍")


def test_tasks_keep_their_scope_number_and_title() -> None:
    assert codes(PARTS) == ["school:5", "school:6", "group:1", "group:2"]
    assert tasks(PARTS)[0].title == "锻造一流双师队伍"


def test_a_contribution_heading_opens_no_task() -> None:
    section = next(s for s in outline(PARTS) if "服务水利行业" in s.heading)
    assert (section.task, section.scope, section.group) == (None, Scope.GROUP, 1)


def test_running_headers_and_page_numbers_open_no_section() -> None:
    assert not [heading for heading in headings(PARTS) if "自评报告" in heading or "7" in heading]


def test_markdown_headings_nest_by_their_hashes_and_drop_marks() -> None:
    assert headings(MARKDOWN)[:3] == ["海湾航运职业学院年度建设报告", "一、学校任务完成情况", "1\\. 党的建设"]
    assert [section.level for section in outline(MARKDOWN)[:3]] == [1, 2, 3]


def test_problems_worded_like_tasks_are_none() -> None:
    assert codes(MARKDOWN) == ["school:1", "school:2", "school:3"]


def test_a_table_of_contents_opens_no_section() -> None:
    assert [h for h in headings(WRAPPED) if h.startswith(("一", "二", "三"))] == [
        "一、基本情况",
        "二、建设任务完成情况",
        "三、保障措施",
    ]


def test_a_heading_over_two_lines_is_one() -> None:
    assert tasks(WRAPPED)[0].title == "深化铁道特色的专业动态调整与数字化改造"


def test_tasks_of_the_second_phase_are_numbered_as_written() -> None:
    assert codes(WRAPPED) == ["school:1", "school:2"]


def test_enumerations_in_running_text_are_no_headings() -> None:
    assert not [heading for heading in headings(WRAPPED) if "机制" in heading]
    text = "一、任务\n\n学校做了以下工作：\n1. 完善了制度。\n2. 建设了平台。\n\n二、措施\n\n正文。\n"
    assert headings(text) == ["一、任务", "二、措施"]


def test_a_mere_list_of_names_is_no_row_of_headings() -> None:
    text = "一、附件\n\n材料如下。\n\n1. 自评表\n2. 一览表\n3. 证明材料\n\n二、说明\n\n无。\n"
    assert headings(text) == ["一、附件", "二、说明"]


def test_a_wrong_number_is_settled_by_order_and_meaning_and_said() -> None:
    assert codes(TWO_GROUPS)[:4] == ["school:1", "school:2", "school:3", "school:4"]
    assert notices(TWO_GROUPS) == ["ingest.task_number"]


def test_two_groups_are_told_apart_by_their_names() -> None:
    assert codes(TWO_GROUPS)[4:] == ["group:1", "group:2", "group2:1", "group2:2"]


def test_a_number_that_its_words_contradict_is_kept_and_said() -> None:
    titles = ["加强党的建设", "打造技术技能人才培养高地", "提升信息化水平", "打造高水平专业群"]
    text = "一、学校任务完成情况\n\n" + "".join(f"{n}. {title}\n正文。\n\n" for n, title in enumerate(titles, 1))
    assert codes(text) == ["school:1", "school:2", "school:3", "school:4"]
    assert notices(text) == ["ingest.task_meaning"]


def test_plans_worded_like_tasks_are_none() -> None:
    assert not [s for s in outline(TWO_GROUPS) if s.opens and "下一步" in s.path[0]]


def test_a_task_without_a_number_counts_with_its_neighbours() -> None:
    assert codes(UNNUMBERED) == ["school:1", "school:2", "school:3", "school:4"]
    assert notices(UNNUMBERED) == ["ingest.unnumbered"]


def test_a_text_without_headings_has_no_sections() -> None:
    assert headings(NO_TASKS) == []


def test_an_out_of_order_bracket_left_by_a_scanner_is_text() -> None:
    broken = "学校参与制定了全省水产养殖类专业的协作共同体\n\n（四）章程；又起草了办法。"
    text = f"一、情况\n\n（一）产出情况\n\n{broken}\n\n（二）贡献度情况\n\n正文。\n"
    assert headings(text) == ["一、情况", "（一）产出情况", "（二）贡献度情况"]


@pytest.mark.parametrize("text", [PARTS, MARKDOWN, WRAPPED, TWO_GROUPS, UNNUMBERED])
def test_sections_lie_inside_their_parents_and_begin_with_their_heading(text: str) -> None:
    for section in outline(text):
        assert section.parent is None or section.parent.start <= section.start <= section.end <= section.parent.end
        words = section.document.text[section.start : heading_end(section)]
        assert re.sub(r"[\s#*]", "", words) == re.sub(r"\s", "", section.heading)


LINE = st.sampled_from(
    [
        "一、任务完成情况",
        "（二）贡献度",
        "1. 加强党的建设",
        "任务三：平台",
        "## 3. 题",
        "正文一句。",
        "",
        "- 3 -",
        "**",
        "（",
        "第一章",
        "9.9万元",
        "1、",
    ]
)


@given(st.lists(LINE, max_size=40))
def test_any_order_of_lines_gives_nested_sections(lines: list[str]) -> None:
    text = "\n".join(["开头。", *lines])
    found = outline(text)
    assert [s.start for s in found] == sorted({s.start for s in found})
    for section in found:
        assert section.parent is None or (section.parent.level < section.level and section.end <= section.parent.end)
        assert section.start < heading_end(section) <= section.end
    opened = [s.opens for s in found if s.opens]
    assert all(task.number > 0 and (task.group is None) == (task.scope is Scope.SCHOOL) for task in opened)


@pytest.mark.skipif(not REPORT.exists(), reason="the shared report is not here")
def test_the_shared_report_has_ten_school_tasks_and_nine_of_the_group() -> None:
    found, doubts = sections(read(REPORT))
    codes = [section.opens.code for section in found if section.opens]
    assert codes == [f"school:{n}" for n in range(1, 11)] + [f"group:{n}" for n in range(1, 10)]
    assert doubts == ()


def test_chapters_hold_numbered_tasks_and_problems_hold_none() -> None:
    titles = ["党的建设全面加强", "人才培养高地基本建成", "数字化转型提速"]
    rows = "".join(f"{n}.{title}\n正文。\n" for n, title in enumerate(titles, 1))
    text = f"第一章 建设任务完成情况\n第一节 学校层面\n{rows}第二章 存在问题\n{rows}"
    assert codes(text) == ["school:1", "school:2", "school:3"]


def test_decimal_numbers_nest_by_their_length() -> None:
    headings = [
        "1 概况",
        "2 任务完成情况",
        "2.1 学校层面",
        "2.1.1 加强党建",
        "2.1.2 全面育人",
        "2.2 专业群层面",
        "2.2.1 课程",
        "2.2.2 教材",
    ]
    text = "".join(f"{heading}\n正文。\n" for heading in headings)
    assert [section.level for section in outline(text)] == [1, 1, 2, 3, 3, 2, 3, 3]
    assert codes(text)[:2] == ["school:1", "school:2"]


def test_a_task_whose_text_goes_on_in_its_line_is_one() -> None:
    rows = [
        "（一）加强党的建设。支部获奖2项。",
        "（二）技术技能人才培养高地。学生获奖5项。",
        "（三）技术技能创新服务平台。专利8项。",
    ]
    text = "一、学校层面任务完成情况\n" + "\n".join(rows) + "\n"
    assert codes(text) == ["school:1", "school:2", "school:3"]
    assert tasks(text)[1].title == "技术技能人才培养高地"


def test_a_gap_in_the_numbers_is_said_and_kept() -> None:
    titles = {1: "加强党的建设", 2: "打造技术技能人才培养高地", 4: "打造高水平专业群", 5: "打造高水平双师队伍"}
    text = "一、学校层面\n\n（一）产出情况\n\n" + "".join(f"{n}、{title}\n正文。\n" for n, title in titles.items())
    assert codes(text) == ["school:1", "school:2", "school:4", "school:5"]
    assert notices(text) == ["ingest.misnumbered"]


def test_bracketed_task_marks_and_two_groups_named_in_chapters() -> None:
    rows = "".join(f"【任务{n}】{title}\n正文。\n" for n, title in zip("一二", ["模式创新", "资源建设"], strict=True))
    text = f"一、园林技术专业群建设任务完成情况\n{rows}二、畜牧兽医专业群建设任务完成情况\n{rows}"
    assert codes(text) == ["group:1", "group:2", "group2:1", "group2:2"]


def parts(*headings: str) -> str:
    """A report of these headings, each with a sentence under it."""
    return "".join(f"{heading}\n学院建成实训楼一座，覆盖面广。\n" for heading in headings)


def test_parts_that_any_report_has_are_no_tasks() -> None:
    every = ["（一）目标实现程度", "（二）资金使用", "（三）产出情况", "（四）贡献度情况", "（五）社会认可度情况"]
    assert codes(parts("一、总体完成情况", *every, "二、存在的问题")) == []
    built = ["（一）党建强基", "（二）师资队伍升级", "（三）校企合作深化", "（四）经费使用情况", "（五）社会服务拓展"]
    assert [task.title for task in tasks(parts("一、学校建设任务完成情况", *built))] == [
        "党建强基",
        "师资队伍升级",
        "校企合作深化",
        "社会服务拓展",
    ]


def test_a_part_without_headings_of_tasks_beside_one_with_them_is_said_at_its_heading() -> None:
    own = ["1．人才培养模式创新", "2．教材与教法改革", "3．社会服务"]
    text = parts("一、学校层面任务完成情况", "（一）产出情况", "二、园艺专业群建设任务完成情况", "（一）产出情况", *own)
    assert codes(text) == ["group:1", "group:2", "group:3"]
    (notice,) = sections(document(text))[1]
    assert (notice.key, text[notice.start : notice.end]) == ("ingest.no_tasks_here", "一、学校层面任务完成情况")
    assert notices(parts("一、园艺专业群建设任务完成情况", *own)) == []


FORMS = ["建设任务{n}：{title}", "{n}．{title}"]
TITLES = ["船台云控", "加强党的建设", "深化校企合作", "师资队伍提质", "社会服务增效", "治理能力提升"]
WRONG = [
    ([1, 2, 4, 5, 6, 7], [1, 2, 4, 5, 6, 7], [(2, "ingest.misnumbered")]),
    ([1, 2, 3, 3, 5, 6], [1, 2, 3, 4, 5, 6], [(3, "ingest.task_number")]),
    ([1, 2, 3, 3, 4, 5], [1, 2, 3, 4, 5, 6], [(3, "ingest.task_numbers")]),
    ([1, 2, 9, 4, 5, 6], [1, 2, 3, 4, 5, 6], [(2, "ingest.task_number")]),
    ([1, 3, 2, 4, 5, 6], [1, 2, 3, 4, 5, 6], [(1, "ingest.task_number"), (2, "ingest.task_number")]),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("written", "read", "said"), WRONG)
def test_a_wrong_number_is_said_once_where_it_stands(
    form: str, written: list[int], read: list[int], said: list[tuple[int, str]]
) -> None:
    rows = [form.format(n=n, title=title) for n, title in zip(written, TITLES, strict=True)]
    text = parts("一、学校层面建设任务完成情况", *rows, "二、存在的问题")
    assert [task.number for task in tasks(text)] == read
    found = sections(document(text))[1]
    assert [(text[notice.start : notice.end], notice.key) for notice in found] == [(rows[at], key) for at, key in said]


def test_a_task_that_lost_its_mark_counts_with_its_neighbours() -> None:
    rows = ["任务一：船台云控", "任务二：党建强基", "打造技术技能创新服务平台", "任务四：治理提升"]
    text = parts("一、学校层面建设任务完成情况", *rows)
    assert codes(text) == ["school:1", "school:2", "school:3", "school:4"]
    assert notices(text) == ["ingest.unnumbered"]


def test_groups_whose_names_do_not_say_so_are_two_groups() -> None:
    rows = ["建设任务1：重构课程", "建设任务2：开发教材"]
    text = parts("一、专业群建设任务完成情况", "（一）园艺技术", *rows, "（二）畜牧兽医", *rows)
    assert codes(text) == ["group:1", "group:2", "group2:1", "group2:2"]
