"""Our own services give sentences as rows, our own functions scores; whoever misuses them is told how to use them."""

from collections.abc import Mapping

import pytest

from kg.errors import QueryError, StaleIndexError
from kg.services import with_rows
from kg.store import Store
from kg.terms import KG, THINGS, TYPE, Iri, Quad

GRAPH = Iri(f"{THINGS}report/a")
SENTENCES = [Iri(f"{THINGS}sentence/a/{name}-1") for name in "bcd"]
CLAIM, AWARD = Iri(f"{THINGS}claim/a/e-1"), Iri(f"{THINGS}award/f")
asked: list[tuple[str, int]] = []


def find(words: str, most: int) -> Mapping[str, float]:
    """Find the first two sentences, whatever the words; and others that are not there."""
    asked.append((words, most))
    others = [f"{THINGS}sentence/a/{n}-1" for n in range(5_000)]
    return dict(list({SENTENCES[0]: 1.0, SENTENCES[1]: 0.25, **dict.fromkeys(others, 0.1)}.items())[:most])


FINDERS = {"textMatch": find}


@pytest.fixture
def store() -> Store:
    asked.clear()
    store = Store.memory()
    quads = [Quad(sentence, KG.text, f"第 {n} 句", GRAPH) for n, sentence in enumerate(SENTENCES)]
    quads += [
        Quad(CLAIM, KG.about, AWARD, GRAPH),
        Quad(Iri(f"{CLAIM}/span"), KG.sentence, SENTENCES[1], GRAPH),
        Quad(AWARD, TYPE, KG.Achievement, GRAPH),
    ]
    store.replace_graph(GRAPH, quads)
    return store


def rows(store: Store, sparql: str) -> list[tuple[object, ...]]:
    results = store.query(sparql, finders=FINDERS)
    return [tuple(str(row[name]) for name in results.variables) for row in results.rows()]


@pytest.mark.parametrize(
    ("block", "most"),
    [
        ('SERVICE cg:textMatch { ?s cg:query "产教融合" ; cg:score ?score }', 1_000),
        ('SERVICE SILENT cg:textMatch { ?s cg:score ?score . ?s cg:query "产教融合" . }', 1_000),
        (
            'service <https://w3id.org/chengguo/ontology#textMatch> { ?s cg:query """产教融合""" ; cg:score ?score }',
            1_000,
        ),
        (r"SERVICE cg:textMatch { ?s cg:query '\u4ea7教融合'; cg:limit 3; cg:score ?score }", 3),
        ('SERVICE cg:textMatch { ?s cg:query "产教融合" ; cg:limit 90000 ; cg:score ?score }', 10_000),
    ],
)
def test_a_service_joins_the_sentences_that_it_finds(store: Store, block: str, most: int) -> None:
    found = rows(store, f"SELECT ?text ?score {{ ?s cg:text ?text . {block} }} ORDER BY ?text")
    assert found == [("第 0 句", "1"), ("第 1 句", "0.25")]
    assert asked == [("产教融合", most)]


def test_a_service_shows_no_variables_but_its_own(store: Store) -> None:
    block = 'SERVICE cg:textMatch { ?s cg:query "a" ; cg:limit 5000 }'
    assert store.query(f"SELECT * {{ {block} }}", finders=FINDERS).variables == ("s",)


def test_a_prefix_of_the_reader_names_the_service_too(store: Store) -> None:
    sparql = """PREFIX k: <https://w3id.org/chengguo/ontology#>
        SELECT ?s { SERVICE k:textMatch { ?s k:query "a" ; k:limit 1 } }"""
    assert rows(store, sparql) == [(SENTENCES[0],)]


@pytest.mark.parametrize(
    "block",
    [
        "{ ?s cg:score ?score }",
        "{ ?s cg:query ?words }",
        '{ ?s cg:query "a" ; cg:score 1 }',
        '{ ?s cg:query "a" ; cg:limit ?n }',
        '{ ?s cg:query "a" . ?t cg:score ?score }',
        '{ ?s cg:query "a" ; cg:query "b" }',
        '{ ?s cg:query "a" ; cg:text ?text }',
        '{ <http://example.org/s> cg:query "a" }',
        '{ ?s cg:query "a" FILTER(?s) }',
        "{ }",
        "{ ?s cg:query",
    ],
)
def test_a_service_that_is_misused_says_how_it_is_used(store: Store, block: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        store.query(f"SELECT * {{ SERVICE cg:textMatch {block} }}", finders=FINDERS)


def test_other_services_are_refused_all_the_same(store: Store) -> None:
    for name in ("<http://127.0.0.1:1/textMatch>", "cg:other", "?service"):
        with pytest.raises(QueryError, match="SERVICE"):
            store.query(f'SELECT * {{ SERVICE {name} {{ ?textMatch cg:query "a" }} }}', finders=FINDERS)
    with pytest.raises(QueryError, match="SERVICE"):  # nobody finds here
        store.query('SELECT * { SERVICE cg:textMatch { ?s cg:query "a" } }')


def test_a_string_that_looks_like_a_service_is_none() -> None:
    sparql = "SELECT * { ?s ?p 'SERVICE cg:textMatch { ?s cg:query 1 }' } # SERVICE cg:textMatch { }"
    assert with_rows(sparql, FINDERS) == sparql


@pytest.mark.parametrize("node", [SENTENCES[1], CLAIM, f"{CLAIM}/span", AWARD])
def test_a_function_scores_sentences_claims_and_things(store: Store, node: str) -> None:
    assert rows(store, f'SELECT (cg:textMatch(<{node}>, "a") AS ?score) {{}}') == [("0.25",)]
    assert asked[-1][0] == "a"


def test_a_function_gives_nothing_where_nothing_was_found(store: Store) -> None:
    sparql = 'SELECT ?text { ?s cg:text ?text FILTER(cg:textMatch(?s, "a") > 0) } ORDER BY ?text'
    assert rows(store, sparql) == [("第 0 句",), ("第 1 句",)]
    assert [words for words, _ in asked] == ["", "a"]  # once for all rows
    assert rows(store, 'SELECT (cg:textMatch("no node", "a") AS ?score) {}') == [("None",)]


def test_what_cannot_find_says_so(store: Store) -> None:
    def fail(words: str, most: int) -> Mapping[str, float]:
        raise StaleIndexError("search.no_vectors")

    with pytest.raises(StaleIndexError):
        store.query('SELECT (cg:textMatch(?s, "a") AS ?score) { ?s ?p ?o }', finders={"textMatch": fail})


def test_a_fault_beside_a_service_is_told_with_its_place(store: Store) -> None:
    with pytest.raises(QueryError, match=r"第 2 行第 3 列.*FILTER"):
        store.query('SELECT * { SERVICE cg:textMatch { ?s cg:query "a" }\n  FILTR(?s) }', finders=FINDERS)
