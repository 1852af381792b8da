"""Notes into a plan, through the plan's verbs: read twice they give what once gives.

What the notes say replaces what the plan has of the same thing; what they don't say stays, and so
does what was done since: a task's day, a check's, a settled point.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import TypeVar

import attrs

from ledertrivsel.cards import Activation, CardState, Check, FollowUp, Task
from ledertrivsel.decisions import FollowUpAgreement, Involvement, Remark, Report
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, Qualification
from ledertrivsel.readers._found import NotedActivation, NotedCard, NotedChoice, Notes
from ledertrivsel.readers._teller import same
from ledertrivsel.rounds import RoundMode
from ledertrivsel.workshop import Session

T = TypeVar("T")
A = TypeVar("A", bound=attrs.AttrsInstance)


def apply_notes(plan: Plan, notes: Notes) -> Plan:
    """Return *plan* with all that *notes* hold. The same notes again change nothing.

    Raises:
        InvalidValueError: when a verb refuses, as for a card whose theme is not chosen.
    """
    plan = _about(plan, notes)
    for theme in notes.own_themes:
        if theme.id in {known.id for known in plan.own_themes}:
            others = (t for t in plan.own_themes if t.id != theme.id)
            plan = attrs.evolve(plan, own_themes=(*others, theme))
        else:
            plan = plan.add_theme(
                theme.title,
                question=theme.question,
                source=theme.source,
                id=theme.id,
                number=theme.number,
            )
    plan = _involve(plan, notes)
    for a_round in notes.rounds:
        if a_round.id not in {known.id for known in plan.rounds}:
            plan = plan.add_round(a_round)
    plan = _give_reasons(_size_ballots(plan, notes), notes)
    for parked in notes.parking:
        plan = plan.park(
            parked.theme_id,
            reason=parked.reason,
            note=parked.note,
            who=parked.who,
            revisit_on=parked.revisit_on,
        )
    if notes.choice is not None:
        plan = _choose(plan, notes.choice)
    points = _settled(plan.preparations, notes.preparations)
    plan = attrs.evolve(plan, preparations=_others(plan.preparations, points, _text)).prepare(
        *points
    )
    for qualification in notes.qualifications:
        plan = _qualify(plan, qualification)
    for noted in notes.cards:
        plan = _card(plan, noted)
    for activation in notes.activations:
        plan = _activate(plan, activation)
    steps = _tasks(plan.next_steps, notes.next_steps)
    plan = attrs.evolve(plan, next_steps=_others(plan.next_steps, steps, _what))
    plan = plan.agree_next_steps(*steps)
    return _follow_up(plan, notes)


def _about(plan: Plan, notes: Notes) -> Plan:
    names = ("organisation", "unit", "part_of", "purpose", "strategy", "representation")
    given = {name: getattr(notes, name) for name in names if getattr(notes, name)}
    plan = attrs.evolve(plan, **given) if given else plan
    if notes.mandate is not None:
        plan = plan.give_mandate(_filled(plan.mandate, notes.mandate))
    return plan


def _involve(plan: Plan, notes: Notes) -> Plan:
    def event(involvement: Involvement) -> object:
        return involvement.forum, involvement.on, involvement.subject, involvement.form

    kept = _others(plan.involvements, notes.involvements, event)
    plan = attrs.evolve(plan, involvements=kept)
    for involvement in notes.involvements:
        plan = plan.involve(involvement)
    for evidence in notes.evidence:
        if evidence not in plan.evidence:
            plan = plan.draw_on(evidence)

    def question(remark: Remark) -> object:
        return remark.question, remark.theme_id

    plan = attrs.evolve(plan, remarks=_others(plan.remarks, notes.remarks, question))
    for remark in notes.remarks:
        plan = plan.remark(remark)
    plan = plan.invite(*(p for p in notes.participants if p not in plan.participants))
    plan = plan.form_groups(*notes.groups)

    def meeting(session: Session) -> object:
        return session.step, session.on

    for session in notes.sessions:
        known = next((s for s in plan.sessions if meeting(s) == meeting(session)), None)
        plan = attrs.evolve(plan, sessions=_others(plan.sessions, (session,), meeting))
        is_joined = session.joined_with_next or (known is not None and known.joined_with_next)
        session = attrs.evolve(_filled(known, session), joined_with_next=is_joined)
        plan = plan.hold_session(session)
    return plan


def _size_ballots(plan: Plan, notes: Notes) -> Plan:
    """Give each open ballot of a group the group's size, where it has none of its own."""
    for group in notes.groups:
        for a_round in plan.rounds:
            if a_round.mode is not RoundMode.OPEN or a_round.is_closed:
                continue
            for ballot in a_round.ballots:
                if same(ballot.voice, group.name) and ballot.size == 1 and group.size != 1:
                    plan = plan.withdraw_ballot(a_round.id, ballot.voice)
                    plan = plan.add_ballot(a_round.id, attrs.evolve(ballot, size=group.size))
    return plan


