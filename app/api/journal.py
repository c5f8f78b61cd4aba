"""A rotating log of what was asked of the server: method, path, status and time; never a question, unless wished."""

import asyncio
import logging
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TypeAlias

SIZE, KEPT = 5_000_000, 5  # bytes of a file, and how many
TOGETHER = 0.5  # seconds of answers that are written down at once
Noted: TypeAlias = tuple[float, str, str, int, float]  # when, method, path, status, seconds
_noted: list[Noted] = []
logger = logging.getLogger("app.requests")


def opened(folder: Path) -> logging.Handler:
    """Begin to write the log into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "server.log", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return handler


def closed(handler: logging.Handler) -> None:
    """End the log."""
    flush()
    logger.removeHandler(handler)
    handler.close()


def answered(method: str, path: str, status: int, seconds: float) -> None:
    """Note one answered request; it is written down with others, since to write costs more than many a query."""
    now = time.time()
    if not _noted or _noted[0][0] < now - 2 * TOGETHER:  # the loop that was to write them is gone
        asyncio.get_running_loop().call_later(TOGETHER, flush)
    _noted.append((now, method, path, status, seconds))


def flush() -> None:
    """Write down what was noted: one record, whose lines have each their time."""
    if _noted:
        first, *others = _noted
        _noted.clear()
        lines = (f"{_time(noted)} INFO {_line(noted)}" for noted in others)
        logger.info("%s", "\n".join([_line(first), *lines]))


def _time(noted: Noted) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(noted[0]))


def _line(noted: Noted) -> str:
    _, method, path, status, seconds = noted
    return f"{method} {_escaped(path)} {status} {seconds * 1000:.0f} ms"


def _escaped(path: str) -> str:
    safe = path if path.isascii() and path.isprintable() else path.encode("unicode_escape").decode()
    return safe[:500]


def failed(method: str, path: str, error: BaseException) -> None:
    """Note an internal error by its kind and its place: its own words might hold a question."""
    place = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s %s %s\n%s", method, _escaped(path), type(error).__name__, place)
