"""Graph → the file of an export, as `kg export` writes it."""

import io

from app import achievements, sheets
from app.context import Context
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
