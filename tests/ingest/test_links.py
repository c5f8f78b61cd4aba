"""Links: the task that a record stands under, and further ones by resolution and by meaning."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.documents import document as read
from ingest.domains import domains
from ingest.links import Linker
from ingest.sections import sections
from ingest.sentences import sentences
from kg.records import Document, Link, Record, Sentence, Task
from kg.vocabulary import Level, Scope, Subtype, Type
from tests.ingest.reports import tasks, told

SHARED = Path(__file__).resolve().parents[2] / "../shared"
REPORT = SHARED / "report/shanxi-jidian-2022.txt"
ALSO = 0.65  # of the records with further tasks

TEXT = """\
二、学校层面任务完成情况

（一）产出情况

任务二：打造技术技能人才培养高地

建成省级精品课程8门。

任务五：打造高水平双师队伍

获批国家级茶艺教学创新团队1个。

任务六：提升校企合作水平

共建产业学院3个。

任务九：提升信息化水平

建成智慧教室12间。

（二）贡献度情况

国家级茶艺教学创新团队成果丰硕。
与云山茶业有限公司共建产业学院。
天气晴朗的操场十分宽阔。
"""


def record(text: str, anchor: str, type_: Type, nth: int = 0, **fields: Any) -> Record:
    """The record of the anchor where it stands for the nth time."""
    found = [sentence for sentence in told(text) if anchor in sentence.text][nth]
    start = found.start + found.text.index(anchor)
    return Record(found.document, start, start + len(anchor), found, type_, **fields)


def links(*records: Record, text: str = TEXT) -> list[tuple[str, str]]:
    """Codes and reasons of the last record's links."""
    found = [link for link in Linker(tasks(text))(records) if link.record is records[-1]]
    return [(link.task.code, link.reason) for link in found]


def test_a_record_supports_the_task_that_it_stands_under() -> None:
    course = record(TEXT, "智慧教室", Type.PLATFORM, count=12.0, unit="间")
    (link,) = Linker(tasks(TEXT))([course])
    assert (link.task.code, link.score, link.reason) == ("school:9", 1.0, "section")


def test_the_same_thing_outside_the_tasks_supports_the_same_task() -> None:
    national = Level.NATIONAL
    first = record(TEXT, "国家级茶艺教学创新团队", Type.TEAM, level=national, count=1.0, unit="个")
    again = record(TEXT, "国家级茶艺教学创新团队", Type.TEAM, 1, level=national)
    assert links(first, again) == [("school:5", "resolved")]


def test_what_is_told_nowhere_else_is_linked_by_meaning() -> None:
    assert links(record(TEXT, "产业学院", Type.PLATFORM, 1)) == [("school:6", "inferred")]


def test_a_party_supports_what_its_sentence_supports() -> None:
    academy = record(TEXT, "产业学院", Type.PLATFORM, 1)
    company = record(TEXT, "云山茶业有限公司", Type.ENTERPRISE)
    assert links(academy, company) == [("school:6", "inferred")]


def test_what_is_about_no_task_is_linked_to_none() -> None:
    assert links(record(TEXT, "操场", Type.PLATFORM)) == []


def test_a_task_that_the_report_has_not_is_never_linked() -> None:
    text = TEXT.replace("任务六：提升校企合作水平", "任务七：提升服务发展水平")
    assert links(record(text, "产业学院", Type.PLATFORM, 1), text=text) == []


def test_links_are_at_most_two_best_first_and_never_the_own_task() -> None:
    team = record(TEXT, "茶艺教学创新团队", Type.TEAM, level=Level.NATIONAL)
    course = record(TEXT, "省级精品课程", Type.RESOURCE, level=Level.PROVINCIAL)
    found: list[Link] = list(Linker(tasks(TEXT))([team, course]))
    for own in (team, course):
        further = [link for link in found if link.record is own and link.reason != "section"]
        assert len(further) <= 2
        assert own.sentence.task not in [link.task for link in further]
        assert [link.score for link in further] == sorted((link.score for link in further), reverse=True)


