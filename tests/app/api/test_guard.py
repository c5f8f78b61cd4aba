"""Hostile and careless requests: bounded, answered with a problem, and never let in."""

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.api import journal
from app.api.guard import POLICY, UPLOAD
from app.api.reports import safe_name
from app.server import create_app
from app.settings import Settings
from kg.terms import THINGS

WISH = {"action": "accept", "claim": f"{THINGS}claim/x/1-1"}
LONG = 100_000


def problem(response: object, status: int) -> dict[str, object]:
    """The problem that a refusal tells, in both languages."""
    assert response.status_code == status, response.text  # type: ignore[attr-defined]
    assert response.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    told: dict[str, object] = response.json()  # type: ignore[attr-defined]
    assert told["status"] == status and told["type"] and told["title"] and told["detail"] and told["detail_en"]
    assert any("\u4e00" <= character <= "\u9fff" for character in str(told["detail"]))
    return told


@pytest.mark.parametrize(
    "path", ["/healthz", "/api/reports", "/docs", "/openapi.json", "/nothing", "/sparql", "/store"]
)
def test_a_name_that_is_not_ours_is_refused_everywhere(server: TestClient, path: str) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "evil.example:8000", "", "[::1"):
        problem(server.get(path, headers={"host": host}), 400)


def test_our_own_names_are_taken_with_any_port(server: TestClient) -> None:
    for host in ("localhost", "127.0.0.1:8000", "LOCALHOST:80", "[::1]:8000"):
        assert server.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "cross-site"},
    ],
)
def test_a_write_from_another_site_is_refused(server: TestClient, headers: dict[str, str]) -> None:
    problem(server.post("/api/decisions", json=WISH, headers=headers), 403)
    problem(server.post("/api/reports", files={"file": ("a.txt", b"x")}, headers=headers), 403)
    problem(server.delete("/api/reports/x", headers=headers), 403)


def test_a_write_from_our_own_page_comes_in(server: TestClient) -> None:
    ours = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    problem(server.post("/api/decisions", json=WISH, headers=ours), 404)


def test_where_others_can_reach_the_server_writes_need_the_token(home: Path, tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path / "new", host="0.0.0.0", token="geheim", origins=("https://kg.example.edu.cn",), workers=1
    )
    with TestClient(create_app(settings), base_url="http://192.0.2.7:8000") as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/healthz", headers={"host": "kg.example.edu.cn"}).status_code == 200
        problem(client.get("/healthz", headers={"host": "evil.example"}), 400)
        for given in ({}, {"authorization": "Bearer falsch"}, {"authorization": "Basic geheim"}):
            refused = client.post("/api/decisions", json=WISH, headers=given)
            problem(refused, 401)
            assert refused.headers["www-authenticate"].startswith("Bearer")
        given = {"authorization": "Bearer geheim", "origin": "https://kg.example.edu.cn"}
        problem(client.post("/api/decisions", json=WISH, headers=given), 409)  # let in: there is no data yet
    with TestClient(
        create_app(Settings(home=tmp_path / "other", host="0.0.0.0")), base_url="http://192.0.2.7"
    ) as client:
        problem(client.post("/api/decisions", json=WISH), 401)  # without a token nobody writes


def test_asking_by_post_needs_no_token(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "new", host="0.0.0.0", token="geheim", workers=1)
    with TestClient(create_app(settings), base_url="http://192.0.2.7") as client:
        problem(client.post("/api/ask", json={"question": "国家级奖项"}), 409)


@pytest.mark.parametrize("path", ["/healthz", "/api/reports", "/docs", "/docs/style.css", "/openapi.json", "/nothing"])
def test_every_answer_says_what_a_browser_may_do_with_it(server: TestClient, path: str) -> None:
    headers = server.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_no_answer_of_the_api_may_be_read_by_another_site(server: TestClient) -> None:
    response = server.get("/api/reports", headers={"origin": "https://evil.example"})
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_pages_of_ours_load_nothing_from_elsewhere_and_run_no_script(server: TestClient) -> None:
    page = server.get("/docs").text
    assert "<script" not in page and "//cdn" not in page and 'src="http' not in page


@pytest.mark.parametrize(
    "id",
    [
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/CURRENT",
        "report/%00",
        "x%0d%0aSet-Cookie:%20a=b",
        "x>%20?p%20?o%20}%20#",
        "<script>alert(1)</script>",
        "%ff%fe",
    ],
)
def test_an_id_that_is_none_finds_nothing_wherever_it_points(server: TestClient, id: str) -> None:
    for place in ("/id/", "/api/entities/", "/api/claims/", "/api/neighbours/", "/api/reports/"):
        response = server.get(place + id)
        assert response.status_code == 404, place
        assert "set-cookie" not in response.headers and "root:" not in response.text
        assert response.headers["content-type"] == "application/problem+json"


def test_a_question_that_is_far_too_long_is_answered(server: TestClient) -> None:
    problem(server.post("/api/ask", json={"question": "奖" * LONG}), 422)
    problem(server.get("/api/search", params={"words": "a" * 60_000}), 422)
    problem(server.get("/api/suggest", params={"prefix": "a" * 60_000}), 422)


