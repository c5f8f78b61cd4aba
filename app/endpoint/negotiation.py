"""`Accept` → the formats that the client likes best, of tables and of graphs."""

from collections.abc import Mapping
from functools import lru_cache

TABLES = {  # media type → format; the first is what a client gets that has no wish
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/x-turtle": "ttl",
    "application/xml": "rdfxml",
    "text/plain": "nt",
    "application/json": "jsonld",
}
MEDIA_TYPES = {  # format → what it is sent as
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


@lru_cache(maxsize=256)
def formats(accept: str) -> tuple[str | None, str | None]:
    """Choose a format of tables and one of graphs; None where the client takes none that we have.

    >>> formats("text/csv;q=0.5, application/sparql-results+xml"), formats("*/*"), formats("image/png")
    (('xml', None), ('json', 'ttl'), (None, None))
    """
    ranges = _ranges(accept)
    return _best(ranges, TABLES), _best(ranges, GRAPHS)


def best(accept: str, offered: Mapping[str, str]) -> str | None:
    """Choose among formats by media type; of those that the client likes alike, the first that is offered."""
    return _best(_ranges(accept), offered)


def _best(ranges: dict[str, float], offered: Mapping[str, str]) -> str | None:
    found: tuple[float, str | None] = (0.0, None)
    for media_type, form in offered.items():
        quality = _quality(ranges, media_type)
        if quality > found[0]:
            found = (quality, form)
    return found[1]


def _quality(ranges: dict[str, float], media_type: str) -> float:
    """The closest range decides, whatever stands first."""
    for name in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name:
            found[name] = max(found.get(name, 0.0), _weight(parameters))
    return found or {"*/*": 1.0}


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
