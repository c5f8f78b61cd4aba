"""jieba's dictionary → the words that begin with a character, read when they are first asked for.

The file has a line a word, 「word frequency tag」, in the order of their first characters, so that the lines of one are
found by halving. Reading all 349,000 takes every process 0.6 s and 100 MB; a question needs those of a few characters.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

ORDERED = "\n一 ".encode()  # here the order begins; before it stand some seventy words in none
TOTAL = 60_101_967  # of all frequencies in the file of jieba 0.42.1


class Dictionary(dict[str, dict[str, int]]):
    """For each character the words that begin with it, and their frequencies; beginnings of words are there with 0.

    `own` words are added, or have another frequency than in the file.
    """

    def __init__(self, path: Path, own: Iterable[str] = (), frequency: int = 0) -> None:
        super().__init__()
        with path.open("rb") as file:
            self._file = mmap(file.fileno(), 0, access=ACCESS_READ)
        self._ordered = self._file.find(ORDERED) + 1
        self._before: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._own: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self.total = TOTAL
        for word, count in self._words(0, self._ordered):
            self._before[word[0]].append((word, count))
        for word in own:
            self._own[word[0]].append((word, frequency))
            self.total += frequency  # also for a word that the file has: so jieba adds words

    def __missing__(self, first: str) -> dict[str, int]:
        """Read the words that begin with the character."""
        read = self._words(*self._place(first))
        words = self[first] = dict([*self._before.get(first, ()), *read, *self._own.get(first, ())])
        for word in list(words):
            for end in range(1, len(word)):
                words.setdefault(word[:end], 0)
        return words

    def tag(self, word: str) -> str | None:
        """The tag of the word's line, or None where the file has no such word."""
        line = f"\n{word} ".encode()
        for start, end in ((0, self._ordered), self._place(word[:1])):
            if (at := self._file.find(line, max(start - 1, 0), end)) >= 0:
                return self._file[at + 1 : self._file.find(b"\n", at + 1)].split()[-1].decode()
        return None

    def _place(self, first: str) -> tuple[int, int]:
        """Where the lines begin and end that begin with the character, in the part that is in order."""
        sought = first.encode(errors="surrogatepass")
        after = range(self._ordered, len(self._file))

        def beginning(at: int) -> bytes:
            start = self._file.rfind(b"\n", 0, at) + 1
            return self._file[start : start + len(sought)]

        start, end = (cut(after, sought, key=beginning) for cut in (bisect_left, bisect_right))
        return self._ordered + start, self._ordered + end

    def _words(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        for line in self._file[start:end].decode().splitlines():
            word, frequency, _ = line.split(" ")
            yield word, int(frequency)
