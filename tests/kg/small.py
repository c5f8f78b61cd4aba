"""Reports made by hand: a text with marks becomes a `Report`, so that tests of the graph need no extraction.

`[国家级教学成果奖|Award Prize national granted x=2项 y=2021]` in a line of the text is a record, two of them with `;`
between are two records on the same words. A line that starts with `#` is a heading, with `#school:5` one that opens a
task. Everything else is a sentence a line.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from kg.derived import replace_derived
from kg.records import Claim, Document, Entity, Link, Record, Report, Section, Sentence, Task
from kg.statements import ClaimLink, claim_links, claims, owner, report_quads
from kg.store import Store
from kg.terms import Quad
from kg.vocabulary import PARTIES, Approximation, Level, Scope, Status, Subtype, Type

MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


def report(
    marked: str, *, institution: str | None = "云岭职业学院", year: int | None = 2023, name: str = "报告.txt"
) -> Report:
    """Read a marked text."""
    text, records, headings = _unmark(marked)
    document = Document(
        id=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title="中期绩效自评报告",
        name=name,
        encoding="utf-8",
        institution=institution,
        year=year,
    )
    sections = _sections(document, headings)
    sentences = tuple(_sentences(document, sections, headings))
    found = tuple(_record(document, sentences, *record) for record in records)
    links = tuple(Link(r, r.sentence.task, 1.0, "section") for r in found if r.sentence.task)
    tasks = tuple(section.opens for section in sections if section.opens)
    return Report(document, sections, sentences, tasks, found, links)


def _unmark(marked: str) -> tuple[str, list[tuple[int, int, str]], dict[int, str]]:
    lines, records, headings, place = [], [], {}, 0
    for line in marked.strip().splitlines():
        line = line.strip()
        if line.startswith("#"):
            code, _, line = line[1:].partition(" ")
            headings[place] = code
        plain, last = "", 0
        for mark in MARK.finditer(line):
            plain += line[last : mark.start()]
            start = place + len(plain)
            records += [(start, start + len(mark[1]), said) for said in mark[2].split(";")]
            plain, last = plain + mark[1], mark.end()
        plain += line[last:]
        lines.append(plain)
        place += len(plain) + 1
    return "\n".join(lines), records, headings


def _sections(document: Document, headings: dict[int, str]) -> tuple[Section, ...]:
    starts = [*headings, len(document.text)]
    return tuple(
        Section(
            document,
            start,
            end,
            heading=document.text[start:].split("\n")[0],
            level=1,
            opens=(task := _task(document, start, code)),
            scope=task.scope if task else None,
            group=task.group if task else None,
        )
        for start, end, code in zip(headings, starts[1:], headings.values(), strict=True)
    )


def _task(document: Document, start: int, code: str) -> Task | None:
    if not code:
        return None
    scope, group, number = re.fullmatch(r"([a-z]+)(\d*):(\d+)", code).groups()  # type: ignore[union-attr]
    which = int(group or 1) if scope == "group" else None
    return Task(Scope(scope), which, int(number), document.text[start:].split("\n")[0])


def _sentences(document: Document, sections: tuple[Section, ...], headings: dict[int, str]) -> Iterable[Sentence]:
    for line in re.finditer(r"[^\n]+", document.text):
        if line.start() not in headings:
            inside = [section for section in sections if section.start <= line.start() < section.end]
            yield Sentence(document, line.start(), line.end(), section=inside[0] if inside else None)


def _record(document: Document, sentences: tuple[Sentence, ...], start: int, end: int, said: str) -> Record:
    values: dict[str, Any] = {}
    for word in said.split():
        if word in list(Type):
            values["type"] = Type(word)
        elif word in list(Subtype):
            values["subtype"] = Subtype(word)
        elif word in list(Level):
            values["level"] = Level(word)
        elif word in list(Status):
            values["status"] = Status(word)
        elif word in list(Approximation):
            values["approximate"] = Approximation(word)
        elif match := re.fullmatch(r"x=([\d.]+)(\D*)", word):
            values |= {"count": float(match[1]) if "." in match[1] else int(match[1]), "unit": match[2] or None}
        elif word.startswith("y="):
            values["year"] = int(word[2:])
        else:
            values["grade"] = word
    sentence = next(sentence for sentence in sentences if sentence.start <= start < sentence.end)
    return Record(document, start, end, sentence=sentence, **values)


def entities(claims: Iterable[Claim], institution: str) -> tuple[Entity, ...]:
    """Resolve by equal words, as simply as can be: what `ingest.resolve` does with care."""
    found: dict[tuple[Type, Level | None, str], list[Claim]] = {}
    for claim in claims:
        found.setdefault((claim.record.type, claim.record.level, claim.record.anchor), []).append(claim)
    return tuple(
        Entity(
            type=type,
            subtype=group[0].record.subtype,
            label=anchor,
            level=level,
            institution=None if type in PARTIES else institution,
            key=anchor,
            claims=tuple(group),
        )
        for (type, level, anchor), group in found.items()
    )


def put(store: Store, *reports: tuple[str, Report]) -> None:
    """Put reports under their keys into the store, and what is worked out from them."""
    by_owner: dict[str, list[tuple[tuple[Claim, ...], tuple[ClaimLink, ...]]]] = {}
    for key, report in reports:
        made = claims(report, key)
        quads: Iterable[Quad] = report_quads(report, key, made)
        store.replace_graph(_graph(key), quads)
        by_owner.setdefault(owner(report.document, key), []).append((made, tuple(claim_links(report, made))))
    for name, parts in by_owner.items():
        all_claims = [claim for made, _ in parts for claim in made]
        replace_derived(store, name, entities(all_claims, name), [link for _, links in parts for link in links])


def _graph(key: str) -> Any:
    from kg.statements import report_iri

    return report_iri(key)
