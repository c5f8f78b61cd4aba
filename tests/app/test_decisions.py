"""What a person decided wins over the extraction, and stays when the report changes elsewhere."""

from pathlib import Path
from typing import Any

import pytest

from tests.app.running import refusal, run

WORDS = "教育部教师队伍数字化建设试点优秀单位"


@pytest.fixture
def home(tmp_path: Path, report: Path) -> Path:
    assert run("ingest", report, "--home", tmp_path / "kg").code == 0
    return tmp_path / "kg"


def claims(home: Path, words: str) -> list[dict[str, Any]]:
    """Every claim on these words: its IRI, level, count and the tasks that its thing supports."""
    query = f"""SELECT ?c ?level ?count (GROUP_CONCAT(DISTINCT STR(?n); SEPARATOR=" ") AS ?tasks) {{
      ?c cg:about ?thing ; cg:source [ cg:exact "{words}" ] .
      OPTIONAL {{ ?c cg:level ?level }} OPTIONAL {{ ?c cg:count ?count }}
      OPTIONAL {{ ?thing cg:supports [ cg:number ?n ; cg:scope cg:school ] }}
    }} GROUP BY ?c ?level ?count ORDER BY ?c"""
    rows = run("sparql", query, "--format", "json", "--home", home).json["results"]["bindings"]
    return [{name: cell["value"].rpartition("#")[2] or cell["value"] for name, cell in row.items()} for row in rows]


def decide(home: Path, *arguments: str) -> str:
    done = run("decide", *arguments, "--home", home)
    assert done.code == 0, done
    return done.out.strip().rpartition(" ")[2]


def test_a_correction_is_published_and_stands_when_the_report_changes_elsewhere(
    home: Path, sample: str, tmp_path: Path
) -> None:
    (before,) = claims(home, WORDS)
    assert before["level"] == "national"
    decide(home, "correct", "--quote", WORDS, "--level", "provincial", "--count", "2", "--unit", "个")
    (after,) = claims(home, WORDS)
    assert (after["c"], after["level"], after["count"]) == (before["c"], "provincial", "2")
    changed = tmp_path / "changed.txt"
    changed.write_text(sample.replace("修订制度136项", "修订制度137项"), encoding="utf-8", newline="\n")
    assert run("ingest", changed, "--home", home).code == 0
    assert claims(home, WORDS) == [after]
    assert run("rebuild", "--home", home).code == 0
    assert claims(home, WORDS) == [after]


def test_a_withdrawn_decision_leaves_no_trace(home: Path) -> None:
    before = run("export", "--format", "nq", "--home", home).out
    name = decide(home, "reject", "--quote", WORDS)
    assert claims(home, WORDS) == []
    decide(home, "withdraw", "--decision", name[:8])
    assert sorted(run("export", "--format", "nq", "--home", home).out.splitlines()) == sorted(before.splitlines())
    listed = run("decide", "list", "--home", home).out
    assert "reject" in listed and "withdraw" in listed and WORDS in listed


def test_a_record_is_assigned_to_tasks(home: Path) -> None:
    decide(home, "assign", "--quote", WORDS, "--task", "school:9")
    (claim,) = claims(home, WORDS)
    assert claim["tasks"] == "9"


def test_a_record_that_was_missed_is_added_and_answers(home: Path, sample: str) -> None:
    start = sample.index("双主体、三段式")
    decide(home, "add", "--at", f"{start}:{start + 7}", "--type", "Regulation", "--level", "school")
    (claim,) = claims(home, "双主体、三段式")
    assert claim["level"] == "school"


def test_claims_on_the_same_words_are_told_apart_by_their_iri(home: Path) -> None:
    teams = claims(home, "教师教学创新团队")
    assert len(teams) >= 3
    line = refusal(run("decide", "reject", "--quote", "教师教学创新团队", "--suffix", "各2个", "--home", home))
    assert all(team["c"] in line for team in teams[:1]) or "陈述" in line
    decide(home, "correct", teams[0]["c"], "--count", "99")
    after = {team["c"]: team.get("count") for team in claims(home, "教师教学创新团队")}
    assert after == {team["c"]: team.get("count") for team in teams} | {teams[0]["c"]: "99"}


def test_two_claims_become_one_thing_and_two_again(home: Path) -> None:
    def things(*claims: str) -> int:
        query = f"SELECT (COUNT(DISTINCT ?t) AS ?n) {{ VALUES ?c {{ <{claims[0]}> <{claims[1]}> }} ?c cg:about ?t }}"
        rows = run("sparql", query, "--format", "json", "--home", home).json["results"]["bindings"]
        return int(rows[0]["n"]["value"])

    one, other = (claims(home, words)[0]["c"] for words in ("市级重点实验室", WORDS))
    assert things(one, other) == 2
    name = decide(home, "merge", one, "--with", other)
    assert things(one, other) == 1
    decide(home, "withdraw", "--decision", name)
    assert things(one, other) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["correct", "--quote", "报告里没有这句话", "--level", "school"], "照抄原文"),
        (["correct", "--quote", "省级", "--level", "school"], "--at"),
        (["correct", "--quote", WORDS], "--level"),
        (["correct", "--level", "school"], "--quote"),
        (["correct", "--quote", WORDS, "--level", "宇宙级"], "national"),
        (["correct", "--quote", WORDS, "--year", "去年"], "year"),
        (["assign", "--quote", WORDS, "--task", "school:77"], "任务"),
        (["reject", "--at", "9:5"], "9:5"),
        (["reject", "--at", "here"], "here"),
        (["reject", "https://w3id.org/chengguo/id/claim/none/1"], "none"),
        (["reject", "--quote", WORDS, "--report", "none"], "kg list"),
        (["withdraw", "--decision", "ffff"], "ffff"),
        (["bless", "--quote", WORDS], "accept"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_not_kept(home: Path, arguments: list[str], told: str) -> None:
    assert told in refusal(run("decide", *arguments, "--home", home))
    assert not (home / "decisions.jsonl").exists()
    assert run("status", "--format", "json", "--home", home).json["generation"] == 1


def test_a_quote_that_no_longer_stands_is_told_and_moves_nowhere(home: Path, sample: str, tmp_path: Path) -> None:
    decide(home, "correct", "--quote", WORDS, "--level", "provincial")
    changed = tmp_path / "changed.txt"
    changed.write_text(sample.replace("数字化建设试点优秀", "数字化改革试点优秀"), encoding="utf-8", newline="\n")
    done = run("ingest", changed, "--home", home)
    assert done.code == 0 and WORDS in done.err
    assert [claim["level"] for claim in claims(home, WORDS.replace("建设", "改革"))] == ["national"]
    found = run("check", "--format", "json", "--home", home)
    assert any(WORDS in finding["message"] for finding in found.json["findings"])
