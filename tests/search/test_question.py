"""Question → reading, in Chinese and English."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from kg.vocabulary import Level, Scope, Status, Subtype, Type
from ontology.lexicon import rows
from search.question import read
from search.reading import Kind, Reading, corrected, understood
from search.vocabulary import KnownGroup, KnownReport, KnownTask, Vocabulary

TITLES = [
    (Scope.SCHOOL, None, 1, "加强党的建设"),
    (Scope.SCHOOL, None, 2, "打造技术技能人才培养高地"),
    (Scope.SCHOOL, None, 5, "打造高水平双师队伍"),
    (Scope.SCHOOL, None, 6, "提升校企合作水平"),
    (Scope.SCHOOL, None, 9, "提升信息化水平"),
    (Scope.SCHOOL, None, 10, "提升国际化水平"),
    (Scope.GROUP, 1, 1, "创新人才培养模式"),
    (Scope.GROUP, 1, 5, "建强实践教学基地"),
    (Scope.GROUP, 1, 8, "深化国际交流与合作"),
]
KNOWN = Vocabulary(
    tasks=tuple(KnownTask(f"urn:{s}-{n}", "yunling", s, g, n, title) for s, g, n, title in TITLES),
    parties=(("星澜纺机有限公司", "urn:xinglan"), ("云岭省纺织工业协会", "urn:association"), ("沈若澜", "urn:shen")),
    reports=(KnownReport("yunling", "自评报告", "云岭轻工职业学院", 2023),),
)

BROAD = Vocabulary(
    tasks=(
        KnownTask("urn:1", "huating", Scope.SCHOOL, None, 4, "推进数智赋能"),
        KnownTask("urn:2", "huating", Scope.SCHOOL, None, 6, "服务国家战略与国际合作"),
    ),
    groups=(
        KnownGroup("huating", 1, "船舶智能制造"),
        KnownGroup("huating", 2, "水产养殖与加工"),
        KnownGroup("yunling", 1, "现代纺织技术"),
    ),
)

ALL = ["international", "national", "provincial", "municipal", "school"]
PARTIES: dict[str, Any] = {"party": "星澜纺机有限公司"}

READINGS: list[tuple[str, dict[str, Any]]] = [
    # the example of the issue, in both languages
    ("哪些国家级奖项支撑任务5", {"types": ["Award"], "levels": ["national"], "task": 5}),
    ("which national awards support task 5", {"types": ["Award"], "levels": ["national"], "task": 5}),
    ("Which national-level AWARDS support Task Five?", {"types": ["Award"], "levels": ["national"], "task": 5}),
    # types by words that reports do not use
    ("我们有几家合作公司", {"types": ["Enterprise"], "asks": ["count"]}),
    ("how many companies do we work with", {"types": ["Enterprise"], "asks": ["count"]}),
    ("有哪些荣誉", {"types": ["Award"]}),
    ("what honours have been received", {"types": ["Award"]}),
    ("教材有哪些", {"types": ["Resource"], "heads": ["教材"]}),
    ("list all textbooks", {"types": ["Resource"], "heads": ["教材"]}),
    ("软著有多少", {"types": ["Output"], "heads": ["软著", "软件著作权"], "asks": ["count"]}),
    ("how many invention patents are there", {"types": ["Output"], "heads": ["发明专利"], "asks": ["count"]}),
    ("有哪些校企共建的产业学院", {"types": ["Platform"], "heads": ["产业学院"]}),
    ("what teaching standards did we draft", {"types": ["Standard"], "heads": ["专业教学标准"]}),
    ("校级管理制度有哪些", {"types": ["Regulation"], "levels": ["school"]}),
    ("现代学徒制试点", {"types": ["Pilot"]}),
    ("科研课题清单", {"types": ["Project"]}),
    ("就业率是多少", {"types": ["Metric"], "asks": ["count"]}),
    ("what is the employment rate", {"types": ["Metric"]}),
    # several types
    ("国家级的团队和平台有哪些", {"types": ["Team", "Platform"], "levels": ["national"]}),
    ("national teams and platforms", {"types": ["Team", "Platform"], "levels": ["national"]}),
    ("有哪些论文、专利", {"types": ["Output"], "heads": ["论文", "专利"]}),
    # one type modifies another
    ("教材奖有哪些", {"types": ["Award"], "topic": ["教材"]}),
    ("企业工作站有哪些", {"types": ["Platform"]}),
    ("哪些平台是和企业共建的", {"types": ["Platform"]}),
    ("awards for textbooks", {"types": ["Award"], "topic": ["textbooks"]}),
    # subtypes
    ("省级排行榜", {"types": ["Award"], "subtypes": ["Ranking"], "levels": ["provincial"]}),
    ("which rankings are we in", {"types": ["Award"], "subtypes": ["Ranking"]}),
    ("教师称号有哪些", {"types": ["Award"], "subtypes": ["TalentTitle"]}),
    ("teacher titles at provincial level", {"subtypes": ["TalentTitle"], "levels": ["provincial"]}),
    # levels
    ("省级及以上课题清单", {"types": ["Project"], "levels": ALL[:3]}),
    ("省级以上的奖", {"types": ["Award"], "levels": ALL[:3]}),
    ("awards at provincial level or above", {"types": ["Award"], "levels": ALL[:3]}),
    ("at least provincial awards", {"types": ["Award"], "levels": ALL[:3]}),
    ("市级及以下平台", {"types": ["Platform"], "levels": ALL[3:]}),
    ("非国家级的奖项", {"types": ["Award"], "levels": ["international", *ALL[2:]]}),
    ("除了国家级和省级，还有哪些奖项", {"types": ["Award"], "levels": ["international", "municipal", "school"]}),
    ("awards except national ones", {"types": ["Award"], "levels": ["international", *ALL[2:]]}),
    ("只要国家级团队", {"types": ["Team"], "levels": ["national"]}),
    ("国奖省奖各多少", {"types": ["Award"], "levels": ["national", "provincial"], "asks": ["count"]}),
    ("國家級獎項有哪些", {"types": ["Award"], "levels": ["national"]}),
    ("院级团队", {"types": ["Team"], "levels": ["school"]}),
    ("school-level teams", {"types": ["Team"], "levels": ["school"]}),
    ("全国奖项", {"types": ["Award"], "levels": ["national"]}),
    ("沿线国家留学生有多少", {"levels": [], "types": ["Metric"]}),
    ("international students", {"levels": [], "types": ["Metric"]}),
    # tasks by number
    ("任务五的团队", {"types": ["Team"], "task": 5, "scope": None}),
    ("第5项任务的团队", {"types": ["Team"], "task": 5}),
    ("第九个任务有哪些平台", {"types": ["Platform"], "task": 9}),
    ("建设任务10的成果", {"types": [], "task": 10}),
    ("任务１０有哪些标准", {"types": ["Standard"], "task": 10}),
    ("the fifth task: teams", {"types": ["Team"], "task": 5}),
    ("teams under task no. 5", {"types": ["Team"], "task": 5}),
    ("一共有5项任务吗", {"task": None}),
    ("任务5和任务6的平台", {"types": ["Platform"], "tasks": [5, 6], "task": None}),
    # scopes
    ("学校层面任务5的奖项", {"types": ["Award"], "task": 5, "scope": "school"}),
    ("学校任务5有哪些奖项", {"types": ["Award"], "task": 5, "scope": "school"}),
    ("专业群任务五的平台", {"types": ["Platform"], "task": 5, "scope": "group"}),
    ("platforms of task 5 of the programme group", {"types": ["Platform"], "task": 5, "scope": "group"}),
    ("school task 5 awards", {"types": ["Award"], "task": 5, "scope": "school"}),
    ("服装设计专业群有哪些标准", {"types": ["Standard"], "scope": "group", "topic": []}),
    ("第二个专业群任务3的课程", {"types": ["Resource"], "scope": "group", "group": 2, "task": 3}),
    ("group 2 task 3 courses", {"types": ["Resource"], "scope": "group", "group": 2, "task": 3}),
    ("学校和专业群的论文数对得上吗", {"types": ["Output"], "scope": ["school", "group"], "asks": ["compare"]}),
    ("学校有哪些国家级奖项", {"types": ["Award"], "levels": ["national"], "scope": None}),
    ("第二个专业群有哪些奖项", {"types": ["Award"], "scope": "group", "group": 2}),
    ("name the pilots in task 2 of the school", {"types": ["Pilot"], "task": 2, "scope": "school"}),
    ("黄大年式教师团队", {"types": ["Team"]}),
    ("有哪些高水平专业群", {"types": ["Specialty"], "scope": None}),
    # tasks by name
    ("党建方面拿过哪些奖", {"types": ["Award"], "task": 1, "scope": "school"}),
    ("信息化建设有哪些平台", {"types": ["Platform"], "task": 9, "scope": "school"}),
    ("国际化有哪些成果", {"types": [], "task": 10, "scope": "school"}),
    ("专业群国际化方面的标准", {"types": ["Standard"], "task": 8, "scope": "group"}),
    ("双师队伍里的国家级团队", {"types": ["Team"], "levels": ["national"], "task": 5, "scope": "school"}),
    ("national awards in talent training", {"types": ["Award"], "levels": ["national"], "task": 2, "scope": "school"}),
    ("awards for Party building", {"types": ["Award"], "task": 1, "scope": "school"}),
    ("产教融合型企业有哪些", {"types": ["Enterprise"], "task": None}),
    ("任务9（信息化）的奖", {"types": ["Award"], "task": 9}),
    # several kinds of awards; kinds that others modify; what is asked for beside another kind
    (
        "教师获得的奖项与称号",
        {"types": ["Award"], "kinds": [{"type": "Award"}, {"type": "Award", "subtype": "TalentTitle"}]},
    ),
    ("院士、博士后相关的平台", {"types": ["Platform"], "topic": ["院士、博士后"]}),
    (
        "办了哪些培训班和比赛",
        {"types": ["Event"], "heads": ["培训班", "培训", "竞赛", "大赛", "比赛", "赛项"], "topic": []},
    ),
    ("哪些媒体报道过我们", {"types": ["Organization"]}),
    ("处于候选状态的成果", {"status": "candidate", "topic": [], "not_kinds": [{"type": "Output"}]}),
    ("候选的专利", {"types": ["Output"], "status": "candidate", "not_kinds": []}),
    (
        "国赛获奖有哪些",
        {"types": ["Award"], "levels": ["national"], "heads": ["国赛", "大赛", "竞赛", "比赛", "赛", "展演"]},
    ),
    ("专业群成果里国家级的", {"types": [], "levels": ["national"], "scope": "group"}),
    ("校企合编的教材", {"types": ["Resource"], "task": None, "topic": ["校企"]}),
    # open ends
    ("2021年以来的荣誉", {"types": ["Award"], "year": [2021, 2022, 2023]}),
    ("2023年以后的荣誉", {"types": ["Award"], "year": 2023}),
    ("二等奖及以上的教学成果奖", {"grade": ["二等奖", "特等奖", "一等奖"]}),
    ("智慧教室、虚拟仿真中心有哪些", {"types": ["Platform"], "heads": ["智慧教室", "虚拟仿真"], "topic": []}),
    # grades, years, status
    ("一等奖有哪些", {"types": ["Award"], "grade": "一等奖"}),
    ("first prizes in 2021", {"types": ["Award"], "grade": "一等奖", "year": 2021}),
    ("2021年获得的金奖", {"types": ["Award"], "grade": "金奖", "year": 2021}),
    ("21年的国家级课题", {"types": ["Project"], "levels": ["national"], "year": 2021}),
    ("2019-2021年的专利", {"types": ["Output"], "year": [2019, 2020, 2021]}),
    ("去年的奖项", {"types": ["Award"], "year": 2022}),
    ("入围的团队有哪些", {"types": ["Team"], "status": "candidate"}),
    ("推荐或入围的奖项", {"types": ["Award"], "status": "candidate"}),
    ("入围、推荐的国家级奖项", {"types": ["Award"], "status": "candidate"}),
    ("推荐几个国家级奖项", {"types": ["Award"], "status": None}),
    ("candidate awards", {"types": ["Award"], "status": "candidate"}),
    # parties
    ("跟星澜纺机有限公司合作了什么", {**PARTIES, "types": []}),
    ("星澜公司参与了哪些平台", {"party": "星澜公司", "types": ["Platform"]}),
    ("沈若澜获得过哪些荣誉", {"party": "沈若澜", "types": ["Award"]}),
    ("和博远科技公司共建了哪些平台", {"party": "博远科技公司", "types": ["Platform"]}),
    ("platforms built together with Volvix", {"party": "Volvix", "types": ["Platform"]}),
    ("Did Volvix cooperate with the college?", {"party": "Volvix"}),
    # measures
    ("培训了多少人日", {"types": ["Metric"], "topic": ["培训"], "asks": ["count"]}),
    ("how many person-days of training were delivered", {"types": ["Metric"], "asks": ["count"]}),
    # what a question wants
    ("乡村振兴有哪些可引用的句子", {"asks": ["evidence"], "topic": ["乡村振兴"], "types": []}),
    ("sentences about rural revitalization", {"asks": ["evidence"], "topic": ["rural revitalization"]}),
    ("到款额一共多少钱", {"types": ["Metric"], "asks": ["count"]}),
    # courtesy says nothing
    ("老师您好，想请教一下国家级奖项有哪些，多谢", {"types": ["Award"], "levels": ["national"], "topic": []}),
    ("Hello, could you please quickly list the national awards? Thanks!", {"levels": ["national"], "topic": []}),
    # full-width letters and figures
    ("任务１０有哪些标准", {"types": ["Standard"], "task": 10}),
    ("２０２１年的课程", {"types": ["Resource"], "year": 2021, "topic": []}),
    # what is left out may be said after it
    ("国家级以外的团队", {"types": ["Team"], "levels": [one for one in ALL if one != "national"]}),
    ("teams other than national ones", {"types": ["Team"], "levels": [one for one in ALL if one != "national"]}),
    # who gives tells the level
    ("awards from the ministry of education", {"types": ["Award"], "levels": ["national"]}),
    # a word for a class makes up another with what is asked for
    ("用人单位满意度", {"types": ["Metric"], "topic": ["用人单位"]}),
    # a kind that is left out
    (
        "除教材外的教学资源",
        {"types": ["Resource"], "heads": [], "not_kinds": [{"type": "Resource", "heads": ("教材",)}]},
    ),
    (
        "outputs except patents",
        {"types": ["Output"], "heads": [], "not_kinds": [{"type": "Output", "heads": ("专利",)}]},
    ),
    ("除了国家级奖项还有哪些奖项", {"types": ["Award"], "not_kinds": []}),
    # places in a ranking
    ("全国排名第六的榜", {"grade": "第六"}),
    ("ranked sixth nationally", {"grade": "第六", "levels": ["national"]}),
    # narrow words of one class, one after the other; a narrower word is not its wider one
    ("国培省培各多少", {"types": ["Project"], "heads": ["国培", "省培", "省级培训"], "topic": []}),
    ("技能大师工作室", {"types": ["Platform"], "heads": ["技能大师工作室"]}),
    # whoever we do something with is a party
    ("产业学院是跟谁共建的", {"types": ["Enterprise", "Organization"], "topic": ["产业学院"]}),
    # a noun that is no kind of thing is what is asked for; a thing's name may begin with a party's
    ("职教集团成员", {"types": [], "topic": ["职教集团", "成员"]}),
    ("星澜工匠学堂", {"party": None, "types": ["Platform"]}),
    # two figures of two units
    ("讲座办了多少场，多少人参加", {"asks": ["count"], "types": ["Event"]}),
    # English words that nobody listed stand together
    ("solar thermal centre", {"types": ["Platform"], "topic": ["solar thermal"]}),
    # a name that segmentation cuts to pieces, with a wrong character; a Chinese name in an English question
    ("星澜仿机有限公司在哪里出现过", {"party": "星澜仿机有限公司", "topic": []}),
    ("What came out of our work with 云山县职业中学?", {"party": "云山县职业中学", "types": []}),
    # the parts and the whole
    (
        "国家级和省级教材各几部，跟总数对得上吗",
        {"levels": ["national", "provincial"], "asks": ["count", "compare", "total"]},
    ),
    # topic words
    ("焊接机器人方面的专利", {"types": ["Output"], "heads": ["专利"], "topic": ["焊接", "机器人"]}),
    ("robotics platforms", {"types": ["Platform"], "topic": ["robotics"]}),
]


def seen(reading: Reading) -> dict[str, Any]:
    heads = [head for kind in reading.kinds for head in kind.heads]
    return {**understood(reading), "heads": heads}


@pytest.mark.parametrize(("question", "expected"), READINGS, ids=[question for question, _ in READINGS])
def test_reading(question: str, expected: dict[str, Any]) -> None:
    got = seen(read(question, KNOWN))
    assert {name: got[name] for name in expected} == expected


def test_there_are_readings_enough_in_both_languages() -> None:
    english = [question for question, _ in READINGS if question.isascii()]
    assert len(READINGS) >= 60 and len(english) >= 20


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("哪些省级平台支撑任务3", "which provincial platforms support task 3"),
        ("国家级一等奖有哪些", "national first prizes"),
        ("学校任务10有哪些标准", "standards of school task 10"),
        ("2020年省级及以上的课程", "courses at provincial level or above in 2020"),
        ("有多少发明专利", "how many invention patents"),
        ("双师队伍方面的国家级奖项", "national awards for double-qualified teachers"),
    ],
)
def test_chinese_and_english_read_the_same(chinese: str, english: str) -> None:
    one, other = (seen(read(question, KNOWN)) for question in (chinese, english))
    for name in one.keys() - {"task_names", "topic"}:
        assert one[name] == other[name], name


@pytest.mark.parametrize(
    "question", ["", "   ", "？？？", "🎓🎉", "a" * 10_000, "任务" * 3_000, "任务任务任务5", "第第第"]
)
def test_odd_questions_are_read_without_an_error(question: str) -> None:
    assert read(question, KNOWN).question == question


@given(
    st.text(
        alphabet=st.sampled_from(
            "任务五5第个项国家省级以上及非除了奖团队专业群学校和与的有哪些，。 task award of not no"
        ),
        max_size=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_known_words_is_read(question: str) -> None:
    reading = read(question, KNOWN)
    assert all(kind.type in Type for kind in reading.kinds)


def test_a_reading_can_be_posted_back_corrected() -> None:
    reading = read("哪些国家级奖项支撑任务5", KNOWN)
    assert corrected(reading, {}) == reading
    changed = corrected(
        reading, {"types": ["Team"], "levels": ["provincial", "school"], "scope": "school", "year": 2020}
    )
    got = understood(changed)
    assert (got["types"], got["levels"], got["scope"], got["year"], got["task"]) == (
        ["Team"],
        ["provincial", "school"],
        "school",
        2020,
        5,
    )
    assert corrected(reading, understood(reading)) == reading
    assert corrected(reading, {"subtypes": ["Prize"]}).kinds == (Kind(Type.AWARD, Subtype.PRIZE),)
    assert corrected(reading, {"types": []}).kinds == ()


def test_every_word_of_questions_has_a_role_that_search_knows() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(search.__file__).parent.glob("*.py"))
    assert not {row["role"] for row in rows("questions") if f'"{row["role"]}"' not in source}


def test_every_term_of_questions_is_one_of_the_vocabularies() -> None:
    known = {*Type, *Level, *Scope, *Status, *Subtype, ""}
    assert not {row["term"] for row in rows("questions")} - known


def test_no_word_of_questions_says_the_same_twice() -> None:
    seen = [tuple(row.values()) for row in rows("questions")]
    assert len(seen) == len(set(seen))


def test_several_tasks_are_taken_over_as_they_were_understood() -> None:
    reading = read("任务2和任务3的省级成果", KNOWN)
    assert corrected(reading, understood(reading)).tasks == (2, 3)
    assert corrected(reading, {"task": None}).tasks == ()


@pytest.mark.parametrize(
    ("question", "group", "topic"),
    [
        ("船舶智能制造专业群任务3新建了哪些平台", 1, []),
        ("水产专业群的专利", 2, []),
        ("加工专业群的专利", 2, []),
        ("现代纺织技术专业群的专利", None, []),  # its report has one only
        ("本校专业群的专利", None, []),
        ("服装设计专业群的专利", None, ["服装设计"]),  # none of that name: all patents of others are no answer
    ],
)
def test_a_group_is_known_by_its_heading_where_a_report_has_several(
    question: str, group: int | None, topic: list[str]
) -> None:
    found = understood(read(question, BROAD))
    assert (found["scope"], found["group"], found["topic"]) == ("group", group, topic)


@pytest.mark.parametrize(
    ("question", "task"), [("数字化方面的平台", 4), ("国际化方面的标准", 6), ("党建方面的荣誉", None)]
)
def test_a_task_is_known_by_what_its_title_is_about(question: str, task: int | None) -> None:
    assert understood(read(question, BROAD))["task"] == task


NUMBERED = Vocabulary(
    parties=(
        ("澜江二八三机械厂", "urn:283"),
        ("第十三研究院", "urn:13"),
        ("一拖农机集团", "urn:1"),
        ("云岭203基地", "urn:203"),
    )
)


@pytest.mark.parametrize(
    ("question", "party"),
    [
        ("澜江283机械厂参与了哪些平台", "urn:283"),
        ("澜江二八三机械厂参与了哪些平台", "urn:283"),
        ("澜江２８３机械厂参与了哪些平台", "urn:283"),
        ("和283机械厂合作的平台", "urn:283"),
        ("与第13研究院共建的平台", "urn:13"),
        ("1拖农机集团捐赠了什么", "urn:1"),
        ("云岭二〇三基地的平台", "urn:203"),
        ("云岭二零三基地的平台", "urn:203"),
        ("platforms built with 1拖农机集团", "urn:1"),
    ],
)
def test_a_party_is_known_however_its_number_is_written(question: str, party: str) -> None:
    assert read(question, NUMBERED).parties == (party,)


@pytest.mark.parametrize("question", ["与十二家企业共建的平台", "二十个平台", "任务十三的标准", "2013年的奖项"])
def test_a_number_alone_is_no_party(question: str) -> None:
    assert read(question, NUMBERED).party is None


def test_a_word_that_says_again_what_a_party_is_asks_for_nothing() -> None:
    reading = read("星澜纺机这家公司跟学校有啥合作", KNOWN)
    assert (reading.parties, reading.kinds) == (("urn:xinglan",), ())


@pytest.mark.parametrize(("said", "word"), [("兼职老师有多少", "兼职教师"), ("双师型老师占比是多少", "双师型教师占比")])
def test_a_compound_is_known_with_the_word_that_people_say(said: str, word: str) -> None:
    one, other = seen(read(said, KNOWN)), seen(read(said.replace("老师", "教师"), KNOWN))
    assert one["types"] == other["types"]
    assert len(one["topic"]) == len(other["topic"])


def test_titles_of_teachers_are_also_the_honours_that_persons_have() -> None:
    kinds = read("老师拿了哪些荣誉称号", KNOWN).kinds
    assert kinds == (Kind(Type.AWARD, Subtype.TALENT_TITLE), Kind(Type.AWARD, Subtype.HONOUR, person=True))


TWO = Vocabulary(
    tasks=KNOWN.tasks,
    parties=(("澜滨远图装备有限公司", "urn:yuantu"),),
    reports=(
        KnownReport("yunling", "自评报告", "云岭轻工职业学院", 2023),
        KnownReport("lanbin", "自评报告", "澜滨机电职业技术学院", 2023),
    ),
)


@pytest.mark.parametrize(
    ("question", "report"),
    [
        ("澜滨的培训量", "lanbin"),
        ("澜滨学生技能大赛获奖", "lanbin"),
        ("澜滨机电有哪些奖", "lanbin"),
        ("云岭的标准", "yunling"),
        ("澜滨远图参与的平台", None),  # a company
    ],
)
def test_a_college_is_known_by_the_beginning_of_its_name(question: str, report: str | None) -> None:
    reading = read(question, TWO)
    assert reading.report == report
    assert bool(reading.parties) is ("远图" in question)


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("师资队伍", 5),
        ("师资队伍有哪些成果", 5),
        ("国际化", 10),
        ("校企合作取得了哪些成果", 6),
        ("师资队伍有哪些", None),  # teams
        ("治理", None),  # no title says it
    ],
)
def test_the_name_of_a_task_alone_means_the_task(question: str, task: int | None) -> None:
    assert read(question, KNOWN).tasks == ((task,) if task else ())
