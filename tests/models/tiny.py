"""A model of a few hundred tokens, trained in a second on invented pairs."""

from pathlib import Path

import numpy as np

from kg.static import StaticEncoder
from models.corpora import Pair
from models.export import export
from models.freeze import freeze
from models.tokenizer import Vocabulary, build, english

PAIRS = [
    Pair("学校培养教师", "the college trains teachers"),
    Pair("企业捐赠设备", "a company gives machines"),
    Pair("学生参加比赛", "students join contests"),
    Pair("课程面向社会", "courses open to all"),
]
DIMENSIONS = 32


def train(folder: Path, *, seed: int = 1) -> StaticEncoder:
    """Train, freeze and export into the folder, and load it again."""
    import torch

    from models.student import Student
    from models.train import Source, lists
    from models.train import train as run

    words = {pair.left[at : at + 2]: 0.01 for pair in PAIRS for at in (0, 2, 4)}
    words |= dict.fromkeys(sorted({character for word in words for character in word}), 1e-4)
    vocabulary = Vocabulary(words, english({w: 1 for pair in PAIRS for w in pair.right.split()}, [], size=50))
    tokens = vocabulary.tokens
    number = {token: i for i, token in enumerate(tokens)}
    tokenizer = build(vocabulary)
    tokenize = lists(tokenizer)
    random = np.random.default_rng(seed)
    start = (0.1 * random.normal(size=(len(tokens), DIMENSIONS))).astype(np.float32)
    targets = random.normal(size=(len(PAIRS), DIMENSIONS)).astype(np.float32)
    targets /= np.linalg.norm(targets, axis=1, keepdims=True)
    torch.manual_seed(seed)
    parts = [[number[c] for c in token] if len(token) == 2 and token in words else [] for token in tokens]
    student = Student(start, [0.01] * len(tokens), parts)
    losses: list[str] = []
    run(student, tokenize, [Source("invented", PAIRS, 200, targets)], seed=seed, log=losses.append)
    texts = [[tokenize(pair.left) for pair in PAIRS], [tokenize(pair.right) for pair in PAIRS]]
    export(folder, freeze(student.collapsed(), texts), tokenizer, {"version": "test", "losses": losses})
    return StaticEncoder(folder)
