"""Decisions on a report → each with the places where its words stand in the text now."""

from collections.abc import Iterator
from typing import Any

from app.context import Context
from app.views.common import entries
from app.views.kept import stated
from kg.decisions import Decision, load
from kg.quotes import Quote, Squeezed


def placed(context: Context, key: str, words: str) -> list[dict[str, Any]]:
    """List the decisions on the report with this key; merging and splitting have a place for each of the two."""
    kept, _ = load(context.home.decisions)
    text = Squeezed(words) if kept else None
    rows = zip(kept, stated(kept, entries(context)), strict=True)
    return [
        {**row, "places": [{"start": start, "end": end} for start, end in _places(text, one, key)]}
        for one, row in rows
        if text and key in (one.report, one.value.get("report"))
    ]


def _places(text: Squeezed, one: Decision, key: str) -> Iterator[tuple[int, int]]:
    """Where the words of the decision stand, and those of the other record; words that stand twice are nowhere."""
    other = one.value.get("quote")
    quotes = [(one.report, one.quote, one.value.get("alone"))]
    if other:
        quotes.append((one.value.get("report", one.report), Quote(**other), one.value.get("other_alone")))
    for report, quote, alone in quotes:
        found = text.find_again(quote, alone=bool(alone)) if report == key and quote.exact else ()
        if len(found) == 1:
            yield found[0]
