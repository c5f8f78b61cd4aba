"""Noun phrase → Head: the longest head noun that it ends with, and so its type."""

import re
from functools import cache
from typing import NamedTuple

from kg.vocabulary import Subtype, Type
from kg.words import cut, known, part_of_speech
from ontology import lexicon


class Head(NamedTuple):
    """A row of the head nouns."""

    word: str
    type: Type | None
    subtype: Subtype | None
    kind: str


LONGEST = 16


@cache
def _heads() -> dict[str, Head]:
    subtypes = set(Subtype)
    heads: dict[str, Head] = {}
    for row in lexicon.rows("heads"):
        term = row["term"]
        type_ = Type.AWARD if term in subtypes else Type(term) if term else None
        heads[row["word"]] = Head(row["word"], type_, Subtype(term) if term in subtypes else None, row["kind"])
    return heads


@cache
def _tails() -> tuple[str, ...]:
    return tuple(sorted((r["word"] for r in lexicon.rows("trims") if r["kind"] == "tail"), key=lambda w: (-len(w), w)))


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(word[-1] for word in _heads())


def head(text: str, *, skip: str = "") -> Head | None:
    """Look the head up; `skip` leaves one kind of heads aside.

    >>> head("省级教学名师工作室").type, head("省级教学名师").subtype, head("共同努力")
    (<Type.PLATFORM: 'Platform'>, <Subtype.TALENT_TITLE: 'TalentTitle'>, None)
    """
    if text[-1:] not in _last_characters():
        return None
    heads = _heads()
    for length in range(min(len(text), LONGEST), 0, -1):
        found = heads.get(text[-length:])
        if found and (not skip or found.kind != skip):
            return found
    return None


@cache
def _shortlists() -> tuple[str, ...]:
    return tuple(r["word"] for r in lexicon.rows("trims") if r["kind"] == "shortlist")


def without_shortlist(text: str) -> str:
    """Take the list of candidates off: 国家级教学团队候选名单 → 国家级教学团队."""
    for tail in _shortlists():
        if text.endswith(tail) and len(text) > len(tail) + 1:
            return text[: -len(tail)]
    return text


def without_tail(text: str) -> str:
    """Take a noun of doing off the end: 课程标准研制工作 → 课程标准."""
    if not text.endswith(_tails()):
        return text
    for tail in _tails():
        if text.endswith(tail) and len(text) > len(tail) + 1:
            return text[: -len(tail)]
    return text


def told_of(text: str) -> bool:
    """Tell whether a text ends with what is told of a thing: 4个试点的做法."""
    return any(tail.startswith("的") and text.endswith(tail) for tail in _tails())


@cache
def institutes() -> tuple[str, ...]:
    """Give what the names of institutes end with, which may also be platforms."""
    return tuple(row["word"] for row in lexicon.rows("parties") if row["kind"] == "institute")


@cache
def _companies() -> dict[str, Head]:
    names = (r["word"] for r in lexicon.rows("parties") if r["kind"] == "name" and r["term"] == Type.ENTERPRISE)
    return {name: Head(name, Type.ENTERPRISE, None, "alias") for name in names}


def company(text: str) -> Head | None:
    """Give the head of a text that is the short name of a well-known company.

    >>> company("三一重工").type, company("三一重工设备")
    (<Type.ENTERPRISE: 'Enterprise'>, None)
    """
    return _companies().get(text)


@cache
def _short() -> tuple[str, ...]:
    kinds = ("short", "rooted", "suffix")
    rows = (row for row in lexicon.rows("parties") if row["kind"] in kinds and row["term"] == Type.ENTERPRISE)
    words = {row["word"] for row in rows}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def short_named(text: str) -> bool:
    """Tell whether a text ends as the short names of companies do: 大唐能源."""
    return 4 <= len(text) <= 8 and text.endswith(_short())


@cache
def coined(text: str) -> bool:
    """Tell whether a text is the short name of a company by itself, because what it begins with is no word.

    >>> coined("新道科技"), coined("绿色能源")
    (True, False)
    """
    if not short_named(text):
        return _branch(text)
    stem = next(text.removesuffix(end) for end in _short() if text.endswith(end))
    if stem in _places():
        return text[len(stem) :] in _rooted()
    return len(stem) > 1 and (stem in _companies() or not known(stem) or part_of_speech(stem) == "nz")


def _branch(text: str) -> bool:
    """Whether a text is a well-known company with its place: 中国移动山东, 国家电网江苏电力."""
    for length in range(3, min(len(text) - 2, LONGEST) + 1):
        if text[:length] in _companies():
            return length + 2 <= len(text) <= length + 6 and text[length : length + 2] in _places()
    return False


@cache
def _rooted() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("parties") if row["kind"] == "rooted")


@cache
def _places() -> frozenset[str]:
    return frozenset(row["word"][:2] for row in lexicon.rows("places") if row["kind"] == "full")


@cache
def _placed() -> re.Pattern[str]:
    names = {row["word"] for row in lexicon.rows("places")}
    return re.compile("(?:" + "|".join(sorted(names, key=lambda word: (-len(word), word))) + ")[省市县区]?")


def unplaced(name: str) -> str:
    """Take the place off the beginning of a name: 茂名荔乡农业科技."""
    place = _placed().match(name)
    return name[place.end() :] if place else name


def placed(name: str) -> bool:
    """Tell whether a name begins with that of a place."""
    return _placed().match(name) is not None or (part_of_speech(next((w for w, _, _ in cut(name)), "")) == "ns")


def named_company(text: str) -> bool:
    """Tell whether a text names one company, in full or in short."""
    found = head(text)
    full = found is not None and found.type is Type.ENTERPRISE and found.kind != "group" and len(text) > len(found.word)
    return full or text in _companies() or coined(text)


@cache
def group(text: str) -> bool:
    """Tell whether a word is one for companies: 企业, 龙头企业."""
    found = _heads().get(text)
    return found is not None and found.type is Type.ENTERPRISE and found.kind == "group"
