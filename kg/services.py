"""`SERVICE cg:textMatch { ?sentence cg:query "…" ; cg:score ?score }` → the sentences that it finds, as rows instead.

Who finds is given, since search stands above this package: words and a number → so many sentences with their scores. As
a function, `cg:textMatch(?node, "…")` is the score of a sentence, of a claim, or of a thing, whose best claim counts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import QueryError
from kg.rewriting import Token, closing, tokens
from kg.statements import span_iri
from kg.syntax import declared
from kg.terms import KG, NAMESPACE, PREFIXES, THINGS, Iri

if TYPE_CHECKING:
    from kg.store import Store

Finder: TypeAlias = Callable[[str, int], Mapping[str, float]]  # the sentences' IRIs, best first, with scores up to 1
Finders: TypeAlias = Mapping[str, Finder]  # by the local name of the service

USUAL, MOST = 1_000, 10_000  # sentences
FEW = 1_000  # rows with which the engine begins; with more it would look through all claims first
ROW = "?_row"
QUERY, SCORE, LIMIT = (f"{NAMESPACE}{name}" for name in ("query", "score", "limit"))
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SIGNS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def named(sparql: str, finders: Iterable[str]) -> bool:
    """Whether a text may speak of one of these."""
    return any(name in sparql for name in finders)


def with_rows(sparql: str, finders: Finders) -> str:
    """Put what is found in the place of each service.

    >>> found = {"textMatch": lambda words, most: {"http://example.org/s": 0.5}}
    >>> with_rows("SELECT ?s { SERVICE cg:textMatch { ?s cg:query '产教融合' } }", found)
    'SELECT ?s { VALUES (?s) { (<http://example.org/s>) } }'
    """
    read = list(tokens(sparql))
    prefixes = declared(read, PREFIXES)
    for at in reversed(range(len(read))):
        if read[at].word != "SERVICE":
            continue
        name = at + 1 + (at + 1 < len(read) and read[at + 1].word == "SILENT")
        service = _iri(read[name], prefixes).removeprefix(NAMESPACE) if name < len(read) else ""
        end = closing(read, name + 1) if service in finders and read[name + 1 : name + 2] else None
        if end:
            rows = _rows(_asked(service, read[name + 2 : end], prefixes), finders[service])
            sparql = sparql[: read[at].start] + rows + sparql[read[end].end :]
    return sparql


@dataclass(slots=True)
class _Asked:
    service: str
    node: str = ""
    given: dict[str, Token] = field(default_factory=dict)


def _asked(service: str, block: Sequence[Token], prefixes: Mapping[str, str]) -> _Asked:
    """Read the block: one node, `cg:query` with words, and where they are wanted `cg:score` and `cg:limit`."""
    asked, rest = _Asked(service), list(block)
    while rest:
        if len(rest) < 3 or (asked.node and asked.node != rest[0].text) or rest[0].text[0] not in "?$":
            raise _misused(service)
        asked.node = rest.pop(0).text
        while True:
            if len(rest) < 2 or _iri(rest[0], prefixes) in asked.given:
                raise _misused(service)
            asked.given[_iri(rest[0], prefixes)] = rest[1]
            sign = rest[2].text if len(rest) > 2 else "."
            del rest[:3]
            if sign == ".":
                break
            if sign != ";":
                raise _misused(service)
    if QUERY not in asked.given or set(asked.given) - {QUERY, SCORE, LIMIT} or asked.given[QUERY].kind != "string":
        raise _misused(service)
    return asked


def _rows(asked: _Asked, find: Finder) -> str:
    score, limit = asked.given.get(SCORE), asked.given.get(LIMIT)
    if (score and score.text[0] not in "?$") or (limit and not limit.text.isdecimal()):
        raise _misused(asked.service)
    most = min(int(limit.text[:9]), MOST) if limit else USUAL
    found = find(string(asked.given[QUERY].text), most)
    variables = f"{asked.node} {score.text}" if score else asked.node
    rows = [f"<{iri}> {value:.4f}" if score else f"<{iri}>" for iri, value in found.items()]
    if len(rows) <= FEW:
        return f"VALUES ({variables}) {{ {' '.join(f'({row})' for row in rows)} }}"
    # the engine begins with what it takes for little, and two tables that are joined it takes for very little
    table = " ".join(f"(1 {row})" for row in rows)
    return f"{{ SELECT {variables} {{ VALUES {ROW} {{ 1 }} VALUES ({ROW} {variables}) {{ {table} }} }} }}"


def string(written: str) -> str:
    r"""The words of a string as a query writes it.

    >>> string(r"'产\u6559 \'a\''")
    "产教 'a'"
    """
    quote = 3 if written[:3] in ("'''", '"""') and len(written) >= 6 else 1
    return _ESCAPED.sub(_sign, written[quote:-quote])


def _sign(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    try:
        return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])
    except ValueError:
        return found[0]


def _iri(token: Token, prefixes: Mapping[str, str]) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, name = token.text.partition(":")
    return prefixes.get(prefix, "\0") + name if token.kind == "name" else ""


def _misused(service: str) -> QueryError:
    return QueryError("kg.query.own_service", name=service)


class Scores:
    """A finder as a function: the score of a node for some words, which are looked for once."""

    def __init__(self, find: Finder, store: "Store") -> None:
        find("", 0)  # one that cannot find says so now: the engine would take an error for no score
        self._find = find
        self._store = store
        self._found: dict[str, Mapping[str, float]] = {}
        self._nodes: dict[str, tuple[str, ...]] = {}

    def of(self, node: str, words: str) -> float | None:
        """The score of a sentence, or the best one of what states a claim or a thing; None where nothing was found."""
        if words not in self._found:
            self._found[words] = self._find(words, MOST)
        if node not in self._nodes:
            self._nodes[node] = tuple(self._sentences(node))
        found = self._found[words]
        return max((found[sentence] for sentence in self._nodes[node] if sentence in found), default=None)

    def _sentences(self, node: str) -> Iterator[str]:
        if node.startswith(f"{THINGS}sentence/"):
            yield node
        elif node.startswith(f"{THINGS}claim/"):
            yield from map(str, self._store.values(span_iri(node.removesuffix("/span")), KG.sentence))
        else:
            for quad in self._store.quads(predicate=KG.about, object=Iri(node)):
                yield from self._sentences(quad.subject)
