"""The command `kg ask`, with completion of what is typed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from app.commands.files import read, refuse_terminal, show_json, write
from app.interface import PATH, Choice, Command, Number, argument, common, option
from kg.errors import KgError, QueryError
from kg.messages import text

if TYPE_CHECKING:
    from search.reader import Reader

FILES = ("csv", "xlsx", "markdown")  # forms in which answers are quoted from
FORMS = ("table", "json", *FILES)
COMPLETED = 20  # suggestions of a shell
TERMS = ("type", "level", "task", "party")  # options whose words are completed


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a question, or the words of a correction, from what is published; without that, not at all."""
    from kg.home import Home

    home = context.params["home"]
    try:
        with _opened(Home(home)) as reader:
            found = reader.suggest(incomplete, COMPLETED)
    except (KgError, OSError):
        return []
    if parameter.name in TERMS:
        found = [one for one in found if one["kind"] == parameter.name and one["start"] == 0]
    # a shell takes what holds a blank for several words, unless the question was begun with a quotation mark
    kept = [one for one in found if " " in incomplete or " " not in one["text"]]
    return [CompletionItem(one["text"], help=one["detail"]) for one in kept]


@click.command("ask", cls=Command, help="app.ask")
@argument("QUESTION", required=False, metavar="QUESTION", shell_complete=_complete)
@option("--type", multiple=True, metavar="TYPE", help="app.ask.type", shell_complete=_complete)
@option("--level", multiple=True, metavar="LEVEL", help="app.ask.level", shell_complete=_complete)
@option("--task", multiple=True, metavar="TASK", help="app.ask.by_task", shell_complete=_complete)
@option("--scope", multiple=True, metavar="SCOPE", help="app.ask.scope")
@option("--year", multiple=True, metavar="YEAR", help="app.ask.year")
@option("--party", multiple=True, metavar="NAME", help="app.ask.party", shell_complete=_complete)
@option("--understood", "posted", type=PATH, metavar="FILE", help="app.ask.posted")
@option("--explain", is_flag=True, help="app.ask.explain")
@option("--limit", type=Number(1), default=50, metavar="N", help="app.ask.limit")
@option("--format", "form", type=Choice(FORMS), default="table", metavar="FORMAT", help="app.ask.format")
@option("-o", "--output", type=PATH, metavar="FILE", help="app.export.output")
@common
def ask(
    question: str | None,
    posted: Path | None,
    explain: bool,
    limit: int,
    form: str,
    output: Path | None,
    home: Path,
    **corrections: tuple[str, ...],
) -> None:
    from app import answers, citations
    from kg.home import Home

    refuse_terminal(form, output)
    before, understood = _posted(posted) if posted else (None, {})
    question = before if question is None else question
    if question is None:
        raise click.MissingParameter(
            ctx=click.get_current_context(), param=click.get_current_context().command.params[0]
        )
    with _opened(Home(home)) as reader:
        given = _given(reader, question, understood, corrections)
        answer = reader.ask(question, limit=limit, overrides=given, explain=explain, similar=form == "json")
    entries = Home(home).reports()
    if form in FILES:
        titles = {one["key"]: one["title"] for one in entries}
        write(citations.cited(answer, titles, form, mark=output is not None), output)
    elif output is not None:
        raise click.UsageError(text("app.ask.output"), click.get_current_context())
    elif form == "json":
        show_json(answer)
    else:
        answers.show(answer, answers.titles(entries))


def _opened(home: Any) -> "Reader":
    from search.reader import Reader

    return home.read(lambda generation: Reader.open(generation.path))  # type: ignore[no-any-return]


def _given(
    reader: "Reader", question: str, understood: dict[str, Any], corrections: dict[str, tuple[str, ...]]
) -> dict[str, Any]:
    """What corrects the reading: an `understood` posted back, then the options."""
    from search.corrections import overrides, posted

    back = posted(understood, reader.read(question), reader.vocabulary) if understood else {}
    return back | overrides(corrections, reader.vocabulary)


def _posted(file: Path) -> tuple[str | None, dict[str, Any]]:
    """Read an `understood`, or a whole answer with its question."""
    try:
        found = json.loads(read(file))
        whole = found.get("understood", found)
        if not isinstance(whole, dict) or "types" not in whole:
            raise ValueError
    except (ValueError, AttributeError, RecursionError) as error:
        raise QueryError("app.ask.bad_posted", file=file) from error
    asked = found.get("question")
    return asked if isinstance(asked, str) else None, whole
