"""Token → Element: noun phrases with their heads, and the verbs, quantities and small words between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ingest import heads
from ingest.heads import Head
from ingest.levels import NOTHING, Worded, worded
from ingest.tokens import Kind, Token
from kg.vocabulary import Level, Subtype, Type
from ontology import lexicon

NOMINAL = frozenset({Kind.WORD, Kind.QUOTE, Kind.TITLE, Kind.RANK, Kind.GRADE, Kind.SUBJECT})
_STARTS_CLAUSE = frozenset({Kind.COMMA, Kind.STOP, Kind.VERB, Kind.ADVERB, Kind.SELF, Kind.TIME, Kind.PART, Kind.OPEN})
_YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年)")
LONG_HEAD = 5
_DEPTH = 4  # brackets in brackets


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
    words: int = 1

    @property
    def type(self) -> Type | None:
        return self.head.type if self.head else None

    @property
    def bare_level(self) -> bool:
        """Whether it is nothing but a level: 国家级."""
        return self.head is None and self.level.start == 0 and self.level.end == len(self.text)

    @property
    def named(self) -> bool:
        """Whether something stands before its head, or the head itself is a whole name (云数据中心)."""
        return (
            self.quoted
            or len(self.text) >= LONG_HEAD
            or (self.head is not None and len(self.text) > len(self.head.word))
        )


@dataclass(frozen=True, slots=True)
class Element:
    """One piece of a sentence; `kind` is a token's kind, or `phrase`, or `bracket` with `children`."""

    kind: str
    start: int
    end: int
    token: Token | None = None
    phrase: Phrase | None = None
    children: "tuple[Element, ...]" = field(default=())


@cache
def _links() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("particles") if row["kind"] == Kind.LINK.value)


@cache
def _strips() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("trims") if row["kind"] == "strip")


def elements(tokens: Sequence[Token], text: str, around: str = "", depth: int = 0) -> list[Element]:
    """Group tokens into elements, brackets nested."""
    return _Builder(tokens, text, around, depth).build()


