"""Questions that mix Chinese and English: glosses, measures side by side, partners, things asked for together."""

import pytest

from kg.vocabulary import Type
from search.question import read
from tests.search.test_question import KNOWN


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("产业学院（industry college）有哪些", "产业学院有哪些"),
        ("国家级（national-level）的 teams", "国家级的团队"),
        ("invention patents（发明专利）有多少", "发明专利有多少"),
        ("first prize（一等奖）有几项", "一等奖有几项"),
        ("provincial 以上的课程、资源库 resource", "省级以上的课程、资源库"),
        ("软著 copyright 清单", "软著清单"),
    ],
)
def test_what_is_said_again_in_the_other_language_says_nothing_more(question: str, plain: str) -> None:
    one, other = read(question, KNOWN), read(plain, KNOWN)
    assert {kind.type for kind in one.kinds} == {kind.type for kind in other.kinds}
    assert {kind.heads[-1:] for kind in one.kinds} == {kind.heads[-1:] for kind in other.kinds}
    assert (one.levels, one.grades, one.topics) == (other.levels, other.grades, other.topics)


@pytest.mark.parametrize("question", ["平台（国家级）有哪些", "团队（teaching）有哪些", "奖项（省级 level）"])
def test_a_bracket_that_says_more_is_read(question: str) -> None:
    reading = read(question, KNOWN)
    assert reading.levels or reading.topics


@pytest.mark.parametrize(
    ("question", "heads"),
    [
        ("就业率 和 employer satisfaction 分别多少", {"就业率", "用人单位满意度"}),
        ("employer satisfaction and the employment rate", {"用人单位满意度", "就业率"}),
        ("横向 income 和 培训 revenue", {"横向收入", "培训到款"}),
        ("用人单位满意度和就业率是多少", {"用人单位满意度", "就业率"}),
    ],
)
def test_a_word_before_one_of_several_measures_is_that_ones(question: str, heads: set[str]) -> None:
    reading = read(question, KNOWN)
    (kind,) = reading.kinds
    assert (kind.type, reading.topics) == (Type.METRIC, ())
    assert heads <= set(kind.heads)


def test_a_word_before_one_of_several_kinds_is_that_ones() -> None:
    (kind,) = read("provincial 级的实训基地 or 健康基地有那些", KNOWN).kinds
    assert {"实训基地", "健康基地"} <= set(kind.heads)


def test_a_partner_with_whom_something_was_made_is_not_asked_for() -> None:
    reading = read("和星澜纺机 partner 一起开发的 standards", KNOWN)
    assert (reading.types, reading.party) == ((Type.STANDARD,), "星澜纺机")


@pytest.mark.parametrize(
    "question",
    [
        "产业学院建了哪几个，partner 是谁？",
        "建了哪些产业学院，和谁一起建的",
        "which industry colleges were built, and with whom?",
    ],
)
def test_things_and_those_with_whom_they_were_made_are_asked_for_together(question: str) -> None:
    reading = read(question, KNOWN)
    assert set(reading.types) == {Type.PLATFORM, Type.ENTERPRISE, Type.ORGANIZATION}
    assert [topic.word for topic in reading.topics if "产业学院" in topic.same]


@pytest.mark.parametrize("question", ["和谁共建了产业学院", "with whom did we build industry colleges"])
def test_only_those_with_whom_it_was_made_are_asked_for(question: str) -> None:
    assert set(read(question, KNOWN).types) == {Type.ENTERPRISE, Type.ORGANIZATION}


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("国际 student 人数", "国际学生人数"),
        ("school 层面任务2的 course", "学校层面任务2的课程"),
        ("双师 ratio", "双师比例"),
        ("research 平台有哪些", "科研平台有哪些"),
    ],
)
def test_a_word_of_two_languages_is_read_as_one(question: str, plain: str) -> None:
    one, other = read(question, KNOWN), read(plain, KNOWN)
    assert (one.types, one.scopes, one.tasks, one.topics) == (other.types, other.scopes, other.tasks, other.topics)


@pytest.mark.parametrize(
    ("question", "types"),
    [("技能大赛 first prize 有几项", [Type.AWARD]), ("学生 award", [Type.AWARD]), ("教材 prize", [Type.AWARD])],
)
def test_two_things_side_by_side_stay_two(question: str, types: list[Type]) -> None:
    reading = read(question, KNOWN)
    assert list(reading.types) == types
    assert reading.topics
