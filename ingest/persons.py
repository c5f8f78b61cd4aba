"""Text → persons: a family name and one or two characters after a title (大国工匠X) or before one (X同志)."""

import re
from collections.abc import Iterator
from functools import cache

from ontology import lexicon


@cache
def _pattern() -> re.Pattern[str]:
    def words(kind: str) -> str:
        found = (row["word"] for row in lexicon.rows("trims") if row["kind"] == kind)
        return "|".join(sorted(found, key=lambda word: (-len(word), word)))

    surnames = "|".join(sorted((row["word"] for row in lexicon.rows("surnames")), key=lambda word: (-len(word), word)))
    name = f"(?:{surnames})[一-鿿]{{1,2}}?"
    return re.compile(
        rf"(?:{words('title')})[”’]?(?P<after>{name})(?=[，。、；：（）()”]|{words('after')}|$)"
        rf"|(?<![一-鿿])(?P<before>{name})(?={words('before')})"
    )


@cache
def _titles() -> re.Pattern[str]:
    return re.compile("|".join(row["word"] for row in lexicon.rows("trims") if row["kind"] == "title"))


def persons(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of named persons in a flat text, each name once.

    >>> [text[a:b] for text in ["聘请大国工匠李明担任导师，校友王小明等到校"] for a, b in persons(text)]
    ['李明', '王小明']
    """
    if not _titles().search(text):
        return
    seen: set[str] = set()
    for match in _pattern().finditer(text):
        group = "after" if match["after"] else "before"
        if match[group] not in seen:
            seen.add(match[group])
            yield match.span(group)
