"""Action cards: deadlines, states on a day, and activation by an event."""

import datetime
import pickle
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.cards import (
    ActionCard,
    Activation,
    CardState,
    Check,
    FollowUp,
    Offset,
    OffsetUnit,
    Task,
    TaskState,
    Unfinished,
)
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import load_labels, say

DAY = datetime.date(2027, 2, 1)
ONE_DAY = datetime.timedelta(days=1)
LONG = "x" * 201
SHOWN = f"'{'x' * 38}…{'x' * 38}'"


def refusal(call: Callable[[], object]) -> str:
    """Return the English text of what *call* is refused with, after a look at the Danish."""
    with pytest.raises(InvalidValueError) as caught:
        call()
    assert not re.search(r"\{[a-z]+\}", say(caught.value, "da"))
    return str(caught.value)


def card(**changes: Any) -> ActionCard:
    return ActionCard(**{"theme_id": "new-managers", **changes})


# Offsets


@pytest.mark.parametrize(
    ("start", "n", "unit", "expected"),
    [
        ((2027, 2, 1), 5, "weeks", (2027, 3, 8)),
        ((2027, 3, 1), 5, "weeks", (2027, 4, 5)),
        ((2027, 2, 1), 0, "days", (2027, 2, 1)),
        ((2027, 3, 1), -1, "days", (2027, 2, 28)),
        ((2028, 3, 1), -1, "days", (2028, 2, 29)),
        ((2027, 1, 31), 1, "months", (2027, 2, 28)),
        ((2028, 1, 31), 1, "months", (2028, 2, 29)),
        ((2027, 1, 31), 2, "months", (2027, 3, 31)),
        ((2027, 3, 31), -1, "months", (2027, 2, 28)),
        ((2027, 1, 31), -2, "months", (2026, 11, 30)),
        ((2027, 12, 31), 1, "months", (2028, 1, 31)),
        ((2027, 1, 15), -1, "months", (2026, 12, 15)),
        ((2028, 2, 29), 12, "months", (2029, 2, 28)),
        ((2028, 2, 29), 48, "months", (2032, 2, 29)),
        ((2027, 5, 31), 0, "months", (2027, 5, 31)),
    ],
)
def test_an_offset_counts_from_its_event(
    start: tuple[int, int, int], n: int, unit: str, expected: tuple[int, int, int]
) -> None:
    offset = Offset(n, unit)  # type: ignore[arg-type]
    assert offset.after(datetime.date(*start)) == datetime.date(*expected)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2900, 1, 1)), st.integers(-1000, 1000))
def test_months_land_in_the_month_asked_for(start: datetime.date, n: int) -> None:
    day = Offset(n, OffsetUnit.MONTHS).after(start)
    assert (day.year * 12 + day.month) - (start.year * 12 + start.month) == n
    assert day.day == start.day or (day.day < start.day and (day + ONE_DAY).day == 1)


@pytest.mark.parametrize(
    ("offset", "da", "en"),
    [
        (Offset(5, OffsetUnit.WEEKS, "opstart"), "5 uger efter opstart", "5 weeks after opstart"),
        (Offset(1, OffsetUnit.DAYS, "opstart"), "1 dag efter opstart", "1 day after opstart"),
        (Offset(-2, OffsetUnit.MONTHS, "start"), "2 måneder før start", "2 months before start"),
        (Offset(3), "3 uger efter aktivering", "3 weeks after activation"),
        (Offset(0, event="opstart"), "ved opstart", "at opstart"),
    ],
)
def test_an_offset_is_said_in_words(offset: Offset, da: str, en: str) -> None:
    assert (offset.to("da"), offset.to("en")) == (da, en)
    assert load_labels("da").say(offset) == da


@pytest.mark.parametrize("unit", list(OffsetUnit))
@pytest.mark.parametrize("n", [-1000, 1000])
def test_an_offset_past_the_calendar_is_refused(unit: OffsetUnit, n: int) -> None:
    edge = datetime.date.min if n < 0 else datetime.date.max
    assert refusal(lambda: Offset(n, unit).after(edge)) == (
        f"Offset.n must give a day from year 1 to year 9999, got {n}."
    )


