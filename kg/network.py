"""Graph → network: which things hang together, and how. The only door to networkx.

Nodes are things, tasks and reports; edges say that a thing supports a task, that a task or a claim is of a report, or
that two things stand in the same sentence (with how often).
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any

from kg.store import Store

if TYPE_CHECKING:
    from networkx import Graph

THINGS = """SELECT ?thing ?label ?class ?level WHERE {
  ?thing rdfs:label ?label ; a ?class . ?class rdfs:subClassOf ?above . VALUES ?above { cg:Achievement cg:Party }
  OPTIONAL { ?thing cg:level ?level } }"""
TASKS = """SELECT ?task ?label ?report ?title WHERE {
  ?task a cg:Task ; rdfs:label ?label ; dcterms:isPartOf ?report . ?report dcterms:title ?title }"""
SUPPORTS = "SELECT ?thing ?task WHERE { ?thing cg:supports ?task }"
SENTENCES = """SELECT DISTINCT ?sentence ?thing WHERE {
  ?claim cg:about ?thing ; cg:source ?span . ?span cg:sentence ?sentence }"""


def network(store: Store) -> "Graph[str]":
    """Build the network of a store that has the ontology loaded."""
    from networkx import Graph

    found: Graph[str] = Graph()
    for row in store.query(THINGS).rows():
        level = str(row["level"] or "").rpartition("#")[2]
        found.add_node(str(row["thing"]), label=row["label"], kind=str(row["class"]).rpartition("#")[2], level=level)
    for row in store.query(TASKS).rows():
        found.add_node(str(row["task"]), label=row["label"], kind="Task", level="")
        found.add_node(str(row["report"]), label=row["title"], kind="Report", level="")
        found.add_edge(str(row["task"]), str(row["report"]), relation="part of", weight=1)
    for row in store.query(SUPPORTS).rows():
        found.add_edge(str(row["thing"]), str(row["task"]), relation="supports", weight=1)
    for one, other in _together(store):
        weight = found.get_edge_data(one, other, {"weight": 0})["weight"]
        found.add_edge(one, other, relation="same sentence", weight=weight + 1)
    return found


def _together(store: Store) -> Iterator[tuple[str, str]]:
    sentences: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.query(SENTENCES).rows():
        sentences[str(row["sentence"])].add(str(row["thing"]))
    for things in sentences.values():
        yield from combinations(sorted(things), 2)


def paths(network: "Graph[str]", start: str, end: str, *, limit: int = 10) -> Iterator[tuple[str, ...]]:
    """Yield the ways from one thing to another, shortest first, such as from an enterprise to a task."""
    from networkx import NetworkXNoPath, NodeNotFound, shortest_simple_paths

    try:
        for path in islice(shortest_simple_paths(network, start, end), limit):
            yield tuple(path)
    except (NetworkXNoPath, NodeNotFound):
        return


def use(network: "Graph[str]", thing: str) -> dict[str, int]:
    """Tell how much a thing is used: the tasks that it supports, and the things told in the same breath."""
    edges: list[dict[str, Any]] = [data for _, _, data in network.edges(thing, data=True)]
    tasks = sum(data["relation"] == "supports" for data in edges)
    return {"tasks": tasks, "things": len(edges) - tasks, "degree": len(edges)}


def graphml(network: "Graph[str]") -> bytes:
    """Write the network for tools that draw and measure them."""
    from networkx import generate_graphml

    return ("\n".join(generate_graphml(network, named_key_ids=True)) + "\n").encode()
