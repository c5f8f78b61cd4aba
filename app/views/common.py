"""What all views share: the generation's entries, the things that an id names, and the frame of an answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.context import Context
from app.labels import label
from kg.errors import HomeError
from kg.home import ReportEntry
from kg.messages import text
from kg.terms import KG, THINGS, TYPE, Iri
from kg.version import API_VERSION
from search.facets import NONE

NAMED = ("type", "subtype", "level")  # facets whose values the ontology names


def answered(context: Context, /, **said: Any) -> dict[str, Any]:
    """Make the JSON of an answer, which says of which generation it is."""
    return {"api_version": API_VERSION, "generation": context.number, **said}


def entries(context: Context) -> list[ReportEntry]:
    """The reports of the generation, by key; none before the first was published."""
    found = context.generation.manifest["reports"] if context.generation else []
    return sorted(found, key=lambda entry: entry["key"])


def entry(context: Context, key: str) -> ReportEntry:
    """The report with this key."""
    for one in entries(context):
        if one["key"] == key:
            return one
    raise HomeError("app.unknown_key", key=key)


def thing(context: Context, id: str) -> Iri:
    """The thing with this id, such as `award/…`; a whole IRI is taken as well."""
    iri = Iri(THINGS + id.removeprefix(THINGS))
    if not is_iri(iri) or not any(context.store.quads(subject=iri)):
        raise HomeError("app.api.no_thing", id=id)
    return iri


def entity(context: Context, id: str) -> Iri:
    """The achievement or party with this id."""
    iri = thing(context, id)
    if not {KG.Achievement, KG.Party} & set(context.store.values(iri, TYPE)):
        raise HomeError("app.api.no_thing", id=id)
    return iri


def is_iri(words: str) -> bool:
    """Whether the words are of the characters that our IRIs are made of: nothing breaks out of a query with them.

    >>> is_iri("https://w3id.org/chengguo/id/team/教学团队-1"), is_iri("https://w3id.org/> ?p")
    (True, False)
    """
    return all(character.isalnum() or character in "-./:_~" for character in words)


def labelled(facets: Mapping[str, Iterable[dict[str, Any]]]) -> Mapping[str, Iterable[dict[str, Any]]]:
    """Give the values of facets that the ontology names their labels in the reader's language."""
    return {name: [_labelled(row) for row in rows] if name in NAMED else rows for name, rows in facets.items()}


def _labelled(row: dict[str, Any]) -> dict[str, Any]:
    return {"value": row["value"], "label": level(row["value"]), "count": row["count"]}


def level(name: str) -> str:
    """Say a term of the ontology, or that there is none."""
    return text("app.no_level") if name == NONE else label(name)
