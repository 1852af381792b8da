"""What the figures of the card and the proposal are called."""

import datetime
from fractions import Fraction

import attrs
import pytest

from ledertrivsel.exporters._figures import (
    cut_line,
    letter,
    picture,
    proposal_section,
    reason_line,
    rule_name,
    scale_line,
)
from ledertrivsel.exporters._outline import Section, Speaker, plain
from ledertrivsel.labels import load_labels
from ledertrivsel.matrix import Quadrant
from ledertrivsel.prioritization import Reason
from ledertrivsel.scales import Scale
from ledertrivsel.view import Audience, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

DA = Speaker(load_labels("da"), "da")
DAY = datetime.date(2026, 9, 2)


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")]
)
def test_groups_are_lettered_on_past_z(index: int, name: str) -> None:
    assert letter(index) == name


def test_a_rule_of_a_third_party_goes_by_its_name() -> None:
    assert rule_name(DA, "picks") == "Hvor mange grupper har valgt temaet"
    assert rule_name(DA, "acme-rule") == "acme-rule"


def test_a_scale_says_its_ends() -> None:
    said = plain(scale_line(DA, Scale()), DA.labels)
    assert said == "1–5: 1 = I lav grad, 5 = I høj grad"


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
        "Felt 1. Vigtigt 4,67, lykkes 2, afstand 2,67. 83 % lægger selv temaet i felt 1. "
        "Valgt af 5."
    )
    picked = attrs.evolve(reason, importance=None, success=None, quadrant=None)
    assert plain(reason_line(DA, picked), DA.labels) == "Valgt af 5."


def test_the_picture_is_told_in_words_field_by_field() -> None:
    made = picture(DA, make_view(plan_on(DAY), Audience.FORUMS, today=DAY))
    assert made is not None
    assert made.description == (
        "Felt 1: Vigtigt, lykkes mindre godt: 1 (valgt), 2, 3 (på linjen), 4 (valgt), 5 (valgt), "
        "12 (valgt) og 13. Felt 2: Vigtigt, lykkes godt: 7 og 9. "
        "Felt 3: Mindre vigtigt, lykkes mindre godt: 11. "
        "Felt 4: Mindre vigtigt, lykkes godt: 8."
    )


def test_a_card_without_a_placed_theme_has_no_picture() -> None:
    view = everything()
    assert view.priority_card is not None
    bare = attrs.evolve(view.priority_card, placements=())
    assert picture(DA, attrs.evolve(view, priority_card=bare)) is None
    assert picture(DA, attrs.evolve(view, priority_card=None)) is None


def test_the_cut_says_where_and_how() -> None:
    card = everything().priority_card
    assert card is not None
    said = plain(cut_line(DA, card), DA.labels)
    assert said == "ved 3,5 (vigtigt) og 3 (lykkes): gennemsnittet af temaerne"


def test_a_proposal_that_nothing_can_turn_says_so_to_those_who_may_know() -> None:
    view = attrs.evolve(everything(), turning_points=())
    assert _heads(proposal_section(DA, view)) == ["turning-points"]
    without = attrs.evolve(view, parts=frozenset())
    assert _heads(proposal_section(DA, without)) == []


def _heads(section: Section | None) -> list[str]:
    assert section is not None
    return [block.id for block in section.blocks if isinstance(block, Section)]
