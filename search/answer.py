"""Reading → answer: the things of the graph that fit, each once with all its claims and their evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kg.statements import PATH_SEPARATOR
from kg.store import Store
from kg.terms import local
from kg.vocabulary import Scope, Status
from search.kept import Row, chosen, claims_of, narrows
from search.query import supported_by, things
from search.reading import Reading

SORTED = 2_000  # so many things are put in order before the first are shown; more keep the order of their names
AGREED = ("level", "grade", "count", "unit", "year")


@dataclass(frozen=True, slots=True)
class Found:
    """The things that fit a reading, as IRIs in the order of the answer, with the query that finds them."""

    sparql: str
    iris: tuple[str, ...]


def find(store: Store, reading: Reading) -> Found:
    """Find the things: by the graph's constraints, then by the words that the question leaves."""
    sparql = things(reading)
    iris = [str(row["thing"]) for row in store.query(sparql).rows()]
    if not narrows(reading):
        return Found(sparql, tuple(iris))
    kept = tuple(chosen(store, reading, iris))
    return Found(things(reading, only=kept), kept)


def answers(store: Store, reading: Reading, found: Found, limit: int) -> list[dict[str, Any]]:
    """Say all about the first things: granted before candidate, 学校层面 first, then as the reports tell."""
    iris = found.iris if len(found.iris) <= SORTED else found.iris[:limit]
    claims = claims_of(store, iris)
    tasks = tasks_of(store, iris)
    ordered = sorted(
        (iri for iri in iris if iri in claims), key=lambda iri: _order(reading, claims[iri], tasks.get(iri, []))
    )
    return [_answer(iri, claims[iri], tasks.get(iri, [])) for iri in ordered[:limit]]


def tasks_of(store: Store, iris: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The tasks that the things support, each once with its best reason."""
    rows = list(store.query(supported_by(iris)).rows()) if iris else []
    rows.sort(key=lambda row: (-float(str(row["score"] or 0)), str(row["reason"])))
    best: dict[tuple[str, str], Row] = {}
    for one in rows:
        best.setdefault((str(one["thing"]), str(one["task"])), one)
    tasks: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for (thing, _), row in best.items():
        tasks[thing].append(_task(row))
    for listed in tasks.values():
        listed.sort(key=lambda task: (task["scope"] != Scope.SCHOOL, task["group"] or 0, task["number"]))
    return tasks


def _task(row: Row) -> dict[str, Any]:
    return {
        "scope": local(row["scope"]),
        "group": row["group"],
        "number": row["number"],
        "title": row["title"],
        "reason": row["reason"],
        "score": None if row["score"] is None else float(row["score"]),
    }


def _order(reading: Reading, claims: Sequence[Row], tasks: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    candidate = all(local(row["status"]) == Status.CANDIDATE for row in claims)
    asked = [task for task in tasks if not reading.tasks or task["number"] in reading.tasks]
    school = any(task["scope"] == Scope.SCHOOL for task in asked)
    first = claims[0]
    return candidate, not school, str(first["key"]), int(first["start"]), int(first["end"]), str(first["thing"])


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
