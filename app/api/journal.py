"""A rotating log of what was asked of the server: method, path, status and time; never a question, unless wished."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

SIZE, KEPT = 5_000_000, 5  # bytes of a file, and how many
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
    logger.removeHandler(handler)
    handler.close()


def answered(method: str, path: str, status: int, seconds: float) -> None:
    """Note one answered request."""
    logger.info("%s %s %s %.0f ms", method, path.encode("unicode_escape").decode()[:500], status, seconds * 1000)


def failed(method: str, path: str, error: BaseException) -> None:
    """Note an internal error by its kind and its place: its own words might hold a question."""
    place = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s %s %s\n%s", method, path.encode("unicode_escape").decode()[:500], type(error).__name__, place)
