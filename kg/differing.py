"""Claims about one thing → in what they differ: only what is said in both is held against each other.

A claim that gives no figure, level, grade or year contradicts none that does, and 40余项 contradicts 46项 as little as
30项以上 does. Whatever counts figures that disagree counts what `contradicting` finds; `kg/queries/disagreeing.rq` says
the same as a query.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import combinations
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from kg.vocabulary import Approximation
from ontology.lexicon import rows

PLAIN = ("level", "year", "status", "whose")
NEAR = Decimal("0.1")  # of a figure: so far is what is only nearly or about it
BOUNDLESS = Decimal("Infinity")
_FACTS = attrgetter(*PLAIN, "grade", "figure", "approximate", "unit")
_SCALES = {"万": 10_000, "亿": 100_000_000}
_PLACE = re.compile(r"(?<=.)[名位]$")  # 第一名 is 第一


class Said(Protocol):
    """What one claim says, by the names of terms."""

    @property
    def level(self) -> str | None: ...
    @property
    def grade(self) -> str | None: ...
    @property
    def figure(self) -> int | float | Decimal | None: ...
    @property
    def approximate(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def year(self) -> int | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def whose(self) -> str | None: ...


Claim = TypeVar("Claim", bound=Said)


def differs(claims: Iterable[Said]) -> bool:
    """Whether two of the claims say different figures, levels, grades, years, states or of whom."""
    return bool(differing(claims))


def contradicts(one: Said, other: Said) -> bool:
    """Whether two claims give different figures, and no other level, year or grade that would tell why."""
    return list(differences(one, other)) == ["figure"]


def contradicting(claims: Iterable[Claim]) -> list[Claim]:
    """Those of a report's claims about one thing whose figures contradict each other."""
    told = [claim for claim in claims if claim.figure is not None]
    apart = [pair for pair in combinations(told, 2) if contradicts(*pair)]
    return [claim for claim in told if any(claim is one for pair in apart for one in pair)]


def differing(claims: Iterable[Said]) -> list[str]:
    """In what the claims about one thing differ, each once."""
    different = {_FACTS(claim): claim for claim in claims}  # of a company hundreds may say the same
    found = {name for pair in combinations(different.values(), 2) for name in differences(*pair)}
    return [name for name in ("figure", "level", "grade", "year", "status", "whose") if name in found]


def differences(one: Said, other: Said) -> Iterator[str]:
    """Yield in what two claims about one thing differ."""
    for name in PLAIN:
        if _both(getattr(one, name), getattr(other, name)):
            yield name
    if _both(_grade(one), _grade(other)):
        yield "grade"
    if _counted_apart(one, other):
        yield "figure"


def _both(one: Any, other: Any) -> bool:
    """Whether both say something, and not the same."""
    return one is not None and other is not None and one != other


def _grade(claim: Said) -> str | None:
    return _PLACE.sub("", claim.grade) if claim.grade else None


def _counted_apart(one: Said, other: Said) -> bool:
    if one.figure is None or other.figure is None:
        return False
    (least, most, kind), (lowest, highest, measure) = _counted(one), _counted(other)
    return (least > highest or lowest > most) and (kind == measure or "" in (kind, measure))


def _counted(claim: Said) -> tuple[Decimal, Decimal, str]:
    """Between what a figure lies, written out, and what may be compared with it: persons, things, or one measure."""
    unit = claim.unit or ""
    scale = _SCALES.get(unit[:1], 1)
    least, most = _bounds(Decimal(str(claim.figure)), claim.approximate)
    return least * scale, most * scale, _kind(unit if scale == 1 else unit[1:])


def _bounds(figure: Decimal, approximate: str | None) -> tuple[Decimal, Decimal]:
    """Between what a figure lies that may be inexact.

    >>> [tuple(map(int, _bounds(Decimal(40), how))) for how in (None, "andMore", "nearly", "approximately", "orLess")]
    [(40, 40), (40, 50), (36, 40), (36, 44), (0, 40)]
    """
    match approximate:
        case Approximation.AND_MORE:
            return figure, figure + Decimal(1).scaleb(int(figure.normalize().as_tuple().exponent))
        case Approximation.OVER | Approximation.OR_MORE:
            return figure, BOUNDLESS
        case Approximation.NEARLY:
            return figure * (1 - NEAR), figure
        case Approximation.APPROXIMATELY:
            return figure * (1 - NEAR), figure * (1 + NEAR)
        case Approximation.OR_LESS:
            return Decimal(0), figure
    return figure, figure


def _kind(unit: str) -> str:
    kind = _kinds().get(unit, "thing")
    return unit if not unit or kind == "measure" else "people" if kind == "people" else "thing"


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("units")}