GROUP = """\
二、学校任务完成情况

（一）产出情况

任务一：加强党的建设

党建有力。

任务五：打造高水平双师队伍

师资优良。

三、园艺技术专业群任务完成情况

（一）产出情况

任务三：教材与教法改革

教材丰富。

任务四：教师教学创新团队

团队过硬。

（二）贡献度情况

建成全国党建工作样板支部1个。
"""


def test_under_a_group_its_own_task_comes_first() -> None:
    branch = record(GROUP, "全国党建工作样板支部", Type.AWARD, level=Level.NATIONAL, subtype=Subtype.HONOUR)
    assert links(branch, text=GROUP) == [("group:4", "inferred"), ("school:1", "inferred")]


def test_what_is_told_of_the_school_supports_no_task_of_a_group() -> None:
    text = GROUP.replace("师资优良。", "建成省级园艺教学团队2个。").replace("团队过硬。", "建成省级园艺教学团队2个。")
    team: dict[str, Any] = {"level": Level.PROVINCIAL, "unit": "个"}
    school = record(text, "省级园艺教学团队", Type.TEAM, count=2.0, **team)
    group = record(text, "省级园艺教学团队", Type.TEAM, 1, count=2.0, **team)
    assert links(group, school, text=text) == [("school:5", "section")]
    assert links(school, group, text=text) == [("group:4", "section"), ("school:5", "inferred")]


def test_a_report_without_tasks_has_no_links() -> None:
    text = "学校建成产业学院2个。\n"
    assert list(Linker([])([record(text, "产业学院", Type.PLATFORM)])) == []


@pytest.mark.skipif(not REPORT.exists(), reason="the shared report is not here")
def test_the_further_tasks_of_the_gold_records_are_found() -> None:
    whole = read(REPORT)
    parts = sections(whole)[0]
    found = list(sentences(whole, parts))
    rows = [row for path in sorted(SHARED.glob("gold/*.jsonl")) for row in _rows(path)]
    records = [_record(whole, found, row) for row in rows]
    named: dict[int, set[str]] = {n: set() for n in range(len(rows))}
    place = {id(record): n for n, record in enumerate(records)}
    for link in Linker([part.opens for part in parts if part.opens])(records):
        if link.reason != "section":
            named[place[id(link.record)]].add(link.task.code)
    relevant = [n for n, row in enumerate(rows) if row["also"] or named[n]]
    right = sum(named[n] == set(rows[n]["also"]) for n in relevant)
    assert len(relevant) > 50
    assert right >= ALSO * len(relevant)


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [row for row in rows if "type" in row]


def _record(whole: Document, found: list[Sentence], row: dict[str, Any]) -> Record:
    start, end = row["start"], row["end"]
    sentence = next(sentence for sentence in found if sentence.start <= start < sentence.end)
    level = Level(row["level"]) if row["level"] else None
    subtype = Subtype(row["subtype"]) if row.get("subtype") else None
    figures = {key: row[key] for key in ("grade", "count", "unit", "year")}
    return Record(whole, start, end, sentence, Type(row["type"]), subtype, level, **figures)


GROUPED = """\
二、学校层面任务完成情况

任务一：加强党的建设

修订章程1部。

任务二：打造技术技能人才培养高地

建成课程8门。毕业生方远山获全国技术能手。

任务五：打造高水平双师队伍

教师2人获全国技术能手。

三、茶艺专业群建设任务完成情况

任务三：高水平教师教学创新团队

获批省级教学创新团队1个，组建技能大师工作室2个。茶艺党支部通过全国样板支部验收。
"""


def test_what_a_group_does_supports_the_task_of_the_school_that_is_of_its_kind() -> None:
    studio = record(GROUPED, "技能大师工作室", Type.PLATFORM, count=2.0, unit="个")
    assert links(studio, text=GROUPED)[1:] == [("school:5", "inferred")]


def test_what_the_words_say_for_sure_goes_before_the_task_of_the_kind() -> None:
    branch = record(GROUPED, "全国样板支部", Type.AWARD, subtype=Subtype.HONOUR, level=Level.NATIONAL)
    assert links(branch, text=GROUPED)[1:] == [("school:1", "inferred")]


