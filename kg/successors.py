"""Words that a report no longer has → the sentence of its new text that stands in their place, if one is like them.

Likeness is that of pairs of characters: a figure or a word may be another one, the sentence is still the same one.
Whoever asks shows both to a person; nothing is carried over by itself.
"""

from collections.abc import Iterable
from itertools import pairwise

from kg.names import squeeze

LIKE = 0.5  # of the pairs of the old words must still be there


class Successors:
    """The sentences of a text, to be looked through for what took the place of others."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._pairs = [_pairs(sentence) for sentence in sentences]

    def of(self, words: str) -> int | None:
        """The number of the sentence that has most of the words; of two alike, the one with less else in it.

        >>> successors = Successors(["发表论文12篇。", "建成实训基地5个。"])
        >>> successors.of("建成实训基地3个。"), successors.of("招生")
        (1, None)
        """
        wanted = _pairs(words)
        shares = [(len(wanted & pairs), -len(pairs), -number) for number, pairs in enumerate(self._pairs)]
        shared, _, number = max(shares, default=(0, 0, 0))
        return -number if wanted and shared >= LIKE * len(wanted) else None


def _pairs(words: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(squeeze(words)))