def _give_reasons(plan: Plan, notes: Notes) -> Plan:
    for reason in notes.reasons:
        for a_round in plan.rounds:
            ballots = a_round.ballots if a_round.mode is RoundMode.OPEN else ()
            ballot = next((b for b in ballots if b.voice == reason.voice), None)
            if ballot is None:
                continue
            pair = (reason.theme_id, reason.text)
            if pair not in ballot.reasons:
                plan = plan.withdraw_ballot(a_round.id, ballot.voice)
                given = attrs.evolve(ballot, reasons=(*ballot.reasons, pair))
                plan = plan.add_ballot(a_round.id, given)
            break
    return plan


def _choose(plan: Plan, noted: NotedChoice) -> Plan:
    before = plan.choice
    themes = noted.themes or plan.chosen
    given = {
        "recommended_by": noted.recommended_by or (before.recommended_by if before else ""),
        "on": noted.recommended_on or (before.recommended_on if before else None),
        "rationale": noted.rationale or (before.rationale if before else ""),
    }
    is_new = before is None or (
        themes,
        given["recommended_by"],
        given["on"],
        given["rationale"],
    ) != (before.themes, before.recommended_by, before.recommended_on, before.rationale)
    if is_new:
        is_same = before is not None and before.themes == themes
        proposal = before.proposal if before is not None and is_same else None
        plan = plan.choose(themes, proposal=proposal, **given)  # type: ignore[arg-type]
        if before is not None and is_same and before.confirmed_on is not None:
            plan = plan.confirm(by=before.confirmed_by, on=before.confirmed_on)
    if noted.confirmed_on is not None:
        plan = plan.confirm(by=noted.confirmed_by, on=noted.confirmed_on)
    return plan


def _qualify(plan: Plan, new: Qualification) -> Plan:
    old = plan.qualification(new.theme_id) or Qualification(theme_id=new.theme_id)
    points = _settled(old.open_points, new.open_points)
    return plan.qualify(
        new.theme_id,
        answers={**dict(old.answers), **dict(new.answers)},
        existing_offers=new.existing_offers or old.existing_offers,
        open_points=(*_others(old.open_points, points, _text), *points),
    )


def _card(plan: Plan, noted: NotedCard) -> Plan:
    old, new = plan.card(noted.card.theme_id), noted.card
    if old is None:
        return plan.add_card(new)
    card = _filled(old, attrs.evolve(new, tasks=(), follow_up=FollowUp(), state=CardState.DRAFT))
    follow_up = old.follow_up
    if new.follow_up.text:
        checks = tuple(_done_before(old.follow_up.checks, c, _check) for c in new.follow_up.checks)
        follow_up = FollowUp(new.follow_up.text, checks)
    tasks = _tasks(old.tasks, new.tasks) if new.tasks else old.tasks
    done = dict(noted.done)
    card = attrs.evolve(
        card,
        tasks=tuple(attrs.evolve(t, done_on=done.get(t.what, t.done_on)) for t in tasks),
        follow_up=follow_up,
        state=new.state if noted.has_state else old.state,
        state_reason=new.state_reason if noted.has_state else old.state_reason,
        unfinished=new.unfinished if noted.has_state or new.unfinished else old.unfinished,
    )
    return plan if card == old else plan.revise_card(card)


