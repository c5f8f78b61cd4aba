"""Text → words: `fold` for matching, `cut` for segmentation with offsets. The only door to jieba."""

import re
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

from kg.cutting import Cutter
from ontology import lexicon

# Full-width letters and digits to half-width, letters to lower case; one character to one, so offsets stay.
_FOLD = {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF41, 0xFF5B))}
_FOLD |= {chr(ord("A") + n + offset): chr(ord("a") + n) for n in range(26) for offset in (0, 0xFEE0)}
_FOLD["\u3000"] = " "
_FOLDED = re.compile(f"[{''.join(_FOLD)}]")  # most texts have none: a pattern sees that sooner than `translate`
WORD_FREQUENCY = 20_000  # high enough that a lexicon word is kept whole against the general dictionary
# The lexicons of the grammar; the words of questions and tasks are whole phrases that must not swallow others.
LEXICONS = ("heads", "levels", "places", "verbs", "particles", "trims", "parties", "idioms")


def fold(text: str) -> str:
    """Fold width and case for matching, keeping the length.

    >>> fold("２０２４年，ＡＢＢ“1+X”！")
    '2024年，abb“1+x”！'
    """
    return _FOLDED.sub(lambda found: _FOLD[found[0]], text)


def _user_words() -> Iterator[str]:
    words = {row["word"] for name in LEXICONS for row in lexicon.rows(name)}
    # A single character would break the longer words around it; what jieba never keeps whole need not be told.
    return (word for word in sorted(words) if len(word) > 1 and word.isalnum())


@cache
def _tokenizer() -> Any:
    """jieba with the lexicons' words; its cache in the user's cache directory, not in the shared temporary one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1: invalid escapes, pkg_resources
        hidden = sys.modules.get("pkg_resources")
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # costs 0.3 s; jieba falls back to plain files
        try:
            import jieba
        finally:
            del sys.modules["pkg_resources"]
            if hidden is not None:
                sys.modules["pkg_resources"] = hidden
    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    cache_dir = Path(platformdirs.user_cache_dir("chengguo", appauthor=False))
    cache_dir.mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = str(cache_dir)
    tokenizer.cache_file = f"jieba-{jieba.__version__}.cache"
    tokenizer.initialize()
    for word in _user_words():
        tokenizer.add_word(word, WORD_FREQUENCY)
    return tokenizer


@cache
def _cutter() -> Cutter:
    tokenizer = _tokenizer()
    return Cutter(tokenizer.FREQ, tokenizer.total)


@cache
def _dictionary() -> bytes:
    file = _tokenizer().get_dict_file()
    with file:
        return bytes(file.read())


@cache
def part_of_speech(word: str) -> str | None:
    """Say what jieba's dictionary takes a word for (n, v, d, … with finer tags), or None where it has no such word.

    >>> part_of_speech("模具"), part_of_speech("采用"), part_of_speech("青禾桥")
    ('n', 'v', None)
    """
    text = _dictionary()
    at = text.find(f"\n{word} ".encode())
    return text[at + 1 : text.index(b"\n", at + 1)].split()[-1].decode() if at >= 0 else None


def cut(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of the text with their offsets; together they are the whole text."""
    start = 0
    for word in _cutter().cut(text):
        yield word, start, (start := start + len(word))


def known(word: str) -> bool:
    """Tell whether the dictionary or a lexicon has the word."""
    return bool(_tokenizer().FREQ.get(word))


def cut_for_search(text: str) -> list[str]:
    """Give words as jieba's search mode does: long words and the shorter ones inside them."""
    return _cutter().cut_for_search(text)
