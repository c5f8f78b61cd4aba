"""Entities and links → the derived graph of an institution, and the description of what all institutions share.

A thing of the institution's own stands in its derived graph alone. A party or a public thing may be named by several;
it is described once, in the graph `SHARED`, from all claims about it, whoever makes them: in the union of the graphs,
what two of them say would count twice. The reports' own graphs must be in the store first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from kg.records import Entity, Section
from kg.statements import (
    BY_SECTION,
    SHARED,
    ClaimLink,
    Triple,
    agreed,
    class_triples,
    derived_iri,
    entity_iri,
    fact_triples,
    institution_iri,
    link_triples,
    scheme_iri,
    task_iri,
)
from kg.store import Store
from kg.terms import KG, LABEL, NAMESPACE, THINGS, TYPE, Iri, Quad, Value, term
from kg.vocabulary import Subtype, Type

CLEAR = 0.7  # score of a link from which a thing counts as supporting the task; what is less clear stays a link alone
FACTS = (KG.level, KG.grade, KG.count, KG.approximate, KG.unit, KG.whose, KG.year, KG.status)
# a filter, since the engine would begin with the values of VALUES and read all claims
SAID = f"""SELECT DISTINCT ?property ?value WHERE {{{{
  ?claim cg:about <{{thing}}> ; ?property ?value
  FILTER(?property IN ({", ".join(f"<{property}>" for property in (KG.type, KG.subtype, *FACTS))})) }}}}"""
NAMED = """SELECT ?name (COUNT(?claim) AS ?times) WHERE {{
  ?claim cg:about <{thing}> ; cg:source/cg:exact ?name }} GROUP BY ?name"""


def replace_derived(store: Store, owner: str, entities: Iterable[Entity], links: Iterable[ClaimLink]) -> bool:
    """Make the institution's derived graph hold these entities and links; say whether that changed anything."""
    entities, graph = tuple(entities), derived_iri(owner)
    schemes = {scheme_iri(entity.scheme): entity.scheme for entity in entities if entity.scheme}
    touched = {*schemes, *(entity_iri(entity) for entity in entities if entity.institution is None)}
    touched |= set(_referenced(store, graph))
    changed = store.replace_graph(graph, derived_quads(owner, entities, tuple(links)))
    old = {thing: tuple(store.quads(subject=thing, graph=SHARED)) for thing in touched}
    new = (Quad(*triple, SHARED) for thing in touched for triple in _shared(store, thing, schemes, old[thing]))
    return store.replace((quad for quads in old.values() for quad in quads), new) or changed


def derived_quads(owner: str, entities: Iterable[Entity], links: Iterable[ClaimLink]) -> Iterator[Quad]:
    """Yield the statements of an institution's derived graph; none where nothing is left to say."""
    by_claim: dict[str, list[ClaimLink]] = {}
    for link in links:
        by_claim.setdefault(link.claim, []).append(link)
    entities, graph = tuple(entities), derived_iri(owner)
    if entities:
        for triple in _triples(owner, entities, by_claim):
            yield Quad(*triple, graph)


def _triples(owner: str, entities: Iterable[Entity], links: dict[str, list[ClaimLink]]) -> Iterator[Triple]:
    yield institution_iri(owner), TYPE, KG.Institution
    yield institution_iri(owner), LABEL, owner
    for entity in entities:
        iri = entity_iri(entity)
        if entity.institution is not None:
            yield from class_triples(iri, entity.type, entity.subtype)
            yield from fact_triples(iri, entity.level, tuple(claim.record for claim in entity.claims))
            yield iri, LABEL, entity.label
            yield iri, KG.institution, institution_iri(owner)
        if entity.scheme:
            yield iri, KG.ofScheme, scheme_iri(entity.scheme)
        for reason in entity.reasons:
            yield iri, KG.mergedBecause, reason
        for claim in entity.claims:
            yield Iri(claim.iri), KG.about, iri
            yield from _scope_triples(iri, claim.record.sentence.section)
            for link in links.get(claim.iri, ()):
                if link.score >= CLEAR:
                    yield iri, KG.supports, task_iri(link.report, link.task)
                if link.reason != BY_SECTION:  # the report's own graph has those
                    yield from link_triples(link)


def _scope_triples(iri: Iri, section: Section | None) -> Iterator[Triple]:
    """Say for which part of a report the thing is told, without the way through claim, span and sentence to it."""
    if section and section.scope:
        yield iri, KG.ofScope, term(section.scope)
        if section.group:
            yield iri, KG.ofGroup, section.group


def _referenced(store: Store, graph: Iri) -> Iterator[Iri]:
    """Yield the shared things that a derived graph speaks of."""
    for predicate in (KG.about, KG.ofScheme):
        for quad in store.quads(predicate=predicate, graph=graph):
            if isinstance(quad.object, Iri) and any(store.quads(subject=quad.object, predicate=TYPE, graph=SHARED)):
                yield quad.object


def _shared(store: Store, thing: Iri, schemes: dict[Iri, str], old: tuple[Quad, ...]) -> Iterator[Triple]:
    """Describe a shared thing while anything refers to it."""
    if any(store.quads(predicate=KG.ofScheme, object=thing)):
        yield thing, TYPE, KG.Scheme
        yield thing, LABEL, schemes.get(thing) or next(quad.object for quad in old if quad.predicate == LABEL)
    said: defaultdict[Value | float | None, set[Any]] = defaultdict(set)
    for row in store.query(SAID.format(thing=thing)).rows():
        said[row["property"]].add(row["value"])
    if agreed(said[KG.count]) is None:
        said.pop(KG.approximate, None)
    if any(said.values()):
        subtype = agreed(str(value).removeprefix(NAMESPACE) for value in said[KG.subtype])
        yield from class_triples(thing, _type(thing), Subtype(subtype) if subtype else None)
        yield from ((thing, predicate, value) for predicate in FACTS if (value := agreed(said[predicate])) is not None)
        named = {str(row["name"]): int(str(row["times"])) for row in store.query(NAMED.format(thing=thing)).rows()}
        yield thing, LABEL, min(named, key=lambda name: (-named[name], len(name), name))


def _type(thing: Iri) -> Type:
    """The type by which a shared thing is named: its claims may say several, where a person or a short name tells."""
    kind = thing.removeprefix(THINGS).partition("/")[0]
    return next(type for type in Type if type.lower() == kind)
