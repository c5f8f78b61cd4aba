"""Text → words: `fold` for matching, `cut` for segmentation with offsets. The only door to jieba."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kg.cutting import Cutter
from kg.dictionary import Dictionary
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
def _dictionary() -> Dictionary:
    """jieba's dictionary with the lexicons' words; jieba itself, which reads all of it, is not imported."""
    jieba = find_spec("jieba")
    assert jieba and jieba.origin
    return Dictionary(Path(jieba.origin).with_name("dict.txt"), _user_words(), WORD_FREQUENCY)


@cache
def _cutter() -> Cutter:
    return Cutter(_dictionary(), _dictionary().total)


@cache
def part_of_speech(word: str) -> str | None:
    """Say what jieba's dictionary takes a word for (n, v, d, … with finer tags), or None where it has no such word.

    >>> part_of_speech("模具"), part_of_speech("采用"), part_of_speech("青禾桥")
    ('n', 'v', None)
    """
    return _dictionary().tag(word)


def cut(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of the text with their offsets; together they are the whole text."""
    start = 0
    for word in _cutter().cut(text):
        yield word, start, (start := start + len(word))


def known(word: str) -> bool:
    """Tell whether the dictionary or a lexicon has the word."""
    return bool(word and _dictionary()[word[0]].get(word))


def cut_for_search(text: str) -> list[str]:
    """Give words as jieba's search mode does: long words and the shorter ones inside them."""
    return _cutter().cut_for_search(text)
