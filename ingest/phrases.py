"""Tokens → Phrase: a noun phrase, trimmed to its anchor, with its head, level, year and grades."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest import heads
from ingest.heads import Head
from ingest.levels import NOTHING, Worded, placed, worded
from ingest.numbers import CHINESE
from ingest.tokens import Kind, Token
from kg.vocabulary import PARTIES, Level, Subtype, Type
from kg.words import cut, part_of_speech
from ontology import lexicon

_YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年)")
_VERSION = re.compile("[（(][^（()）]{1,8}[)）]$")  # 《…办法（试行）》
_MODE = re.compile(f"“[0-9{CHINESE}][^0-9{CHINESE}]{{1,3}}[0-9{CHINESE}][^”]{{0,4}}”$")  # “三园两中心” is no place
_CLASS = re.compile("(?<=[一-鿿])[a-d](?:档|类|级|等)$")  # 省级高水平专业群A档
_RESULTS = "到着起来去出入上下"  # what verbs end with that are no nouns: 走到, 送来
_REACHES = "到着起来去给进开入上"  # so too, before where somebody came: 叩开, 走进
_TRAILING = frozenset({Kind.TIME, Kind.OF, Kind.JOINT, Kind.AND})
_NAMED = frozenset({Kind.TITLE, Kind.QUOTE})
_THINGS = frozenset({Type.STANDARD, Type.RESOURCE, Type.OUTPUT, Type.PLATFORM, Type.PROJECT, Type.TEAM})
LONG_HEAD = 5
LONGEST = 120  # characters; no name is longer


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its anchor (flat offsets), its head and what its own words say."""

    start: int
    end: int
    text: str  # of the anchor
    head: Head | None
    level: Worded = NOTHING
    year: int | None = None
    grades: tuple[str, ...] = ()
    quoted: bool = False  # a name in quotes stands in it
    tail: str = ""  # a noun of doing behind the anchor: 建设, 研制工作

    @property
    def type(self) -> Type | None:
        return self.head.type if self.head else None

    @property
    def bare_level(self) -> bool:
        """Whether it is nothing but a level: 国家级."""
        return self.type is None and self.level.start == 0 and self.level.end == len(self.text)

    @property
    def named(self) -> bool:
        """Whether something stands before its head, or the head itself is a whole name (云数据中心)."""
        return (
            self.quoted
            or len(self.text) >= LONG_HEAD
            or (self.head is not None and (len(self.text) > len(self.head.word) or self.head.kind == "alias"))
        )


@cache
def _strips() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("trims") if row["kind"] == "strip")


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("verbs"))


@cache
def _leads() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("trims") if row["kind"] == "lead")


def read_phrase(tokens: Sequence[Token], text: str, around: str = "") -> Phrase | None:
    """Trim a run of nominal tokens to its anchor; a year that stood before goes with the phrase."""
    years = [token.year for token in tokens if token.kind is Kind.TIME]
    year = years[0] if len(years) == 1 else None
    first = 0 if tokens[0].kind is Kind.SELF else _strip_length(tokens)
    last = len(tokens)
    if first == last and tokens[-1].kind is Kind.SUBJECT:
        first -= 1  # 师生8000余人次
    while last > first and tokens[last - 1].kind in _TRAILING:
        last -= 1
    if last <= first:
        return None
    own = _own_people(_own_name(_own_title(tokens[first:last], text), text), text)
    return _phrase(_without_predicate(own, text), text, around, year)


def _own_people(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """在岗培训的船员, 研制的课程标准: people without what they do, a thing without who made it."""
    of = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].kind is Kind.OF), 0)
    if not of or not (tokens[of - 1].kind is Kind.VERB or part_of_speech(tokens[of - 1].text) == "v"):
        return tokens
    found = heads.head(text[tokens[of].end : tokens[-1].end])
    made = of == 1 and found is not None and found.type is not None
    return tokens[of + 1 :] if made or (found and found.kind in ("staff", "person")) else tokens


