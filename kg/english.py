"""The English words that the embedding model knows whole: what is not among them may be misspelt."""

import json
from functools import cache
from importlib import resources

ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "r", "al")


def is_english(word: str) -> bool:
    """Whether a word, or the word that it is a form of, is an English one.

    >>> [is_english(word) for word in ("competition", "Partnering", "competiton")]
    [True, True, False]
    """
    lower = word.lower()
    stems = (lower.removesuffix(ending) for ending in ENDINGS if lower.endswith(ending))
    return lower in _known() or any(len(stem) > 2 and stem in _known() for stem in stems)


@cache
def _known() -> frozenset[str]:
    tokens = json.loads((resources.files("kg") / "model/tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    words = (token for token, _ in tokens)
    return frozenset(word for word in words if len(word) > 2 and word.isascii() and word.isalpha())
