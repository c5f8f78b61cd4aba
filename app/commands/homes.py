"""Commands on the data folder: status, check, decide, rebuild, backup, restore, completion."""

from pathlib import Path

import click

from app.interface import Choice, Command, argument, common, option
from kg.messages import text

TABLE_OR_JSON = Choice(["table", "json"])


@click.command("check", cls=Command, help="app.check")
@option("--format", "form", type=TABLE_OR_JSON, default="table", help="app.format")
@common
def check(form: str, home: Path) -> int:
    raise NotImplementedError


@click.command("rebuild", cls=Command, help="app.rebuild")
@common
def rebuild(home: Path) -> None:
    from app import publish
    from app.progress import progress
    from kg.home import Home

    with progress(1) as advance:
        count = publish.rebuild(Home(home), advance=advance)
    print(text("app.rebuild.done", count=count))


@click.command("completion", cls=Command, help="app.completion")
@argument("SHELL", type=Choice(["bash", "zsh", "fish"]))
@common
def completion(shell: str, home: Path) -> None:
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    assert complete is not None
    print(complete(click.get_current_context().find_root().command, {}, "kg", "_KG_COMPLETE").source())


COMMANDS = (check, rebuild, completion)
