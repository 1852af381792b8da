"""The kit's plans: every field is filled now and then, and examples are cheap and small."""

import time

import attrs
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from ledertrivsel.cards import ActionCard, CardState, Offset
from ledertrivsel.contents import PlanState
from ledertrivsel.documents import dump
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import Qualification
from ledertrivsel.testing.strategies import cards, plans, qualifications, small_plans
from tests.testing.occurrence import occurs

#: What each test of the kit may cost, in examples of `st.integers()`.
BAR = 15


@given(plan=plans())
def test_a_plan_is_valid_however_it_is_made_again(plan: Plan) -> None:
    assert attrs.evolve(plan) == plan


@pytest.mark.parametrize("name", [field.name for field in attrs.fields(Plan)])
def test_every_field_of_a_plan_is_filled_now_and_then(name: str) -> None:
    assert occurs(plans(), lambda plan: bool(getattr(plan, name)))


@pytest.mark.parametrize("state", PlanState)
def test_plans_are_of_every_state(state: PlanState) -> None:
    assert occurs(plans(), lambda plan: plan.state is state)


@pytest.mark.parametrize("state", CardState)
def test_cards_are_of_every_state(state: CardState) -> None:
    assert occurs(cards(), lambda card: card.state is state)


@given(card=cards("sparring"), found=qualifications("sparring"))
def test_cards_and_answers_are_of_the_theme_asked_for(
    card: ActionCard, found: Qualification
) -> None:
    assert card.theme_id == found.theme_id == "sparring"


def test_tasks_are_due_on_days_and_after_events() -> None:
    assert occurs(cards(), lambda card: any(isinstance(task.due, Offset) for task in card.tasks))
    assert occurs(cards(), lambda card: not card.is_activated_by_event and bool(card.tasks))


def test_a_plan_shrinks_to_next_to_nothing() -> None:
    smallest = find(plans(), lambda _: True)
    assert smallest.title == "a"
    assert not smallest.rounds
    assert not smallest.cards
    with_card = find(plans(), lambda plan: bool(plan.cards))
    assert len(dump(with_card)) < 2000


@given(plan=small_plans())
def test_small_plans_are_small(plan: Plan) -> None:
    assert len(plan.rounds) <= 3
    assert len(plan.cards) <= 1


def cost(strategy: st.SearchStrategy[object]) -> float:
    """Return the seconds of processor time for two hundred examples."""

    @settings(
        max_examples=200,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(value=strategy)
    def draw(value: object) -> None:
        pass

    start = time.process_time()
    draw()
    return time.process_time() - start


def test_a_plan_costs_no_more_than_fifteen_whole_numbers() -> None:
    cost(plans())  # The first reads the method.
    pairs = [(cost(plans()), cost(st.integers())) for _ in range(3)]
    assert min(plan / number for plan, number in pairs) <= BAR
