"""Report + decisions → what holds: its claims as people corrected them, and which are to be one thing or two.

Claims are named before decisions touch them, so that rejecting one moves no other's IRI.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.decisions import ANCHOR, FIELDS, Decision, corrections, standing
from kg.quotes import Quote, Squeezed
from kg.records import Claim, Link, Notice, Record, Report
from kg.statements import BY_SECTION, claims, further_claim_iri
from kg.vocabulary import Type

Pair = tuple[str, str]
DECIDED = "decided"  # the reason of a link that a person gave
HALF = 0.5  # of the words that either covers; the extractor may draw the limits of a name anew


@dataclass(frozen=True, slots=True)
class Decided:
    """A report as it holds under its key: `claims` are its records in the same order."""

    report: Report
    claims: tuple[Claim, ...]
    notices: tuple[Notice, ...] = ()
    actions: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)  # claim → (decision, action)
    extracted: Mapping[str, Record] = field(default_factory=dict)  # claim → what it was before decisions


@dataclass(slots=True)
class _Item:
    """A claim on its way through the decisions."""

    iri: str
    record: Record
    links: list[Link]
    extracted: Record | None  # None where a person added it
    rejected: bool = False
    actions: list[tuple[str, str]] = field(default_factory=list)

    def become(self, record: Record) -> None:
        self.record, self.links = record, [replace(link, record=record) for link in self.links]


def apply(report: Report, key: str, decisions: Iterable[Decision]) -> Decided:
    """Carry out the decisions on this report, in their order; report those whose words no longer stand."""
    named = claims(report, key)
    mine = [d for d in standing(decisions) if d.report == key and d.action not in ("merge", "split")]
    if not mine:
        return Decided(report, named)
    links = _by_record(report.links)
    items = [_Item(claim.iri, claim.record, links.get(claim.record, []), claim.record) for claim in named]
    desk = _Desk(report, key, items, Squeezed(report.document.text))
    problems = ((desk.carry_out(decision), decision) for decision in mine)
    tasks = " ".join(task.code for task in report.tasks)
    notices = tuple(_notice(problem, decision, tasks=tasks) for problem, decision in problems if problem)
    left = [item for item in items if not item.rejected]
    changed = replace(
        report,
        records=tuple(item.record for item in left),
        links=tuple(dict.fromkeys(link for item in left for link in item.links)),
    )
    claimed = tuple(Claim(key, item.iri, item.record) for item in left)
    actions = {item.iri: tuple(item.actions) for item in left if item.actions}
    return Decided(changed, claimed, notices, actions, {item.iri: item.extracted for item in left if item.extracted})


def pairs(
    reports: Mapping[str, Decided], decisions: Iterable[Decision]
) -> tuple[tuple[Pair, ...], tuple[Pair, ...], tuple[Notice, ...]]:
    """Say which claims of these reports people made one thing, and which two, as pairs of IRIs."""
    found: dict[str, list[Pair]] = {"merge": [], "split": []}
    notices = []
    for decision in standing(decisions):
        if decision.action in found and decision.report in reports:
            there = decision.value.get("report", decision.report)
            if there not in reports:
                notices.append(_notice("kg.decision.apart", decision, other=there))
                continue
            one = claim_on(reports[decision.report], decision.quote, decision.value)
            quote, said = Quote(**decision.value["quote"]), of_other(decision.value)
            other = claim_on(reports[there], quote, said)
            if one and other:
                found[decision.action].append((one, other))
                continue
            key, words, value = (there, quote, said) if one else (decision.report, decision.quote, decision.value)
            text = Squeezed(reports[key].report.document.text)
            notices.append(_notice(_unfound(text, words, bool(value.get("alone"))), decision, words))
    return tuple(found["merge"]), tuple(found["split"]), tuple(notices)


@dataclass(slots=True)
class _Desk:
    """Where the decisions on one report are carried out."""

    report: Report
    key: str
    items: list[_Item]
    text: Squeezed

    def carry_out(self, decision: Decision) -> str | None:
        """Do what was decided; else say why not, as the key of a message."""
        alone = bool(decision.value.get("alone"))
        places = self.text.find_again(decision.quote, alone=alone)
        if len(places) != 1:
            return _unfound(self.text, decision.quote, alone)
        given = corrections(decision.value) if decision.action in ("correct", "add") else {}
        anchor = given.pop(ANCHOR, None)
        if given.get("subtype") is not None and given.get("type", Type.AWARD) is not Type.AWARD:
            return "kg.decision.no_award"
        item = _target(self.items, places[0], decision.value.get("was"))
        if item is None and decision.action == "add":
            item = self._add(*places[0], decision.value)
        if item is None:
            return "kg.decision.unmatched"
        if item.rejected and decision.action not in ("add", "reject"):
            return "kg.decision.rejected"
        match decision.action:
            case "reject":
                item.rejected = True
            case "correct" | "add":
                corrected = _corrected(item.record, given)
                if corrected is None:
                    return "kg.decision.no_award"
                named = corrected if anchor is None else renamed(corrected, anchor)
                if named is None:
                    return "kg.decision.no_anchor"
                item.rejected = False
                item.become(named)
            case "assign":
                tasks = [task for task in self.report.tasks if task.code in decision.value["tasks"]]
                if len(tasks) < len(set(decision.value["tasks"])):
                    return "kg.decision.no_task"
                item.links = [Link(item.record, task, 1.0, DECIDED) for task in tasks]
        item.actions.append((decision.id, decision.action))
        return None

    def _add(self, start: int, end: int, value: Mapping[str, Any]) -> _Item | None:
        around = [s for s in self.report.sentences if s.start <= start and end <= s.end]
        if not around:
            return None
        given = {name: said for name, said in corrections(value).items() if name != ANCHOR}
        record = Record(self.report.document, start, end, sentence=around[0], **given)
        links = [Link(record, task, 1.0, BY_SECTION) for task in (around[0].task,) if task]
        taken = {item.iri for item in self.items}
        item = _Item(further_claim_iri(record, self.key, taken), record, links, None)
        after = (n for n, other in enumerate(self.items) if other.record.start > start)
        self.items.insert(next(after, len(self.items)), item)
        return item


def _corrected(record: Record, given: Mapping[str, Any]) -> Record | None:
    """Give the record these values; what only an award has goes where it no longer is one. None: it never was."""
    # a person's figure is exact, and a person's level is just that, where nothing else is said
    exact: dict[str, Any] = {"approximate": None} if "count" in given else {}
    exact |= {"at_least": False} if "level" in given else {}
    made = replace(record, **{**exact, **given})
    if made.type is Type.AWARD:
        return made
    if given.get("subtype") is not None:
        return None
    grade = None if record.type is Type.AWARD and "grade" not in given else made.grade
    return replace(made, subtype=None, grade=grade)


def renamed(record: Record, words: str) -> Record | None:
    """Let other words of its sentence name the record: those nearest to the old ones; None where they are not there."""
    sentence = record.sentence
    found = Squeezed(sentence.text).find(Quote(words))
    places = [(sentence.start + start, sentence.start + end) for start, end in found]
    nearest = min(places, key=lambda place: abs(place[0] - record.start), default=None)
    return replace(record, start=nearest[0], end=nearest[1]) if nearest else None


def of_other(value: Mapping[str, Any]) -> dict[str, Any]:
    """What a merge or split says of the other record, as a decision on that one would."""
    return {name.removeprefix("other_"): said for name, said in value.items() if name.startswith("other_")}


def _unfound(text: Squeezed, quote: Quote, alone: bool) -> str:
    """Say why the words of a decision name no one record, as the key of a message."""
    places = len(text.find_again(quote, alone=alone))
    if places:
        return "kg.decision.ambiguous" if places > 1 else "kg.decision.unmatched"
    return "kg.decision.moved" if text.find(Quote(quote.exact)) else "kg.decision.gone"


def _target(items: Iterable[_Item], place: tuple[int, int], was: Mapping[str, Any] | None) -> _Item | None:
    """Find the claim that a decision means: on these very words, or else on most of them, now or when it was read."""
    near = [(closeness, item) for item in items if (closeness := _closeness(item, place)) > HALF]
    ranked = sorted(((closeness, _alike(item, was), item) for closeness, item in near), key=_rank, reverse=True)
    if len(ranked) > 1 and _rank(ranked[0]) == _rank(ranked[1]):
        return None  # several claims on the same words, and nothing tells them apart
    return ranked[0][2] if ranked else None


def _closeness(item: _Item, place: tuple[int, int]) -> float:
    return max(overlap(record, place) for record in (item.record, item.extracted or item.record))


def _rank(found: tuple[float, int, _Item]) -> tuple[float, int]:
    return found[:2]


def overlap(record: Record, place: tuple[int, int]) -> float:
    """Tell how much of the words of the record and of the place both cover, from 0 to 1."""
    shared = min(record.end, place[1]) - max(record.start, place[0])
    return max(shared, 0) / (max(record.end, place[1]) - min(record.start, place[0]))


def _alike(item: _Item, was: Mapping[str, Any] | None) -> int:
    """Count how much of what a person saw the extracted record still says."""
    record = item.extracted or item.record
    return sum(getattr(record, name) == value for name, value in (was or {}).items() if name in FIELDS)


def claim_on(decided: Decided, quote: Quote, value: Mapping[str, Any]) -> str | None:
    """Find the claim that a decision means by these words, and by what it says of them."""
    places = Squeezed(decided.report.document.text).find_again(quote, alone=bool(value.get("alone")))
    extracted = decided.extracted
    items = (_Item(one.iri, one.record, [], extracted.get(one.iri, one.record)) for one in decided.claims)
    found = _target(items, places[0], value.get("was")) if len(places) == 1 else None
    return found.iri if found else None


def _by_record(links: Iterable[Link]) -> dict[Record, list[Link]]:
    found: dict[Record, list[Link]] = {}
    for link in links:
        found.setdefault(link.record, []).append(link)
    return found


def _notice(problem: str, decision: Decision, quote: Quote | None = None, **more: str) -> Notice:
    words = "".join((quote or decision.quote).exact.split())
    said = {"report": decision.report, "action": decision.action, "quote": words, "id": decision.id}
    return Notice(problem, said | more)
