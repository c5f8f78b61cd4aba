"""Words and meaning → ranked passages: BM25 and cosine joined by one rule for all queries and languages.

How much of a query the best lexical hit covers tells whether the query speaks the words of the reports: 技术服务到款额
does, 学校靠给企业帮忙挣了多少钱 and an English question do not. The more it covers, the more BM25 counts:

    score = w · BM25 / best BM25 + (1 − w) · cosine        w = c⁸ / (c⁸ + 0.45⁸), c = coverage, words weighed by idf

Steepness and turning point were chosen on development data that no model and no test set has seen (`bench/retrieval.py`
prints the test sets): the fourth power was as good on passages, but lost 0.03 on paraphrased questions about a report.
Reciprocal rank fusion, fixed weights and weights that are linear in c or measured in standard deviations of the scores
all lost 0.01 to 0.22 nDCG@10 against the better channel on some set; this rule at most 0.002.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.encoder import Model
from search.filters import Filters
from search.lexical import LexicalHit, LexicalIndex, explicit
from search.match import holds, plain
from search.passages import Passage, PassageFiles
from search.terms import plainly, words
from search.vectors import VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HALF, STEEPNESS = 0.45, 8  # coverage at which both channels weigh the same
PHRASE = 0.5  # so much of what is missing to 1 a passage gains that holds all that is quoted, and all figures
HEADED = 0.5  # and so much one gains under a heading that names what is sought
BESIDE = 0.15  # and so much one gains, times its score, from the better of the two beside it
DEPTH = 100  # candidates of each channel; 200 find the same to 0.001 nDCG@10, and take a third longer
GROUPED = 100  # passages among which repetitions are looked for

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """A score with the parts that add up to it: what words, meaning and phrases gave."""

    total: float
    words: float
    meaning: float
    phrases: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score, and where the report's owner says the same again."""

    passage: Passage
    score: Score
    again: tuple[Passage, ...] = ()


def weight(coverage: float) -> float:
    """How much words count against meaning.

    >>> [round(weight(c), 2) for c in (0, 0.15, 0.45, 0.7, 1)]
    [0.0, 0.0, 0.5, 0.97, 1.0]
    """
    power = coverage**STEEPNESS
    return power / (power + HALF**STEEPNESS)


