"""Commands that ask the graph: ask, search, sparql, export."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.interface import Choice, Command, Number, argument, common, option
from kg.messages import text

if TYPE_CHECKING:
    from kg.store import Results

TABLE_OR_JSON = Choice(["table", "json"])
RESULTS = ("table", "json", "csv", "tsv", "xml", "ttl", "nt")
EXPORTS = ("ttl", "nq", "jsonld", "graphml", "csv", "xlsx")


def _json(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))


@click.command("ask", cls=Command, help="app.ask")
@argument("QUESTION")
@option("--limit", type=Number(1), default=50, metavar="N", help="app.ask.limit")
@option("--format", "form", type=TABLE_OR_JSON, default="table", help="app.format")
@common
def ask(question: str, limit: int, form: str, home: Path) -> None:
    from app import answers
    from search.reader import Reader

    with Reader(home) as reader:
        answer = reader.ask(question, limit=limit)
    _json(answer) if form == "json" else answers.show(answer)


@click.command("search", cls=Command, help="app.search")
@argument("WORDS")
@option("-k", type=Number(1), default=10, metavar="N", help="app.search.k")
@option("--format", "form", type=TABLE_OR_JSON, default="table", help="app.format")
@common
def search(words: str, k: int, form: str, home: Path) -> None:
    from app import answers
    from search.reader import Reader

    with Reader(home) as reader:
        found = reader.search(words, k=k)
    _json(found) if form == "json" else answers.show_hits(found)


@click.command("sparql", cls=Command, help="app.sparql")
@argument("QUERY", required=False)
@option("-f", "--file", type=click.Path(path_type=Path), metavar="FILE", help="app.sparql.file")
@option("--format", "form", type=Choice(RESULTS), default="table", help="app.sparql.format")
@common
def sparql(query: str | None, file: Path | None, form: str, home: Path) -> None:
    if (query is None) == (file is None):
        raise click.UsageError(text("app.sparql.one"), click.get_current_context())
    from kg.home import Home

    asked = query if file is None else file.read_text(encoding="utf-8-sig")
    with Home(home).store() as store:
        results = store.query(asked or "")
        if form == "table":
            _table(results)
        else:
            sys.stdout.buffer.write(results.serialize(form))


def _table(results: "Results") -> None:
    raise NotImplementedError


COMMANDS = (ask, search, sparql)
