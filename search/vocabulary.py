"""Graph → Vocabulary: the names that questions may use: tasks, parties, reports."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.store import Store
from kg.terms import NAMESPACE
from kg.vocabulary import PARTIES as PARTY_TYPES
from kg.vocabulary import Scope, Type
from ontology.lexicon import rows
from search.colleges import called, stem
from search.match import plain
from search.numerals import figures, in_words
from search.query import GROUPS, PARTIES, REPORTS, TASKS
from search.wording import Meaning, Words

SHORTEST = 2  # characters that a part of a name must have
PLACE = 3  # characters of a place that a name may begin with
_LETTERS = re.compile(r"[）)、：:\s\d.．]")  # after which a heading's own words begin
TYPED = 4  # characters that a part must have for one of them to be mistyped
KEPT = 100_000  # names of which it is remembered how they are compared


def one_off(part: str, whole: str) -> bool:
    """Whether a name begins with the part when one character is put right.

    >>> one_off("青河轨道", "青禾轨道交通集团"), one_off("清河大学", "青禾轨道")
    (True, False)
    """
    same = next((n for n, (a, b) in enumerate(zip(part, whole, strict=False)) if a != b), min(len(part), len(whole)))
    rest = part[same:]
    return same > 0 and any(whole[same + more :].startswith(rest[less:]) for less, more in ((1, 1), (0, 1), (1, 0)))


def shortened(whole: str, part: str) -> bool:
    """Whether a part is the whole with characters left out.

    >>> shortened("城市轨道交通运营", "城轨"), shortened("城市轨道交通运营", "轨城")
    (True, False)
    """
    rest = iter(whole)
    return len(part) > 1 and all(sign in rest for sign in part)


@cache
def _endings() -> tuple[str, ...]:
    found = {plain(row["word"]) for row in rows("questions") if row["role"] == "party_end"}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def core(name: str) -> str:
    """The part of a party's name that tells it from others.

    >>> core("青禾轨道交通集团公司")
    '青禾轨道交通'
    """
    folded = plain(name)
    ending = next((end for end in _endings() if folded.endswith(end) and len(folded) > len(end)), "")
    return folded.removesuffix(ending)


@lru_cache(KEPT)
def _telling(part: str) -> str:
    """The name without the word for its kind: 青禾大学 differs from 清禾大学 by half of it."""
    kinds = (plain(row["word"]) for row in rows("heads") if row["term"] in PARTY_TYPES)
    return part.removesuffix(max((kind for kind in kinds if part.endswith(kind)), key=len, default=""))


@lru_cache(KEPT)
def _of_kind(label: str, asked: str) -> bool:
    """Whether a party may be meant by the kind that is said of it: 清华大学 is no 清华装备有限公司."""
    folded = _folded(label)
    kind = max((kind for kind in _bodies() if asked.endswith(kind)), key=len, default="")
    return asked in folded or folded.endswith(kind)


def telling(name: str) -> str:
    """The part by which a text names a party: for 华为公司 it may say 华为, for 清华大学 not 清华.

    >>> telling("青禾公司"), telling("青禾大学")
    ('青禾', '青禾大学')
    """
    folded = plain(name)
    return folded if folded.endswith(tuple(_bodies())) else core(name)


@cache
def _bodies() -> frozenset[str]:
    """The words for kinds of organisations that people do not say for one another, nor for a company."""
    ends = [row for row in rows("parties") if row["kind"] in ("suffix", "institute")]
    return frozenset(plain(row["word"]) for row in (*rows("heads"), *ends) if row["term"] == Type.ORGANIZATION)


@lru_cache(KEPT)
def _folded(label: str) -> str:
    """The name as it is compared: its numbers in figures."""
    return figures(plain(label))


@lru_cache(KEPT)
def _placeless(label: str) -> str:
    """The name without the province or city that it begins with."""
    place = next((label[:end] for end in (4, 3, 2) if label[:end] in _places()), "")
    return label.removeprefix(place)


@cache
def _places() -> frozenset[str]:
    return frozenset(plain(row["word"]) for row in rows("places"))


@cache
def _crowds() -> tuple[str, ...]:
    return tuple(plain(row["word"]) for row in rows("heads") if row["kind"] == "group")


def names_one(label: str) -> bool:
    """Whether a party's label is the name of one, and not of a crowd such as 产教融合型企业.

    >>> names_one("青禾轨道交通集团"), names_one("省内龙头企业")
    (True, False)
    """
    return not plain(label).endswith(_crowds())


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A task of a report in the graph."""

    iri: str
    report: str
    scope: Scope
    group: int | None
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report in the graph."""

    key: str
    title: str
    institution: str
    year: int | None


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A 专业群 of a report in the graph."""

    report: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of one generation."""

    tasks: tuple[KnownTask, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()  # label, IRI
    reports: tuple[KnownReport, ...] = ()
    groups: tuple[KnownGroup, ...] = ()

    def several(self, report: str) -> bool:
        """Whether a report has several 专业群."""
        return any(group.report == report and group.number > 1 for group in self.groups)

    def group(self, name: str) -> int | None:
        """The number of the 专业群 whose name begins with this or holds it, where a report has several."""
        asked = plain(name)
        known = [(_folded(group.name), group.number) for group in self.groups if self.several(group.report)]
        for fits in (str.startswith, str.__contains__, shortened):
            if found := {number for own, number in known if asked and fits(own, asked)}:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def has_group(self, name: str) -> bool:
        """Whether the name of a 专业群 begins with this, holds it, or is it at greater length."""
        asked = plain(name)
        names = [_folded(group.name) for group in self.groups]
        return any(fits(own, asked) for own in names for fits in (str.startswith, str.__contains__, shortened))

    def all_named(self) -> bool:
        """Whether the headings name every 专业群 that has tasks."""
        bearing = {task.report for task in self.tasks if task.scope is Scope.GROUP}
        return bool(self.groups) and bearing <= {group.report for group in self.groups}

    def called(self, name: str) -> tuple[str, ...]:
        """The parties whose name holds this part of it: 远图数控 is 澜江远图数控装备有限公司."""
        part = figures(core(name))
        if len(part) < SHORTEST or part.isdecimal():
            return ()
        asked = _folded(name)
        whole = tuple(iri for label, iri in self.parties if _folded(label) == asked)
        return whole or tuple(iri for label, iri in self.parties if part in _folded(label) and _of_kind(label, asked))

    def begun(self, name: str) -> tuple[str, ...]:
        """The parties whose name begins with this part, their place left out: what tells them from others."""
        part = figures(core(name))
        if len(part) < SHORTEST or part.isdecimal():
            return ()
        return tuple(iri for label, iri in self.parties if _placeless(_folded(label)).startswith(part))

    def nearly(self, name: str) -> tuple[str, ...]:
        """The parties whose name begins with this part but for one wrong, missing or needless character."""
        part = figures(core(name))
        if len(_telling(part)) < TYPED or part.isdecimal():
            return ()
        begin = {iri: _placeless(_folded(label)) for label, iri in self.parties}
        return tuple(iri for iri, whole in begin.items() if any(one_off(part, whole[at:]) for at in range(PLACE + 1)))

    def words(self) -> Words:
        """The names as words that a question may hold."""
        known = Words(())
        for label, iri in self.parties:
            for name in dict.fromkeys((label, figures(label), in_words(figures(label)))):
                known.name(name, Meaning("party", iri, label, label))
        for report in self.reports:
            known.name(report.institution, Meaning("institution", report.key, report.institution, report.institution))
        keys = {report.institution: report.key for report in reversed(self.reports)}
        for name, institution in called(keys, (label for label, _ in self.parties)).items():
            role = "institution_stem" if stem(institution).startswith(name) else "institution"
            known.name(name, Meaning(role, keys[institution], institution, name))
        return known


def load(store: Store) -> Vocabulary:
    """Read the names of tasks, parties and reports from the graph."""
    found = [_task(row) for row in store.query(TASKS).rows()]
    tasks = tuple(sorted(found, key=lambda t: (t.report, t.scope is not Scope.SCHOOL, t.group or 0, t.number)))
    parties = tuple(
        (str(r["label"]), str(r["party"])) for r in store.query(PARTIES).rows() if names_one(str(r["label"]))
    )
    reports = tuple(
        KnownReport(str(r["key"]), str(r["title"]), str(r["institution"]), _int(r["year"]))
        for r in store.query(REPORTS).rows()
    )
    return Vocabulary(tasks, parties, reports, tuple(_groups(store)))


def _groups(store: Store) -> Iterator[KnownGroup]:
    """The 专业群 that headings name."""
    for row in store.query(GROUPS).rows():
        title = str(row["title"])
        before = next((title.index(word) for word in _group_words() if word in title), 0)
        if name := _LETTERS.split(title[:before])[-1]:
            yield KnownGroup(str(row["key"]), _int(row["number"]) or 1, name)


@cache
def _group_words() -> tuple[str, ...]:
    return tuple(row["word"] for row in rows("questions") if row["role"] == "group")


def _task(row: Mapping[str, object]) -> KnownTask:
    scope = Scope(str(row["scope"]).removeprefix(NAMESPACE))
    group, number = _int(row["group"]), _int(row["number"]) or 0
    return KnownTask(str(row["task"]), str(row["key"]), scope, group, number, str(row["title"]))


def _int(value: object) -> int | None:
    return None if value is None else int(str(value))
