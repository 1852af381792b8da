"""What people decide: mandate, involvement, choice of themes, publication, follow-up, reports."""

from __future__ import annotations

import datetime
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.prioritization import Proposal


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Mandate(Value):
    """The method's four questions: who sends the plan, is involved, decides, and anchors it."""

    sender: str = attrs.field(default="", metadata={"personal": True})
    involved: str = attrs.field(default="", metadata={"personal": True})
    decides: str = attrs.field(default="", metadata={"personal": True})
    anchored: str = ""
    given_by: str = attrs.field(default="", metadata={"personal": True})
    given_on: datetime.date | None = None

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            sender=v.text(self.sender, "Mandate.sender"),
            involved=v.text(self.involved, "Mandate.involved"),
            decides=v.text(self.decides, "Mandate.decides"),
            anchored=v.text(self.anchored, "Mandate.anchored"),
            given_by=v.title(self.given_by, "Mandate.given_by", required=False),
            given_on=v.optional_day(self.given_on, "Mandate.given_on"),
        )

    @property
    def is_complete(self) -> bool:
        """Whether all four questions are answered."""
        return all(
            answer.strip() for answer in (self.sender, self.involved, self.decides, self.anchored)
        )


class InvolvementForm(Enum):
    """How a forum was involved."""

    TOLD = "told"
    DISCUSSED = "discussed"
    HEARD = "heard"
    DECIDED = "decided"


class InvolvementSubject(Enum):
    """What a forum was involved in."""

    PROCESS = "process"
    CHOICE = "choice"
    PLAN = "plan"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Involvement(Value):
    """One time a forum was told, discussed, was heard or decided; the plan's state follows."""

    forum: str
    on: datetime.date
    form: InvolvementForm = InvolvementForm.DISCUSSED
    subject: InvolvementSubject = InvolvementSubject.PLAN
    outcome: str = ""

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            forum=v.title(self.forum, "Involvement.forum"),
            on=v.day(self.on, "Involvement.on"),
            form=v.member(self.form, InvolvementForm, "Involvement.form"),
            subject=v.member(self.subject, InvolvementSubject, "Involvement.subject"),
            outcome=v.text(self.outcome, "Involvement.outcome"),
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Choice(Value):
    """The themes chosen: recommended by the workshop, confirmed by those with the mandate.

    Args:
        themes: theme ids in the order they were named.
        proposal: the proposal it answered, so that the choice reads the same years later; None
            when nothing was rated.
    """

    themes: tuple[str, ...]
    recommended_by: str = attrs.field(default="", metadata={"personal": True})
    recommended_on: datetime.date | None = None
    rationale: str = ""
    proposal: Proposal | None = None
    confirmed_by: str = attrs.field(default="", metadata={"personal": True})
    confirmed_on: datetime.date | None = None

    def __attrs_post_init__(self) -> None:
        themes = tuple(
            v.slug(t, "Choice.themes") for t in v.sequence(self.themes, "Choice.themes")
        )
        if not themes:
            raise InvalidValueError("Choice.themes", "choice-empty", themes)
        v.unique(themes, "Choice.themes")
        if self.proposal is not None:
            v.instance(self.proposal, Proposal, "Choice.proposal")
        v.freeze(
            self,
            themes=themes,
            recommended_by=v.title(self.recommended_by, "Choice.recommended_by", required=False),
            recommended_on=v.optional_day(self.recommended_on, "Choice.recommended_on"),
            rationale=v.text(self.rationale, "Choice.rationale"),
            confirmed_by=v.title(self.confirmed_by, "Choice.confirmed_by", required=False),
            confirmed_on=v.optional_day(self.confirmed_on, "Choice.confirmed_on"),
        )

    @property
    def is_confirmed(self) -> bool:
        """Whether those with the mandate have confirmed it."""
        return self.confirmed_on is not None or bool(self.confirmed_by)

    @property
    def departs(self) -> bool:
        """Whether it departs from the proposal.

        It does not when all proposed themes are chosen and the rest were contested.
        """
        if self.proposal is None:
            return False
        chosen, contested = set(self.proposal.chosen), set(self.proposal.contested)
        return not chosen <= set(self.themes) <= chosen | contested


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Publication(Value):
    """Where the plan is published, who was told, and what of it everybody may see.

    Args:
        told: where people are told of it: leader meetings, cooperation forums.
        briefing: the special word to those who are responsible for a card.
        show_card: whether the priority card is shown to the whole organisation.
        show_parked: whether the titles of parked themes are.
    """

    on: datetime.date
    channel: str = ""
    version: int = 1
    told: tuple[str, ...] = ()
    briefing: str = ""
    contact: str = attrs.field(default="", metadata={"personal": True})
    show_card: bool = False
    show_parked: bool = False
    replaced_on: datetime.date | None = None

    def __attrs_post_init__(self) -> None:
        told = v.sequence(self.told, "Publication.told")
        v.integer(self.version, "Publication.version", lowest=1, highest=100_000)
        v.boolean(self.show_card, "Publication.show_card")
        v.boolean(self.show_parked, "Publication.show_parked")
        v.freeze(
            self,
            on=v.day(self.on, "Publication.on"),
            channel=v.text(self.channel, "Publication.channel", limit=1000),
            told=tuple(v.text(x, "Publication.told", limit=1000, required=True) for x in told),
            briefing=v.text(self.briefing, "Publication.briefing"),
            contact=v.text(self.contact, "Publication.contact", limit=1000),
            replaced_on=v.optional_day(self.replaced_on, "Publication.replaced_on"),
        )


