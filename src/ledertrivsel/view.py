"""What an audience may see: the only thing an exporter gets.

A `View` is made for one audience out of parts; a part that the audience may not see is not in it
at all: not in its object graph, its repr or its errors. Texts that people typed are `Prose`,
already in nodes of our own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.agreement import Disagreement, disagreement, order_of_talk
from ledertrivsel.cards import ActionCard, Activation, CardState, Check, Due, Task, TaskState
from ledertrivsel.decisions import (
    Discussion,
    InvolvementForm,
    InvolvementSubject,
    Report,
)
from ledertrivsel.findings import Finding, check
from ledertrivsel.instruments import Instrument
from ledertrivsel.matrix import Placement, Quadrant
from ledertrivsel.parking import ParkedReason, ParkedTheme
from ledertrivsel.plan import Plan, PlanState
from ledertrivsel.prioritization import BUILT_IN_RULES, SHARE, Proposal, TurningPoint
from ledertrivsel.progress import Movement, NotComparable, movements
from ledertrivsel.prose import Prose
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.rounds import RoundMode, RoundPurpose
from ledertrivsel.scales import Axis, Cut, Scale
from ledertrivsel.themes import Theme
from ledertrivsel.workshop import Group, Participant, Representation, Session


class Audience(Enum):
    """For whom a view is made. The whole organisation is the default."""

    WORKING_GROUP = "working-group"
    FORUMS = "forums"
    """MED/SU, AMO and top management."""
    ORGANISATION = "organisation"


class Part(Enum):
    """A part of a plan that an audience may see or not."""

    PURPOSE = "purpose"
    MANDATE = "mandate"
    INVOLVEMENT = "involvement"
    CHOICE = "choice"
    PUBLICATION = "publication"
    FOLLOW_UP = "follow-up"
    CARDS = "cards"
    ACTIVATIONS = "activations"
    QUALIFICATION = "qualification"
    OPEN_POINTS = "open-points"
    PARTICIPANTS = "participants"
    """Roles, counts, groups and sessions; `NAMES` opens the names in them."""
    NAMES = "names"
    """Who by name: participants, group leaders and facilitators, and the notes of sessions."""
    EVIDENCE = "evidence"
    PRIORITY_CARD = "priority-card"
    PROGRESS = "progress"
    PARKING = "parking"
    PARKED_REASONS = "parked-reasons"
    PARKED_DETAILS = "parked-details"
    PROPOSAL = "proposal"
    TURNING_POINTS = "turning-points"
    BALLOTS = "ballots"
    DISAGREEMENT = "disagreement"
    REPORTS = "reports"
    REPORT_COUNT = "report-count"
    FINDINGS = "findings"


_EVERYBODY = frozenset(
    {
        Part.PURPOSE,
        Part.MANDATE,
        Part.INVOLVEMENT,
        Part.CHOICE,
        Part.PUBLICATION,
        Part.FOLLOW_UP,
        Part.CARDS,
        Part.REPORT_COUNT,
    }
)
_FORUMS = _EVERYBODY | {
    Part.ACTIVATIONS,
    Part.QUALIFICATION,
    Part.OPEN_POINTS,
    Part.PARTICIPANTS,
    Part.EVIDENCE,
    Part.PRIORITY_CARD,
    Part.PROGRESS,
    Part.PARKING,
    Part.PARKED_REASONS,
    Part.PROPOSAL,
    Part.REPORTS,
}


def parts_for(plan: Plan, audience: Audience) -> frozenset[Part]:
    """Return the parts of *plan* that *audience* may see; the publication may open some."""
    if audience is Audience.WORKING_GROUP:
        return frozenset(Part)
    if audience is Audience.FORUMS:
        return _FORUMS
    opened: set[Part] = set()
    if plan.publication is not None and plan.publication.show_card:
        opened |= {Part.PRIORITY_CARD, Part.PROGRESS}
    if plan.publication is not None and plan.publication.show_parked:
        opened |= {Part.PARKING}
    return _EVERYBODY | opened


@attrs.frozen(kw_only=True)
class MandateView:
    """The four mandate questions answered, and who gave the mandate when."""

    sender: Prose
    involved: Prose
    decides: Prose
    anchored: Prose
    given_by: str
    given_on: datetime.date | None


@attrs.frozen(kw_only=True)
class InvolvementView:
    """One forum involved."""

    forum: str
    on: datetime.date
    form: InvolvementForm
    subject: InvolvementSubject
    outcome: Prose


@attrs.frozen(kw_only=True)
class ChoiceView:
    """The choice without the proposal it answered. *departs* says whether it departs from that."""

    themes: tuple[Theme, ...]
    recommended_by: str
    recommended_on: datetime.date | None
    rationale: Prose
    confirmed_by: str
    confirmed_on: datetime.date | None
    departs: bool


@attrs.frozen(kw_only=True)
class TaskView:
    """One task, with its state on the view's day."""

    what: Prose
    who: str
    due: Due
    done_on: datetime.date | None
    started_on: datetime.date | None
    dropped: Prose
    state: TaskState


