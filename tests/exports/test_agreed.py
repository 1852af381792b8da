"""What was agreed, part by part."""

import attrs
import pytest

from ledertrivsel.exporters import _agreed
from ledertrivsel.exporters._outline import Facts, Grid, Line, Section, Speaker, plain
from ledertrivsel.labels import load_labels
from tests.exports.everything import everything

DA = Speaker(load_labels("da"), "da")


@pytest.mark.parametrize(
    ("part", "empty"),
    [
        ("mandate", None),
        ("involvements", ()),
        ("choice", None),
        ("parking", ()),
        ("publication", None),
        ("follow_up", None),
        ("reports", ()),
    ],
)
def test_what_was_not_agreed_has_no_part(part: str, empty: object) -> None:
    make = getattr(_agreed, f"{part.removesuffix('s') if part != 'reports' else part}_section")
    view = attrs.evolve(everything(), report_count=None)
    assert isinstance(make(DA, view), Section)
    assert make(DA, attrs.evolve(view, **{part: empty})) is None


def test_a_group_that_has_not_reported_is_named_where_reports_may_be_read() -> None:
    view = everything()
    assert view.follow_up is not None
    late = attrs.evolve(view.follow_up, groups=(*view.follow_up.groups, "Teknik og miljø"))
    made = _agreed.reports_section(DA, attrs.evolve(view, follow_up=late))
    assert made is not None
    grid = made.blocks[-1]
    assert isinstance(grid, Grid)
    last = [line for cell in grid.rows[-1][:2] for line in cell if isinstance(line, Line)]
    assert [plain(line, DA.labels) for line in last] == [
        "Teknik og miljø",
        "Har ikke meldt tilbage",
    ]


def test_a_note_to_the_follow_up_stands_beside_its_days_without_a_heading_of_its_own() -> None:
    view = everything()
    assert view.follow_up is not None
    made = _agreed.follow_up_section(DA, view)
    assert made is not None
    said = made.blocks[0]
    assert isinstance(said, Facts)
    assert said.rows[-1] == ("Note", (view.follow_up.note,))
    assert [b.id for b in made.blocks if isinstance(b, Section)] == [
        "discussions",
        "report-groups",
    ]


def test_who_follows_up_a_parked_theme_has_a_column_only_where_it_may_be_seen() -> None:
    view = everything()
    hidden = tuple(attrs.evolve(parked, who="") for parked in view.parking)
    made = _agreed.parking_section(DA, attrs.evolve(view, parking=hidden))
    assert made is not None
    grid = made.blocks[0]
    assert isinstance(grid, Grid)
    assert grid.columns == ("Tema", "Hvorfor parkeret", "Tages op igen")
