"""Question → Reading: constraints by the words of the lexicons and the names of the graph, in Chinese and English.

Each step looks at the items of the question, says what it read and marks those that it used; what no step uses and no
list of empty words holds is what the question is about.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.vocabulary import Level, Scope, Status, Subtype, Type
from search.reading import Kind, Reading, TaskName, Topic
from search.tasks import named
from search.units import Item, Meaning, Words, items, spoken
from search.vocabulary import SHORTEST, KnownTask, Vocabulary

_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(r"[12]\d")
_HAN = re.compile(r"[\u3400-\u9fff]")
ORDER = tuple(Level)
FEW = 3  # parties that a part of a name may mean; more, and it is a word like any other
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(slots=True)
class _Text:
    """The items of a question while they are being read."""

    items: list[Item]
    used: set[int] = field(default_factory=set)

    def use(self, *places: int) -> None:
        self.used.update(places)

    def free(self, role: str) -> Iterator[tuple[int, Meaning]]:
        """Unused items that have a meaning in the role."""
        for place, item in enumerate(self.items):
            if place not in self.used and (meaning := item.get(role)):
                yield place, meaning

    def has(self, place: int, *roles: str) -> bool:
        return 0 <= place < len(self.items) and self.items[place].get(*roles) is not None

    def skip(self, place: int, step: int, *roles: str) -> int:
        """The next place in this direction that is not merely one of the roles."""
        place += step
        while self.has(place, *roles):
            place += step
        return place

    def text(self, first: int, last: int, question: str) -> str:
        return question[self.items[first].start : self.items[last].end]


def read(question: str, vocabulary: Vocabulary | None = None, *, names: Words | None = None) -> Reading:
    """Read a question against the lexicons and the names of the graph.

    >>> r = read("which national awards support task 5")
    >>> r.types, r.levels, r.tasks
    ((<Type.AWARD: 'Award'>,), (<Level.NATIONAL: 'national'>,), (5,))
    """
    vocabulary = vocabulary or Vocabulary()
    text = _Text(items(question, spoken(), names or vocabulary.words()))
    reading = Reading(question)
    steps: tuple[Callable[[_Text, Reading, Vocabulary], Reading], ...] = (
        _report,
        _tasks,
        _scopes,
        _parties,
        _years,
        _levels,
        _grades,
        _status,
        _asks,
        _task_names,
        _kinds,
        _groups,
        _topics,
    )
    for step in steps:
        reading = step(text, reading, vocabulary)
    return reading


def _report(text: _Text, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """A college names its report where there are several; where there is one it is the subject."""
    for place, meaning in text.free("institution"):
        text.use(place)
        if len(vocabulary.reports) > 1:
            reading = replace(reading, report=meaning.term)
    return reading


# tasks by number


def _number(item: Item) -> int | None:
    if item.text.isdecimal() and not _YEAR.fullmatch(item.text):
        return int(item.text)
    meaning = item.get("number", "rank")
    return int(meaning.value) if meaning else None


def _tasks(text: _Text, reading: Reading, _: Vocabulary) -> Reading:
    """任务5, 任务五、六, 第5项任务, task 5, task no. 5, the fifth task."""
    numbers: list[int] = []
    for place, _meaning in list(text.free("task")):
        after = text.skip(place, 1, "numero", "break", "ordinal")
        before = text.skip(place, -1, "numero", "task")
        found = list(_run(text, after)) or ([before] if _counts(text, before) else [])
        if not found:
            continue
        numbers += [number for at in found if (number := _number(text.items[at])) is not None]
        text.use(*range(min(place, *found), max(place, *found) + 1))
        if found == [before] and text.has(before - 1, "ordinal"):
            text.use(before - 1)
    return replace(reading, tasks=tuple(dict.fromkeys(numbers)))


def _counts(text: _Text, place: int) -> bool:
    """Whether a number before the word names a task: 第5项任务 and fifth task do, 5项任务 counts tasks."""
    if not 0 <= place < len(text.items) or _number(text.items[place]) is None:
        return False
    return text.has(place - 1, "ordinal") or text.has(place, "rank") or text.items[place + 1].text in ("号", "#")


def _run(text: _Text, place: int) -> Iterator[int]:
    """The places of 5, of 5、6 and of 5 and 6."""
    while 0 <= place < len(text.items) and _number(text.items[place]) is not None and not text.has(place, "rank"):
        yield place
        if not text.has(place + 1, "and"):
            return
        place = text.skip(place, 1, "and", "task")


# scopes and groups


def _scopes(text: _Text, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """学校层面 and programme group; 学校 alone only beside a task or another scope."""
    found: list[Scope] = []
    sure = [(place, meaning) for place, meaning in text.free("scope")]
    beside = {p for place, _ in sure for p in (place - 1, place + 1)} | {
        p for place in text.used if text.has(place, "task") for p in _around(text, place)
    }
    beside |= {p for place, _ in text.free("task_name") for p in _around(text, place)}
    groups = [place for place, _ in text.free("group")]
    for place, meaning in text.free("scope_near"):
        joined = any(text.has(place + step, "and") and text.has(place + 2 * step, "scope", "group") for step in (1, -1))
        if place in beside or joined:
            sure.append((place, meaning))
            found += [Scope.GROUP for at in groups if joined and abs(at - place) == 2]
            text.use(*(at for at in groups if joined and abs(at - place) == 2))
    for place, meaning in sorted(sure, key=lambda row: row[0]):
        text.use(place)
        found.append(Scope(meaning.term))
    # a 专业群 beside a task is a scope, too
    for place in groups:
        if place in beside and place not in text.used:
            text.use(place)
            found.append(Scope.GROUP)
    scopes = tuple(scope for scope in Scope if scope in found)
    return replace(reading, scopes=scopes, group=_group_number(text, scopes))


def _around(text: _Text, place: int) -> tuple[int, int]:
    roles = ("of", "stop", "task", "number", "numero", "task_cue")
    after = text.skip(place, 1, *roles)
    while after in text.used or _is_number(text, after):
        after = text.skip(after, 1, *roles)
    before = text.skip(place, -1, "of", "ordinal")
    while before in text.used or _is_number(text, before):
        before = text.skip(before, -1, "of", "ordinal", "numero")
    return before, after


def _is_number(text: _Text, place: int) -> bool:
    return 0 <= place < len(text.items) and _number(text.items[place]) is not None


def _group_number(text: _Text, scopes: tuple[Scope, ...]) -> int | None:
    """第二个专业群, 专业群2, group 2."""
    if Scope.GROUP not in scopes:
        return None
    for place, item in enumerate(text.items):
        scope = item.get("scope", "scope_near", "group")
        if place not in text.used or not scope or (scope.term != Scope.GROUP and scope.role != "group"):
            continue
        for at in (place + 1, text.skip(place, -1, "numero")):
            if 0 <= at < len(text.items) and at not in text.used and (number := _number(text.items[at])) is not None:
                text.use(at, *(p for p in (at - 1, place - 1) if text.has(p, "ordinal", "numero")))
                return number
    return None


def _groups(text: _Text, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """A 专业群 beside another kind of thing is where one looks; alone it is what one looks for."""
    for place, _ in list(text.free("group")):
        text.use(place)
        if reading.kinds or reading.tasks or reading.task_names or reading.asks:
            reading = replace(reading, scopes=tuple(dict.fromkeys((*reading.scopes, Scope.GROUP))))
            name = place - 1
            while name >= 0 and name not in text.used and _names_group(text.items[name]):
                text.use(name)  # 数控技术 in 数控技术专业群
                name -= 1
        else:
            reading = replace(reading, kinds=(Kind(Type.SPECIALTY, None, (text.items[place].text,)),))
    return reading


def _names_group(item: Item) -> bool:
    return not item.meanings or item.get("topic") is not None


# parties


def _parties(text: _Text, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """A party of the graph by its name or part of it; one that it does not know where the words around say so."""
    for place, meaning in list(text.free("party")):
        last = place + 1 if text.has(place + 1, "party_end") else place
        text.use(*range(place, last + 1))
        iris = tuple(dict.fromkeys(m.term for m in text.items[place].all("party")))
        return replace(reading, party=meaning.value, parties=iris)
    for place, item in enumerate(text.items):
        end = _name_end(text, place)
        if end is None:
            continue
        name = text.text(place, end, reading.question)
        if text.has(end + 1, "group"):  # 数控技术 in 数控技术专业群
            continue
        said = item.get("stranger") or _said_to_be_one(text, place, end)
        known = vocabulary.called(name) if said else vocabulary.begun(name)
        if said or 0 < len(known) <= FEW:
            text.use(*range(place, end + 1))
            return replace(reading, party=name, parties=known)
    return reading


def _name_end(text: _Text, first: int) -> int | None:
    """The last item of a name that no lexicon holds, with the word for a company after it: 华为公司, Huawei."""
    place = first
    while place < len(text.items) and place not in text.used and _may_name(text.items[place]):
        place += 1
    if place == first or text.items[place - 1].end - text.items[first].start < SHORTEST:
        return None
    return place if text.has(place, "party_end") and place not in text.used else place - 1


def _may_name(item: Item) -> bool:
    return not item.meanings or item.get("stranger") is not None


def _said_to_be_one(text: _Text, first: int, last: int) -> bool:
    """Whether the words around say that a name is a party's: 和…公司, with … together."""
    if not text.has(first - 1, "with"):
        return False
    return text.has(last, "party_end") or any(item.get("together") for item in text.items)


