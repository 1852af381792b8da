"""What a proposal says: why a theme stands where it does, and how firm that is."""

import datetime
from fractions import Fraction

import attrs
import pytest

from ledertrivsel.exporters._outline import Grid, Line, Section, Speaker, plain
from ledertrivsel.exporters._proposal import proposal_section, reason_line
from ledertrivsel.labels import load_labels
from ledertrivsel.matrix import Quadrant
from ledertrivsel.prioritization import Reason
from ledertrivsel.view import Audience, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

DA, EN = (Speaker(load_labels(language), language) for language in ("da", "en"))


def test_a_reason_says_the_figures_the_rule_went_by() -> None:
    reason = Reason(
        theme_id="a",
        code="field",
        quadrant=Quadrant.FIELD_1,
        importance=Fraction(14, 3),
        success=Fraction(2),
        gap=Fraction(8, 3),
        share=Fraction(5, 6),
        picks=5,
    )
    assert plain(reason_line(DA, reason), DA.labels) == (
        "Felt 1. Vigtigt 4,67, lykkes 2,00, afstand 2,67. 83 % lægger selv temaet i felt 1. "
        "Valgt af 5."
    )
    picked = attrs.evolve(reason, importance=None, success=None, quadrant=None)
    assert plain(reason_line(DA, picked), DA.labels) == "Valgt af 5."


def test_a_proposal_that_nothing_can_turn_says_so_to_those_who_may_know() -> None:
    view = attrs.evolve(everything(), turning_points=())
    assert _heads(proposal_section(DA, view)) == ["turning-points"]
    without = attrs.evolve(view, parts=frozenset())
    assert _heads(proposal_section(DA, without)) == []


def _heads(section: Section | None) -> list[str]:
    assert section is not None
    return [block.id for block in section.blocks if isinstance(block, Section)]


@pytest.mark.parametrize(
    ("speaker", "level"),
    [(DA, "Står lige med tema 13"), (EN, "Tied with theme 13")],
)
def test_who_stands_level_with_one_theme_is_told_in_the_singular(
    speaker: Speaker, level: str
) -> None:
    day = datetime.date(2026, 9, 2)
    made = proposal_section(speaker, make_view(plan_on(day), Audience.FORUMS, today=day))
    assert made is not None
    grid = next(block for block in made.blocks if isinstance(block, Grid))
    said = [
        plain(line, speaker.labels)
        for row in grid.rows
        for line in row[3]
        if isinstance(line, Line)
    ]
    assert level in said
