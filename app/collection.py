"""Sentences that a person collected → a file to quote from: each with its place, its citation and its question.

A sentence that the report no longer has is left out, and said to be: nothing is quoted that cannot be shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.answers import PATH
from app.citations import flat, plain, quoted, written
from app.sheets import Cell
from kg.messages import text

COLUMNS = ("number", "text", "citation", "path", "report", "question", "start", "end", "note")


@dataclass(frozen=True, slots=True)
class Collected:
    """A sentence as the report has it, or None, and what is said of it in words; `asked` is the bare question."""

    sentence: Mapping[str, Any] | None
    asked: str
    note: str

    @property
    def question(self) -> str:
        """What found it, where that is known."""
        return text("app.collection.question", question=self.asked) if self.asked else ""


def collected(references: Iterable[Mapping[str, Any]], found: Iterable[Mapping[str, Any]]) -> Iterator[Collected]:
    """Join what was asked for and what stands; of what does not, say why."""
    for reference, one in zip(references, found, strict=True):
        asked, sentence = " ".join((reference.get("question") or "").split()), one["sentence"]
        title = sentence["title"] if sentence else reference["report"]
        note = "" if one["state"] == "stands" else text(f"app.collection.{one['state']}", title=title)
        yield Collected(None if note else sentence, asked, note)


def to_file(listed: Sequence[Collected], form: str, *, mark: bool) -> bytes:
    """Write them as Markdown, CSV or a workbook."""
    head = [text(f"app.column.{column}") for column in COLUMNS]
    return written(form, _markdown(listed), head, _rows(listed), sheet=text("app.collection"), mark=mark)


def _rows(listed: Iterable[Collected]) -> Iterator[list[Cell]]:
    for number, one in enumerate(listed, 1):
        said = one.sentence
        place: list[Cell] = [None] * 4
        if said:
            place = [flat(said["text"]), flat(said["citation"]), PATH.join(said["section"]), said["title"]]
        ends = (said["start"], said["end"]) if said else (None, None)
        yield [number, *place, one.asked, *ends, one.note]


def _markdown(listed: Iterable[Collected]) -> Iterator[str]:
    yield f"# {text('app.collection')}"
    for number, one in enumerate(listed, 1):
        lines = [*quoted(one.sentence, one.sentence["title"])] if one.sentence else [plain(one.note)]
        if one.asked:
            lines += ["", plain(one.question)]
        first, *others = lines
        yield from ("", f"{number}. {first}", *(f"   {line}".rstrip() for line in others))
