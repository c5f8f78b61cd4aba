"""Facets: exact over all answers, and asking with one finds just so many."""

import pytest

from kg.errors import QueryError
from kg.store import Store
from search.facets import facets, kept
from search.ledger import Ledger, load
from search.reader import Reader
from tests.kg.small import put, report

QUESTIONS = ("国家级奖项", "学校层面任务5", "省级以上平台", "专业群的教材", "一等奖", "没有这样的成果")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_facet_keeps_just_as_many_answers_as_it_counts(reader: Reader, question: str) -> None:
    for name, rows in reader.ask(question, counted=True)["facets"].items():
        for row in rows:
            assert reader.ask(question, chosen=[f"{name}:{row['value']}"])["total"] == row["count"] > 0


def test_every_answer_counts_under_one_type_and_one_level_whatever_is_shown(reader: Reader) -> None:
    answer = reader.ask("国家级奖项和省级奖项", limit=1, counted=True)
    assert len(answer["answers"]) == 1 < answer["total"]
    for name in ("type", "level"):
        assert sum(row["count"] for row in answer["facets"][name]) == answer["total"]


def test_the_query_of_a_narrowed_answer_finds_just_its_things(reader: Reader) -> None:
    answer = reader.ask("国家级奖项和省级奖项", chosen=["level:provincial"])
    found = {str(row["thing"]) for row in reader.store.query(answer["sparql"]).rows()}
    assert found == {one["iri"] for one in answer["answers"]}
    assert {one["level"] for one in answer["answers"]} == {"provincial"}


def test_a_facet_that_is_none_is_refused(reader: Reader) -> None:
    with pytest.raises(QueryError, match="colour"):
        reader.ask("国家级奖项", chosen=["colour:red"])


def ledger(*tellings: str) -> Ledger:
    """What reports of two colleges tell."""
    store = Store.memory()
    store.load_ontology()
    owners = ("云岭职业学院", "北川职业学院")
    reports = [report(text, institution=owner) for text, owner in zip(tellings, owners, strict=True)]
    put(store, *zip(("one", "two"), reports, strict=True))
    return load(None, store, {owners[0]: ["one"], owners[1]: ["two"]})


def test_tasks_that_reports_number_alike_and_call_differently_are_counted_apart() -> None:
    told = ledger(
        "#school:5 建设双师队伍\n建成[技能工作室|Platform national x=1个]。",
        "#school:5 深化产教融合\n共建[产业学院|Platform x=2个]，[技能大师|Platform x=3名]。",
    )
    rows = facets(told, list(told.tasks))["task"]
    assert [(row["report"], row["title"], row["count"]) for row in rows] == [
        ("one", "建设双师队伍", 1),
        ("two", "深化产教融合", 2),
    ]
    for row in rows:
        assert len(kept(told, list(told.tasks), [f"task:{row['value']}"])) == row["count"]
    assert len(kept(told, list(told.tasks), ["task:school:5"])) == 3


def test_tasks_that_reports_number_and_call_alike_are_one() -> None:
    told = ledger(
        "#school:5 建设双师队伍\n建成[技能工作室|Platform national x=1个]。",
        "#school:5 建设双师队伍\n共建[产业学院|Platform x=2个]。",
    )
    (row,) = facets(told, list(told.tasks))["task"]
    assert (row["value"], row["report"], row["title"], row["count"]) == ("school:5", None, "建设双师队伍", 2)
