"""One worker process as the server sees it: started, given one job at a time, killed when need be."""

import asyncio
import contextlib
import logging
import marshal
import os
import pickle
import sys
from asyncio.transports import SubprocessTransport, WriteTransport
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, cast

import app
from app.frames import Frames, frame

NICE = 15
ALARM = 5.0  # seconds past its limit after which a worker ends itself, should the server be gone
MALLOC = {  # of glibc, which others do not heed: memory goes back to the system, and the engine's pieces come fast
    "MALLOC_ARENA_MAX": "2",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_max=16384:glibc.malloc.tcache_count=32",
}
logger = logging.getLogger(__name__)


class JobError(Exception):
    """A job that gave no answer, for a reason that is not its own."""


class TimeLimit(JobError):
    """The job reached its limit; its worker was killed."""


class Busy(JobError):
    """There is no place for another job now."""

    retry_after = 1  # seconds


class Lost(JobError):
    """The worker died of the job, or could not be started."""


class Reply(NamedTuple):
    """What a job gave: `ok` and its answer, or the name of a `KgError` with its texts in `meta`."""

    status: str  # "ok", else the name of the error's class
    meta: dict[str, Any]  # of an error: key, detail (Chinese), detail_en
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether the job was done."""
        return self.status == "ok"


class Worker(asyncio.SubprocessProtocol):
    """A process that does one job at a time."""

    def __init__(self, lost: Callable[["Worker"], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[Reply] = self._loop.create_future()
        self.gone: asyncio.Future[None] = self._loop.create_future()
        self.warm = False  # has loaded what questions need
        self.slow = False  # gives way to other processes
        self._ending = False
        self._answer = self.ready  # what the next frame answers
        self._frames = Frames()
        self._lost = lost
        self._transport: SubprocessTransport | None = None
        self._jobs: WriteTransport | None = None

    @classmethod
    async def start(cls, lost: Callable[["Worker"], None], *arguments: str) -> "Worker":
        """Start a process; it is ready when `ready` is done."""
        worker = cls(lost)
        command = [sys.executable, "-P", "-m", "app.work", *arguments]
        await asyncio.get_running_loop().subprocess_exec(lambda: worker, *command, stderr=None, env=environment())
        return worker

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._transport.get_pid() if self._transport else 0

    def send(self, job: str, arguments: dict[str, Any], limit: float) -> "asyncio.Future[Reply]":
        """Give the job; the future holds its reply."""
        self._answer = answer = self._loop.create_future()
        if self._jobs is None or self.gone.done():
            answer.set_exception(Lost(job))
        else:
            self._jobs.write(frame(pickle.dumps((job, arguments, limit + ALARM), pickle.HIGHEST_PROTOCOL)))
        return answer

    def again(self) -> "asyncio.Future[Reply]":
        """Wait once more for the answer to a job that somebody stopped waiting for."""
        self._answer = self._loop.create_future()
        return self._answer

    def yield_to_others(self) -> None:
        """Let the process run only where others leave time; there is no way back, so it is not used again."""
        if hasattr(os, "setpriority"):
            self.slow = True
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, NICE)

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        if not self._ending:  # the event loop would lose its way to be told of the end
            self._kill()

    def _kill(self) -> None:
        if self._transport and self._transport.get_returncode() is None:
            with contextlib.suppress(ProcessLookupError):
                self._transport.kill()
        self._fail(Lost("killed"))

    def _fail(self, error: Exception) -> None:
        if not self._answer.done():
            self._answer.set_exception(error)
            self._answer.exception()  # someone may have stopped waiting: that is no fault to be logged

    # called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(SubprocessTransport, transport)
        self._jobs = cast(WriteTransport, self._transport.get_pipe_transport(0))

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        for head, body in self._frames.feed(data):
            if not self._answer.done():
                meta = marshal.loads(head)  # from our own process, of this very interpreter
                self._answer.set_result(Reply(meta.pop("status"), meta, body))

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        if fd == 1:  # whoever closes its output will say nothing more; mostly it has ended already
            self._ending = True
            self._fail(Lost("closed"))
            self._lost(self)
            self._loop.call_later(1, self._kill)

    def process_exited(self) -> None:
        code = self._transport.get_returncode() if self._transport else None
        self._fail(Lost(f"exit code {code}"))
        if not self.gone.done():
            self.gone.set_result(None)
        if self._transport:
            self._transport.close()
        self._lost(self)


def environment() -> dict[str, str]:
    """What our processes need: they find this very package; `-P` keeps the folder that we started in off their path."""
    paths = [str(Path(app.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **MALLOC}
