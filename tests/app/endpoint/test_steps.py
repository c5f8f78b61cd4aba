"""Steps come at their time, whoever came first, and not for what was dropped."""

import asyncio
import time

from app.steps import Steps


def test_each_step_comes_at_its_time_and_none_of_what_was_dropped() -> None:
    taken: list[tuple[str, float]] = []

    async def wait() -> None:
        steps, begun = Steps(), time.monotonic()

        def take(name: str) -> None:
            taken.append((name, time.monotonic() - begun))
            if name == "first":
                steps.at("a", begun + 0.2, lambda: take("again"))

        steps.at("b", begun + 0.1, lambda: take("second"))
        steps.at("a", begun + 0.05, lambda: take("first"))
        steps.at("c", begun + 0.05, lambda: take("dropped"))
        steps.drop("c")
        await asyncio.sleep(0.3)

    asyncio.run(wait())
    assert [name for name, _ in taken] == ["first", "second", "again"]
    assert all(at >= due - 0.01 for (_, at), due in zip(taken, (0.05, 0.1, 0.2), strict=True))
