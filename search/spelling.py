"""A word that neither reports nor lexicons know → the word that was meant: it sounds alike, or has almost its letters.

Chinese is typed by its sounds, so that a wrong character mostly sounds like the right one: 实训基底 is 实训基地.
"""

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from kg.words import part_of_speech
from ontology.lexicon import rows
from search.phrase import IS_HAN
from search.pinyin import readings
from search.wording import key_of

ROLES = frozenset({"type", "subtype", "topic", "task_name", "asked", "measure"})
BEFORE, BEHIND = 4, 2  # characters around an unknown word that may belong to the one that was meant
LONGEST = 8  # characters of a word
LETTERS, NEAR = 6, 0.85  # an English word has so many letters, and so large a share of the right one's


def meant_by(question: str, word: str) -> tuple[str, str] | None:
    """What stands in the question and what was meant by it, the longest such word.

    >>> meant_by("国家级的实训基底", "基底"), meant_by("teaching compitition", "compitition"), meant_by("焊接", "焊接")
    (('实训基底', '实训基地'), ('compitition', 'competition'), None)
    """
    at = question.find(word)
    if at < 0:
        return None
    if not IS_HAN.search(word):
        close = get_close_matches(word.lower(), _english(), 1, NEAR) if len(word) >= LETTERS and word.isalpha() else []
        right = close[0] if close else ""
        return (word, right) if right[:1] == word[0].lower() and right != word.lower() else None
    return next(_sounding_alike(question, at, at + len(word)), None)


def _sounding_alike(question: str, first: int, last: int) -> Iterator[tuple[str, str]]:
    spans = [
        (start, end)
        for start in range(max(first - BEFORE, 0), first + 1)
        for end in range(last, min(last + BEHIND, len(question)) + 1)
        if 1 < end - start <= LONGEST
    ]
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        said = question[start:end]
        if part_of_speech(said):  # a word is no misspelt one
            continue
        for right in _chinese().get(end - start, ()):
            differ = [(a, b) for a, b in zip(said, right, strict=True) if a != b]
            if len(differ) == 1 and readings(differ[0][0]) & readings(differ[0][1]):
                yield said, right


@cache
def _chinese() -> dict[int, list[str]]:
    """Chinese words by their length."""
    words = defaultdict[int, dict[str, None]](dict)
    for word in (row["word"] for row in rows("questions") if row["role"] in ROLES):
        if len(key_of(word)) == len(word) and all(map(IS_HAN.match, word)):
            words[len(word)][word] = None
    return {length: list(found) for length, found in words.items()}


@cache
def _english() -> tuple[str, ...]:
    words = (row["word"] for row in rows("questions") if row["role"] in ROLES)
    return tuple(dict.fromkeys(word.lower() for word in words if word.isascii() and word.isalpha()))
