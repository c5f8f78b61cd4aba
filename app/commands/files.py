"""Bytes of a command ⇄ files and standard streams."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from kg.errors import QueryError
from kg.messages import text

STANDARD = Path("-")


def read(file: Path) -> str:
    """Read a file of text; `-` is standard input, as elsewhere."""
    try:
        data = sys.stdin.buffer.read() if file == STANDARD else file.read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError("app.sparql.encoding", file=file) from error


def write(data: bytes, output: Path | None = None) -> None:
    """Write to standard output, or to a file, which is replaced when all is written."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    part = output.with_name(f"{output.name}.part")
    part.write_bytes(data)
    part.replace(output)
    click.echo(text("app.export.done", file=output), err=True)


def show_json(answer: Any) -> None:
    """Print an answer as JSON."""
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def refuse_terminal(form: str, output: Path | None) -> None:
    """Refuse to write a workbook to a terminal."""
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError(text("app.export.binary"), click.get_current_context())
