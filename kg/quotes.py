"""Quote ⇄ place: the words of a report by themselves and what stands around them, whatever the line breaks do.

A quote is a `TextQuoteSelector` of Web Annotation. It is found where exact, prefix and suffix all stand, white space
aside; never at a place that only looks like it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.records import Document, Span

CONTEXT = 32  # characters kept on each side, of the quote's own sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, with what stands before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Squeezed:
    """A text without its white space, which still knows where each character stood."""

    def __init__(self, text: str) -> None:
        self._places = [place for place, character in enumerate(text) if not character.isspace()]
        self._text = "".join(text[place] for place in self._places)

    def find(self, quote: Quote) -> tuple[tuple[int, int], ...]:
        """Find all the places where the words stand with what is around them."""
        return tuple(self._find(*("".join(part.split()) for part in (quote.prefix, quote.exact, quote.suffix))))

    def _find(self, prefix: str, exact: str, suffix: str) -> Iterator[tuple[int, int]]:
        whole, at = prefix + exact + suffix, -1
        while exact and (at := self._text.find(whole, at + 1)) >= 0:
            first = at + len(prefix)
            yield self._places[first], self._places[first + len(exact) - 1] + 1


def quote(span: Span, sentence: Span) -> Quote:
    """Quote a span, with as much around it as its sentence has; with more only where that is not enough to tell it."""
    text, document = Squeezed(span.document.text), span.document
    around = max(span.start - sentence.start, 0), max(sentence.end - span.end, 0)
    found = _quote(document, span, *(min(size, CONTEXT) for size in around))
    size = CONTEXT
    while len(text.find(found)) > 1 and size < 2 * len(document.text):
        found = _quote(document, span, size, size)
        size *= 2
    return found


def _quote(document: Document, span: Span, before: int, after: int) -> Quote:
    text = document.text
    return Quote(span.text, text[max(span.start - before, 0) : span.start], text[span.end : span.end + after])
