"""Themes and texts in several languages."""

import pickle
import re
from collections.abc import Callable
from typing import Any

import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import say
from ledertrivsel.themes import Text, Theme, ThemeSource, localized


def refusal(call: Callable[[], object]) -> str:
    """Return the English text of what *call* is refused with, after a look at the Danish."""
    with pytest.raises(InvalidValueError) as caught:
        call()
    assert not re.search(r"\{[a-z]+\}", say(caught.value, "da"))
    return str(caught.value)


def theme(**changes: Any) -> Theme:
    given = {"id": "clear-goals", "title": {"da": "Klare mål", "en": "Clear goals"}, "number": 13}
    return Theme(**{**given, **changes})


# Text


def test_a_text_is_given_as_a_mapping_or_as_pairs_in_any_order() -> None:
    text = Text({"en": "Theme", "da": "Tema"})
    assert text.by_language == (("da", "Tema"), ("en", "Theme"))
    assert text == Text([["da", "Tema"], ("en", "Theme")])
    assert hash(text) == hash(Text({"da": "Tema", "en": "Theme"}))
    assert pickle.loads(pickle.dumps(text)) == text


@pytest.mark.parametrize(
    ("given", "wanted", "language"),
    [
        ({"da": "Tema", "en": "Theme"}, "en", "en"),
        ({"da": "Tema", "en": "Theme"}, "kl", "da"),
        ({"en": "Theme", "kl": "Taasi"}, "da", "en"),
    ],
)
def test_a_text_is_told_in_the_language_wanted_else_danish_else_what_there_is(
    given: dict[str, str], wanted: str, language: str
) -> None:
    assert Text(given).language(wanted) == language
    assert Text(given).to(wanted) == given[language]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("Tema", "Text.by_language must be a list, got 'Tema'."),
        (["da"], "Text.by_language must map a language to a text, got 'da'."),
        ({}, "Text.by_language must not be empty, got ()."),
        ({"dk ": "T"}, "Text.by_language must give a language code such as 'da', got 'dk '."),
        ({"DA": "T"}, "Text.by_language must give a language code such as 'da', got 'DA'."),
        ({"dæ": "T"}, "Text.by_language must give a language code such as 'da', got 'dæ'."),
        ({5: "T"}, "Text.by_language must give a language code such as 'da', got 5."),
        ({"da": " "}, "Text.da must not be empty, got ' '."),
        ({"da": 5}, "Text.da must be a text, got 5."),
        ([("da", "a"), ("da", "b")], "Text.by_language[1] must not repeat 'da', got 'da'."),
    ],
)
def test_what_is_no_text_is_refused(given: Any, message: str) -> None:
    assert refusal(lambda: Text(given)) == message


def test_a_string_is_danish() -> None:
    assert localized("Klare mål", "a") == Text({"da": "Klare mål"})
    assert localized({"en": "Clear goals"}, "a") == Text({"en": "Clear goals"})
    assert localized(Text({"da": "Tema"}), "a") == Text({"da": "Tema"})


def test_a_localized_title_is_one_line_and_a_longer_text_need_not_be() -> None:
    assert refusal(lambda: localized("a\nb", "Theme.title")) == (
        "Theme.title.da must be one line, got 'a\\nb'."
    )
    assert refusal(lambda: localized("a\u2028b", "Theme.title")) == (
        "Theme.title.da must be one line, got 'a\\u2028b'."
    )
    assert localized("a\nb", "Theme.question", limit=2000).to("da") == "a\nb"


def test_a_localized_text_has_a_limit_in_each_language() -> None:
    shown = f"'{'x' * 38}…{'x' * 38}'"
    assert refusal(lambda: localized({"da": "ok", "en": "x" * 201}, "Theme.title")) == (
        f"Theme.title.en must be at most 200 characters, is 201, got {shown}. "
        "Shorten it, or move the rest to a note."
    )


# Theme


def test_a_theme_is_told_with_its_number() -> None:
    assert theme().to("da") == "13. Klare mål"
    assert theme().to("en") == "13. Clear goals"


def test_a_theme_of_the_method_is_not_own() -> None:
    assert not theme().is_own
    assert theme(source="leader-apv").is_own
    assert theme(source=ThemeSource.OTHER).is_own


def test_a_theme_takes_plain_values() -> None:
    made = theme(
        title="Klare mål",
        question="I hvor høj grad?",
        prompts=["Hvor?", {"da": "Hvem?"}],
        source="survey",
        see_also=["tool-1"],
    )
    assert made.title == Text({"da": "Klare mål"})
    assert made.question == Text({"da": "I hvor høj grad?"})
    assert made.prompts == (Text({"da": "Hvor?"}), Text({"da": "Hvem?"}))
    assert made.source is ThemeSource.SURVEY
    assert made.see_also == ("tool-1",)
    assert pickle.loads(pickle.dumps(made)) == made
    assert len({made, pickle.loads(pickle.dumps(made))}) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"id": "Klare mål"},
            "Theme.id must be a slug (a–z, 0–9 and single hyphens), got 'Klare mål'. "
            "For example 'klare-maal'.",
        ),
        ({"title": ""}, "Theme.title.da must not be empty, got ''."),
        ({"title": 5}, "Theme.title.by_language must be a list, got 5."),
        ({"number": 0}, "Theme.number must be at least 1, got 0."),
        ({"number": 1000}, "Theme.number must be at most 999, got 1000."),
        ({"number": True}, "Theme.number must be a whole number, got True."),
        (
            {"question": "\x07"},
            "Theme.question.da must not contain the character U+0007, got "
            "'\\x07'. Clean the text before it enters the model; readers do.",
        ),
        ({"prompts": "Hvor?"}, "Theme.prompts must be a list, got 'Hvor?'."),
        ({"prompts": ["Hvor?", ""]}, "Theme.prompts[1].da must not be empty, got ''."),
        (
            {"source": "surveys"},
            "Theme.source must be one of method, leader-apv, survey, amo, su-med, "
            "manager-representatives, own-experience, other, got 'surveys'. "
            "Did you mean 'survey'?",
        ),
        ({"see_also": "tool-1"}, "Theme.see_also must be a list, got 'tool-1'."),
        (
            {"see_also": ["Tool 1"]},
            "Theme.see_also must be a slug (a–z, 0–9 and single hyphens), got 'Tool 1'. "
            "For example 'tool-1'.",
        ),
    ],
)
def test_what_is_no_theme_is_refused(changes: dict[str, Any], message: str) -> None:
    assert refusal(lambda: theme(**changes)) == message
