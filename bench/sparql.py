"""A home → figures: the query of the design through `kg.store`, beside bare pyoxigraph and rdflib's own engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph

from bench.clock import compare
from bench.figures import Figure
from kg.store import Store
from kg.terms import PREFIXES

QUERY = """SELECT ?award ?label WHERE {
  ?award a cg:Award ; cg:level cg:national ; rdfs:label ?label ; cg:supports ?task .
  ?task cg:number 5 ; cg:scope cg:school }"""
OVER_BARE = 1.3


def figures(directory: Path, *, rdflib: bool) -> Iterator[Figure]:
    """Measure on the store in `directory`; with `rdflib` also beside rdflib's engine, which must load it all first."""
    ours = Store.read_only(directory)
    bare = pyoxigraph.Store.read_only(str(directory))
    size = f"{sum(1 for _ in bare.quads_for_pattern(None, None, None, None)):,} quads"
    works: list[Callable[[], object]] = [lambda: _rows(ours), lambda: _bare_rows(bare)]
    found = [work() for work in works]
    mine, theirs = compare(*works, runs=15, warmup=3)
    yield Figure(
        name=f"SPARQL of DESIGN.md, {size}, kg.store against bare pyoxigraph (same read-only directory, warm)",
        ours=f"{1000 * mine:.2f} ms, {found[0]} rows",
        peer=f"{1000 * theirs:.2f} ms, {found[1]} rows",
        value=mine / theirs,
        target=OVER_BARE,
        at_most=True,
    )
    if rdflib:
        yield _beside_rdflib(bare, mine, size)


def _beside_rdflib(bare: pyoxigraph.Store, mine: float, size: str) -> Figure:
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dump = bare.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    dataset.parse(data=dump or b"", format="nquads")
    rows = len(list(dataset.query(QUERY, initNs=dict(PREFIXES))))
    (theirs,) = compare(lambda: list(dataset.query(QUERY, initNs=dict(PREFIXES))), runs=3)
    return Figure(
        name=f"SPARQL of DESIGN.md, {size}, kg.store against rdflib's own engine in memory",
        ours=f"{1000 * mine:.2f} ms",
        peer=f"{1000 * theirs:.2f} ms, {rows} rows",
        value=mine / theirs,
        target=1.0,
        at_most=True,
    )


def _rows(store: Store) -> int:
    return len(list(store.query(QUERY)))


def _bare_rows(store: pyoxigraph.Store) -> int:
    solutions = store.query(QUERY, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return len(list(solutions))
