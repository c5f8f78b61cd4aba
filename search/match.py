"""Words of a question × claims → the claims that are really about them, by name or by the clause that tells them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.words import cut
from ontology.lexicon import rows
from search.reading import Kind, Topic
from search.terms import HAN, normal, signs

_CLAUSE = re.compile(r"[；;。！？!?]")
_PHRASE = re.compile(r"[，,；;。！？!?]")
_IS_HAN = re.compile(rf"[{HAN}]")
FORMS = ("型", "式", "类", "性", "级", "的", "与", "和", "及")  # they bind a word to the next and say nothing


@dataclass(frozen=True, slots=True)
class Told:
    """What a claim says of a thing, as far as words go: the thing's name and the clause of the sentence."""

    name: str
    clause: str


def plain(text: str) -> str:
    """The text without punctuation and breaks, folded.

    >>> plain("“1+X”职业技能 等级证书")
    '1+x职业技能等级证书'
    """
    return "".join(signs(text))


def told(label: str, anchor: str, sentence: str, start: int, end: int) -> Told:
    """Cut the clause out of the sentence: from the last stop before the anchor to the next comma after it."""
    before = max((m.end() for m in _CLAUSE.finditer(sentence, 0, max(start, 0))), default=0)
    after = next((m.start() for m in _PHRASE.finditer(sentence, end)), len(sentence))
    return Told(f"{plain(label)} {plain(anchor)}", plain(sentence[before:after]))


@cache
def _general() -> tuple[str, ...]:
    """Words for whole classes, longest first: what a name ends with without being told apart by it."""
    words = {row["word"] for row in rows("questions") if row["role"] == "type" and not row["value"]}
    return tuple(sorted((word for word in words if _IS_HAN.match(word)), key=lambda word: (-len(word), word)))


@cache
def pieces(word: str) -> tuple[str, ...]:
    """The parts of a word that must all stand in a name for it to bear the word, in any order and at any distance.

    >>> pieces("教学成果奖"), pieces("龙头企业"), pieces("奖项")
    (('教学成果',), ('龙头',), ('奖项',))
    """
    folded = plain(word)
    ending = next((end for end in _general() if folded.endswith(end) and len(folded) > len(end) + 1), "")
    kept = [part for part, _, _ in cut(folded.removesuffix(ending)) if plain(part)] or [folded]
    short = [_bare(part) for part in kept if part not in FORMS]
    return tuple(dict.fromkeys(plain(part) for part in short if part)) or (folded,)


def _bare(word: str) -> str:
    return word[:-1] if len(word) > 2 and word.endswith(FORMS[:5]) else word


def holds(text: str, word: str) -> bool:
    """Whether the plain text holds all pieces of the word; Latin words count whole, not as parts of others."""
    return all(_within(text, piece) for piece in pieces(word))


def _within(text: str, piece: str) -> bool:
    if piece not in text:
        return False
    if not piece.isascii():
        return True
    return re.search(rf"(?<![a-z0-9.]){re.escape(piece)}(?![a-z0-9])", text) is not None


def fits(kind: Kind, name: str) -> bool:
    """Whether a thing's name holds one of the kind's heads."""
    return not kind.heads or any(holds(name, head) for head in kind.heads)


def about(told: Told, topics: Iterable[Topic], *, by_name: bool) -> bool:
    """Whether a claim is about all topics: in the thing's name alone, or in name and clause together."""
    text = told.name if by_name else f"{told.name} {told.clause}"
    return all(any(holds(text, word) for word in topic.same) for topic in topics)


def spots(text: str, words: Sequence[str]) -> list[list[int]]:
    """Where the words stand in the text, as [from, to], merged and in order; breaks inside a word do not hide it."""
    folded, found = normal(text), list[tuple[int, int]]()
    for word in words:
        found += [
            m.span() for m in re.finditer(r"\s*".join(map(re.escape, "".join(normal(word).split()))), folded) if word
        ]
    merged: list[list[int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return merged
