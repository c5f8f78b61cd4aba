"""The architecture is a test: imports look down only, every heavy library has one door, and the contracts can fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("app", "ingest", "kg", "ontology", "search")
COMMAND = [
    sys.executable,
    "-c",
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))",
]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the tree at `root`, whatever of this project is installed."""
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    return subprocess.run(
        COMMAND, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_every_contract_is_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("ingest/links.py", "import search.passages", "Imports look down only"),
        ("kg/records.py", "import ingest.documents", "Imports look down only"),
        ("ontology/lexicon.py", "def hidden() -> None:\n    import kg.words", "Imports look down only"),
        ("app/publish.py", "import pyshacl", "pyshacl has one door"),
        ("search/passages.py", "def hidden() -> None:\n    from jieba import cut", "jieba has one door"),
        ("ingest/links.py", "import torch", "torch has one door"),
    ],
)
def test_an_import_that_looks_up_or_goes_round_a_door_is_found(
    tmp_path: Path, module: str, line: str, contract: str
) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / module).open("a", encoding="utf-8") as file:
        file.write(f"\n\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout
    broken = [row for row in done.stdout.splitlines() if " BROKEN" in row]
    assert len(broken) == 1 and broken[0].startswith(contract), done.stdout
