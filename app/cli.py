"""The command `kg`: arguments → commands → exit code. Start reading at `run`; the commands stand in `app.commands`.

Exit codes: 0 done, 1 findings or some files failed, 2 unusable input or usage, 70 internal error, 130 interrupted.
Every error is one line on standard error, in the reader's language; a traceback only with `-v`.
"""

import contextlib
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from app.commands import decisions, homes, questions, reports, serve
from app.interface import Group, chosen_language, complaint, general
from app.tables import harmless
from kg import messages
from kg.disk import reason
from kg.errors import KgError
from kg.messages import text

INTERNAL, INTERRUPTED, UNUSABLE = 70, 130, 2
COMPLETE = "_KG_COMPLETE"  # set by the script that `kg completion` prints
logger = logging.getLogger(__name__)


def alone() -> None:
    """Without a command, show them all."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        print(context.get_help())


class Kg(Group):
    """The group of all commands; runs them with our exit codes, also under click's test runner."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> Any:
        sys.exit(run(sys.argv[1:] if args is None else args))


kg = Kg(
    "kg",
    params=list(general()),
    help="app.kg",
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    callback=alone,
)
for _command in (*reports.COMMANDS, *questions.COMMANDS, *decisions.COMMANDS, *serve.COMMANDS, *homes.COMMANDS):
    kg.add_command(_command)


def main() -> None:
    """The entry point of the console script."""
    if COMPLETE in os.environ:
        from click.shell_completion import shell_complete

        sys.exit(shell_complete(kg, {}, "kg", COMPLETE, os.environ[COMPLETE]))
    kg.main()


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    with _language(arguments), _log(arguments):
        try:
            code = _run(list(arguments))
            sys.stdout.flush()
            return code
        except BrokenPipeError:  # `kg ask … | head` has read enough
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except (KeyboardInterrupt, click.Abort):
            return _say(text("app.interrupted"), INTERRUPTED)
        except click.ClickException as error:
            return _say(complaint(error), UNUSABLE)
        except KgError as error:
            return _say(text("app.error", message=error), error.exit_code)
        except OSError as error:
            logger.info("", exc_info=True)
            place = error.filename or ""
            return _say(text("app.os_error", place=place, reason=reason(error)), UNUSABLE)
        except Exception as error:
            logger.info("", exc_info=True)
            return _say(text("app.internal", kind=type(error).__name__, message=error), INTERNAL)


def _run(arguments: list[str]) -> int:
    _utf8()
    try:
        with kg.make_context("kg", arguments) as context:
            return kg.invoke(context) or 0
    except click.exceptions.Exit as done:
        return done.exit_code


def _say(line: str, code: int) -> int:
    with contextlib.suppress(OSError):
        print(harmless(" ".join(line.split("\n"))), file=sys.stderr, flush=True)
    return code


def _utf8() -> None:
    """Speak UTF-8 whatever the machine's code page: pipes on Windows would get another one."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def _language(arguments: Sequence[str]) -> Iterator[None]:
    before = messages.language()
    messages.set_language(chosen_language(arguments) or messages.preferred_language())
    try:
        yield
    finally:
        messages.set_language(before)


@contextlib.contextmanager
def _log(arguments: Sequence[str]) -> Iterator[None]:
    """With `-v`, log to standard error what is done."""
    root, handler = logging.getLogger(), logging.StreamHandler()
    before = root.level
    if {"-v", "--verbose"} & set(arguments):
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s", "%H:%M:%S"))
        root.addHandler(handler)
        root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


if __name__ == "__main__":
    main()
