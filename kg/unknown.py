"""Names in SPARQL text → those of our namespace that the ontology does not have, and what may have been meant."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.errors import QueryError
from kg.messages import text
from kg.rewriting import tokens
from kg.terms import NAMESPACE

_SHORT = re.compile(r"cg:(\w[\w-]*)")  # of every query that is asked: patterns that start with fixed signs are fast
_WHOLE = re.compile(rf"{re.escape(NAMESPACE)}(\w[\w-]*)>")
_DECLARED = re.compile(r"^cg:([\w-]+) a ", re.MULTILINE)
FILES = ("schema.ttl", "levels.ttl", "tasks.ttl")
_LABELS = re.compile(r'"([^"]+)"@(?:zh|en)')


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that the ontology does not have, and the one that is likest."""

    name: str
    meant: str

    def __str__(self) -> str:
        return text("kg.query.unknown", term=f"cg:{self.name}", near=near(self.meant))


def near(name: str) -> str:
    """The question whether this was meant, or nothing."""
    return text("kg.query.meant", word=f"cg:{name}") if name else ""


def unknown(sparql: str) -> Iterator[Unknown]:
    """Yield the names of a query that find nothing because they are misspelt.

    >>> [(one.name, one.meant) for one in unknown("ASK { ?a a cg:Awrad ; cg:level cg:national # cg:x\\n}")]
    [('Awrad', 'Award')]
    """
    found = {*_SHORT.findall(sparql), *_WHOLE.findall(sparql)} - known()
    if not found:
        return
    written = {token.text for token in tokens(sparql) if token.kind in ("iri", "name")}  # not in strings and comments
    for name in sorted(found):
        if f"cg:{name}" in written or f"<{NAMESPACE}{name}>" in written:
            yield Unknown(name, meant(name))


def no_function(iri: str) -> QueryError:
    """Say that there is no such function."""
    name = iri.removeprefix(NAMESPACE)
    if name == iri:
        return QueryError("kg.query.function", name=f"<{iri}>", near="")
    return QueryError("kg.query.function", name=f"cg:{name}", near=_Near(meant(name)))


class _Near:
    def __init__(self, name: str) -> None:
        self._name = name

    def __str__(self) -> str:
        return near(self._name)


@cache
def known() -> frozenset[str]:
    """The names that the ontology declares."""
    return frozenset(_by_word().values())


def meant(name: str) -> str:
    """The name that is likest to this one, by itself or by a label; nothing where none is."""
    words = _by_word()
    close = difflib.get_close_matches(name.casefold(), words, n=1, cutoff=0.6)
    return words[close[0]] if close else ""


@cache
def _by_word() -> dict[str, str]:
    """Names and labels, as they are compared, with the name."""
    found: dict[str, str] = {}
    named: dict[str, str] = {}
    for file in FILES:
        for block in (resources.files("ontology") / file).read_text(encoding="utf-8").split("\n\n"):
            if declared := _DECLARED.search(block):
                named[declared[1].casefold()] = declared[1]
                labels = block.partition("rdfs:label")[2].partition(";")[0]
                found.update({label.casefold(): declared[1] for label in _LABELS.findall(labels)})
    return found | named
