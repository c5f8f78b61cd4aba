"""The JSON of `kg ask` → a file to quote from: a table or Markdown, with each claim its sentence and its place."""

import re
from collections.abc import Iterator, Mapping
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
    if form == "markdown":
        return "".join(f"{line}\n" for line in markdown(answer, titles)).encode()
    if form == "csv":
        return sheets.to_csv(header(), rows(answer, titles)).encode("utf-8-sig" if mark else "utf-8")
    return sheets.to_xlsx(header(), rows(answer, titles), title=text("app.export.sheet"))


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
                *(rough, claim["unit"], claim["whose"], claim["year"], status, tasks, _flat(evidence["text"])),
                *(PATH.join(evidence["section"]), title(evidence, titles), _flat(evidence["anchor"])),
                *(evidence["start"], evidence["end"], one["iri"]),
            ]


def markdown(answer: Mapping[str, Any], titles: Titles) -> Iterator[str]:
    """Yield the lines of a text to quote from: question, reading, and answers with their sentences."""
    yield f"# {_plain(answer['question']) or text('app.ask.everything')}"
    read = "  ".join(map(_plain, chips(answer["understood"]))) or text("app.ask.everything")
    notices = [text("app.ask.notice", notice=_plain(notice)) for notice in answer["notices"]]
    for line in (text("app.ask.understood", what=read), *notices, total(answer)):
        yield from ("", line)
    for number, one in enumerate(answer["answers"], 1):
        yield from ("", f"{number}. **{_plain(one['label'])}**（{_plain(JOIN.join(known(one)))}）")
        for evidence in one["evidence"]:
            place = PATH.join([f"《{title(evidence, titles)}》", *evidence["section"]])
            yield from ("", f"   > {_plain(evidence['text'])}", "   >")
            yield f"   > —— {_plain(place)} [{evidence['start']}–{evidence['end']}]"


def known(one: Mapping[str, Any]) -> Iterator[str]:
    """Yield what all claims of an answer agree on, and the tasks that it supports."""
    yield from facts(one)
    yield from map(task, one["tasks"])


def title(evidence: Mapping[str, Any], titles: Titles) -> str:
    """Name the report of a sentence: by its title, or else by its key."""
    return titles.get(evidence["report"], evidence["report"])


def _flat(words: str) -> str:
    return "".join(words.splitlines())


def _plain(words: str) -> str:
    """Keep the words of a report from being read as Markdown or HTML."""
    return _MARKED.sub(r"\\\1", escape(" ".join(_flat(words).split()), quote=False))