@attrs.frozen(kw_only=True)
class CheckView:
    """One time of follow-up, with whether it is overdue on the view's day."""

    due: Due
    what: Prose
    done_on: datetime.date | None
    overdue: bool


@attrs.frozen(kw_only=True)
class ActivationView:
    """One time a card was activated."""

    on: datetime.date
    event: str
    tasks: tuple[TaskView, ...]
    checks: tuple[CheckView, ...]


@attrs.frozen(kw_only=True)
class OpenPointView:
    """An open point, or something to settle before the next meeting."""

    kind: OpenPointKind
    text: Prose
    who: str
    due: datetime.date | None
    outcome: Prose
    settled_on: datetime.date | None


@attrs.frozen(kw_only=True)
class CardView:
    """One action card. *activations* is empty where the audience may not see them."""

    theme: Theme
    title: str
    state: CardState
    state_reason: Prose
    attribution: str
    applies_when: Prose
    goal: Prose
    responsible: Prose
    support: Prose
    representatives_role: Prose
    tasks: tuple[TaskView, ...]
    tasks_note: Prose
    follow_up: Prose
    checks: tuple[CheckView, ...]
    materials: tuple[Prose, ...]
    unfinished: OpenPointView | None
    activations: tuple[ActivationView, ...]


@attrs.frozen(kw_only=True)
class QualificationView:
    """What step 2 found for a chosen theme; *answers* are (question id, text), in order."""

    theme: Theme
    answers: tuple[tuple[str, Prose], ...]
    existing_offers: Prose
    open_points: tuple[OpenPointView, ...]


@attrs.frozen(kw_only=True)
class EvidenceView:
    """Something the group drew on."""

    text: Prose
    theme: Theme | None
    on: datetime.date | None


@attrs.frozen(kw_only=True)
class RemarkView:
    """An answer to a discussion question at the card."""

    question: str
    text: Prose
    theme: Theme | None


@attrs.frozen(kw_only=True)
class PlacementView:
    """One theme on the card in totals: no cells and no voices."""

    theme: Theme
    importance: Fraction | None
    success: Fraction | None
    gap: Fraction | None
    n: int
    quadrant: Quadrant | None
    on_line: bool
    picks: int | None


@attrs.frozen(kw_only=True)
class PriorityCardView:
    """The priority card in totals.

    Args:
        lines: where it is divided, (importance, success).
        suppressed: themes not shown, for too few answers.
        floor: the largest floor of the rounds on it, for the legend; None when all are open.
        voices, participants: how many stand behind it; None where a floor would be undercut.
        pickers: how many voices picked a theme; None also where any theme is suppressed, since
            the picks shown could be taken from it.
    """

    placements: tuple[PlacementView, ...]
    suppressed: tuple[Theme, ...]
    cut: Cut
    lines: tuple[Fraction, Fraction]
    scale: Scale
    rule: str
    floor: int | None
    voices: int | None
    participants: int | None
    pickers: int | None


@attrs.frozen(kw_only=True)
class ParkedView:
    """One parked theme; what the audience may not see is None or empty."""

    theme: Theme
    reason: ParkedReason | None
    note: Prose
    revisit_on: datetime.date | None
    who: str


@attrs.frozen(kw_only=True)
class ReportView:
    """What one leader group reported."""

    group: str
    on: datetime.date | None
    used: tuple[Theme, ...]
    works: Prose
    hard: Prose
    wish: Prose


@attrs.frozen(kw_only=True)
class ReportCount:
    """How many of how many leader groups have reported."""

    reported: int
    groups: int


@attrs.frozen(kw_only=True)
class BallotView:
    """One open ballot: who, and what they gave, picked and said."""

    voice: str
    group: str
    size: int
    ratings: tuple[tuple[Theme, Axis, Axis], ...]
    picks: tuple[Theme, ...]
    reasons: tuple[tuple[Theme, Prose], ...]


