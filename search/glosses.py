"""Phrase → without what says a word again in the other language: 产业学院（industry college）, 资源库 resource."""

from search.items import Item
from search.phrase import IS_HAN, Phrase
from search.reading import Reading
from search.vocabulary import Vocabulary

ROLES = frozenset({"type", "subtype", "level", "grade", "topic", "task_name", "measure"})
OPEN, CLOSED = frozenset("（("), frozenset("）)")


def glosses(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """Leave out a gloss in brackets, and the more general of two words for one thing side by side."""
    place = 1
    while place < len(phrase.items):
        before, item = phrase.items[place - 1], phrase.items[place]
        if item.text in OPEN and (end := _bracketed(phrase, place)):
            del phrase.items[place:end]
        elif _foreign(before, item) and _same(before, item):
            del phrase.items[place - 1 if _general(before) else place]
        else:
            place += 1
    return reading


def _bracketed(phrase: Phrase, place: int) -> int | None:
    """Where the bracket ends, if each word in it says again what stands before it."""
    last = place + 1
    while last < len(phrase.items) and phrase.items[last].text not in CLOSED:
        last += 1
    before, inside = phrase.items[place - 1], phrase.items[place + 1 : last]
    again = bool(inside) and all(_foreign(before, item) and _same(before, item) for item in inside)
    return last + 1 if again else None


def _foreign(one: Item, other: Item) -> bool:
    """Whether one word is Chinese and the other is not."""
    han = [bool(IS_HAN.search(item.text)) for item in (one, other)]
    return han[0] != han[1]


def _same(one: Item, other: Item) -> bool:
    """Whether two words may mean the same, or the whole class of it."""
    for meaning in one.meanings:
        for again in other.meanings:
            if meaning.role == again.role in ROLES and meaning.term == again.term:
                values = [set(said.value.split("|")) for said in (meaning, again)]
                if "" in values[0] | values[1] or values[0] & values[1]:
                    return True
    return False


def _general(item: Item) -> bool:
    """Whether it names a whole class."""
    return any(not meaning.value for meaning in item.all("type"))
