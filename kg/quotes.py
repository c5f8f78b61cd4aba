"""Quote ⇄ place: the words of a report by themselves and what stands around them, whatever the line breaks do.

A quote is a `TextQuoteSelector` of Web Annotation. It is found where exact, prefix and suffix all stand, white space
aside; never at a place that only looks like it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.records import Document, Span

CONTEXT = 32  # characters kept on each side, of the quote's own sentence
NEARLY = (
    0.8  # of what stands around words must be as it was: a figure may be corrected there, a sentence not be another
)


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
        prefix, exact, suffix = _squeezed(quote)
        return tuple(self._place(at, exact) for at in self._find(prefix, exact, suffix))

    def find_again(self, quote: Quote, *, alone: bool) -> tuple[tuple[int, int], ...]:
        """Find words, also where what is around them was corrected a little, if they stand but once, now as then.

        `alone` says that they stood once when they were quoted: else what is left may be a look-alike.
        """
        found = self.find(quote)
        if found or not alone:
            return found
        prefix, exact, suffix = _squeezed(quote)
        only = tuple(self._find("", exact, ""))
        if len(only) != 1:
            return ()
        at, end = only[0], only[0] + len(exact)
        around = self._text[max(at - len(prefix), 0) : at], self._text[end : end + len(suffix)]
        return (self._place(at, exact),) if _alike((prefix, suffix), around) else ()

    def _find(self, prefix: str, exact: str, suffix: str) -> Iterator[int]:
        """Yield where the exact words begin, counted without white space."""
        whole, at = prefix + exact + suffix, -1
        while exact and (at := self._text.find(whole, at + 1)) >= 0:
            yield at + len(prefix)

    def _place(self, at: int, exact: str) -> tuple[int, int]:
        return self._places[at], self._places[at + len(exact) - 1] + 1


def _squeezed(quote: Quote) -> tuple[str, str, str]:
    prefix, exact, suffix = ("".join(part.split()) for part in (quote.prefix, quote.exact, quote.suffix))
    return prefix, exact, suffix


def _alike(before: tuple[str, str], now: tuple[str, str]) -> bool:
    """Whether most of what stood on both sides together is still there, in its order."""
    kept = sum(
        block.size
        for old, new in zip(before, now, strict=True)
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    )
    return kept >= NEARLY * sum(map(len, before))


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
