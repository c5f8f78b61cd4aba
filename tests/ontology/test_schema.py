"""The ontology says what each term means, in both languages, and knows every term that words and code speak of."""

import re
from collections.abc import Iterator
from importlib import resources

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from kg import queries
from kg.terms import KG, NAMESPACE, term
from kg.vocabulary import PARTIES, Level, Scope, Status, Subtype, Type
from ontology import lexicon

FILES = ("schema.ttl", "levels.ttl", "tasks.ttl", "shapes.ttl")


def graph(*names: str) -> Graph:
    found = Graph()
    for name in names:
        found.parse(data=(resources.files("ontology") / name).read_bytes(), format="turtle")
    return found


WORDS, SHAPES = graph(*FILES[:3]), graph("shapes.ttl")
ALL = WORDS + SHAPES


def own(found: Graph) -> list[URIRef]:
    return sorted({s for s in found.subjects() if isinstance(s, URIRef) and str(s).startswith(NAMESPACE[:-1])})


def languages(values: Iterator[object]) -> set[str | None]:
    return {value.language for value in values if isinstance(value, Literal) and str(value).strip()}


@pytest.mark.parametrize("thing", own(ALL))
def test_every_term_has_labels_and_comments_in_both_languages(thing: URIRef) -> None:
    assert languages(ALL.objects(thing, RDFS.label)) == {"zh", "en"}
    assert languages(ALL.objects(thing, RDFS.comment)) == {"zh", "en"}


@pytest.mark.parametrize("name", [*Type, *Subtype, *Level, *Scope, *Status])
def test_every_value_of_the_vocabularies_is_a_term(name: str) -> None:
    assert (URIRef(term(name)), RDF.type, None) in WORDS


@pytest.mark.parametrize("name", [name for name in vars(KG) if not name.startswith("_")])
def test_every_term_that_code_speaks_of_is_one(name: str) -> None:
    assert getattr(KG, name) == term(name)
    kind = OWL.Class if name[0].isupper() else None
    assert (URIRef(term(name)), RDF.type, kind) in WORDS


@pytest.mark.parametrize("name", lexicon.names())
def test_every_word_points_to_a_term(name: str) -> None:
    terms = {row["term"] for row in lexicon.rows(name) if row.get("term")}
    assert {word for word in terms if (URIRef(term(word)), None, None) not in WORDS} == set()


@pytest.mark.parametrize("type", Type)
def test_the_fifteen_types_are_achievements_or_parties(type: Type) -> None:
    above = set(WORDS.objects(URIRef(term(type)), RDFS.subClassOf))
    assert (URIRef(KG.Party) in above, URIRef(KG.Achievement) in above) == (type in PARTIES, type not in PARTIES)


def test_subtypes_are_kinds_of_award() -> None:
    assert set(WORDS.subjects(RDFS.subClassOf, URIRef(term("Award")))) == {URIRef(term(name)) for name in Subtype}


def test_levels_stand_in_order_with_the_words_that_name_them() -> None:
    levels = {level: WORDS.value(URIRef(term(level)), SKOS.notation) for level in Level}
    assert sorted(levels, key=lambda level: int(str(levels[level]))) == list(Level)
    for level in Level:
        for property in (SKOS.prefLabel, SKOS.altLabel, SKOS.definition):
            assert languages(WORDS.objects(URIRef(term(level)), property)) == {"zh", "en"}
        assert (URIRef(term(level)), SKOS.inScheme, URIRef(term("levels"))) in WORDS


def test_school_is_a_level_and_a_scope() -> None:
    schemes = {str(scheme) for scheme in WORDS.objects(URIRef(term("school")), SKOS.inScheme)}
    assert schemes == {term("levels"), term("scopes")}


@pytest.mark.parametrize(("scope", "count"), [(Scope.SCHOOL, 10), (Scope.GROUP, 9)])
def test_the_task_lists_of_the_first_phase_are_whole_and_sourced(scope: Scope, count: int) -> None:
    scheme = URIRef(term(f"phase1-{scope}"))
    listed = {str(WORDS.value(task, SKOS.notation)) for task in WORDS.subjects(SKOS.inScheme, scheme)}
    assert listed == {f"{scope}:{number}" for number in range(1, count + 1)}
    assert any("source" in str(property) for property in WORDS.predicates(scheme))
    assert not list(WORDS.subjects(URIRef(KG.number), None))  # they are labels: a query for tasks must not meet them


def test_what_goes_into_the_graph_has_no_blank_nodes() -> None:
    assert all(isinstance(part, URIRef | Literal) for triple in WORDS for part in triple)


def test_shapes_speak_of_terms_that_exist_and_say_so_in_both_languages() -> None:
    for shape in SHAPES.subjects(RDF.type, SH.PropertyShape):
        assert languages(SHAPES.objects(shape, SH.message)) == {"zh", "en"}
        assert list(SHAPES.subjects(SH.property, shape))
    used = {str(node) for triple in SHAPES for node in triple if str(node).startswith(NAMESPACE)}
    assert {name for name in used if (URIRef(name), RDF.type, None) not in ALL} == set()


@pytest.mark.parametrize("name", queries.names())
def test_queries_speak_of_terms_that_exist(name: str) -> None:
    words = set(re.findall(r"\bcg:(\w+)", queries.query(name)))
    assert words and {word for word in words if (URIRef(term(word)), None, None) not in WORDS} == set()
