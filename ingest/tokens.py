"""Flat → Token: words, quantities, years, ranks, grades, quoted names, verbs and the small words between."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from ingest.heads import coined
from ingest.numbers import number, quantity
from ingest.patterns import stretches
from ingest.persons import again, persons
from kg.vocabulary import Type
from kg.words import cut
from ontology import lexicon


class Kind(StrEnum):
    """What a token does in a sentence."""

    WORD = "word"
    QUOTE = "quote"  # “…”
    TITLE = "title"  # 《…》
    PERSON = "person"
    PARTY = "party"  # a short name that the report has introduced
    CODE = "code"  # GB/T 39445-2020
    RANK = "rank"  # 第三, 前十
    GRADE = "grade"  # 一等奖; 二、三等奖
    TIME = "time"
    QUANTITY = "quantity"
    VERB = "verb"
    PASSIVE = "passive"
    PREPOSITION = "prep"
    ADVERB = "adv"
    LINK = "link"  # 达, 为: between a measure and its figure
    EACH = "each"
    ETC = "deng"
    AND = "and"
    LIST = "list"  # 、
    COMMA = "comma"
    STOP = "stop"
    OPEN = "open"
    CLOSE = "close"
    OF = "of"  # 的
    SELF = "self"  # the school
    SUBJECT = "subject"
    PART = "sub"  # 其中
    JOINT = "joint"  # - and · inside a name
    OTHER = "other"


class Verb(NamedTuple):
    """A row of the verbs."""

    word: str
    status: str
    kind: str
    position: str


class Token(NamedTuple):
    """A stretch of the flat text; `value` is a quantity's (amount, unit), a year, a grade's grades, a verb's row."""

    kind: Kind
    start: int
    end: int
    text: str
    amount: float | None = None
    unit: str | None = None
    year: int | None = None
    grades: tuple[str, ...] = ()
    verb: Verb | None = None
    type: Type | None = None  # of a party


_PUNCTUATION = {
    **dict.fromkeys("，,：:", Kind.COMMA),
    **dict.fromkeys("；;。！？", Kind.STOP),
    **dict.fromkeys("（([【", Kind.OPEN),
    **dict.fromkeys("）)]】", Kind.CLOSE),
    **dict.fromkeys("-·/ –—－&．", Kind.JOINT),
    "、": Kind.LIST,
    "的": Kind.OF,
}
_FORM = re.compile("(?:股份|控股)?有限(?:责任)?公司")
_NOT_AFTER_NUMERALS = frozenset(
    {"元", "块", "头", "米", "面", "口", "眼", "升", "斤", "分", "字", "天", "核", "t", "g", "倍"}
)  # 二元, 十分
_STRETCH_KINDS = {
    "title": Kind.TITLE,
    "quote": Kind.QUOTE,
    "range": Kind.TIME,
    "span": Kind.TIME,
    "since": Kind.TIME,
    "cohort": Kind.TIME,
    "code": Kind.CODE,
    "point": Kind.COMMA,  # 一是: a clause begins
    "gather": Kind.ADVERB,
    "aim": Kind.ADVERB,
    "way": Kind.ADVERB,
}


@cache
def _tags() -> dict[str, tuple[Kind, Verb | None]]:
    """Word → what it does, for the words of the lexicons of verbs and particles."""
    tags: dict[str, tuple[Kind, Verb | None]] = {}
    for row in lexicon.rows("verbs"):
        tags[row["word"]] = Kind.VERB, Verb(row["word"], row["term"], row["kind"], row["position"])
    for row in lexicon.rows("particles"):
        tags.setdefault(row["word"], (Kind(row["kind"]), None))
    tags["被"] = Kind.PASSIVE, None
    return tags


def _stretch(match: re.Match[str], original: str) -> Token:
    """Make the token of a stretch that the master pattern found."""
    start, end = match.span()
    text = match[0]
    if match["quantity"]:
        if match["numerals"] and match["unit"] in _NOT_AFTER_NUMERALS and not match["wan"]:
            return Token(Kind.WORD, start, end, text)
        amount, _ = quantity(match)
        unit = match["wan"] + original[match.start("unit") : match.end("unit")]
        return Token(Kind.QUANTITY, start, end, text, amount=amount, unit=unit)
    if match["big"]:
        return Token(Kind.QUANTITY, start, end, text, amount=number(match["bignumber"]))
    if match["year"]:
        return Token(Kind.TIME, start, end, text, year=int(match["y"]))
    if match["passed"]:
        return Token(Kind.VERB, start, end, text, verb=Verb(text, "granted", "done", "any"))
    if match["verbal"]:
        kind, verb = _tags()[text]
        return Token(kind, start, end, text, verb=verb)
    if match["grade"]:
        return Token(Kind.GRADE, start, end, text, grades=_grades(text))
    if match["rank"] or match["mark"]:
        return Token(Kind.RANK, start, end, text, grades=(original[start:end],))
    return Token(_STRETCH_KINDS.get(match.lastgroup or "", Kind.WORD), start, end, text)


