"""Step 3: action cards with tasks and follow-up, and their activation by an event.

A card is as a rule a standing procedure: it is activated by an event ("Aktiveres ved rekruttering
af nye ledere"), and its deadlines count from that ("5 uger efter opstart"). A task or a check may
also have a date of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import load_labels


class OffsetUnit(Enum):
    """What an offset counts in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@attrs.frozen(eq=False, repr=False)
class Offset(Value):
    """A deadline relative to an event: `Offset(5, OffsetUnit.WEEKS, "opstart")`.

    *n* is negative before the event and 0 on its day. An empty *event* means the card's
    activation.
    """

    n: int
    unit: OffsetUnit = OffsetUnit.WEEKS
    event: str = attrs.field(default="", metadata={"personal": True})

    def __attrs_post_init__(self) -> None:
        v.integer(self.n, "Offset.n", lowest=-1000, highest=1000)
        v.freeze(
            self,
            unit=v.member(self.unit, OffsetUnit, "Offset.unit"),
            event=v.title(self.event, "Offset.event", required=False),
        )

    def after(self, start: datetime.date) -> datetime.date:
        """Return the day it gives when the event is on *start*.

        A month too short clamps to its last day.

        Raises:
            InvalidValueError: when the day would lie outside the calendar.
        """
        start = v.day(start, "start")
        import calendar

        try:
            if self.unit is OffsetUnit.DAYS:
                return start + datetime.timedelta(days=self.n)
            if self.unit is OffsetUnit.WEEKS:
                return start + datetime.timedelta(weeks=self.n)
            years, month = divmod(start.year * 12 + start.month - 1 + self.n, 12)
            last = calendar.monthrange(years, month + 1)[1]
            return datetime.date(years, month + 1, min(start.day, last))
        except (OverflowError, ValueError):
            raise InvalidValueError("Offset.n", "in-calendar", self.n) from None

    def to(self, language: str) -> str:
        """Return it in words: ``5 uger efter opstart``; so `Labels.say` takes any deadline."""
        labels = load_labels(language)
        event = self.event or labels["exports.activation"]
        if not self.n:
            return labels.fill("model.offset-event.at", {"event": event})
        table = "model.offset-event" if self.n > 0 else "exports.offset-before-event"
        return labels.fill(f"{table}.{self.unit.value}", {"count": abs(self.n), "event": event})


Due = datetime.date | Offset | None
"""When something is due: a date, an offset from an event, or not said."""


def _due(value: object, path: str) -> Due:
    if value is None or isinstance(value, Offset):
        return value
    return v.day(value, path)


