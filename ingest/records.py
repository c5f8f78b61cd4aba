"""Sentence → Record: what each sentence claims, in reading order."""

from collections.abc import Iterable, Iterator

from ingest.claims import Claim
from ingest.clauses import claims
from ingest.flat import Flat, flat
from ingest.phrases import elements
from ingest.tokens import tokens
from kg.records import Record, Sentence


def records(sentences: Iterable[Sentence]) -> Iterator[Record]:
    """Yield the records of each sentence, in reading order."""
    for sentence in sentences:
        line = flat(sentence)
        found = claims(elements(list(tokens(line.text, line.original)), line.text), line.text)
        for claim in found:
            yield _record(claim, sentence, line)


def _record(claim: Claim, sentence: Sentence, line: Flat) -> Record:
    start, end = line.raw(claim.start, claim.end)
    return Record(
        sentence.document, start, end, sentence, claim.type, claim.subtype, claim.level, claim.at_least,
        claim.grade, claim.count, claim.unit, claim.year, claim.status,
    )  # fmt: skip
