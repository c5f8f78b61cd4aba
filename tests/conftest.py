"""The sample report: its text, its file, and a home that holds it."""

from importlib import resources
from pathlib import Path

import pytest

from tests.app.running import run


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
