"""`kg ask` with its further doors: files to quote from, reasons, readings posted back, completion."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import BashComplete
from openpyxl import load_workbook

from app.cli import kg
from tests.app.running import refusal, run
from tests.search.hostile import QUESTIONS

TEXT = """海港旅游学院建设绩效自评报告（2023年）

一、学校层面任务
1. 加强党的建设
建成2个全国党建工作示范支部。
5. 打造高水平双师队伍
2021年获国家级教师教学竞赛一等奖3项，“双师型”教师占比达81.27%。
入选省级邮轮教师团队。
"""
QUESTION = "学校任务5的国家级奖项"
SENTENCE = "2021年获国家级教师教学竞赛一等奖3项，“双师型”教师占比达81.27%。"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asking")
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    assert run("ingest", folder / "report.txt", "--as", "haigang", "--home", folder / "home").code == 0
    return folder / "home"


def test_a_table_opens_right_and_cites_sentence_section_and_report(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "答案.csv"
    assert run("ask", QUESTION, "--home", home, "--format", "csv", "-o", file).code == 0
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    ((head, row),) = [tuple(csv.reader(io.StringIO(data.decode("utf-8-sig"))))]
    said = dict(zip(head, row, strict=True))
    assert said["原文"] == SENTENCE and said["报告"] == "海港旅游学院建设绩效自评报告（2023年）"
    assert said["章节"] == "一、学校层面任务 › 5. 打造高水平双师队伍"
    assert (said["数量"], said["级别"], said["支撑任务"]) == ("3", "国家级", "学校层面任务 5 打造高水平双师队伍")


def test_a_workbook_and_a_text_have_the_same_sentence(home: Path, tmp_path: Path) -> None:
    assert run("ask", QUESTION, "--home", home, "--format", "xlsx", "-o", tmp_path / "a.xlsx").code == 0
    rows = list(load_workbook(tmp_path / "a.xlsx").active.values)
    assert len(rows) == 2 and SENTENCE in rows[1]
    written = run("ask", QUESTION, "--home", home, "--format", "markdown").out
    assert f"> {SENTENCE}" in written and "《海港旅游学院建设绩效自评报告（2023年）》" in written
    assert written.startswith(f"# {QUESTION}\n")


def test_words_of_a_report_neither_run_nor_mark(home: Path, tmp_path: Path) -> None:
    from app import citations

    evidence = {"report": "r", "start": 0, "end": 1, "anchor": "=1", "text": "=1+<b>*x*", "section": []}
    claim: dict[str, Any] = dict.fromkeys(
        ("level", "grade", "count", "approximate", "unit", "whose", "year", "status")
    ) | {"evidence": evidence}
    one: dict[str, Any] = {
        "iri": "i",
        "label": "=cmd()",
        "type": "Award",
        "tasks": [],
        "claims": [claim],
        "evidence": [evidence],
    }
    one |= dict.fromkeys(("level", "grade", "count", "approximate", "unit", "whose", "year"))
    understood = json.loads(run("ask", "奖项", "--home", home, "--format", "json").out)["understood"]
    answer = {"question": "<i>", "understood": understood, "notices": [], "total": 1, "candidates": 0, "answers": [one]}
    assert ",'=cmd()," in citations.cited(answer, {}, "csv", mark=False).decode()
    written = citations.cited(answer, {}, "markdown", mark=False).decode()
    assert "<b>" not in written and "&lt;b&gt;\\*x\\*" in written and "# &lt;i&gt;" in written


def test_a_file_is_for_what_is_quoted_from(home: Path, tmp_path: Path) -> None:
    assert "-o" in refusal(run("ask", QUESTION, "--home", home, "-o", tmp_path / "a.txt"))
    assert not (tmp_path / "a.txt").exists()


def test_reasons_are_given_constraint_by_constraint(home: Path) -> None:
    (one,) = run("ask", QUESTION, "--home", home, "--format", "json", "--explain").json["answers"]
    claim = one["claims"][0]["iri"]
    steps = {step["constraint"]: step for step in one["why"]}
    assert list(steps) == ["type", "level", "task"]
    assert steps["level"] == {
        "constraint": "level",
        "asked": ["national"],
        "by": [{"claim": claim, "value": "national"}],
    }
    (task,) = steps["task"]["by"]
    assert (task["reason"], task["score"], task["title"]) == ("section", 1.0, "打造高水平双师队伍")
    shown = run("ask", QUESTION, "--home", home, "--explain").out
    assert "凭任务（5）：学校层面任务 5 打造高水平双师队伍（报告中列在这一任务之下）" in shown


def test_a_topic_says_which_word_and_what_each_channel_gave(home: Path) -> None:
    found = run("ask", "教学竞赛的奖项", "--home", home, "--format", "json", "--explain").json
    steps = [step for step in found["answers"][0]["why"] if step["constraint"] == "topic"]
    assert steps and [step["asked"] for step in steps] == [[word] for word in found["understood"]["topic"]]
    for by in (by for step in steps for by in step["by"]):
        assert by["value"] in "教学竞赛" and by["in"] == "name"
        assert set(by["channels"]) == {"words", "meaning", "phrases"} and by["channels"]["words"] > 0
    assert set(found["passages"][0]["explain"]) == {"words", "meaning", "phrases"}


def test_a_reading_is_posted_back_as_it_was_or_changed(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    first = run("ask", QUESTION, "--home", home, "--format", "json")
    file.write_text(first.out, encoding="utf-8")
    assert run("ask", "--understood", file, "--home", home, "--format", "json").json == first.json
    understood = first.json["understood"] | {"levels": ["provincial"], "types": ["Team"], "kinds": [{"type": "Team"}]}
    file.write_text(json.dumps(understood), encoding="utf-8")
    (one,) = run("ask", QUESTION, "--understood", file, "--home", home, "--format", "json").json["answers"]
    assert one["label"] == "省级邮轮教师团队"


@pytest.mark.parametrize("content", ["", "[]", "{}", '"x"', '{"understood": 3}', "[" * 50_000])
def test_what_is_no_reading_is_refused_in_one_line(home: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    assert "x.json" in refusal(run("ask", QUESTION, "--understood", tmp_path / "x.json", "--home", home))


@pytest.mark.parametrize(
    ("words", "incomplete", "completed"),
    [
        (["ask"], "哪些国", "哪些国家级奖项支撑学校任务5"),
        (["ask"], "gjj", "国家级"),
        (["ask", "奖项", "--type"], "tuand", "团队"),
        (["ask", "奖项", "--level"], "shengj", "省级"),
        (["ask", "奖项", "--task"], "双师", "学校任务5"),
    ],
)
def test_the_shell_completes(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], incomplete: str, completed: str
) -> None:
    monkeypatch.setenv("KG_HOME", str(home))
    found = BashComplete(kg, {}, "kg", "_KG_COMPLETE").get_completions(words, incomplete)
    assert completed in [item.value for item in found]


def test_without_a_home_nothing_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_HOME", str(tmp_path / "none"))
    assert BashComplete(kg, {}, "kg", "_KG_COMPLETE").get_completions(["ask"], "国") == []


def test_hostile_questions_end_well_at_the_command_line(home: Path) -> None:
    for number, question in enumerate(QUESTIONS[::6]):
        asked = question.replace("\0", "").encode("utf-8", "ignore").decode()
        done = (
            subprocess.run(
                [sys.executable, "-m", "app.cli", "ask", "--home", str(home), "--format", "json", "--", asked],
                capture_output=True,
                check=False,
            )
            if number < 4
            else run("ask", "--home", home, "--format", "json", "--", asked)
        )
        code = done.returncode if isinstance(done, subprocess.CompletedProcess) else done.code
        out = done.stdout.decode() if isinstance(done, subprocess.CompletedProcess) else done.out
        assert code == 0, number
        assert isinstance(json.loads(out)["answers"], list)
