"""What the commands print is what others build on: the shapes of the contract, end to end through `kg`."""

import csv
import html
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from app.cli import kg
from tests.app.running import refusal, run

RECORD = [
    "start",
    "end",
    "anchor",
    "type",
    "subtype",
    "level",
    "at_least",
    "grade",
    "count",
    "unit",
    "year",
    "status",
    "scope",
    "group",
    "task",
    "also",
    "approximate",
    "whose",
]
UNDERSTOOD = {
    *("types", "subtypes", "levels", "scope", "group", "task", "year", "grade", "party", "status", "report", "topic")
}
EVIDENCE = {"document", "start", "end", "anchor", "text", "section"}
NATIONAL_AWARDS_OF_TASK_5 = """
SELECT ?award ?label WHERE {
  ?award a cg:Award ; cg:level cg:national ; rdfs:label ?label ; cg:supports ?task .
  ?task cg:number 5 ; cg:scope cg:school }
"""


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_extract_prints_a_record_a_line_whose_offsets_quote_the_text(report: Path, sample: str) -> None:
    done = run("extract", report)
    assert done.code == 0
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert len(rows) > 80
    for row in rows:
        assert list(row) == RECORD
        assert squeeze(sample[row["start"] : row["end"]]) == squeeze(row["anchor"])
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    teams = [
        row for row in rows if row["anchor"] == "教师教学创新团队" and row["scope"] == "school" and row["task"] == 5
    ]
    assert [(row["level"], row["count"]) for row in teams] == [("national", 2), ("provincial", 5), ("school", 12)]


def test_the_sample_has_ten_school_tasks_and_nine_of_its_group(home: Path) -> None:
    rows = run(
        "sparql",
        "SELECT ?s ?n { ?t a cg:Task ; cg:scope ?s ; cg:number ?n ; dcterms:isPartOf [ a cg:Report ] }",
        *at(home, "json"),
    )
    found = sorted(
        (row["s"]["value"].rpartition("#")[2], int(row["n"]["value"])) for row in rows.json["results"]["bindings"]
    )
    assert found == [("group", n) for n in range(1, 10)] + [("school", n) for n in range(1, 11)]


def at(home: Path, form: str | None = None) -> list[str]:
    return ["--home", str(home), *(["--format", form] if form else [])]


def test_ask_answers_with_evidence_in_the_shape_of_the_contract(home: Path, sample: str) -> None:
    answer = run("ask", "哪些国家级奖项支撑任务5", *at(home, "json")).json
    assert {"api_version", "question", "understood", "sparql", "total", "truncated", "answers", "passages"} <= set(
        answer
    )
    assert set(answer["understood"]) >= UNDERSTOOD
    assert (answer["understood"]["types"], answer["understood"]["levels"]) == (["Award"], ["national"])
    assert answer["understood"]["task"] == 5
    assert answer["total"] == len(answer["answers"]) > 0 and not answer["truncated"]
    for one in answer["answers"]:
        assert one["iri"].startswith("https://w3id.org/chengguo/id/")
        assert (one["type"], one["level"]) == ("Award", "national")
        assert {"scope", "group", "number", "title", "reason"} <= set(one["tasks"][0])
        assert one["claims"] and one["evidence"]
        for evidence in one["evidence"]:
            assert set(evidence) >= EVIDENCE
            assert squeeze(sample[evidence["start"] : evidence["end"]]) == squeeze(evidence["anchor"])
            assert squeeze(evidence["text"]) in squeeze(sample)
            assert evidence["section"]
    labels = {one["label"] for one in answer["answers"]}
    assert "全国五一劳动奖章" in labels and any("教学名师" in label for label in labels)


def test_the_english_question_gives_the_answers_of_the_chinese_one(home: Path) -> None:
    chinese = run("ask", "哪些国家级奖项支撑任务5", *at(home, "json")).json["answers"]
    english = run("ask", "which national awards support task 5", *at(home, "json")).json["answers"]
    assert [one["iri"] for one in chinese] == [one["iri"] for one in english]