class _Builder:
    def __init__(self, tokens: Sequence[Token], text: str, around: str, depth: int) -> None:
        self.tokens, self.text, self.around, self.depth = tokens, text, around, depth
        self.current: list[Token] = []
        self.out: list[Element] = []
        self.closing = _pairs(tokens)

    def build(self) -> list[Element]:
        i = 0
        while i < len(self.tokens):
            i = self.step(i)
        self.flush()
        return self.out

    def step(self, i: int) -> int:
        """Take the token at `i`; give the place of the next."""
        token = self.tokens[i]
        kind = token.kind
        if kind is Kind.OPEN:
            return self.bracket(i)
        if token.text in _links() and self.quantity_follows(i + 1):
            self.flush()
            self.out.append(Element(Kind.LINK.value, token.start, token.end, token=token))
            return i + 1
        if kind in NOMINAL or (kind is Kind.VERB and not self.governs(i)):
            self.current.append(token)
        elif kind is Kind.TIME and (self.current or self.nominal(i + 1)):
            self.current.append(token)
        elif kind in (Kind.OF, Kind.JOINT) and self.current and self.nominal(i + 1, verbs=True):
            self.current.append(token)
        elif kind is Kind.AND and self.inside(i):
            self.current.append(token)
        elif kind is Kind.SELF and (self.current or self.owns_rule(i)):
            self.current.append(token)
        elif kind is Kind.ETC and not self.current and not self.out:
            pass
        else:
            self.flush()
            self.single(token, i)
        return i + 1

    def single(self, token: Token, i: int) -> None:
        kind = token.kind
        if kind is Kind.OF or kind is Kind.JOINT or kind is Kind.CLOSE:
            return
        if token.text == "为":
            kind = Kind.PREPOSITION
        if token.text == "将":
            after = self.tokens[i + 1].kind if i + 1 < len(self.tokens) else None
            kind = Kind.VERB if after in (Kind.VERB, Kind.ADVERB) else Kind.PREPOSITION
        if kind is Kind.AND and token.text in ("与", "和", "及") and self.starts_clause(i):
            kind = Kind.PREPOSITION
        self.out.append(Element(kind.value, token.start, token.end, token=token))

    def owns_rule(self, i: int) -> bool:
        """学院《…办法》: the school before the title of its rule is part of the name."""
        return i + 1 < len(self.tokens) and self.tokens[i + 1].kind is Kind.TITLE and not self.nominal(i + 2)

    def quantity_follows(self, i: int) -> bool:
        while i < len(self.tokens) and self.tokens[i].kind in (Kind.ADVERB, Kind.LINK, Kind.EACH):
            i += 1
        return i < len(self.tokens) and (
            self.tokens[i].kind in (Kind.QUANTITY, Kind.RANK) or self.tokens[i].text.endswith("%")
        )

    def nominal(self, i: int, *, verbs: bool = False) -> bool:
        if i >= len(self.tokens):
            return False
        token = self.tokens[i]
        return token.kind in NOMINAL or (
            verbs and token.kind is Kind.VERB and token.verb is not None and token.verb.position != "any"
        )

    def starts_clause(self, i: int) -> bool:
        """Whether a verb at `i` would stand where a clause begins."""
        if i == 0:
            return True
        before = self.tokens[i - 1]
        if before.kind in _STARTS_CLAUSE:
            return True
        if before.kind in (Kind.LIST, Kind.AND) and i > 1:
            return self.tokens[i - 2].kind in (Kind.QUANTITY, Kind.CLOSE, Kind.VERB)
        return before.text in ("了", "并")

    def governs(self, i: int) -> bool:
        """Tell a verb that governs from one that is part of a name (开发了教材; 资源开发中心)."""
        token = self.tokens[i]
        assert token.verb is not None
        position = token.verb.position
        if position == "any":
            return True
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if following is None or following.kind in (
            Kind.OF,
            Kind.LIST,
            Kind.LINK,
            Kind.EACH,
            Kind.ETC,
            Kind.COMMA,
            Kind.STOP,
        ):
            return False
        if self.starts_clause(i) and not self.current:
            if position == "start" and following.kind is Kind.QUANTITY:
                return self.nominal(i + 2)
            return True
        if following.text == "了":
            return True
        return position == "subject" and bool(self.current) and all(t.kind is Kind.SUBJECT for t in self.current)

    def inside(self, i: int) -> bool:
        """Whether 和, 与, 及 at `i` is part of a name: nothing that it could end has a head, and a name goes on."""
        if not self.current or not self.nominal(i + 1, verbs=True):
            return False
        if self.tokens[i].text in ("暨",):
            return True
        if self.tokens[i].text in ("或", "或者", "以及", "同时", "并且"):
            return False
        last = self.current[-1]
        if last.kind in (Kind.TITLE, Kind.GRADE, Kind.RANK):
            return False
        if last.kind is Kind.QUOTE and self.tokens[i + 1].kind is Kind.QUOTE:
            return False
        text = self.text[self.current[0].start : last.end]
        return heads.head(text) is None and worded(text).end != len(text)

    def bracket(self, i: int) -> int:
        """Take a bracket: as part of a name, or as an element that holds sub-counts."""
        close = self.closing.get(i)
        if close is None or self.depth >= _DEPTH:
            self.flush()
            return i + 1
        inner = self.tokens[i + 1 : close]
        counted = any(t.kind is Kind.QUANTITY for t in inner)
        if not counted and self.current:
            if self.nominal(close + 1, verbs=True) and len(inner) <= 12:
                start, end = self.tokens[i].start, self.tokens[close].end
                self.current.append(Token(Kind.WORD, start, end, self.text[start:end]))
            elif close + 1 < len(self.tokens) and self.tokens[close + 1].kind in (Kind.QUANTITY, Kind.LINK):
                pass  # 领军人才（含职教专家）19名: the phrase goes on to its figure
            else:
                self.flush()
            return close + 1
        self.flush()
        children = elements(inner, self.text, self.around, self.depth + 1)
        if children:
            self.out.append(Element("bracket", self.tokens[i].start, self.tokens[close].end, children=tuple(children)))
        return close + 1

    def flush(self) -> None:
        """Close the current noun phrase."""
        if not self.current:
            return
        tokens, self.current = self.current, []
        self.out.extend(_phrase_elements(tokens, self.text, self.around))


