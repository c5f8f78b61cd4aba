"""The store answers from what it holds, and asks nobody else."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.errors import HomeError, QueryError
from kg.sparql import has_dataset, refuse_service
from kg.store import Store
from kg.terms import ONTOLOGY, Iri, Quad

ONE, TWO = Iri("http://example.org/one"), Iri("http://example.org/two")
S, P = Iri("http://example.org/s"), Iri("http://example.org/p")
ALL = "SELECT ?o WHERE { ?s ?p ?o } ORDER BY ?o"


@pytest.fixture
def store() -> Store:
    store = Store.memory()
    store.replace_graph(ONE, [Quad(S, P, "一", ONE), Quad(S, P, 3, ONE)])
    store.replace_graph(TWO, [Quad(S, P, Decimal("12.3"), TWO), Quad(S, P, True, TWO), Quad(S, P, TWO, TWO)])
    return store


def test_values_come_back_as_they_went_in(store: Store) -> None:
    assert {quad.object for quad in store.quads(S)} == {"一", 3, Decimal("12.3"), True, TWO}
    assert {type(quad.object) for quad in store.quads(S)} == {str, int, Decimal, bool, Iri}
    assert {row["o"] for row in store.query(ALL).rows()} == {"一", 3, Decimal("12.3"), True, TWO}


@pytest.mark.parametrize(
    ("sparql", "count"),
    [
        (ALL, 5),
        ("SELECT ?o FROM <http://example.org/one> WHERE { ?s ?p ?o }", 2),
        ("SELECT ?o FROM<http://example.org/one>FROM<http://example.org/two>{ ?s ?p ?o }", 5),
        ("SELECT ?o FROM <http://example.org/nowhere> WHERE { ?s ?p ?o }", 0),
        ("SELECT ?o FROM NAMED <http://example.org/two> WHERE { GRAPH ?g { ?s ?p ?o } }", 3),
        ("SELECT ?o FROM NAMED <http://example.org/two> WHERE { ?s ?p ?o }", 0),
        ("SELECT ?o WHERE { GRAPH <http://example.org/two> { ?s ?p ?o } }", 3),
        ("# from <http://example.org/one>\nSELECT ?o ('from <x>' AS ?from) WHERE { ?s ?p ?o }", 5),
    ],
)
def test_a_query_sees_all_graphs_or_those_it_names(store: Store, sparql: str, count: int) -> None:
    assert len(list(store.query(sparql))) == count


def test_a_call_may_name_the_graphs(store: Store) -> None:
    assert len(list(store.query(ALL, default_graphs=[ONE]))) == 2
    assert len(list(store.query("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", named_graphs=[TWO]))) == 3


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { VALUES ?e { <http://127.0.0.1:1/> } SERVICE ?e { ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1:1/> SELECT * { SERVICE e: { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''a'''SERVICE <http://127.0.0.1:1/> { } }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:a { ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1:1/> SELECT * { SERVICE e:a\\#b#}\n{ ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:1/> {} }",
        "SELECT * { FILTER(?a<'b>c') SERVICE <http://127.0.0.1:1/> {} FILTER(?b='d') }",
    ],
)
def test_no_other_server_is_asked(store: Store, sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        store.query(sparql)
    with pytest.raises(QueryError, match="SERVICE"):
        store.dataset().query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { service silent<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        "SELECT * { SERVICE # a note\n SILENT # another\n <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { SERVICE SILENT <http://127.0.0.1:2/> { ?s ?p '}' } } }",
        "PREFIX e: <http://127.0.0.1:1/> SELECT * { VALUES ?e { e: } SERVICE SILENT ?e { ?s ?p ?o } }",
    ],
)
def test_a_silent_service_is_one_solution_and_asks_nobody(store: Store, sparql: str) -> None:
    assert len(list(store.query(sparql))) == 1
    with pytest.raises(QueryError, match="SERVICE"):
        store.dataset().query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?service <http://example.org/p> ?x }",
        "SELECT * { ?s <http://example.org/service> ?x FILTER(?x = 'self-service') }",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:p ?x }",
        "PREFIX e: <http://example.org/> SELECT * { ?s e:service <http://example.org/p> }",
    ],
)
def test_the_word_service_alone_does_no_harm(store: Store, sparql: str) -> None:
    list(store.query(sparql))


@pytest.mark.parametrize("sparql", ["INSERT DATA { <a:a> <a:a> 1 }", "LOAD <http://127.0.0.1:1/>", "CLEAR ALL", ""])
def test_a_query_only_reads(store: Store, sparql: str) -> None:
    with pytest.raises(QueryError, match="只读" if sparql else "第 1 行"):
        store.query(sparql)
    assert len(store) == 5


def test_a_syntax_error_says_where(store: Store) -> None:
    with pytest.raises(QueryError, match=r"第 2 行第 12 列.*没有声明前缀 nope:"):
        store.query("SELECT *\nWHERE { ?s nope:p ?o }")
    with pytest.raises(QueryError) as error:
        store.query("SELECT * WHERE { ?s ?p }")
    assert "\n" not in str(error.value) and len(str(error.value)) < 160


def test_an_unknown_function_is_a_query_error(store: Store) -> None:
    with pytest.raises(QueryError):
        list(store.query("SELECT * { ?s ?p ?o FILTER(<http://example.org/f>(?o)) }"))


@given(st.text(alphabet="SERVICE silent<>{}?#'\"\n\\:ax1", max_size=60))
def test_the_scan_never_fails(sparql: str) -> None:
    has_dataset(sparql)
    try:
        refuse_service(sparql)
    except QueryError:
        assert "service" in sparql.lower()


def test_the_scan_is_not_slowed_by_long_blanks_and_comments() -> None:
    refuse_service("SELECT * { ?s ?p 'service" + " #" * 20_000 + "' }")
    assert not has_dataset("{ from " + "'" * 20_001)


def test_rows_are_written_in_the_formats_of_the_w3c(store: Store) -> None:
    sparql = "SELECT ?o WHERE { GRAPH <http://example.org/one> { ?s ?p ?o } } ORDER BY ?o"
    data = json.loads(store.query(sparql).serialize("json"))
    assert [row["o"]["value"] for row in data["results"]["bindings"]] == ["一", "3"] or data["head"]["vars"] == ["o"]
    assert store.query(sparql).serialize("csv").startswith(b"o\r\n")
    assert store.query(sparql).serialize("tsv").startswith(b"?o\n")
    assert b"<sparql" in store.query(sparql).serialize("xml")
    asked = store.query("ASK { ?s ?p 3 }")
    assert asked.boolean is True and json.loads(asked.serialize("json"))["boolean"] is True
    assert asked.serialize("csv") and list(asked) == []


def test_triples_are_written_as_turtle_and_its_kin(store: Store) -> None:
    sparql = "CONSTRUCT { ?s <http://example.org/p> ?o } WHERE { ?s ?p ?o FILTER(isNumeric(?o)) }"
    assert store.query(sparql).serialize("nt").count(b"\n") == 2
    assert b"12.3" in store.query(sparql).serialize("ttl")
    assert json.loads(store.query(sparql).serialize("jsonld"))
    with pytest.raises(QueryError, match="ttl nt"):
        store.query(sparql).serialize("csv")


def test_the_whole_store_is_written_with_and_without_graphs(store: Store) -> None:
    written = {}
    for format in ("nq", "ttl", "trig", "jsonld"):
        store.dump(output := io.BytesIO(), format)
        written[format] = output.getvalue()
    assert sorted(written["nq"].decode().splitlines()) == store.nquads()
    assert b"example.org/one>" not in written["ttl"] and b"12.3" in written["ttl"]


def test_replacing_a_graph_leaves_the_others_and_tells_changes(store: Store) -> None:
    assert not store.replace_graph(ONE, [Quad(S, P, 3, ONE), Quad(S, P, "一", ONE)])
    assert store.replace_graph(ONE, [Quad(S, P, 4, ONE)])
    assert len(store) == 4
    assert store.replace_graph(ONE, [])
    assert store.graphs() == (TWO,)
    with pytest.raises(ValueError, match="outside"):
        store.replace_graph(ONE, [Quad(S, P, 4, TWO)])


def test_what_is_written_is_there_for_readers_and_in_copies(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.replace_graph(ONE, [Quad(S, P, "一", ONE)])
    files = sorted(tmp_path.rglob("*"))
    with Store.read_only(tmp_path / "store") as store:
        assert len(store) == 1
        store.backup(tmp_path / "copy")
    assert sorted(path for path in tmp_path.rglob("*") if "copy" not in str(path)) == files
    with Store.read_only(tmp_path / "copy") as copy:
        assert len(copy) == 1


def test_a_folder_without_a_store_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="kg rebuild"):
        Store.read_only(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_the_ontology_is_loaded_once_and_always_the_same(store: Store) -> None:
    assert store.load_ontology()
    assert not store.load_ontology()
    levels = store.query("SELECT ?l { ?l a cg:Level ; skos:notation ?n } ORDER BY ?n").rows()
    assert [str(row["l"]).rpartition("#")[2] for row in levels] == [
        "international",
        "national",
        "provincial",
        "municipal",
        "school",
    ]
    assert not any("_:" in line for line in store.nquads(ONTOLOGY))


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own Dataset uses what it deprecates
def test_an_analyst_reads_the_same_store_with_rdflib(store: Store) -> None:
    dataset = store.dataset()
    assert len(list(dataset.quads((None, None, None, None)))) == 5
    assert {str(o) for o in dataset.objects(URIRef(S))} == {str(q.object).lower() for q in store.quads(S)}
    assert len(list(dataset.query(ALL))) == 5
    assert len(list(dataset.query("SELECT ?o FROM <http://example.org/one> { ?s ?p ?o }"))) == 2
    assert len(list(dataset.query("SELECT ?s ?o { ?s ?p ?o }", initBindings={"o": Literal("一")}))) == 1
    with pytest.raises(QueryError, match="只读"):
        dataset.add((URIRef(S), URIRef(P), Literal(1)))
    with pytest.raises(QueryError, match="只读"):
        dataset.update("CLEAR ALL")
    from rdflib.plugins.sparql import prepareQuery

    with pytest.raises(QueryError, match="prepareQuery"):
        dataset.query(prepareQuery("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"))


@pytest.mark.parametrize("damage", ["gone", "garbled"])
def test_a_damaged_store_is_told_in_one_line_that_points_to_rebuild(tmp_path: Path, damage: str) -> None:
    with Store.open(tmp_path / "store") as store:
        store.replace_graph(ONE, [Quad(S, P, f"{number}", ONE) for number in range(2000)])
    for path in (tmp_path / "store").glob("*.sst"):
        data = path.read_bytes()
        path.unlink()
        if damage == "garbled":
            path.write_bytes(data[:100] + b"?" * (len(data) - 300) + data[-200:])
    for use in (lambda store: list(store.quads(S)), lambda store: list(store.query(ALL)), lambda store: store.nquads()):
        with pytest.raises(HomeError, match="kg rebuild") as caught, Store.read_only(tmp_path / "store") as store:
            use(store)
        assert str(tmp_path / "store") in str(caught.value) and "Corruption" not in str(caught.value)