def test_the_longest_questions_that_are_taken_are_answered_soon(server: TestClient) -> None:
    for words in ("奖" * 2000, "国家级奖项和" * 300, "(" * 2000, '"' * 2000, "1" * 2000, "任务5" * 600):
        assert server.post("/api/ask", json={"question": words}).status_code == 200
        assert server.get("/api/search", params={"words": words}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"question": 5}',
        b'{"question": ""}',
        b'{"question": "\xff\xfe"}',
        b'{"question": "\\ud800"}',
        b'{"question": "x", "understood": {"levels": ["galactic"]}}',
        b'{"question": "x", "understood": {"party": "\\udfff"}}',
        b'{"question": "x", "limit": 1e400}',
        b'{"question": "x", "other": 1}',
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_none_is_answered(server: TestClient, body: bytes) -> None:
    response = server.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422), response.text
    problem(response, response.status_code)


def test_strange_characters_of_a_question_do_no_harm(server: TestClient) -> None:
    for words in ("\x00", "\x1b[31m", "a\r\nX-Evil: 1", "\u202eabc", "％＿", "'; DROP", '"} ?x ?y ?z', "😀" * 50):
        assert server.get("/api/ask", params={"question": words}).status_code == 200
        assert server.get("/api/search", params={"words": words}).status_code == 200
    assert server.get("/api/ask?question=%ff%fe").status_code == 200


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(server: TestClient) -> None:
    problem(server.post("/api/ask", content=b"x" * 2_000_000), 413)
    problem(server.post("/api/ask", content=(b"x" * 65_536 for _ in range(40))), 413)
    problem(server.post("/api/reports", files={"file": ("a.txt", b"x" * (UPLOAD + 1))}), 413)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", b"PK\x03\x04" + b"\0" * 100),
        ("a.txt", b"PK\x03\x04" + b"\0" * 100),
        ("a.xlsx", b"x"),
        ("a.txt", b"%PDF-1.7"),
        ("a.txt.exe", b"x"),
        ("", b"x"),
    ],
)
def test_what_is_no_text_is_refused_by_its_kind(server: TestClient, name: str, content: bytes) -> None:
    response = server.post("/api/reports", files={"file": (name, content)})
    assert response.status_code in (415, 422), response.text
    problem(response, response.status_code)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../CURRENT.txt", "CURRENT.txt"),
        ("..\\..\\CURRENT.txt", "CURRENT.txt"),
        ("/etc/passwd", "passwd"),
        ("a\r\nX: y.txt", "a__X_ y.txt"),
        ("<img src=x onerror=1>.txt", "_img src=x onerror=1_.txt"),
        ("\u202etxt.exe.txt", "_txt.exe.txt"),
        ("..", "report"),
        ("长" * 500 + ".txt", "长" * 120 + ".txt"),
    ],
)
def test_a_file_is_known_by_a_name_without_a_way(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_methods_that_are_not_there_are_refused_and_head_is_get_without_a_body(server: TestClient) -> None:
    refused = server.put("/api/ask")
    problem(refused, 405)
    assert "GET" in refused.headers["allow"] or "POST" in refused.headers["allow"]
    head = server.head("/api/reports")
    assert head.status_code == 200 and head.content == b"" and int(head.headers["content-length"]) > 0


def test_an_internal_error_tells_nothing_of_the_inside(server: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("a secret question")

    monkeypatch.setattr("app.api.keeping.written", fail)
    told = problem(server.get("/metrics"), 500)
    assert "secret" not in json.dumps(told)


def test_no_refusal_tells_where_on_the_machine_the_home_is(tmp_path: Path) -> None:
    home = tmp_path / "hidden" / "kg-data"
    home.mkdir(parents=True)
    (home / "CURRENT").write_text("nonsense", encoding="ascii")
    with TestClient(create_app(Settings(home=home, workers=1)), base_url="http://localhost") as client:
        for path in ("/healthz", "/api/reports", "/api/ask?question=x"):
            told = problem(client.get(path), 503)
            assert "hidden" not in json.dumps(told) and "kg-data" in str(told["detail"])
        told = problem(client.delete("/api/reports/x"), 503)
        assert "hidden" not in json.dumps(told)


def test_the_log_keeps_no_question(server: TestClient) -> None:
    words = "从不写进日志的问题"
    server.get("/api/ask", params={"question": words})
    server.post("/api/ask", json={"question": words})
    server.get("/api/search", params={"words": words, "k": 0})
    server.get(f"/sparql?query={words}")
    home = server.app._settings.home  # type: ignore[attr-defined]
    journal.flush()
    logged = (home / "logs" / "server.log").read_text(encoding="utf-8")
    assert "/api/ask" in logged and "/sparql" in logged
    assert words not in logged and words.encode("unicode_escape").decode() not in logged and "%" not in logged


def test_a_line_break_in_a_path_makes_no_line_of_the_log(server: TestClient) -> None:
    server.get("/id/x%0a2026-01-01 INFO GET /forged 200")
    journal.flush()
    logged = (server.app._settings.home / "logs" / "server.log").read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert not [line for line in logged.splitlines() if line.startswith("2026-01-01 INFO GET /forged")]
