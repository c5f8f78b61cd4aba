"""Text → persons: names after a title (大国工匠X), before one (X同志), or of those who did it (X、Y分别荣获)."""

import re
from collections.abc import Iterator
from functools import cache

from ingest import heads
from ingest.numbers import CHINESE
from kg.words import cut, known, part_of_speech
from ontology import lexicon

_SIGNS = "，。、；：（）()”“"
_NO_NAME = re.compile("[的了着地得和与及之其是在不队组团率]")
_GOES_ON = ("v", "p", "d", "c", "uj", "ul", "r")  # a verb, a preposition, 的: parts of speech behind a name, not in one
_ONCE = re.compile("一[一-鿿]{1,2}就")  # 一待就是三年
_AHEAD = 6  # characters behind a name that are enough to know its next word by


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
    yield from (*_listed(text, seen), *_in_action(text, seen))


def _listed(text: str, seen: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the names that a title, a verb or a list tells."""
    for match in _pattern().finditer(text):
        group = match.lastgroup or ""
        start = match.start(group)
        for name in re.split("[、和与]", match[group]):
            # 方案获评, 高校入选: a word of the language is no name, unless a title says so
            if (
                name not in seen
                and not _NO_NAME.search(name)
                and not (_does(name) if group == "titled" else _word(name))
            ):
                seen.add(name)
                yield start, start + len(name)
            start += len(name) + 1


def _in_action(text: str, seen: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the names behind a title of which the sentence goes on to tell something: 教师X主讲的, 学生X凭一手绝活."""
    for match in _titled().finditer(text):
        start = match.end()
        name = _name(text, start)
        if name and name not in seen:
            seen.add(name)
            yield start, start + len(name)


def _name(text: str, start: int) -> str:
    """The name that begins at `start`, told from the words behind it; empty where none does."""
    surname = _surname().match(text, start)
    if not surname:
        return ""
    short, long = (text[start : surname.end() + given] for given in (1, 2))
    if _NO_NAME.search(short) or heads.head(long) or _does(long):
        return ""
    if _goes_on(text, start + len(short), least=2):
        return "" if known(short) else short
    plain = surname[0] not in _words_too()
    if not _NO_NAME.search(long) and _goes_on(text, start + len(long), least=1 if plain else 2):
        odd = known(long[:2]) and not (part_of_speech(long[-1]) or "").startswith("nr")  # 任务书
        return "" if odd or (not plain and known(long[len(surname[0]) :])) else long
    return short if plain and not known(short) and _goes_on(text, start + len(short)) else ""


def _goes_on(text: str, at: int, *, least: int = 1) -> bool:
    """Whether a word (of so many characters) at `at` begins what is told of somebody."""
    if _ONCE.match(text, at):
        return least == 1
    word = next((word for word, _, _ in cut(text[at : at + _AHEAD])), "")
    return len(word) >= least and (word in _words() or (part_of_speech(word) or "").startswith(_GOES_ON))


@cache
def _titled() -> re.Pattern[str]:
    titles = {row["word"] for row in lexicon.rows("trims") if row["kind"] == "title"}
    return re.compile("(?:" + "|".join(sorted(titles, key=lambda word: (-len(word), word))) + ")[”’]?")


@cache
def _surname() -> re.Pattern[str]:
    names = {row["word"] for row in lexicon.rows("surnames")}
    return re.compile("|".join(sorted(names, key=lambda word: (-len(word), word))))


@cache
def _words_too() -> frozenset[str]:
    """The surnames that are words besides, often those before a verb: 于, 边, 常."""
    return frozenset(row["word"] for row in lexicon.rows("surnames") if row["kind"] == "word")


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
