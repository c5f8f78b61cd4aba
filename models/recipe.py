"""Corpora and domain files → the shipped folder: the whole recipe in the order in which it runs."""

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models import domain, tokenizer
from models.corpora import Corpora, Pair, english
from models.export import export
from models.freeze import freeze
from models.student import Student
from models.teacher import Projection, Teacher, vocabulary
from models.train import Source, lists, train

VERSION = "1"
DIMENSIONS = 256
EPOCHS = {
    "phrases": 8,
    "articles": 6,
    "manuals": 6,
    "tatoeba": 8,
    "glosses": 3,
    "synsets": 4,
    "questions": 4,
    "sections": 2,
    "terms en": 20,
    "terms zh": 20,
    "restated zh": 4,
    "restated en": 4,
    "queries zh": 20,
    "queries en": 20,
    "queries both": 10,
}
RICH = 4  # terms in an article of law that make it worth restating

_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Domain:
    """What was written for this project: terms, queries with sentences."""

    terms: Sequence[domain.Term]
    queries: Sequence[domain.Query]
    short: Sequence[str]

    @property
    def words(self) -> list[str]:
        """The Chinese words that are kept whole where they are short enough."""
        return [*self.short, *(word for term in self.terms for word in term.zh)]


def make(corpora: Corpora, known: Domain, work: Path, out: Path, *, seed: int, effort: float = 1.0) -> None:
    """Train and export; `effort` scales the number of passes."""
    torch.manual_seed(seed)
    work.mkdir(parents=True, exist_ok=True)
    log = _logger(work / "losses.log")
    words = count(corpora, known, work)
    built = tokenizer.build(words)
    tokenize = lists(built)
    meaning = Meaning(Teacher(work / "teacher"), corpora)
    sources = prepare(corpora, known, meaning, effort)
    log(f"tokens {len(words.tokens)} pairs " + " ".join(f"{s.name}={len(s.pairs)}x{s.epochs:g}" for s in sources))
    student = Student(*starting_point(words, corpora, known, meaning))
    train(student, tokenize, sources, seed=seed, log=log)
    np.save(work / "collapsed.npy", student.collapsed())  # what freezing starts from, to choose its numbers by
    rows = freeze(student.collapsed(), frequencies(corpora, known, tokenize))
    export(out, rows, built, {"version": VERSION, "seed": seed, "domain": bool(known.terms)})


class Meaning:
    """English text → the teacher's vector in the student's dimensions; each text is embedded once."""

    def __init__(self, teacher: Teacher, corpora: Corpora) -> None:
        """Embed the corpora's English, and fit the projection on it."""
        self.teacher = teacher
        lists = {name: english(split.train) for name, split in corpora.bilingual().items()}
        lists |= {"glosses": list(corpora.glosses.values()), "synsets": english(corpora.synsets)}
        full = {name: teacher.encode(texts, label=name) for name, texts in lists.items()}
        self.project = Projection(np.concatenate([vectors[::7] for vectors in full.values()]), DIMENSIONS)
        self.vectors: dict[str, NDArray[np.float32]] = {}
        for name, texts in lists.items():
            self.vectors.update(zip(texts, self.project(full[name]), strict=True))

    def __call__(self, texts: Sequence[str], *, label: str = "") -> NDArray[np.float32]:
        """Return one row a text."""
        new = list(dict.fromkeys(text for text in texts if text not in self.vectors))
        if new:
            self.vectors.update(zip(new, self.project(self.teacher.encode(new, label=label)), strict=True))
        return np.stack([self.vectors[text] for text in texts])


def count(corpora: Corpora, known: Domain, work: Path) -> tokenizer.Vocabulary:
    """Choose the vocabulary; counting words takes a minute, so the counts of the corpora are kept."""
    path = work / "counts.json"
    if path.exists():
        counts = json.loads(path.read_text(encoding="utf-8"))
    else:
        running = tokenizer.count_chinese(corpora.running_text(), [])
        in_english = tokenizer.count_english(
            [text for split in corpora.bilingual().values() for text in english(split.train)]
            + list(corpora.glosses.values())
            + english(corpora.synsets)
        )
        counts = {"zh": running, "en": in_english}
        path.write_text(json.dumps(counts, ensure_ascii=False), encoding="utf-8")
    own_zh = tokenizer.count_chinese([text for q in known.queries for text in _chinese(q)] * 5, known.words)
    own_en = tokenizer.count_english([word for t in known.terms for word in t.en] + [q.query for q in known.queries])
    zh = {word: counts["zh"].get(word, 0) + own_zh[word] for word in sorted({*counts["zh"], *own_zh})}
    en = {word: counts["en"].get(word, 0) + own_en[word] for word in sorted({*counts["en"], *own_en})}
    return tokenizer.Vocabulary(
        tokenizer.chinese(zh, known.words, corpora.glosses), tokenizer.english(en, vocabulary())
    )


