"""The parts of a view: what each is called, and what stands in it.

They are the model's values as an audience may see them: what belongs to another part is not in
them, and texts that people typed are `Prose`, already in nodes of our own.
"""

from __future__ import annotations

import datetime
from enum import Enum
from fractions import Fraction

import attrs

from ledertrivsel.agreement import Disagreement
from ledertrivsel.cards import CardState, Due, TaskState
from ledertrivsel.decisions import Discussion, InvolvementForm, InvolvementSubject
from ledertrivsel.matrix import Quadrant
from ledertrivsel.parking import ParkedReason
from ledertrivsel.prose import Prose
from ledertrivsel.qualification import OpenPointKind
from ledertrivsel.rounds import RoundMode, RoundPurpose
from ledertrivsel.scales import Axis, Cut, Scale
from ledertrivsel.themes import Theme


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
