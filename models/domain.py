"""The files of models/data → terms and pairs of the domain, written for this project."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from models.corpora import Pair

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
