"""Protocol, Graph Store Protocol and service description tests → passed, or why not."""

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import Graph, Literal, Namespace
from rdflib.term import Node

from bench.w3c.engines import Endpoint, Http, Response
from bench.w3c.manifests import MF, UT, Test, items, label
from bench.w3c.results import lines, same_graphs

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = "http://www.w3.org/ns/sparql-service-description#"
STATUSES = {
    "OK": range(200, 201),
    "Created": range(201, 202),
    "NoContent": range(204, 205),
    "NotFound": range(404, 405),
}
CLASSES = {"StatusCode2xx": range(200, 300), "StatusCode3xx": range(300, 400), "StatusCode4xx": range(400, 500)}
TYPES = {
    "boolean": {"application/sparql-results+xml", "application/sparql-results+json", "text/csv"},
    "tabular": {"application/sparql-results+xml", "application/sparql-results+json", "text/csv"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}
FORMATS = {"text/turtle": ox.RdfFormat.TURTLE, "application/rdf+xml": ox.RdfFormat.RDF_XML}


def run(test: Test, http: Http) -> str:
    """Run a test; say what was wrong, or nothing."""
    if test.kind == "ServiceDescriptionTest":
        return _description(test, http)
    named = {}
    for node in test.graph.objects(test.node, UT.graphData):
        named[label(test, node)] = lines(test.path(test.value(node, UT.graph)), test.folder)
    Endpoint(http).load(b"", named)
    variables: dict[str, str] = {}
    for request in _requests(test):
        wrong = _request(test, request, http, variables)
        if wrong:
            return wrong
    return ""


def _requests(test: Test) -> Iterator[Node]:
    yield from items(test.graph, test.value(test.value(test.node, MF.action), HT.requests))


def _headers(test: Test, node: Node) -> dict[str, str]:
    found = {}
    for listed in test.graph.objects(node, HT.headers):
        for header in items(test.graph, listed):
            found[str(test.value(header, HT.fieldName)).lower()] = str(test.value(header, HT.fieldValue))
    return found


def _body(test: Test, node: Node) -> bytes | None:
    body = test.value(node, HT.body)
    if body is None:
        return None
    encoding = str(test.value(body, CNT.characterEncoding))
    return str(test.value(body, CNT.chars)).encode(encoding)


def _request(test: Test, node: Node, http: Http, variables: dict[str, str]) -> str:
    path = str(test.value(node, HT.absolutePath))
    for name, value in variables.items():
        path = path.replace(name, value)
    path = path.replace("/gsp", "/store", 1) if path.startswith("/gsp") else path
    method = str(test.value(node, HT.methodName))
    found = http(method, path, _body(test, node), _headers(test, node))
    response = test.value(node, HT.resp)
    wrong = _wrong_status(test, response, found) or _wrong_content(test, response, found)
    if wrong:
        return f"{method} {path[:60]}: {wrong}"
    place = test.value(response, MF.expectedLocation)
    if place is not None:
        if "location" not in found.headers:
            return f"{method} {path[:60]}: no Location"
        variables[str(place)] = found.headers["location"]
    return ""


def _wrong_status(test: Test, response: Node, found: Response) -> str:
    wanted = [str(node).rpartition("#")[2] for node in test.graph.objects(response, MF.expectedStatus)]
    if any(found.status in {**STATUSES, **CLASSES}[name] for name in wanted):
        return ""
    return f"{found.status} instead of {' or '.join(wanted)}: {found.body.decode(errors='replace')[:120]}"


def _wrong_content(test: Test, response: Node, found: Response) -> str:
    media_type = found.headers.get("content-type", "").partition(";")[0]
    form = test.value(response, MF.expectedFormat)
    if form is not None and media_type not in TYPES[str(form)]:
        return f"{media_type} is no {form}"
    boolean = test.value(response, MF.expectedBoolean)
    if isinstance(boolean, Literal):
        read = ox.parse_query_results(found.body, format=ox.QueryResultsFormat.from_media_type(media_type))
        if not isinstance(read, ox.QueryBoolean) or bool(read) != bool(boolean.value):
            return f"not {boolean.value}"
    wanted = _headers(test, response).get("content-type", "").partition(";")[0]
    if wanted and wanted != media_type:
        return f"{media_type} instead of {wanted}"
    body = _body(test, response)
    if body is not None:
        base = "http://www.example/"
        graphs = [
            {quad.triple for quad in ox.parse(data, format=FORMATS[media_type], base_iri=base)}
            for data in (body, found.body)
        ]
        if not same_graphs(*graphs):
            return "another graph than expected"
    return ""


def _description(test: Test, http: Http) -> str:
    """Each of the three tests has only its name; what it demands is in the specification."""
    found = http("GET", "/sparql", None, {"Accept": "text/turtle, application/rdf+xml;q=0.9"})
    media_type = found.headers.get("content-type", "").partition(";")[0]
    if found.status != 200 or media_type not in FORMATS:
        return f"{found.status} {media_type} is no RDF"
    graph = Graph().parse(found.body, format=media_type, publicID=http.root)
    match test.name:
        case "returns-rdf":
            return "" if len(graph) else "no triples"
        case "has-endpoint-triple":
            named = {str(node) for node in graph.objects(None, Namespace(SD).endpoint)}
            return "" if f"{http.root}/sparql" in named else f"sd:endpoint is {named}"
        case _:
            return _schema(graph)


DOMAINS = {  # property → class of its subjects, class of its objects where they are described
    "endpoint": ("Service", None),
    "feature": ("Service", None),
    "supportedLanguage": ("Service", None),
    "resultFormat": ("Service", None),
    "inputFormat": ("Service", None),
    "defaultEntailmentRegime": ("Service", None),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("Dataset", "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
    "entailmentRegime": ("NamedGraph", None),
}
LANGUAGES = {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"}
FEATURES = {"DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"}


def _schema(graph: Graph) -> str:
    """Only terms of the vocabulary, each on things of its class; one service, with its endpoint and languages."""
    classes = {(s, str(o).removeprefix(SD)) for s, p, o in graph if str(p).endswith("#type") and str(o).startswith(SD)}
    services = [subject for subject, name in classes if name == "Service"]
    if len(services) != 1 or (services[0], Namespace(SD).endpoint, None) not in graph:
        return f"{len(services)} services with an endpoint"
    for subject, predicate, value in graph:
        if not str(predicate).startswith(SD):
            continue
        name = str(predicate).removeprefix(SD)
        if name not in DOMAINS:
            return f"sd:{name} is not in the vocabulary"
        domain, codomain = DOMAINS[name]
        if (subject, domain) not in classes:
            return f"sd:{name} on what is no sd:{domain}"
        if codomain and (value, codomain) not in classes:
            return f"sd:{name} leads to what is no sd:{codomain}"
        known = {"supportedLanguage": LANGUAGES, "feature": FEATURES}.get(name)
        if known and str(value).removeprefix(SD) not in known:
            return f"sd:{name} {value} is not in the vocabulary"
    return ""
