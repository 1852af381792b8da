"""The checklist with boxes to tick, and the themes to read before the first workshop."""

import datetime

from ledertrivsel.methods import builtin_method
from tests.exports.papers import headings, outline, read, seen, written

DAY = datetime.date(2026, 9, 2)
METHOD = builtin_method()


def test_each_line_of_the_checklist_has_a_box() -> None:
    for language in ("da", "en"):
        text = read(seen(DAY), "checklist", language)
        for part in METHOD.checklist:
            assert part.title.to(language) in text
            for item in part.items:
                assert f"\n☐ {item.to(language)}\n" in text
        assert text.count("☐") == sum(len(part.items) for part in METHOD.checklist)


def test_the_themes_to_prepare_have_questions_prompts_and_pointers() -> None:
    text = read(seen(DAY), "pre-read")
    for theme in METHOD.themes:
        assert f"{theme.number}. {theme.title.to('da')}" in text
        assert theme.question.to("da") in text
        for prompt in theme.prompts:
            assert prompt.to("da") in text
    assert "Find eventuelt inspiration i værktøj 1." in text
    assert "Overvej at bruge værktøj 2." in text


def test_an_own_theme_is_among_them_once_it_is_spoken_of() -> None:
    assert "13. Hvordan skaber vi klare mål" in read(seen(DAY), "pre-read")


def test_it_tells_why_when_how_and_what_is_expected() -> None:
    view = seen(DAY)
    assert headings(outline(view, "pre-read")) == [
        "Formål",
        "Workshop 1",
        "De tre trin",
        "Det beder vi dig om inden workshoppen",
        "Temaerne",
        "Andre temaer, der er vigtige hos jer",
    ]
    text = written(view, "pre-read")
    assert "Onsdag 2. september 2026 kl. 13.00–14.30" in text
    assert "– I hvor høj grad er det vigtigt?" in text
    assert "Peg på de 3–5 temaer, som du finder vigtigst for planen." in text


def test_without_a_purpose_of_its_own_it_has_the_methods() -> None:
    text = written(seen(DAY, purpose=""), "pre-read")
    assert METHOD.purpose.to("da") in text
