"""What is frozen into the rows is what would be taken off the texts."""

import numpy as np
import pytest

from models.freeze import SHARE, freeze, pooled

TEXTS = [[1, 2], [2, 3, 3], [4]]


def test_taking_the_mean_off_the_rows_takes_it_off_every_text() -> None:
    rows = np.random.default_rng(1).normal(size=(5, 8)).astype(np.float32)
    expected = pooled(rows, TEXTS) - SHARE * pooled(rows, TEXTS).mean(axis=0)
    assert pooled(freeze(rows, [TEXTS]), TEXTS) == pytest.approx(expected, abs=1e-6)


def test_the_unknown_token_stays_without_meaning() -> None:
    assert not freeze(np.ones((5, 8), np.float32), [TEXTS])[0].any()
