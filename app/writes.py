"""What changes a home over HTTP: a report taken in, replaced or removed, a decision taken. Each yields its summary."""

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from app import publish
from app.anew import anew
from app.changes import changes
from app.choice import Chooser, Target
from app.deciding import made
from app.progress import Advance
from app.publish import Outcome, Published
from app.views.kept import findings, stated
from kg.decisions import Decision, load
from kg.decisions import decide as decided
from kg.errors import HomeError, KgError
from kg.home import Home
from kg.messages import text
from kg.quotes import Quote
from kg.records import Report
from kg.version import API_VERSION

Write: TypeAlias = Callable[[Home, Mapping[str, Any], bytes, Advance], dict[str, Any]]


def ingest(home: Home, given: Mapping[str, Any], data: bytes, advance: Advance) -> dict[str, Any]:
    """Take in the bytes of a file under its `name`; with `replaces`, in the place of the report of that key."""
    key = given.get("replaces") or given.get("key")
    if given.get("replaces"):
        key = publish.known(given["replaces"], [entry["key"] for entry in home.reports()])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / given["name"]
        path.write_bytes(data)
        published = publish.ingest(home, [path], key=key, advance=advance)
    outcome = published.outcomes[0]
    if outcome.error:
        raise _without_folder(outcome.error, path)
    return _said(home, published, **_summary(home, outcome))


def _without_folder(error: KgError, path: Path) -> KgError:
    """The same error, by the name of the file alone."""
    values = {name: path.name if str(value) == str(path) else value for name, value in error.values.items()}
    return type(error)(error.key, **values)


def remove(home: Home, given: Mapping[str, Any], _: bytes, advance: Advance) -> dict[str, Any]:
    """Take the report with this `key` out."""
    key = publish.known(given["key"], [entry["key"] for entry in home.reports()])
    advance(text("app.ingest.publishing"))
    return _said(home, publish.remove(home, key), key=key, change="removed")


def decide(home: Home, given: Mapping[str, Any], _: bytes, advance: Advance) -> dict[str, Any]:
    """Take a decision: `action`, what it is about, its `value`, and `by` whom."""
    before = Chooser(home)
    targets = [_target(before, given, adding=given["action"] == "add")]
    if given["action"] in ("merge", "split"):
        targets.append(before.point(given.get("report"), given["other"]))
    decision = made(before, given["action"], targets, given["value"], by=given.get("by"))
    return _decided(home, decision, before, targets, advance)


def again(home: Home, given: Mapping[str, Any], _: bytes, advance: Advance) -> dict[str, Any]:
    """Take the decision with this `id` anew on a `claim`, or on `words` of the sentence at `start`."""
    before = Chooser(home)
    decision, targets = anew(before, before.decision(given["id"]), home.reports(), given)
    return _decided(home, decision, before, targets, advance)


def withdraw(home: Home, given: Mapping[str, Any], _: bytes, advance: Advance) -> dict[str, Any]:
    """Take the decision with this `id` back."""
    before = Chooser(home)
    taken = before.decision(given["id"])
    decision = decided("withdraw", taken.report, Quote(""), {"decision": taken.id}, by=given.get("by"))
    return _decided(home, decision, before, [], advance)


WRITES: dict[str, Write] = {"ingest": ingest, "remove": remove, "decide": decide, "again": again, "withdraw": withdraw}


def _target(chooser: Chooser, given: Mapping[str, Any], *, adding: bool) -> Target:
    if given.get("claim"):
        return chooser.point(given.get("report"), given["claim"], adding=adding)
    if given.get("start") is not None:
        return chooser.place(given.get("report"), given["start"], given["end"], adding=adding)
    return chooser.words(given.get("report"), Quote(**given["quote"]), adding=adding)


def _decided(
    home: Home, decision: Decision, before: Chooser, targets: list[Target], advance: Advance
) -> dict[str, Any]:
    advance(text("app.ingest.publishing"))
    published = publish.decide(home, decision)
    said = list(changes(before, Chooser(home), targets))
    kept = {row["id"]: row for row in stated(load(home.decisions)[0], home.reports())}
    return _said(home, published, decision=kept[decision.id], changes=said)


def _said(home: Home, published: Published, **said: Any) -> dict[str, Any]:
    """What every write tells: the generation that now holds, and the doubts that it left."""
    try:
        listed = home.reports()
    except HomeError:
        listed = []
    number = published.generation.number if published.generation else home.number()
    return {"api_version": API_VERSION, "generation": number, **said, **findings(published.findings, listed)}


def _summary(home: Home, outcome: Outcome) -> dict[str, Any]:
    report = outcome.report
    assert report is not None
    notices = next((entry["notices"] for entry in home.reports() if entry["key"] == outcome.key), [])
    return {
        "key": outcome.key,
        "change": outcome.change,
        "title": report.document.title,
        "encoding": outcome.encoding or report.document.encoding,
        "sentences": len(report.sentences),
        "records": len(report.records),
        "tasks": dict(Counter(str(task.scope) for task in report.tasks)),
        "counts": _counts(report),
        "notices": [{**row, "message": text(row["key"], **row["values"])} for row in notices],
    }


def _counts(report: Report) -> list[dict[str, Any]]:
    """Records by type and level."""
    counted = Counter((str(record.type), record.level and str(record.level)) for record in report.records)
    return [
        {"type": type, "level": level, "count": count}
        for (type, level), count in sorted(counted.items(), key=lambda row: (-row[1], row[0][0], row[0][1] or ""))
    ]
