"""The kit's strategies by name: what third parties import, one for every class of the model."""

import typing
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

import ledertrivsel as lt
from ledertrivsel.testing import strategies

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "testing.md"
NO_STRATEGIES = ("NASTY_TEXTS", "filled_plan")
NAMES = [name for name in strategies.__all__ if name not in NO_STRATEGIES]
MODEL = sorted(name for name in lt.__all__ if attrs.has(getattr(lt, name)))


def given_by(name: str) -> Any:
    """Return the type whose values a strategy gives, as it is annotated."""
    (kind,) = typing.get_args(typing.get_type_hints(getattr(strategies, name))["return"])
    return kind


def strategies_of(kind: type) -> list[str]:
    return [name for name in NAMES if given_by(name) is kind]


def test_the_names_are_sorted_and_there() -> None:
    assert strategies.__all__ == sorted(
        strategies.__all__, key=lambda name: (name.islower(), name)
    )
    assert all(hasattr(strategies, name) for name in strategies.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_a_strategy_gives_what_it_says_and_shrinks(name: str) -> None:
    kind = typing.get_origin(given_by(name)) or given_by(name)
    strategy: st.SearchStrategy[Any] = getattr(strategies, name)()

    @settings(max_examples=50, suppress_health_check=list(HealthCheck))
    @given(value=strategy)
    def is_of_its_kind(value: object) -> None:
        assert isinstance(value, kind)
        if attrs.has(kind):
            assert attrs.evolve(value) == value  # type: ignore[type-var]

    is_of_its_kind()
    # Its type alone: Hypothesis warns of values that are long to print.
    assert issubclass(find(strategy.map(type), lambda _: True), kind)


@pytest.mark.parametrize("name", MODEL)
def test_every_class_of_the_model_has_a_strategy(name: str) -> None:
    assert strategies_of(getattr(lt, name)), f"no strategy of ledertrivsel.testing gives {name}"


def test_the_page_lists_the_strategy_of_every_class() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = [
        f"| `{name}` | {', '.join(f'`{one}`' for one in strategies_of(getattr(lt, name)))} |"
        for name in MODEL
    ]
    assert [row for row in rows if row not in page] == []
    assert page.count("\n| `", page.index("## Strategies")) == len(rows)


def test_the_page_names_every_strategy() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in strategies.__all__ if f"`{name}`" not in page] == []
