"""The English words that the embedding model knows whole: what is not among them may be misspelt."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources

BEGINNINGS = ("un", "re", "in", "non", "pre", "co")
ENDINGS = {  # and what a word may end in without them
    ("s", "es", "ly", "al", "ally", "ness", "ful", "less", "ment", "ist", "ism", "ity"): ("", "e"),
    ("ed", "ing", "er", "ers", "or", "ors", "able", "ive", "ion"): ("", "e", "ate"),
    ("ies", "ied", "ily"): ("y",),
    ("ization", "isation", "ize", "ise", "ized", "ised"): ("", "al"),
}


def is_english(word: str) -> bool:
    """Whether a word, or the word that it is a form of, is an English one.

    >>> [is_english(word) for word in ("competition", "Partnering", "competiton")]
    [True, True, False]
    """
    lower = word.lower()
    return lower in _known() or any(len(stem) > 2 and stem in _known() for stem in _stems(lower))


def _stems(word: str) -> Iterator[str]:
    """What a word may be a form of: patents, scoping, quitting, unlisted, digitization."""
    word = next((word.removeprefix(begin) for begin in BEGINNINGS if word.startswith(begin)), word)
    yield word
    for endings, others in ENDINGS.items():
        for stem in (word.removesuffix(ending) for ending in endings if word.endswith(ending)):
            yield from (stem + other for other in others)
            yield stem[:-1] if stem[-1:] == stem[-2:-1] else stem


@cache
def _known() -> frozenset[str]:
    tokens = json.loads((resources.files("kg") / "model/tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    words = (token for token, _ in tokens)
    return frozenset(word for word in words if len(word) > 2 and word.isascii() and word.isalpha())
