"""What is being typed → completions: of its last words and of whole questions, also by pinyin or its first letters.

Everything that is suggested exists in the graph, and a whole question has answers.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import TypeAlias, TypedDict

from kg.words import cut
from ontology.lexicon import rows
from search.inventory import Inventory
from search.offered import Term, questions, terms
from search.pinyin import Alphabet
from search.reading import Reading
from search.terms import normal
from search.vocabulary import Vocabulary

LONGEST = 60  # characters at the end of what was typed that are looked at
WORDS = 6  # at the end of it that may be one term
LETTERS = 3  # that find what they spell also within a name
_LATIN = re.compile(r"[a-z][a-z' \-]*$")
_WORD = re.compile(r"[a-z]+")
_TYPED = re.compile(r"[a-z]+(?:['\- ][a-z]+)*")


_Any: TypeAlias = Sequence[object]  # one of these, or whatever there is


class Suggestion(TypedDict):
    """A completion: `text` is the whole question with `insert` put in at `start` of what was typed."""

    text: str
    kind: str
    label: str
    detail: str
    insert: str
    start: int


@dataclass(frozen=True, slots=True)
class _Lines:
    """Keys a line each, in the order in which they are offered, with the term of each line."""

    text: str
    starts: Sequence[int]
    terms: Sequence[Term]

    @classmethod
    def of(cls, found: Iterable[Term]) -> "_Lines":
        rows = [(key, term) for term in found for key in term.keys]
        text, starts, at = "\n".join(key for key, _ in rows), list[int](), 0
        for key, _ in rows:
            starts.append(at)
            at += len(key) + 1
        return cls(f"\n{normal(text)}\n" if rows else "", starts, [term for _, term in rows])

    def begun(self, typed: str) -> Iterator[Term]:
        """Yield the terms of which a key begins so."""
        return self._found(f"\n{typed}")

    def holding(self, typed: str) -> Iterator[Term]:
        """Yield the terms of which a key holds this."""
        return self._found(typed)

    def spelt(self, pattern: str) -> Iterator[Term]:
        """Yield the terms of which a key begins, or goes on, as the pattern says."""
        for match in re.finditer(pattern, self.text):
            yield self._at(match.start() + (self.text[match.start()] == "\n"))

    def _found(self, needle: str) -> Iterator[Term]:
        at = self.text.find(needle)
        while 0 <= at < len(self.text) - 1:
            inside = at + needle.startswith("\n")
            yield self._at(inside)
            at = self.text.find(needle, self.text.index("\n", inside))

    def _at(self, place: int) -> Term:
        return self.terms[bisect_right(self.starts, place - 1) - 1]


_NONE = _Lines.of(())


class Suggestions:
    """What may be suggested over one generation; `read` reads what stands before the words that are completed."""

    def __init__(self, inventory: Inventory, vocabulary: Vocabulary, read: Callable[[str], Reading]) -> None:
        self.inventory = inventory
        self._read = read
        self._words = _Lines.of(terms(inventory, vocabulary))
        self._questions = _Lines.of(questions(inventory, vocabulary))
        self._alphabet: Alphabet | None = None

    def complete(self, prefix: str, limit: int) -> Iterator[Suggestion]:
        """Yield completions, the best first: of what was typed as a question, then of its last words."""
        typed = normal(prefix)
        questions = self._questions if len(typed) <= LONGEST else _NONE
        whole = chain(self._of(questions, typed, limit), questions.holding(typed) if typed else ())
        asked = (_suggestion(prefix, 0, term) for term in islice(_once(whole), limit))
        last = iter(()) if _asked(prefix) else self._last(prefix, typed, limit)
        yield from _mixed(list(asked), list(islice(last, limit)), limit)

    def _last(self, prefix: str, typed: str, limit: int) -> Iterator[Suggestion]:
        """Complete the last words, the most of them first."""
        for start in _starts(typed):
            fits = self._fitting(prefix[max(start - LONGEST, 0) : start])
            found = (term for term in self._of(self._words, typed[start:], 4 * limit) if fits(term))
            yield from (_suggestion(prefix, start, term) for term in islice(found, limit))
        if 1 < len(typed) <= LONGEST:  # 名师 in 国家级教学名师
            yield from (_suggestion(prefix, 0, term) for term in islice(self._words.holding(typed), limit))

    def _of(self, lines: _Lines, typed: str, limit: int) -> Iterator[Term]:
        """What begins as typed, or is spelt so in letters."""
        yield from islice(lines.begun(typed), limit)
        letters = re.sub("[^a-z]", "", typed)
        if letters and _TYPED.fullmatch(typed.strip()):
            if self._alphabet is None:
                self._alphabet = Alphabet(set(self._words.text) | set(self._questions.text))
            if pattern := self._alphabet.pattern(letters):
                yield from islice(lines.spelt(f"\n(?:{pattern})"), limit)
                if len(letters) >= LETTERS:
                    yield from islice(lines.spelt(pattern), limit)

    def _fitting(self, before: str) -> Callable[[Term], bool]:
        """Whether there is anything of a term together with what the words before it ask for."""
        reading = self._read(before) if before.strip() else Reading("")
        types, levels, scopes, tasks = reading.types, reading.levels, reading.scopes, reading.tasks

        def fits(term: Term) -> bool:
            if term.kind == "party":
                return True
            wanted = (term.type or types, term.level or levels, term.scope or scopes, term.number or tasks)
            return not any((types, levels, tasks)) or self._there(*map(_listed, wanted))

        return fits

    def _there(self, types: _Any, levels: _Any, scopes: _Any, tasks: _Any) -> bool:
        if not tasks:
            kinds = self.inventory.kinds
            return any((not types or t in types) and (not levels or v in levels) for t, v in kinds)
        return any(
            (not types or t in types) and (not levels or v in levels) and (not scopes or s in scopes) and n in tasks
            for t, v, s, n in self.inventory.places
        )


def suggest(suggestions: Suggestions, prefix: str, limit: int = 10) -> list[Suggestion]:
    """Complete what is being typed, each completion once."""
    found = (one for one in suggestions.complete(prefix, limit + 1) if one["text"] != prefix)
    return list(islice(found, limit))


def _asked(prefix: str) -> bool:
    """Whether a question is at its end: no word of it is being typed.

    >>> _asked("教材出了多少本"), _asked("有哪些团队吗？"), _asked("哪些国家级教")
    (True, True, False)
    """
    return bool(_end().search(prefix))


@cache
def _end() -> re.Pattern[str]:
    measures = "|".join(re.escape(row["word"]) for row in rows("units"))
    return re.compile(rf"(?:[?？吗呢]|(?:多少|哪些?|几)(?:{measures})?)\s*$")


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple) else (value,)


def _starts(typed: str) -> list[int]:
    """Where the last words of what was typed may begin, the earliest first."""
    offset = max(len(typed) - LONGEST, 0)
    if latin := _LATIN.search(typed, offset):
        return [latin.start() + match.start() for match in _WORD.finditer(latin.group())][-WORDS:]
    return [offset + start for word, start, _ in cut(typed[offset:]) if word.strip()][-WORDS:]


def _suggestion(prefix: str, start: int, term: Term) -> Suggestion:
    return {
        "text": prefix[:start] + term.insert,
        "kind": term.kind,
        "label": term.label or term.insert,
        "detail": term.detail,
        "insert": term.insert,
        "start": start,
    }


def _once(found: Iterable[Term]) -> Iterator[Term]:
    return iter(dict.fromkeys(found))


def _mixed(asked: Sequence[Suggestion], last: Sequence[Suggestion], limit: int) -> Iterator[Suggestion]:
    """Questions and words share the places; what one leaves free the other gets."""
    seen: set[str] = set()
    half = max(limit - min(len(last), limit // 2), 1)
    for one in (*asked[:half], *last, *asked[half:]):
        if one["text"] not in seen:
            seen.add(one["text"])
            yield one
