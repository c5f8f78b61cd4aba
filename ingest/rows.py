"""Row of a table → the things and parties that its cells tell: | X公司 | Y中心 | 省级 | 2个 | 2024 |."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ingest import parties
from ingest.coordination import Item
from ingest.elements import Element
from ingest.levels import NOTHING, Worded, worded
from ingest.numbers import number
from ingest.phrases import Phrase
from ingest.tokens import Kind
from kg.vocabulary import PARTIES, Type

EDGE = "|"
_THINGS = frozenset(
    {Type.AWARD, Type.TEAM, Type.PROJECT, Type.PLATFORM, Type.SPECIALTY, Type.RESOURCE, Type.PILOT, Type.STANDARD}
)
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:年|[.\-/年](?:1[0-2]|0?[1-9])(?:[.\-/月日]?[0-9]{0,2}[月日]?)?)?$")
_NUMBER = re.compile(r"[0-9]{1,9}(?:,[0-9]{3})*(?:\.[0-9]+)?$")
_UNIT = re.compile(r"[（(]([^（()）]{1,4})[)）]")
_ISSUES = re.compile(  # heads the column of who gave it
    "(?:授予|颁发|颁奖|批准|认定|主管|发证|评定|评选|主办|立项|审批|发文).{0,2}(?:单位|部门|机构|机关|主体)|来源$"
)
_WITH = re.compile("合作|企业|公司|共建|捐赠|院校|依托|单位名称|厂家")  # heads the column of parties
_MEASURES = re.compile("金额|经费|投入|到款|价值|资金|收入|总额")
_NONE = frozenset({"", "无", "/", "-", "—", "——", "－"})


@dataclass(slots=True)
class _Row:
    """What the cells of a row say."""

    things: list[Phrase] = field(default_factory=list)
    named: list[Item] = field(default_factory=list)  # parties
    figures: list[tuple[float, str | None, Worded | None]] = field(default_factory=list)
    free: list[list[Element]] = field(
        default_factory=list
    )  # cells that tell of things with their figures by themselves
    level: Worded = NOTHING
    issued: Worded = NOTHING
    year: int | None = None
    grade: str | None = None


class Told(NamedTuple):
    """What a row tells."""

    things: tuple[Item, ...]
    parties: tuple[Item, ...]
    free: tuple[list[Element], ...]  # cells that are to be read as sentences are


def told(elements: Sequence[Element], text: str, heads: Sequence[str] = ()) -> Told | None:
    """Read a row, where its cells tell something; `heads` are the cells of the table's first row."""
    row = _Row()
    for at, (cell, inside) in enumerate(_cells(elements, text)):
        _read(row, cell, inside, heads[at] if at < len(heads) else "", first=at == 0)
    thing = next((one for one in row.things if one.type in _THINGS), None) or next(iter(row.things), None)
    level = row.level if row.level.level else row.issued
    told = bool(level.level or row.figures or row.named or (thing and thing.level.level))
    if thing is None or not told:
        return Told((), tuple(row.named), tuple(row.free)) if row.named or row.free else None
    dated = replace(thing, year=thing.year or row.year)
    item = Item(dated, level=level if level.level else None, grade=row.grade, start=thing.start)
    figures = [replace(item, count=count, unit=unit, level=own or item.level) for count, unit, own in row.figures]
    return Told(tuple(figures or [item]), tuple(row.named), tuple(row.free))


def _cells(elements: Sequence[Element], text: str) -> Iterator[tuple[str, list[Element]]]:
    """Yield the words of each cell with the elements in it."""
    begin = 0
    for end in (*(at for at, character in enumerate(text) if character == EDGE), len(text)):
        inside = [one for one in elements if begin <= one.start < end]
        if begin or text[begin:end].strip():
            yield text[begin:end].strip(), inside
        begin = end + 1


def _read(row: _Row, cell: str, inside: Sequence[Element], head: str, *, first: bool) -> None:
    """Take one cell for what it is: a number of the row, a year, a level, a figure, who gave it, a party, a thing."""
    phrases = [one.phrase for one in inside if one.phrase]
    figures = [one.token for one in inside if one.kind == Kind.QUANTITY.value and one.token]
    if cell in _NONE or (first and _NUMBER.match(cell)) or head == "序号":
        return
    if year := _YEAR.match(cell):
        row.year = int(year[1])
    elif _NUMBER.match(cell):
        unit = _UNIT.search(head)
        row.figures.append((number(cell), unit[1] if unit else "万元" if _MEASURES.search(head) else None, None))
    elif len(figures) == 1 and not phrases and figures[0].amount is not None:
        row.figures.append((figures[0].amount, figures[0].unit, None))
    elif figures and len(figures) == len(phrases) and all(phrase.bare_level for phrase in phrases):
        for phrase, figure in zip(phrases, figures, strict=True):  # 省级3个、校级9个
            row.figures.append((figure.amount or 0, figure.unit, phrase.level))
    elif figures:
        row.free.append(list(inside))
    elif len(phrases) == 1 and phrases[0].bare_level:
        row.level = phrases[0].level
    elif _ISSUES.search(head) or (not _WITH.search(head) and row.things and _issuer(phrases)):
        row.issued = worded(cell, Type.AWARD)
    elif len(phrases) == 1 and phrases[0].grades == (phrases[0].text,):
        row.grade = phrases[0].grades[0]
    else:
        _name(row, phrases)


def _name(row: _Row, phrases: Sequence[Phrase]) -> None:
    """Take the parties and the things that a cell names."""
    for phrase in phrases:
        if phrase.type in PARTIES or (phrase.type is None and parties.suffixed(phrase.text)):
            row.named.append(Item(phrase, start=phrase.start))
        elif not _NUMBER.match(phrase.text) and phrase.text not in _NONE:
            row.things.append(phrase)


def _issuer(phrases: Sequence[Phrase]) -> bool:
    """Whether a cell names a body of government, by the level that its first word tells: 省文明委, 教育部办公厅."""
    only = phrases[0] if len(phrases) == 1 else None
    if only is None or only.type in _THINGS:
        return False
    return worded(only.text, Type.AWARD).start == 0
