"""Thing → all that is said about it: an entity with its claims, a claim with its sentence, a description as RDF."""

from collections.abc import Iterator
from typing import Any

from app.context import Context
from app.views.common import answered, entity, thing
from app.views.graph import neighbours
from app.views.kept import decisions_on
from app.views.segments import in_answers
from kg.errors import HomeError
from kg.store import Store
from kg.terms import KG, LABEL, THINGS, TYPE, Iri, local
from kg.vocabulary import PARTIES, Subtype
from search.answer import Found, answers

CLAIM = f"{THINGS}claim/"
AROUND = 2  # sentences shown before and after that of a claim
STATEMENTS = 1_000  # of a description, in each direction
_LINKS = """SELECT ?task ?scope ?group ?number ?title ?reason ?score WHERE {{
  ?link cg:claim <{claim}> ; cg:task ?task ; cg:reason ?reason ; cg:score ?score .
  ?task cg:scope ?scope ; cg:number ?number ; rdfs:label ?title . OPTIONAL {{ ?task cg:groupNumber ?group }}
}} ORDER BY DESC(?scope) ?group ?number DESC(?score)"""
_BESIDE = """SELECT ?other ?label ?class (COUNT(DISTINCT ?sentence) AS ?sentences) WHERE {{
  ?claim cg:about <{thing}> ; cg:source/cg:sentence ?sentence . ?telling cg:source/cg:sentence ?sentence .
  ?telling cg:about ?other . ?other rdfs:label ?label ; a ?class . FILTER (?other != <{thing}>)
}} GROUP BY ?other ?label ?class ORDER BY DESC(?sentences) ?label ?other"""
_DESCRIBED = """CONSTRUCT {{ <{thing}> ?said ?value . ?other ?says <{thing}> }} WHERE {{
  {{ SELECT ?said ?value WHERE {{ <{thing}> ?said ?value }} LIMIT {limit} }} UNION
  {{ SELECT ?other ?says WHERE {{ ?other ?says <{thing}> }} LIMIT {limit} }}
}}"""


def one(context: Context, id: str, *, nodes: int = 200) -> dict[str, Any]:
    """Tell an achievement or a party: its claims with their sentences, its tasks, who is named beside it."""
    iri = entity(context, id)
    store = context.store
    told = _told(context, [iri])
    if not told:
        raise HomeError("app.api.no_thing", id=id)
    in_answers(context, told)
    classes = {local(value) for value in store.values(iri, TYPE)}
    return answered(
        context,
        **told[0],
        subtype=next((name for name in Subtype if name in classes), None),
        party=told[0]["type"] in PARTIES,
        merged=sorted(str(reason) for reason in store.values(iri, KG.mergedBecause)),
        schemes=[{"iri": str(scheme), "label": _label(store, scheme)} for scheme in store.values(iri, KG.ofScheme)],
        parties=[row for row in _beside(store, iri) if row["type"] in PARTIES],
        neighbours=neighbours(store, iri, nodes),
    )


def around(context: Context, id: str, *, nodes: int = 200) -> dict[str, Any]:
    """Give what is next to anything that has an IRI of ours, as nodes and edges."""
    return answered(context, **neighbours(context.store, thing(context, id), nodes))


def claim(context: Context, id: str) -> dict[str, Any]:
    """Tell a claim: what it says, of which thing, in which sentence, for which tasks, and what people decided on it."""
    iri = thing(context, CLAIM + id.removeprefix(CLAIM))
    about = [str(value) for value in context.store.values(iri, KG.about)]
    told = _told(context, about[:1])
    said = [claim for claim in told[0]["claims"] if claim["iri"] == iri] if told else []
    if not said:
        raise HomeError("app.api.no_thing", id=id)
    in_answers(context, told)
    own = {name: next(iter(context.store.values(iri, getattr(KG, name))), None) for name in ("type", "subtype")}
    return answered(
        context,
        **said[0],
        **{name: local(value) for name, value in own.items()},
        about={name: told[0][name] for name in ("iri", "label", "type", "level")},
        others=[claim["iri"] for claim in told[0]["claims"] if claim["iri"] != iri],
        tasks=list(_tasks(context.store, iri)),
        context=_around(context, said[0]["evidence"]),
        decisions=decisions_on(context, iri),
    )


