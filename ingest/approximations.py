"""Claim → in what way its figure is not exact, as the words at it say: 40余项, 超过40项, 40项以上, 近40项, 约40项."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from ingest.claims import Claim
from ingest.tokens import Kind, Token
from kg.vocabulary import Approximation
from ontology import lexicon


class Approximations:
    """Reads the words at the figures of one sentence."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self._text = text
        self._figures: defaultdict[tuple[float | None, str | None], list[Token]] = defaultdict(list)
        for one in tokens:
            if one.kind is Kind.QUANTITY:
                self._figures[one.amount, one.unit].append(one)

    def __call__(self, claim: Claim) -> Approximation | None:
        """Say how inexact the claim's figure is: of several that are alike, the one nearest to its name counts."""
        alike = self._figures.get((claim.count, claim.unit), [])
        at = bisect_left(alike, claim.start, key=lambda one: one.start)
        near = alike[max(at - 1, 0) : at + 1]  # the last before the name, the first behind it
        return _read(self._text, min(near, key=lambda one: _apart(claim, one))) if near else None


def _apart(claim: Claim, figure: Token) -> tuple[int, bool]:
    """How far the figure stands from the name; behind it rather than before it."""
    before = figure.start < claim.start
    return (claim.start - figure.end if before else max(figure.start - claim.end, 0)), before


def _read(text: str, figure: Token) -> Approximation | None:
    written = figure.text[: len(figure.text) - len(figure.unit or "")]
    for word, term, place, unless in _words():
        if place == "within" and word in written:
            return term
        if place == "after" and text.startswith(word, figure.end):
            return term
        before = place == "before" and text.endswith(word, 0, figure.start)
        if before and not text[: figure.start - len(word)].endswith(unless):
            return term
    return None


@cache
def _words() -> tuple[tuple[str, Approximation, str, tuple[str, ...]], ...]:
    """The words, longest first: 不超过 is not 超过."""
    rows = sorted(lexicon.rows("approximations"), key=lambda row: -len(row["word"]))
    return tuple((r["word"], Approximation(r["term"]), r["place"], tuple(r["unless"].split())) for r in rows)
