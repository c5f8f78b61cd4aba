"""Reports and decisions over HTTP: published by one writer at a time, seen by the next request, never half done."""

import asyncio
import json
import shutil
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.api import models
from app.writer import Writer
from kg.home import Home
from kg.terms import THINGS
from kg.vocabulary import Level

COUNTED = count(1)
OTHER = """河川水利职业学院“双高计划”建设绩效自评报告（2024年）

一、学校层面建设任务完成情况

任务一：党的建设
建成省级党建工作样板支部4个，获评市级先进基层党组织1个。

任务二：教师队伍
获省级教学能力比赛一等奖3项，新增国家级教学名师1人。
"""


def ended(client: TestClient, response: Any) -> dict[str, Any]:
    """Follow a write to its end by its events."""
    assert response.status_code == 202, response.text
    assert models.Write.model_validate(response.json())
    address = response.headers["location"]
    seen = list(events(client, f"{address}/events"))
    write: dict[str, Any] = client.get(address).json()
    assert write["events"] == seen and write["state"] in ("done", "failed")
    assert seen[-1]["event"] == write["state"]
    return write


def events(client: TestClient, address: str, **headers: str) -> Iterator[dict[str, Any]]:
    """The events of a write, as they come."""
    with client.stream("GET", address, headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


@pytest.fixture
def other() -> str:
    """A report of another college, which no other test took in."""
    return OTHER.replace("河川水利", f"河川水利第{next(COUNTED)}")


def sent(words: str, name: str = "河川.txt") -> dict[str, Any]:
    return {"file": (name, words.encode())}


def test_a_report_is_taken_in_answered_from_replaced_and_taken_out(written: TestClient, other: str) -> None:
    before = written.get("/api/reports").json()["generation"]
    write = ended(written, written.post("/api/reports", files=sent(other)))
    assert [event["event"] for event in write["events"]] == ["started", "progress", "progress", "done"]
    result = write["result"]
    assert result["change"] == "added" and result["tasks"] == {"school": 2} and result["generation"] == before + 1
    assert sum(row["count"] for row in result["counts"]) == result["records"] > 0
    key = result["key"]

    asked = {"question": "样板支部", "facet": f"report:{key}"}
    answer = written.get("/api/ask", params=asked).json()
    assert answer["generation"] == before + 1
    assert [one["count"] for one in answer["answers"]] == [4]

    write = ended(written, written.put(f"/api/reports/{key}", files=sent(other.replace("支部4个", "支部6个"))))
    assert write["result"]["change"] == "replaced"
    assert [one["count"] for one in written.get("/api/ask", params=asked).json()["answers"]] == [6]

    removed = written.delete(f"/api/reports/{key}")
    assert removed.status_code == 200 and removed.json()["key"] == key
    assert models.Removed.model_validate(removed.json())
    assert key not in {report["key"] for report in written.get("/api/reports").json()["reports"]}
    assert written.get("/api/ask", params=asked).json()["total"] == 0
    assert written.delete(f"/api/reports/{key}").status_code == 404


def test_a_file_that_is_no_report_is_told_at_the_end_and_changes_nothing(written: TestClient) -> None:
    before = written.get("/api/reports").json()
    for content in (b"", b"\x00\x01\x02" * 100, b"   \n\n"):
        write = ended(written, written.post("/api/reports", files={"file": ("a.txt", content)}))
        assert write["state"] == "failed" and write["problem"]["status"] == 422
        assert "a.txt" in write["problem"]["detail"] and "/tmp" not in write["problem"]["detail"]
    assert written.get("/api/reports").json() == before


def test_another_text_does_not_replace_a_report(written: TestClient, other: str) -> None:
    reports = written.get("/api/reports").json()
    write = ended(written, written.put(f"/api/reports/{reports['reports'][0]['key']}", files=sent(other)))
    assert write["problem"]["status"] == 409
    write = ended(written, written.put("/api/reports/nothing", files=sent(other)))
    assert write["problem"]["status"] == 404
    assert written.get("/api/reports").json() == reports


def test_a_decision_shows_in_answer_board_text_and_sparql_and_can_be_withdrawn(written: TestClient) -> None:
    thing = written.get("/api/ask", params={"question": "国家级教学成果奖"}).json()["answers"][0]
    claim, evidence = thing["claims"][0]["iri"], thing["claims"][0]["evidence"]

    def level() -> str:
        told: dict[str, Any] = written.get(f"/api/claims/{claim.removeprefix(f'{THINGS}claim/')}").json()
        assert "level" in told, told
        return str(told["level"])

    def marked() -> dict[str, Any]:
        text = written.get(f"/api/reports/{evidence['report']}").json()
        return next(one for one in text["claims"] if one["iri"] == claim)

    wish = {"action": "correct", "claim": claim, "value": {"level": "provincial"}, "by": "王老师"}
    decided = written.post("/api/decisions", json=wish)
    assert decided.status_code == 201, decided.text
    body = decided.json()
    assert models.Decided.model_validate(body).model_dump(mode="json", exclude_unset=True) == body
    assert body["decision"]["by"] == "王老师" and body["decision"]["state"] == "stands" and body["changes"]
    assert level() == "provincial" and marked()["level"] == "provincial" and marked()["decided"]
    told = written.get(f"/api/claims/{claim.removeprefix(f'{THINGS}claim/')}").json()
    assert [one["id"] for one in told["decisions"]] == [body["decision"]["id"]]

    undone = written.delete(f"/api/decisions/{body['decision']['id']}", params={"by": "李老师"})
    assert undone.status_code == 200 and undone.json()["decision"]["action"] == "withdraw"
    assert level() == "national" and not marked()["decided"]
    listed = written.get("/api/decisions").json()["decisions"]
    assert [(one["action"], one["by"], one["state"]) for one in listed][-2:] == [
        ("correct", "王老师", "withdrawn"),
        ("withdraw", "李老师", "stands"),
    ]
    assert written.delete(f"/api/decisions/{body['decision']['id']}").status_code == 409


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"action": "accept", "claim": f"{THINGS}claim/nothing/1-1"}, 404),
        ({"action": "accept"}, 422),
        ({"action": "correct", "claim": f"{THINGS}claim/x/1-1"}, 422),
        ({"action": "correct", "claim": f"{THINGS}claim/x/1-1", "value": {"level": "galactic"}}, 422),
        ({"action": "merge", "claim": f"{THINGS}claim/x/1-1"}, 422),
        ({"action": "explode", "claim": f"{THINGS}claim/x/1-1"}, 422),
        ({"action": "reject", "report": "nothing", "start": 0, "end": 1}, 404),
    ],
)
def test_a_wish_that_cannot_be_carried_out_is_refused(server: TestClient, wish: dict[str, Any], status: int) -> None:
    refused = server.post("/api/decisions", json=wish)
    assert refused.status_code == status, refused.text
    assert refused.json()["detail_en"]


