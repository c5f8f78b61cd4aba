"""A generation → answers and hits: what the command and the server ask. It only reads, and may be opened by many."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.store import Store
from kg.version import API_VERSION
from kg.vocabulary import Scope
from search.answer import Found, answers, find
from search.hits import hits
from search.indexes import open_indexes
from search.lexical import LexicalIndex
from search.notices import notices
from search.passages import PassageFiles
from search.query import things
from search.question import read
from search.reading import Reading, corrected, understood
from search.sought import meant, subject
from search.vocabulary import Vocabulary, load
from search.wording import Words

PASSAGES = 10  # sentences shown beside the answers


class Reader:
    """The graph, the lexical index and the passages of one generation, opened for reading."""

    def __init__(self, store: Store, index: LexicalIndex, passages: PassageFiles) -> None:
        self.store = store
        self.index = index
        self.passages = passages

    @classmethod
    def open(cls, generation: Path) -> "Reader":
        """Open the folder of a generation."""
        passages, index = open_indexes(generation)
        return cls(Store.read_only(generation / "store"), index, passages)

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

    def read(self, question: str) -> Reading:
        """Read a question against the names of this generation."""
        return read(question, self.vocabulary, names=self._names)

    def ask(self, question: str, limit: int = 50, overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Answer a question: how it was understood, the query, the things with their evidence, similar sentences."""
        reading = corrected(self.read(question), overrides or {})
        found = find(self.store, reading) if _wants_things(reading) else Found(things(reading, only=()), ())
        shown = answers(self.store, reading, found, limit)
        return {
            "api_version": API_VERSION,
            "question": question,
            "understood": understood(reading),
            "notices": list(notices(self.store, self.vocabulary, reading, found)),
            "sparql": found.sparql,
            "total": len(found.iris),
            "truncated": len(found.iris) > len(shown),
            "answers": shown,
            "passages": self._passages(reading),
        }

    def search(self, words: str, k: int = 10) -> dict[str, Any]:
        """Find the best sentences for some words."""
        found = hits(words, k, self.index, self.passages, also=meant(self.read(words), plainly=False))
        return {"api_version": API_VERSION, "query": words, "hits": found}

    def _passages(self, reading: Reading) -> list[dict[str, Any]]:
        """Sentences about what the question is about; its words of asking find nothing."""
        tasks = {(str(scope), number) for scope in reading.scopes or tuple(Scope) for number in reading.tasks}
        return hits(subject(reading), PASSAGES, self.index, self.passages, also=meant(reading), tasks=tasks)


def _wants_things(reading: Reading) -> bool:
    """Whether things are asked for, and not only sentences about a topic."""
    if not reading.constrained:
        return False
    narrow = (reading.kinds, reading.levels, reading.grades, reading.years, reading.party, reading.status)
    return "evidence" not in reading.asks or any(narrow)
