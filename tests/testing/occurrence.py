"""Whether a strategy ever gives a value of some kind, asked without shrinking it."""

from collections.abc import Callable
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

T = TypeVar("T")

_QUICK = settings(
    max_examples=10_000,
    phases=[Phase.generate],
    database=None,
    verbosity=Verbosity.quiet,  # A plan that was only looked for need not be printed.
    suppress_health_check=list(HealthCheck),
)


def occurs(strategy: st.SearchStrategy[T], is_wanted: Callable[[T], bool]) -> bool:
    """Return whether a value that *is_wanted* is among ten thousand, the same each time."""
    try:
        find(strategy, is_wanted, settings=_QUICK, random=Random(0))
    except NoSuchExample:
        return False
    return True
