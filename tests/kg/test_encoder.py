"""Texts → vectors."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.encoder import Encoder, SentenceTransformerEncoder
from kg.errors import ModelError


class Characters:
    """An encoder that counts characters: real, only small."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            for character in text:
                vectors[row, ord(character) % 64] += 1
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
        return vectors


def test_anything_that_embeds_texts_is_an_encoder() -> None:
    encoder: Encoder = Characters()
    vectors = encoder.encode(["双师型教师", "双师型教师", "港口"])
    assert vectors[0] @ vectors[1] == pytest.approx(1.0) and vectors[0] @ vectors[2] < 1


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"chengguo\[models\]"):
        SentenceTransformerEncoder("BAAI/bge-small-zh-v1.5")


def test_a_folder_without_a_model_is_refused_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed", exc_type=ImportError)
    with pytest.raises(ModelError) as refused:
        SentenceTransformerEncoder(tmp_path / "empty")
    assert "\n" not in str(refused.value)
