"""Words of a reading → the sentences that hold them: what a question about words need look at, among many reports."""

from collections.abc import Iterable, Iterator, Sequence

from search.ledger import Ledger
from search.lexical import LexicalIndex
from search.match import is_of_class, ways
from search.passages import PassageFiles
from search.reading import Reading

MANY = 4_000  # sentences: with fewer, looking at everything is as quick

Place = tuple[str, int]


class Sentences:
    """The sentences of a generation, found by the words that they hold."""

    def __init__(self, index: LexicalIndex, passages: PassageFiles) -> None:
        self._index = index
        self._passages = passages

    def __len__(self) -> int:
        return len(self._index)

    def holding(self, words: Iterable[str]) -> set[Place]:
        """Report and start of all sentences that hold all pieces of one of the words."""
        found = (self._index.containing(*way) for word in words for way in ways(word))
        hits = {(hit.report, hit.number) for each in found for hit in each}
        return {(report, self._passages.get(report, number).start) for report, number in hits}


def candidates(ledger: Ledger, reading: Reading, sentences: Sentences | None) -> set[str] | None:
    """The things told with the party, and in a sentence with the rarest of the words that each answer must bear.

    None stands for all things.
    """
    found = _with_party(ledger, reading) if reading.parties else None
    if sentences is None or len(sentences) <= MANY:
        return found
    holding = [sentences.holding(words) for words in _needed(reading)]
    if not holding:
        return found
    told = {claim.thing for place in min(holding, key=len) for claim in ledger.told.get(place, ())}
    return told if found is None else told & found


def _with_party(ledger: Ledger, reading: Reading) -> set[str]:
    """What is told in a sentence with one of the parties: the party itself only where nothing but it is asked for."""
    if reading.kinds or reading.constrained_beside_party:
        return {thing for party in reading.parties for thing in ledger.beside((party,)) if thing != party}
    return ledger.beside(reading.parties)


def _needed(reading: Reading) -> Iterator[Sequence[str]]:
    """Alternatives of which the name or the sentence of every answer must hold one."""
    for topic in reading.topics:
        if not is_of_class(topic.same):
            yield topic.same
    if reading.kinds and all(kind.heads for kind in reading.kinds):
        yield [head for kind in reading.kinds for head in kind.heads]
