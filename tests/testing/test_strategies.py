"""The kit's strategies by name: what third parties import."""

from hypothesis import strategies as st

from ledertrivsel.testing import strategies


def test_the_names_are_sorted_and_there() -> None:
    assert strategies.__all__ == sorted(
        strategies.__all__, key=lambda name: (name.islower(), name)
    )
    assert all(hasattr(strategies, name) for name in strategies.__all__)


def test_every_function_but_one_returns_a_strategy() -> None:
    for name in strategies.__all__:
        if name not in ("NASTY_TEXTS", "filled_plan"):
            assert isinstance(getattr(strategies, name)(), st.SearchStrategy), name
