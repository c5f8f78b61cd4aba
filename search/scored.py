"""Words → the sentences of the graph that are like them, with scores from 0 to 1: what SPARQL asks, see `kg.services`.

`text_match` goes by words: BM25, the best sentence has 1. `similar_to` goes by meaning: the cosine of the vectors. Only
sentences that state something are in the graph; the others are passed over.
"""

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import islice

from kg.encoder import Model
from kg.errors import StaleIndexError
from kg.store import Store
from kg.terms import THINGS
from search.hits import LONGEST
from search.lexical import LexicalIndex
from search.passages import PassageFiles
from search.terms import plainly
from search.vectors import VectorIndex

Place = tuple[str, int]  # report and number of the passage
SENTENCES = f"{THINGS}sentence/"
FURTHER = 4  # times as many passages are looked at first as sentences are asked for
KEPT = 16  # queries whose answer is kept


class Scored:
    """The sentences of one generation."""

    def __init__(
        self,
        store: Store,
        passages: PassageFiles,
        lexical: LexicalIndex,
        vectors: VectorIndex | None,
        model: Callable[[], Model | None],
    ) -> None:
        self._store = store
        self._passages = passages
        self._lexical = lexical
        self._vectors = vectors
        self._model = model
        self.text_match = lru_cache(KEPT)(self._text_match)
        self.similar_to = lru_cache(KEPT)(self._similar_to)

    def _text_match(self, words: str, most: int) -> dict[str, float]:
        """Find so many sentences by words, best first."""

        def places(k: int) -> list[tuple[Place, float]]:
            found = self._lexical.search(words[:LONGEST], k)
            return [((hit.report, hit.number), hit.score / found[0].score) for hit in found]

        return self._within(places, most)

    def _similar_to(self, words: str, most: int) -> dict[str, float]:
        """Find so many sentences by meaning, best first."""
        if self._vectors is None:
            raise StaleIndexError("search.no_vectors")
        vectors = self._vectors
        vector = vectors.require(self._model()).encode([plainly(words[:LONGEST])])[0]

        def places(k: int) -> list[tuple[Place, float]]:
            found = vectors.search(vector, k)
            return [((near.report, near.number), min(near.score, 1.0)) for near in found if near.score > 0]

        return self._within(places, most)

    def _within(self, places: Callable[[int], list[tuple[Place, float]]], most: int) -> dict[str, float]:
        """The best that are in the graph; where too few are, further ones are looked at."""
        depth, before = FURTHER * most, -1
        while most > 0:
            found = places(depth)
            best = dict(islice(self._named(found), most))
            if len(best) == most or len(found) == before:
                return best
            depth, before = FURTHER * depth, len(found)
        return {}

    def _named(self, found: Iterable[tuple[Place, float]]) -> Iterable[tuple[str, float]]:
        for (report, number), score in found:
            iri = self._sentences.get((report, self._passages.get(report, number).start))
            if iri:
                yield iri, score

    @cached_property
    def _sentences(self) -> dict[Place, str]:
        """All sentences of the graph by report and first character."""
        rows = self._store.query("SELECT ?sentence ?start { ?sentence a cg:Sentence ; cg:start ?start }").rows()
        names = ((str(row["sentence"]), int(str(row["start"]))) for row in rows)
        return {(name.removeprefix(SENTENCES).rpartition("/")[0], start): name for name, start in names}
