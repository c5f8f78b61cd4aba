"""Who did something, what they did, who gave something and who was given it, in Chinese questions."""

import pytest

from kg.vocabulary import Level, Scope, Subtype, Type
from search.kept import chosen
from search.question import read
from search.reader import Reader
from search.vocabulary import KnownTask, Vocabulary
from tests.search.test_question import KNOWN


@pytest.mark.parametrize(
    "question",
    [
        "专利、软著、论文都有哪些",
        "专利、软著和论文有哪些",
        "有哪些专利、软著、论文",
    ],
)
def test_of_several_things_that_are_joined_all_are_asked_for(question: str) -> None:
    (kind,) = read(question, KNOWN).kinds
    assert {"专利", "软件著作权", "论文"} <= set(kind.heads)


def test_people_that_are_counted_are_asked_for_beside_titles() -> None:
    assert read("博士、教授、技能大师有几位", KNOWN).types == (Type.METRIC, Type.AWARD)


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("哪些企业和学校共建了产业学院", ["产业学院"]),
        ("有哪些企业与我们合作开发了教材", ["教材"]),
        ("有哪些公司跟学校一起建平台", []),
        ("哪些企业是我们的合作伙伴", []),
    ],
)
def test_what_those_did_that_are_asked_for_is_not_asked_for(question: str, topics: list[str]) -> None:
    reading = read(question, KNOWN)
    assert reading.types == (Type.ENTERPRISE,)
    assert [topic.word for topic in reading.topics if topic.word != "建平台"] == topics


@pytest.mark.parametrize("question", ["跟企业共建了哪些平台", "哪些平台是企业捐的", "企业捐建的平台有哪些"])
def test_who_did_it_is_not_asked_for_where_something_else_is(question: str) -> None:
    assert read(question, KNOWN).types == (Type.PLATFORM,)


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("教育部认定的项目", Level.NATIONAL),
        ("教育部批准立项的课题", Level.NATIONAL),
        ("国家给的荣誉", Level.NATIONAL),
        ("省教育厅颁的奖", Level.PROVINCIAL),
        ("省里支持建设的平台", Level.PROVINCIAL),
        ("市里给的荣誉和平台", Level.MUNICIPAL),
    ],
)
def test_who_gives_something_tells_its_level(question: str, level: Level) -> None:
    reading = read(question, KNOWN)
    assert (reading.levels, reading.topics) == ((level,), ())


def test_with_whom_something_is_done_is_no_level() -> None:
    assert read("和教育部合作的项目", KNOWN).levels == ()


@pytest.mark.parametrize("question", ["个人获得的荣誉有哪些", "哪些荣誉是给个人的", "颁给个人的荣誉", "个人荣誉"])
def test_honours_of_persons(question: str) -> None:
    reading = read(question, KNOWN)
    assert reading.subtypes[0] is Subtype.TALENT_TITLE
    assert all(kind.person or kind.subtype is Subtype.TALENT_TITLE for kind in reading.kinds)
    assert reading.topics == ()


@pytest.mark.parametrize(
    "question", ["学校和单位获得的荣誉", "学校及二级单位荣誉", "学校本身得过什么荣誉", "给集体的荣誉", "集体荣誉"]
)
def test_honours_of_the_college_and_its_units(question: str) -> None:
    reading = read(question, KNOWN)
    assert (reading.types, reading.subtypes, reading.topics) == ((Type.AWARD,), (Subtype.HONOUR,), ())


def test_prizes_of_units_and_honours_that_are_not_of_persons() -> None:
    for question in ("集体获得的奖项", "不含个人的奖项"):
        assert Subtype.TALENT_TITLE in {kind.subtype for kind in read(question, KNOWN).not_kinds}


def test_schools_abroad_are_asked_for() -> None:
    for question in ("在国外办了哪些学院", "在海外建了几所学院", "境外建成的分校"):
        reading = read(question, KNOWN)
        assert Type.ORGANIZATION in reading.types
        assert any("境外" in topic.same for topic in reading.topics)
    assert read("二级学院有哪些奖项", KNOWN).types == (Type.AWARD,)


def test_who_reported_is_asked_for() -> None:
    for question in ("哪些媒体报道过我们", "被哪些媒体报道过", "媒体报道有哪些"):
        assert read(question, KNOWN).types == (Type.ORGANIZATION,)


@pytest.mark.parametrize(
    "question", ["荣誉称号，单位的、个人的都要", "学校的荣誉，给集体的、给个人的都列出来", "单位的和个人的荣誉"]
)
def test_where_units_and_persons_are_named_all_honours_are_meant(question: str) -> None:
    reading = read(question, KNOWN)
    assert (reading.types, reading.not_kinds, reading.topics) == ((Type.AWARD,), (), ())


@pytest.mark.parametrize(
    "question",
    ["标准有哪些，课程标准就不用列了", "有哪些标准，课程标准除外", "课程标准以外的标准", "标准，课程标准不算"],
)
def test_what_is_not_wanted_may_be_said_behind(question: str) -> None:
    reading = read(question, KNOWN)
    assert reading.types == (Type.STANDARD,)
    assert [kind.heads for kind in reading.not_kinds] == [("课程标准",)]


