"""Claims differ where both say something and not the same; the query for differing figures agrees."""

from typing import Any

import pytest

from kg.queries import query
from kg.store import Store
from ontology.lexicon import rows
from search.differing import differs
from tests.kg.small import put, report

UNITS = ["", "万元", "亿元", "万人次", *(row["word"] for row in rows("units"))]


def said(count: float | None = None, unit: str | None = None, **more: Any) -> dict[str, Any]:
    return {"level": None, "grade": None, "year": None, "status": "granted", "count": count, "unit": unit, **more}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said(1, "名"), said(1, "人")),
        (said(3, "位"), said()),
        (said(level="national"), said()),
        (said(year=2021), said(4, "项")),
        (said(grade="第一"), said(grade="第一名")),
        (said(4000, "万元"), said(0.4, "亿元")),
        (said(12, "期"), said(900, "人次")),
        (said(2, "项"), said(2, "个")),
    ],
)
def test_what_only_one_says_or_both_in_other_words_is_no_difference(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not differs([one, other]) and not differs([other, one])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said(1, "名"), said(2, "人")),
        (said(3, "项"), said(4, "个")),
        (said(3), said(4, "个")),
        (said(level="national"), said(level="provincial")),
        (said(grade="第一名"), said(grade="第二名")),
        (said(year=2021), said(year=2022)),
        (said(status="candidate"), said()),
        (said(925, "万元"), said(928, "万元")),
    ],
)
def test_what_both_say_and_not_the_same_is_one(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert differs([one, other]) and differs([said(), other, one])


@pytest.mark.parametrize("beside", ["", "项", "名", "元", "人次"])
def test_the_query_for_differing_figures_agrees(beside: str) -> None:
    marked = [(f"样物{number}", unit) for number, unit in enumerate(UNITS) if "2" not in unit]  # `m2` cannot be marked
    text = "".join(f"甲[{name}|Metric x=3{unit}]。\n乙[{name}|Metric x=4{beside}]。\n" for name, unit in marked)
    store = Store.memory()
    store.load_ontology()
    put(store, ("one", report(text)))
    found = {str(row["label"]) for row in store.query(query("disagreeing")).rows()}
    assert found == {name for name, unit in marked if differs([said(3, unit), said(4, beside)])}
