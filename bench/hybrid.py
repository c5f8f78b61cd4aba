"""The same sentences, vectors and words → figures: our search by words and meaning beside txtai's hybrid index.

txtai is given our words and pairs of characters, which suit it better than its own ways to cut Chinese; all else is as
its `hybrid` option has it.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from bench.clock import in_turn
from bench.figures import Figure
from bench.retrieval import ndcg
from bench.sentences import Asked
from kg.encoder import Model
from search.fusion import Hybrid
from search.terms import grams, plainly, words

DEPTH = 10
WEIGHT, OTHER_WEIGHTS = 0.5, (0.1, 0.2, 0.3, 0.4)  # of the vectors: txtai's own, and what else is tried
SCORING = {"method": "bm25", "terms": True, "normalize": True, "tokenizer": {"whitespace": True}}
TIMES = 2.0

Rank = Callable[[str], list[int]]


def figures(opened: Hybrid, model: Model, sentences: Sequence[str], asked: Sequence[Asked]) -> Iterator[Figure]:
    """Measure queries a second, and what the first ten hits are worth."""
    try:
        from txtai import Embeddings
    except ImportError:
        print("skipped: txtai is not installed (extra `bench`)", file=sys.stderr)
        return
    if not all(one.right for one in asked):
        print("skipped: search beside txtai; there are no questions with answers", file=sys.stderr)
        return
    peer = _Peer(Embeddings, model, sentences)

    def ours(question: str) -> list[int]:
        hits = opened.search(question, DEPTH)
        found = [p for hit in hits for p in (hit.passage, *hit.again)][:DEPTH]
        return [int(p.report[1:]) + p.number for p in found]

    mine, theirs = (_worth(rank, asked) for rank in (ours, peer.search))
    best = max(_worth(partial(peer.search, weight=weight), asked) for weight in OTHER_WEIGHTS)
    times = in_turn([ours, peer.search], [one.question for one in asked], runs=3)
    fast, slow = (len(asked) / sum(column) for column in times)
    yield Figure(
        name=f"search over {len(sentences):,} passages against txtai's hybrid index, same vectors and words",
        ours=f"{fast:,.0f} queries/s",
        peer=f"{slow:,.0f} queries/s",
        value=fast / slow,
        target=TIMES,
        at_most=False,
    )
    yield Figure(
        name=f"nDCG@{DEPTH} of the same search, {len(asked)} questions on CMRC 2018 that no model was trained on",
        ours=f"{mine:.4f}",
        peer=f"{theirs:.4f} (with the weight of vectors that suits it best on these very questions {best:.4f})",
        value=mine - theirs,
        target=0.0,
        at_most=False,
        unit="more",
    )


def _worth(rank: Rank, asked: Sequence[Asked]) -> float:
    scores = (ndcg([float(n in one.right) for n in rank(one.question)], [1.0] * len(one.right)) for one in asked)
    return sum(scores) / len(asked)


class _Peer:
    """txtai's hybrid index: BM25 in SQLite, vectors in FAISS as it sets that up itself."""

    def __init__(self, embeddings: Any, model: Model, sentences: Sequence[str]) -> None:
        self._said = {_cut(sentence): sentence for sentence in sentences}  # what stands for which text
        self._index = embeddings(
            method="external",
            transform=lambda texts: model.encode([plainly(self._said[text]) for text in texts]),
            scoring=SCORING,
        )
        self._index.index((number, _cut(sentence), None) for number, sentence in enumerate(sentences))

    def search(self, question: str, weight: float = WEIGHT) -> list[int]:
        import faiss

        text = _cut(question)
        self._said[text] = question
        faiss.omp_set_num_threads(os.cpu_count() or 1)  # as it is where nobody sets it
        found = self._index.search(text, DEPTH, weights=weight)
        faiss.omp_set_num_threads(1)
        return [number for number, _ in found]


def _cut(text: str) -> str:
    return " ".join((*words(text), *grams(text)))
