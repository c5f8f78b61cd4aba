"""Text → persons: names after a title (大国工匠X), before one (X同志), or of those who did it (X、Y分别荣获)."""

import re
from collections.abc import Iterator
from functools import cache

from ingest import heads
from ingest.numbers import CHINESE
from kg.words import known, part_of_speech
from ontology import lexicon

_SIGNS = "，。、；：（）()”“"


@cache
def _pattern() -> re.Pattern[str]:
    def words(kind: str) -> str:
        found = {row["word"] for row in lexicon.rows("trims") if row["kind"] == kind}
        if kind == "deed":
            found |= {r["word"] for r in lexicon.rows("verbs") if r["kind"] in ("award", "rated", "list")}
        return "|".join(sorted(found, key=lambda word: (-len(word), word)))

    surnames = "|".join(sorted((row["word"] for row in lexicon.rows("surnames")), key=lambda word: (-len(word), word)))
    name = f"(?:{surnames})[一-鿿]{{1,2}}?"
    names = f"{name}(?:[、和与]{name}){{0,9}}"
    did = rf"(?:{words('deed')})"
    # 马岳、文芳2名教师入选
    deeds = rf"(?:[（(][^（()）]{{1,12}}[)）])?(?:{did}|等?[0-9{CHINESE}]{{1,3}}[名位人](?:{words('counted')})?{did})"
    return re.compile(
        rf"(?:{words('title')})[”’]?(?P<titled>{names})(?=[{_SIGNS}]|{words('after')}|{words('before')}|{words('deed')}|$)"
        rf"|(?:^|(?<=[{_SIGNS}●■])|(?<=其中)|(?<=[由经以])|(?<=推荐)|(?<=聘请)|(?<=邀请))(?P<doing>{names})(?={deeds})"
        rf"|(?<=[出现])(?P<raised>(?:(?<=涌现)|(?<=涌现出)|(?<=培养出)|(?<=培育出)|(?<=走出)){names})(?=等)"
        rf"|(?:(?<=聘请)|(?<=特聘)|(?<=选聘)|(?<=引进))(?P<hired>{names})(?=等?(?:为|担任|出任|任))"
        rf"|(?<=以)(?P<headed>{name})(?=为(?:带头人|首|核心|代表|负责人))"
        rf"|(?:^|(?<=[{_SIGNS}]))(?P<leading>{name})(?=团队(?:{did}|[，、]))"
        rf"|(?<![一-鿿“])(?P<called>{names})(?={words('before')})"
    )


@cache
def _cue() -> re.Pattern[str]:
    """One look that tells the many sentences without any person."""
    kinds = ("title", "before", "deed", "award", "rated", "list")
    rows = (*lexicon.rows("trims"), *lexicon.rows("verbs"))
    return re.compile("|".join(sorted({row["word"] for row in rows if row["kind"] in kinds})))


def persons(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of named persons in a flat text, each name once.

    >>> [text[a:b] for text in ["聘请大国工匠李明担任导师，林小楠、陈树分别获评"] for a, b in persons(text)]
    ['李明', '林小楠', '陈树']
    """
    if not _cue().search(text):
        return
    seen: set[str] = set()
    for match in _pattern().finditer(text):
        group = match.lastgroup or ""
        start = match.start(group)
        for name in re.split("[、和与]", match[group]):
            # 方案获评, 高校入选: a word of the language is no name, unless a title says so
            if name not in seen and not (_does(name) if group == "titled" else _word(name)):
                seen.add(name)
                yield start, start + len(name)
            start += len(name) + 1


def _word(name: str) -> bool:
    """Tell a word of the dictionary from a name that stands in it (王建国)."""
    return known(name) and not (len(name) > 2 and (part_of_speech(name) or "").startswith("nr"))


def _does(name: str) -> bool:
    """Tell what the grammar knows as something else than a name: 荣获, 满意度, 代表队."""
    if not known(name):
        return False
    other = len(name) > 2 and not (part_of_speech(name) or "nr").startswith("nr")
    return other or name in _words() or heads.head(name) is not None


@cache
def _words() -> frozenset[str]:
    return frozenset(row["word"] for file in ("verbs", "particles", "trims") for row in lexicon.rows(file))
