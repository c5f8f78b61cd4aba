"""Generations: what is published stays, what is not is forgotten, and readers never see a half."""

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import FormatError, HomeError, LockedError, SourceError
from kg.home import FORMAT, Draft, Generation, Home, ReportEntry, manifest
from kg.terms import Iri, Quad

GRAPH, SAYS = Iri("http://example.org/g"), Iri("http://example.org/says")


def quad(word: str) -> Quad:
    return Quad(Iri("http://example.org/s"), SAYS, word, GRAPH)


def entry(source: str, key: str = "a") -> ReportEntry:
    return ReportEntry(
        key=key, title="", institution=None, year=None, name="a.txt", source=source, text="", counts={}, notices=[]
    )


def publish(draft: Draft, word: str, source: str | None = None) -> Generation:
    draft.store.replace_graph(GRAPH, [quad(word)])
    reports = [entry(source)] if source else []
    return draft.publish(manifest(extractor="x", lexicon="y", reports=reports, counts={}))


def words(home: Home) -> list[object]:
    with home.store() as store:
        return [quad.object for quad in store.quads(graph=GRAPH)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    with home.draft() as draft:
        publish(draft, "一")
    return home


def test_a_published_generation_is_read_and_the_next_starts_from_it(home: Home) -> None:
    assert (home.number(), words(home)) == (1, ["一"])
    with home.draft() as draft:
        assert [quad.object for quad in draft.store.quads()] == ["一"]
        publish(draft, "二")
    assert (home.number(), words(home)) == (2, ["二"])


def test_what_is_not_published_is_forgotten(home: Home) -> None:
    with pytest.raises(ZeroDivisionError), home.draft() as draft:
        draft.store.replace_graph(GRAPH, [quad("二")])
        raise ZeroDivisionError
    assert words(home) == ["一"]
    assert [path.name for path in (home.path / "generations").iterdir()] == ["000001"]


def test_a_fresh_draft_starts_empty_but_knows_what_there_was(home: Home) -> None:
    with home.draft(fresh=True) as draft:
        assert len(draft.store) == 0
        assert draft.previous is not None and draft.previous.number == 1


def test_three_generations_are_kept_with_their_sources(home: Home) -> None:
    for word in "二三四五":
        with home.draft() as draft:
            publish(draft, word, draft.add_source(word.encode(), ".TXT"))
    assert [path.name for path in sorted((home.path / "generations").iterdir())] == ["000003", "000004", "000005"]
    sources = [path.read_text(encoding="utf-8") for path in (home.path / "sources").iterdir()]
    assert sorted(sources) == sorted("三四五")
    assert home.source(home.reports()[0]["source"]) == "五".encode()


def test_the_next_starts_with_the_very_files_of_the_one_before(home: Home) -> None:
    with home.draft() as draft:
        shared = [path for path in draft.path.rglob("*.sst") if path.stat().st_nlink > 1]
        publish(draft, "二")
    assert shared


def test_a_generation_is_without_the_engines_journal(home: Home) -> None:
    assert not list((home.path / "generations").rglob("*.log"))


def test_a_published_generation_is_not_written_to(home: Home) -> None:
    folder = home.path / "generations" / "000001"
    before = {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}
    words(home)
    with home.draft() as draft:
        publish(draft, "二")
    assert {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")} == before


def test_halves_left_by_a_killed_writer_are_swept(home: Home) -> None:
    generations = home.path / "generations"
    (generations / "000002.part" / "store").mkdir(parents=True)
    (generations / "000007").mkdir()  # finished, but CURRENT was not yet replaced
    (home.path / "CURRENT.part").write_text("garbage")
    assert words(home) == ["一"]
    with home.draft() as draft:
        publish(draft, "二")
    assert sorted(path.name for path in generations.iterdir()) == ["000001", "000002"]
    assert not list(home.path.glob("*.part"))


def test_a_first_generation_that_lacks_only_its_name_is_taken_on(home: Home) -> None:
    (home.path / "CURRENT").unlink()
    with home.draft() as draft:
        assert [quad.object for quad in draft.store.quads()] == ["一"]


KILLED = """
import os, sys
from pathlib import Path
from kg.home import FORMAT, Home, manifest
import kg.home
from tests.kg.test_home import GRAPH, quad
home, step = Home(Path(sys.argv[1])), sys.argv[2]
if step == "name":
    kg.home.write = lambda path, data, write=kg.home.write: os._exit(9) if path.name == "CURRENT" else write(path, data)
with home.draft() as draft:
    draft.store.replace_graph(GRAPH, [quad("二")])
    if step == "build":
        os._exit(9)
    draft.publish(manifest(extractor="x", lexicon="y", reports=[], counts={}))
    os._exit(9)
"""


@pytest.mark.parametrize(("step", "expected"), [("build", "一"), ("name", "一"), ("collect", "二")])
def test_a_writer_may_die_at_any_step(home: Home, step: str, expected: str) -> None:
    command = [sys.executable, "-c", KILLED, str(home.path), step]
    assert subprocess.run(command, check=False, cwd=Path(__file__).parents[2]).returncode == 9
    assert words(home) == [expected]
    with home.draft() as draft:  # the lock died with it
        publish(draft, "三")
    assert words(home) == ["三"]


def test_a_second_writer_is_told_at_once(home: Home) -> None:
    with home.draft(), pytest.raises(LockedError, match="另一个进程正在写入"), Home(home.path).draft():
        pass


def test_readers_go_on_while_a_writer_publishes(home: Home) -> None:
    spawn = multiprocessing.get_context("spawn")
    seen, stop = spawn.Queue(), spawn.Event()
    reader = spawn.Process(target=_read_on, args=(home.path, seen, stop))
    reader.start()
    seen.get(timeout=60)
    for number in range(12):
        with home.draft() as draft:
            publish(draft, str(number))
    stop.set()
    reader.join(60)
    found = []
    while (word := seen.get(timeout=60)) is not None:
        found.append(word)
    assert reader.exitcode == 0
    assert found[-1] == "11"
    assert found == sorted(found, key=lambda word: -1 if word == "一" else int(word))


def _read_on(path: Path, seen: "multiprocessing.Queue[str | None]", stop: "multiprocessing.Event") -> None:  # type: ignore[valid-type]
    home, last = Home(path), False
    while not last:
        last = stop.is_set()  # type: ignore[attr-defined]
        (word,) = home.read(lambda generation: [str(quad.object) for quad in generation.store().quads(graph=GRAPH)])
        seen.put(word)
    seen.put(None)


def test_a_reader_begins_again_where_its_generation_was_collected(home: Home) -> None:
    tries = []

    def action(generation: Generation) -> int:
        tries.append(generation.number)
        if len(tries) == 1:
            for word in "二三四":
                with home.draft() as draft:
                    publish(draft, word)
        with generation.store():
            return generation.number

    assert home.read(action) == 4
    assert tries == [1, 4]


def test_no_data_yet_and_not_a_home_are_two_messages(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="还没有数据"):
        Home(tmp_path / "none").generation()
    (tmp_path / "photo.jpg").write_bytes(b"")
    with pytest.raises(HomeError, match="不是图谱的数据目录"):
        Home(tmp_path).generation()
    with pytest.raises(HomeError, match="不是图谱的数据目录"), Home(tmp_path).draft():
        pass
    with pytest.raises(HomeError, match="不是图谱的数据目录"):
        Home(tmp_path / "photo.jpg").generation()


def test_another_format_offers_rebuild_and_a_fresh_draft_can_do_it(home: Home) -> None:
    path = home.path / "generations" / "000001" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "format": 0}), encoding="utf-8")
    with pytest.raises(FormatError, match="kg rebuild"):
        home.store()
    with pytest.raises(FormatError), home.draft():
        pass
    with home.draft(fresh=True) as draft:
        publish(draft, "新")
    assert words(home) == ["新"]


