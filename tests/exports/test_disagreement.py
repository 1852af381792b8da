"""Where the voices disagree, as tables."""

import attrs

from ledertrivsel.exporters._disagreement import disagreement_section
from ledertrivsel.exporters._outline import Grid, Line, Section, Speaker, plain
from ledertrivsel.labels import load_labels
from tests.exports.everything import everything

DA = Speaker(load_labels("da"), "da")


def grid_of(id: str) -> Grid:
    whole = disagreement_section(DA, everything())
    assert whole is not None
    part = next(b for b in whole.blocks if isinstance(b, Section) and b.id == id)
    grid = part.blocks[0]
    assert isinstance(grid, Grid)
    return grid


def said(grid: Grid) -> list[list[str]]:
    lines = [[cell for cell in row] for row in grid.rows]
    return [
        [
            " | ".join(plain(line, DA.labels) for line in cell if isinstance(line, Line))
            for cell in row
        ]
        for row in lines
    ]


def test_a_view_without_disagreement_has_no_such_part() -> None:
    assert disagreement_section(DA, attrs.evolve(everything(), disagreement=None)) is None


def test_each_theme_has_a_row_for_importance_and_one_for_success() -> None:
    shown = everything().disagreement
    assert shown is not None
    axes = [row[1] for row in said(grid_of("distribution"))]
    assert axes == ["Vigtigt", "Lykkes"] * len(shown.themes)


def test_a_split_theme_is_marked_in_the_table_of_fields() -> None:
    shown = everything().disagreement
    assert shown is not None
    marks = [row[-1] != "" for row in said(grid_of("where-groups"))]
    assert marks == [found.is_split for _, found in shown.themes]
    assert True in marks
