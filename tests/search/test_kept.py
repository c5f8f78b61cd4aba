"""Which of the things that fit the graph the words of a question speak of."""

from collections.abc import Iterator

import pytest

from kg.records import Task
from kg.store import Store
from kg.vocabulary import Level, Scope, Subtype, Type
from search.indexes import publish
from search.reader import Reader
from search.vocabulary import one_off
from tests.search.sample import Part, fill, report, said

A = Type.AWARD
SCHOOL_3 = Task(Scope.SCHOOL, None, 3, "搭建服务平台")
PARTS = (
    Part("一、学校层面任务", 1, scope=Scope.SCHOOL),
    Part(
        "3. 搭建服务平台",
        2,
        [
            (
                "与星澜纺机有限公司共建纺机产业学院2个，获批省级纺织重点实验室1个。",
                [
                    said("星澜纺机有限公司", Type.ENTERPRISE, "company"),
                    said("纺机产业学院", Type.PLATFORM, count=2, unit="个"),
                    said("省级纺织重点实验室", Type.PLATFORM, level=Level.PROVINCIAL, count=1, unit="个"),
                ],
            ),
            (
                "授权专利41项，其中发明专利9项；完成技术服务33项，技术服务到款额87万元。",
                [
                    said("专利", Type.OUTPUT, count=41, unit="项"),
                    said("发明专利", Type.OUTPUT, count=9, unit="项"),
                    said("技术服务", Type.METRIC, count=33, unit="项"),
                    said("技术服务到款额", Type.METRIC, count=87, unit="万元"),
                ],
            ),
            (
                "教师陆远舟获评省级教学名师，主持省级教学成果特等奖1项、一等奖2项，省级作品奖项6项。",
                [
                    said("陆远舟", Type.PERSON),
                    said("省级教学名师", Type.AWARD, subtype=Subtype.TALENT_TITLE, level=Level.PROVINCIAL),
                    said(
                        "省级教学成果特等奖",
                        Type.AWARD,
                        subtype=Subtype.PRIZE,
                        level=Level.PROVINCIAL,
                        grade="特等奖",
                        count=1,
                    ),
                    said("一等奖", Type.AWARD, subtype=Subtype.PRIZE, level=Level.PROVINCIAL, grade="一等奖", count=2),
                    said("省级作品奖项", Type.AWARD, subtype=Subtype.PRIZE, level=Level.PROVINCIAL, count=6),
                ],
            ),
        ],
        opens=SCHOOL_3,
    ),
    Part(
        "二、其他",
        1,
        [
            (
                "参与1+X证书试点19个，3个专业通过省级学徒制试点验收，从捷克引进纺机装调职业标准1套。",
                [
                    said("1+X证书试点", Type.PILOT, count=19, unit="个"),
                    said("省级学徒制试点", Type.PILOT, level=Level.PROVINCIAL, count=3, unit="个"),
                    said("纺机装调职业标准", Type.STANDARD, count=1, unit="套"),
                ],
            ),
            (
                "钟砚秋被命名为“云岭巧匠”。",
                [said("钟砚秋", Type.PERSON), said("“云岭巧匠”", A, subtype=Subtype.TALENT_TITLE)],
            ),
            (
                "3名辅导员获“云岭省年度人物”提名，教师在全省微课竞赛中获一等奖4项。",
                [
                    said("“云岭省年度人物”提名", A, subtype=Subtype.TALENT_TITLE, level=Level.PROVINCIAL, count=3),
                    said("一等奖", A, subtype=Subtype.PRIZE, level=Level.PROVINCIAL, grade="一等奖", count=4),
                ],
            ),
            (
                "2名学生被授予“云岭省优秀团员”，学校连续两年获评省级文明校园；",
                [
                    said("“云岭省优秀团员”", A, subtype=Subtype.TALENT_TITLE, level=Level.PROVINCIAL, count=2),
                    said("省级文明校园", A, subtype=Subtype.HONOUR, level=Level.PROVINCIAL),
                ],
            ),
            (
                "学生在全国技能大赛中名列三甲，培训骨干7人；",
                [said("培训骨干", Type.METRIC, count=7, unit="人")],
            ),
            (
                "在世界技能大赛中摘得银奖1项。",
                [said("银奖", A, subtype=Subtype.PRIZE, grade="银奖", count=1)],
            ),
            (
                "培训海外员工430人次，承办国家级技能竞赛奖项评审，获国家级技能竞赛奖项5项、金奖2项。",
                [
                    said("海外员工", Type.METRIC, count=430, unit="人次"),
                    said("国家级技能竞赛奖项", A, subtype=Subtype.PRIZE, level=Level.NATIONAL, count=5),
                    said("金奖", A, subtype=Subtype.PRIZE, level=Level.NATIONAL, grade="金奖", count=2),
                ],
            ),
            (
                "在省级教学能力比赛二等奖评选中，省级教学能力比赛二等奖增至6项。",
                [
                    said(
                        "省级教学能力比赛二等奖",
                        A,
                        subtype=Subtype.PRIZE,
                        level=Level.PROVINCIAL,
                        grade="二等奖",
                        count=6,
                    )
                ],
            ),
            (
                "毕业生就业率97%，满意度98%。",
                [
                    said("毕业生就业率", Type.METRIC, count=97, unit="%"),
                    said("满意度", Type.METRIC, count=98, unit="%"),
                ],
            ),
        ],
    ),
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("kept")
    read = report(PARTS)
    with Store.open(folder / "store") as store:
        store.load_ontology()
        fill(store, "yunling", read, PARTS)
    publish(folder, {"yunling": read}, kept=(), previous=None)
    with Reader.open(folder) as reader:
        yield reader


def labels(reader: Reader, question: str) -> list[str]:
    return [one["label"] for one in reader.ask(question)["answers"]]


def test_what_is_told_after_the_phrase_of_a_party_is_not_done_with_it(asked: Reader) -> None:
    assert "省级纺织重点实验室" not in labels(asked, "和星澜纺机共建了什么")
    assert "纺机产业学院" in labels(asked, "和星澜纺机共建了什么")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("专利一共多少项", ["专利"]),
        ("发明专利有多少", ["发明专利"]),
        ("技术服务做了多少项", ["技术服务"]),
        ("how many patents are there", ["专利"]),
    ],
)
def test_a_figure_is_given_of_the_very_thing_asked_for(asked: Reader, question: str, expected: list[str]) -> None:
    assert labels(asked, question) == expected


