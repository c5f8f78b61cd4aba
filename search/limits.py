"""Phrase → what a question limits: report, years, grades, status; and what it wants to know."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.vocabulary import PARTIES, Status, Type
from ontology.lexicon import rows
from search.clauses import classifiers, counted
from search.levels import negated
from search.numerals import numeral
from search.phrase import YEAR, Phrase
from search.reading import Kind, Reading
from search.vocabulary import Vocabulary
from search.wording import spoken

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
