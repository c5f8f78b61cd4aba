"""A decision whose words changed is shown with what stands in their place, and taken anew where a person says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.api import models
from app.server import create_app
from app.settings import Settings
from app.views.again import differing
from tests.app.running import run

WORDS, NOW = "省级高水平专业群", "省级高水平建设专业群"
PAPERS = "核心期刊论文"


@pytest.fixture
def home(sample: str, tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(sample, encoding="utf-8", newline="\n")
    return version(tmp_path / "kg-data", sample)


def version(home: Path, words: str) -> Path:
    """Read the report as it says now."""
    path = home.parent / "report.txt"
    path.write_text(words, encoding="utf-8", newline="\n")
    done = run("ingest", path, "--as", "r", "--home", home)
    assert done.code == 0, done
    return home


@pytest.fixture
def server(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(home=home, workers=1)), base_url="http://localhost") as client:
        yield client


def decide(server: TestClient, action: str, words: str, **more: Any) -> str:
    said = server.post(
        "/api/decisions", json={"action": action, "report": "r", "quote": {"exact": words}, "by": "王", **more}
    )
    assert said.status_code == 201, said.text
    return str(said.json()["decision"]["id"])


def states(server: TestClient) -> list[tuple[str, str]]:
    listed = server.get("/api/decisions").json()["decisions"]
    return [(one["action"], one["state"]) for one in listed]


def changed(server: TestClient, id: str) -> dict[str, Any]:
    answer = server.get(f"/api/decisions/{id}/again")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    assert models.Changed.model_validate(body).model_dump(mode="json", exclude_unset=True) == body
    return body


def again(server: TestClient, id: str, **where: Any) -> dict[str, Any]:
    said = server.post(f"/api/decisions/{id}/again", json={"by": "李", **where})
    assert said.status_code == 201, said.text
    body: dict[str, Any] = said.json()
    return body


def claim(server: TestClient, words: str, sample: str) -> dict[str, Any]:
    start = sample.index(words)
    found = [one for one in server.get("/api/reports/r").json()["claims"] if one["start"] == start]
    assert len(found) == 1
    return dict(found[0])


def test_a_correction_is_shown_with_old_and_new_words_and_taken_anew(
    server: TestClient, home: Path, sample: str
) -> None:
    id = decide(server, "correct", WORDS, value={"grade": "B档"})
    later = sample.replace(WORDS, NOW, 1)
    version(home, later)
    assert states(server) == [("correct", "undone")]
    told = changed(server, id)
    assert WORDS in "".join(part["text"] for part in told["before"])
    assert NOW in told["sentence"]["text"] and [p["text"] for p in told["sentence"]["segments"] if p["mark"]] == [
        "建设"
    ]
    (likely,) = (one for one in told["claims"] if one["iri"] == told["likely"])
    assert later[likely["start"] : likely["end"]] == likely["words"] == NOW
    assert id in told["reason"]

    done = again(server, id, claim=told["likely"])
    assert (done["decision"]["value"]["instead"], done["decision"]["by"]) == (id, "李")
    assert claim(server, NOW, later)["grade"] == "B档"
    assert states(server) == [("correct", "withdrawn"), ("correct", "stands")]
    assert not [one for one in server.get("/api/check?shapes=false").json()["findings"] if id in one["message"]]
    assert server.get(f"/api/decisions/{id}/again").status_code == 409
    assert server.post(f"/api/decisions/{id}/again", json={"claim": told["likely"]}).status_code == 409

    assert server.delete(f"/api/decisions/{done['decision']['id']}").status_code == 200
    assert claim(server, NOW, later)["grade"] != "B档"
    assert [state for _, state in states(server)][:2] == ["undone", "withdrawn"]  # the old one is as it was


@pytest.mark.parametrize(("action", "more"), [("accept", {}), ("assign", {"tasks": ["school:1"]}), ("reject", {})])
def test_other_decisions_on_a_record_are_taken_anew(
    server: TestClient, home: Path, sample: str, action: str, more: dict[str, Any]
) -> None:
    id = decide(server, action, WORDS, **more)
    later = sample.replace(WORDS, NOW, 1)
    version(home, later)
    again(server, id, claim=changed(server, id)["likely"])
    assert states(server) == [(action, "withdrawn"), (action, "stands")]
    if action == "reject":
        start = later.index(NOW)
        assert all(one["start"] != start for one in server.get("/api/reports/r").json()["claims"])
    elif action == "assign":
        assert [task["number"] for task in claim(server, NOW, later)["tasks"]] == [1]


def test_a_record_that_was_added_is_added_on_the_words_that_are_left(
    server: TestClient, home: Path, sample: str
) -> None:
    id = decide(server, "add", "产业链定专业群", value={"type": "Project"})
    later = sample.replace("以产业链定专业群", "围绕产业链定位专业群", 1)
    version(home, later)
    told = changed(server, id)
    assert told["words"] == "产业链定"
    wrong = server.post(f"/api/decisions/{id}/again", json={"start": told["sentence"]["start"], "words": "没有"})
    assert wrong.status_code == 422
    again(server, id, start=told["sentence"]["start"], words="产业链定位专业群")
    assert claim(server, "产业链定位专业群", later)["type"] == "Project"


@pytest.mark.parametrize("first", [True, False])
def test_of_a_merge_only_the_record_that_is_lost_is_chosen_anew(
    server: TestClient, home: Path, sample: str, first: bool
) -> None:
    one, other = (WORDS, PAPERS) if first else (PAPERS, WORDS)
    iri = claim(server, other, sample)["iri"]
    id = decide(server, "merge", one, other=iri)
    later = sample.replace(WORDS, NOW, 1)
    version(home, later)
    told = changed(server, id)
    assert WORDS in "".join(part["text"] for part in told["before"])
    again(server, id, claim=told["likely"])
    assert claim(server, NOW, later)["about"] == claim(server, PAPERS, later)["about"]
    assert states(server) == [("merge", "withdrawn"), ("merge", "stands")]


def test_a_decision_that_is_carried_out_or_is_none_has_nothing_to_be_taken_anew(server: TestClient) -> None:
    id = decide(server, "accept", WORDS)
    assert server.get(f"/api/decisions/{id}/again").status_code == 409
    assert server.get("/api/decisions/nothing/again").status_code == 404
    assert server.post("/api/decisions/nothing/again", json={"claim": "x"}).status_code == 404
    for wrong in ({}, {"start": 1}, {"words": "奖"}, {"claim": "x", "value": {}}):
        assert server.post(f"/api/decisions/{id}/again", json=wrong).status_code == 422


def test_where_no_sentence_is_like_it_that_is_said(server: TestClient, home: Path, sample: str) -> None:
    id = decide(server, "accept", PAPERS)
    start = sample.rindex("。", 0, sample.index(PAPERS)) + 1
    end = sample.index("。", sample.index("118篇")) + 1
    version(home, sample[:start] + "校园环境整洁优美。" + sample[end:])
    told = changed(server, id)
    assert (told["sentence"], told["claims"], told["likely"]) == (None, [], None)


def test_a_record_that_is_only_a_little_like_it_is_not_chosen_beforehand(
    server: TestClient, home: Path, sample: str
) -> None:
    id = decide(server, "accept", WORDS)
    version(home, sample.replace(f"入选{WORDS}A档", "办学条件持续改善", 1))
    told = changed(server, id)
    assert "省级特色专业" in {one["words"] for one in told["claims"]} and told["likely"] is None


def test_old_and_new_words_are_marked_where_they_differ() -> None:
    old, new = differing("发表论文118篇，登记", "五年来发表论文121篇，登记著作权5件。")
    assert [part["text"] for part in old if part["mark"]] == ["118"]
    assert [part["text"] for part in new if part["mark"]] == ["121"]
    assert "".join(part["text"] for part in new) == "五年来发表论文121篇，登记著作权5件。"
    assert not new[0]["mark"] and not new[-1]["mark"]  # what lies around the words that were decided on
