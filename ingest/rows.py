"""Row of a table → the thing that it tells without any figure: | X研究中心 | 省级 | 省科技厅 | 2024 |."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.coordination import Item
from ingest.elements import Element
from ingest.phrases import Phrase
from ingest.tokens import Kind, Token
from kg.vocabulary import Type

EDGE = "|"
_THINGS = frozenset(
    {Type.AWARD, Type.TEAM, Type.PROJECT, Type.PLATFORM, Type.SPECIALTY, Type.RESOURCE, Type.PILOT, Type.STANDARD}
)
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_FIGURE = re.compile(r"\d{1,6}(?:\.\d+)?\s*[一-鿿%]{0,3}")
_CELLS = 3


def uncounted(text: str) -> bool:
    """Tell whether a text is a row of a table in which no cell but a first is a figure, other than a year.

    >>> uncounted("| 1 | 水质检测中心 | 省级 | 2024 |"), uncounted("| 教学团队 | 省级 | 3 |")
    (True, False)
    """
    cells = [cell.strip() for cell in text.strip().strip(EDGE).split(EDGE)]
    figures = (cell for cell in cells[1:] if not _YEAR.match(cell))
    return len(cells) >= _CELLS and not any(_FIGURE.fullmatch(cell) for cell in figures)


def told(elements: Sequence[Element]) -> Item | None:
    """Give the first thing of a row whose level stands in a cell of its own."""
    phrases = [element.phrase for element in elements if element.phrase]
    level = next((phrase.level for phrase in phrases if phrase.bare_level), None)
    thing = next((phrase for phrase in phrases if phrase.type in _THINGS and phrase.named), None)
    if level is None or thing is None:
        return None
    years = {year for element in elements if (year := _year(element.token, element.phrase))}
    dated = replace(thing, year=thing.year or (years.pop() if len(years) == 1 else None))
    return Item(dated, level=level, start=thing.start)


def _year(token: Token | None, phrase: Phrase | None) -> int | None:
    """The year that a cell holds: 2024, 2024年."""
    if token and token.kind is Kind.TIME:
        return token.year
    return int(phrase.text) if phrase and _YEAR.fullmatch(phrase.text) else None