# years, levels, grades, status


def _years(text: _Text, reading: Reading, vocabulary: Vocabulary) -> Reading:
    years: list[int] = []
    for place, item in enumerate(text.items):
        if place in text.used:
            continue
        if _YEAR.fullmatch(item.text) and FIRST_YEAR <= int(item.text) < LAST_YEAR:
            years.append(int(item.text))
        elif _SHORT_YEAR.fullmatch(item.text) and place + 1 < len(text.items) and text.items[place + 1].text == "年":
            years.append(2000 + int(item.text))
        else:
            continue
        text.use(place)
        if text.has(place + 1, "year_word"):
            text.use(place + 1)
    if len(years) == 2 and re.search(rf"{years[0]}\s*年?\s*(?:[-—–~～至到]|to|until)+\s*{years[1]}", reading.question):
        years = list(range(years[0], years[1] + 1))
    told = {report.year for report in vocabulary.reports if report.year}
    for place, meaning in text.free("year_offset"):
        if len(told) == 1:
            text.use(place)
            years.append(next(iter(told)) + int(meaning.value))
    return replace(reading, years=tuple(dict.fromkeys(years)))


def _levels(text: _Text, reading: Reading, _: Vocabulary) -> Reading:
    """National, 省级及以上, 非国家级, 除了国家奖, provincial or above."""
    wanted: list[Level] = []
    unwanted: list[Level] = []
    for place, item in enumerate(text.items):
        meaning = item.get("level") or (item.get("level_before") if _before_thing(text, place) else None)
        if place in text.used or not meaning:
            continue
        text.use(place)
        levels = _bent(text, place, Level(meaning.term))
        (unwanted if _negated(text, place) else wanted).extend(levels)
    if unwanted and not wanted:
        wanted = [level for level in ORDER if level not in unwanted]
    chosen = tuple(level for level in ORDER if level in wanted and level not in unwanted)
    return replace(reading, levels=chosen)


