"""Who took part, as tables."""

import attrs

from ledertrivsel.exporters._outline import Grid, Section, Speaker
from ledertrivsel.exporters._people import evidence_section, people_section
from ledertrivsel.labels import load_labels
from tests.exports.everything import everything

DA = Speaker(load_labels("da"), "da")


def participants(section: Section | None) -> Grid:
    return table(section, "participants")


def groups(section: Section | None) -> Grid:
    return table(section, "groups")


def table(section: Section | None, id: str) -> Grid:
    assert section is not None
    part = next(b for b in section.blocks if isinstance(b, Section) and b.id == id)
    grid = part.blocks[0]
    assert isinstance(grid, Grid)
    return grid


def test_names_have_a_column_only_where_there_are_names_to_see() -> None:
    view = everything()
    assert participants(people_section(DA, view)).columns == (
        "Rolle",
        "Navn",
        "Taler for",
        "Antal",
    )
    nameless = attrs.evolve(
        view, participants=tuple(attrs.evolve(p, name="") for p in view.participants)
    )
    grid = participants(people_section(DA, nameless))
    assert grid.columns == ("Rolle", "Taler for", "Antal")
    assert grid.numeric == {2}


def test_nobody_makes_no_part() -> None:
    view = attrs.evolve(everything(), participants=(), groups=(), sessions=(), evidence=())
    assert people_section(DA, view) is None
    assert evidence_section(DA, view) is None


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    view = everything()
    bare = tuple(attrs.evolve(group, leader="", theme_ids=()) for group in view.groups)
    assert groups(people_section(DA, view)).columns == (
        "Gruppe",
        "Antal i gruppen",
        "Gruppeleder",
        "Temaer",
    )
    grid = groups(people_section(DA, attrs.evolve(view, groups=bare)))
    assert grid.columns == ("Gruppe", "Antal i gruppen")
    assert grid.numeric == {1}
