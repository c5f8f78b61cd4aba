"""What a person writes to correct a reading → the values by which `corrected` takes them over.

Each is said as in a question (`奖项`, `award`, `省级及以上`, `学校5`, `school:5`), and `none` takes a constraint away.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kg.errors import QueryError
from kg.vocabulary import Level, Scope, Subtype, Type
from search.question import read
from search.reading import Reading, understood
from search.second import second
from search.vocabulary import Vocabulary

NONE = "none"
_TASK = re.compile(
    r"(?P<scope>\D*?)(?P<group>\d+)?\s*(?:任务|task|[:：])\s*(?P<number>\d+)|(?P<bare>\D*)(?P<last>\d+)", re.I
)
_SCOPES = {"school": Scope.SCHOOL, "学校": Scope.SCHOOL, "学校层面": Scope.SCHOOL}
_SCOPES |= {"group": Scope.GROUP, "专业群": Scope.GROUP, "专业群层面": Scope.GROUP}


def overrides(said: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> dict[str, Any]:
    """Read corrections by name: type, level, task, scope, year, party; a name with no words corrects nothing.

    >>> str(overrides({"level": ["省级及以上"], "task": ["学校5"]}, Vocabulary())["levels"][-1])
    'provincial'
    """
    found: dict[str, Any] = {}
    for name, words in said.items():
        if words:
            found |= _NOTHING[name] if list(words) == [NONE] else _READERS[name](words, vocabulary)
    return found


def posted(given: Mapping[str, Any], reading: Reading, vocabulary: Vocabulary) -> dict[str, Any]:
    """What a person changed in an `understood` that is posted back; what is as it was read says nothing new.

    It may have been read a second time, because the first reading found nothing.
    """
    readings = (reading, *second(reading, vocabulary))
    found = [
        {name: value for name, value in given.items() if now.get(name) != value} for now in map(understood, readings)
    ]
    changed = min(found, key=len)
    if changed.get("party"):  # a name as people write it: the things that bear it are looked up
        changed |= _parties([str(changed["party"])], vocabulary)
    return changed


def _types(words: Sequence[str], _: Vocabulary) -> dict[str, Any]:
    kinds: list[dict[str, Any]] = []
    for word in words:
        exact = next((one for one in (*Type, *Subtype) if one.lower() == word.lower()), None)
        if exact:
            kinds.append({"type": exact} if isinstance(exact, Type) else {"type": Type.AWARD, "subtype": exact})
            continue
        read_kinds = understood(read(word))["kinds"]
        kinds += read_kinds or _unknown("type", word)
    return {"kinds": kinds}


def _levels(words: Sequence[str], _: Vocabulary) -> dict[str, Any]:
    found: list[Level] = []
    for word in words:
        exact = next((level for level in Level if level == word.lower()), None)
        found += [exact] if exact else read(f"{word}奖项").levels or _unknown("level", word)
    return {"levels": [level for level in Level if level in found]}


def _scopes(words: Sequence[str], _: Vocabulary) -> dict[str, Any]:
    return {"scope": [_scope(word) or _unknown("scope", word) for word in words], "group": None}


def _scope(word: str) -> Scope | None:
    return _SCOPES.get(word.strip().lower()) or next(iter(read(f"{word} task 1").scopes), None)


def _tasks(words: Sequence[str], vocabulary: Vocabulary) -> dict[str, Any]:
    """5, 学校5, school:5, group2:4, or a task by its name."""
    numbers, scopes, groups = list[int](), list[Scope](), list[int]()
    for word in words:
        match = _TASK.fullmatch(word.strip())
        if not match:
            reading = read(f"{word}方面", vocabulary)
            numbers += reading.tasks or _unknown("task", word)
            scopes += reading.scopes
            continue
        numbers.append(int(match["number"] or match["last"]))
        place = (match["scope"] or match["bare"] or "").strip()
        if place and place.lower() not in ("任务", "task"):
            scopes.append(_scope(place) or _unknown("task", word))
        groups += [int(match["group"])] if match["group"] else []
    found: dict[str, Any] = {"tasks": list(dict.fromkeys(numbers))}
    if scopes:
        found |= {"scope": list(dict.fromkeys(scopes)), "group": groups[0] if groups else None}
    return found


def _years(words: Sequence[str], vocabulary: Vocabulary) -> dict[str, Any]:
    return {"year": [year for word in words for year in read(word, vocabulary).years or _unknown("year", word)]}


def _parties(words: Sequence[str], vocabulary: Vocabulary) -> dict[str, Any]:
    name = words[-1]
    known = vocabulary.called(name) or vocabulary.nearly(name)
    return {"party": name, "parties": list(known)}


def _unknown(name: str, word: str) -> Any:
    raise QueryError(f"search.correction.{name}", word=word)


_READERS = {
    "type": _types,
    "level": _levels,
    "scope": _scopes,
    "task": _tasks,
    "year": _years,
    "party": _parties,
}
_NOTHING: dict[str, dict[str, Any]] = {
    "type": {"types": [], "subtypes": []},
    "level": {"levels": []},
    "scope": {"scope": None, "group": None},
    "task": {"task": None},
    "year": {"year": None},
    "party": {"party": None},
}
