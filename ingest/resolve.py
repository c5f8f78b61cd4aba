"""Claim → Entity: the one thing that several claims speak of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TypeAlias

from ingest.alike import Fact, Place, fact, pair, why
from ingest.called import short_names
from kg.records import Claim, Entity
from kg.vocabulary import Type

Pair: TypeAlias = tuple[str, str]  # two claim IRIs
CROWD = 30  # claims that share a feature; a larger crowd tells nothing, and comparing all pairs of it would be slow
LEVELS, COUNTS = 0, 1  # where levels and counts stand in what a group says


def entities(
    claims: Sequence[Claim], *, institution: str, merges: Iterable[Pair] = (), splits: Iterable[Pair] = ()
) -> tuple[Entity, ...]:
    """Group all claims of one institution's reports; the decided merges and splits win over what they look like."""
    facts = [fact(claim) for claim in sorted(claims, key=lambda claim: (claim.iri, claim.report))]
    groups = _Groups(facts, frozenset(frozenset(split) for split in splits))
    at = {each.claim.iri: index for index, each in enumerate(facts)}
    for left, right in sorted(merges):
        if left in at and right in at:
            groups.merge(at[left], at[right], "decided", forced=True)
    for strength, one, other, reason in sorted(_pairs(facts), key=lambda found: (-found[0], *found[1:])):
        groups.merge(one, other, f"{reason} {strength:.2f}")
    made = [_entity([facts[n] for n in members], reasons, institution) for members, reasons in groups]
    return tuple(_distinct(made))


class _Group:
    """Claims of one thing, and what they say together: kept up, so that joining two never goes through all of them."""

    def __init__(self, index: int, fact: Fact) -> None:
        record, name = fact.record, fact.name
        self.members = [index]
        self.reasons: list[str] = []
        self.party = name.party
        self.places = {fact.place}
        said: tuple[object, ...] = (record.level, record.count, name.year, name.batch, record.whose)
        self.said = tuple({value} - {None} for value in said)
        self.under_tasks = {record.sentence.task is not None}

    def agrees(self, other: "_Group", *, close: bool) -> bool:
        """Whether nothing that both say speaks against their being one; of close figures, the counts may differ."""
        if self.party or other.party:
            return len(self.said[LEVELS] | other.said[LEVELS]) <= 1
        apart = all(len(group.places) == len(group.members) for group in (self, other))
        if not apart or not self.places.isdisjoint(other.places):  # one sentence does not tell of a thing twice
            return False
        if close and (
            len(self.under_tasks) > 1 or len(other.under_tasks) > 1
        ):  # told again already, by the same figure
            return False
        both = [mine | others for mine, others in zip(self.said, other.said, strict=True)]
        return all(len(values) <= 1 for at, values in enumerate(both) if not (close and at == COUNTS))

    def take(self, other: "_Group", reason: str) -> None:
        """Hold what the other one holds, too."""
        self.members += other.members
        self.reasons += [*other.reasons, reason]
        self.party = self.party and other.party
        self.places |= other.places
        self.under_tasks |= other.under_tasks
        for mine, others in zip(self.said, other.said, strict=True):
            mine.update(others)


class _Groups:
    """Claims joined step by step; a group never holds two figures, levels or batches that contradict each other."""

    def __init__(self, facts: Sequence[Fact], splits: frozenset[frozenset[str]]) -> None:
        self._facts = facts
        self._splits = splits
        self._owner = [_Group(index, fact) for index, fact in enumerate(facts)]

    def merge(self, one: int, other: int, reason: str, *, forced: bool = False) -> None:
        small, large = sorted((self._owner[one], self._owner[other]), key=lambda group: len(group.members))
        close = reason.startswith("close")
        if small is large or self._split(small, large) or not (forced or large.agrees(small, close=close)):
            return
        for index in small.members:
            self._owner[index] = large
        large.take(small, reason)

    def __iter__(self) -> Iterator[tuple[list[int], list[str]]]:
        for group in dict.fromkeys(self._owner):
            yield sorted(group.members), group.reasons

    def _split(self, a: _Group, b: _Group) -> bool:
        if not self._splits:
            return False
        iris = [[self._facts[n].claim.iri for n in group.members] for group in (a, b)]
        return any(frozenset((x, y)) in self._splits for x in iris[0] for y in iris[1])


