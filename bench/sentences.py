"""Corpora → 100,000 sentences and questions to them: those of CMRC 2018 and of statutes out of ../shared/corpora.

Where that or pyarrow is not there, sentences of synthetic reports, asked by themselves.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.synthetic import reports

CORPORA = Path(__file__).resolve().parents[1] / "../shared/corpora"
SIZE = 100_000
ASKED = 400
UNSEEN = 10  # one of so many passages of CMRC 2018 is not trained on: see models/corpora.py
_SENTENCE = re.compile(r"[^。！？；\n]{8,200}[。！？；]?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the numbers of the sentences that hold its answer."""

    question: str
    right: frozenset[int]


def collection() -> tuple[list[str], list[Asked]]:
    """Give sentences to search, and questions; those to synthetic sentences have no right answers."""
    try:
        from pyarrow import parquet

        rows = parquet.read_table(CORPORA / "cmrc2018_train_qa.parquet").to_pylist()
        laws = parquet.read_table(CORPORA / "prclaw_articles.parquet").to_pylist()
    except (ImportError, OSError) as error:
        print(f"synthetic sentences only ({error})", file=sys.stderr)
        some = _sentences(text for _, text in reports(2_000))
        return some, [Asked(sentence, frozenset()) for sentence in some[:: max(len(some) // ASKED, 1)]]
    passages = list(dict.fromkeys(row["p"] for row in rows))
    sentences = _sentences((*passages, *(row["t"] for row in laws)))
    unseen = set(passages[::UNSEEN])
    asked = list(_asked([row for row in rows if row["p"] in unseen], sentences))
    return sentences, asked[:: max(len(asked) // ASKED, 1)]


def _sentences(texts: Any) -> list[str]:
    found = (match.group() for text in texts for match in _SENTENCE.finditer(text))
    return list(islice(dict.fromkeys(found), SIZE))


def _asked(rows: Sequence[dict[str, str]], sentences: Sequence[str]) -> Iterator[Asked]:
    numbers = {sentence: number for number, sentence in enumerate(sentences)}
    for row in rows:
        found = (match.group() for match in _SENTENCE.finditer(row["p"]))
        if right := frozenset(numbers[one] for one in found if row["a"] in one and one in numbers):
            yield Asked(row["q"], right)
