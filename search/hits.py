"""Words → hits: the sentences that a search finds, as the JSON of `kg search`."""

from collections.abc import Collection, Sequence
from typing import Any

from search.lexical import LexicalIndex
from search.match import spots
from search.passages import Passage, PassageFiles
from search.terms import words

MARKED = 2  # characters: shorter words are marked only where they are all that was asked


def hits(
    query: str,
    k: int,
    index: LexicalIndex,
    passages: PassageFiles,
    *,
    also: Sequence[str] = (),
    tasks: Collection[tuple[str, int]] = (),
) -> list[dict[str, Any]]:
    """Find the k best sentences; where tasks (scope, number) are given, only those that stand under or support one."""
    deep = k if not tasks else max(200, 10 * k)
    found = [(hit.score, passages.get(hit.report, hit.number)) for hit in index.search(query, deep, also=also)]
    kept = [(score, p) for score, p in found if not tasks or _stands_under(p, tasks)][:k]
    marks = _marks(query, also)
    return [_hit(rank, score, passage, marks) for rank, (score, passage) in enumerate(kept, 1)]


def _stands_under(passage: Passage, tasks: Collection[tuple[str, int]]) -> bool:
    return any((task["scope"], task["number"]) in tasks for task in passage.tasks)


def _marks(query: str, also: Sequence[str]) -> list[str]:
    asked = list(dict.fromkeys(word for text in (query, *also) for word in words(text)))
    return [word for word in asked if len(word) >= MARKED] or asked


def _hit(rank: int, score: float, passage: Passage, marks: Sequence[str]) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": score,
        "report": passage.report,
        "document": passage.document,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "section": list(passage.section),
        "tasks": list(passage.tasks),
        "highlights": spots(passage.text, marks),
    }