@pytest.mark.parametrize("question", ["任务五牵涉到哪些企业", "走访了哪些企业", "结识过什么企业"])
def test_a_verb_before_the_interrogative_may_be_left_out(question: str) -> None:
    reading = read(question, KNOWN)
    assert reading.types == (Type.ENTERPRISE,)
    assert all(topic.light for topic in reading.topics)


def test_results_of_a_year_are_of_any_kind() -> None:
    assert read("哪些成绩是2021年拿到的", KNOWN).types == ()
    assert read("2021年拿到了什么", KNOWN).types == (Type.AWARD,)


def test_things_of_one_level_that_are_joined_to_an_award_are_asked_for() -> None:
    reading = read("校级团队、校级名匠、校级平台各是什么", KNOWN)
    assert set(reading.types) == {Type.TEAM, Type.AWARD, Type.PLATFORM}


def test_a_task_is_known_by_a_word_that_means_the_same_before_parts_of_the_words() -> None:
    tasks = (
        KnownTask("urn:1", "r", Scope.SCHOOL, None, 4, "锻造高水平双师队伍"),
        KnownTask("urn:2", "r", Scope.GROUP, 1, 3, "打造教师团队与智慧矿山实训基地"),
    )
    reading = read("教师队伍那块的称号", Vocabulary(tasks=tasks))
    assert (reading.scopes, reading.tasks) == ((Scope.SCHOOL,), (4,))


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("谁获得了全国技术能手和五一劳动奖章", {Type.AWARD}),
        ("和谁共建了产业学院", {Type.ENTERPRISE, Type.ORGANIZATION}),
        ("谁捐了设备", {Type.ENTERPRISE, Type.ORGANIZATION}),
        ("专利转让成交了多少钱", {Type.METRIC}),
    ],
)
def test_with_whom_who_gave_and_what_it_was_worth(question: str, types: set[Type]) -> None:
    assert set(read(question, KNOWN).types) == types


def test_where_parties_are_is_no_party() -> None:
    for question in ("跟泰国的哪些院校打过交道", "和北京的企业合作过吗"):
        reading = read(question, KNOWN)
        assert (reading.party, len(reading.topics)) == (None, 1)


def test_a_narrow_figure_with_its_measure_is_one_kind() -> None:
    for question in ("双师比例、高级职称比例", "双师比例和高级职称占比各是多少"):
        (kind,) = read(question, KNOWN).kinds
        assert {"双师", "高级职称"} <= set(kind.heads)


def test_how_people_ask_for_what_is_not_good_yet() -> None:
    for question in ("学校承认哪些地方还不行", "哪些工作还跟不上", "软肋在哪"):
        assert any("不足" in topic.same for topic in read(question, KNOWN).topics)


def test_what_was_made_with_companies_is_asked_for_by_its_noun() -> None:
    reading = read("跟企业合作搞的那些学院有哪些", KNOWN)
    assert Type.PLATFORM in reading.types
    assert Type.ENTERPRISE not in reading.types


def test_what_teachers_win_in_contests_of_teaching_is_theirs(reader: Reader) -> None:
    reading = reader.read("老师参加比赛得了哪些奖")
    assert [topic.word for topic in reading.topics] == ["老师", "比赛"]
    found = chosen(reader.ledger, reading, list(reader.ledger.claims))
    told = [reader.ledger.claims[iri][0].sentence.text for iri in found]
    assert all("教师" in text or "教学" in text for text in told)


@pytest.mark.parametrize("question", ["新开了哪些专业", "新增专业有哪些", "新设了几个专业", "增设的专业"])
def test_new_specialties_are_not_all_specialties(question: str) -> None:
    (topic,) = read(question, KNOWN).topics
    assert "新增" in topic.same
    assert topic.light
    assert read("新增了哪些平台", KNOWN).topics == ()


@pytest.mark.parametrize(
    ("question", "levels"),
    [("国家给的钱有多少", (Level.NATIONAL,)), ("省里给的钱有多少", (Level.PROVINCIAL,)), ("给的钱有多少", ())],
)
def test_money_that_was_given_is_a_figure(question: str, levels: tuple[Level, ...]) -> None:
    (kind,) = read(question, KNOWN).kinds
    assert (kind.type, read(question, KNOWN).levels) == (Type.METRIC, levels)
    assert "财政投入" in kind.heads


def test_what_college_and_companies_made_is_told_in_several_words() -> None:
    for question in ("校企共建的平台", "校企联合建了哪些平台"):
        (topic,) = read(question, KNOWN).topics
        assert {"共建", "联合"} <= set(topic.same)


@pytest.mark.parametrize("question", ["承办了几场省赛", "举办过哪些省赛", "办过省赛吗"])
def test_a_contest_that_was_held_is_no_prize(question: str) -> None:
    reading = read(question, KNOWN)
    assert (reading.types, reading.levels) == ((Type.EVENT,), (Level.PROVINCIAL,))
    assert read("省赛拿了哪些奖", KNOWN).types == (Type.AWARD,)
