"""A way to run `kg` in process, and the sample report."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner

from app.cli import kg


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Kg: TypeAlias = Callable[..., Done]


def run(*arguments: str | Path) -> Done:
    """Run a command line in process; a traceback in it fails the test."""
    result = CliRunner().invoke(kg, [str(argument) for argument in arguments])
    assert "Traceback" not in result.output
    return Done(result.exit_code, result.stdout, result.stderr)


def refusal(done: Done) -> str:
    """The one line of a command that could not use its input."""
    assert done.code == 2, done
    assert done.out == ""
    assert done.err.count("\n") == 1 and done.err.endswith("\n"), done.err
    return done.err


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "KG_HOME", "KG_USER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def sample() -> str:
    return (resources.files("app.sample") / "report.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory, sample: str) -> Path:
    """The sample report as a file."""
    path = tmp_path_factory.mktemp("sample") / "report.txt"
    path.write_text(sample, encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="session")
def home(report: Path) -> Path:
    """A home with the sample report; only to be read."""
    path = report.parent / "kg-data"
    done = run("ingest", report, "--home", path)
    assert done.code == 0, done
    return path