def test_what_was_granted_comes_before_a_candidate_and_a_plan_is_no_answer(home: Path, sample: str) -> None:
    answers = run("ask", "哪些国家级奖项支撑任务5", *at(home, "json")).json["answers"]
    status = [one["claims"][0]["status"] == "candidate" for one in answers]
    assert status == sorted(status)
    planned = sample.index("下一步拟申报")
    rows = [json.loads(line) for line in run("extract", home.parent / "report.txt").out.splitlines()]
    assert not [row for row in rows if planned <= row["start"] < planned + 60 and "协同创新中心" in row["anchor"]]


def test_a_claim_in_an_answer_has_the_iri_by_which_it_is_decided_on(home: Path) -> None:
    answers = run("ask", "国家级奖项", *at(home, "json")).json["answers"]
    iris = [claim["iri"] for one in answers for claim in one["claims"]]
    assert len(set(iris)) == len(iris) > 2 and all("/id/claim/" in iri for iri in iris)


def test_what_was_inferred_is_marked_with_its_score(home: Path) -> None:
    answers = run("ask", "哪些成果支撑任务5", "--limit", "200", *at(home, "json")).json["answers"]
    inferred = [task for one in answers for task in one["tasks"] if task["reason"] in ("inferred", "resolved")]
    out = run("ask", "哪些成果支撑任务5", "--limit", "200", *at(home)).out
    marked = [line for line in out.splitlines() if "支撑：" in line and "（推断 " in line]
    assert len(marked) == len(inferred) > 0


def test_the_limit_cuts_and_says_so(home: Path) -> None:
    answer = run("ask", "国家级奖项", "--limit", "2", *at(home, "json")).json
    assert len(answer["answers"]) == 2 < answer["total"] and answer["truncated"]


def test_the_query_of_the_design_works_as_it_stands(home: Path) -> None:
    found = run("sparql", NATIONAL_AWARDS_OF_TASK_5, *at(home, "json")).json
    assert found["head"]["vars"] == ["award", "label"]
    labels = {row["label"]["value"] for row in found["results"]["bindings"]}
    assert "全国五一劳动奖章" in labels


@pytest.mark.parametrize("form", ["table", "json", "csv", "tsv", "xml"])
def test_rows_come_in_every_result_format(home: Path, form: str) -> None:
    done = run("sparql", NATIONAL_AWARDS_OF_TASK_5, *at(home, form))
    assert done.code == 0 and "全国五一劳动奖章" in done.out


def test_triples_come_as_turtle_and_lines(home: Path) -> None:
    query = "CONSTRUCT { ?a rdfs:label ?l } WHERE { ?a a cg:Award ; rdfs:label ?l }"
    assert "全国五一劳动奖章" in run("sparql", query, *at(home, "nt")).out
    assert "全国五一劳动奖章" in run("sparql", query, *at(home, "ttl")).out
    assert run("sparql", query, *at(home)).code == 0
    assert refusal(run("sparql", query, *at(home, "csv")))


