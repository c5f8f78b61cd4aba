"""Claims about one thing → whether they differ: only what is said in both is held against each other.

A claim that gives no figure, level, grade or year contradicts none that does. `kg/queries/disagreeing.rq` says the same
of figures.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any

from ontology.lexicon import rows

PLAIN = ("level", "year", "status")
_SCALES = {"万": 10_000, "亿": 100_000_000}
_PLACE = re.compile(r"(?<=.)[名位]$")  # 第一名 is 第一


def differs(claims: Iterable[Mapping[str, Any]]) -> bool:
    """Whether two of the claims say different figures, levels, grades, years or states.

    >>> differs([{"count": 1, "unit": "名"}, {"count": 1, "unit": "人"}, {"level": "national"}])
    False
    >>> differs([{"count": 1, "unit": "名"}, {"count": 2, "unit": "人"}])
    True
    """
    return any(_apart(one, other) for one, other in combinations(claims, 2))


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if any(_both(one.get(name), other.get(name)) for name in PLAIN):
        return True
    return _both(_grade(one), _grade(other)) or _counted_apart(one, other)


def _both(one: Any, other: Any) -> bool:
    """Whether both say something, and not the same."""
    return one is not None and other is not None and one != other


def _grade(claim: Mapping[str, Any]) -> str | None:
    return _PLACE.sub("", claim["grade"]) if claim.get("grade") else None


def _counted_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one.get("count") is None or other.get("count") is None:
        return False
    (figure, kind), (number, measure) = _counted(one), _counted(other)
    return figure != number and (kind == measure or "" in (kind, measure))


def _counted(claim: Mapping[str, Any]) -> tuple[Decimal, str]:
    """A figure written out, and what may be compared with it: persons, things, or one measure."""
    unit = claim.get("unit") or ""
    scale = _SCALES.get(unit[:1], 1)
    return Decimal(str(claim["count"])) * scale, _kind(unit if scale == 1 else unit[1:])


def _kind(unit: str) -> str:
    kind = _kinds().get(unit, "thing")
    return unit if not unit or kind == "measure" else "people" if kind == "people" else "thing"


@cache
def _kinds() -> Mapping[str, str]:
    return {row["word"]: row["kind"] for row in rows("units")}
