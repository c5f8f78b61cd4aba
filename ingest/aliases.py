"""Text → the short names that it gives to parties: X股份有限公司（以下简称“X”）."""

import re
from functools import lru_cache

from ingest.parties import suffixed
from kg.vocabulary import Type
from kg.words import fold

_CALLED = re.compile(
    r"([一-鿿a-z0-9）)]{2})[（(](?:以下|下文|下)?(?:均|统一)?(?:简称|称)(?:为|：)?[“\"「]([^”\"」\s]{2,10})[”\"」]"
)
_WINDOW = 12  # characters before the bracket that are enough to know a party by
# What reports call themselves and their programme
_OURS = re.compile("学院$|学校$|大学$|我校|我院|计划|双高|方案|专业群")


@lru_cache(maxsize=4)
def aliases(text: str) -> tuple[tuple[str, Type], ...]:
    """Give the short names with the type of the party that each stands for.

    >>> aliases("与北山重型机械股份有限公司（以下简称“北山重机”）共建，某学院（以下简称“学院”）")
    (('北山重机', <Type.ENTERPRISE: 'Enterprise'>),)
    """
    found: dict[str, Type] = {}
    folded = fold(text)
    for match in _CALLED.finditer(folded):
        type_ = suffixed(folded[max(0, match.end(1) - _WINDOW) : match.end(1)])
        if type_ and not _OURS.search(match[2]):
            found[match[2]] = type_
    return tuple(sorted(found.items(), key=lambda one: (-len(one[0]), one[0])))
