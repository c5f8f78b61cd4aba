"""Records become statements under IRIs made from what they say."""

from dataclasses import replace
from typing import Any

import pytest

from kg import names
from kg.decided import apply
from kg.derived import replace_derived
from kg.names import NAME_LENGTH, name
from kg.records import Claim, Entity
from kg.statements import claim_links, claims, derived_iri, entity_iri, owner, report_iri, report_key, report_quads
from kg.store import Store
from kg.terms import KG, LABEL, TYPE, local, term
from kg.vocabulary import Level, Type
from tests.kg.small import entities, put, report

TEXT = """
#school:5 任务五 建设双师队伍
学院新增[国家级教学名师|Award TalentTitle national granted x=2名 y=2021]，与[北川重工有限公司|Enterprise]合作。
建成[国家级、省级技能大师工作室|Platform national x=1个;Platform provincial x=3个]。
#group:4 任务四 教师团队
[国家级教学名师|Award TalentTitle national granted x=2名]领衔，经费到款[到款额|Metric x=12.3万元]。
"""
OTHER = """
#school:6 任务六 校企合作
与[北川重工有限公司|Enterprise]、[南江电子集团|Enterprise]共建[产业学院|Platform provincial x=2个]。
"""


def lines(*reports: tuple[str, object]) -> list[str]:
    store = Store.memory()
    put(store, *reports)  # type: ignore[arg-type]
    return store.nquads()


def test_reading_twice_changes_nothing() -> None:
    store, read = Store.memory(), report(TEXT)
    put(store, ("a", read))
    before = store.nquads()
    put(store, ("a", report(TEXT)))
    assert store.nquads() == before
    assert not store.replace_graph(report_iri("a"), report_quads(read, "a", claims(read, "a")))


@pytest.mark.parametrize("institution", ["云岭职业学院", "北川职业学院"])
def test_the_order_of_two_reports_does_not_matter(institution: str) -> None:
    one, two = ("a", report(TEXT)), ("b", report(OTHER, institution=institution))
    assert lines(one, two) == lines(two, one)


def test_removing_a_report_leaves_none_of_its_statements() -> None:
    alone, store, read = lines(("a", report(TEXT))), Store.memory(), report(OTHER, institution="北川职业学院")
    put(store, ("a", report(TEXT)), ("b", read))
    store.remove_graph(report_iri("b"))
    replace_derived(store, owner(read.document, "b"), (), ())
    assert store.nquads() == alone
    assert derived_iri("北川职业学院") not in store.graphs()


def test_one_character_corrected_moves_no_claim_elsewhere() -> None:
    one, two = (
        claims(report(text), "a") for text in (TEXT, TEXT.replace("领衔", "牵头").replace("学院新增", "学院共新增"))
    )
    before, after = ([claim.iri for claim in found] for found in (one, two))
    assert before[2:4] == after[2:4]
    assert before[0] != after[0]  # its own sentence says something else now
    assert [claim.record.start for claim in one][2:4] != [claim.record.start for claim in two][2:4]


def test_line_wraps_move_no_claim() -> None:
    one = report(TEXT)
    text = one.document.text.replace("合作", "合 作")
    wrapped = replace(one, records=one.records[:2])
    assert [c.iri for c in claims(wrapped, "a")] == [c.iri for c in claims(one, "a")][:2]
    spaced = report(TEXT.replace("与[北川", "与 [北川"))
    assert [c.iri for c in claims(spaced, "a")] == [c.iri for c in claims(one, "a")]
    assert text != one.document.text


def test_equal_words_in_a_sentence_are_counted_in_reading_order() -> None:
    iris = [claim.iri for claim in claims(report(TEXT), "a")]
    assert iris[2].endswith("-1") and iris[3].endswith("-2") and iris[2][:-1] == iris[3][:-1]
    assert len(set(iris)) == len(iris)


def test_the_question_of_the_design_works_as_it_stands() -> None:
    store = Store.memory()
    store.load_ontology()
    put(store, ("a", report(TEXT)))
    rows = store.query("""SELECT ?award ?label WHERE {
  ?award a cg:Award ; cg:level cg:national ; rdfs:label ?label ; cg:supports ?task .
  ?task cg:number 5 ; cg:scope cg:school }""").rows()
    assert [row["label"] for row in rows] == ["国家级教学名师"]


