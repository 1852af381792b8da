"""After the cards: published, told, followed up, reported on and rated again, each in its time.

The source ends with this: publish where people look, tell the responsible, agree how the leader
groups report back, and discuss it in AMO and top management. What is late is told with its days.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ledertrivsel.cards import ActionCard, CardState, Check, Task, TaskState
from ledertrivsel.codes import Finding, Label, about, days, found, listed
from ledertrivsel.decisions import (
    FollowUpAgreement,
    InvolvementForm,
    InvolvementSubject,
    Publication,
)
from ledertrivsel.labels import Param
from ledertrivsel.matrix import Quadrant
from ledertrivsel.plan import Plan
from ledertrivsel.progress import days_late, is_anchored, latest_movement, movements, next_cycle
from ledertrivsel.rounds import RoundPurpose
from ledertrivsel.vocabulary import is_blank


def upkeep(plan: Plan, today: datetime.date) -> Iterator[Finding]:
    """Yield what publication and follow-up lack, what is late, and where a re-rating leaves it."""
    yield from _publication(plan)
    yield from _late(plan, today)
    if plan.follow_up is not None:
        yield from _agreement(plan, plan.follow_up, today)
    yield from _rerated(plan, today)


def _is_ready(plan: Plan) -> bool:
    """Return whether each chosen theme has a card that is no draft."""
    cards = [plan.card(theme_id) for theme_id in plan.chosen]
    return bool(cards) and all(c is not None and c.state is not CardState.DRAFT for c in cards)


def _publication(plan: Plan) -> Iterator[Finding]:
    if plan.publication is None and not _is_ready(plan):
        return
    about_plan = [i for i in plan.involvements if i.subject is InvolvementSubject.PLAN]
    is_decided = any(i.form is InvolvementForm.DECIDED for i in about_plan)
    if not is_decided:
        yield found("plan-undecided", "involvements")
    if plan.follow_up is None:
        yield found("follow-up-missing", "follow_up")
    if plan.publication is None:
        if is_decided:
            yield found("not-published", "publication")
    else:
        told = any(i.form is InvolvementForm.TOLD for i in about_plan)
        yield from _telling(plan.publication, told)


def _telling(publication: Publication, is_told: bool) -> Iterator[Finding]:
    if is_blank(publication.channel):
        yield found("channel-missing", "publication.channel")
    if not publication.told and not is_told:
        yield found("nobody-told", "publication.told")
    if is_blank(publication.briefing):
        yield found("briefing-missing", "publication.briefing")


def _agreement(
    plan: Plan, agreement: FollowUpAgreement, today: datetime.date
) -> Iterator[Finding]:
    path = "follow_up"
    if not agreement.groups:
        yield found("report-groups-missing", f"{path}.groups")
    elif agreement.report_by is None:
        yield found("report-date-missing", f"{path}.report_by")
    elif agreement.report_by < today:
        reported = {report.group for report in plan.reports}
        missing = tuple(group for group in agreement.groups if group not in reported)
        if missing:
            yield found(
                "reports-missing",
                "reports",
                missing=len(missing),
                total=len(agreement.groups),
                groups="; ".join(missing),  # Names hold commas of their own.
                due=agreement.report_by,
            )
    if not agreement.discussions:
        yield found("discussion-missing", f"{path}.discussions")
    due = agreement.rerate_on
    if due is None:
        yield found("rerating-undated", f"{path}.rerate_on")
    elif due < today and not any(
        r.purpose is RoundPurpose.FOLLOW_UP
        and (r.held_on is None or r.held_on.year >= due.year)  # A little early will do.
        for r in plan.rounds
    ):
        late = days(days_late(due, today))
        yield found("rerating-overdue", f"{path}.rerate_on", due=due, late=late)


# What is late.


def _late(plan: Plan, today: datetime.date) -> Iterator[Finding]:
    for card in plan.cards:
        if card.state not in (CardState.CLOSED, CardState.PAUSED):
            yield from _late_on_card(plan, card, today)
    for index, step in enumerate(plan.next_steps):
        if step.state(today) is TaskState.OVERDUE:
            yield found("next-step-overdue", f"next_steps[{index}]", **_task(step, today))


def _late_on_card(plan: Plan, card: ActionCard, today: datetime.date) -> Iterator[Finding]:
    theme, path = about(plan.theme(card.theme_id)), f"cards[{card.theme_id!r}]"
    for index, task in enumerate(card.tasks):
        if task.state(today) is TaskState.OVERDUE:
            where = f"{path}.tasks[{index}]"
            yield found("task-overdue", where, **theme, **_task(task, today))
    for index, check in enumerate(card.follow_up.checks):
        if check.is_overdue(today):
            where = f"{path}.follow_up.checks[{index}]"
            yield found("check-overdue", where, **theme, **_check(card, check, today))
    for number, activation in enumerate(plan.activations_of(card.theme_id)):
        here, event = f"{path}.activations[{number}]", activation.event
        for index, task in enumerate(activation.tasks):
            if task.state(today) is TaskState.OVERDUE:
                where = f"{here}.tasks[{index}]"
                yield found("task-overdue", where, **theme, **_task(task, today, event))
        for index, check in enumerate(activation.checks):
            if check.is_overdue(today):
                where = f"{here}.checks[{index}]"
                yield found("check-overdue", where, **theme, **_check(card, check, today, event))


def _task(task: Task, today: datetime.date, event: str = "") -> dict[str, Param]:
    who: Param = Label("findings.term.nobody") if is_blank(task.who) else task.who
    return {"task": _at(task.what, event), "who": who, **_due(task.due, today)}


def _check(
    card: ActionCard, check: Check, today: datetime.date, event: str = ""
) -> dict[str, Param]:
    what = check.what or card.follow_up.text
    given: Param = Label("findings.term.follow-up") if is_blank(what) else what
    return {"what": _at(given, event), **_due(check.due, today)}


def _at(what: Param, event: str) -> Param:
    """Return what is to be done with the event it is done at, when one is told."""
    if is_blank(event):
        return what
    return Label("findings.term.at-event", (("event", event), ("what", what)))


def _due(due: object, today: datetime.date) -> dict[str, Param]:
    day = due if isinstance(due, datetime.date) else None
    return {"due": day, "late": days(days_late(day, today))}


# After a re-rating.


def _rerated(plan: Plan, today: datetime.date) -> Iterator[Finding]:
    held = [
        r
        for r in plan.rounds
        if r.purpose is RoundPurpose.FOLLOW_UP
        and r.is_shown
        and (r.held_on is None or r.held_on <= today)
    ]
    if not held:
        return
    for movement in movements(plan, held[-1].id):
        if movement.theme_id in plan.chosen and movement.reason is not None:
            theme = about(plan.theme(movement.theme_id))
            reason = Label(f"progress.reason.{movement.reason.value}")
            path = f"themes[{movement.theme_id!r}]"
            yield found("not-comparable", path, reason=reason, **theme)
    for theme_id in plan.chosen:
        card, moved = plan.card(theme_id), latest_movement(plan, theme_id, today)
        if card is None or moved is None or moved.after is None:
            continue
        is_settled = card.state in (CardState.ROUTINE, CardState.CLOSED)
        if moved.after.quadrant is Quadrant.FIELD_2 and not is_settled:
            theme = about(plan.theme(theme_id))
            yield found("theme-succeeds", f"cards[{theme_id!r}].state", **theme)
    in_focus = tuple(
        plan.theme(theme_id).number
        for theme_id in plan.chosen
        if not is_anchored(plan, theme_id, today)
    )
    if in_focus:
        yield found("themes-in-focus", "choice.themes", themes=listed(in_focus))
    cycle = tuple(plan.theme(theme_id).number for theme_id in next_cycle(plan, today))
    if cycle:
        yield found("next-cycle", "choice", themes=listed(cycle))
