"""Ratings in workbooks: our own sheets filled in, tables of one's own, and all that goes wrong."""

import datetime
import io
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel import read_ratings as front_door
from ledertrivsel.ballots import Ballot, new_voice
from ledertrivsel.errors import ReadError
from ledertrivsel.labels import say
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.readers import _workbook
from ledertrivsel.readers.ratings_xlsx import read_ratings_xlsx
from ledertrivsel.rounds import Round, RoundMode
from ledertrivsel.scales import DONT_KNOW, Rating, Scale
from tests.cases.eksempelkommune import plan_on
from tests.readers.workbooks import FIRST, NAME, SIZE, filled_in, handed_out, saved, table

DAY = datetime.date(2026, 9, 2)
PLAN = Plan.start(builtin_method(), title="Planen", on=DAY)
THEMES = PLAN.themes
POINT = "Leave the cell empty when there is no answer, or write “ved ikke” (don't know)."


def read(content: bytes, **given: Any) -> Round:
    return read_ratings_xlsx(content, **{"themes": THEMES, "round_id": "forbered", **given})


def problems(content: bytes, **given: Any) -> list[str]:
    with pytest.raises(ReadError) as caught:
        read(content, **given)
    return [str(problem) for problem in caught.value.problems]


def only(found: Round) -> Ballot:
    (ballot,) = found.ballots
    return ballot


def cells(**values: object) -> bytes:
    """Return our own sheet with values in it, by cell."""

    def change(book: Any) -> None:
        for cell, value in values.items():
            book.worksheets[0][cell] = value

    return filled_in(PLAN, change)


# Our own sheet.


def test_the_sheet_that_is_handed_out_is_taken_back() -> None:
    content = cells(
        **{NAME: "Ledere i ældre og sundhed", SIZE: 5},
        D13=5, E13=2, F13="x", G13="Vi kan blive *bedre*",
        D14=3, E14="ved ikke",
        E15=4,
        F16="X",
    )  # fmt: skip
    assert only(read(content)) == Ballot(
        voice="Ledere i ældre og sundhed",
        size=5,
        ratings=(
            ("new-managers", 5, 2),
            ("psychological-safety", 3, DONT_KNOW),
            ("sparring", None, 4),
        ),
        picks=("new-managers", "restitution"),
        reasons=(("new-managers", "Vi kan blive *bedre*"),),
    )


def test_the_english_sheet_is_taken_back_too() -> None:
    def change(book: Any) -> None:
        page = book.worksheets[0]
        page[NAME], page[SIZE] = "North", 4
        page["D13"], page["E13"], page["F13"], page["G13"] = 4, "don’t know", "x", "Why"

    found = only(read(filled_in(PLAN, change, "en")))
    assert (found.voice, found.size, found.picks) == ("North", 4, ("new-managers",))
    assert found.rating("new-managers") == Rating(4, DONT_KNOW)
    assert found.reasons == (("new-managers", "Why"),)


def test_each_tab_is_a_group_and_one_without_a_name_is_called_as_the_tab() -> None:
    def change(book: Any) -> None:
        for number, page in enumerate(book.worksheets[:3], 1):
            page["D13"], page["E13"] = number, 5
        book.worksheets[1].title = "HR"
        book.worksheets[2][NAME] = "Stab"

    plan = plan_on(DAY)
    found = read(filled_in(plan, change), themes=plan.themes, sizes={"hr": 7})
    assert {ballot.voice: ballot.size for ballot in found.ballots} == {
        "Gruppe 1": 1,
        "HR": 7,
        "Stab": 1,
    }


def test_an_own_theme_is_read_from_the_bottom_when_the_plan_has_it() -> None:
    plan = PLAN.add_theme("Fysiske rammer", id="fysiske-rammer")
    content = cells(B25="Fysiske rammer", D25=4, E25=1)
    assert only(read(content, themes=plan.themes)).ratings == (("fysiske-rammer", 4, 1),)
    assert problems(content) == [
        "sheet 'Gruppe', cell B25: Tema must be one of the plan's themes, got 'Fysiske rammer'. "
        "Add own themes first, with plan.add_theme()."
    ]


def test_the_sheet_of_a_plan_has_its_scale_and_is_read_on_it(tmp_path: Path) -> None:
    scale = Scale(0, 10)
    plan = PLAN.add_round(
        Round.from_rows("pilot", [("A", "sparring", 9, 1)], themes=THEMES, scale=scale)
    )

    def change(book: Any) -> None:
        book.worksheets[0]["D13"], book.worksheets[0]["E13"] = 10, 0

    file = tmp_path / "Vurderinger.XLSX"
    file.write_bytes(filled_in(plan, change))
    found = front_door(file, plan=plan, round_id="anden")
    assert (found.scale, only(found).ratings) == (scale, (("new-managers", 10, 0),))


def test_an_untouched_sheet_is_nobodys() -> None:
    assert problems(saved(handed_out(PLAN))) == [
        "file must not be empty. Get an empty sheet with: ledertrivsel sheet"
    ]


