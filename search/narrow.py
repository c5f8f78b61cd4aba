"""Words of a reading → the sentences that hold them: what a question about words need look at, among many reports."""

from collections.abc import Iterable, Iterator, Sequence

from kg.statements import report_iri
from kg.store import Store
from search.lexical import LexicalIndex
from search.match import is_of_class, pieces
from search.passages import PassageFiles
from search.reading import Reading

MANY = 4_000  # sentences: with fewer, looking at everything is as quick
FEW = 5_000  # things: with more, the graph's own constraints narrow better

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
        hits = {(hit.report, hit.number) for word in words for hit in self._index.containing(*pieces(word))}
        return {(report, self._passages.get(report, number).start) for report, number in hits}


def candidates(store: Store, reading: Reading, sentences: Sentences | None) -> list[str] | None:
    """The things told in a sentence with the rarest of the words that each answer must bear; None for all things."""
    if sentences is None or len(sentences) <= MANY:
        return None
    found = [sentences.holding(words) for words in _needed(reading)]
    if not found or len(rarest := min(found, key=len)) > FEW:
        return None
    return sorted({str(row["thing"]) for row in store.query(_told_in(rarest)).rows()}) if rarest else []


def _needed(reading: Reading) -> Iterator[Sequence[str]]:
    """Alternatives of which the name or the sentence of every answer must hold one."""
    for topic in reading.topics:
        if not is_of_class(topic.same):
            yield topic.same
    if reading.kinds and all(kind.heads for kind in reading.kinds):
        yield [head for kind in reading.kinds for head in kind.heads]


def _told_in(places: Iterable[Place]) -> str:
    listed = " ".join(f"(<{report_iri(report)}> {start})" for report, start in sorted(places))
    return f"""SELECT DISTINCT ?thing WHERE {{
  VALUES (?graph ?start) {{ {listed} }}
  GRAPH ?graph {{ ?sentence cg:start ?start ; a cg:Sentence . ?span cg:sentence ?sentence . ?claim cg:source ?span }}
  ?claim cg:about ?thing
}}"""
