"""Rows and tokenizer → the shipped folder: int8 with a scale a row, readable by sentence-transformers as it stands."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def quantise(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return whole numbers from -127 to 127 and the scale of each row."""
    scales = np.abs(rows).max(axis=1) / 127
    scales = np.where(scales > 0, scales, 1.0).astype(np.float32)
    return np.rint(rows / scales[:, None]).astype(np.int8), scales


def export(folder: Path, rows: NDArray[np.float32], tokenizer: Any, about: dict[str, Any]) -> None:
    """Write the model, its tokenizer and a manifest with the hashes of both."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, scales = quantise(rows)
    write_safetensors(folder / "model.safetensors", {"embeddings": whole, "weights": scales})
    _write(folder / "tokenizer.json", tokenizer.to_str(pretty=False))
    _write(folder / "modules.json", json.dumps(MODULES, indent=1))
    _write(folder / "config_sentence_transformers.json", json.dumps({"similarity_fn_name": "cosine"}))
    hashes = {name: _hash(folder / name) for name in ("model.safetensors", "tokenizer.json")}
    manifest = {"name": "chengguo-static", "dimension": rows.shape[1], "tokens": len(rows), **about, "sha256": hashes}
    _write(folder / "manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def write_safetensors(path: Path, tensors: dict[str, NDArray[Any]]) -> None:
    """Write a safetensors file: a length, a JSON header, then the numbers."""
    names = {"int8": "I8", "float16": "F16", "float32": "F32"}
    header: dict[str, Any] = {}
    at = 0
    for name, tensor in tensors.items():
        header[name] = {
            "dtype": names[str(tensor.dtype)],
            "shape": tensor.shape,
            "data_offsets": [at, at + tensor.nbytes],
        }
        at += tensor.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-(8 + len(text)) % 64)  # so that every tensor can be mapped at its alignment
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for tensor in tensors.values():
            file.write(np.ascontiguousarray(tensor).tobytes())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
