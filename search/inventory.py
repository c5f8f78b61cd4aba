"""Ledger → Inventory: what there is to ask for: names of things, and how many of which type, level and task."""

from collections import Counter
from dataclasses import dataclass, field

from search.ledger import Ledger

Name = tuple[str, str, str | None]  # label, type, level
Kind = tuple[str, str | None]  # type, level
Place = tuple[str, str | None, str, int]  # type, level, scope and number of a task


@dataclass(frozen=True, slots=True)
class Inventory:
    """How many things bear a name, and how many there are of a kind, under a task."""

    names: Counter[Name] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    places: Counter[Place] = field(default_factory=Counter)


def taken(ledger: Ledger) -> Inventory:
    """Count what there is."""
    found = Inventory()
    for iri, thing in ledger.things.items():
        kind = ledger.claims[iri][0].type, thing.level
        found.names[thing.label, *kind] += 1
        found.kinds[kind] += 1
        found.places.update({(*kind, task.scope, task.number) for task in ledger.tasks.get(iri, ())})
    return found
