"""Reading → answer: the things of the graph that fit, each once with all its claims and their evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kg.statements import PATH_SEPARATOR
from kg.store import Store
from kg.terms import local
from kg.vocabulary import Scope, Status
from search.kept import Row, chosen, claims_of, narrows
from search.narrow import Sentences, candidates
from search.query import places_of, reasons_of, supported_by, things
from search.reading import Reading

SORTED = 2_000  # so many things are put in order before the first are shown; more keep the order of their names
AGREED = ("level", "grade", "count", "unit", "year")


@dataclass(frozen=True, slots=True)
class Found:
    """The things that fit a reading, as IRIs in the order of the answer, with the query that finds them."""

    sparql: str
    iris: tuple[str, ...]


def find(store: Store, reading: Reading, sentences: Sentences | None = None) -> Found:
    """Find the things: by the graph's constraints, then by the words that the question leaves.

    With the `sentences` of many reports, only what is told in those that hold a word of the question is looked at.
    """
    sparql = things(reading, only=candidates(store, reading, sentences))
    iris = [str(row["thing"]) for row in store.query(sparql).rows()]
    if not narrows(reading):
        return Found(sparql, tuple(iris))
    kept = tuple(chosen(store, reading, iris))
    return Found(things(reading, only=kept), kept)


def answers(store: Store, reading: Reading, found: Found, limit: int) -> list[dict[str, Any]]:
    """Say all about the first things: granted before candidate, 学校层面 first, then as the reports tell."""
    iris = _ordered(store, reading, found.iris)[:limit] if len(found.iris) <= SORTED else found.iris[:limit]
    claims = claims_of(store, iris)
    tasks = tasks_of(store, iris)
    return [_answer(iri, claims[iri], tasks.get(iri, [])) for iri in iris if iri in claims]


def _ordered(store: Store, reading: Reading, iris: Sequence[str]) -> list[str]:
    """The things in the order in which they are shown."""
    school = {
        str(row["thing"])
        for row in (store.query(supported_by(iris)).rows() if iris else ())
        if local(row["scope"]) == Scope.SCHOOL and (not reading.tasks or row["number"] in reading.tasks)
    }
    told: defaultdict[str, list[Row]] = defaultdict(list)
    for row in store.query(places_of(iris)).rows() if iris else ():
        told[str(row["thing"])].append(row)

    def place(iri: str) -> tuple[Any, ...]:
        candidate = all(local(row["status"]) == Status.CANDIDATE for row in told[iri])
        first = min((str(row["key"]), int(row["start"]), int(row["end"])) for row in told[iri])
        return candidate, iri not in school, *first, iri

    return sorted((iri for iri in iris if iri in told), key=place)


def tasks_of(store: Store, iris: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The tasks that the things support, each once with its best reason."""
    if not iris:
        return {}
    reasons = sorted(store.query(reasons_of(iris)).rows(), key=lambda row: (-float(str(row["score"])), row["reason"]))
    best: dict[tuple[str, str], Row] = {}
    for row in reasons:
        best.setdefault((str(row["thing"]), str(row["task"])), row)
    tasks: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.query(supported_by(iris)).rows():
        tasks[str(row["thing"])].append(_task(row, best.get((str(row["thing"]), str(row["task"])))))
    for listed in tasks.values():
        listed.sort(key=lambda task: (task["scope"] != Scope.SCHOOL, task["group"] or 0, task["number"], task["title"]))
    return tasks


def _task(row: Row, why: Row | None) -> dict[str, Any]:
    return {
        "scope": local(row["scope"]),
        "group": row["group"],
        "number": row["number"],
        "title": row["title"],
        "report": str(row["task"]).split("/")[-2],
        "reason": why["reason"] if why else None,
        "score": float(why["score"]) if why else None,
    }


def _answer(iri: str, rows: Sequence[Row], tasks: list[dict[str, Any]]) -> dict[str, Any]:
    claims = [_claim(row) for row in rows]
    evidence = {(e["document"], e["start"], e["end"]): e for e in (claim["evidence"] for claim in claims)}
    return {
        "iri": iri,
        "label": rows[0]["label"],
        "type": local(rows[0]["type"]),
        **{name: _agreed(claim[name] for claim in claims) for name in AGREED},
        "tasks": tasks,
        "claims": claims,
        "evidence": list(evidence.values()),
    }


def _claim(row: Row) -> dict[str, Any]:
    return {
        "iri": row["claim"],
        "level": local(row["level"]),
        "grade": row["grade"],
        "count": _figure(row["count"]),
        "unit": row["unit"],
        "year": row["year"],
        "status": local(row["status"]),
        "evidence": {
            "report": row["key"],
            "document": row["document"],
            "start": row["start"],
            "end": row["end"],
            "anchor": row["anchor"],
            "text": row["text"],
            "section": str(row["path"]).split(PATH_SEPARATOR) if row["path"] else [],
        },
    }


def _figure(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value if isinstance(value, Decimal) else str(value))


def _agreed(values: Iterable[Any]) -> Any:
    given = list(dict.fromkeys(value for value in values if value is not None))
    return given[0] if len(given) == 1 else None


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
