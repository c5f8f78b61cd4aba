"""A job for a client that may leave: then it is cancelled, and its worker is free.

Most jobs are done before it is worth looking whether anybody still waits: the pool says when one waits or takes long.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from app.pool import Pool, Reply

Receive = Callable[[], Awaitable[Any]]


class Left(Exception):
    """The client is gone; there is nobody to answer."""


async def attended(
    receive: Receive, pool: Pool, job: str, arguments: dict[str, Any], *, limit: float | None = None
) -> Reply:
    """Have a job done as long as the client waits for it; the request's body must have been read."""
    task = asyncio.current_task()
    assert task is not None
    watch = _Watch(receive, task)
    try:
        return await pool.call(job, arguments, limit=limit, slow=watch.start)
    except asyncio.CancelledError:
        if watch.left and task.uncancel() == 0:
            raise Left from None
        raise
    finally:
        watch.stop()


class _Watch:
    def __init__(self, receive: Receive, task: "asyncio.Task[Any]") -> None:
        self.left = False
        self._receive = receive
        self._task = task
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._watching is None:
            self._watching = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> None:
        if self._watching is not None:
            self._watching.cancel()

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.left = True
        self._task.cancel()
