"""Movement from the card to a re-rating, the state of things on a day, and the next cycle.

A re-rating stands alone and is compared with the card of the baseline rounds, theme by theme.
Where the two measure different things, nothing is compared and the reason is told. Nothing here
holds a number that a floor hides.
"""

from __future__ import annotations

import datetime
from enum import Enum
from fractions import Fraction

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.cards import ActionCard, CardState, Check, Offset, Task, TaskState
from ledertrivsel.matrix import Matrix, Placement, Quadrant
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round, RoundPurpose


class NotComparable(Enum):
    """Why a theme's two ratings cannot be compared."""

    SCALE_DIFFERS = "scale-differs"
    ROUND_NOT_CLOSED = "round-not-closed"
    """An anonymous round shows nothing until it is closed."""
    PARKED = "parked"
    UNDER_FLOOR = "under-floor"
    NOT_RATED_BEFORE = "not-rated-before"
    NOT_RATED_NOW = "not-rated-now"
    CUT_DEPENDS_ON_THEMES = "cut-depends-on-themes"
    """The two cards are divided at different places, since other themes are on them."""


@attrs.frozen
class Standing:
    """Where a theme lay on one card, in totals: exact means, complete ratings and field."""

    importance: Fraction
    success: Fraction
    n: int
    quadrant: Quadrant
    on_line: bool = False

    @classmethod
    def of(cls, placement: Placement | None) -> Standing | None:
        """Return the totals of a placement; None when nothing was rated."""
        if placement is None:
            return None
        importance, success, field = placement.importance, placement.success, placement.quadrant
        if importance is None or success is None or field is None:
            return None
        return cls(importance, success, placement.n, field, placement.on_line)


@attrs.frozen(kw_only=True)
class Movement:
    """How one theme moved from the card to a re-rating.

    Args:
        before, after: where it lay; None where it has no place that may be shown.
        importance, success: the change in scale points; None when not comparable.
        reason: why it is not comparable, or None.
    """

    theme_id: str
    before: Standing | None = None
    after: Standing | None = None
    importance: Fraction | None = None
    success: Fraction | None = None
    reason: NotComparable | None = None

    @property
    def is_comparable(self) -> bool:
        """Whether the two ratings measure the same."""
        return self.reason is None

    @property
    def has_moved(self) -> bool:
        """Whether it is comparable and lies in another field than before."""
        return (
            self.is_comparable
            and self.before is not None
            and self.after is not None
            and self.before.quadrant is not self.after.quadrant
        )


def movements(plan: Plan, round_id: str | None = None) -> tuple[Movement, ...]:
    """Return how the themes moved from the card to a follow-up round, by default the latest.

    Chosen themes come first, in the order they were named, then the others that were rated again,
    by number. Empty without a follow-up.

    Raises:
        InvalidValueError: when there is no such round, with a near miss.
    """
    if round_id is None:
        rounds = _follow_ups(plan)
        if not rounds:
            return ()
        again = rounds[-1]
    else:
        again = plan.round(round_id)
    before, after = plan.matrix(), plan.matrix(again.id)
    # Only what is placed: a theme listed for being under the floor would tell it was rated.
    listed = {placement.theme_id for placement in after.placements if placement.n}
    listed |= set(plan.follow_up.rerate) if plan.follow_up else set()
    others = (t.id for t in plan.themes if t.id in listed and t.id not in plan.chosen)
    return tuple(
        _movement(plan, again, theme_id, before, after) for theme_id in (*plan.chosen, *others)
    )


def _movement(plan: Plan, again: Round, theme_id: str, before: Matrix, after: Matrix) -> Movement:
    old, new = Standing.of(before.placement(theme_id)), Standing.of(after.placement(theme_id))
    reason = _not_comparable(plan, again, theme_id, before, after)
    if reason is not None or old is None or new is None:
        return Movement(theme_id=theme_id, before=old, after=new, reason=reason)
    return Movement(
        theme_id=theme_id,
        before=old,
        after=new,
        importance=new.importance - old.importance,
        success=new.success - old.success,
    )


def _not_comparable(
    plan: Plan, again: Round, theme_id: str, before: Matrix, after: Matrix
) -> NotComparable | None:
    """Return the first reason that holds, the most basic first."""
    if plan.parked(theme_id):
        return NotComparable.PARKED
    old, new = before.placement(theme_id), after.placement(theme_id)
    hidden = [r for r in plan.rounds if r.purpose is RoundPurpose.BASELINE and not r.is_shown]
    if not again.is_shown or (hidden and (old is None or not old.n)):
        return NotComparable.ROUND_NOT_CLOSED
    if any(theme_id == s.theme_id for s in (*before.suppressed, *after.suppressed)):
        return NotComparable.UNDER_FLOOR
    if old is None or not old.n:
        return NotComparable.NOT_RATED_BEFORE
    if new is None or not new.n:
        return NotComparable.NOT_RATED_NOW
    if before.scale != after.scale:
        return NotComparable.SCALE_DIFFERS
    if plan.cut.depends_on_themes:
        return NotComparable.CUT_DEPENDS_ON_THEMES
    return None


