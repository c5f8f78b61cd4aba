"""A reading that is kept is the reading that was made."""

from pathlib import Path

import pytest

from app.cache import Cache, dump, extractor, load
from ingest.pipeline import read_text
from kg.records import Report


@pytest.fixture(scope="module")
def reading(sample: str) -> Report:
    return read_text(sample, name="report.txt")


def refuse() -> Report:
    raise AssertionError("read again")


def test_a_report_survives_json(reading: Report) -> None:
    again = load(dump(reading))
    assert again == reading
    assert again.document.text == reading.document.text
    assert again.sentences[20].path == reading.sentences[20].path


def test_a_source_is_read_once(reading: Report, tmp_path: Path) -> None:
    cache = Cache(tmp_path, extractor())
    assert cache.report("a" * 64, "report.txt", lambda: reading) == reading
    assert cache.report("a" * 64, "report.txt", refuse) == reading


def test_another_version_or_name_reads_anew_and_a_broken_file_too(reading: Report, tmp_path: Path) -> None:
    Cache(tmp_path, "one").report("a" * 64, "report.txt", lambda: reading)
    for version, name in (("two", "report.txt"), ("one", "other.txt")):
        with pytest.raises(AssertionError):
            Cache(tmp_path, version).report("a" * 64, name, refuse)
    for file in tmp_path.iterdir():
        file.write_text("{", encoding="utf-8")
    with pytest.raises(AssertionError):
        Cache(tmp_path, "one").report("a" * 64, "report.txt", refuse)


def test_what_belongs_to_no_source_is_swept(reading: Report, tmp_path: Path) -> None:
    for source in ("a" * 64, "b" * 64):
        Cache(tmp_path, "one").report(source, "report.txt", lambda: reading)
    Cache(tmp_path, "one").sweep({"a" * 64 + ".txt"})
    assert [file.name[0] for file in tmp_path.iterdir()] == ["a"]
