"""`kg` as a process: quiet pipes, Ctrl-C, UTF-8 whatever the machine says, and no traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from tests.app.running import refusal, run

KG = (sys.executable, "-m", "app.cli")


def kg(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in a process of its own."""
    command = [*KG, *map(str, arguments)]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, check=False, timeout=60)


def test_output_is_utf8_whatever_the_code_page(home: Path) -> None:
    done = kg("list", "--home", home, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 0 and "澜江机电职业技术学院" in done.stdout.decode("utf-8")
    done = kg("ask", PYTHONIOENCODING="cp1252", PYTHONUTF8="0", LANG="C.UTF-8", LC_ALL="")
    assert "缺少参数" in done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["export", "--format", "nq"], ["ask", "全部成果", "--limit", "900"], ["sparql", "SELECT * { ?s ?p ?o }"]],
)
def test_a_reader_that_has_seen_enough_is_no_error(home: Path, arguments: list[str]) -> None:
    command = [*KG, *arguments, "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_with_130_and_the_last_generation_stays(tmp_path: Path, report: Path, sample: str) -> None:
    home = tmp_path / "kg"
    assert run("ingest", report, "--home", home).code == 0
    files = [tmp_path / f"{number}.txt" for number in range(8)]
    for number, file in enumerate(files):
        file.write_text(sample.replace("澜江机电", f"第{number}机电"), encoding="utf-8", newline="\n")
    command = [*KG, "ingest", "-v", *map(str, files), "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr
        process.stderr.readline()  # it says what it reads
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read().decode("utf-8")
        assert process.wait(60) == 130
    assert "已中断" in rest and "Traceback" not in rest
    assert run("status", "--format", "json", "--home", home).json["generation"] == 1
    assert run("check", "--home", home).code == 0
    assert run("ingest", files[0], "--home", home).code == 0


def test_a_second_writer_is_told_at_once(tmp_path: Path, report: Path) -> None:
    home = tmp_path / "kg"
    assert run("ingest", report, "--home", home).code == 0
    other = tmp_path / "other.txt"
    other.write_text(report.read_text(encoding="utf-8").replace("澜江", "沅江"), encoding="utf-8", newline="\n")
    with FileLock(home / "LOCK"):
        begun = time.monotonic()
        assert str(home) in refusal(run("ingest", other, "--home", home))
        assert str(home) in refusal(run("rebuild", "--home", home))
        assert time.monotonic() - begun < 5
        assert run("ask", "国家级奖项", "--home", home).code == 0
    assert run("ingest", other, "--home", home).code == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_what_may_not_be_read_or_written_is_one_line(tmp_path: Path, report: Path) -> None:
    hidden = tmp_path / "hidden.txt"
    hidden.write_bytes(report.read_bytes())
    hidden.chmod(0)
    assert str(hidden) in refusal(run("extract", hidden))
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert str(locked) in refusal(run("ingest", report, "--home", locked / "kg"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(home: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*KG, "export", "--format", "nq", "--home", str(home)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_an_unexpected_error_is_one_line_and_a_traceback_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import ingest.pipeline\n"
        "def read(path):\n"
        "    raise ZeroDivisionError('by\\nzero')\n"
        "ingest.pipeline.read = read\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).resolve().parents[2])])
    done = kg("extract", "x.txt", PYTHONPATH=path)
    assert done.returncode == 70
    assert done.stderr.decode("utf-8").count("\n") == 1 and "ZeroDivisionError" in done.stderr.decode("utf-8")
    assert b"Traceback" in kg("extract", "-v", "x.txt", PYTHONPATH=path).stderr


HEAVY = "faiss jieba networkx numpy openpyxl pyoxigraph pyshacl rdflib rich tantivy tokenizers torch"
ASKED = {"pyoxigraph", "rich", "tantivy"}  # what a question needs; similar sentences also need the model


def loaded(*arguments: str | Path) -> set[str]:
    """Which of the heavy libraries a command loads."""
    code = f"""
import sys
from app.cli import run
sys.stdout = sys.stderr
code = run({[*map(str, arguments)]})
print(*set("{HEAVY}".split()) & sys.modules.keys(), file=sys.__stdout__)
sys.exit(code)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    return set(done.stdout.split())


def test_help_loads_nothing_heavy() -> None:
    assert loaded("--help") == set()


def test_a_question_loads_no_model_where_no_similar_sentences_are_shown(home: Path) -> None:
    assert loaded("ask", "国家级奖项", "--home", home) == ASKED
    assert loaded("ask", "国家级奖项", "--home", home, "--format", "json") >= {*ASKED, "numpy", "tokenizers"} - {"rich"}
