"""The card to drag on: dots in their fields, a legend, a parking lot, and an empty one."""

import itertools

import pytest

from ledertrivsel.drawing import draw, field
from ledertrivsel.exporters import _slides_card
from ledertrivsel.exporters._slides_card import CARD, PARKING, UNIT
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.matrix import Quadrant
from ledertrivsel.view import Audience, View, make_view
from tests.exports import slides
from tests.exports.everything import everything
from tests.exports.test_pptx import EMPTY, VIEWS, made


def card_slide(view: View, language: str = "da"):  # type: ignore[no-untyped-def]
    wanted = load_labels(language)["model.priority-card"]
    for slide in slides.opened(made(view, language)).slides:
        if slide.shapes.title.text_frame.text == wanted:
            return slide
    raise AssertionError(wanted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["everything", "ugly", "working-group"])
def test_every_dot_lies_where_the_drawing_has_it(name: str, language: str) -> None:
    view = VIEWS[name]
    assert view.priority_card is not None
    chosen = {theme.id for theme in view.choice.themes} if view.choice else set()
    drawing = draw(view.priority_card, chosen)
    word = {"da": "Tema", "en": "Theme"}[language]
    ovals = {s.name: s for s in card_slide(view, language).shapes if slides.is_round(s)}
    centres = []
    for dot in drawing.dots:
        oval = ovals[f"{word} {dot.theme.number}"]
        assert oval.text_frame.text == str(dot.theme.number)
        assert dot.theme.title.to(language) in slides.alt(oval)
        bold = oval.text_frame.paragraphs[0].runs[0].font.bold
        assert bool(bold) == dot.is_chosen
        x, y = oval.left + oval.width // 2, oval.top + oval.height // 2
        centres.append((x, y))
        assert (x, y) == (CARD.left + dot.x * UNIT, CARD.top + dot.y * UNIT)
        box = field(Quadrant(dot.quadrant))
        assert oval.left >= CARD.left + box.left * UNIT
        assert oval.top >= CARD.top + box.top * UNIT
        assert oval.left + oval.width <= CARD.left + box.right * UNIT
        assert oval.top + oval.height <= CARD.top + box.bottom * UNIT
    radius = drawing.radius * UNIT
    for (ax, ay), (bx, by) in itertools.combinations(centres, 2):
        assert (ax - bx) ** 2 + (ay - by) ** 2 >= (2 * radius) ** 2


def test_a_dot_that_was_moved_has_a_line_to_where_it_belongs() -> None:
    view = VIEWS["ugly"]
    assert view.priority_card is not None
    chosen = {theme.id for theme in view.choice.themes} if view.choice else set()
    moved = [d for d in draw(view.priority_card, chosen).dots if d.has_moved]
    lines = [s for s in card_slide(view).shapes if s.name.startswith("Streg til det sted")]
    assert moved
    assert len(lines) == len(moved)


def test_the_picture_is_told_in_words_and_the_fields_by_name() -> None:
    found = list(card_slide(everything()).shapes)
    shapes = {shape.name: shape for shape in reversed(found)}
    assert "tema 1 (valgt" in slides.alt(shapes["Prioriteringskortet"])
    labels = load_labels("da")
    for number in (1, 2, 3, 4):
        name = labels[f"model.quadrant.{number}"]
        assert slides.alt(shapes[f"Felt {number}"]) == name
        assert shapes[f"Navnet på felt {number}"].text_frame.text == name


def test_parked_themes_lie_on_the_parking_lot() -> None:
    view = everything()
    ovals = [s for s in card_slide(view).shapes if slides.is_round(s) and s.top >= PARKING.top]
    inside = [s for s in ovals if s.left >= PARKING.left]
    assert [s.text_frame.text for s in inside] == [str(p.theme.number) for p in view.parking]
    for oval in inside:
        assert oval.top + oval.height <= PARKING.bottom
        assert oval.left + oval.width <= PARKING.left + PARKING.width


@pytest.mark.parametrize("audience", list(Audience))
def test_where_nothing_is_rated_the_themes_lie_beside_an_empty_card(audience: Audience) -> None:
    opened = slides.opened(made(make_view(EMPTY, audience)))
    (slide,) = (
        s for s in opened.slides if s.shapes.title.text_frame.text == "Træk temaerne hen på kortet"
    )
    ovals = [shape for shape in slide.shapes if slides.is_round(shape)]
    assert [oval.name for oval in ovals] == [f"Tema {n}" for n in range(1, 13)]
    assert all(oval.left >= _slides_card.BESIDE.left for oval in ovals)


def test_a_legend_without_room_goes_on_with_the_next_slide() -> None:
    titles = [s.shapes.title.text_frame.text for s in slides.opened(made(VIEWS["ugly"])).slides]
    at = titles.index("Prioriteringskortet")
    assert titles[at + 1] == "Prioriteringskortet (fortsat 2)"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["working-group", "ugly"])
def test_only_the_names_of_the_fields_are_smaller_than_12_points(name: str, language: str) -> None:
    small = set()
    for shape in card_slide(VIEWS[name], language).shapes:
        for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
            if any(run.font.size and run.font.size.pt < 12 for run in paragraph.runs):
                small.add(paragraph.text)
    fields = {load_labels(language)[f"model.quadrant.{number}"] for number in range(1, 5)}
    assert small <= fields
