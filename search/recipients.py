"""Phrase → to whom what a question asks for was given: to persons, or to the college and its units."""

from collections.abc import Iterator
from dataclasses import replace

from kg.vocabulary import Subtype, Type
from search.clauses import headless
from search.items import Item
from search.phrase import IS_HAN, Phrase
from search.reading import Kind, Reading
from search.topics import EVERYONE
from search.vocabulary import Vocabulary

PERSONS = (Kind(Type.AWARD, Subtype.TALENT_TITLE), Kind(Type.AWARD, Subtype.HONOUR, person=True))
BETWEEN = ("of", "and", "stop", "level", "level_before", "which", "body", "individual")
PRIZE = "奖"
TO = frozenset({"to", "upon", "on", "给", "颁给", "授予", "发给", "颁发给"})
FOR = TO | {"for"}  # what students win for the college is given to themselves


def recipients(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """Honours given to the college and not to persons, titles of individuals, prizes of staff but not of students."""
    if {kind.type for kind in reading.kinds} != {Type.AWARD} or any(kind.heads for kind in reading.kinds):
        return reading
    _contrasted(phrase)
    persons, units = list(_named(phrase, "individual")), [*_named(phrase, "body"), *_school(phrase)]
    units += [at for person in persons for at in (person - 2, person + 2) if _is_team_beside(phrase, at, person)]
    phrase.use(*persons, *units)
    if persons and units and not any(_negated(phrase, at) for at in (*persons, *units)):
        return reading  # 单位的、个人的都要
    to_persons = any(not _negated(phrase, at) for at in persons) or (
        not persons and any(_negated(phrase, at) for at in units)
    )
    if to_persons:
        return replace(reading, kinds=PERSONS)
    if not (persons or units):
        return reading
    if any(IS_HAN.match(phrase.items[at].text) for at in units) and PRIZE not in reading.question:
        return replace(reading, kinds=(Kind(Type.AWARD, Subtype.HONOUR),), not_kinds=(*reading.not_kinds, PERSONS[1]))
    kinds = tuple(kind for kind in reading.kinds if kind.subtype is not Subtype.TALENT_TITLE)
    others = (kind for kind in reading.not_kinds if kind.type is not Type.PERSON)
    return replace(reading, kinds=kinds or reading.kinds, not_kinds=tuple(dict.fromkeys((*others, *PERSONS))))


def _named(phrase: Phrase, role: str) -> Iterator[int]:
    """Where a word for a recipient stands; a word for units only behind `to`: to the college and its units."""
    for place in range(len(phrase.items)):
        if phrase.has(place, role) and (role == "individual" or _is_given(phrase, place) or _receives(phrase, place)):
            yield place


def _is_team_beside(phrase: Phrase, place: int, person: int) -> bool:
    """Whether a team is joined to persons: individuals or teams."""
    if not 0 <= place < len(phrase.items) or not phrase.has((place + person) // 2, "and"):
        return False
    return any(meaning.term == Type.TEAM for meaning in phrase.items[place].all("type"))


def _school(phrase: Phrase) -> Iterator[int]:
    """Where the college stands as who is given something: given to the college, and not: to college students."""
    for place in range(len(phrase.items)):
        last = place + 1 == len(phrase.items) or phrase.has(place + 1, "and", "break", "stop", "not", "body")
        if phrase.has(place, "scope_near") and place not in phrase.used and last and _is_given(phrase, place):
            yield place


def _receives(phrase: Phrase, place: int) -> bool:
    """Whether a Chinese word for units stands before what they were given: 学校及单位获得的荣誉."""
    if not IS_HAN.match(phrase.items[place].text):
        return False
    at = place + 1
    while phrase.has(at, *BETWEEN) and not phrase.has(at, "type", "subtype"):
        at += 1
    if headless(phrase, place):
        return True
    found = phrase.items[at] if at < len(phrase.items) else None
    return bool(found and (found.get("subtype") or any(m.term == Type.AWARD for m in found.all("type"))))


def _is_given(phrase: Phrase, place: int, words: frozenset[str] = TO) -> bool:
    at = place - 1
    while _text(phrase, at) not in FOR and phrase.has(at, "pronoun", "body", "scope_near", "and", "stop"):
        at -= 1
    return _text(phrase, at) in words


def _negated(phrase: Phrase, place: int) -> bool:
    """Whether it is who was not given anything: not to individuals, excluding those of individuals."""
    at = place - 1
    while phrase.has(at, "stop", "of", "preposition", "pronoun") and not phrase.has(at, "not"):
        at -= 1
    return phrase.has(at, "not")


def _contrasted(phrase: Phrase) -> None:
    """Leave out whom others are told from: prizes students won, not those of staff."""
    people = [at for at, item in enumerate(phrase.items) if at not in phrase.used and _is_people(item)]
    denied = [at for at in people if _negated(phrase, at)]
    if len(denied) < len(people):
        phrase.use(*denied)


def _is_people(item: Item) -> bool:
    return any(meaning.value in EVERYONE for meaning in item.all("topic"))


def _text(phrase: Phrase, place: int) -> str:
    return phrase.items[place].text.lower() if 0 <= place < len(phrase.items) else ""
