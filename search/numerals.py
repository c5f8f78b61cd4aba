"""Numbers up to 99 → Chinese numerals, by the words of questions."""

from functools import cache

from ontology.lexicon import rows

TEN = 10


@cache
def _words() -> dict[int, str]:
    """The Chinese words for small numbers."""
    found = ((row["value"], row["word"]) for row in rows("questions") if row["role"] == "number")
    return {int(value): word for value, word in found if not word.isascii()}


def numeral(number: int) -> str:
    """Write a number as reports do in words; a large one stays in figures.

    >>> numeral(6), numeral(40), numeral(92), numeral(108)
    ('六', '四十', '九十二', '108')
    """
    tens, ones = divmod(number, TEN)
    if number in _words():
        return _words()[number]
    return _words()[tens] + _words()[TEN] + _words().get(ones, "") if 0 < tens < TEN else str(number)
