"""Scored on the gold records, where the shared material stands beside the checkout."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from ingest.records import records
from kg.records import Document, Record, Sentence

SHARED = Path(__file__).resolve().parents[2] / "../shared"
GOLD = SHARED / "gold"
REPORTS = sorted((SHARED / "report").glob("*.txt")) if SHARED.is_dir() else []
needs_gold = pytest.mark.skipif(not (GOLD / "score.py").is_file() or not REPORTS, reason="../shared/gold is not there")


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _row(record: Record) -> dict[str, Any]:
    names = ("start", "end", "anchor", "type", "subtype", "level", "grade", "count", "unit", "year")
    return {name: getattr(record, name) for name in names}


@needs_gold
@pytest.mark.parametrize("name", ["school-tasks", "contribution"])
def test_records_are_those_of_the_gold(name: str) -> None:
    scorer = _scorer()
    rows = scorer.load(GOLD / f"{name}.gold.jsonl")
    spans = {(row["sent_start"], row["sent_end"]) for row in rows}
    spans |= {tuple(span) for row in rows for span in row.get("empty_sentences", [])}
    document = Document("", REPORTS[0].read_text(encoding="utf-8"), "", "", "")
    found = records(Sentence(document, *span) for span in sorted(spans))
    result, _, _ = scorer.report(rows, [_row(record) for record in found])
    assert result["all"]["f1"] >= 0.95
    assert result["core"]["f1"] >= 0.95
    assert result["strict"]["f1"] >= 0.94
    least = {"level": 0.97, "count": 0.98, "unit": 0.97, "grade": 0.97, "subtype": 0.95, "anchor": 0.95}
    assert {k: v for k, v in least.items() if result["attributes"][k]["accuracy"] < v} == {}
