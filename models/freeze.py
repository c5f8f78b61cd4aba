"""Trained rows → rows that need no corpus any more: part of what all texts share is taken off.

Scaling by IDF was tried too: with learned weights it only takes away (see CARD.md).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHARE = 0.5  # of the mean vector

Rows = NDArray[np.float32]


def freeze(rows: Rows, languages: Sequence[Sequence[Sequence[int]]]) -> Rows:
    """Subtract part of the mean vector of texts (token numbers), each language counting alike."""
    mean = np.mean([pooled(rows, texts).mean(axis=0) for texts in languages], axis=0)
    # A text's vector is the mean of its rows: taking the vector off each row takes it off each text.
    frozen: Rows = (rows - SHARE * mean).astype(np.float32)
    frozen[0] = 0.0
    return frozen


def pooled(rows: Rows, texts: Sequence[Sequence[int]]) -> Rows:
    """The mean row of each text that has a token."""
    return np.stack([rows[np.asarray(text)].mean(axis=0) for text in texts if len(text)])
