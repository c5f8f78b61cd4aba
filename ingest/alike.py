"""Two claims → why they tell of the same thing, or None."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from ingest.names import BARE, Name, name, unit
from kg.records import Claim, Record
from kg.vocabulary import Status, Subtype, Type

TELLING = 10  # counts from which two equal figures are hardly chance
SMALL = 3  # and counts that are not, of a name that says a little more than a head noun
PEOPLE = frozenset({"名", "次", "人次"})  # counted in round figures so often that these tell nothing
CLOSE = 0.15  # how far two figures for the same thing may be apart, relative to the larger
NEAR = 0.75  # share of characters that two names of one thing have in common
LITTLE_SHORTER = 0.6  # length of a form of a name, relative to the longest
SAME_WORDS = 0.5  # of the bigrams of two clauses that tell of the same prize
CLAUSE = 4  # bigrams that a clause must have to be compared
EXACT = 4  # digits that no two measures share by chance: 4816.3, 86.34
CONTEXT = 4  # characters of a name that the sentence of a bare head noun must hold
Place: TypeAlias = tuple[str, int]
_CLAUSE = re.compile("[，。；！？、,;]")
_COMPANY_END = re.compile("(?:集团|控股|股份|有限|责任|总)*(?:公司|集团|厂)")


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim, prepared for comparison."""

    claim: Claim
    name: Name
    unit: str | None
    clause: frozenset[str] = field(repr=False)  # bigrams of the words around the anchor

    @property
    def record(self) -> Record:
        return self.claim.record

    @property
    def place(self) -> Place:
        """The sentence that it stands in."""
        return self.claim.report, self.record.sentence.start


def fact(claim: Claim) -> Fact:
    """Prepare a claim."""
    record = claim.record
    return Fact(claim, name(record), unit(record.unit), _bigrams(clause(record)))


def why(a: Fact, b: Fact, retold: Mapping[tuple[Place, Place], int]) -> tuple[float, str] | None:
    """Strength and reason for taking two claims as one thing. `retold`: figures that their sentences share.

    The reasons: name (the same), short (a company without 有限公司), variant (a longer or shorter form of it), figure
    (the same name of a kind and the same count), retold (their sentences share figures), context (the sentence of a
    mere head noun says the name), summary (the same words and count under a task and again after the tasks), close
    (two figures that are nearly the same).
    """
    if a.name.party or b.name.party:
        return _parties(a, b)
    if a.place == b.place or not _compatible(a, b):
        return None
    counts = _counts(a.record, b.record)
    together = retold.get(pair(a, b), 0)
    if a.name.core == b.name.core:
        return _same_name(a, b, counts, together)
    if counts == "equal":
        return _same_figure(a, b, together)
    if counts == "different" and _measure(a, b) and _within(a.name, b.name) and _close(a, b):
        return 0.4, "close"
    if counts != "different" and not a.name.bare and not b.name.bare and not _prize(a, b) and _form(a, b, counts):
        return 0.6, "variant"
    return None


def _parties(a: Fact, b: Fact) -> tuple[float, str] | None:
    if a.record.type is not b.record.type:
        return None
    if not (a.name.party and b.name.party):
        return (0.9, "short") if _short_for(a, b) or _short_for(b, a) else None
    if a.name.core == b.name.core:
        return 1.0, "name"
    short, long = sorted((a.name.core, b.name.core), key=len)
    placed = len(short) >= 6 and long.endswith(short) and len(long) - len(short) <= 3
    return (0.9, "variant") if placed and a.record.type is not Type.PERSON else None


def _short_for(short: Fact, long: Fact) -> bool:
    """Whether an uncounted name is a company's without 有限公司: by such a one the report goes on to call it."""
    name, whole = short.name.core, long.name.core
    alone = short.record.count is None and len(name) > len("企业")
    return alone and whole.startswith(name) and _COMPANY_END.fullmatch(whole[len(name) :]) is not None