def test_evidence_is_reached_in_three_steps() -> None:
    store, read = Store.memory(), report(TEXT)
    put(store, ("a", read))
    rows = store.query("""SELECT ?start ?end ?exact ?text ?path ?task WHERE {
      ?claim cg:about ?entity ; cg:source ?span .
      ?span cg:start ?start ; cg:end ?end ; cg:exact ?exact ; cg:sentence ?sentence .
      ?sentence cg:text ?text ; cg:section ?section ; cg:task ?task .
      ?section cg:path ?path } ORDER BY ?start""").rows()
    found: list[dict[str, Any]] = list(rows)
    assert len(found) == len(read.records)
    for row in found:
        assert read.document.text[row["start"] : row["end"]] == row["exact"]
        assert row["exact"] in row["text"]
    assert (found[0]["path"], found[0]["task"]) == (
        "任务五 建设双师队伍",
        "https://w3id.org/chengguo/id/task/a/school-5",
    )


def test_a_thing_has_the_scopes_of_the_parts_that_tell_it() -> None:
    store, college = Store.memory(), "云岭职业学院"
    more = (
        "#group2:1 任务一 平台\n建成[省级技能大师工作室|Platform provincial x=3个]。\n#\n获[国家级奖|Award national]。"
    )
    put(store, ("a", report(f"{TEXT}{more}")), ("b", report(OTHER, institution="北川职业学院")))
    told = """SELECT DISTINCT ?thing ?scope ?group WHERE {
      ?claim cg:about ?thing ; cg:source/cg:sentence/cg:section ?section .
      ?section cg:scope ?scope OPTIONAL { ?section cg:groupNumber ?group } }"""
    said = """SELECT DISTINCT ?thing ?scope ?group WHERE {
      { ?thing cg:ofScope cg:school BIND(cg:school AS ?scope) } UNION { ?thing cg:ofScope cg:group ; cg:ofGroup ?group
      BIND(cg:group AS ?scope) } }"""
    one, other = ({tuple(row.values()) for row in store.query(query).rows()} for query in (told, said))
    assert one == other and {local(str(scope)) for _, scope, _ in one} == {"school", "group"}
    assert {group for _, _, group in one} == {None, 1, 2}
    assert {graph for quad in store.quads(predicate=KG.ofScope) if (graph := quad.graph)} == {
        *(derived_iri(owner) for owner in (college, "北川职业学院"))
    }


def test_what_claims_disagree_on_stands_at_the_claims_alone() -> None:
    store = Store.memory()
    put(store, ("a", report("获[国家级奖|Award national x=2项 y=2021]。\n获[国家级奖|Award national x=3项]。")))
    (entity,) = (quad.subject for quad in store.quads(predicate=TYPE, object=term("Award")))
    said = {quad.predicate: quad.object for quad in store.quads(subject=entity)}
    assert KG.count not in said and said[KG.unit] == "项" and said[KG.year] == 2021
    assert sorted(quad.object for quad in store.quads(predicate=KG.count)) == [2, 3]


def test_two_colleges_have_two_teams_but_one_enterprise() -> None:
    store = Store.memory()
    put(store, ("a", report(OTHER)), ("b", report(OTHER, institution="北川职业学院")))
    counts = store.query("""SELECT (COUNT(?p) AS ?platforms) (0 AS ?zero) WHERE { ?p a cg:Platform }""").rows()
    assert next(counts)["platforms"] == 2
    parties = list(store.query("SELECT ?p ?l WHERE { ?p a cg:Enterprise ; rdfs:label ?l }").rows())
    assert sorted(str(row["l"]) for row in parties) == ["北川重工有限公司", "南江电子集团"]  # once each, in all graphs
    assert sum(1 for _ in store.quads(predicate=KG.supports, object=None)) == 6


def test_a_shared_party_is_forgotten_with_its_last_claim() -> None:
    store, one, two = Store.memory(), report(OTHER), report(OTHER, institution="北川职业学院")
    put(store, ("a", one), ("b", two))
    for key, read in (("a", one), ("b", two)):
        assert any(store.quads(predicate=LABEL, object="南江电子集团"))
        store.remove_graph(report_iri(key))
        replace_derived(store, owner(read.document, key), (), ())
    assert len(store) == 0


def test_a_party_whose_claims_say_two_types_has_the_one_of_its_name() -> None:
    store, read = Store.memory(), report("与[南江信息研究院|Enterprise]合作。\n[南江院|Organization]派人任教。")
    made = claims(read, "a")
    store.replace_graph(report_iri("a"), report_quads(read, "a", made))
    one = replace(entities(made[:1], "北川职业学院")[0], claims=made)
    replace_derived(store, "北川职业学院", [one], claim_links(read, made))
    assert any(store.quads(subject=entity_iri(one), predicate=TYPE, object=term("Enterprise")))
    assert not any(store.quads(subject=entity_iri(one), predicate=TYPE, object=term("Organization")))


