"""Name of a term → its label in the reader's language, from the ontology."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from kg import figures
from kg.messages import language, text
from kg.store import Store
from kg.terms import NAMESPACE

_LABELS = "SELECT ?term ?label WHERE { ?term rdfs:label ?label FILTER (LANG(?label) = '%s') }"


def label(name: str) -> str:
    """Say a type, subtype, level or status as people do; a name that the ontology lacks stays as it is."""
    return labels(language()).get(name, name)


def scope(name: str) -> str:
    """Say a scope; as a level, `school` has another name."""
    return text(f"app.scope.{name}")


def level(one: Mapping[str, Any]) -> str | None:
    """Say the level of an answer or of a claim: 省级, or 省级以上 where the text says so."""
    if one.get("level") is None:
        return None
    return text("app.at_least", level=label(one["level"])) if one.get("at_least") else label(one["level"])


def counted(one: Mapping[str, Any]) -> str | None:
    """Say the figure of an answer or of a claim; None where none is told."""
    if one.get("count") is None:
        return None
    return figures.counted(one["count"], one.get("unit"), one.get("approximate"))


@cache
def labels(lang: str) -> dict[str, str]:
    """The labels of all terms of the ontology in a language."""
    store = Store.memory()
    store.load_ontology()
    rows = store.query(_LABELS % lang).rows()
    return {str(row["term"]).removeprefix(NAMESPACE): str(row["label"]) for row in rows}