def test_an_offset_counts_from_a_date() -> None:
    noon = datetime.datetime(2027, 2, 1, 12)
    assert refusal(lambda: Offset(1).after(noon)) == (
        "start must be a date, got datetime.datetime(2027, 2, 1, 12, 0). "
        "Use datetime.date, without a time."
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1001,), "Offset.n must be at most 1000, got 1001."),
        ((-1001,), "Offset.n must be at least -1000, got -1001."),
        ((True,), "Offset.n must be a whole number, got True."),
        ((1.5,), "Offset.n must be a whole number, got 1.5."),
        (
            (1, "week"),
            "Offset.unit must be one of days, weeks, months, got 'week'. Did you mean 'weeks'?",
        ),
        ((1, "weeks", "a\nb"), "Offset.event must be one line, got 'a\\nb'."),
    ],
)
def test_what_is_no_offset_is_refused(arguments: tuple[Any, ...], message: str) -> None:
    assert refusal(lambda: Offset(*arguments)) == message


# Tasks and checks on a day


def task(**changes: Any) -> Task:
    return Task(**{"what": "Tag kontakt", **changes})


@pytest.mark.parametrize(
    ("changes", "states"),
    [
        ({}, ("todo", "todo", "todo")),
        ({"due": Offset(1)}, ("todo", "todo", "todo")),
        ({"due": DAY}, ("todo", "todo", "overdue")),
        ({"started_on": DAY}, ("todo", "doing", "doing")),
        ({"due": DAY, "started_on": DAY}, ("todo", "doing", "overdue")),
        ({"done_on": DAY}, ("todo", "done", "done")),
        ({"due": DAY - ONE_DAY, "done_on": DAY}, ("todo", "done", "done")),
        ({"due": DAY - 2 * ONE_DAY, "done_on": DAY}, ("overdue", "done", "done")),
        ({"due": DAY, "dropped": "Ikke nødvendig"}, ("dropped", "dropped", "dropped")),
        ({"dropped": "Dublet", "done_on": DAY}, ("dropped", "done", "done")),
        ({"due": DAY, "dropped": " "}, ("todo", "todo", "overdue")),
    ],
)
def test_the_state_of_a_task_on_the_days_around(
    changes: dict[str, Any], states: tuple[str, str, str]
) -> None:
    days = (DAY - ONE_DAY, DAY, DAY + ONE_DAY)
    assert tuple(task(**changes).state(day).value for day in days) == states


def test_every_state_of_a_task_is_reached_above() -> None:
    assert {state.value for state in TaskState} == {"todo", "doing", "done", "overdue", "dropped"}


@pytest.mark.parametrize(
    ("check", "overdue"),
    [
        (Check(), (False, False, False)),
        (Check(due=Offset(1)), (False, False, False)),
        (Check(due=DAY), (False, False, True)),
        (Check(due=DAY, done_on=DAY + ONE_DAY), (False, False, False)),
        (Check(due=DAY - 2 * ONE_DAY, done_on=DAY), (True, False, False)),
    ],
)
def test_a_check_is_overdue_from_the_day_after(
    check: Check, overdue: tuple[bool, bool, bool]
) -> None:
    days = (DAY - ONE_DAY, DAY, DAY + ONE_DAY)
    assert tuple(check.is_overdue(day) for day in days) == overdue


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"what": " "}, "Task.what must not be empty, got ' '."),
        (
            {"who": LONG},
            f"Task.who must be at most 200 characters, is 201, got {SHOWN}. "
            "Shorten it, or move the rest to a note.",
        ),
        (
            {"due": "snart"},
            "Task.due must be a date, got 'snart'. Use datetime.date, without a time.",
        ),
        (
            {"due": datetime.datetime(2027, 2, 1)},
            "Task.due must be a date, "
            "got datetime.datetime(2027, 2, 1, 0, 0). Use datetime.date, without a time.",
        ),
        (
            {"started_on": 1},
            "Task.started_on must be a date, got 1. Use datetime.date, without a time.",
        ),
        (
            {"done_on": True},
            "Task.done_on must be a date, got True. Use datetime.date, without a time.",
        ),
        ({"dropped": True}, "Task.dropped must be a text, got True."),
    ],
)
def test_what_is_no_task_is_refused(changes: dict[str, Any], message: str) -> None:
    assert refusal(lambda: task(**changes)) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"due": 5}, "Check.due must be a date, got 5. Use datetime.date, without a time."),
        ({"what": 5}, "Check.what must be a text, got 5."),
        (
            {"done_on": 5},
            "Check.done_on must be a date, got 5. Use datetime.date, without a time.",
        ),
    ],
)
def test_what_is_no_check_is_refused(changes: dict[str, Any], message: str) -> None:
    assert refusal(lambda: Check(**changes)) == message


