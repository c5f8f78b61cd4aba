"""The files of models/data → terms and pairs of the domain, written for this project."""

import csv
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from models.corpora import Pair

FORMS = 6  # the longest terms of a sentence say what it is about; the short ones are words like 参与
FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of vocational education in both languages, with its synonyms."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    def pairs(self) -> Iterator[Pair]:
        """Yield every two ways to say the term, across and within the languages."""
        yield from (Pair(zh, en) for zh in self.zh for en in self.en)
        yield from (Pair(*both) for both in combinations(self.zh, 2))


@dataclass(frozen=True, slots=True)
class Query:
    """How a person asks, and the sentence that a report would have."""

    lang: str
    query: str
    sentence: str
    topic: str
    writer: str


def _rows(folder: Path, pattern: str) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def terms(folder: Path = FOLDER) -> list[Term]:
    """Read every glossary."""
    return [
        Term(_all(row["zh"], row["synonyms_zh"]), _all(row["en"], row["synonyms_en"]))
        for row in _rows(folder, "glossary*.tsv")
    ]


def queries(folder: Path = FOLDER) -> list[Query]:
    """Read the pairs of question and sentence that are trained on."""
    return [_query(row) for row in _rows(folder, "pairs_*.tsv")]


def words(folder: Path = FOLDER) -> list[str]:
    """Read the short words that the tokenizer keeps whole, besides the terms of the glossary."""
    return (folder / "words.txt").read_text(encoding="utf-8").split()


class Restater:
    """Says the terms of a sentence in other words: what a person who lacks the terms would type."""

    def __init__(self, terms: Sequence[Term], *, seed: int) -> None:
        """Prepare the terms' forms."""
        self.ways = {form: term for term in terms for form in term.zh if len(form) > 1}
        self.found = re.compile("|".join(sorted(map(re.escape, self.ways), key=len, reverse=True)) or "(?!)")
        self.draw = random.Random(seed)

    def forms(self, sentence: str) -> list[str]:
        """The terms that stand in the sentence, the longest ones first."""
        return sorted(dict.fromkeys(self.found.findall(sentence)), key=len, reverse=True)[:FORMS]

    def __call__(self, sentences: Iterable[str], *, lang: str) -> Iterator[Pair]:
        """Yield each sentence with one to three of its terms in other words of the language."""
        for sentence in sentences:
            forms = self.forms(sentence)
            if forms:
                some = self.draw.sample(forms, min(len(forms), self.draw.randint(1, 3)))
                yield Pair(sentence, " ".join(self._other(form, lang) for form in some))

    def _other(self, form: str, lang: str) -> str:
        ways = self.ways[form].zh if lang == "zh" else self.ways[form].en
        return self.draw.choice([way for way in ways if way != form] or [form])


def both_languages(queries: Sequence[Query]) -> Iterator[Pair]:
    """Yield the Chinese and the English queries that one sentence answers."""
    english: dict[str, list[str]] = {}
    for query in queries:
        if query.lang == "en":
            english.setdefault(query.sentence, []).append(query.query)
    for query in queries:
        if query.lang == "zh":
            yield from (Pair(query.query, other) for other in english.get(query.sentence, ()))


def held_out(folder: Path = FOLDER) -> list[Query]:
    """Read the test split's pairs."""
    return [_query(row) for row in _rows(folder, "test_*.tsv") if row.get("query")]


def distractors(folder: Path = FOLDER) -> list[str]:
    """Read the invented sentences among which the test queries search."""
    return list(dict.fromkeys(row["sentence"] for row in _rows(folder, "test_sentences*.tsv")))


def _query(row: dict[str, str]) -> Query:
    return Query(*(row[name] for name in Query.__slots__))


def _all(first: str, more: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in (first, *(more or "").split("|")) if word.strip()))
