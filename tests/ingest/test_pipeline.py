"""The whole line: a file becomes a report with rows, notices and nothing that depends on chance."""

from pathlib import Path

import pytest

from ingest.pipeline import read, read_text, rows
from tests.ingest.reports import MARKDOWN, NO_TASKS, PARTS, TWO_GROUPS, WRAPPED

REPORT = Path(__file__).resolve().parents[2] / "../shared/report/shanxi-jidian-2022.txt"
KEYS = [
    *("start", "end", "anchor", "type", "subtype", "level", "at_least", "grade", "count", "unit", "year", "status"),
    *("scope", "group", "task", "also", "approximate", "whose"),
]


def notices(text: str) -> list[str]:
    return [notice.key for notice in read_text(text, name="a.txt").notices]


def test_a_row_has_all_keys_of_the_contract_and_its_anchor_stands_at_its_place() -> None:
    report = read_text(PARTS, name="a.txt")
    found = list(rows(report))
    assert found
    for row in found:
        assert list(row) == KEYS
        assert "".join(PARTS[row["start"] : row["end"]].split()) == "".join(row["anchor"].split())
        assert "\n" not in row["anchor"]


def test_rows_tell_the_task_that_a_record_stands_under() -> None:
    found = {row["anchor"]: row for row in rows(read_text(PARTS, name="a.txt"))}
    teacher = found["省级教学名师"]
    assert (teacher["scope"], teacher["group"], teacher["task"]) == ("school", None, 5)
    assert (teacher["level"], teacher["count"], teacher["unit"]) == ("provincial", 3, "名")


def test_records_of_two_groups_keep_their_group() -> None:
    found = {
        (row["group"], row["task"]) for row in rows(read_text(TWO_GROUPS, name="a.txt")) if row["scope"] == "group"
    }
    assert {(1, 2), (2, 2)} <= found


def test_a_report_without_task_headings_is_read_and_says_so() -> None:
    report = read_text(NO_TASKS, name="a.txt")
    assert report.records
    assert [notice.key for notice in report.notices] == ["ingest.no_tasks"]


def test_a_text_that_is_no_report_says_so() -> None:
    assert notices("很久以前，山里有座庙，庙里住着一位老人。他常常看云。\n") == ["ingest.no_report"]


def test_wrong_numbers_are_notices_of_the_report() -> None:
    assert "ingest.task_number" in notices(TWO_GROUPS)


@pytest.mark.parametrize("text", [PARTS, MARKDOWN, WRAPPED, TWO_GROUPS, NO_TASKS])
def test_reading_twice_gives_the_same_report(text: str) -> None:
    assert read_text(text, name="a.txt") == read_text(text, name="a.txt")


@pytest.mark.parametrize("text", [PARTS, MARKDOWN, WRAPPED, TWO_GROUPS])
def test_each_task_stands_once_school_first(text: str) -> None:
    codes = [task.code for task in read_text(text, name="a.txt").tasks]
    assert len(set(codes)) == len(codes)
    assert codes == sorted(codes, key=lambda code: not code.startswith("school"))


def test_a_file_is_read_as_its_text_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PARTS.replace("\n", "\r\n").encode("gb18030"))
    assert list(rows(read(path))) == list(rows(read_text(PARTS, name="a.txt")))


@pytest.mark.skipif(not REPORT.exists(), reason="the shared report is not here")
def test_the_shared_report_gives_its_tasks_and_records_without_a_doubt() -> None:
    report = read(REPORT)
    assert (len(report.tasks), report.notices) == (19, ())
    assert len(report.records) >= 450
    for row in rows(report):
        words = report.document.text[row["start"] : row["end"]]
        assert "".join(words.split()) == "".join(row["anchor"].split())
