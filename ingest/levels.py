"""Words → Level: what level a noun phrase words, and whether it is a union with the levels above."""

import re
from functools import cache
from typing import NamedTuple

from kg.vocabulary import PARTIES, Level, Type
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
    if type_ in _LEVELLESS or not _shortcut().search(text):
        return NOTHING
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
