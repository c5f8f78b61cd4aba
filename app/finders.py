"""What SPARQL may ask of search: the services and functions `cg:textMatch` and `cg:similarTo`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.services import Finders

if TYPE_CHECKING:
    from search.reader import Reader


NAMES = ("textMatch", "similarTo")


def finders(reader: "Callable[[], Reader]") -> Finders:
    """Give the finders by name; the reader is opened where a query speaks of one."""
    return {
        "textMatch": lambda words, most: reader().scored.text_match(words, most),
        "similarTo": lambda words, most: reader().scored.similar_to(words, most),
    }
