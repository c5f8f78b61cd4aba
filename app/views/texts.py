"""Report → its text, cut here into blocks and parts with the records marked: JavaScript counts characters otherwise.

The parts of a report together are its text, each character once. A part says which claims stand on it, and whether it
is a page's number, head or foot, which stands aside from what is said.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

from app.context import Context
from app.views.common import answered, entry
from app.views.placed import placed
from ingest.documents import from_text
from ingest.pipeline import decode
from ingest.sections import layout
from kg.names import squeeze
from kg.records import Document
from kg.statements import report_iri
from kg.store import Store
from kg.terms import local

FACTS = (
    "subtype",
    "level",
    "grade",
    "count",
    "unit",
    "year",
    "status",
    "approximate",
    "whose",
    "atLeast",
)  # that a mark shows
LONGEST = 100_000  # characters of a text that are given at once
_SECTIONS = """SELECT ?section ?heading ?level ?start ?end ?parent ?scope ?group ?number ?title WHERE {{
  GRAPH <{graph}> {{
    ?section a cg:Section ; rdfs:label ?heading ; cg:headingLevel ?level ; cg:start ?start ; cg:end ?end ;
      dcterms:isPartOf ?parent .
    OPTIONAL {{ ?section cg:scope ?scope }} OPTIONAL {{ ?section cg:groupNumber ?group }}
    OPTIONAL {{ ?section cg:task ?task . ?task cg:number ?number ; rdfs:label ?title }} }} }} ORDER BY ?start ?level"""
_CLAIMS = """SELECT ?claim ?type ?thing ?label ?start ?end WHERE {{
  GRAPH <{graph}> {{ ?claim a cg:Claim ; cg:type ?type ; cg:source ?span . ?span cg:start ?start ; cg:end ?end }}
  ?claim cg:about ?thing . ?thing rdfs:label ?label FILTER (?end > {start} && ?start < {end}) }}
ORDER BY ?start DESC(?end) ?claim"""
_SAID = f"""SELECT ?claim ?fact ?value WHERE {{{{ GRAPH <{{graph}}> {{{{ VALUES ?claim {{{{ {{claims}} }}}}
  ?claim ?fact ?value FILTER (?fact IN ({", ".join(f"cg:{fact}" for fact in (*FACTS, "decision"))})) }}}} }}}}"""
_TASKS = """SELECT ?claim ?scope ?group ?number ?reason WHERE {{
  VALUES ?claim {{ {claims} }} ?link cg:claim ?claim ; cg:task ?task ; cg:reason ?reason .
  ?task cg:scope ?scope ; cg:number ?number . OPTIONAL {{ ?task cg:groupNumber ?group }}
}} ORDER BY ?claim DESC(?scope) ?group ?number ?reason"""


class Block(NamedTuple):
    """A stretch of the text: a heading, a sentence, or what stands between."""

    kind: str
    start: int
    end: int


def text_of(context: Context, key: str, *, start: int = 0, length: int = LONGEST) -> dict[str, Any]:
    """Give a report's text from a place on: its sections, its blocks in parts, and the claims that stand there."""
    found = entry(context, key)
    document = from_text(decode(context.home.source(found["source"]), found["name"])[0], name=found["name"])
    words = document.text
    end = min(start + length, len(words))
    sections = _sections(context.store, key)
    sentences = [(p.start, p.end) for p in context.reader.passages.of(key)]
    blocks = [block for block in _blocks(words, sections, sentences) if start <= block.start < end]
    last = blocks[-1].end if blocks else end
    claims = claims_at(context.store, key, blocks[0].start if blocks else end, last)
    decisions = placed(context, key, words)
    return answered(
        context,
        report={name: found[name] for name in ("key", "title", "institution", "year", "name", "text")},
        length=len(words),
        next=last if last < len(words) else None,
        sections=sections,
        blocks=list(_marked(words, blocks, sections, claims, list(_rejected(decisions)), list(_asides(document)))),
        claims=claims,
        decisions=decisions,
    )


def _sections(store: Store, key: str) -> list[dict[str, Any]]:
    """The headings in reading order, each with the place of the one above it in this list."""
    rows = [*store.query(_SECTIONS.format(graph=report_iri(key))).rows()]
    places = {str(row["section"]): place for place, row in enumerate(rows)}
    return [
        {
            "iri": row["section"],
            "heading": row["heading"],
            "level": row["level"],
            "start": row["start"],
            "end": row["end"],
            "parent": places.get(str(row["parent"])),
            "scope": local(row["scope"]),
            "group": row["group"],
            "task": None if row["number"] is None else {"number": row["number"], "title": row["title"]},
        }
        for row in rows
    ]


