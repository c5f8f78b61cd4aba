"""Phrase → its parts, where each thing that is asked for has limits of its own: 国家级奖项和省级平台各有哪些.

Each part is read alone. A limit before the first of several things holds for the others, too, unless they have one of
that sort themselves; one behind the last holds for all. Where all have the same limits, the question has no parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from search.clauses import COMMAS
from search.items import Item
from search.phrase import YEAR, Phrase
from search.reading import Reading

THING = ("type", "subtype", "grade", "asked", "measure")
INNER = ("level", "level_before", "grade")  # limits of a thing
OUTER = {"task": ("tasks", "task_iris"), "task_name": ("task_names", "task_iris"), "scope": ("scopes", "group")}
WHOLE = ("not", "lack", "inclusive", "part", "anything", "like")  # with these a question is of one piece
ADVERBIAL = ("scopes", "group", "tasks", "task_names", "task_iris", "years", "party", "parties", "status", "report")
SHARED = (*ADVERBIAL, "levels", "topics")
LIMITS = (*SHARED, "grades", "units", "asks")
EACH = "各"
STOPS = COMMAS | {"；", ";", "。"}
OTHERS = ("evidence", "differ", "lacking")


@dataclass(frozen=True, slots=True)
class Part:
    """Items that ask for things of their own, from the first to behind the last; `clause` is that of the sentence."""

    first: int
    last: int
    clause: int


def split(items: Sequence[Item]) -> list[Part]:
    """Cut where 、, 和 or a comma stands between things that are asked for."""
    phrase = Phrase(list(items))
    if any(item.get(*WHOLE) for item in items):
        return []
    found, first, clause = list[Part](), 0, 0
    for joint in (*_joints(phrase), len(items)):
        if _names(phrase, first, joint):
            found.append(part := Part(first, joint, clause))
            clause += not phrase.has(joint, "and") or _ends_clause(phrase, part)
            first = joint + 1
    if found and first < len(items):  # what names nothing belongs to the part before it
        found[-1] = replace(found[-1], last=len(items))
    return found if len(found) > 1 and not _postposed(phrase, found) and _each_asked(phrase, found) else []


def _ends_clause(phrase: Phrase, part: Part) -> bool:
    """Whether the interrogative of a part is for it alone; 哪些 before a thing asks for what 和 joins, too."""
    which = _which(phrase, part)
    return which is not None and not _names(phrase, which + 1, part.last)


def _joints(phrase: Phrase) -> Iterator[int]:
    for place, item in enumerate(phrase.items):
        if item.text in STOPS or (phrase.has(place, "and") and not phrase.has(place, "type", "ask")):
            yield place


def _names(phrase: Phrase, first: int, last: int) -> bool:
    return any(_is_thing(phrase, place) for place in range(first, last))


def _is_thing(phrase: Phrase, place: int) -> bool:
    """Whether a thing or a sum is named: how much has been spent."""
    return phrase.has(place, *THING) or phrase.items[place].text.lower().startswith("how much")


def _postposed(phrase: Phrase, parts: Sequence[Part]) -> bool:
    """Whether a level stands behind the last thing for all: 奖项和平台哪些是国家级的; not if another has its own."""
    ahead = range(parts[0].first, parts[-1].first)
    roles = [role for role in INNER if not any(phrase.has(at, role) for at in ahead)]
    return any(phrase.has(at, *roles) for at in _behind(phrase, parts[-1]))


def _behind(phrase: Phrase, part: Part) -> range:
    """The items behind the last thing of a part."""
    things = [place for place in range(part.first, part.last) if _is_thing(phrase, place)]
    return range(things[-1] + 1, part.last)


def _told_last(phrase: Phrase, part: Part) -> tuple[str, ...]:
    """The limits behind the last thing that hold for all of its clause: which prizes and platforms does task 5 have."""
    behind = [phrase.items[at] for at in _behind(phrase, part)]
    found = [name for role, names in OUTER.items() if any(item.get(role) for item in behind) for name in names]
    return (*found, *(["years"] if any(YEAR.fullmatch(item.text) for item in behind) else []))


def _each_asked(phrase: Phrase, parts: Sequence[Part]) -> bool:
    """Whether an interrogative asks for all, or each is asked for by one of its own.

    In 制定、修订了哪些标准 it asks for what stands behind it; in 教学成果奖，一等奖几项 the first says what is meant.
    """
    which = [_which(phrase, part) for part in parts]
    if any(
        at is not None and not _names(phrase, part.first, at) for part, at in zip(parts[1:], which[1:], strict=True)
    ):
        return all(at is not None for at in which)
    asked = {part.clause for part, at in zip(parts, which, strict=True) if at is not None}
    each = any(item.text.startswith(EACH) for item in phrase.items)
    return each or not asked or asked == {part.clause for part in parts}


def _which(phrase: Phrase, part: Part) -> int | None:
    """The interrogative of a part."""
    return next((place for place in range(part.first, part.last) if phrase.has(place, "which", "ask")), None)


def asked_for(whole: Phrase, part: Part) -> bool:
    """Whether what the part names is asked for, and does not only say what another thing is about."""
    places = range(part.first, part.last)
    nouns = [at for at in places if whole.has(at, "type", "subtype") and not whole.has(at, "grade", "level")]
    return not nouns or any(at in nouns for at in whole.heads)


def joined(whole: Reading, items: Sequence[Item], parts: Sequence[Part], readings: Sequence[Reading]) -> list[Reading]:
    """What the parts ask, each with the limits that it shares with others; nothing where the whole says as much."""
    if any(not (one.kinds or one.topics) or set(one.asks) & set(OTHERS) for one in readings):
        return []
    shared = list(_passed_back(Phrase(list(items)), parts, readings))
    for at, (one, other) in enumerate(pairwise(parts)):
        alike = one.clause == other.clause or shared[at].kinds == shared[at + 1].kinds  # 大赛一等奖几项，二等奖几项
        names = SHARED if alike else _handed_on(whole.question, items[one.first : one.last], shared[at])
        shared[at + 1] = _filled(shared[at + 1], shared[at], names)
    if not _apart(whole, shared):
        return []
    spans = [(items[part.first].start, items[part.last - 1].end) for part in parts]
    return [replace(one, question=whole.question[a:b]) for one, (a, b) in zip(shared, spans, strict=True)]


def _apart(whole: Reading, parts: Sequence[Reading]) -> bool:
    """Whether the parts differ in a limit; if in one alone, and in nothing else, any of its values will do for all."""
    differ = [name for name in LIMITS if len({getattr(part, name) for part in parts}) > 1 and getattr(whole, name)]
    alike = len({part.kinds for part in parts}) == 1
    return len(differ) > (
        alike and differ != ["topics"] and all(getattr(part, name) for part in parts for name in differ)
    )


def _passed_back(phrase: Phrase, parts: Sequence[Part], readings: Sequence[Reading]) -> Iterator[Reading]:
    """国家级奖项和省级平台各有多少: the last of a clause says for all what is wanted of them, and of which task.

    What stands behind a comma of its own is said for the clauses before, too: 奖项有哪些，团队有几个，任务5的.
    """
    added = any(phrase.items[at].text in STOPS for at in _behind(phrase, parts[-1]))
    for part, reading in zip(parts, readings, strict=True):
        last = max(at for at, other in enumerate(parts) if other.clause == part.clause)
        filled = _filled(reading, readings[last], ("asks", *_told_last(phrase, parts[last])))
        yield _filled(filled, readings[-1], _told_last(phrase, parts[-1]) if added else ())


def _handed_on(question: str, items: Sequence[Item], reading: Reading) -> Sequence[str]:
    """The limits that hold in the next clause, too: when, where; who did it, if an interrogative stands behind."""
    which = next((item.start for item in items if item.get("which")), 0)
    ahead = all(question.find(topic.word) < which for topic in reading.topics)
    return (*ADVERBIAL, "topics") if ahead else ADVERBIAL


def _filled(reading: Reading, other: Reading, names: Sequence[str]) -> Reading:
    """The reading with the values of the other in those of these fields that it lacks."""
    return replace(reading, **{name: getattr(other, name) for name in names if not getattr(reading, name)})
