"""Question → units: its characters, numbers and words, in the form in which lexicons are looked up.

A unit is a Chinese character, a number, a Latin word in the singular or a sign that carries meaning; spaces, hyphens
and quotation marks are none. So 「provincial-level」 reads as 「Provincial level」 does, and 「任务 5」 as 「任务5」.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.terms import HAN, normal

_UNIT = re.compile(
    rf"\d+(?:\.\d+)*|[^\W\d_{HAN}]+(?:['’]s\b)?|[{HAN}]|[%‰+#]|(?P<and>[、，,/])|(?P<stop>[。；;！!？?（）()：:\n])"
)
_HALF = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0B)
}
LONGEST = 1_000  # a question that is longer is a text: its beginning is read


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit with its place in the question."""

    text: str
    start: int
    end: int
    stops: bool = False  # a mark that ends a phrase


def singular(word: str) -> str:
    """Take the plural off an English word; what comes out need only be the same for both.

    >>> [singular(word) for word in ("companies", "prizes", "awards", "class", "status", "campuses")]
    ['company', 'prize', 'award', 'class', 'status', 'campus']
    """
    word = word.removesuffix("'s").removesuffix("’s")
    if not word.isascii() or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "puses", "nuses", "tuses")):
        return word[:-2]
    return word.removesuffix("s")


def halved(text: str) -> str:
    """Write full-width letters, digits and plus signs in half the width; nothing moves.

    >>> halved("任务１０，１＋Ｘ")
    '任务10，1+X'
    """
    return text.translate(_HALF)


def units(text: str) -> list[Unit]:
    """Split into units.

    >>> [unit.text for unit in units("Provincial-level awards，任务5")]
    ['provincial', 'level', 'award', '，', '任', '务', '5']
    """
    return [Unit(singular(m.group()), m.start(), m.end(), m.lastgroup == "stop") for m in _found(text)]


def texts(text: str) -> tuple[str, ...]:
    """The texts of the units, without marks."""
    return tuple(singular(m.group()) for m in _found(text) if m.lastgroup != "stop")


def _found(text: str) -> Iterator[re.Match[str]]:
    return _UNIT.finditer(normal(text)[:LONGEST])
