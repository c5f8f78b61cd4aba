"""Questions and typed words over many reports → figures: how long an answer takes, and a suggestion.

Each question asks for its first 50 answers with the exact total. All run once before they are timed: a generation is
opened once, and what it needs for questions is read then. The peer of many reports is one report.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.clock import seconds
from bench.figures import Figure
from kg.home import Home
from search.reader import Reader

QUESTIONS = Path(__file__).with_name("questions.txt")
TYPED = (
    "",
    "哪些国",
    "国家级教",
    "任务五",
    "双师",
    "gjj",
    "guojiaji",
    "哪些sheng",
    "和青禾",
    "which nat",
    "name the te",
    "zyq",
    "x9",
)
RUNS = 3
MEDIAN, P95, SUGGESTED = 100.0, 400.0, 20.0  # milliseconds


def figures(one: Path, many: Path) -> Iterator[Figure]:
    """Measure the same questions over a home with one report and over one with many."""
    asked, typed = questions(), [word[:end] for word in TYPED for end in range(len(word) + 1)]
    with Reader.open(Home(one).generation().path) as small, Reader.open(Home(many).generation().path) as large:
        claims = sum(map(len, large.ledger.claims.values()))
        over = f"over {len(large.passages.reports)} reports ({claims:,} claims, {len(large.store):,} statements)"
        alone, among = (_times(reader.ask, asked) for reader in (small, large))
        yield _figure(f"{len(asked)} questions {over}, warm, median", statistics.median, among, alone, MEDIAN)
        yield _figure(f"{len(asked)} questions {over}, warm, 95th percentile", _p95, among, alone, P95)
        alone, among = (_times(reader.suggest, typed) for reader in (small, large))
        yield _figure(f"suggestions while typing {over}, warm, 95th percentile", _p95, among, alone, SUGGESTED)


def questions() -> list[str]:
    """The questions of the file beside."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _times(ask: Callable[[str], object], words: Sequence[str]) -> list[float]:
    """Milliseconds for each, the best of some runs: others use the machine, too."""
    for word in words:
        ask(word)
    return [1000 * min(seconds(lambda word=word: ask(word)) for _ in range(RUNS)) for word in words]  # type: ignore[misc]


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _figure(
    name: str,
    measure: Callable[[Sequence[float]], float],
    among: Sequence[float],
    alone: Sequence[float],
    target: float,
) -> Figure:
    value = measure(among)
    return Figure(
        name=name,
        ours=f"{value:.1f} ms (slowest {max(among):.0f} ms)",
        peer=f"{measure(alone):.1f} ms over one report (slowest {max(alone):.0f} ms)",
        value=value,
        target=target,
        at_most=True,
        unit="ms",
    )
