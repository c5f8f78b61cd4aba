"""Graph → Ledger: what all claims say, in memory and by thing, so that thousands are looked through in a moment.

One file an institution under `ledger/` of the generation, taken from its derived graph and written anew only where that
changed. What it holds stands in the graph, too, and queries give the same (`tests/search/test_ledger.py`).
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from kg.statements import BY_SECTION, PATH_SEPARATOR, SHARED, derived_iri, report_iri
from kg.store import Store
from kg.terms import KG, LABEL, THINGS, TYPE, Iri, local, term
from kg.vocabulary import PARTIES, Subtype, Type
from search.match import Told, plain, told
from search.vectors import share

FOLDER = "ledger"
PERSONS = frozenset({"人", "名", "位"})  # units in which persons are counted
PHRASE = re.compile(r"[，,；;。！？!?]")
GOES_ON = ("；", ";")  # ends of a sentence that the next one goes on with


Owners: TypeAlias = Mapping[str, Collection[str]]  # an institution, or a report that names none, with its reports


class Spoken(NamedTuple):
    """A sentence that states something."""

    report: str
    document: str
    start: int
    text: str
    section: tuple[str, ...]


class Stated(NamedTuple):
    """What one claim says of a thing."""

    iri: str
    thing: str
    sentence: Spoken
    start: int
    end: int
    anchor: str
    type: str
    subtype: str | None
    level: str | None
    grade: str | None
    figure: int | float | None
    unit: str | None
    year: int | None
    status: str | None
    approximate: str | None = None  # not in pages of an earlier version
    whose: str | None = None
    at_least: bool | None = None  # 省级以上


class Support(NamedTuple):
    """A task that a thing supports, with the best reason for it."""

    task: str
    scope: str
    group: int | None
    number: int
    title: str
    reason: str | None
    score: float | None

    @property
    def report(self) -> str:
        return self.task.split("/")[-2]


class Thing(NamedTuple):
    """What all claims about a thing agree on, as far as it is asked for."""

    label: str
    level: str | None
    type: str
    subtype: str | None


class Page(NamedTuple):
    """What the reports of one institution tell: things, the tasks that they support, and the claims."""

    things: dict[str, Thing]
    tasks: dict[str, list[Support]]
    claims: list[Stated]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All pages of a generation: things, the claims about each in reading order, and its tasks."""

    things: Mapping[str, Thing]
    claims: Mapping[str, tuple[Stated, ...]]
    tasks: Mapping[str, tuple[Support, ...]]
    told: Mapping[tuple[str, int], tuple[Stated, ...]]  # report and start of a sentence → what it tells
    unended: Mapping[tuple[str, int], Spoken]  # report and end → the sentence there that the next one goes on with
    apart: bool = False  # whether reports call tasks of one number differently
    _told_by: dict[str, Told] = field(default_factory=dict, compare=False, repr=False)
    _names: dict[str, None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, pages: Iterable[Page], shared: Mapping[str, Thing]) -> "Ledger":
        """Put the pages together; `shared` names what several institutions have, as the graph does."""
        claims, tasks = defaultdict[str, list[Stated]](list), defaultdict[str, list[Support]](list)
        things, told = dict[str, Thing](), defaultdict[tuple[str, int], list[Stated]](list)
        for page in pages:
            things.update(page.things)
            for claim in page.claims:
                claims[claim.thing].append(claim)
                told[place(claim)].append(claim)
            for thing, supports in page.tasks.items():
                tasks[thing] += supports
        return cls(
            things | {iri: thing for iri, thing in shared.items() if iri in things},
            {thing: tuple(sorted(found, key=in_order)) for thing, found in claims.items()},
            {thing: tuple(found) for thing, found in tasks.items()},
            {place: tuple(found) for place, found in told.items()},
            {
                (said.report, said.start + len(said.text)): said
                for said in {claim.sentence for found in claims.values() for claim in found}
                if said.text.endswith(GOES_ON)
            },
            _called_differently(task for found in tasks.values() for task in found),
        )

    def told_by(self, claim: Stated) -> Told:
        """What the claim tells, as far as words go."""
        if claim.iri not in self._told_by:
            label, before = self.things[claim.thing].label, claim.sentence.start
            start, end = claim.start - before, claim.end - before
            self._told_by[claim.iri] = told(
                claim.type,
                label,
                claim.anchor,
                claim.sentence.text,
                start,
                end,
                subtype=claim.subtype,
                earlier=self.going_on(claim.sentence),
                person=self._of_person(claim),
            )
        return self._told_by[claim.iri]

    def names(self) -> Collection[str]:
        """The names of all things but parties, as questions are compared with them, each once."""
        if not self._names:
            things = (thing for iri, thing in self.things.items() if self.claims[iri][0].type not in PARTIES)
            self._names.update(dict.fromkeys(plain(label) for label in {thing.label: None for thing in things}))
        return self._names.keys()

    def _of_person(self, claim: Stated) -> bool:
        """Whether it is counted in persons, or a person is named in the phrase that tells it."""
        if claim.type != Type.AWARD:
            return False
        if claim.unit is not None:
            return claim.unit in PERSONS
        phrase = _phrase(claim)
        return any(o.type == Type.PERSON and _phrase(o) == phrase for o in self.told.get(place(claim), ()))

    def going_on(self, sentence: Spoken) -> str:
        """What the sentences say with which this one goes on: its subject may stand there."""
        before = ""
        while earlier := self.unended.get((sentence.report, sentence.start)):
            before, sentence = earlier.text + before, earlier
        return before

    def beside(self, things: Iterable[str]) -> set[str]:
        """The things told in one sentence with any of these, themselves among them."""
        claims = (claim for thing in things for claim in self.claims.get(thing, ()))
        return {other.thing for claim in claims for other in self.told[place(claim)]}


