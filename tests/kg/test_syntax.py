"""A faulty query is told by its place, by what could stand there, and by what was probably meant."""

import pytest

from kg.errors import QueryError
from kg.messages import set_language, text
from kg.store import Store
from kg.terms import NAMESPACE
from kg.unknown import unknown
from tests.cost import cost


def refused(sparql: str, language: str = "en") -> str:
    with pytest.raises(QueryError) as error:
        list(Store.memory().query(sparql))
    set_language(language)
    try:
        return str(error.value)
    finally:
        set_language("zh")


@pytest.mark.parametrize(
    ("sparql", "line", "column", "told"),
    [
        ("SELCT * WHERE { ?s ?p ?o }", 1, 1, "did you mean SELECT?"),
        ("SELECT ?x WHRE { ?x a cg:Award }", 1, 11, "did you mean WHERE?"),
        ("SELECT * {\n ?x a cg:Award .\n OPTINAL { ?x cg:level ?l } }", 3, 2, "did you mean OPTIONAL?"),
        ("SELECT * { ?s ?p ?o FILTER(STRLNE(?o) > 3) }", 1, 28, "did you mean STRLEN?"),
        ("SELECT ?x { ?x a cg:Award } LIMT 3", 1, 29, "did you mean LIMIT?"),
        ("SELECT * { ?s cg:level ?o", 1, 26, "not complete; expected “{”, “}”, “.”"),
        ("SELECT * { ?s cg:level }", 1, 24, "expected “(”, “*”, a variable, an IRI or prefixed name, a string"),
        ("SELECT * { ?s ?p ?o } }", 1, 23, "“}” cannot stand here; expected the end of the query"),
        ("SELECT ?x { ?x a ?y } ORDER ?x", 1, 29, "expected BY"),
        ("SELECT (COUNT(?x)) { ?x a ?y }", 1, 18, "AS"),
        ("SELECT * { ?s ?p ?o FILTER(?o > ) }", 1, 33, "a variable"),
        ("SELECT * { ?s cg:text 'a }", 1, 23, "never closed"),
        ("SELECT * { ?s <not an iri> ?o }", 1, 15, "no absolute IRI"),
        ("SELECT * { ?s skoss:label ?o }", 1, 15, "did you mean skos:?"),
        ("PREFIX own: <http://example.org/> SELECT * { ?s ownn:label ?o }", 1, 49, "did you mean own:?"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y }", 1, 40, "GROUP BY"),
        ("SELECT * { ?a 奖 ?b }", 1, 15, "a variable, an IRI"),
        ("# what is asked\r\nSELECT * { ?a ?b ?c . } LIMIT", 2, 30, "a number"),
        ("", 1, 1, "expected SELECT, ASK"),
    ],
)
def test_a_fault_is_told_by_place_expectation_and_guess(sparql: str, line: int, column: int, told: str) -> None:
    said = refused(sparql)
    assert said.startswith(f"SPARQL line {line}, column {column}:") and told in said, said


def test_a_fault_is_told_in_the_language_in_which_it_is_read() -> None:
    said = refused("SELCT * WHERE { ?s ?p ?o }", "zh")
    assert "第 1 行第 1 列" in said and "是不是 SELECT" in said


def test_a_fault_is_found_with_little_work_however_long_the_text() -> None:
    for sparql in ("SELECT * { " + "?s ?p ?o . " * 1_500 + "FILTR(?x) }", "SELECT * { " + "?s ?p ?o . " * 50_000):
        assert "syntax error" in refused(sparql)
        assert cost(lambda sparql=sparql: refused(sparql)) < 100_000  # type: ignore[misc]


def test_a_name_that_the_ontology_lacks_is_told_with_the_likest() -> None:
    sparql = f"ASK {{ ?a a cg:award ; <{NAMESPACE}levle> cg:national ; cg:奖项 ?x ; cg:zzz 'cg:no' }} # cg:neither"
    assert [(one.name, one.meant) for one in unknown(sparql)] == [
        ("award", "Award"),
        ("levle", "level"),
        ("zzz", ""),
        ("奖项", "Award"),
    ]
    assert "cg:award" in str(next(unknown(sparql))) and "cg:Award" in str(next(unknown(sparql)))


def test_an_unknown_function_is_told() -> None:
    assert refused("SELECT (cg:levell(1) AS ?x) {}") == text_of("cg:levell", "cg:level")


def text_of(name: str, meant: str) -> str:
    set_language("en")
    try:
        return text("kg.query.function", name=name, near=text("kg.query.meant", word=meant))
    finally:
        set_language("zh")
