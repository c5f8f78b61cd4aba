"""The example queries of the workbench: the named questions of `kg/queries/`, and those of `queries/` with gaps.

A gap is written `{{number}}`; the page has a field for it. Their questions are `example.NAME` of `texts.tsv`, with the
same gaps as `{number}`.
"""

from collections.abc import Iterator
from importlib import resources

from kg import queries

FIRST = ("supporting", "levels", "counts", "around", "words", "partners", "years")  # the rest follow by name


def examples() -> list[dict[str, str]]:
    """List the examples by name, those first with which one begins."""
    found = dict(_all())
    names = [*FIRST, *sorted(found.keys() - set(FIRST))]
    return [{"name": name, "query": found[name]} for name in names]


def _all() -> Iterator[tuple[str, str]]:
    for name in queries.names():
        yield name, _without_prefixes(queries.query(name))
    for file in (resources.files("app.web") / "queries").iterdir():
        yield file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")


def _without_prefixes(query: str) -> str:
    """The question stands in the page's language above it, and the server knows the prefixes.

    >>> _without_prefixes("# 哪些\\nPREFIX cg: <https://x/#>\\n\\nSELECT ?a {}")
    'SELECT ?a {}'
    """
    lines = (line for line in query.splitlines() if not line.startswith(("#", "PREFIX ")))
    return "\n".join(lines).strip()
