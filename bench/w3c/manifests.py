"""A folder of W3C tests → its tests, as graphs to be read further by those who run them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
BESIDE = ("syntax-fed", "service", "entailment", "protocol", "graph-store-protocol", "service-description")
BASE = "http://w3c.example/"  # stands for the folder, so that relative names in queries and data agree


@dataclass(frozen=True)
class Test:
    """One test of a manifest."""

    group: str  # its folder
    kind: str  # such as QueryEvaluationTest
    name: str
    node: Node
    graph: Graph
    folder: Path  # of the whole suite

    def value(self, subject: Node | None, predicate: URIRef) -> Any:
        """One value, or None."""
        return None if subject is None else self.graph.value(subject, predicate)

    def path(self, name: Node) -> Path:
        """The file that a name of the manifest stands for."""
        return self.folder / str(name).removeprefix(BASE)


def tests(folder: Path) -> Iterator[Test]:
    """Yield the tests of the suite, in order."""
    for name in ("manifest.ttl", *(f"{group}/manifest.ttl" for group in BESIDE)):
        yield from _tests(folder, name, set())


def _tests(folder: Path, name: str, seen: set[str]) -> Iterator[Test]:
    if name in seen:
        return
    seen.add(name)
    graph = Graph().parse(folder / name, format="turtle", publicID=BASE + name)
    for included in items(graph, graph.value(URIRef(BASE + name), MF.include)):
        yield from _tests(folder, str(included).removeprefix(BASE), seen)
    for node in items(graph, graph.value(URIRef(BASE + name), MF.entries)):
        kind = str(graph.value(node, RDF.type)).rpartition("#")[2]
        yield Test(name.rpartition("/")[0], kind, str(node).rpartition("#")[2], node, graph, folder)


def items(graph: Graph, head: Node | None) -> Iterator[Node]:
    """Yield what a list holds."""
    if head is not None:
        yield from Collection(graph, head)


def label(test: Test, node: Node) -> str:
    """The text that names a graph of a test's data."""
    found = test.value(node, RDFS.label)
    return str(found) if isinstance(found, Literal) else ""
