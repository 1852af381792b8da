"""What an audience is shown of what people decide and do: from the mandate to the reports.

A function a part of the view, in the order of the process.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ledertrivsel.audiences import Sight
from ledertrivsel.cards import ActionCard, Activation, Check, Task
from ledertrivsel.decisions import Report
from ledertrivsel.parking import ParkedTheme
from ledertrivsel.parts import (
    ActivationView,
    CardView,
    CheckView,
    ChoiceView,
    EvidenceView,
    FollowUpView,
    InvolvementView,
    MandateView,
    OpenPointView,
    ParkedView,
    Part,
    PublicationView,
    QualificationView,
    RemarkView,
    ReportCount,
    ReportView,
    TaskView,
)
from ledertrivsel.prose import Prose
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.workshop import Group, Participant, Session


def mandate(sight: Sight) -> MandateView | None:
    mandate = sight.plan.mandate
    if mandate is None:
        return None
    return MandateView(
        sender=Prose(mandate.sender),
        involved=Prose(mandate.involved),
        decides=Prose(mandate.decides),
        anchored=Prose(mandate.anchored),
        given_by=mandate.given_by,
        given_on=mandate.given_on,
    )


def involvements(sight: Sight) -> tuple[InvolvementView, ...]:
    return tuple(
        InvolvementView(
            forum=i.forum, on=i.on, form=i.form, subject=i.subject, outcome=Prose(i.outcome)
        )
        for i in sight.plan.involvements
    )


def choice(sight: Sight) -> ChoiceView | None:
    choice = sight.plan.choice
    if choice is None:
        return None
    return ChoiceView(
        themes=sight.themes(choice.themes),
        recommended_by=choice.recommended_by,
        recommended_on=choice.recommended_on,
        rationale=Prose(choice.rationale),
        confirmed_by=choice.confirmed_by,
        confirmed_on=choice.confirmed_on,
        departs=choice.departs,
    )


def _tasks(sight: Sight, tasks: Iterable[Task]) -> tuple[TaskView, ...]:
    return tuple(
        TaskView(
            what=Prose(task.what),
            who=task.who,
            due=task.due,
            done_on=task.done_on,
            started_on=task.started_on,
            dropped=Prose(task.dropped),
            state=task.state(sight.today),
        )
        for task in tasks
    )


def _checks(sight: Sight, checks: Iterable[Check]) -> tuple[CheckView, ...]:
    return tuple(
        CheckView(
            due=c.due,
            what=Prose(c.what),
            done_on=c.done_on,
            overdue=c.is_overdue(sight.today),
        )
        for c in checks
    )


def _points(points: Iterable[OpenPoint]) -> tuple[OpenPointView, ...]:
    return tuple(
        OpenPointView(
            kind=point.kind,
            text=Prose(point.text),
            who=point.who,
            due=point.due,
            outcome=Prose(point.outcome),
            settled_on=point.settled_on,
        )
        for point in points
    )


def _activation(sight: Sight, activation: Activation) -> ActivationView:
    return ActivationView(
        on=activation.on,
        event=activation.event,
        tasks=_tasks(sight, activation.tasks),
        checks=_checks(sight, activation.checks),
    )


def cards(sight: Sight) -> tuple[CardView, ...]:
    return tuple(_card(sight, card) for card in sight.plan.cards)


def _card(sight: Sight, card: ActionCard) -> CardView:
    unfinished = None
    if card.unfinished is not None:
        unfinished = OpenPointView(
            kind=OpenPointKind.CLARIFICATION,
            text=Prose(card.unfinished.what),
            who=card.unfinished.who,
            due=card.unfinished.due,
            outcome=Prose(),
            settled_on=None,
        )
    activations: tuple[ActivationView, ...] = ()
    if Part.ACTIVATIONS in sight.parts:
        activations = tuple(
            _activation(sight, activation)
            for activation in sight.plan.activations_of(card.theme_id)
        )
    return CardView(
        theme=sight.theme(card.theme_id),
        title=card.title,
        state=card.state,
        state_reason=Prose(card.state_reason),
        attribution=card.attribution,
        applies_when=Prose(card.applies_when),
        goal=Prose(card.goal),
        responsible=Prose(card.responsible),
        support=Prose(card.support),
        representatives_role=Prose(card.representatives_role),
        tasks=_tasks(sight, card.tasks),
        tasks_note=Prose(card.tasks_note),
        follow_up=Prose(card.follow_up.text),
        checks=_checks(sight, card.follow_up.checks),
        materials=tuple(map(Prose, card.materials)),
        unfinished=unfinished,
        activations=activations,
    )


def qualifications(sight: Sight) -> tuple[QualificationView, ...]:
    questions = sight.plan.instrument.support_questions
    return tuple(
        QualificationView(
            theme=sight.theme(q.theme_id),
            answers=tuple(
                (question.id, Prose(q.answer(question.id)))
                for question in questions
                if q.answer(question.id)
            ),
            existing_offers=Prose(q.existing_offers),
            open_points=_points(q.open_points),
        )
        for q in sight.plan.qualifications
    )


def preparations(sight: Sight) -> tuple[OpenPointView, ...]:
    return _points(sight.plan.preparations)


def next_steps(sight: Sight) -> tuple[TaskView, ...]:
    return _tasks(sight, sight.plan.next_steps)


def participants(sight: Sight) -> tuple[Participant, ...]:
    return _participants(sight, sight.plan.participants)


def _participants(sight: Sight, participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    if Part.NAMES in sight.parts:
        return participants
    return tuple(attrs.evolve(participant, name="") for participant in participants)


def groups(sight: Sight) -> tuple[Group, ...]:
    return _groups(sight, sight.plan.groups)


def _groups(sight: Sight, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    for group in groups:
        sight.named.update(group.theme_ids)
    if Part.NAMES in sight.parts:
        return groups
    return tuple(attrs.evolve(group, leader="") for group in groups)


def sessions(sight: Sight) -> tuple[Session, ...]:
    names = Part.NAMES in sight.parts
    return tuple(
        attrs.evolve(
            session,
            participants=_participants(sight, session.participants),
            groups=_groups(sight, session.groups),
            facilitator=session.facilitator if names else "",
            note=session.note if names else "",
        )
        for session in sight.plan.sessions
    )


def evidence(sight: Sight) -> tuple[EvidenceView, ...]:
    return tuple(
        EvidenceView(
            text=Prose(item.text),
            theme=sight.theme(item.theme_id) if item.theme_id else None,
            on=item.on,
        )
        for item in sight.plan.evidence
    )


def remarks(sight: Sight) -> tuple[RemarkView, ...]:
    return tuple(
        RemarkView(
            question=item.question,
            text=Prose(item.text),
            theme=sight.theme(item.theme_id) if item.theme_id else None,
        )
        for item in sight.plan.remarks
    )


def parking(sight: Sight) -> tuple[ParkedView, ...]:
    return tuple(_parked(sight, parked) for parked in sight.plan.parking)


def _parked(sight: Sight, parked: ParkedTheme) -> ParkedView:
    reasons = Part.PARKED_REASONS in sight.parts
    return ParkedView(
        theme=sight.theme(parked.theme_id),
        reason=parked.reason if reasons else None,
        note=Prose(parked.note) if reasons else Prose(),
        revisit_on=parked.revisit_on if reasons else None,
        who=parked.who if Part.PARKED_DETAILS in sight.parts else "",
    )


def publication(sight: Sight) -> PublicationView | None:
    publication = sight.plan.publication
    if publication is None:
        return None
    return PublicationView(
        on=publication.on,
        channel=Prose(publication.channel),
        version=publication.version,
        told=tuple(map(Prose, publication.told)),
        briefing=Prose(publication.briefing),
        contact=Prose(publication.contact),
        replaced_on=publication.replaced_on,
    )


def follow_up(sight: Sight) -> FollowUpView | None:
    agreement = sight.plan.follow_up
    if agreement is None:
        return None
    return FollowUpView(
        groups=agreement.groups,
        report_by=agreement.report_by,
        discussions=agreement.discussions,
        rerate_on=agreement.rerate_on,
        rerate=sight.themes(agreement.rerate),
        note=Prose(agreement.note),
    )


def reports(sight: Sight) -> tuple[ReportView, ...]:
    return tuple(_report(sight, report) for report in sight.plan.reports)


def _report(sight: Sight, report: Report) -> ReportView:
    return ReportView(
        group=report.group,
        on=report.on,
        used=sight.themes(report.used),
        works=Prose(report.works),
        hard=Prose(report.hard),
        wish=Prose(report.wish),
    )


def report_count(sight: Sight) -> ReportCount | None:
    if sight.plan.follow_up is None or not sight.plan.follow_up.groups:
        return None
    reported = {report.group for report in sight.plan.reports}
    groups = sight.plan.follow_up.groups
    return ReportCount(reported=len(reported & set(groups)), groups=len(groups))
