"""Sentence → Record: what each sentence claims, in reading order."""

from collections.abc import Iterable, Iterator

from ingest.aliases import aliases
from ingest.approximations import Approximations
from ingest.bystanders import bystanders
from ingest.claims import Claim
from ingest.clauses import claims
from ingest.flat import Flat
from ingest.mentions import read
from ingest.respondents import Respondents
from ingest.sentences import table_head
from ingest.tokens import Kind
from ingest.topics import announces
from kg.records import Record, Sentence
from kg.vocabulary import Approximation, Type


def records(sentences: Iterable[Sentence]) -> Iterator[Record]:
    """Yield the records of each sentence, in reading order.

    >>> from kg.records import Document
    >>> text = "获批国家级、省级教学团队各1个和3个。"
    >>> sentence = Sentence(Document("", text, "", "", ""), 0, len(text))
    >>> [(r.anchor, r.level.value, r.count, r.unit) for r in records([sentence])]
    [('教学团队', 'national', 1.0, '个'), ('教学团队', 'provincial', 3.0, '个')]
    """
    for sentence in sentences:
        line, tokens, elements = read(sentence)
        head = table_head(sentence)
        if head is not None and not head:
            continue  # the first row tells what the columns hold
        stated = claims(elements, line.text, head or ())
        if stated and announces(sentence, tokens) and not any(claim.granted for claim in stated):
            continue
        stated += bystanders(elements, stated, line.text, aliases(sentence.document.text))
        people = {token.text: token for token in reversed(tokens) if token.kind is Kind.PERSON}  # once each
        named = [Claim(token.start, token.end, Type.PERSON) for token in people.values()]
        approximate, whose = Approximations(tokens, line.text), Respondents(stated, line.text)
        for claim in sorted([*stated, *named], key=lambda claim: (claim.start, claim.end)):
            yield _record(claim, sentence, line, approximate(claim), whose(claim))


def _record(
    claim: Claim, sentence: Sentence, line: Flat, approximate: Approximation | None, whose: str | None
) -> Record:
    start, end = line.raw(claim.start, claim.end)
    return Record(
        sentence.document, start, end, sentence, claim.type, claim.subtype, claim.level, claim.at_least,
        claim.grade, claim.count, claim.unit, claim.year, claim.status, approximate, whose,
    )  # fmt: skip
