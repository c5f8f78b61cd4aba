"""The process of one write: what is wanted comes in over standard input, lines of JSON say how it goes.

The first line of the input says what to do, all after it are the bytes of a file. With `standby` as an argument it
loads what is needed before it is told. A crash, or being killed, leaves the last generation whole: that is what
`kg.home` is made for.
"""

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import IO, Any

from app.bilingual import told
from app.writes import WRITES
from kg import messages
from kg.check import check
from kg.disk import reason
from kg.encoder import choose
from kg.errors import HomeError, KgError
from kg.home import Home
from kg.store import Store
from kg.words import known


def main(arguments: list[str]) -> None:
    """Do what the input says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us if it must
    if arguments[1:]:
        _prepare()
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # whoever prints must not talk into our lines
    with contextlib.suppress(BrokenPipeError):
        _tell(lines, **_done(Home(Path(arguments[0])), json.loads(head), data, lines))


def _prepare() -> None:
    """Load what a decision needs, before there is one."""
    known("")
    list(check(Store.memory()))
    model = choose()
    if model:
        model.encoder.encode([""])


def _done(home: Home, given: dict[str, Any], data: bytes, lines: IO[str]) -> dict[str, Any]:
    messages.set_language(given.get("lang", "zh"))
    try:
        done = WRITES[given["write"]](home, given, data, lambda what: _tell(lines, event="progress", text=what))
    except KgError as error:
        return _failed(error, home)
    except OSError as error:  # its own words name folders of this machine
        return _failed(HomeError("app.api.os_error", reason=reason(error)), home)
    return {"event": "done", "result": done}


def _failed(error: KgError, home: Home) -> dict[str, Any]:
    zh, en = told(error, home.path)
    return {"event": "failed", "error": type(error).__name__, "key": error.key, "detail": zh, "detail_en": en}


def _tell(lines: IO[str], **said: Any) -> None:
    lines.write(json.dumps(said, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