def _follow_ups(plan: Plan, today: datetime.date | None = None) -> list[Round]:
    """Return the follow-up rounds, oldest first; those held by *today* when it is given."""
    return [
        r
        for r in plan.rounds
        if r.purpose is RoundPurpose.FOLLOW_UP
        and (today is None or r.held_on is None or r.held_on <= today)
    ]


def latest_movement(plan: Plan, theme_id: str, today: datetime.date) -> Movement | None:
    """Return how a theme moved to the latest follow-up by *today* that rated it, or None."""
    for a_round in reversed(_follow_ups(plan, today)):
        for movement in movements(plan, a_round.id):
            if movement.theme_id == theme_id and movement.after is not None:
                return movement
    return None


# The state of things on a day.


@attrs.frozen(kw_only=True)
class ActivationStatus:
    """The states of one activation's tasks and checks, in their order."""

    tasks: tuple[TaskState, ...] = ()
    checks: tuple[TaskState, ...] = ()


@attrs.frozen(kw_only=True)
class CardStatus:
    """How far one card is on a day.

    Args:
        tasks, checks: the state of each, in the card's order; None for what counts from an event,
            since it has a state only in an activation.
        activations: one for each activation of the card, oldest first.
        is_overdue: whether what was left unfinished after the workshop is late.
    """

    theme_id: str
    state: CardState
    tasks: tuple[TaskState | None, ...] = ()
    checks: tuple[TaskState | None, ...] = ()
    activations: tuple[ActivationStatus, ...] = ()
    is_overdue: bool = False


@attrs.frozen
class ParkedStatus:
    """A parked theme and how many days late it is; 0 when it is not."""

    theme_id: str
    days_overdue: int = 0


@attrs.frozen(kw_only=True)
class Status:
    """How far the plan's cards, parked themes and next steps are on a day."""

    cards: tuple[CardStatus, ...] = ()
    parking: tuple[ParkedStatus, ...] = ()
    next_steps: tuple[TaskState, ...] = ()


def status(plan: Plan, today: datetime.date) -> Status:
    """Return how far the plan's cards, parked themes and next steps are on *today*."""
    v.day(today, "today")
    return Status(
        cards=tuple(_card_status(plan, card, today) for card in plan.cards),
        parking=tuple(
            ParkedStatus(parked.theme_id, days_late(parked.revisit_on, today))
            for parked in plan.parking
        ),
        next_steps=tuple(step.state(today) for step in plan.next_steps),
    )


def days_late(due: datetime.date | None, today: datetime.date) -> int:
    """Return by how many days *due* is past; 0 when it is not, or not said."""
    return max((today - due).days, 0) if due is not None else 0


def _card_status(plan: Plan, card: ActionCard, today: datetime.date) -> CardStatus:
    unfinished = card.unfinished
    return CardStatus(
        theme_id=card.theme_id,
        state=card.state,
        tasks=tuple(
            None if isinstance(task.due, Offset) else task.state(today) for task in card.tasks
        ),
        checks=tuple(
            None if isinstance(check.due, Offset) else _check_state(check, today)
            for check in card.follow_up.checks
        ),
        activations=tuple(
            ActivationStatus(
                tasks=tuple(task.state(today) for task in activation.tasks),
                checks=tuple(_check_state(check, today) for check in activation.checks),
            )
            for activation in plan.activations_of(card.theme_id)
        ),
        is_overdue=unfinished is not None and days_late(unfinished.due, today) > 0,
    )


def _check_state(check: Check, today: datetime.date) -> TaskState:
    due = Task(what="check", due=check.due, done_on=check.done_on)
    return due.state(today)


# The next cycle.


def next_cycle(plan: Plan, today: datetime.date) -> tuple[str, ...]:
    """Return the themes that the next cycle opens with, by id, on *today*.

    First the chosen ones that stay in focus, in the order they were named; then those that stood
    level at the last place and were left; then the parked ones, by number. A theme that a
    re-rating places in field 2, or whose card
    is routine, is out: its card goes on.
    """
    v.day(today, "today")
    contested: tuple[str, ...] = ()
    if plan.choice is not None and plan.choice.proposal is not None:
        contested = plan.choice.proposal.contested
    parked = tuple(parked.theme_id for parked in plan.parking)
    left = (t for t in contested if t not in plan.chosen and t not in parked)
    in_focus = (t for t in (*plan.chosen, *left) if not is_anchored(plan, t, today))
    return (*in_focus, *parked)


def is_anchored(plan: Plan, theme_id: str, today: datetime.date) -> bool:
    """Return whether a theme is out of focus: a routine card, or field 2 when rated again."""
    card = plan.card(theme_id)
    if card is not None and card.state is CardState.ROUTINE:
        return True
    movement = latest_movement(plan, theme_id, today)
    return (
        movement is not None
        and movement.after is not None
        and movement.after.quadrant is Quadrant.FIELD_2
    )
