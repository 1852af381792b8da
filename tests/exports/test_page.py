"""Which parts stand in which order, for whom and from when."""

import datetime

import attrs

from ledertrivsel.exporters._outline import Cell, Grid, Line, plain
from ledertrivsel.exporters._page import page
from ledertrivsel.labels import load_labels
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import context, everything

ALL = [
    "purpose",
    "overview",
    "findings",
    "action-cards",
    "follow-up",
    "reports",
    "choice",
    "priority-card",
    "progress",
    "parking",
    "proposal",
    "disagreement",
    "rounds",
    "qualification",
    "before-next-meeting",
    "next-steps",
    "themes",
    "evidence",
    "people",
    "mandate",
    "involvement",
    "publication",
]


def all_ids(view: View) -> list[str]:
    made = page(view, context())
    return [section.id for section in (*made.front, *made.sections)]


def ids(day: datetime.date, audience: Audience) -> list[str]:
    view = make_view(plan_on(day), audience, today=day)
    return all_ids(view)


def test_a_view_with_everything_has_every_part_in_this_order() -> None:
    assert all_ids(everything()) == ALL


def test_the_organisation_sees_the_cards_first_and_no_proposal() -> None:
    assert ids(datetime.date(2026, 11, 23), Audience.ORGANISATION) == [
        "purpose",
        "overview",
        "action-cards",
        "follow-up",
        "reports",
        "choice",
        "priority-card",
        "themes",
        "mandate",
        "involvement",
        "publication",
    ]


def test_a_plan_that_has_just_begun_says_that_there_are_no_cards() -> None:
    day = datetime.date(2026, 6, 17)
    view = make_view(plan_on(day), today=day)
    overview = page(view, context()).front[-1]
    assert overview.id == "overview"
    assert [block for block in overview.blocks if isinstance(block, Line)] == [
        Line(("Temaerne er endnu ikke valgt, og der er endnu ingen action cards.",))
    ]


def test_parked_themes_are_titles_alone_where_reasons_are_not_to_be_seen() -> None:
    view = everything()
    parked = attrs.evolve(view.parking[0], reason=None, note=type(view.purpose)(), revisit_on=None)
    shown = page(attrs.evolve(view, parking=(parked,)), context())
    section = next(s for s in shown.sections if s.id == "parking")
    assert [type(block).__name__ for block in section.blocks] == ["Items"]


def test_a_published_plan_says_so_once() -> None:
    day = datetime.date(2026, 11, 23)
    view = make_view(plan_on(day), today=day)
    labels = load_labels("da")
    assert [plain(line, labels) for line in page(view, context()).lead] == [
        "Eksempel Kommune",
        "Udgivet 2. november 2026, version 1",
        "Arbejdet begyndte 17. juni 2026",
    ]


def test_a_plan_that_is_not_published_says_how_far_it_is() -> None:
    day = datetime.date(2026, 9, 2)
    view = make_view(plan_on(day), today=day)
    lead = [plain(line, load_labels("da")) for line in page(view, context()).lead]
    assert lead[1:] == ["Status: Udkast", "Arbejdet begyndte 17. juni 2026"]


def test_a_tool_that_a_theme_points_to_is_called_a_tool() -> None:
    grid = rows_of("themes")
    said = [
        plain(line, load_labels("da")) for row in grid for line in row[1] if isinstance(line, Line)
    ]
    assert "Værktøj 1: Styrk lederens dialog med nærmeste leder" in said


def test_a_finding_says_what_to_do_beside_it_and_how_much_it_matters_last() -> None:
    (found, *_), view = rows_of("findings"), everything()
    said = [
        [plain(line, load_labels("da")) for line in c if isinstance(line, Line)] for c in found
    ]
    first = view.findings[0]
    assert said[:2] == [[first.render("da")], [first.advice("da")]]
    assert said[2] == ["Bør afklares", "Trin 2: Kvalificer"]


def rows_of(id: str) -> tuple[tuple[Cell, ...], ...]:
    day = datetime.date(2026, 9, 2)
    view = (
        everything() if id == "findings" else make_view(plan_on(day), Audience.FORUMS, today=day)
    )
    section = next(s for s in page(view, context()).sections if s.id == id)
    grid = section.blocks[0]
    assert isinstance(grid, Grid)
    return grid.rows