class Hybrid:
    """Search over the passages of one generation; without vectors by words alone."""

    def __init__(
        self,
        passages: PassageFiles,
        lexical: LexicalIndex,
        vectors: VectorIndex | None = None,
        model: Callable[[], Model | None] = lambda: None,
    ) -> None:
        self.passages = passages
        self.lexical = lexical
        self.vectors = vectors
        self._model = model
        self._within = lru_cache(16)(self._accepted)
        self._plain = lru_cache(100_000)(self._signs)

    def search(
        self,
        query: str,
        k: int,
        *,
        also: Iterable[str] = (),
        question: str | None = None,
        filters: Filters | None = None,
        headed: Sequence[str] = (),
    ) -> list[Ranked]:
        """The k best passages for the query's words and those in `also`, and for the meaning of the question.

        What stands under a heading with one of the words in `headed` is about it, whatever words it has itself.
        """
        further, depth = tuple(also), max(DEPTH, 4 * k)
        hits = self.lexical.search(query, depth, also=further, filters=filters)
        coverage = self._coverage(query, further, hits)
        cosines = self._cosines(query if question is None else question, depth, hits, filters)
        exact = self._exact(query)
        ranked = self._scored(hits, coverage, cosines, exact, max(GROUPED, 2 * k))
        return list(self._grouped(query, self._headed(ranked, headed) if headed else ranked, k))

    def _headed(self, ranked: Sequence[tuple[Place, Score]], words: Sequence[str]) -> list[tuple[Place, Score]]:
        """The places in their new order; under the headings of tasks much is told, and each of its own.

        A sentence goes on with what the one beside it tells of.
        """
        found, totals = [], {place: score.total for place, score in ranked}
        for place, score in ranked:
            passage = self.passages.get(*place)
            part = BESIDE * max((totals[at] for at in self._beside(passage, place) if at in totals), default=0.0)
            if passage.section and not passage.tasks and any(holds(plain(passage.section[-1]), one) for one in words):
                part += HEADED
            more = part * max(1 - score.total, 0.0)
            score = Score(score.total + more, score.words, score.meaning, score.phrases + more)
            found.append((place, score))
        return sorted(found, key=lambda one: (-round(one[1].total, 6), one[0]))

    def _beside(self, passage: Passage, place: Place) -> Iterator[Place]:
        """The places right before and after it in its section."""
        report, number = place
        for at in (number - 1, number + 1):
            if 0 <= at < len(self.passages.of(report)) and self.passages.get(report, at).section == passage.section:
                yield report, at

    def _coverage(self, query: str, also: Sequence[str], hits: Sequence[LexicalHit]) -> float:
        """How much of the query the best hit covers; the words of reports for it count where they cover more."""
        if not hits:
            return 0.0
        best = self.passages.get(hits[0].report, hits[0].number)
        there = {*words(best.text), *(word for heading in best.section for word in words(heading))}
        own = dict.fromkeys(words(query))
        both = own | dict.fromkeys(word for text in also for word in words(text))
        return max(self._share(own, there), self._share(both, there))

    def _share(self, asked: Iterable[str], there: set[str]) -> float:
        rarity = {word: self.lexical.rarity(word) for word in asked}
        total = sum(rarity.values())
        return sum(value for word, value in rarity.items() if word in there) / total if total else 0.0

    def _cosines(
        self, text: str, depth: int, hits: Sequence[LexicalHit], filters: Filters | None
    ) -> dict[Place, float] | None:
        """The cosines of the nearest passages and of the lexical hits; none where the text means nothing to a model."""
        if self.vectors is None or not len(self.vectors):
            return None
        vector = self.vectors.require(self._model()).encode([plainly(text)])[0]
        if not vector.any():
            return None
        near = self.vectors.search(vector, depth, within=self._within(filters) if filters else None)
        found = {(one.report, one.number): one.score for one in near}
        missing = [place for hit in hits if (place := (hit.report, hit.number)) not in found]
        return found | dict(zip(missing, self.vectors.cosines(vector, missing), strict=True))

    def _exact(self, query: str) -> dict[Place, float]:
        """For each passage with something that the query quotes or counts: which part of all that."""
        wanted = explicit(query)
        found: dict[Place, float] = {}
        for phrase in wanted:
            for hit in self.lexical.containing(phrase, limit=DEPTH):
                place = (hit.report, hit.number)
                found[place] = found.get(place, 0.0) + 1 / len(wanted)
        return found

    @staticmethod
    def _scored(
        hits: Sequence[LexicalHit],
        coverage: float,
        cosines: dict[Place, float] | None,
        exact: dict[Place, float],
        k: int,
    ) -> list[tuple[Place, Score]]:
        """The k best places with their scores."""
        share = {(hit.report, hit.number): hit.score / hits[0].score for hit in hits}
        of_words, of_meaning = (coverage, 0.0) if cosines is None else (weight(coverage), 1 - weight(coverage))
        near = cosines or {}
        scored = []
        for place in {**share, **near}:
            words = of_words * share.get(place, 0.0)
            meaning = of_meaning * max(near.get(place, 0.0), 0.0)
            phrases = PHRASE * exact[place] * max(1 - words - meaning, 0.0) if place in exact else 0.0
            scored.append((-round(words + meaning + phrases, 6), place, words, meaning, phrases))
        return [(place, Score(-total, *parts)) for total, place, *parts in sorted(scored)[:k]]

    def _grouped(self, query: str, ranked: Sequence[tuple[Place, Score]], k: int) -> Iterator[Ranked]:
        """Yield the best passages; what the same owner says again in the same words stands with the first of them."""
        groups: dict[tuple[str, str], list[tuple[Passage, Score]]] = {}
        for (report, number), score in ranked:
            passage = self.passages.get(report, number)
            groups.setdefault((self.passages.owner(report), self._plain((report, number))), []).append((passage, score))
        asked = plain(query)
        best = sorted(groups.items(), key=lambda group: group[0][1] != asked)  # the text itself comes first
        for (_, text), [(passage, score), *rest] in best[:k]:
            if text == asked:  # whatever BM25 says of longer passages
                score = Score(1.0, score.words, score.meaning, 1 - score.words - score.meaning)
            if score.total > 0:
                yield Ranked(passage, score, tuple(other for other, _ in rest))

    def _signs(self, place: Place) -> str:
        return plain(self.passages.get(*place).text)

    def _accepted(self, filters: Filters) -> "dict[str, NDArray[np.intp]]":
        """The numbers of the passages that the filters leave, by report."""
        import numpy as np

        accepted: dict[str, Any] = {}
        for report in filters.reports or self.passages.reports:
            if report in self.passages.reports:
                left = [p.number for p in self.passages.of(report) if filters.accept(report, p.marks)]
                accepted[report] = np.array(left, np.intp)
        return accepted
