"""Gold and extracted records → scores, as the annotation guide settles what matches what.

A record matches a gold one of the same sentence and type where the characters that both anchors cover are at least half
of those that either covers. Matching is one to one, and prefers equal level and count.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Place = tuple[int, int]

CORE = ("Award", "Team", "Enterprise", "Standard")
ATTRIBUTES = ("level", "count", "grade", "unit", "year", "task", "subtype", "anchor", "also")
ENOUGH = 0.5  # of the characters that either anchor covers
_TASK = ("scope", "group", "task")
_WRITTEN = ("grade", "unit", "year", "anchor")


@dataclass(frozen=True, slots=True)
class Matched:
    """The pairs of a gold and an extracted record, and what either has alone."""

    pairs: list[tuple[Row, Row]]
    missed: list[Row]
    spurious: list[Row]

    def of(self, types: Iterable[str]) -> "Matched":
        """Keep the records of some types."""
        wanted = frozenset(types)
        return Matched(
            [pair for pair in self.pairs if pair[0]["type"] in wanted],
            [row for row in self.missed if row["type"] in wanted],
            [row for row in self.spurious if row["type"] in wanted],
        )

    def f1(self, *, strict: bool = False) -> float:
        """F1; `strict` takes a pair only where level and count are right too."""
        right = (
            sum(equal("level", *pair) and equal("count", *pair) for pair in self.pairs) if strict else len(self.pairs)
        )
        records = 2 * len(self.pairs) + len(self.missed) + len(self.spurious)
        return 2 * right / records if records else 1.0

    def accuracy(self, attribute: str) -> float | None:
        """The share of the pairs that have the attribute in which it is right; None where none has it."""
        told = [(gold, row) for gold, row in self.pairs if gold.get(attribute) or row.get(attribute)]
        return sum(equal(attribute, *pair) for pair in told) / len(told) if told else None


def load(path: Path) -> list[Row]:
    """Read a gold file: records, and a line of the sentences in which nothing is to be found."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def matched(gold: Sequence[Row], found: Iterable[Row]) -> Matched:
    """Match sentence by sentence; what lies outside the gold sentences is left out."""
    places: set[Place] = {(row["sent_start"], row["sent_end"]) for row in gold if "sent_start" in row}
    places |= {(start, end) for row in gold for start, end in row.get("empty_sentences", [])}
    told, rows = [row for row in gold if "type" in row], list(found)
    result = Matched([], [], [])
    for start, end in sorted(places):
        golds = [row for row in told if (row["sent_start"], row["sent_end"]) == (start, end)]
        one = _pair(golds, [row for row in rows if start <= row["start"] < end])
        result.pairs.extend(one.pairs)
        result.missed.extend(one.missed)
        result.spurious.extend(one.spurious)
    return result


def kinds(result: Matched) -> Counter[str]:
    """Count the errors by kind: missed and spurious by type, one type for another, and each wrong attribute."""
    told: Counter[str] = Counter()
    taken: set[int] = set()
    for gold in result.missed:
        other = next((n for n, row in enumerate(result.spurious) if n not in taken and _covers(gold, row)), None)
        if other is None:
            told[f"missed {gold['type']}"] += 1
        else:
            taken.add(other)
            told[f"{gold['type']} taken for {result.spurious[other]['type']}"] += 1
    told.update(f"spurious {row['type']}" for n, row in enumerate(result.spurious) if n not in taken)
    told.update(f"wrong {name}" for pair in result.pairs for name in ATTRIBUTES if not equal(name, *pair))
    return told


def equal(attribute: str, gold: Row, found: Row) -> bool:
    """Tell whether a record has an attribute as the gold has it."""
    if attribute == "task":
        return all(gold.get(part) == found.get(part) for part in _TASK)
    one, other = gold.get(attribute), found.get(attribute)
    if attribute == "also":
        return set(one or ()) == set(other or ())
    if attribute in _WRITTEN:
        return "".join(str(one or "").split()) == "".join(str(other or "").split())
    return bool(one == other)


def _pair(golds: list[Row], rows: list[Row]) -> Matched:
    def worth(gold: Row, row: Row) -> float:
        alike: Callable[[str], bool] = lambda name: equal(name, gold, row)  # noqa: E731
        return 2 * alike("level") + 2 * alike("count") + alike("grade") + 2 * _shared(gold, row)

    candidates = [
        (-worth(gold, row), g, r)
        for g, gold in enumerate(golds)
        for r, row in enumerate(rows)
        if gold["type"] == row["type"] and _shared(gold, row) >= ENOUGH
    ]
    pairs: dict[int, int] = {}
    for _, g, r in sorted(candidates, key=lambda one: one[0]):
        if g not in pairs and r not in pairs.values():
            pairs[g] = r
    return Matched(
        [(golds[g], rows[r]) for g, r in pairs.items()],
        [gold for g, gold in enumerate(golds) if g not in pairs],
        [row for r, row in enumerate(rows) if r not in pairs.values()],
    )


def _shared(gold: Row, row: Row) -> float:
    """The characters that both anchors cover, of those that either covers."""
    both = max(0, min(gold["end"], row["end"]) - max(gold["start"], row["start"]))
    either = gold["end"] - gold["start"] + row["end"] - row["start"] - both
    return both / either if either else 0.0


def _covers(gold: Row, row: Row) -> bool:
    return gold["type"] != row["type"] and _shared(gold, row) >= ENOUGH