def test_an_anonymous_sheet_has_a_random_name_and_no_reasons() -> None:
    voice = new_voice()
    found = read(cells(**{NAME: voice}, D13=4, E13=2), mode=RoundMode.ANONYMOUS)
    assert only(found).voice == voice
    told = problems(cells(**{NAME: "Karin"}, D13=4, E13=2, G13="Mig"), mode=RoundMode.ANONYMOUS)
    assert told == [
        "sheet 'Gruppe', cell C8: Gruppens navn must come from new_voice() in an anonymous round, "
        "got '…'. Make one with ledertrivsel.new_voice().",
        "sheet 'Gruppe', cell G13: Begrundelse must be empty in an anonymous round, got '…'.",
    ]


# Tables of one's own.


@pytest.mark.parametrize(
    "rows",
    [
        [("Gruppe", "1 vigtigt", "1 lykkes"), ("A", 5, 2)],
        [("Gruppe", "1 vigtigt", "1 lykkes"), ("A", 5.0, "2")],
        [(), ("Gruppe", "Tema", "Vigtigt", "Lykkes"), ("A", 1, 5, 2)],
        [("voice", "theme", "importance", "success"), ("A", "new-managers", 5, 2)],
        [("Gruppe", None, "1 vigtigt", "1 lykkes"), (" A ", None, "5", "2\xa0")],
        [("Tema", "Vigtigt", "Lykkes"), ("Hvordan modtager vi nye ledere?", 5, 2)],
    ],
)
def test_wide_and_long_tables_are_read_as_in_csv(rows: list[tuple[object, ...]]) -> None:
    assert only(read(table(rows, "A"))) == Ballot(voice="A", ratings=(("new-managers", 5, 2),))


def test_groups_may_stand_on_several_sheets() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(table([("Gruppe", "1 vigtigt", "1 lykkes"), ("A", 5, 2)], "Nord"))
    )
    page = book.create_sheet("Syd")
    page.append(["Gruppe", "2 vigtigt", "2 lykkes"])
    page.append(["B", 3, 3])
    assert [ballot.voice for ballot in read(saved(book)).ballots] == ["A", "B"]


# What is refused.


def test_every_problem_is_told_at_once_with_its_sheet_and_cell() -> None:
    content = cells(
        **{SIZE: "en del"},
        D13=datetime.datetime(2026, 5, 1), E13=2,
        D14=4.5, E14="=1+1",
        D15=9, E15="nej",
        F16="måske",
        H17="en note",
    )  # fmt: skip
    assert problems(content) == [
        "sheet 'Gruppe', cell C9: Antal deltagere must be a whole number from 1, got 'en del'.",
        "sheet 'Gruppe', cell D13: Vigtigt must be a number: Excel has made a date of it, "
        "got '2026-05-01 00:00:00'. Format the cell as text, and type the number again.",
        "sheet 'Gruppe', cell E14: Lykkes must be a value, not a formula, got '=1+1'.",
        f"sheet 'Gruppe', cell D14: Vigtigt must be a whole point from 1 to 5, got '4.5'. {POINT}",
        f"sheet 'Gruppe', cell D15: Vigtigt must be a whole point from 1 to 5, got '9'. {POINT}",
        "sheet 'Gruppe', cell E15: Lykkes must be a number, since not every point of the scale "
        f"1–5 has a name, got 'nej'. {POINT}",
        "sheet 'Gruppe', cell F16: Post-it must be x, or empty, got 'måske'.",
        "sheet 'Gruppe', cell H17: cell must stand under a head of the table, got 'en note'.",
    ]


def test_a_problem_is_told_in_danish_too() -> None:
    with pytest.raises(ReadError) as caught:
        read(cells(D13=datetime.datetime(2026, 5, 1), E13=2), source="svar.xlsx")
    assert say(caught.value) == (
        "svar.xlsx har 1 fejl:\n"
        "  – ark 'Gruppe', celle D13: Vigtigt skal være et tal: Excel har gjort det til en dato, "
        "men er '2026-05-01 00:00:00'. Formatér cellen som tekst, og skriv tallet igen."
    )


def test_a_table_of_ones_own_is_told_of_by_cell_too() -> None:
    rows = [("Gruppe", "1 vigtigt", "1 lykkes", "Note"), ("A", 5, 9), ("A", 1, 1), ("Snit", 3, 3)]
    assert problems(table(rows, "HR")) == [
        "sheet 'HR', cell D1: column 4 must be a column that is read, got 'Note'. "
        "Get an empty sheet with: ledertrivsel sheet",
        f"sheet 'HR', cell C2: 1 lykkes must be a whole point from 1 to 5, got '9'. {POINT}",
        "sheet 'HR', cell A3: Gruppe must stand once; the first is on line 2, got 'A'.",
        "sheet 'HR', cell A4: Gruppe must be a group's own ratings, not a sum or a mean, "
        "got 'Snit'. Leave it out: the library counts itself.",
    ]


