"""Institution of a report → the short names by which people call it: 槐江水利 and 槐江职院 are 槐江水利职业技术学院."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from ontology.lexicon import rows
from search.terms import normal

LEAST = 2  # characters with which a name begins, also before the word for a college
ALONE = 4  # characters that tell a college without that word


@cache
def _ends() -> tuple[str, ...]:
    """Words for a kind of college, longest first."""
    found = (row["word"] for row in rows("questions") if row["role"] == "college_end")
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def stem(institution: str) -> str:
    """What tells a college from others of its kind; nothing where no word for a college ends its name.

    >>> stem("槐江水利职业技术学院"), stem("教育部")
    ('槐江水利', '')
    """
    name = normal(institution).strip()
    end = next((end for end in _ends() if name.endswith(end) and len(name) >= len(end) + LEAST), "")
    return name.removesuffix(end) if end else ""


def _short(institution: str) -> Iterator[str]:
    """The beginnings of a name with a word for its kind, and its stem: 山西大学 is no 学院, and not meant by one."""
    own = stem(institution)
    university = institution.endswith("大学")
    for end in _ends() if own else ():
        if university or not end.endswith("大学"):
            yield from (own[:length] + end for length in range(LEAST, len(own) + 1))
    yield from (own[:length] for length in range(LEAST, len(own)) if own[:length] not in _places())
    if len(own) >= ALONE:
        yield own


@cache
def _places() -> frozenset[str]:
    """Names of places: what is told of 山西 is not told of its colleges."""
    return frozenset(normal(row["word"]) for row in rows("places"))


def called(institutions: Iterable[str], taken: Iterable[str] = ()) -> Mapping[str, str]:
    """Short names → the one institution that each means; a name of several, or of something else, means none.

    >>> names = called(["槐江水利职业技术学院", "槐江商贸职业学院"])
    >>> names["槐江水利"], names.get("槐江学院")
    ('槐江水利职业技术学院', None)
    """
    meant = defaultdict[str, set[str]](set)
    for institution in institutions:
        for name in _short(institution):
            meant[name].add(institution)
    others = {normal(name) for name in taken}
    return {name: next(iter(found)) for name, found in meant.items() if len(found) == 1 and name not in others}
