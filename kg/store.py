"""Quad ⇄ Oxigraph: the only door to pyoxigraph. Queries see the union of all graphs and read only what is stored."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from functools import cached_property
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import HomeError, KgError, QueryError, RefusedError
from kg.messages import text
from kg.rewriting import loads, without_loads, without_silent
from kg.services import Finders, Scores, named, with_rows
from kg.sparql import has_dataset, is_update, refuse_service
from kg.syntax import Detail, fault
from kg.terms import ONTOLOGY, PREFIXES, Iri, Quad, Value, term
from kg.unknown import no_function

if TYPE_CHECKING:
    from rdflib import Dataset

ONTOLOGY_FILES = ("schema.ttl", "levels.ttl", "tasks.ttl")
NO_FINDERS: Finders = MappingProxyType({})
XSD = PREFIXES["xsd"]
DECIMAL = ox.NamedNode(f"{XSD}decimal")
READERS: dict[str, Callable[[str], int | Decimal | float | bool]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}boolean": "true".__eq__,
}
TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
KINDS: dict[type, str] = {ox.QuerySolutions: "select", ox.QueryBoolean: "ask", ox.QueryTriples: "construct"}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


class Results:
    """What a query found: rows (`variables`), a yes or no (`boolean`), or triples; to be read once."""

    def __init__(self, inner: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, path: Path | None = None) -> None:
        self._inner = inner
        self._path = path
        self.kind = KINDS[type(inner)]

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns."""
        if not isinstance(self._inner, ox.QuerySolutions):
            return ()
        return tuple(variable.value for variable in self._inner.variables)

    @property
    def boolean(self) -> bool | None:
        """The yes or no."""
        return bool(self._inner) if isinstance(self._inner, ox.QueryBoolean) else None

    def __iter__(self) -> Iterator[Any]:
        """Yield the engine's own rows or triples, at its own speed: `row["label"].value`."""
        if isinstance(self._inner, ox.QueryBoolean):
            return
        with _Translated(self._path):
            yield from self._inner

    def rows(self) -> Iterator[dict[str, Value | float | None]]:
        """Yield each row with plain values by the names of the variables."""
        for row in self:
            yield {name: None if row[name] is None else value(row[name]) for name in self.variables}

    def serialize(self, format: str) -> bytes:
        """Write the result in a W3C format: json, csv, tsv, xml for rows; ttl, nt, nq, trig, jsonld for triples."""
        formats = GRAPHS if self.kind == "construct" else TABLES
        if format not in formats:
            raise QueryError("kg.query.format", format=format, formats=" ".join(formats))
        with _Translated(self._path):
            if isinstance(self._inner, ox.QueryTriples):
                return ox.serialize(self._inner, format=GRAPHS[format], prefixes=dict(PREFIXES)) or b""
            return self._inner.serialize(format=TABLES[format]) or b""

    def write(self, output: IO[bytes], format: str) -> None:
        """Write rows, or a yes or no, as they are found."""
        assert not isinstance(self._inner, ox.QueryTriples)
        with _Translated(self._path):
            self._inner.serialize(output, format=TABLES[format])


