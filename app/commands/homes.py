"""Commands on the data folder: status, check, rebuild, backup, restore, completion."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.reports import tell
from app.interface import PATH, Choice, Command, argument, common, option
from kg.messages import text

if TYPE_CHECKING:
    from kg.check import Finding

TABLE_OR_JSON = Choice(["table", "json"])


@click.command("status", cls=Command, help="app.status")
@option("--format", "form", type=TABLE_OR_JSON, default="table", help="app.format")
@common
def status(form: str, home: Path) -> None:
    from app.tables import show
    from kg.home import Home
    from kg.version import API_VERSION

    found = Home(home).status()
    if form == "json":
        print(json.dumps({"api_version": API_VERSION, **found}, ensure_ascii=False, indent=2))
    else:
        show([text("app.status.name"), text("app.status.value")], _flat(found))


def _flat(found: dict[str, Any]) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for name, value in found.items():
        if name == "bytes":
            rows += [(text(f"app.status.bytes.{what}"), f"{size / 1e6:.1f} MB") for what, size in value.items()]
        elif name == "counts":
            rows += [
                (text(f"app.status.counts.{what}"), count) for what, count in sorted(value.items()) if what != "reports"
            ]
        elif name == "generations":
            rows.append((text("app.status.generations"), " ".join(map(str, value))))
        elif name == "model":
            rows.append((text("app.status.model"), _model(value)))
        else:
            rows.append((text(f"app.status.{name}"), value))
    return rows


def _model(made: dict[str, Any] | None) -> str:
    """The model of the generation, and whether it is there to search with."""
    from kg.encoder import choose

    if not made:
        return text("app.status.no_model")
    there = choose(made["name"])
    if there is None:
        return text("app.status.model_gone", name=made["name"])
    if there.version != made["version"]:
        return text("app.status.model_changed", name=made["name"])
    return f"{made['name']} {made['version']}".strip()


@click.command("check", cls=Command, help="app.check")
@option("--format", "form", type=TABLE_OR_JSON, default="table", help="app.format")
@common
def check(form: str, home: Path) -> int:
    from app.views.kept import doubts, findings
    from kg.home import Home
    from kg.version import API_VERSION

    entries = Home(home).reports()
    with Home(home).store() as store:
        found = doubts(store, entries)
    answer = findings(found, entries)
    if form == "json":
        print(json.dumps({"api_version": API_VERSION, **answer}, ensure_ascii=False, indent=2))
    else:
        _show(found)
    return 0 if answer["conforms"] else 1


def _show(found: "list[Finding]") -> None:
    from app.tables import show

    if not found:
        print(text("app.check.conforms"))
        return
    columns = [text(f"app.check.{name}") for name in ("severity", "message", "report", "place")]
    rows = []
    for finding in found:
        first = finding.evidence[0] if finding.evidence else None
        place = first and f"{first.start}–{first.end}"
        rows.append((text(f"app.check.{finding.severity}"), finding.message, first and first.document, place))
    show(columns, rows)


@click.command("rebuild", cls=Command, help="app.rebuild")
@option("--skip-missing", is_flag=True, help="app.rebuild.skip_missing")
@option("--model", envvar="KG_MODEL", metavar="NAME", help="app.model")
@common
def rebuild(skip_missing: bool, model: str | None, home: Path) -> int:
    from app import publish
    from app.progress import progress
    from kg.encoder import choose
    from kg.home import Home

    count = len(Home(home).last().manifest["reports"])
    chosen = choose(model) if model else None
    with progress(count + 1) as advance:
        published = publish.rebuild(Home(home), advance=advance, model=chosen, skip_missing=skip_missing)
    for outcome in published.outcomes:
        click.echo(text("app.rebuild.missing", key=outcome.key, message=outcome.error), err=True)
    if published.generation is None:
        return 2
    tell(published.findings)
    print(text("app.rebuild.done", count=len(published.generation.manifest["reports"])))
    return 1 if published.outcomes else 0


@click.command("backup", cls=Command, help="app.backup")
@argument("FILE", type=PATH)
@common
def backup(file: Path, home: Path) -> None:
    from kg import archive
    from kg.home import Home

    archive.backup(Home(home), file)
    print(text("app.backup.done", file=file, size=f"{file.stat().st_size / 1e6:.1f}"))


@click.command("restore", cls=Command, help="app.restore")
@argument("FILE", type=PATH)
@common
def restore(file: Path, home: Path) -> None:
    from kg import archive
    from kg.home import Home

    generation = archive.restore(Home(home), file)
    print(text("app.restore.done", count=len(generation.manifest["reports"])))


@click.command("completion", cls=Command, help="app.completion")
@argument("SHELL", type=Choice(["bash", "zsh", "fish"]))
@common
def completion(shell: str, home: Path) -> None:
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    assert complete is not None
    print(complete(click.get_current_context().find_root().command, {}, "kg", "_KG_COMPLETE").source())


COMMANDS = (check, status, rebuild, backup, restore, completion)