def _told(context: Context, iris: list[str]) -> list[dict[str, Any]]:
    """The things as answers say them, those of which claims speak."""
    ledger = context.reader.ledger
    return answers(ledger, Found("", tuple(iri for iri in iris if iri in ledger.claims)), 1)


def described(context: Context, id: str, format: str) -> bytes:
    """Describe anything that has an IRI of ours, as RDF: what is said of it, and what refers to it."""
    iri = thing(context, id)
    return context.store.query(_DESCRIBED.format(thing=iri, limit=STATEMENTS)).serialize(format)


def page(context: Context, id: str) -> dict[str, Any]:
    """The same description for people: rows of property and value, with labels."""
    iri = thing(context, id)
    rows = context.store.query(_DESCRIBED.format(thing=iri, limit=STATEMENTS))
    statements = [tuple(_plain(part) for part in triple) for triple in rows]
    out = [(said, value) for subject, said, value in statements if subject[0] == iri]
    back = [(said, other) for other, said, value in statements if value == (iri, True) and other[0] != iri]
    return answered(
        context,
        iri=str(iri),
        label=_label(context.store, iri),
        statements=[_row(context.store, *pair) for pair in sorted(out)],
        references=[_row(context.store, *pair) for pair in sorted(back)],
    )


def _plain(term: Any) -> tuple[str, bool]:
    """A term's text, and whether it is an IRI."""
    from kg.store import value

    plain = value(term)
    return str(plain), isinstance(plain, Iri)


def _row(store: Store, said: tuple[str, bool], value: tuple[str, bool]) -> dict[str, Any]:
    text, named = value
    label = _label(store, Iri(text)) if named else None
    return {"property": said[0], "name": _label(store, Iri(said[0])), "value": text, "is_iri": named, "label": label}


def _label(store: Store, iri: Any) -> str:
    """The name of a thing, a term of the ontology, or the words that a claim stands on; else the end of its IRI."""
    for predicate in (LABEL, KG.exact, KG.text):
        if name := next(iter(sorted(map(str, store.values(iri, predicate)), key=str.isascii)), None):
            return name
    return str(iri).rpartition("#")[2].removeprefix(THINGS)


def _beside(store: Store, iri: str) -> Iterator[dict[str, Any]]:
    """The things told in the same sentences, each once, with how many sentences those are."""
    for row in store.query(_BESIDE.format(thing=iri)).rows():
        if (name := local(row["class"])) in PARTIES:
            yield {"iri": row["other"], "label": row["label"], "type": name, "sentences": row["sentences"]}


def _tasks(store: Store, claim: str) -> Iterator[dict[str, Any]]:
    for row in store.query(_LINKS.format(claim=claim)).rows():
        task = str(row["task"])
        yield {
            "iri": task,
            "scope": local(row["scope"]),
            "group": row["group"],
            "number": row["number"],
            "title": row["title"],
            "report": task.split("/")[-2],
            "reason": row["reason"],
            "score": float(str(row["score"])),
        }


def _around(context: Context, evidence: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The sentences before and after that of the claim."""
    passages = context.reader.passages.of(evidence["report"])
    at = next((p.number for p in passages if p.start <= evidence["start"] < p.end), None)
    if at is None:
        return {"before": [], "after": []}
    near = {"before": passages[max(at - AROUND, 0) : at], "after": passages[at + 1 : at + 1 + AROUND]}
    return {
        side: [{"start": passage.start, "end": passage.end, "text": passage.text} for passage in found]
        for side, found in near.items()
    }
