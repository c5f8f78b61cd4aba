"""Texts → vectors: what an encoder is, and the door to sentence-transformers for any model by name or folder.

Code asks for an `Encoder`; the application supplies the model, tests a small one of their own. What linking and search
both need lies here, below both.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from kg.errors import ModelError

if TYPE_CHECKING:  # numpy comes with a model: what needs none does not load it
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that embeds texts."""

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Embed the texts: one row each, of length 1, as 32-bit numbers."""
        ...


class SentenceTransformerEncoder:
    """A model of sentence-transformers, by the name of a model or the folder that holds one."""

    def __init__(self, model: str | Path, *, device: str | None = None) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelError("kg.model.extra", model=model) from error
        try:
            self._model: Any = SentenceTransformer(str(model), device=device)
        except (OSError, ValueError) as error:
            raise ModelError("kg.model.unreadable", model=model, reason=error) from error
        self.name = str(model)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self.encode([""]).shape[1])

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Embed the texts: one row each, of length 1, as 32-bit numbers."""
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        found: Vectors = vectors.astype("float32")
        return found
