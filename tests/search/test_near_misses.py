"""What a report nearly says is no answer: another party, another 专业群, another kind, a person whom nobody knows."""

from collections.abc import Iterator

import pytest

from kg.vocabulary import Scope, Type
from search.question import read
from search.reader import Reader
from search.reading import understood
from search.vocabulary import KnownGroup, KnownTask, Vocabulary, telling
from tests.search.sample import SCHOOL_1, Part, said
from tests.search.test_notices import generation

T = Type
PARTS = (
    Part(
        "1. 加强校企合作",
        1,
        [
            (
                "与澜江清岚航天装备有限公司共建企业工作站5个，获发明专利4项。",
                [
                    said("澜江清岚航天装备有限公司", T.ENTERPRISE, "qinglan"),
                    said("企业工作站", T.PLATFORM, count=5, unit="个"),
                    said("发明专利", T.OUTPUT, count=4, unit="项"),
                ],
            ),
            (
                "依托网络开展海外员工培训273人日，建成示范课程2门。",
                [
                    said("海外员工培训", T.METRIC, count=273, unit="人日"),
                    said("示范课程", T.RESOURCE, count=2, unit="门"),
                ],
            ),
            ("获省级教学成果奖3项。", [said("省级教学成果奖", T.AWARD, count=3, unit="项")]),
        ],
        SCHOOL_1,
    ),
)
GROUPS = Vocabulary(
    tasks=(KnownTask("urn:1", "qinglan", Scope.GROUP, 1, 1, "创新培养模式"),),
    groups=(KnownGroup("qinglan", 1, "茶艺与茶叶营销"),),
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with Reader.open(generation(tmp_path_factory.mktemp("near"), {"qinglan": (PARTS, "清岚学院")})) as reader:
        yield reader


@pytest.mark.parametrize(
    "question",
    [
        "和清岚大学合作了什么",
        "与清岚研究院共建了哪些平台",
        "院士工作站有几个",
        "博士后工作站有哪些",
        "海外分校有几所",
        "How many overseas campuses are there?",
        "张三获得了什么奖",
        "王五有哪些专利",
        "全国五一劳动奖章有几个",
    ],
)
def test_what_is_like_it_is_no_answer(reader: Reader, question: str) -> None:
    assert reader.ask(question)["answers"] == []


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("和清岚公司合作了什么", "企业工作站"),
        ("清岚航天装备有什么成果", "企业工作站"),
        ("工作站有几个", "企业工作站"),
        ("企业工作站有哪些", "企业工作站"),
        ("获得了什么奖", "省级教学成果奖"),
        ("有哪些专利", "发明专利"),
    ],
)
def test_what_is_meant_is_found(reader: Reader, question: str, label: str) -> None:
    assert label in [one["label"] for one in reader.ask(question)["answers"]]


def test_a_university_is_told_by_its_whole_name() -> None:
    assert [telling(name) for name in ("清岚公司", "清岚集团", "清岚大学", "清岚学院")] == [
        "清岚",
        "清岚",
        "清岚大学",
        "清岚学院",
    ]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("茶艺专业群有哪些课程", []),
        ("茶艺与茶叶营销专业群的平台", []),
        ("聚力茶艺专业群的专利", []),
        ("我校专业群的课程", []),
        ("幼儿教育专业群有哪些课程", ["幼儿教育"]),
        ("电子商务专业群的奖项", ["电子商务"]),
    ],
)
def test_a_group_that_no_heading_names_is_a_condition(question: str, topic: list[str]) -> None:
    assert understood(read(question, GROUPS))["topic"] == topic


def test_where_headings_name_no_group_any_name_may_be_its_own() -> None:
    assert understood(read("电子商务专业群的奖项", Vocabulary(tasks=GROUPS.tasks)))["topic"] == []


@pytest.mark.parametrize(
    "question",
    [
        "除了专利，任务1还有哪些成果",
        "除专利外，任务1还有什么",
        "不算专利，任务一里都有哪些收获",
        "任务1里除了专利都有什么成绩",
        "Apart from patents, what else is there under task 1?",
    ],
)
def test_what_is_left_out_is_not_what_is_asked_for(reader: Reader, question: str) -> None:
    found = {one["label"] for one in reader.ask(question)["answers"]}
    assert "发明专利" not in found and {"企业工作站", "省级教学成果奖"} <= found
