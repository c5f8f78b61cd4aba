"""Store → rdflib Dataset: the analyst's API over the same data, by Oxigraph's own plugin for rdflib. It only reads."""

from collections.abc import Mapping
from typing import Any, NoReturn

from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.query import Result
from rdflib.term import Identifier

from kg.errors import QueryError
from kg.sparql import has_dataset, refuse_service
from kg.terms import PREFIXES


class ReadOnlyStore(OxigraphStore):
    """Oxigraph behind rdflib, with the rules of `kg.store`: nothing is fetched, nothing is written."""

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: Any,
        **kwargs: object,
    ) -> Result:
        if not isinstance(query, str):  # rdflib would run it itself, and fetch what FROM and SERVICE name
            raise QueryError("kg.query.prepared")
        refuse_service(query)
        graph: Any = None if has_dataset(query) else queryGraph
        try:
            return super().query(query, initNs, initBindings, graph, **kwargs)
        except (SyntaxError, RuntimeError, ValueError) as error:
            # NotImplementedError is a RuntimeError: it, too, would hand the query to rdflib
            raise QueryError("kg.query.failed", reason=" ".join(str(error).split())) from error

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise QueryError("kg.query.read_only")

    add = addN = remove = update = remove_graph = open = destroy = _refuse

    def add_graph(self, graph: Any) -> None:
        """Do nothing: rdflib calls it for every graph that it only looks at."""


def dataset(inner: Any) -> Dataset:
    """Wrap an open store; the default graph is the union of all."""
    found = Dataset(store=ReadOnlyStore(store=inner), default_union=True)
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    return found
