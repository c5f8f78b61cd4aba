"""Derived graphs → what there is to ask for: the names of things, and how many of which type, level and task.

One file an institution under `inventory/` of the generation, made anew only where its derived graph changed.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.statements import derived_iri
from kg.store import Store
from kg.terms import local
from kg.vocabulary import Level, Scope, Type
from search.vectors import share

FOLDER = "inventory"
TYPES = frozenset(Type)

Name = tuple[str, str, str | None]  # label, type, level
Kind = tuple[str, str | None]  # type, level
Place = tuple[str, str | None, str, int]  # type, level, scope and number of a task

_THINGS = """SELECT DISTINCT ?thing ?label ?class ?level WHERE {{
  GRAPH <{graph}> {{ ?claim cg:about ?thing }} ?thing a ?class ; rdfs:label ?label OPTIONAL {{ ?thing cg:level ?level }}
}}"""
_TASKS = """SELECT DISTINCT ?thing ?scope ?number WHERE {{
  GRAPH <{graph}> {{ ?thing cg:supports ?task }} ?task cg:scope ?scope ; cg:number ?number
}}"""


@dataclass(frozen=True, slots=True)
class Inventory:
    """How many things bear a name, and how many there are of a kind, under a task."""

    names: Counter[Name] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    places: Counter[Place] = field(default_factory=Counter)

    def add(self, other: "Inventory") -> None:
        """Count what another institution has, too."""
        self.names.update(other.names)
        self.kinds.update(other.kinds)
        self.places.update(other.places)


def publish(target: Path, store: Store, owners: Iterable[str], *, changed: Collection[str], base: Path | None) -> None:
    """Write the inventories of all institutions into a generation, those that did not change from the one before."""
    folder = target / FOLDER
    folder.mkdir()
    for owner in sorted(set(owners)):
        name = _file(owner)
        if owner not in changed and base and (base / FOLDER / name).exists():
            share(base / FOLDER / name, folder / name)
        else:
            content = json.dumps(_dump(taken(store, owner)), ensure_ascii=False, separators=(",", ":"))
            (folder / name).write_text(content + "\n", encoding="utf-8", newline="\n")


def load(generation: Path | None, store: Store, owners: Iterable[str]) -> Inventory:
    """Read what all institutions have; what a generation of an earlier version lacks is taken from the graph."""
    whole = Inventory()
    for owner in sorted(set(owners)):
        found = None
        with suppress(OSError, ValueError, LookupError, TypeError):
            if generation is not None:
                found = _load(json.loads((generation / FOLDER / _file(owner)).read_text(encoding="utf-8")))
        whole.add(found or taken(store, owner))
    return whole


def taken(store: Store, owner: str) -> Inventory:
    """Take the inventory of one institution from the graph."""
    graph, found = derived_iri(owner), Inventory()
    kinds: dict[str, Kind] = {}
    for row in store.query(_THINGS.format(graph=graph)).rows():
        if (type := str(local(row["class"]))) in TYPES and str(row["thing"]) not in kinds:
            kinds[str(row["thing"])] = type, local(row["level"])
            found.names[str(row["label"]), type, local(row["level"])] += 1
    found.kinds.update(kinds.values())
    for row in store.query(_TASKS.format(graph=graph)).rows():
        if kind := kinds.get(str(row["thing"])):
            found.places[*kind, str(local(row["scope"])), int(str(row["number"]))] += 1
    return found


def _file(owner: str) -> str:
    return f"{hashlib.sha256(owner.encode()).hexdigest()[:24]}.json"  # a name may hold what no file name may


def _dump(found: Inventory) -> dict[str, list[list[Any]]]:
    return {name: [[*key, n] for key, n in sorted(_counter(found, name).items(), key=repr)] for name in _CHECKED}


def _load(kept: dict[str, list[list[Any]]]) -> Inventory:
    found = Inventory()
    for name, check in _CHECKED.items():
        for *key, n in kept[name]:
            check(*key)
            _counter(found, name)[tuple(key)] += int(n)
    return found


def _counter(found: Inventory, name: str) -> Counter[Any]:
    return getattr(found, name)  # type: ignore[no-any-return]


def _kind(type: str, level: str | None) -> None:
    Type(type)
    if level is not None:
        Level(level)


def _name(label: str, type: str, level: str | None) -> None:
    _kind(type, level)


def _place(type: str, level: str | None, scope: str, number: int) -> None:
    _kind(type, level)
    Scope(scope)


_CHECKED: dict[str, Callable[..., None]] = {"names": _name, "kinds": _kind, "places": _place}