def _grades(text: str) -> tuple[str, ...]:
    """Spell a coordination of grades out.

    >>> _grades("二、三等奖"), _grades("金、银奖"), _grades("一等奖")
    (('二等奖', '三等奖'), ('金奖', '银奖'), ('一等奖',))
    """
    parts = [part for part in re.split("[、和及/]", text) if part]
    suffix = "等奖" if text.endswith("等奖") else "奖"
    return tuple(part if len(part) > 1 else part + suffix for part in parts)


@cache
def _lexicon_words() -> frozenset[str]:
    return frozenset(lexicon.words())


def _splits(word: str, tag: tuple[Kind, Verb | None]) -> bool:
    """Tell a verb and its object that segmentation took for one word."""
    if tag[1] is None or word in _lexicon_words():
        return False
    return tag[1].position == "any" or word[2:] in _lexicon_words()


def _with_names(found: list[Token], text: str, names: Sequence[tuple[str, Type]], people: Sequence[str]) -> list[Token]:
    """Add the names of persons and the short names of parties where nothing else was found."""
    taken = bytearray(len(text))

    def add(token: Token) -> None:
        if not any(taken[token.start : token.end]):
            taken[token.start : token.end] = b"\1" * (token.end - token.start)
            found.append(token)

    for token in found:
        taken[token.start : token.end] = b"\1" * (token.end - token.start)
    for start, end in (*again(text, people), *persons(text)):
        add(Token(Kind.PERSON, start, end, text[start:end]))
    for name, type_ in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not _FORM.match(text, end):  # not the name in full
                add(Token(Kind.PARTY, at, end, name, type=type_))
            at = text.find(name, end)
    return sorted(found, key=lambda one: one.start)


def tokens(
    text: str, original: str = "", names: Sequence[tuple[str, Type]] = (), people: Sequence[str] = ()
) -> Iterator[Token]:
    """Yield the tokens of a flat text in order; units and grades are quoted from its `original`, not folded, form.

    `names` are the short names of parties, `people` the persons whom the document names somewhere.

    >>> [(t.kind.value, t.text) for t in tokens("获批省级课程3门")]
    [('verb', '获批'), ('word', '省级'), ('word', '课程'), ('quantity', '3门')]
    """
    found = [_stretch(match, original or text) for match in stretches().finditer(text)]
    found = _with_names(found, text, names, people)
    masked = list(text)
    for stretch in found:
        masked[stretch.start : stretch.end] = "\n" * (stretch.end - stretch.start)
    waiting = iter(found)
    following = next(waiting, None)
    tags = _tags()
    begun = 0  # where the words without a break between them begin
    for word, start, end in cut("".join(masked)):
        if word == "\n" or "\n" in word:
            if following and start >= following.start:
                yield following
                following = next(waiting, None)
            continue
        kind = _PUNCTUATION.get(word)
        if kind:
            yield Token(kind, start, end, word)
            begun = end
            continue
        tag = tags.get(word)
        if tag:
            begun = end
        if tag is None and len(word) > 3 and (verb := tags.get(word[:2])) and _splits(word, verb):
            # 引进设备 is a word of the general dictionary
            yield Token(verb[0], start, start + 2, word[:2], verb=verb[1])
            yield Token(Kind.WORD, start + 2, end, word[2:])
        elif tag is None and len(word) == 4 and (verb := tags.get(word[2:])) and coined(text[begun : start + 2]):
            yield Token(Kind.WORD, start, start + 2, word[:2])  # 科技开发 is a word of the general dictionary
            yield Token(verb[0], start + 2, end, word[2:], verb=verb[1])
        elif tag is None and len(word) > 3 and (verb := tags.get(word[-2:])) and verb[1] and verb[1].kind == "deed":
            yield Token(Kind.WORD, start, end - 2, word[:-2])  # 媒体报道
            yield Token(verb[0], end - 2, end, word[-2:], verb=verb[1])
        elif tag:
            yield Token(tag[0], start, end, word, verb=tag[1])
        elif word.isalnum():
            yield Token(Kind.WORD, start, end, word)
        else:
            yield Token(Kind.OTHER, start, end, word)
