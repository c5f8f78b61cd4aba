"""How questions are built: clauses before a noun, attributes behind it, joined verbs, several interrogatives."""

import pytest

from kg.vocabulary import Level, Scope, Type
from search.question import read
from search.vocabulary import KnownGroup, Vocabulary
from tests.search.test_question import KNOWN


@pytest.mark.parametrize(
    ("question", "types", "topics"),
    [
        ("企业参与的平台", [Type.PLATFORM], ["企业"]),
        ("老师主持的课题", [Type.PROJECT], ["老师"]),
        ("学生参加的比赛拿了哪些奖", [Type.AWARD], ["学生", "比赛"]),
        ("企业送的设备", [], ["企业", "设备"]),
    ],
)
def test_a_noun_in_a_clause_before_another_is_not_asked_for(
    question: str, types: list[Type], topics: list[str]
) -> None:
    reading = read(question, KNOWN)
    assert (list(reading.types), [topic.word for topic in reading.topics]) == (types, topics)


@pytest.mark.parametrize(
    ("question", "types", "same"),
    [
        ("项目清单，培训的、科研的都要", [Type.PROJECT], {"培训", "科研"}),
        ("制度，党建的、教学的都要", [Type.REGULATION], {"党建", "教学"}),
        ("培训的、科研的项目", [Type.PROJECT], {"培训", "科研"}),
    ],
)
def test_attributes_without_a_noun_are_alternatives(question: str, types: list[Type], same: set[str]) -> None:
    reading = read(question, KNOWN)
    (topic,) = reading.topics
    assert list(reading.types) == types
    assert same <= set(topic.same)


@pytest.mark.parametrize("question", ["荣誉，全国的、省里的都要", "荣誉，国家级的、省级的", "全国的、省里的荣誉"])
def test_levels_may_stand_behind_the_noun(question: str) -> None:
    assert read(question, KNOWN).levels == (Level.NATIONAL, Level.PROVINCIAL)


@pytest.mark.parametrize(
    "question", ["奖项，学生的、老师的都要", "学生的、老师的奖项", "awards of students or teachers"]
)
def test_whose_it_is_does_not_matter_where_everyone_is_named(question: str) -> None:
    reading = read(question, KNOWN)
    assert (reading.types, reading.topics) == ((Type.AWARD,), ())


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("拿了哪些奖、建了哪些平台", {Type.AWARD, Type.PLATFORM}),
        ("建了哪些平台，拿了哪些奖", {Type.AWARD, Type.PLATFORM}),
        ("哪些平台获得了哪些奖", {Type.AWARD}),  # one clause: the prizes of platforms
        ("获得多少奖，承办多少竞赛", {Type.AWARD, Type.EVENT}),
        ("专利有多少，平台又有多少", {Type.OUTPUT, Type.PLATFORM}),
    ],
)
def test_each_clause_may_ask_for_something(question: str, types: set[Type]) -> None:
    assert set(read(question, KNOWN).types) == types


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("制定、引进了哪些标准", []),
        ("标准，制定的、引进的都要", []),
        ("引进了哪些标准", ["引进"]),
        ("获评或者上榜的荣誉", []),
    ],
)
def test_a_verb_that_narrows_does_not_beside_one_that_says_nothing(question: str, topics: list[str]) -> None:
    reading = read(question, KNOWN)
    assert ([topic.word for topic in reading.topics], list(reading.subtypes)) == (topics, [])


def test_what_else_counts_is_no_condition() -> None:
    reading = read("任务5的老师拿了哪些奖（教学比赛也算）", KNOWN)
    assert [topic.word for topic in reading.topics] == ["老师"]


@pytest.mark.parametrize(
    "question", ["学校拿了多少奖，专业群拿了多少", "学校有哪些标准，专业群又有哪些", "学校层面有多少奖，专业群有多少"]
)
def test_each_of_two_clauses_may_name_a_scope(question: str) -> None:
    assert set(read(question, KNOWN).scopes) == {Scope.SCHOOL, Scope.GROUP}


GROUPS = Vocabulary(groups=(KnownGroup("r", 1, "船舶智能制造"), KnownGroup("r", 2, "水产养殖与加工")))


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("船舶专业群的标准", 1),
        ("船智专业群的标准", 1),
        ("船舶专业群和水产专业群分别有哪些标准", None),
        ("船舶专业群层面有哪些标准，水产专业群又有哪些", None),
        ("which standards do the two programme groups have", None),
        ("第二个专业群的标准", 2),
    ],
)
def test_of_several_groups_that_are_named_either_will_do(question: str, group: int | None) -> None:
    reading = read(question, GROUPS)
    assert (reading.scopes, reading.group, reading.topics) == ((Scope.GROUP,), group, ())


def test_the_first_of_two_words_may_share_the_head_of_the_second() -> None:
    (kind,) = read("技能大师、劳模工作室有哪些", KNOWN).kinds
    assert kind.type is Type.PLATFORM
    assert {"技能大师工作室", "劳模工作室"} <= set(kind.heads)


def test_who_it_was_done_with_is_what_it_is_about() -> None:
    reading = read("Which platforms did the college set up with companies", KNOWN)
    (topic,) = reading.topics
    assert (reading.types, "企业" in topic.same, topic.light) == ((Type.PLATFORM,), True, True)


@pytest.mark.parametrize(
    ("question", "word", "unit"),
    [("培训人次是多少", "培训", "人次"), ("培训分别是多少万人次", "培训", "人次"), ("发明专利占多少件", None, None)],
)
def test_units_stand_behind_what_is_measured(question: str, word: str | None, unit: str | None) -> None:
    reading = read(question, KNOWN)
    said = [head for kind in reading.kinds for head in kind.heads] + [topic.word for topic in reading.topics]
    assert word is None or word in said
    assert reading.units == ((unit,) if unit else ())


def test_a_part_that_is_asked_for_beside_the_whole_narrows_nothing() -> None:
    assert read("产业学院有多少个，其中省级的有多少个", KNOWN).levels == ()
    assert read("其中省级的产业学院有多少个", KNOWN).levels == (Level.PROVINCIAL,)


def test_who_did_something_is_asked_for_where_an_interrogative_stands_before_it() -> None:
    assert read("哪些企业培训过员工", KNOWN).types == (Type.ENTERPRISE,)
    assert read("企业培训有哪些", KNOWN).types == (Type.EVENT,)


def test_those_among_whom_something_is_are_no_task() -> None:
    assert read("教师里评上省级技术能手的有几位", KNOWN).tasks == ()
