"""Tasks × levels: how many things support each task of each report, and at which level."""

from collections import Counter, defaultdict
from typing import Any

from app.context import Context
from app.views.common import answered, entry, labelled, level
from app.views.segments import in_answers
from kg.errors import HomeError
from kg.store import Store
from kg.terms import local
from kg.vocabulary import Level, Scope, Status
from search.answer import Found, answers, ordered
from search.facets import NONE, facets, kept
from search.query import things
from search.reading import Reading
from search.vocabulary import KnownTask

LEVELS = (*Level, NONE)
_STATED = """SELECT DISTINCT ?task ?thing WHERE {
  ?link cg:task ?task ; cg:claim/cg:about ?thing ; cg:reason ?reason . FILTER (?reason IN ("section", "decided"))
}"""
_SUPPORTED = """SELECT DISTINCT ?task ?thing ?level ?class ?status WHERE {
  ?task a cg:Task . ?thing cg:supports ?task ; a ?class . ?class rdfs:subClassOf ?above .
  VALUES ?above { cg:Achievement cg:Party }
  OPTIONAL { ?thing cg:level ?level } OPTIONAL { ?thing cg:status ?status }
}"""


def board(context: Context, *, report: str | None = None) -> dict[str, Any]:
    """Count the things that support each task, by level and by type: every thing once a task."""
    if report is not None:
        entry(context, report)
    supported = _supported(context.store)
    tasks = [task for task in context.reader.vocabulary.tasks if report in (None, task.report)]
    rows = [{**said(task), **_counts(supported.get(task.iri, []))} for task in tasks]
    places: dict[tuple[str, str, int | None], list[str]] = {}
    for task in tasks:
        places.setdefault((task.report, task.scope, task.group), []).append(task.iri)
    return answered(
        context,
        levels=[{"value": name, "label": level(name)} for name in LEVELS],
        boards=[
            {
                "report": key,
                "title": context.titles.get(key, key),
                "scope": scope,
                "group": group,
                "totals": _counts(_each(supported, places[key, scope, group])),
                "tasks": [row for row in rows if (row["report"], row["scope"], row["group"]) == (key, scope, group)],
            }
            for key, scope, group in places
        ],
    )


def task(
    context: Context,
    scope: Scope,
    number: int,
    *,
    group: int | None = None,
    report: str | None = None,
    chosen: tuple[str, ...] = (),
    limit: int = 50,
) -> dict[str, Any]:
    """Say what supports a task: of one report, or the task with this number of every report."""
    wanted = [
        one
        for one in context.reader.vocabulary.tasks
        if (one.scope, one.number) == (scope, number) and group in (None, one.group) and report in (None, one.report)
    ]
    if not wanted:
        raise HomeError("app.api.no_task", scope=scope, number=number)
    supported = _supported(context.store)
    sparql = things(Reading(""), tasks=[one.iri for one in wanted])
    ledger = context.reader.ledger
    found = kept(ledger, [str(row["thing"]) for row in context.store.query(sparql).rows()], chosen)
    if chosen:
        sparql = things(Reading(""), only=found)
    found = ordered(ledger, Reading("", tasks=(number,)), found)
    shown = answers(ledger, Found(sparql, tuple(found)), limit)
    in_answers(context, shown)
    return answered(
        context,
        tasks=[{**said(one), **_counts(supported.get(one.iri, []))} for one in wanted],
        sparql=sparql,
        total=len(found),
        truncated=len(found) > len(shown),
        answers=shown,
        facets=labelled(facets(ledger, found)),
    )


def said(task: KnownTask) -> dict[str, Any]:
    """A task as JSON."""
    return {
        "iri": task.iri,
        "report": task.report,
        "scope": str(task.scope),
        "group": task.group,
        "number": task.number,
        "title": task.title,
    }


def _supported(store: Store) -> dict[str, list[dict[str, Any]]]:
    """What supports each task, and whether that is only inferred."""
    stated = {(str(row["task"]), str(row["thing"])) for row in store.query(_STATED).rows()}
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.query(_SUPPORTED).rows():
        task, thing = str(row["task"]), str(row["thing"])
        facts = {name: row[name] and local(row[name]) for name in ("level", "class", "status")}
        found[task].append({**facts, "thing": thing, "inferred": (task, thing) not in stated})
    return found


def _each(supported: dict[str, list[dict[str, Any]]], tasks: list[str]) -> list[dict[str, Any]]:
    """The things that support any of the tasks, each once; inferred where it is so for all of them."""
    found: dict[str, dict[str, Any]] = {}
    for row in (row for task in tasks for row in supported.get(task, [])):
        known = found.setdefault(row["thing"], dict(row))
        known["inferred"] = known["inferred"] and row["inferred"]
    return list(found.values())


def _counts(rows: list[dict[str, Any]]) -> dict[str, Any]:
    levels = Counter(row["level"] or NONE for row in rows)
    types = Counter(row["class"] for row in rows)
    inferred = Counter(row["level"] or NONE for row in rows if row["inferred"])
    return {
        "total": len(rows),
        "levels": {name: levels[name] for name in LEVELS},
        "types": dict(sorted(types.items(), key=lambda pair: (-pair[1], pair[0]))),
        "candidates": sum(row["status"] == Status.CANDIDATE for row in rows),
        "inferred": inferred.total(),
        "inferred_levels": {name: inferred[name] for name in LEVELS},
    }
