"""What a question asks, as values: the reading that a person can see, correct and post back."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from itertools import pairwise
from typing import Any

from kg.vocabulary import Level, Scope, Status, Subtype, Type
from ontology.lexicon import rows


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is asked for; `heads` are words of which its name must hold one."""

    type: Type
    subtype: Subtype | None = None
    heads: tuple[str, ...] = ()
    person: bool = False  # only what persons have: counted in persons, or told beside one


@dataclass(frozen=True, slots=True)
class Topic:
    """What the things are about: a word of the question and the words of reports that mean it."""

    word: str
    same: tuple[str, ...]
    beside: bool = False  # it need only stand beside the thing, as a party does
    borne: bool = False  # the thing's own name must hold it; a figure's clause may
    task: bool = False  # it tells a task of which it may be the title
    light: bool = False  # it says what was done: where nothing is found with it, it may be left out


@dataclass(frozen=True, slots=True)
class TaskName:
    """A task as the question names it: one of the words stands in its title."""

    word: str
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as constraints; empty fields constrain nothing."""

    question: str
    kinds: tuple[Kind, ...] = ()
    not_kinds: tuple[Kind, ...] = ()  # 除教材外的教学资源
    levels: tuple[Level, ...] = ()
    scopes: tuple[Scope, ...] = ()
    group: int | None = None
    tasks: tuple[int, ...] = ()
    task_names: tuple[TaskName, ...] = ()
    task_iris: tuple[str, ...] = ()  # the tasks of the graph that bear those names
    grades: tuple[str, ...] = ()
    not_grades: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    party: str | None = None
    parties: tuple[str, ...] = ()  # IRIs of the things of the graph that bear the name
    status: Status | None = None
    report: str | None = None
    own: bool = False  # 我校 is said where there are reports of several
    units: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    spelt: tuple[tuple[str, str], ...] = ()  # words that are read as others: what stands there, and what was meant
    perhaps: str | None = None  # a word that may be meant by the only one that the question has
    left_out: tuple[str, ...] = ()  # words that were read and, as nothing was found with them, not used
    asks: tuple[str, ...] = ()  # count, evidence, compare; total: the parts are compared with it; differ
    parts: tuple[
        "Reading", ...
    ] = ()  # readings each of which finds things: 国家级奖项和省级平台; the rest sums them up

    @property
    def types(self) -> tuple[Type, ...]:
        return tuple(dict.fromkeys(kind.type for kind in self.kinds))

    @property
    def subtypes(self) -> tuple[Subtype, ...]:
        return tuple(dict.fromkeys(kind.subtype for kind in self.kinds if kind.subtype))

    def worded(self) -> "Reading | None":
        """The same with the words for the kinds in their place, if those are narrow: 培训 may be said of a figure.

        A prize is not the contest that it bears the name of, nor rules of a meeting the meeting.
        """
        heads = tuple(dict.fromkeys(head for kind in self.kinds for head in kind.heads if len(head) > 1))  # not 网
        heads = tuple(head for head in heads if head not in _modifiers())  # nor 海外 of 海外分校
        if not heads or not all(kind.heads for kind in self.kinds):
            return None
        others = tuple(Kind(type) for type in (Type.AWARD, Type.REGULATION) if type not in self.types)
        topics = (*self.topics, Topic(heads[0], heads, borne=True))
        return replace(self, kinds=(), not_kinds=(*self.not_kinds, *others), topics=topics)

    @property
    def constrained_beside_party(self) -> bool:
        """Whether more than a party is named."""
        return replace(self, party=None, parties=()).constrained

    @property
    def constrained(self) -> bool:
        """Whether the question narrows anything down."""
        plain = (self.kinds, self.levels, self.scopes, self.tasks, self.task_names, self.grades, self.not_grades)
        return any((*plain, self.not_kinds, self.years, self.party, self.status, self.topics, "differ" in self.asks))


@cache
def _modifiers() -> frozenset[str]:
    """The words that say what things are about, and name none."""
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("questions"):
        roles[row["word"]].add(row["role"])
    return frozenset(word for word, said in roles.items() if "topic" in said and not said & {"type", "subtype"})


def merged(question: str, parts: Sequence[Reading]) -> Reading:
    """Sum up the parts of a question: what any of them says."""
    said: dict[str, Any] = {}
    for name in (field.name for field in fields(Reading) if field.name not in ("question", "parts")):
        values = [getattr(part, name) for part in parts]
        if isinstance(values[0], tuple):
            said[name] = tuple(dict.fromkeys(value for each in values for value in each))
        else:
            said[name] = next(filter(None, values), values[0])
    said["levels"] = tuple(level for level in Level if level in said["levels"])
    return Reading(question, **said, parts=tuple(parts))


def understood(reading: Reading) -> dict[str, Any]:
    """Say the reading as the JSON of `kg ask` does: one value plainly, several as a list."""
    return {
        "types": list(reading.types),
        "subtypes": list(reading.subtypes),
        "levels": list(reading.levels),
        "scope": _plain(reading.scopes),
        "group": reading.group,
        "task": reading.tasks[0] if len(reading.tasks) == 1 else None,
        "year": _plain(reading.years),
        "grade": _plain(reading.grades),
        "party": reading.party,
        "status": reading.status,
        "report": reading.report,
        "topic": [topic.word for topic in reading.topics],
        "tasks": list(reading.tasks),
        "kinds": [_drop_empty(asdict(kind)) for kind in reading.kinds],
        "not_kinds": [_drop_empty(asdict(kind)) for kind in reading.not_kinds],
        "task_names": [name.word for name in reading.task_names],
        "left_out": list(reading.left_out),
        "asks": list(reading.asks),
        "parts": [{"question": part.question, **understood(part)} for part in reading.parts],
    }


def corrected(reading: Reading, overrides: Mapping[str, Any]) -> Reading:
    """Take over what a person corrected, in the words of `understood`; what is not given stays as it was read."""
    given = dict(overrides)
    if given.get("task") is None and len(_listed(given.get("tasks"))) > 1:
        given.pop("task", None)  # several tasks have no one number
    changes: dict[str, Any] = {}
    if given.keys() & {"types", "subtypes"}:
        changes["kinds"] = _kinds(reading, given)
    elif "kinds" in given:
        changes["kinds"] = tuple(_kind(kind) for kind in _listed(given["kinds"]))
    if "not_kinds" in given:
        changes["not_kinds"] = tuple(_kind(kind) for kind in _listed(given["not_kinds"]))
    for key, field, make in _FIELDS:
        if key in given:
            changes[field] = tuple(make(value) for value in _listed(given[key]))
    for key in ("group", "report", "party"):
        if key in given:
            changes[key] = given[key]
    if "status" in given:
        changes["status"] = Status(given["status"]) if given["status"] else None
    if "party" in given and given["party"] != reading.party:
        changes["parties"] = tuple(given.get("parties", ()))
    if "task" in given or "tasks" in given:
        changes |= {"task_names": (), "task_iris": ()}
    if "topic" in given:
        known = {topic.word: topic for topic in reading.topics}
        changes["topics"] = tuple(known.get(word, Topic(word, (word,))) for word in _listed(given["topic"]))
    return replace(reading, **changes, parts=_parts(reading, changes))


def _parts(reading: Reading, changes: Mapping[str, Any]) -> tuple[Reading, ...]:
    """The parts with what was corrected; none where it is that in which they differ, for which one value is given."""
    new = [name for name, value in changes.items() if value != getattr(reading, name)]
    if any(getattr(one, name) != getattr(other, name) for name in new for one, other in pairwise(reading.parts)):
        return ()
    return tuple(replace(part, **{name: changes[name] for name in new}) for part in reading.parts)


_FIELDS: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("levels", "levels", Level),
    ("scope", "scopes", Scope),
    ("tasks", "tasks", int),
    ("task", "tasks", int),
    ("year", "years", int),
    ("grade", "grades", str),
)


def _kinds(reading: Reading, given: Mapping[str, Any]) -> tuple[Kind, ...]:
    types = [Type(value) for value in _listed(given.get("types", reading.types))]
    subtypes = [Subtype(value) for value in _listed(given.get("subtypes", reading.subtypes))]
    fitting = [kind for kind in reading.kinds if kind.type in types]
    kept = [kind for kind in fitting if kind.subtype in subtypes or kind.type is not Type.AWARD or not subtypes]
    kept = [kind for kind in kept if not kind.subtype or kind.subtype in subtypes]
    kept += [Kind(Type.AWARD, one) for one in subtypes if all(kind.subtype is not one for kind in kept)]
    return tuple(kept + [Kind(one) for one in types if all(kind.type is not one for kind in kept)])


def _kind(given: Mapping[str, Any]) -> Kind:
    subtype = given.get("subtype")
    heads, person = tuple(given.get("heads", ())), bool(given.get("person", False))
    return Kind(Type(given["type"]), Subtype(subtype) if subtype else None, heads, person)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def _plain(values: tuple[Any, ...]) -> Any:
    return list(values) if len(values) > 1 else values[0] if values else None


def _drop_empty(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value}
