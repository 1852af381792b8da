"""What a plan carries of its method."""

import attrs
import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.instruments import Bounds, Heading, Question
from ledertrivsel.methods import builtin_method

INSTRUMENT = builtin_method().instrument


def test_bounds_are_in_order() -> None:
    assert Bounds(2, 2) == Bounds(2, 2)
    with pytest.raises(InvalidValueError) as caught:
        Bounds(3, 2)
    assert (
        str(caught.value) == "Bounds.highest must not be lower than the lowest bound (3), got 2."
    )


def test_a_heading_names_a_field_of_the_card() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Heading("gaol", {"da": "Mål"})  # type: ignore[arg-type]
    assert str(caught.value) == (
        "Heading.field must be one of applies_when, goal, responsible, support, "
        "representatives_role, tasks, follow_up, got 'gaol'. Did you mean 'goal'?"
    )


def test_a_heading_is_given_in_the_language_asked_for() -> None:
    assert INSTRUMENT.heading("goal", "da") == "Hvad er målet"
    assert INSTRUMENT.heading("goal", "en") != "Hvad er målet"
    with pytest.raises(InvalidValueError):
        INSTRUMENT.heading("title", "da")


def test_two_questions_share_no_id() -> None:
    question = Question("ideas", {"da": "Idéer"})  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError) as caught:
        attrs.evolve(INSTRUMENT, support_questions=(question, question))
    assert "support_questions[1] must not repeat 'ideas'" in str(caught.value)


def test_themes_stand_by_number_whatever_order_they_came_in() -> None:
    assert attrs.evolve(INSTRUMENT, themes=INSTRUMENT.themes[::-1]) == INSTRUMENT
