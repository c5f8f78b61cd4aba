"""Name of a lexicon → its rows. A lexicon is `ontology/lexicons/NAME.tsv`: a header line, then one word a line.

Each has at least the columns `word` and `term` (local name of the ontology term that it points to, or empty);
lines that start with `#` are comments. The same rows drive extraction, question understanding and display.
"""

from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TypeAlias

Row: TypeAlias = MappingProxyType[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Read the lexicon `name`, in file order."""
    lines = (resources.files("ontology.lexicons") / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header, *body = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(MappingProxyType(dict(zip(header, cells, strict=True))) for cells in body)


@cache
def names() -> tuple[str, ...]:
    """The names of all lexicons, sorted."""
    files = resources.files("ontology.lexicons").iterdir()
    return tuple(sorted(file.name.removesuffix(".tsv") for file in files if file.name.endswith(".tsv")))


# Lexicons of phrases, not of words.
OF_PHRASES = frozenset(
    {
        "approximations",
        "links",
        "names",
        "questions",
        "respondents",
        "sections",
        "specialties",
        "superlatives",
        "tasks",
    }
)


@cache
def words() -> tuple[str, ...]:
    """All words of the lexicons of words, sorted, once each; `kg.words` says which of them segmentation keeps whole."""
    lexicons = (rows(name) for name in names() if name not in OF_PHRASES)
    return tuple(sorted({row["word"] for lexicon in lexicons for row in lexicon if row["word"]}))
