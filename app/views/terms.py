"""Context → the names that a query may use, with their labels in Chinese and English: for completion while typing."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from app.bilingual import both
from app.context import Context
from app.views.common import answered
from kg.messages import language, text
from kg.terms import NAMESPACE, Iri, iri, local
from search.vocabulary import KnownTask

KINDS = {  # class in the ontology → kind of term
    iri("owl:Class"): "class",
    iri("owl:ObjectProperty"): "property",
    iri("owl:DatatypeProperty"): "property",
    Iri(f"{NAMESPACE}Level"): "level",
    Iri(f"{NAMESPACE}Status"): "status",
    Iri(f"{NAMESPACE}Scope"): "scope",
}
_TERMS = """SELECT ?term ?class ?label (LANG(?label) AS ?lang) ?kind WHERE {
  ?term a ?class ; ?kind ?label . VALUES ?kind { rdfs:label rdfs:comment skos:altLabel }
  FILTER (STRSTARTS(STR(?term), "%s"))
} ORDER BY ?term ?kind ?label"""


def terms(context: Context) -> dict[str, Any]:
    """List the classes, properties, levels, statuses and scopes of the ontology, and the tasks of all reports."""
    return answered(context, terms=[*_named(context), *_tasks(context)])


def _named(context: Context) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    said: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in context.store.query(_TERMS % NAMESPACE).rows():
        term, kind = str(row["term"]), KINDS.get(Iri(str(row["class"])))
        if kind:
            # `school` is a level and a scope: it is told as what it was found to be first
            found.setdefault(term, {"iri": term, "name": f"cg:{local(term)}", "kind": kind})
        words = said[term, str(row["kind"]).rpartition("#")[2], str(row["lang"])]
        if str(row["label"]) not in words:
            words.append(str(row["label"]))
    return [
        {
            **term,
            "zh": " / ".join(said[name, "label", "zh"]),
            "en": " / ".join(said[name, "label", "en"]),
            "words": said[name, "altLabel", "zh"] + said[name, "altLabel", "en"],
            "comment": "".join(said[name, "comment", language()][:1]),
        }
        for name, term in found.items()
    ]


def _tasks(context: Context) -> Iterator[dict[str, Any]]:
    for task in context.reader.vocabulary.tasks:
        zh, en = both(partial(_said, task))
        iri = task.iri
        yield {"iri": iri, "name": f"<{iri}>", "kind": "task", "zh": zh, "en": en, "words": [], "comment": task.report}


def _said(task: KnownTask) -> str:
    """The first 专业群 needs no number: most reports have but one."""
    group = task.group if task.group and task.group > 1 else ""
    return text(f"app.task.{task.scope}", group=group, number=task.number, title=task.title)
