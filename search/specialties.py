"""An English name of a 专业群 → the group of the graph that it means, by what its words are in Chinese.

`the urban rail programme group` is 城市轨道交通运营管理. Each word must be a specialty's or one that nobody knows, and
at least half of those that tell specialties apart have to stand in the name, more than in any other group's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ontology.lexicon import rows
from search.items import ARTICLES
from search.match import plain
from search.phrase import IS_HAN, Phrase
from search.units import units
from search.vocabulary import KnownGroup, Vocabulary
from search.wording import Meaning, Words

HALF = 0.5  # of the telling words that have to stand in the name
LINKS = frozenset({"and", "&", ","})
BEHIND = frozenset({"of", "for", "in", "on"})  # what joins a name to the word for a group before it
FREE = frozenset({"topic", "task_name", "level_before", "level"})  # what else a word of a name may mean


@dataclass(frozen=True, slots=True)
class Named:
    """Groups as a question names them in English: the items of the name, and the group, or all of a report alike."""

    places: range
    groups: tuple[KnownGroup, ...]


def named(phrase: Phrase, place: int, question: str, vocabulary: Vocabulary) -> Named | None:
    """The group whose English name stands before the word for a group, or behind it after `of` or `for`."""
    for first, last in _spans(phrase, place):
        if first <= last and (groups := _meant(phrase.text(first, last, question), vocabulary)):
            return Named(range(first, last + 1), groups)
    return None


def unknown(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a Chinese name of a 专业群 is that of none: it speaks of a subject of which no heading speaks."""
    about = any(subject in name for subject in _subjects())
    return about and vocabulary.all_named() and not vocabulary.has_group(name)


@cache
def _subjects() -> frozenset[str]:
    said = {word for row in rows("specialties") if row["kind"] == "subject" for word in row["value"].split("|")}
    return frozenset(word for word in said if len(word) > 1)


def _spans(phrase: Phrase, place: int) -> Iterator[tuple[int, int]]:
    first = place
    while first > 0 and _may_name(phrase, first - 1):
        first -= 1
    yield from ((start, place - 1) for start in range(first, place) if not _links(phrase, start))
    start = place + 2 if _text(phrase, place + 1) in BEHIND else len(phrase.items)
    start += _text(phrase, start) in ARTICLES
    last = start
    while last < len(phrase.items) and _may_name(phrase, last):
        last += 1
    yield from ((start, end) for end in range(last - 1, start - 1, -1) if not _links(phrase, end))


def _may_name(phrase: Phrase, place: int) -> bool:
    """Whether it is an English word that a specialty may be named by."""
    item = phrase.items[place]
    if place in phrase.used or IS_HAN.search(item.text) or phrase.number(place) is not None:
        return False
    if _links(phrase, place) or all(unit.text in _parts() for unit in units(item.text)):
        return True
    return all(meaning.role in FREE for meaning in item.meanings)


def _links(phrase: Phrase, place: int) -> bool:
    return _text(phrase, place) in LINKS


def _text(phrase: Phrase, place: int) -> str:
    return phrase.items[place].text.lower() if 0 <= place < len(phrase.items) else ""


def _meant(said: str, vocabulary: Vocabulary) -> tuple[KnownGroup, ...]:
    """The one group whose name says most of it in Chinese, if any says enough, or all groups of a report alike."""
    words = list(_words(said))
    telling = [same for kind, same in words if kind != "general"]
    if not any(telling):
        return ()
    scores = {
        group: (_share(group, telling), _share(group, [same for _, same in words])) for group in vocabulary.groups
    }
    best = max(scores.values(), default=(0.0, 0.0))
    found = tuple(group for group, score in scores.items() if score == best)
    reports = {group.report for group in found}
    whole = len(reports) == 1 and len(found) == sum(group.report in reports for group in vocabulary.groups)
    return found if best[0] >= HALF and (whole or len(found) == 1) else ()


def _share(group: KnownGroup, words: list[tuple[str, ...]]) -> float:
    name = plain(group.name)
    return sum(any(plain(word) in name for word in same) for same in words) / len(words) if words else 0.0


def _words(said: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of a name: kind and Chinese equals; one that nobody knows has none."""
    found = [unit.text for unit in units(said)]
    place = 0
    while place < len(found):
        length, meaning = next(((n, m[0]) for n, m in _specialties().at(found, place)), (1, None))
        if found[place] not in LINKS:
            yield (meaning.role, tuple(meaning.value.split("|"))) if meaning else ("unknown", ())
        place += length


@cache
def _specialties() -> Words:
    return Words((row["word"], Meaning(row["kind"], "", row["value"], row["word"])) for row in rows("specialties"))


@cache
def _parts() -> frozenset[str]:
    """The single words of which English names of specialties are made."""
    return frozenset(unit.text for row in rows("specialties") for unit in units(row["word"]))
