"""What a home keeps: its reports, people's decisions, and the doubts and faults of both."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.context import Context
from app.views.common import answered, entries
from app.views.segments import marked
from kg.check import Finding, check, notices
from kg.contradictions import CONTRADICTION, contradictions
from kg.decisions import Decision, load, withdrawn
from kg.home import ReportEntry
from kg.messages import text
from kg.store import Store
from kg.terms import KG


def reports(context: Context) -> dict[str, Any]:
    """List the reports, as `kg list` does."""
    return answered(context, reports=[_told(entry) for entry in entries(context)])


def _told(entry: ReportEntry) -> dict[str, Any]:
    """The entry, with its doubts in words."""
    rows = [{**row, "message": text(row["key"], **row["values"])} for row in entry["notices"]]
    return {**entry, "notices": rows}


def status(context: Context) -> dict[str, Any]:
    """Tell what the home holds, as `kg status` does, but not where on this machine it is."""
    found = context.home.status()
    return answered(context, **{name: value for name, value in found.items() if name not in ("home", "generation")})


def checked(context: Context, *, shapes: bool = True) -> dict[str, Any]:
    """Say what breaks a shape, what contradicts itself and what was doubtful when reading, as `kg check` does."""
    listed = entries(context)
    found = findings(doubts(context.store, listed, shapes=shapes) if listed else [], listed)
    for finding in found["findings"]:
        for place in finding["evidence"] if finding["kind"] == CONTRADICTION else ():
            place["segments"] = marked(context, place)
    return answered(context, **found)


def doubts(store: Store, listed: Sequence[ReportEntry], *, shapes: bool = True) -> list[Finding]:
    """What breaks a shape, then what contradicts itself, then what was doubtful when the reports were read."""
    read = (doubt for entry in listed for doubt in notices(entry["notices"], entry["key"]))
    return [*(check(store) if shapes else ()), *contradictions(store), *read]


def findings(found: Sequence[Finding], listed: Sequence[ReportEntry]) -> dict[str, Any]:
    """Findings as JSON; a document is named as in answers, by the hash of its text."""
    documents = {entry["key"]: entry["text"] for entry in listed}
    rows = [
        {
            **asdict(finding),
            "evidence": [
                {"report": place.document, **asdict(place), "document": documents.get(place.document, "")}
                for place in finding.evidence
            ],
        }
        for finding in found
    ]
    return {"conforms": all(finding.severity != "error" for finding in found), "findings": rows}


def decisions(context: Context, *, report: str | None = None) -> dict[str, Any]:
    """List what people decided, oldest first, and what became of it, as `kg decide list` does."""
    kept, torn = load(context.home.decisions)
    rows = stated(kept, entries(context))
    return answered(
        context,
        decisions=[row for row in rows if report in (None, row["report"])],
        notices=[text(notice.key, **notice.values) for notice in torn],
    )


def stated(kept: Sequence[Decision], listed: Sequence[ReportEntry]) -> list[dict[str, Any]]:
    """Each decision with its state: stands, withdrawn, or undone where the last build could not carry it out."""
    gone = withdrawn(kept)
    undone = {str(notice["values"].get("id")) for entry in listed for notice in entry["notices"]}
    return [
        {**asdict(one), "state": "withdrawn" if one.id in gone else "undone" if one.id in undone else "stands"}
        for one in kept
    ]


def decisions_on(context: Context, claim: str) -> list[dict[str, Any]]:
    """The decisions that the claim rests on, as the generation says."""
    ids = {str(decision).rpartition("/")[2] for decision in context.store.values(claim, KG.decision)}
    kept, _ = load(context.home.decisions) if ids else ((), ())
    return [row for row in stated(kept, entries(context)) if row["id"] in ids]
