"""Records scored against gold: the scorer, the gold files themselves, and what extraction reaches on them."""

import importlib.util
from typing import Any

import pytest

from bench.extraction_quality import ASIDE, SHARED, lines, score, sets
from bench.scoring import CORE, Matched, Row, kinds, matched

SCORER = SHARED / "gold" / "score.py"
LEAST = {"all": 0.95, "core": 0.95, "strict": 0.93}
LEAST_UNSEEN = {"all": 0.88, "core": 0.90, "strict": 0.84}
LEAST_OF = {  # narrative chapters, not there yet
    "fifteenth": {"all": 0.82, "core": 0.9, "strict": 0.79},
    "eighteenth": {"all": 0.93, "core": 0.88, "strict": 0.93},
}
SETS = {one.name: one for one in sets()}


def _row(start: int, end: int, type_: str = "Award", **more: Any) -> Row:
    return {"sent_start": 0, "sent_end": 20, "start": start, "end": end, "type": type_, "anchor": "x", **more}


def test_a_record_is_found_where_half_of_the_anchors_is_shared() -> None:
    gold = [_row(0, 10, count=3), _row(10, 20, type_="Team")]
    result = matched(gold, [_row(5, 10, count=3), _row(10, 14, type_="Team"), _row(30, 40)])
    assert (len(result.pairs), len(result.missed), len(result.spurious)) == (1, 1, 1)
    assert result.f1() == result.f1(strict=True) == 0.5
    assert result.of(["Award"]).f1() == 1


def test_of_two_records_of_one_anchor_each_finds_its_own() -> None:
    gold = [_row(0, 9, level="national", count=1), _row(0, 9, level="provincial", count=4)]
    found = [_row(0, 9, level="provincial", count=4), _row(0, 9, level="national", count=2)]
    result = matched(gold, found)
    assert {(one["count"], other["count"]) for one, other in result.pairs} == {(1, 2), (4, 4)}
    assert (result.accuracy("level"), result.accuracy("count"), result.accuracy("year")) == (1.0, 0.5, None)


def test_errors_are_told_by_kind() -> None:
    result = Matched(
        [(_row(0, 5, unit="项"), _row(0, 5, unit="个"))],
        [_row(6, 9, type_="Award"), _row(10, 12, type_="Team")],
        [_row(6, 9, type_="Platform"), _row(15, 16, type_="Metric")],
    )
    expected = {"wrong unit": 1, "Award taken for Platform": 1, "missed Team": 1, "spurious Metric": 1}
    assert kinds(result) == expected


def test_of_a_set_that_only_measures_no_error_is_told() -> None:
    result = Matched([], [_row(0, 5)], [])
    assert any("missed Award 1" in line for line in lines("first", result))
    for name in ASIDE:
        assert not any("missed" in line for line in lines(name, result))


@pytest.mark.skipif(not SCORER.is_file(), reason="../shared/gold is not there")
@pytest.mark.parametrize("name", sorted({"shared", "first", "third"} & SETS.keys()))
def test_the_scores_are_those_of_the_guide(name: str) -> None:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    one = SETS[name]
    result = score(one)
    theirs, _, _ = scorer.report(one.gold, [row for _, row in result.pairs] + result.spurious)
    assert result.f1() == pytest.approx(theirs["all"]["f1"], abs=1e-3)
    assert result.of(CORE).f1() == pytest.approx(theirs["core"]["f1"], abs=1e-3)
    assert result.f1(strict=True) == pytest.approx(theirs["strict"]["f1"], abs=1e-3)


@pytest.mark.parametrize("name", sorted(SETS))
def test_gold_anchors_stand_in_the_text(name: str) -> None:
    one = SETS[name]
    for row in one.gold:
        if "type" in row:
            assert row["sent_start"] <= row["start"] < row["end"] <= row["sent_end"] <= len(one.text)


@pytest.mark.parametrize("name", sorted(SETS))
def test_extraction_reaches_what_is_asked(name: str) -> None:
    result = score(SETS[name])
    least = LEAST_OF.get(name, LEAST_UNSEEN if name in ASIDE else LEAST)
    reached = {"all": result.f1(), "core": result.of(CORE).f1(), "strict": result.f1(strict=True)}
    assert {kind: share for kind, share in reached.items() if share < least[kind]} == {}