def _compatible(a: Fact, b: Fact) -> bool:
    """Whether nothing that both say speaks against their being one."""
    one, other = a.record, b.record
    said = [
        (one.level, other.level),
        (a.name.level, b.name.level),
        (a.name.batch, b.name.batch),
        (a.name.year, b.name.year),
        (a.unit, b.unit),
    ]
    if any(x is not None and y is not None and x != y for x, y in said):
        return False
    if _grade(one) != _grade(other) and (a.name.core != b.name.core or a.name.bare):
        return False
    if one.level != other.level and (a.name.bare or b.name.bare):
        return False
    candidate = one.status != other.status and Status.CANDIDATE in (one.status, other.status)
    if candidate and (one.count is None or one.count != other.count):
        return False
    if a.name.quoted and b.name.quoted and not Counter(a.name.quoted) & Counter(b.name.quoted):
        return False
    if one.type is other.type:
        return one.subtype == other.subtype or None in (one.subtype, other.subtype) or a.name.core == b.name.core
    return min(len(a.name.core), len(b.name.core)) >= 10  # a long name of its own says more than its type


def _grade(record: Record) -> str | None:
    """第一名 is 第一."""
    return record.grade.removesuffix("名") if record.grade else None


def _counts(one: Record, other: Record) -> str:
    if one.count is None and other.count is None:
        return "none"
    if one.count is None or other.count is None:
        return "one"
    return "equal" if one.count == other.count else "different"


def _same_name(a: Fact, b: Fact, counts: str, together: int) -> tuple[float, str] | None:
    if counts == "equal":
        once = _honour(a) and _honour(b)  # an honour is given once
        if a.name.bare and not (_telling(a) or once or together >= 2 or _told_alike(a, b)):
            return (0.8, "summary") if _summed_up(a, b) and not _prize(a, b) else None
        return 0.95, "figure" if a.name.bare else "name"
    if counts == "different":
        return (0.4, "close") if _close(a, b) else None
    if _won(a, b) and max(a.record.count or 0, b.record.count or 0) > 1:
        return None
    if (a.name.bare and not (_honour(a) and _honour(b))) or _prize(a, b):
        return (0.8, "name") if _told_alike(a, b) else None
    return 0.9, "name"


def _same_figure(a: Fact, b: Fact, together: int) -> tuple[float, str] | None:
    """Different names with the same count and unit."""
    contained = _contained(a.name, b.name)
    if not a.name.bare and not b.name.bare and (contained or _near(a.name, b.name)):
        return 0.85, "variant"
    if contained and (_telling(a) or together >= 2):
        return 0.8, "figure"
    if _measure(a, b) and _digits(a) >= EXACT and _summed_up(a, b, worded=False):
        return 0.75, "figure"
    if together >= 2 and (2 * _shared(a.name, b.name) >= min(len(a.name.core), len(b.name.core)) or _told_alike(a, b)):
        return 0.7, "retold"
    if a.name.bare != b.name.bare and _in_context(a, b):
        return 0.5, "context"
    return None


def _contained(a: Name, b: Name) -> bool:
    """Whether the shorter name is made of characters of the longer one, and both end alike."""
    short, long = sorted((a, b), key=lambda n: len(n.core))
    return short.core[-1:] == long.core[-1:] and not short.characters - long.characters and len(short.core) >= 2


def _within(a: Name, b: Name) -> bool:
    """Whether one name stands in the other: 培训 in 培训量."""
    short, long = sorted((a.core, b.core), key=len)
    return len(short) >= 2 and short in long


def _form(a: Fact, b: Fact, counts: str) -> bool:
    """Whether one name is a form of the other that is hardly shorter, of the same level."""
    short, long = sorted((len(a.name.core), len(b.name.core)))
    many = counts == "one" and _won(a, b) and max(a.record.count or 0, b.record.count or 0) > 1
    return (
        a.record.level == b.record.level and not many and short >= LITTLE_SHORTER * long and _contained(a.name, b.name)
    )


def _near(a: Name, b: Name) -> bool:
    return a.core[-2:] == b.core[-2:] and 2 * _shared(a, b) >= NEAR * (len(a.core) + len(b.core))


