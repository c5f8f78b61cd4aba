"""Sentence → Mention: the noun phrases that may be records, each with the head noun that types it."""

from collections.abc import Iterator, Sequence

from ingest.aliases import aliases
from ingest.elements import Element, elements
from ingest.flat import Flat, flat
from ingest.persons import named
from ingest.tokens import Token, tokens
from kg.records import Mention, Sentence


def read(sentence: Sentence) -> tuple[Flat, list[Token], list[Element]]:
    """Read a sentence into its line, its tokens and its elements."""
    line = flat(sentence)
    found = list(tokens(line.text, line.original, aliases(sentence.document.text), named(sentence.document.text)))
    # Where the institution is tells 市级 of a municipality, which is provincial
    around = sentence.document.institution or sentence.document.title
    return line, found, elements(found, line.text, around)


def mentions(sentence: Sentence) -> Iterator[Mention]:
    """Yield the typed noun phrases of a sentence, in reading order."""
    line, _, found = read(sentence)
    yield from _mentions(found, sentence, line)


def _mentions(found: Sequence[Element], sentence: Sentence, line: Flat) -> Iterator[Mention]:
    for element in found:
        if element.phrase and element.phrase.head and element.phrase.type:
            start, end = line.raw(element.phrase.start, element.phrase.end)
            yield Mention(sentence.document, start, end, sentence, element.phrase.type, element.phrase.head.word)
        yield from _mentions(element.children, sentence, line)
