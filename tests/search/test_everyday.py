"""Questions in everyday words: what is not there, colleges by short names, exact names, contests, what differs."""

from collections.abc import Iterator

import pytest

from kg.vocabulary import Level, Scope, Status, Type
from search.question import read
from search.reader import Reader
from tests.search.sample import SCHOOL_1, SCHOOL_5, Part, said
from tests.search.test_notices import generation

COLLEGE = "槐江水利职业技术学院"
OTHER = "鹿鸣商贸职业学院"
A, L = Type.AWARD, Level
STUDENTS = "学生参加技能大赛获国家级奖项9项；教师在教学能力竞赛中获国家级一等奖2项。"
FIRST = (
    Part("一、学校层面任务", 1, scope=Scope.SCHOOL),
    Part(
        "1. 加强党的建设",
        2,
        [("建成省级样板支部3个。", [said("省级样板支部", A, level=L.PROVINCIAL, count=3)])],
        SCHOOL_1,
    ),
    Part(
        "5. 打造高水平双师队伍",
        2,
        [
            (
                STUDENTS,
                [
                    said("国家级奖项", A, level=L.NATIONAL, count=9, unit="项"),
                    said("国家级一等奖", A, level=L.NATIONAL, grade="一等奖", count=2, unit="项"),
                ],
            ),
            (
                "与天枢公司共建首批“天枢智能灌溉应用人才培养中心”，建成产业学院4个。",
                [
                    said("天枢公司", Type.ENTERPRISE, "tianshu"),
                    said("首批“天枢智能灌溉应用人才培养中心”", Type.PLATFORM),
                    said("产业学院", Type.PLATFORM, count=4, unit="个"),
                ],
            ),
            ("授权专利52项。", [said("专利", Type.OUTPUT, "patents", count=52, unit="项")]),
        ],
        SCHOOL_5,
    ),
    Part("三、贡献度", 1, [("累计授权专利58项。", [said("专利", Type.OUTPUT, "patents", count=58, unit="项")])]),
)
SECOND = (
    Part("一、学校层面任务", 1, scope=Scope.SCHOOL),
    Part(
        "5. 打造高水平双师队伍",
        2,
        [("教师获省级奖项7项。", [said("省级奖项", A, level=L.PROVINCIAL, count=7)])],
        SCHOOL_5,
    ),
)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with Reader.open(generation(tmp_path_factory.mktemp("one"), {"huaijiang": (FIRST, COLLEGE)})) as reader:
        yield reader


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    told = {"huaijiang": (FIRST, COLLEGE), "luming": (SECOND, OTHER)}
    with Reader.open(generation(tmp_path_factory.mktemp("two"), told)) as reader:
        yield reader


def labels(reader: Reader, question: str) -> list[str]:
    return [one["label"] for one in reader.ask(question)["answers"]]


def test_a_particle_behind_a_verb_is_no_part_of_a_topic() -> None:
    assert [topic.word for topic in read("灌溉了多少人日").topics] == ["灌溉"]


@pytest.mark.parametrize("question", ["还没拿到、只是申报的有哪些", "只申报还没拿下的称号"])
def test_what_is_only_applied_for_is_a_candidate(question: str) -> None:
    assert read(question).status is Status.CANDIDATE


@pytest.mark.parametrize("question", ["哪些说法数字不一致", "哪些数字前后不一致", "有没有自相矛盾的地方"])
def test_what_differs_is_asked_for_where_nothing_is_named(one: Reader, question: str) -> None:
    assert labels(one, question) == ["专利"]


def test_of_a_thing_that_is_named_all_figures_are_shown(one: Reader) -> None:
    assert labels(one, "产业学院的个数前后不一致吗") == ["产业学院"]


@pytest.mark.parametrize(
    "question",
    [
        "哪些任务没有国家级成果",
        "哪几项任务还没有获批国家级奖项",
        "没有国家级成果的任务有哪些",
        "哪些任务缺国家级奖项",
        "which tasks have no national awards",
        "tasks without national awards",
    ],
)
def test_tasks_that_lack_something_are_named_and_nothing_is_listed(one: Reader, question: str) -> None:
    answer = one.ask(question)
    assert answer["answers"] == [] and answer["understood"]["levels"] == ["national"]
    (notice,) = answer["notices"]
    assert "学校层面任务1（加强党的建设）" in notice and "任务5" not in notice


def test_where_every_task_has_some_that_is_said(one: Reader) -> None:
    assert one.ask("哪些任务没有成果")["notices"][0].startswith("每个任务都有")


@pytest.mark.parametrize("question", ["哪些任务没有完成", "哪些成果没有支撑任务", "任务5没有国家级奖项吗"])
def test_not_every_not_asks_for_tasks_that_lack_something(question: str) -> None:
    assert "lacking" not in read(question).asks


def test_of_tasks_with_one_number_those_that_have_none_are_named(two: Reader) -> None:
    answer = two.ask("任务5有没有国家级成果")
    assert {one["label"] for one in answer["answers"]} == {"国家级奖项", "国家级一等奖"}
    assert [OTHER in notice and COLLEGE not in notice for notice in answer["notices"]] == [True]


@pytest.mark.parametrize("name", ["槐江水利", "槐江学院", "槐江职院", "槐江水利学院", "槐江水利职业技术学院"])
def test_a_college_by_a_short_name_is_its_report(two: Reader, name: str) -> None:
    understood = two.ask(f"{name}有哪些奖项")["understood"]
    assert understood["report"] == "huaijiang" and understood["topic"] == [] and understood["party"] is None


def test_the_one_college_by_a_short_name_limits_nothing(one: Reader) -> None:
    assert one.ask("槐江水利有哪些奖项")["understood"]["report"] is None
    assert labels(one, "槐江水利有哪些奖项") == labels(one, "有哪些奖项")


@pytest.mark.parametrize("name", ["槐江水利集团", "槐江大学"])
def test_what_only_begins_like_the_college_is_another(two: Reader, name: str) -> None:
    assert two.ask(f"和{name}共建了哪些平台")["understood"]["report"] is None


def test_whose_own_college_is_meant_is_asked_for_where_there_are_several(one: Reader, two: Reader) -> None:
    assert COLLEGE in two.ask("我校有哪些奖项")["notices"][0]
    assert one.ask("我校有哪些奖项")["notices"] == []


@pytest.mark.parametrize("question", ["天枢智能灌溉应用人才培养中心", "首批“天枢智能灌溉应用人才培养中心”是怎么回事"])
def test_a_name_as_it_stands_wins_over_what_is_read_inside_it(one: Reader, question: str) -> None:
    assert labels(one, question) == ["首批“天枢智能灌溉应用人才培养中心”"]


def test_with_whom_a_thing_was_made_is_not_what_is_asked_for() -> None:
    assert read("跟企业一起办的学院有几个").types == (Type.PLATFORM,)


@pytest.mark.parametrize("contest", ["比赛", "竞赛", "大赛"])
def test_contests_are_the_students_unless_teachers_are_told_of(one: Reader, contest: str) -> None:
    assert labels(one, f"学生出去{contest}拿了多少国家奖") == ["国家级奖项"]


@pytest.mark.parametrize(
    ("question", "topic"),
    [("培训收入是多少", "培训"), ("三年技术服务收入多少", "技术服务"), ("社会服务收入总额", "社会服务")],
)
def test_an_income_is_a_sum_and_what_it_came_from(question: str, topic: str) -> None:
    reading = read(question)
    assert reading.types == (Type.METRIC,) and [one.word for one in reading.topics] == [topic]
    assert {"收入", "到款"} <= set(reading.kinds[0].heads)
