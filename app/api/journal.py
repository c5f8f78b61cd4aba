"""A rotating log of what was asked of the server: method, path, status and time; never a question, unless wished."""

import asyncio
import logging
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

SIZE, KEPT = 5_000_000, 5  # bytes of a file, and how many
TOGETHER = 0.5  # seconds of answers that are written down at once
_noted: list[tuple[float, str]] = []
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
    escaped = path if path.isascii() and path.isprintable() else path.encode("unicode_escape").decode()
    _noted.append((now, f"{method} {escaped[:500]} {status} {seconds * 1000:.0f} ms"))


def flush() -> None:
    """Write down what was noted: one record, whose lines have each their time."""
    if _noted:
        (_, first), *others = _noted
        _noted.clear()
        lines = (f"{time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(at))} INFO {line}" for at, line in others)
        logger.info("%s", "\n".join([first, *lines]))


def failed(method: str, path: str, error: BaseException) -> None:
    """Note an internal error by its kind and its place: its own words might hold a question."""
    place = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s %s %s\n%s", method, path.encode("unicode_escape").decode()[:500], type(error).__name__, place)
