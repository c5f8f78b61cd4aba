"""A generation → answers and hits: what the command and the server ask. It only reads, and may be opened by many."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.encoder import Model, choose
from kg.store import Store
from kg.version import API_VERSION
from kg.vocabulary import Scope
from search.alike import Alike
from search.answer import Found, answers, find, ungranted, united
from search.assignments import Assignments
from search.exact import exactly
from search.facets import facets, kept
from search.filters import Filters
from search.fusion import DEPTH, Hybrid
from search.hits import LONGEST, hits
from search.indexes import open_indexes, open_vectors
from search.inventory import taken
from search.lacking import LACKING
from search.ledger import Ledger
from search.ledger import load as load_ledger
from search.lexical import LexicalIndex
from search.narrow import Sentences
from search.notices import called, notices
from search.passages import PassageFiles
from search.query import things
from search.question import read
from search.reading import Reading, corrected, merged, understood
from search.scored import Scored
from search.second import second
from search.sought import meant, subject
from search.spelling import meant_by
from search.suggest import Suggestion, Suggestions, suggest
from search.vectors import VectorIndex
from search.vocabulary import Vocabulary, load
from search.why import why
from search.wording import Words

PASSAGES = 10  # sentences shown beside the answers


class Reader:
    """The graph, the indexes and the passages of one generation, opened for reading."""

    def __init__(
        self,
        store: Store,
        index: LexicalIndex,
        passages: PassageFiles,
        vectors: VectorIndex | None = None,
        model: Model | None = None,
        folder: Path | None = None,
    ) -> None:
        self.folder = folder
        self.store = store
        self.index = index
        self.passages = passages
        self.vectors = vectors
        self._given = model
        self._sentences = Sentences(index, passages)
        self.alike = Alike(passages, index, vectors, lambda: self.model)
        self.assignments = Assignments(lambda: self.vocabulary, lambda: self.model)
        self.hybrid = Hybrid(passages, index, vectors, lambda: self.model)
        self.scored = Scored(store, passages, index, vectors, lambda: self.model)

    @classmethod
    def open(cls, generation: Path, *, model: Model | None = None) -> "Reader":
        """Open the folder of a generation; without a model its own is used, which is loaded at the first search."""
        passages, index = open_indexes(generation)
        store = Store.read_only(generation / "store")
        return cls(store, index, passages, open_vectors(generation), model, generation)

    @cached_property
    def model(self) -> Model | None:
        """The model that made the vectors of this generation."""
        return self._given or (choose(self.vectors.manifest.model["name"]) if self.vectors else None)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names that questions may use."""
        return load(self.store)

    @cached_property
    def _names(self) -> Words:
        return self.vocabulary.words()

    @cached_property
    def suggestions(self) -> Suggestions:
        """What may be suggested while somebody types; made when first asked for."""
        return Suggestions(taken(self.ledger), self.vocabulary, self.read)

    @cached_property
    def ledger(self) -> Ledger:
        """What all claims say."""
        owners: dict[str, list[str]] = {}
        for report in self.passages.reports:
            owners.setdefault(self.passages.owner(report), []).append(report)
        return load_ledger(self.folder, self.store, owners)

    def suggest(self, prefix: str, limit: int = 10) -> list[Suggestion]:
        """Complete what is being typed: its last words, and whole questions to which there are answers."""
        return suggest(self.suggestions, prefix, limit)

    def read(self, question: str) -> Reading:
        """Read a question against the names of this generation."""
        return read(question, self.vocabulary, names=self._names)

    def ask(
        self,
        question: str,
        limit: int = 50,
        overrides: Mapping[str, Any] | None = None,
        *,
        chosen: Sequence[str] = (),
        counted: bool = False,
        explain: bool = False,
        similar: bool = True,
    ) -> dict[str, Any]:
        """Answer a question: how it was understood, the query, the things with their evidence, similar sentences.

        Without `similar`, which may take longer than all else, sentences stand in only where nothing was found.
        `chosen` facets keep a part of the answers; `counted` adds the facets of all, also of those beyond the limit;
        `explain` says of each answer why it is there, and of each sentence what each channel gave.
        """
        reading = corrected(self._read_right(question), overrides or {})
        reading, found = self._found(reading, again="topic" not in (overrides or {}))
        told = list(notices(self.store, self.ledger, self.vocabulary, reading, found, self._sentences))
        if chosen:
            left = kept(self.ledger, found.iris, chosen)
            found = Found(things(Reading("") if reading.parts else reading, only=left), tuple(left))
        shown = answers(self.ledger, found, limit)
        if explain:
            asked, channels = (found.worded and reading.worded()) or reading, self._channels(reading)
            shown = [one | {"why": why(self.ledger, asked, one["iri"], channels)} for one in shown]
        return {
            "api_version": API_VERSION,
            "question": question,
            "understood": understood(reading),
            "notices": told,
            "sparql": found.sparql,
            "total": len(found.iris),
            "candidates": ungranted(self.ledger, found.iris),
            "truncated": len(found.iris) > len(shown),
            "answers": shown,
            "passages": self._passages(reading, PASSAGES, explain=explain) if similar or not shown else [],
            **({"facets": facets(self.ledger, found.iris)} if counted else {}),
        }

    def _read_right(self, question: str) -> Reading:
        """Read a question, a misspelt word in it as the one that was meant; if that is all there is, only ask back."""
        reading = self._known(self.read(question))
        for topic in reading.topics:
            if self.alike.known(topic.same) or not (spelt := meant_by(reading.question, topic.word)):
                continue
            if not replace(reading, topics=()).constrained:
                return replace(reading, perhaps=spelt[1])
            right = self.read(reading.question.replace(*spelt))
            return replace(self._known(right), spelt=(*right.spelt, spelt))
        return reading

    def _known(self, reading: Reading) -> Reading:
        """A reading with the names and the words that the reports have for its own, part by part."""
        if reading.parts:
            return merged(reading.question, [self._known(part) for part in reading.parts])
        return self.alike.widened(self.assignments.found(exactly(reading, self.ledger), called))

    def _found(self, reading: Reading, *, again: bool) -> tuple[Reading, Found]:
        """What a reading finds; where that is nothing, what another reading of the same words does, and which."""
        if reading.parts:
            parts = [self._found(part, again=again) for part in reading.parts]
            whole = merged(reading.question, [part for part, _ in parts])
            return replace(whole, spelt=tuple(dict.fromkeys((*reading.spelt, *whole.spelt)))), united(
                self.ledger, whole, parts
            )
        if not _wants_things(reading):
            return reading, Found(things(reading, only=()), ())
        found = find(self.store, self.ledger, reading, self._sentences)
        for other in second(reading, self.vocabulary) if again and not found.iris else ():
            if (more := find(self.store, self.ledger, other, self._sentences)).iris:
                return other, more
        return reading, found

    def search(
        self, words: str, k: int = 10, *, filters: Filters | None = None, context: int = 0, explain: bool = False
    ) -> dict[str, Any]:
        """Find the best sentences for some words, or for a question, by words and by meaning."""
        words = words[:LONGEST]
        also = meant(self.read(words), plainly=False)
        found = hits(words, k, self.hybrid, also=also, filters=filters, context=context, explain=explain)
        return {"api_version": API_VERSION, "query": words, "hits": found}

    def _passages(self, reading: Reading, k: int, *, explain: bool) -> list[dict[str, Any]]:
        """Sentences about what the question is about; its words of asking find nothing."""
        scopes = [f"{scope}{_which(reading, scope)}" for scope in reading.scopes]
        tasks = [f"{scope}:{number}" for number in reading.tasks for scope in scopes or ("*",)]
        return hits(
            subject(reading),
            k,
            self.hybrid,
            also=meant(reading),
            question=reading.question,
            filters=Filters(tasks=tuple(tasks)),
            headed=[word for topic in reading.topics for word in topic.same],
            explain=explain,
        )

    def _channels(self, reading: Reading) -> dict[tuple[str, int], dict[str, float]]:
        """What words, meaning and phrases gave to the sentences that search finds for the topics."""
        found = self._passages(reading, DEPTH, explain=True) if reading.topics else []
        return {(span["report"], span["start"]): hit["explain"] for hit in found for span in (hit, *hit["again"])}


def _which(reading: Reading, scope: Scope) -> int | str:
    return reading.group or "" if scope is Scope.GROUP else ""


def _wants_things(reading: Reading) -> bool:
    """Whether things are asked for, and not only sentences about a topic."""
    if not reading.constrained or LACKING in reading.asks:
        return False
    narrow = (reading.kinds, reading.levels, reading.grades, reading.years, reading.party, reading.status)
    return "evidence" not in reading.asks or any(narrow)
