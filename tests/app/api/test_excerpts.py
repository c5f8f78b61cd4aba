"""Collected sentences: quoted from the source alone, found where they moved to, and said to be gone where they are."""

import csv
import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from starlette.testclient import TestClient

from app.api import models
from app.server import create_app
from app.settings import Settings
from tests.app.running import run

FORMS = ("docx", "xlsx", "csv", "markdown")
FIRST, SECOND = "发表核心期刊论文118篇", "全国五一劳动奖章"


def looked(server: TestClient, *references: dict[str, Any]) -> list[dict[str, Any]]:
    answer = server.post("/api/excerpts", json={"excerpts": references})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert models.Excerpts.model_validate(body).model_dump(mode="json", exclude_unset=True) == body
    found: list[dict[str, Any]] = body["excerpts"]
    return found


def saved(server: TestClient, form: str, *references: dict[str, Any]) -> bytes:
    answer = server.post("/api/excerpts/file", json={"excerpts": references, "format": form})
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    return answer.content


def said(form: str, content: bytes) -> str:
    """All the words of a file."""
    if form == "docx":
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    if form == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        return "\n".join("\t".join(map(str, row)) for row in sheet.values)
    return content.decode("utf-8-sig")


@pytest.fixture
def key(server: TestClient) -> str:
    return str(server.get("/api/reports").json()["reports"][0]["key"])


@pytest.fixture
def place(key: str, sample: str) -> dict[str, Any]:
    """The words of a claim: a place within its sentence, in which a page's foot stands."""
    return {"report": key, "start": sample.index("核心期刊论文")}


def test_a_place_gives_its_sentence_as_it_is_quoted(server: TestClient, place: dict[str, Any]) -> None:
    (one,) = looked(server, place)
    sentence = one["sentence"]
    assert one["state"] == "stands" and FIRST in sentence["text"] and "\n" not in sentence["text"]
    assert sentence["start"] <= place["start"] < sentence["end"]
    assert sentence["title"] in sentence["citation"] and sentence["section"][-1] in sentence["citation"]
    asked = server.get("/api/ask", params={"question": "核心期刊论文"}).json()["answers"][0]["evidence"][0]
    assert (sentence["citation"], sentence["document"]) == (asked["citation"], asked["document"])


def test_words_that_stand_elsewhere_now_are_found_there(server: TestClient, place: dict[str, Any]) -> None:
    (one,) = looked(server, place)
    (moved,) = looked(server, {**place, "start": 0, "text": one["sentence"]["text"]})
    assert moved == one


def test_a_sentence_that_changed_is_said_to_be_and_what_stands_now_is_given(
    server: TestClient, place: dict[str, Any]
) -> None:
    (one,) = looked(server, place)
    (changed,) = looked(server, {**place, "text": one["sentence"]["text"].replace("118", "97")})
    assert changed == {**one, "state": "changed"}
    (lost,) = looked(server, {**place, "text": "此句从未写过。"})
    assert lost == {"state": "changed", "sentence": None}


def test_a_report_or_a_place_that_is_none_is_gone(server: TestClient, place: dict[str, Any]) -> None:
    gone = {"state": "gone", "sentence": None}
    assert looked(server, {**place, "report": "没有"}, {**place, "start": 10**8}) == [gone, gone]
    assert looked(server) == []


def test_before_the_first_report_all_is_gone(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, workers=1)), base_url="http://localhost") as client:
        assert looked(client, {"report": "没有", "start": 0}) == [{"state": "gone", "sentence": None}]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_quotes_the_source_in_the_order_that_was_asked_for(
    server: TestClient, place: dict[str, Any], key: str, sample: str, form: str
) -> None:
    other = {"report": key, "start": sample.index(SECOND), "question": "哪些国家级奖项"}
    words = said(form, saved(server, form, other, place))
    assert 0 < words.index(SECOND) < words.index("核心期刊论文118篇")
    assert "哪些国家级奖项" in words and "任务三：搭建技术技能创新服务平台" in words
    assert "- 3 -" not in words  # the foot of a page


@pytest.mark.parametrize("form", FORMS)
def test_words_that_the_client_made_up_are_in_no_file(server: TestClient, place: dict[str, Any], form: str) -> None:
    (one,) = looked(server, place)
    forged = one["sentence"]["text"].replace("118", "811")
    words = said(form, saved(server, form, {**place, "text": forged}, {**place, "report": "没有", "text": "获奖9项"}))
    assert "811" not in words and "118" not in words and "获奖9项" not in words
    assert "原文已改动" in words and "没有 已不在" in words


def test_a_table_has_the_citation_and_disarms_a_question_that_is_a_formula(
    server: TestClient, place: dict[str, Any]
) -> None:
    written = saved(server, "csv", {**place, "question": "=HYPERLINK(1)"})
    head, row = csv.reader(io.StringIO(written.decode("utf-8-sig")))
    (one,) = looked(server, place)
    cell = dict(zip(head, row, strict=True))
    assert (cell["引用"], cell["原文"]) == (one["sentence"]["citation"], one["sentence"]["text"])
    assert cell["检索的问题"] == "'=HYPERLINK(1)"


def test_a_question_is_no_markup(server: TestClient, place: dict[str, Any]) -> None:
    written = saved(server, "markdown", {**place, "question": "<img src=x>\n# *奖*"}).decode()
    assert "<img" not in written and "\n# *" not in written and "&lt;img src=x&gt; \\# \\*奖\\*" in written


def test_a_document_is_sent_to_be_saved(server: TestClient, place: dict[str, Any]) -> None:
    assert "word/document.xml" in ZipFile(io.BytesIO(saved(server, "docx", place))).namelist()


@pytest.mark.parametrize(
    "wrong",
    [
        {"excerpts": [{"report": "a", "start": -1}]},
        {"excerpts": [{"report": "a", "start": 0, "words": "x"}]},
        {"excerpts": [{"report": "a", "start": 0, "text": "奖" * 10_001}]},
        {"excerpts": [{"report": "a", "start": 0}] * 201},
        {},
    ],
)
def test_what_is_no_reference_or_too_much_is_refused(server: TestClient, wrong: dict[str, Any]) -> None:
    for path in ("/api/excerpts", "/api/excerpts/file"):
        assert server.post(path, json=wrong).status_code == 422


def test_a_new_version_of_the_report_changes_moves_and_keeps(sample: str, tmp_path: Path) -> None:
    report, home = tmp_path / "report.txt", tmp_path / "kg-data"
    report.write_text(sample, encoding="utf-8")
    assert run("ingest", report, "--as", "r", "--home", home).code == 0
    places = [{"report": "r", "start": sample.index(words)} for words in (SECOND, "核心期刊论文")]
    with TestClient(create_app(Settings(home=home, workers=1)), base_url="http://localhost") as client:
        before = looked(client, *places)
        texts = [{**place, "text": one["sentence"]["text"]} for place, one in zip(places, before, strict=True)]
        report.write_text(sample.replace("118篇", "121篇").replace("五年来", "五年多来"), encoding="utf-8")
        assert run("ingest", report, "--as", "r", "--home", home).code == 0
        kept, changed = looked(client, *texts)
    assert (kept["state"], kept["sentence"]["text"]) == ("stands", texts[0]["text"])
    assert kept["sentence"]["document"] != before[0]["sentence"]["document"]
    assert changed["state"] == "changed" and "论文121篇" in changed["sentence"]["text"]
