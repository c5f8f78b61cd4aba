"""Job + arguments → reply, from worker processes that can be killed: start reading at `Pool.call`.

`size` jobs run at once. A job that runs long gives up its place, so that short ones do not wait for it, and may go on
beside them up to its limit; there are so many places for long jobs, and where none comes free it is ended. So every
call ends, in time.

Queries and questions have a pool each. A worker for queries is ready in a fraction of a second; so it is killed without
regret, one more stands by, and a query that runs long gives way to all others. A worker for questions takes seconds to
load what it needs, as much as a hundred answers cost: no query may take it down, and it ends only with a job that is
stuck. Who leaves a question, as a page does at every key that is typed, leaves its worker to come to the end of it.
"""

import asyncio
import logging
import os
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from app.settings import LIMIT
from app.steps import Steps
from app.worker import Busy, JobError, Lost, Reply, TimeLimit, Worker

__all__ = ["Busy", "JobError", "Lost", "Pool", "Reply", "TimeLimit"]

STUCK = 5.0  # seconds after which a job is ended where there is no place for a long one
LONG_PLACES = 8
CORES = os.cpu_count() or 1
PATIENCE = 10.0  # seconds that a job waits for a worker, which are a part of its own
LEAST = 0.05  # seconds that are left to run for one that waited
WARMING = 60.0  # seconds for loading what questions need
BACKOFF = (0.1, 0.5, 2.0, 5.0)  # seconds before another try, where workers do not even start
logger = logging.getLogger(__name__)


class Kind(NamedTuple):
    """What the jobs of a pool are like."""

    long: float  # seconds after which a job is a long one
    loads: bool  # whether a worker must load much before it answers as it should


QUERIES = Kind(long=1.0, loads=False)
QUESTIONS = Kind(long=5.0, loads=True)


