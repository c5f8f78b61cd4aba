"""Numbers up to 99 → Chinese numerals, by the words of questions."""

import re
from functools import cache

from ontology.lexicon import rows

TEN = 10
_RUN = re.compile(r"[〇零一二三四五六七八九十百]+|[0-9]+")
_DIGITS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {"〇": "0"}


@cache
def _words() -> dict[int, str]:
    """The Chinese words for small numbers."""
    found = ((row["value"], row["word"]) for row in rows("questions") if row["role"] == "number")
    return {int(value): word for value, word in found if not word.isascii()}


def figures(text: str) -> str:
    """Write the numbers in a name in figures, so that names can be compared.

    >>> figures("二八三厂"), figures("第十三研究所"), figures("一汽"), figures("二〇三所")
    ('283厂', '第13研究所', '1汽', '203所')
    """
    return _RUN.sub(lambda found: _figures(found.group()), text)


def _figures(run: str) -> str:
    if "百" in run:
        return run  # no name has so large a number in words
    if "十" not in run:
        return "".join(_DIGITS.get(sign, sign) for sign in run)
    tens, _, ones = run.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return run
    return f"{_DIGITS.get(tens, '1')}{_DIGITS.get(ones, '0')}"


def in_words(text: str) -> str:
    """Write the numbers in a name digit by digit in Chinese: 283厂 is 二八三厂, too.

    >>> in_words("283厂")
    '二八三厂'
    """
    signs = {digit: sign for sign, digit in _DIGITS.items() if sign != "零"}
    return "".join(signs.get(sign, sign) for sign in text)


def numeral(number: int) -> str:
    """Write a number as reports do in words; a large one stays in figures.

    >>> numeral(6), numeral(40), numeral(92), numeral(108)
    ('六', '四十', '九十二', '108')
    """
    tens, ones = divmod(number, TEN)
    if number in _words():
        return _words()[number]
    return _words()[tens] + _words()[TEN] + _words().get(ones, "") if 0 < tens < TEN else str(number)
