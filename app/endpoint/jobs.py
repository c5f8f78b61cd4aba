"""The jobs of the SPARQL endpoint, as a worker does them."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import IO, Any, TypeAlias, cast

from app.bilingual import both
from app.context import Context
from app.endpoint import service
from app.endpoint.cut import Caps, Output, table
from app.endpoint.negotiation import MEDIA_TYPES
from app.settings import BYTES, ROWS
from kg import graphs
from kg.errors import QueryError
from kg.graphs import Graphs
from kg.rewriting import depth, using
from kg.store import Results
from kg.unknown import unknown

Given: TypeAlias = dict[str, Any]
Answer: TypeAlias = tuple[dict[str, Any], bytes]
DEEPEST = 500  # brackets within brackets: the engine reads and runs them by recursion


def sparql(context: Context, given: Given) -> Answer:
    """Run a query: `query`; as they come `default`, `named`, `base`, formats `table` and `graph`, `rows`, `bytes`."""
    query = _bounded(given["query"])
    found = context.store.query(
        query,
        default_graphs=given.get("default", ()),
        named_graphs=given.get("named", ()),
        base=given.get("base"),
        standard=context.scratch is not None,
        finders=context.finders,
    )
    form = given.get("graph", "ttl") if found.kind == "construct" else given.get("table", "json")
    if form is None:
        return {"unacceptable": found.kind}, b""
    caps = _caps(given)
    meta, data = _graph(found, form, caps) if found.kind == "construct" else _table(found, form, caps)
    notices = [] if context.scratch else [both(partial(str, one))[1] for one in unknown(query)]
    return {**meta, "notice": "; ".join(notices)}, data


def _table(found: Results, form: str, caps: Caps) -> Answer:
    data, truncated = table(lambda output, form: found.write(cast(IO[bytes], output), form), form, caps)
    return {"type": MEDIA_TYPES[form], "truncated": truncated}, data


def _graph(found: Results, form: str, caps: Caps) -> Answer:
    output = Output(caps)
    graphs.write(found, cast(IO[bytes], output), form, output.only)
    return {"type": MEDIA_TYPES[form], "truncated": output.truncated}, output.all()


def update(context: Context, given: Given) -> Answer:
    """Change the scratch dataset: `update`, and as they come `default`, `named`, `base`."""
    text = using(_bounded(given["update"]), given.get("default", ()), given.get("named", ()))
    context.store.update(text, base=given.get("base"))
    return {}, b""


def graph_read(context: Context, given: Given) -> Answer:
    """Write a graph down: `graph` (None: the default graph), `format`, `rows`, `bytes`."""
    found = Graphs(context.store, union=context.scratch is None)
    if not found.exists(given["graph"]):
        return {"missing": True}, b""
    output = Output(_caps(given))
    found.write(given["graph"], cast(IO[bytes], output), given["format"], output.only)
    return {"type": MEDIA_TYPES[given["format"]], "truncated": output.truncated}, output.all()


def graph_put(context: Context, given: Given) -> Answer:
    """Put data into a graph: `graph`, `contents` as pairs of bytes and format, `base`, `replace`."""
    found = Graphs(context.store)
    existed = found.exists(given["graph"])
    found.put(given["graph"], *given["contents"], base=given["base"], replace=given["replace"])
    return {"created": not existed}, b""


def graph_drop(context: Context, given: Given) -> Answer:
    """Take a graph out: `graph`."""
    found = Graphs(context.store)
    if not found.exists(given["graph"]):
        return {"missing": True}, b""
    found.drop(given["graph"])
    return {}, b""


def describe(context: Context, given: Given) -> Answer:
    """Describe the service: `endpoint`, `format`."""
    scratch = context.scratch is not None
    text = service.description(given["endpoint"], Graphs(context.store).names(), len(context.store), scratch=scratch)
    output = BytesIO()
    graphs.write(graphs.parsed(text.encode(), "ttl", given["endpoint"]), output, given["format"])
    return {"type": MEDIA_TYPES[given["format"]]}, output.getvalue()


def _bounded(text: str) -> str:
    brackets = sum(map(text.count, "{(["))
    if brackets > DEEPEST and (found := depth(text)) > DEEPEST:
        raise QueryError("kg.query.deep", depth=found, most=DEEPEST)
    return text


def _caps(given: Given) -> Caps:
    return Caps(given.get("rows", ROWS), given.get("bytes", BYTES))


JOBS: dict[str, Callable[[Context, Given], Answer]] = {
    "sparql": sparql,
    "update": update,
    "graph.read": graph_read,
    "graph.put": graph_put,
    "graph.drop": graph_drop,
    "describe": describe,
}