class Pool:
    """Worker processes over one home, or over one scratch folder, which only one process can write to."""

    def __init__(
        self,
        home: Path,
        *,
        size: int,
        kind: Kind = QUERIES,
        limit: float = LIMIT,
        waiting: int = 64,
        scratch: Path | None = None,
        long_places: int = LONG_PLACES,
    ) -> None:
        self.limit = limit
        self.kind = kind
        self.scratch = scratch is not None
        self._arguments = (str(home.absolute()), *([str(scratch)] if scratch else ()))
        self._size = 1 if scratch else size
        self._waiting = waiting
        self._long_places = long_places
        self._workers: set[Worker] = set()
        self._alive: set[Worker] = set()  # those, and others that are starting or ending
        self._idle: list[Worker] = []  # the last one goes first
        self._queue: deque[asyncio.Future[Worker]] = deque()
        self._running = self._long = self._starting = self._failures = self._generation = 0
        self._warming: Worker | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.steps = Steps()
        self._closed = False

    async def __aenter__(self) -> "Pool":
        self._fill()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End all workers; what still runs or waits is `Busy`."""
        self._closed = True
        for waiter in self._queue:
            _fail(waiter, Busy("closed"))
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._alive:
            worker.kill()
        if self._alive:
            await asyncio.wait([worker.gone for worker in self._alive], timeout=5)

    def state(self) -> dict[str, int]:
        """Count the workers, and the jobs that run, run long, and wait."""
        waiting = sum(not waiter.done() for waiter in self._queue)
        return {"workers": len(self._workers), "running": self._running, "long": self._long, "waiting": waiting}

    def pids(self) -> list[int]:
        """Name the processes, to see what they take."""
        return [worker.pid for worker in self._workers]

    async def call(
        self, job: str, arguments: dict[str, Any], *, limit: float | None = None, slow: Callable[[], object] = int
    ) -> Reply:
        """Do one job: raises `TimeLimit`, `Busy` or `Lost`; whoever is cancelled here frees the worker.

        `slow` is called where the job waits for a worker, or is a long one.
        """
        seconds = rest = self.limit if limit is None else min(limit, self.limit)
        worker = self._take()
        if worker is None:
            slow()
            begun = time.monotonic()
            worker = await self._wait(min(seconds, PATIENCE))
            rest = max(seconds - (time.monotonic() - begun), LEAST)
        run = _Run(self, worker, rest, seconds, slow)
        try:
            run.reply = worker.send(job, arguments, rest)
            reply = await run.reply
        except asyncio.CancelledError:
            if self.kind.loads and not self._closed and not run.answered:
                run.leave()
            else:
                self.done(run)
            raise
        except BaseException:
            self.done(run)
            raise
        self._see(reply)
        self.done(run)
        return reply

    # places

    def _take(self) -> Worker | None:
        if self._running < self._size and self._idle:
            self._running += 1
            return self._idle.pop()
        return None

    async def _wait(self, seconds: float) -> Worker:
        if self._closed or len(self._queue) >= self._waiting:
            raise Busy("queue")
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Worker] = loop.create_future()
        self._queue.append(waiter)
        timer = loop.call_later(seconds, _fail, waiter, Busy("patience"))
        try:
            return await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and not waiter.exception():
                self._running -= 1
                self._release(waiter.result())
            raise
        finally:
            timer.cancel()
            with suppress(ValueError):
                self._queue.remove(waiter)

    def _serve(self) -> None:
        """Give free workers to those who wait."""
        while self._queue and self._running < self._size and self._idle:
            waiter = self._queue.popleft()
            if not waiter.done():
                self._running += 1
                waiter.set_result(self._idle.pop())

    def done(self, run: "_Run") -> None:
        """Free the place of a job, and its worker if that can go on."""
        self.steps.drop(run)
        if run.long:
            self._long -= 1
        else:
            self._running -= 1
        if run.answered and not run.worker.slow:
            self._release(run.worker)
        else:
            self._discard(run.worker)

    def promote(self, run: "_Run") -> bool:
        """Let a job run on beside the short ones, where there is a place for another long one."""
        if self._long >= self._long_places:
            return False
        run.long = True
        self._running -= 1
        self._long += 1
        self._serve()
        if self._idle:  # it may soon be done, and a process saved
            asyncio.get_running_loop().call_later(self.kind.long, self._fill)
        else:
            self._fill()
        return True

    def crowded(self) -> bool:
        """Whether long jobs alone could keep every core from the short ones."""
        return self._long >= CORES

    # workers

    def _release(self, worker: Worker, *, new: bool = False) -> None:
        if worker not in self._workers:
            return
        # the one used last goes first: it is the warmest, and on a scratch dataset the one that has it open
        self._idle.insert(0 if new else len(self._idle), worker)
        if self._queue:
            self._serve()
        if len(self._workers) > self._wanted() and self._idle:
            self._discard(min(self._idle, key=lambda worker: worker.warm))
        if not worker.warm:
            self._warm()

    def _discard(self, worker: Worker) -> None:
        worker.kill()
        self._forget(worker)

    def _lose(self, worker: Worker) -> None:
        if worker.gone.done():
            self._alive.discard(worker)
        self._forget(worker)

    def _forget(self, worker: Worker) -> None:
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        self._serve()
        self._fill()

    def _wanted(self) -> int:
        return max(self._size, self._long + 1) if self.kind.loads else self._size + self._long + 1

    def _fill(self) -> None:
        """Start as many workers as are missing."""
        while not self._closed and len(self._workers) + self._starting < self._wanted():
            self._starting += 1
            self._spawn(self._start())

    def _spawn(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self) -> None:
        try:
            if self._failures:
                await asyncio.sleep(BACKOFF[min(self._failures, len(BACKOFF)) - 1])
            worker = await Worker.start(self._lose, *self._arguments)
            self._alive.add(worker)
            try:
                await worker.ready
            except BaseException:
                worker.kill()
                raise
        except (JobError, OSError):
            self._failures += 1
            logger.exception("a worker did not start")
        else:
            self._failures = 0
            self._workers.add(worker)
        finally:
            self._starting -= 1
            self._fill()
        if not self._failures:
            self._release(worker, new=True)

    # what is loaded before it is asked for

    def _see(self, reply: Reply) -> None:
        generation = reply.meta.get("generation") or 0
        if generation > self._generation:  # there is a new one: what was loaded is of the old one
            self._generation = generation
            for worker in self._workers:
                worker.warm = False

    def _warm(self) -> None:
        """Let one idle worker load what questions need, where nobody waits for it."""
        cold = next((worker for worker in reversed(self._idle) if not worker.warm), None)
        spared = len(self._idle) > 1 or self._running >= self._size
        if cold and spared and self.kind.loads and not self._warming:
            self._idle.remove(cold)
            self._warming = cold
            self._spawn(self._load(cold))

    async def _load(self, worker: Worker) -> None:
        try:
            async with asyncio.timeout(WARMING):
                self._see(await worker.send("warm", {}, WARMING))
            worker.warm = True
        except (JobError, TimeoutError):
            self._warming = None
            self._discard(worker)
        else:
            self._warming = None
            self._release(worker)
            self._warm()


class _Run:
    """One job on its worker, under its timer."""

    def __init__(self, pool: Pool, worker: Worker, seconds: float, limit: float, slow: Callable[[], object]) -> None:
        self.worker = worker
        self.long = False
        self.reply: asyncio.Future[Reply] | None = None
        self._pool = pool
        self._slow = slow
        self._limit = limit
        self._begun = time.monotonic()
        self._seconds = seconds
        self._left = False
        self._at(pool.kind.long, self._is_long)

    def _at(self, seconds: float, step: Callable[[], object]) -> None:
        """Take the next step so long after the beginning, unless the limit comes first."""
        if seconds >= self._seconds:
            seconds, step = self._seconds, self._is_over
        self._pool.steps.at(self, self._begun + seconds, step)

    @property
    def answered(self) -> bool:
        reply = self.reply
        return reply is not None and reply.done() and not reply.cancelled() and not reply.exception()

    def leave(self) -> None:
        """Let the job come to its end for nobody, unless it is a long one."""
        self._left = True
        self.reply = self.worker.again()
        self.reply.add_done_callback(lambda _: self._pool.done(self))

    def _is_long(self) -> None:
        self._slow()
        spent = time.monotonic() - self._begun
        if self._left:
            self._fail(Lost("left"))
        elif self._pool.scratch or self._pool.promote(self):
            if not self._pool.scratch and (not self._pool.kind.loads or self._pool.crowded()):
                self.worker.yield_to_others()
            self._at(self._seconds, self._is_over)
        elif spent < STUCK:  # it keeps its place: another may come free
            self._at(spent + self._pool.kind.long, self._is_long)
        else:
            self._fail(Busy("long"))

    def _is_over(self) -> None:
        self._fail(TimeLimit(self._limit))

    def _fail(self, error: JobError) -> None:
        if self.reply is not None:
            _fail(self.reply, error)


def _fail(future: asyncio.Future[Any], error: JobError) -> None:
    if not future.done():
        future.set_exception(error)
