"""Whole graphs of a store, as the Graph Store Protocol has them: read, put, added to, taken out.

A graph is named by its IRI; None is the default graph. What is written is written wholly or not at all, since it is
one update.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store import GRAPHS, Store
from kg.terms import PREFIXES

Passing = Callable[[Iterable[Any]], Iterable[Any]]


class Graphs:
    """The graphs of a store."""

    def __init__(self, store: Store, *, union: bool = False) -> None:
        self._store = store
        self._inner = store.engine
        self._union = union  # what is read as the default graph: all graphs together

    def exists(self, graph: str | None) -> bool:
        """Whether the store knows the graph; it always knows the default graph."""
        return graph is None or self._inner.contains_named_graph(_name(graph))

    def names(self) -> list[str]:
        """Name the graphs, sorted."""
        return sorted(node.value for node in self._inner.named_graphs() if isinstance(node, ox.NamedNode))

    def write(self, graph: str | None, output: IO[bytes], format: str, passing: Passing = iter) -> None:
        """Write the graph in a format; `passing` may let only some of its triples through."""
        default = None if self._union else ox.DefaultGraph()
        place = default if graph is None else _name(graph)
        triples = (quad.triple for quad in self._inner.quads_for_pattern(None, None, None, place))
        write(triples, output, format, passing)

    def put(self, graph: str | None, *contents: tuple[bytes, str], base: str, replace: bool) -> None:
        """Add the triples of these contents to the graph, which with `replace` holds nothing else then."""
        triples = {triple for data, format in contents for triple in parsed(data, format, base)}
        lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        body = lines.decode()
        if graph is None:
            begin, content = "CLEAR DEFAULT", body
        else:
            begin = f"DROP SILENT GRAPH {_name(graph)} ; CREATE SILENT GRAPH {_name(graph)}"
            content = f"GRAPH {_name(graph)} {{ {body} }}"
        created = f"CREATE SILENT GRAPH {_name(graph)} ; " if graph and not replace else ""
        self._store.run(f"{begin + ' ; ' if replace else created}INSERT DATA {{ {content} }}")

    def drop(self, graph: str | None) -> None:
        """Take the graph out."""
        self._store.run("CLEAR DEFAULT" if graph is None else f"DROP SILENT GRAPH {_name(graph)}")


def parsed(data: bytes, format: str, base: str) -> Iterator[ox.Triple]:
    """Yield the triples of some data; blank nodes of one piece are not those of another."""
    try:
        yield from (
            quad.triple for quad in ox.parse(data, format=GRAPHS[format], base_iri=base, rename_blank_nodes=True)
        )
    except SyntaxError as error:
        place = {"line": error.lineno or 1, "column": error.offset or 1}
        raise QueryError("kg.graph.parse", format=format, reason=error.msg, **place) from error
    except ValueError as error:  # bytes that are no UTF-8
        raise QueryError("kg.graph.parse", format=format, reason=error, line=1, column=1) from error


def write(triples: Iterable[Any], output: IO[bytes], format: str, passing: Passing = iter) -> None:
    """Write triples in a format."""
    prefixes = dict(PREFIXES) if format in ("ttl", "rdfxml") else None
    ox.serialize(passing(triples), output, format=GRAPHS[format], prefixes=prefixes)


def _name(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise QueryError("kg.query.iri", iri=iri) from None
