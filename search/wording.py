"""Lexicon → Words: what a word may mean in a question, by its units; and the words of questions themselves."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.vocabulary import Type
from ontology.lexicon import rows
from search.terms import HAN
from search.units import texts

PARTS = (
    "college_end",
    "of_teachers",
    "of_all",
    "exchange",
    "short",
    "level_noun",
    "level_adjective",
    "level_frame",
)  # roles of words that stand in names, and of which no question is read
_ALL_HAN = re.compile(rf"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one row says of a word."""

    role: str
    term: str = ""
    value: str = ""
    word: str = ""


def key_of(word: str) -> tuple[str, ...]:
    """The units of a word; the characters of a Chinese one need no looking at."""
    return tuple(word) if _ALL_HAN.fullmatch(word) else texts(word)


class Words:
    """Words with their meanings, to be found in a question."""

    def __init__(self, rows: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: defaultdict[tuple[str, ...], list[Meaning]] = defaultdict(list)
        self._longest: defaultdict[str, int] = defaultdict(int)
        for word, meaning in rows:
            self.name(word, meaning)

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
        self.add(key_of(name), meaning)

    def at(self, found: Sequence[str], place: int) -> Iterator[tuple[int, tuple[Meaning, ...]]]:
        """Yield the words that begin at this unit, longest first: the number of units and the meanings."""
        for length in range(min(self._longest.get(found[place], 0), len(found) - place), 0, -1):
            if meanings := self._meanings.get(tuple(found[place : place + length])):
                yield length, tuple(meanings)

    def of(self, word: str, role: str) -> tuple[Meaning, ...]:
        """What a word means in a role."""
        return tuple(meaning for meaning in self._meanings.get(key_of(word), ()) if meaning.role == role)

    def is_type(self, word: str) -> bool:
        """Whether a Chinese word names a type."""
        return any(meaning.role == "type" for meaning in self._meanings.get(tuple(word), ()))

    def __contains__(self, word: str) -> bool:
        return tuple(word) in self._meanings  # a Chinese word: its characters are its units


@cache
def spoken() -> Words:
    """The words of questions, and those by which extraction tells types, levels and verbs where questions lack them."""
    said = [(row["word"], Meaning(row["role"], row["term"], row["value"], row["word"])) for row in rows("questions")]
    asked = Words((word, meaning) for word, meaning in said if meaning.role not in PARTS)
    own = asked.keys()
    for word, meaning in _reported():
        if (key := key_of(word)) not in own:
            asked.add(key, meaning)
            said.append((word, meaning))
    own = asked.keys()
    for word, meaning in (*_exchanged(said), *_levels()):
        if (key := key_of(word)) not in own:
            asked.add(key, meaning)
    return asked


INCOME = "收入"
COMPOUNDS = frozenset({"type", "subtype", "measure", "topic", "task_name", "asked"})  # roles of words that are made up


def _exchanged(said: Iterable[tuple[str, Meaning]]) -> Iterator[tuple[str, Meaning]]:
    """Yield compounds with the word that people say for one of their parts: 兼职老师 for 兼职教师."""
    spoken = [(row["word"], row["value"]) for row in rows("questions") if row["role"] == "exchange"]
    for word, meaning in said:
        if meaning.role in COMPOUNDS:
            yield from ((word.replace(part, other), meaning) for other, part in spoken if part in word and part != word)


def _levels() -> Iterator[tuple[str, Meaning]]:
    """Yield English words for levels: province-wide, at the level of the city, the ministerial level."""
    frames = [(row["word"], row["value"]) for row in rows("questions") if row["role"] == "level_frame"]
    for row in rows("questions"):
        if row["role"] in ("level_noun", "level_adjective"):
            for frame, only in frames:
                if not only or row["role"] == f"level_{only}":
                    word = frame.replace("*", row["word"])
                    yield word, Meaning("level", row["term"], "", word)


@cache
def class_words(term: str) -> tuple[str, ...]:
    """The Chinese words for a whole class of things."""
    words = (r["word"] for r in rows("questions") if (r["role"], r["term"], r["value"]) == ("type", term, ""))
    return tuple(word for word in words if _ALL_HAN.fullmatch(word) and len(word) > 1)


@cache
def scope_words(term: str) -> tuple[str, ...]:
    """The Chinese words for the college or a 专业群 as the subject of a sentence."""
    words = (r["word"] for r in rows("questions") if (r["role"], r["term"]) == ("scope_near", term))
    return tuple(word for word in words if _ALL_HAN.fullmatch(word))


def _reported() -> Iterator[tuple[str, Meaning]]:
    levels = tuple(row["word"] for row in rows("levels") if row["kind"] in ("explicit", "union"))
    grades = tuple(row["word"] for row in rows("grades") if row["kind"] == "word")
    types = frozenset(Type)
    about = frozenset(row["word"] for row in rows("questions") if row["role"] in ("topic", "type", "task_name"))
    for row in rows("heads"):
        word, term = row["word"], row["term"]
        if word.startswith(levels) or (word.endswith(grades) and word not in grades):
            # 省级奖项 and 教学成果特等奖 are read in their two parts
            continue
        if word.endswith(INCOME) and word.removesuffix(INCOME) in about:
            continue  # so is 培训收入, which a report may call 培训到款
        if term == Type.METRIC:  # people and money are asked for by their count only
            yield word, Meaning("measure", term, word, word)
        elif term:
            yield word, Meaning("type" if term in types else "subtype", term, word, word)
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
