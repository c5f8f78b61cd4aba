"""100,000 sentences → figures: encoding, building the indexes, and searching them by words and meaning."""

import statistics
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from bench import encoding, hybrid
from bench.clock import compare, in_turn
from bench.figures import Figure
from bench.sentences import Asked, collection
from kg.encoder import choose
from kg.records import Document, Report, Sentence
from kg.words import cut_for_search
from search.fusion import Hybrid
from search.indexes import open_indexes, open_vectors, publish

A_REPORT = 500
SHARE_OF_JIEBA = 0.5


def figures(scratch: Path) -> Iterator[Figure]:
    """Measure on generations of 200 reports with 500 sentences each."""
    model = choose()
    if model is None:
        print("skipped: search by meaning; there is no model inside", file=sys.stderr)
        return
    sentences, asked = collection()
    print(f"… {len(sentences):,} sentences, {len(asked)} questions", file=sys.stderr, flush=True)
    model.encode(["…"])
    yield from encoding.figures(model, sentences)
    folders = (scratch / f"search-{number}" for number in count())
    made = dict(_reports(sentences))
    yield _building(lambda: publish(next(folders), made, kept=(), previous=None, model=model), sentences)
    passages, lexical = open_indexes(scratch / "search-0")
    opened = Hybrid(passages, lexical, open_vectors(scratch / "search-0"), lambda: model)
    yield _latency(opened, asked)
    yield from hybrid.figures(opened, model, sentences, asked)


def _building(build: Callable[[], object], sentences: Sequence[str]) -> Figure:
    jieba = _jieba()
    cut_for_search("…")  # loads the dictionary
    mine, theirs = compare(
        build, lambda: [list(jieba.cut_for_search(sentence, HMM=False)) for sentence in sentences], runs=3, warmup=0
    )
    return Figure(
        name=f"index building, {len(sentences):,} sentences, all included, against jieba's search mode alone (no HMM)",
        ours=f"{len(sentences) / mine:,.0f} sentences/s",
        peer=f"{len(sentences) / theirs:,.0f} sentences/s",
        value=theirs / mine,
        target=SHARE_OF_JIEBA,
        at_most=False,
    )


def _jieba() -> Any:
    """jieba as it is installed, with its own dictionary."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1: invalid escapes, pkg_resources
        import jieba
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    return jieba


def _reports(sentences: Sequence[str]) -> Iterator[tuple[str, Report]]:
    for first in range(0, len(sentences), A_REPORT):
        some = sentences[first : first + A_REPORT]
        text, spans, at = "\n".join(some), list[tuple[int, int]](), 0
        for sentence in some:
            spans.append((at, at + len(sentence)))
            at += len(sentence) + 1
        key = f"r{first:06}"
        document = Document(sha256(text.encode()).hexdigest(), text, key, f"{key}.txt", "utf-8", None, None)
        yield key, Report(document, (), tuple(Sentence(document, a, b, None) for a, b in spans), (), (), (), ())


def _latency(opened: Hybrid, asked: Sequence[Asked]) -> Figure:
    (taken,) = in_turn([lambda question: opened.search(question, 10)], [one.question for one in asked], runs=3)
    times = [1000 * seconds for seconds in taken]
    return Figure(
        name=f"search by words and meaning over {len(opened.lexical):,} passages, warm, 95th percentile of questions",
        ours=f"median {statistics.median(times):.1f} ms, {1000 / statistics.mean(times):,.0f} queries/s",
        peer="—",
        value=statistics.quantiles(times, n=20)[-1],
        target=20.0,
        at_most=True,
        unit="ms",
    )