def claims_at(store: Store, key: str, start: int, end: int) -> list[dict[str, Any]]:
    """The claims that stand between two places, outer before inner, with what they say."""
    graph = report_iri(key)
    rows = [*store.query(_CLAIMS.format(graph=graph, start=start, end=end)).rows()]
    listed = " ".join(f"<{row['claim']}>" for row in rows)
    facts: defaultdict[str, dict[str, Any]] = defaultdict(lambda: dict.fromkeys(FACTS))
    decided: set[str] = set()
    for row in store.query(_SAID.format(graph=graph, claims=listed)).rows():
        if (fact := str(local(row["fact"]))) in FACTS:
            facts[str(row["claim"])][fact] = _plain(row["value"])
        elif fact == "decision":
            decided.add(str(row["claim"]))
    tasks: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.query(_TASKS.format(claims=listed)).rows():
        names = {name: row[name] for name in ("group", "number", "reason")}
        tasks[str(row["claim"])].append({"scope": local(row["scope"]), **names})
    return [
        {
            "iri": row["claim"],
            "about": row["thing"],
            "label": row["label"],
            "type": local(row["type"]),
            **{name: fact for name, fact in facts[str(row["claim"])].items() if name != "atLeast"},
            "at_least": bool(facts[str(row["claim"])]["atLeast"]),
            "tasks": tasks[str(row["claim"])],
            "decided": row["claim"] in decided,
            "start": row["start"],
            "end": row["end"],
        }
        for row in rows
    ]


def _plain(value: Any) -> Any:
    """A fact as answers say it."""
    if isinstance(value, str):
        return local(value)
    return int(value) if value == int(value) else float(value)


def _blocks(words: str, sections: Sequence[Mapping[str, Any]], sentences: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """Cut the text at headings and sentences, without a gap and without an overlap."""
    headings = [("heading", each["start"], _heading_end(words, each["start"], each["heading"])) for each in sections]
    at = 0
    for kind, start, end in sorted([*headings, *(("sentence", *sentence) for sentence in sentences)], key=_by_place):
        if start < at:
            continue
        if at < start:
            yield Block("between", at, start)
        yield Block(kind, start, end)
        at = end
    if at < len(words):
        yield Block("between", at, len(words))


def _by_place(row: tuple[str, int, int]) -> tuple[int, int]:
    return row[1], row[2]


def _heading_end(words: str, start: int, heading: str) -> int:
    """Where the heading ends that starts here, whatever white space stands in it."""
    left, at = squeeze(heading), start
    while left and at < len(words) and (words[at].isspace() or words[at] == left[0]):
        left = left if words[at].isspace() else left[1:]
        at += 1
    line = words.find("\n", start)
    return at if not left else line if line >= 0 else len(words)


def _asides(document: Document) -> Iterator[tuple[int, int]]:
    """The lines that are a page's number, head or foot."""
    lines = layout(document).between(0, len(document.text))
    return ((line.start, line.end) for line in lines if line.kind == "page")


def _rejected(decisions: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int, str]]:
    """The words on which a record was rejected, each with the decision."""
    for one in decisions:
        if (one["action"], one["state"]) == ("reject", "stands"):
            yield from ((place["start"], place["end"], one["id"]) for place in one["places"])


def _marked(
    words: str,
    blocks: Sequence[Block],
    sections: Sequence[Mapping[str, Any]],
    claims: Sequence[Mapping[str, Any]],
    rejected: Sequence[tuple[int, int, str]],
    asides: Sequence[tuple[int, int]],
) -> Iterator[dict[str, Any]]:
    """Give each block its section and its parts; a part names claims by their place in the list."""
    marks = [*((one["start"], one["end"]) for one in claims), *((start, end) for start, end, _ in rejected)]
    cuts = sorted({*chain.from_iterable(asides), *chain.from_iterable(marks)})
    left = [start for start, _ in asides]
    starts = [claim["start"] for claim in claims]
    begins = [section["start"] for section in sections]
    longest = max((claim["end"] - claim["start"] for claim in claims), default=0)
    for block in blocks:
        inside = cuts[bisect_right(cuts, block.start) : bisect_left(cuts, block.end)]
        edges = [block.start, *inside, block.end]
        first = bisect_right(starts, block.start - longest - 1)
        near = range(first, bisect_right(starts, block.end))
        yield {
            "kind": block.kind,
            "start": block.start,
            "end": block.end,
            "section": _innermost(sections, begins, block.start),
            "parts": [
                {
                    "text": words[start:end],
                    "start": start,
                    "aside": (at := bisect_right(left, start) - 1) >= 0 and end <= asides[at][1],
                    "rejected": [one for begin, stop, one in rejected if begin <= start and end <= stop],
                    "claims": [n for n in near if claims[n]["start"] <= start and end <= claims[n]["end"]],
                }
                for start, end in pairwise(edges)
            ],
        }


def _innermost(sections: Sequence[Mapping[str, Any]], begins: Sequence[int], place: int) -> int | None:
    """The section that a place stands in: the last that began, or one above it."""
    at: int | None = bisect_right(begins, place) - 1
    while at is not None and at >= 0 and sections[at]["end"] <= place:
        at = sections[at]["parent"]
    return at if at is not None and at >= 0 else None
