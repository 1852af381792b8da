"""A value behaves as attrs' own frozen classes do."""

import attrs
import pytest

from ledertrivsel._values import Value


@attrs.frozen(eq=False, repr=False)
class Point(Value):
    x: int
    y: int = 0


@attrs.frozen(eq=False, repr=False)
class Place(Value):
    x: int
    y: int = 0


@attrs.frozen(eq=False, repr=False)
class Name(Value):
    """One field: what takes it out gives no tuple."""

    text: str


def test_values_are_equal_when_their_class_and_fields_are() -> None:
    assert Point(1) == Point(1, 0)
    assert Point(1) != Point(2)
    assert Point(1) != Place(1)
    assert Point(1) != (1, 0)
    assert Name("a") == Name("a")
    assert Name("a") != Name("b")


def test_equal_values_have_equal_hashes_and_others_do_not_share_a_set() -> None:
    assert hash(Point(1)) == hash(Point(1, 0))
    assert len({Point(1), Point(1), Place(1), Name("1")}) == 3


def test_a_value_shows_itself_as_it_is_made() -> None:
    assert repr(Point(1)) == "Point(x=1, y=0)"
    assert repr(Name("a'b")) == """Name(text="a'b")"""


def test_a_value_is_frozen_and_has_slots() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Point(1).x = 2  # type: ignore[misc]
    assert not hasattr(Point(1), "__dict__")