def test_a_bare_date_or_offset_becomes_a_check() -> None:
    follow_up = FollowUp("Spørg", [DAY, Offset(6), Check(what="Samtale")])  # type: ignore[arg-type]
    assert follow_up.checks == (Check(due=DAY), Check(due=Offset(6)), Check(what="Samtale"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((5,), "FollowUp.text must be a text, got 5."),
        (("", "mandag"), "FollowUp.checks must be a list, got 'mandag'."),
        (("", [DAY, "mandag"]), "FollowUp.checks[1] must be a Check, got 'mandag'."),
        (("", [None]), "FollowUp.checks[0] must be a Check, got None."),
    ],
)
def test_what_is_no_follow_up_is_refused(arguments: tuple[Any, ...], message: str) -> None:
    assert refusal(lambda: FollowUp(*arguments)) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"what": ""}, "Unfinished.what must not be empty, got ''."),
        ({"who": "a\nb"}, "Unfinished.who must be one line, got 'a\\nb'."),
        (
            {"due": Offset(1)},
            "Unfinished.due must be a date, got "
            "Offset(n=1, unit=<OffsetUnit.WEEKS: 'weeks'>, event=''). "
            "Use datetime.date, without a time.",
        ),
    ],
)
def test_what_is_nothing_unfinished_is_refused(changes: dict[str, Any], message: str) -> None:
    assert refusal(lambda: Unfinished(**{"what": "Aftale om vagt", **changes})) == message


# The card


def test_a_card_takes_plain_values() -> None:
    made = card(follow_up="Efter fem uger", state="in-use", tasks=[task()], materials=["Liste"])
    assert made.follow_up == FollowUp("Efter fem uger")
    assert made.state is CardState.IN_USE
    assert (made.tasks, made.materials) == ((task(),), ("Liste",))
    assert pickle.loads(pickle.dumps(made)) == made
    assert len({made, pickle.loads(pickle.dumps(made))}) == 1


@pytest.mark.parametrize("state", list(CardState))
def test_a_card_is_open_until_it_is_closed(state: CardState) -> None:
    assert card(state=state, state_reason="Løst").is_open is (state is not CardState.CLOSED)


@pytest.mark.parametrize(
    ("changes", "relative"),
    [
        ({}, False),
        ({"tasks": [task(due=DAY)]}, False),
        ({"tasks": [task(due=DAY), task(due=Offset(1))]}, True),
        ({"follow_up": FollowUp("", (Check(due=Offset(1)),))}, True),
    ],
)
def test_a_card_is_activated_by_an_event_when_a_deadline_counts_from_one(
    changes: dict[str, Any], relative: bool
) -> None:
    assert card(**changes).is_activated_by_event is relative


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"theme_id": 1}, "ActionCard.theme_id must be a text, got 1."),
        ({"title": "a\nb"}, "ActionCard.title must be one line, got 'a\\nb'."),
        ({"applies_when": None}, "ActionCard.applies_when must be a text, got None."),
        ({"goal": None}, "ActionCard.goal must be a text, got None."),
        ({"responsible": None}, "ActionCard.responsible must be a text, got None."),
        ({"support": None}, "ActionCard.support must be a text, got None."),
        (
            {"representatives_role": None},
            "ActionCard.representatives_role must be a text, got None.",
        ),
        ({"tasks": ["Tag kontakt"]}, "ActionCard.tasks[0] must be a Task, got 'Tag kontakt'."),
        ({"tasks": "Tag kontakt"}, "ActionCard.tasks must be a list, got 'Tag kontakt'."),
        ({"tasks_note": None}, "ActionCard.tasks_note must be a text, got None."),
        (
            {"follow_up": DAY},
            "ActionCard.follow_up must be a FollowUp, got datetime.date(2027, 2, 1).",
        ),
        ({"materials": "Liste"}, "ActionCard.materials must be a list, got 'Liste'."),
        ({"materials": ["Liste", ""]}, "ActionCard.materials[1] must not be empty, got ''."),
        (
            {"state": "in use"},
            "ActionCard.state must be one of draft, ready, in-use, paused, routine, closed, "
            "got 'in use'. Did you mean 'in-use'?",
        ),
        (
            {"state": "closed", "state_reason": " "},
            "ActionCard.state_reason must be given when the state is closed, got ' '.",
        ),
        ({"state_reason": 5}, "ActionCard.state_reason must be a text, got 5."),
        ({"unfinished": "vagt"}, "ActionCard.unfinished must be an Unfinished, got 'vagt'."),
        ({"attribution": 5}, "ActionCard.attribution must be a text, got 5."),
    ],
)
def test_what_is_no_card_is_refused(changes: dict[str, Any], message: str) -> None:
    assert refusal(lambda: card(**changes)) == message


