"""Callables → seconds: peers are run in turn, A B A B …, so that a machine that slows down slows both."""

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

T = TypeVar("T")


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(*works: Callable[[], object], runs: int, warmup: int = 1) -> list[float]:
    """Give the median seconds of each of the works, run in turn after a warm-up."""
    for _ in range(warmup):
        for work in works:
            work()
    times = [[seconds(work) for work in works] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def in_turn(works: Sequence[Callable[[T], object]], items: Sequence[T], *, runs: int) -> list[list[float]]:
    """Give for each of the works its median seconds for each item, all run in turn after a warm-up."""
    times = [compare(*(partial(work, item) for work in works), runs=runs) for item in items]
    return [list(column) for column in zip(*times, strict=True)]
