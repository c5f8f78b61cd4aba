"""The command line speaks the reader's language, in one line where something is wrong."""

import pytest
from rich.cells import cell_len

from app.cli import kg
from tests.app.running import refusal, run


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["asq"], "用法错误：没有命令“asq”。是不是 ask？见 kg --help\n"),
        (["ask"], "用法错误：缺少参数 QUESTION。见 kg ask --help\n"),
        (["ask", "a", "b"], "用法错误：多出的参数：b。见 kg ask --help\n"),
        (["ask", "a", "--limt", "3"], "用法错误：没有选项 --limt。是不是 --limit？见 kg ask --help\n"),
        (["ask", "a", "--limit", "0"], "用法错误：--limit：“0”应是不小于 1 的整数。见 kg ask --help\n"),
        (
            ["ask", "a", "--format", "x"],
            "用法错误：--format：“x”不在可选之列（table, json, csv, xlsx, markdown）。见 kg ask --help\n",
        ),
        (["ask", "--lang", "en"], "Usage error: QUESTION is missing. See kg ask --help\n"),
        (["--lang", "en", "asq"], 'Usage error: There is no command "asq". Did you mean ask? See kg --help\n'),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: list[str], line: str) -> None:
    assert refusal(run(*arguments)) == line


def test_an_option_without_its_value_is_told_in_one_line() -> None:
    assert "--limit" in refusal(run("ask", "a", "--limit"))


def test_the_locale_chooses_the_language_and_the_option_beats_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert run("--help").out.startswith("用法：kg")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert run("--help").out.startswith("Usage: kg")
    assert run("--help", "--lang", "zh").out.startswith("用法：kg")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["", *kg.commands])
def test_help_has_examples_and_fits_a_terminal(name: str, lang: str) -> None:
    done = run(*name.split(), "--lang", lang, "--help")
    assert done.code == 0 and done.err == ""
    lines = done.out.splitlines()
    assert {"例：", "Example:", "Examples:"} & set(lines)
    assert [line for line in lines if cell_len(line) > 80 and not line.startswith("  kg ")] == []
    words = {"Usage:", "Options:", "Show this message and exit."}
    assert lang == "en" or not any(word in done.out for word in words), "click's own words"


def test_every_command_takes_a_home_a_language_and_a_log() -> None:
    for name, command in kg.commands.items():
        assert {"home", "lang", "verbose"} <= {param.name for param in command.params}, name


def test_without_a_command_all_commands_are_shown() -> None:
    done = run()
    assert done.code == 0
    assert all(f"\n  {name} " in done.out for name in kg.commands)
