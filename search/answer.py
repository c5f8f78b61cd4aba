"""Reading → answer: the things of the graph that fit, each once with all its claims and their evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.differing import differing
from kg.store import Store
from kg.vocabulary import PARTIES, Scope, Status
from search.kept import chosen, narrows
from search.ledger import Ledger, Stated, Support
from search.narrow import Sentences, candidates
from search.query import constraints, core, either, things
from search.reading import Reading
from search.vocabulary import names_one

LISTED = 300  # things: so many are named in the query; of more, those that fit are taken out of what it finds
AGREED = ("level", "grade", "count", "unit", "whose", "year")


@dataclass(frozen=True, slots=True)
class Found:
    """The things that fit a reading, as IRIs in the order of the answer, with the query that finds them."""

    sparql: str
    iris: tuple[str, ...]
    worded: bool = False  # nothing was of the kind asked for: these bear the word for it


def find(store: Store, ledger: Ledger, reading: Reading, sentences: Sentences | None = None) -> Found:
    """Find the things: by the graph's constraints, then by the words that the question leaves.

    With the `sentences` of many reports, only what is told in those that hold a word of the question is looked at.
    Where nothing is of the kinds asked for, what bears the words for them will do: 培训 of 员工培训3场 is no event's.
    """
    found = _found(store, ledger, reading, sentences)
    if found.iris or not (worded := reading.worded()):
        return found
    other = _found(store, ledger, worded, sentences)
    return replace(other, worded=True) if other.iris else found


def _found(store: Store, ledger: Ledger, reading: Reading, sentences: Sentences | None) -> Found:
    fitting = _fitting(store, reading, candidates(ledger, reading, sentences))
    kept = chosen(ledger, reading, fitting) if narrows(reading) else fitting
    iris = tuple(ordered(ledger, reading, kept))
    return Found(things(reading, only=iris if narrows(reading) else None), iris)


def united(ledger: Ledger, reading: Reading, parts: Sequence[tuple[Reading, Found]]) -> Found:
    """What any part of a reading found; what only bears its words counts where there is nothing better."""
    proper = any(found.iris and not found.worded for _, found in parts)
    ways = [
        ((found.worded and part.worded()) or part, () if found.worded and proper else found.iris)
        for part, found in parts
    ]
    iris = ordered(ledger, reading, dict.fromkeys(iri for _, found in ways for iri in found))
    return Found(either((part, found if narrows(part) else None) for part, found in ways), tuple(iris))


def _fitting(store: Store, reading: Reading, among: set[str] | None) -> list[str]:
    """The things that meet the graph's constraints, of all or of those that words left."""
    if among is None:
        return [row["thing"].value for row in store.query(core(reading))]
    alone = replace(reading, party=None, parties=())  # what is told with the party is known
    if not constraints(alone) or not among:
        return sorted(among)
    listed = sorted(among) if len(among) <= LISTED else None
    found = (row["thing"].value for row in store.query(core(alone, only=listed)))
    return [iri for iri in found if iri in among]


def ungranted(ledger: Ledger, iris: Iterable[str]) -> int:
    """Count the things that nobody says were granted."""
    return sum(all(claim.status == Status.CANDIDATE for claim in ledger.claims.get(iri, ())) for iri in iris)


def answers(ledger: Ledger, found: Found, limit: int) -> list[dict[str, Any]]:
    """Say all about the first things."""
    return [_answer(ledger, iri) for iri in found.iris[:limit]]


def ordered(ledger: Ledger, reading: Reading, iris: Iterable[str]) -> list[str]:
    """The things in the order in which they are shown: granted before candidate, 学校层面 first, then as is told."""

    def place(iri: str) -> tuple[Any, ...]:
        told = ledger.claims[iri]
        candidate = all(claim.status == Status.CANDIDATE for claim in told)
        school = any(
            task.scope == Scope.SCHOOL and (not reading.tasks or task.number in reading.tasks)
            for task in ledger.tasks.get(iri, ())
        )
        crowd = told[0].type in PARTIES and (told[0].figure is not None or not names_one(ledger.things[iri].label))
        return crowd, candidate, not school, told[0].sentence.report, told[0].start, told[0].end, iri

    return sorted((iri for iri in iris if iri in ledger.claims), key=place)


def _school_first(task: Support) -> tuple[bool, int, int, str, str]:
    return task.scope != Scope.SCHOOL, task.group or 0, task.number, task.title, task.report


def _task(task: Support) -> dict[str, Any]:
    return {
        "scope": task.scope,
        "group": task.group,
        "number": task.number,
        "title": task.title,
        "report": task.report,
        "reason": task.reason,
        "score": task.score,
    }


def _answer(ledger: Ledger, iri: str) -> dict[str, Any]:
    told = ledger.claims[iri]
    claims = [_claim(claim) for claim in told]
    evidence = {(e["document"], e["start"], e["end"]): e for e in (claim["evidence"] for claim in claims)}
    tasks = sorted(ledger.tasks.get(iri, ()), key=_school_first)
    return {
        "iri": iri,
        "label": ledger.things[iri].label,
        "type": told[0].type,
        **{name: _agreed(claim[name] for claim in claims) for name in AGREED},
        "at_least": all(claim.at_least for claim in told if claim.level) and any(claim.at_least for claim in told),
        "approximate": _as_exact(told),
        "tasks": [_task(task) for task in tasks],
        "differs": bool(apart := differing(told)),
        "differing": apart,
        "claims": claims,
        "evidence": list(evidence.values()),
    }


def _claim(claim: Stated) -> dict[str, Any]:
    sentence = claim.sentence
    return {
        "iri": claim.iri,
        "level": claim.level,
        "at_least": bool(claim.at_least),
        "grade": claim.grade,
        "count": claim.figure,
        "approximate": claim.approximate,
        "unit": claim.unit,
        "whose": claim.whose,
        "year": claim.year,
        "status": claim.status,
        "evidence": {
            "report": sentence.report,
            "document": sentence.document,
            "start": claim.start,
            "end": claim.end,
            "anchor": claim.anchor,
            "text": sentence.text,
            "section": list(sentence.section),
        },
    }


def _agreed(values: Iterable[Any]) -> Any:
    given = list(dict.fromkeys(value for value in values if value is not None))
    return given[0] if len(given) == 1 else None


def _as_exact(told: Iterable[Stated]) -> str | None:
    """How inexact the figure is that all agree on: one that says it without more has it exact."""
    given = {claim.approximate for claim in told if claim.figure is not None}
    return given.pop() if len(given) == 1 else None


def without(reading: Reading) -> Iterator[tuple[str, Reading]]:
    """Yield the reading with each of its constraints dropped in turn, by the constraint's name."""
    drops: dict[str, dict[str, Any]] = {
        "type": {"kinds": ()},
        "level": {"levels": ()},
        "task": {"tasks": (), "task_names": (), "task_iris": ()},
        "scope": {"scopes": (), "group": None},
        "grade": {"grades": (), "not_grades": ()},
        "year": {"years": ()},
        "party": {"party": None, "parties": ()},
        "status": {"status": None},
        "topic": {"topics": ()},
        "report": {"report": None},
    }
    for name, drop in drops.items():
        less = replace(reading, **drop)
        if less != reading and less.constrained:
            yield name, less
