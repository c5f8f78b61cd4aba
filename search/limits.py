"""Phrase → what a question limits: report, years, levels, grades, status; and what it wants to know."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.vocabulary import PARTIES, Level, Status, Type
from ontology.lexicon import rows
from search.clauses import classifiers, counted, ends, headless
from search.numerals import numeral
from search.phrase import YEAR, Phrase
from search.reading import Kind, Reading
from search.vocabulary import Vocabulary
from search.wording import spoken

ORDER = tuple(Level)
_SHORT_YEAR = re.compile(r"[12]\d")
_QUANTITY = re.compile(r"多少|几|how (?:many|much)", re.I)
FIRST_YEAR, LAST_YEAR = 1990, 2100
BACK = 10  # years before one that a question may mean
PRIZES = ("特等奖", "一等奖", "二等奖", "三等奖")  # the best first


def report(phrase: Phrase, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """A college names its report where there are several; where there is one it is the subject."""
    for place, item in enumerate(phrase.items):
        meaning = item.get("institution", "institution_stem")
        if not meaning:
            continue
        if meaning.role == "institution_stem" and _goes_on(phrase, place):
            phrase.items[place] = replace(item, meanings=())  # 槐江水利集团 is no college
            continue
        phrase.use(place)
        if len(vocabulary.reports) > 1:
            reading = replace(reading, report=meaning.term)
    several = len({report.institution for report in vocabulary.reports}) > 1
    own = any(item.get("own") for item in phrase.items)
    return replace(reading, own=own and several and not reading.report)


def _goes_on(phrase: Phrase, place: int) -> bool:
    """Whether a longer name begins here: a word for a party, or one that nobody knows, follows at once."""
    after = place + 1
    if after >= len(phrase.items) or phrase.items[after].start != phrase.items[place].end:
        return False
    following = phrase.items[after]
    if following.text[:1] in _divisions():  # 澜江省…, 澜江市级
        return True
    party = following.get("party_end") or any(Type(meaning.term) in PARTIES for meaning in following.all("type"))
    return bool(party) or not following.meanings


@cache
def _divisions() -> frozenset[str]:
    """What stands behind the name of a place: 省, 市, 县."""
    return frozenset(row["word"] for row in rows("questions") if row["role"] == "division")


def years(phrase: Phrase, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """2021, 2021年, 21年, 2019-2021; 去年 where the one report tells what year it is."""
    years: list[int] = []
    for place, item in enumerate(phrase.items):
        if place in phrase.used:
            continue
        if YEAR.fullmatch(item.text) and FIRST_YEAR <= int(item.text) < LAST_YEAR:
            years.append(int(item.text))
        elif (
            _SHORT_YEAR.fullmatch(item.text) and place + 1 < len(phrase.items) and phrase.items[place + 1].text == "年"
        ):
            years.append(2000 + int(item.text))
        else:
            continue
        phrase.use(place)
        if phrase.has(place + 1, "year_word"):
            phrase.use(place + 1)
            place += 1
        years += _open_ended(phrase, place, years[-1], vocabulary)
    if len(years) == 2 and re.search(rf"{years[0]}\s*年?\s*(?:[-—–~～至到]|to|until)+\s*{years[1]}", reading.question):
        years = list(range(years[0], years[1] + 1))
    told = {report.year for report in vocabulary.reports if report.year}
    for place, meaning in phrase.free("year_offset"):
        if len(told) == 1:
            phrase.use(place)
            years.append(next(iter(told)) + int(meaning.value))
    return replace(reading, years=tuple(dict.fromkeys(years)))


def _open_ended(phrase: Phrase, place: int, year: int, vocabulary: Vocabulary) -> Sequence[int]:
    """The further years of 2021年以来 and 2021年以前: as far as reports go."""
    last = max((report.year for report in vocabulary.reports if report.year), default=year)
    if phrase.has(place + 1, "year_after"):
        phrase.use(place + 1)
        return range(year + 1, max(year, last) + 1)
    if phrase.has(place + 1, "year_before"):
        phrase.use(place + 1)
        return range(year - 1, year - BACK, -1)
    return ()


def levels(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """National, 省级及以上, 非国家级, 除了国家奖, provincial or above."""
    wanted: list[Level] = []
    unwanted: list[Level] = []
    for place, item in enumerate(phrase.items):
        meaning = item.get("level") or (item.get("level_before") if _before_thing(phrase, place) else None)
        if place in phrase.used or not meaning:
            continue
        phrase.use(place)
        if _of_part(phrase, place):
            continue
        levels = _bent(phrase, place, Level(meaning.term))
        (unwanted if negated(phrase, place) else wanted).extend(levels)
    if unwanted and not wanted:
        wanted = [level for level in ORDER if level not in unwanted]
    chosen = tuple(level for level in ORDER if level in wanted and level not in unwanted)
    return replace(reading, levels=chosen)


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
    return headless(phrase, place) or phrase.has(after, "type", "subtype", "grade")


def _bent(phrase: Phrase, place: int, level: Level) -> Sequence[Level]:
    rank = ORDER.index(level)
    after = phrase.skip(place, 1, "break") if phrase.has(place + 1, "break") else place + 1
    before = phrase.skip(place, -1, "of")
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


def grades(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """一等奖, first prize, 除了三等奖: a grade is a prize's."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for place, meaning in list(phrase.free("grade")):
        (unwanted if negated(phrase, place) else wanted).append(meaning.value)
        phrase.use(place)
        if phrase.has(place + 1, "at_least") and meaning.value in PRIZES:
            phrase.use(place + 1)
            wanted += PRIZES[: PRIZES.index(meaning.value)]
    wanted += _ranks(phrase)
    kinds = reading.kinds or ((Kind(Type.AWARD),) if wanted or unwanted else ())
    return replace(reading, kinds=kinds, grades=tuple(dict.fromkeys(wanted)), not_grades=tuple(dict.fromkeys(unwanted)))


