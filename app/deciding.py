"""What a person chose → the decision that is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.choice import Chooser, Target
from kg.decided import renamed
from kg.decisions import ANCHOR, Decision, decide
from kg.errors import DecisionError


def made(
    chooser: Chooser,
    action: str,
    targets: Sequence[Target],
    value: Mapping[str, Any],
    *,
    by: str | None,
    instead: str | None = None,
) -> Decision:
    """Make the decision on the first target; merging and splitting have a second one. `instead` names an older one."""
    if action in ("merge", "split"):
        chooser.refuse_pair(action, *targets)
        other = targets[1]
        said = {f"other_{name}": one for name, one in other.value.items()}
        value = {"quote": asdict(other.quote), "report": other.report, **said}
    record = targets[0].claim and targets[0].claim.record
    if record and (words := value.get(ANCHOR)) and renamed(record, words) is None:
        raise DecisionError("app.decide.no_anchor", words=words, quote="".join(record.text.split()))
    about = {**targets[0].value, **({"instead": instead} if instead else {})}
    return decide(action, targets[0].report, targets[0].quote, {**value, **about}, by=by)