def test_a_hidden_sheet_is_not_left_out_without_a_word() -> None:
    def change(book: Any) -> None:
        book.worksheets[0]["D13"], book.worksheets[0]["E13"] = 4, 2
        book.create_sheet("Skjult")["A1"] = "Gruppe"
        book["Skjult"].sheet_state = "veryHidden"

    assert problems(filled_in(PLAN, change)) == [
        "sheet 'Skjult': sheet must not be hidden. Show it, or delete it."
    ]


def test_merged_cells_in_the_table_are_told() -> None:
    def change(book: Any) -> None:
        page = book.worksheets[0]
        page["D13"] = 4
        page.merge_cells("D13:E13")

    assert problems(filled_in(PLAN, change)) == [
        "sheet 'Gruppe', cell D13: cells must not be merged in the table, got 'D13:E13'."
    ]


def test_two_sheets_of_one_name_are_told() -> None:
    def change(book: Any) -> None:
        for page in book.worksheets[:2]:
            page["D13"], page["E13"], page[NAME] = 4, 2, "HR"

    plan = plan_on(DAY)
    assert problems(filled_in(plan, change), themes=plan.themes) == [
        "sheet 'Gruppe 2', cell C8: voice must have another name than on the sheet Gruppe 1, "
        "got 'HR'."
    ]


def test_a_sheet_of_notes_is_told_and_not_passed_over() -> None:
    def change(book: Any) -> None:
        book.worksheets[0]["D13"], book.worksheets[0]["E13"] = 4, 2
        book.create_sheet("Noter")["A1"] = "Husk kaffe"

    told = problems(filled_in(PLAN, change))
    assert told[0] == (
        "sheet 'Noter', cell A1: column 1 must be a column that is read, got 'Husk kaffe'. "
        "Get an empty sheet with: ledertrivsel sheet"
    )


def test_what_stands_above_a_table_of_groups_is_told() -> None:
    rows = [("Vurderinger 2026",), ("Gruppe", "1 vigtigt", "1 lykkes"), ("A", 5, 2)]
    assert problems(table(rows)) == [
        "sheet 'Ark1', cell A1: row must not stand above a table of groups, "
        "got 'Vurderinger 2026'."
    ]


NOT_XLSX = "Save it in Excel as “Excel Workbook (.xlsx)”, without a password."


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", f"file must be an Excel workbook (.xlsx). {NOT_XLSX}"),
        (b"Gruppe;1 vigtigt", f"file must be an Excel workbook (.xlsx). {NOT_XLSX}"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook",
            f"file must be an Excel workbook (.xlsx). {NOT_XLSX}",
        ),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            f"file must not be protected with a password. {NOT_XLSX}",
        ),
        (archive(word__document=b"<x/>"), f"file must be an Excel workbook (.xlsx). {NOT_XLSX}"),
        (
            archive(xl__workbook=b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"),
            f"file must be a whole workbook, as Excel writes it. {NOT_XLSX}",
        ),
        (b"PK\x03\x04", f"file must be a whole workbook, as Excel writes it. {NOT_XLSX}"),
        (
            archive(xl__big=b" " * (_workbook.UNPACKED + 1)),
            "file must be at most 67108864 bytes.",
        ),
        (b"PK" + b"x" * _workbook.LIMIT, "file must be at most 10485760 bytes."),
    ],
    ids=["empty", "csv", "xls", "password", "word", "doctype", "cut off", "bomb", "large"],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_in_words(content: bytes, told: str) -> None:
    assert problems(content) == [told]


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="999999999"><c r="A999999999"><v>1</v></c></row>',
        '<row r="2"><c r="XFD2"><v>1</v></c></row>',
    ],
)
def test_a_sheet_that_says_it_is_endless_is_refused_at_once(xml: str) -> None:
    whole = io.BytesIO(table([("Gruppe", "1 vigtigt", "1 lykkes")]))
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", f"{xml}</sheetData>".encode())
            made.writestr(name, content)
    began = time.process_time()
    assert problems(out.getvalue()) == ["file must have at most 50000 rows and 500 columns."]
    assert time.process_time() - began < 5


CELL = st.one_of(st.integers(1, 5), st.none(), st.just("ved ikke"))


@given(st.lists(st.tuples(CELL, CELL), min_size=12, max_size=12))
def test_what_is_written_is_read(rated: list[tuple[object, object]]) -> None:
    filled = [pair for pair in rated if pair != (None, None)]
    rows = [("Tema", "Vigtigt", "Lykkes")]
    rows += [(n, *pair) for n, pair in enumerate(rated, 1)]  # type: ignore[list-item]
    if not filled:
        return
    words = {"ved ikke": DONT_KNOW}
    expected = tuple(
        sorted(
            (theme.id, *(words.get(half, half) for half in pair))  # type: ignore[call-overload]
            for theme, pair in zip(THEMES, rated, strict=True)
            if pair != (None, None)
        )
    )
    assert only(read(table(rows, "A"))).ratings == expected


def test_the_first_theme_stands_where_these_tests_write() -> None:
    assert handed_out(PLAN).worksheets[0].cell(FIRST, 1).value == 1
