"""Step 3: is an action card complete enough to work by?

A Danish APV action plan says at least what the problem is, what is done about it, who is
responsible, when it is carried out and when it is followed up. A card that an event activates has
its time in that, and who is responsible for it answers for tasks told in prose. Three questions
test how good it is: is it clear how to work, does it fit the work flow, does everyone know what
to do and whom to ask?
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ledertrivsel.cards import ActionCard, CardState, Offset, Task, TaskState
from ledertrivsel.codes import Finding, Label, about, days, found
from ledertrivsel.labels import Param
from ledertrivsel.plan import Plan
from ledertrivsel.progress import days_late
from ledertrivsel.vocabulary import is_blank, names_event, names_nobody, names_time

CLEAR_WORDS = 3
"""A task in fewer words than this names a subject, not what to do."""

CROWDED = 3
"""As many tasks due in one week as this hardly fit the work flow."""

_HEADINGS = ("applies_when", "goal", "support", "representatives_role")


def apv(plan: Plan, today: datetime.date) -> Iterator[Finding]:
    """Yield what the action cards lack, card by card."""
    for theme_id in plan.chosen:
        begun = plan.qualification(theme_id) or plan.cards or plan.publication
        if plan.card(theme_id) is None and begun:
            yield found("card-missing", f"cards[{theme_id!r}]", **about(plan.theme(theme_id)))
    for card in plan.cards:
        if card.is_open:
            theme, path = about(plan.theme(card.theme_id)), f"cards[{card.theme_id!r}]"
            yield from _state(card, path, theme, today)
            yield from _minimum(plan, card, path, theme)
            yield from _quality(card, path, theme)
    yield from _crowded(plan, today)


def _state(
    card: ActionCard, path: str, theme: dict[str, Param], today: datetime.date
) -> Iterator[Finding]:
    unfinished = card.unfinished
    if unfinished is None:
        if card.state is CardState.DRAFT:
            yield found("card-draft", f"{path}.state", **theme)
        return
    path = f"{path}.unfinished"
    has_owner = not is_blank(unfinished.who)
    given: dict[str, Param] = {"what": unfinished.what, **theme}
    who: Param = unfinished.who if has_owner else Label("findings.term.nobody")
    late = days_late(unfinished.due, today)
    if late:
        due = unfinished.due
        yield found("card-unfinished-overdue", path, due=due, late=days(late), who=who, **given)
    elif has_owner and unfinished.due is not None:
        yield found("card-unfinished", path, due=unfinished.due, who=who, **given)
    else:
        lacks = [] if has_owner else [Label("findings.term.card-who")]
        lacks += [Label("findings.term.card-when")] if unfinished.due is None else []
        yield found("card-unfinished-open", path, missing=tuple(lacks), **given)


def _minimum(
    plan: Plan, card: ActionCard, path: str, theme: dict[str, Param]
) -> Iterator[Finding]:
    """Yield what the minimum of an action plan lacks, and the other headings that are empty."""
    qualification = plan.qualification(card.theme_id)
    assessment = qualification.answer("assessment") if qualification else ""
    has_problem = not (is_blank(assessment) and is_blank(card.goal))
    if not has_problem:
        yield found("apv-problem", f"{path}.goal", **theme)
    empty = [
        name
        for name in _HEADINGS
        if is_blank(getattr(card, name)) and (has_problem or name != "goal")
    ]
    if empty:
        titles = tuple(h.title for h in plan.instrument.headings if h.field in empty)
        yield found("headings-empty", path, headings=titles, **theme)
    tasks = [(index, task) for index, task in enumerate(card.tasks) if not task.dropped]
    if not tasks and is_blank(card.tasks_note):
        yield found("apv-measure", f"{path}.tasks", **theme)
    if is_blank(card.responsible):
        yield found("apv-responsible", f"{path}.responsible", **theme)
    has_time = is_event_card(card)
    for index, task in tasks:
        given: dict[str, Param] = {"task": task.what, **theme}
        if is_blank(task.who):
            yield found("apv-task-responsible", f"{path}.tasks[{index}].who", **given)
        if task.due is None and not has_time and not names_time(task.what):
            yield found("apv-task-time", f"{path}.tasks[{index}].due", **given)
    in_prose = not tasks and not is_blank(card.tasks_note)
    if in_prose and not has_time and not names_time(card.tasks_note):
        yield found("apv-time", f"{path}.tasks_note", **theme)
    follow_up = card.follow_up
    dated = any(check.due is not None for check in follow_up.checks)
    if not dated and not names_time(follow_up.text):
        yield found("apv-follow-up", f"{path}.follow_up", **theme)


def is_event_card(card: ActionCard) -> bool:
    """Return whether an event activates the card, by its deadlines or by its text."""
    return card.is_activated_by_event or names_event(card.applies_when)


def _quality(card: ActionCard, path: str, theme: dict[str, Param]) -> Iterator[Finding]:
    for index, task in enumerate(card.tasks):
        if not task.dropped and len(task.what.split()) < CLEAR_WORDS:
            where = f"{path}.tasks[{index}].what"
            yield found("quality-clear", where, task=task.what, **theme)
    if names_nobody(card.responsible):
        yield found("quality-whom", f"{path}.responsible", who=card.responsible, **theme)
    for index, task in enumerate(card.tasks):
        if not task.dropped and names_nobody(task.who):
            yield found("quality-whom", f"{path}.tasks[{index}].who", who=task.who, **theme)


def _crowded(plan: Plan, today: datetime.date) -> Iterator[Finding]:
    """Yield the weeks to come in which many tasks are due."""
    weeks: dict[datetime.date, int] = {}
    for card in plan.cards:
        if card.state in (CardState.CLOSED, CardState.PAUSED):
            continue
        for task in card.tasks:
            if _is_ahead(task, today) and isinstance(task.due, datetime.date):
                monday = task.due - datetime.timedelta(days=task.due.weekday())
                weeks[monday] = weeks.get(monday, 0) + 1
    for monday in sorted(weeks):
        if weeks[monday] >= CROWDED:
            yield found("quality-flow", "cards", monday=monday, tasks=weeks[monday])


def _is_ahead(task: Task, today: datetime.date) -> bool:
    undone = task.state(today) in (TaskState.TODO, TaskState.DOING)
    return undone and not isinstance(task.due, Offset)
