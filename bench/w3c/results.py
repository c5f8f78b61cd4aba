"""Expected and found results → whether they are the same, up to the names of blank nodes and the form of numbers."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from bench.w3c.engines import FORMATS
from bench.w3c.manifests import BASE

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float")}
SUFFIXES = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}
SYNTAXES = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
ROW = ox.NamedNode("urn:row")


def triples(path: Path, folder: Path) -> set[ox.Triple]:
    """Read a file of data."""
    base = BASE + path.relative_to(folder).as_posix()
    return {quad.triple for quad in ox.parse(path.read_bytes(), format=SYNTAXES[path.suffix], base_iri=base)}


def quads(path: Path, folder: Path, graph: ox.NamedNode | None = None) -> set[ox.Quad]:
    """Read a file of data as the default graph or a named one."""
    name = graph or ox.DefaultGraph()
    return {ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples(path, folder)}


def lines(path: Path, folder: Path) -> bytes:
    """Read a file of data as N-Triples, with all names in full."""
    return ox.serialize(triples(path, folder), format=ox.RdfFormat.N_TRIPLES) or b""


def same_result(found: tuple[str, bytes], expected: Path, folder: Path, *, ordered: bool) -> bool:
    """Whether a result is the one in the file."""
    form, data = found
    if expected.suffix in (".ttl", ".rdf"):
        tabled = _described(triples(expected, folder))
        if tabled:
            return form != "nt" and _same_tables(_parsed(data, form), tabled, ordered=ordered)
        got = {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)} if form == "nt" else None
        return got is not None and same_graphs(got, triples(expected, folder))
    wanted = SUFFIXES[expected.suffix]
    if wanted == "csv":  # has no types, so that it is compared as text
        return _csv(data, ordered) == _csv(expected.read_bytes(), ordered)
    return _same_tables(_parsed(data, form), _parsed(expected.read_bytes(), wanted), ordered=ordered)


def same_graphs(one: Iterable[Any], other: Iterable[Any]) -> bool:
    """Whether two graphs or datasets are isomorphic."""
    return _canonical(one) == _canonical(other)


def _canonical(statements: Iterable[Any]) -> set[Any]:
    found = ox.Dataset(item if isinstance(item, ox.Quad) else ox.Quad(*item) for item in statements)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(found)


def _parsed(data: bytes, form: str) -> Any:
    found = ox.parse_query_results(data, format=FORMATS[form])
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return names, [{name: _plain(row[name]) for name in names if row[name] is not None} for row in found]


def _described(graph: set[ox.Triple]) -> Any:
    """A table that is written down as a graph, as some expected results are; None for any other graph."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in graph)
    names = [row["n"].value for row in _select(store, "?t rs:resultVariable ?n")]
    rows: dict[Any, dict[str, Any]] = {row["s"]: {} for row in _select(store, "?t rs:solution ?s")}
    for row in _select(store, "?s rs:binding [ rs:variable ?n ; rs:value ?v ]"):
        rows[row["s"]][row["n"].value] = _plain(row["v"])
    return (names, list(rows.values())) if names else None


def _select(store: ox.Store, pattern: str) -> Any:
    return store.query(f"PREFIX rs: <{RS}> SELECT * {{ {pattern} }}")


def _same_tables(one: Any, other: Any, *, ordered: bool) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if set(one[0]) != set(other[0]) or len(one[1]) != len(other[1]):
        return False
    if ordered and not _has_blank(one[1]):
        return bool(one[1] == other[1])
    if not _has_blank([*one[1], *other[1]]):
        return _counted(one[1]) == _counted(other[1])
    return same_graphs(_rows(one[1], ordered), _rows(other[1], ordered))


def _counted(rows: list[dict[str, Any]]) -> Counter[Any]:
    return Counter(frozenset((name, str(term)) for name, term in row.items()) for row in rows)


def _has_blank(rows: list[dict[str, Any]]) -> bool:
    return any(isinstance(term, ox.BlankNode) for row in rows for term in row.values())


def _rows(rows: list[dict[str, Any]], ordered: bool) -> Iterable[ox.Triple]:
    """Write rows as a graph, in which their blank nodes are those of a graph."""
    for number, row in enumerate(rows):
        node = ox.BlankNode()
        yield ox.Triple(node, ROW, ox.Literal(number if ordered else 0))
        for name, term in row.items():
            yield ox.Triple(node, ox.NamedNode(f"urn:{name}"), term)


def _plain(term: Any) -> Any:
    """A number or truth value in its plainest form: `2.0` is `2`, where an engine keeps one and the file the other."""
    if isinstance(term, ox.Literal) and term.datatype.value == f"{XSD}boolean":
        return ox.Literal(term.value in ("true", "1"))
    if isinstance(term, ox.Literal) and term.datatype.value in NUMBERS:
        try:
            return ox.Literal(str(Decimal(term.value).normalize() + 0), datatype=term.datatype)
        except InvalidOperation:
            return term
    return term


def _csv(data: bytes, ordered: bool) -> tuple[Any, ...]:
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    columns = sorted(range(len(head)), key=head.__getitem__)  # SELECT * says nothing of their order
    found = [tuple(row[column] for column in columns) for row in rows]
    return (sorted(head), _named(found) if ordered else sorted(_named(found)))


def _named(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Name blank nodes in the order in which they come."""
    names: dict[str, str] = {}
    return [tuple(names.setdefault(c, f"_:{len(names)}") if c.startswith("_:") else c for c in row) for row in rows]
