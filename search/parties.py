"""Phrase → the party that a question names: one of the graph, or one that the graph does not know."""

from dataclasses import replace

from kg.vocabulary import PARTIES, Type
from search.clauses import classifiers, counted
from search.items import Item
from search.numerals import figures
from search.phrase import IS_HAN, Phrase
from search.reading import Reading
from search.vocabulary import SHORTEST, TYPED, Vocabulary

FEW = 3  # parties that a part of a name may mean; more, and it is a word like any other
LONGEST_NAME = 8  # items of a name that segmentation has cut to pieces


def parties(phrase: Phrase, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """A party of the graph by its name or part of it; one that it does not know where the words around say so."""
    for place, meaning in list(phrase.free("party")):
        last = place + 1 if phrase.has(place + 1, "party_end") else place
        phrase.use(*range(place, _apposed(phrase, last) + 1))
        iris = tuple(dict.fromkeys(m.term for m in phrase.items[place].all("party")))
        return replace(reading, party=meaning.value, parties=iris)
    if spelt := _spelt(phrase, reading.question, vocabulary):
        first, last, iris = spelt
        phrase.use(*range(first, _apposed(phrase, last) + 1))
        return replace(reading, party=phrase.text(first, last, reading.question), parties=iris)
    for place, item in enumerate(phrase.items):
        end = _name_end(phrase, place)
        if end is None:
            continue
        while _may_extend(phrase, place, end + 1, reading.question, vocabulary):
            end += 1  # 数控 in 远图数控, which is the beginning of a party's name
        name = phrase.text(place, end, reading.question)
        if phrase.has(end + 1, "group") or _compounded(phrase, end):  # 数控技术专业群, 青禾工坊
            continue
        if phrase.has(end + 1, "of") and _party_follows(phrase, end + 2):
            continue  # 泰国的院校: where they are
        said = item.get("stranger") or _said_to_be_one(phrase, place, end)
        known = vocabulary.called(name) if said or len(name) >= TYPED else vocabulary.begun(name)
        if not known and (alike := vocabulary.nearly(name)):
            phrase.use(*range(place, end + 1))
            return replace(reading, party=name, parties=alike)
        if said or 0 < len(known) <= FEW:
            phrase.use(*range(place, _apposed(phrase, end) + 1))
            return replace(reading, party=name, parties=known)
    return reading


def _party_follows(phrase: Phrase, place: int) -> bool:
    while phrase.has(place, "which") and not phrase.has(place, "type"):
        place += 1
    return place < len(phrase.items) and _is_party(phrase.items[place])


def _apposed(phrase: Phrase, last: int) -> int:
    """The last item of what says again what the party is: 青禾这家公司, 星澜那个企业."""
    after = last + 1
    if not phrase.has(after, "this"):
        return last
    return after + 1 if after + 1 not in phrase.used and phrase.has(after + 1, "type", "party_end") else last


def _spelt(phrase: Phrase, question: str, vocabulary: Vocabulary) -> tuple[int, int, tuple[str, ...]] | None:
    """The longest run of items that is a party's name but for a character, whatever segmentation made of it.

    A Chinese name in an English question is one even where the graph does not know it.
    """
    latin = sum(item.text.isascii() for item in phrase.items) > len(phrase.items) / 2
    for first, item in enumerate(phrase.items):
        if first in phrase.used or not IS_HAN.search(item.text) or not (_may_name(item) or latin):
            continue
        run = _run(phrase, first)
        for last in range(run, first, -1):
            name = phrase.text(first, last, question)
            if phrase.has(last, "of", "stop", "which", "ask"):
                continue
            if len(name) >= TYPED and (iris := vocabulary.called(name) or vocabulary.nearly(name)) and len(iris) <= FEW:
                return first, last, iris
        if latin and run > first and _is_party(phrase.items[run]):
            return first, run, ()
    return None


def _run(phrase: Phrase, first: int) -> int:
    """The last of the Chinese items that follow one another from here, none of them used."""
    last = first
    while last + 1 < len(phrase.items) and last + 1 - first < LONGEST_NAME:
        item = phrase.items[last + 1]
        if last + 1 in phrase.used or item.start != phrase.items[last].end or not IS_HAN.search(item.text):
            break
        last += 1
    return last


def _is_party(item: Item) -> bool:
    return item.get("party_end") is not None or any(Type(meaning.term) in PARTIES for meaning in item.all("type"))


def _name_end(phrase: Phrase, first: int) -> int | None:
    """The last item of a name that no lexicon holds, with the word for a company after it: 华为公司, Huawei."""
    if phrase.number(first) is not None and counted(phrase, first):  # 十三家企业
        return None
    place = first
    while place < len(phrase.items) and place not in phrase.used and _may_name(phrase.items[place]):
        place += 1
    if place == first or phrase.items[place - 1].end - phrase.items[first].start < SHORTEST:
        return None
    if all(phrase.number(at) is not None for at in range(first, place)):
        return None
    return place if phrase.has(place, "party_end") and place not in phrase.used else place - 1


def _compounded(phrase: Phrase, last: int) -> bool:
    """Whether a word for another kind of thing follows at once, of which it is the name: 青禾工坊, 青禾工匠学堂."""
    after = last + 1
    while (
        after not in phrase.used
        and _follows(phrase, after)
        and phrase.has(after, "topic")
        and not _is_kind(phrase, after)
    ):
        after += 1
    return after not in phrase.used and _follows(phrase, after) and _is_kind(phrase, after)


def _follows(phrase: Phrase, place: int) -> bool:
    """Whether it stands right behind the item before it."""
    return 0 < place < len(phrase.items) and phrase.items[place].start == phrase.items[place - 1].end


def _is_kind(phrase: Phrase, place: int) -> bool:
    narrow = any(meaning.value for meaning in phrase.items[place].all("type"))
    return narrow and not phrase.has(place, "party_end")


def _may_extend(phrase: Phrase, first: int, after: int, question: str, vocabulary: Vocabulary) -> bool:
    if after >= len(phrase.items) or after in phrase.used or phrase.items[after].end - phrase.items[first].start < 3:
        return False
    name = phrase.text(first, after, question)
    known = vocabulary.called(name) if len(name) >= TYPED else vocabulary.begun(name)
    return bool(known or vocabulary.nearly(name))


def _may_name(item: Item) -> bool:
    if figures(item.text[:-1]).isdecimal() and item.text[-1:] in classifiers():  # 十二家
        return False
    return not item.meanings or item.get("stranger", "number") is not None


def _said_to_be_one(phrase: Phrase, first: int, last: int) -> bool:
    """Whether the words around say that a name is a party's: 和…公司, with … together, Did … cooperate."""
    together = any(item.get("together") for item in phrase.items)
    if phrase.items[first].text[:1].isupper() and phrase.items[first].text.isascii() and first:
        return together  # Did Volvix cooperate
    return phrase.has(first - 1, "with") and (together or phrase.has(last, "party_end"))