def _called_differently(tasks: Iterable[Support]) -> bool:
    titles = defaultdict[tuple[str, int | None, int], set[str]](set)
    for task in tasks:
        titles[task.scope, task.group, task.number].add(task.title)
    return any(len(called) > 1 for called in titles.values())


def _phrase(claim: Stated) -> int:
    """The number of the phrase of its sentence that tells it."""
    return len(PHRASE.findall(claim.sentence.text, 0, max(claim.start - claim.sentence.start, 0)))


def place(claim: Stated) -> tuple[str, int]:
    """Report and start of the sentence."""
    return claim.sentence.report, claim.sentence.start


def in_order(claim: Stated) -> tuple[str, int, int, str]:
    """The place of a claim: report, start, end."""
    return claim.sentence.report, claim.start, claim.end, claim.iri


def publish(target: Path, store: Store, owners: Owners, *, changed: Collection[str], base: Path | None) -> None:
    """Write the pages of all institutions into a generation; those that did not change are taken from `base`."""
    folder = target / FOLDER
    folder.mkdir()
    for owner in sorted(owners):
        name = _file(owner)
        if owner not in changed and base and (base / FOLDER / name).exists():
            share(base / FOLDER / name, folder / name)
        else:
            content = json.dumps(_dump(taken(store, owner, owners[owner])), ensure_ascii=False, separators=(",", ":"))
            (folder / name).write_text(content + "\n", encoding="utf-8", newline="\n")


_SHARED = f"""SELECT ?thing ?label ?level (GROUP_CONCAT(STR(?class)) AS ?classes) WHERE {{
  GRAPH <{SHARED}> {{ ?thing rdfs:label ?label ; a ?class OPTIONAL {{ ?thing cg:level ?level }} }}
}} GROUP BY ?thing ?label ?level"""


def load(generation: Path | None, store: Store, owners: Owners) -> Ledger:
    """Read what all institutions' reports tell; what a generation of an earlier version lacks comes from the graph."""
    shared = {
        str(row["thing"]): Thing(str(row["label"]), local(row["level"]), *_kinds(map(Iri, str(row["classes"]).split())))
        for row in store.query(_SHARED).rows()
        if row["thing"]
    }
    return Ledger.of((_page(generation, store, owner, owners[owner]) for owner in sorted(owners)), shared)


def _page(generation: Path | None, store: Store, owner: str, reports: Iterable[str]) -> Page:
    with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        if generation is not None:
            return _load(json.loads((generation / FOLDER / _file(owner)).read_text(encoding="utf-8")))
    return taken(store, owner, reports)


FACTS = ("subtype", "level", "grade", "count", "unit", "year", "status", "approximate", "whose", "atLeast")


PREDICATES = (
    *(KG.type, *map(term, FACTS), KG.source),  # of claims
    *(KG.start, KG.end, KG.exact, KG.sentence, KG.text, KG.section, KG.path, KG.textHash),  # of where they stand
    *(LABEL, KG.scope, KG.groupNumber, KG.number),  # of things and tasks
    *(KG.claim, KG.task, KG.reason, KG.score),  # of links
)


def taken(store: Store, owner: str, reports: Iterable[str]) -> Page:
    """Take the page of one institution from its derived graph and those of its reports."""
    derived = derived_iri(owner)
    nodes, classes = defaultdict[str, dict[str, Any]](dict), defaultdict[str, list[Any]](list)
    abouts, supports = list[tuple[str, str]](), defaultdict[str, list[str]](list)
    for quad in store.quads(predicate=KG.about, graph=derived):
        abouts.append((quad.subject, str(quad.object)))
    for quad in store.quads(predicate=KG.supports, graph=derived):
        supports[quad.subject].append(str(quad.object))
    for quad in store.quads(predicate=TYPE, graph=derived):
        classes[quad.subject].append(quad.object)
    for graph, predicate in product((derived, *map(report_iri, reports)), PREDICATES):
        for quad in store.quads(predicate=predicate, graph=graph):
            nodes[quad.subject][quad.predicate] = quad.object
    spoken = cache(lambda sentence: _spoken(nodes, sentence))
    claims = [_stated(nodes, claim, thing, spoken) for claim, thing in sorted(abouts)]
    things = {
        thing: Thing(*_said(store, nodes, thing), *_kinds(classes.get(thing) or store.values(thing, TYPE)))
        for thing in sorted({thing for _, thing in abouts})
    }
    return Page(things, _supports(nodes, supports, dict(abouts)), claims)


