"""Phrase → what the things are about: every word that no other step has used."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.vocabulary import Type
from kg.words import part_of_speech
from ontology.lexicon import rows
from search.acts import acts, predicates
from search.clauses import describes, ends, headless, inclusive
from search.items import Item
from search.kinds import accompanies, modifies
from search.phrase import IS_HAN, Phrase
from search.reading import Reading, Topic
from search.vocabulary import Vocabulary
from search.wording import class_words, spoken

# jieba's tags of words that name nothing: adverbs, places within, prefixes and suffixes, particles, measure words, ...
NAMELESS = ("d", "ad", "f", "h", "k", "u", "p", "c", "m", "q", "r", "y", "e", "o", "x", "z")
SHORT = 2  # characters of the plain words for a class
EVERYONE = frozenset({"学生", "教师"})
ASPECTS = ("了", "过", "着")  # particles behind a verb
DIRECTIONS = ("到", "出", "上", "起", "来", "进")
INTERROGATIVES = ("哪", "什么", "几", "谁", "啥")
EMPTY: tuple[str, ...] = (
    "stop",
    "and",
    "of",
    "which",
    "with",
    "together",
    "only",
    "not",
    "not_end",
    "break",
    "year_word",
    "task_cue",
)
EMPTY += ("task_cue_before", "numero", "ordinal", "scope_near", "at_least", "at_most", "task", "party_end")
EMPTY += (
    "at_least_before",
    "above_before",
    "below_before",
    "year_offset",
    "year_after",
    "year_before",
    "aux",
    "yet",
    "implies",
    "class",
    "ranked",
    "lack",
    "own",
)
EMPTY += ("this", "such", "new", "like", "inclusive", "all", "be", "preposition", "particle", "pronoun", "governs")
EMPTY += (
    "collectively",
    "deed",
    "leads",
    "donor",
)


def topics(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """Every word that nothing has used: known topics with their equals, the rest as it stands."""
    topics = {topic.word: topic for topic in (*reading.topics, *_new(phrase, reading))}
    before: tuple[int, int, Topic] | None = None  # the topic before this one, from its first item to its last
    for first, last in _words(phrase):
        topic = _said(phrase, first, last, reading)
        if not topic or not topic.same:
            continue
        if before and _either(phrase, before[1], first):
            other = topics.pop(before[2].word, before[2])  # 党建和思政: either will do
            joint = dict.fromkeys((*other.same, *topic.same))
            first = before[0]
            light = other.light and topic.light
            topic = Topic(phrase.text(first, last, reading.question), tuple(joint), light=light)
        if set(topic.same) >= EVERYONE:  # students' or teachers': whose, does not matter
            before = None
            continue
        topics.setdefault(topic.word, topic)
        before = first, last, topic
    return replace(reading, topics=tuple(topics.values()))


def _new(phrase: Phrase, reading: Reading) -> Iterator[Topic]:
    """新开了哪些专业: of specialties those that are new; of other things that says no more than that they were made."""
    if set(reading.types) == {Type.SPECIALTY}:
        said = [(item.text, meaning) for item in phrase.items for meaning in item.all("new")]
        yield from (Topic(text, tuple(meaning.value.split("|")), light=True) for text, meaning in said[:1])


def _either(phrase: Phrase, one: int, other: int) -> bool:
    """Whether either of two topics will do: 党建和思政, 学生的、老师的, 学生的，老师的."""
    between = other - 1
    if phrase.has(one + 1, "of"):
        one += 1
        return one == between - 1 and ends(phrase, between) and (headless(phrase, other) or phrase.has(between, "and"))
    return one == between - 1 and phrase.has(between, "and")


def _said(phrase: Phrase, first: int, last: int, reading: Reading) -> Topic | None:
    """What an unused word says; one of several items is a name that segmentation has cut to pieces."""
    if first < last:
        word = phrase.text(first, last, reading.question)
        return Topic(word, (word,), light=_asks_what(phrase, last))
    item = _without_aspect(phrase.items[first])
    if (meaning := item.get("money")) and not item.get("topic"):
        return Topic(item.text, tuple(meaning.value.split("|")), light=True) if _sum_asked(phrase) else None
    if (meaning := item.get("deed")) and (acts(phrase, first) or predicates(phrase, first)):
        return Topic(item.text, tuple(meaning.value.split("|")), light=True)
    if item.text.isdecimal() and "compare" in reading.asks:  # 46还是47: of the figures that are compared
        return None
    if _unknown(item) and _says_nothing(phrase, first):
        return None
    asked = {kind.subtype or kind.type for kind in reading.kinds}
    same = any(meaning.term in asked for meaning in (*item.all("type"), *item.all("subtype")))
    if inclusive(phrase, first):
        return None
    described = describes(phrase, first) or accompanies(phrase, first)
    within = modifies(phrase, first) or _compounded(phrase, first) or described or headless(phrase, first)
    topic = _topic(item, modifies=not same and within)
    if topic and accompanies(phrase, first):  # 合作企业 would also be met by 合作
        topic = replace(topic, same=tuple(word for word in topic.same if len(word) <= SHORT) or topic.same)
    if not topic and _object(phrase, first, reading):
        return replace(_topic(item, modifies=True) or Topic(item.text, ()), light=True)
    done = acts(phrase, first) or predicates(phrase, first) or (described and item.get("type") is not None)
    done = done or (_unknown(item) and _asks_what(phrase, first))
    return replace(topic, light=True) if topic and done and not item.get("essential") else topic


def _asks_what(phrase: Phrase, place: int) -> bool:
    """Whether an interrogative follows that has no verb, as behind one: 牵涉到哪些, 结识了谁; but not 焊接有哪些."""
    after = place + 1
    while after < len(phrase.items) and phrase.items[after].text in (*ASPECTS, *DIRECTIONS):
        after += 1
    acts = after > place + 1 or (part_of_speech(phrase.items[place].text) or "").startswith("v")
    return acts and phrase.has(after, "which", "whom") and phrase.items[after].text.startswith(INTERROGATIVES)


def _object(phrase: Phrase, place: int, reading: Reading) -> bool:
    """Whether it is what an English verb is done to, while another thing is asked for: which schools use standards."""
    item = phrase.items[place]
    if IS_HAN.search(item.text) or not item.get("type") or item.get("individual", "which", "stop", "whom"):
        return False
    asked = {kind.type for kind in reading.kinds}
    return bool(asked) and all(Type(meaning.term) not in asked for meaning in item.all("type"))


def _sum_asked(phrase: Phrase) -> bool:
    """Whether a sum is asked for: how much money."""
    return any(item.text.lower().startswith("how much") for item in phrase.items)


def _without_aspect(item: Item) -> Item:
    """培训 of 培训了: the particle that ends a verb tells nothing of what it is about."""
    bare = item.text[:-1]
    if not item.text.endswith(ASPECTS) or len(bare) < 2 or not IS_HAN.match(item.text):
        return item
    if _unknown(item) and not (part_of_speech(bare) or "").startswith("v"):
        return item
    known = next((meanings for length, meanings in spoken().at(list(bare), 0) if length == len(bare)), ())
    return replace(item, text=bare, end=item.end - 1, meanings=item.meanings or known)


def _compounded(phrase: Phrase, place: int) -> bool:
    """Whether it makes up a word together with what is asked for: 用人单位 in 用人单位满意度."""
    after = place + 1
    if after not in phrase.used or not phrase.has(after, "type", "subtype"):
        return False
    return IS_HAN.match(phrase.items[place].text) is not None and phrase.items[place].end == phrase.items[after].start


def _words(phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Yield the unused words as first and last item; pieces of an unknown name are one."""
    place = 0
    while place < len(phrase.items):
        last = place
        while _touch(phrase, last, last + 1):
            last += 1
        if place not in phrase.used and re.search(r"\w", phrase.items[place].text):
            yield place, last
        place = last + 1


