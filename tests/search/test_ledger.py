"""What stands in the ledger stands in the graph, and the other way round."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.terms import KG, LABEL, NAMESPACE, local
from kg.vocabulary import Subtype, Type
from search import ledger
from search.reader import Reader
from tests.search.sample import COLLEGE, generation, report

CLAIMS = """SELECT ?claim ?thing ?label ?type ?key ?document ?from ?text ?start ?end ?anchor ?path WHERE {
  ?claim cg:about ?thing ; cg:type ?type ; cg:source ?span ; prov:wasDerivedFrom ?report .
  ?thing rdfs:label ?label . ?report dcterms:identifier ?key ; cg:textHash ?document .
  ?span cg:start ?start ; cg:end ?end ; cg:exact ?anchor ; cg:sentence ?sentence .
  ?sentence cg:text ?text ; cg:start ?from OPTIONAL { ?sentence cg:section/cg:path ?path }
}"""
THINGS = """SELECT DISTINCT ?thing ?label ?level ?class WHERE {
  ?claim cg:about ?thing . ?thing a ?class ; rdfs:label ?label OPTIONAL { ?thing cg:level ?level }
}"""
FACTS = "SELECT ?claim ?fact ?value WHERE { ?claim cg:about ?thing ; ?fact ?value }"
TASKS = """SELECT DISTINCT ?thing ?task ?scope ?group ?number ?title WHERE {
  ?thing cg:supports ?task . ?task cg:scope ?scope ; cg:number ?number ; rdfs:label ?title
  OPTIONAL { ?task cg:groupNumber ?group }
}"""
LINKS = """SELECT ?thing ?task ?reason ?score WHERE {
  ?link cg:claim ?claim ; cg:task ?task ; cg:reason ?reason ; cg:score ?score . ?claim cg:about ?thing
}"""
OTHER = "滨海职业学院"
OWNERS = {COLLEGE: ["yunling"], OTHER: ["binhai"]}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    reports = {"yunling": report(), "binhai": report(institution=OTHER, year=2022)}
    with Reader.open(generation(tmp_path_factory.mktemp("two"), reports)) as reader:
        yield reader


def test_every_claim_is_what_the_graph_says(two: Reader) -> None:
    kept = {claim.iri: claim for claims in two.ledger.claims.values() for claim in claims}
    rows = list(two.store.query(CLAIMS).rows())
    assert len(rows) == len(kept) == 32
    for row in rows:
        claim = kept[str(row["claim"])]
        sentence = claim.sentence
        assert (claim.thing, two.ledger.things[claim.thing].label) == (row["thing"], row["label"])
        assert (claim.type, claim.start, claim.end, claim.anchor) == (
            local(row["type"]),
            row["start"],
            row["end"],
            row["anchor"],
        )
        assert (sentence.report, sentence.document) == (row["key"], row["document"])
        assert (sentence.start, sentence.text) == (row["from"], row["text"])
        assert " › ".join(sentence.section) == (row["path"] or "")


def test_every_thing_is_what_the_graph_says(two: Reader) -> None:
    rows = list(two.store.query(THINGS).rows())
    assert len(two.ledger.things) == len({row["thing"] for row in rows}) > 20
    kinds = defaultdict[str, set[str]](set)
    for row in rows:
        thing = two.ledger.things[str(row["thing"])]
        assert (thing.label, thing.level) == (row["label"], local(row["level"]))
        kinds[str(row["thing"])].add(str(local(row["class"])))
    for iri, thing in two.ledger.things.items():
        assert {thing.type, thing.subtype} - {None} == kinds[iri] & {*Type, *Subtype}


def test_every_fact_is_what_the_graph_says(two: Reader) -> None:
    said = {(str(row["claim"]), str(local(row["fact"]))): row["value"] for row in two.store.query(FACTS).rows()}
    for claim in (claim for claims in two.ledger.claims.values() for claim in claims):
        values = (
            *(claim.subtype, claim.level, claim.grade, claim.figure, claim.unit, claim.year, claim.status),
            *(claim.approximate, claim.whose, claim.at_least),
        )
        for fact, value in zip(ledger.FACTS, values, strict=True):
            there = said.get((claim.iri, fact))
            assert value == (
                float(str(there))
                if fact == "count" and there is not None
                else local(there)
                if fact in ("subtype", "level", "status", "approximate")
                else there
            )


def test_every_task_has_its_best_reason(two: Reader) -> None:
    rows = {(str(r["thing"]), str(r["task"])): r for r in two.store.query(TASKS).rows()}
    links = [
        (str(r["thing"]), str(r["task"]), r["reason"], float(str(r["score"]))) for r in two.store.query(LINKS).rows()
    ]
    kept = {(thing, task.task): task for thing, tasks in two.ledger.tasks.items() for task in tasks}
    assert kept.keys() == rows.keys() and len(kept) > 20
    for place, task in kept.items():
        row = rows[place]
        assert (task.scope, task.group, task.number, task.title) == (
            local(row["scope"]),
            row["group"],
            row["number"],
            row["title"],
        )
        assert task.score == max(score for thing, of, _, score in links if (thing, of) == place)


@pytest.mark.parametrize(
    ("told", "best"),
    [
        ((("inferred", 1.0), ("section", 1.0)), ("section", 1.0)),
        ((("section", 1.0), ("resolved", 0.95)), ("section", 1.0)),
        ((("inferred", 0.8), ("resolved", 0.95)), ("resolved", 0.95)),
    ],
)
def test_what_the_report_itself_says_goes_before_what_is_worked_out(
    told: tuple[tuple[str, float], ...], best: tuple[str, float]
) -> None:
    task = "task/r/school-5"
    claims = [f"claim/{n}" for n in range(len(told))]
    nodes: dict[str, dict[str, object]] = {
        f"link/{n}": {KG.claim: f"claim/{n}", KG.task: task, KG.reason: reason, KG.score: score}
        for n, (reason, score) in enumerate(told)
    }
    nodes[task] = {KG.scope: f"{NAMESPACE}school", KG.number: 5, LABEL: "双师队伍"}
    (support,) = ledger._supports(nodes, {"thing": [task]}, dict.fromkeys(claims, "thing"))["thing"]
    assert (support.reason, support.score) == best


def test_what_is_stored_is_what_is_taken(two: Reader, tmp_path: Path) -> None:
    ledger.publish(tmp_path, two.store, OWNERS, changed=list(OWNERS), base=None)
    assert ledger.load(tmp_path, two.store, OWNERS) == ledger.load(None, two.store, OWNERS) == two.ledger


def test_a_page_that_did_not_change_is_shared(two: Reader, tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
    ledger.publish(first, two.store, OWNERS, changed=list(OWNERS), base=None)
    ledger.publish(second, two.store, OWNERS, changed=[OTHER], base=first)
    alike = [file.samefile(second / ledger.FOLDER / file.name) for file in (first / ledger.FOLDER).iterdir()]
    assert sorted(alike) == [False, True]
    assert ledger.load(second, two.store, OWNERS) == two.ledger


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"sentences":[],"things":[],"claims":[["x",0,0]]}', "[" * 100_000])
def test_a_damaged_page_is_taken_from_the_graph(two: Reader, tmp_path: Path, damage: str) -> None:
    ledger.publish(tmp_path, two.store, OWNERS, changed=list(OWNERS), base=None)
    for file in (tmp_path / ledger.FOLDER).iterdir():
        file.write_text(damage, encoding="utf-8")
    assert ledger.load(tmp_path, two.store, OWNERS) == two.ledger


def test_what_two_institutions_share_bears_the_name_of_the_graph(two: Reader, tmp_path: Path) -> None:
    company = next(iri for iri, thing in two.ledger.things.items() if thing.label == "星澜纺机有限公司")
    assert len(two.ledger.claims[company]) == 2
    ledger.publish(tmp_path, two.store, OWNERS, changed=list(OWNERS), base=None)
    for file in (tmp_path / ledger.FOLDER).iterdir():  # a page of before the name became another
        file.write_text(file.read_text(encoding="utf-8").replace("星澜纺机有限公司", "星澜纺机"), encoding="utf-8")
    assert ledger.load(tmp_path, two.store, OWNERS).things[company].label == "星澜纺机有限公司"


def test_beside_a_thing_is_what_its_sentences_tell(two: Reader) -> None:
    company = next(iri for iri, thing in two.ledger.things.items() if thing.label == "星澜纺机有限公司")
    labels = sorted(two.ledger.things[iri].label for iri in two.ledger.beside([company]))
    assert labels == ["星澜书院", "星澜书院", "星澜纺机有限公司", "留学生", "留学生"]
