"""Commands on reports: extract, ingest, list, remove."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.interface import PATH, Choice, Command, argument, common, option
from app.tables import harmless
from kg.errors import KeyConflictError
from kg.messages import text
from kg.records import Report
from kg.vocabulary import Level

if TYPE_CHECKING:
    from app.publish import Outcome
    from kg.check import Finding
    from kg.home import Home, ReportEntry


@click.command("extract", cls=Command, help="app.extract")
@argument("FILE", type=PATH)
@option("--format", "form", type=Choice(["jsonl", "table"]), default="jsonl", help="app.extract.format")
@common
def extract(file: Path, form: str, home: Path) -> None:
    from app.tables import show
    from ingest import pipeline

    report = pipeline.read(file)
    rows = pipeline.rows(report)
    if form == "jsonl":
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
        return
    columns = ("start", "anchor", "type", "subtype", "level", "grade", "count", "unit", "year", "scope", "task")
    show(columns, ([row[column] for column in columns] for row in rows), title=report.document.title)


@click.command("ingest", cls=Command, help="app.ingest")
@argument("FILE", nargs=-1, required=True, metavar="FILE...", type=PATH)
@option("--as", "key", metavar="KEY", help="app.ingest.as")
@option("--model", envvar="KG_MODEL", metavar="NAME", help="app.model")
@common
def ingest(file: tuple[Path, ...], key: str | None, model: str | None, home: Path) -> int:
    from app import publish
    from app.progress import progress
    from kg.encoder import choose
    from kg.home import Home

    files = [path for name in file for path in _expanded(name)]
    if key is not None and not key.strip():
        raise KeyConflictError("app.empty_key")
    if key and len(files) > 1:
        raise click.UsageError(text("app.ingest.one_key"), click.get_current_context())
    chosen = choose(model) if model else None
    with progress(len(files) + 1) as advance:
        published = publish.ingest(Home(home), files, key=key, advance=advance, model=chosen)
    notices = {entry["key"]: len(entry["notices"]) for entry in _entries(Home(home))}
    for outcome in published.outcomes:
        _show(outcome, notices.get(outcome.key, 0))
    wrong = tell(published.findings)
    failed = sum(outcome.error is not None for outcome in published.outcomes)
    if failed and failed == len(published.outcomes):
        return 2
    return 1 if failed or wrong else 0


def _expanded(path: Path) -> list[Path]:
    """The files that a pattern stands for, where the shell does not say so itself (Windows)."""
    found = sorted(path.parent.glob(path.name)) if "*" in path.name and not path.exists() else []
    return found or [path]


def tell(findings: Iterable["Finding"]) -> bool:
    """Say each finding in a line on standard error; say whether one is an error."""
    worst = False
    for finding in findings:
        worst = worst or finding.severity == "error"
        places = text("app.comma").join(f"{place.document} {place.start}–{place.end}" for place in finding.evidence)
        line = text(f"app.finding.{finding.severity}", message=finding.message, places=places)
        click.echo(harmless(line), err=True)
    return worst


def _entries(home: "Home") -> "list[ReportEntry]":
    return home.reports() if (home.path / "CURRENT").exists() else []


def _show(outcome: "Outcome", warnings: int) -> None:
    """Say what became of a file; its warnings are those of the reading and of decisions that no longer stand."""
    from app.tables import show

    if outcome.error is not None:
        click.echo(harmless(text("app.error", message=outcome.error)), err=True)
    if outcome.report is None:
        return
    report = outcome.report
    for notice in report.notices:
        message = text(notice.key, **notice.values)
        if notice.start is None:
            click.echo(harmless(text("app.warning.whole", message=message)), err=True)
            continue
        line = report.document.text.count("\n", 0, notice.start) + 1
        click.echo(harmless(text("app.warning", file=outcome.path.name, line=line, message=message)), err=True)
    print(text(f"app.ingest.{outcome.change}", file=outcome.path.name, key=outcome.key))
    schools = sum(task.scope == "school" for task in report.tasks)
    summary = [
        (text("app.ingest.title"), report.document.title),
        (text("app.ingest.encoding"), outcome.encoding or report.document.encoding),
        (text("app.ingest.sentences"), len(report.sentences)),
        (text("app.ingest.records"), len(report.records)),
        (text("app.ingest.tasks"), text("app.ingest.scopes", school=schools, group=len(report.tasks) - schools)),
        (text("app.ingest.warnings"), warnings),
    ]
    for name, value in summary:
        print(f"  {name}{text('app.colon')}{harmless(value)}")
    show(*_levels(report))


def _levels(report: Report) -> tuple[list[str], list[list[str | int | None]]]:
    """Records by type and level, as columns and rows."""
    from app.labels import label

    counted = Counter((record.type, record.level) for record in report.records)
    levels = [level for level in (*Level, None) if any(found == level for _, found in counted)]
    types = sorted({kind for kind, _ in counted}, key=lambda kind: -sum(counted[kind, level] for level in levels))
    header = [text("app.type"), *(label(level) if level else text("app.no_level") for level in levels), text("app.sum")]
    rows = [
        [
            label(kind),
            *(counted[kind, level] or None for level in levels),
            sum(counted[kind, level] for level in levels),
        ]
        for kind in types
    ]
    return header, rows


@click.command("list", cls=Command, help="app.list")
@option("--format", "form", type=Choice(["table", "json"]), default="table", help="app.format")
@common
def list_(form: str, home: Path) -> None:
    from app.tables import show
    from kg.home import Home
    from kg.version import API_VERSION

    rows = [dict(row) for row in Home(home).reports()]
    if form == "json":
        print(json.dumps({"api_version": API_VERSION, "reports": rows}, ensure_ascii=False, indent=2))
        return
    columns = ("key", "title", "institution", "year", "name")
    show([text(f"app.list.{name}") for name in columns], [[row[name] for name in columns] for row in rows])


@click.command("remove", cls=Command, help="app.remove")
@argument("KEY")
@common
def remove(key: str, home: Path) -> None:
    from app import publish
    from kg.home import Home

    tell(publish.remove(Home(home), key).findings)
    print(text("app.remove.done", key=key))


COMMANDS = (ingest, list_, remove, extract)
