"""The workshop: who takes part, in which groups, and when each step is held."""

from __future__ import annotations

import datetime
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.instruments import Step

_PERSONAL = {"personal": True}


class Role(Enum):
    """The part in which somebody takes part in a workshop."""

    TOP_MANAGEMENT = "top-management"
    HR = "hr"
    MANAGERS_OF_MANAGERS = "managers-of-managers"
    MANAGERS_OF_EMPLOYEES = "managers-of-employees"
    EMPLOYEE_REPRESENTATIVE = "employee-representative"
    """In Danish TR."""
    WORK_ENVIRONMENT_REPRESENTATIVE = "work-environment-representative"
    """In Danish AMR."""
    COOPERATION_FORUM = "cooperation-forum"
    OTHER = "other"


class Representation(Enum):
    """How cooperation is organised at the workplace, which decides what it is called."""

    MED_WITH_AMO = "med-with-amo"
    """One system: the work environment organisation is part of MED."""
    MED_AND_AMO = "med-and-amo"
    SU_AND_AMO = "su-and-amo"
    MIO = "mio"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Participant(Value):
    """One or more people of a role at a workshop.

    Args:
        name: a name or a job title; personal data, for the working group alone.
        count: how many people, at least 1.
        forum: what they speak for, such as a committee or a department.
    """

    role: Role
    name: str = attrs.field(default="", metadata=_PERSONAL)
    count: int = 1
    forum: str = ""

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            role=v.member(self.role, Role, "Participant.role"),
            name=v.title(self.name, "Participant.name", required=False),
            count=v.integer(self.count, "Participant.count", lowest=1, highest=100_000),
            forum=v.title(self.forum, "Participant.forum", required=False),
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Group(Value):
    """A group at a workshop: how many, who speaks for it and which themes it works on.

    Args:
        size: how many people, at least 1.
        leader: who brings the group's input to everyone; personal, for the working group alone.
        theme_ids: the themes given to the group, in the order it takes them.
    """

    id: str
    name: str = attrs.field(metadata=_PERSONAL)
    size: int
    leader: str = attrs.field(default="", metadata=_PERSONAL)
    theme_ids: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        theme_ids = tuple(
            v.slug(theme_id, f"Group.theme_ids[{index}]")
            for index, theme_id in enumerate(v.sequence(self.theme_ids, "Group.theme_ids"))
        )
        v.unique(theme_ids, "Group.theme_ids")
        v.freeze(
            self,
            id=v.slug(self.id, "Group.id"),
            name=v.title(self.name, "Group.name"),
            size=v.integer(self.size, "Group.size", lowest=1, highest=100_000),
            leader=v.title(self.leader, "Group.leader", required=False),
            theme_ids=theme_ids,
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Session(Value):
    """One meeting of the process: a step held on a day.

    Args:
        start: the time of day it begins, on the workplace's clock, without a zone.
        joined_with_next: whether the next step follows on the same day, so that the break is kept.
        facilitator: who leads the meeting; personal data, for the working group alone.
    """

    step: Step
    on: datetime.date
    start: datetime.time | None = None
    participants: tuple[Participant, ...] = ()
    groups: tuple[Group, ...] = ()
    place: str = ""
    joined_with_next: bool = False
    facilitator: str = attrs.field(default="", metadata=_PERSONAL)
    note: str = attrs.field(default="", metadata=_PERSONAL)

    def __attrs_post_init__(self) -> None:
        start = self.start
        if start is not None and (type(start) is not datetime.time or start.tzinfo is not None):
            wanted = {"wanted": "a time of day without a zone"}
            raise InvalidValueError("Session.start", "type", start, "", wanted)
        groups = v.instances(self.groups, Group, "Session.groups")
        v.unique(groups, "Session.groups", key=lambda group: group.id)
        v.freeze(
            self,
            step=v.member(self.step, Step, "Session.step"),
            on=v.day(self.on, "Session.on"),
            participants=v.instances(self.participants, Participant, "Session.participants"),
            groups=groups,
            place=v.title(self.place, "Session.place", required=False),
            joined_with_next=v.boolean(self.joined_with_next, "Session.joined_with_next"),
            facilitator=v.title(self.facilitator, "Session.facilitator", required=False),
            note=v.text(self.note, "Session.note"),
        )

    @property
    def people(self) -> int:
        """How many take part: the participants, or the groups when no participants are given."""
        counted = sum(participant.count for participant in self.participants)
        return counted or sum(group.size for group in self.groups)

    @property
    def begins(self) -> datetime.datetime | None:
        """The day and time it begins, without a zone, for `schedule`; None without a time."""
        return None if self.start is None else datetime.datetime.combine(self.on, self.start)
