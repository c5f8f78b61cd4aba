"""Question → answer over a small real graph."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.messages import set_language
from search.reader import Reader
from tests.search.sample import generation, report

QUESTIONS = (
    "哪些国家级奖项支撑任务5",
    "which national awards support task 5",
    "学校层面任务5的省级奖项",
    "党建方面拿过哪些荣誉",
    "国家级团队有哪些",
    "跟星澜纺机有限公司合作了什么",
    "专利一共多少项，学校和专业群对得上吗",
    "一等奖",
    "2021年的团队",
    "留学生有多少人",
    "“1+X”证书培训",
    "轻工纺织方面有哪些团队",
    "入围或推荐的国家级称号",
)


def labels(answer: dict[str, Any]) -> list[str]:
    return [one["label"] for one in answer["answers"]]


def without_words(answer: dict[str, Any]) -> dict[str, Any]:
    """What must be the same in both languages: the answers, not how they were asked for."""
    return {name: answer[name] for name in ("answers", "sparql", "total", "truncated", "passages")}


def test_a_bare_task_number_means_both_scopes_the_school_first_and_says_so(reader: Reader) -> None:
    answer = reader.ask("哪些国家级奖项支撑任务5")
    assert labels(answer) == ["国家级教学竞赛一等奖", "国家级轻纺作品金奖", "国家级名师"]
    assert answer["understood"]["scope"] is None and answer["understood"]["task"] == 5
    assert answer["notices"] == [
        "任务5不止一个，都列出，学校层面在前：学校层面任务5（打造高水平双师队伍）；专业群任务5（建强实践教学基地）"
    ]


def test_the_english_question_gives_the_same_answers(reader: Reader) -> None:
    chinese, english = reader.ask("哪些国家级奖项支撑任务5"), reader.ask("which national awards support task 5")
    assert without_words(chinese) == without_words(english)
    set_language("en")
    try:
        assert reader.ask("哪些国家级奖项支撑任务5")["notices"][0].startswith("Task 5 is ambiguous")
    finally:
        set_language("zh")


def test_a_candidate_comes_after_what_was_granted_and_is_marked(reader: Reader) -> None:
    last = reader.ask("学校任务5的国家级奖项")["answers"][-1]
    assert last["label"] == "国家级名师" and last["claims"][0]["status"] == "candidate"


def test_an_answer_has_the_shape_of_the_contract(reader: Reader) -> None:
    answer = reader.ask("国家级教学竞赛一等奖")
    assert answer["api_version"] == 1 and answer["total"] == 1 and answer["truncated"] is False
    (one,) = answer["answers"]
    assert (one["type"], one["level"], one["grade"], one["count"], one["unit"]) == (
        "Award",
        "national",
        "一等奖",
        3,
        "项",
    )
    assert one["tasks"] == [
        {
            "scope": "school",
            "group": None,
            "number": 5,
            "title": "打造高水平双师队伍",
            "report": "yunling",
            "reason": "section",
            "score": 1.0,
        }
    ]
    (evidence,) = one["evidence"]
    assert evidence["anchor"] == "国家级教学竞赛一等奖" and evidence["section"] == [
        "一、学校层面任务",
        "5. 打造高水平双师队伍",
    ]
    assert one["claims"][0]["evidence"] == evidence


def test_a_thing_comes_once_with_all_its_claims(reader: Reader) -> None:
    (team,) = reader.ask("国家级团队有哪些")["answers"]
    assert len(team["claims"]) == len(team["evidence"]) == 2
    assert [claim["year"] for claim in team["claims"]] == [2021, None] and team["year"] == 2021


def test_different_figures_stand_side_by_side_and_are_never_summed(reader: Reader) -> None:
    answers = reader.ask("专利一共多少项")["answers"]
    assert sorted(claim["count"] for one in answers for claim in one["claims"]) == [32, 40]


def test_a_party_gives_what_was_done_with_it(reader: Reader) -> None:
    answer = reader.ask("跟星澜公司合作了哪些平台")
    assert labels(answer) == ["星澜书院"] and answer["understood"]["party"] == "星澜公司"


def test_an_unknown_party_gives_nothing_and_says_so(reader: Reader) -> None:
    answer = reader.ask("和博远科技公司共建了哪些平台")
    assert answer["answers"] == [] and "博远科技公司" in answer["notices"][0]


def test_a_scope_without_a_task_is_that_part_of_the_report(reader: Reader) -> None:
    assert labels(reader.ask("服装设计专业群有哪些平台")) == ["省级轻纺实训基地"]
    assert labels(reader.ask("学校层面有哪些平台")) == ["星澜书院"]


def test_a_topic_must_really_be_told_of(reader: Reader) -> None:
    assert labels(reader.ask("轻纺方面的奖项")) == ["国家级轻纺作品金奖"]
    assert labels(reader.ask("航海方面的奖项")) == []


def test_a_bare_name_is_told_by_its_clause(reader: Reader) -> None:
    assert labels(reader.ask("教学竞赛的省级奖项")) == ["省级奖项"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("任务77有哪些奖项", "没有任务77：报告里的任务最多到10。"),
        ("国际级奖项有哪些", "图谱中没有任何国际级的成果。"),
        ("有哪些论坛", None),
        ("有哪些规章制度", "图谱中没有“制度”这一类。"),
        ("学校任务10的国家级奖项", "没有同时满足全部条件的结果；去掉“任务”条件则有 3 条。"),
    ],
)
def test_an_empty_answer_says_why(reader: Reader, question: str, reason: str | None) -> None:
    answer = reader.ask(question)
    assert answer["answers"] == [] and answer["total"] == 0
    assert reason is None or reason in answer["notices"]


def test_a_limit_cuts_the_list_but_not_the_total(reader: Reader) -> None:
    answer = reader.ask("奖项", limit=2)
    assert len(answer["answers"]) == 2 and answer["total"] == 6 and answer["truncated"]
    assert answer["answers"] == reader.ask("奖项")["answers"][:2]


def test_a_correction_changes_the_reading(reader: Reader) -> None:
    answer = reader.ask("哪些国家级奖项支撑任务5", overrides={"types": ["Team"], "scope": "school"})
    assert labels(answer) == ["国家级轻工纺织教师团队"] and answer["understood"]["scope"] == "school"


def test_sentences_come_apart_from_answers(reader: Reader) -> None:
    answer = reader.ask("留学生有哪些可引用的句子")
    assert answer["passages"][0]["text"].endswith("招收留学生57名。")


def test_similar_sentences_may_be_left_out_but_where_nothing_is_found(reader: Reader) -> None:
    whole, less = (reader.ask("学校层面任务5的省级奖项", similar=similar) for similar in (True, False))
    assert whole["passages"] and less == whole | {"passages": []}
    nothing = reader.ask("1999年的国家级团队", similar=False)
    assert nothing["passages"] and nothing == reader.ask("1999年的国家级团队")


def test_every_query_runs_as_it_stands_and_gives_the_answers(reader: Reader) -> None:
    for question in QUESTIONS:
        answer = reader.ask(question)
        found = {str(row["thing"]) for row in reader.store.query(answer["sparql"]).rows()}
        assert found == {one["iri"] for one in answer["answers"]} and len(found) == answer["total"], question


def test_every_evidence_is_what_the_document_says(reader: Reader) -> None:
    text, seen = report().document.text, 0
    for question in QUESTIONS:
        answer = reader.ask(question)
        for evidence in (one for thing in answer["answers"] for one in thing["evidence"]):
            seen += 1
            assert text[evidence["start"] : evidence["end"]] == evidence["anchor"]
            assert evidence["anchor"] in evidence["text"] and evidence["text"] in text
        for passage in answer["passages"]:
            assert text[passage["start"] : passage["end"]] == passage["text"]
        assert all(thing["evidence"] for thing in answer["answers"])
    assert seen > 10


HOSTILE = (
    "",
    "   \n\t",
    "🎓🎉👩‍🏫",
    "x" * 10_000,
    "国家级奖项" * 2_000,
    '任务5" } ; DROP GRAPH <https://w3id.org/chengguo/id/shared> #',
    "'; DELETE WHERE { ?s ?p ?o } --",
    "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "奖项 } UNION { ?thing ?p ?o",
    '跟"}<script>alert(1)</script>公司合作的平台',
    '\\u0022 \\" {{}} %s {0}',
    "\x00\x01\ud7ff",
    "Quels prix nationaux soutiennent la tâche 5 ?",
    "国家級賞はどれですか",
    "какие награды поддерживают задачу 5",
    "ما هي الجوائز الوطنية؟",
    "task 99999999999999999999999999",
    "任务" + "9" * 400,
    "第〇项任务",
)


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_get_a_sensible_answer(reader: Reader, question: str) -> None:
    before = len(reader.store)
    answer = reader.ask(question)
    assert isinstance(answer["answers"], list) and list(reader.store.query(answer["sparql"])) is not None
    assert len(reader.store) == before


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_text_can_be_asked(reader: Reader, question: str) -> None:
    answer = reader.ask(f"“{question}”公司的国家级奖项 {question}")
    assert list(reader.store.query(answer["sparql"])) is not None


def test_two_reports_answer_together_and_one_by_its_name(tmp_path: Path) -> None:
    reports = {"yunling": report(), "binhai": report(institution="滨海职业学院", year=2022)}
    with Reader.open(generation(tmp_path, reports)) as reader:
        both = reader.ask("国家级一等奖有哪些")
        assert both["total"] == 2
        one = reader.ask("滨海职业学院的国家级一等奖")
        assert one["understood"]["report"] == "binhai" and one["total"] == 1
        assert one["answers"][0]["claims"][0]["evidence"]["report"] == "binhai"
        named = reader.ask("党建方面的国家级荣誉")
        assert named["total"] == 2 and named["understood"]["task"] == 1
