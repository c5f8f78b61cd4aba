"""The JSON of `kg ask` → a file to quote from: a table or Markdown, with each claim its sentence and its place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from app import sheets
from app.answers import JOIN, PATH, Titles, chips, facts, task, total
from app.labels import label, level
from app.sheets import Cell
from kg.messages import text

__all__ = ["COLUMNS", "FORMS", "Titles", "cited", "header", "known", "markdown", "rows", "title"]

FORMS = ("csv", "xlsx", "markdown")
COLUMNS = (
    *("number", "label", "type", "level", "grade", "count", "approximate", "unit", "whose", "year", "status", "tasks"),
    *("text", "path", "report", "anchor", "start", "end", "thing"),
)
_MARKED = re.compile(r"([\\`*_\[\]#|~])")


def cited(answer: Mapping[str, Any], titles: Titles, form: str, *, mark: bool) -> bytes:
    """Write an answer as a file; a CSV file gets a mark, without which Excel takes it for the local code page."""
    sheet = text("app.export.sheet")
    return written(form, markdown(answer, titles), header(), rows(answer, titles), sheet=sheet, mark=mark)


def written(
    form: str, lines: Iterable[str], header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str, mark: bool
) -> bytes:
    """Write lines as Markdown, or rows under their header as CSV or as a workbook."""
    if form == "markdown":
        return "".join(f"{line}\n" for line in lines).encode()
    if form == "csv":
        return sheets.to_csv(header, rows).encode("utf-8-sig" if mark else "utf-8")
    return sheets.to_xlsx(header, rows, title=sheet)


def header() -> list[str]:
    """Name the columns in the reader's language."""
    return [text(f"app.column.{column}") for column in COLUMNS]


def rows(answer: Mapping[str, Any], titles: Titles) -> Iterator[list[Cell]]:
    """Yield a row a claim of each answer: what it says, and the words of the report that say it."""
    for number, one in enumerate(answer["answers"], 1):
        tasks = "；".join(map(task, one["tasks"]))
        for claim in one["claims"]:
            evidence = claim["evidence"]
            rough, status = (claim[name] and label(claim[name]) for name in ("approximate", "status"))
            yield [
                *(number, one["label"], label(one["type"]), level(claim), claim["grade"], claim["count"]),
                *(rough, claim["unit"], claim["whose"], claim["year"], status, tasks, flat(evidence["text"])),
                *(PATH.join(evidence["section"]), title(evidence, titles), flat(evidence["anchor"])),
                *(evidence["start"], evidence["end"], one["iri"]),
            ]


def markdown(answer: Mapping[str, Any], titles: Titles) -> Iterator[str]:
    """Yield the lines of a text to quote from: question, reading, and answers with their sentences."""
    yield f"# {plain(answer['question']) or text('app.ask.everything')}"
    read = "  ".join(map(plain, chips(answer["understood"]))) or text("app.ask.everything")
    notices = [text("app.ask.notice", notice=plain(notice)) for notice in answer["notices"]]
    for line in (text("app.ask.understood", what=read), *notices, total(answer)):
        yield from ("", line)
    for number, one in enumerate(answer["answers"], 1):
        yield from ("", f"{number}. **{plain(one['label'])}**（{plain(JOIN.join(known(one)))}）")
        for evidence in one["evidence"]:
            yield from ("", *(f"   {line}" for line in quoted(evidence, title(evidence, titles))))


def quoted(evidence: Mapping[str, Any], report: str) -> Iterator[str]:
    """Yield the lines in Markdown that quote a sentence and say where it stands."""
    place = PATH.join([f"《{report}》", *evidence["section"]])
    yield from (f"> {plain(evidence['text'])}", ">")
    yield f"> —— {plain(place)} [{evidence['start']}–{evidence['end']}]"


def known(one: Mapping[str, Any]) -> Iterator[str]:
    """Yield what all claims of an answer agree on, and the tasks that it supports."""
    yield from facts(one)
    yield from map(task, one["tasks"])


def title(evidence: Mapping[str, Any], titles: Titles) -> str:
    """Name the report of a sentence: by its title, or else by its key."""
    return titles.get(evidence["report"], evidence["report"])


def flat(words: str) -> str:
    """Drop the breaks of lines."""
    return "".join(words.splitlines())


def plain(words: str) -> str:
    """Keep the words of a report from being read as Markdown or HTML."""
    return _MARKED.sub(r"\\\1", escape(" ".join(flat(words).split()), quote=False))
