"""Reports → passages and lexical index of a generation."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StaleIndexError
from search.indexes import open_indexes, publish
from search.lexical import LOCKS, LexicalIndex
from search.passages import Passage
from tests.search.sample import PARTS, Part, report

OTHER = (Part("一、概述", 1, [("海港旅游学院建成邮轮实训中心2个。", []), ("邮轮专业就业率97.5%。", [])]),)


def found(generation: Path, query: str, k: int = 5) -> list[Passage]:
    passages, index = open_indexes(generation)
    return [passages.get(hit.report, hit.number) for hit in index.search(query, k)]


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.name not in LOCKS)
    return {str(file.relative_to(folder)): (file.stat().st_mtime_ns, file.read_bytes()) for file in files}


@pytest.fixture
def first(tmp_path: Path) -> Path:
    publish(tmp_path / "1", {"yunling": report()}, kept=(), previous=None)
    return tmp_path / "1"


def test_every_sentence_is_a_passage_with_its_place_and_tasks(first: Path) -> None:
    read = report()
    passages, index = open_indexes(first)
    all_passages = passages.of("yunling")
    assert len(index) == len(all_passages) == len(read.sentences)
    assert all(read.document.text[p.start : p.end] == p.text for p in all_passages)
    prize = found(first, "教学竞赛")[0]
    assert prize.section == ("一、学校层面任务", "5. 打造高水平双师队伍")
    assert prize.tasks == ({"scope": "school", "group": None, "number": 5, "title": "打造高水平双师队伍"},)


def test_a_second_report_is_added_and_the_first_generation_stays_as_it_was(first: Path, tmp_path: Path) -> None:
    before = snapshot(first)
    publish(tmp_path / "2", {"haigang": report(OTHER)}, kept=["yunling"], previous=first)
    assert found(tmp_path / "2", "邮轮")[0].report == "haigang"
    assert found(tmp_path / "2", "教学竞赛")[0].report == "yunling"
    assert snapshot(first) == before
    segments = {file.name for file in (first / "lexical" / "index").iterdir() if file.suffix == ".term"}
    assert segments < {file.name for file in (tmp_path / "2" / "lexical" / "index").iterdir()}


def test_one_index_built_at_once_and_one_built_in_two_steps_rank_alike(first: Path, tmp_path: Path) -> None:
    publish(tmp_path / "2", {"haigang": report(OTHER)}, kept=["yunling"], previous=first)
    publish(tmp_path / "once", {"haigang": report(OTHER), "yunling": report()}, kept=(), previous=None)
    for query in ("实训基地", "国家级", "邮轮就业率", "教师"):
        stepwise, at_once = (open_indexes(tmp_path / name)[1].search(query, 20) for name in ("2", "once"))
        assert [(h.report, h.number) for h in stepwise] == [(h.report, h.number) for h in at_once]
        assert [h.score for h in stepwise] == pytest.approx([h.score for h in at_once], abs=1e-3)


def test_a_removed_report_leaves_no_passage_and_no_word_on_disk(first: Path, tmp_path: Path) -> None:
    publish(tmp_path / "2", {"haigang": report(OTHER)}, kept=["yunling"], previous=first)
    publish(tmp_path / "3", {}, kept=["haigang"], previous=tmp_path / "2")
    assert found(tmp_path / "3", "教学竞赛轻工纺织") == []
    assert len(open_indexes(tmp_path / "3")[1]) == 2
    assert not any("轻工纺织".encode() in file.read_bytes() for file in (tmp_path / "3").rglob("*") if file.is_file())


def test_a_corrected_report_replaces_its_passages(first: Path, tmp_path: Path) -> None:
    parts = (replace(PARTS[1], sentences=[("建成3个全国党建工作示范支部。", [])]),)
    publish(tmp_path / "2", {"yunling": report(parts)}, kept=["yunling"], previous=first)
    assert [p.text for p in found(tmp_path / "2", "示范支部")] == ["建成3个全国党建工作示范支部。"]


def test_the_last_report_may_go(first: Path, tmp_path: Path) -> None:
    publish(tmp_path / "2", {}, kept=(), previous=first)
    assert found(tmp_path / "2", "教学竞赛") == []


def test_reading_changes_nothing_in_the_folder(first: Path) -> None:
    before, names = snapshot(first), sorted(first.rglob("*"))
    found(first, "国家级")
    assert snapshot(first) == before and sorted(first.rglob("*")) == names


def test_an_index_opens_where_nothing_may_be_written(first: Path) -> None:
    lock = first / "lexical" / "index" / LOCKS[1]
    lock.unlink()
    lock.mkdir()  # a folder cannot be opened for writing, not even by root: as on a read-only disk
    assert found(first, "教学竞赛")[0].report == "yunling"


def test_a_copied_index_works(first: Path, tmp_path: Path) -> None:
    shutil.copytree(first, tmp_path / "copy")
    publish(tmp_path / "2", {"haigang": report(OTHER)}, kept=["yunling"], previous=tmp_path / "copy")
    assert len(open_indexes(tmp_path / "2")[1]) == len(report().sentences) + 2


def test_an_index_of_another_generation_is_refused(first: Path, tmp_path: Path) -> None:
    publish(tmp_path / "2", {"haigang": report(OTHER)}, kept=["yunling"], previous=first)
    shutil.rmtree(tmp_path / "2" / "lexical")
    shutil.copytree(first / "lexical", tmp_path / "2" / "lexical")
    with pytest.raises(StaleIndexError, match="kg rebuild"):
        open_indexes(tmp_path / "2")


def test_an_index_that_is_damaged_or_of_another_version_is_refused(first: Path) -> None:
    manifest = first / "passages" / "manifest.json"
    manifest.write_text(json.dumps({"format": 99, "reports": {}}), encoding="utf-8")
    with pytest.raises(StaleIndexError):
        open_indexes(first)
    (first / "lexical" / "index" / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(StaleIndexError):
        LexicalIndex(first / "lexical" / "index")


def test_a_report_that_the_previous_generation_lacks_cannot_be_kept(first: Path, tmp_path: Path) -> None:
    with pytest.raises(StaleIndexError, match="haigang"):
        publish(tmp_path / "2", {}, kept=["haigang"], previous=first)
