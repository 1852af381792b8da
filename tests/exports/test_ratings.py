"""The ballots side by side."""

import attrs
import pytest

from ledertrivsel.exporters._outline import Grid, Line, Section, Speaker, plain
from ledertrivsel.exporters._ratings import letter, rounds_section
from ledertrivsel.labels import load_labels
from tests.exports.everything import everything

DA = Speaker(load_labels("da"), "da")


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")]
)
def test_groups_are_lettered_on_past_z(index: int, name: str) -> None:
    assert letter(index) == name


def test_a_round_without_a_title_goes_by_what_it_is_for() -> None:
    view = everything()
    nameless = attrs.evolve(view.rounds[0], title="")
    made = rounds_section(DA, attrs.evolve(view, rounds=(nameless,)), None)
    assert made is not None
    first = made.blocks[0]
    assert isinstance(first, Section)
    assert plain(first.title, DA.labels) == "Prøverunde"


def test_a_reason_stands_beside_the_group_that_gave_it() -> None:
    view = everything()
    made = rounds_section(DA, view, None)
    assert made is not None
    first = made.blocks[0]
    assert isinstance(first, Section)
    reasons = first.blocks[-1]
    assert isinstance(reasons, Grid)
    assert reasons.columns == ("Tema", "Gruppe", "Begrundelse")
    voices = [ballot.voice for ballot in view.rounds[0].ballots if ballot.reasons]
    assert [line.pieces for row in reasons.rows for line in row[1] if isinstance(line, Line)][
        : len(voices)
    ] == [(voice,) for voice in voices]