class TaskState(Enum):
    """How far a task is on a day; computed, never stored."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    OVERDUE = "overdue"
    DROPPED = "dropped"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Task(Value):
    """Who does what by when. *who* is a role. *dropped* is why it is no longer to be done."""

    what: str
    who: str = attrs.field(default="", metadata={"personal": True})
    due: Due = None
    started_on: datetime.date | None = None
    done_on: datetime.date | None = None
    dropped: str = ""

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            what=v.text(self.what, "Task.what", required=True),
            who=v.text(self.who, "Task.who", limit=v.TITLE_LIMIT),
            due=_due(self.due, "Task.due"),
            started_on=v.optional_day(self.started_on, "Task.started_on"),
            done_on=v.optional_day(self.done_on, "Task.done_on"),
            dropped=v.text(self.dropped, "Task.dropped"),
        )

    def state(self, today: datetime.date) -> TaskState:
        """Return how far the task is on *today*; what is done later is not done yet."""
        if self.done_on is not None and self.done_on <= today:
            return TaskState.DONE
        if self.dropped.strip():
            return TaskState.DROPPED
        if isinstance(self.due, datetime.date) and self.due < today:
            return TaskState.OVERDUE
        if self.started_on is not None and self.started_on <= today:
            return TaskState.DOING
        return TaskState.TODO


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Check(Value):
    """One time at which the card is followed up: when, what is looked at, and when it was done."""

    due: Due = None
    what: str = ""
    done_on: datetime.date | None = None

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            due=_due(self.due, "Check.due"),
            what=v.text(self.what, "Check.what"),
            done_on=v.optional_day(self.done_on, "Check.done_on"),
        )

    def is_overdue(self, today: datetime.date) -> bool:
        """Return whether it should have been done before *today* and is not done by then."""
        is_done = self.done_on is not None and self.done_on <= today
        return not is_done and isinstance(self.due, datetime.date) and self.due < today


@attrs.frozen(eq=False, repr=False)
class FollowUp(Value):
    """How the responsible follows up: a text, and the checks with their dates or offsets.

    A bare date or `Offset` in *checks* becomes a `Check`.
    """

    text: str = ""
    checks: tuple[Check, ...] = ()

    def __attrs_post_init__(self) -> None:
        checks = tuple(
            Check(due=item) if isinstance(item, (datetime.date, Offset)) else item
            for item in v.sequence(self.checks, "FollowUp.checks")
        )
        v.freeze(
            self,
            text=v.text(self.text, "FollowUp.text"),
            checks=v.instances(checks, Check, "FollowUp.checks"),
        )


class CardState(Enum):
    """How far a card is. `ROUTINE` is anchored in daily work: standing procedures rarely end."""

    DRAFT = "draft"
    READY = "ready"
    IN_USE = "in-use"
    PAUSED = "paused"
    ROUTINE = "routine"
    CLOSED = "closed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Unfinished(Value):
    """What a card still lacks after the workshop, who finishes it and by when."""

    what: str
    who: str = attrs.field(default="", metadata={"personal": True})
    due: datetime.date | None = None

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            what=v.text(self.what, "Unfinished.what", required=True),
            who=v.title(self.who, "Unfinished.who", required=False),
            due=v.optional_day(self.due, "Unfinished.due"),
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Activation(Value):
    """One time a card was activated by an event, with its tasks and checks dated from it."""

    theme_id: str
    on: datetime.date
    event: str = attrs.field(default="", metadata={"personal": True})
    tasks: tuple[Task, ...] = ()
    checks: tuple[Check, ...] = ()

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            theme_id=v.slug(self.theme_id, "Activation.theme_id"),
            on=v.day(self.on, "Activation.on"),
            event=v.text(self.event, "Activation.event", limit=v.TITLE_LIMIT),
            tasks=v.instances(self.tasks, Task, "Activation.tasks"),
            checks=v.instances(self.checks, Check, "Activation.checks"),
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ActionCard(Value):
    """The action card of one theme, with the seven headings of the method's form.

    Args:
        responsible: a role, not a name.
        tasks_note: prose under the heading of the tasks.
        unfinished: what is missing after the workshop, or None.
        state_reason: why the card is routine or closed.
        attribution: whose words the card is, when they are not the workplace's own.
    """

    theme_id: str
    title: str = ""
    applies_when: str = ""
    goal: str = ""
    responsible: str = attrs.field(default="", metadata={"personal": True})
    support: str = attrs.field(default="", metadata={"personal": True})
    representatives_role: str = ""
    tasks: tuple[Task, ...] = ()
    tasks_note: str = attrs.field(default="", metadata={"personal": True})
    follow_up: FollowUp = FollowUp()
    materials: tuple[str, ...] = ()
    state: CardState = CardState.DRAFT
    state_reason: str = ""
    unfinished: Unfinished | None = None
    attribution: str = attrs.field(default="", metadata={"personal": True})

    def __attrs_post_init__(self) -> None:
        follow_up = self.follow_up
        if isinstance(follow_up, str):
            follow_up = FollowUp(follow_up)
        state = v.member(self.state, CardState, "ActionCard.state")
        unfinished = self.unfinished
        if unfinished is not None:
            v.instance(unfinished, Unfinished, "ActionCard.unfinished")
        v.freeze(
            self,
            theme_id=v.slug(self.theme_id, "ActionCard.theme_id"),
            title=v.title(self.title, "ActionCard.title", required=False),
            applies_when=v.text(self.applies_when, "ActionCard.applies_when"),
            goal=v.text(self.goal, "ActionCard.goal"),
            responsible=v.text(self.responsible, "ActionCard.responsible"),
            support=v.text(self.support, "ActionCard.support"),
            representatives_role=v.text(
                self.representatives_role, "ActionCard.representatives_role"
            ),
            tasks=v.instances(self.tasks, Task, "ActionCard.tasks"),
            tasks_note=v.text(self.tasks_note, "ActionCard.tasks_note"),
            follow_up=v.instance(follow_up, FollowUp, "ActionCard.follow_up"),
            materials=tuple(
                v.text(item, f"ActionCard.materials[{index}]", limit=1000, required=True)
                for index, item in enumerate(v.sequence(self.materials, "ActionCard.materials"))
            ),
            state=state,
            state_reason=v.text(self.state_reason, "ActionCard.state_reason"),
            attribution=v.text(self.attribution, "ActionCard.attribution", limit=1000),
        )
        if state is CardState.CLOSED and not self.state_reason.strip():
            raise InvalidValueError(
                "ActionCard.state_reason",
                "state-reason",
                self.state_reason,
                "",
                {"state": state.value},
            )

    @property
    def is_open(self) -> bool:
        """Whether the card still stands: anything but closed."""
        return self.state is not CardState.CLOSED

    @property
    def is_activated_by_event(self) -> bool:
        """Whether any of its deadlines counts from an event."""
        dues = [task.due for task in self.tasks] + [check.due for check in self.follow_up.checks]
        return any(isinstance(due, Offset) for due in dues)

    def activate(
        self,
        *,
        on: datetime.date,
        event: str = "",
        dates: Mapping[str, datetime.date] | None = None,
    ) -> Activation:
        """Return the card's relative tasks and checks dated from *on*.

        Args:
            event: what happened, such as "leder af Skovens Børnehus begynder".
            dates: days of other events that offsets count from, by the offset's event text. An
                offset whose event is not among them counts from *on*.

        Raises:
            InvalidValueError: when *dates* names an event that no offset counts from.
        """
        start = v.day(on, "on")
        dues = [task.due for task in self.tasks] + [check.due for check in self.follow_up.checks]
        events = dict.fromkeys(due.event for due in dues if isinstance(due, Offset) and due.event)
        days: dict[str, datetime.date] = {}
        given = v.instance(dates or {}, Mapping, "dates")  # type: ignore[type-abstract]
        for name, day in given.items():
            v.known(name, events, "dates", "known-event")
            days[name] = v.day(day, f"dates[{name!r}]")

        def dated(due: Due) -> Due:
            return due.after(days.get(due.event, start)) if isinstance(due, Offset) else due

        return Activation(
            theme_id=self.theme_id,
            on=start,
            event=event,
            tasks=tuple(
                attrs.evolve(task, due=dated(task.due), started_on=None, done_on=None)
                for task in self.tasks
                if isinstance(task.due, Offset)
            ),
            checks=tuple(
                attrs.evolve(check, due=dated(check.due), done_on=None)
                for check in self.follow_up.checks
                if isinstance(check.due, Offset)
            ),
        )
