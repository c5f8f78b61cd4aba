"""People's decisions: one a line in `decisions.jsonl`, appended, never changed, replayed at every build."""

import getpass
import json
import math
import os
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.disk import sync_folder, translated
from kg.errors import DecisionError
from kg.messages import text
from kg.quotes import Quote
from kg.records import Notice
from kg.vocabulary import Approximation, Level, Status, Subtype, Type

ACTIONS = ("accept", "correct", "reject", "add", "merge", "split", "assign", "withdraw")
ENUMS: Mapping[str, Any] = MappingProxyType(
    {"type": Type, "subtype": Subtype, "level": Level, "status": Status, "approximate": Approximation}
)
ABOUT = frozenset({"was", "alone", "instead"})  # what a value says of the words and not of what is decided
ANCHOR = "anchor"  # the words of its sentence by which a person names the record anew
FIELDS = (*ENUMS, "at_least", "grade", "count", "unit", "whose", "year")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about some words of a report.

    `value` says what: `correct` and `add` give fields of the record (`correct` also the `anchor`, other words of its
    sentence by which it is to be named), `assign` gives `tasks` (codes as in `Task.code`),
    `merge` and `split` give the `quote` of another record, with its `report` where that is another one, `withdraw` the
    `decision` that it takes back. `was` may tell records apart that stand on the same words, by fields as extracted;
    `alone` says that the words stood only there. Of the other record, `other_was` and `other_alone` say the same.
    `instead` names a decision whose words were changed, which this one takes anew on those that stand in their place.
    """

    action: str
    report: str  # the report's key
    quote: Quote
    value: Mapping[str, Any] = field(default_factory=dict, hash=False)
    by: str = ""
    at: str = ""  # UTC, ISO 8601
    id: str = ""


def decide(
    action: str, report: str, quote: Quote, value: Mapping[str, Any] | None = None, *, by: str | None = None
) -> Decision:
    """Make a decision of now and of this person; refuse what cannot be one."""
    by = by or os.environ.get("KG_USER") or getpass.getuser()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    decision = Decision(action, report, quote, dict(value or {}), by, at, uuid.uuid4().hex)
    _check(decision)
    return decision


def append(path: Path, decision: Decision) -> None:
    """Add a decision to the file, for good; the caller holds the home's lock."""
    line = json.dumps(asdict(decision), ensure_ascii=False) + "\n"
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            if file.tell() and not _ends_line(file):
                line = "\n" + line  # after a line that was cut short
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)


def _ends_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def load(path: Path) -> tuple[tuple[Decision, ...], tuple[Notice, ...]]:
    """Read the decisions in their order, and a notice for each line that is none."""
    if not path.exists():
        return (), ()
    decisions, notices = [], []
    with translated(path):
        lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                decisions.append(_parse(line))
            except (ValueError, TypeError, KeyError, DecisionError):
                notices.append(Notice("kg.decision.torn", {"path": str(path), "line": number}))
    return tuple(decisions), tuple(notices)


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Leave out what was withdrawn, and the withdrawals themselves."""
    decisions = tuple(decisions)
    gone = withdrawn(decisions)
    return tuple(each for each in decisions if each.id not in gone and each.action != "withdraw")


def withdrawn(decisions: Iterable[Decision]) -> frozenset[str]:
    """Name the decisions that were taken back, or taken anew on other words; what did so can be taken back, too."""
    gone: set[str] = set()
    for decision in reversed(tuple(decisions)):
        taken = decision.value.get("decision" if decision.action == "withdraw" else "instead")
        if taken and decision.id not in gone:
            gone.add(taken)
    return frozenset(gone)


def _parse(line: bytes) -> Decision:
    fields = json.loads(line)
    decision = Decision(**{**fields, "quote": Quote(**fields["quote"])})
    _check(decision)
    return decision


def _check(decision: Decision) -> None:
    """Refuse a decision that no build could carry out."""
    action, value = decision.action, decision.value
    if action not in ACTIONS:
        raise DecisionError("kg.decision.action", action=action, actions=" ".join(ACTIONS))
    if action != "withdraw" and not decision.quote.exact.strip():
        raise DecisionError("kg.decision.no_quote", action=action)
    needed = {"add": "type", "assign": "tasks", "merge": "quote", "split": "quote", "withdraw": "decision"}
    if action in needed and not value.get(needed[action]) and value.get(needed[action]) != []:
        raise DecisionError("kg.decision.lacks", action=action, name=needed[action])
    if action in ("correct", "add"):
        corrections(value)
    if action in ("merge", "split"):
        Quote(**value["quote"])


def corrections(value: Mapping[str, Any]) -> dict[str, Any]:
    """Read the record's fields that a decision gives, as the record holds them."""
    found: dict[str, Any] = {}
    for name in value.keys() - ABOUT:
        try:
            found[name] = _field(name, value[name])
        except (ValueError, TypeError):
            raise DecisionError("kg.decision.value", name=name, value=value[name], wanted=_wanted(name)) from None
    return found


def _wanted(name: str) -> str:
    """Say what a field may hold."""
    if name in ENUMS:
        return text("kg.decision.wanted.words", words=" ".join(ENUMS[name]))
    if name in ("count", "year"):
        return text(f"kg.decision.wanted.{name}")
    return text("kg.decision.wanted.fields", fields=" ".join(FIELDS))


def _field(name: str, value: Any) -> Any:
    if name not in (*FIELDS, ANCHOR) or (value is None and name in ("type", "at_least", ANCHOR)):
        raise ValueError(name)
    if name == ANCHOR and not str(value).strip():
        raise ValueError(value)
    if value is None:
        return None
    if name in ENUMS:
        return ENUMS[name](value)
    if name == "at_least":
        return bool(value)
    if name == "year":
        if not 1900 <= int(value) <= 2100:
            raise ValueError(value)
        return int(value)
    if name == "count":
        if not 0 <= float(value) < math.inf:
            raise ValueError(value)
        return float(value)
    return str(value)
