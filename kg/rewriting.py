"""SPARQL text → the same without what would leave the store, or with the dataset that the protocol named.

`SERVICE SILENT` and `LOAD SILENT` may fail and still succeed, so they fail here before they are tried: the first
becomes a group that joins with everything, the second an update that does nothing. What is not silent is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import QueryError
from kg.sparql import lowered

_TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\n\r]* | \s+ )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string> '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
        | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*" )
    | (?P<name> [?$@]\w+ | (?:\w(?:[\w.\-]*[\w\-])?)?:(?:[\w\-:]|\.(?=[\w.\-:%\\]*[\w\-:%\\])|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<word> \w+ )
    | (?P<mark> . )
    """,
    re.VERBOSE | re.DOTALL,
)
NAMES = ("iri", "name")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, IRI, string, name or mark of a SPARQL text, and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The keyword in capitals, or the mark; nothing for anything else."""
        return self.text.upper() if self.kind in ("word", "mark") else ""


def tokens(sparql: str) -> Iterator[Token]:
    """Yield the tokens of a text without white space and comments.

    >>> [token.text for token in tokens("ASK { ?s a:b '}' } # {")]
    ['ASK', '{', '?s', 'a:b', "'}'", '}']
    """
    for found in _TOKEN.finditer(sparql):
        kind = found.lastgroup or ""
        if kind != "skip":
            yield Token(kind, found[0], found.start(), found.end())


def without_silent(sparql: str) -> str:
    """Let each `SERVICE SILENT` be one solution without bindings, and each `LOAD SILENT` nothing.

    >>> without_silent("SELECT * { SERVICE SILENT <http://a> { ?s ?p ?o } }")
    'SELECT * { { {} UNION { FILTER(false)  ?s ?p ?o } } }'
    >>> without_silent("LOAD SILENT <http://a> INTO GRAPH <http://b> ; CLEAR ALL")
    'INSERT DATA {} ; CLEAR ALL'
    """
    if "silent" not in lowered(sparql):
        return sparql
    found = list(tokens(sparql))
    changes: list[tuple[int, int, str]] = []
    for at in range(len(found) - 2):
        if found[at + 1].word != "SILENT":
            continue
        if found[at].word == "SERVICE":
            changes += _service(found, at)
        elif found[at].word == "LOAD":
            changes += _load(found, at, at + 2)
    return _changed(sparql, changes)


def without_loads(sparql: str) -> str:
    """Let each `LOAD` do nothing, to see whether the text is valid.

    >>> without_loads("LOAD <http://a> ; CLEAR ALL")
    'INSERT DATA {} ; CLEAR ALL'
    """
    found = list(tokens(sparql))
    places = (at for at in range(len(found) - 1) if found[at].word == "LOAD")
    return _changed(sparql, [change for at in places for change in _load(found, at, at + 1)])


def _service(found: Sequence[Token], at: int) -> Iterator[tuple[int, int, str]]:
    opening = at + 3
    if opening < len(found) and found[opening].word == "{" and (last := closing(found, opening)):
        yield found[at].start, found[opening].end, "{ {} UNION { FILTER(false) "
        yield found[last].start, found[last].end, "} }"


def _load(found: Sequence[Token], at: int, source: int) -> Iterator[tuple[int, int, str]]:
    last = source
    if [token.word for token in found[last + 1 : last + 3]] == ["INTO", "GRAPH"] and len(found) > last + 3:
        last += 3
    if found[source].kind in NAMES and found[last].kind in NAMES:
        yield found[at].start, found[last].end, "INSERT DATA {}"


def loads(sparql: str) -> bool:
    """Tell whether an update would fetch something.

    >>> loads("LOAD <http://a>"), loads("INSERT DATA { <a:load> <b:c> 'LOAD' }")
    (True, False)
    """
    return "load" in lowered(sparql) and any(token.word == "LOAD" for token in tokens(sparql))


def depth(sparql: str) -> int:
    """How deep the brackets of a text are nested.

    >>> depth("ASK { { ?s ?p '{{{' } }")
    2
    """
    level = deepest = 0
    for token in tokens(sparql):
        if token.text in ("{", "(", "["):
            level += 1
            deepest = max(deepest, level)
        elif token.text in ("}", ")", "]"):
            level -= 1
    return deepest


def using(sparql: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Give each operation with a pattern the dataset that the protocol named; one that names its own is refused.

    >>> using("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["http://a"], [])
    'DELETE { ?s ?p 1 } USING <http://a> WHERE { ?s ?p 1 }'
    >>> using("DELETE WHERE { ?s ?p 1 }", [], ["http://a"])
    'DELETE { ?s ?p 1 } USING NAMED <http://a> WHERE { ?s ?p 1 }'
    """
    if not default and not named:
        return sparql
    clause = "".join(f"USING <{iri}> " for iri in default) + "".join(f"USING NAMED <{iri}> " for iri in named)
    found, level = list(tokens(sparql)), 0
    changes: list[tuple[int, int, str]] = []
    for at, token in enumerate(found):
        level += (token.text == "{") - (token.text == "}")
        if level or not token.word:
            continue
        if token.word in ("USING", "WITH"):
            raise QueryError("kg.query.using")
        if token.word == "WHERE":
            pattern = ""
            if at and found[at - 1].word == "DELETE" and (last := closing(found, at + 1)):
                pattern = sparql[found[at + 1].start : found[last].end] + " "
            changes.append((token.start, token.start, pattern + clause))
    return _changed(sparql, changes)


def closing(found: Sequence[Token], opening: int) -> int | None:
    """Find the brace that closes the one at this place."""
    level = 0
    for at in range(opening, len(found)):
        level += (found[at].text == "{") - (found[at].text == "}")
        if level == 0:
            return at
    return None


def _changed(sparql: str, changes: Sequence[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        sparql = sparql[:start] + new + sparql[end:]
    return sparql
