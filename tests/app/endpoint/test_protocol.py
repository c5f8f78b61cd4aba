"""The SPARQL protocol as clients see it: ways to ask, formats, refusals, limits."""

import csv
import io
import re
import socket
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from app.endpoint.http import _pairs, _parameters
from tests.app.endpoint.serving import TOKEN, Client, Response, serving

AWARDS = "SELECT ?label WHERE { ?a a cg:Award ; rdfs:label ?label } ORDER BY ?label"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CHINESE = re.compile("[\u4e00-\u9fff]")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
INSERT = b"INSERT DATA { <http://example.org/s> <http://example.org/p> 1 }"


def refusal(response: Response, status: int) -> str:
    """What the problem says in English; it says the same in Chinese."""
    assert response.status == status, response
    assert response.type == "application/problem+json"
    assert response.json["status"] == status
    assert CHINESE.search(response.json["detail"]) and not CHINESE.search(response.json["detail_en"])
    return str(response.json["detail_en"])


def test_all_ways_to_ask_give_the_same(client: Client) -> None:
    direct = client.ask(AWARDS)
    assert direct.status == 200 and direct.json["results"]["bindings"]
    assert client("GET", "/sparql?" + urlencode({"query": AWARDS})).body == direct.body
    assert client("POST", "/sparql", urlencode({"query": AWARDS}).encode(), FORM).body == direct.body
    assert client("GET", "/sparql/?query=" + quote(AWARDS)).body == direct.body
    head = client("HEAD", "/sparql?" + urlencode({"query": AWARDS}))
    assert (head.status, head.body) == (200, b"") and head.headers["content-length"] == str(len(direct.body))


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.4", "application/sparql-results+xml"),
        ("text/*", "text/xml"),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
        ("text/tab-separated-values, application/json;q=0", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_tables_come_as_the_client_likes_them(client: Client, accept: str, media_type: str) -> None:
    found = client.ask("ASK {}", accept)
    assert found.status == 200
    assert found.type == (media_type if media_type != "text/xml" else "application/sparql-results+xml")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader of JSON-LD
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@pytest.mark.parametrize(
    ("accept", "media_type", "format"),
    [
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
    ],
)
def test_graphs_come_as_the_client_likes_them(client: Client, accept: str, media_type: str, format: str) -> None:
    found = client.ask("CONSTRUCT WHERE { ?a a cg:Award ; rdfs:label ?label }", accept)
    assert found.type == media_type
    assert len(Graph().parse(found.body, format=format)) >= 4


def test_what_cannot_be_written_as_demanded_is_refused(client: Client) -> None:
    assert "Accept" in refusal(client.ask("ASK {}", "text/turtle"), 406)
    assert "Accept" in refusal(client.ask("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv"), 406)
    assert "Accept" in refusal(client.ask("ASK {}", "image/png"), 406)


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("PUT", "/sparql?query=ASK%7B%7D", None, {}, 405),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400),
        ("GET", "/sparql?update=CLEAR%20ALL", None, {}, 400),
        ("GET", "/sparql?query=ASK%20%7B%20%FF%20%7D", None, {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&timeout=soon", None, {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&timeout=-1", None, {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", None, {}, 400),
        ("GET", "/sparql?" + "&".join(f"a{n}=" for n in range(200)), None, {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D", None, {"Host": "a/b"}, 400),
        ("POST", "/sparql", b"ASK {}", {}, 415),
        ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}, 415),
        ("POST", "/sparql", b"ASK {}", {"Content-Type": "application/sparql-query; charset=UTF-16"}, 415),
        ("POST", "/sparql", b"ASK { '\xff' }", {"Content-Type": "application/sparql-query"}, 400),
        ("POST", "/sparql", b"query=ASK%7B%7D&update=CLEAR+ALL", FORM, 400),
        ("POST", "/sparql", b"nothing=1", FORM, 400),
        ("POST", "/sparql", INSERT, UPDATE, 403),
        ("POST", "/sparql", b" " * 10_000_000, {"Content-Type": "application/sparql-query"}, 413),
    ],
)
def test_what_is_not_served_is_told(
    client: Client, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int
) -> None:
    refusal(client(method, path, body, headers), status)


def test_a_syntax_error_is_told_with_its_place(client: Client) -> None:
    assert "line 2" in refusal(client.ask("SELECT *\nWHRE { ?s ?p ?o }"), 400)


def test_options_name_the_methods(client: Client) -> None:
    found = client("OPTIONS", "/sparql")
    assert (found.status, found.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert "access-control-allow-origin" not in found.headers


def test_pages_of_named_origins_may_ask(home: Path) -> None:
    with serving(home, cors=("https://friend.example",)) as client:
        friend = client("GET", "/sparql?query=ASK%7B%7D", None, {"Origin": "https://friend.example"})
        other = client("GET", "/sparql?query=ASK%7B%7D", None, {"Origin": "https://other.example"})
        asked = client("OPTIONS", "/sparql", None, {"Origin": "https://friend.example"})
    assert friend.headers["access-control-allow-origin"] == "https://friend.example"
    assert "access-control-allow-origin" not in other.headers
    assert "GET" in asked.headers["access-control-allow-methods"]


# what is seen


def test_a_query_sees_all_graphs_or_those_that_the_request_names(client: Client) -> None:
    named = client.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?a a cg:Claim } }").json["results"]["bindings"]
    graph = named[0]["g"]["value"]
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"

    def counted(path: str = "/sparql", query: str = count) -> int:
        return int(client.ask(query, path=path).json["results"]["bindings"][0]["n"]["value"])

    alone = counted("/sparql?default-graph-uri=" + quote(graph))
    assert 0 < alone < counted()
    assert counted(query=count.replace("WHERE", f"FROM <{graph}> WHERE")) == alone
    assert counted("/sparql?default-graph-uri=http://127.0.0.1:1/none") == 0
    assert counted("/sparql?named-graph-uri=" + quote(graph)) == 0


