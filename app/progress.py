"""Work in steps → a progress bar on standard error, only where that is a terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TypeAlias

Advance: TypeAlias = Callable[[str], None]  # says what is done next; each call closes the step before


@contextlib.contextmanager
def progress(steps: int) -> Iterator[Advance]:
    """Show a bar over so many steps while the work runs."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=steps)
        begun = -1

        def advance(what: str) -> None:
            nonlocal begun
            begun = min(begun + 1, steps)
            bar.update(task, description=what, completed=begun)

        yield advance