def _touch(phrase: Phrase, one: int, other: int) -> bool:
    """Whether two unknown words are pieces of one: a name that segmentation cut, or a term of several English words."""
    if other >= len(phrase.items) or {one, other} & phrase.used:
        return False
    items = phrase.items[one], phrase.items[other]
    if items[0].text in _surnames() and _unknown(items[0]) and phrase.number(other) and IS_HAN.match(items[1].text):
        return items[0].end == items[1].start  # 张三
    if not all(map(_unknown, items)):
        return False
    if not any(IS_HAN.match(item.text) for item in items):
        return all(
            item.text.isalpha() and not _says_nothing(phrase, at) for item, at in zip(items, (one, other), strict=True)
        )
    if not all(IS_HAN.match(item.text) for item in items) or items[0].end != items[1].start:
        return False
    return any(len(item.text) == 1 for item in items)


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("surnames"))


def _unknown(item: Item) -> bool:
    return not item.meanings


@cache
def _places() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("places"))


@cache
def _measures() -> tuple[str, ...]:
    """The characters that end the names of measures: 率."""
    return tuple(row["word"] for row in rows("heads") if row["term"] == Type.METRIC and len(row["word"]) == 1)


def _says_nothing(phrase: Phrase, place: int) -> bool:
    """Whether an unknown word names nothing: 正式, 前后, 采用了, completed; but 焊接 in 焊接大赛 does."""
    word = phrase.items[place].text
    if phrase.has(place + 1, "level") and word in _places():  # 青州省级 is 省级
        return True
    if not IS_HAN.match(word):
        return word.islower() and (word.endswith(("ed", "ly")) or acts(phrase, place) or predicates(phrase, place))
    if len(word) == 1:
        return True
    tag = part_of_speech(word) or "n"
    if tag == "v":
        if word.endswith(_measures()):  # 辍学率 is no verb
            return False
        named = phrase.has(place + 1, "type", "subtype", "measure", "topic", "task_name", "task_cue")
        return not (named or headless(phrase, place))
    return tag.startswith(NAMELESS)


def _topic(item: Item, *, modifies: bool) -> Topic | None:
    """What a word that nothing has used says, if anything."""
    if item.get("topic", "task_name"):
        own = (item.text,) if IS_HAN.search(item.text) else ()
        said = (*item.all("topic"), *item.all("task_name"))
        return Topic(item.text, tuple(dict.fromkeys((*own, *(word for one in said for word in one.value.split("|"))))))
    if item.get(*EMPTY) and not item.get("type", "subtype", "measure"):
        return None
    if meaning := item.get("type", "subtype", "measure"):
        if not meaning.value and not modifies:  # a word for a whole class tells nothing unless it stands before another
            return None
        same = [word for word in (item.text, *meaning.value.split("|")) if IS_HAN.search(word)]
        return Topic(item.text, tuple(dict.fromkeys(same or class_words(meaning.term))))
    if item.get("level_before", "number", "rank"):
        return None if len(item.text) < 2 or not IS_HAN.search(item.text) else Topic(item.text, (item.text,))
    if item.text.isdecimal() and len(item.text) < 2:
        return None
    return Topic(item.text, (item.text,))
