"""An encoder for tests: real, only small."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.encoder import Model

SIZE = 64


class Characters:
    """Counts characters, and the texts that it was given."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed the texts: one row each, of length 1."""
        self.encoded += texts
        vectors = np.zeros((len(texts), SIZE), np.float32)
        for row, text in enumerate(texts):
            for character in text:
                if character.isalnum():
                    vectors[row, ord(character) % SIZE] += 1
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
        return vectors


def model(name: str = "characters", version: str = "1", encoder: Characters | None = None) -> Model:
    """The encoder as a model with a name."""
    made = encoder or Characters()
    return Model(name, version, lambda: made)
