"""What breaks a shape is found, in words that a reader of reports understands, with its place."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from pyshacl.shape import Shape
from rdflib import SH

from kg.check import _shapes, check, notices
from kg.messages import set_language
from kg.statements import derived_iri, report_iri
from kg.store import Store
from kg.terms import KG, LABEL, PART_OF, TYPE, Iri, Quad, Value, term
from tests.kg.small import put, report

TEXT = """
#school:5 任务五 建设双师队伍
学院新增[国家级教学名师|Award TalentTitle national granted x=2名 y=2021]，与[北川重工有限公司|Enterprise]合作。
"""
GRAPHS = (report_iri("a"), derived_iri("云岭职业学院"))


@pytest.fixture
def store() -> Store:
    store = Store.memory()
    store.load_ontology()
    put(store, ("a", report(TEXT)))
    return store


def of(store: Store, predicate: Iri, kind: str = "") -> list[Quad]:
    """The statements with a predicate, of things of a class."""
    quads = sorted(store.quads(predicate=predicate), key=lambda quad: quad.subject)
    return [q for q in quads if not kind or any(store.quads(q.subject, TYPE, term(kind)))]


def break_(store: Store, quad: Quad, *values: Value) -> None:
    store.replace([quad], [quad._replace(object=value) for value in values])


def kinds(store: Store, graphs: Iterable[Iri] | None = None) -> set[str]:
    return {finding.kind for finding in check(store, graphs)}


def test_a_whole_graph_has_no_findings(store: Store) -> None:
    assert list(check(store)) == []
    assert list(check(store, GRAPHS)) == []


def test_every_record_has_a_source_span(store: Store) -> None:
    quad = of(store, KG.source)[0]
    break_(store, quad)
    (finding,) = check(store, GRAPHS)
    assert (finding.kind, finding.severity) == ("ClaimSource", "error")
    assert finding.message.startswith("这条记录没有")
    set_language("en")
    try:
        assert next(check(store)).message.startswith("This record has no")
    finally:
        set_language("zh")


@pytest.mark.parametrize(
    ("predicate", "kind", "values", "shape"),
    [
        (KG.level, "Award", (term("galactic"),), "LevelValue"),
        (KG.level, "Award", (term("national"), term("provincial")), "LevelValue"),
        (KG.status, "Award", (term("lost"),), "StatusValue"),
        (KG.count, "Award", (-1,), "CountValue"),
        (KG.count, "Award", ("二",), "CountValue"),
        (KG.year, "Award", (20211,), "YearValue"),
        (KG.type, "Claim", (term("Song"),), "ClaimType"),
        (KG.about, "Claim", (), "ClaimAbout"),
        (KG.start, "Span", (1_000,), "SpanStart"),
        (KG.end, "Span", (), "SpanEnd"),
        (KG.exact, "Span", ("",), "SpanExact"),
        (KG.sentence, "Span", (), "SpanSentence"),
        (KG.text, "Sentence", (), "SentenceText"),
        (LABEL, "Achievement", (), "EntityLabel"),
        (LABEL, "Party", (), "EntityLabel"),
        (KG.supports, "Achievement", (term("Award"),), "EntitySupports"),
        (KG.number, "Task", (), "TaskNumber"),
        (KG.scope, "Task", (term("national"),), "TaskScope"),
        (PART_OF, "Task", (), "TaskReport"),
        (KG.reason, "Link", ("hunch",), "LinkReason"),
        (KG.score, "Link", (Decimal("1.5"),), "LinkScore"),
        (KG.task, "Link", (), "LinkTask"),
        (KG.claim, "Link", (), "LinkClaim"),
    ],
)
def test_a_broken_statement_is_found(
    store: Store, predicate: Iri, kind: str, values: tuple[Value, ...], shape: str
) -> None:
    break_(store, of(store, predicate, kind)[0], *values)
    assert shape in kinds(store)


def test_a_record_with_a_subtype_that_is_no_award_is_found(store: Store) -> None:
    (quad,) = store.quads(predicate=KG.type, object=term("Award"))
    break_(store, quad, term("Team"))
    assert kinds(store) == {"SubtypeAward"}


def test_a_thing_of_a_subclass_of_awards_that_is_no_award_is_found(store: Store) -> None:
    (quad,) = store.quads(predicate=TYPE, object=term("Award"), graph=GRAPHS[1])
    break_(store, quad, term("Team"))
    assert "AwardClass" in kinds(store)


def test_an_achievement_without_evidence_is_found(store: Store) -> None:
    thing = Iri("https://w3id.org/chengguo/id/award/x")
    graph = derived_iri("云岭职业学院")
    store.replace([], [Quad(thing, TYPE, KG.Achievement, graph), Quad(thing, LABEL, "无", graph)])
    assert kinds(store) == {"EntityEvidence"}


def test_a_finding_shows_where_the_report_says_it(store: Store) -> None:
    award = of(store, KG.count, "Award")[0]
    break_(store, award, -1)
    (finding,) = check(store)
    (place,) = finding.evidence
    text = report(TEXT).document.text
    assert text[place.start : place.end] == "国家级教学名师"
    assert place.document == "a" and place.text == "学院新增国家级教学名师，与北川重工有限公司合作。"


def test_only_the_graphs_given_are_checked(store: Store) -> None:
    put(store, ("b", report(TEXT, institution="北川职业学院")))
    (quad,) = (quad for quad in of(store, KG.count, "Claim") if quad.graph == report_iri("b"))
    break_(store, quad, -1)
    assert kinds(store, GRAPHS) == set()
    assert kinds(store, [report_iri("b"), derived_iri("北川职业学院")]) == {"CountValue"}


def test_each_shape_is_gone_through_once_for_all_things(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[str] = []
    validate = Shape.validate

    def counted(self: Shape, *given: Any, **named: Any) -> Any:
        turns.append(str(self.node))
        return validate(self, *given, **named)

    monkeypatch.setattr(Shape, "validate", counted)
    assert list(check(store)) == []
    assert turns and len(turns) == len(set(turns))


def test_no_shape_is_closed_so_what_none_names_need_not_be_looked_at() -> None:
    assert not list(_shapes().triples((None, SH.closed, None)))


def test_shapes_with_targets_of_their_own_find_what_they_found_before(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for predicate in (KG.source, KG.level, KG.about, KG.text, KG.supports, KG.scope, KG.score, LABEL):
        kind = "Task" if predicate == KG.scope else ""
        break_(store, of(store, predicate, kind)[0], *([-1] if predicate == KG.score else []))
    found = list(check(store))
    monkeypatch.setattr("kg.check._own_targets", lambda shapes: shapes)
    assert len(found) >= 7 and found == list(check(store))


def test_notices_become_warnings_with_their_place() -> None:
    row = {"key": "kg.decision.torn", "values": {"path": "d", "line": 2}, "start": 0, "end": 2}
    (finding,) = notices([{**row, "text": "标题"}], "a")
    assert (finding.severity, finding.kind) == ("warning", "kg.decision.torn")
    assert finding.evidence[0].text == "标题" and "第 2 行" in finding.message
