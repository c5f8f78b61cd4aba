"""Each named question has its answer beside it; a new `.rq` without its `.tsv` fails."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.queries import names, query
from kg.store import Store
from tests.kg.small import put, report

ANSWERS = Path(__file__).parent / "queries"
ONE = """
#school:5 任务五 建设双师队伍
学院新增[国家级教学名师|Award TalentTitle national granted x=2名 y=2021]，与[北川重工有限公司|Enterprise]合作。
建成[技能大师工作室|Platform national x=1个;Platform provincial x=3个]。
#school:6 任务六 校企合作
与[北川重工有限公司|Enterprise]、[南江电子集团|Enterprise]共建[产业学院|Platform provincial x=2个]。
推荐[省级规划教材|Resource provincial candidate x=4部]。
#group:4 任务四 教师团队
[国家级教学名师|Award TalentTitle national granted x=3名]领衔。
#
[到款额|Metric x=12.5万元]创新高。
"""
TWO = """
#school:6 六、提升校企合作水平
与[南江电子集团|Enterprise]共建[产业学院|Platform provincial x=1个]。
"""


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store.memory()
    store.load_ontology()
    one = report(ONE)
    books = next(record for record in one.records if record.anchor == "省级规划教材")
    inferred = replace(one.links[0], record=books, task=one.tasks[2], score=0.725, reason="inferred")
    two = report(TWO, institution="北川职业学院")
    two = replace(two, document=replace(two.document, title="年度质量报告"))
    put(store, ("one", replace(one, links=(*one.links, inferred))), ("two", two))
    return store


@pytest.mark.parametrize("name", names())
def test_a_question_has_its_answer(store: Store, name: str) -> None:
    expected = (ANSWERS / f"{name}.tsv").read_text(encoding="utf-8")
    assert store.query(query(name)).serialize("tsv").decode() == expected


@pytest.mark.parametrize("name", names())
def test_a_query_opens_with_its_question_and_is_sorted(name: str) -> None:
    first, *rest = query(name).splitlines()
    assert first.startswith("# ") and any("一" <= character <= "鿿" for character in first)
    assert rest[-1].startswith("ORDER BY")


def test_no_answer_is_left_without_its_question() -> None:
    assert {path.stem for path in ANSWERS.glob("*.tsv")} == set(names())
