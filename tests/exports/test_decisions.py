"""Minutes of decisions: who met, what was decided, what is open, what comes next."""

import datetime

import attrs

from ledertrivsel.view import Audience
from tests.exports.papers import headings, ids, outline, read, seen, written

BEGUN, PREPARED, QUALIFIED, PUBLISHED = (
    datetime.date(2026, 6, 17),
    datetime.date(2026, 9, 9),
    datetime.date(2026, 9, 23),
    datetime.date(2027, 3, 19),
)


def test_after_step_1_the_choice_stands_first_and_the_card_last() -> None:
    made = outline(seen(PREPARED), "decisions-1")
    assert made.title == "Beslutningsreferat – Trin 1: Forbered"
    assert headings(made) == [
        "Mødet",
        "Valg af temaer",
        "Parkeringsplads",
        "Inden næste møde",
        "Prioriteringskortet",
    ]


def test_after_step_2_open_points_are_counted() -> None:
    text = read(seen(QUALIFIED), "decisions-2")
    assert "4 temaer er kvalificeret." in text
    assert "4. Hvordan sikrer vi lederes restitution?\n2 åbne punkter\n" in text
    assert "1. Hvordan modtager vi nye ledere?\n1 åbent punkt\n" in text
    assert "5. Hvordan spotter vi overbelastning hos ledere?\nIngen åbne punkter\n" in text


def test_after_step_3_the_cards_are_listed_and_stand_in_full() -> None:
    view = seen(PUBLISHED)
    made = outline(view, "decisions-3")
    assert headings(made) == [
        "Mødet",
        "Beslutning",
        "Opfølgning",
        "Udgivelse",
        "Action cards",
        "Aftalt mellem møderne",
        "De øvrige workshopper",
    ]
    assert "Planen får 4 action cards." in written(view, "decisions-3")


def test_what_a_card_was_activated_for_later_is_no_decision() -> None:
    view = seen(PUBLISHED)
    assert any(card.activations for card in view.cards)
    assert not [id for id in ids(outline(view, "decisions-3").sections) if "activation" in id]


def test_what_is_not_decided_yet_is_said() -> None:
    view = seen(BEGUN)
    for name, said in (
        ("decisions-1", "Temaerne er endnu ikke valgt."),
        ("decisions-2", "Temaerne er endnu ikke kvalificeret."),
        ("decisions-3", "Der er endnu ingen action cards."),
    ):
        text = written(view, name)
        assert f"*{said}*" in text
        assert "*Planen har ingen dato for denne workshop.*" in text


def test_who_may_not_see_who_took_part_is_not_told_that_nobody_did() -> None:
    text = written(seen(PREPARED, Audience.ORGANISATION), "decisions-1")
    assert "Mødet" not in text
    assert "Planen har ingen dato" not in text


def test_one_card_is_one() -> None:
    view = seen(PUBLISHED)
    text = written(attrs.evolve(view, cards=view.cards[:1]), "decisions-3", "en")
    assert "The plan gets 1 action card." in text
