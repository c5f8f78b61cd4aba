"""Phrase → without what says a word again in the other language, and with words of two languages as one.

产业学院（industry college） and 资源库 resource say one thing twice; 国际 student is 国际学生.
"""

from search.items import Item
from search.phrase import IS_HAN, Phrase
from search.reading import Reading
from search.vocabulary import Vocabulary
from search.wording import class_words, scope_words, spoken

ROLES = frozenset({"type", "subtype", "level", "grade", "topic", "task_name", "measure"})
THINGS = frozenset({"type", "subtype", "measure"})
WORDS = ROLES | {"scope", "asked"}
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
        elif _foreign(before, item) and (one := _blended(before, item)):
            phrase.items[place - 1 : place + 1] = [one]
        else:
            place += 1
    return reading


def _blended(one: Item, other: Item) -> Item | None:
    """The two as one word, if it is a word once it is all in Chinese: 国际 student, school 层面."""
    if any(item.get("grade", "level") or _several(item) for item in (one, other)):
        return None
    things = THINGS if one.get(*THINGS) or other.get(*THINGS) else WORDS
    for first in _chinese(one):
        for second in _chinese(other):
            known = next((said for n, said in spoken().at([*first, *second], 0) if n == len(first + second)), ())
            if any(meaning.role in things for meaning in known):
                return Item(first + second, one.start, other.end, known)
    return None


def _several(item: Item) -> bool:
    """Whether reports have several words for the kind of thing, of which one alone would say less."""
    return any("|" in meaning.value for meaning in item.all("type"))


def _chinese(item: Item) -> tuple[str, ...]:
    """An item in Chinese: as it is, or the words of reports for an English one."""
    if IS_HAN.search(item.text):
        return (item.text,)
    said = [word for meaning in item.meanings if meaning.role in ROLES for word in meaning.value.split("|") if word]
    classes = [word for meaning in item.all("type") if not meaning.value for word in class_words(meaning.term)]
    scopes = [word for meaning in item.all("scope_near") for word in scope_words(meaning.term)]
    return tuple(dict.fromkeys((*said, *classes, *scopes)))


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
