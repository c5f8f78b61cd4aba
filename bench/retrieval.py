"""Encoder + evaluation sets → nDCG@10 of vectors, BM25 and both together, side by side: `make eval`.

All three go through the product's own indexes; the queries over the shared report go through `Reader.search`, as
those of `kg search` do. Sets that are not there are named and left out.
"""

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from kg.encoder import Model, choose
from models import evaluate
from search.fusion import Hybrid
from search.lexical import Entry, LexicalIndex, extend
from search.passages import Passage, PassageFiles, lines
from search.terms import plainly, words
from search.vectors import Batch, VectorIndex, publish

DEPTH = 10
SHARED = Path(__file__).resolve().parents[1] / "../shared"
QUERIES = Path(__file__).resolve().parents[1] / "models" / "data" / "report_queries.jsonl"
KEY = "docs"

Rank = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Row:
    """A set and what each channel reaches on it."""

    name: str
    docs: int
    queries: int
    figures: dict[str, float]


def index(texts: Sequence[str], folder: Path, model: Model) -> Hybrid:
    """Index some texts as the passages of one report."""
    docs = [Passage(KEY, i, KEY, 0, len(text), text, (), ()) for i, text in enumerate(texts)]
    (folder / "docs.jsonl").write_text("".join(f"{line}\n" for line in lines(docs)), encoding="utf-8", newline="\n")
    extend(folder / "lexical", (Entry(KEY, i, text, " ".join(words(text)), "") for i, text in enumerate(texts)))
    batch = Batch("docs", len(docs), "")
    publish(folder / "vectors", {KEY: batch}, lambda _: [plainly(text) for text in texts], model, previous=None)
    files = PassageFiles({KEY: folder / "docs.jsonl"})
    return Hybrid(files, LexicalIndex(folder / "lexical"), VectorIndex(folder / "vectors"), lambda: model)


def channels(hybrid: Hybrid, model: Model) -> dict[str, Rank]:
    """Give the ways to rank, each by its name."""
    assert hybrid.vectors is not None
    vectors = hybrid.vectors

    def near(query: str) -> list[int]:
        return [one.number for one in vectors.search(model.encode([plainly(query)])[0], DEPTH)]

    def lexical(query: str) -> list[int]:
        return [hit.number for hit in hybrid.lexical.search(query, DEPTH)]

    def both(query: str) -> list[int]:
        found = hybrid.search(query, DEPTH)
        return [p.number for one in found for p in (one.passage, *one.again)][:DEPTH]

    return {"vectors": near, "BM25": lexical, "hybrid": both}


def ndcg(found: Iterable[float], ideal: Iterable[float]) -> float:
    """The gains in their order against the best order, to depth 10.

    >>> ndcg([0, 1], [1])
    0.6309297535714575
    """

    def total(gains: Iterable[float]) -> float:
        return sum(gain / math.log2(rank) for rank, gain in enumerate(islice(gains, DEPTH), 2))

    return total(found) / total(sorted(ideal, reverse=True))


def measured(task: evaluate.Task, model: Model) -> Row:
    """Measure one set."""
    with tempfile.TemporaryDirectory(prefix="chengguo-eval-", ignore_cleanup_errors=True) as scratch:
        ways = channels(index(task.docs, Path(scratch), model), model)
        figures = {name: _mean(task, rank) for name, rank in ways.items()}
    return Row(task.name, len(task.docs), len(task.queries), figures)


def _mean(task: evaluate.Task, rank: Rank) -> float:
    scores = [
        ndcg([float(number in right) for number in rank(query)], [1.0] * len(right))
        for query, right in zip(task.queries, (set(right) for right in task.relevant), strict=True)
    ]
    return sum(scores) / len(scores)


def judged(report: Path, queries: Sequence[dict[str, Any]], model: Model) -> Iterator[Row]:
    """Measure the queries over a report, whose right sentences are judged 1 or 2, a row a language and all."""
    from app.publish import ingest
    from kg.home import Home
    from search.reader import Reader

    with tempfile.TemporaryDirectory(prefix="chengguo-eval-", ignore_cleanup_errors=True) as scratch:
        generation = ingest(Home(scratch), [report], key="r", advance=lambda _: None, model=model).generation
        assert generation
        with Reader.open(generation.path, model=model) as reader:
            texts = reader.passages.of("r")
            assert reader.vectors
            ways = channels(reader.hybrid, model)

            def asked(query: str) -> list[int]:
                number = {passage.start: passage.number for passage in texts}
                return [number[hit["start"]] for hit in reader.search(query, DEPTH)["hits"]]

            ways["hybrid"] = asked
            for language in ("zh", "en"):
                own = [query for query in queries if query["lang"] == language]
                figures = {name: sum(_judged(rank, q, texts) for q in own) / len(own) for name, rank in ways.items()}
                yield Row(f"report {language}", len(texts), len(own), figures)


def _judged(rank: Rank, query: dict[str, Any], texts: Sequence[Passage]) -> float:
    grades = {
        passage.number: 2.0 ** one["grade"] - 1
        for one in query["relevant"]
        for passage in texts
        if min(one["end"], passage.end) - max(one["start"], passage.start) > (one["end"] - one["start"]) / 2
    }
    return ndcg([grades.get(number, 0.0) for number in rank(query["query"])], grades.values())


def rows(sets: Path, report: Path, model: Model) -> Iterator[Row]:
    """Yield a row a set; say on standard error which sets are not there."""
    if sets.is_dir():
        for task in evaluate.public(sets):
            yield measured(task, model)
    else:
        print(f"skipped: {sets} is not there", file=sys.stderr)
    for task in evaluate.invented():
        yield measured(task, model)
    if report.is_file():
        queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
        yield from judged(report, queries, model)
    else:
        print(f"skipped: {report} is not there", file=sys.stderr)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.retrieval", description="nDCG@10 of what search finds")
    parser.add_argument("--sets", type=Path, default=SHARED / "eval", help="folder of the public sets")
    parser.add_argument("--report", type=Path, default=SHARED / "report" / "shanxi-jidian-2022.txt")
    parser.add_argument("--model", help="name or folder; default: the model inside")
    arguments = parser.parse_args()
    model = choose(arguments.model)
    if model is None:
        print("there is no model inside; name one with --model", file=sys.stderr)
        return 2
    print(f"model {model.name} {model.version}\n\n| set | docs | queries | vectors | BM25 | hybrid |\n{'| --- ' * 6}|")
    for row in rows(arguments.sets, arguments.report, model):
        figures = " | ".join(f"{row.figures[name]:.3f}" for name in ("vectors", "BM25", "hybrid"))
        print(f"| {row.name} | {row.docs:,} | {row.queries:,} | {figures} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