def _pairs(facts: Sequence[Fact]) -> Iterator[tuple[float, int, int, str]]:
    """Yield the pairs of claims that tell of one thing, among those that share a name's part or a figure."""
    yield from ((0.9, one, other, "short") for one, other in short_names([(each.claim, each.name) for each in facts]))
    retold = _retold(facts)
    seen: set[tuple[int, int]] = set()
    for crowd in _crowds(facts):
        for one, other in combinations(crowd, 2):
            if (one, other) in seen:
                continue
            seen.add((one, other))
            found = why(facts[one], facts[other], retold)
            if found:
                yield found[0], one, other, found[1]


def _crowds(facts: Sequence[Fact]) -> Iterator[list[int]]:
    """Claims that share a name, a figure or a rare pair of characters; crowds are not compared."""
    shared: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, each in enumerate(facts):
        record, core = each.record, each.name.core
        shared["name", core].append(index)
        if record.count is not None:
            shared["figure", record.type, record.count, each.unit].append(index)
        for a, b in dict.fromkeys(pairwise(core)):
            shared["part", record.type, a, b].append(index)
    yield from (crowd for crowd in shared.values() if 1 < len(crowd) <= CROWD)
    for key, crowd in shared.items():  # of a name that is everywhere, each claim meets its neighbours
        if key[0] == "name" and len(crowd) > CROWD:
            yield from (list(near) for near in pairwise(crowd))


def _retold(facts: Sequence[Fact]) -> Counter[tuple[Place, Place]]:
    """How many figures two sentences share: type, count and unit."""
    told: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for each in facts:
        if each.record.count is not None:
            told[each.record.type, each.record.count, each.unit, each.record.grade].append(each)
    shared: Counter[tuple[Place, Place]] = Counter()
    for same in told.values():
        if len(same) <= CROWD:
            shared.update({pair(a, b) for a, b in combinations(same, 2) if a.place != b.place})
    return shared


def _entity(facts: Sequence[Fact], reasons: Sequence[str], institution: str) -> Entity:
    by_place = sorted(facts, key=lambda each: (each.claim.report, each.record.start, each.claim.iri))
    types = Counter(each.record.type for each in facts)
    type_ = min(types, key=lambda t: (-types[t], t is Type.PROJECT, t))
    subtypes = Counter(each.record.subtype for each in facts if each.record.subtype and each.record.type is type_)
    levels = Counter(each.record.level for each in facts if each.record.level)
    party = any(each.name.party for each in facts)  # also where others call it by its short name
    named = [each for each in facts if each.name.party] or facts
    telling = min(named, key=lambda each: (-len(each.name.core), each.name.core, each.claim.iri))
    label = max(by_place, key=lambda each: len(each.record.anchor)).record.anchor
    return Entity(
        type=type_,
        subtype=min(subtypes, key=lambda s: (-subtypes[s], s)) if subtypes else None,
        label=label,
        level=min(levels, key=lambda v: (-levels[v], v)) if levels else None,
        institution=None if party or all(each.name.public for each in facts) else institution,
        key=_key(telling, facts),
        claims=tuple(each.claim for each in by_place),
        reasons=tuple(sorted(reasons)),
        scheme=min((each.name.scheme for each in facts if each.name.scheme and not each.name.public), default=None),
    )


def _key(telling: Fact, facts: Sequence[Fact]) -> str:
    """The normalised name; with the figure where the name is a mere head noun, and with batch and year where told."""
    core = telling.name.core
    if telling.name.public:
        return core
    figures = sorted({f"{each.record.count:g}{each.unit or ''}" for each in facts if each.record.count is not None})
    parts = [core, *sorted({each.record.grade for each in facts if each.record.grade})]
    parts += sorted({text for each in facts for text in (each.name.batch, each.name.year) if text})
    return "|".join([*parts, *(figures[:1] if telling.name.bare else [])])


def _distinct(made: Sequence[Entity]) -> Iterator[Entity]:
    """Keep apart the entities whose type, level and key are equal: by figure, then by their first claim."""
    same: defaultdict[tuple[object, ...], list[Entity]] = defaultdict(list)
    for entity in made:
        same[entity.institution, entity.type, entity.level, entity.key].append(entity)
    result: list[Entity] = []
    for crowd in same.values():
        for entity in crowd:
            key = entity.key if len(crowd) == 1 else f"{entity.key}|{min(claim.iri for claim in entity.claims)}"
            result.append(replace(entity, key=key))
    yield from sorted(
        result, key=lambda entity: (entity.type, entity.key, entity.level or "", entity.institution or "")
    )
