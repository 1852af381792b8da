"""The sheets to rate on: nothing of anybody, and what is filled in alone is open."""

import datetime
from typing import Any

import attrs
import pytest

from ledertrivsel.exporters.xlsx import XlsxExporter
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round
from ledertrivsel.scales import Scale
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import context
from tests.exports.workbooks import read_workbook

DAY = datetime.date(2026, 9, 2)
BEGUN = Plan.start(builtin_method(), title="Planen", on=DAY)


def book(view: View, language: str = "da") -> Any:
    given = attrs.evolve(context(language), options={"workbook": "ratings"})
    return read_workbook(XlsxExporter().export(view, given).content)


def view_of(plan: Plan, audience: Audience = Audience.WORKING_GROUP) -> View:
    return make_view(plan, audience)


def test_a_plan_without_groups_has_one_tab() -> None:
    assert book(view_of(BEGUN)).sheetnames == ["Gruppe"]


def test_each_group_has_a_tab_by_number_alone() -> None:
    found = book(view_of(plan_on(DAY)))
    assert found.sheetnames == [f"Gruppe {number}" for number in range(1, 7)]
    said = {str(cell.value) for page in found for row in page for cell in row}
    assert not any("Direktion" in text for text in said)


def test_the_organisation_gets_one_tab_to_copy() -> None:
    assert book(view_of(plan_on(DAY), Audience.ORGANISATION)).sheetnames == ["Gruppe"]


@pytest.mark.parametrize(
    ("language", "head"),
    [
        (
            "da",
            ["Nr.", "Tema", "Spørgsmål til temaet", "Vigtigt", "Lykkes", "Post-it", "Begrundelse"],
        ),
        (
            "en",
            [
                "No.",
                "Theme",
                "Question on the theme",
                "Important",
                "Succeeding",
                "Post-it",
                "Reasons",
            ],
        ),
    ],
)
def test_a_row_is_a_theme(language: str, head: list[str]) -> None:
    page = book(view_of(BEGUN), language).worksheets[0]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    top = rows.index(head)
    assert [row[0] for row in rows[top + 1 :]] == [*range(1, 13), None, None, None]
    assert page.freeze_panes == f"C{top + 2}"
    assert page.print_title_rows == f"${top + 1}:${top + 1}"


def test_the_frame_is_locked_without_a_password() -> None:
    page = book(view_of(BEGUN)).worksheets[0]
    assert page.protection.sheet
    assert not page.protection.password
    open_cells = {c.coordinate for row in page for c in row if not c.protection.locked}
    assert {"C8", "C9", "D13", "G27", "B25"} <= open_cells
    assert not {"A1", "B13", "C13", "A25"} & open_cells


def test_excel_offers_the_points_of_the_scale() -> None:
    page = book(view_of(BEGUN)).worksheets[0]
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert rules == {"D13:E27": '"1,2,3,4,5,ved ikke"', "F13:F27": '"x"'}


def test_a_long_scale_is_checked_by_a_rule() -> None:
    plan = BEGUN.add_round(
        Round.from_rows("r", [("A", "sparring", 90, 10)], themes=BEGUN.themes, scale=Scale(0, 100))
    )
    page = book(view_of(plan)).worksheets[0]
    rule = next(r for r in page.data_validations.dataValidation if r.type == "custom")
    assert rule.formula1 == ('OR(AND(ISNUMBER(D13),D13>=0,D13<=100,D13=INT(D13)),D13="ved ikke")')


def test_parked_themes_are_not_rated_and_own_ones_are() -> None:
    page = book(view_of(plan_on(datetime.date(2026, 11, 23)))).worksheets[0]
    numbers = [row[0] for row in page.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert 13 in numbers
    assert not {6, 10} & set(numbers)
