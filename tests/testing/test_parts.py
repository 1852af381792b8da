"""The kit's parts of a plan: of the theme asked for, and none of the kinds is missing."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.cards import Activation, Offset, OffsetUnit
from ledertrivsel.decisions import Choice, InvolvementForm, InvolvementSubject
from ledertrivsel.instruments import Step
from ledertrivsel.parking import ParkedReason, ParkedTheme
from ledertrivsel.qualification import OpenPointKind
from ledertrivsel.testing import strategies as kit
from ledertrivsel.workshop import Role
from tests.testing.occurrence import occurs


@given(
    activation=kit.activations("sparring"),
    choice=kit.choices(("sparring",)),
    parked=kit.parked_themes("sparring"),
)
def test_parts_are_of_the_theme_asked_for(
    activation: Activation, choice: Choice, parked: ParkedTheme
) -> None:
    assert activation.theme_id == parked.theme_id == "sparring"
    assert choice.themes == ("sparring",)


@pytest.mark.parametrize(
    ("strategy", "field", "kind"),
    [
        (kit.open_points(), "kind", OpenPointKind),
        (kit.involvements(), "form", InvolvementForm),
        (kit.involvements(), "subject", InvolvementSubject),
        (kit.parked_themes(), "reason", ParkedReason),
        (kit.participants(), "role", Role),
        (kit.sessions(), "step", Step),
        (kit.offsets(), "unit", OffsetUnit),
    ],
)
def test_every_kind_occurs(strategy: st.SearchStrategy[Any], field: str, kind: Any) -> None:
    for member in kind:
        assert occurs(strategy, lambda value, wanted=member: getattr(value, field) is wanted)


@pytest.mark.parametrize("kind", [type(None), datetime.date, Offset])
def test_tasks_and_checks_are_due_in_every_way(kind: type) -> None:
    assert occurs(kit.tasks(), lambda task: type(task.due) is kind)
    assert occurs(kit.checks(), lambda check: type(check.due) is kind)


def test_tasks_are_begun_done_and_dropped() -> None:
    for field in ("started_on", "done_on", "dropped"):
        assert occurs(kit.tasks(), lambda task, field=field: bool(getattr(task, field)))


def test_an_activation_has_dated_tasks_and_checks() -> None:
    assert occurs(kit.activations(), lambda one: bool(one.tasks and one.checks))


def test_choices_are_confirmed_or_not() -> None:
    assert occurs(kit.choices(), lambda choice: choice.confirmed_on is None)
    assert occurs(kit.choices(), lambda choice: choice.confirmed_on is not None)
