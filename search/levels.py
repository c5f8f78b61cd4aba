"""Phrase → the levels that a question limits itself to, by their words or by who gives, bent and negated."""

from collections.abc import Sequence
from dataclasses import replace

from kg.vocabulary import Level
from search.clauses import ends, headless, is_verb
from search.items import ARTICLES
from search.phrase import Phrase
from search.reading import Reading
from search.vocabulary import Vocabulary

ORDER = tuple(Level)
ACT = 4  # items that may say what somebody does with what they give
FIELD = 2  # words for what a bureau is for that may stand before it


def levels(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """National, 省级及以上, 非国家级, 除了国家奖, provincial or above."""
    wanted: list[Level] = []
    unwanted: list[Level] = []
    for place, item in enumerate(phrase.items):
        meaning = item.get("level") or (item.get("level_before") if _before_thing(phrase, place) else None)
        if place in phrase.used or not meaning:
            continue
        phrase.use(place, *_issuer(phrase, place))
        if _of_part(phrase, place):
            continue
        levels = _bent(phrase, place, Level(meaning.term))
        (unwanted if negated(phrase, place) else wanted).extend(levels)
    if unwanted and not wanted:
        wanted = [level for level in ORDER if level not in unwanted]
    chosen = tuple(level for level in ORDER if level in wanted and level not in unwanted)
    return replace(reading, levels=chosen)


def _issuer(phrase: Phrase, place: int) -> Sequence[int]:
    """Who gives at a level: the provincial department of education, the city's trade union; the level tells it."""
    first = after = place + 1
    while after <= place + FIELD and _names_field(phrase, after):
        after += 1
    if not phrase.has(place, "issuer") and "ministry" not in phrase.items[place].text.lower():
        given = any(phrase.items[at].text.lower() in ("by", "from") for at in range(max(place - 2, 0), place))
        if not phrase.has(after, "issuer") or (phrase.has(after, "type") and not given):
            return ()
        place = after
    of = place + 1
    if of >= len(phrase.items) or phrase.items[of].text.lower() not in ("of", "for"):
        return range(first, place + 1)
    return range(first, _named_after(phrase, of) + 1)


def _names_field(phrase: Phrase, place: int) -> bool:
    """Whether it may be what a bureau is for: education, science and technology."""
    if place >= len(phrase.items) or phrase.has(place, "type", "issuer"):
        return False
    return phrase.has(place, "topic", "task_name") or not phrase.items[place].meanings


def _named_after(phrase: Phrase, place: int) -> int:
    """The last word of what a department is for: education, agriculture and rural affairs."""
    others = ("aux", "be", "which", "break", "type", "subtype", "stop")
    while place + 1 < len(phrase.items):
        joined = phrase.has(place + 1, "and") and place + 2 < len(phrase.items) and not phrase.has(place + 2, *others)
        if phrase.has(place + 1, *others) and not joined:
            break
        place += 1 + joined
    return place


def _of_part(phrase: Phrase, place: int) -> bool:
    """Whether only a part is of the level, and the whole is asked for, too: 课程有多少门，其中省级多少门."""
    asked = any(phrase.has(at, "which", "ask") for at in range(place - 1))
    return (
        asked and phrase.has(place - 1, "part") and any(phrase.has(at, "ask") for at in range(place, len(phrase.items)))
    )


def _before_thing(phrase: Phrase, place: int) -> bool:
    """Whether a type follows at once, or another level and then a type: 国家和省两级奖项."""
    if phrase.items[place].text.endswith("的") and ends(phrase, place + 1):
        return True  # 荣誉，全国的、省里的都要
    after = phrase.skip(place, 1, "level_before", "level", "and", "of", "at_least")
    if not phrase.has(place - 1, "with") and (acted := _acted(phrase, place)):
        after = phrase.skip(acted, 1, "level")
        return phrase.has(after, "type", "subtype", "grade", "asked")
    return headless(phrase, place) or phrase.has(after, "type", "subtype", "grade")


def _acted(phrase: Phrase, place: int) -> int | None:
    """The last word of what somebody does with what they give: 认定的 behind 教育部, 发的."""
    for at in range(place + 1, min(place + 1 + ACT, len(phrase.items))):
        if phrase.has(at, "of") or phrase.items[at].text.endswith("的"):
            return at if at > place + 1 or phrase.items[at].text[:-1] else None
        if not (is_verb(phrase.items[at]) or phrase.has(at, "issuer", "stop")) or phrase.has(at, "which", "type"):
            return None
    return None


def _bent(phrase: Phrase, place: int, level: Level) -> Sequence[Level]:
    rank = ORDER.index(level)
    after = phrase.skip(place, 1, "break") if phrase.has(place + 1, "break") else place + 1
    before = phrase.skip(place, -1, "of")
    if before > 0 and phrase.items[before].text.lower() in ARTICLES:
        before -= 1
    if phrase.has(after, "at_least") or phrase.has(before, "at_least_before"):
        phrase.use(*(at for at in (after, before) if phrase.has(at, "at_least", "at_least_before")))
        return ORDER[: rank + 1]
    if phrase.has(after, "at_most"):
        phrase.use(after)
        return ORDER[rank:]
    if phrase.has(before, "above_before"):
        phrase.use(before)
        return ORDER[:rank]
    if phrase.has(before, "below_before"):
        phrase.use(before)
        return ORDER[rank + 1 :]
    return (level,)


def negated(phrase: Phrase, place: int) -> bool:
    """Whether 除了 or except stands before it, with only equals between, or 以外 after it: 除了国家级和省级."""
    roles = ("level", "level_before", "and", "of", "type", "grade")
    before = place - 1
    while phrase.has(before, *roles) and not phrase.has(before, "not"):
        before -= 1
    if phrase.has(before, "stop") and not phrase.has(before, "not"):
        before -= 1
    if phrase.has(before, "not"):
        phrase.use(before)
        return True
    after = phrase.skip(place, 1, "of", "type") if not phrase.has(place + 1, "not_end") else place + 1
    if phrase.has(after, "not_end"):
        phrase.use(after)
        return True
    return False