def test_what_graduates_win_does_not_speak_of_the_teachers() -> None:
    fields: dict[str, Any] = {"subtype": Subtype.TALENT_TITLE, "level": Level.NATIONAL}
    assert links(record(GROUPED, "全国技术能手", Type.AWARD, 0, **fields), text=GROUPED) == [("school:2", "section")]


SECOND_PHASE = """\
二、学校改革任务

建设任务1：强化党建与思政育人

党建有力。

建设任务2：校企合作与服务发展

与临江造船集团共建产业学院2个。

建设任务3：建强“双师”队伍

师资优良。

建设任务4：科研平台建设

立项横向课题12项。为临江造船集团解决焊接难题6项。

三、专业群建设任务

（一）船舶工程技术专业群

建设任务1：标准与资源建设

建成课程9门。

建设任务2：技术服务与国际合作

开展技术服务18项。

四、贡献度情况

培育省级船舶教学创新团队1支。
"""


@pytest.mark.parametrize(
    ("anchor", "type_", "wanted"),
    [
        ("省级船舶教学创新团队", Type.TEAM, ["school:3"]),  # by what the title says, not by its number
        ("横向课题", Type.PROJECT, ["school:2"]),  # a task of two matters
        ("焊接难题", Type.METRIC, ["school:2"]),
        ("产业学院", Type.PLATFORM, []),
        ("技术服务", Type.METRIC, ["school:2"]),
    ],
)
def test_what_a_task_is_about_is_read_from_its_title(anchor: str, type_: Type, wanted: list[str]) -> None:
    found = record(SECOND_PHASE, anchor, type_, count=2.0, unit="项")
    assert [code for code, reason in links(found, text=SECOND_PHASE) if reason != "section"] == wanted


def test_domains_of_titles() -> None:
    about = {task.code: numbers for task, numbers in domains(tasks(SECOND_PHASE)).items()}
    assert about == {
        "school:1": (1, 2),
        "school:2": (6, 7),
        "school:3": (5,),
        "school:4": (3,),
        "group:1": (2,),
        "group:2": (7, 8),
    }


def test_a_number_tells_only_where_the_other_tasks_have_their_usual_ones() -> None:
    def about(*titles: str) -> list[tuple[int, ...]]:
        row = tuple(Task(Scope.SCHOOL, None, n, title) for n, title in enumerate(titles, 1))
        return list(domains(row).values())

    assert about("加强党的建设", "综合", "打造技术技能创新服务平台") == [(1,), (2,), (3,)]
    assert about("提升国际化水平", "综合", "加强党的建设") == [(10,), (), (1,)]


def test_rules_made_for_the_party_are_governance_and_those_made_for_a_task_are_its_own() -> None:
    text = """\
二、学校任务完成情况

任务一：加强党的建设

出台支部星级评定办法1项。

任务六：提升校企合作水平

出台实习管理办法2项。

任务八：提升学校治理水平

治理有效。
"""
    party = record(text, "支部星级评定办法", Type.REGULATION, count=1.0, unit="项")
    trainees = record(text, "实习管理办法", Type.REGULATION, count=2.0, unit="项")
    assert links(party, text=text)[1:] == [("school:8", "inferred")]
    assert links(trainees, text=text)[1:] == []


def test_outside_the_tasks_of_a_group_its_task_brings_the_schools_of_the_kind() -> None:
    text = GROUP.replace("建成全国党建工作样板支部1个。", "群内教材建设成效好，编写新形态教材6部。")
    text = text.replace("任务五：打造高水平双师队伍", "任务二：打造技术技能人才培养高地")
    book = record(text, "新形态教材", Type.RESOURCE, count=6.0, unit="部")
    assert links(book, text=text) == [("group:3", "inferred"), ("school:2", "inferred")]


def test_what_no_words_tell_goes_to_the_task_that_tells_of_its_kind() -> None:
    text = TEXT.replace("建成智慧教室12间。", "建成天象厅2间。").replace("天气晴朗的操场", "海边的天象厅3间，操场")
    there = record(text, "天象厅", Type.PLATFORM, count=2.0, unit="间")
    here = record(text, "天象厅", Type.PLATFORM, 1, count=3.0, unit="间")
    assert links(there, here, text=text) == [("school:9", "inferred")]
