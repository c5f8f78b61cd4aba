"""A word that neither reports nor lexicons know → the word that was meant: it sounds alike, or has almost its letters.

Chinese is typed by its sounds, so that a wrong character mostly sounds like the right one: 实训基底 is 实训基地. In an
English word letters are changed, left out, added or swapped; what is an English word itself is never put right.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from kg.english import is_english
from kg.words import part_of_speech
from ontology.lexicon import rows
from search.items import Item
from search.phrase import IS_HAN
from search.pinyin import readings
from search.wording import key_of

ROLES = frozenset({"type", "subtype", "topic", "task_name", "asked", "measure"})
BEFORE, BEHIND = 4, 2  # characters around an unknown word that may belong to the one that was meant
LONGEST = 8  # characters of a word
SHORTEST = 4  # letters of a word that may have been meant
LETTERS = ((10, 2), (5, 1))  # an English word of so many letters may have so many wrong
CHANGED = 8  # and one that is changed to another if it has so many


def meant_by(question: str, word: str) -> tuple[str, str] | None:
    """What stands in the question and what was meant by it, the longest such word.

    >>> meant_by("国家级的实训基底", "基底"), meant_by("焊接", "焊接")
    (('实训基底', '实训基地'), None)
    """
    at = question.find(word)
    if at < 0 or not IS_HAN.search(word):
        return None
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


def corrected(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """Yield the misspelt English words among the items, each with the word that was meant.

    A capital letter makes a word a name, which may be spelt in any way, unless the question begins with it.
    """
    for item in items:
        unknown = not item.meanings and item.text.isascii() and item.text.isalpha()
        if unknown and (item.text.islower() or (item.start == 0 and item.text[1:].islower())):
            word = item.text.lower()
            if not is_english(word) and (right := _english_for(word)):
                yield item.text, right


@lru_cache(1_000)
def _english_for(word: str) -> str | None:
    """The word of the lexicons that differs in fewest letters; of two alike the one that begins alike further on."""
    most = next((wrong for letters, wrong in LETTERS if len(word) >= letters), 0)
    found = [
        (wrong, -_alike(word, right), right)
        for right in _english()
        if abs(len(right) - len(word)) <= most and right[0] == word[0] and (wrong := letters_apart(word, right)) <= most
        if len(word) >= CHANGED or len(right) != len(word) or sorted(right) == sorted(word)
    ]
    best = min(found, default=None)
    return best[2] if best and best[0] else None


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def letters_apart(one: str, other: str) -> int:
    """How many letters have to be changed, left out, added or swapped with the next.

    >>> letters_apart("provinical", "provincial"), letters_apart("satisfation", "satisfaction")
    (1, 1)
    """
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            swapped = i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]
            row.append(min(best, rows[-2][j - 2] + 1) if swapped else best)
        rows.append(row)
    return rows[-1][-1]


@cache
def _english() -> frozenset[str]:
    """The single words of which the English phrases of the lexicons are made."""
    said = (row["word"].lower() for name in ("questions", "specialties") for row in rows(name))
    parts = (part for word in said if word.isascii() for part in word.replace("-", " ").split())
    return frozenset(part for part in parts if part.isalpha() and len(part) >= SHORTEST)