def _without_predicate(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """企业照着(它招工), X集团坐(到一起): a verb behind what has a head is no part of the name."""
    for last in range(len(tokens) - 1, max(0, len(tokens) - 3), -1):
        word = tokens[last].text
        acts = len(word) == 1 or word[-1] in _RESULTS  # not 企业实践
        if tokens[last].kind is not Kind.WORD or part_of_speech(word) != "v" or not acts:
            break
        found = heads.head(text[tokens[0].start : tokens[last - 1].end])
        if found and found.type in PARTIES and not heads.head(text[tokens[0].start : tokens[-1].end]):
            return tokens[:last]
    return tokens


def _own_name(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """行业龙头企业X公司: the name, without what is said of it before."""
    for i in range(len(tokens) - 2, -1, -1):
        if heads.group(tokens[i].text):
            return tokens[i + 1 :] if heads.named_company(text[tokens[i + 1].start : tokens[-1].end]) else tokens
    return _without_deed(tokens, text)


def _without_deed(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """濒临停产的X公司, 叩开X航空: the company, without what it does and what is done to it."""
    for i in range(len(tokens) - 2, -1, -1):
        token, named = tokens[i], tokens[i + 1].kind is Kind.PARTY
        opens = i == 0 and part_of_speech(token.text) == "v" and len(token.text) > 1
        does = opens and (named or token.text[-1] in _REACHES)
        if token.kind is Kind.OF and heads.named_company(text[tokens[0].start : token.start]):
            return tokens  # X集团的海外工厂
        if (token.kind is Kind.OF or does) and (named or heads.named_company(text[token.end : tokens[-1].end])):
            return tokens[i + 1 :]
    return tokens


def _own_title(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """严格执行《…办法》: only the school or a level before its title belongs to the name of a rule."""
    last = tokens[-1]
    if last.kind is not Kind.TITLE or len(tokens) == 1 or tokens[0].kind is Kind.SELF:
        return tokens
    found = _head("", last)
    before = text[tokens[0].start : last.start]
    return tokens[-1:] if found and found.type is Type.REGULATION and not worded(before).level else tokens


def _strip_length(tokens: Sequence[Token]) -> int:
    """Count the tokens that are no part of the anchor: 各类, 高质量的, 山西首家."""
    first = 0
    strips = _strips()
    if len(tokens) > 1 and tokens[0].text in _leads():
        first = 1  # 到位专项资金; but 项目到位资金
    while first < len(tokens) and (
        tokens[first].kind in (Kind.TIME, Kind.OF, Kind.JOINT)
        or tokens[first].text in strips
        or _praises(tokens[first : first + 2])
    ):
        first += 1
    for i in range(first, min(first + 3, len(tokens) - 1)):
        if i > first and tokens[i].kind is Kind.SELF:
            break  # 省级清廉学校示范单位
        if len(tokens[i].text) > 1 and tokens[i].text in strips:
            first = i + 1
        elif len(tokens[i].text) > 1 and tokens[i].text + tokens[i + 1].text in strips:
            first = i + 2
        elif tokens[i + 1].kind is Kind.OF and tokens[-1].kind is Kind.TITLE:
            first = i + 2  # 批复的《…方案》
    return first


def _praises(tokens: Sequence[Token]) -> bool:
    """生动的(教材): an adjective with its 的."""
    adjective = tokens[0].kind is Kind.WORD and (part_of_speech(tokens[0].text) or "").startswith("a")
    return adjective and len(tokens) > 1 and tokens[1].kind is Kind.OF


def _phrase(tokens: Sequence[Token], text: str, around: str, year: int | None) -> Phrase:
    """Look at the words of a trimmed run of tokens."""
    start, end = tokens[0].start, tokens[-1].end
    anchor = text[start:end]
    last = tokens[-1]
    head, tail = _head(anchor, last), ""
    grades: tuple[str, ...] = ()
    if head and head.kind == "list" and (shorter := heads.without_shortlist(anchor)) != anchor and heads.head(shorter):
        head, tail = heads.head(shorter), anchor[len(shorter) :]
        anchor, end = shorter, start + len(shorter)
    if last.kind in _NAMED and last.start > start:
        said = _described(text[start : last.start])
        head = said if head is None or (said and said.type is Type.STANDARD) else head  # 地方标准《…规范》
    if head is None and (rated := _CLASS.search(anchor)):
        anchor, end = anchor[: rated.start()], start + rated.start()
        head, grades = heads.head(anchor), (rated[0].upper(),)
    if head is None or (head.kind == "stop" and heads.told_of(anchor)):
        shorter = heads.without_tail(anchor)
        if shorter != anchor and (found := _quoted_head(shorter) or heads.head(shorter)):
            tail = anchor[len(shorter) :]
            anchor, head, end = shorter, found, start + len(shorter)
    type_ = head.type if head else None
    level = worded(anchor, type_, around=around)
    if level.level is None and head and head.subtype is Subtype.TALENT_TITLE:
        level = placed(anchor)
    if head is None and level.end == len(anchor) and level.start > 1 and (found := heads.head(anchor[: level.start])):
        # 样板支部国家级2个: the level stands behind its noun
        anchor, head, end = anchor[: level.start], found, start + level.start
        last = next((t for t in tokens if t.end == end), last)
    if year is None:
        written = {int(y) for y in _YEARS.findall(anchor)}
        year = written.pop() if len(written) == 1 else None
    if level.level is None and tokens[0].kind is Kind.SELF and type_ is Type.REGULATION:
        level = Worded(Level.SCHOOL)
    return Phrase(
        start, end, anchor, head,
        level=level,
        year=year,
        grades=last.grades or grades,
        quoted=any(t.kind in (Kind.QUOTE, Kind.TITLE, Kind.CODE) for t in tokens),
        tail=tail,
    )  # fmt: skip


def _head(anchor: str, last: Token) -> Head | None:
    if len(anchor) > LONGEST:
        return None
    if last.kind is Kind.PARTY:
        return Head(last.text, last.type, None, "alias")
    if last.kind is Kind.CODE:
        return Head(last.text, Type.STANDARD, None, "")
    if last.kind is Kind.RANK:
        return Head(last.text, Type.AWARD, Subtype.RANKING, "rank")
    if last.kind is Kind.GRADE:
        return Head(last.text, Type.AWARD, Subtype.PRIZE, "")
    if last.kind is Kind.TITLE:
        return heads.head(_VERSION.sub("", last.text[1:-1]))
    if company := heads.company(anchor):
        return company
    if last.kind is Kind.QUOTE:
        return None if _MODE.match(last.text) else heads.head(last.text[1:-1])
    return heads.head(anchor)


def _described(before: str) -> Head | None:
    """国家职业标准《X》, 水稻新品种“Y”: what a name stands behind says what it is."""
    found = heads.head(before)
    return found if found and found.type in _THINGS else None


def _quoted_head(anchor: str) -> Head | None:
    return heads.head(anchor[:-1]) if anchor[-1] in "”》" else None


def deed(phrase: Phrase) -> Phrase:
    """来到茶园采摘体验: what is done, the last of what so many people did."""
    *before, (_, start, _) = cut(phrase.text)
    for word, at, _ in reversed(before):
        if not (part_of_speech(word) or "v").startswith("v") and word not in _verbs():
            break
        start = at
    return replace(phrase, start=phrase.start + start, text=phrase.text[start:])


def behind_of(phrase: Phrase) -> Phrase:
    """茶农的技术培训: the measure, without whom it serves."""
    start = phrase.text.rfind("的") + 1
    return replace(phrase, start=phrase.start + start, text=phrase.text[start:])


def merge(phrases: Sequence[Phrase], text: str) -> Phrase:
    """Make one phrase of a joint head: 教学名师、优秀教师."""
    first, last = phrases[0], phrases[-1]
    level = next((p.level for p in phrases if p.level.level), NOTHING)
    return replace(
        last, start=first.start, text=text[first.start : last.end], level=level,
        year=first.year or last.year, quoted=any(p.quoted for p in phrases),
        grades=tuple(grade for p in phrases for grade in p.grades),
    )  # fmt: skip
