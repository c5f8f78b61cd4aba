"""Phrase → what the things are about: every word that no other step has used."""

import re
from dataclasses import replace

from search.items import Item
from search.kinds import modifies
from search.phrase import IS_HAN, Phrase
from search.reading import Reading, Topic
from search.vocabulary import Vocabulary

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
EMPTY += ("at_least_before", "above_before", "below_before", "year_offset")


def topics(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """Every word that nothing has used: known topics with their equals, the rest as it stands."""
    topics = {topic.word: topic for topic in reading.topics}
    for place, item in enumerate(phrase.items):
        if place in phrase.used or not re.search(r"\w", item.text):
            continue
        topic = _topic(item, modifies=item.get("type", "subtype") is not None and modifies(phrase, place))
        if topic and topic.same:
            topics.setdefault(topic.word, topic)
    return replace(reading, topics=tuple(topics.values()))


def _topic(item: Item, *, modifies: bool) -> Topic | None:
    """What a word that nothing has used says, if anything."""
    if meaning := item.get("topic", "task_name"):
        own = (item.text,) if IS_HAN.search(item.text) else ()
        return Topic(item.text, tuple(dict.fromkeys((*own, *meaning.value.split("|")))))
    if item.get(*EMPTY) and not item.get("type", "subtype", "measure"):
        return None
    if meaning := item.get("type", "subtype", "measure"):
        if not meaning.value and not modifies:  # a word for a whole class tells nothing unless it stands before another
            return None
        same = (item.text, meaning.value) if meaning.value else (item.text,)
        return Topic(item.text, tuple(dict.fromkeys(word for word in same if IS_HAN.search(word))))
    if item.get("level_before", "number", "rank"):
        return None if len(item.text) < 2 or not IS_HAN.search(item.text) else Topic(item.text, (item.text,))
    if item.text.isdecimal() and len(item.text) < 2:
        return None
    return Topic(item.text, (item.text,))
