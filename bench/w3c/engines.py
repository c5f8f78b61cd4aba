"""What runs a test: our endpoint over HTTP, or pyoxigraph in this process. Both are told and asked the same."""

import http.client
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

ACCEPT = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/sparql-results+json"}
XML = "application/sparql-results+xml"


class SyntaxRefused(Exception):
    """The text is no SPARQL."""


class Refused(Exception):
    """The text is not run for another reason, which is told."""


class Engine(Protocol):
    """Holds a dataset and answers."""

    def load(self, default: bytes, named: dict[str, bytes]) -> None:
        """Hold these N-Triples and nothing else."""

    def query(self, text: str, form: str) -> tuple[str, bytes]:
        """Answer in a format of tables, or in N-Triples where a graph is asked for; say which."""

    def update(self, text: str) -> None:
        """Change the dataset."""

    def dump(self) -> set[ox.Quad]:
        """All that the dataset holds."""


@dataclass(frozen=True)
class Response:
    """What came back over HTTP."""

    status: int
    headers: dict[str, str]
    body: bytes


class Http:
    """A server under test, over one connection; a token for what writes."""

    def __init__(self, root: str, token: str) -> None:
        self.root = root
        self._token = token
        self._connection = http.client.HTTPConnection(urlsplit(root).netloc, timeout=60)

    def __call__(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Response:
        sent = {"Authorization": f"Bearer {self._token}", **(headers or {})}
        self._connection.request(method, path, body, sent)
        with self._connection.getresponse() as got:
            return Response(got.status, {name.lower(): value for name, value in got.headers.items()}, got.read())


class Endpoint:
    """`kg serve --scratch`."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def load(self, default: bytes, named: dict[str, bytes]) -> None:
        self._run("CLEAR ALL")
        for graph, data in [("default", default), *(("graph=" + quote(name, safe=""), d) for name, d in named.items())]:
            if data or graph != "default":
                put = self._http("PUT", f"/store?{graph}", data, {"Content-Type": "application/n-triples"})
                assert put.status in (201, 204), put

    def query(self, text: str, form: str) -> tuple[str, bytes]:
        accept = f"{ACCEPT.get(form, XML)}, application/n-triples;q=0.5"
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        found = _checked(self._http("POST", "/sparql", text.encode(), headers))
        return ("nt" if "n-triples" in found.headers["content-type"] else form), found.body

    def update(self, text: str) -> None:
        self._run(text)

    def dump(self) -> set[ox.Quad]:
        found: set[ox.Quad] = set()
        default = self._http("GET", "/store?default", None, {"Accept": "application/n-triples"})
        found |= set(ox.parse(default.body, format=ox.RdfFormat.N_TRIPLES))
        _, names = self.query("SELECT ?g { GRAPH ?g {} }", "json")
        for row in table(names, "json"):
            graph = row[0]
            read = self._http("GET", f"/store?graph={quote(graph.value, safe='')}", None, {"Accept": "text/turtle"})
            found |= {
                ox.Quad(q.subject, q.predicate, q.object, graph)
                for q in ox.parse(read.body, format=ox.RdfFormat.TURTLE)
            }
        return found

    def _run(self, text: str) -> None:
        _checked(self._http("POST", "/sparql", text.encode(), {"Content-Type": "application/sparql-update"}))


def _checked(found: Response) -> Response:
    if found.status == 400 and b"query.syntax" in found.body:
        raise SyntaxRefused(found.body.decode())
    if found.status >= 300:
        raise Refused(f"{found.status} {found.body.decode(errors='replace')[:200]}")
    return found


class Bare:
    """pyoxigraph, as it is."""

    def __init__(self) -> None:
        self._store = ox.Store()

    def load(self, default: bytes, named: dict[str, bytes]) -> None:
        self._store = ox.Store()
        self._store.load(default, format=ox.RdfFormat.N_TRIPLES)
        for name, data in named.items():
            self._store.add_graph(ox.NamedNode(name))
            self._store.load(data, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))

    def query(self, text: str, form: str) -> tuple[str, bytes]:
        try:
            found = self._store.query(text, base_iri="http://127.0.0.1/sparql")
            if isinstance(found, ox.QueryTriples):
                return "nt", ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""
            return form, found.serialize(format=FORMATS[form]) or b""
        except SyntaxError as error:
            raise SyntaxRefused(str(error)) from error
        except (RuntimeError, ValueError, OSError) as error:
            raise Refused(str(error)) from error

    def update(self, text: str) -> None:
        try:
            self._store.update(text, base_iri="http://127.0.0.1/sparql")
        except SyntaxError as error:
            raise SyntaxRefused(str(error)) from error
        except (RuntimeError, ValueError, OSError) as error:
            raise Refused(str(error)) from error

    def dump(self) -> set[ox.Quad]:
        return set(self._store)


FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


def table(data: bytes, form: str) -> Iterable[Any]:
    """Read a table of results, or a yes or no."""
    found = ox.parse_query_results(data, format=FORMATS[form])
    return [bool(found)] if isinstance(found, ox.QueryBoolean) else found