Nodes: TypeAlias = Mapping[str, Mapping[str, Any]]


def _said(store: Store, nodes: Nodes, iri: str) -> tuple[str, str | None]:
    """What its institution's graph says of a thing, or what the shared one does: label and level."""
    node = nodes.get(iri, {})
    label, level = node.get(LABEL), node.get(KG.level)
    if label is None:
        label, level = next(store.values(iri, LABEL)), next(store.values(iri, KG.level), None)
    return str(label), local(level)


def _kinds(classes: Iterable[Any]) -> tuple[str, str | None]:
    """Type and subtype among the classes of a thing."""
    found = {str(local(each)) for each in classes}
    return next(filter(found.__contains__, Type), ""), next(filter(found.__contains__, Subtype), None)


def _spoken(nodes: Nodes, sentence: str) -> Spoken:
    node = nodes[sentence]
    key = sentence.removeprefix(f"{THINGS}sentence/").rpartition("/")[0]
    path = nodes[node[KG.section]][KG.path].split(PATH_SEPARATOR) if KG.section in node else ()
    return Spoken(key, nodes[report_iri(key)][KG.textHash], node[KG.start], node[KG.text], tuple(path))


def _stated(nodes: Nodes, claim: str, thing: str, spoken: Callable[[str], Spoken]) -> Stated:
    node = nodes[claim]
    span = nodes[node[KG.source]]
    facts = [_plain(node.get(term(fact))) for fact in FACTS]
    place = span[KG.start], span[KG.end], span[KG.exact]
    return Stated(claim, thing, spoken(span[KG.sentence]), *place, str(local(node[KG.type])), *facts)


def _supports(nodes: Nodes, supports: Mapping[str, list[str]], about: Mapping[str, str]) -> dict[str, list[Support]]:
    """Each task that a thing supports, once with its best reason: what the report itself says goes before all else."""
    best = dict[tuple[str, str], tuple[bool, float, str]]()
    for node in nodes.values():
        if KG.claim in node and (thing := about.get(node[KG.claim])):
            why = node[KG.reason] != BY_SECTION, -float(node[KG.score]), str(node[KG.reason])
            best[thing, node[KG.task]] = min(why, best.get((thing, node[KG.task]), why))
    return {
        thing: [_support(nodes, task, best.get((thing, task))) for task in sorted(found)]
        for thing, found in supports.items()
    }


def _support(nodes: Nodes, task: str, why: tuple[bool, float, str] | None) -> Support:
    node = nodes[task]
    reason = (why[2], -why[1]) if why else (None, None)
    return Support(task, str(local(node[KG.scope])), node.get(KG.groupNumber), node[KG.number], node[LABEL], *reason)


def _plain(value: Any) -> Any:
    """A value as JSON has it: the name of a term, a number whole or else a float."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return local(value) if isinstance(value, Iri) else value


def _file(owner: str) -> str:
    return f"{hashlib.sha256(owner.encode()).hexdigest()[:24]}.json"  # a name may hold what no file name may


def _dump(page: Page) -> dict[str, Any]:
    """Turn a page into what JSON can hold; claims point to their thing and sentence by position."""
    sentences = {claim.sentence: None for claim in page.claims}
    places = {sentence: index for index, sentence in enumerate(sentences)}
    things = {thing: index for index, thing in enumerate(page.things)}
    return {
        "sentences": list(sentences),
        "things": [[iri, *thing, page.tasks.get(iri, [])] for iri, thing in page.things.items()],
        "claims": [[c.iri, things[c.thing], places[c.sentence], *c[3:]] for c in page.claims],
    }


def _load(kept: dict[str, Any]) -> Page:
    sentences = [Spoken(a, b, c, d, tuple(section)) for a, b, c, d, section in kept["sentences"]]
    iris = [row[0] for row in kept["things"]]
    claims = [Stated(iri, iris[thing], sentences[at], *rest) for iri, thing, at, *rest in kept["claims"]]
    tasks = {iri: [Support(*task) for task in tasks] for iri, *_, tasks in kept["things"] if tasks}
    return Page(
        {iri: Thing(label, level, type, subtype) for iri, label, level, type, subtype, _ in kept["things"]},
        tasks,
        claims,
    )
