"""Terms → LexicalHit: BM25 over words, character pairs and phrases. The only door to tantivy.

The files of an index never change once written: a larger index shares the segments of the one it extends.
"""

import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from typing import Any

from kg.errors import StaleIndexError
from search.filters import Filters
from search.terms import grams, normal, signs, words

HEAP = 32_000_000  # bytes for the one writer thread; one thread keeps the order of documents
LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")
MUTABLE = ("meta.json", ".managed.json")  # replaced by the writer, so never shared between two indexes
WORD, GRAM, HEADING, PHRASE = 1.0, 0.4, 0.3, 2.0  # weights: a heading tells less than the sentence itself
_QUOTED = re.compile(r"[“\"「『《‘]([^”\"」』》’]+)[”\"」』》’]")
_FIGURE = re.compile(r"[a-z0-9]*\d[a-z0-9]*(?:[.+/-][a-z0-9]+)*\s*(?:%|‰|[\u4e00-\u9fff](?![\u4e00-\u9fff]))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document to index: the words are given, since cutting is the dear part and is cached a report."""

    report: str
    number: int
    text: str = field(repr=False)
    words: str = field(repr=False)
    heading: str = field(repr=False)
    marks: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """A passage by report key and number, with its BM25 score."""

    report: str
    number: int
    score: float


def extend(target: Path, entries: Iterable[Entry], *, previous: Path | None = None) -> None:
    """Write an index of the entries to the new folder `target`, after all those of the index `previous`."""
    import tantivy

    target.mkdir(parents=True)
    if previous:
        _share(previous, target)
        index = tantivy.Index.open(str(target))
    else:
        index = tantivy.Index(_schema(), path=str(target))
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()
    (target / LOCKS[0]).unlink(missing_ok=True)


def _share(previous: Path, target: Path) -> None:
    """Link the segments, which are never written again; copy what the writer replaces, and where links do not work."""
    for file in sorted(previous.iterdir()):
        if file.name in LOCKS:
            continue
        try:
            if file.name in MUTABLE:
                raise OSError
            os.link(file, target / file.name)
        except OSError:
            shutil.copyfile(file, target / file.name)


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("words", "grams", "heading"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("signs", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("marks", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("report", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_unsigned_field("number", stored=True)
    return builder.build()


def _document(entry: Entry) -> Any:
    import tantivy

    document = tantivy.Document()
    document.add_text("words", entry.words)
    document.add_text("grams", " ".join(grams(entry.text)))
    document.add_text("signs", " ".join(signs(entry.text)))
    document.add_text("heading", entry.heading)
    document.add_text("marks", entry.marks)
    document.add_text("report", entry.report)
    document.add_unsigned("number", entry.number)
    return document


class LexicalIndex:
    """An index opened for reading."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        try:
            self._index = tantivy.Index.open(str(folder))
        except ValueError as error:
            if "Lock" not in str(error):
                raise StaleIndexError("search.stale", folder=folder) from error
            # tantivy cannot open a folder in which it may not lock a file, although it only reads: read a private copy
            private = tempfile.mkdtemp(prefix="chengguo-")
            weakref.finalize(self, shutil.rmtree, private, ignore_errors=True)
            _copy(folder, Path(private))
            self._index = tantivy.Index.open(private)
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self, query: str, k: int, *, also: Iterable[str] = (), filters: Filters | None = None
    ) -> list[LexicalHit]:
        """The k best passages for the query, best first; `also` are further words that count like its own."""
        clauses = list(self._clauses(query, tuple(also)))
        if not clauses or k <= 0:
            return []
        import tantivy

        either = tantivy.Query.boolean_query([(tantivy.Occur.Should, clause) for clause in clauses])
        musts = [either, *self._within(filters)] if filters else [either]
        return self._best(tantivy.Query.boolean_query([(tantivy.Occur.Must, must) for must in musts]), k)

    def rarity(self, word: str) -> float:
        """How much it says that a passage has this word: BM25's idf, highest for words that no passage has."""
        found = min(self._searcher.doc_freq("words", word), len(self))
        return log(1 + (len(self) - found + 0.5) / (found + 0.5))

    def _within(self, filters: Filters) -> Iterator[Any]:
        """What narrows the search without a part in the scores."""
        import tantivy

        groups = [("marks", group) for group in filters.groups()]
        if filters.reports:
            groups.append(("report", frozenset(filters.reports)))
        for name, values in groups:
            terms = [tantivy.Query.term_query(self._index.schema, name, value, "basic") for value in sorted(values)]
            either = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
            yield tantivy.Query.const_score_query(either, 0.0)

    def containing(self, *phrases: str, limit: int | None = None) -> list[LexicalHit]:
        """The passages that hold each of the phrases, sign for sign, whatever punctuation or breaks stand between."""
        import tantivy

        clauses = [self._phrase(phrase) for phrase in phrases if signs(phrase)]
        if not clauses:
            return []
        every = tantivy.Query.boolean_query([(tantivy.Occur.Must, clause) for clause in clauses])
        return self._best(every, max(len(self) if limit is None else limit, 1))

    def _best(self, query: Any, k: int) -> list[LexicalHit]:
        """Equal scores are ordered by report and number: ask for more until the last one is surely worse."""
        limit = k + 16
        while True:
            found = self._searcher.search(query, limit, count=False).hits
            scores = [round(float(score), 4) for score, _ in found]
            if len(found) < limit or scores[-1] < scores[k - 1]:
                break
            limit *= 4
        documents: Iterator[Any] = map(self._searcher.doc, (address for _, address in found))
        places = ((document.get_first("report"), document.get_first("number")) for document in documents)
        best = sorted((-score, *place) for score, place in zip(scores, places, strict=True))[:k]
        return [LexicalHit(report, number, -score) for score, report, number in best]

    def _clauses(self, query: str, also: tuple[str, ...]) -> Iterator[Any]:
        import tantivy

        def term(name: str, value: str, weight: float) -> Any:
            return tantivy.Query.boost_query(tantivy.Query.term_query(self._index.schema, name, value, "freq"), weight)

        for word in dict.fromkeys(word for text in (query, *also) for word in words(text)):
            yield term("words", word, WORD)
            yield term("heading", word, HEADING)
        for gram in dict.fromkeys(gram for text in (query, *also) for gram in grams(text)):
            yield term("grams", gram, GRAM)
        for phrase in phrases(query):
            yield tantivy.Query.boost_query(self._phrase(phrase), PHRASE)

    def _phrase(self, phrase: str) -> Any:
        import tantivy

        found: list[Any] = list(signs(phrase))
        if len(found) == 1:
            return tantivy.Query.term_query(self._index.schema, "signs", found[0], "freq")
        return tantivy.Query.phrase_query(self._index.schema, "signs", found)


def _copy(folder: Path, target: Path) -> None:
    for file in folder.iterdir():
        if file.name not in LOCKS:
            shutil.copyfile(file, target / file.name)


def phrases(query: str) -> tuple[str, ...]:
    """What a query wants found word for word: what it quotes, its figures, and itself where it is short.

    >>> phrases("“1+X”证书和 86.34% 的教师")
    ('1+x', '86.34%')
    >>> phrases("双师")
    ('双师',)
    """
    folded = normal(query).strip()
    named = explicit(query)
    alone = len(signs(folded)) <= 12 and " " not in folded and not _QUOTED.search(folded)
    return tuple(dict.fromkeys((*named, *([folded] if alone and signs(folded) else []))))


def explicit(query: str) -> tuple[str, ...]:
    """What a query says that is no matter of meaning: what it quotes, and its figures."""
    folded = normal(query)
    quoted = (match.group(1) for match in _QUOTED.finditer(folded))
    figures = (match.group().strip() for match in _FIGURE.finditer(_QUOTED.sub(" ", folded)) if len(match.group()) > 1)
    return tuple(dict.fromkeys(phrase for phrase in (*quoted, *figures) if signs(phrase)))
