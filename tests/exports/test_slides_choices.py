"""Which deck carries what: of the rest there is nothing left in its view."""

import pytest

from ledertrivsel.exporters._slides_choices import DECKS, WORKSHOPS, only
from ledertrivsel.testing._contract_facts import facts
from ledertrivsel.view import Part
from tests.exports.everything import everything


@pytest.mark.parametrize("deck", DECKS)
def test_a_view_has_the_parts_of_its_deck_and_no_other(deck: str) -> None:
    shown = only(everything(), deck)
    assert shown.parts == DECKS[deck]
    details = {Part.PARKED_REASONS, Part.PARKED_DETAILS, Part.NAMES}
    assert {fact.part for fact in facts(shown)} - details == DECKS[deck] - details


def test_what_a_deck_carries_stays_as_it_was() -> None:
    view = everything()
    shown = only(view, "whole")
    assert (shown.title, shown.choice, shown.follow_up) == (
        view.title,
        view.choice,
        view.follow_up,
    )
    assert [card.theme for card in shown.cards] == [card.theme for card in view.cards]


def test_every_deck_says_whose_workshop_it_is() -> None:
    assert set(WORKSHOPS) == set(DECKS)
