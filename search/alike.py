"""A word that the reports do not have → words of theirs that mean the same, by the model's vectors.

That is how an English word nobody listed finds its Chinese one: campus 校园, farmers 农牧民. A word that is only near,
as museum is to 文化, stays unknown: then nothing is found, which is said.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from kg.encoder import Model
from kg.words import cut
from search.lexical import LexicalIndex
from search.match import ways
from search.passages import PassageFiles
from search.phrase import IS_HAN
from search.reading import Reading, Topic
from search.terms import plainly
from search.vectors import VectorIndex

DEPTH = 100  # passages nearest to the word, among whose words one is looked for
# Cosines from which a Chinese word means what an English one does that no lexicon has, or what another Chinese word or
# an English one with Chinese words of its own does: what is only near to those is another thing.
FOREIGN, OWN = 0.45, 0.65
SLACK = 0.1  # so much worse than the best a further word may be
SHORTEST = 2  # characters of a word that can mean anything


class Alike:
    """The words of a generation, to be found by meaning."""

    def __init__(
        self,
        passages: PassageFiles,
        lexical: LexicalIndex,
        vectors: VectorIndex | None,
        model: Callable[[], Model | None],
    ) -> None:
        self._passages = passages
        self._lexical = lexical
        self._vectors = vectors
        self._model = model
        self._same = lru_cache(1_000)(self._nearest)

    def widened(self, reading: Reading) -> Reading:
        """Give topics of which the reports have no word the words there that mean the same."""
        return replace(reading, topics=tuple(map(self._widened, reading.topics)))

    def _widened(self, topic: Topic) -> Topic:
        if self.known(topic.same):
            return topic
        least = FOREIGN if not IS_HAN.search("".join((topic.word, *topic.same))) else OWN
        near = (word for word in self._same(topic.word, least) if not any(word in whole for whole in topic.same))
        return replace(topic, same=tuple(dict.fromkeys((*topic.same, *near))))  # 专利 alone says less than 专利许可

    def known(self, words: Iterable[str]) -> bool:
        """Whether the reports have one of the words."""
        return any(self._lexical.containing(*way, limit=1) for word in words for way in ways(word))

    def _nearest(self, word: str, threshold: float) -> tuple[str, ...]:
        if self._vectors is None or not len(self._vectors):
            return ()
        model = self._vectors.require(self._model())
        vector = model.encode([plainly(word)])[0]
        near = self._vectors.search(vector, DEPTH)
        texts = (self._passages.get(one.report, one.number).text for one in near)
        words = sorted({found for text in texts for found, _, _ in cut(plainly(text)) if _means(found)})
        if not words:
            return ()
        scored = sorted(zip((model.encode(words) @ vector).tolist(), words, strict=True), reverse=True)
        least = max(scored[0][0] - SLACK, threshold)
        return tuple(found for score, found in scored if score >= least)


def _means(word: str) -> bool:
    return len(word) >= SHORTEST and IS_HAN.match(word) is not None
