"""Record → Quad. All IRIs are minted here, from content: same words, same IRI; offsets are data.

A report's own graph holds what the report says: its tasks, sections, sentences, claims and their spans. What is worked
out from it (entities, merges, inferred links) stands in the derived graph of its institution, see `kg.derived`.
"""

from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import NamedTuple, Protocol, TypeVar

from kg.names import NAME_LENGTH, digest, key, name, slug, squeeze
from kg.records import Claim, Document, Entity, Record, Report, Section, Span, Task
from kg.terms import (
    AGENT,
    DERIVED_FROM,
    GENERATED_BY,
    IDENTIFIER,
    KG,
    LABEL,
    PART_OF,
    THINGS,
    TITLE,
    TYPE,
    USED,
    Iri,
    Quad,
    Value,
    term,
)
from kg.version import EXTRACTOR
from kg.vocabulary import PARTIES, Approximation, Level, Status, Subtype, Type

PATH_SEPARATOR = " › "
BY_SECTION = "section"  # the reason of a link that the report itself gives
SHARED = Iri(THINGS + "shared")  # the graph that describes parties and public things, whoever names them

Key = TypeVar("Key", bound=Hashable)


class Facts(Protocol):
    """What a claim says of its thing: a `Record` does, and so does a claim read back from the store."""

    @property
    def grade(self) -> str | None: ...
    @property
    def count(self) -> float | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def year(self) -> int | None: ...
    @property
    def status(self) -> Status | None: ...
    @property
    def at_least(self) -> bool: ...
    @property
    def approximate(self) -> Approximation | None: ...
    @property
    def whose(self) -> str | None: ...


class ClaimLink(NamedTuple):
    """That a claim supports a task of its report."""

    claim: str
    report: str
    task: Task
    score: float
    reason: str


def report_key(document: Document) -> str:
    """Make the stable key of a report: from institution, title and year, else from its file name."""
    if not document.institution:
        return key(document.name.rpartition(".")[0] or document.name)
    title = squeeze(document.title).replace(document.institution, "")
    year = str(document.year or "")
    return key(" ".join(part for part in (document.institution, "" if year in title else year, title) if part))


def owner(document: Document, key: str) -> str:
    """Name whose achievements the report tells: its institution's, else its own."""
    return document.institution or key


def report_iri(key: str) -> Iri:
    """The report, and the graph of what it says."""
    return Iri(f"{THINGS}report/{key}")


def derived_iri(owner: str) -> Iri:
    """The graph of what is worked out from the reports of an institution."""
    return Iri(f"{THINGS}derived/{name(owner)}")


def institution_iri(owner: str) -> Iri:
    return Iri(f"{THINGS}institution/{name(owner)}")


def task_iri(key: str, task: Task) -> Iri:
    return Iri(f"{THINGS}task/{key}/{task.code.replace(':', '-')}")


def scheme_iri(scheme: str) -> Iri:
    return Iri(f"{THINGS}scheme/{name(scheme)}")


def decision_iri(decision: str) -> Iri:
    return Iri(f"{THINGS}decision/{decision}")


def span_iri(claim: str) -> Iri:
    return Iri(f"{claim}/span")


def link_iri(link: ClaimLink) -> Iri:
    claim = link.claim.removeprefix(f"{THINGS}claim/")
    return Iri(f"{THINGS}link/{claim}/{link.task.code.replace(':', '-')}-{link.reason}")


def entity_iri(entity: Entity) -> Iri:
    """Name a shared thing by type and name, an achievement by institution, type, level and name."""
    own = () if entity.institution is None else (entity.institution, entity.level or "")
    short = slug(entity.key.replace(THINGS, ""))[:NAME_LENGTH]
    return Iri(f"{THINGS}{entity.type.lower()}/{short}-{digest(entity.type, entity.key, *own)}")


def numbered(quotes: Iterable[Key]) -> Iterator[tuple[Key, int]]:
    """Count equal quotes from 1, in the order given."""
    seen: Counter[Key] = Counter()
    for quote in quotes:
        seen[quote] += 1
        yield quote, seen[quote]


def claims(report: Report, key: str) -> tuple[Claim, ...]:
    """Make the records claims of the report under its key."""
    names = (_claim_iri(key, quote, n) for quote, n in numbered(map(_quote, report.records)))
    return tuple(Claim(key, iri, record) for iri, record in zip(names, report.records, strict=True))


