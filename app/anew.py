"""A decision whose words changed → the same one on the words that now stand in their place, which a person chose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.choice import Chooser, Target
from app.deciding import made
from kg.decided import claim_on, of_other
from kg.decisions import ABOUT, Decision
from kg.errors import DecisionError
from kg.home import ReportEntry
from kg.messages import text
from kg.names import squeeze
from kg.quotes import Quote

CHANGED = frozenset(f"kg.decision.{name}" for name in ("gone", "moved", "ambiguous", "unmatched"))
PAIRS = ("merge", "split")


@dataclass(frozen=True, slots=True)
class Side:
    """The words of a decision: its own, or those of the other record that it merges with or splits from."""

    report: str
    quote: Quote
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Undone:
    """A decision that was not carried out, why, and the words of it that are no longer there; `kept` still are."""

    reason: str
    lost: Side
    kept: Side | None


def undone(decision: Decision, entries: Sequence[ReportEntry]) -> Undone:
    """Say what of a decision changed; raise where nothing did."""
    rows = [row for entry in entries for row in entry["notices"] if row["values"].get("id") == decision.id]
    reason = text(rows[0]["key"], **rows[0]["values"]) if rows else ""
    if not rows or rows[0]["key"] not in CHANGED:
        raise DecisionError("app.decide.not_changed", reason=reason)
    sides = _sides(decision)
    first = squeeze(sides[0].quote.exact) == rows[0]["values"]["quote"]
    lost, *kept = sides if first else reversed(sides)
    return Undone(reason, lost, kept[0] if kept else None)


def _sides(decision: Decision) -> list[Side]:
    value = decision.value
    own = Side(decision.report, decision.quote, value)
    if decision.action not in PAIRS:
        return [own]
    return [own, Side(value.get("report", decision.report), Quote(**value["quote"]), of_other(value))]


def anew(
    chooser: Chooser, old: Decision, entries: Sequence[ReportEntry], given: Mapping[str, Any]
) -> tuple[Decision, list[Target]]:
    """Make the decision anew: what it says stays; where it says it is `given`, as the lost words are in its stead."""
    found = undone(old, entries)
    targets = [_target(chooser, found.lost.report, given, adding=old.action == "add")]
    if found.kept:
        targets.append(_still(chooser, found.kept))
    value = {name: said for name, said in old.value.items() if name not in ABOUT}
    return made(chooser, old.action, targets, value, by=given.get("by"), instead=old.id), targets


def _target(chooser: Chooser, report: str, given: Mapping[str, Any], *, adding: bool) -> Target:
    if given.get("claim"):
        return chooser.point(report, given["claim"], adding=adding)
    return chooser.within(report, given["start"], given["words"], adding=adding)


def _still(chooser: Chooser, side: Side) -> Target:
    """The other record of a pair, which still stands."""
    claim = claim_on(chooser.decided(side.report), side.quote, side.value)
    if claim is None:
        raise DecisionError("app.decide.pair_lost")
    return chooser.claim(claim)
