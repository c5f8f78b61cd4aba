"""What the task board and the names for queries hold, over the sample report."""

from pathlib import Path

import pytest

from app.context import Context
from app.views.board import board
from app.views.terms import terms


@pytest.fixture(scope="module")
def context(home: Path) -> Context:
    context = Context(home)
    context.refresh()
    return context


def test_the_totals_of_a_board_count_what_supports_several_tasks_once(context: Context) -> None:
    for one in board(context)["boards"]:
        query = f"""SELECT (COUNT(DISTINCT ?thing) AS ?things) WHERE {{
          ?thing cg:supports ?task . ?task cg:scope cg:{one["scope"]} ; dcterms:isPartOf/dcterms:identifier ?key .
          FILTER (?key = "{one["report"]}") }}"""
        (row,) = context.store.query(query).rows()
        assert one["totals"]["total"] == row["things"] <= sum(task["total"] for task in one["tasks"])


def test_what_only_resembles_a_task_is_counted_as_inferred(context: Context) -> None:
    for task in (task for one in board(context)["boards"] for task in one["tasks"]):
        query = f"""SELECT DISTINCT ?thing WHERE {{
          ?thing cg:supports <{task["iri"]}> . FILTER NOT EXISTS {{
            ?link cg:task <{task["iri"]}> ; cg:claim/cg:about ?thing ; cg:reason ?reason
            FILTER (?reason IN ("section", "decided")) }} }}"""
        assert task["inferred"] == sum(1 for _ in context.store.query(query).rows())
        assert task["inferred"] == sum(task["inferred_levels"].values()) <= task["total"]
        assert all(task["inferred_levels"][level] <= count for level, count in task["levels"].items())


def test_every_name_for_queries_has_a_label_in_both_languages(context: Context) -> None:
    found = {term["name"]: term for term in terms(context)["terms"]}
    assert all(term["zh"] and term["en"] for term in found.values())
    assert (found["cg:national"]["kind"], found["cg:national"]["zh"]) == ("level", "国家级")
    assert "全国" in found["cg:national"]["words"]
    assert found["cg:supports"]["kind"] == "property" and found["cg:Award"]["kind"] == "class"
    tasks = [term for term in found.values() if term["kind"] == "task"]
    assert len(tasks) == 19 and tasks[0]["zh"].startswith("学校任务1 ")
