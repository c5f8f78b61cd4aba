"""Real clients against a real `kg serve`: curl, SPARQLWrapper, rdflib; and how the process starts and ends."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from tests.app.endpoint.serving import Client
from tests.app.running import run

AWARD = URIRef("https://w3id.org/chengguo/ontology#Award")
AWARDS = "SELECT ?a WHERE { ?a a <https://w3id.org/chengguo/ontology#Award> }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@contextmanager
def process(home: Path, *options: str) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """Start `kg serve` as people do; give the process and its address."""
    said = home.parent / f"{home.name}.said"
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0", "--home", str(home), "--lang", "en", *options]
    with said.open("wb") as output:
        started = subprocess.Popen(command, stderr=output)
    try:
        for _ in range(600):
            if found := re.search(r"http://[\d.:]+", said.read_text(encoding="utf-8")):
                break
            assert started.poll() is None, said.read_text(encoding="utf-8")
            time.sleep(0.05)
        assert found, said.read_text(encoding="utf-8")
        yield started, found[0]
    finally:
        started.kill()
        started.wait()


@pytest.fixture(scope="module")
def root(home: Path) -> Iterator[str]:
    with process(home) as (_, root):
        yield root


@pytest.fixture(scope="module")
def count(root: str) -> int:
    return len(Client(root).ask(AWARDS).json["results"]["bindings"])


def test_sparqlwrapper_reads_all_formats(root: str, count: int) -> None:
    client = SPARQLWrapper(root + "/sparql")
    client.setQuery(AWARDS)
    client.setReturnFormat(JSON)
    assert len(client.queryAndConvert()["results"]["bindings"]) == count > 0  # type: ignore[call-overload,index]
    client.setMethod(POST)
    client.setReturnFormat(XML)
    assert len(client.queryAndConvert().getElementsByTagName("result")) == count  # type: ignore[union-attr]
    client.setReturnFormat(CSV)
    assert len(client.queryAndConvert().split()) == count + 1  # type: ignore[union-attr]
    client.setQuery(AWARDS.replace("SELECT ?a", "CONSTRUCT { ?a a <a:b> }"))
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(client.queryAndConvert())) == count  # type: ignore[arg-type]


def test_rdflib_reads_the_store(root: str, count: int) -> None:
    graph = Graph(SPARQLStore(root + "/sparql"))
    assert len(set(graph.subjects(RDF.type, AWARD))) == count
    assert len(list(graph.query(AWARDS))) == count


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl_asks_and_reads_a_graph(root: str, count: int) -> None:
    def curl(*arguments: str) -> str:
        return subprocess.run(["curl", "-sf", *arguments], check=True, capture_output=True, encoding="utf-8").stdout

    table = curl("-H", "Accept: text/csv", "--data-urlencode", f"query={AWARDS}", f"{root}/sparql")
    assert len(table.splitlines()) == count + 1
    assert len(Graph().parse(data=curl(f"{root}/store?default"), format="turtle")) > 100


def test_the_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, "--home", tmp_path)
    assert done.code == 2 and done.out == ""
    assert done.err == f"错误：127.0.0.1:{port}：不能在这里监听（端口已被占用）。请用 --port 或 --host 另选一个。\n"


def test_an_empty_home_is_served_until_it_has_data(tmp_path: Path, report: Path) -> None:
    with process(tmp_path / "kg-data") as (_, root):
        client = Client(root)
        assert client.ask(AWARDS).json["results"]["bindings"] == []
        assert run("ingest", report, "--home", tmp_path / "kg-data").code == 0
        assert len(client.ask(AWARDS).json["results"]["bindings"]) > 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_sigterm_ends_all_cleanly_with_a_request_in_flight(home: Path) -> None:
    with process(home) as (started, root):
        client = Client(root)
        assert client.ask("ASK {}").status == 200
        path = f"/sparql?query={quote(ENDLESS)}"
        with socket.create_connection(("127.0.0.1", int(root.rpartition(":")[2]))) as waiting:
            waiting.sendall(f"GET {path} HTTP/1.1\r\nHost: {root.removeprefix('http://')}\r\n\r\n".encode())
            time.sleep(1)
            started.send_signal(signal.SIGTERM)
            assert started.wait(20) == 0
            waiting.settimeout(5)
            answer = b"".join(iter(lambda: waiting.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 503")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", int(root.rpartition(":")[2])))