def test_a_query_file_is_read(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("﻿ASK { ?a a cg:Award }", encoding="utf-8")
    assert run("sparql", "-f", file, *at(home, "json")).json["boolean"] is True


@pytest.mark.parametrize(
    "query", ["SELECT", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "DELETE WHERE { ?s ?p ?o }", ""]
)
def test_a_query_that_cannot_be_run_is_told_in_one_line(home: Path, query: str) -> None:
    assert refusal(run("sparql", query, *at(home)))


@pytest.mark.parametrize("query", ["DELETE WHERE { ?s ?p ?o }", "PREFIX a: <b:c> INSERT DATA { a:b a:c 1 }"])
def test_a_change_of_the_graph_is_refused_as_such(home: Path, query: str) -> None:
    assert "只读" in refusal(run("sparql", query, *at(home)))


def test_a_table_of_rows_shortens_iris_and_such_a_claim_can_be_named(home: Path) -> None:
    out = run("sparql", "SELECT ?c ?t { ?c a cg:Claim ; cg:type ?t } LIMIT 1", *at(home)).out
    assert "id:claim/" in out and "cg:" in out and "https://" not in out
    whole = run("sparql", "SELECT ?c { ?c a cg:Claim } LIMIT 1", *at(home, "csv")).out
    assert "https://w3id.org/chengguo/id/claim/" in whole


def test_a_query_is_read_from_standard_input(home: Path) -> None:
    result = CliRunner().invoke(kg, ["sparql", "-f", "-", *map(str, at(home, "json"))], input="ASK { ?a a cg:Award }")
    assert json.loads(result.stdout)["boolean"] is True


@pytest.mark.parametrize(
    "command",
    [
        ["sparql", "-f", "nofile"],
        ["export", "--format", "csv", "-o", "no/a.csv"],
        ["backup", "no/b"],
        ["restore", "no"],
    ],
)
def test_what_the_system_refuses_is_told_in_the_readers_language(
    home: Path, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    where = tmp_path / "new" if command[0] == "restore" else home
    line = refusal(run(*command, "--home", where))
    assert "没有这个文件或目录" in line and "No such" not in line and command[-1] in line


def test_a_finding_about_a_heading_quotes_it(tmp_path: Path, sample: str) -> None:
    changed = tmp_path / "changed.txt"
    changed.write_text(sample.replace("任务五：", "任务六：", 1), encoding="utf-8", newline="\n")
    assert run("ingest", changed, "--home", tmp_path / "kg").code == 0
    findings = run("check", *at(tmp_path / "kg", "json")).json["findings"]
    places = [place for finding in findings for place in finding["evidence"]]
    assert places and all(place["text"] for place in places)


def test_search_finds_sentences_in_the_shape_of_the_contract(home: Path, sample: str) -> None:
    hits = run("search", "技术服务到款额", "-k", "3", *at(home, "json")).json["hits"]
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    for hit in hits:
        assert {"rank", "score", "document", "start", "end", "text", "section", "tasks", "highlights"} <= set(hit)
        assert sample[hit["start"] : hit["end"]] == hit["text"]
        assert all(0 <= start < end <= len(hit["text"]) for start, end in hit["highlights"])
    assert "技术服务到款额1874.6万元" in hits[0]["text"]


def test_check_finds_nothing_wrong_with_the_sample(home: Path) -> None:
    done = run("check", *at(home, "json"))
    assert {"api_version", "conforms", "findings"} <= set(done.json)
    assert done.code == (0 if done.json["conforms"] else 1)
    assert done.json["conforms"], done.out


def test_list_and_status_know_the_report(home: Path) -> None:
    (report,) = run("list", *at(home, "json")).json["reports"]
    assert report["institution"] == "澜江机电职业技术学院"
    assert report["key"] in run("list", *at(home)).out
    status = run("status", *at(home, "json")).json
    assert status["generation"] >= 1 and status["counts"]["reports"] == 1
    assert run("status", *at(home)).code == 0


@pytest.mark.parametrize("form", ["ttl", "nq", "jsonld", "graphml"])
def test_the_graph_is_exported(home: Path, form: str) -> None:
    done = run("export", *at(home, form))
    assert done.code == 0 and "全国五一劳动奖章" in html.unescape(done.out)  # GraphML writes references


def test_the_achievements_are_exported_as_sheets(home: Path, tmp_path: Path) -> None:
    for form in ("csv", "xlsx"):
        done = run("export", *at(home, form), "-o", tmp_path / f"a.{form}")
        assert (done.code, done.out) == (0, "")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel takes a file without the mark for the local code page"
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1 and len(rows) > 80
    assert any("全国五一劳动奖章" in row for row in rows)
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet.max_row == len(rows)
    assert run("export", *at(home, "csv")).out.splitlines()[0] == ",".join(rows[0])


def test_what_is_piped_has_one_line_a_row(home: Path) -> None:
    lines = run("ask", "国家级奖项", *at(home)).out.splitlines()
    assert any("全国五一劳动奖章" in line for line in lines)
    assert not any("\x1b" in line for line in lines)
