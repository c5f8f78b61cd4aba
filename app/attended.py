"""Work for a client that may leave: then the work is cancelled, and with it the job of its worker."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

Found = TypeVar("Found")
Receive = Callable[[], Awaitable[Any]]
PATIENCE = 0.05  # seconds of work before it is worth looking whether anybody waits for it


class Left(Exception):
    """The client is gone; there is nobody to answer."""


async def attended(receive: Receive, work: Awaitable[Found]) -> Found:
    """Wait for the work as long as the client does; the request's body must have been read."""
    task = asyncio.current_task()
    assert task is not None
    watch = _Watch(receive, task)
    handle = asyncio.get_running_loop().call_later(PATIENCE, watch.start)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.left and task.uncancel() == 0:
            raise Left from None
        raise
    finally:
        handle.cancel()
        watch.stop()


class _Watch:
    def __init__(self, receive: Receive, task: "asyncio.Task[Any]") -> None:
        self.left = False
        self._receive = receive
        self._task = task
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> None:
        if self._watching:
            self._watching.cancel()

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.left = True
        self._task.cancel()
