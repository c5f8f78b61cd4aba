"""Reading → answer: the things of the graph that fit, each once with all its claims and their evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kg.statements import PATH_SEPARATOR
from kg.store import Store
from kg.terms import NAMESPACE
from kg.vocabulary import Scope, Status
from search.match import Told, about, fits, named, told
from search.query import labels_of, supported_by, things, told_of
from search.reading import Kind, Reading, Topic
from search.vocabulary import core

SORTED = 2_000  # so many things are put in order before the first are shown; more keep the order of their names
AGREED = ("level", "grade", "count", "unit", "year")
FIGURES = frozenset({"count"})

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """The things that fit a reading, as IRIs in the order of the answer, with the query that finds them."""

    sparql: str
    iris: tuple[str, ...]


def find(store: Store, reading: Reading) -> Found:
    """Find the things: by the graph's constraints, then by the words that the question leaves."""
    topics = _topics(store, reading)
    sparql = things(reading)
    rows = list(store.query(sparql).rows())
    iris = [str(row["thing"]) for row in rows]
    if not (topics or any(kind.heads for kind in reading.kinds) or FIGURES & set(reading.asks)):
        return Found(sparql, tuple(iris))
    kept = tuple(_kept(store, reading, topics, iris))
    return Found(things(reading, only=kept), kept)


def _topics(store: Store, reading: Reading) -> tuple[Topic, ...]:
    """The topics; a party is one, too: it must be told of in the same clause, if not in the thing's own name."""
    if not reading.party or not (reading.constrained_beside_party or not reading.parties):
        return reading.topics
    labels = [str(row["label"]) for row in store.query(labels_of(reading.parties)).rows()]
    names = dict.fromkeys(core(name) for name in (reading.party, *labels))
    return (Topic(reading.party, tuple(names), beside=True), *reading.topics)


def _kept(store: Store, reading: Reading, topics: Sequence[Topic], iris: Sequence[str]) -> Iterator[str]:
    claims = claims_of(store, iris)
    by_name, by_clause = list[str](), list[str]()
    for iri in iris:
        stories = [(row, _told(row)) for row in claims.get(iri, ())]
        if reading.kinds and not any(_is_a(kind, row, story) for row, story in stories for kind in reading.kinds):
            continue
        if "count" in reading.asks and all(row["count"] is None for row, _ in stories):
            continue
        if any(named(story, topics) for _, story in stories):
            by_name.append(iri)
        elif any(about(story, topics) for _, story in stories):
            by_clause.append(iri)
    # a figure is asked of one thing: what bears the name has it, what is told beside it has another
    keep = set(by_name if by_name and "count" in reading.asks else [*by_name, *by_clause])
    yield from (iri for iri in iris if iri in keep)


def _told(row: Row) -> Told:
    start, end = int(row["start"]) - int(row["from"]), int(row["end"]) - int(row["from"])
    type, subtype = str(_local(row["type"])), _local(row["subtype"])
    return told(type, str(row["label"]), str(row["anchor"]), str(row["text"]), start, end, subtype=subtype)


def _is_a(kind: Kind, row: Row, story: Told) -> bool:
    return _local(row["type"]) == kind.type and fits(kind, story.name)


def claims_of(store: Store, iris: Sequence[str]) -> dict[str, list[Row]]:
    """All claims about the things, in reading order."""
    claims: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in store.query(told_of(iris)).rows() if iris else ():
        claims[str(row["thing"])].setdefault(str(row["claim"]), row)
    return {
        iri: sorted(
            rows.values(),
            key=lambda row: (str(row["key"]), int(str(row["start"])), int(str(row["end"])), str(row["claim"])),
        )
        for iri, rows in claims.items()
    }


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
        "scope": _local(row["scope"]),
        "group": row["group"],
        "number": row["number"],
        "title": row["title"],
        "reason": row["reason"],
        "score": None if row["score"] is None else float(row["score"]),
    }


def _order(reading: Reading, claims: Sequence[Row], tasks: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    candidate = all(_local(row["status"]) == Status.CANDIDATE for row in claims)
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
        "type": _local(rows[0]["type"]),
        **{name: _agreed(claim[name] for claim in claims) for name in AGREED},
        "tasks": tasks,
        "claims": claims,
        "evidence": list(evidence.values()),
    }


def _claim(row: Row) -> dict[str, Any]:
    return {
        "level": _local(row["level"]),
        "grade": row["grade"],
        "count": _figure(row["count"]),
        "unit": row["unit"],
        "year": row["year"],
        "status": _local(row["status"]),
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


def _local(value: Any) -> str | None:
    return None if value is None else str(value).removeprefix(NAMESPACE)


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