def test_an_elliptic_prize_is_of_the_kind_named_before_it(asked: Reader) -> None:
    assert labels(asked, "教学成果奖有哪些") == ["省级教学成果特等奖", "一等奖"]


@pytest.mark.parametrize("question", ["1+X", "１＋Ｘ方面有什么"])
def test_what_another_things_name_says_is_not_said_of_its_neighbour(asked: Reader, question: str) -> None:
    assert labels(asked, question) == ["1+X证书试点"]


def test_the_phrase_around_a_thing_says_what_it_is_about(asked: Reader) -> None:
    assert labels(asked, "引进了哪些标准") == ["纺机装调职业标准"] == labels(asked, "哪些标准是从捷克来的")


def test_what_the_question_says_in_so_many_words_has_the_figure(asked: Reader) -> None:
    assert labels(asked, "国家级技能竞赛奖项一共多少") == ["国家级技能竞赛奖项"]
    assert labels(asked, "国家级技能竞赛奖项是5还是6，对得上吗") == ["国家级技能竞赛奖项"]


def test_of_students_and_teachers_the_last_one_named_did_it(asked: Reader) -> None:
    assert labels(asked, "辅导员有哪些奖") == ["“云岭省年度人物”提名"]
    assert "一等奖" in labels(asked, "教师在竞赛中得了什么奖")


def test_a_figure_measures_what_the_clause_tells_before_it(asked: Reader) -> None:
    assert labels(asked, "技术服务到款") == ["技术服务到款额"]


@pytest.mark.parametrize(
    "question", ["就业率和满意度分别多少", "就业率 和 satisfaction 多少", "就业率、满意度各是多少"]
)
def test_what_is_said_in_so_many_words_hides_no_other_figure_that_is_asked_for(asked: Reader, question: str) -> None:
    assert set(labels(asked, question)) == {"毕业生就业率", "满意度"}


@pytest.mark.parametrize(
    "question", ["老师在教学能力比赛中得了哪些二等奖", "Which second prizes did teachers win in teaching contests?"]
)
def test_a_contest_in_teaching_is_teachers_though_the_report_need_not_say_so(asked: Reader, question: str) -> None:
    assert "省级教学能力比赛二等奖" in labels(asked, question)


def test_a_kind_that_is_left_out_is_no_answer(asked: Reader) -> None:
    assert labels(asked, "除了试点还有哪些标准") == ["纺机装调职业标准"]
    assert labels(asked, "除学徒制外的试点") == ["1+X证书试点"]


def test_where_nothing_is_of_the_kind_the_word_for_it_will_do_and_that_is_said(asked: Reader) -> None:
    answer = asked.ask("海外员工培训")
    assert [one["label"] for one in answer["answers"]] == ["海外员工"]
    assert answer["notices"] == ["没有“活动”类的结果；以下各项的名称或数字提到“培训”。"]


def test_other_partners_are_no_answer_to_what_is_done_with_one(asked: Reader) -> None:
    assert labels(asked, "星澜纺机") == ["星澜纺机有限公司", "纺机产业学院"]


def test_a_title_is_a_teachers_though_the_report_need_not_say_so(asked: Reader) -> None:
    assert "省级教学名师" in labels(asked, "老师们得到了哪些称号")


@pytest.mark.parametrize(
    ("typed", "name", "alike"),
    [
        ("星栏纺机", "星澜纺机有限公司", True),
        ("星澜机有限", "星澜纺机有限公司", True),
        ("星澜纺织机", "星澜纺机有限公司", True),
        ("远澜纺机", "星澜纺机有限公司", False),
        ("星河染织", "星澜纺机有限公司", False),
    ],
)
def test_one_wrong_character_is_put_right_but_not_the_first(typed: str, name: str, alike: bool) -> None:
    assert one_off(typed, name) is alike


def test_a_title_in_the_phrase_of_a_person_tells_who_bears_it(asked: Reader) -> None:
    assert [one["label"] for one in asked.ask("谁是云岭巧匠")["answers"]] == ["钟砚秋"]


def test_what_the_school_did_is_not_what_students_did_before_it(asked: Reader) -> None:
    assert labels(asked, "学生拿过哪些称号") == ["“云岭省优秀团员”"]


def test_who_did_it_may_be_said_in_the_sentence_that_goes_on(asked: Reader) -> None:
    assert labels(asked, "学生在世界大赛上拿过什么奖") == ["银奖"]
