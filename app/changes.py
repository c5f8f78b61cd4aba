"""Decision → what it was about and what it changed, in lines for the person who took it."""

from collections.abc import Iterable, Iterator, Mapping

from app.choice import Chooser, Target
from app.labels import label, scope
from app.tables import figure
from kg.decisions import ANCHOR, FIELDS
from kg.messages import text
from kg.records import Claim


def changes(before: Chooser, after: Chooser, targets: Iterable[Target]) -> Iterator[str]:
    """Yield a line for each record that was meant, and under it what it says now that it did not say before."""
    for target in targets:
        words = "".join(target.span.text.split())
        place = {"report": target.report, "start": target.span.start, "end": target.span.end}
        yield text("app.decide.record", words=words, **place)
        was, now = _said(before, target.claim, target), _said(after, target.claim or _on(after, target), target)
        if was and not now:
            yield text("app.decide.gone_now")
            continue
        for name in now:
            if was.get(name) != now[name]:
                column = text(f"app.column.{name}")
                none = text("app.decide.none")
                yield text("app.decide.change", name=column, before=was.get(name) or none, after=now[name] or none)


def _on(chooser: Chooser, target: Target) -> Claim | None:
    """The claim that was added on these very words."""
    place = target.span.start, target.span.end
    claims = chooser.decided(target.report).claims
    return next((claim for claim in claims if (claim.record.start, claim.record.end) == place), None)


def _said(chooser: Chooser, claim: Claim | None, target: Target) -> Mapping[str, str]:
    """What the claim says of itself, field by field, as people read it; nothing where it is not there."""
    decided = chooser.decided(target.report)
    here = next((one for one in decided.claims if claim and one.iri == claim.iri), None)
    if here is None:
        return {}
    values = {name: getattr(here.record, name) for name in (ANCHOR, *FIELDS) if name != "at_least"}
    said = {name: "" if value is None else label(figure(value)) for name, value in values.items()}
    tasks = sorted(
        (link.task.scope != "school", link.task.group or 0, link.task.number)
        for link in decided.report.links
        if link.record == here.record
    )
    said["tasks"] = text("app.comma").join(
        text("app.decide.task_short", scope=scope("group" if group else "school"), number=number)
        for _, group, number in tasks
    )
    return said