def _ranks(phrase: Phrase) -> Iterator[str]:
    """排名第六, ranked sixth: a place in a ranking, as reports write it."""
    for place, _ in list(phrase.free("ranked")):
        at = phrase.skip(place, 1, "ordinal", "stop")
        if (number := phrase.number(at)) is not None and not phrase.has(at + 1, "task"):
            phrase.use(*range(place + phrase.has(place, "type", "subtype"), at + 1))
            yield f"第{numeral(number)}"


def status(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """入围, candidate; 已获批, granted; 还没获批 is candidate."""
    found: list[Status] = []
    for place, meaning in list(phrase.free("status")):
        phrase.use(place)
        yet = phrase.has(phrase.skip(place, -1, "stop") if phrase.has(place - 1, "stop") else place - 1, "yet")
        found.append(Status.CANDIDATE if yet else Status(meaning.term))
    return replace(reading, status=Status.CANDIDATE if Status.CANDIDATE in found else found[0]) if found else reading


def _named_units(phrase: Phrase) -> Iterator[str]:
    """Units that stand alone behind a word of asking, 是多少万人次, or end a word for what is measured: 培训人次."""
    for place, item in enumerate(phrase.items):
        if place in phrase.used:
            continue
        bare = item.text.lstrip("万亿")
        if not item.meanings and len(bare) > 1 and bare in classifiers() and phrase.has(place - 1, "ask"):
            phrase.use(place)
            yield bare
        elif item.get("measure"):
            unit = next(
                (end for end in (item.text[-2:],) if end in classifiers() and len(item.text) > len(end) + 1), ""
            )
            if unit:
                text = item.text.removesuffix(unit)
                known = spoken().of(text, "topic")
                phrase.items[place] = replace(item, text=text, end=item.end - len(unit), meanings=known)
                yield unit


def differing(_phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """哪些数字前后不一致: where nothing is named, the things whose claims differ are asked for."""
    if "differ" not in reading.asks:
        return reading
    kinds = tuple(kind for kind in reading.kinds if kind.type is not Type.METRIC or kind.heads)
    named = reading.topics or reading.party or reading.tasks or any(kind.heads for kind in kinds)
    left_out = ("differ",) if named else ("evidence", "count")
    asked = tuple(ask for ask in reading.asks if ask not in left_out)
    return replace(reading, kinds=reading.kinds if named else kinds, asks=asked)


def asks(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """Whether figures, sentences or a comparison are wanted, and in which unit."""
    asks = [meaning.value for item in phrase.items for meaning in item.all("ask")]
    measures = [
        unit
        for place, item in enumerate(phrase.items)
        for meaning in item.all("unit")
        if not counted(phrase, place)  # 占多少件 is no share
        for unit in meaning.value.split("|")
    ]
    measures += _named_units(phrase)
    if "compare" in asks and len(reading.levels) > 1 and any(item.get("total") for item in phrase.items):
        asks.append("total")
    counts = [
        item for item in phrase.items if "count" in {m.value for m in item.all("ask")} and _QUANTITY.match(item.text)
    ]
    if len(counts) > 1 and any(item.get("unit") is None for item in counts):
        measures = []  # 多少场，多少人: what has another unit is asked for, too
    phrase.use(*(place for place, item in enumerate(phrase.items) if item.get("ask", "unit") and not item.get("type")))
    return replace(reading, asks=tuple(dict.fromkeys((*reading.asks, *asks))), units=tuple(dict.fromkeys(measures)))
