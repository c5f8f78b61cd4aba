"""SPARQL text → what must be known of it before it runs: whether it leaves the store, whether it names its graphs.

Neither needs a full parser. For `SERVICE` the scan sees more than there may be: it takes the words also in strings and
comments, so no spelling slips through. For `FROM` it reads tokens, since a wrong yes would change the answer.
"""

import re
from functools import lru_cache

from kg.errors import QueryError

_BLANK = r"(?:\s|\#[^\n\r]*(?:[\n\r]|\Z))*+"  # white space and comments
# SERVICE [SILENT] and then an IRI, a variable, or a prefixed name and a brace. What stands before may touch it
# (`1SERVICE`), unless that makes it a part of a variable, a prefixed name or a longer word; `true` ends by itself.
_SERVICE = re.compile(
    rf"""
      (?: (?<![?$:@_\-A-Za-z]) | (?<=true) | (?<=false) ) SERVICE {_BLANK} (?: SILENT {_BLANK} )?
      (?: [<?$] | (?: [^\s{{}}\#\\] | \\. )++ {_BLANK} \{{ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UPDATES = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"})
_TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\n\r]* | <[^<>"{}|^`\\\s]*> | [?$]\w+
        | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
        | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*"
        | [\w.\-]*:[\w.\-:%\\]* )
    | (?P<word> \w+ ) | (?P<mark> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=4)
def lowered(sparql: str) -> str:
    """The text in small letters: several look for words in it, one after the other."""
    return sparql.lower()


def refuse_service(sparql: str) -> None:
    """Raise where a query would ask another server."""
    if "service" in lowered(sparql) and _SERVICE.search(sparql):
        raise QueryError("kg.query.service")


def is_update(sparql: str) -> bool:
    """Tell whether a text that is no query would change the graph, were that allowed.

    >>> is_update("PREFIX a: <b> DELETE WHERE { ?s ?p ?o }"), is_update("SELCT * { ?s ?p ?o }")
    (True, False)
    """
    words = (token.group("word").upper() for token in _TOKEN.finditer(sparql) if token.group("word"))
    return next((word for word in words if word not in ("PREFIX", "BASE")), "") in _UPDATES


@lru_cache(maxsize=64)
def has_dataset(sparql: str) -> bool:
    """Tell whether a query names its graphs with FROM.

    >>> has_dataset("SELECT * FROM <http://example.org/g> { ?s ?p ?o }"), has_dataset('ASK { ?s ?p "from <x>" }')
    (True, False)
    """
    if "from" not in lowered(sparql):
        return False
    depth = 0
    for token in _TOKEN.finditer(sparql):
        match token.group("word") or token.group("mark"):
            case "{" | "(":
                depth += 1
            case "}" | ")":
                depth -= 1
            case str() as word if depth == 0 and word.upper() == "FROM":
                return True
    return False
