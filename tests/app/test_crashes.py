"""What a killed writer leaves, and what readers see while one writes. `KG_KILLS=100` kills more often than 20."""

import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.home import Home
from search.indexes import open_indexes
from tests.app.running import run

KILLS = int(os.environ.get("KG_KILLS", "20"))
QUESTION = "哪些国家级奖项支撑任务5"
KG = [sys.executable, "-m", "app.cli"]
# `kg`, killed after so many seconds of its own work (0: never): how far it got then does not depend on other processes
WORKING = "signal.setitimer(signal.ITIMER_PROF, float(sys.argv.pop(1)))"
MORTAL = f"import runpy, signal, sys; {WORKING}; runpy.run_module('app.cli', run_name='__main__', alter_sys=True)"


@pytest.fixture
def steady(tmp_path: Path, report: Path) -> Path:
    """A home with the sample report, which no test here changes."""
    home = tmp_path / "home"
    assert run("ingest", report, "--home", home).code == 0
    return home


def version(folder: Path, sample: str, number: int) -> Path:
    """Another college's report; each number is a corrected version of it."""
    text = sample.replace("澜江机电", "云河水利").replace("党建工作制度47项", f"党建工作制度{100 + number}项")
    file = folder / "second.txt"
    file.write_text(text, encoding="utf-8")
    return file


def ingest(file: Path, home: Path, *, until: float = 0) -> int:
    command = [sys.executable, "-c", MORTAL, str(until), "ingest", str(file), "--as", "second", "--home", str(home)]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode


def worked() -> float:
    """Seconds that the processes worked that were started here and have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def figures(home: Path) -> set[int]:
    """How many 党建工作制度 the graph tells of: one figure for each report that is there."""
    query = 'SELECT ?n { ?c cg:count ?n ; cg:source/cg:exact "党建工作制度" }'
    return {
        int(row["n"]["value"])
        for row in run("sparql", query, "--format", "json", "--home", home).json["results"]["bindings"]
    }


def whole(home: Path) -> None:
    """The published generation works, and its graph, passages and index tell of the same reports."""
    generation = Home(home).generation()
    reports = {entry["key"] for entry in generation.manifest["reports"]}
    graphs = {iri.rpartition("/")[2] for iri in generation.store().graphs() if "/id/report/" in iri}
    assert graphs == reports
    passages, index = open_indexes(generation.path)
    assert set(passages.reports) == reports
    assert len(index) == generation.manifest["counts"]["passages"]
    assert run("status", "--home", home).code == 0
    assert run("check", "--home", home).code in (0, 1)
    answer = run("ask", QUESTION, "--home", home, "--format", "json").json
    versions = {(entry["key"], entry["text"]) for entry in generation.manifest["reports"]}
    assert {(e["report"], e["document"]) for a in answer["answers"] for e in a["evidence"]} == versions
    assert figures(home) <= {47, *range(100, 100 + KILLS + 1)} and len(figures(home)) == len(reports)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no clock here kills a process after so much work")
@pytest.mark.timeout(60 + 30 * KILLS)
def test_a_writer_killed_at_any_moment_leaves_a_whole_generation(steady: Path, tmp_path: Path, sample: str) -> None:
    chance = random.Random(2026)
    before = worked()
    assert ingest(version(tmp_path, sample, 0), steady) == 0
    length = worked() - before
    whole(steady)
    ends = []
    for number in range(1, KILLS + 1):
        ends.append(ingest(version(tmp_path, sample, number), steady, until=chance.uniform(0.1, 1.05) * length))
        whole(steady)
    assert set(ends) <= {0, -signal.SIGPROF}
    assert ends.count(-signal.SIGPROF) >= KILLS // 2  # else nothing was tested
    assert ingest(version(tmp_path, sample, KILLS + 1), steady) == 0
    assert 100 + KILLS + 1 in figures(steady)
    assert len(list((steady / "generations").iterdir())) <= 3  # and the debris is swept


def test_readers_in_other_processes_answer_from_one_generation_while_one_writes(
    steady: Path, tmp_path: Path, sample: str
) -> None:
    def read(_: int) -> int:
        command = [*KG, "ask", QUESTION, "--format", "json", "--home", str(steady)]
        return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode

    assert ingest(version(tmp_path, sample, 0), steady) == 0
    with ThreadPoolExecutor(2) as readers:
        codes = readers.map(read, range(6))
        for number in range(1, 5):
            assert ingest(version(tmp_path, sample, number), steady) == 0
        assert set(codes) == {0}
    whole(steady)
