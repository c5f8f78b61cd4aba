"""The records that flow: Document → Section → Sentence → Mention → Record → Link; Entity is what records speak of.

All are frozen; to change one, make another with `dataclasses.replace`. Offsets are characters of `Document.text`,
half-open. `Report` holds one reading of one file: what `ingest` yields and `kg` and `search` take.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.vocabulary import Approximation, Level, Scope, Status, Subtype, Type

_PAGE = re.compile(r"\n[-—–－·~ \t]*[0-9]{1,4}[-—–－·~ \t]*(?=\n)")  # its number, between two lines


@dataclass(frozen=True, slots=True)
class Notice:
    """A doubt, as a value: a message key with its values (see `kg.messages`) and, where known, its place."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One report, word for word."""

    id: str  # sha256 of the text, hex
    text: str = field(repr=False)
    title: str
    name: str  # the file's name
    encoding: str
    institution: str | None = None
    year: int | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document; its text is computed, so quote and offset can never disagree."""

    document: Document = field(repr=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Task:
    """A construction task, as a report's own heading numbers and names it."""

    scope: Scope
    group: int | None  # which 专业群 (1, 2, …); None for the school
    number: int
    title: str

    @property
    def code(self) -> str:
        """The short name used in `also` and in IRIs.

        >>> Task(Scope.SCHOOL, None, 5, "").code
        'school:5'
        >>> Task(Scope.GROUP, 1, 4, "").code, Task(Scope.GROUP, 2, 4, "").code
        ('group:4', 'group2:4')
        """
        which = str(self.group) if self.group and self.group > 1 else ""
        return f"{self.scope}{which}:{self.number}"


@dataclass(frozen=True, slots=True)
class Section(Span):
    """From one heading to the next of its level or above; nested by `parent`."""

    heading: str  # one line, without its number's surroundings being changed
    level: int  # 1 is the top
    parent: "Section | None" = field(default=None, repr=False)
    opens: Task | None = None  # the task that this very heading opens
    scope: Scope | None = None  # 学校层面 / 专业群层面 as the headings above say
    group: int | None = None

    @property
    def task(self) -> Task | None:
        """The task that this section stands under: its own or the nearest one above."""
        return self.opens or (self.parent.task if self.parent else None)

    @property
    def path(self) -> tuple[str, ...]:
        """Headings from the top down to this one."""
        return (*(self.parent.path if self.parent else ()), self.heading)


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence of running text; never a heading."""

    section: Section | None = field(default=None, repr=False)

    @property
    def path(self) -> tuple[str, ...]:
        return self.section.path if self.section else ()

    @property
    def task(self) -> Task | None:
        return self.section.task if self.section else None


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A noun phrase that may be a record, with the cue that found it."""

    sentence: Sentence = field(repr=False)
    type: Type
    cue: str


@dataclass(frozen=True, slots=True)
class Record(Span):
    """One claim of the report; the span is the anchor's. Fields as the annotation guide defines them."""

    sentence: Sentence = field(repr=False)
    type: Type
    subtype: Subtype | None = None
    level: Level | None = None
    at_least: bool = False  # 省级以上, 省部级: scored as provincial but a union
    grade: str | None = None
    count: float | None = None
    unit: str | None = None
    year: int | None = None
    status: Status | None = None
    approximate: Approximation | None = None  # of the count
    whose: str | None = None  # 用人单位 of 用人单位对毕业生的满意度: whose opinion or rate a measure gives

    @property
    def anchor(self) -> str:
        """The anchor in one line: the span's text without line breaks and the page numbers between them."""
        text = _PAGE.sub("", self.text)
        return " ".join(text.split()) if text.isascii() else "".join(text.split("\n"))


@dataclass(frozen=True, slots=True)
class Link:
    """That a record supports a task.

    The reason is section (it stands there), resolved (as another claim), inferred (by meaning) or decided.
    """

    record: Record
    task: Task
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """One reading of one file."""

    document: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    tasks: tuple[Task, ...]
    records: tuple[Record, ...]  # in reading order
    links: tuple[Link, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A record as a claim of a report under its key: what a decision or an entity points to."""

    report: str  # the report's key
    iri: str  # from report key + quote + ordinal
    record: Record


@dataclass(frozen=True, slots=True)
class Entity:
    """The one thing that several claims speak of."""

    type: Type
    subtype: Subtype | None
    label: str
    level: Level | None
    institution: str | None  # None for things that all reports share (parties, public standards and schemes)
    key: str  # normalised name, or what tells a generic fact from others: with type, level, owner it gives the IRI
    claims: tuple[Claim, ...]
    reasons: tuple[str, ...] = ()  # why the claims were merged, one a merge
    scheme: str | None = None  # normalised name of the public scheme or contest behind it, shared by all institutions
