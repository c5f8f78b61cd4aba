"""What README says exists and works: commands, options, make targets, files, and the SPARQL examples as they stand."""

import re
from pathlib import Path

import pytest

from app.cli import kg
from tests.app.running import run

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = [
    match[1] or match[2] for match in re.finditer(r"^```\w*\n(.*?)^```|`([^`\n]+)`", TEXT, re.MULTILINE | re.DOTALL)
]
LINES = [line for code in CODE for line in code.splitlines()]
COMMANDS = [match for line in LINES for match in re.findall(r"(?:^|[\s/$])kg ([a-z]+)([^#]*)", line)]
EXAMPLES = re.findall(r"^```sparql\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def test_readme_shows_commands_examples_and_targets() -> None:
    assert len(COMMANDS) >= 15 and len(EXAMPLES) == 4
    assert {"ingest", "list", "ask", "search", "export"} <= {name for name, _ in COMMANDS}


@pytest.mark.parametrize(("name", "rest"), COMMANDS)
def test_every_command_and_option_exists(name: str, rest: str) -> None:
    assert name in kg.commands
    known = {opt for param in kg.commands[name].params for opt in param.opts} | {"--help"}
    assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest)) <= known


def test_every_option_that_stands_alone_exists() -> None:
    known = {opt for command in kg.commands.values() for param in command.params for opt in param.opts}
    named = [option for line in LINES if line.startswith("--") for option in re.findall(r"--[a-z-]+", line)]
    assert named and set(named) <= known


def test_every_command_is_told_of() -> None:
    assert set(kg.commands) == {name for name, _ in COMMANDS}


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {target for line in LINES for target in re.findall(r"(?:^|\s)make ([a-z0-9]+)", line)}
    assert {"demo", "test"} <= targets
    assert targets <= set(re.findall(r"^([a-z0-9]+):", makefile, re.MULTILINE))


def test_every_file_exists() -> None:
    form = re.compile(r"(?:[\w.-]+/)+(?:[\w.-]+)?|[A-Z]{4,}|[\w-]+\.(?:sh|toml|md|py)")
    paths = {line for line in LINES if form.fullmatch(line)} - {"bundle/", ".venv/bin/kg", "./kg-data"}  # made by use
    assert len(paths) >= 8
    assert [path for path in paths if not any((ROOT / place / path).exists() for place in ("", "packaging"))] == []


@pytest.mark.parametrize("query", EXAMPLES)
def test_every_sparql_example_runs_as_it_stands(query: str, home: Path) -> None:
    done = run("sparql", query, "--format", "json", "--home", home)
    assert done.code == 0, done.err
    assert done.json["results"]["bindings"], "no rows"


def test_the_python_example_runs_as_it_stands(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    exec(example.replace('"kg-data"', repr(str(home))), {})
    assert len(capsys.readouterr().out.splitlines()) > 3
