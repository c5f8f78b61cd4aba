"""Analysts search within a query: sentences by words and by meaning, with scores, beside graph patterns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.endpoint.serving import Client, serving
from tests.app.running import run

JOINED = """SELECT DISTINCT ?label ?score ?text WHERE {
  SERVICE cg:%s { ?sentence cg:query "%s" ; cg:score ?score }
  ?claim cg:source/cg:sentence ?sentence ; cg:about ?thing .
  ?thing a cg:Achievement ; rdfs:label ?label .
  ?sentence cg:text ?text }
ORDER BY DESC(?score)"""


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[Client]:
    with serving(home, limit=60.0) as client:  # the first search loads what it needs
        yield client


def found(client: Client, sparql: str) -> list[dict[str, str]]:
    response = client.ask(sparql)
    assert response.status == 200, response.text
    return [{name: cell["value"] for name, cell in row.items()} for row in response.json["results"]["bindings"]]


def test_a_sentence_searched_by_its_own_words_is_best(client: Client) -> None:
    for service in ("textMatch", "similarTo"):
        text = found(client, "SELECT ?text { ?s cg:text ?text } ORDER BY STRLEN(?text) OFFSET 20 LIMIT 1")[0]["text"]
        first = found(client, JOINED % (service, text.replace('"', '\\"')))[0]
        assert first["text"] == text and float(first["score"]) > 0.99


def test_words_find_sentences_with_the_words_and_meaning_other_ones(client: Client) -> None:
    by_words = found(client, JOINED % ("textMatch", "教材"))
    assert by_words and all("教" in row["text"] or "材" in row["text"] for row in by_words)
    assert [float(row["score"]) for row in by_words] == sorted((float(row["score"]) for row in by_words), reverse=True)
    assert not found(client, JOINED % ("textMatch", "textbooks"))
    by_meaning = found(client, JOINED % ("similarTo", "textbooks"))
    assert any("教材" in row["text"] for row in by_meaning[:10])


def test_a_thing_has_the_score_of_its_best_sentence(client: Client) -> None:
    sparql = JOINED % ("textMatch", "教材")
    best: dict[str, float] = {}
    for row in found(client, sparql.replace("?label ?score", "?thing ?score")):
        best[row["thing"]] = max(float(row["score"]), best.get(row["thing"], 0))
    scored = (
        'SELECT DISTINCT ?a ?score { ?a a cg:Achievement BIND(cg:textMatch(?a, "教材") AS ?score) FILTER(?score > 0) }'
    )
    assert {row["a"]: float(row["score"]) for row in found(client, scored)} == best


def test_the_command_searches_as_the_server_does(client: Client, home: Path) -> None:
    sparql = JOINED % ("textMatch", "教材")
    done = run("sparql", sparql, "--format", "json", "--home", home)
    assert done.json == client.ask(sparql).json and done.json["results"]["bindings"]


def test_a_misspelt_name_is_noticed(client: Client, home: Path) -> None:
    response = client.ask("SELECT * { ?a a cg:Awrad ; cg:等级 ?x }")
    assert response.status == 200
    assert response.headers["x-notice"].startswith("cg:Awrad is no term of the ontology")
    assert "did you mean cg:Award?" in response.headers["x-notice"] and "%E7%AD%89" in response.headers["x-notice"]
    assert "x-notice" not in client.ask("SELECT * { ?a a cg:Award }").headers
    done = run("sparql", "SELECT * { ?a a cg:Awrad }", "--home", home)
    assert done.code == 0 and "是不是 cg:Award" in done.err


def test_the_scratch_dataset_has_no_search(scratch: Client) -> None:
    assert scratch.ask(JOINED % ("textMatch", "教材")).status == 400
