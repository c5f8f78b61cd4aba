"""Words → Level: what level a noun phrase words, and whether it is a union with the levels above."""

import re
from functools import cache
from typing import NamedTuple

from kg.vocabulary import PARTIES, Level, Type
from kg.words import known
from ontology import lexicon


class Worded(NamedTuple):
    """A level as a phrase words it."""

    level: Level | None = None
    at_least: bool = False
    start: int = -1  # where the cue stands in the phrase
    end: int = -1
    kind: str = ""


NOTHING = Worded()
_MUNICIPALITIES = re.compile("北京|天津|上海|重庆")
_CITY = re.compile("([一-鿿]{2,3})市(?![场值民])")  # 青岚市教学名师
_LEVELLESS = (PARTIES | {Type.OUTPUT}) - {Type.ENTERPRISE}  # 国家级产教融合型企业 has one


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    kinds = {row["word"]: (row["term"], row["kind"]) for row in lexicon.rows("levels")}
    kinds |= {row["word"]: (row["term"], "place") for row in lexicon.rows("places") if row["kind"] == "full"}
    starts = {word for word, (_, kind) in kinds.items() if kind == "start"}
    alternatives = sorted(kinds, key=lambda word: (-len(word), word))
    # 省奖, 某市 at a start only: inside a word 省 and 市 are parts of others
    pattern = "|".join(
        f"(?:(?<![一-鿿])|(?<=[、和及与]))(?:{w})" if w in starts else re.escape(w) for w in alternatives
    )
    return re.compile(pattern), kinds


@cache
def _shortcut() -> re.Pattern[str]:
    """One look that tells the many phrases without any cue."""
    return re.compile("[" + "".join(sorted({word[0] for word in _cues()[1]})) + "]")


def worded(text: str, type_: Type | None = None, *, around: str = "") -> Worded:
    """Find the level that a phrase words; `around` tells whether 市级 is that of a municipality.

    >>> [worded(t).level for t in ("国家级教学团队", "山西省国培项目", "省部级课题", "国际化课程", "教材")]
    [<Level.NATIONAL: 'national'>, <Level.PROVINCIAL: 'provincial'>, <Level.PROVINCIAL: 'provincial'>, None, None]
    """
    if type_ in _LEVELLESS:
        return NOTHING
    best = _best(text, type_, around) if _shortcut().search(text) else NOTHING
    return best if best.level or type_ is Type.ENTERPRISE else _city(text, around)


def placed(text: str) -> Worded:
    """Find the level of a title that begins with the mere name of a province or city: 江苏工匠."""
    level = next((_places()[text[:length]] for length in (3, 2) if text[:length] in _places()), None)
    return Worded(Level(level), start=-1, end=-1, kind="place") if level else NOTHING


@cache
def _places() -> dict[str, str]:
    return {row["word"]: row["term"] for row in lexicon.rows("places") if row["kind"] == "bare"}


def _city(text: str, around: str) -> Worded:
    """A city that no list has: the institution bears its name, or the language has no such word."""
    found = _CITY.match(text)
    if not found or not (around.startswith(found[1]) or not (known(found[1]) or known(found[0][-2:]))):
        return NOTHING
    return Worded(Level.MUNICIPAL, start=0, end=found.end(), kind="place")


def _best(text: str, type_: Type | None, around: str) -> Worded:
    pattern, kinds = _cues()
    best, rank = NOTHING, (0, 0)
    for match in pattern.finditer(text):
        term, kind = kinds[match[0]]
        if kind == "ranking" and type_ is not Type.AWARD:
            continue
        if kind == "block" or (kind == "contest" and type_ not in (Type.AWARD, Type.EVENT, None)):
            continue
        if type_ is Type.ENTERPRISE and kind not in ("explicit", "union"):
            continue
        level = Level(term)
        if level is Level.MUNICIPAL and _MUNICIPALITIES.search(around + text):
            level = Level.PROVINCIAL
        # What says the level itself wins; among issuers and fields the lowest: 山西省…国培, 全国…榜单全省第一
        strength = {"explicit": 3, "union": 3, "weak": 1}.get(kind, 2)
        candidate = strength, 0 if strength == 3 else list(Level).index(level)
        if candidate > rank:
            best, rank = Worded(level, kind == "union", match.start(), match.end(), kind), candidate
    return best
