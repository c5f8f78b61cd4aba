"""Graph → the file of an export, as `kg export` writes it; answers and collected sentences → a file to quote from."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from app import achievements, citations, collection, papers, sheets
from app.context import Context
from app.views.asked import ask
from app.views.excerpts import found
from app.views.segments import whole
from kg.errors import HomeError
from kg.messages import text
from kg.store import Store

EXPORTS = ("ttl", "nq", "jsonld", "graphml", "csv", "xlsx")


def exported(store: Store, form: str, *, mark: bool) -> bytes:
    """Write an export; a CSV file gets a mark, without which Excel takes it for the local code page."""
    if form == "csv":
        return sheets.to_csv(achievements.header(), achievements.rows(store)).encode("utf-8-sig" if mark else "utf-8")
    if form == "xlsx":
        return sheets.to_xlsx(achievements.header(), achievements.rows(store), title=text("app.export.sheet"))
    out = io.BytesIO()
    if form == "graphml":
        from kg.network import graphml, network

        out.write(graphml(network(store)))
    else:
        store.dump(out, form)
    return out.getvalue()


def export(context: Context, form: str) -> bytes:
    """Write the graph or the table of achievements of this generation."""
    if context.generation is None:
        raise HomeError("kg.home.empty", path=context.home.path)
    return exported(context.store, form, mark=True)


def cited(context: Context, form: str, question: str, **asked: Any) -> bytes:
    """Write the answers to a question with their citations: docx, xlsx, csv or markdown, the same claims in each."""
    answer, named = ask(context, question, counted=False, **asked), context.titles
    for one in answer["answers"]:
        for evidence in [*one["evidence"], *(claim["evidence"] for claim in one["claims"])]:
            evidence["text"] = whole(evidence["segments"])  # as people read it: without breaks of lines and pages
    return papers.to_docx(answer, named) if form == "docx" else citations.cited(answer, named, form, mark=True)


def collected(context: Context, form: str, references: Sequence[Mapping[str, Any]]) -> bytes:
    """Write sentences that a person collected, as the reports have them now: docx, xlsx, csv or markdown."""
    listed = list(collection.collected(references, found(context, references)))
    if form == "docx":
        return papers.collected_to_docx(text("app.collection"), listed)
    return collection.to_file(listed, form, mark=True)