DAMAGES: dict[str, Callable[[Path], object]] = {
    "rubbish in CURRENT": lambda home: (home / "CURRENT").write_text("rubbish", encoding="ascii"),
    "CURRENT names none": lambda home: (home / "CURRENT").write_text("000077", encoding="ascii"),
    "no CURRENT": lambda home: (home / "CURRENT").unlink(),
    "no generations": lambda home: shutil.rmtree(home / "generations"),
    "no manifest": lambda home: (home / "generations" / "000002" / "manifest.json").unlink(),
    "rubbish in manifest": lambda home: (home / "generations" / "000002" / "manifest.json").write_text("[]"),
    "no copy, no CURRENT": lambda home: list(map(os.unlink, (home / "CURRENT", home / "published.json"))),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_home_says_so_and_can_be_built_anew_from_what_was_published_last(home: Home, damage: str) -> None:
    with home.draft() as draft:
        source = draft.add_source("原文".encode(), ".txt")
        publish(draft, "二", source)
    DAMAGES[damage](home.path)
    with pytest.raises(HomeError, match="rebuild"):
        home.generation()
    with home.draft(fresh=True) as draft:
        assert draft.previous is not None
        assert [report["source"] for report in draft.previous.manifest["reports"]] == [source]
        publish(draft, "新", source)
    assert words(home) == ["新"]
    assert home.source(source) == "原文".encode()


def test_where_nothing_tells_what_was_published_building_anew_says_so(home: Home) -> None:
    shutil.rmtree(home.path / "generations")
    (home.path / "published.json").unlink()
    with pytest.raises(HomeError, match="已读不出这里原有哪些报告"):
        home.last()


def test_a_source_that_is_gone_or_changed_is_named(home: Home) -> None:
    with home.draft() as draft:
        source = draft.add_source("原文".encode(), ".txt")
        publish(draft, "二", source)
    (home.path / "sources" / source).write_bytes(b"?")
    with pytest.raises(SourceError, match=source):
        home.source(source)
    (home.path / "sources" / source).unlink()
    with pytest.raises(SourceError, match=source):
        home.source(source)


def test_a_full_disk_is_one_line_and_changes_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("kg.home.write", full)
    with pytest.raises(HomeError, match="磁盘空间不足"), home.draft() as draft:
        publish(draft, "二")
    monkeypatch.undo()
    assert words(home) == ["一"]


def test_status_tells_number_counts_and_sizes(home: Home) -> None:
    status = home.status()
    assert (status["generation"], status["reports"], status["format"]) == (1, 0, FORMAT)
    assert status["bytes"]["generation"] > 0
