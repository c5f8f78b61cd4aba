"""Commands that ask the graph: ask, search, sparql, export."""

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.asking import ask
from app.commands.files import read, refuse_terminal, show_json, write
from app.interface import PATH, Choice, Command, Number, argument, common, option
from kg.messages import text
from kg.vocabulary import Level, Type

if TYPE_CHECKING:
    from kg.store import Results
    from search.reader import Reader

TABLE_OR_JSON = Choice(["table", "json"])
RESULTS = ("table", "json", "csv", "tsv", "xml", "ttl", "nt")
EXPORTS = ("ttl", "nq", "jsonld", "graphml", "csv", "xlsx")


def _tasks(context: click.Context, _: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    from search.filters import is_task

    for value in values:
        if not is_task(value):
            raise click.UsageError(text("app.search.bad_task", value=value), context)
    return values


@click.command("search", cls=Command, help="app.search")
@argument("WORDS")
@option("-k", type=Number(1), default=10, metavar="N", help="app.search.k")
@option("--report", multiple=True, metavar="KEY", help="app.search.report")
@option("--task", multiple=True, metavar="TASK", callback=_tasks, help="app.search.task")
@option("--type", "kind", multiple=True, type=Choice(list(Type)), metavar="TYPE", help="app.search.type")
@option("--level", multiple=True, type=Choice(list(Level)), metavar="LEVEL", help="app.search.level")
@option("--year", multiple=True, type=Number(1), metavar="YEAR", help="app.search.year")
@option("--context", type=Number(0), default=0, metavar="N", help="app.search.context")
@option("--explain", is_flag=True, help="app.search.explain")
@option("--format", "form", type=TABLE_OR_JSON, default="table", help="app.format")
@common
def search(words: str, k: int, context: int, explain: bool, form: str, home: Path, **narrow: tuple[Any, ...]) -> None:
    from app import answers
    from kg.home import Home
    from search.filters import Filters
    from search.reader import Reader

    filters = Filters(narrow["report"], narrow["task"], narrow["kind"], narrow["level"], narrow["year"])
    with Home(home).read(lambda generation: Reader.open(generation.path)) as reader:
        found = reader.search(words, k=k, filters=filters, context=context, explain=explain)
    show_json(found) if form == "json" else answers.show_hits(found, answers.titles(Home(home).reports()))


@click.command("sparql", cls=Command, help="app.sparql")
@argument("QUERY", required=False)
@option("-f", "--file", type=PATH, metavar="FILE", help="app.sparql.file")
@option("--format", "form", type=Choice(RESULTS), default="table", help="app.sparql.format")
@common
def sparql(query: str | None, file: Path | None, form: str, home: Path) -> None:
    if (query is None) == (file is None):
        raise click.UsageError(text("app.sparql.one"), click.get_current_context())
    from app.finders import finders
    from kg.home import Home
    from kg.unknown import unknown

    asked = (query if file is None else read(file)) or ""
    store, path = Home(home).read(lambda generation: (generation.store(), generation.path))
    with store:
        results = store.query(asked, finders=finders(cache(partial(_reader, path))))
        for notice in unknown(asked):
            click.echo(notice, err=True)
        if form == "table":
            _table(results)
        else:
            write(results.serialize(form))


def _reader(generation: Path) -> "Reader":
    from search.reader import Reader

    return Reader.open(generation)


def _table(results: "Results") -> None:
    from app.tables import show

    if results.kind == "construct":
        write(results.serialize("ttl"))
    elif results.kind == "ask":
        print(text("app.yes" if results.boolean else "app.no"))
    else:
        rows = [[_short(row[name]) for name in results.variables] for row in results.rows()]
        show(results.variables, rows)


def _short(value: Any) -> Any:
    """Write an IRI with its prefix, and that of a thing with `id:`; the other formats have it whole."""
    from kg.terms import PREFIXES, THINGS, Iri

    for prefix, start in (*PREFIXES.items(), ("id", THINGS)) if isinstance(value, Iri) else ():
        if value.startswith(start) and value != start:
            return f"{prefix}:{value.removeprefix(start)}"
    return value


@click.command("export", cls=Command, help="app.export")
@option("--format", "form", type=Choice(EXPORTS), required=True, help="app.export.format")
@option("-o", "--output", type=PATH, metavar="FILE", help="app.export.output")
@common
def export(form: str, output: Path | None, home: Path) -> None:
    from app.views.exports import exported
    from kg.home import Home

    refuse_terminal(form, output)
    with Home(home).store() as store:
        data = exported(store, form, mark=output is not None)
    write(data, output)


COMMANDS = (ask, search, sparql, export)
