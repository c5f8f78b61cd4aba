"""Words and their counts → a Unigram tokenizer over Chinese words, characters, English words and pieces."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

UNKNOWN = "[UNK]"
NUMBER = "0"  # every run of digits becomes this one token: a bag of words cannot tell numbers apart in meaning
CHINESE_WORDS = 46_000
ENGLISH_WORDS = 21_000
LONGEST_OWN_WORD = 4  # longer terms are cut into words, so that 现代产业学院 stays near 产业学院
GLOSSED = 3.0  # a word with a gloss starts at a meaning, so it is worth as much as one this much more frequent
PIECE = 1e-8  # probability of a character or a piece of a word that was never counted

_HAN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens with their probabilities, by kind; a token's number is its place in `tokens`."""

    chinese: dict[str, float]
    english: dict[str, float]

    @property
    def tokens(self) -> list[str]:
        """All tokens: the unknown one, the number, Chinese words and characters, English words and pieces."""
        return [UNKNOWN, NUMBER, *self.chinese, *self.english]


def chinese(
    counts: Mapping[str, int], own: Iterable[str], glossed: Mapping[str, object], *, size: int = CHINESE_WORDS
) -> dict[str, float]:
    """Choose the Chinese words by jieba's and the corpora's frequencies; our own words always, all characters known."""
    general = _shares({word: count for word, count in _jieba().items() if _HAN.fullmatch(word)})
    seen = _shares({word: count for word, count in counts.items() if _HAN.fullmatch(word)})
    share = {word: (general.get(word, 0.0) + seen.get(word, 0.0)) / 2 for word in {**general, **seen}}
    ranked = sorted(
        (word for word in share if len(word) > 1),
        key=lambda word: (-share[word] * (GLOSSED if word in glossed else 1.0), word),
    )
    keep = dict.fromkeys(ranked[:size], 0.0)
    keep |= dict.fromkeys((word for word in own if 1 < len(word) <= LONGEST_OWN_WORD and _HAN.fullmatch(word)), 1e-5)
    keep = {word: max(least, share.get(word, 0.0)) for word, least in keep.items()}
    characters = sorted({c for word in share for c in word if len(word) == 1 or word in glossed})
    return keep | {c: max(share.get(c, 0.0), PIECE) for c in characters}


def english(counts: Mapping[str, int], pieces: Iterable[str], *, size: int = ENGLISH_WORDS) -> dict[str, float]:
    """Choose the English words by count and by the teacher's order; the pieces and letters are always known."""
    listed = [piece for piece in pieces if re.fullmatch("(##)?[a-z]+", piece)]
    words = [piece for piece in listed if not piece.startswith("##")]
    order = _shares({word: 1 / (rank + 100) for rank, word in enumerate(words)})  # Zipf: frequency falls with rank
    seen = _shares({word: count for word, count in counts.items() if re.fullmatch("[a-z]+", word)})
    share = {word: (order.get(word, 0.0) + seen.get(word, 0.0)) / 2 for word in {**order, **seen}}
    ranked = sorted(share, key=lambda word: (-share[word], word))[:size]
    parts = [piece.removeprefix("##") for piece in listed if piece.startswith("##")]
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    return dict.fromkeys((*parts, *letters), PIECE) | {word: share[word] for word in ranked}


def build(vocabulary: Vocabulary) -> Any:
    """Make the tokenizer: one text, one list of token numbers, no state."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    shares = [PIECE, 1.0, *vocabulary.chinese.values(), *vocabulary.english.values()]
    scores = [round(math.log(share), 3) for share in shares]
    tokenizer = Tokenizer(models.Unigram(list(zip(vocabulary.tokens, scores, strict=True)), unk_id=0))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex("[0-9]+"), NUMBER),
        ]
    )
    # Only words and numbers are tokens: what lies between them is dropped.
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(rf"{NUMBER}|[a-z]+|\p{{Han}}+"), "removed", invert=True)
    return tokenizer


def count_chinese(texts: Iterable[str], own: Iterable[str]) -> Counter[str]:
    """Count the words of the texts as jieba cuts them, our own words known to it."""
    import jieba

    cutter = jieba.Tokenizer()
    jieba.setLogLevel("ERROR")
    for word in own:
        if len(word) <= LONGEST_OWN_WORD:
            cutter.add_word(word, 20_000)
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(cutter.cut(text, HMM=False))
    return counts


def count_english(texts: Iterable[str]) -> Counter[str]:
    """Count the words of English texts."""
    return Counter(word for text in texts for word in re.findall("[a-z]+", text.lower()))


def _jieba() -> dict[str, int]:
    lines = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count, *_ in (line.split(" ") for line in lines)}


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values()) or 1
    return {word: count / total for word, count in counts.items()}
