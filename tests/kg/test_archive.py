"""A backup holds what a home needs; restoring verifies it and shows all or nothing."""

import io
import tarfile
from pathlib import Path

import pytest

from kg.archive import backup, restore
from kg.decisions import append, decide, load
from kg.errors import HomeError
from kg.home import Home, manifest
from kg.quotes import Quote
from tests.kg.test_home import GRAPH, entry, quad, words


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    with home.draft() as draft:
        source = draft.add_source("原文".encode(), ".txt")
        draft.store.replace_graph(GRAPH, [quad("一")])
        draft.publish(manifest(extractor="x", lexicon="y", reports=[entry(source)], counts={}))
    append(home.decisions, decide("accept", "a", Quote("词")))
    return home


def test_what_is_restored_is_what_was_backed_up(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.tar.gz")
    there = Home(tmp_path / "there")
    restore(there, tmp_path / "b.tar.gz")
    assert words(there) == ["一"]
    assert there.generation().manifest == home.generation().manifest
    assert there.source(there.reports()[0]["source"]) == "原文".encode()
    assert load(there.decisions) == load(home.decisions)
    with there.draft() as draft:
        assert len(draft.store) == 1
    assert not list(tmp_path.rglob("*.part"))


def test_a_home_with_data_is_not_overwritten(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.tar.gz")
    with pytest.raises(HomeError, match="已有数据"):
        restore(home, tmp_path / "b.tar.gz")


def test_decisions_without_a_generation_are_not_overwritten(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.tar.gz")
    (home.path / "CURRENT").unlink()
    append(home.decisions, decide("accept", "a", Quote("后来")))
    with pytest.raises(HomeError, match="已有数据"):
        restore(home, tmp_path / "b.tar.gz")
    assert len(load(home.decisions)[0]) == 2


def test_restoring_that_was_killed_can_be_done_again(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.tar.gz")
    there = Home(tmp_path / "there")
    (there.path / "restore.part" / "sources").mkdir(parents=True)
    (there.path / "sources").mkdir()
    (there.path / "sources" / "half").write_bytes(b"")
    restore(there, tmp_path / "b.tar.gz")
    assert words(there) == ["一"]


def rewritten(home: Home, folder: Path, change: str) -> Path:
    backup(home, folder / "good.tar.gz")
    with tarfile.open(folder / "good.tar.gz") as good, tarfile.open(folder / "bad.tar.gz", "w:gz") as bad:
        for member in good:
            data = good.extractfile(member).read()  # type: ignore[union-attr]
            if change == "byte" and member.name.startswith("sources/"):
                data = b"?" + data[1:]
            if change == "missing" and member.name == "decisions.jsonl":
                continue
            bad.addfile(member, io.BytesIO(data))
        extra = {"outside": "../evil", "absolute": "/tmp/evil", "strange": "generation/../../evil", "link": "sources/a"}
        if change in extra:
            member = tarfile.TarInfo(extra[change])
            if change == "link":
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            bad.addfile(member, io.BytesIO())
    return folder / "bad.tar.gz"


@pytest.mark.parametrize("change", ["byte", "missing", "outside", "absolute", "strange", "link"])
def test_a_backup_that_was_changed_is_refused_and_leaves_nothing(home: Home, tmp_path: Path, change: str) -> None:
    there = Home(tmp_path / "there")
    with pytest.raises(HomeError, match="不是图谱的备份文件"):
        restore(there, rewritten(home, tmp_path, change))
    assert not there.path.exists()
    with pytest.raises(HomeError, match="还没有数据"):
        there.generation()


@pytest.mark.parametrize("data", [b"", b"no archive"])
def test_what_is_no_backup_is_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b.tar.gz").write_bytes(data)
    with pytest.raises(HomeError, match="不是图谱的备份文件"):
        restore(Home(tmp_path / "there"), tmp_path / "b.tar.gz")
    assert not (tmp_path / "there").exists()


def test_a_backup_that_is_not_there_is_told_in_the_readers_language(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="没有这个文件或目录"):
        restore(Home(tmp_path / "there"), tmp_path / "none.tar.gz")


def test_a_truncated_backup_is_refused(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "b.tar.gz")
    whole = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "b.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(HomeError, match="不是图谱的备份文件"):
        restore(Home(tmp_path / "there"), tmp_path / "b.tar.gz")


def test_a_backup_of_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="还没有数据"):
        backup(Home(tmp_path / "none"), tmp_path / "b.tar.gz")
    assert list(tmp_path.iterdir()) == []
