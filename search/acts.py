"""Phrase → where an English question only says what was done: did the college WRITE, help to WRITE, WRITE up."""

from search.items import Item
from search.phrase import Phrase

SUBJECT = ("scope", "scope_near", "group", "class", "doer", "party", "institution", "own", "pronoun")


def acts(phrase: Phrase, place: int) -> bool:
    """Whether a word stands where a verb does, which tells what was done and not with what.

    That is behind the subject of a question with an auxiliary, behind `to` or `help` that a verb stands before, before
    a particle, and behind what is asked for if nothing else is the verb.
    """
    if not _is_word(phrase.items[place]):
        return False
    before = place - 1
    while _text(phrase, before).endswith("ly") or (phrase.has(before, "and") and phrase.has(before - 1, "stop")):
        before -= 1 + phrase.has(before, "and")  # did we build or solve
    if phrase.has(before, *SUBJECT):
        return _asked_by_auxiliary(phrase, before)
    if _text(phrase, before) == "to":
        return _may_govern(phrase, before - 1)
    return phrase.has(before, "governs") or phrase.has(place + 1, "particle") or _behind_asked(phrase, place)


def predicates(phrase: Phrase, place: int) -> bool:
    """Whether it is a participle behind `were`, or a gerund behind a particle or behind `took part in`."""
    if not _is_word(phrase.items[place]):
        return False
    before = place - 1
    while _text(phrase, before).endswith("ly"):
        before -= 1
    gerund = _text(phrase, place).endswith("ing")
    if phrase.has(before, "be"):
        return gerund or place + 1 == len(phrase.items) or phrase.has(place + 1, "break", "preposition")
    if not gerund:
        return False
    return phrase.has(place - 1, "particle", "governs") or (
        phrase.has(place - 1, "preposition") and phrase.has(place - 2, "governs")
    )


def _is_word(item: Item) -> bool:
    return item.text.isascii() and item.text.isalpha() and item.text.islower()


def _text(phrase: Phrase, place: int) -> str:
    return phrase.items[place].text.lower() if 0 <= place < len(phrase.items) else ""


def _asked_by_auxiliary(phrase: Phrase, subject: int) -> bool:
    for at in range(subject - 1, -1, -1):
        if phrase.has(at, "break"):
            return False
        if phrase.has(at, "aux", "be"):
            return True
    return False


def _may_govern(phrase: Phrase, place: int) -> bool:
    """Whether the word before `to` is a verb: did it manage to; but services to farmers, given to farmers."""
    if phrase.has(place, "governs", "scope_near"):  # help the college to write
        return True
    if phrase.has(place, "particle", "preposition"):
        place -= 1
    if phrase.has(place - 1, "be") and _text(phrase, place).endswith(("ed", "en")):
        return False
    return phrase.has(place - 1, *SUBJECT, "aux") and _asked_by_auxiliary(phrase, place)


def _behind_asked(phrase: Phrase, place: int) -> bool:
    """Which companies FUND courses: the word right behind what is asked for, with no other verb in the clause."""
    last = len(phrase.items) - 1
    if not phrase.has(place - 1, "type", "subtype") or place == last:
        return False
    if phrase.has(place + 1, "type", "subtype", "break", "preposition"):
        return False
    before = place - 2
    while phrase.has(before, "level", "level_before") and not phrase.has(before, "which"):
        before -= 1
    return phrase.has(before, "which") and not any(phrase.has(at, "aux", "be") for at in range(place, last + 1))
