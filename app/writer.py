"""Writes over HTTP, one at a time, each in a process of its own: a crash leaves the last generation whole.

A write waits for its turn, tells its progress as events, and ends with its summary or with a problem. The event loop
only passes lines on; the next request sees the new generation, since every worker looks at `CURRENT`.

Whoever decides on one record mostly decides on the next one, too: after a write another process stands by for a while,
with all loaded that a decision would wait for longer than it takes.
"""

import asyncio
import json
import logging
import sys
import uuid
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.problems import Problem, of_refusal, problem
from app.worker import Busy, environment

WAITING = 8  # writes that may wait for their turn
REMEMBERED = 100  # writes whose end can still be asked for
LONGEST = 3600.0  # seconds of one write
PATIENCE = 30.0  # seconds that somebody who waits for the result waits for the turn
STANDING = 300.0  # seconds that a process stands by
SETTLING = 1.0  # seconds before it is started: the workers load the new generation first
LINE = 64 * 1024 * 1024  # bytes of one line from a writer
logger = logging.getLogger(__name__)


class Write:
    """One write: what was asked, the events so far, and how it ended."""

    def __init__(self, action: str) -> None:
        self.id = uuid.uuid4().hex
        self.action = action
        self.state = "waiting"
        self.events: list[dict[str, Any]] = []
        self.result: dict[str, Any] | None = None
        self.problem: Problem | None = None
        self._changed = asyncio.Event()

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")

    def tell(self, event: str, **said: Any) -> None:
        """Add an event and wake those who listen."""
        self.events.append({"event": event, **said})
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def after(self, seen: int, patience: float) -> list[dict[str, Any]]:
        """The events after the first `seen` ones; waits for one a while, where there is none yet."""
        if seen >= len(self.events) and not self.ended:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), patience)
        return self.events[seen:]

    async def end(self) -> None:
        """Wait until it has ended."""
        while not self.ended:
            await self._changed.wait()

    def shown(self) -> dict[str, Any]:
        """The write as JSON."""
        failed = json.loads(self.problem.body()) if self.problem else None
        return {
            "id": self.id,
            "action": self.action,
            "state": self.state,
            "events": self.events,
            "result": self.result,
            "problem": failed,
        }


class Writer:
    """The one writer of a home."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._writes: dict[str, Write] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()
        self._standby: asyncio.subprocess.Process | None = None
        self._next: asyncio.TimerHandle | None = None
        self._step: asyncio.Task[None] | None = None

    def get(self, id: str) -> Write | None:
        """The write with this id, if it is remembered."""
        return self._writes.get(id)

    def start(self, action: str, given: Mapping[str, Any], data: bytes = b"") -> Write:
        """Begin a write, or raise `Busy` where too many wait."""
        if len(self._tasks) > WAITING:
            raise Busy("writer")
        write = Write(action)
        self._writes[write.id] = write
        for old in [one for one in self._writes.values() if one.ended][: max(len(self._writes) - REMEMBERED, 0)]:
            del self._writes[old.id]
        head = json.dumps({**given, "write": action}, ensure_ascii=False).encode()
        task = asyncio.create_task(self._run(write, head + b"\n" + data))
        self._tasks[write.id] = task
        task.add_done_callback(lambda _: self._tasks.pop(write.id, None))
        return write

    async def do(self, action: str, given: Mapping[str, Any]) -> Write:
        """Begin a write and wait for its end; one that does not get its turn soon is not done at all: `Busy`."""
        write = self.start(action, given)
        loop = asyncio.get_running_loop()
        timer = loop.call_later(PATIENCE, self._give_up, write)
        try:
            await asyncio.shield(write.end())
        finally:
            timer.cancel()
        return write

    def _give_up(self, write: Write) -> None:
        task = self._tasks.get(write.id)
        if task and write.state == "waiting":
            task.cancel()

    async def close(self) -> None:
        """End what still runs: what was published stays."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, *filter(None, [self._step]), return_exceptions=True)
        await self._dismiss()

    async def _run(self, write: Write, said: bytes) -> None:
        try:
            async with self._turn:
                write.state = "running"
                write.tell("started")
                async with asyncio.timeout(LONGEST):
                    await self._process(write, said)
        except asyncio.CancelledError:
            self._fail(write, problem(503, "app.api.write_cut", (("Retry-After", "5"),)))
        except TimeoutError:
            self._fail(write, problem(503, "app.api.write_long"))
        except OSError:
            logger.exception("a writer did not start")
            self._fail(write, problem(503, "app.api.write_lost"))

    async def _process(self, write: Write, said: bytes) -> None:
        """Let a process do it, and pass its lines on."""
        process = self._taken() or await self._started()
        assert process.stdin and process.stdout
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                process.stdin.write(said)
                await process.stdin.drain()
                process.stdin.close()
            async for line in process.stdout:
                self._take(write, json.loads(line))
            await process.wait()
            if not write.ended:
                logger.error("the writer ended with %s", process.returncode)
                self._fail(write, problem(503, "app.api.write_lost"))
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        self._later(SETTLING, self._stand_by)

    async def _started(self, *options: str) -> asyncio.subprocess.Process:
        command = [sys.executable, "-P", "-m", "app.write", str(self._home.absolute()), *options]
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=LINE, env=environment())

    def _taken(self) -> asyncio.subprocess.Process | None:
        """The process that stands by, if it still lives."""
        if self._next:
            self._next.cancel()
        process, self._standby = self._standby, None
        return process if process and process.returncode is None else None

    async def _stand_by(self) -> None:
        if self._standby is None:
            self._standby = await self._started("standby")
        self._later(STANDING, self._dismiss)

    async def _dismiss(self) -> None:
        """Let the process that stands by go."""
        process = self._taken()
        if process:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _later(self, seconds: float, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Let the next step of standing by come so much later."""

        def begin() -> None:
            self._step = loop.create_task(step())

        loop = asyncio.get_running_loop()
        if self._next:
            self._next.cancel()
        self._next = loop.call_later(seconds, begin)

    def _take(self, write: Write, told: dict[str, Any]) -> None:
        if told["event"] == "progress":
            write.tell("progress", text=told["text"])
        elif told["event"] == "done":
            write.result, write.state = told["result"], "done"
            write.tell("done", result=told["result"])
        else:
            self._fail(write, of_refusal(told["error"], told["key"], told["detail"], told["detail_en"]))

    def _fail(self, write: Write, failed: Problem) -> None:
        if not write.ended:
            write.problem, write.state = failed, "failed"
            write.tell("failed", problem=json.loads(failed.body()))
