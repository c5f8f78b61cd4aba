"""Corpora folder → pairs of Chinese and English, glosses, questions with passages, running text."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

MAX_CHINESE = 120  # characters of a passage that are trained on: a bag of words gains nothing from more
MAX_ENGLISH = 360
HELD_OUT = 50  # one of so many law phrases, manuals' paragraphs and CMRC passages is development data
_CROSS_REFERENCE = re.compile(
    r"^(CL:|variant of|old variant|see |see also|also written|also pr\.|abbr\. |\(?abbr\. |Taiwan pr|used in )"
)
_PINYIN = re.compile(r"\[[^\]]*\]|[\u4e00-\u9fff]+\|?[\u4e00-\u9fff]*")
_BRACKET = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that mean the same or answer each other; `right` is English in the bilingual corpora."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Split:
    """What is trained on, and what development figures come from."""

    train: list[Pair]
    dev: list[Pair]


def clean_gloss(gloss: str) -> str:
    """Drop measure words, pinyin and cross references from a CC-CEDICT gloss; empty when nothing is left.

    >>> clean_gloss("variant of 麵|面[mian4]"), clean_gloss("school (of thought)")
    ('', 'school')
    """
    if _CROSS_REFERENCE.match(gloss):
        return ""
    return " ".join(_BRACKET.sub(" ", _PINYIN.sub("", gloss)).split())


class Corpora:
    """The folder of openly licensed data, read on demand; every list is in a fixed order."""

    def __init__(self, folder: Path, *, seed: int = 1) -> None:
        self.folder = folder
        self.seed = seed

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of one parquet file."""
        import pyarrow.parquet as parquet

        return list(parquet.read_table(self.folder / f"{name}.parquet").to_pylist())

    @cached_property
    def glosses(self) -> dict[str, str]:
        """Each Chinese word of CC-CEDICT with its English glosses in one line."""
        found: dict[str, list[str]] = {}
        for row in self.rows("cedict_2019"):
            if not re.fullmatch(r"[\u4e00-\u9fff]+", row["w"]):
                continue
            kept = [gloss for gloss in map(clean_gloss, row["g"]) if gloss]
            if row["g"] and row["g"][0].startswith("surname ") and len(kept) > 1:
                kept = kept[1:]
            found.setdefault(row["w"], []).extend(kept)
        return {word: "; ".join(dict.fromkeys(kept).keys())[:120] for word, kept in found.items() if kept}

    @cached_property
    def synsets(self) -> list[Pair]:
        """Lemmas of a Chinese WordNet synset beside those of the English one."""
        return [
            Pair("，".join(z.replace("+", "") for z in row["zh"][:5]), ", ".join(row["en"][:5]))
            for row in self.rows("cow_oewn_synsets")
            if row["zh"] and row["en"]
        ]

    @cached_property
    def phrases(self) -> Split:
        """Phrases of statutes."""
        return self._split(self._bilingual("twlaw_phrases_zh_en"))

    @cached_property
    def articles(self) -> Split:
        """Short articles of statutes, a sample: they repeat the phrases' words, and the teacher is slow on them."""
        return Split(self._sample(self._bilingual("twlaw_short_articles_zh_en"), 12_000), [])

    @cached_property
    def manuals(self) -> Split:
        """Paragraphs of software documentation and of a textbook."""
        long_enough = [pair for pair in self._bilingual("pydocs_zh_en") if len(pair.left) >= 8]
        pairs = self._sample(long_enough, 18_000) + self._bilingual("d2l_zh_en")
        return self._split(pairs)

    @cached_property
    def tatoeba(self) -> Split:
        """Everyday sentences."""
        return Split(self._bilingual("tatoeba_cmn_eng"), [])

    @cached_property
    def questions(self) -> Split:
        """Questions and the passages that answer them; whole passages are held out, not single questions."""
        train: list[Pair] = []
        dev: list[Pair] = []
        for name in ("cmrc2018_train_qa", "drcd_devtest_qa_hans"):
            rows = self.rows(name)
            number = {passage: i for i, passage in enumerate(dict.fromkeys(row["p"] for row in rows))}
            for row in rows:
                held = name.startswith("cmrc") and number[row["p"]] % 10 == 0
                (dev if held else train).append(Pair(row["q"], row["p"] if held else around(row["p"], row["a"])))
        return Split(train, dev)

    @cached_property
    def sections(self) -> list[Pair]:
        """Headings and what stands under them."""
        manuals = [Pair(" ".join(row["h"][-2:]), row["t"]) for row in self.rows("pingcap_sections")]
        book = [Pair(row["h"], row["t"]) for row in self.rows("d2l_sections")]
        laws = [
            Pair(f"{row['law']} {re.sub(r'^第.{1,5}[章节] *', '', row['ch'] or '')}", row["t"])
            for row in self._sample(self.rows("prclaw_articles"), 30_000)
        ]
        return [Pair(p.left, p.right[:MAX_CHINESE]) for p in manuals + book + laws if len(p.right) >= 20]

    def running_text(self) -> Iterator[str]:
        """Yield Chinese text for counting words: statutes, encyclopaedia, questions, the pairs' Chinese sides."""
        for name in ("prclaw_articles", "twlaw_articles_hans", "g2pm_wiki_sents"):
            yield from (row["t"] for row in self.rows(name))
        yield from dict.fromkeys(pair.right for pair in self.questions.train)
        yield from (pair.left for pair in self.questions.train)
        for split in self.bilingual().values():
            yield from (pair.left for pair in split.train)

    def bilingual(self) -> dict[str, Split]:
        """The parallel corpora by name."""
        return {
            "phrases": self.phrases,
            "articles": self.articles,
            "manuals": self.manuals,
            "tatoeba": self.tatoeba,
        }

    def _bilingual(self, name: str) -> list[Pair]:
        pairs = (_clip(Pair(row["zh"], row["en"])) for row in self.rows(name))
        return list(dict.fromkeys(pair for pair in pairs if pair.left and pair.right))

    def _sample(self, items: list[Any], size: int) -> list[Any]:
        return random.Random(self.seed).sample(items, min(size, len(items)))

    @staticmethod
    def _split(pairs: list[Pair]) -> Split:
        return Split([p for i, p in enumerate(pairs) if i % HELD_OUT], pairs[::HELD_OUT])


def around(passage: str, answer: str, *, width: int = MAX_CHINESE) -> str:
    """Cut the window of the passage that holds the answer."""
    at = max(passage.find(answer), 0)
    start = max(0, min(at - width // 2, len(passage) - width))
    return passage[start : start + width]


def _clip(pair: Pair) -> Pair:
    return Pair(pair.left.strip()[:MAX_CHINESE], pair.right.strip()[:MAX_ENGLISH])


def english(pairs: Iterable[Pair]) -> list[str]:
    """The English sides."""
    return [pair.right for pair in pairs]
