"""Texts of growing length → figures: what extraction takes a character, beside the shortest of them."""

from collections.abc import Iterator
from itertools import count

from bench.clock import seconds
from bench.figures import Figure
from bench.synthetic import reports

SIZES = (10_000, 100_000, 1_000_000)  # characters; the last is the most that a report may have
MORE = 1.5  # times the time a character that the longest may take
RUNS = {10_000: 9, 100_000: 3, 1_000_000: 1}


def figures() -> Iterator[Figure]:
    """Measure reports one after another in one text, from text to linked records."""
    from ingest import pipeline

    texts = {size: _text(size) for size in SIZES}
    pipeline.read_text(texts[SIZES[0]], name="warm.txt")
    took = {
        size: min(seconds(lambda: pipeline.read_text(texts[size], name="long.txt")) for _ in range(RUNS[size])) / size  # noqa: B023
        for size in SIZES
    }
    for size in SIZES[1:]:
        yield Figure(
            name=f"growth of extraction, {size:,} characters beside {SIZES[0]:,}",
            ours=f"{1e6 * took[size]:.1f} s a million characters",
            peer=f"{1e6 * took[SIZES[0]]:.1f} s a million characters",
            value=took[size] / took[SIZES[0]],
            target=MORE,
            at_most=True,
        )


def _text(size: int) -> str:
    """Reports of other colleges, one after another, cut at the size."""
    parts: list[str] = []
    length = 0
    for seed in count():
        for _, text in reports(20, seed=seed):
            parts.append(text)
            length += len(text) + 1
            if length > size:
                return "\n".join(parts)[:size]
    raise AssertionError("never")
