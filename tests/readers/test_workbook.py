"""Workbooks opened with care: cells with their kinds and places."""

import datetime
import io
from typing import Any

import openpyxl

from ledertrivsel.readers._workbook import Cell, Kind, letters, sheets
from tests.readers.workbooks import saved, table


def changed(change: Any) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(table([("a", "b")])))
    change(book.active)
    return saved(book)


def test_cells_have_their_place_and_kind() -> None:
    def change(page: Any) -> None:
        page["B3"], page["C3"], page["D3"] = 4.0, 4.5, datetime.date(2026, 5, 1)
        page["E3"], page["F3"], page["G3"] = "=1+1", "#N/A", " \xa0 "
        page["H3"] = True

    (sheet,) = sheets(changed(change), "x.xlsx")
    assert sheet.rows == {
        1: {1: Cell("a"), 2: Cell("b")},
        3: {
            2: Cell("4"),
            3: Cell("4.5"),
            4: Cell("2026-05-01 00:00:00", Kind.DAY),
            5: Cell("=1+1", Kind.FORMULA),
            6: Cell("#N/A", Kind.FORMULA),
            8: Cell("True"),
        },
    }


def test_merged_cells_and_hidden_sheets_are_known() -> None:
    def change(page: Any) -> None:
        page.merge_cells("B2:D5")
        page.sheet_state = "hidden"
        page.parent.create_sheet("Synligt")

    first, second = sheets(changed(change), "x.xlsx")
    assert first.merged == ((2, 2, 4, 5),)
    assert (first.is_hidden, second.is_hidden) == (True, False)


def test_columns_are_called_as_excel_calls_them() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 702, 703)] == ["A", "Z", "AA", "AZ", "ZZ", "AAA"]


def test_a_problem_knows_its_sheet_and_cell() -> None:
    (sheet,) = sheets(table([("a",)], "HR"), "x.xlsx")
    told = sheet.problem("Vigtigt", "read-mark", "?", row=7, column=4)
    assert str(told) == "sheet 'HR', cell D7: Vigtigt must be x, or empty, got '?'."
    assert str(sheet.problem("sheet", "read-hidden")) == "sheet 'HR': sheet must not be hidden."
