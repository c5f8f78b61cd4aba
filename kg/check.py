"""Graph → findings: what breaks a shape, in words for the reader of the report. The only door to pyshacl."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from kg.messages import language, text
from kg.statements import SHARED
from kg.store import Store
from kg.terms import IDENTIFIER, KG, NAMESPACE, ONTOLOGY, PART_OF, TYPE, Iri, Quad

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

EVIDENCE = 3  # places shown of a thing that many sentences speak of
SEVERITIES = {"Violation": "error", "Warning": "warning", "Info": "info"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a report; `document` is the report's key."""

    document: str
    start: int
    end: int
    text: str
    figure: str | None = None  # what it says there, where figures disagree


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt or a fault: `kind` is the shape that is broken, or the key of the notice."""

    kind: str
    severity: str  # error, warning or info
    message: str
    evidence: tuple[Evidence, ...] = ()


def check(store: Store, graphs: Iterable[Iri] | None = None) -> Iterator[Finding]:
    """Yield what breaks the shapes in these graphs, or in all: for the changed ones, the cost stays what they cost."""
    from pyshacl import validate
    from rdflib import SH

    chosen = tuple(graphs) if graphs is not None else tuple(g for g in store.graphs() if g != ONTOLOGY)
    shapes = _own_targets(_shapes())
    data = _data(store, chosen, frozenset(map(str, shapes.all_nodes())))
    conforms, results, _ = validate(data, shacl_graph=shapes, advanced=False, meta_shacl=False, inplace=True)
    if not conforms:
        found = {_finding(store, results, result) for result in results.subjects(None, SH.ValidationResult)}
        yield from sorted(found, key=lambda f: (f.severity, f.kind, [(e.document, e.start) for e in f.evidence]))


def notices(rows: Iterable[dict[str, Any]], document: str) -> Iterator[Finding]:
    """Yield the doubts that reading a report left, as its manifest keeps them."""
    for row in rows:
        start, end = row.get("start"), row.get("end")
        place = () if start is None or end is None else (Evidence(document, start, end, row.get("text", "")),)
        yield Finding(row["key"], "warning", text(row["key"], **row["values"]), place)


def _shapes() -> "Graph":
    from rdflib import Graph

    return Graph().parse(data=(resources.files("ontology") / "shapes.ttl").read_bytes(), format="turtle")


def _own_targets(shapes: "Graph") -> "Graph":
    """Give each property shape the targets of the node shapes that hold it, and part the two.

    It asks the same of the same things. But pyshacl goes through a property shape of a node shape once for each thing,
    and through one with targets once for all things: a tenth of the time.
    """
    from rdflib import SH

    for held in tuple(shapes.triples((None, SH.property, None))):
        for kind in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode):
            for target in shapes.objects(held[0], kind):
                shapes.add((held[2], kind, target))
        shapes.remove(held)
    return shapes


def _data(store: Store, graphs: tuple[Iri, ...], asked: frozenset[str]) -> "Graph":
    """Gather the graphs, and of the others only what they point to: their tasks and shared things.

    Of the graphs, what no shape names is left out: since no shape is closed, it breaks none.
    """
    from rdflib import Graph, URIRef

    data = Graph()
    around: set[Iri] = set()
    for graph in graphs:
        for quad in store.quads(graph=graph):
            if quad.predicate in asked or quad.predicate == TYPE:
                data.add(_triple(quad))
            if quad.predicate in (KG.supports, KG.task, KG.about) and isinstance(quad.object, Iri):
                around.add(quad.object)
    for thing in around:
        if (URIRef(thing), None, None) not in data:
            for quad in store.quads(subject=thing):
                if quad.graph == SHARED or quad.predicate in (TYPE, KG.number, KG.scope, PART_OF):
                    data.add(_triple(quad))
    return data


def _triple(quad: Quad) -> Any:
    from rdflib import Literal

    value = quad.object
    return _node(quad.subject), _node(quad.predicate), _node(value) if isinstance(value, Iri) else Literal(value)


@lru_cache(maxsize=10_000)
def _node(iri: Iri) -> "URIRef":
    from rdflib import URIRef

    return URIRef(iri)


def _finding(store: Store, results: "Graph", result: Any) -> Finding:
    from rdflib import SH

    messages = {getattr(m, "language", None): str(m) for m in results.objects(result, SH.resultMessage)}
    severity = str(results.value(result, SH.resultSeverity)).rpartition("#")[2]
    shape = str(results.value(result, SH.sourceShape)).removeprefix(NAMESPACE)
    focus = Iri(str(results.value(result, SH.focusNode)))
    message = messages.get(language()) or next(iter(messages.values()))
    return Finding(shape, SEVERITIES[severity], message, tuple(_evidence(store, focus))[:EVIDENCE])


def _evidence(store: Store, focus: Iri) -> Iterator[Evidence]:
    """Yield where a report says what the node stands for: a claim, its span, a thing, or a link."""
    claims = {quad.subject for quad in store.quads(predicate=KG.about, object=focus)}
    claims |= {Iri(str(claim)) for claim in store.values(focus, KG.claim)}
    for claim in sorted(claims or {focus}):
        spans = [Iri(str(span)) for span in store.values(claim, KG.source)]
        for span in sorted(spans) or [claim]:
            yield from _place(store, span)


def _place(store: Store, span: Iri) -> Iterator[Evidence]:
    said = {quad.predicate: quad for quad in store.quads(subject=span)}
    if KG.start in said and KG.end in said:
        sentence = said[KG.sentence].object if KG.sentence in said else span
        texts = (*store.values(str(sentence), KG.text), *store.values(span, KG.exact), "")
        document = next(iter(store.values(said[KG.start].graph, IDENTIFIER)), "")
        start, end = (said[predicate].object for predicate in (KG.start, KG.end))
        if isinstance(start, int) and isinstance(end, int):
            yield Evidence(str(document), start, end, str(texts[0]))
