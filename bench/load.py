"""A home → how a server bears a mixed load: `python -m bench.load HOME [SECONDS] [CLIENTS]`; exit code 1 if badly.

Fifty clients ask for a minute, each over its own connection and one question after the other, with a short pause as
people and scripts have it: SPARQL short and long, questions, searches, completions, things, and now and then a query
that would never end. Answered are those with 200; a 503 says that there is no place now, and anything else is a fault.
"""

import asyncio
import json
import os
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from bench.ask import questions
from bench.server import DESIGN, PREFIXES
from bench.serving import ours

SECONDS, CLIENTS = 60.0, 50
PAUSE = (0.5, 2.5)  # seconds between two questions of one client
ANSWERED, SLOWEST, GROWN = 0.95, 1000.0, 1.10  # of all; milliseconds at the 95th percentile; memory after over before
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
RESTING = 30.0  # seconds after which memory is looked at again


@dataclass(slots=True)
class Seen:
    """What the clients saw."""

    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)  # milliseconds, of those answered
    refusals: Counter[str] = field(default_factory=Counter)  # the door and the reason of each 503
    faults: Counter[str] = field(default_factory=Counter)


def paths() -> list[tuple[float, list[str]]]:
    """What is asked, with how often."""
    asked = [quote(question) for question in questions()]
    queries = [f"SELECT ?a ?l {{ ?a a cg:{kind} ; rdfs:label ?l }} LIMIT 100" for kind in ("Award", "Team", "Platform")]
    design = [PREFIXES + DESIGN % (level, number) for level in ("national", "provincial") for number in range(1, 11)]
    return [
        (0.30, [f"/sparql?query={quote(query)}" for query in queries]),
        (0.05, [f"/sparql?query={quote(query)}" for query in design]),
        (0.01, [f"/sparql?timeout=2&query={quote(ENDLESS)}"]),
        (0.25, [f"/api/search?words={words}" for words in asked]),
        (0.15, [f"/api/ask?question={words}" for words in asked]),
        (0.14, [f"/api/suggest?prefix={quote(question[:3])}" for question in questions()]),
        (0.10, ["/api/reports", "/healthz", "/"]),
    ]


async def load(root: str, seconds: float, clients: int) -> Seen:
    """Ask for so long."""
    seen = Seen()
    end = time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for number in range(clients):
            group.create_task(_client(root, end, random.Random(number), seen))
    return seen


async def _client(root: str, end: float, chance: random.Random, seen: Seen) -> None:
    host, _, port = root.removeprefix("http://").partition(":")
    kinds = paths()
    await asyncio.sleep(chance.uniform(0, PAUSE[1]))
    reader, writer = await asyncio.open_connection(host, int(port), limit=2**24)
    while time.monotonic() < end:
        path = chance.choice(chance.choices([some for _, some in kinds], [share for share, _ in kinds])[0])
        begun = time.monotonic()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: */*\r\n\r\n".encode())
        try:
            status, body = await asyncio.wait_for(_response(reader), 60)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            seen.faults[f"{type(error).__name__} {path[:40]}"] += 1
            writer.close()
            reader, writer = await asyncio.open_connection(host, int(port), limit=2**24)
            continue
        endless = path.startswith("/sparql?timeout")
        if status == 503 and not endless:
            seen.refusals[f"{path[:12]} {json.loads(body)['type'].rpartition('/')[2]}"] += 1
        if not endless:  # its 503 is its answer
            seen.statuses[status] += 1
        if status == 200:
            seen.times.append(1000 * (time.monotonic() - begun))
        elif status != 503:
            seen.faults[f"{status} {path[:40]} {body[:120]!r}"] += 1
        await asyncio.sleep(chance.uniform(*PAUSE))
    writer.close()


async def _response(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(head.partition("content-length:")[2].split()[0])
    return int(head.split()[1]), await reader.readexactly(length)


def memory(process: int) -> int:
    """Bytes that a process and its children hold for themselves alone."""
    total = 0
    for one in (process, *_children(process)):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_", "Swap:")))
    return total


def _children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]


def main(home: str, seconds: float = SECONDS, clients: int = CLIENTS) -> int:
    """Load a server over the home, and say how it went."""
    with ours(Path(home)) as (root, process):
        asyncio.run(load(root, 30, 10))  # until all workers have what they need
        time.sleep(RESTING)
        before, began = memory(process), os.getloadavg()[0]
        seen = asyncio.run(load(root, seconds, clients))
        time.sleep(RESTING)
        after = memory(process)
    answered = seen.statuses[200] / max(seen.statuses.total(), 1)
    p95 = statistics.quantiles(seen.times, n=20)[-1]
    print(f"{seen.statuses.total()} requests of {clients} clients in {seconds:.0f} s, load before {began:.1f}")
    print(f"statuses {dict(seen.statuses)}, refusals {dict(seen.refusals)}, faults {dict(seen.faults)}")
    median = statistics.median(seen.times)
    print(f"answered {answered:.3f} (≥ {ANSWERED}), median {median:.0f} ms, p95 {p95:.0f} ms (≤ {SLOWEST:.0f})")
    print(f"memory {before / 2**20:.0f} MB before, {after / 2**20:.0f} MB after ({after / before:.2f}, ≤ {GROWN})")
    return int(answered < ANSWERED or p95 > SLOWEST or after > GROWN * before or bool(seen.faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
