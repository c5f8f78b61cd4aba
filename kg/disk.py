"""Bytes → disk, so that a crash at any point leaves the old or the new, never a half: write aside, sync, replace."""

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from kg.errors import HomeError, KgError
from kg.messages import text

PART = ".part"  # what is still being written; the next writer sweeps it
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
COMMON = frozenset(
    {"ENOENT", "EACCES", "EPERM", "EROFS", "EISDIR", "ENOTDIR", "EEXIST", "ENOSPC", "ENAMETOOLONG", "EIO"}
)
WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)  # seconds; on Windows a file that somebody reads cannot be replaced

Done = TypeVar("Done")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Say in one line what the disk refuses."""
    try:
        yield
    except KgError as error:
        if isinstance(error.__cause__, OSError) and _is_full(error.__cause__):
            raise HomeError("kg.home.full", path=path) from error
        raise
    except OSError as error:
        if _is_full(error):
            raise HomeError("kg.home.full", path=path) from error
        if error.errno in FORBIDDEN:
            raise HomeError("kg.home.forbidden", path=error.filename or path) from error
        raise HomeError("kg.home.failed", path=error.filename or path, reason=reason(error)) from error


def reason(error: OSError) -> str:
    """Say why the system refuses, in the reader's language where the reason is a common one."""
    name = errno.errorcode.get(error.errno or 0, "")
    return text(f"kg.os.{name}") if name in COMMON else str(error.strerror or error)


def _is_full(error: OSError) -> bool:
    return error.errno in FULL or "No space left" in str(error)  # the engine's errors have words but no number


def patiently(action: Callable[[], Done]) -> Done:
    """Do it again a little later where Windows says that somebody has the file open."""
    for wait in WAITS if os.name == "nt" else ():
        try:
            return action()
        except PermissionError:
            time.sleep(wait)
    return action()


def write(path: Path, data: bytes) -> None:
    """Put a file in its place, whole and synced, or leave the old one."""
    part = path.with_name(path.name + PART)
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    patiently(lambda: part.replace(path))
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse
            os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Sync what is new in a folder; a file with a second name comes from a generation that was synced before."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        elif path.stat().st_nlink == 1:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def discard(folder: Path) -> None:
    """Take a folder out of sight, then remove it as far as that can be done; what is left is swept another time."""
    part = folder if folder.name.endswith(PART) else folder.with_name(folder.name + PART)
    shutil.rmtree(part, ignore_errors=True)
    if part != folder:
        with suppress(OSError):
            folder.replace(part)
        shutil.rmtree(part, ignore_errors=True)
