"""Plain look-ups in a plan."""

import datetime

import pytest

from ledertrivsel.contents import PlanState
from ledertrivsel.errors import InvalidValueError
from tests.cases.eksempelkommune import plan_on

PLAN = plan_on(datetime.date(2026, 11, 23))


def test_what_is_there_is_found_by_theme() -> None:
    assert PLAN.card("overload") is not None
    assert PLAN.card("sparring") is None
    assert PLAN.qualification("overload") is not None
    assert PLAN.parked("sickness-absence") is not None
    assert PLAN.parked("overload") is None
    assert [a.event for a in PLAN.activations_of("overload")] == []


def test_an_unknown_theme_or_round_is_told_with_a_near_miss() -> None:
    with pytest.raises(InvalidValueError) as caught:
        PLAN.theme("sparing")
    assert str(caught.value).endswith("got 'sparing'. Did you mean 'sparring'?")
    with pytest.raises(InvalidValueError) as caught:
        PLAN.round("forbred")
    assert str(caught.value).endswith("got 'forbred'. Did you mean 'forbered'?")


def test_the_state_follows_from_who_was_involved_and_the_publication() -> None:
    assert PLAN.state is PlanState.PUBLISHED
    assert plan_on(datetime.date(2026, 9, 2)).state is PlanState.DRAFT
    assert plan_on(datetime.date(2026, 10, 22)).state is PlanState.CONSULTED
    assert plan_on(datetime.date(2026, 10, 28)).state is PlanState.DECIDED


def test_numbers_are_those_of_all_themes() -> None:
    assert sorted(PLAN.numbers().values()) == list(range(1, 14))