def _tasks(old: Iterable[Task], new: Iterable[Task]) -> tuple[Task, ...]:
    """Return the new tasks, each with what was done of it since."""
    before = {task.what: task for task in old}
    found = []
    for task in new:
        known = before.get(task.what)
        if known is not None:
            task = attrs.evolve(
                task,
                started_on=task.started_on or known.started_on,
                done_on=task.done_on or known.done_on,
                dropped=task.dropped or known.dropped,
            )
        found.append(task)
    return tuple(found)


def _settled(old: Iterable[OpenPoint], new: Iterable[OpenPoint]) -> tuple[OpenPoint, ...]:
    before = {point.text: point for point in old}
    return tuple(_filled(before.get(point.text), point) for point in new)


def _activate(plan: Plan, noted: NotedActivation) -> Plan:
    def is_it(activation: Activation) -> bool:
        mark = (activation.theme_id, activation.on, activation.event)
        return mark == (noted.theme_id, noted.on, noted.event)

    if not any(is_it(activation) for activation in plan.activations):
        plan = plan.activate(noted.theme_id, on=noted.on, event=noted.event)
    found = next(activation for activation in plan.activations if is_it(activation))
    checks = list(found.checks)
    for day, what, held in noted.checks:
        at = next((i for i, check in enumerate(checks) if check.due == day), None)
        done = day if held else None
        if at is None:
            checks.append(Check(due=day, what=what, done_on=done))
        else:
            known = checks[at]
            checks[at] = attrs.evolve(
                known, what=known.what or what, done_on=known.done_on or done
            )
    after = attrs.evolve(found, checks=tuple(checks))
    if after == found:
        return plan
    activations = tuple(after if a is found else a for a in plan.activations)
    return attrs.evolve(plan, activations=activations)


def _follow_up(plan: Plan, notes: Notes) -> Plan:
    if notes.publication is not None:
        plan = plan.publish(_filled(plan.publication, notes.publication))
    agreement = plan.follow_up
    if notes.follow_up is not None:
        agreement = _filled(agreement, notes.follow_up)
    if notes.leader_groups and not (agreement and agreement.groups):
        agreement = attrs.evolve(agreement or FollowUpAgreement(), groups=notes.leader_groups)
    if agreement is not None and agreement != plan.follow_up:
        plan = plan.agree_follow_up(agreement)

    def place(report: Report) -> object:
        return report.group, report.on

    plan = attrs.evolve(plan, reports=_others(plan.reports, notes.reports, place))
    for report in notes.reports:
        plan = plan.report(report)
    return plan


# What they share.


def _filled(old: A | None, new: A) -> A:
    """Return *new* with the fields it leaves empty taken from *old*."""
    if old is None:
        return new
    empty: tuple[object, ...] = ("", None, ())
    kept = {
        field.name: getattr(old, field.name)
        for field in attrs.fields(type(new))
        if getattr(new, field.name) in empty
    }
    return attrs.evolve(new, **kept)  # type: ignore[misc]  # mypy wants a class, not a variable.


def _others(old: Iterable[T], new: Iterable[T], mark: Callable[[T], object]) -> tuple[T, ...]:
    """Return the *old* ones that are not of the same thing as a *new* one."""
    replaced = {mark(item) for item in new}
    return tuple(item for item in old if mark(item) not in replaced)


def _text(point: OpenPoint) -> str:
    return point.text


def _what(task: Task) -> str:
    return task.what


def _check(check: Check) -> object:
    return check.due, check.what


def _done_before(old: Iterable[Check], new: Check, mark: Callable[[Check], object]) -> Check:
    known = next((check for check in old if mark(check) == mark(new)), None)
    done: datetime.date | None = known.done_on if known else None
    return attrs.evolve(new, done_on=new.done_on or done)
