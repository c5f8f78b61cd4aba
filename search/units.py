"""Question → units → items: the words of a question, longest first, with what the lexicons say of each.

A unit is a Chinese character, a number, a Latin word in the singular or a sign that carries meaning; spaces, hyphens
and quotation marks are none. So 「provincial-level」 reads as 「Provincial level」 does, and 「任务 5」 as 「任务5」.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.vocabulary import Type
from kg.words import cut
from ontology.lexicon import rows
from search.terms import HAN, normal

_UNIT = re.compile(
    rf"\d+(?:\.\d+)*|[^\W\d_{HAN}]+(?:['’]s\b)?|[{HAN}]|[%‰+#]|(?P<and>[、，,/])|(?P<stop>[。；;！!？?（）()：:\n])"
)
_IS_HAN = re.compile(rf"[{HAN}]")
SURE = (
    3  # a word of so many characters is taken wherever it stands; a shorter one only between the words of the sentence
)
LONGEST = 1_000  # a question that is longer is a text: its beginning is read


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit with its place in the question."""

    text: str
    start: int
    end: int
    stops: bool = False  # a mark that ends a phrase


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one row says of a word."""

    role: str
    term: str = ""
    value: str = ""
    word: str = ""


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


def singular(word: str) -> str:
    """Take the plural off an English word; what comes out need only be the same for both.

    >>> [singular(word) for word in ("companies", "prizes", "awards", "class", "status")]
    ['company', 'prize', 'award', 'class', 'status']
    """
    word = word.removesuffix("'s").removesuffix("’s")
    if not word.isascii() or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word.removesuffix("s")


def units(text: str) -> list[Unit]:
    """Split into units.

    >>> [unit.text for unit in units("Provincial-level awards，任务5")]
    ['provincial', 'level', 'award', '，', '任', '务', '5']
    """
    found = _UNIT.finditer(normal(text)[:LONGEST])
    return [Unit(singular(m.group()), m.start(), m.end(), m.lastgroup == "stop") for m in found]


class Words:
    """Words with their meanings, to be found in a question."""

    def __init__(self, rows: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: defaultdict[tuple[str, ...], list[Meaning]] = defaultdict(list)
        self._longest: defaultdict[str, int] = defaultdict(int)
        for word, meaning in rows:
            self.add(tuple(unit.text for unit in units(word)), meaning)

    def add(self, key: tuple[str, ...], meaning: Meaning) -> None:
        """Add a word that is split already."""
        if key and meaning not in self._meanings[key]:
            self._meanings[key].append(meaning)
            self._longest[key[0]] = max(self._longest[key[0]], len(key))

    def keys(self) -> frozenset[tuple[str, ...]]:
        """The words as units."""
        return frozenset(self._meanings)

    def name(self, name: str, meaning: Meaning) -> None:
        """Add the name of a thing."""
        self.add(tuple(unit.text for unit in units(name) if not unit.stops), meaning)

    def at(self, found: Sequence[Unit], place: int, ends: "Ends") -> tuple[int, tuple[Meaning, ...]]:
        """The longest word at this place: the number of its units and its meanings, or nothing."""
        for length in range(min(self._longest.get(found[place].text, 0), len(found) - place), 0, -1):
            key = tuple(unit.text for unit in found[place : place + length])
            meanings = self._meanings.get(key)
            start, end = found[place].start, found[place + length - 1].end
            if meanings and ends.fit(start, end, length, weak=_weak(meanings), opens=_opens(meanings)):
                return length, tuple(meanings)
        return 0, ()

    def is_type(self, word: str) -> bool:
        """Whether a Chinese word names a type."""
        return any(meaning.role == "type" for meaning in self._meanings.get(tuple(word), ()))

    def __contains__(self, word: str) -> bool:
        return tuple(word) in self._meanings  # a Chinese word: its characters are its units


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


@cache
def spoken() -> Words:
    """The words of questions, and those by which extraction tells types, levels and verbs where questions lack them."""
    asked = Words(
        (row["word"], Meaning(row["role"], row["term"], row["value"], row["word"])) for row in rows("questions")
    )
    own = asked.keys()
    for word, meaning in _reported():
        known = tuple(unit.text for unit in units(word) if not unit.stops)
        if known not in own:
            asked.add(known, meaning)
    return asked


def _reported() -> Iterator[tuple[str, Meaning]]:
    levels = tuple(row["word"] for row in rows("levels") if row["kind"] in ("explicit", "union"))
    for row in rows("heads"):
        word, term = row["word"], row["term"]
        if word.startswith(levels):  # 省级奖项 is read in its two parts
            continue
        if term == Type.METRIC:  # people and money are asked for by their count only
            yield word, Meaning("measure", term, word, word)
        elif term:
            yield word, Meaning("type" if term in set(Type) else "subtype", term, word, word)
    for row in rows("levels"):
        if row["kind"] == "explicit":
            yield row["word"], Meaning("level", row["term"], "", row["word"])
        elif row["kind"] == "issuer":
            yield row["word"], Meaning("level_before", row["term"], "", row["word"])
    for row in rows("verbs"):
        yield row["word"], Meaning("stop", "", "", row["word"])
    for row in rows("parties"):
        if row["kind"] == "name":
            yield row["word"], Meaning("stranger", row["term"], row["word"], row["word"])


def items(text: str, *sources: Words) -> list[Item]:
    """Read from left to right, the longest word first; what stands between known words is cut by segmentation."""
    found, ends, read, place = units(text), Ends(text), list[Item](), 0
    ends.divide(sources)
    while place < len(found):
        best, meanings = max((source.at(found, place, ends) for source in sources), key=lambda hit: hit[0])
        if best:
            same = (source.at(found, place, ends) for source in sources)
            meanings = tuple(dict.fromkeys(m for length, more in same if length == best for m in more))
        elif found[place].stops:
            best, meanings = 1, (Meaning("break"),)
        else:
            best = _unknown(found, place, ends)
        start, end = found[place].start, found[place + best - 1].end
        read.append(Item(text[start:end], start, end, meanings))
        ends.begin(end, number=read[-1].get("task", "ordinal") is not None)
        place += best
    return read


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
