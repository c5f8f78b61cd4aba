"""Elements → Claim: walk the clauses of one sentence with its verbs, subjects, antecedents and carried levels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import parties
from ingest.coordination import Item, group, without_level
from ingest.kinds import Sort, recorded, sort
from ingest.levels import NOTHING, Worded, worded
from ingest.numbers import base_unit, unit_kinds
from ingest.phrases import Element, Phrase
from ingest.tokens import Kind, Verb
from kg.vocabulary import PARTIES, Level, Status, Subtype, Type

_TRANSFERS = frozenset({"award", "rated", "approved", "list"})
_CARRIED_TYPES = frozenset(set(Type) - PARTIES - {Type.OUTPUT, Type.METRIC, Type.STANDARD})
_SKIPPED = frozenset({Kind.ADVERB.value, Kind.TIME.value, Kind.SELF.value, Kind.EACH.value, Kind.LINK.value})


@dataclass(frozen=True, slots=True)
class Claim:
    """A record in the making; offsets are those of the flat text."""

    start: int
    end: int
    type: Type
    subtype: Subtype | None = None
    level: Level | None = None
    at_least: bool = False
    grade: str | None = None
    count: float | None = None
    unit: str | None = None
    year: int | None = None
    status: Status | None = None


def claims(elements: Sequence[Element], text: str) -> list[Claim]:
    """Read the claims of one sentence, in the order of their anchors."""
    walker = _Walker(text)
    walker.walk(elements)
    return sorted(walker.out, key=lambda c: (c.start, c.end))


class _Walker:
    """What is known at one place of a sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[Claim] = []
        self.verb: Verb | None = None
        self.marked = False  # the verb carries 了
        self.subjects: list[Item] = []
        self.agent: Phrase | None = None
        self.antecedent: tuple[Phrase, Claim] | None = None
        self.total: Claim | None = None  # what 其中 and brackets take parts of
        self.part = False
        self.carried: Worded = NOTHING
        self.opening = True  # no item of the verb's list was read yet
        self.year: int | None = None
        self.planned = False
        self.contest: Phrase | None = None

    def walk(self, elements: Sequence[Element]) -> None:
        """Read element after element."""
        i = 0
        while i < len(elements):
            i = self.step(elements, i)
        self.drop_subjects()

    def step(self, elements: Sequence[Element], i: int) -> int:
        element = elements[i]
        kind = element.kind
        if kind == Kind.VERB.value:
            self.take_verb(element)
        elif kind in ("phrase", Kind.QUANTITY.value):
            return self.take_group(elements, i)
        elif kind == "bracket":
            self.take_bracket(element)
        elif kind == Kind.COMMA.value:
            self.drop_subjects()
            self.agent = None
            if not self.list_goes_on(elements, i + 1):
                self.carried = NOTHING
        elif kind == Kind.STOP.value:
            self.drop_subjects()
            self.verb, self.agent, self.carried, self.planned, self.part = None, None, NOTHING, False, False
        elif kind == Kind.PART.value:
            self.part = True
        elif kind == Kind.TIME.value and element.token:
            self.year = element.token.year
        elif kind in (Kind.PREPOSITION.value, Kind.PASSIVE.value):
            return self.take_prepositional(elements, i)
        return i + 1

    @staticmethod
    def list_goes_on(elements: Sequence[Element], i: int) -> bool:
        """Whether the clause at `i` is a further item of the list: a phrase with its figure behind, or the other way."""
        kinds = [e.kind for e in elements[i : i + 2]]
        return kinds == ["phrase", Kind.QUANTITY.value] or kinds == [Kind.QUANTITY.value, "phrase"]

    # verbs

    def take_verb(self, element: Element) -> None:
        verb = element.token.verb if element.token else None
        if verb is None:
            return
        if verb.kind == "planned":
            self.planned = True
        self.carried, self.opening = NOTHING, True
        self.verb = verb
        self.marked = self.text[element.end : element.end + 1] == "了"

    def drop_subjects(self) -> None:
        """Record the subjects of a clause whose object took nothing from them."""
        subjects, self.subjects = self.subjects, []
        for item in subjects:
            self.state(item, subject=True)

    # prepositional phrases

    def take_prepositional(self, elements: Sequence[Element], i: int) -> int:
        """与X公司合作, 被省厅确定为, 在2021年排名中: parties, the agent, the year; nothing else is recorded."""
        passive = elements[i].kind == Kind.PASSIVE.value
        word = elements[i].token.text if elements[i].token else ""
        i += 1
        while i < len(elements) and elements[i].kind in _SKIPPED:
            i += 1
        if i >= len(elements) or elements[i].kind not in ("phrase", Kind.QUANTITY.value):
            return i
        taken = group(elements, i, self.text)
        for item in taken.items:
            if item.phrase is None:
                continue
            if passive:
                self.agent = item.phrase
            if item.phrase.year:
                self.year = item.phrase.year
            if item.phrase.type is Type.EVENT:
                self.contest = item.phrase
            if word not in ("以", "按照", "根据", "围绕", "通过") and not (
                passive and self.rates(elements, taken.after)
            ):
                self.state_party(item)
        return taken.after

    @staticmethod
    def rates(elements: Sequence[Element], i: int) -> bool:
        """Whether the next verb rates somebody, so that who does it is an issuer."""
        for element in elements[i : i + 3]:
            if element.token and element.token.verb:
                return element.token.verb.kind in ("rated", "award", "approved", "candidate")
        return False

    def state_party(self, item: Item) -> None:
        phrase = item.phrase
        if phrase is None or self.planned:
            return
        found = parties.party(phrase, counted=item.count is not None)
        if found:
            start, end, type_ = found
            self.add(Claim(start, end, type_, count=item.count, unit=item.unit), phrase)

    # groups

    def take_group(self, elements: Sequence[Element], i: int) -> int:
        taken = group(elements, i, self.text)
        items, after = taken.items, taken.after
        if self.verb_follows(elements, after):
            last = items[-1]
            # 4个试点7次被评为…: the figure right before the verb is the one that counts
            if last.phrase is None and self.subjects:
                self.subjects = []
            self.subjects.extend(items)
            return after
        bracket = elements[after] if after < len(elements) and elements[after].kind == "bracket" else None
        if bracket and items and items[-1].count is None and items[-1].phrase:
            first = bracket.children[0]
            alone = len(bracket.children) < 2 or bracket.children[1].kind != "phrase" or not items[-1].phrase.named
            if first.kind == Kind.QUANTITY.value and first.token and alone:
                # 制度体系（1套5个制度）: the first figure is that of the total
                items = (*items[:-1], replace(items[-1], count=first.token.count, unit=first.token.unit))
                for item in items:
                    self.object(item)
                self.take_bracket(replace(bracket, children=bracket.children[1:]))
                return after + 1
        for item in items:
            self.object(item)
        return after

    @staticmethod
    def verb_follows(elements: Sequence[Element], i: int) -> bool:
        """Whether the clause goes on to a verb, so that what stands before it is its subject."""
        passive = False
        for element in elements[i : i + 6]:
            if element.kind == Kind.VERB.value:
                return True
            if element.kind in (Kind.PASSIVE.value, Kind.PREPOSITION.value):
                passive = True
            elif element.kind == Kind.QUANTITY.value:
                continue
            elif element.kind not in _SKIPPED and not (passive and element.kind == "phrase"):
                return False
        return False

    def take_bracket(self, element: Element) -> None:
        """Read what a bracket counts as parts of the claim before it."""
        outer = self.total, self.part, self.verb, self.carried
        self.total, self.part = (self.antecedent[1] if self.antecedent else None), True
        antecedent = self.antecedent
        i = 0
        while i < len(element.children):
            i = self.step(element.children, i)
        self.drop_subjects()
        self.antecedent = antecedent
        self.total, self.part, self.verb, self.carried = outer

    def object(self, item: Item) -> None:
        """Record an object of the verb; a counted subject may lend it its figure."""
        if item.phrase and item.count is None and self.subjects and self.verb:
            lender = self.subjects[-1]
            if lender.count is not None and (lender.phrase is None or self.verb.kind in _TRANSFERS):
                lent = replace(item, count=lender.count, unit=lender.unit)
                if self.keeps_subject(lender, item):
                    return
                if self.state(lent):
                    return
        self.state(item)

    def keeps_subject(self, lender: Item, item: Item) -> bool:
        """3名教师课程入选…资源库: a resource taken into a collection is the record, not the collection."""
        assert item.phrase is not None
        return (
            self.verb is not None and self.verb.kind == "list" and lender.phrase is not None
            and item.phrase.type is Type.RESOURCE and lender.phrase.type in (Type.RESOURCE, Type.PROJECT)
            and item.phrase.head is not None and item.phrase.head.kind != "list"
        )  # fmt: skip

    # claims

    def state(self, item: Item, *, subject: bool = False) -> bool:
        """Add the claim that an item makes, if it makes one."""
        if self.planned:
            return False
        if item.phrase is None:
            return self.state_elliptic(item)
        phrase = item.phrase
        if phrase.bare_level and item.count is not None:
            return self.state_elliptic(replace(item, phrase=None, level=phrase.level))
        found = sort(phrase, self.verb, item)
        if found is None or not recorded(
            phrase, found, self.verb, item, subject=subject, marked=self.marked, text=self.text
        ):
            if not subject:
                self.opening = False
            return False
        level = self.level_of(item, phrase, found)
        self.add(self.claim(item, phrase, found, level), phrase)
        if subject is False and self.lenders_used(item):
            self.subjects = []
        return True

    def lenders_used(self, item: Item) -> bool:
        return bool(self.subjects) and item.count is not None and item.count == self.subjects[-1].count

    def claim(self, item: Item, phrase: Phrase, found: Sort, level: Worded) -> Claim:
        start, end = phrase.start, phrase.end
        grade = item.grade or (phrase.grades[0] if len(phrase.grades) == 1 else None)
        status = Status(self.verb.status) if self.verb and self.verb.status and found.type not in PARTIES else None
        return Claim(
            start, end, found.type, found.subtype, level.level, level.at_least, grade if found.type is Type.AWARD else None,
            item.count, item.unit, phrase.year or self.year, status,
        )  # fmt: skip

    def level_of(self, item: Item, phrase: Phrase, found: Sort) -> Worded:
        """The phrase's own level, that of its coordination, of its total, of the opener of its list, of its issuer."""
        own = item.level or (worded(phrase.text, found.type) if found.type is not phrase.type else phrase.level)
        if found.type in PARTIES and item.level is None and own.kind not in ("explicit", "union"):
            return NOTHING
        if (
            own.level is None
            and self.part
            and self.total
            and found.type is self.total.type
            and found.type is Type.AWARD
        ):
            return Worded(self.total.level)
        if own.level is None and self.agent is not None and found.type is not Type.METRIC:
            own = worded(self.agent.text)
        if own.level is None and found.type in _CARRIED_TYPES and found.subtype is not Subtype.RANKING:
            return self.carried
        opens = own.kind in ("explicit", "union") or (
            own.kind in ("place", "issuer", "start") and own.level is not Level.NATIONAL
        )
        if self.opening and self.verb is not None and own.start == 0 and opens:
            self.carried = own
        self.opening = False
        return own

    def state_elliptic(self, item: Item) -> bool:
        """省级14项: the antecedent's head with this level and figure."""
        kind = unit_kinds().get(base_unit(item.unit or ""), ("", ""))[0]
        if self.antecedent is None or kind in ("measure",) or not item.unit:
            return self.state_prize(item)
        phrase, before = self.antecedent
        if kind == "people" and (before.unit is None or unit_kinds().get(before.unit, ("", ""))[0] != "people"):
            return False
        base = without_level(phrase) if before.type is not Type.METRIC else phrase
        level = item.level or NOTHING
        if level.level is None and self.agent is not None:
            level = worded(self.agent.text)
        status = Status(self.verb.status) if self.verb and self.verb.status else before.status
        self.out.append(
            Claim(
                base.start, base.end, before.type, before.subtype, level.level, level.at_least, None,
                item.count, item.unit, self.year, status,
            )
        )  # fmt: skip
        self.total = self.out[-1]
        return True

    def state_prize(self, item: Item) -> bool:
        """在…大赛中获国家级17项: prizes that only the contest and the level name."""
        if (
            self.contest is None
            or self.verb is None
            or self.verb.kind != "award"
            or item.unit not in ("项", "个", "次")
        ):
            return False
        level = item.level or self.contest.level
        claim = Claim(
            self.contest.start, self.contest.end, Type.AWARD, Subtype.PRIZE, level.level, level.at_least,
            count=item.count, unit=item.unit, year=self.year, status=Status.GRANTED,
        )  # fmt: skip
        self.add(claim, self.contest)
        return True

    def add(self, claim: Claim, phrase: Phrase) -> None:
        self.out.append(claim)
        if claim.type not in PARTIES or claim.count is not None:
            self.antecedent = phrase, claim
        if not self.part:
            self.total = claim
        elif claim.count is not None and self.total is None:
            self.total = claim
