"""Thing → its neighbourhood as nodes and edges, to be drawn and expanded node by node."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from app.labels import label
from kg.store import Store
from kg.terms import KG, LABEL, NAMESPACE, THINGS, TYPE, Iri, local

LONGEST = 60  # characters of a node's label; the whole text is at its IRI
ABOVE = frozenset({"Achievement", "Party", "Span", "Prize", "TalentTitle", "Honour", "Ranking"})
RELATIONS = (  # name of an edge, and the way in the graph from its source to its target
    ("about", "cg:about"),
    ("told in", "cg:source/cg:sentence"),
    ("supports", "cg:supports"),
    ("of scheme", "cg:ofScheme"),
    ("under", "cg:section"),
    ("part of", "dcterms:isPartOf"),
    ("of", "cg:institution"),
)
_EDGES = (
    """SELECT DISTINCT ?source ?relation ?target WHERE {{ {parts} }} ORDER BY ?relation ?source ?target LIMIT {limit}"""
)
_PART = """{{ BIND(<{node}> AS ?source) BIND("{name}" AS ?relation) <{node}> {path} ?target }} UNION
{{ BIND(<{node}> AS ?target) BIND("{name}" AS ?relation) ?source {path} <{node}> }}"""
_BESIDE = """{{ BIND(<{node}> AS ?source) BIND("same sentence" AS ?relation)
  ?mine cg:about <{node}> ; cg:source/cg:sentence ?sentence .
  ?theirs cg:source/cg:sentence ?sentence ; cg:about ?target FILTER (?target != <{node}>) }}"""


class Edge(NamedTuple):
    """That one node has to do with another."""

    source: str
    relation: str
    target: str


def neighbours(store: Store, iri: str, limit: int = 200) -> dict[str, Any]:
    """The things next to this one, and what its claims stand on; `truncated` where there are more than `limit`."""
    edges = dict.fromkeys(_edges(store, iri, limit))
    claims = [edge.source for edge in edges if edge.relation == "about" and edge.target == iri]
    for claim in claims:
        edges |= dict.fromkeys(_edges(store, claim, limit))
    nodes: dict[str, None] = {iri: None}
    for edge in edges:
        if len(nodes | {edge.source: None, edge.target: None}) <= limit:
            nodes |= {edge.source: None, edge.target: None}
    kept = [edge for edge in edges if edge.source in nodes and edge.target in nodes]
    return {
        "nodes": [_node(store, node) for node in nodes],
        "edges": [edge._asdict() for edge in kept],
        "truncated": len(kept) < len(edges),
    }


def _edges(store: Store, node: str, limit: int) -> Iterator[Edge]:
    parts = [_PART.format(node=node, name=name, path=path) for name, path in RELATIONS]
    query = _EDGES.format(parts=" UNION\n".join([*parts, _BESIDE.format(node=node)]), limit=limit + 1)
    for row in store.query(query).rows():
        ends = str(row["source"]), str(row["target"])
        if all(end.startswith(THINGS) for end in ends):
            yield Edge(ends[0], str(row["relation"]), ends[1])


def _node(store: Store, iri: str) -> dict[str, Any]:
    said: dict[str, list[Any]] = {}
    for quad in store.quads(subject=Iri(iri)):
        said.setdefault(quad.predicate, []).append(quad.object)
    kinds = sorted({str(local(kind)) for kind in said.get(TYPE, []) if str(kind).startswith(NAMESPACE)} - ABOVE)
    kind = kinds[0] if kinds else ""
    words = said.get(LABEL) or said.get(KG.text) or list(store.values(f"{iri}/span", KG.exact)) or [iri]
    level = said.get(KG.level, [None])[0]
    name = "".join(str(words[0]).split("\n"))
    return {
        "iri": iri,
        "label": name if len(name) <= LONGEST else f"{name[:LONGEST]}…",
        "kind": kind,
        "kind_label": label(kind),
        "level": local(level),
    }
