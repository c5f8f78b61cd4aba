"""What each part of a question limits: 国家级奖项和省级平台 is no list of provincial prizes."""

import pytest

from kg.vocabulary import Level, Scope, Type
from search.corrections import posted
from search.question import read
from search.reader import Reader
from search.reading import Reading, corrected, understood
from tests.search.test_question import KNOWN

NATIONAL, PROVINCIAL = Level.NATIONAL, Level.PROVINCIAL


def parts(reading: Reading) -> list[tuple[list[Type], list[Level]]]:
    return [(list(part.types), list(part.levels)) for part in reading.parts]


@pytest.mark.parametrize(
    "question",
    [
        "国家级奖项和省级平台各有哪些",
        "国家级奖项有哪些，省级平台有哪些",
        "国家级的奖项、省级的平台",
        "获得了哪些国家级奖项，建成了哪些省级平台",
        "国家级的奖有几个，省级的平台又有几个",
        "national awards and provincial platforms",
        "有哪些国家级奖项和省级平台",
        "哪些国家级奖项和省级平台是已经拿到的",
        "有多少国家级奖项和省级平台",
        "Which national awards and provincial platforms do we have?",
    ],
)
def test_each_thing_may_have_a_level_of_its_own(question: str) -> None:
    reading = read(question, KNOWN)
    assert parts(reading) == [([Type.AWARD], [NATIONAL]), ([Type.PLATFORM], [PROVINCIAL])]
    assert (reading.types, reading.levels) == ((Type.AWARD, Type.PLATFORM), (NATIONAL, PROVINCIAL))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("金牌多少，承办竞赛多少", [("金奖",), ()]),
        ("拿了几个一等奖，建了几个平台", [("一等奖",), ()]),
        ("一等奖和教材各有多少", [("一等奖",), ()]),
    ],
)
def test_a_grade_is_the_prizes_alone(question: str, expected: list[tuple[str, ...]]) -> None:
    assert [part.grades for part in read(question, KNOWN).parts] == expected


@pytest.mark.parametrize(
    "question", ["承担省级课题几项，授权专利几件", "专利几件，省级课题几项", "专利和省级课题各几项"]
)
def test_a_level_does_not_hold_for_what_is_asked_apart(question: str) -> None:
    found = {part.types[0]: part.levels for part in read(question, KNOWN).parts}
    assert found == {Type.PROJECT: (PROVINCIAL,), Type.OUTPUT: ()}


def test_a_limit_before_the_first_holds_for_all() -> None:
    reading = read("2022年任务5的国家级奖项和省级平台有哪些", KNOWN)
    assert [(part.years, part.tasks) for part in reading.parts] == [((2022,), (5,))] * 2
    assert read("国家级奖项和平台有哪些", KNOWN).parts == ()


def test_what_is_told_of_the_first_of_two_figures_holds_for_the_second() -> None:
    one, other = read("省赛一等奖几项，国赛二等奖几项", KNOWN).parts
    assert (one.levels, one.grades) == ((PROVINCIAL,), ("一等奖",))
    assert (other.levels, other.grades) == ((NATIONAL,), ("二等奖",))
    reading = read("技能大赛一等奖几项，二等奖几项", KNOWN)
    assert all(part.topics == reading.topics for part in reading.parts)


def test_who_did_it_holds_in_the_next_clause_where_the_interrogative_stands_behind() -> None:
    one, other = read("学生拿了哪些国家级奖，参加了哪些培训", KNOWN).parts
    assert [topic.word for topic in one.topics] == [topic.word for topic in other.topics] == ["学生"]
    assert (one.levels, other.levels) == ((NATIONAL,), ())


@pytest.mark.parametrize(
    "question",
    [
        "哪些国家级奖项和省级平台支撑任务5",
        "任务5有哪些国家级奖项和省级平台",
        "国家级奖项有哪些，省级平台有几个，任务5的",
        "Which national awards and provincial platforms does task 5 have?",
        "What national awards and provincial platforms come under task 5?",
    ],
)
def test_a_task_that_is_told_once_holds_for_all(question: str) -> None:
    reading = read(question, KNOWN)
    assert parts(reading) == [([Type.AWARD], [NATIONAL]), ([Type.PLATFORM], [PROVINCIAL])]
    assert [part.tasks for part in reading.parts] == [(5,), (5,)]


