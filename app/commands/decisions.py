"""The command `decide`: what a person knows better than the extraction."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.reports import tell
from app.interface import Choice, Command, argument, common, option
from kg.errors import HomeError
from kg.messages import text
from kg.vocabulary import Approximation, Level, Status, Subtype, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.choice import Chooser, Target
    from kg.decisions import Decision
    from kg.home import Home, ReportEntry

ACTIONS = ("accept", "correct", "reject", "add", "merge", "split", "assign", "withdraw", "list")
NONE = "none"  # clears a field
WIDE = 20  # characters of a key or quote in the list
FIELDS = ("anchor", "type", "subtype", "level", "grade", "count", "approximate", "unit", "whose", "year", "status")


@click.command("decide", cls=Command, help="app.decide")
@argument("ACTION", type=Choice(ACTIONS))
@argument("CLAIM", required=False)
@option("--report", metavar="KEY", help="app.decide.report")
@option("--quote", metavar="TEXT", help="app.decide.quote")
@option("--prefix", metavar="TEXT", default="", help="app.decide.prefix")
@option("--suffix", metavar="TEXT", default="", help="app.decide.suffix")
@option("--at", metavar="START:END", help="app.decide.at")
@option("--anchor", metavar="TEXT", help="app.decide.anchor")
@option("--type", type=Choice([*Type]), metavar="TYPE", help="app.decide.type")
@option("--subtype", type=Choice([*Subtype, NONE]), metavar="SUBTYPE", help="app.decide.subtype")
@option("--level", type=Choice([*Level, NONE]), metavar="LEVEL", help="app.decide.level")
@option("--grade", metavar="TEXT", help="app.decide.grade")
@option("--count", metavar="NUMBER", help="app.decide.count")
@option("--approximate", type=Choice([*Approximation, NONE]), metavar="WORD", help="app.decide.approximate")
@option("--unit", metavar="TEXT", help="app.decide.unit")
@option("--whose", metavar="TEXT", help="app.decide.whose")
@option("--year", metavar="YEAR", help="app.decide.year")
@option("--status", type=Choice([*Status, NONE]), metavar="STATUS", help="app.decide.status")
@option("--task", "tasks", multiple=True, metavar="SCOPE:NUMBER", help="app.decide.task")
@option("--with", "other", metavar="CLAIM", help="app.decide.with")
@option("--decision", metavar="ID", help="app.decide.decision")
@option("--format", "form", type=Choice(["table", "json"]), default="table", help="app.decide.format")
@option("--by", envvar="KG_USER", metavar="NAME", help="app.decide.by")
@common
def decide(action: str, home: Path, by: str | None, **given: Any) -> None:
    from app import publish
    from app.changes import changes
    from app.choice import Chooser
    from app.deciding import made
    from kg.decisions import decide as decided
    from kg.home import Home
    from kg.quotes import Quote

    if action == "list":
        _list(Home(home), given["form"])
        return
    chooser = Chooser(Home(home))
    targets: list[Target] = []
    if action == "withdraw":
        taken = chooser.decision(given["decision"] or _missing("--decision"))
        decision = decided(action, taken.report, Quote(""), {"decision": taken.id}, by=by)
    else:
        targets = [_target(chooser, given, adding=action == "add"), *_other(action, given, chooser)]
        decision = made(chooser, action, targets, _value(action, given), by=by)
    tell(publish.decide(Home(home), decision).findings)
    for line in changes(chooser, Chooser(Home(home)), targets):
        print(line)
    if action == "withdraw":
        print(text("app.decide.taken_back", action=taken.action, quote="".join(taken.quote.exact.split())))
    print(text("app.decide.done", id=decision.id))


def _target(chooser: "Chooser", given: dict[str, Any], *, adding: bool) -> "Target":
    from kg.quotes import Quote

    if given["claim"]:
        return chooser.point(given["report"], given["claim"], adding=adding)
    if given["at"]:
        start, _, end = given["at"].partition(":")
        if not (start.isdecimal() and end.isdecimal()):
            raise click.UsageError(text("app.decide.at_form", value=given["at"]), click.get_current_context())
        return chooser.place(given["report"], int(start), int(end), adding=adding)
    said = Quote(given["quote"] or _missing("CLAIM / --quote / --at"), given["prefix"], given["suffix"])
    return chooser.words(given["report"], said, adding=adding)


def _other(action: str, given: dict[str, Any], chooser: "Chooser") -> "list[Target]":
    """The other record of a merge or a split."""
    if action not in ("merge", "split"):
        return []
    return [chooser.point(given["report"], given["other"] or _missing("--with"))]


def _value(action: str, given: dict[str, Any]) -> dict[str, Any]:
    match action:
        case "correct" | "add":
            fields = {name: None if given[name] == NONE else given[name] for name in FIELDS if given[name] is not None}
            return fields or _missing("--type / --level / --count …")
        case "assign":
            return {"tasks": [] if given["tasks"] == (NONE,) else list(given["tasks"] or _missing("--task"))}
        case _:
            return {}


def _missing(name: str) -> Any:
    raise click.UsageError(text("app.usage.missing", name=name), click.get_current_context())


def _list(home: "Home", form: str) -> None:
    from app.tables import show
    from app.views.kept import stated
    from kg.check import Finding
    from kg.decisions import load
    from kg.version import API_VERSION

    decisions, notices = load(home.decisions)
    tell(Finding(notice.key, "warning", text(notice.key, **notice.values)) for notice in notices)
    listed = stated(decisions, _entries(home))
    if form == "json":
        print(json.dumps({"api_version": API_VERSION, "decisions": listed}, ensure_ascii=False, indent=2))
        return
    columns = ["id", "at", "by", "action", "state", "report", "quote", "value"]
    if len({one.report for one in decisions}) < 2:
        columns.remove("report")
    rows = [_row(one, said["state"]) for one, said in zip(decisions, listed, strict=True)]
    show([text(f"app.decide.column.{name}") for name in columns], [[row[name] for name in columns] for row in rows])


def _row(one: "Decision", state: str) -> dict[str, str | None]:
    return {
        "id": one.id[:8],
        "at": one.at[:16].replace("T", " "),
        "by": one.by,
        "action": one.action,
        "state": text(f"app.decide.state.{state}"),
        "report": shorten(one.report),
        "quote": shorten(one.quote.exact),
        "value": _decided(one.value),
    }


def _entries(home: "Home") -> "list[ReportEntry]":
    try:
        return home.reports()
    except HomeError:
        return []


def _decided(value: "Mapping[str, Any]") -> str | None:
    """What was decided, in few words: `level=national`, the other record's words, or the decision taken back."""
    said = []
    for name, one in value.items():
        if name == "quote":
            said.append(shorten(one["exact"]))
        elif name == "decision":
            said.append(str(one)[:8])
        elif name == "tasks":
            said.append(" ".join(one) or NONE)
        elif name not in ("was", "alone", "other_was", "other_alone", "report", "instead"):
            said.append(f"{name}={NONE if one is None else one}")
    return " ".join(said) or None


def shorten(words: str) -> str:
    """Leave out the middle of long words; a table is for the eye, JSON has all."""
    words = "".join(words.split())
    return words if len(words) <= WIDE else f"{words[: WIDE // 2]}…{words[-WIDE // 2 + 1 :]}"


COMMANDS = (decide,)
