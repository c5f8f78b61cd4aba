"""References to sentences → the sentences as the reports have them now, to be quoted; or what became of them.

The words of a quote come from the report alone: those that a client sends only say which sentence it saw.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from app.context import Context
from app.views.common import answered
from app.views.segments import citation, segments, whole
from kg.names import squeeze
from kg.successors import Successors
from search.passages import Passage


def excerpts(context: Context, references: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Say of each reference whether its sentence stands, and where; else which one stands in its place."""
    return answered(context, excerpts=list(found(context, references)))


def found(context: Context, references: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield for each reference its `state`, stands, changed or gone, and the `sentence` that now stands there."""
    kept = set(context.reader.passages.reports) if context.generation else set()
    reports = {key: _Report(context, key) for key in {one["report"] for one in references} & kept}
    for one in references:
        report = reports.get(one["report"])
        yield report.look(one) if report else {"state": "gone", "sentence": None}


class _Report:
    """The sentences of one report, to look for those that were collected."""

    def __init__(self, context: Context, key: str) -> None:
        self._context = context
        self._passages = context.reader.passages.of(key)

    def look(self, reference: Mapping[str, Any]) -> dict[str, Any]:
        """Find the sentence at a place, where it says these words; else the words elsewhere, or what is like them."""
        start, words = reference["start"], squeeze(reference.get("text") or "")
        here = self._at(start)
        if not words:
            return self._said("stands" if here else "gone", here)
        if here and self._squeezed(here) == words:
            return self._said("stands", here)
        same = self._by_words.get(words)
        if same:
            return self._said("stands", min(same, key=lambda passage: abs(passage.start - start)))
        like = self._successors.of(words)
        return self._said("changed", None if like is None else self._passages[like])

    def _at(self, start: int) -> Passage | None:
        at = bisect_right(self._passages, start, key=lambda passage: passage.start) - 1
        return self._passages[at] if at >= 0 and start < self._passages[at].end else None

    @cached_property
    def _by_words(self) -> Mapping[str, Sequence[Passage]]:
        found: dict[str, list[Passage]] = {}
        for passage in self._passages:
            found.setdefault(self._squeezed(passage), []).append(passage)
        return found

    @cached_property
    def _successors(self) -> Successors:
        return Successors(map(self._squeezed, self._passages))

    def _squeezed(self, passage: Passage) -> str:
        return squeeze(whole(segments(self._context, _place(passage), ())))

    def _said(self, state: str, passage: Passage | None) -> dict[str, Any]:
        return {"state": state, "sentence": passage and sentence(self._context, passage)}


def sentence(context: Context, passage: Passage) -> dict[str, Any]:
    """A sentence as it is quoted: its words without breaks of lines and pages, its place, and how it is cited."""
    place = {**_place(passage), "section": list(passage.section)}
    parts = segments(context, place, ())
    return {
        **place,
        "document": passage.document,
        "title": context.titles.get(passage.report, passage.report),
        "text": whole(parts),
        "citation": citation(context, {**place, "segments": parts}),
    }


def _place(passage: Passage) -> dict[str, Any]:
    return {"report": passage.report, "start": passage.start, "end": passage.end, "text": passage.text}
