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
        (["assign", "--quote", WORDS, "--task", "school:77"], "school:5 "),
        (["correct", "--quote", WORDS, "--count", "-5"], "不小于零"),
        (["correct", "--quote", WORDS, "--year", "21"], "1900"),
        (["correct", "--quote", "市级重点实验室", "--subtype", "Prize"], "Award"),
        (["correct", "--quote", WORDS[:-1], "--level", "school"], WORDS),
        (["accept", "--quote", "修订制度", "--report", "none"], "kg list"),
        (["add", "--quote", WORDS, "--type", "Team"], "kg decide correct"),
        (["merge", "--quote", WORDS, "--with", WORDS], "自己"),
        (["split", "--quote", WORDS, "--with", "市级重点实验室"], "不必拆开"),
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


def test_a_record_that_was_rejected_is_not_decided_on_again(home: Path) -> None:
    (claim,) = claims(home, WORDS)
    name = decide(home, "reject", "--quote", WORDS)
    for place in (["--quote", WORDS], [claim["c"]]):
        assert name in refusal(run("decide", "correct", *place, "--level", "school", "--home", home))


def test_what_was_withdrawn_is_not_withdrawn_again(home: Path) -> None:
    name = decide(home, "reject", "--quote", WORDS)
    decide(home, "withdraw", "--decision", name)
    assert "已经撤回" in refusal(run("decide", "withdraw", "--decision", name, "--home", home))


def test_two_places_are_merged_as_they_are_named_and_only_once(home: Path, sample: str) -> None:
    start = sample.index("市级重点实验室")
    arguments = ("merge", "--quote", WORDS, "--with", f"{start}:{start + 7}", "--home", home)
    done = run("decide", *arguments)
    assert done.code == 0 and WORDS in done.out and "市级重点实验室" in done.out
    assert "已经是同一项" in refusal(run("decide", *arguments))
    assert run("decide", "split", "市级重点实验室", "--with", WORDS, "--home", home).code == 0


def test_a_decision_says_which_record_it_was_about_and_what_changed(home: Path) -> None:
    done = run("decide", "correct", "--quote", WORDS, "--level", "provincial", "--home", home)
    assert WORDS in done.out and "级别：国家级 → 省级" in done.out
    done = run("decide", "assign", "--quote", WORDS, "--task", "school:9", "--home", home)
    assert "→ 学校层面 9" in done.out
    assert "已否定" in run("decide", "reject", "--quote", WORDS, "--home", home).out


def test_records_of_two_colleges_are_not_made_one(home: Path, sample: str, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(sample.replace("澜江机电职业技术学院", "北屿农牧职业学院"), encoding="utf-8", newline="\n")
    assert run("ingest", other, "--home", home).code == 0
    here, there = (claim["c"] for claim in claims(home, WORDS))
    assert "另一所学校" in refusal(run("decide", "merge", here, "--with", there, "--home", home))


def test_decisions_are_listed_with_what_became_of_them(home: Path) -> None:
    name = decide(home, "reject", "--quote", WORDS)
    decide(home, "withdraw", "--decision", name)
    decide(home, "correct", "--quote", WORDS, "--level", "provincial")
    listed = run("decide", "list", "--format", "json", "--home", home).json["decisions"]
    assert [one["state"] for one in listed] == ["withdrawn", "stands", "stands"]
    assert [one["action"] for one in listed] == ["reject", "withdraw", "correct"]
    table = run("decide", "list", "--home", home).out
    assert "已撤回" in table and "level=provincial" in table
    assert max(map(len, table.splitlines())) < 120


def test_a_decision_that_no_longer_stands_is_counted_as_a_warning(home: Path, sample: str, tmp_path: Path) -> None:
    decide(home, "correct", "--quote", WORDS, "--level", "provincial")
    changed = tmp_path / "changed.txt"
    changed.write_text(sample.replace(WORDS, WORDS.replace("建设", "改革")), encoding="utf-8", newline="\n")
    before = run("ingest", changed, "--home", tmp_path / "other").out
    (count,) = (int(line.rpartition("：")[2]) for line in before.splitlines() if "警告：" in line)
    assert f"警告：{count + 1}" in run("ingest", changed, "--home", home).out


def test_a_decision_holds_when_a_figure_beside_its_words_is_corrected(home: Path, sample: str, tmp_path: Path) -> None:
    start = sample.index(WORDS)
    beside = sample[start + len(WORDS) :]
    figure = next(character for character in beside if character.isdigit())
    decide(home, "correct", "--quote", WORDS, "--level", "provincial")
    changed = tmp_path / "changed.txt"
    text = sample[: start + len(WORDS)] + beside.replace(figure, str((int(figure) + 1) % 10 or 1), 1)
    changed.write_text(text, encoding="utf-8", newline="\n")
    assert run("ingest", changed, "--home", home).code == 0
    assert [claim["level"] for claim in claims(home, WORDS)] == ["provincial"]
