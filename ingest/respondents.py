"""Claim → whose opinion or rate its figure is, where the name alone does not say: 用人单位对毕业生的满意度达98%."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from ingest.claims import Claim
from kg.vocabulary import Type
from ontology import lexicon

FAR = 80  # characters before a name in which its subject is looked for
_RATE = re.compile(r"(?:度|率|占比|比例)$")
_BREAK = re.compile(r"[；;。！？]")
_AND = r"(?:[、，,]|和|与|及|以及|、?以及)"


class Respondents:
    """Reads whose measures the claims of one sentence are."""

    def __init__(self, stated: Sequence[Claim], text: str) -> None:
        self._text = text
        self._turns: defaultdict[tuple[int, int], list[Claim]] = defaultdict(list)
        for claim in stated:
            self._turns[claim.start, claim.end].append(claim)

    def __call__(self, claim: Claim) -> str | None:
        """Say whose measure it is: of those named one after the other, the one whose turn it is.

        It must be told of in the same stretch of the sentence: right before the name, before 对, or as its subject.
        """
        name = self._text[claim.start : claim.end]
        if claim.type is not Type.METRIC or not claim.unit or not _RATE.search(name):
            return None
        before = _BREAK.split(self._text[max(claim.start - FAR, 0) : claim.start])[-1]
        listed, turns = _listed(before), self._turns[claim.start, claim.end]
        if len(turns) > 1:
            turn = next(n for n, other in enumerate(turns) if other is claim)
            return listed[turn] if len(listed) == len(turns) else None
        if len(listed) > 1:
            return None  # one figure for all of them
        told = re.match(_words(), name)  # 毕业生满意度 says it itself
        found = next(filter(None, (pattern.search(before) for pattern in _patterns()[: 1 if told else None])), None)
        return found[1] if found else None


def _listed(before: str) -> list[str]:
    """The last of those that are named one after the other, in their order."""
    found = [match[0] for match in _listing().finditer(before)]
    return re.findall(_words(), found[-1]) if found else []


@cache
def _words() -> str:
    words = sorted((row["word"] for row in lexicon.rows("respondents")), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})"


@cache
def _listing() -> re.Pattern[str]:
    return re.compile(rf"{_words()}(?:{_AND}{_words()})*")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = _words()
    return (
        re.compile(rf"({words})对[^，,]*$"),  # 用人单位对毕业生的(满意度)
        re.compile(rf"({words})的?$"),  # 家长(满意度)
        re.compile(rf"^({words})[^，,]*[，,]$"),  # 家长给予高度评价，(满意度)…
    )
