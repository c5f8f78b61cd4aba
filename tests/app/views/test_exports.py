"""Over HTTP, answers leave with their sentences: the same claims in a document, a table and a text."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from app.context import Context
from app.views.asked import ask
from app.views.exports import cited

QUESTION = "技能大赛国家级奖项"


@pytest.fixture(scope="module")
def context(home: Path) -> Iterator[Context]:
    found = Context(home)
    found.refresh()
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def sentences(context: Context) -> list[str]:
    """The sentence of each claim, in the order of the answers."""
    answers = ask(context, QUESTION)["answers"]
    told = (claim["evidence"]["segments"] for answer in answers for claim in answer["claims"])
    return ["".join(part["text"] for part in parts) for parts in told]


def test_a_table_has_a_row_a_claim(context: Context, sentences: list[str]) -> None:
    head, *rows = csv.reader(io.StringIO(cited(context, "csv", QUESTION).decode("utf-8-sig")))
    assert [row[head.index("原文")] for row in rows] == sentences


def test_a_workbook_has_the_same_rows(context: Context, sentences: list[str]) -> None:
    sheet = load_workbook(io.BytesIO(cited(context, "xlsx", QUESTION))).active
    assert sheet is not None
    head, *rows = sheet.values
    assert [row[head.index("原文")] for row in rows] == sentences


def test_a_document_quotes_each_sentence_with_the_words_of_the_claim_in_bold(
    context: Context, sentences: list[str]
) -> None:
    paper = Document(io.BytesIO(cited(context, "docx", QUESTION)))
    quotes = [one for one in paper.paragraphs if one.text.startswith("“") and one.style and one.style.name == "Normal"]
    assert [quote.text for quote in quotes] == [f"“{sentence}”" for sentence in sentences]
    assert "国家级奖项" in {run.text for quote in quotes for run in quote.runs if run.bold}


def test_a_text_quotes_each_sentence(context: Context, sentences: list[str]) -> None:
    written = cited(context, "markdown", QUESTION).decode()
    assert set(sentences) == set(re.findall(r"^   > ([^—].*)$", written, re.MULTILINE))


def test_a_sentence_is_cited_without_the_foot_of_the_page_inside_it(context: Context) -> None:
    for form in ("csv", "markdown"):
        written = cited(context, form, "核心期刊论文").decode()
        assert "发表核心期刊论文118篇" in written


def test_filters_and_corrections_hold_in_the_file(context: Context) -> None:
    whole = cited(context, "csv", QUESTION).decode()
    part = cited(context, "csv", QUESTION, chosen=["task:school:5"]).decode()
    assert 1 < len(part.splitlines()) < len(whole.splitlines())


CANDIDATES = "候选的奖项"


@pytest.mark.parametrize("form", ["markdown", "docx", "csv", "xlsx"])
def test_what_was_not_granted_is_marked_in_every_form(context: Context, form: str) -> None:
    answer = ask(context, CANDIDATES)
    assert answer["total"] == answer["candidates"] > 0
    written = cited(context, form, CANDIDATES)
    match form:
        case "docx":
            said = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(written)).paragraphs)
        case "xlsx":
            sheet = load_workbook(io.BytesIO(written)).active
            assert sheet is not None
            said = "\n".join("\t".join(map(str, row)) for row in sheet.values)
        case _:
            said = written.decode("utf-8-sig")
    assert said.count("候选") >= answer["total"]
    if form in ("markdown", "docx"):
        assert f"其中候选 {answer['candidates']} 项" in said


def test_of_what_was_granted_none_is_a_candidate(context: Context) -> None:
    assert ask(context, QUESTION)["candidates"] == 0 and "候选" not in cited(context, "markdown", QUESTION).decode()
