"""Phrase → the tasks and scopes that a question names, by number, by name, by paraphrase."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.vocabulary import Scope, Type
from search import specialties
from search.clauses import COMMAS, headless
from search.items import Item
from search.match import holds, plain
from search.phrase import IS_HAN, Phrase
from search.reading import Kind, Reading, TaskName, Topic
from search.tasks import named, title_of
from search.vocabulary import KnownTask, Vocabulary
from search.wording import Meaning

SHORTEST = 2  # characters of a word by which a title is known
GROUP = "专业群"
FEW = 2  # titles of one report that may hold it


def tasks(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """任务5, 任务五、六, 第5项任务, task 5, task no. 5, the fifth task."""
    numbers: list[int] = []
    for place, _meaning in list(phrase.free("task")):
        after = phrase.skip(place, 1, "numero", "break", "ordinal")
        before = phrase.skip(place, -1, "numero", "task")
        found = list(_run(phrase, after)) or ([before] if _counts(phrase, before) else [])
        if not found:
            continue
        numbers += [number for at in found if (number := phrase.number(at)) is not None]
        phrase.use(*range(min(place, *found), max(place, *found) + 1))
        if found == [before] and phrase.has(before - 1, "ordinal"):
            phrase.use(before - 1)
    return replace(reading, tasks=tuple(dict.fromkeys(numbers)))


def _counts(phrase: Phrase, place: int) -> bool:
    """Whether a number before the word names a task: 第5项任务 and fifth task do, 5项任务 counts tasks."""
    if phrase.number(place) is None:
        return False
    return phrase.has(place - 1, "ordinal") or phrase.has(place, "rank") or phrase.items[place + 1].text in ("号", "#")


def _run(phrase: Phrase, place: int) -> Iterator[int]:
    """The places of 5, of 5、6 and of 5 and 6."""
    while phrase.number(place) is not None and not phrase.has(place, "rank"):
        yield place
        if not phrase.has(place + 1, "and"):
            return
        place = phrase.skip(place, 1, "and", "task")


def scopes(phrase: Phrase, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """学校层面 and programme group; 学校 alone only beside a task or another scope."""
    found: list[Scope] = []
    sure = [(place, meaning) for place, meaning in phrase.free("scope")]
    beside = {p for place, _ in sure for p in (place - 1, place + 1)} | {
        p for place in phrase.used if phrase.has(place, "task") for p in _around(phrase, place)
    }
    beside |= {p for place, _ in phrase.free("task_name") for p in _around(phrase, place)}
    groups = [place for place, _ in phrase.free("group")]
    for place, meaning in phrase.free("scope_near"):
        joined = any(
            phrase.has(place + step, "and") and phrase.has(place + 2 * step, "scope", "group") for step in (1, -1)
        )
        if place in beside or joined or _parallel(phrase, place, groups):
            sure.append((place, meaning))
            found += [Scope.GROUP for at in groups if joined and abs(at - place) == 2]
            phrase.use(*(at for at in groups if joined and abs(at - place) == 2))
    reading, spoken = _named_in_english(phrase, reading, vocabulary, sure)
    for place, meaning in sorted(sure, key=lambda row: row[0]):
        phrase.use(place)
        found.append(Scope(meaning.term))
    # a 专业群 beside a task is a scope, too
    for place in groups:
        apart = any(phrase.has(at, "scope_near") and _parallel(phrase, at, [place]) for at in phrase.used)
        if (place in beside or apart) and place not in phrase.used:
            phrase.use(place)
            found.append(Scope.GROUP)
    scopes = tuple(scope for scope in Scope if scope in found)
    of_group = [place for place, meaning in sure if meaning.term == Scope.GROUP] + [
        p for p in groups if p in phrase.used
    ]
    called = {_named_group(phrase, at, reading.question, vocabulary) for at in of_group} - {None}
    called |= spoken
    one = next(iter(called)) if len(called) == 1 else None
    return replace(reading, scopes=scopes, group=_group_number(phrase, scopes) or one)


def _named_in_english(
    phrase: Phrase, reading: Reading, vocabulary: Vocabulary, sure: list[tuple[int, Meaning]]
) -> tuple[Reading, set[int]]:
    """The groups whose names are said in English, with what stands for which; a name makes `group` a 专业群."""
    near = [(at, meaning) for at, meaning in phrase.free("scope_near") if meaning.term == Scope.GROUP]
    numbers = set[int]()
    for place, meaning in [*sure, *near]:
        if meaning.term != Scope.GROUP or not (found := specialties.named(phrase, place, reading.question, vocabulary)):
            continue
        said = phrase.text(found.places[0], found.places[-1], reading.question)
        phrase.use(*found.places)
        sure += [(place, meaning)] if (place, meaning) not in sure else []
        names = "、".join(group.name + GROUP for group in found.groups)
        reading = replace(reading, spelt=(*reading.spelt, (said, names)))
        numbers |= {one.number for one in found.groups if len(found.groups) == 1 and vocabulary.several(one.report)}
    return reading, numbers


def _parallel(phrase: Phrase, place: int, groups: Sequence[int]) -> bool:
    """Whether it opens a clause and a 专业群 opens another: 学校拿了多少奖，专业群拿了多少."""
    if not _opens(phrase, place) or phrase.items[place].text.isascii():
        return False
    at = next((at for at in groups if at not in phrase.used and at != place and _opens(phrase, at)), None)
    at = at if at is not None else next((p for p, _ in phrase.free("scope") if p != place and _opens(phrase, p)), None)
    if at is None or not any(phrase.items[p].text in COMMAS for p in range(min(place, at), max(place, at))):
        return False
    return any(phrase.has(p, "which", "ask") for p in range(min(place, at), max(place, at)))


def _opens(phrase: Phrase, place: int) -> bool:
    before = place - 1
    while before >= 0 and (not phrase.items[before].meanings or phrase.has(before, "topic")):
        if phrase.items[before].text in COMMAS:
            return True
        before -= 1  # the name of a 专业群
    return before < 0 or phrase.has(before, "break", "and")


def _around(phrase: Phrase, place: int) -> tuple[int, int]:
    roles = ("of", "stop", "task", "number", "numero", "task_cue")
    after = place + 1
    while _passes(phrase, after, *roles):
        after += 1
    before = place - 1
    while _passes(phrase, before, "of", "ordinal", "numero"):
        before -= 1
    return before, after


def _passes(phrase: Phrase, place: int, *roles: str) -> bool:
    """Whether one looks further than this item for the scope of a task."""
    if phrase.has(place, "scope", "scope_near", "group"):
        return False
    return phrase.has(place, *roles) or place in phrase.used or phrase.number(place) is not None


def _group_number(phrase: Phrase, scopes: tuple[Scope, ...]) -> int | None:
    """第二个专业群, 专业群2, group 2."""
    if Scope.GROUP not in scopes:
        return None
    for place, item in enumerate(phrase.items):
        scope = item.get("scope", "scope_near", "group")
        if place not in phrase.used or not scope or (scope.term != Scope.GROUP and scope.role != "group"):
            continue
        before = phrase.skip(place, -1, "numero")
        for at in (place + 1, before):
            if at == before and not (phrase.has(at, "rank") or phrase.has(at - 1, "ordinal")):
                continue  # two groups are no second one
            if at not in phrase.used and (number := phrase.number(at)) is not None:
                phrase.use(at, *(p for p in (at - 1, place - 1) if phrase.has(p, "ordinal", "numero")))
                return number
    return None


def _named_group(phrase: Phrase, place: int, question: str, vocabulary: Vocabulary) -> int | None:
    """乳品专业群, 乳品加工与检测专业群: which one it is of those that headings name."""
    first = place
    while first > 0 and first - 1 not in phrase.used and phrase.items[first - 1].end == phrase.items[first].start:
        first -= 1
    for start in range(first, place):
        if number := vocabulary.group(phrase.text(start, place - 1, question)):
            phrase.use(*range(start, place))
            return number
    return None


def groups(phrase: Phrase, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """A 专业群 beside another kind of thing is where one looks; alone it is what one looks for."""
    several = False  # of two that are named, either will do
    for place, _ in list(phrase.free("group")):
        phrase.use(place)
        if reading.kinds or reading.tasks or reading.task_names or reading.asks or _told_of(phrase, place):
            scopes = tuple(dict.fromkeys((*reading.scopes, Scope.GROUP)))
            number = _group_number(phrase, scopes) or _named_group(phrase, place, reading.question, vocabulary)
            several = several or (number is not None and reading.group not in (None, number))
            reading = replace(reading, scopes=scopes, group=None if several else reading.group or number)
            name = _name_of_group(phrase, place, reading.question, vocabulary)
            if not _stranger(phrase, name, reading.question, vocabulary):
                phrase.use(*name)  # 数控技术 in 数控技术专业群; of 幼儿教育专业群 there may be nothing
        else:
            reading = replace(reading, kinds=(Kind(Type.SPECIALTY, None, (phrase.items[place].text,)),))
    return reading


def _told_of(phrase: Phrase, place: int) -> bool:
    """Whether something else is asked about it: 专业群成果里国家级的, 专业群技术服务."""
    for at in range(place + 1, len(phrase.items)):
        if phrase.has(at, "which"):
            return False
        if phrase.has(at, "level", "grade", "topic"):
            return True
    return False


def _name_of_group(phrase: Phrase, place: int, question: str, vocabulary: Vocabulary) -> range:
    """The items before the word for a 专业群 that may be its name; 与 only where it joins the halves of a known one."""
    first = place
    while first > 0 and first - 1 not in phrase.used and _names_group(phrase.items[first - 1]):
        first -= 1
    start = first
    while start > 1 and phrase.has(start - 1, "and") and not {start - 1, start - 2} & phrase.used:
        start -= 2
        if vocabulary.has_group(phrase.text(start, place - 1, question)):
            first = start
    return range(first, place)


def _stranger(phrase: Phrase, name: range, question: str, vocabulary: Vocabulary) -> bool:
    """Whether it is the name of a 专业群 that no report has, whatever words stand before it."""
    names = [one for start in name if len(one := phrase.text(start, name[-1], question)) > 1]
    return bool(names) and all(specialties.unknown(one, vocabulary) for one in names)


def _names_group(item: Item) -> bool:
    return not item.meanings or item.get("topic") is not None


def task_names(phrase: Phrase, reading: Reading, vocabulary: Vocabulary) -> Reading:
    """党建方面, 双师队伍建设下, in talent training; but 产教融合 in 产教融合型企业 is what the things are about."""
    names: list[TaskName] = []
    for place, meaning in list(phrase.free("task_name")):
        if not (_cued(phrase, place) or _stands_alone(phrase, place) or _is_all(phrase, place, vocabulary, meaning)):
            continue
        phrase.use(place)
        if phrase.has(place + 1, "task_cue"):
            phrase.use(place + 1)
        word = phrase.items[place].text
        first = place
        while _may_stand_in_title(phrase, first - 1, first) and _titled(
            phrase.text(first - 1, place, reading.question), vocabulary
        ):
            first -= 1  # 高质量 in 高质量党建任务
            phrase.use(first)
        names.append(TaskName(word, tuple(dict.fromkeys((word, *meaning.value.split("|"))))))
    names += _by_heading(phrase, reading, vocabulary)
    if reading.tasks:  # 任务9（信息化）: the number says it already
        return reading
    return resolved(replace(reading, task_names=tuple(names)), vocabulary)


def _by_heading(phrase: Phrase, reading: Reading, vocabulary: Vocabulary) -> Iterator[TaskName]:
    """智慧矿山方面: the words before the word for a task that stand in the title of one, if in few others."""
    for cue, _ in list(phrase.free("task_cue")):
        if len(phrase.items[cue].text) < SHORTEST:  # 教师里, 大赛上: one of many, and no task
            continue
        first = cue
        while _may_stand_in_title(phrase, first - 1, first):
            first -= 1
        for start in (at for at in range(first, cue) if not phrase.has(at, "and")):
            word = phrase.text(start, cue - 1, reading.question)
            if len(word) >= SHORTEST and _titled(word, vocabulary):
                phrase.use(*range(start, cue + 1))
                yield TaskName(word, (word,))
                break


def _may_stand_in_title(phrase: Phrase, place: int, after: int) -> bool:
    """Whether the item is a Chinese word right before the other one that nothing has used."""
    if place < 0 or place in phrase.used or not IS_HAN.search(phrase.items[place].text):
        return False
    joined = phrase.items[place].end == phrase.items[after].start
    return joined and not phrase.has(place, "which", "of", "break", "level", "type", "subtype", "group", "scope", "ask")


def _titled(word: str, vocabulary: Vocabulary) -> bool:
    """Whether titles hold the word, but few of one report: 建设 and 水平 stand in many."""
    said = plain(word)
    bearing = [task for task in vocabulary.tasks if said in title_of(task)]
    bearing = bearing or [task for task in vocabulary.tasks if holds(title_of(task), word)]
    counts = Counter((task.report, task.scope, task.group) for task in bearing)
    return 0 < max(counts.values(), default=0) <= FEW


def resolved(reading: Reading, vocabulary: Vocabulary) -> Reading:
    """Look the names up among the titles of the graph's tasks; a name that no title bears is a topic."""
    if not vocabulary.tasks:
        return reading
    chosen: list[KnownTask] = []
    for name in reading.task_names:
        best, _ = named(name, vocabulary.tasks, reading.scopes, reading.group)
        chosen += best
        if not best:
            reading = replace(reading, topics=(*reading.topics, Topic(name.word, name.same)))
    return at_tasks(reading, chosen)


