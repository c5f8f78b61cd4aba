"""Two claims → why they tell of the same thing, or None."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ingest.called import one_party
from ingest.names import BARE, Name, name, unit
from ingest.told import bigrams, clause, people, runs, subject
from kg.records import Claim, Record
from kg.vocabulary import Scope, Status, Subtype, Type

TELLING = 10  # counts from which two equal figures are hardly chance
SMALL = 3  # and counts that are not, of a name that says a little more than a head noun
PEOPLE = frozenset({"名", "次", "人次"})  # counted in round figures so often that these tell nothing
CLOSE = 0.1  # how far two figures for the same thing may be apart, relative to the larger
LITTLE_SHORTER = 0.6  # length of a form of a name, relative to the longest
SAME_WORDS = 0.5  # of the bigrams of two clauses that tell of the same prize
CLAUSE = 4  # bigrams that a clause must have to be compared
EXACT = 4  # digits that no two measures share by chance: 4816.3, 86.34
TITLE = 4  # characters by which a title is told from others: 技术能手, two more with its level
OF_ITS_OWN = 8  # characters of a name that needs no level to be known
WORDED = 3  # digits that two measures of like names do not share by chance: 273, 9.24
PERSON_DAYS = 2  # and in a unit that little else is measured in
OWN = 2  # characters that each of two names has and the other has not: they name two things
CONTEXT = 4  # characters of a name that the sentence of a bare head noun must hold
_TITLED = re.compile("《([^《》]+)》")
_GRADE = re.compile("[特一二三四]等奖|[金银铜]奖")
Place: TypeAlias = tuple[str, int]


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
    spelled = unit(record.unit)
    times = spelled == "次" and record.subtype is Subtype.HONOUR  # 2次被评为, 2个被评为
    return Fact(claim, name(record), unit("项") if times else spelled, bigrams(clause(record)))


def why(a: Fact, b: Fact, retold: Mapping[tuple[Place, Place], int]) -> tuple[float, str] | None:
    """Strength and reason for taking two claims as one thing. `retold`: figures that their sentences share.

    The reasons: name (the same), short (a company's short name, see `called`), variant (a longer or shorter form of
    it), figure (the same name of a kind and the same count), retold (their sentences share figures, or tell the same
    of one subject), context (the sentence of a mere head noun says the name), summary (the same words and count under
    a task and again after the tasks), close (two figures that are nearly the same).
    """
    if a.name.party or b.name.party:
        both = a.name.party and b.name.party
        return one_party((a.claim, a.name), (b.claim, b.name)) if both else None
    if a.place == b.place or not _compatible(a, b) or _of_other_groups(a, b):
        return None
    counts = _counts(a.record, b.record)
    together = retold.get(pair(a, b), 0)
    if a.name.core == b.name.core:
        return _same_name(a, b, counts, together)
    if counts in ("none", "one") and not _many(a, b) and _titled_alike(a, b):
        return 0.8, "title"
    if counts == "equal":
        return _same_figure(a, b, together)
    if counts == "different" and _measure(a, b) and _within(a.name, b.name) and _close(a, b):
        return 0.4, "close"
    one = counts == "none" or (counts == "one" and not _many(a, b))
    if one and not a.name.bare and not b.name.bare and not _prize(a, b) and _form(a, b):
        return 0.6, "variant"
    return None


def _compatible(a: Fact, b: Fact) -> bool:
    """Whether nothing that both say speaks against their being one."""
    one, other = a.record, b.record
    said = [
        (one.level, other.level),
        (None, None) if _levelled(one) and _levelled(other) else (a.name.level, b.name.level),
        (one.year, other.year),
        (a.name.batch, b.name.batch),
        (a.name.year, b.name.year),
        (a.unit, b.unit),
        (one.whose, other.whose),
    ]
    if any(x is not None and y is not None and x != y for x, y in said):
        return False
    if _grade(one) != _grade(other) and (a.name.core != b.name.core or a.name.bare) and not _graded_once(a, b):
        return False
    if one.level != other.level and (a.name.bare or b.name.bare):
        return False
    candidate = one.status != other.status and Status.CANDIDATE in (one.status, other.status)
    if candidate and (one.count is None or one.count != other.count):
        return False
    if a.name.quoted and b.name.quoted and not Counter(a.name.quoted) & Counter(b.name.quoted):
        return False
    if _measure(a, b) and _of_others(a, b):
        return False
    if one.type is other.type:
        return one.subtype == other.subtype or None in (one.subtype, other.subtype) or a.name.core == b.name.core
    return min(len(a.name.core), len(b.name.core)) >= 10  # a long name of its own says more than its type


def _levelled(record: Record) -> bool:
    """Whether its level is told by more than the words of its name; 全国技术能手全省第一 is no 三晋技术能手全省第一."""
    return record.level is not None and record.type is not Type.AWARD


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
    if counts in ("equal", "one") and _one_title_of_people(a, b):
        return 0.8, "name"  # who is told by name is one of those who bear the title
    if counts == "equal":
        once = _honour(a) and _honour(b)  # an honour is given once
        telling = _telling(a) and not _of_other_subjects(a, b)
        if a.name.bare and not (telling or once or together >= 2 or _told_alike(a, b)):
            return (0.8, "summary") if _summed_up(a, b) and not _prize(a, b) else None
        return 0.95, "figure" if a.name.bare else "name"
    if counts == "different":
        return (0.4, "close") if _close(a, b) else None
    if counts == "one" and _many(a, b):
        return (0.8, "name") if _told_alike(a, b) and not _won(a, b) else None
    if (a.name.bare and not (_honour(a) and _honour(b))) or _prize(a, b):
        return (0.8, "name") if _told_alike(a, b) else (0.7, "context") if _one_rank(a, b) else None
    return 0.9, "name"


def _same_figure(a: Fact, b: Fact, together: int) -> tuple[float, str] | None:
    """Different names with the same count and unit."""
    contained = _contained(a.name, b.name) and min(len(a.name.core), len(b.name.core)) > 1
    telling = _telling(a) and _telling(b)
    sure = telling or _form(a, b) or _one_title(a.name, b.name)
    if not a.name.bare and not b.name.bare and (contained or _respelled(a.name, b.name)) and sure:
        return 0.85, "variant"
    if contained and (telling or together >= 2):
        return 0.8, "figure"
    if _measure(a, b) and _exact(a, b) and _summed_up(a, b, worded=False):
        return 0.75, "figure"
    if _summed_up(a, b, worded=False) and ((_contained(a.name, b.name) and telling) or _graded_once(a, b)):
        return 0.75, "summary"
    if together >= 2 and (telling or not _two_things(a.name, b.name)) and _retold(a, b):
        return 0.7, "retold"
    if a.name.bare != b.name.bare and _in_context(a, b):
        return 0.5, "context"
    return (0.5, "retold") if _reported_alike(a, b) else None


def _graded_once(a: Fact, b: Fact) -> bool:
    """Whether just one of two tellings of a prize says its grade: 教学成果二等奖1项, 教学成果奖1项."""
    plain = [_GRADE.sub("奖", fact.name.core) for fact in (a, b)]
    return _prize(a, b) and not (a.name.bare or b.name.bare) and plain[0] == plain[1] and a.name.core != b.name.core


def _titled_alike(a: Fact, b: Fact) -> bool:
    """Whether both name one thing by its title: 《X》在线课程, 《X》国家在线精品课1门."""
    one, other = (_TITLED.findall("".join(fact.record.anchor.split())) for fact in (a, b))
    same = a.record.type is b.record.type and a.record.type is not Type.AWARD and one == other
    return same and len("".join(one)) >= TITLE


def _of_other_groups(a: Fact, b: Fact) -> bool:
    """Whether they are told under tasks of two programme groups, and no name of their own makes them one."""
    tasks = [fact.record.sentence.task for fact in (a, b)]
    groups = {task.group for task in tasks if task is not None and task.scope is Scope.GROUP}
    return len(groups) > 1 and not (a.name.quoted and b.name.quoted) and not (a.name.public or b.name.public)


def _retold(a: Fact, b: Fact) -> bool:
    return 2 * _shared(a.name, b.name) >= min(len(a.name.core), len(b.name.core)) or _told_alike(a, b)


def _contained(a: Name, b: Name) -> bool:
    """Whether the shorter name is made of characters of the longer one, and both end alike."""
    short, long = sorted((a, b), key=lambda n: len(n.core))
    return short.core[-1:] == long.core[-1:] and not short.characters - long.characters


def _within(a: Name, b: Name) -> bool:
    """Whether one name stands in the other: 培训 in 培训量."""
    short, long = sorted((a.core, b.core), key=len)
    return len(short) >= 2 and short in long


def _form(a: Fact, b: Fact) -> bool:
    """Whether one name is a form of the other that is hardly shorter, of the same level."""
    short, long = sorted((len(a.name.core), len(b.name.core)))
    levels = a.record.level == b.record.level or (
        None in (a.record.level, b.record.level) and short >= OF_ITS_OWN and _quotes_all(a.name, b.name)
    )
    formed = short >= LITTLE_SHORTER * long and _contained(a.name, b.name)
    return levels and (formed or _respelled(a.name, b.name))


def _quotes_all(a: Name, b: Name) -> bool:
    """Whether the other name says all of a title that one of them quotes: nothing less is that name."""
    return Counter(a.quoted) <= Counter(b.flat) and Counter(b.quoted) <= Counter(a.flat)


def _one_title(a: Name, b: Name) -> bool:
    """Whether both quote one title."""
    short, long = sorted((a.quoted, b.quoted), key=len)
    return bool(short) and short in long


def _respelled(a: Name, b: Name) -> bool:
    """Whether the names differ in old forms of characters only: 辦法 for 办法."""
    different = [pair for pair in zip(a.core, b.core, strict=False) if pair[0] != pair[1]]
    return len(a.core) == len(b.core) > BARE and len(different) <= 2 and all(_old(*pair) for pair in different)


def _old(one: str, other: str) -> bool:
    """Whether just one of two characters is in the set of the simplified ones."""
    return _simplified(one) != _simplified(other)


def _simplified(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _two_things(a: Name, b: Name) -> bool:
    """Whether each name says something that the other does not."""
    return min((a.characters - b.characters).total(), (b.characters - a.characters).total()) >= OWN


def _shared(a: Name, b: Name) -> int:
    return (a.characters & b.characters).total()


def _telling(a: Fact) -> bool:
    """Whether the figure is hardly one of another thing by chance."""
    count = a.record.count or 0
    if a.unit in PEOPLE and count % 10 == 0:
        return False
    if _rate(a):
        return _digits(a) >= WORDED
    said = len(a.name.core) + (a.record.level is not None) > BARE
    return count >= TELLING or (count >= SMALL and said and a.unit not in PEOPLE)


def _one_title_of_people(a: Fact, b: Fact) -> bool:
    """Whether both are one title for people, told from others by its name and level: 国家级教学名师."""
    levelled = a.record.level == b.record.level and a.record.level is not None
    titles = a.record.subtype is b.record.subtype is Subtype.TALENT_TITLE
    same = len(a.name.core) >= TITLE or (a.name.flat == b.name.flat and len(a.name.flat) >= TITLE + 2)
    return titles and levelled and same and not (a.name.year or a.name.batch)


def _honour(a: Fact) -> bool:
    return a.record.subtype is Subtype.HONOUR and (a.record.count or 1) == 1


def _many(a: Fact, b: Fact) -> bool:
    """Whether several things are counted: one of them, told by itself, is not all of them."""
    return max(a.record.count or 0, b.record.count or 0) > 1


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
    return near and told and _summed_up(a, b, worded=False) and _said(a, b)


def _said(a: Fact, b: Fact) -> bool:
    """Whether what the longer name says more stands in the shorter one's sentence: 培训到账 after 培训…，到账."""
    short, long = sorted((a, b), key=lambda fact: len(fact.name.core))
    more = long.name.core.replace(short.name.core, "")
    return all(word in "".join(short.record.sentence.text.split()) for word in bigrams(more))


