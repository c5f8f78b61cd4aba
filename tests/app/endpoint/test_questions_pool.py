"""Workers for questions are dear: who leaves, and queries that never end, do not cost one."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from app.finders import NAMES
from app.pool import QUESTIONS, Pool
from app.worker import Reply, Worker
from tests.app.endpoint.serving import serving

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


async def _ready(home: Path) -> Pool:
    pool = Pool(home, size=2, kind=QUESTIONS)
    await pool.__aenter__()
    while pool.state()["workers"] < 2:
        await asyncio.sleep(0.01)
    return pool


def test_who_leaves_a_question_leaves_its_worker_to_finish_it(home: Path) -> None:
    async def work() -> tuple[set[int], set[int], bool, int]:
        pool = await _ready(home)
        pool.kind = QUESTIONS._replace(long=60)  # however busy the machine is, none of these is a long one
        before = set(pool.pids())
        for _ in range(5):
            task = asyncio.create_task(pool.call("ask", {"question": "国家级奖项"}))
            await asyncio.sleep(0.005)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        answered = (await pool.call("ask", {"question": "国家级奖项"})).ok
        while pool.state()["running"]:
            await asyncio.sleep(0.01)
        after = set(pool.pids())
        await pool.close()
        return before, after, answered, pool.state()["long"]

    before, after, answered, long = asyncio.run(work())
    assert before == after and answered and long == 0


def test_a_job_that_nobody_waits_for_is_ended_once_it_is_a_long_one(home: Path) -> None:
    async def work() -> tuple[set[int], set[int]]:
        pool = await _ready(home)
        pool.kind = QUESTIONS._replace(long=0.5)
        before = set(pool.pids())
        task = asyncio.create_task(pool.call("sparql", {"query": ENDLESS}))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert set(pool.pids()) == before and pool.state()["running"] == 1
        while pool.state()["running"]:
            await asyncio.sleep(0.01)
        after = set(pool.pids())
        await pool.close()
        return before, after

    before, after = asyncio.run(work())
    assert len(before & after) == 1


def test_who_leaves_as_the_answer_comes_leaves_no_place_taken(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> tuple[int, set[int], set[int]]:
        pool = await _ready(home)
        before, kept = set(pool.pids()), Worker.send

        def send(worker: Worker, job: str, arguments: dict[str, Any], limit: float) -> "asyncio.Future[Reply]":
            reply = kept(worker, job, arguments, limit)
            reply.add_done_callback(lambda _: task.cancel())
            return reply

        monkeypatch.setattr(Worker, "send", send)
        task = asyncio.create_task(pool.call("sparql", {"query": "ASK {}"}))
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
        running, after = pool.state()["running"], set(pool.pids())
        await pool.close()
        return running, before, after

    running, before, after = asyncio.run(work())
    assert running == 0 and before == after


def test_only_queries_that_search_go_to_the_workers_for_questions(home: Path) -> None:
    with serving(home) as client:
        assert client.ask("SELECT ?s { SERVICE cg:textMatch { ?s cg:query '产教融合' } }").status == 200
        assert set(NAMES) == {"textMatch", "similarTo"}
