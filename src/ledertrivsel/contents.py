"""What a plan holds, and look-ups in it; `consistency` has its rules, `Plan` its verbs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.cards import ActionCard, Activation, Check, Task
from ledertrivsel.decisions import (
    Choice,
    Evidence,
    FollowUpAgreement,
    Involvement,
    InvolvementForm,
    InvolvementSubject,
    Mandate,
    Publication,
    Remark,
    Report,
)
from ledertrivsel.instruments import Bounds, Instrument
from ledertrivsel.parking import ParkedTheme
from ledertrivsel.qualification import OpenPoint, Qualification
from ledertrivsel.rounds import Round, RoundPurpose
from ledertrivsel.scales import Cut, Scale
from ledertrivsel.themes import Theme
from ledertrivsel.workshop import Group, Participant, Representation, Session


class PlanState(Enum):
    """How far the plan is; derived from who was involved and from its publication."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    DECIDED = "decided"
    PUBLISHED = "published"
    REPLACED = "replaced"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Contents(Value):
    """The fields of a plan. `Plan` is the class to use; only there their rules are checked.

    Args:
        instrument: what it carries of its method.
        unit, part_of: the part of the organisation it is for, and the plan it belongs to.
        purpose, strategy: what it is to achieve and which strategy it supports.
        rule: the name of the rule behind the proposal.
        own_themes: themes the workplace added, by number.
        evidence: what the group drew on.
        remarks: answers to the method's discussion questions at the card.
        sessions: by day and time.
        rounds: by date and id.
        parking, qualifications: by theme number.
        preparations: what must be known or backed before the next meeting, and what came of it.
        cards: in the order they were added.
        next_steps: who does what from here.
        follow_up: what was agreed on follow-up.
    """

    instrument: Instrument
    title: str
    organisation: str = ""
    started_on: datetime.date
    unit: str = ""
    part_of: str = ""
    purpose: str = ""
    strategy: str = ""
    representation: Representation = Representation.MED_WITH_AMO
    rule: str = "field-gap"
    cut: Cut = Cut()
    own_themes: tuple[Theme, ...] = ()
    mandate: Mandate | None = None
    involvements: tuple[Involvement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    participants: tuple[Participant, ...] = ()
    groups: tuple[Group, ...] = ()
    sessions: tuple[Session, ...] = ()
    rounds: tuple[Round, ...] = ()
    parking: tuple[ParkedTheme, ...] = ()
    choice: Choice | None = None
    preparations: tuple[OpenPoint, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    cards: tuple[ActionCard, ...] = ()
    activations: tuple[Activation, ...] = ()
    next_steps: tuple[Task, ...] = ()
    publication: Publication | None = None
    follow_up: FollowUpAgreement | None = None
    reports: tuple[Report, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check nothing here: `Plan` does, and attrs need not make its methods a second time."""

    # Reading it.

    @property
    def bounds(self) -> Bounds:
        """How few and how many themes the method chooses."""
        return self.instrument.bounds

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The method's themes and the workplace's own, by number."""
        return (*self.instrument.themes, *self.own_themes)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen themes, in the order they were named; empty before the choice."""
        return self.choice.themes if self.choice else ()

    @property
    def scale(self) -> Scale:
        """The scale of the baseline rounds, 1–5 before there is one."""
        for a_round in self.rounds:
            if a_round.purpose is RoundPurpose.BASELINE:
                return a_round.scale
        return Scale()

    def theme(self, theme_id: str) -> Theme:
        """Return the theme with that id.

        Raises:
            InvalidValueError: with a near miss, when there is none.
        """
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        self.must_know(theme_id, "theme_id")
        raise AssertionError  # pragma: no cover - the line above has raised.

    def card(self, theme_id: str) -> ActionCard | None:
        """Return the action card of a theme, or None."""
        return next((card for card in self.cards if card.theme_id == theme_id), None)

    def qualification(self, theme_id: str) -> Qualification | None:
        """Return what step 2 found for a theme, or None."""
        return next((q for q in self.qualifications if q.theme_id == theme_id), None)

    def parked(self, theme_id: str) -> ParkedTheme | None:
        """Return how a theme is parked, or None."""
        return next((parked for parked in self.parking if parked.theme_id == theme_id), None)

    def round(self, round_id: str) -> Round:
        """Return the round with that id.

        Raises:
            InvalidValueError: with a near miss, when there is none.
        """
        for a_round in self.rounds:
            if a_round.id == round_id:
                return a_round
        v.known(round_id, [r.id for r in self.rounds], "round_id", "known-round")
        raise AssertionError  # pragma: no cover - the line above has raised.

    @property
    def state(self) -> PlanState:
        """How far the plan is: replaced, published, decided, consulted or a draft."""
        if self.publication is not None:
            replaced = self.publication.replaced_on is not None
            return PlanState.REPLACED if replaced else PlanState.PUBLISHED
        forms = {i.form for i in self.involvements if i.subject is InvolvementSubject.PLAN}
        if InvolvementForm.DECIDED in forms:
            return PlanState.DECIDED
        if forms & {InvolvementForm.DISCUSSED, InvolvementForm.HEARD}:
            return PlanState.CONSULTED
        return PlanState.DRAFT

    @property
    def latest_act(self) -> datetime.date:
        """The latest date of an act recorded in the plan: what "today" is when nobody says."""
        return max(_acts(self))

    def numbers(self) -> dict[str, int]:
        """Return the number of each theme by its id."""
        return {theme.id: theme.number for theme in self.themes}

    def activations_of(self, theme_id: str) -> tuple[Activation, ...]:
        """Return the activations of one card, oldest first."""
        return tuple(a for a in self.activations if a.theme_id == theme_id)

    def must_know(self, theme_id: object, path: str) -> None:
        """Refuse an id that is none of the plan's themes, with a near miss."""
        ids = [theme.id for theme in self.themes]
        if theme_id not in ids:
            v.known(theme_id, ids, path, "known-theme", "add-theme-first")


def _acts(plan: Contents) -> Iterable[datetime.date]:
    found: list[datetime.date | None] = [plan.started_on]
    if plan.mandate:
        found.append(plan.mandate.given_on)
    found += [involvement.on for involvement in plan.involvements]
    found += [evidence.on for evidence in plan.evidence]
    found += [a_round.held_on for a_round in plan.rounds]
    if plan.choice:
        found += [plan.choice.recommended_on, plan.choice.confirmed_on]
    found += [point.settled_on for point in plan.preparations]
    for qualification in plan.qualifications:
        found += [point.settled_on for point in qualification.open_points]
    tasks = [*plan.next_steps]
    checks: list[Check] = []
    for card in plan.cards:
        tasks += card.tasks
        checks += card.follow_up.checks
    for activation in plan.activations:
        tasks += activation.tasks
        checks += activation.checks
    for task in tasks:
        found += [task.started_on, task.done_on]
    found += [check.done_on for check in checks]
    if plan.publication:
        found += [plan.publication.on, plan.publication.replaced_on]
    found += [report.on for report in plan.reports]
    return [day for day in found if day is not None]
