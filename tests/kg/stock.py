"""jieba as it comes, to compare with: it reads its whole dictionary."""

import warnings
from functools import cache
from pathlib import Path
from typing import Any

from kg import words


@cache
def jieba() -> Any:
    """A tokenizer with the words of our lexicons; it writes no cache."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1: invalid escapes, pkg_resources
        from jieba import Tokenizer
    tokenizer = Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words._user_words():
        tokenizer.add_word(word, words.WORD_FREQUENCY)
    return tokenizer


def path() -> Path:
    """Where its dictionary is."""
    import jieba as module

    return Path(module.__file__).with_name("dict.txt")
