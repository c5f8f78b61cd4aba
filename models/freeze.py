"""Trained rows → rows that need no corpus any more: rare tokens count more, and what all texts share is taken off."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

POWER = 0.5  # of the inverse document frequency
SHARE = 0.5  # of the mean vector

Rows = NDArray[np.float32]


def freeze(rows: Rows, languages: Sequence[Sequence[Sequence[int]]]) -> Rows:
    """Scale by IDF and subtract part of the mean, both from texts (token numbers) of each language."""
    scaled: Rows = (rows * idf(languages, len(rows))[:, None] ** POWER).astype(np.float32)
    mean = np.mean([pooled(scaled, texts).mean(axis=0) for texts in languages], axis=0)
    # A text's vector is the mean of its rows: taking the vector off each row takes it off each text.
    frozen: Rows = (scaled - SHARE * mean).astype(np.float32)
    frozen[0] = 0.0
    return frozen


def idf(languages: Sequence[Sequence[Sequence[int]]], size: int) -> NDArray[np.float64]:
    """Inverse document frequency of each token within its own language."""
    best = np.zeros(size)
    for texts in languages:
        documents = np.zeros(size)
        for text in texts:
            documents[np.unique(np.asarray(text, dtype=np.int64))] += 1
        found = np.where(documents > 0, np.log((len(texts) + 1) / (documents + 0.5)), 0.0)
        best = np.where((best == 0) | ((found > 0) & (found < best)), found, best)  # numbers stand in both languages
    return np.where(best > 0, best, best.max(initial=1.0))


def pooled(rows: Rows, texts: Sequence[Sequence[int]]) -> Rows:
    """The mean row of each text that has a token."""
    filled = [text for text in texts if len(text)]
    return np.stack([rows[np.asarray(text)].mean(axis=0) for text in filled])