def _summed_up(a: Fact, b: Fact, *, worded: bool = True) -> bool:
    """Whether one stands under a task and the other, in the same words, in the same part of the report but outside."""
    tasks = [fact.record.sentence.task for fact in (a, b)]
    one_part = _scope(a) == _scope(b)
    same = not worded or a.name.flat == b.name.flat
    return same and one_part and (tasks[0] is None) != (tasks[1] is None)


def _measure(a: Fact, b: Fact) -> bool:
    return a.record.type is b.record.type is Type.METRIC and a.unit == b.unit and a.unit not in PEOPLE


def _exact(a: Fact, b: Fact) -> bool:
    """Whether two measures of like names do not share their figure by chance."""
    days = "人日" in (a.unit or "") and _digits(a) >= PERSON_DAYS
    return _digits(a) >= EXACT or ((days or _digits(a) >= WORDED) and bool(bigrams(a.name.core) & bigrams(b.name.core)))


def _rate(a: Fact) -> bool:
    return a.record.type is Type.METRIC and (a.unit == "%" or a.name.core[-1:] in ("率", "度"))


def _of_others(a: Fact, b: Fact) -> bool:
    """Whether two rates are told of different people: satisfaction of students, of parents."""
    named = {people(fact.record) for fact in (a, b) if _rate(fact)} - {None}
    return len(named) > 1


