"""Text → figures: extraction beside `jieba.posseg`, which only cuts and tags, on the same text in the same run."""

import warnings
from collections.abc import Iterator

from bench.clock import compare
from bench.figures import Figure
from bench.synthetic import sample

COPIES = 5
SHARE_OF_POSSEG = 0.5


def figures() -> Iterator[Figure]:
    """Measure on the sample report, repeated: whole documents, from text to linked records."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1: invalid escapes, pkg_resources
        import jieba
        import jieba.posseg as posseg
    from ingest import pipeline

    jieba.setLogLevel("ERROR")
    text = sample()

    def ours() -> None:
        for _ in range(COPIES):
            pipeline.read_text(text, name="sample.txt")

    def peer() -> None:
        for _ in range(COPIES):
            list(posseg.cut(text))

    mine, theirs = (COPIES * len(text) / took for took in compare(ours, peer, runs=5))
    yield Figure(
        name="extraction, text to linked records, against jieba.posseg alone",
        ours=f"{mine:,.0f} characters/s",
        peer=f"{theirs:,.0f} characters/s",
        value=mine / theirs,
        target=SHARE_OF_POSSEG,
        at_most=False,
    )
