"""A folder with a static embedding model → vectors, by tokenizers and numpy alone, without torch.

The folder is one that sentence-transformers reads too (`StaticEmbedding`): tokenizer.json, and model.safetensors with
int8 rows under `embeddings` and their scales under `weights`. A text's vector is the mean of its rows, normalised.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_TYPES = {"I8": np.int8, "F16": np.float16, "F32": np.float32}


class StaticEncoder:
    """An encoder that looks token rows up and averages them."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer  # at its door: 30 ms

        self.folder = folder
        tensors = read_safetensors(folder / "model.safetensors")
        self.rows: NDArray[Any] = tensors["embeddings"]
        self.scales: Vectors = tensors["weights"].astype(np.float32)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self.rows.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed the texts, one normalised row each; a text without a known word gets zeros."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        encodings = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        for encoding, vector in zip(encodings, vectors, strict=True):
            if ids := encoding.ids:
                # The sum for the mean: normalising takes the difference away.
                np.dot(self.scales[ids], self.rows[ids].astype(np.float32), out=vector)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors


def read_safetensors(path: Path) -> dict[str, NDArray[Any]]:
    """Map the tensors of a safetensors file: a length, a JSON header, then the numbers."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    header.pop("__metadata__", None)
    data = np.asarray(np.memmap(path, np.uint8, "r", offset=8 + size))  # a plain array indexes faster
    return {
        name: data[slice(*spec["data_offsets"])].view(_TYPES[spec["dtype"]]).reshape(spec["shape"])
        for name, spec in header.items()
    }