# Activation

STANDING = card(
    tasks=(
        task(what="Beskriv", due=Offset(0)),
        task(what="Svar", due=Offset(2, OffsetUnit.WEEKS, "samtalen"), started_on=DAY),
        task(what="Fast punkt", due=DAY),
        task(what="Når det passer"),
    ),
    follow_up=FollowUp(
        "Spørg",
        (Check(due=Offset(6, OffsetUnit.WEEKS, "svaret"), done_on=DAY), Check(due=DAY)),
    ),
)


def test_activation_dates_what_is_relative_and_leaves_the_rest_on_the_card() -> None:
    activation = STANDING.activate(on=DAY, event="Ny leder begynder")
    assert activation == Activation(
        theme_id="new-managers",
        on=DAY,
        event="Ny leder begynder",
        tasks=(
            task(what="Beskriv", due=DAY),
            task(what="Svar", due=DAY + 14 * ONE_DAY),
        ),
        checks=(Check(due=DAY + 42 * ONE_DAY),),
    )
    assert pickle.loads(pickle.dumps(activation)) == activation


def test_other_events_have_days_of_their_own() -> None:
    days = {"samtalen": DAY + 7 * ONE_DAY, "svaret": DAY + 20 * ONE_DAY}
    activation = STANDING.activate(on=DAY, dates=days)
    assert [item.due for item in activation.tasks] == [DAY, DAY + 21 * ONE_DAY]
    assert [item.due for item in activation.checks] == [DAY + 62 * ONE_DAY]
    only_one = STANDING.activate(on=DAY, dates={"samtalen": DAY + ONE_DAY})
    assert [item.due for item in only_one.tasks] == [DAY, DAY + 15 * ONE_DAY]
    assert [item.due for item in only_one.checks] == [DAY + 42 * ONE_DAY]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"on": None}, "on must be a date, got None. Use datetime.date, without a time."),
        ({"event": 5}, "Activation.event must be a text, got 5."),
        (
            {"event": LONG},
            f"Activation.event must be at most 200 characters, is 201, got {SHOWN}. "
            "Shorten it, or move the rest to a note.",
        ),
        ({"dates": ["samtalen"]}, "dates must be a Mapping, got ['samtalen']."),
        (
            {"dates": {"samtaler": DAY}},
            "dates must be an event that the card's deadlines count from, got 'samtaler'. "
            "Did you mean 'samtalen'?",
        ),
        (
            {"dates": {"påske": DAY}},
            "dates must be an event that the card's deadlines count from, got 'påske'. "
            "Known: samtalen, svaret.",
        ),
        (
            {"dates": {"svaret": "snart"}},
            "dates['svaret'] must be a date, got 'snart'. Use datetime.date, without a time.",
        ),
        (
            {"on": datetime.date.max},
            "Offset.n must give a day from year 1 to year 9999, got 2.",
        ),
    ],
)
def test_an_activation_that_cannot_be_dated_is_refused(
    arguments: dict[str, Any], message: str
) -> None:
    assert refusal(lambda: STANDING.activate(**{"on": DAY, **arguments})) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"theme_id": 1}, "Activation.theme_id must be a text, got 1."),
        ({"on": 1}, "Activation.on must be a date, got 1. Use datetime.date, without a time."),
        ({"tasks": [1]}, "Activation.tasks[0] must be a Task, got 1."),
        (
            {"checks": [DAY]},
            "Activation.checks[0] must be a Check, got datetime.date(2027, 2, 1).",
        ),
    ],
)
def test_what_is_no_activation_is_refused(changes: dict[str, Any], message: str) -> None:
    arguments = {"theme_id": "new-managers", "on": DAY, **changes}
    assert refusal(lambda: Activation(**arguments)) == message
