"""Sources of pairs → a trained student: contrast within the batch, across the languages, and with the teacher."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from models.corpora import Pair
from models.student import Student

TEMPERATURE = 0.05
SAME = 0.9  # two teacher vectors nearer than this mean the same, and are no negatives of each other
BATCH = 768
RATE, WEIGHT_RATE = 2e-3, 1e-2
WARM_UP = 50
REPORT_EVERY = 50


@dataclass(frozen=True, slots=True)
class Source:
    """Pairs of one kind; with `targets`, the teacher's vectors of the right sides; `epochs`: how often each is seen."""

    name: str
    pairs: Sequence[Pair]
    epochs: float
    targets: NDArray[np.float32] | None = None


def train(
    student: Student,
    tokenize: Callable[[str], list[int]],
    sources: Sequence[Source],
    *,
    seed: int,
    log: Callable[[str], None],
) -> None:
    """Train the student in place, writing the losses to the log."""
    from tqdm import tqdm

    optimisers = [
        torch.optim.SparseAdam([student.row.weight], lr=RATE),
        torch.optim.SparseAdam([student.weight.weight], lr=WEIGHT_RATE),
    ]
    texts = {text for source in sources for pair in source.pairs for text in (pair.left, pair.right)}
    ids = {text: tokenize(text) or [0] for text in sorted(texts)}
    plan = list(batches(sources, np.random.default_rng(seed)))
    losses: dict[str, list[float]] = {}
    for step, (source, picked) in enumerate(tqdm(plan, "training", mininterval=5)):
        for optimiser, rate in zip(optimisers, (RATE, WEIGHT_RATE), strict=True):
            optimiser.param_groups[0]["lr"] = rate * min(1.0, (step + 1) / WARM_UP) * (1 - step / len(plan))
            optimiser.zero_grad()
        pairs = [source.pairs[i] for i in picked]
        target = None if source.targets is None else torch.from_numpy(source.targets[picked])
        left, right = student([ids[p.left] for p in pairs]), student([ids[p.right] for p in pairs])
        loss = objective(left, right, target, same(pairs, target))
        loss.backward()
        for optimiser in optimisers:
            optimiser.step()
        losses.setdefault(source.name, []).append(float(loss.detach()))
        if (step + 1) % REPORT_EVERY == 0 or step + 1 == len(plan):
            log(f"step {step + 1}/{len(plan)} " + " ".join(f"{k}={np.mean(v):.3f}" for k, v in sorted(losses.items())))
            losses.clear()


def batches(sources: Sequence[Source], random: np.random.Generator) -> Iterator[tuple[Source, NDArray[np.int64]]]:
    """Yield batches of one source each, the sources mixed, each pair as often as its source asks."""
    drawn: list[tuple[Source, NDArray[np.int64]]] = []
    for source in sources:
        count = len(source.pairs)
        size = round(source.epochs * count)
        order = np.concatenate([random.permutation(count) for _ in range(math.ceil(source.epochs))])[:size]
        parts = np.array_split(order, max(1, round(size / min(BATCH, count))))
        drawn += [(source, part) for part in parts if len(part) > 1]
    for i in random.permutation(len(drawn)):
        yield drawn[i]


def objective(left: Tensor, right: Tensor, target: Tensor | None, duplicates: Tensor) -> Tensor:
    """Contrast each side with the other and with the teacher, and draw both to the teacher."""
    loss = contrast(left, right, duplicates)
    if target is None:
        return loss
    loss = loss + contrast(left, target, duplicates) + contrast(right, target, duplicates)
    return loss / 3 + (1 - (left * target).sum(1)).mean() + (1 - (right * target).sum(1)).mean()


def contrast(left: Tensor, right: Tensor, duplicates: Tensor) -> Tensor:
    """InfoNCE both ways; duplicates in the batch are no negatives."""
    scores = (left @ right.T / TEMPERATURE).masked_fill(duplicates, -1e4)
    own = torch.arange(len(scores))
    return (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2


def same(pairs: Sequence[Pair], target: Tensor | None) -> Tensor:
    """Mark the places off the diagonal where two pairs share a side, or their teacher vectors all but agree."""
    marks = torch.zeros(len(pairs), len(pairs), dtype=torch.bool)
    for side in ([p.left for p in pairs], [p.right for p in pairs]):
        number: dict[str, int] = {}
        codes = torch.tensor([number.setdefault(text, len(number)) for text in side])
        marks |= codes[:, None] == codes[None, :]
    if target is not None:
        marks |= target @ target.T > SAME
    marks.fill_diagonal_(False)
    return marks


def lists(tokenizer: Any) -> Callable[[str], list[int]]:
    """Turn the tokenizer into a function from text to token numbers."""

    def tokenize(text: str) -> list[int]:
        ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    return tokenize
