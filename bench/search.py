"""100,000 sentences → figures: encoding, building the indexes, and searching them by words and meaning.

The sentences are those of CMRC 2018 and of statutes out of ../shared/corpora, where that and pyarrow are there; else
those of synthetic reports. Peers that are not installed are named and left out.
"""

import re
import statistics
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

from bench.clock import compare, seconds
from bench.figures import Figure
from bench.synthetic import reports
from kg.encoder import SHIPPED, Model, choose
from kg.records import Document, Report, Sentence
from kg.words import cut_for_search
from search.fusion import Hybrid
from search.indexes import open_indexes, open_vectors, publish

CORPORA = Path(__file__).resolve().parents[1] / "../shared/corpora"
PASSAGES, A_REPORT = 100_000, 500
ASKED = 400
ENCODED = 10_000
SENTENCE = re.compile(r"[^。！？；\n]{8,200}[。！？；]?")


def figures(scratch: Path) -> Iterator[Figure]:
    """Measure on one generation of 200 reports with 500 sentences each."""
    model = choose()
    if model is None:
        print("skipped: search by meaning; there is no model inside", file=sys.stderr)
        return
    sentences, questions = texts()
    model.encode(["…"])
    yield from _encoding(model, sentences[:ENCODED])
    made = _reports(sentences)
    list(cut_for_search("…"))  # loads the dictionary
    folder = scratch / "search"
    ours = seconds(lambda: publish(folder, made, kept=(), previous=None, model=model))
    theirs = seconds(lambda: [list(cut_for_search(sentence)) for sentence in sentences])
    yield Figure(
        name=f"index building, {len(sentences):,} sentences, all included, against jieba's search mode alone",
        ours=f"{len(sentences) / ours:,.0f} sentences/s",
        peer=f"{len(sentences) / theirs:,.0f} sentences/s",
        value=theirs / ours,
        target=0.5,
        at_most=False,
    )
    passages, lexical = open_indexes(folder)
    hybrid = Hybrid(passages, lexical, open_vectors(folder), lambda: model)
    yield _latency(hybrid, questions)


def texts() -> tuple[list[str], list[str]]:
    """Give sentences to search, and questions."""
    try:
        from pyarrow import parquet

        rows = parquet.read_table(CORPORA / "cmrc2018_train_qa.parquet").to_pylist()
        laws = parquet.read_table(CORPORA / "prclaw_articles.parquet").to_pylist()
    except (ImportError, OSError) as error:
        print(f"synthetic sentences only ({error})", file=sys.stderr)
        found = (m.group() for _, text in reports(2_000) for m in SENTENCE.finditer(text))
        some = list(islice(dict.fromkeys(found), PASSAGES))
        return some, some[:: len(some) // ASKED]
    texts = (*dict.fromkeys(row["p"] for row in rows), *(row["t"] for row in laws))
    found = (m.group() for text in texts for m in SENTENCE.finditer(text))
    return list(islice(dict.fromkeys(found), PASSAGES)), [row["q"] for row in rows[:: len(rows) // ASKED]]


def _reports(sentences: Sequence[str]) -> dict[str, Report]:
    made = {}
    for first in range(0, len(sentences), A_REPORT):
        some = sentences[first : first + A_REPORT]
        text, spans, at = "\n".join(some), list[tuple[int, int]](), 0
        for sentence in some:
            spans.append((at, at + len(sentence)))
            at += len(sentence) + 1
        key = f"r{first:06}"
        document = Document(sha256(text.encode()).hexdigest(), text, key, f"{key}.txt", "utf-8", None, None)
        made[key] = Report(document, (), tuple(Sentence(document, a, b, None) for a, b in spans), (), (), (), ())
    return made


def _encoding(model: Model, sentences: Sequence[str]) -> Iterator[Figure]:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        print("skipped: sentence-transformers is not installed (extra `models`)", file=sys.stderr)
        return
    peer = SentenceTransformer(str(SHIPPED), device="cpu")
    mine, theirs = compare(
        lambda: model.encode(sentences),
        lambda: peer.encode(list(sentences), normalize_embeddings=True, batch_size=1024, show_progress_bar=False),
        runs=5,
    )
    yield Figure(
        name=f"encoding {len(sentences):,} sentences against StaticEmbedding of sentence-transformers, same model",
        ours=f"{len(sentences) / mine:,.0f} sentences/s",
        peer=f"{len(sentences) / theirs:,.0f} sentences/s",
        value=theirs / mine,
        target=1.0,
        at_most=False,
    )


def _latency(hybrid: Hybrid, questions: Sequence[str]) -> Figure:
    for question in questions:  # passages are read when first shown
        hybrid.search(question, 10)
    times = [1000 * seconds(lambda question=question: hybrid.search(question, 10)) for question in questions]  # type: ignore[misc]
    p95 = statistics.quantiles(times, n=20)[-1]
    return Figure(
        name=f"search by words and meaning over {len(hybrid.lexical):,} passages, warm, 95th percentile",
        ours=f"median {statistics.median(times):.1f} ms, {1000 / statistics.mean(times):,.0f} queries/s",
        peer="—",
        value=p95,
        target=20.0,
        at_most=True,
        unit="ms",
    )
