"""Faulty SPARQL text → the place of the fault, what could stand there, and what may have been meant.

The engine names the furthest place that it looked at, which with long keywords lies behind the fault, and what it
looked for last. So it is asked again: tokens are set so far apart that no look ahead reaches the next one, which tells
the token at fault; then each thing that may stand in a query is put there, to see what the engine takes.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.messages import text
from kg.rewriting import Token, tokens

GAP = " " * 24  # longer than any keyword
JUNK = "\x01" * 24  # what can stand nowhere
LONGEST = 20_000  # characters of a text for which it is asked again
MOST = 8  # things that are named as expected
SHOWN = 40  # characters of what was found
MARKS = ("{", "}", "(", ")", "]", ".", ";", ",", "*", "=")
KINDS = {"variable": "?x", "iri": "<a:b>", "string": '"x"', "number": "1", "end": ""}

QUOTES = ("'", '"', "'''", '"""')  # as tokens: strings that are never closed
UNTOLD = "Prefix not found"  # we say that better
NO_IRI = "IRI parsing failed"
ENGINE = {
    NO_IRI: "kg.query.no_iri",
    "The SELECT contains a variable that is unbound": "kg.query.unbound",
}

Fails = Callable[[str], int | None]  # where the engine gives up on a text of one line; None where it is valid


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text: the place, from 1; the token there; what could stand there instead."""

    line: int
    column: int
    found: str
    expected: tuple[str, ...]  # marks and words as they are written, and the names of `KINDS`
    meant: str  # the word or prefix that is likest to it
    prefix: str | None = None  # one that is declared nowhere
    engine: str = ""  # what the engine says, where it says it in words

    def __str__(self) -> str:
        """Say what should be there, in the reader's language."""
        near = text("kg.query.meant", word=self.meant) if self.meant else ""
        if self.prefix is not None:
            return text("kg.query.prefix", prefix=self.prefix, near=near)
        if self.found in QUOTES:
            return text("kg.query.open")
        if self.engine:
            return text(ENGINE[self.engine]) if self.engine in ENGINE else text("kg.query.engine", detail=self.engine)
        if not self.expected:
            return ""
        things = text("kg.query.or").join(map(_said, self.expected))
        found = _said(self.found[:SHOWN])
        return text("kg.query.expected" if self.found else "kg.query.end", found=found, things=things, near=near)


def _said(thing: str) -> str:
    return text(f"kg.query.kind.{thing}") if thing in KINDS else f"“{thing}”" if thing in MARKS else thing


class Detail:
    """What is said of a fault in brackets, in whatever language it is asked for."""

    def __init__(self, of: Fault) -> None:
        self._of = of

    def __str__(self) -> str:
        said = str(self._of)
        return text("kg.query.detail", detail=said) if said else ""


def fault(sparql: str, error: str, fails: Fails, prefixes: Mapping[str, str]) -> Fault:
    """Find the fault in a text that the engine gave up with this message."""
    said = re.match(r"error at (\d+):(\d+): expected (.*)", error, re.DOTALL)
    if not said:
        return Fault(1, 1, "", (), "", engine=error)
    place = int(said[1]), int(said[2])
    sentences = [words for words in re.findall(r"[A-Z]\w+(?: \w+)+", said[3]) if words != UNTOLD]
    read = list(tokens(sparql)) if len(sparql) <= LONGEST else []
    if quote := next((token for token in read if token.text in QUOTES), None):
        return Fault(*_line_and_column(sparql, quote.start), quote.text, (), "")
    at = None if sentences else _at_fault(read, fails)
    if at is None:
        if NO_IRI in sentences and (opened := _last_opened(sparql, place)):
            place = opened
        return Fault(*place, "", (), "", engine="".join(sentences[:1]))
    found = read[at] if at < len(read) else None
    line, column = _line_and_column(sparql, found.start if found else len(sparql.rstrip()))
    name = found.text if found else ""
    prefix = _undeclared(found, read, prefixes)
    if prefix is not None:
        near = difflib.get_close_matches(prefix, declared(read, prefixes), n=1, cutoff=0.5)
        return Fault(line, column, name, (), "".join(f"{one}:" for one in near), prefix)
    before = _apart(read[:at])
    expected = tuple(each for each, written in _things() if _fits(before, written, fails))
    close = [word for word in _close(name) if _fits(before, word, fails)] if found and found.kind == "word" else []
    return Fault(line, column, name, expected[:MOST], "".join(close[:1]))


def _at_fault(read: Sequence[Token], fails: Fails) -> int | None:
    """The token at which the engine gives up, one past the last where more should come."""
    failed = fails(_apart(read) + JUNK)
    whole = fails(_apart(read))
    if failed is None or whole is None:
        return None
    at = -1
    start = 0
    for number, token in enumerate(read):
        if start > whole:
            break
        at, start = number, start + len(token.text) + len(GAP)
    return len(read) if whole >= start else at


def _apart(read: Iterable[Token]) -> str:
    return "".join(token.text.replace("\n", " ") + GAP for token in read)


def _things() -> Iterator[tuple[str, str]]:
    yield from ((mark, mark) for mark in MARKS)
    yield from KINDS.items()
    yield from ((word, word) for word in words())


@cache
def words() -> tuple[str, ...]:
    """The keywords of the language."""
    lines = (resources.files("kg") / "keywords.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def _fits(before: str, written: str, fails: Fails) -> bool:
    """Whether the engine reads on past this; where nothing more comes, whether the text is valid so."""
    if not written:
        return fails(before) is None
    failed = fails(before + written + GAP + JUNK)
    return failed is not None and failed >= len(before) + len(written) + len(GAP)


def _close(word: str) -> list[str]:
    known = {one.lower(): one for one in words()}
    return [known[one] for one in difflib.get_close_matches(word.lower(), known, n=5, cutoff=0.6)]


def _undeclared(found: Token | None, read: Sequence[Token], prefixes: Mapping[str, str]) -> str | None:
    if found is None or found.kind != "name" or ":" not in found.text or found.text[0] in "?$@":
        return None
    prefix = found.text.partition(":")[0]
    return None if prefix in declared(read, prefixes) or prefix == "_" else prefix


def declared(read: Sequence[Token], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that a text may use: those that are there anyway, and its own."""
    own = {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(read, read[1:], read[2:], strict=False)
        if word.word == "PREFIX" and name.text.endswith(":") and iri.kind == "iri"
    }
    return {**prefixes, **own}


def _last_opened(sparql: str, place: tuple[int, int]) -> tuple[int, int] | None:
    """Where the IRI begins that ends at this place."""
    lines = sparql.splitlines(keepends=True)
    end = sum(map(len, lines[: place[0] - 1])) + place[1] - 1
    start = sparql.rfind("<", 0, end)
    return _line_and_column(sparql, start) if start >= 0 else None


def _line_and_column(sparql: str, offset: int) -> tuple[int, int]:
    before = re.split(r"\r\n|\n|\r", sparql[:offset])
    return len(before), len(before[-1]) + 1