class Store:
    """A set of named graphs, in memory or on disk."""

    def __init__(self, inner: ox.Store, *, writable: bool, path: Path | None = None) -> None:
        self._inner = inner
        self._writable = writable
        self._path = path

    @classmethod
    def memory(cls) -> "Store":
        """Make an empty store in memory."""
        return cls(ox.Store(), writable=True)

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Open or make the store in a folder, to write to it; never a published one."""
        with _opened(path):
            return cls(ox.Store(str(path)), writable=True, path=path)

    @classmethod
    def read_only(cls, path: Path) -> "Store":
        """Open the store in a folder, to read it; nothing is written there."""
        with _opened(path):
            return cls(ox.Store.read_only(str(path)), writable=False, path=path)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write everything out and let go of the files."""
        if self._writable:
            self.flush()
        self.forget()

    def forget(self) -> None:
        """Let go of the files as they are."""
        self._inner, self._writable = ox.Store(), False

    def flush(self) -> None:
        """Write everything out; a copy of a store that is only read would miss what is not."""
        self._inner.flush()

    def backup(self, target: Path) -> None:
        """Copy the store to a new folder, by hard links where the file system has them."""
        with _opened(target):
            self._inner.backup(str(target))

    def __len__(self) -> int:
        return len(self._inner)

    @property
    def engine(self) -> ox.Store:
        """The engine's own store, for the other door."""
        return self._inner

    # reading

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
        standard: bool = False,
        finders: Finders = NO_FINDERS,
    ) -> Results:
        """Run a query; it sees the union of all graphs unless it, or the call, names some.

        `standard` leaves out what goes beyond the standard: that union, and prefixes that are there undeclared.
        `finders` are what the query may ask by `SERVICE cg:…` and by functions, see `kg.services`.
        """
        given, options = sparql, dict[str, Any]()
        if finders and named(sparql, finders):
            sparql = with_rows(sparql, finders)
            options["custom_functions"] = self._functions(sparql, finders)
        sparql = without_silent(sparql)
        refuse_service(sparql)
        if default_graphs or named_graphs:
            options["default_graph"] = [_named(graph) for graph in default_graphs]
            options["named_graphs"] = [_named(graph) for graph in named_graphs]
        elif not standard and not has_dataset(sparql):  # the engine would let the union win over FROM
            options["use_default_graph_as_union"] = True
        if not standard:
            options["prefixes"] = _prefixes(sparql)
        with _Translated(self._path, given):
            return Results(self._inner.query(sparql, base_iri=base, **options), self._path)

    def _functions(self, sparql: str, finders: Finders) -> dict[ox.NamedNode, Callable[..., ox.Literal | None]]:
        """Those finders that the query calls, as functions of the engine."""
        return {_node(term(name)): _function(Scores(find, self)) for name, find in finders.items() if name in sparql}

    def quads(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Value | None = None,
        graph: Iri | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that fit the pattern."""
        pattern = (_maybe(subject), _maybe(predicate), None if object is None else _term(object), _maybe(graph))
        for quad in self._match(*pattern):
            graph_name = Iri(quad.graph_name.value) if isinstance(quad.graph_name, ox.NamedNode) else Iri("")
            yield Quad(Iri(_text(quad.subject)), Iri(quad.predicate.value), _stored(quad.object), graph_name)

    def values(self, subject: str, predicate: Iri) -> Iterator[Value]:
        """Yield what is said of a thing under one predicate, in any graph."""
        for quad in self._match(_node(subject), _node(predicate), None):
            yield _stored(quad.object)

    def _match(self, *pattern: Any) -> Iterator[Any]:
        with _Translated(self._path):
            yield from self._inner.quads_for_pattern(*pattern)

    def graphs(self) -> tuple[Iri, ...]:
        """Name the graphs, sorted."""
        return tuple(sorted(Iri(_text(graph)) for graph in self._inner.named_graphs()))

    def nquads(self, graph: Iri | None = None) -> list[str]:
        """List the statements as sorted lines: two stores with the same lines hold the same graph."""
        return sorted(f"{quad} ." for quad in self._match(None, None, None, _maybe(graph)))

    def dump(self, output: IO[bytes], format: str) -> None:
        """Write the whole store; formats without graphs get the union of all."""
        quads: Iterable[Any] = self._match(None, None, None)
        if not GRAPHS[format].supports_datasets:
            quads = (quad.triple for quad in quads)
        ox.serialize(quads, output, format=GRAPHS[format], prefixes=dict(PREFIXES))

    def dataset(self) -> "Dataset":
        """Hand out an rdflib `Dataset` over this very store, to be read with rdflib's own API."""
        from kg.dataset import dataset

        return dataset(self._inner)

    # writing

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """Run an update, wholly or not at all; nothing is fetched for it."""
        sparql = without_silent(sparql)
        refuse_service(sparql)
        if loads(sparql):
            with _Translated(None), suppress(RuntimeError, ValueError, OSError):  # a faulty text is told as such
                ox.Store().update(without_loads(sparql), base_iri=base)
            raise RefusedError("kg.query.load")
        self.run(sparql, base=base)

    def run(self, sparql: str, *, base: str | None = None) -> None:
        """Run an update that was made or checked here."""
        with _Translated(self._path):
            self._inner.update(sparql, base_iri=base)

    def replace_graph(self, graph: Iri, quads: Iterable[Quad]) -> bool:
        """Make the graph hold exactly these quads; say whether that changed anything."""
        new = {_quad(quad) for quad in quads}
        if any(quad.graph_name.value != graph for quad in new):  # type: ignore[union-attr]
            raise ValueError(f"a quad outside {graph}")
        return self._replace(set(self._inner.quads_for_pattern(None, None, None, _node(graph))), new, graph)

    def replace(self, old: Iterable[Quad], new: Iterable[Quad]) -> bool:
        """Take some quads out and put others in; say whether that changed anything."""
        return self._replace({_quad(quad) for quad in old}, {_quad(quad) for quad in new}, None)

    def _replace(self, old: set[ox.Quad], new: set[ox.Quad], graph: Iri | None) -> bool:
        # only the difference is written: an unchanged report costs no disk, and reading twice changes nothing
        for quad in old - new:
            self._inner.remove(quad)
        self._inner.extend(new - old)
        if graph is not None and not new:
            self._inner.remove_graph(_node(graph))
        return old != new

    def remove_graph(self, graph: Iri) -> None:
        """Take a graph out with all it holds."""
        self._inner.remove_graph(_node(graph))

    def load_ontology(self) -> bool:
        """Put the ontology's classes, levels and task lists into their own graph."""
        return self._replace(
            set(self._inner.quads_for_pattern(None, None, None, _node(ONTOLOGY))),
            {ox.Quad(t.subject, t.predicate, t.object, _node(ONTOLOGY)) for t in _ontology()},
            ONTOLOGY,
        )


_PREFIXES = dict(PREFIXES)


def _prefixes(sparql: str) -> dict[str, str]:
    """Those that the query may use: the engine reads the IRI of each anew; a text with escapes may hide a name."""
    return _PREFIXES if "\\" in sparql else {name: iri for name, iri in PREFIXES.items() if name in sparql}


def value(term: Any) -> Value | float:
    """Make an engine's term a plain value: an `Iri`, a number, a truth value, or text."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    read = READERS.get(term.datatype.value)
    return read(term.value) if read else term.value


def _function(scores: Scores) -> Callable[..., ox.Literal | None]:
    def score(*arguments: Any) -> ox.Literal | None:
        if len(arguments) != 2 or not isinstance(arguments[0], ox.NamedNode):
            return None
        found = scores.of(arguments[0].value, getattr(arguments[1], "value", ""))
        return None if found is None else ox.Literal(f"{found:.4f}", datatype=DECIMAL)

    return score


def _stored(term: Any) -> Value:
    plain = value(term)
    return Decimal(repr(plain)) if isinstance(plain, float) else plain


def _text(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _named(iri: str) -> ox.NamedNode:
    """An IRI that a client gave."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise QueryError("kg.query.iri", iri=iri) from None


def _maybe(iri: str | None) -> ox.NamedNode | None:
    return None if iri is None else ox.NamedNode(iri)


def _term(value: Value) -> ox.NamedNode | ox.Literal:
    if isinstance(value, Iri):
        return ox.NamedNode(value)
    if isinstance(value, Decimal):
        return ox.Literal(f"{value:f}", datatype=DECIMAL)
    return ox.Literal(value)


def _quad(quad: Quad) -> ox.Quad:
    return ox.Quad(_node(quad.subject), _node(quad.predicate), _term(quad.object), _node(quad.graph))


def _ontology() -> Iterator[ox.Quad]:
    for name in ONTOLOGY_FILES:
        yield from ox.parse((resources.files("ontology") / name).read_bytes(), format=ox.RdfFormat.TURTLE)


@contextmanager
def _opened(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> HomeError:
    """The engine's words are long and English; of damaged files they name one, which is all that helps."""
    files = re.findall(r"[\w-]+\.sst|MANIFEST-\d+|OPTIONS-\d+|CURRENT\b", str(error))
    reason = text("kg.store.damaged", file=files[0]) if files else error
    return HomeError("kg.store.unreadable", path=path, reason=reason)


class _Translated:
    """Tells what the engine says in our own errors; a class, since queries are many and generators slow."""

    __slots__ = ("_path", "_sparql")

    def __init__(self, path: Path | None, sparql: str = "") -> None:
        self._path = path
        self._sparql = sparql

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is not None and (told := self._told(error)):
            raise told from error

    def _told(self, error: BaseException) -> KgError | None:
        path = self._path
        if isinstance(error, SyntaxError):
            return QueryError("kg.query.read_only") if is_update(self._sparql) else _faulty(self._sparql, str(error))
        if isinstance(error, FileNotFoundError):  # files are opened when first needed
            if path is None or not path.exists():
                return HomeError("kg.store.collected")
            return _unreadable(path, error)
        if not isinstance(error, RuntimeError | ValueError | OSError):
            return None
        if path is not None and "Corruption" in str(error):
            return _unreadable(path, error)
        if function := re.search(r"custom function <(.*)> is not supported", str(error)):
            return no_function(function[1])
        return QueryError("kg.query.failed", reason=error)


def _faulty(sparql: str, message: str) -> QueryError:
    found = fault(sparql, message, _fails, _PREFIXES)
    return QueryError("kg.query.syntax", line=found.line, column=found.column, detail=Detail(found))


def _fails(sparql: str) -> int | None:
    """Where the engine gives up on a text of one line."""
    try:
        ox.Store().query(sparql, prefixes=_PREFIXES)
    except SyntaxError as error:
        found = re.match(r"error at 1:(\d+)", str(error))
        return int(found[1]) - 1 if found else 0
    except (RuntimeError, ValueError, OSError):
        return None  # it was read
    return None
