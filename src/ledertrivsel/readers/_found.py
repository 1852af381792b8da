"""Notes: what was found in a file of notes, in the model's own values, before it enters a plan."""

from __future__ import annotations

import datetime

import attrs

from ledertrivsel.cards import ActionCard, Task
from ledertrivsel.decisions import (
    Evidence,
    FollowUpAgreement,
    Involvement,
    Mandate,
    Publication,
    Remark,
    Report,
)
from ledertrivsel.parking import ParkedTheme
from ledertrivsel.qualification import OpenPoint, Qualification
from ledertrivsel.rounds import Round
from ledertrivsel.themes import Theme
from ledertrivsel.workshop import Group, Participant, Representation, Session


@attrs.frozen
class Passage:
    """A heading or a comment of the file, with its line."""

    line: int
    text: str


@attrs.frozen
class Reason:
    """Why a group rated a theme as it did. *voice* is its name among those that have rated."""

    voice: str
    theme_id: str
    text: str


@attrs.frozen(kw_only=True)
class NotedChoice:
    """What the notes say of the choice; what they don't say stays as the plan has it."""

    themes: tuple[str, ...] = ()
    recommended_by: str = ""
    recommended_on: datetime.date | None = None
    rationale: str = ""
    confirmed_by: str = ""
    confirmed_on: datetime.date | None = None


@attrs.frozen(kw_only=True)
class NotedCard:
    """A card as the notes have it; without a status of its own the plan's stands."""

    card: ActionCard
    has_state: bool = False
    done: tuple[tuple[str, datetime.date], ...] = ()
    """Tasks of the plan's own card that are done: (what, day)."""


@attrs.frozen(kw_only=True)
class NotedActivation:
    """One activation: what happened, when, and the days and words given for its checks."""

    theme_id: str
    on: datetime.date
    event: str
    checks: tuple[tuple[datetime.date, str, bool], ...] = ()
    """(day, what, whether it was held)"""


@attrs.frozen(kw_only=True)
class Notes:
    """Everything found in one file of notes.

    Args:
        title: the file's own title, which is not the plan's.
        headings, comments: kept so that nothing of the file is lost; no part of the plan.
        group_names: what tables call a group, such as "A", and its name.
        leader_groups: all groups of the table of reports, also those that have not reported.
    """

    title: str = ""
    headings: tuple[Passage, ...] = ()
    comments: tuple[Passage, ...] = ()
    organisation: str = ""
    unit: str = ""
    part_of: str = ""
    purpose: str = ""
    strategy: str = ""
    representation: Representation | None = None
    mandate: Mandate | None = None
    involvements: tuple[Involvement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    own_themes: tuple[Theme, ...] = ()
    participants: tuple[Participant, ...] = ()
    groups: tuple[Group, ...] = ()
    group_names: tuple[tuple[str, str], ...] = ()
    sessions: tuple[Session, ...] = ()
    rounds: tuple[Round, ...] = ()
    reasons: tuple[Reason, ...] = ()
    parking: tuple[ParkedTheme, ...] = ()
    choice: NotedChoice | None = None
    preparations: tuple[OpenPoint, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    cards: tuple[NotedCard, ...] = ()
    activations: tuple[NotedActivation, ...] = ()
    next_steps: tuple[Task, ...] = ()
    publication: Publication | None = None
    follow_up: FollowUpAgreement | None = None
    leader_groups: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found that enters a plan."""
        kept = {"title", "headings", "comments"}
        return not any(
            getattr(self, field.name)
            for field in attrs.fields(type(self))
            if field.name not in kept
        )