def _shared(a: Name, b: Name) -> int:
    return (a.characters & b.characters).total()


def _telling(a: Fact) -> bool:
    """Whether the figure is hardly one of another thing by chance."""
    count = a.record.count or 0
    if a.unit in PEOPLE and count % 10 == 0:
        return False
    return count >= TELLING or (count >= SMALL and len(a.name.core) >= BARE)


def _honour(a: Fact) -> bool:
    return a.record.subtype is Subtype.HONOUR and (a.record.count or 1) == 1


def _won(a: Fact, b: Fact) -> bool:
    return Type.AWARD in (a.record.type, b.record.type)


def _prize(a: Fact, b: Fact) -> bool:
    """Prizes are won many times under one name."""
    return Subtype.PRIZE in (a.record.subtype, b.record.subtype)


def _told_alike(a: Fact, b: Fact) -> bool:
    union = a.clause | b.clause
    enough = min(len(a.clause), len(b.clause)) >= CLAUSE
    return enough and len(a.clause & b.clause) >= SAME_WORDS * len(union)


def _close(a: Fact, b: Fact) -> bool:
    """Two figures for one thing, told under a task and again outside all tasks, that are nearly the same."""
    one, other = _size(a), _size(b)
    near = min(one, other) >= TELLING and abs(one - other) <= CLOSE * max(one, other)
    told = len(a.name.core) >= 2 or _told_much_alike(a, b)
    return near and told and _summed_up(a, b, worded=False)


def _summed_up(a: Fact, b: Fact, *, worded: bool = True) -> bool:
    """Whether one stands under a task and the other, in the same words, in the same part of the report but outside."""
    tasks = [fact.record.sentence.task for fact in (a, b)]
    sections = [fact.record.sentence.section for fact in (a, b)]
    one_part = len({section.scope if section else None for section in sections}) == 1
    same = not worded or "".join(a.record.anchor.split()) == "".join(b.record.anchor.split())
    return same and one_part and (tasks[0] is None) != (tasks[1] is None)


def _measure(a: Fact, b: Fact) -> bool:
    return a.record.type is b.record.type is Type.METRIC and a.unit == b.unit and a.unit not in PEOPLE


def _size(a: Fact) -> float:
    """The figure itself: 8.6 万人日 is 86000."""
    scale = {"万": 10_000, "亿": 100_000_000}.get((a.unit or " ")[0], 1)
    return (a.record.count or 0) * scale


def _digits(a: Fact) -> int:
    """How many digits the figure has that are not merely round."""
    return len(f"{a.record.count or 0:f}".rstrip("0").replace(".", "").strip("0"))


def _in_context(a: Fact, b: Fact) -> bool:
    bare, named = (a, b) if a.name.bare else (b, a)
    if named.record.type is not bare.record.type or named.name.core[-1:] != bare.name.core[-1:]:
        return False
    words = "".join(bare.record.sentence.text.split())
    parts = (named.name.core[at : at + CONTEXT] for at in range(len(named.name.core) - CONTEXT))
    return any(part in words for part in parts)


def pair(a: Fact, b: Fact) -> tuple[Place, Place]:
    """The two sentences, in order."""
    return (a.place, b.place) if a.place <= b.place else (b.place, a.place)


def clause(record: Record) -> str:
    """The words between the commas around the anchor, without the anchor."""
    sentence = record.sentence
    text, start, end = sentence.text, record.start - sentence.start, record.end - sentence.start
    left = max((found.end() for found in _CLAUSE.finditer(text, 0, max(start, 0))), default=0)
    right = _CLAUSE.search(text, end)
    return "".join((text[left:start] + text[end : right.start() if right else len(text)]).split())


def _told_much_alike(a: Fact, b: Fact) -> bool:
    """Whether the shorter of the two clauses is mostly in the other."""
    shorter = min(len(a.clause), len(b.clause))
    return shorter >= CLAUSE and len(a.clause & b.clause) >= SAME_WORDS * shorter


def _bigrams(words: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(words))
