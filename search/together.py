"""A party × claims → the things that the report tells of together with it, phrase by phrase."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.vocabulary import PARTIES
from search.ledger import Ledger, Stated, place
from search.match import spots
from search.reading import Reading
from search.vocabulary import core, telling

_PHRASE = re.compile(r"[，,；;。！？!?]")
_STOP = re.compile(r"[；;。！？!?]")


def together(ledger: Ledger, reading: Reading, claims: Mapping[str, Sequence[Stated]]) -> frozenset[str]:
    """The things told in a phrase with the party, or in the next one where the party's phrase tells of no thing.

    That counts all that stands in a sentence with the party, whatever the question asks for.
    """
    names = names_of(ledger, reading)
    busy: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for other in ledger.beside(reading.parties):
        for claim in ledger.claims[other]:
            if claim.type not in PARTIES:
                busy[place(claim)].add(_index(claim.sentence.text, claim.start - claim.sentence.start))
    return frozenset(
        iri for iri, found in claims.items() if any(_near(claim, names, busy[place(claim)]) for claim in found)
    )


def names_of(ledger: Ledger, reading: Reading) -> tuple[str, ...]:
    """The party as the question names it and as the graph does, without the word for its kind if that tells little."""
    labels = [ledger.things[iri].label for iri in reading.parties if iri in ledger.things]
    return tuple(dict.fromkeys([*([telling(reading.party)] if reading.party else []), *map(core, labels)]))


def _index(text: str, at: int) -> int:
    return len(_PHRASE.findall(text, 0, max(at, 0)))


def _near(claim: Stated, names: Sequence[str], busy: set[int]) -> bool:
    """Whether the thing's phrase names the party, or one before it with nothing told from there to here."""
    text, at = claim.sentence.text, claim.start - claim.sentence.start
    here = _index(text, at)
    for start, _ in spots(text, names):
        phrase = _index(text, start)
        stopped = start < at and _STOP.search(text, start, at)
        if phrase == here or (phrase < here and not stopped and not busy & set(range(phrase, here))):
            return True
    return False