def test_the_service_describes_itself(client: Client) -> None:
    for accept, format in (("*/*", "turtle"), ("application/rdf+xml", "xml")):
        found = client("GET", "/sparql", None, {"Accept": accept})
        graph = Graph().parse(found.body, format=format)
        name = "http://www.w3.org/ns/sparql-service-description#"
        endpoints = [str(o) for s, p, o in graph if str(p) == name + "endpoint"]
        assert endpoints == [client.root + "/sparql"]
        assert sum(str(p) == name + "namedGraph" for _, p, _ in graph) >= 2


# limits


def test_an_endless_query_is_stopped_ten_times_of_ten_while_others_are_answered(client: Client) -> None:
    answered: list[int] = []
    done = threading.Event()

    def others() -> None:
        while not done.is_set():
            answered.append(client.ask("ASK {}").status)
            time.sleep(0.05)

    beside = threading.Thread(target=others)
    beside.start()
    try:
        for _ in range(10):
            begun = time.monotonic()
            assert refusal(client.ask(ENDLESS, path="/sparql?timeout=0.5"), 503)
            assert 0.4 < time.monotonic() - begun < 2.5  # on a machine that has nothing else to do, 0.51
    finally:
        done.set()
        beside.join()
    assert len(answered) >= 10 and set(answered) == {200}


def test_more_endless_queries_than_workers_all_end(client: Client) -> None:
    with ThreadPoolExecutor(6) as threads:
        ends = list(threads.map(lambda _: client.ask(ENDLESS, path="/sparql?timeout=1"), range(6)))
    assert {refusal(end, 503) for end in ends} and client.ask("ASK {}").status == 200


def test_a_client_that_leaves_frees_its_worker(client: Client) -> None:
    address = urlsplit(client.root)
    for _ in range(4):  # more than there are workers; their limit is 3 s
        with socket.create_connection((str(address.hostname), int(address.port or 0))) as leaving:
            leaving.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
            time.sleep(0.6)
    begun = time.monotonic()
    assert client.ask("ASK {}").status == 200
    assert time.monotonic() - begun < 2.0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 5000 + "}" * 5000,
        "SELECT * { FILTER(" + "(" * 400_000 + "1" + ")" * 400_000 + ") }",
        "SELECT (" + "1+" * 200_000 + "1 AS ?n) {}",
        "SELECT * { ?s " + "<a:p>/" * 20_000 + "<a:p> ?o }",
        'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "((((a*)*)*)*)*b")) }',
        'SELECT (REPLACE("' + "a" * 50_000 + '", "(a|aa)+$", "") AS ?x) {}',
        "SELECT * { ?s ?p " + "[ <a:p> " * 450 + "1" + "]" * 450 + "}",
    ],
    ids=["groups", "brackets", "sum", "path", "regex", "replace", "nodes"],
)
def test_hostile_queries_are_answered(client: Client, query: str) -> None:
    found = client.ask(query, path="/sparql?timeout=2")
    assert found.status in (200, 400, 503)
    assert found.status == 200 or refusal(found, found.status)
    assert client.ask("ASK {}").status == 200