def test_a_task_of_the_second_clause_is_its_own() -> None:
    reading = read("国家级奖项有哪些，任务5有哪些省级平台", KNOWN)
    assert [part.tasks for part in reading.parts] == [(), (5,)]


def test_scopes_and_years_go_with_their_own_things() -> None:
    assert [part.scopes for part in read("学校层面的平台和专业群层面的团队", KNOWN).parts] == [
        (Scope.SCHOOL,),
        (Scope.GROUP,),
    ]
    assert [part.years for part in read("2021年的奖项和2022年的平台", KNOWN).parts] == [(2021,), (2022,)]


@pytest.mark.parametrize(
    "question",
    [
        "国家级和省级奖项",
        "奖项和平台，国家级的",
        "省级课题几项、国家级课题几项",  # either level will do
        "产业学院有多少个，其中省级产业学院有多少个",
        "教学成果奖，省级的，特等奖、一等奖分别几项",
        "除了国家级奖项和省级平台",
        "企业和学校合作的国家级平台",
        "平台、团队、教材",
        "拿过国家级大奖（特等奖）吗",
    ],
)
def test_a_question_of_one_piece_has_no_parts(question: str) -> None:
    assert read(question, KNOWN).parts == ()


@pytest.mark.parametrize(
    ("question", "types", "levels"),
    [
        ("合作的院校、联盟、工会等组织", [Type.ORGANIZATION], []),
        ("国家级教材、课程、资源库等教学资源有哪些", [Type.RESOURCE], [NATIONAL]),
        ("实训基地、工程中心等平台", [Type.PLATFORM], []),
        ("培训、论坛等其他活动", [Type.EVENT], []),
    ],
)
def test_examples_before_a_class_narrow_nothing(question: str, types: list[Type], levels: list[Level]) -> None:
    reading = read(question, KNOWN)
    assert (list(reading.types), list(reading.levels), reading.topics, reading.parts) == (types, levels, (), ())
    assert not any(kind.heads for kind in reading.kinds)


def test_examples_of_another_class_are_asked_for() -> None:
    assert read("企业、协会等组织", KNOWN).types == (Type.ENTERPRISE, Type.ORGANIZATION)
    assert read("一等奖、二等奖等奖项", KNOWN).grades == ("一等奖", "二等奖")


ASKED = "国家级奖项和省级平台各有哪些"


def test_what_any_part_finds_is_the_answer(reader: Reader) -> None:
    answer = reader.ask(ASKED)
    apart = [reader.ask(question)["answers"] for question in ("国家级奖项", "省级平台")]
    assert all(apart)
    assert {one["iri"] for one in answer["answers"]} == {one["iri"] for found in apart for one in found}
    rows = reader.store.query(answer["sparql"]).rows()
    assert {str(row["thing"]) for row in rows} == {one["iri"] for one in answer["answers"]}
    assert [part["question"] for part in answer["understood"]["parts"]] == ["国家级奖项", "省级平台各有哪些"]


def test_parts_that_are_posted_back_give_the_same_answer(reader: Reader) -> None:
    answer = reader.ask(ASKED)
    given = posted(answer["understood"], reader.read(ASKED), reader.vocabulary)
    assert given == {}
    assert reader.ask(ASKED, overrides=given) == answer


def test_a_correction_holds_for_all_parts_or_in_place_of_what_they_differ_in() -> None:
    reading = read(ASKED, KNOWN)
    assert [part.years for part in corrected(reading, {"year": 2022}).parts] == [(2022,), (2022,)]
    levels = corrected(reading, {"levels": ["national"]})
    assert (levels.parts, understood(levels)["levels"]) == ((), [NATIONAL])


def test_a_facet_of_a_question_with_parts_keeps_what_it_counts(reader: Reader) -> None:
    answer = reader.ask(ASKED, chosen=("level:national",))
    rows = reader.store.query(answer["sparql"]).rows()
    assert answer["total"] == len(list(rows)) > 0
    assert {one["level"] for one in answer["answers"]} == {NATIONAL}
