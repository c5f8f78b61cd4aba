"""Question → items: its words, longest first, with what the lexicons say of each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.words import cut
from search.terms import HAN, normal
from search.units import LONGEST, Unit, units
from search.wording import Meaning, Words

_IS_HAN = re.compile(rf"[{HAN}]")
SURE = (
    3  # a word of so many characters is taken wherever it stands; a shorter one only between the words of the sentence
)


@dataclass(frozen=True, slots=True)
class Item:
    """A word of the question; without meanings it is one that no lexicon knows."""

    text: str
    start: int
    end: int
    meanings: tuple[Meaning, ...] = ()

    def get(self, *roles: str) -> Meaning | None:
        """The first meaning in one of the roles."""
        return next((meaning for role in roles for meaning in self.meanings if meaning.role == role), None)

    def all(self, role: str) -> tuple[Meaning, ...]:
        """All meanings in a role."""
        return tuple(meaning for meaning in self.meanings if meaning.role == role)


ARTICLES = frozenset({"the", "a", "an"})
OPENING = ARTICLES | {"which"}  # they are words by themselves where what follows reaches further: which school-level
WEAK = frozenset({"stop", "which", "ask", "and", "of"})


def _opens(meanings: Iterable[Meaning]) -> bool:
    """Whether a number follows, with which segmentation may join the word: 第九 is 第 and 九."""
    return any(meaning.role == "ordinal" for meaning in meanings)


def _weak(meanings: Iterable[Meaning]) -> bool:
    """Whether the word carries nothing: then a wrong cut does little harm, and 级别的 may be cut as 级 别的."""
    return all(meaning.role in WEAK for meaning in meanings)


class Ends:
    """Where the words of a text begin and end, as segmentation sees it."""

    def __init__(self, text: str) -> None:
        self._words = list(cut(normal(text)[:LONGEST]))
        self._starts = {start for _, start, _ in self._words}
        self._ends = {end for _, _, end in self._words}
        apart = {end - 1 for word, _, end in self._words if len(word) > 2 and word.endswith("的")}  # 学生的
        self._starts |= apart
        self._ends |= apart
        self._text = normal(text)

    def divide(self, sources: Sequence["Words"]) -> None:
        """Let known words end inside a longer one that they make up: 省级奖项 is 省级 and 奖项, 专业化 is no 专业."""
        for word, start, _ in self._words:
            if len(word) >= SURE:
                inner = _seams(word, sources)
                self._starts.update(start + seam for seam in inner)
                self._ends.update(start + seam for seam in inner)

    def begin(self, start: int, *, number: bool) -> None:
        """Let a word begin where the one before was found to end; a number after 任务 may end where it does."""
        self._starts.add(start)
        if number:
            self._ends.update(range(start + 1, start + 4))

    def fit(self, start: int, end: int, length: int, *, weak: bool = False, opens: bool = False) -> bool:
        """Whether a stretch may be a word: a short Chinese one must not cut the words of the sentence in two."""
        if length >= SURE:
            return True
        first = start in self._starts or not _IS_HAN.match(self._text[start])
        last = end in self._ends or not _IS_HAN.match(self._text[end - 1])
        return (first or last) if opens or (weak and length > 1) else first and last


def _seams(word: str, sources: Sequence[Words]) -> tuple[int, ...]:
    """Where the word falls into known words, longest first, or nowhere; a single character must be a type."""
    for end in range(len(word) - 1, 1, -1):
        if any(word[:end] in source for source in sources):
            rest = word[end:]
            if any(rest in source and (len(rest) > 1 or source.is_type(rest)) for source in sources):
                return (end,)
            if seams := _seams(rest, sources):
                return (end, *(end + seam for seam in seams))
    return ()


def items(text: str, *sources: Words) -> list[Item]:
    """Read from left to right, the longest word first; what stands between known words is cut by segmentation."""
    found, ends, read, place = units(text), Ends(text), list[Item](), 0
    ends.divide(sources)
    while place < len(found):
        best, meanings = _longest(found, place, ends, sources)
        if best > 1 and found[place].text in OPENING and _longest(found, place + 1, ends, sources)[0] >= best:
            best, meanings = _longest(found[: place + 1], place, ends, sources)  # the ministry of education
        if not best and found[place].stops:
            best, meanings = 1, (Meaning("break"),)
        elif not best:
            best = _unknown(found, place, ends)
        start, end = found[place].start, found[place + best - 1].end
        read.append(Item(text[start:end], start, end, meanings))
        ends.begin(end, number=read[-1].get("task", "ordinal") is not None)
        place += best
    return read


def _longest(
    found: Sequence[Unit], place: int, ends: Ends, sources: Sequence[Words]
) -> tuple[int, tuple[Meaning, ...]]:
    """The longest word at this place: how many units it has, and what all sources say of it."""
    texts = [unit.text for unit in found]
    best, said = 0, dict[Meaning, None]()
    for source in sources:
        for length, meanings in source.at(texts, place):
            if length < best:
                break
            start, end = found[place].start, found[place + length - 1].end
            if ends.fit(start, end, length, weak=_weak(meanings), opens=_opens(meanings)):
                said = dict.fromkeys([*(said if length == best else ()), *meanings])
                best = length
                break
    return best, tuple(said)


def _unknown(found: Sequence[Unit], place: int, ends: Ends) -> int:
    """How many units the unknown word at this place has."""
    length = 1
    while (
        not ends.fit(found[place].start, found[place + length - 1].end, 1)
        and place + length < len(found)
        and not found[place + length].stops
        and found[place + length].start == found[place + length - 1].end
    ):
        length += 1
    return length
