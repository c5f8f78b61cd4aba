"""Rows → CSV or XLSX that a spreadsheet opens right and runs nothing of. The only door to openpyxl."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Cell: TypeAlias = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold
LONGEST = 32_767  # characters of a cell in Excel
WIDEST = 60  # columns of a digit; a sentence is read in its cell


def safe(cell: Cell) -> Cell:
    """Disarm a text that a spreadsheet would run as a formula; numbers are numbers.

    >>> safe("=HYPERLINK(1)"), safe("奖项"), safe(-3)
    ("'=HYPERLINK(1)", '奖项', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write comma-separated values; lines end as RFC 4180 says."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def to_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str) -> bytes:
    """Write a workbook with one sheet, its header fixed and filterable."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate([header, *rows], 1):
        for column, value in enumerate(row, 1):
            kept = _CONTROL.sub("", value)[:LONGEST] if isinstance(value, str) else value
            cell = sheet.cell(number, column, kept)
            if isinstance(kept, str):
                cell.data_type = "s"  # a text that starts with `=` stays a text
                cell.style = "Normal"
                cell.quotePrefix = kept.startswith(_FORMULA)
    for column, cells in enumerate(sheet.iter_cols(), 1):
        cells[0].font = Font(bold=True)
        width = max(_width(str(cell.value)) for cell in cells if cell.value is not None)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(10, width + 4), WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _width(words: str) -> int:
    """How many digits a text is as wide as: a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)