@attrs.frozen(eq=False, repr=False)
class Discussion(Value):
    """A meeting at which the experiences with the plan are discussed: where, when and as what."""

    forum: str
    on: datetime.date | None = None
    what: str = ""

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            forum=v.title(self.forum, "Discussion.forum"),
            on=v.optional_day(self.on, "Discussion.on"),
            what=v.title(self.what, "Discussion.what", required=False),
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FollowUpAgreement(Value):
    """What was agreed on follow-up: who reports by when, who discusses it, when to rate again.

    Args:
        rerate: ids of the themes to rate again; empty means the chosen ones.
    """

    groups: tuple[str, ...] = attrs.field(default=(), metadata={"personal": True})
    report_by: datetime.date | None = None
    discussions: tuple[Discussion, ...] = ()
    rerate_on: datetime.date | None = None
    rerate: tuple[str, ...] = ()
    note: str = ""

    def __attrs_post_init__(self) -> None:
        groups = v.sequence(self.groups, "FollowUpAgreement.groups")
        rerate = v.sequence(self.rerate, "FollowUpAgreement.rerate")
        v.freeze(
            self,
            groups=tuple(v.title(group, "FollowUpAgreement.groups") for group in groups),
            report_by=v.optional_day(self.report_by, "FollowUpAgreement.report_by"),
            discussions=v.instances(self.discussions, Discussion, "FollowUpAgreement.discussions"),
            rerate_on=v.optional_day(self.rerate_on, "FollowUpAgreement.rerate_on"),
            rerate=tuple(v.slug(theme, "FollowUpAgreement.rerate") for theme in rerate),
            note=v.text(self.note, "FollowUpAgreement.note"),
        )
        v.unique(self.groups, "FollowUpAgreement.groups")
        v.unique(self.rerate, "FollowUpAgreement.rerate")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Report(Value):
    """What one leader group reports: cards used, what works, what makes it hard, its wish."""

    group: str = attrs.field(metadata={"personal": True})
    on: datetime.date | None = None
    used: tuple[str, ...] = ()
    works: str = ""
    hard: str = ""
    wish: str = ""

    def __attrs_post_init__(self) -> None:
        used = v.sequence(self.used, "Report.used")
        v.freeze(
            self,
            group=v.title(self.group, "Report.group"),
            on=v.optional_day(self.on, "Report.on"),
            used=tuple(v.slug(theme, "Report.used") for theme in used),
            works=v.text(self.works, "Report.works"),
            hard=v.text(self.hard, "Report.hard"),
            wish=v.text(self.wish, "Report.wish"),
        )
        v.unique(self.used, "Report.used")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Evidence(Value):
    """Something the group drew on; *theme_id* is empty when it is about the whole plan."""

    text: str
    theme_id: str = ""
    on: datetime.date | None = None

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            text=v.text(self.text, "Evidence.text", required=True),
            theme_id=v.slug(self.theme_id, "Evidence.theme_id") if self.theme_id else "",
            on=v.optional_day(self.on, "Evidence.on"),
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Remark(Value):
    """An answer to one of the discussion questions at the card: criteria, data, do we know enough.

    *question* is the id of the method's discussion question, *theme_id* empty for the whole card.
    """

    question: str
    text: str = attrs.field(metadata={"personal": True})
    theme_id: str = ""

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            question=v.slug(self.question, "Remark.question"),
            text=v.text(self.text, "Remark.text", required=True),
            theme_id=v.slug(self.theme_id, "Remark.theme_id") if self.theme_id else "",
        )
