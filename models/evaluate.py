"""Encoder + evaluation sets → nDCG@10, with BM25 beside it."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models import domain

DEPTH = 10
K1, B = 1.5, 0.75  # BM25's usual constants

Scores = NDArray[Any]


class Encoder(Protocol):
    """What turns texts into normalised vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed the texts."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """Documents, queries, and the numbers of each query's right documents."""

    name: str
    docs: Sequence[str]
    queries: Sequence[str]
    relevant: Sequence[Sequence[int]]


def public(folder: Path) -> Iterator[Task]:
    """Yield the public evaluation sets; English questions are a set of their own."""
    for name in ("xquad_zh", "pud_en_zh", "cmrc2018_devtrial"):
        data = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        right = [rel if isinstance(rel, list) else [rel] for rel in data["rel"]]
        yield Task(name, data["docs"], data["queries"], right)
        if "queries_en" in data:
            yield Task(f"{name}: English", data["docs"], data["queries_en"], right)


def invented(folder: Path = domain.FOLDER) -> Iterator[Task]:
    """Yield the domain's test split, a set a language, where its files exist."""
    return asked("domain", domain.held_out(folder), domain.distractors(folder))


def asked(name: str, queries: Sequence[domain.Query], others: Sequence[str]) -> Iterator[Task]:
    """Yield a set a language: the queries, over their sentences and the others."""
    docs = list(dict.fromkeys([query.sentence for query in queries] + list(others)))
    number = {doc: i for i, doc in enumerate(docs)}
    for lang in ("zh", "en"):
        right: dict[str, list[int]] = defaultdict(list)
        for query in queries:
            if query.lang == lang:
                right[query.query].append(number[query.sentence])
        if right:
            yield Task(f"{name} {lang}", docs, list(right), list(right.values()))


def ndcg(scores: Scores, relevant: Sequence[Sequence[int]]) -> float:
    """Mean nDCG@10; equal scores keep the documents' order.

    >>> ndcg(np.array([[0.1, 0.9]]), [[1]])
    1.0
    """
    gains = 1 / np.log2(np.arange(2, DEPTH + 2))
    total = 0.0
    for row, right in zip(scores, relevant, strict=True):
        best = np.argsort(-row, kind="stable")[:DEPTH]
        total += float(np.isin(best, right) @ gains[: len(best)]) / float(gains[: len(set(right))].sum())
    return total / len(relevant)


def vectors(task: Task, encoder: Encoder) -> Scores:
    """Score by the cosine."""
    scores: Scores = encoder.encode(task.queries) @ encoder.encode(task.docs).T
    return scores


def bm25(task: Task, terms: Callable[[str], list[str]]) -> Scores:
    """Score by BM25 over the terms."""
    docs = [Counter(terms(doc)) for doc in task.docs]
    lengths = np.array([sum(doc.values()) for doc in docs], dtype=float)
    norms = K1 * (1 - B + B * lengths / lengths.mean())
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, doc in enumerate(docs):
        for term, count in doc.items():
            postings[term].append((i, count))
    scores = np.zeros((len(task.queries), len(docs)))
    for row, query in zip(scores, task.queries, strict=True):
        for term in set(terms(query)) & postings.keys():
            found = postings[term]
            idf = math.log(1 + (len(docs) - len(found) + 0.5) / (len(found) + 0.5))
            for i, count in found:
                row[i] += idf * count * (K1 + 1) / (count + norms[i])
    return scores


def lexical_terms(text: str) -> list[str]:
    """jieba's search mode and character bigrams."""
    from kg.words import cut_for_search, fold

    folded = fold(text)
    pairs = [folded[i : i + 2] for i in range(len(folded) - 1)]
    return [word for word in cut_for_search(folded) if word.strip()] + [
        p for p in pairs if p.isalnum() and p > "\u3400"
    ]


def report(tasks: Sequence[Task], encoder: Encoder, *, lexical: bool = False) -> list[dict[str, Any]]:
    """Measure every task: one row each, with the size of the set."""
    rows = []
    for task in tasks:
        row: dict[str, Any] = {"set": task.name, "docs": len(task.docs), "queries": len(task.queries)}
        row["vectors"] = round(ndcg(vectors(task, encoder), task.relevant), 4)
        if lexical:
            row["BM25"] = round(ndcg(bm25(task, lexical_terms), task.relevant), 4)
        rows.append(row)
    return rows


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Lay the rows out as a Markdown table."""
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *([str(row[name]) for name in names] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
