"""A party × claims → the things that the report tells of together with it, phrase by phrase."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kg.store import Store
from kg.terms import local
from kg.vocabulary import PARTIES
from search.match import spots
from search.query import labels_of
from search.reading import Reading
from search.vocabulary import core

_PHRASE = re.compile(r"[，,；;。！？!?]")
_STOP = re.compile(r"[；;。！？!?]")

Row = Mapping[str, Any]
Sentence = tuple[str, int]


def together(
    store: Store, reading: Reading, claims: Mapping[str, Sequence[Row]], beside: Mapping[str, Sequence[Row]]
) -> frozenset[str]:
    """The things told in a phrase with the party, or in the next one where the party's phrase tells of no thing.

    `beside` are the claims of all that stands in a sentence with the party, whatever the question asks for.
    """
    names = _names(store, reading)
    busy: defaultdict[Sentence, set[int]] = defaultdict(set)
    for rows in beside.values():
        for row in rows:
            if local(row["type"]) not in PARTIES:
                busy[_sentence(row)].add(_phrase_of(row))
    return frozenset(
        iri for iri, rows in claims.items() if any(_near(row, names, busy[_sentence(row)]) for row in rows)
    )


def _names(store: Store, reading: Reading) -> tuple[str, ...]:
    labels = [str(row["label"]) for row in store.query(labels_of(reading.parties)).rows()]
    return tuple(dict.fromkeys(core(name) for name in (reading.party or "", *labels) if name))


def _sentence(row: Row) -> Sentence:
    return str(row["key"]), int(row["from"])


def _phrase_of(row: Row) -> int:
    return _index(str(row["text"]), int(row["start"]) - int(row["from"]))


def _index(text: str, at: int) -> int:
    return len(_PHRASE.findall(text, 0, max(at, 0)))


def _near(row: Row, names: Sequence[str], busy: set[int]) -> bool:
    """Whether the thing's phrase names the party, or one before it with nothing told from there to here."""
    text, at = str(row["text"]), int(row["start"]) - int(row["from"])
    here = _index(text, at)
    for start, _ in spots(text, names):
        phrase = _index(text, start)
        stopped = start < at and _STOP.search(text, start, at)
        if phrase == here or (phrase < here and not stopped and not busy & set(range(phrase, here))):
            return True
    return False