def further_claim_iri(record: Record, key: str, taken: Container[str]) -> str:
    """Name the claim of a record that extraction did not find, after those that it found in the same words."""
    names = (_claim_iri(key, _quote(record), n) for n in count(1))
    return next(name for name in names if name not in taken)


def _quote(record: Record) -> str:
    return digest(squeeze(record.text), squeeze(record.sentence.text))


def _claim_iri(key: str, quote: str, ordinal: int) -> str:
    return f"{THINGS}claim/{key}/{quote}-{ordinal}"


def claim_links(report: Report, claims: Iterable[Claim]) -> Iterator[ClaimLink]:
    """Say which claims the links of the report speak of."""
    by_record: dict[Record, list[Claim]] = {}
    for claim in claims:
        by_record.setdefault(claim.record, []).append(claim)
    for link in report.links:
        for claim in by_record.get(link.record, ()):
            yield ClaimLink(claim.iri, claim.report, link.task, link.score, link.reason)


def report_quads(
    report: Report,
    key: str,
    claims: Sequence[Claim],
    *,
    decided: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> Iterator[Quad]:
    """Yield what the report says, as its own graph; `decided` has the decisions (id, action) a claim rests on."""
    graph = report_iri(key)
    for triple in _report_triples(report, key, claims, decided or {}):
        yield Quad(*triple, graph)


Triple = tuple[Iri, Iri, Value]


def _report_triples(
    report: Report, key: str, claims: Sequence[Claim], decided: Mapping[str, Sequence[tuple[str, str]]]
) -> Iterator[Triple]:
    sections = {_place(s): _section_iri(key, s, n) for s, n in _numbered_sections(report.sections)}
    sentences = {(s.record.sentence.start, s.record.sentence.end): s.record.sentence for s in claims}
    places = {_place(s): s for s in (*report.sentences, *sentences.values())}
    quotes = numbered(digest(squeeze(places[place].text)) for place in sorted(places))
    names = {
        place: Iri(f"{THINGS}sentence/{key}/{quote}-{n}")
        for place, (quote, n) in zip(sorted(places), quotes, strict=True)
    }
    yield from _document_triples(report.document, key)
    for task in report.tasks:
        yield from _task_triples(task, key)
    for section in report.sections:
        yield from _section_triples(section, key, sections)
    for place, sentence in sentences.items():
        yield names[place], TYPE, KG.Sentence
        yield names[place], KG.text, sentence.text
        yield from _span_triples(names[place], sentence)
        if sentence.section and _place(sentence.section) in sections:
            yield names[place], KG.section, sections[_place(sentence.section)]
        if sentence.task:
            yield names[place], KG.task, task_iri(key, sentence.task)
    for claim in claims:
        yield from _claim_triples(claim, names[_place(claim.record.sentence)])
        for decision, action in decided.get(claim.iri, ()):
            yield Iri(claim.iri), KG.decision, decision_iri(decision)
            yield decision_iri(decision), TYPE, KG.Decision
            yield decision_iri(decision), KG.action, action
    for link in claim_links(report, claims):
        if link.reason == BY_SECTION:
            yield from link_triples(link)


def _document_triples(document: Document, key: str) -> Iterator[Triple]:
    report, reading = report_iri(key), Iri(f"{THINGS}reading/{key}")
    yield report, TYPE, KG.Report
    yield report, IDENTIFIER, key
    yield report, TITLE, document.title
    yield report, LABEL, document.title
    yield report, KG.textHash, document.id
    yield report, KG.institution, institution_iri(owner(document, key))
    if document.year:
        yield report, KG.year, document.year
    yield reading, TYPE, KG.Reading
    yield reading, USED, report
    yield reading, AGENT, Iri(f"{THINGS}software/{EXTRACTOR}")
    yield reading, KG.extractor, EXTRACTOR


def _task_triples(task: Task, key: str) -> Iterator[Triple]:
    iri = task_iri(key, task)
    yield iri, TYPE, KG.Task
    yield iri, LABEL, task.title
    yield iri, KG.number, task.number
    yield iri, KG.scope, term(task.scope)
    yield iri, PART_OF, report_iri(key)
    if task.group:
        yield iri, KG.groupNumber, task.group


def _numbered_sections(sections: Sequence[Section]) -> Iterator[tuple[Section, int]]:
    paths = numbered(section.path for section in sections)
    yield from zip(sections, (ordinal for _, ordinal in paths), strict=True)


def _section_iri(key: str, section: Section, ordinal: int) -> Iri:
    return Iri(f"{THINGS}section/{key}/{digest(*map(squeeze, section.path))}-{ordinal}")


def _section_triples(section: Section, key: str, sections: Mapping[tuple[int, int], Iri]) -> Iterator[Triple]:
    iri = sections[_place(section)]
    parent = sections.get(_place(section.parent)) if section.parent else None
    yield iri, TYPE, KG.Section
    yield iri, LABEL, section.heading
    yield iri, KG.path, PATH_SEPARATOR.join(section.path)
    yield iri, KG.headingLevel, section.level
    yield iri, PART_OF, parent or report_iri(key)
    yield from _span_triples(iri, section)
    if section.task:
        yield iri, KG.task, task_iri(key, section.task)
    if section.scope:  # 学校层面 or 专业群层面, also where no task is opened
        yield iri, KG.scope, term(section.scope)
    if section.group:
        yield iri, KG.groupNumber, section.group


def _claim_triples(claim: Claim, sentence: Iri) -> Iterator[Triple]:
    iri, span, record = Iri(claim.iri), span_iri(claim.iri), claim.record
    yield iri, TYPE, KG.Claim
    yield iri, KG.type, term(record.type)
    if record.subtype:
        yield iri, KG.subtype, term(record.subtype)
    yield from fact_triples(iri, record.level, (record,))
    yield iri, KG.source, span
    yield iri, DERIVED_FROM, report_iri(claim.report)
    yield iri, GENERATED_BY, Iri(f"{THINGS}reading/{claim.report}")
    yield span, TYPE, KG.Span
    yield span, KG.exact, record.anchor
    yield span, KG.sentence, sentence
    yield from _span_triples(span, record)


def _span_triples(iri: Iri, span: Span) -> Iterator[Triple]:
    yield iri, KG.start, span.start
    yield iri, KG.end, span.end


def link_triples(link: ClaimLink) -> Iterator[Triple]:
    iri = link_iri(link)
    yield iri, TYPE, KG.Link
    yield iri, KG.claim, Iri(link.claim)
    yield iri, KG.task, task_iri(link.report, link.task)
    yield iri, KG.reason, link.reason
    yield iri, KG.score, Decimal(f"{link.score:.4f}").normalize()


def class_triples(iri: Iri, type: Type, subtype: Subtype | None) -> Iterator[Triple]:
    """Give a thing its class and the classes above it: no query should need reasoning."""
    yield iri, TYPE, KG.Party if type in PARTIES else KG.Achievement
    yield iri, TYPE, term(type)
    if subtype:
        yield iri, TYPE, term(subtype)


def fact_triples(iri: Iri, level: Level | None, facts: Sequence[Facts]) -> Iterator[Triple]:
    """Say of the thing what all claims that speak of it agree on."""
    if level:
        yield iri, KG.level, term(level)
    if facts and all(fact.at_least for fact in facts):
        yield iri, KG.atLeast, True
    if grade := agreed(fact.grade for fact in facts):
        yield iri, KG.grade, grade
    if (figure := agreed(fact.count for fact in facts)) is not None:
        yield iri, KG.count, number(figure)
        exactness = {fact.approximate for fact in facts if fact.count is not None}
        if len(exactness) == 1 and (approximate := exactness.pop()):
            yield iri, KG.approximate, term(approximate)
    if unit := agreed(fact.unit for fact in facts):
        yield iri, KG.unit, unit
    if whose := agreed(fact.whose for fact in facts):
        yield iri, KG.whose, whose
    if year := agreed(fact.year for fact in facts):
        yield iri, KG.year, year
    if status := agreed(fact.status for fact in facts):
        yield iri, KG.status, term(status)


def agreed(values: Iterable[Key | None]) -> Key | None:
    """The one value that is given, where all that give one give the same."""
    given = {value for value in values if value is not None}
    return given.pop() if len(given) == 1 else None


def number(value: float) -> int | Decimal:
    """Write a figure as the report does: whole numbers whole, others in decimals.

    >>> number(12.0), number(12.3)
    (12, Decimal('12.3'))
    """
    return int(value) if value == int(value) else Decimal(repr(value))


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end