def prepare(corpora: Corpora, known: Domain, meaning: Meaning, effort: float) -> list[Source]:
    """Collect what is trained on, and how often."""
    terms = [pair for term in known.terms for pair in term.pairs()]
    asked = {lang: [Pair(q.sentence, q.query) for q in known.queries if q.lang == lang] for lang in ("zh", "en")}
    restate = domain.Restater(known.terms, seed=corpora.seed)
    sentences = list(dict.fromkeys(query.sentence for query in known.queries)) * 4
    sentences += [pair.right for pair in corpora.sections if len(restate.forms(pair.right)) >= RICH]
    restated = {lang: list(restate(sentences, lang=lang)) for lang in ("zh", "en")}
    bilingual = {name: split.train for name, split in corpora.bilingual().items()} | {
        "glosses": [Pair(*both) for both in corpora.glosses.items()],
        "synsets": corpora.synsets,
        "terms en": [pair for pair in terms if not _HAN.search(pair.right)],
        "restated en": restated["en"],
        "queries en": asked["en"],
        "queries both": list(domain.both_languages(known.queries)),
    }
    others = {
        "questions": corpora.questions.train,
        "sections": corpora.sections,
        "terms zh": [pair for pair in terms if _HAN.search(pair.right)],
        "restated zh": restated["zh"],
        "queries zh": asked["zh"],
    }
    return [
        Source(name, pairs, EPOCHS[name] * effort, meaning(english(pairs), label=name) if name in bilingual else None)
        for name, pairs in (bilingual | others).items()
        if pairs
    ]


def starting_point(
    words: tokenizer.Vocabulary, corpora: Corpora, known: Domain, meaning: Meaning
) -> tuple[NDArray[np.float32], list[float], list[list[int]]]:
    """Return each token's starting row (its gloss's vector), its share, and the characters it consists of."""
    tokens = words.tokens
    number = {token: i for i, token in enumerate(tokens)}
    glosses = dict(corpora.glosses)
    for pair in corpora.synsets:
        for word in pair.left.split("，"):
            glosses.setdefault(word, pair.right)
    for term in known.terms:
        glosses |= dict.fromkeys(term.zh, "; ".join(term.en))
    meant = {word: glosses[word] for word in words.chinese if word in glosses} | {word: word for word in words.english}
    start = np.zeros((len(tokens), DIMENSIONS), np.float32)
    start[[number[word] for word in meant]] = meaning(list(meant.values()), label="words")
    parts = [
        [number[c] for c in word if c in number] if len(word) > 1 and word in words.chinese else [] for word in tokens
    ]
    shares = [1.0, 0.02, *words.chinese.values(), *words.english.values()]
    return start, shares, parts


def frequencies(corpora: Corpora, known: Domain, tokenize: Callable[[str], list[int]]) -> list[list[list[int]]]:
    """Texts of each language as token numbers, for what is frozen into the model."""
    draw = random.Random(corpora.seed)
    zh = [pair.right for pair in corpora.questions.train[::4]] + [q.sentence for q in known.queries] * 2
    en: list[str] = []
    for split in corpora.bilingual().values():
        some = draw.sample(split.train, min(8000, len(split.train)))
        zh += [pair.left for pair in some]
        en += [pair.right for pair in some]
    return [[tokenize(text) for text in texts] for texts in (zh, en)]


def _chinese(query: domain.Query) -> list[str]:
    return [query.sentence, query.query] if query.lang == "zh" else [query.sentence]


def _logger(path: Path) -> Callable[[str], None]:
    path.write_text("", encoding="utf-8")

    def log(line: str) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    return log


def read_domain(leave_out: Sequence[str] = ()) -> Domain:
    """Read what stands in models/data, but for the queries of the topics that are left out to develop on."""
    kept = [query for query in domain.queries() if query.topic not in leave_out]
    return Domain(domain.terms(), kept, domain.words())


def nothing() -> Domain:
    """A training without the domain's files, to see what they bring."""
    return Domain([], [], [])


def dev_tasks(corpora: Corpora) -> list[Any]:
    """Development sets out of the corpora, for choices made before the evaluation sets are looked at."""
    from models.evaluate import Task

    def task(name: str, pairs: list[Pair], *, ask_left: bool) -> Task:
        docs = list(dict.fromkeys(p.right if ask_left else p.left for p in pairs))
        number = {doc: i for i, doc in enumerate(docs)}
        right = [[number[p.right if ask_left else p.left]] for p in pairs]
        return Task(name, docs, [p.left if ask_left else p.right for p in pairs], right)

    return [
        task("dev CMRC train", corpora.questions.dev, ask_left=True),
        task("dev phrases en→zh", corpora.phrases.dev, ask_left=False),
        task("dev manuals en→zh", corpora.manuals.dev, ask_left=False),
    ]
