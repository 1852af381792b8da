"""Sheets laid out row by row, read back by openpyxl."""

import datetime
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from ledertrivsel.exporters._workbook_sheet import Book, Cell, Look, Sheet, widths_for
from ledertrivsel.labels import load_labels
from tests.exports.workbooks import read_workbook

DAY = datetime.date(2026, 11, 2)


def made(fill: Callable[[Sheet], None], widths: tuple[int, ...] = (20, 40, 30)) -> Any:
    book = Book(load_labels("da"), "Til alle & enhver", DAY)
    fill(book.sheet("Ark", "Titel", widths))
    return read_workbook(book.content()).worksheets[0]


def test_every_sheet_is_set_up_for_print() -> None:
    page = made(lambda sheet: sheet.line("Tekst"))
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    assert page.oddFooter.left.text == "Til alle && enhver"
    assert page.oddFooter.right.text == "Side &P af &N"


def test_a_table_has_a_head_that_stays_and_buttons_to_filter() -> None:
    def fill(sheet: Sheet) -> None:
        top = sheet.row
        rows = [[Cell("a"), Cell(3, Look.COUNT), Cell(DAY, Look.DAY)]]
        sheet.table(("Hvad", "Hvad", "Hvornår"), rows, name="opgaver", title="Opgaver")
        sheet.freeze(top, 1)

    page = made(fill)
    table = page.tables["opgaver"]
    assert table.ref == "A2:C3"
    assert [column.name for column in table.tableColumns] == ["Hvad", "Hvad 2", "Hvornår"]
    assert table.autoFilter is not None
    assert page.freeze_panes == "B3"
    assert page.print_title_rows == "$2:$2"
    assert page["C3"].value == datetime.datetime(2026, 11, 2)
    assert page["C3"].number_format == "[$-406]d. mmm yyyy;@"
    assert (page["B3"].value, page["B3"].data_type) == (3, "n")


def test_a_table_without_rows_is_a_table_all_the_same() -> None:
    page = made(lambda sheet: sheet.table(("A",), [], name="tom", title="Tom"))
    assert page.tables["tom"].ref == "A2:A3"


def test_what_looks_like_a_formula_a_link_or_a_number_is_a_text() -> None:
    texts = ("=1+1", "{=1+1}", "+45 12", "@SUM(A1)", "https://eksempel.dk", "12", "_x0041_")
    rows = [[Cell(text)] for text in texts]
    page = made(lambda sheet: sheet.table(("Tekst",), rows, name="t", title="T"))
    assert [page.cell(3 + n, 1).value for n in range(len(texts))] == list(texts)
    assert {page.cell(3 + n, 1).data_type for n in range(len(texts))} == {"s"}
    assert not page._hyperlinks


def test_a_day_before_excel_counts_is_written_in_words() -> None:
    early = datetime.date(1899, 12, 31)
    page = made(
        lambda sheet: sheet.table(("Dag",), [[Cell(early, Look.DAY)]], name="t", title="T")
    )
    assert page["A3"].value == "31. december 1899"


def test_a_figure_is_a_figure() -> None:
    rows = [[Cell(Fraction(14, 3), Look.FIGURE)]]
    page = made(lambda sheet: sheet.table(("Tal",), rows, name="t", title="T", right=(0,)))
    assert page["A3"].value == pytest.approx(14 / 3)
    assert page["A3"].number_format == "0.00"


LONG = " ".join(f"ord{number}" for number in range(2000))


def test_a_long_text_goes_on_in_the_rows_below_beside_a_mark() -> None:
    rows = [[Cell("Tema"), Cell("Svar"), Cell(LONG)], [Cell("Næste"), Cell("Svar"), Cell("kort")]]
    page = made(lambda s: s.table(("A", "B", "C"), rows, name="t", title="T", keys=2))
    found = list(page.iter_rows(min_row=3, values_only=True))
    assert " ".join(row[2] for row in found[:-1]) == LONG
    assert found[0][:2] == ("Tema", "Svar")
    assert {row[:2] for row in found[1:-1]} == {("Tema", "Svar (fortsat)")}
    assert found[-1] == ("Næste", "Svar", "kort")
    assert all(page.row_dimensions[n].height <= 409 for n in range(3, 3 + len(found)))


def test_a_long_key_is_marked_where_nothing_else_goes_on() -> None:
    page = made(lambda s: s.table(("A", "B"), [[Cell(LONG), Cell("x")]], name="t", title="T"))
    assert page["B4"].value == "(fortsat)"


def test_a_long_text_across_the_sheet_and_beside_a_label_is_whole() -> None:
    def fill(sheet: Sheet) -> None:
        sheet.line(LONG)
        sheet.pair("Formål", LONG)

    page = made(fill)
    first = [page.cell(row, 1).value for row in range(2, page.max_row + 1)]
    second = [page.cell(row, 2).value for row in range(2, page.max_row + 1)]
    label = first.index("Formål")
    assert " ".join(first[:label]) == LONG
    assert " ".join(second[label:]) == LONG
    assert set(first[label + 1 :]) == {"Formål (fortsat)"}


def test_names_of_sheets_are_such_as_excel_takes_and_each_its_own() -> None:
    book = Book(load_labels("da"), "Alle", DAY)
    for name in ("a/b:c*[d]?\\", "x" * 40, "X" * 40, "'citat'", "", "?"):
        book.sheet(name, "Titel", (10,))
    names = read_workbook(book.content()).sheetnames
    assert names == ["a b c d", "x" * 31, "X" * 29 + " 2", "citat", "–", "– 2"]


def test_what_the_file_says_of_itself() -> None:
    book = Book(load_labels("da"), "Til alle", DAY)
    book.sheet("Ark", "Titel", (10,))
    book.describe("Titlen", "Emnet", "Kommunen")
    read = read_workbook(book.content())
    found = read.properties
    assert (found.title, found.subject, found.description) == ("Titlen", "Emnet", "Til alle")
    assert found.created == found.modified == datetime.datetime(2026, 11, 2)
    assert read.custom_doc_props["Language"].value == "da-DK"


def test_widths_follow_the_texts_and_fill_the_page() -> None:
    widths = widths_for([[("Nr.", "Tema"), ("1", "En længere tekst om temaet")]])
    assert widths[0] < widths[1]
    assert sum(widths) == 140
    crowded = widths_for([[tuple("x" * 60 for _ in range(9))]])
    assert sum(crowded) <= 150  # Whole digits.
    assert min(crowded) >= 9
