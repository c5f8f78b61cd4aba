"""The student: a weighted bag of token vectors, in which a Chinese word's vector leans on its characters'."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

DROPOUT = 0.15  # of the tokens of a text, while training
SHORT = 3  # texts of fewer tokens lose none
SIF = 1e-3  # smoothing of the starting weights, a / (a + p): frequent words count less


class Student(nn.Module):  # type: ignore[misc]  # torch is not typed here: it need not be installed to check
    """Token rows, character rows that word rows are composed from, and a learned weight a token."""

    def __init__(self, start: NDArray[np.float32], shares: Sequence[float], parts: Sequence[Sequence[int]]) -> None:
        """Take the starting row and the share of each token, and the tokens of the characters it consists of."""
        super().__init__()
        counts = torch.tensor([len(part) for part in parts])
        self.part_starts = torch.cumsum(counts, 0) - counts
        self.part_counts = counts
        self.part_tokens = torch.tensor([token for part in parts for token in part], dtype=torch.long)
        self.row = nn.Embedding.from_pretrained(torch.from_numpy(start), freeze=False, sparse=True)
        self.weight = nn.Embedding(len(shares), 1, sparse=True)
        self.weight.weight.data = torch.log(SIF / (SIF + torch.tensor(shares)))[:, None]
        with torch.no_grad():  # a composed row starts where it was asked to: the word's own part is the rest
            known = self.row.weight.abs().sum(1) > 0
            words = torch.arange(len(shares))[known & (counts > 0)]
            self.row.weight[words] -= self._of_characters(words)

    def forward(self, ids: Sequence[Sequence[int]]) -> Tensor:
        """Embed texts given as token numbers, normalised."""
        lengths = torch.tensor([len(text) for text in ids])
        flat = torch.tensor([token for text in ids for token in text], dtype=torch.long)
        used, place = torch.unique(flat, return_inverse=True)
        offsets = torch.cumsum(lengths, 0) - lengths
        weights = self.weight(used).exp()[:, 0][place]
        if self.training:  # a text must be found by part of its words too
            short = torch.repeat_interleave(lengths, lengths) < SHORT
            weights = weights * (short | (torch.rand(len(flat)) > DROPOUT))
        pooled = functional.embedding_bag(place, self.rows(used), offsets, mode="sum", per_sample_weights=weights)
        return functional.normalize(pooled, dim=1)

    def rows(self, tokens: Tensor) -> Tensor:
        """Return the composed rows of the tokens, without their weights."""
        return self.row(tokens) + self._of_characters(tokens)

    def collapsed(self) -> NDArray[np.float32]:
        """Return one row a token, weight and characters in it: all that is needed to embed a text."""
        with torch.no_grad():
            tokens = torch.arange(self.row.num_embeddings)
            rows: NDArray[np.float32] = (self.rows(tokens) * self.weight(tokens).exp()).numpy()
        rows[0] = 0.0  # an unknown character says nothing
        return rows

    def _of_characters(self, tokens: Tensor) -> Tensor:
        counts = self.part_counts[tokens]
        offsets = torch.cumsum(counts, 0) - counts
        inner = torch.arange(int(counts.sum())) - torch.repeat_interleave(offsets, counts)
        places = torch.repeat_interleave(self.part_starts[tokens], counts) + inner
        return functional.embedding_bag(self.part_tokens[places], self.row.weight, offsets, mode="mean", sparse=True)