def _before_thing(text: _Text, place: int) -> bool:
    """Whether a type follows at once, or another level and then a type: 国家和省两级奖项."""
    after = text.skip(place, 1, "level_before", "level", "and", "of", "at_least")
    return text.has(after, "type", "subtype", "grade")


def _bent(text: _Text, place: int, level: Level) -> Sequence[Level]:
    rank = ORDER.index(level)
    after = text.skip(place, 1, "break") if text.has(place + 1, "break") else place + 1
    before = text.skip(place, -1, "of")
    if text.has(after, "at_least") or text.has(before, "at_least_before"):
        text.use(*(at for at in (after, before) if text.has(at, "at_least", "at_least_before")))
        return ORDER[: rank + 1]
    if text.has(after, "at_most"):
        text.use(after)
        return ORDER[rank:]
    if text.has(before, "above_before"):
        text.use(before)
        return ORDER[:rank]
    if text.has(before, "below_before"):
        text.use(before)
        return ORDER[rank + 1 :]
    return (level,)


def _negated(text: _Text, place: int) -> bool:
    """Whether 除了 or except stands before it, with only equals between: 除了国家级和省级."""
    roles = ("level", "level_before", "and", "of", "type", "grade")
    before = place - 1
    while text.has(before, *roles) and not text.has(before, "not"):
        before -= 1
    if text.has(before, "stop") and not text.has(before, "not"):
        before -= 1
    if text.has(before, "not"):
        text.use(before)
        return True
    return False


def _grades(text: _Text, reading: Reading, _: Vocabulary) -> Reading:
    wanted: list[str] = []
    unwanted: list[str] = []
    for place, meaning in list(text.free("grade")):
        (unwanted if _negated(text, place) else wanted).append(meaning.value)
        text.use(place)
    kinds = reading.kinds or ((Kind(Type.AWARD),) if wanted or unwanted else ())
    return replace(reading, kinds=kinds, grades=tuple(dict.fromkeys(wanted)), not_grades=tuple(dict.fromkeys(unwanted)))


def _status(text: _Text, reading: Reading, _: Vocabulary) -> Reading:
    for place, meaning in list(text.free("status")):
        text.use(place)
        reading = replace(reading, status=Status(meaning.term))
    return reading


