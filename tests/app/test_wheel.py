"""The built wheel holds its data and passes the demo in a clean environment outside the checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "ingest", "kg", "ontology", "search")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


def call(*command: str | Path, cwd: Path) -> str:
    """Run a command far from the checkout and give what it printed."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "KG_HOME")}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=clean,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    call(*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tree / "dist", tree, cwd=tree)
    (found,) = (tree / "dist").glob("*.whl")
    return found


def test_the_wheel_holds_every_data_file_of_the_packages(wheel: Path) -> None:
    kinds = {".py", ".tsv", ".ttl", ".rq", ".txt", ".html", ".css", ".js", ".svg"}
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.suffix in kinds)
    expected = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert expected - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_passes_the_demo_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean"
    call(sys.executable, "-m", "venv", "--without-pip", clean, cwd=tmp_path)
    scripts = clean / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    place = Path(call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    call(*PIP, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    # the dependencies of this environment, but not its editable install: a nested .pth file is not read
    (place / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    where = Path(call(python, "-c", "import app; print(app.__file__)", cwd=tmp_path).strip())
    assert where.is_relative_to(clean)
    printed = call(python, "-m", "app.demo", cwd=tmp_path)
    assert "$ kg ask" in printed and "—— " in printed
    assert call(scripts / "kg", "--version", cwd=tmp_path).startswith("kg ")
