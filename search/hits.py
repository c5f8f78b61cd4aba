"""Words → hits: the sentences that a search finds, as the JSON of `kg search`."""

from collections.abc import Sequence
from typing import Any

from search.filters import Filters
from search.fusion import Hybrid, Ranked
from search.match import spots
from search.passages import Passage, PassageFiles
from search.terms import words

MARKED = 2  # characters: shorter words are marked only where they are all that was asked
LONGEST = 2_000  # characters of a query that are read: more than any sentence has


def hits(
    query: str,
    k: int,
    hybrid: Hybrid,
    *,
    also: Sequence[str] = (),
    question: str | None = None,
    filters: Filters | None = None,
    headed: Sequence[str] = (),
    context: int = 0,
    explain: bool = False,
) -> list[dict[str, Any]]:
    """Find the k best sentences; `question` is asked of their meaning where the query is only a part of it."""
    query, question = query[:LONGEST], question and question[:LONGEST]
    found = hybrid.search(query, k, also=also, question=question, filters=filters, headed=headed)
    marks = _marks(query, also)
    shown = []
    for rank, ranked in enumerate(found, 1):
        hit = _hit(rank, ranked, marks)
        if context:
            hit["context"] = _context(hybrid.passages, ranked.passage, context)
        if explain:
            hit["explain"] = _explained(ranked)
        shown.append(hit)
    return shown


def _marks(query: str, also: Sequence[str]) -> list[str]:
    asked = list(dict.fromkeys(word for text in (query, *also) for word in words(text)))
    return [word for word in asked if len(word) >= MARKED] or asked


def _hit(rank: int, ranked: Ranked, marks: Sequence[str]) -> dict[str, Any]:
    passage = ranked.passage
    return {
        "rank": rank,
        "score": ranked.score.total,
        **_place(passage),
        "tasks": list(passage.tasks),
        "highlights": spots(passage.text, marks),
        "again": [_place(other) for other in ranked.again],
    }


def _place(passage: Passage) -> dict[str, Any]:
    return {
        "report": passage.report,
        "document": passage.document,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "section": list(passage.section),
    }


def _context(passages: PassageFiles, passage: Passage, reach: int) -> dict[str, Any]:
    """The sentences before and after, in reading order."""
    all_of_it = passages.of(passage.report)
    before, after = max(passage.number - reach, 0), passage.number + 1
    return {
        "before": [_place(other) for other in all_of_it[before : passage.number]],
        "after": [_place(other) for other in all_of_it[after : after + reach]],
    }


def _explained(ranked: Ranked) -> dict[str, float]:
    """What words, meaning and phrases gave to the score."""
    score = ranked.score
    parts = {"words": score.words, "meaning": score.meaning, "phrases": score.phrases}
    return {name: round(value, 4) for name, value in parts.items()}
