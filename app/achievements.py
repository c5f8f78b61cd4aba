"""Store → the table of achievements: a row a claim, with the tasks that its thing supports and the words of it."""

from collections import defaultdict
from collections.abc import Iterator
from importlib import resources

from app.labels import label, scope
from app.sheets import Cell
from kg.messages import text
from kg.store import Store
from kg.terms import NAMESPACE

COLUMNS = (
    "label",
    "type",
    "subtype",
    "level",
    "grade",
    "count",
    "approximate",
    "unit",
    "whose",
    "year",
    "status",
    "tasks",
    "report",
    "text",
    "anchor",
    "path",
    "start",
    "end",
    "thing",
)
NAMES = frozenset({"type", "subtype", "level", "approximate", "status"})
_TASKS = """
SELECT DISTINCT ?thing ?report ?scope ?group ?number ?title WHERE {
  ?thing cg:supports ?task .
  ?task cg:scope ?scope ; cg:number ?number ; rdfs:label ?title ; dcterms:isPartOf/dcterms:identifier ?report .
  OPTIONAL { ?task cg:groupNumber ?group }
} ORDER BY ?thing DESC(?scope) ?group ?number"""


def header() -> list[str]:
    """Name the columns in the reader's language."""
    return [text(f"app.column.{column}") for column in COLUMNS]


def rows(store: Store) -> Iterator[list[Cell]]:
    """Yield the table's rows, in reading order."""
    tasks = _tasks(store)
    query = (resources.files("app") / "achievements.rq").read_text(encoding="utf-8")
    for row in store.query(query).rows():
        row["tasks"] = "；".join(tasks.get((str(row["thing"]), str(row["report"])), ()))
        said = {column: _cell(column, row[column]) for column in COLUMNS}
        if row["atLeast"]:
            said["level"] = text("app.at_least", level=said["level"])
        yield list(said.values())


def _tasks(store: Store) -> dict[tuple[str, str], list[str]]:
    """What each thing supports, a report."""
    tasks: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in store.query(_TASKS).rows():
        group = str(row["group"]) if isinstance(row["group"], int) and row["group"] > 1 else ""
        where = scope(str(row["scope"]).removeprefix(NAMESPACE)) + group
        said = text("app.ask.supported", scope=where, number=row["number"], title=row["title"])
        tasks[str(row["thing"]), str(row["report"])].append(said)
    return tasks


def _cell(column: str, value: object) -> Cell:
    if value is None or isinstance(value, int | float):
        return value
    if column in NAMES:
        return label(str(value).removeprefix(NAMESPACE))
    if column == "count":
        return float(str(value))
    return "".join(str(value).splitlines()) if column in ("text", "anchor") else str(value)
