"""A value without a number."""

import pickle

import attrs
import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.suppression import Suppressed


def test_a_suppressed_theme_knows_its_id_and_nothing_else() -> None:
    assert [field.name for field in attrs.fields(Suppressed)] == ["theme_id"]
    assert repr(Suppressed("overload")) == "Suppressed(theme_id='overload')"
    assert not hasattr(Suppressed("overload"), "__dict__")


def test_two_suppressed_values_of_a_theme_are_the_same() -> None:
    again = pickle.loads(pickle.dumps(Suppressed("overload")))
    assert again == Suppressed("overload")
    assert len({again, Suppressed("overload"), Suppressed("sparring")}) == 2


def test_a_suppressed_theme_is_a_theme() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Suppressed("Overload 3")
    assert str(caught.value) == (
        "Suppressed.theme_id must be a slug (a–z, 0–9 and single hyphens), got 'Overload 3'. "
        "For example 'overload-3'."
    )
