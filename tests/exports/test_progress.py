"""How the themes moved, in words."""

import datetime

import attrs

from ledertrivsel.exporters._outline import Grid, Line, Speaker, plain
from ledertrivsel.exporters._progress import progress_section
from ledertrivsel.labels import load_labels
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on

DA = Speaker(load_labels("da"), "da")
DAY = datetime.date(2027, 9, 16)


def rows(view: View) -> dict[str, list[list[str]]]:
    made = progress_section(DA, view)
    assert made is not None
    grid = made.blocks[0]
    assert isinstance(grid, Grid)
    told = [
        [[plain(line, DA.labels) for line in cell if isinstance(line, Line)] for cell in row]
        for row in grid.rows
    ]
    return {row[0][0].partition(".")[0]: row[1:] for row in told}


def test_without_a_second_rating_there_is_no_progress() -> None:
    view = make_view(plan_on(DAY), Audience.FORUMS, today=DAY)
    assert progress_section(DA, attrs.evolve(view, movements=())) is None


def test_a_theme_that_changed_field_says_from_where_to_where() -> None:
    told = rows(make_view(plan_on(DAY), Audience.FORUMS, today=DAY))
    assert told["1"] == [
        ["Felt 1", "Vigtigt 4,67, lykkes 2,00", "6 vurderinger"],
        ["Felt 2", "Vigtigt 4,67, lykkes 3,50", "6 vurderinger"],
        ["Flyttet fra felt 1 til felt 2", "Lykkes +1,50"],
    ]


def test_a_theme_that_stayed_in_its_field_says_by_how_much_it_moved() -> None:
    told = rows(make_view(plan_on(DAY), Audience.FORUMS, today=DAY))
    assert told["12"][-1] == ["Vigtigt +0,17", "Lykkes +0,67"]
