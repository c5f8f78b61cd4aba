"""What the API gives: the same as the command, exact counts, and every character of a report once."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from app.api import models
from kg.home import Home
from kg.terms import THINGS
from tests.app.running import run

QUESTIONS = (
    "哪些国家级奖项支撑任务5",
    "学校层面的团队",
    "which provincial platforms",
    "一等奖有多少项",
    "省级以上的教学资源",
)


def get(server: TestClient, path: str, **asked: Any) -> Any:
    response = server.get(path, params=asked)
    assert response.status_code == 200, response.text
    return response.json()


def without(answer: dict[str, Any], *names: str) -> Any:
    """The answer without what only the server says."""
    return _bare({name: value for name, value in answer.items() if name not in {"generation", *names}})


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if name not in ("segments", "citation")}
    return [_bare(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_over_http_is_that_of_the_command(server: TestClient, home: Path, question: str) -> None:
    printed = run("ask", question, "--format", "json", "--home", home).json
    assert without(get(server, "/api/ask", question=question, facets=False)) == printed


def test_hits_and_findings_and_reports_and_decisions_are_those_of_the_command(server: TestClient, home: Path) -> None:
    searched = run("search", "产教融合", "--level", "provincial", "--format", "json", "--home", home).json
    assert without(get(server, "/api/search", words="产教融合", level="provincial")) == searched
    assert without(get(server, "/api/check")) == run("check", "--format", "json", "--home", home).json
    assert without(get(server, "/api/reports")) == run("list", "--format", "json", "--home", home).json
    listed = run("decide", "list", "--format", "json", "--home", home).json
    assert without(get(server, "/api/decisions"), "notices") == listed


def test_corrections_by_words_are_those_of_the_command(server: TestClient, home: Path) -> None:
    printed = run("ask", "国家级奖项", "--level", "省级", "--task", "学校5", "--format", "json", "--home", home).json
    asked = get(server, "/api/ask", question="国家级奖项", level="省级", task="学校5", facets=False)
    assert without(asked) == printed


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_reading_that_is_posted_back_as_it_was_changes_nothing(server: TestClient, question: str) -> None:
    first = get(server, "/api/ask", question=question)
    again = server.post("/api/ask", json={"question": question, "understood": first["understood"]})
    assert again.json() == first


def test_a_reading_that_is_posted_back_changed_is_what_holds(server: TestClient) -> None:
    understood = get(server, "/api/ask", question="国家级奖项")["understood"]
    asked = {"question": "国家级奖项", "understood": {**understood, "levels": ["provincial"]}}
    answer = server.post("/api/ask", json=asked).json()
    assert answer["understood"]["levels"] == ["provincial"]
    assert {one["level"] for one in answer["answers"]} == {"provincial"}


def test_facets_count_all_answers_and_one_sent_back_keeps_just_those(server: TestClient) -> None:
    answer = get(server, "/api/ask", question="国家级和省级奖项", limit=1)
    assert answer["truncated"] and sum(row["count"] for row in answer["facets"]["level"]) == answer["total"]
    for row in answer["facets"]["task"]:
        narrowed = get(server, "/api/ask", question="国家级和省级奖项", facet=f"task:{row['value']}")
        assert narrowed["total"] == row["count"]


def test_the_board_counts_what_a_task_then_shows(server: TestClient) -> None:
    boards = get(server, "/api/tasks")["boards"]
    assert {board["scope"] for board in boards} == {"school", "group"}
    for board in boards:
        for task in board["tasks"]:
            address = f"/api/tasks/{task['scope']}/{task['number']}"
            place = {"report": task["report"], **({"group": task["group"]} if task["group"] else {})}
            shown = get(server, address, **place)
            assert shown["total"] == len(shown["answers"]) == task["total"] == sum(task["levels"].values())
            counted = {row["value"]: row["count"] for row in shown["facets"]["level"]}
            assert counted == {level: count for level, count in task["levels"].items() if count}


def test_the_parts_of_a_report_are_its_text_and_the_marks_its_claims(server: TestClient, sample: str) -> None:
    key = get(server, "/api/reports")["reports"][0]["key"]
    told = get(server, f"/api/reports/{key}")
    words = "".join(part["text"] for block in told["blocks"] for part in block["parts"])
    assert words == sample.replace("\r\n", "\n") and told["length"] == len(words) and told["next"] is None
    for place, claim in enumerate(told["claims"]):
        marked = [p["text"] for block in told["blocks"] for p in block["parts"] if place in p["claims"]]
        assert "".join(marked) == words[claim["start"] : claim["end"]] != ""
    headings = {block["start"] for block in told["blocks"] if block["kind"] == "heading"}
    assert {section["start"] for section in told["sections"]} == headings


def test_a_report_that_is_read_page_by_page_is_whole(server: TestClient, sample: str) -> None:
    key = get(server, "/api/reports")["reports"][0]["key"]
    words, start = "", 0
    while start is not None:
        page = get(server, f"/api/reports/{key}", start=start, length=700)
        words += "".join(part["text"] for block in page["blocks"] for part in block["parts"])
        start = page["next"]
    assert words == sample


def test_an_entity_and_a_claim_lead_to_each_other(server: TestClient) -> None:
    answer = get(server, "/api/ask", question="国家级教学成果奖")["answers"][0]
    entity = get(server, f"/api/entities/{answer['iri'].removeprefix(THINGS)}")
    assert entity["claims"] == answer["claims"] and entity["tasks"] == answer["tasks"]
    claim = get(server, f"/api/claims/{entity['claims'][0]['iri'].removeprefix(f'{THINGS}claim/')}")
    assert claim["about"]["iri"] == answer["iri"] and claim["evidence"] == answer["claims"][0]["evidence"]
    assert {task["number"] for task in claim["tasks"]} <= {task["number"] for task in entity["tasks"]}
    around = [sentence["start"] for sentence in claim["context"]["before"]]
    assert all(start < claim["evidence"]["start"] for start in around)


def test_a_drawing_holds_the_claims_tasks_and_sentences_of_a_thing_and_can_be_expanded(server: TestClient) -> None:
    answer = get(server, "/api/ask", question="国家级教学成果奖")["answers"][0]
    drawing = get(server, f"/api/neighbours/{answer['iri'].removeprefix(THINGS)}")
    kinds = {node["kind"] for node in drawing["nodes"]}
    assert {"Claim", "Task", "Sentence", answer["type"]} <= kinds
    known = {node["iri"] for node in drawing["nodes"]}
    assert all({edge["source"], edge["target"]} <= known for edge in drawing["edges"])
    task = next(node["iri"] for node in drawing["nodes"] if node["kind"] == "Task")
    further = get(server, f"/api/neighbours/{task.removeprefix(THINGS)}")
    assert answer["iri"] in {node["iri"] for node in further["nodes"]}
    small = get(server, f"/api/neighbours/{task.removeprefix(THINGS)}", nodes=3)
    assert len(small["nodes"]) == 3 and small["truncated"]


MODELS: dict[str, type[BaseModel]] = {
    "/api/search?words=产教融合&context=1&explain=true": models.Hits,
    "/api/ask?question=哪些国家级奖项支撑任务5": models.Answers,
    "/api/suggest?prefix=国家级": models.Suggestions,
    "/api/tasks": models.Board,
    "/api/tasks/school/5": models.TaskAnswers,
    "/api/terms": models.Terms,
    "/api/reports": models.Reports,
    "/api/check": models.Findings,
    "/api/decisions": models.Decisions,
    "/healthz": models.Health,
}


@pytest.mark.parametrize("path", MODELS)
def test_an_answer_says_just_what_is_documented(server: TestClient, path: str) -> None:
    body = server.get(path).json()
    said = MODELS[path].model_validate(body).model_dump(mode="json", exclude_unset=True)
    assert said == body


def test_things_claims_and_texts_say_just_what_is_documented(server: TestClient) -> None:
    answer = get(server, "/api/ask", question="国家级教学成果奖")["answers"][0]
    thing, claim = answer["iri"].removeprefix(THINGS), answer["claims"][0]["iri"].removeprefix(f"{THINGS}claim/")
    key = answer["evidence"][0]["report"]
    forms: dict[str, type[BaseModel]] = {
        f"/api/entities/{thing}": models.Entity,
        f"/api/neighbours/{thing}": models.Neighbours,
        f"/api/claims/{claim}": models.ClaimAnswer,
        f"/api/reports/{key}": models.ReportText,
    }
    for path, model in forms.items():
        body = get(server, path)
        assert model.model_validate(body).model_dump(mode="json", exclude_unset=True) == body, path


def test_everything_under_id_comes_in_the_form_that_is_liked(server: TestClient) -> None:
    answer = get(server, "/api/ask", question="国家级教学成果奖")["answers"][0]
    path = f"/id/{answer['iri'].removeprefix(THINGS)}"
    page = server.get(path, headers={"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html") and answer["label"] in page.text
    turtle = server.get(path, headers={"accept": "text/turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle") and "cg:Award" in turtle.text
    linked = server.get(path, headers={"accept": "application/ld+json;q=0.9, text/html;q=0.1"})
    assert any(node.get("@id") == answer["iri"] for node in json.loads(linked.text)) or answer["iri"] in linked.text
    assert server.get(path, headers={"accept": "image/png"}).status_code == 406
    assert {response.headers["vary"] for response in (page, turtle, linked)} == {"Accept"}


def test_every_link_on_a_page_leads_on(server: TestClient) -> None:
    key = get(server, "/api/reports")["reports"][0]["key"]
    for kind in (f"report/{key}", f"task/{key}/school-5", f"reading/{key}"):
        assert server.get(f"/id/{kind}").status_code == 200, kind


def test_exports_are_those_of_the_command(server: TestClient, home: Path, tmp_path: Path) -> None:
    for form in ("csv", "nq", "graphml"):
        run("export", "--format", form, "-o", tmp_path / form, "--home", home)
        saved = server.get("/api/export", params={"format": form})
        assert sorted(saved.content.splitlines()) == sorted((tmp_path / form).read_bytes().splitlines())
        assert saved.headers["content-disposition"] == f"attachment; filename*=UTF-8''chengguo.{form}"


def test_labels_and_problems_come_in_english_too(server: TestClient) -> None:
    levels = get(server, "/api/tasks", lang="en")["levels"]
    assert {row["label"] for row in levels} >= {"national"}
    told = server.get("/api/reports/nothing").json()
    assert "nothing" in told["detail"] and "There is no report" in told["detail_en"]


def test_health_and_measurements(server: TestClient) -> None:
    assert server.get("/healthz").json()["status"] == "ok"
    server.get("/api/tasks/school/5")
    measured = server.get("/metrics").text
    assert 'kg_requests_total{method="GET",route="/api/tasks/{scope}/{number}",status="200"}' in measured


def test_before_the_first_report_lists_are_empty_and_questions_say_so(tmp_path: Path) -> None:
    from app.server import create_app
    from app.settings import Settings

    with TestClient(create_app(Settings(home=tmp_path / "new", workers=1)), base_url="http://localhost") as client:
        assert client.get("/api/reports").json()["reports"] == []
        assert client.get("/api/decisions").json()["decisions"] == []
        assert client.get("/healthz").json()["generation"] == 0
        told = client.get("/api/ask", params={"question": "国家级奖项"})
        assert told.status_code == 409 and told.headers["content-type"] == "application/problem+json"
    assert Home(tmp_path / "new").path.exists()