@pytest.mark.parametrize("accept", ["application/json", "text/csv", "text/tab-separated-values", "application/xml"])
def test_a_table_with_too_many_rows_is_cut_whole_and_says_so(home: Path, accept: str) -> None:
    query = 'SELECT ?s ?o (CONCAT("a\\r\\n,", ?o, "\\"}},{\\"</result>") AS ?x) { ?s rdfs:label ?o } ORDER BY ?s ?o'
    with serving(home, rows=7) as client, serving(home) as whole:
        few, many = client.ask(query, accept), whole.ask(query, accept)
    assert few.headers["x-sparql-truncated"] == "rows=7" and "x-sparql-truncated" not in many.headers
    assert rows(few) == rows(many)[:7]


def test_a_table_of_just_as_many_rows_is_whole(home: Path) -> None:
    with serving(home, rows=7) as client:
        for accept in ("application/json", "text/csv", "application/xml"):
            found = client.ask("SELECT * { ?s rdfs:label ?o } LIMIT 7", accept)
            assert "x-sparql-truncated" not in found.headers and len(rows(found)) == 7


@pytest.mark.parametrize("accept", ["application/json", "text/csv", "text/tab-separated-values", "application/xml"])
def test_a_table_with_too_many_bytes_is_cut_whole_and_says_so(home: Path, accept: str) -> None:
    with serving(home, bytes=20_000) as client:
        found = client.ask("SELECT * { ?s ?p ?o }", accept)
    assert found.headers["x-sparql-truncated"] == "bytes=20000"
    assert len(found.body) < 20_100 and len(rows(found)) > 10


def test_a_graph_with_too_many_triples_is_cut_whole_and_says_so(home: Path) -> None:
    with serving(home, rows=7) as client:
        found = client.ask("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle")
        stored = client("GET", "/store?default", None, {"Accept": "text/turtle"})
    assert found.headers["x-sparql-truncated"] == stored.headers["x-sparql-truncated"] == "rows=7"
    assert len(Graph().parse(found.body)) <= 7


def rows(found: Response) -> Sequence[object]:
    """The rows of a result, read by other software than wrote it."""
    if found.type.startswith("text/csv"):
        return list(csv.reader(io.StringIO(found.text, newline="")))[1:]
    if found.type.startswith("text/tab"):
        return found.text.splitlines()[1:]
    if "json" in found.type:
        return list(found.json["results"]["bindings"])
    from xml.etree import ElementTree

    tree = ElementTree.fromstring(found.text)
    return [ElementTree.tostring(row) for row in tree.iter("{http://www.w3.org/2005/sparql-results#}result")]


# nothing goes out