def test_a_scheme_is_described_once_and_joins_two_colleges() -> None:
    store = Store.memory()
    for key, institution in (("a", "云岭职业学院"), ("b", "北川职业学院")):
        read = report("获[国家级教学名师|Award national]。", institution=institution)
        made = claims(read, key)
        store.replace_graph(report_iri(key), report_quads(read, key, made))
        schemed = [replace(entity, scheme="教学名师") for entity in entities(made, institution)]
        replace_derived(store, institution, schemed, claim_links(read, made))
    rows = store.query(
        "SELECT ?s ?l (COUNT(?e) AS ?n) { ?e cg:ofScheme ?s . ?s a cg:Scheme ; rdfs:label ?l } GROUP BY ?s ?l"
    )
    assert [(row["l"], row["n"]) for row in rows.rows()] == [("教学名师", 2)]


def test_links_carry_reason_and_score_and_a_persons_link_is_no_section() -> None:
    read = report(TEXT)
    links = (*read.links, replace(read.links[0], task=read.tasks[1], score=0.71, reason="inferred"))
    store = Store.memory()
    put(store, ("a", replace(read, links=links)))
    rows = store.query("SELECT ?g ?s { GRAPH ?g { ?link cg:reason 'inferred' ; cg:score ?s } }").rows()
    assert [(row["g"], str(row["s"])) for row in rows] == [(derived_iri("云岭职业学院"), "0.71")]


@pytest.mark.parametrize(("score", "supported"), [(0.71, 2), (0.65, 1)])
def test_a_thing_supports_the_tasks_for_which_a_link_is_clear(score: float, supported: int) -> None:
    read = report(TEXT)
    links = (read.links[0], replace(read.links[0], task=read.tasks[1], score=score, reason="inferred"))
    store = Store.memory()
    put(store, ("a", replace(read, links=links)))
    assert len(list(store.query("SELECT ?task { ?thing cg:supports ?task }").rows())) == supported


def test_a_claim_says_which_decision_it_rests_on() -> None:
    read = report(TEXT)
    made = claims(read, "a")
    quads = list(report_quads(read, "a", made, decided={made[0].iri: [("d1", "accept")]}))
    assert [quad.object for quad in quads if quad.predicate == KG.action] == ["accept"]
    assert apply(read, "a", ()).claims == made


def entity(**changes: object) -> Entity:
    made = Entity(Type.TEAM, None, "团队", Level.NATIONAL, "云岭职业学院", "教学创新团队", ())
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"institution": "北川职业学院"},
        {"type": Type.PLATFORM},
        {"level": Level.PROVINCIAL},
        {"level": None},
        {"key": "团队"},
    ],
)
def test_an_achievement_is_told_by_institution_type_level_and_name(changes: dict[str, object]) -> None:
    assert entity_iri(entity(**changes)) != entity_iri(entity())
    assert entity_iri(entity(label="别的", claims=(), reasons=("同名",))) == entity_iri(entity())


def test_a_party_is_told_by_type_and_name() -> None:
    party = entity(type=Type.ENTERPRISE, institution=None)
    assert entity_iri(party) == entity_iri(replace(party, level=None))


def test_a_report_key_is_made_from_institution_year_and_title_else_the_file_name() -> None:
    document = report(TEXT).document
    assert report_key(document) == "云岭职业学院-2023-中期绩效自评报告"
    assert report_key(replace(document, institution=None, name="年报 2022.txt")) == "年报-2022"
    assert report_key(replace(document, title="云岭职业学院2023年报告")) == "云岭职业学院-2023年报告"


@pytest.mark.parametrize("text", ["a" * 300, "报告" * 100, "?*/\\", "..", "", "Ａ b", "云岭"])
def test_keys_are_safe_as_file_names_and_stay_what_they_are(text: str) -> None:
    made = names.key(text)
    assert names.key(made) == made and 0 < len(made) <= NAME_LENGTH
    assert all(character.isalnum() or character == "-" for character in made)


def test_names_that_a_slug_would_make_alike_stay_apart() -> None:
    assert name("A公司") != name("a公司") and name("甲（乙）") != name("甲-乙")


def test_iris_are_iris() -> None:
    store = Store.memory()
    read = report("获[“双创”<赛> {一}|Award national x=1项]。", institution='学院 "北" <x>')
    put(store, ("a", read))
    assert len(store) > 10
    assert isinstance(claims(read, "a")[0], Claim)
