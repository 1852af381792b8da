"""Options: what a setting may be, and what a command line means by it."""

from typing import Any

import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.hookspecs import Option


def setting(**changes: Any) -> Option:
    return Option(**{"name": "paper", "help": {"da": "Papirets størrelse"}, **changes})


def test_an_option_understands_what_a_command_line_says() -> None:
    assert setting(default="a4").parse("a3", "paper") == "a3"
    number = setting(type=int, default=1)
    assert (number.parse("12", "n"), number.parse("-3", "n")) == (12, -3)
    yes = setting(type=bool, default=False)
    assert (yes.parse("ja", "y"), yes.parse("True", "y"), yes.parse("nej", "y")) == (
        True,
        True,
        False,
    )
    for option, text, said in (
        (number, "1,5", "o must be a whole number, got '1,5'."),
        (yes, "måske", "o must be true or false, got 'måske'."),
        (setting(choices=("a4",), default="a4"), "a5", "o must be one of a4, got 'a5'."),
    ):
        with pytest.raises(InvalidValueError) as caught:
            option.parse(text, "o")
        assert str(caught.value) == said


def test_an_option_without_a_default_may_be_left_out() -> None:
    assert setting().check(None, "paper") is None
    with pytest.raises(InvalidValueError):
        setting(default="a4").check(None, "paper")