@attrs.frozen(kw_only=True)
class RoundView:
    """One round that may be shown. Only open ones have ballots to see, on *scale*."""

    id: str
    title: str
    held_on: datetime.date | None
    purpose: RoundPurpose
    mode: RoundMode
    closed: bool
    floor: int | None
    scale: Scale
    ballots: tuple[BallotView, ...]


@attrs.frozen(kw_only=True)
class DisagreementView:
    """How far the voices agree on the themes shown, and which to talk about first."""

    themes: tuple[tuple[Theme, Disagreement], ...]
    order_of_talk: tuple[tuple[Theme, ...], ...]


@attrs.frozen(kw_only=True)
class PublicationView:
    """Where the plan is published and who is told."""

    on: datetime.date
    channel: Prose
    version: int
    told: tuple[Prose, ...]
    briefing: Prose
    contact: Prose
    replaced_on: datetime.date | None


@attrs.frozen(kw_only=True)
class FollowUpView:
    """What was agreed on follow-up."""

    groups: tuple[str, ...]
    report_by: datetime.date | None
    discussions: tuple[Discussion, ...]
    rerate_on: datetime.date | None
    rerate: tuple[Theme, ...]
    note: Prose


@attrs.frozen(kw_only=True)
class View:
    """A plan as one audience may see it on one day.

    A part that is None or empty is absent, or not for this audience.
    `parts` says which parts the audience may see; `themes` are those that some part in it names.
    """

    audience: Audience
    today: datetime.date
    parts: frozenset[Part]
    instrument: Instrument
    title: str
    organisation: str
    unit: str
    part_of: str
    started_on: datetime.date
    state: PlanState
    representation: Representation
    themes: tuple[Theme, ...] = ()
    purpose: Prose = Prose()
    strategy: Prose = Prose()
    mandate: MandateView | None = None
    involvements: tuple[InvolvementView, ...] = ()
    choice: ChoiceView | None = None
    cards: tuple[CardView, ...] = ()
    qualifications: tuple[QualificationView, ...] = ()
    preparations: tuple[OpenPointView, ...] = ()
    next_steps: tuple[TaskView, ...] = ()
    participants: tuple[Participant, ...] = ()
    groups: tuple[Group, ...] = ()
    sessions: tuple[Session, ...] = ()
    evidence: tuple[EvidenceView, ...] = ()
    remarks: tuple[RemarkView, ...] = ()
    priority_card: PriorityCardView | None = None
    movements: tuple[Movement, ...] = ()
    parking: tuple[ParkedView, ...] = ()
    proposal: Proposal | None = None
    turning_points: tuple[TurningPoint, ...] = ()
    rounds: tuple[RoundView, ...] = ()
    disagreement: DisagreementView | None = None
    publication: PublicationView | None = None
    follow_up: FollowUpView | None = None
    reports: tuple[ReportView, ...] = ()
    report_count: ReportCount | None = None
    findings: tuple[Finding, ...] = ()

    def shows(self, part: Part) -> bool:
        """Return whether the audience may see *part*."""
        return part in self.parts

    def theme(self, theme_id: str) -> Theme:
        """Return a theme that some part of the view names."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        v.known(theme_id, [theme.id for theme in self.themes], "theme_id", "known-theme")
        raise AssertionError  # pragma: no cover - the line above has raised.


def make_view(
    plan: Plan,
    audience: Audience = Audience.ORGANISATION,
    *,
    today: datetime.date | None = None,
    proposal: Proposal | None = None,
) -> View:
    """Return what *audience* may see of *plan*.

    Args:
        today: by default the day of the latest act recorded in the plan.
        proposal: for a plan without a choice whose rule is not built in: what that rule proposes.
    """
    audience = v.member(audience, Audience, "audience")
    # A round that may not be shown yet does not even tell its day.
    shown = v.replaced(plan, rounds=tuple(r for r in plan.rounds if r.is_shown))
    day = v.day(today, "today") if today else shown.latest_act
    return _Maker(plan, audience, day, proposal).view()


class _Maker:
    """Makes one view part by part, noting which themes the parts name."""

    def __init__(
        self,
        plan: Plan,
        audience: Audience,
        today: datetime.date,
        given: Proposal | None,
    ) -> None:
        self.plan, self.audience, self.today, self.given = plan, audience, today, given
        self.parts = parts_for(plan, audience)
        self.named: set[str] = set()
        self.by_id = {theme.id: theme for theme in plan.themes}

    def view(self) -> View:
        plan = self.plan
        shows = self.parts.__contains__
        content = {
            "mandate": self.mandate() if shows(Part.MANDATE) else None,
            "involvements": self.involvements() if shows(Part.INVOLVEMENT) else (),
            "choice": self.choice() if shows(Part.CHOICE) else None,
            "cards": tuple(map(self.card, plan.cards)) if shows(Part.CARDS) else (),
            "qualifications": self.qualifications() if shows(Part.QUALIFICATION) else (),
            "preparations": self.points(plan.preparations) if shows(Part.OPEN_POINTS) else (),
            "next_steps": self.tasks(plan.next_steps) if shows(Part.OPEN_POINTS) else (),
            "participants": (
                self.participants(plan.participants) if shows(Part.PARTICIPANTS) else ()
            ),
            "groups": self.groups(plan.groups) if shows(Part.PARTICIPANTS) else (),
            "sessions": self.sessions() if shows(Part.PARTICIPANTS) else (),
            "evidence": self.evidence() if shows(Part.EVIDENCE) else (),
            "remarks": self.remarks() if shows(Part.BALLOTS) else (),
            "priority_card": self.priority_card() if shows(Part.PRIORITY_CARD) else None,
            "movements": self.movements() if shows(Part.PROGRESS) else (),
            "parking": tuple(map(self.parked, plan.parking)) if shows(Part.PARKING) else (),
            "proposal": self.proposal() if shows(Part.PROPOSAL) else None,
            "turning_points": self.turning_points() if shows(Part.TURNING_POINTS) else (),
            "rounds": self.rounds() if shows(Part.BALLOTS) else (),
            "disagreement": self.disagreement() if shows(Part.DISAGREEMENT) else None,
            "publication": self.publication() if shows(Part.PUBLICATION) else None,
            "follow_up": self.follow_up() if shows(Part.FOLLOW_UP) else None,
            "reports": tuple(map(self.report, plan.reports)) if shows(Part.REPORTS) else (),
            "report_count": self.report_count() if shows(Part.REPORT_COUNT) else None,
            "findings": check(plan, self.today) if shows(Part.FINDINGS) else (),
        }
        return View(
            audience=self.audience,
            today=self.today,
            parts=self.parts,
            instrument=plan.instrument,
            title=plan.title,
            organisation=plan.organisation,
            unit=plan.unit,
            part_of=plan.part_of,
            started_on=plan.started_on,
            state=plan.state,
            representation=plan.representation,
            purpose=Prose(plan.purpose),
            strategy=Prose(plan.strategy),
            themes=tuple(theme for theme in plan.themes if theme.id in self.named),
            **content,  # type: ignore[arg-type]  # Each value is made for the field it is named for.
        )

    def theme(self, theme_id: str) -> Theme:
        self.named.add(theme_id)
        return self.by_id[theme_id]

    def themes(self, ids: Iterable[str]) -> tuple[Theme, ...]:
        return tuple(self.theme(theme_id) for theme_id in ids)

    def mandate(self) -> MandateView | None:
        mandate = self.plan.mandate
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

    def involvements(self) -> tuple[InvolvementView, ...]:
        return tuple(
            InvolvementView(
                forum=i.forum, on=i.on, form=i.form, subject=i.subject, outcome=Prose(i.outcome)
            )
            for i in self.plan.involvements
        )

    def choice(self) -> ChoiceView | None:
        choice = self.plan.choice
        if choice is None:
            return None
        return ChoiceView(
            themes=self.themes(choice.themes),
            recommended_by=choice.recommended_by,
            recommended_on=choice.recommended_on,
            rationale=Prose(choice.rationale),
            confirmed_by=choice.confirmed_by,
            confirmed_on=choice.confirmed_on,
            departs=choice.departs,
        )

    def tasks(self, tasks: Iterable[Task]) -> tuple[TaskView, ...]:
        return tuple(
            TaskView(
                what=Prose(task.what),
                who=task.who,
                due=task.due,
                done_on=task.done_on,
                started_on=task.started_on,
                dropped=Prose(task.dropped),
                state=task.state(self.today),
            )
            for task in tasks
        )

    def checks(self, checks: Iterable[Check]) -> tuple[CheckView, ...]:
        return tuple(
            CheckView(
                due=c.due,
                what=Prose(c.what),
                done_on=c.done_on,
                overdue=c.is_overdue(self.today),
            )
            for c in checks
        )

    def points(self, points: Iterable[OpenPoint]) -> tuple[OpenPointView, ...]:
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

    def activation(self, activation: Activation) -> ActivationView:
        return ActivationView(
            on=activation.on,
            event=activation.event,
            tasks=self.tasks(activation.tasks),
            checks=self.checks(activation.checks),
        )

    def card(self, card: ActionCard) -> CardView:
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
        if Part.ACTIVATIONS in self.parts:
            activations = tuple(map(self.activation, self.plan.activations_of(card.theme_id)))
        return CardView(
            theme=self.theme(card.theme_id),
            title=card.title,
            state=card.state,
            state_reason=Prose(card.state_reason),
            attribution=card.attribution,
            applies_when=Prose(card.applies_when),
            goal=Prose(card.goal),
            responsible=Prose(card.responsible),
            support=Prose(card.support),
            representatives_role=Prose(card.representatives_role),
            tasks=self.tasks(card.tasks),
            tasks_note=Prose(card.tasks_note),
            follow_up=Prose(card.follow_up.text),
            checks=self.checks(card.follow_up.checks),
            materials=tuple(map(Prose, card.materials)),
            unfinished=unfinished,
            activations=activations,
        )

    def qualifications(self) -> tuple[QualificationView, ...]:
        questions = self.plan.instrument.support_questions
        return tuple(
            QualificationView(
                theme=self.theme(q.theme_id),
                answers=tuple(
                    (question.id, Prose(q.answer(question.id)))
                    for question in questions
                    if q.answer(question.id)
                ),
                existing_offers=Prose(q.existing_offers),
                open_points=self.points(q.open_points),
            )
            for q in self.plan.qualifications
        )

    def participants(self, participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
        if Part.NAMES in self.parts:
            return participants
        return tuple(attrs.evolve(participant, name="") for participant in participants)

    def groups(self, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        for group in groups:
            self.named.update(group.theme_ids)
        if Part.NAMES in self.parts:
            return groups
        return tuple(attrs.evolve(group, leader="") for group in groups)

    def sessions(self) -> tuple[Session, ...]:
        names = Part.NAMES in self.parts
        return tuple(
            attrs.evolve(
                session,
                participants=self.participants(session.participants),
                groups=self.groups(session.groups),
                facilitator=session.facilitator if names else "",
                note=session.note if names else "",
            )
            for session in self.plan.sessions
        )

    def evidence(self) -> tuple[EvidenceView, ...]:
        return tuple(
            EvidenceView(
                text=Prose(item.text),
                theme=self.theme(item.theme_id) if item.theme_id else None,
                on=item.on,
            )
            for item in self.plan.evidence
        )

    def remarks(self) -> tuple[RemarkView, ...]:
        return tuple(
            RemarkView(
                question=item.question,
                text=Prose(item.text),
                theme=self.theme(item.theme_id) if item.theme_id else None,
            )
            for item in self.plan.remarks
        )

    def priority_card(self) -> PriorityCardView | None:
        matrix = self.plan.matrix()
        if not matrix.placements and not matrix.suppressed:
            return None
        tally = self.plan.tally()
        floors = [
            (r.floor, r.tally())
            for r in self.plan.rounds
            if r.floor and r.is_shown and r.purpose is RoundPurpose.BASELINE
        ]
        # Beside open ballots, a total would tell how many handed in a round of few.
        few = any(counted.voices < floor for floor, counted in floors)
        no_picks = few or matrix.suppressed or any(p.picks is None for p in matrix.placements)
        return PriorityCardView(
            placements=tuple(map(self.placement, matrix.placements)),
            suppressed=self.themes(hidden.theme_id for hidden in matrix.suppressed),
            cut=matrix.cut,
            lines=matrix.lines,
            scale=matrix.scale,
            rule=self.plan.rule,
            floor=max((floor for floor, _ in floors), default=None),
            voices=None if few else tally.voices,
            participants=None if few else tally.participants,
            pickers=None if no_picks else tally.pickers,
        )

    def placement(self, placement: Placement) -> PlacementView:
        return PlacementView(
            theme=self.theme(placement.theme_id),
            importance=placement.importance,
            success=placement.success,
            gap=placement.gap,
            n=placement.n,
            quadrant=placement.quadrant,
            on_line=placement.on_line,
            picks=placement.picks,
        )

    def movements(self) -> tuple[Movement, ...]:
        told = tuple(
            movement
            for movement in movements(self.plan)
            # That a theme is parked is not told by way of its progress.
            if Part.PARKING in self.parts or movement.reason is not NotComparable.PARKED
        )
        self.named.update(movement.theme_id for movement in told)
        return told

    def parked(self, parked: ParkedTheme) -> ParkedView:
        reasons = Part.PARKED_REASONS in self.parts
        return ParkedView(
            theme=self.theme(parked.theme_id),
            reason=parked.reason if reasons else None,
            note=Prose(parked.note) if reasons else Prose(),
            revisit_on=parked.revisit_on if reasons else None,
            who=parked.who if Part.PARKED_DETAILS in self.parts else "",
        )

    def _proposal(self) -> Proposal | None:
        """Return the proposal the choice answered, or before a choice the plan's own."""
        if self.plan.choice is not None:
            return self.plan.choice.proposal
        if self.given is not None:
            return self.given
        if not self.plan.matrix().placements:
            return None
        return self.plan.proposal() if self.plan.rule in BUILT_IN_RULES else None

    def proposal(self) -> Proposal | None:
        proposal = self._proposal()
        if proposal is None:
            return None
        self.named.update(*proposal.order, proposal.unranked)
        self.named.update(hidden.theme_id for hidden in proposal.suppressed)
        why = proposal.why
        if Part.BALLOTS not in self.parts and proposal.rule != SHARE.name:
            # How many voices lie in field 1 is a reason only where the rule went by it.
            why = tuple(attrs.evolve(reason, share=None) for reason in why)
        return attrs.evolve(proposal, turning_points=(), why=why)

    def turning_points(self) -> tuple[TurningPoint, ...]:
        proposal = self._proposal()
        points = proposal.turning_points if proposal is not None else ()
        for point in points:
            self.named.update((point.theme_id, *point.joins, *point.leaves))
        return points

    def rounds(self) -> tuple[RoundView, ...]:
        return tuple(
            RoundView(
                id=r.id,
                title=r.title,
                held_on=r.held_on,
                purpose=r.purpose,
                mode=r.mode,
                closed=r.is_closed,
                floor=r.floor,
                scale=r.scale,
                ballots=tuple(
                    BallotView(
                        voice=ballot.voice,
                        group=ballot.group,
                        size=ballot.size,
                        ratings=tuple((self.theme(t), i, s) for t, i, s in ballot.ratings),
                        picks=self.themes(ballot.picks),
                        reasons=tuple((self.theme(t), Prose(why)) for t, why in ballot.reasons),
                    )
                    for ballot in r.ballots  # A closed round has none left.
                ),
            )
            for r in self.plan.rounds
            if r.is_shown
        )

    def disagreement(self) -> DisagreementView | None:
        matrix = self.plan.matrix()
        rated = [placement for placement in matrix.placements if placement.n]
        if not rated:
            return None
        numbers = {theme.id: theme.number for theme in self.plan.themes}
        return DisagreementView(
            themes=tuple((self.theme(p.theme_id), disagreement(p, matrix.scale)) for p in rated),
            order_of_talk=tuple(
                self.themes(sorted(group, key=numbers.__getitem__))
                for group in order_of_talk(matrix)
            ),
        )

    def publication(self) -> PublicationView | None:
        publication = self.plan.publication
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

    def follow_up(self) -> FollowUpView | None:
        agreement = self.plan.follow_up
        if agreement is None:
            return None
        return FollowUpView(
            groups=agreement.groups,
            report_by=agreement.report_by,
            discussions=agreement.discussions,
            rerate_on=agreement.rerate_on,
            rerate=self.themes(agreement.rerate),
            note=Prose(agreement.note),
        )

    def report(self, report: Report) -> ReportView:
        return ReportView(
            group=report.group,
            on=report.on,
            used=self.themes(report.used),
            works=Prose(report.works),
            hard=Prose(report.hard),
            wish=Prose(report.wish),
        )

    def report_count(self) -> ReportCount | None:
        if self.plan.follow_up is None or not self.plan.follow_up.groups:
            return None
        reported = {report.group for report in self.plan.reports}
        groups = self.plan.follow_up.groups
        return ReportCount(reported=len(reported & set(groups)), groups=len(groups))
