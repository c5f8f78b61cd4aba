"""A home → figures: `kg serve` beside `oxigraph serve-read-only` over the same store, loaded in turn by wrk.

Both are asked the same texts, one after the other and over the same connections; the texts differ, and nobody keeps
answers. How long `/api/search` and `/api/ask` take stands beside the bare functions.
"""

import http.client
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from bench.ask import questions
from bench.clock import seconds
from bench.figures import Figure
from bench.serving import OXIGRAPH, WRK, ours, peer
from kg.home import Home
from search.reader import Reader

PREFIXES = """PREFIX cg: <https://w3id.org/chengguo/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
DESIGN = """SELECT ?award ?label WHERE {
  ?award a cg:Award ; cg:level cg:%s ; rdfs:label ?label ; cg:supports ?task .
  ?task cg:number %d ; cg:scope cg:school }"""
SHORTEST = "SELECT ?label WHERE { <%s> rdfs:label ?label }"
TARGETS = {("design", 1): 0.75, ("design", 16): 0.75, ("shortest", 1): 0.25, ("shortest", 16): 0.10}
ROUNDS, SECONDS, WARM = 3, 6, 2
SUBJECTS = 2_000
SCRIPT = Path(__file__).with_name("load.lua")
ABOVE = 15.0  # milliseconds that the way over HTTP may add to the median of a function


class Told(NamedTuple):
    """What wrk said."""

    rate: float  # answers a second
    failed: int
    p95: float  # milliseconds


def figures(home: Path) -> Iterator[Figure]:
    """Measure on a home with many reports."""
    generation = Home(home).generation()
    if WRK and OXIGRAPH:
        with ours(home) as (root, _), peer(generation.path / "store") as other:
            yield from _beside(root, other, _queries(generation.path))
    else:
        missing = " and ".join(name for name, found in (("wrk", WRK), ("oxigraph", OXIGRAPH)) if not found)
        print(f"SKIPPED: the server beside oxigraph serve-read-only: {missing} is not installed", file=sys.stderr)
    with ours(home) as (root, _), Reader.open(generation.path) as reader:
        yield from _answers(root, reader)


def _queries(generation: Path) -> dict[str, list[str]]:
    with Reader.open(generation) as reader:
        rows = reader.store.query(f"SELECT ?a {{ ?a a cg:Award ; rdfs:label ?label }} LIMIT {SUBJECTS}").rows()
        subjects = [str(row["a"]) for row in rows]
    design = [DESIGN % (level, number) for number in range(1, 11) for level in ("national", "provincial")]
    return {"design": design, "shortest": [SHORTEST % subject for subject in subjects]}


def _beside(root: str, other: str, queries: dict[str, list[str]]) -> Iterator[Figure]:
    for (name, clients), target in TARGETS.items():
        texts = [quote(PREFIXES + query, safe="") for query in queries[name]]
        for address in (f"{root}/sparql", f"{other}/query"):
            _load(address, texts, clients, WARM)
        rounds = [
            (_load(f"{root}/sparql", texts, clients, SECONDS), _load(f"{other}/query", texts, clients, SECONDS))
            for _ in range(ROUNDS)
        ]
        mine, theirs = (_median(column) for column in zip(*rounds, strict=True))
        yield Figure(
            name=f"{name} query over HTTP, {clients} clients, {len(texts)} texts, beside oxigraph serve-read-only",
            ours=_said(mine),
            peer=_said(theirs),
            value=0.0 if mine.failed else statistics.median(one.rate / two.rate for one, two in rounds),
            target=target,
            at_most=False,
        )


def _load(address: str, texts: Sequence[str], clients: int, length: int) -> Told:
    root, _, path = address.rpartition("/")
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "paths"
        paths.write_text("".join(f"/{path}?query={text}\n" for text in texts), encoding="ascii")
        command = [
            str(WRK),
            "-t1",
            f"-c{clients}",
            f"-d{length}s",
            "--timeout",
            "60s",
            "-s",
            str(SCRIPT),
            f"{root}/",
            "--",
            str(paths),
        ]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in said.splitlines() if line.startswith("TOLD"))
    count, duration, failed, p95 = map(int, line.split()[1:])
    return Told((count - failed) / (duration / 1e6), failed, p95 / 1000)


def _median(told: Sequence[Told]) -> Told:
    return Told(
        statistics.median(one.rate for one in told), sum(one.failed for one in told), max(one.p95 for one in told)
    )


def _said(told: Told) -> str:
    return f"{told.rate:,.0f} a second, {told.failed} failed, 95th percentile at most {told.p95:.1f} ms"


def _answers(root: str, reader: Reader) -> Iterator[Figure]:
    connection = http.client.HTTPConnection(root.removeprefix("http://"), timeout=60)
    asked = questions()
    for path, name, bare in (("/api/ask", "question", reader.ask), ("/api/search", "words", reader.search)):

        def over_http(words: str, path: str = path, name: str = name) -> object:
            connection.request("GET", f"{path}?{name}={quote(words)}")
            response = connection.getresponse()
            found = response.read()
            assert response.status == 200, found
            return found

        yield _figure(path, asked, over_http, bare)
    connection.close()


def _figure(
    path: str, asked: Sequence[str], over_http: Callable[[str], object], bare: Callable[[str], object]
) -> Figure:
    for words in [*asked, *asked]:  # also the workers that were not asked before
        over_http(words)
        bare(words)
    pairs = [(_milliseconds(over_http, words), _milliseconds(bare, words)) for words in asked]
    mine, theirs = zip(*pairs, strict=True)
    return Figure(
        name=f"{path}, {len(asked)} questions one after the other, beside the bare function",
        ours=f"median {statistics.median(mine):.1f} ms, 95th percentile {_p95(mine):.1f} ms",
        peer=f"median {statistics.median(theirs):.1f} ms, 95th percentile {_p95(theirs):.1f} ms",
        value=statistics.median(one - two for one, two in pairs),
        target=ABOVE,
        at_most=True,
        unit="ms more",
    )


def _milliseconds(work: Callable[[str], object], words: str) -> float:
    return 1000 * seconds(lambda: work(words))


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
