"""What an audience may see: the only thing an exporter gets.

A `View` is made for one audience out of parts; a part that the audience may not see is not in it
at all: not in its object graph, its repr or its errors. The names of audiences and parts, and
what stands in a part, are found here too: this module is all that an exporter reads of it.
"""

from __future__ import annotations

import datetime

import attrs

from ledertrivsel import _shown_ratings as ratings
from ledertrivsel import _shown_work as work
from ledertrivsel import _validators as v
from ledertrivsel.audiences import Audience, Sight, parts_for
from ledertrivsel.findings import Finding, check
from ledertrivsel.instruments import Instrument
from ledertrivsel.parts import (
    ActivationView,
    BallotView,
    CardView,
    CheckView,
    ChoiceView,
    DisagreementView,
    EvidenceView,
    FollowUpView,
    InvolvementView,
    MandateView,
    OpenPointView,
    ParkedView,
    Part,
    PlacementView,
    PriorityCardView,
    PublicationView,
    QualificationView,
    RemarkView,
    ReportCount,
    ReportView,
    RoundView,
    TaskView,
)
from ledertrivsel.plan import Plan, PlanState
from ledertrivsel.prioritization import Proposal, TurningPoint
from ledertrivsel.progress import Movement
from ledertrivsel.prose import Prose
from ledertrivsel.themes import Theme
from ledertrivsel.workshop import Group, Participant, Representation, Session

__all__ = [
    "ActivationView",
    "Audience",
    "BallotView",
    "CardView",
    "CheckView",
    "ChoiceView",
    "DisagreementView",
    "EvidenceView",
    "FollowUpView",
    "InvolvementView",
    "MandateView",
    "OpenPointView",
    "ParkedView",
    "Part",
    "PlacementView",
    "PriorityCardView",
    "PublicationView",
    "QualificationView",
    "RemarkView",
    "ReportCount",
    "ReportView",
    "RoundView",
    "TaskView",
    "View",
    "make_view",
    "parts_for",
]


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
    return _view(Sight(plan, audience, day, proposal))


def _view(sight: Sight) -> View:
    plan = sight.plan
    shows = sight.parts.__contains__
    content = {
        "mandate": work.mandate(sight) if shows(Part.MANDATE) else None,
        "involvements": work.involvements(sight) if shows(Part.INVOLVEMENT) else (),
        "choice": work.choice(sight) if shows(Part.CHOICE) else None,
        "cards": work.cards(sight) if shows(Part.CARDS) else (),
        "qualifications": work.qualifications(sight) if shows(Part.QUALIFICATION) else (),
        "preparations": work.preparations(sight) if shows(Part.OPEN_POINTS) else (),
        "next_steps": work.next_steps(sight) if shows(Part.OPEN_POINTS) else (),
        "participants": work.participants(sight) if shows(Part.PARTICIPANTS) else (),
        "groups": work.groups(sight) if shows(Part.PARTICIPANTS) else (),
        "sessions": work.sessions(sight) if shows(Part.PARTICIPANTS) else (),
        "evidence": work.evidence(sight) if shows(Part.EVIDENCE) else (),
        "remarks": work.remarks(sight) if shows(Part.BALLOTS) else (),
        "priority_card": ratings.priority_card(sight) if shows(Part.PRIORITY_CARD) else None,
        "movements": ratings.movements(sight) if shows(Part.PROGRESS) else (),
        "parking": work.parking(sight) if shows(Part.PARKING) else (),
        "proposal": ratings.proposal(sight) if shows(Part.PROPOSAL) else None,
        "turning_points": ratings.turning_points(sight) if shows(Part.TURNING_POINTS) else (),
        "rounds": ratings.rounds(sight) if shows(Part.BALLOTS) else (),
        "disagreement": ratings.disagreement(sight) if shows(Part.DISAGREEMENT) else None,
        "publication": work.publication(sight) if shows(Part.PUBLICATION) else None,
        "follow_up": work.follow_up(sight) if shows(Part.FOLLOW_UP) else None,
        "reports": work.reports(sight) if shows(Part.REPORTS) else (),
        "report_count": work.report_count(sight) if shows(Part.REPORT_COUNT) else None,
        "findings": check(plan, sight.today) if shows(Part.FINDINGS) else (),
    }
    return View(
        audience=sight.audience,
        today=sight.today,
        parts=sight.parts,
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
        themes=tuple(theme for theme in plan.themes if theme.id in sight.named),
        **content,  # type: ignore[arg-type]  # Each value is made for the field it is named for.
    )
