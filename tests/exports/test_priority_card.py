"""What the card says of itself: in figures, in words and as a picture."""

import datetime

import attrs

from ledertrivsel.exporters._outline import Speaker, plain
from ledertrivsel.exporters._priority_card import cut_line, picture, rule_name, scale_line
from ledertrivsel.labels import load_labels
from ledertrivsel.scales import Scale
from ledertrivsel.view import Audience, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

DA = Speaker(load_labels("da"), "da")
DAY = datetime.date(2026, 9, 2)


def test_a_rule_of_a_third_party_goes_by_its_name() -> None:
    assert rule_name(DA, "picks") == "Hvor mange grupper har valgt temaet"
    assert rule_name(DA, "acme-rule") == "acme-rule"


def test_a_scale_says_its_ends() -> None:
    said = plain(scale_line(DA, Scale()), DA.labels)
    assert said == "1–5 (1 = i lav grad, 5 = i høj grad)"


def test_a_scale_that_others_named_is_written_as_they_wrote_it() -> None:
    scale = Scale(0, 2, labels=((0, "Som ved Gallup"), (2, "Meget")))
    assert plain(scale_line(DA, scale), DA.labels) == "0–2 (0 = Som ved Gallup, 2 = Meget)"


def test_the_picture_is_told_in_words_field_by_field() -> None:
    made = picture(DA, make_view(plan_on(DAY), Audience.FORUMS, today=DAY))
    assert made is not None
    assert made.description == (
        "Felt 1: Vigtigt, lykkes mindre godt – tema 1 (valgt), 2, 3 (på linjen), 4 (valgt), "
        "5 (valgt), 12 (valgt) og 13. Felt 2: Vigtigt, lykkes godt – tema 7 og 9. "
        "Felt 3: Mindre vigtigt, lykkes mindre godt – tema 11. "
        "Felt 4: Mindre vigtigt, lykkes godt – tema 8."
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
    assert said == "ved 3,5 (vigtigt) og 3 (lykkes), gennemsnittet af temaerne"
