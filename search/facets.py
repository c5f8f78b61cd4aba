"""Things of an answer → how many there are of each type, level, task, year and report: exact, over all of them.

A facet is written `type:Award`, `level:national`, `task:school:5`, `year:2021`, `report:KEY`; the things that it keeps
are just those that it counts. `level:none` are the things without a level.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from kg.errors import QueryError
from kg.store import Store
from kg.terms import local
from kg.vocabulary import Level, Scope, Subtype, Type

BATCH = 2_000  # things a query
TITLES = 2  # of tasks that several reports number alike, shown for one value
NONE = "none"  # what a thing without a level is counted under
CLOSED: Mapping[str, Sequence[str]] = {"type": [*Type], "subtype": [*Subtype], "level": [*Level, NONE]}

Values: TypeAlias = Mapping[str, set[str]]  # thing → its values
Counted: TypeAlias = list[dict[str, Any]]

_PATTERNS = {
    "type": "?thing a ?value",
    "subtype": "?thing a ?value",
    "level": "?thing cg:level ?value",
    "task": "?thing cg:supports ?value",
    "year": "?claim cg:about ?thing ; cg:year ?value",
    "report": "?claim cg:about ?thing ; prov:wasDerivedFrom/dcterms:identifier ?value",
}
FACETS = tuple(_PATTERNS)
_TASKS = """SELECT ?task ?scope ?group ?number ?title WHERE {
  ?task a cg:Task ; cg:scope ?scope ; cg:number ?number ; rdfs:label ?title . OPTIONAL { ?task cg:groupNumber ?group }
} ORDER BY ?task"""


def facets(store: Store, things: Sequence[str]) -> dict[str, Counted]:
    """Count the things by each facet, most telling values first."""
    tasks = _tasks(store) if things else {}
    return {name: _rows(name, _values(store, things, name, tasks), tasks) for name in FACETS}


def kept(store: Store, things: Sequence[str], chosen: Iterable[str]) -> list[str]:
    """The things that have all of the chosen facets, in the order given."""
    tasks, left = _tasks(store), list(things)
    for facet in chosen:
        name, _, value = facet.partition(":")
        if name not in _PATTERNS:
            raise QueryError("search.facet", facet=facet, facets=" ".join(FACETS))
        values = _values(store, left, name, tasks)
        left = [thing for thing in left if value in values.get(thing, ())]
    return left


def _values(store: Store, things: Sequence[str], name: str, tasks: Mapping[str, Mapping[str, Any]]) -> Values:
    """What each of the things says of the facet, as facets are written."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for start in range(0, len(things), BATCH):
        listed = " ".join(f"<{thing}>" for thing in things[start : start + BATCH])
        query = f"SELECT ?thing ?value WHERE {{ VALUES ?thing {{ {listed} }} {_PATTERNS[name]} }}"
        for row in store.query(query).rows():
            value = tasks[str(row["value"])]["value"] if name == "task" else str(local(row["value"]))
            if name not in CLOSED or value in CLOSED[name]:
                found[str(row["thing"])].add(value)
    if name == "level":
        found.update({thing: {NONE} for thing in things if thing not in found})
    return found


def _rows(name: str, values: Values, tasks: Mapping[str, Mapping[str, Any]]) -> Counted:
    counted = Counter(value for of_thing in values.values() for value in of_thing)
    if name == "task":
        said = {str(task["value"]): task for task in tasks.values()}
        order = sorted(
            counted, key=lambda v: (said[v]["scope"] != Scope.SCHOOL, said[v]["group"] or 0, said[v]["number"])
        )
        return [{**said[value], "count": counted[value]} for value in order]
    order = [value for value in CLOSED.get(name, sorted(counted)) if counted[value]]
    return [{"value": str(value), "count": counted[value]} for value in order]


def _tasks(store: Store) -> dict[str, dict[str, Any]]:
    """The tasks of all reports; those of the same scope, group and number are one value."""
    found: dict[str, dict[str, Any]] = {}
    for row in store.query(_TASKS).rows():
        scope, group, number = str(local(row["scope"])), row["group"], row["number"]
        value = f"{scope}{group or ''}:{number}"
        said = {"value": value, "scope": scope, "group": group, "number": number, "title": str(row["title"])}
        found[str(row["task"])] = said
    titles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for task in found.values():
        titles[task["value"]][task["title"]] = None
    return {iri: {**task, "title": _named(list(titles[task["value"]]))} for iri, task in found.items()}


def _named(titles: Sequence[str]) -> str:
    """Say what reports call the tasks that they number alike: none of them under another report's title alone.

    >>> _named(["建设双师队伍"]), _named(["建设双师队伍", "深化产教融合", "服务乡村"])
    ('建设双师队伍', '建设双师队伍／深化产教融合／…')
    """
    return "／".join([*titles[:TITLES], *(["…"] if len(titles) > TITLES else [])])
