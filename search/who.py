"""Phrase → who is asked for by an English `who`: persons by what they are, or whoever does something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.vocabulary import PARTIES, Type
from search.classes import kinds_of, merged
from search.phrase import Phrase
from search.reading import Kind, Topic
from search.wording import class_words

ANYBODY = (Kind(Type.PERSON), Kind(Type.ENTERPRISE), Kind(Type.ORGANIZATION))


@dataclass(frozen=True, slots=True)
class Who:
    """The kinds of parties that are asked for, and what is said of them."""

    kinds: tuple[Kind, ...]
    topics: tuple[Topic, ...]


def who_asked(phrase: Phrase, chosen: Sequence[int]) -> Who | None:
    """Who are the industry professors, who leads the team, who uses our standards: what is said of them is no answer.

    Prizes are asked for with those who won them, and partners by that word.
    """
    who = [p for p in chosen if phrase.items[p].text.lower() == "who"]
    others = [p for p in chosen if p not in who]
    if len(who) == 1 and any(p < who[0] for p in others):  # which platforms are there, and who approved them
        return Who(tuple(merged(kind for p in others for kind in kinds_of(phrase.items[p]))), ())
    types = {kind.type for p in others for kind in kinds_of(phrase.items[p])}
    if len(who) != 1 or types & (PARTIES | {Type.AWARD}) - {Type.PERSON}:
        return None
    be, leads = phrase.has(who[0] + 1, "be"), phrase.has(who[0] + 1, "leads")
    topics = tuple(_told(phrase, others, light=not be))
    if not topics or who[0] + 1 >= len(phrase.items):
        return None
    return Who((Kind(Type.PERSON),) if be or leads else ANYBODY, topics)


def _told(phrase: Phrase, places: Sequence[int], *, light: bool) -> Iterator[Topic]:
    """What is said of them: the words for a kind, or those for its whole class."""
    for place in places:
        for kind in kinds_of(phrase.items[place]):
            words = kind.heads or (() if kind.type is Type.PERSON else class_words(kind.type))
            if words:
                yield Topic(words[0], words, light=light and not kind.heads)