def at_tasks(reading: Reading, chosen: Sequence[KnownTask]) -> Reading:
    """The reading with these tasks of the graph."""
    scopes = {task.scope for task in chosen}
    return replace(
        reading,
        scopes=tuple(scope for scope in Scope if scope in scopes) or reading.scopes,
        tasks=tuple(dict.fromkeys(task.number for task in chosen)),
        task_iris=tuple(task.iri for task in chosen),
    )


def _is_all(phrase: Phrase, place: int, vocabulary: Vocabulary, meaning: Meaning) -> bool:
    """Whether a task's name is all that is said, or what it achieved is asked for: 师资队伍, 师资队伍有哪些成果."""
    others = [at for at in range(len(phrase.items)) if at != place and at not in phrase.used]
    if not all(phrase.has(at, "stop", "which", "anything", "of", "break", "ask") for at in others):
        return False
    asked = any(phrase.has(at, "which", "ask") for at in others)
    if asked and not any(phrase.has(at, "anything") for at in others):
        return False
    name = TaskName(phrase.items[place].text, tuple(meaning.value.split("|")))
    return bool(named(name, vocabulary.tasks, (), None)[0])


def _cued(phrase: Phrase, place: int) -> bool:
    item = phrase.items[place]
    if phrase.has(place + 1, "task_cue"):
        return True
    latin = not IS_HAN.search(item.text)
    return latin and phrase.has(phrase.skip(place, -1, "of"), "task_cue_before")


def _stands_alone(phrase: Phrase, place: int) -> bool:
    """Whether nothing is compounded with the name: what follows asks, or is a word for all kinds of things."""
    if phrase.items[place].get("type") or headless(phrase, place):
        return False
    after = place + 1
    if phrase.has(place - 1, "aux") and phrase.has(place - 2, "ask"):  # how much did technical services bring in
        return False
    if phrase.has(place - 1, "ask"):  # how many teaching staff
        return after < len(phrase.items) and _whole_class(phrase.items[after])
    if after >= len(phrase.items):
        return len(phrase.items) > 1
    following = phrase.items[after]
    return bool(following.get("which", "stop", "level", "of", "break", "and", "ask")) or _whole_class(following)


def _whole_class(item: Item) -> bool:
    return any(not meaning.value for meaning in item.all("type"))
