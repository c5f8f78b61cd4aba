"""The command `decide`: what a person knows better than the extraction."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.reports import tell
from app.interface import Choice, Command, argument, common, option
from kg.messages import text
from kg.vocabulary import Level, Status, Subtype, Type

if TYPE_CHECKING:
    from app.choice import Chooser, Target

ACTIONS = ("accept", "correct", "reject", "add", "merge", "split", "assign", "withdraw", "list")
NONE = "none"  # clears a field
FIELDS = ("type", "subtype", "level", "grade", "count", "unit", "year", "status")


@click.command("decide", cls=Command, help="app.decide")
@argument("ACTION", type=Choice(ACTIONS))
@argument("CLAIM", required=False)
@option("--report", metavar="KEY", help="app.decide.report")
@option("--quote", metavar="TEXT", help="app.decide.quote")
@option("--prefix", metavar="TEXT", default="", help="app.decide.prefix")
@option("--suffix", metavar="TEXT", default="", help="app.decide.suffix")
@option("--at", metavar="START:END", help="app.decide.at")
@option("--type", type=Choice([*Type]), metavar="TYPE", help="app.decide.type")
@option("--subtype", type=Choice([*Subtype, NONE]), metavar="SUBTYPE", help="app.decide.subtype")
@option("--level", type=Choice([*Level, NONE]), metavar="LEVEL", help="app.decide.level")
@option("--grade", metavar="TEXT", help="app.decide.grade")
@option("--count", metavar="NUMBER", help="app.decide.count")
@option("--unit", metavar="TEXT", help="app.decide.unit")
@option("--year", metavar="YEAR", help="app.decide.year")
@option("--status", type=Choice([*Status, NONE]), metavar="STATUS", help="app.decide.status")
@option("--task", "tasks", multiple=True, metavar="SCOPE:NUMBER", help="app.decide.task")
@option("--with", "other", metavar="CLAIM", help="app.decide.with")
@option("--decision", metavar="ID", help="app.decide.decision")
@option("--by", envvar="KG_USER", metavar="NAME", help="app.decide.by")
@common
def decide(action: str, home: Path, by: str | None, **given: Any) -> None:
    from app import publish
    from app.choice import Chooser
    from kg.decisions import decide as decided
    from kg.home import Home
    from kg.quotes import Quote

    if action == "list":
        _list(Home(home))
        return
    chooser = Chooser(Home(home))
    if action == "withdraw":
        taken = chooser.decision(given["decision"] or _missing("--decision"))
        decision = decided(action, taken.report, Quote(""), {"decision": taken.id}, by=by)
    else:
        target = _target(chooser, given, adding=action == "add")
        value = _value(action, given, chooser)
        decision = decided(
            action, target.report, target.quote, value | ({"was": target.was} if target.was else {}), by=by
        )
    tell(publish.decide(Home(home), decision).findings)
    print(text("app.decide.done", id=decision.id))


def _target(chooser: "Chooser", given: dict[str, Any], *, adding: bool) -> "Target":
    from kg.quotes import Quote

    if given["claim"]:
        return chooser.claim(given["claim"])
    if given["at"]:
        start, _, end = given["at"].partition(":")
        if not (start.isdecimal() and end.isdecimal()):
            raise click.UsageError(text("app.decide.at_form", value=given["at"]), click.get_current_context())
        return chooser.place(given["report"], int(start), int(end), adding=adding)
    said = Quote(given["quote"] or _missing("CLAIM / --quote / --at"), given["prefix"], given["suffix"])
    return chooser.words(given["report"], said, adding=adding)


def _value(action: str, given: dict[str, Any], chooser: "Chooser") -> dict[str, Any]:
    match action:
        case "correct" | "add":
            fields = {name: None if given[name] == NONE else given[name] for name in FIELDS if given[name] is not None}
            return fields or _missing("--type / --level / --count …")
        case "assign":
            return {"tasks": [] if given["tasks"] == (NONE,) else list(given["tasks"] or _missing("--task"))}
        case "merge" | "split":
            other = chooser.claim(given["other"] or _missing("--with"))
            return {"quote": asdict(other.quote), "report": other.report, "other_was": other.was}
        case _:
            return {}


def _missing(name: str) -> Any:
    raise click.UsageError(text("app.usage.missing", name=name), click.get_current_context())


def _list(home: Any) -> None:
    from app.tables import show
    from kg.check import Finding
    from kg.decisions import load

    decisions, notices = load(home.decisions)
    tell(Finding(notice.key, "warning", text(notice.key, **notice.values)) for notice in notices)
    columns = ("id", "at", "by", "action", "report", "quote", "value")
    rows = []
    for one in decisions:
        value = json.dumps(
            {name: said for name, said in one.value.items() if name not in ("was", "other_was")}, ensure_ascii=False
        )
        rows.append((one.id, one.at, one.by, one.action, one.report, one.quote.exact, value if value != "{}" else None))
    show([text(f"app.decide.column.{name}") for name in columns], rows)


COMMANDS = (decide,)
