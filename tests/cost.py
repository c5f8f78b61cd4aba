"""How much work a piece of code is, in figures that are the same on any machine."""

import sys
from collections.abc import Callable


def cost(work: Callable[[], object]) -> int:
    """How many functions are called: the same on any machine."""
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls
