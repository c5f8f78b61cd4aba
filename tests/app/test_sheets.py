"""Sheets open right in a spreadsheet, and nothing in them runs."""

import io

import pytest
from openpyxl import load_workbook

from app.sheets import to_csv, to_xlsx


@pytest.mark.parametrize("text", ["=1+1", "+86", "-见附件", "@sum", "\t=1"])
def test_a_text_that_looks_like_a_formula_is_not_one(text: str) -> None:
    cell = load_workbook(io.BytesIO(to_xlsx(["名称"], [[text]], title="成果"))).active["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert to_csv(["名称"], [[text]]).splitlines()[1].lstrip('"').startswith("'")


def test_numbers_stay_numbers() -> None:
    sheet = load_workbook(io.BytesIO(to_xlsx(["数量"], [[3], [-12.5]], title="成果"))).active
    assert [cell.value for cell in sheet["A"]] == ["数量", 3, -12.5]
    assert to_csv(["数量"], [[-12.5]]) == "数量\r\n-12.5\r\n"


def test_a_page_break_in_a_quote_does_not_spoil_the_workbook() -> None:
    sheet = load_workbook(io.BytesIO(to_xlsx(["原文"], [["上页\f下页"]], title="成果"))).active
    assert sheet["A2"].value == "上页下页"


def test_columns_are_as_wide_as_what_they_hold_up_to_a_limit() -> None:
    data = to_xlsx(["名", "级别"], [["技术技能创新服务平台建设", "省级"], ["长" * 99, None]], title="成果")
    columns = load_workbook(io.BytesIO(data)).active.column_dimensions
    assert (columns["A"].width, columns["B"].width) == (60, 10)
    data = to_xlsx(["名"], [["技术技能创新服务平台建设"]], title="成果")
    assert load_workbook(io.BytesIO(data)).active.column_dimensions["A"].width == 28
