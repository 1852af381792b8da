"""The chapters: what is decided stands with its step, an action card on a slide."""

import datetime

import attrs

from ledertrivsel.prose import Prose
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports import slides
from tests.exports.test_pptx import EMPTY, VIEWS, made

PUBLISHED = datetime.date(2026, 11, 23)


def titles(view: View, deck: str = "whole") -> list[str]:
    opened = slides.opened(made(view, deck=deck))
    return [slide.shapes.title.text_frame.text for slide in opened.slides]


def test_the_cover_says_whose_plan_it_is_and_for_whom() -> None:
    cover = slides.opened(made(make_view(plan_on(PUBLISHED)))).slides[0]
    title, subtitle, *_ = cover.shapes
    assert title.text_frame.text == "Plan for ledertrivsel 2026–2027"
    assert subtitle.text_frame.text.splitlines() == [
        "Eksempel Kommune",
        "Udgivet 2. november 2026, version 1",
        "Arbejdet begyndte 17. juni 2026",
        "Til hele organisationen",
    ]


def test_the_finished_plan_is_short() -> None:
    assert titles(make_view(plan_on(PUBLISHED)), "plan")[:5] == [
        "Plan for ledertrivsel 2026–2027",
        "Formål",
        "Overblik",
        "Valg af temaer",
        "Action card: 1. Hvordan modtager vi nye ledere?",
    ]


def test_a_card_of_ordinary_length_has_one_slide_with_its_tasks_as_a_table() -> None:
    view = make_view(plan_on(PUBLISHED), Audience.WORKING_GROUP)
    wanted = "Action card: 4. Hvordan sikrer vi lederes restitution?"
    opened = slides.opened(made(view))
    (slide,) = (s for s in opened.slides if s.shapes.title.text_frame.text.startswith(wanted))
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    assert table.first_row
    assert [cell.text_frame.text for cell in table.rows[0].cells] == [
        "Opgave",
        "Hvem",
        "Frist",
        "Status",
    ]


def test_the_front_page_has_a_tile_for_each_card() -> None:
    view = make_view(plan_on(PUBLISHED))
    opened = slides.opened(made(view))
    (slide,) = (s for s in opened.slides if s.shapes.title.text_frame.text == "Overblik")
    tiles = [s.text_frame.text.splitlines()[0] for s in slide.shapes if slides.is_box(s)]
    assert tiles[1:-2] == [
        "1. Hvordan modtager vi nye ledere?",
        "12. Hvordan støtter vi ledere i at være i krydspresset?",
        "5. Hvordan spotter vi overbelastning hos ledere?",
        "4. Hvordan sikrer vi lederes restitution?",
    ]


def test_tiles_that_hold_too_much_are_told_below_each_other() -> None:
    view = make_view(plan_on(PUBLISHED))
    first, *others = view.cards
    cards = (attrs.evolve(first, responsible=Prose("ord " * 500)), *others)
    found = titles(attrs.evolve(view, cards=cards))
    assert "Overblik (fortsat 2)" in found


def test_what_is_missing_stands_last_and_the_foot_after_it() -> None:
    assert titles(VIEWS["everything"])[-2:] == ["Eftersyn: det mangler", "Om planen"]


def test_an_empty_plan_has_what_the_workshops_need() -> None:
    assert len(titles(make_view(EMPTY))) > 12
    assert titles(make_view(EMPTY), "plan") == ["Plan", "Om planen"]
