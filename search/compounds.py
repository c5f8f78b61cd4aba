"""Phrase → words of which only a part stands there, or that are told by the one before: one of several kinds."""

from dataclasses import replace

from kg.vocabulary import Type
from search.phrase import IS_HAN, Phrase
from search.reading import Kind
from search.wording import spoken


def share_heads(phrase: Phrase) -> None:
    """技能大师、劳模工作室: the first is a 技能大师工作室, if there is such a word."""
    for place in range(len(phrase.items) - 2):
        one, other = phrase.items[place], phrase.items[place + 2]
        if {place, place + 2} & phrase.used or not phrase.has(place + 1, "and") or not other.get("type"):
            continue
        if not IS_HAN.search(one.text) or one.get("stop", "which", "of"):
            continue
        for length in range(len(other.text) - 1, 1, -1):
            if found := spoken().of(one.text + other.text[-length:], "type"):
                phrase.items[place] = replace(one, meanings=found)
                break


def compounded(phrase: Phrase, place: int, kind: Kind) -> Kind:
    """虚拟仿真 of 智慧教室、虚拟仿真中心: a part of the second kind's name; a measure is of the word before its own."""
    before = place - 1
    if kind.type is Type.METRIC and _text(phrase, place + 1) == "of":
        before = place + 2  # satisfaction of our employers
        while phrase.has(before, "stop", "pronoun") and not phrase.has(before, "type", "topic"):
            before += 1
    if kind.type is Type.METRIC and kind.heads and (of := _measured(phrase, before)):
        phrase.use(before)
        return replace(kind, heads=tuple(dict.fromkeys(of_what + head for of_what in of for head in kind.heads)))
    if not attached(phrase, place):
        return kind
    phrase.use(before)
    item = phrase.items[before]
    words = dict.fromkeys(word for meaning in item.all("topic") for word in meaning.value.split("|"))
    return Kind(kind.type, kind.subtype, tuple(words) or (item.text + phrase.items[place].text,))


def _text(phrase: Phrase, place: int) -> str:
    return phrase.items[place].text.lower() if place < len(phrase.items) else ""


def _measured(phrase: Phrase, place: int) -> tuple[str, ...]:
    """What a measure is of: employer of employer satisfaction, in the words of reports."""
    if (
        not 0 <= place < len(phrase.items)
        or place in phrase.used
        or phrase.has(place, "which", "and", "of", "break", "level")
    ):
        return ()
    item = phrase.items[place]
    said = [word for role in ("topic", "type") for meaning in item.all(role) for word in meaning.value.split("|")]
    own = (item.text,) if IS_HAN.search(item.text) else ()
    return tuple(dict.fromkeys((*own, *filter(None, said))))


def attached(phrase: Phrase, place: int) -> bool:
    """Whether a topic that 、 or 和 stands before belongs to the word at once after it."""
    before = place - 1
    if before < 1 or before in phrase.used or not phrase.has(before - 1, "and"):
        return False
    if phrase.items[before].meanings and not phrase.has(before, "topic"):
        return False
    return phrase.items[before].end == phrase.items[place].start and bool(IS_HAN.match(phrase.items[before].text))
