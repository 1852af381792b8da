"""Texts as cells: no formula, nothing lost, and read back as they were."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.exporters._outline import Facts, Grid, Items, Line, Section, Speaker, cell
from ledertrivsel.exporters._tables import LongRow, guarded, long_rows, row_text, task_rows
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose
from ledertrivsel.readers._sheet import unguarded
from ledertrivsel.view import make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

DA = load_labels("da")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+45 12 34 56 78", "'+45 12 34 56 78"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\xa0=1", "'\xa0=1"),
        ("\tpunkt", "'\tpunkt"),
        ("'=1", "''=1"),
        ("＝1", "'＝1"),  # noqa: RUF001
        ("først\n=1\n– ny", "først\n'=1\n– ny"),
        ("helt almindelig", "helt almindelig"),
        ("Idéer: 3 − 1 = 2", "Idéer: 3 − 1 = 2"),
        ("'citat'", "'citat'"),
        ("", ""),
    ],
)
def test_what_may_be_a_formula_gets_an_apostrophe(typed: str, written: str) -> None:
    assert guarded(typed) == written
    assert unguarded(written) == typed


@given(st.text(alphabet="'=+-@\t ab\n\xa0＝", max_size=12))  # noqa: RUF001
def test_the_readers_take_off_what_was_put_on(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not any(
        line.lstrip(" \xa0")[:1] in tuple("=+-@\t") for line in guarded(text).split("\n")
    )


def test_a_section_becomes_rows_under_their_headings() -> None:
    grid = Grid(
        caption=Line(("Opgaver",)),
        columns=("Opgave", "Hvem", "Frist"),
        rows=((cell("Ring"), cell("HR"), cell(datetime.date(2026, 11, 2))),),
    )
    inner = Section(id="i", title=Line(("Indeni",)), blocks=(Prose("*Ja*\n\n- et\n- to"), grid))
    outer = Section(
        id="o",
        title=Line(("Yderst",)),
        blocks=(Facts((("Status", cell("Klar")),)), Items((cell("et punkt"),)), inner),
    )
    assert list(long_rows(outer, DA)) == [
        LongRow(("Status",), "Klar"),
        LongRow((), "et punkt"),
        LongRow(("Indeni",), "Ja\n– et\n– to"),
        LongRow(("Indeni",), "Ring\nHvem: HR · Frist: 2. november 2026"),
    ]


def test_a_dash_in_a_row_says_nothing() -> None:
    grid = Grid(caption=Line(), columns=("A", "B", "C"), rows=())
    row = (cell("et"), cell("–"), cell("to\ntre"))
    assert row_text(grid, row, DA) == "et\nC: to\ntre"


def test_the_tasks_of_the_example_have_days_and_offsets() -> None:
    day = datetime.date(2026, 11, 23)
    rows = list(task_rows(Speaker(DA, "da"), make_view(plan_on(day), today=day)))
    assert {type(row.due) for row in rows} == {datetime.date, str, type(None)}
    assert any(row.due == "5 uger efter opstart" for row in rows)


def test_each_kind_of_deed_is_told() -> None:
    kinds = {row.kind for row in task_rows(Speaker(DA, "da"), everything())}
    assert kinds == {
        "Opgave",
        "Opfølgning",
        "Mangler endnu",
        "Det mangler vi",
        "Inden næste møde",
        "Herfra",
    }
