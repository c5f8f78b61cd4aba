"""Workers end when they are told to, are replaced, and see each generation whole."""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from app.pool import Busy, Lost, Pool, TimeLimit
from tests.app.running import run

Found = TypeVar("Found")
ENDLESS = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"}
QUICK = {"query": "ASK {}"}


@asynccontextmanager
async def pool_of(home: Path, waiting: int = 64) -> AsyncIterator[Pool]:
    async with Pool(home, size=2, waiting=waiting) as pool:
        while pool.state()["workers"] < 3:
            await asyncio.sleep(0.01)
        yield pool


def within(home: Path, work: Callable[[Pool], Awaitable[Found]], waiting: int = 64) -> Found:
    async def main() -> Found:
        async with pool_of(home, waiting=waiting) as pool:
            return await work(pool)

    return asyncio.run(main())


def test_a_job_at_its_limit_is_ended_and_the_next_is_served_at_once(home: Path) -> None:
    async def work(pool: Pool) -> tuple[float, float]:
        begun = time.monotonic()
        with pytest.raises(TimeLimit):
            await pool.call("sparql", ENDLESS, limit=1.0)
        ended = time.monotonic()
        assert (await pool.call("sparql", QUICK)).ok
        return ended - begun, time.monotonic() - ended

    took, then = within(home, work)
    assert 1.0 <= took < 2.0
    assert then < 1.0


def test_endless_jobs_do_not_hold_up_short_ones(home: Path) -> None:
    async def work(pool: Pool) -> int:
        endless = [asyncio.create_task(pool.call("sparql", ENDLESS, limit=30.0)) for _ in range(3)]
        await asyncio.sleep(3)
        answered = [await pool.call("sparql", QUICK) for _ in range(20)]
        assert not any(task.done() for task in endless)
        for task in endless:
            task.cancel()
        await asyncio.gather(*endless, return_exceptions=True)
        return sum(reply.ok for reply in answered)

    assert within(home, work) == 20


def test_a_job_whose_caller_left_is_ended(home: Path) -> None:
    async def work(pool: Pool) -> set[int]:
        task = asyncio.create_task(pool.call("sparql", ENDLESS))
        await asyncio.sleep(0.1)
        before = set(pool.pids())
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert pool.state()["running"] == pool.state()["long"] == 0
        return before - set(pool.pids())

    assert len(within(home, work)) == 1


def test_a_full_queue_says_so(home: Path) -> None:
    async def work(pool: Pool) -> None:
        tasks = [asyncio.create_task(pool.call("sparql", ENDLESS, limit=0.2)) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await pool.call("sparql", QUICK)
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(end) for end in ends[:2]] == [TimeLimit] * 2
        assert isinstance(ends[2], Busy | TimeLimit)  # it waited for as long as it might have run

    within(home, work, waiting=1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_worker_that_dies_is_told_and_replaced(home: Path) -> None:
    async def work(pool: Pool) -> bool:
        task = asyncio.create_task(pool.call("sparql", ENDLESS))
        await asyncio.sleep(0.1)
        for pid in pool.pids():
            os.kill(pid, signal.SIGSEGV)
        with pytest.raises(Lost):
            await task
        await asyncio.sleep(0.2)  # so that the death of the idle ones is known, too
        return (await pool.call("sparql", QUICK)).ok

    assert within(home, work)


def test_the_next_job_sees_what_was_published_meanwhile(report: Path, tmp_path: Path) -> None:
    async def work(pool: Pool) -> list[int]:
        seen = []
        for step in ((), ("ingest", str(report), "--as", "report"), ("remove", "report")):
            if step:
                done = await asyncio.to_thread(run, *step, "--home", tmp_path / "new")
                assert done.code == 0, done
            query = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s a cg:Award }"}
            reply = await pool.call("sparql", query)
            seen.append((reply.meta["generation"], int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])))
        assert [number for number, _ in seen] == [0, 1, 2]
        return [count for _, count in seen]

    before, full, after = within(tmp_path / "new", work)
    assert before == 0 and full > 0 and after == 0


def test_refusals_come_in_both_languages(home: Path) -> None:
    reply = within(home, lambda pool: pool.call("sparql", {"query": "SELECT * WHERE {"}))
    assert reply.status == "QueryError"
    assert "语法错误" in reply.meta["detail"] and "syntax error" in reply.meta["detail_en"]
