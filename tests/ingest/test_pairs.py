"""Judged by hand on the shared report: which places speak of one thing, and which tasks a record outside supports.

Both tables hold offsets only. They were judged from the text, by the annotation guide, before the extractor's answer
was looked at, and were not changed after. Where a place holds several records (one head shared by a distribution), two
places are the same where any two of their records are; links must be right for each of them. A place without a record
is wrong.
"""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import read, rows
from ingest.resolve import entities
from kg.statements import claims, entity_iri, owner, report_key

HERE = Path(__file__).resolve().parent
REPORT = HERE.parents[1] / "../shared/report/shanxi-jidian-2022.txt"
PAIRS = 156  # rows of pairs.tsv: all are right
ALSO = 49  # rows of also.tsv that are right today; 45 are wanted

Place = tuple[int, int]
Row = dict[str, str]

needs_report = pytest.mark.skipif(not REPORT.is_file(), reason="../shared/report is not there")


def table(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def place(row: Row, start: str, end: str) -> Place:
    return int(row[start]), int(row[end])


def nearest(wanted: Place, found: Iterable[Place]) -> Place | None:
    """The anchor that covers at least half of what either covers, as the scorer matches them."""

    def share(other: Place) -> float:
        common = max(0, min(wanted[1], other[1]) - max(wanted[0], other[0]))
        return common / (wanted[1] - wanted[0] + other[1] - other[0] - common)

    best = max(found, key=share, default=None)
    return best if best is not None and share(best) >= 0.5 else None


@cache
def things() -> dict[Place, set[str]]:
    """The entities of the records at each place."""
    report = read(REPORT)
    key = report_key(report.document)
    found: dict[Place, set[str]] = {}
    for entity in entities(claims(report, key), institution=owner(report.document, key)):
        for claim in entity.claims:
            found.setdefault((claim.record.start, claim.record.end), set()).add(str(entity_iri(entity)))
    return found


@cache
def links() -> dict[Place, list[tuple[str, ...]]]:
    """The further tasks of the records at each place, best first."""
    found: dict[Place, list[tuple[str, ...]]] = {}
    for row in rows(read(REPORT)):
        found.setdefault((row["start"], row["end"]), []).append(tuple(row["also"]))
    return found


def wrong_pairs() -> Iterator[str]:
    for row in table("pairs.tsv"):
        one, other = (nearest(place(row, f"start_{side}", f"end_{side}"), things()) for side in "ab")
        if one is None or other is None:
            answer = "no record"
        else:
            answer = "same" if things()[one] & things()[other] else "different"
        if answer != row["verdict"]:
            yield f"{row['start_a']} {row['start_b']}: {row['verdict']}, not {answer} ({row['why']})"


def also_answers() -> Iterator[tuple[Row, list[tuple[str, ...]]]]:
    for row in table("also.tsv"):
        at = nearest(place(row, "start", "end"), links())
        yield row, links()[at] if at is not None else []


def told(lines: Iterable[str]) -> int:
    """Print what is wrong, for the one who runs this, and count it."""
    found = list(lines)
    print(*found, sep="\n")
    return len(found)


def test_the_tables_are_whole_and_hold_both_verdicts() -> None:
    pairs, also = table("pairs.tsv"), table("also.tsv")
    judged = [frozenset((place(row, "start_a", "end_a"), place(row, "start_b", "end_b"))) for row in pairs]
    assert len(set(judged)) == len(judged) >= 44
    assert all(len(pair) == 2 for pair in judged)
    assert {row["verdict"] for row in pairs} == {"same", "different"}
    assert len({place(row, "start", "end") for row in also}) == len(also) == 60
    assert all(len(row["also"].split()) <= 2 for row in also)


@needs_report
def test_judged_pairs_of_places_speak_of_one_thing_or_of_two() -> None:
    assert len(table("pairs.tsv")) - told(wrong_pairs()) >= PAIRS


@needs_report
def test_judged_records_outside_the_task_sections_link_to_the_right_tasks() -> None:
    def verdicts() -> Iterator[tuple[Row, list[Any], bool, bool]]:
        for row, answers in also_answers():
            wanted = row["also"].split()
            right = bool(answers) and all(set(answer) == set(wanted) for answer in answers)
            shared = bool(answers) and all(wanted[:1] == [] == list(a) or set(wanted[:1]) & set(a) for a in answers)
            yield row, answers, right, shared

    found = list(verdicts())
    told(f"{row['start']}: {row['also'] or '-'}, not {answers}" for row, answers, right, _ in found if not right)
    print(f"right {sum(right for *_, right, _ in found)}, best one {sum(s for *_, s in found)} of {len(found)}")
    assert sum(right for *_, right, _ in found) >= ALSO
