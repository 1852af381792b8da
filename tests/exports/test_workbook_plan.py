"""The plan as a workbook: what people work with as tables of days and figures."""

import datetime
from typing import Any

import attrs
import pytest

from ledertrivsel.exporters import _workbook_plan
from ledertrivsel.exporters.xlsx import XlsxExporter
from ledertrivsel.labels import load_labels
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import context, everything
from tests.exports.workbooks import read_workbook

DAY = datetime.date(2026, 11, 23)


def case(day: datetime.date = DAY, audience: Audience = Audience.WORKING_GROUP) -> View:
    return make_view(plan_on(day), audience, today=day)


def book(view: View, language: str = "da") -> Any:
    return read_workbook(XlsxExporter().export(view, context(language)).content)


def table(page: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet's only table, by the names of its columns."""
    (found,) = page.tables.values()
    head, *rows = page[found.ref]
    names = [cell.value for cell in head]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]


CASE = book(case())


def test_the_sheets_stand_in_the_order_people_need_them() -> None:
    assert CASE.sheetnames == [
        "Overblik",
        "Prioriteringskortet",
        "Temaer",
        "Action cards",
        "Opgaver",
        "APV-handlingsplan",
        "Kvalificering",
        "Vurderinger",
        "Begrundelser",
        "Næste skridt",
        "Forslag og parkering",
        "Uenighed",
        "Hvem var med",
        "Inddragelse",
        "Eftersyn",
    ]


def test_the_organisation_gets_the_sheets_it_may_see() -> None:
    assert book(case(audience=Audience.ORGANISATION)).sheetnames == [
        "Overblik",
        "Prioriteringskortet",
        "Temaer",
        "Action cards",
        "Opgaver",
        "APV-handlingsplan",
        "Inddragelse",
    ]


def test_an_empty_plan_has_an_overview_alone() -> None:
    found = book(make_view(plan_on(datetime.date(2026, 6, 16)), Audience.ORGANISATION))
    assert found.sheetnames[0] == "Overblik"


def test_the_overview_begins_with_the_plan_and_ends_with_the_foot() -> None:
    first = [cell.value for cell in CASE["Overblik"]["A"] if cell.value]
    assert first[:2] == ["Plan for ledertrivsel 2026–2027", "Eksempel Kommune"]
    assert "Til arbejdsgruppen – ikke til videre brug" in first
    assert first[-1].startswith("Skillelinje: ved 3")


def test_the_priority_card_is_a_picture_with_words_and_figures() -> None:
    page = CASE["Prioriteringskortet"]
    assert len(page._images) == 1
    row = table(page)[0]
    assert row["Tema"] == "Hvordan modtager vi nye ledere?"
    assert row["Vigtigt"] == pytest.approx(14 / 3)
    assert (row["Nr."], row["Antal, der har vurderet"], row["Valgt af"]) == (1, 6, 5)


def test_the_tasks_can_be_sorted_by_day() -> None:
    rows = table(CASE["Opgaver"])
    days = [row["Frist"] for row in rows if row["Frist"]]
    assert datetime.datetime(2026, 12, 2) in days
    assert {type(day) for day in days} == {datetime.datetime}
    offsets = {row["Frist efter hændelse"] for row in rows}
    assert "5 uger efter opstart" in offsets
    assert not [row for row in rows if row["Frist"] and row["Frist efter hændelse"]]


def test_the_action_cards_stand_in_long_form_under_their_headings() -> None:
    rows = table(CASE["Action cards"])
    fields = [
        r["Overskrift"]
        for r in rows
        if r["Action card"] == "4. Hvordan sikrer vi lederes restitution?"
    ]
    headings = [h.title.to("da") for h in case().instrument.headings]
    assert [field for field in dict.fromkeys(fields) if field in headings] == headings


def test_the_apv_plan_has_what_the_law_asks_for() -> None:
    row = table(CASE["APV-handlingsplan"])[1]
    assert list(row) == [
        "Tema",
        "Hvad er problemet",
        "Hvad gør vi",
        "Hvem er ansvarlig",
        "Hvornår",
        "Hvordan følger vi op",
        "Status",
    ]
    assert row["Hvad er problemet"].startswith("Det er her, vi lykkes mindst.")
    assert "– Giv et klart svar, også når svaret er nej" in row["Hvad gør vi"]
    assert "– Direktionssekretariatet" in row["Hvem er ansvarlig"]
    assert "– 2. december 2026" in row["Hvornår"]


def test_the_goal_stands_for_a_problem_that_the_audience_may_not_see() -> None:
    found = book(case(audience=Audience.ORGANISATION))
    row = table(found["APV-handlingsplan"])[1]
    assert row["Hvad er problemet"].startswith("At ledere får et klart svar")


def test_without_anything_to_draw_with_the_card_is_told_and_a_warning_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_workbook_plan, "_drawn", lambda svg: None)
    export = XlsxExporter().export(case(), context())
    (warning,) = export.warnings
    assert warning.render(load_labels("da")) == (
        "Prioriteringskortet står som tekst, for der er intet at tegne det med. "
        "Installér ledertrivsel[pdf]."
    )
    page = read_workbook(export.content)["Prioriteringskortet"]
    said = [cell.value for cell in page["A"]]
    field = said.index("Felt 2: Vigtigt, lykkes godt")
    assert said[field + 1] == (
        "7. Hvordan løfter vi lederens dialog med nærmeste leder?\n"
        "9. Hvordan får ledere hjælp til svære personalesager?"
    )


def test_a_part_that_no_sheet_knows_gets_one() -> None:
    view = everything()
    assert "Andet" not in book(view).sheetnames
    assert len(book(attrs.evolve(view, cards=())).sheetnames) < len(book(view).sheetnames)
