"""Claims differ where both say something and not the same; the query for differing figures agrees."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from kg.contradictions import contradictions
from kg.differing import contradicts, differing, differs
from kg.queries import query
from kg.store import Store
from ontology.lexicon import rows
from tests.kg.small import put, report

UNITS = ["", "万元", "亿元", "万人次", *(row["word"] for row in rows("units"))]


def said(figure: float | None = None, unit: str | None = None, **more: Any) -> Any:
    nothing = dict.fromkeys(("level", "grade", "year", "approximate", "whose"))
    return SimpleNamespace(**{**nothing, "status": "granted", "figure": figure, "unit": unit, **more})


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
        (said(40, "项", approximate="andMore"), said(46, "项")),
        (said(300, "万元", approximate="over"), said(450, "万元")),
        (said(97, "%", approximate="orMore"), said(99.5, "%")),
        (said(100, "项", approximate="nearly"), said(96, "项")),
    ],
)
def test_what_only_one_says_or_both_in_other_words_is_no_difference(one: Any, other: Any) -> None:
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
        (said(40, "项", approximate="andMore"), said(39, "项")),
        (said(928, "万元", approximate="andMore"), said(925, "万元")),
        (said(100, "项", approximate="nearly"), said(101, "项")),
        (said(97, "%", whose="学生"), said(97, "%", whose="家长")),
    ],
)
def test_what_both_say_and_not_the_same_is_one(one: Any, other: Any) -> None:
    assert differs([one, other]) and differs([said(), other, one])


@pytest.mark.parametrize("beside", ["", "项", "名", "元", "人次"])
def test_the_query_for_differing_figures_agrees(beside: str) -> None:
    marked = [
        (f"样物{number}", unit) for number, unit in enumerate(UNITS) if not re.search(r"\d", unit)
    ]  # `m2` cannot be marked
    text = "".join(f"甲[{name}|Metric x=3{unit}]。\n乙[{name}|Metric x=4{beside}]。\n" for name, unit in marked)
    store = Store.memory()
    store.load_ontology()
    put(store, ("one", report(text)))
    found = {str(row["label"]) for row in store.query(query("disagreeing")).rows()}
    assert found == {name for name, unit in marked if differs([said(3, unit), said(4, beside)])}


@pytest.mark.parametrize(
    "more", [{"year": 2022}, {"level": "national"}, {"grade": "二等奖"}, {"whose": "家长"}, {"status": "candidate"}]
)
def test_figures_contradict_each_other_where_nothing_else_tells_why(more: dict[str, Any]) -> None:
    told = {"year": 2021, "level": "provincial", "grade": "一等奖", "whose": "学生"}
    one, other = said(46, "项", **told), said(47, "项", **told)
    assert contradicts(one, other) and contradicts(said(46, "项"), other)
    assert not contradicts(one, one) and not contradicts(one, said(47, "项", **{**told, **more}))


TOLD = [
    ("x=46项", "x=47项", True),
    ("x=46项", "x=46项", False),
    ("x=40项 andMore", "x=46项", False),
    ("x=40项 andMore", "x=51项", True),
    ("x=928万元 andMore", "x=925万元", True),
    ("x=400万元 andMore", "x=550万元 andMore", True),
    ("x=1.2亿元 andMore", "x=1.25亿元", False),
    ("x=1.2亿元 andMore", "x=1.4亿元", True),
    ("x=100项 nearly", "x=96项", False),
    ("x=100项 nearly", "x=80项", True),
    ("x=100项 approximately", "x=109项", False),
    ("x=100项 approximately", "x=120项", True),
    ("x=300万元 over", "x=450万元", False),
    ("x=300万元 orMore", "x=200万元", True),
    ("x=30项 orLess", "x=20项", False),
    ("x=30项 orLess", "x=40项", True),
    ("x=46项 y=2021", "x=47项 y=2022", False),
    ("x=46项 y=2021", "x=47项", True),
    ("x=46项 candidate", "x=47项 granted", False),
    ("x=46项 二等奖", "x=47项 三等奖", False),
    ("x=46项 第一名", "x=47项 第一", True),
]


def test_the_check_and_the_query_count_the_same_disagreeing_figures() -> None:
    text = "".join(
        f"甲[样物{n}|Award {one}]。\n乙[样物{n}|Award {other}]。\n" for n, (one, other, _) in enumerate(TOLD)
    )
    store = Store.memory()
    store.load_ontology()
    put(store, ("one", report(text)))
    expected = {f"样物{n}" for n, (_, _, apart) in enumerate(TOLD) if apart}
    assert {re.findall("样物\\d+", finding.message)[0] for finding in contradictions(store)} == expected
    assert {str(row["label"]) for row in store.query(query("disagreeing")).rows()} == expected


def test_it_is_said_in_what_claims_differ() -> None:
    assert differing([said(2, "部"), said(2, "部", status="candidate", level="national")]) == ["status"]
    assert differing([said(2, "部", year=2021), said(3, "部", year=2022), said(3, "部")]) == ["figure", "year"]
