"""Query, update and syntax tests → passed, or why not."""

import pyoxigraph as ox
from rdflib.term import Node

from bench.w3c.engines import Engine, Refused, SyntaxRefused
from bench.w3c.manifests import BASE, MF, QT, UT, Test, label
from bench.w3c.results import SUFFIXES, lines, quads, same_graphs, same_result

NEGATIVE = {"NegativeSyntaxTest11", "NegativeUpdateSyntaxTest11"}
POSITIVE = {"PositiveSyntaxTest11", "PositiveUpdateSyntaxTest11"}


def run(test: Test, engine: Engine) -> str:
    """Run a test; say what was wrong, or nothing."""
    try:
        if test.kind in NEGATIVE | POSITIVE:
            return _syntax(test, engine)
        return _update(test, engine) if test.kind == "UpdateEvaluationTest" else _query(test, engine)
    except SyntaxRefused as error:
        return f"refused as a syntax error: {str(error)[:160]}"
    except Refused as error:
        return f"refused: {error}"


def _syntax(test: Test, engine: Engine) -> str:
    path = test.path(test.value(test.node, MF.action))
    text = path.read_text(encoding="utf-8")
    engine.load(b"", {})
    try:
        engine.update(text) if path.suffix == ".ru" else engine.query(text, "xml")
    except SyntaxRefused:
        return "" if test.kind in NEGATIVE else "valid, but refused as a syntax error"
    except Refused:  # it was understood
        pass
    return "not valid, but taken" if test.kind in NEGATIVE else ""


def _query(test: Test, engine: Engine) -> str:
    action, expected = test.value(test.node, MF.action), test.path(test.value(test.node, MF.result))
    data = b"".join(lines(test.path(node), test.folder) for node in test.graph.objects(action, QT.data))
    named = {str(node): lines(test.path(node), test.folder) for node in test.graph.objects(action, QT.graphData)}
    engine.load(data, named)
    path = test.path(test.value(action, QT.query))
    text = path.read_text(encoding="utf-8")
    found = engine.query(_based(test, path, text), SUFFIXES.get(expected.suffix, "xml"))
    ordered = "ORDER BY" in text.upper()
    return "" if same_result(found, expected, test.folder, ordered=ordered) else "another result than expected"


def _update(test: Test, engine: Engine) -> str:
    action, result = test.value(test.node, MF.action), test.value(test.node, MF.result)
    before = _dataset(test, action)
    engine.load(*_loadable(before))
    path = test.path(test.value(action, UT.request))
    engine.update(_based(test, path, path.read_text(encoding="utf-8")))
    return "" if same_graphs(engine.dump(), _dataset(test, result)) else "another dataset than expected"


def _based(test: Test, path: object, text: str) -> str:
    """Names in the query are relative to its file."""
    return f"BASE <{BASE}{test.group}/>\n{text}"


def _dataset(test: Test, node: Node) -> set[ox.Quad]:
    found = {quad for file in test.graph.objects(node, UT.data) for quad in quads(test.path(file), test.folder)}
    for each in test.graph.objects(node, UT.graphData):
        found |= quads(test.path(test.value(each, UT.graph)), test.folder, ox.NamedNode(label(test, each)))
    return found


def _loadable(dataset: set[ox.Quad]) -> tuple[bytes, dict[str, bytes]]:
    graphs: dict[str, set[ox.Triple]] = {"": set()}
    for quad in dataset:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        graphs.setdefault(name, set()).add(quad.triple)
    written = {name: ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"" for name, found in graphs.items()}
    return written.pop(""), written