def test_words_by_their_place_or_by_a_quote_can_be_decided_on(written: TestClient) -> None:
    text = written.get(f"/api/reports/{written.get('/api/reports').json()['reports'][0]['key']}").json()
    claim = next(one for one in text["claims"] if one["level"] == Level.NATIONAL)
    place = {"report": text["report"]["key"], "start": claim["start"], "end": claim["end"]}
    rejected = written.post("/api/decisions", json={"action": "reject", **place})
    assert rejected.status_code == 201, rejected.text
    assert written.get(f"/api/claims/{claim['iri'].removeprefix(f'{THINGS}claim/')}").status_code == 404
    assert written.delete(f"/api/decisions/{rejected.json()['decision']['id']}").status_code == 200


def test_while_another_process_writes_a_decision_is_put_off_and_says_so(written: TestClient) -> None:
    home = Home(written.app._settings.home)  # type: ignore[attr-defined]
    claim = written.get("/api/ask", params={"question": "国家级教学成果奖"}).json()["answers"][0]["claims"][0]["iri"]
    with home.lock():
        refused = written.post("/api/decisions", json={"action": "accept", "claim": claim})
    assert refused.status_code == 503 and int(refused.headers["retry-after"]) > 0


def test_a_writer_that_dies_leaves_the_last_generation_whole(
    written: TestClient, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = written.get("/api/reports").json()
    kept = Writer._process

    async def killed(self: Writer, write: Any, said: bytes) -> None:
        await kept(self, write, b'{"write": "nothing of the kind"}\n')

    monkeypatch.setattr(Writer, "_process", killed)
    write = ended(written, written.post("/api/reports", files=sent(other)))
    assert write["problem"]["status"] == 503
    monkeypatch.undo()
    assert written.get("/api/reports").json() == before
    assert ended(written, written.post("/api/reports", files=sent(other)))["state"] == "done"


def test_questions_are_answered_while_a_report_is_taken_in(written: TestClient, other: str) -> None:
    written.get("/api/ask", params={"question": "国家级奖项"})
    started = written.post("/api/reports", files=sent(other))
    address, times = started.headers["location"], []
    while written.get(address).json()["state"] in ("waiting", "running"):
        begun = time.perf_counter()
        assert written.get("/api/ask", params={"question": "国家级奖项"}).status_code == 200
        times.append(time.perf_counter() - begun)
    assert times and ended(written, started)["state"] == "done"


def test_a_listener_that_lost_the_line_goes_on_where_it_was(written: TestClient, other: str) -> None:
    started = written.post("/api/reports", files=sent(other))
    seen = list(events(written, f"{started.headers['location']}/events"))
    rest = list(events(written, f"{started.headers['location']}/events", **{"last-event-id": "1"}))
    assert rest == seen[2:]
    assert written.get("/api/writes/nothing").status_code == 404
    assert written.get("/api/writes/nothing/events").status_code == 404


def test_a_hostile_text_stays_text(written: TestClient, other: str) -> None:
    evil = other.replace("党的建设", "<script>alert(1)</script>党的建设").replace("职业学院", "<b>职业学院</b>")
    name = "<img src=x onerror=alert(1)>.md"
    write = ended(written, written.post("/api/reports", files=sent(evil, name)))
    assert write["state"] == "done", write
    for path in (f"/id/report/{write['result']['key']}", "/docs"):
        page = written.get(path, headers={"accept": "text/html"})
        assert page.status_code == 200 and "<script>" not in page.text and "<img" not in page.text


def test_nothing_is_left_in_the_folder_for_temporary_files(
    written: TestClient, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = sorted(path.name for path in tmp_path.iterdir())
    ended(written, written.post("/api/reports", files=sent(other)))
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_writes_wait_for_their_turn_and_too_many_are_refused(written: TestClient, other: str) -> None:
    answers: list[int] = []

    def send(number: int) -> None:
        words = other.replace("样板支部4个", f"样板支部{number}个")
        answers.append(written.post("/api/reports", files=sent(words), data={"key": f"k{number}"}).status_code)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(2, 16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {202, 503}


def test_after_a_decision_a_process_stands_by_for_the_next_one_and_ends_with_the_server(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.writer.SETTLING", 0.0)
    kept = tmp_path / "home"
    shutil.copytree(home, kept)
    with Home(kept).store() as store:
        claim = str(next(iter(store.query("SELECT ?claim { ?claim cg:about ?a } ORDER BY ?claim").rows()))["claim"])

    async def decisions() -> tuple[list[str], int | None, bool]:
        writer = Writer(kept)
        given = {"action": "accept", "claim": claim, "value": {}, "by": "王老师", "lang": "zh"}
        ends = [(await writer.do("decide", given)).state]
        while writer._standby is None:
            await asyncio.sleep(0.01)
        standby = writer._standby
        ends.append((await writer.do("decide", given)).state)
        while writer._standby is None:
            await asyncio.sleep(0.01)
        used, last = standby.returncode, writer._standby
        await writer.close()
        return ends, used, last.returncode is not None

    ends, used, gone = asyncio.run(decisions())
    assert ends == ["done", "done"] and used == 0 and gone
