"""Where the voices disagree, as tables."""

import attrs

from ledertrivsel.exporters._disagreement import disagreement_section
from ledertrivsel.exporters._outline import Grid, Line, Section, Speaker, plain
from ledertrivsel.labels import load_labels
from ledertrivsel.scales import Scale
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


def test_of_a_long_scale_only_the_points_that_somebody_gave_are_named() -> None:
    view = everything()
    assert view.priority_card is not None
    assert view.disagreement is not None
    ((theme, found),) = view.disagreement.themes
    counts = tuple({20: 3, 70: 1}.get(point, 0) for point in range(101))
    nobody = attrs.evolve(found.success, frequencies=(0,) * 101)
    found = attrs.evolve(
        found,
        importance=attrs.evolve(found.importance, frequencies=counts),
        success=nobody,
    )
    view = attrs.evolve(
        view,
        priority_card=attrs.evolve(view.priority_card, scale=Scale(0, 100)),
        disagreement=attrs.evolve(view.disagreement, themes=((theme, found),)),
    )
    whole = disagreement_section(DA, view)
    assert whole is not None
    part = next(b for b in whole.blocks if isinstance(b, Section) and b.id == "distribution")
    (grid,) = part.blocks
    assert isinstance(grid, Grid)
    assert len(grid.columns) == 5
    assert grid.columns[2] == DA("model.distribution")
    assert [row[2] for row in said(grid)] == ["20: 3, 70: 1", ""]