def _pairs(tokens: Sequence[Token]) -> dict[int, int]:
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for i, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            opened.append(i)
        elif token.kind is Kind.CLOSE and opened:
            pairs[opened.pop()] = i
    return pairs


def _phrase_elements(tokens: list[Token], text: str, around: str) -> list[Element]:
    """Trim a run of nominal tokens to its anchor; a year that stood before goes with the phrase."""
    years = [t.year for t in tokens if t.kind is Kind.TIME]
    year = years[0] if len(years) == 1 else None
    first = 0 if tokens[0].kind is Kind.SELF else _strip_length(tokens)
    tokens = tokens[first:]
    while tokens and tokens[-1].kind in (Kind.TIME, Kind.OF, Kind.JOINT, Kind.AND):
        tokens = tokens[:-1]
    if not tokens:
        return []
    return [Element("phrase", tokens[0].start, tokens[-1].end, phrase=make_phrase(tokens, text, around, year))]


def _strip_length(tokens: Sequence[Token]) -> int:
    """Count the tokens that are no part of the anchor: 各类, 高质量的, 山西首家."""
    first = 0
    strips = _strips()
    while first < len(tokens) and (
        tokens[first].kind in (Kind.TIME, Kind.OF, Kind.JOINT) or tokens[first].text in strips
    ):
        first += 1
    for i in range(first, min(first + 3, len(tokens) - 1)):
        if tokens[i].text in strips:
            first = i + 1
        elif tokens[i].text + tokens[i + 1].text in strips:
            first = i + 2
        elif tokens[i + 1].kind is Kind.OF and tokens[-1].kind is Kind.TITLE:
            first = i + 2  # 批复的《…方案》
    return first


def make_phrase(tokens: Sequence[Token], text: str, around: str, year: int | None) -> Phrase:
    """Look at the words of a trimmed run of tokens."""
    start, end = tokens[0].start, tokens[-1].end
    anchor = text[start:end]
    last = tokens[-1]
    head = _head(anchor, last)
    if head is None:
        shorter = heads.without_tail(anchor)
        if shorter != anchor and (found := heads.head(shorter)):
            anchor, head, end = shorter, found, start + len(shorter)
    type_ = head.type if head else None
    if year is None:
        written = {int(y) for y in _YEARS.findall(anchor)}
        year = written.pop() if len(written) == 1 else None
    level = worded(anchor, type_, around=around)
    if level.level is None and tokens[0].kind is Kind.SELF and type_ is Type.REGULATION:
        level = Worded(Level.SCHOOL)
    return Phrase(
        start, end, anchor, head,
        level=level,
        year=year,
        grades=last.grades,
        quoted=any(t.kind in (Kind.QUOTE, Kind.TITLE) for t in tokens),
        words=len(tokens),
    )  # fmt: skip


def _head(anchor: str, last: Token) -> Head | None:
    if last.kind is Kind.RANK:
        return Head(last.text, Type.AWARD, Subtype.RANKING, "rank")
    if last.kind is Kind.GRADE:
        return Head(last.text, Type.AWARD, Subtype.PRIZE, "")
    if last.kind in (Kind.QUOTE, Kind.TITLE):
        return heads.head(last.text[1:-1])
    return heads.head(anchor)


def merge(phrases: Sequence[Phrase], text: str) -> Phrase:
    """Make one phrase of a joint head: 教学名师、优秀教师."""
    first, last = phrases[0], phrases[-1]
    level = next((p.level for p in phrases if p.level.level), NOTHING)
    return replace(
        last, start=first.start, text=text[first.start : last.end], level=level,
        year=first.year or last.year, quoted=any(p.quoted for p in phrases),
    )  # fmt: skip