def _of_other_subjects(a: Fact, b: Fact) -> bool:
    """Whether two measures under one mere head noun are told of things that have no word in common."""
    if not (a.record.type is b.record.type is Type.METRIC):
        return False
    one, other = (bigrams(subject(fact.record)) for fact in (a, b))
    return bool(one and other) and not one & other


def _one_rank(a: Fact, b: Fact) -> bool:
    """Whether a summary gives a rank again, of the programme that both sentences name."""
    ranks = a.record.subtype is b.record.subtype is Subtype.RANKING
    return ranks and _summed_up(a, b) and bool(runs(a.record) & runs(b.record))


def _reported_alike(a: Fact, b: Fact) -> bool:
    """Whether two head nouns of one end tell of the same subject in one part: 毕业生40次被…栏目报道, …媒体报道."""
    if not (a.record.type is b.record.type is Type.METRIC) or a.name.core[-2:] != b.name.core[-2:]:
        return False
    if _scope(a) != _scope(b) or (a.record.count or 0) < TELLING:
        return False
    one, other = sorted((subject(fact.record) for fact in (a, b)), key=len)
    return len(one) >= 2 and other.endswith(one)


def _scope(a: Fact) -> object:
    section = a.record.sentence.section
    return section and (section.scope, section.group)


def _size(a: Fact) -> float:
    """The figure itself: 8.6 万人日 is 86000."""
    scale = {"万": 10_000, "亿": 100_000_000}.get((a.unit or " ")[0], 1)
    return (a.record.count or 0) * scale


def _digits(a: Fact) -> int:
    """How many digits the figure has that are not merely round."""
    return len(f"{a.record.count or 0:f}".rstrip("0").replace(".", "").strip("0"))


def _in_context(a: Fact, b: Fact) -> bool:
    bare, named = (a, b) if a.name.bare else (b, a)
    if named.record.type is not bare.record.type or not _contained(named.name, bare.name):
        return False
    words = "".join(bare.record.sentence.text.split())
    parts = (named.name.core[at : at + CONTEXT] for at in range(len(named.name.core) - CONTEXT))
    return any(part in words for part in parts)


def pair(a: Fact, b: Fact) -> tuple[Place, Place]:
    """The two sentences, in order."""
    return (a.place, b.place) if a.place <= b.place else (b.place, a.place)


def _told_much_alike(a: Fact, b: Fact) -> bool:
    """Whether the shorter of the two clauses is mostly in the other."""
    shorter = min(len(a.clause), len(b.clause))
    return shorter >= CLAUSE and len(a.clause & b.clause) >= SAME_WORDS * shorter
