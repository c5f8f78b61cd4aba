"""Flat → Token: words, quantities, years, ranks, grades, quoted names, verbs and the small words between."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from ingest.numbers import number, quantity, quantity_pattern
from kg.words import cut
from ontology import lexicon


class Kind(StrEnum):
    """What a token does in a sentence."""

    WORD = "word"
    QUOTE = "quote"  # “…”
    TITLE = "title"  # 《…》
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


_PUNCTUATION = {
    "、": Kind.LIST, "，": Kind.COMMA, ",": Kind.COMMA, "；": Kind.STOP, ";": Kind.STOP, "。": Kind.STOP, "！": Kind.STOP,
    "？": Kind.STOP, "：": Kind.COMMA, ":": Kind.COMMA, "（": Kind.OPEN, "(": Kind.OPEN, "[": Kind.OPEN, "【": Kind.OPEN,
    "）": Kind.CLOSE, ")": Kind.CLOSE, "]": Kind.CLOSE, "】": Kind.CLOSE, "的": Kind.OF, "-": Kind.JOINT, "—": Kind.JOINT,
    "·": Kind.JOINT, "/": Kind.JOINT, " ": Kind.JOINT, "–": Kind.JOINT, "－": Kind.JOINT, "&": Kind.JOINT, "．": Kind.JOINT,
}  # fmt: skip
_CHINESE_NUMBER = "[一二三四五六七八九十百]{1,4}"
_NOT_AFTER_NUMERALS = frozenset({"元", "分", "字", "天", "核", "t", "g", "倍"})  # 二元, 十分
_YEAR = r"(?:19|20)[0-9]{2}"


@cache
def _master() -> re.Pattern[str]:
    """Build the pattern of all stretches that segmentation must not look into, in order of preference."""
    idioms = _longest_first(r["word"] for r in lexicon.rows("idioms"))
    stems = "".join(r["word"] for r in lexicon.rows("grades") if r["kind"] == "stem")
    grades = _longest_first(r["word"] for r in lexicon.rows("grades") if r["kind"] == "word")
    places = "|".join(_longest_first(r["word"] for r in lexicon.rows("grades") if r["kind"] == "place"))
    marks = "|".join(_longest_first(r["word"] for r in lexicon.rows("grades") if r["kind"] == "mark"))
    return re.compile(
        "|".join(
            (
                r"(?P<title>《[^《》]{1,80}》|《(?:[^《》]|《[^《》]{0,40}》){1,80}》)",
                r"(?P<quote>“[^“”]{1,60}”|“(?:[^“”]|“[^“”]{0,40}”){1,80}”|「[^「」]{1,60}」|\"[^\"]{1,60}\"|‘[^‘’]{1,60}’)",
                rf"(?P<range>{_YEAR}年?[-—–~～至到]{{1,2}}{_YEAR}(?:学?年度?)?底?)",
                rf"(?P<year>(?:截至|截止到?|到)?(?P<y>{_YEAR})(?:学?年度?(?:(?:1[0-2]|[1-9])月份?(?:[0-9]{{1,2}}日)?)?[底末初]?"
                rf"(?:上半年|下半年|期间|以来)?|(?![0-9年.%a-z余多])(?=[^0-9]{{2}})))",
                rf"(?P<span>(?:近|过去|前|后|连续|累计)?(?:{_CHINESE_NUMBER}|[0-9]{{1,2}}|两)(?:个月|年)(?:来|间|内|多|以来|期)?"
                rf"(?!制|级|一贯))",
                rf"(?P<grade>(?:[{stems}](?:、|和|及|/)?){{0,4}}(?:{'|'.join(grades)})"
                rf"(?:(?:、|和|及|/)(?:{'|'.join(grades)}))*|[{stems}](?:[、和][{stems}]){{1,3}}奖)",
                rf"(?P<ordinal>第(?:{_CHINESE_NUMBER}|[0-9]{{1,3}})(?:届|批|期|轮|次|年|部分|章|条|季|站|代|职|学期|学历|课堂|三方|产业))",
                rf"(?P<rank>第(?:{_CHINESE_NUMBER}|[0-9]{{1,4}})(?:名|位|方阵|梯队|档)?|前(?:{_CHINESE_NUMBER}|[0-9]{{1,3}})(?:名|位|强|列|甲)?(?!%)"
                rf"|{places})",
                rf"(?P<mark>(?<=[为获是])(?:[a-d]\+?(?:等|级|档)|(?:{marks})(?=[，。；、（]|$)))",
                rf"(?P<idiom>{'|'.join(map(re.escape, idioms))}|[0-9]{{1,4}}强|[{'一二三四五六七八九十'}]是)",
                rf"(?P<big>(?P<bignumber>[0-9]{{1,2}}|{_CHINESE_NUMBER}|两)大(?!赛|奖|学|型|数据|师|力|会|类|方面|模块|模型|湾|战))",
                rf"(?P<quantity>{quantity_pattern()})",
                r"(?P<latin>[a-z0-9][a-z0-9+.#_]*(?:[\-/][a-z0-9+.#_]+)*%?)",
            )
        )
    )


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
    if match["grade"]:
        return Token(Kind.GRADE, start, end, text, grades=_grades(text))
    if match["rank"] or match["mark"]:
        return Token(Kind.RANK, start, end, text, grades=(original[start:end],))
    kinds = {"title": Kind.TITLE, "quote": Kind.QUOTE, "range": Kind.TIME, "span": Kind.TIME}
    return Token(kinds.get(match.lastgroup or "", Kind.WORD), start, end, text)


def _grades(text: str) -> tuple[str, ...]:
    """Spell a coordination of grades out.

    >>> _grades("二、三等奖"), _grades("金、银奖"), _grades("一等奖")
    (('二等奖', '三等奖'), ('金奖', '银奖'), ('一等奖',))
    """
    parts = [part for part in re.split("[、和及/]", text) if part]
    suffix = "等奖" if text.endswith("等奖") else "奖"
    return tuple(part if len(part) > 1 else part + suffix for part in parts)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def tokens(text: str, original: str = "") -> Iterator[Token]:
    """Yield the tokens of a flat text in order; units and grades are quoted from its `original`, not folded, form.

    >>> [(t.kind.value, t.text) for t in tokens("获批省级课程3门")]
    [('verb', '获批'), ('word', '省级'), ('word', '课程'), ('quantity', '3门')]
    """
    stretches = [_stretch(match, original or text) for match in _master().finditer(text)]
    masked = list(text)
    for stretch in stretches:
        masked[stretch.start : stretch.end] = "\n" * (stretch.end - stretch.start)
    waiting = iter(stretches)
    following = next(waiting, None)
    tags = _tags()
    for word, start, end in cut("".join(masked)):
        if word == "\n" or "\n" in word:
            if following and start >= following.start:
                yield following
                following = next(waiting, None)
            continue
        kind = _PUNCTUATION.get(word)
        if kind:
            yield Token(kind, start, end, word)
            continue
        tag = tags.get(word)
        if tag:
            yield Token(tag[0], start, end, word, verb=tag[1])
        elif word.isalnum():
            yield Token(Kind.WORD, start, end, word)
        else:
            yield Token(Kind.OTHER, start, end, word)
