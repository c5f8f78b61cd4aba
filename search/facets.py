"""Things of an answer → how many there are of each type, level, task, year and report: exact, over all of them.

A facet is written `type:Award`, `level:national`, `task:school:5`, `year:2021`, `report:KEY`; the things that it keeps
are just those that it counts. `level:none` are the things without a level. Tasks that reports number alike but call
differently are counted a report: `task:KEY/school:5`; `task:school:5` then keeps what supports any of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from kg.errors import QueryError
from kg.vocabulary import Level, Scope, Subtype, Type
from search.ledger import Ledger, Support

NONE = "none"  # what a thing without a level is counted under
CLOSED: Mapping[str, Sequence[str]] = {"type": [*Type], "subtype": [*Subtype], "level": [*Level, NONE]}

Counted: TypeAlias = list[dict[str, Any]]
Values: TypeAlias = Callable[[Ledger, str], Sequence[str | None]]  # what is said of a thing; None says nothing


def facets(ledger: Ledger, things: Sequence[str]) -> dict[str, Counted]:
    """Count the things by each facet, most telling values first."""
    supported = {task.task: task for thing in things for task in ledger.tasks.get(thing, ())}
    values = {iri: _value(ledger, task) for iri, task in supported.items()}  # once a task, not once a thing
    told = {values[iri]: _told(ledger, values[iri], task) for iri, task in supported.items()}
    counted = {name: _counted(ledger, things, of) for name, of in _VALUES.items() if name != "task"}
    counted["task"] = Counter(
        value for thing in things for value in {values[task.task] for task in ledger.tasks.get(thing, ())}
    )
    return {name: _rows(name, counted[name], told) for name in _VALUES}


def kept(ledger: Ledger, things: Sequence[str], chosen: Iterable[str]) -> list[str]:
    """The things that have all of the chosen facets, in the order given."""
    left = list(things)
    for facet in chosen:
        name, _, value = facet.partition(":")
        if name not in _VALUES:
            raise QueryError("search.facet", facet=facet, facets=" ".join(FACETS))
        left = [thing for thing in left if any(_meant(value, one) for one in _VALUES[name](ledger, thing) if one)]
    return left


def _meant(value: str, there: str) -> bool:
    """Whether a value is what was chosen; a task without its report is that of any."""
    return value == there or there.endswith(f"/{value}")


def _supported(ledger: Ledger, thing: str) -> list[str]:
    return [_value(ledger, task) for task in ledger.tasks.get(thing, ())]


def _value(ledger: Ledger, task: Support) -> str:
    code = f"{task.scope}{task.group or ''}:{task.number}"
    return f"{task.report}/{code}" if ledger.apart else code


_VALUES: Mapping[str, Values] = {
    "type": lambda ledger, thing: (ledger.things[thing].type,),
    "subtype": lambda ledger, thing: (ledger.things[thing].subtype,),
    "level": lambda ledger, thing: (ledger.things[thing].level or NONE,),
    "task": _supported,
    "year": lambda ledger, thing: [str(claim.year) for claim in ledger.claims.get(thing, ()) if claim.year],
    "report": lambda ledger, thing: [claim.sentence.report for claim in ledger.claims.get(thing, ())],
}
FACETS = tuple(_VALUES)


def _counted(ledger: Ledger, things: Iterable[str], values: Values) -> Counter[str]:
    told = (values(ledger, thing) for thing in things)
    return Counter(value for found in told for value in (found if len(found) == 1 else set(found)) if value)


def _rows(name: str, counted: Mapping[str, int], said: Mapping[str, Mapping[str, Any]]) -> Counted:
    if name == "task":
        order = sorted(counted, key=lambda value: _in_order(said[value]))
        return [{**said[value], "count": counted[value]} for value in order]
    order = [value for value in CLOSED.get(name, sorted(counted)) if counted[value]]
    return [{"value": str(value), "count": counted[value]} for value in order]


def _in_order(task: Mapping[str, Any]) -> tuple[str, bool, int, int]:
    """Report by report where they are apart, school first."""
    return task["report"] or "", task["scope"] != Scope.SCHOOL, task["group"] or 0, task["number"]


def _told(ledger: Ledger, value: str, task: Support) -> dict[str, Any]:
    """A task as facets write it; those of one scope, group and number are one value."""
    return {
        "value": value,
        "scope": task.scope,
        "group": task.group,
        "number": task.number,
        "title": task.title,
        "report": task.report if ledger.apart else None,
    }
