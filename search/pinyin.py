"""Letters typed → a pattern of the Chinese characters that they may stand for. The only door to pypinyin.

A character is typed by its whole syllable or by its first letter, whatever reading it has: 重庆 is `chongqing`,
`zhongq` and `cq`. So nothing need be known of a text beforehand but which characters it has.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

LONGEST = 24  # letters that are read
WAYS = 6  # of cutting the letters into syllables, the longest syllables first


@cache
def readings(character: str) -> frozenset[str]:
    """How a character may be read, without tones; ü is typed `v`.

    >>> sorted(readings("重")), sorted(readings("绿"))
    (['chong', 'tong', 'zhong'], ['lu', 'lv'])
    """
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return frozenset(reading for one in found for reading in one if reading.isascii() and reading.isalpha())


class Alphabet:
    """The characters of some texts, by their syllables and first letters."""

    def __init__(self, characters: Iterable[str]) -> None:
        self._whole: defaultdict[str, set[str]] = defaultdict(set)
        self._begun: defaultdict[str, set[str]] = defaultdict(set)
        for character in characters:
            for reading in readings(character):
                self._whole[reading].add(character)
                for end in range(1, len(reading) + 1):
                    self._begun[reading[:end]].add(character)

    def pattern(self, letters: str) -> str | None:
        """Write the pattern that texts typed with these letters begin with; None where there are no such characters.

        >>> import re
        >>> some = Alphabet("国家级奖项")
        >>> [bool(re.match(some.pattern(typed) or "-", "国家级奖项")) for typed in ("gjj", "guojiaj", "gjjjiang", "jx")]
        [True, True, True, False]
        """
        letters = letters[:LONGEST]
        ways = [*self._initials(letters), *self._syllables(letters)]
        return "|".join(dict.fromkeys(ways)) or None

    def _initials(self, letters: str) -> Iterable[str]:
        if all(letter in self._begun for letter in letters):
            yield "".join(_one_of(self._begun[letter]) for letter in letters)

    def _syllables(self, letters: str) -> list[str]:
        """The ways to cut the letters into syllables and first letters, of which the last may be begun only."""
        ways: list[list[str]] = [*([] for _ in letters), [""]]
        for at in range(len(letters) - 1, -1, -1):
            for end in range(min(at + 6, len(letters)), at, -1):
                part = letters[at:end]
                found = self._begun.get(part) if end == len(letters) else self._whole.get(part) or self._first(part)
                if found:
                    ways[at] += [_one_of(found) + rest for rest in ways[end]]
            del ways[at][WAYS:]
        return ways[0]

    def _first(self, part: str) -> set[str] | None:
        return self._begun.get(part) if len(part) == 1 else None


def _one_of(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]"
