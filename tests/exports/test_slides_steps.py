"""What a workshop needs on the wall: large enough for the back of the room."""

import pytest

from ledertrivsel.labels import LANGUAGES
from ledertrivsel.view import make_view
from tests.exports import slides
from tests.exports.test_pptx import EMPTY, VIEWS, made


def titles(name: str, language: str = "da") -> list[str]:
    opened = slides.opened(made(VIEWS[name], language))
    return [slide.shapes.title.text_frame.text for slide in opened.slides]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_theme_stands_with_its_question_in_large_letters(language: str) -> None:
    view = make_view(EMPTY)
    wanted = {theme.title.to(language): theme for theme in view.instrument.themes}
    for slide, shape in slides.shapes(made(view, language)):
        if shape.has_text_frame and shape.name in wanted and not slides.is_round(shape):
            theme = wanted.pop(shape.name)
            said = shape.text_frame.text
            assert theme.question is not None
            assert theme.question.to(language) in said
            assert all(prompt.to(language) in said for prompt in theme.prompts)
            sizes = [r.font.size.pt for p in shape.text_frame.paragraphs for r in p.runs]
            assert min(sizes) >= 18
            assert str(theme.number) in slide.shapes.title.text_frame.text
    assert wanted == {}


def test_two_themes_share_a_slide() -> None:
    assert titles("empty")[3:9] == [
        "Tema 1 og 2",
        "Tema 3 og 4",
        "Tema 5 og 6",
        "Tema 7 og 8",
        "Tema 9 og 10",
        "Tema 11 og 12",
    ]


def test_the_process_stands_before_the_steps_and_each_step_before_its_work() -> None:
    found = titles("empty")
    order = (
        "Sådan bliver planen til",
        "Trin 1: Forbered",
        "To spørgsmål til hvert tema",
        "Træk temaerne hen på kortet",
        "Trin 2: Kvalificer",
        "Støttespørgsmål",
        "Trin 3: Konkretiser",
        "Det skriver vi på hvert action card",
        "Om planen",
    )
    assert [title for title in found if title in order] == list(order)


def test_an_own_theme_says_where_it_comes_from() -> None:
    assert "Kilde: Trivselsmåling" in slides.text_of(made(VIEWS["everything"]))


def test_the_workplaces_own_word_for_cooperation_is_used() -> None:
    said = slides.text_of(made(VIEWS["everything"]))
    assert "MED eller SU & AMO" not in said
