"""Things of an answer → how many there are of each type, level, task, year and report: exact, over all of them.

A facet is written `type:Award`, `level:national`, `task:school:5`, `year:2021`, `report:KEY`; the things that it keeps
are just those that it counts. `level:none` are the things without a level.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from kg.errors import QueryError
from kg.vocabulary import Level, Scope, Subtype, Type
from search.ledger import Ledger, Support

TITLES = 2  # of tasks that several reports number alike, shown for one value
NONE = "none"  # what a thing without a level is counted under
CLOSED: Mapping[str, Sequence[str]] = {"type": [*Type], "subtype": [*Subtype], "level": [*Level, NONE]}

Counted: TypeAlias = list[dict[str, Any]]
Values: TypeAlias = Callable[[Ledger, str], Iterable[str | None]]  # what is said of a thing; None says nothing


def facets(ledger: Ledger, things: Sequence[str]) -> dict[str, Counted]:
    """Count the things by each facet, most telling values first."""
    tasks = _tasks(ledger, things)
    return {name: _rows(name, _counted(ledger, things, values), tasks) for name, values in _VALUES.items()}


def kept(ledger: Ledger, things: Sequence[str], chosen: Iterable[str]) -> list[str]:
    """The things that have all of the chosen facets, in the order given."""
    left = list(things)
    for facet in chosen:
        name, _, value = facet.partition(":")
        if name not in _VALUES:
            raise QueryError("search.facet", facet=facet, facets=" ".join(FACETS))
        left = [thing for thing in left if value in _VALUES[name](ledger, thing)]
    return left


def _supported(ledger: Ledger, thing: str) -> Iterator[str]:
    return map(_place, ledger.tasks.get(thing, ()))


def _place(task: Support) -> str:
    return f"{task.scope}{task.group or ''}:{task.number}"


_VALUES: Mapping[str, Values] = {
    "type": lambda ledger, thing: (ledger.things[thing].type,),
    "subtype": lambda ledger, thing: (ledger.things[thing].subtype,),
    "level": lambda ledger, thing: (ledger.things[thing].level or NONE,),
    "task": _supported,
    "year": lambda ledger, thing: (str(claim.year) for claim in ledger.claims.get(thing, ()) if claim.year),
    "report": lambda ledger, thing: (claim.sentence.report for claim in ledger.claims.get(thing, ())),
}
FACETS = tuple(_VALUES)


def _counted(ledger: Ledger, things: Iterable[str], values: Values) -> Counter[str]:
    return Counter(value for thing in things for value in set(values(ledger, thing)) if value)


def _rows(name: str, counted: Mapping[str, int], said: Mapping[str, Mapping[str, Any]]) -> Counted:
    if name == "task":
        order = sorted(
            counted, key=lambda v: (said[v]["scope"] != Scope.SCHOOL, said[v]["group"] or 0, said[v]["number"])
        )
        return [{**said[value], "count": counted[value]} for value in order]
    order = [value for value in CLOSED.get(name, sorted(counted)) if counted[value]]
    return [{"value": str(value), "count": counted[value]} for value in order]


def _tasks(ledger: Ledger, things: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The tasks that the things support; those of the same scope, group and number are one value."""
    supports = {task.task: task for thing in things for task in ledger.tasks.get(thing, ())}
    titles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for _, task in sorted(supports.items()):
        titles[_place(task)][task.title] = None
    return {
        value: {
            "value": value,
            "scope": task.scope,
            "group": task.group,
            "number": task.number,
            "title": _named(list(titles[value])),
        }
        for task in supports.values()
        for value in [_place(task)]
    }


def _named(titles: Sequence[str]) -> str:
    """Say what reports call the tasks that they number alike: none of them under another report's title alone.

    >>> _named(["建设双师队伍"]), _named(["建设双师队伍", "深化产教融合", "服务乡村"])
    ('建设双师队伍', '建设双师队伍／深化产教融合／…')
    """
    return "／".join([*titles[:TITLES], *(["…"] if len(titles) > TITLES else [])])
