"""Rows → a table for people: ruled and coloured on a terminal, aligned lines without folds where it is piped."""

import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

# what commands a terminal, and what turns the direction of writing
COMMANDING = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
BREAKING = re.compile(r"[\x0b-\x0d\x1c-\x1f\x85]")  # breaks of lines and pages
UNFOLDED = 4000  # columns; wide enough that a pipe gets one line a row


def console() -> "Console":
    """Standard output, as wide as the terminal or, where it is piped, as wide as its longest row."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise  # rich would end the process with 1; `kg ask … | head` has read enough

    wide = None if sys.stdout.isatty() else UNFOLDED
    return Piped(file=sys.stdout, width=wide, highlight=False, markup=False, emoji=False, soft_wrap=False)


def show(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> None:
    """Print a table; numbers stand right, None is an empty cell."""
    from rich import box
    from rich.table import Table

    body = [[harmless(cell) for cell in row] for row in rows]
    table = Table(title=harmless(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(columns):
        numbers = bool(body) and all(isinstance(row[index], int | float) or row[index] is None for row in body)
        table.add_column(column, justify="right" if numbers else "left", overflow="fold")
    for row in body:
        table.add_row(*("" if cell is None else figure(cell) for cell in row))
    out = console()
    for line in out.render_lines(table, pad=False) if out.width == UNFOLDED else ():
        print("".join(segment.text for segment in line).rstrip())
    if out.width != UNFOLDED:
        out.print(table)


def harmless(value: Any) -> Any:
    """Show characters that would command the terminal as a mark, in a text or in all texts of a JSON value.

    >>> harmless({"text": "获\\x1b[31m奖"})
    {'text': '获�[31m奖'}
    """
    if isinstance(value, str):
        return COMMANDING.sub("�", BREAKING.sub("\n", value))  # one for one: places within the text stay right
    if isinstance(value, dict):
        return {name: harmless(one) for name, one in value.items()}
    return [harmless(one) for one in value] if isinstance(value, list) else value


def figure(value: object) -> str:
    """Write a number as people do: no `.0`.

    >>> figure(3.0), figure(12.3), figure("项")
    ('3', '12.3', '项')
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