def test_nothing_goes_out(client: Client, scratch: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.setblocking(False)
        iri = f"http://127.0.0.1:{trap.getsockname()[1]}/data.ttl"
        refusal(client.ask(f"SELECT * {{ SERVICE <{iri}> {{ ?s ?p ?o }} }}"), 400)
        assert client.ask(f"SELECT * {{ SERVICE SILENT <{iri}> {{ ?s ?p ?o }} }}").json["results"]["bindings"] == [{}]
        for query in (
            f"SELECT * FROM <{iri}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        ):
            assert client.ask(query).json["results"]["bindings"] == []
        assert client.ask("ASK { ?s ?p ?o }", path=f"/sparql?default-graph-uri={iri}").json["boolean"] is False
        assert client("GET", f"/store?graph={iri}").status == 404
        assert "LOAD" in refusal(scratch("POST", "/sparql", f"LOAD <{iri}>".encode(), UPDATE), 403)
        assert scratch("POST", "/sparql", f"LOAD SILENT <{iri}> INTO GRAPH <a:b>".encode(), UPDATE).status == 204
        context = f'{{"@context": "{iri}", "@id": "a:b"}}'.encode()
        headers = {**UPDATE, "Content-Type": "application/ld+json"}
        refusal(scratch("PUT", "/store?default", context, headers), 400)
        with pytest.raises(BlockingIOError):
            trap.accept()


# the scratch dataset


def test_updates_need_the_token(scratch: Client) -> None:
    without = {"Content-Type": "application/sparql-update"}
    for token in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
        found = scratch("POST", "/sparql", INSERT, {**without, **token})
        assert "token" in refusal(found, 401) and found.headers["www-authenticate"].startswith("Bearer")
    assert scratch("PUT", "/store?default", b"", {"Content-Type": "text/turtle"}).status == 401
    assert scratch("DELETE", "/store?default").status == 401


def test_the_default_graph_of_the_scratch_dataset_is_no_union(scratch: Client) -> None:
    scratch("POST", "/sparql", b"CLEAR ALL; INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }", UPDATE)
    assert scratch.ask("ASK { ?s ?p ?o }").json["boolean"] is False
    assert scratch.ask("ASK { GRAPH ?g { ?s ?p ?o } }").json["boolean"] is True
    assert scratch.ask("ASK { ?s a cg:Award }").status == 400  # the standard knows no prefix that is not declared


def test_the_scratch_dataset_outlives_a_query_at_its_limit(scratch: Client) -> None:
    many = "INSERT { ?a <a:q> ?n } WHERE { " + " ".join(f"VALUES ?v{n} {{ 1 2 3 4 5 6 7 8 9 }}" for n in range(9))
    scratch("POST", "/sparql", b"CLEAR ALL; INSERT DATA { <a:s> <a:p> 1 }", UPDATE)
    text = (many + " BIND(<a:s> AS ?a) BIND(RAND() AS ?n) }").encode()
    refusal(scratch("POST", "/sparql?timeout=0.5", text, UPDATE), 503)
    assert scratch.ask("SELECT * { ?s ?p ?o }").json["results"]["bindings"][0]["p"]["value"] == "a:p"
    assert len(scratch.ask("SELECT * { ?s ?p ?o }").json["results"]["bindings"]) == 1


def test_whole_graphs_are_put_read_added_to_and_taken_out(scratch: Client) -> None:
    turtle = {**UPDATE, "Content-Type": "text/turtle"}
    place = "/store?graph=" + quote("http://example.org/g")
    scratch("DELETE", place, None, UPDATE)
    assert scratch("PUT", place, b"<a:s> <a:p> 1, 2 .", turtle).status == 201
    assert scratch("PUT", place, b"<a:s> <a:p> [] .", turtle).status == 204
    assert scratch("POST", place, b"<a:s> <a:p> 3 .", turtle).status == 204
    assert len(Graph().parse(scratch("GET", place).body)) == 2
    assert "line 1" in refusal(scratch("PUT", place, b"<a:s> <a:p>", turtle), 400)
    assert len(Graph().parse(scratch("GET", place).body)) == 2  # what is faulty changes nothing
    assert scratch("DELETE", place, None, UPDATE).status == 204
    assert "graph" in refusal(scratch("GET", place), 404)
    made = scratch("POST", "/store", b"<a:s> <a:p> 1 .", turtle)
    assert made.status == 201 and scratch("GET", urlsplit(made.headers["location"]).path).status == 200


def test_the_graphs_of_reports_are_only_read(client: Client) -> None:
    named = client.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?a a cg:Claim } }").json["results"]["bindings"]
    graph = named[0]["g"]["value"]
    indirect = client("GET", "/store?graph=" + quote(graph))
    direct = client("GET", "/store/" + quote(graph.removeprefix("https://w3id.org/chengguo/id/")))
    assert indirect.status == 200 and direct.body == indirect.body and len(Graph().parse(direct.body)) > 10
    refusal(client("PUT", "/store?default", b"", {**UPDATE, "Content-Type": "text/turtle"}), 403)
    refusal(client("DELETE", "/store?graph=" + quote(graph), None, UPDATE), 403)
    for path in ("/store", "/store?default&graph=a:b", "/store?graph=a:b&graph=a:c"):
        refusal(client("GET", path), 400)


WELL = ["a", "=", "&", "+", "%41", "%E4%B8%AD", "%0A", "%0D%0A", "%3D", "%25", ";", "~", "%09"]
ILL = ["%", "%4", "%G1", " ", "\t"]


@given(st.lists(st.sampled_from(WELL)))
def test_forms_are_read_as_urllib_reads_them(parts: list[str]) -> None:
    raw = "".join(parts)
    assert _pairs(raw.encode()) == parse_qsl(raw, keep_blank_values=True)


@given(st.lists(st.sampled_from([*WELL, *ILL]), max_size=20))
def test_careless_forms_are_read_as_urllib_reads_them(parts: list[str]) -> None:
    raw = "".join(parts)
    assert _parameters(raw.encode(), {}) == parse_qs(raw, keep_blank_values=True)
