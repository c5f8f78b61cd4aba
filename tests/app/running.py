"""A way to run `kg` in process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from click.testing import CliRunner

from app.cli import kg


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Kg: TypeAlias = Callable[..., Done]


def run(*arguments: str | Path) -> Done:
    """Run a command line in process; a traceback in it fails the test."""
    result = CliRunner().invoke(kg, [str(argument) for argument in arguments])
    assert "Traceback" not in result.output
    return Done(result.exit_code, result.stdout, result.stderr)


def refusal(done: Done) -> str:
    """The one line of a command that could not use its input."""
    assert done.code == 2, done
    assert done.out == ""
    assert done.err.count("\n") == 1 and done.err.endswith("\n"), done.err
    return done.err
