"""A tiny training run from pairs to vectors."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `models` is not installed")
pytest.importorskip("tqdm", reason="the extra `training` is not installed")

from tests.models.tiny import PAIRS, train


def test_the_same_seed_gives_the_same_model(tmp_path: Path) -> None:
    one, two = train(tmp_path / "one"), train(tmp_path / "two")
    assert np.array_equal(one.rows, two.rows)
    assert np.array_equal(one.scales, two.scales)


def test_training_brings_the_languages_together(tmp_path: Path) -> None:
    encoder = train(tmp_path)
    scores = encoder.encode([pair.left for pair in PAIRS]) @ encoder.encode([pair.right for pair in PAIRS]).T
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]
