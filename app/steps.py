"""What is to happen later, under one timer: most jobs end before, and a timer each would cost as much as some do."""

import asyncio
import time
from collections.abc import Callable, Hashable
from math import inf

EARLY = 0.001  # seconds: event loops count in milliseconds


class Steps:
    """The next step of each of some things, by the monotonic clock."""

    def __init__(self) -> None:
        self._steps: dict[Hashable, tuple[float, Callable[[], object]]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._next = inf

    def at(self, owner: Hashable, when: float, step: Callable[[], object]) -> None:
        """Let the next step of a thing be this one."""
        self._steps[owner] = (when, step)
        if when < self._next:
            self._wait(when)

    def drop(self, owner: Hashable) -> None:
        """Let a thing have no next step."""
        self._steps.pop(owner, None)

    def _wait(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._next = when
        self._timer = asyncio.get_running_loop().call_later(max(when - time.monotonic(), 0), self._due)

    def _due(self) -> None:
        self._next, self._timer = inf, None
        due = time.monotonic() + EARLY
        for owner in list(self._steps):
            when, step = self._steps.get(owner, (inf, int))  # one step may drop another
            if when <= due:
                self.drop(owner)
                step()
        first = min((when for when, _ in self._steps.values()), default=inf)
        if first < self._next:
            self._wait(first)