def _asks(text: _Text, reading: Reading, _: Vocabulary) -> Reading:
    """Whether figures, sentences or a comparison are wanted, and in which unit."""
    asks: list[str] = []
    measures: list[str] = []
    for item in text.items:
        asks += [meaning.value for meaning in item.all("ask")]
        measures += [meaning.value for meaning in item.all("unit")]
    text.use(*(place for place, item in enumerate(text.items) if item.get("ask", "unit") and not item.get("type")))
    return replace(reading, asks=tuple(dict.fromkeys(asks)), units=tuple(dict.fromkeys(measures)))


# tasks by name


def _task_names(text: _Text, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """党建方面, 双师队伍建设下, in talent training; but 产教融合 in 产教融合型企业 is what the things are about."""
    names: list[TaskName] = []
    for place, meaning in list(text.free("task_name")):
        if not (_cued(text, place) or _stands_alone(text, place)):
            continue
        text.use(place)
        if text.has(place + 1, "task_cue"):
            text.use(place + 1)
        word = text.items[place].text
        names.append(TaskName(word, tuple(dict.fromkeys((word, *meaning.value.split("|"))))))
    if reading.tasks:  # 任务9（信息化）: the number says it already
        return reading
    return _resolved(replace(reading, task_names=tuple(names)), vocabulary)


def _resolved(reading: Reading, vocabulary: Vocabulary) -> Reading:
    """Look the names up among the titles of the graph's tasks; a name that no title bears is a topic."""
    if not vocabulary.tasks:
        return reading
    chosen: list[KnownTask] = []
    for name in reading.task_names:
        best, _ = named(name, vocabulary.tasks, reading.scopes, reading.group)
        chosen += best
        if not best:
            reading = replace(reading, topics=(*reading.topics, Topic(name.word, name.same)))
    scopes = {task.scope for task in chosen}
    return replace(
        reading,
        scopes=tuple(scope for scope in Scope if scope in scopes) or reading.scopes,
        group=reading.group,
        tasks=tuple(dict.fromkeys(task.number for task in chosen)),
        task_iris=tuple(task.iri for task in chosen),
    )


def _cued(text: _Text, place: int) -> bool:
    item = text.items[place]
    if text.has(place + 1, "task_cue"):
        return True
    latin = not _HAN.search(item.text)
    return latin and text.has(text.skip(place, -1, "of"), "task_cue_before")


def _stands_alone(text: _Text, place: int) -> bool:
    """Whether nothing is compounded with the name: what follows asks, or is a word for all kinds of things."""
    if text.items[place].get("type", "topic") and text.items[place].get("type"):
        return False
    after = place + 1
    if after >= len(text.items):
        return len(text.items) > 1
    following = text.items[after]
    return bool(following.get("which", "stop", "level", "of", "break", "and", "ask")) or _whole_class(following)


def _whole_class(item: Item) -> bool:
    return any(not meaning.value for meaning in item.all("type"))


# kinds of things


def _kinds(text: _Text, reading: Reading, _: Vocabulary) -> Reading:
    """The kinds asked for; a type that stands before another or outside the asking says what they are about."""
    places = [p for p, item in enumerate(text.items) if p not in text.used and item.get("type", "subtype")]
    heads = [p for p in places if not _modifies(text, p)]
    asked = [p for p in heads if _is_asked(text, p)]
    chosen = _with_equals(text, heads, asked) if asked else heads
    if any(_awards(text.items[p]) for p in chosen) or reading.grades:
        # prizes come from contests and are given to courses: beside an award those say what it is about
        chosen = [
            p
            for p in chosen
            if _awards(text.items[p]) or text.items[p].get("type", "subtype") is None or _joined(text, p)
        ]
    kinds = [kind for p in chosen for kind in _kinds_of(text.items[p])]
    # what was read as a level or a grade may name the type, too: 国奖, 一等奖
    also = [kind for p in sorted(text.used) for kind in _kinds_of(text.items[p]) if text.has(p, "level", "grade")]
    text.use(*chosen)
    kinds = kinds or also or list(reading.kinds)
    return replace(reading, kinds=tuple(_merged(kinds)))


def _awards(item: Item) -> bool:
    return any(kind.type is Type.AWARD for kind in _kinds_of(item))


def _kinds_of(item: Item) -> list[Kind]:
    subtypes = [
        Kind(Type.AWARD, Subtype(m.term), tuple(m.value.split("|")) if m.value else ()) for m in item.all("subtype")
    ]
    return subtypes or [
        Kind(Type(m.term), None, tuple(m.value.split("|")) if m.value else ()) for m in item.all("type")
    ]


def _merged(kinds: Iterable[Kind]) -> Iterator[Kind]:
    """One kind a type and subtype; the whole class takes in what is narrower."""
    heads: dict[tuple[Type, Subtype | None], tuple[str, ...] | None] = {}
    for kind in kinds:
        name = (kind.type, kind.subtype)
        known = heads.get(name, ())
        heads[name] = None if known is None or not kind.heads else tuple(dict.fromkeys((*known, *kind.heads)))
    for (type, subtype), words in heads.items():
        yield Kind(type, subtype, words or ())


def _modifies(text: _Text, place: int) -> bool:
    """Whether it only modifies another type: before it (教材奖, 企业的标准) or after it (awards for textbooks)."""
    after = place + 1
    if text.has(after, "of") and _HAN.search(text.items[place].text):
        after += 1
    if after not in text.used and text.has(after, "type", "subtype") and not text.has(place + 1, "and"):
        return True
    grade = text.has(place + 1, "grade") or text.has(place + 1, "level")
    if grade and _awards(text.items[place]) and text.items[place].get("type", "subtype"):
        return any(m.value for m in text.items[place].all("type"))
    if _HAN.search(text.items[place].text):
        return False
    before = place - 1
    while text.has(before, "stop", "level") and not text.has(before, "which", "break"):
        before -= 1
        if text.has(before, "type", "subtype") and text.has(before + 1, "of", "task_cue_before"):
            return True
    return False


def _is_asked(text: _Text, place: int) -> bool:
    """Whether 哪些 or which asks for it: 哪些国家级奖项, 专利有多少, which standards."""
    before = place - 1
    while before >= 0 and not text.has(before, "which", "break") and not text.has(before, "type", "subtype"):
        before -= 1
    if text.has(before, "which"):
        return True
    after = text.skip(place, 1, "stop") if not text.has(place + 1, "which") else place + 1
    return bool(_HAN.search(text.items[place].text)) and text.has(after, "which") and not _followed(text, after)


def _followed(text: _Text, which: int) -> bool:
    """Whether the interrogative asks for a type after it."""
    return any(text.has(at, "type", "subtype") for at in range(which + 1, len(text.items)))


def _joined(text: _Text, place: int) -> bool:
    return any(text.has(at, "and") for at in (place - 1, place + 1))


def _with_equals(text: _Text, heads: Sequence[int], asked: Sequence[int]) -> list[int]:
    """The types asked for, with those that 和, 、 or `and` joins to them."""
    chosen = set(asked)
    for first, second in pairwise(heads):
        between = range(first + 1, second)
        plain = all(
            p in text.used or text.items[p].get("and", "stop", "of", "level", "which", "together") for p in between
        )
        beside = any(text.has(p, "with") for p in between) and text.has(second + 1, "together")  # 和企业共建
        if plain and not beside and any(text.has(p, "and") for p in between) and chosen & {first, second}:
            chosen |= {first, second}
    return sorted(chosen)


# what is left


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


def _topics(text: _Text, reading: Reading, _: Vocabulary) -> Reading:
    """Every word that nothing has used: known topics with their equals, the rest as it stands."""
    topics = {topic.word: topic for topic in reading.topics}
    for place, item in enumerate(text.items):
        if place in text.used or not re.search(r"\w", item.text):
            continue
        topic = _topic(item, modifies=item.get("type", "subtype") is not None and _modifies(text, place))
        if topic and topic.same:
            topics.setdefault(topic.word, topic)
    return replace(reading, topics=tuple(topics.values()))


def _topic(item: Item, *, modifies: bool) -> Topic | None:
    """What a word that nothing has used says, if anything."""
    if meaning := item.get("topic", "task_name"):
        own = (item.text,) if _HAN.search(item.text) else ()
        return Topic(item.text, tuple(dict.fromkeys((*own, *meaning.value.split("|")))))
    if item.get(*EMPTY) and not item.get("type", "subtype", "measure"):
        return None
    if meaning := item.get("type", "subtype", "measure"):
        if not meaning.value and not modifies:  # a word for a whole class tells nothing unless it stands before another
            return None
        same = (item.text, meaning.value) if meaning.value else (item.text,)
        return Topic(item.text, tuple(dict.fromkeys(word for word in same if _HAN.search(word))))
    if item.get("level_before", "number", "rank"):
        return None if len(item.text) < 2 or not _HAN.search(item.text) else Topic(item.text, (item.text,))
    if item.text.isdecimal() and len(item.text) < 2:
        return None
    return Topic(item.text, (item.text,))
