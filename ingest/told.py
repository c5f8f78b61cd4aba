"""Record → the words around it: what else its sentence says of the thing, to compare with another teller's."""

import re
from itertools import pairwise

from ingest.names import whose
from kg.records import Record

RUN = 4  # characters that two sentences share where they speak of one programme
_CLAUSE = re.compile("[，。；！？、,;]")
_PART = re.compile("[，。；！？,;]")  # a clause with its lists
_STATEMENT = re.compile("[。；！？;]")
_FIGURE = re.compile(r"[近超逾达共有]*\d")
_HAN = re.compile("[一-鿿]+")


def clause(record: Record, *, lists: bool = False) -> str:
    """The words between the commas around the anchor, without the anchor; `lists`: with all that is listed with it."""
    text, start, end = _around(record)
    divider = _PART if lists else _CLAUSE
    right = divider.search(text, end)
    before = text[_last(divider, text, start) : start]
    return "".join((before + text[end : right.start() if right else len(text)]).split())


def part(record: Record) -> tuple[int, int]:
    """Where its sentence and, in it, the clause with its lists begin."""
    text, start, _ = _around(record)
    return record.sentence.start, _last(_PART, text, start)


def subject(record: Record) -> str:
    """What its clause says before the first figure: of whom, of what."""
    text, start, _ = _around(record)
    words = "".join(text[_last(_PART, text, start) : start].split())
    figure = _FIGURE.search(words)
    return words[: figure.start()] if figure else words


def people(record: Record) -> str | None:
    """Whose opinion or success is told: the last people that the anchor or the words before it name."""
    pattern, same = whose()
    named = pattern.findall("".join(record.text.split()))
    if not named:
        text, start, _ = _around(record)
        named = pattern.findall("".join(text[:start].split()))
    return same[named[-1]] if named else None


def runs(record: Record) -> frozenset[str]:
    """The runs of characters in the statement before the anchor."""
    text, start, _ = _around(record)
    words = text[_last(_STATEMENT, text, start) : start]
    return frozenset(run[at : at + RUN] for run in _HAN.findall(words) for at in range(len(run) - RUN + 1))


def bigrams(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters."""
    return frozenset(a + b for a, b in pairwise(words))


def _around(record: Record) -> tuple[str, int, int]:
    sentence = record.sentence
    return sentence.text, max(record.start - sentence.start, 0), record.end - sentence.start


def _last(pattern: re.Pattern[str], text: str, end: int) -> int:
    return max((found.end() for found in pattern.finditer(text, 0, end)), default=0)
