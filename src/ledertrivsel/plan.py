"""The plan: the aggregate root. Its verbs are the workshop's, and each returns the next plan.

A plan is self-contained: it carries the method's texts, bounds, cut and rule name, and in its
choice the proposal it answered. It holds no clock: `today` is always an argument. What is
unfinished is no error; `findings.check` tells it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, Activation, CardState, Check, Task
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
from ledertrivsel.errors import InvalidValueError, near
from ledertrivsel.instruments import Bounds, Instrument
from ledertrivsel.matrix import Matrix, Quadrant, build_matrix
from ledertrivsel.parking import ParkedReason, ParkedTheme
from ledertrivsel.prioritization import BUILT_IN_RULES, Proposal, Rule, propose
from ledertrivsel.qualification import OpenPoint, Qualification
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Cut, Scale
from ledertrivsel.tally import Tally
from ledertrivsel.themes import Text, Theme, ThemeSource, localized
from ledertrivsel.workshop import Group, Participant, Representation, Session

if TYPE_CHECKING:
    from ledertrivsel.methods import Method

T = TypeVar("T")
D = TypeVar("D", Task, Check)


class PlanState(Enum):
    """How far the plan is; derived from who was involved and from its publication."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    DECIDED = "decided"
    PUBLISHED = "published"
    REPLACED = "replaced"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Plan(Value):
    """One workplace's plan for its managers' well-being, at one moment.

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
        v.instance(self.instrument, Instrument, "Plan.instrument")
        v.freeze(
            self,
            title=v.title(self.title, "Plan.title"),
            organisation=v.title(self.organisation, "Plan.organisation", required=False),
            started_on=v.day(self.started_on, "Plan.started_on"),
            unit=v.title(self.unit, "Plan.unit", required=False),
            part_of=v.title(self.part_of, "Plan.part_of", required=False),
            purpose=v.text(self.purpose, "Plan.purpose"),
            strategy=v.text(self.strategy, "Plan.strategy"),
            representation=v.member(self.representation, Representation, "Plan.representation"),
            rule=v.title(self.rule, "Plan.rule"),
            cut=v.instance(self.cut, Cut, "Plan.cut"),
        )
        for check in _CHECKS.values():
            check(self)

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
        self._known_theme(theme_id, "theme_id")
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

    def _counted(self) -> tuple[Round, ...]:
        """Return the rounds that add up to the card: baseline ones that may be seen."""
        return tuple(r for r in self.rounds if r.purpose is RoundPurpose.BASELINE and r.is_shown)

    def tally(self) -> Tally:
        """Return the counts of all baseline rounds that may be shown, floors not yet applied."""
        total = Tally(self.scale)
        for a_round in self._counted():
            total += a_round.tally()
        return total

    def matrix(self, round_id: str | None = None) -> Matrix:
        """Return the priority card of the baseline rounds together, or of one round alone.

        Parked themes are not on it. A round that may not be shown gives an empty card.
        """
        if round_id is None:
            rounds, scale = self._counted(), self.scale
        else:
            alone = self.round(round_id)
            rounds, scale = ((alone,) if alone.is_shown else ()), alone.scale
        parked = {parked.theme_id for parked in self.parking}
        return build_matrix(
            [theme for theme in self.themes if theme.id not in parked],
            [(r.tally(), r.floor) for r in rounds],
            cut=self.cut,
            scale=scale,
        )

    def proposal(self, rule: str | Rule | None = None) -> Proposal:
        """Return what a rule proposes: the plan's own, a built-in one by name, or the one given.

        Raises:
            InvalidValueError: when the name is not built in; `ledertrivsel.proposal` looks
                plugins' rules up.
        """
        return propose(self.matrix(), self.bounds, self._rule(self.rule if rule is None else rule))

    def _rule(self, rule: str | Rule) -> Rule:
        if not isinstance(rule, str):
            return rule
        if rule in BUILT_IN_RULES:
            return BUILT_IN_RULES[rule]
        found = near(rule, tuple(BUILT_IN_RULES))
        params = {"near": ", ".join(map(repr, found))}
        hint = "near" if found else "use-lt-proposal"
        raise InvalidValueError("rule", "rule-built-in", rule, hint, params)

    # The verbs of the workshop.

    @classmethod
    def start(
        cls,
        method: Method | Instrument,
        *,
        title: str,
        organisation: str = "",
        on: datetime.date,
        unit: str = "",
        part_of: str = "",
        purpose: str = "",
        strategy: str = "",
        representation: Representation = Representation.MED_WITH_AMO,
        rule: str = "field-gap",
        cut: Cut | None = None,
    ) -> Plan:
        """Return a new plan after *method*, begun on a day."""
        return cls(
            # Whatever else is given, the constructor refuses by name.
            instrument=getattr(method, "instrument", method),  # type: ignore[arg-type]
            title=title,
            organisation=organisation,
            started_on=on,
            unit=unit,
            part_of=part_of,
            purpose=purpose,
            strategy=strategy,
            representation=representation,
            rule=rule,
            cut=cut or Cut(),
        )

    def give_mandate(self, mandate: Mandate) -> Plan:
        """Return the plan with its mandate: who sends it, is involved, decides and anchors it."""
        v.instance(mandate, Mandate, "mandate")
        return self._with(mandate=mandate)

    def involve(self, involvement: Involvement) -> Plan:
        """Return the plan with one more forum told, heard, discussing or deciding."""
        return self._with(involvements=(*self.involvements, involvement))

    def draw_on(self, evidence: Evidence) -> Plan:
        """Return the plan with one more piece of knowledge the group drew on."""
        return self._with(evidence=(*self.evidence, evidence))

    def remark(self, remark: Remark) -> Plan:
        """Return the plan with one more answer to the discussion questions at the card."""
        return self._with(remarks=(*self.remarks, remark))

    def invite(self, *participants: Participant) -> Plan:
        """Return the plan with participants added."""
        return self._with(participants=(*self.participants, *participants))

    def form_groups(self, *groups: Group) -> Plan:
        """Return the plan with groups added; a group with a known id replaces the earlier one."""
        new = v.instances(groups, Group, "groups")
        v.unique(new, "groups", key=lambda group: group.id)
        by_id = {group.id: group for group in (*self.groups, *new)}
        return self._with(groups=tuple(by_id.values()))

    def hold_session(self, session: Session) -> Plan:
        """Return the plan with one more workshop or meeting."""
        return self._with(sessions=(*self.sessions, session))

    def add_theme(
        self,
        title: str | Text | Mapping[str, str],
        *,
        question: str | Text | Mapping[str, str] | None = None,
        source: ThemeSource = ThemeSource.OTHER,
        id: str = "",
        number: int | None = None,
    ) -> Plan:
        """Return the plan with an own theme, in one language or more.

        Its id and number are made when they are not given.
        """
        text = localized(title, "title")
        if number is None:
            number = max((theme.number for theme in self.themes), default=0) + 1
        made = v.as_slug(text.to("da"))
        if any(theme.id == made for theme in self.themes):
            made = f"{made}-{number}"
        theme = Theme(
            id=id or made,
            title=text,
            number=number,
            question=None if question is None else localized(question, "question", limit=2000),
            source=source,
        )
        return self._with(own_themes=(*self.own_themes, theme))

    def add_round(self, a_round: Round) -> Plan:
        """Return the plan with one more round of rating.

        Baseline rounds add up, so a second scale, or a voice that is in another baseline round, is
        refused.
        """
        v.instance(a_round, Round, "round")
        if any(r.id == a_round.id for r in self.rounds):
            raise InvalidValueError("round.id", "round-id", a_round.id)
        return self._with(rounds=(*self.rounds, a_round))

    def add_ballot(self, round_id: str, ballot: Ballot) -> Plan:
        """Return the plan with one more ballot in a round. Only what is new is checked."""
        before = self.round(round_id)
        changed = before.with_ballot(ballot)
        known = {theme.id for theme in self.themes}
        _check_ballot_themes(self, ballot, known, f"rounds[{round_id!r}]")
        if before.purpose is RoundPurpose.BASELINE:
            for other in self.rounds:
                if (
                    other is not before
                    and other.purpose is RoundPurpose.BASELINE
                    and other.has_voice(ballot.voice)
                ):
                    raise _voice_elsewhere(before, other, ballot.voice)
        return self._with_round(before, changed)

    def withdraw_ballot(self, round_id: str, voice: str) -> Plan:
        """Return the plan without the ballot of one voice."""
        before = self.round(round_id)
        return self._with_round(before, before.without_voice(voice))

    def close_round(self, round_id: str) -> Plan:
        """Return the plan with an anonymous round's ballots turned into tallies, for good."""
        before = self.round(round_id)
        if before.mode is not RoundMode.ANONYMOUS:
            raise InvalidValueError(
                f"rounds[{round_id!r}].mode", "round-anonymous", before.mode.value
            )
        return self._with_round(before, before.closed())

    def _with_round(self, before: Round, after: Round) -> Plan:
        rounds = tuple(after if r is before else r for r in self.rounds)
        return v.replaced(self, rounds=rounds)

    def park(
        self,
        theme_id: str,
        *,
        reason: ParkedReason,
        note: str = "",
        who: str = "",
        revisit_on: datetime.date | None = None,
    ) -> Plan:
        """Return the plan with a theme set aside until more is known or others have decided.

        Parking it again replaces the entry.

        Raises:
            InvalidValueError: when the theme is chosen.
        """
        self._known_theme(theme_id, "theme_id")
        if theme_id in self.chosen:
            raise InvalidValueError("theme_id", "not-chosen", theme_id)
        parked = ParkedTheme(
            theme_id=theme_id, reason=reason, note=note, who=who, revisit_on=revisit_on
        )
        others = (other for other in self.parking if other.theme_id != theme_id)
        return self._with(parking=(*others, parked))

    def unpark(self, theme_id: str) -> Plan:
        """Return the plan with a parked theme taken up again."""
        names = [parked.theme_id for parked in self.parking]
        v.known(theme_id, names, "theme_id", "parked-theme")
        return self._with(parking=tuple(p for p in self.parking if p.theme_id != theme_id))

    def choose(
        self,
        themes: Iterable[str],
        *,
        recommended_by: str = "",
        on: datetime.date | None = None,
        rationale: str = "",
        proposal: Proposal | None = None,
    ) -> Plan:
        """Return the plan with the themes the workshop recommends; it replaces an earlier choice.

        The choice keeps the proposal it answered: *proposal*, or the plan's own when anything was
        rated.

        Raises:
            InvalidValueError: when a theme is unknown or parked, or an open card's theme is
                dropped.
        """
        chosen = v.sequence(themes, "themes")
        if isinstance(themes, (set, frozenset)):  # Such as a tie group: by number, not by hash.
            numbers = _numbers(self)
            chosen = tuple(sorted(chosen, key=lambda theme_id: numbers.get(theme_id, 0)))
        for index, theme_id in enumerate(chosen):
            self._known_theme(theme_id, f"themes[{index}]")
            if self.parked(theme_id):
                raise InvalidValueError(f"themes[{index}]", "not-parked", theme_id, "unpark-first")
        for card in self.cards:
            if card.is_open and card.theme_id in self.chosen and card.theme_id not in chosen:
                params = {"theme": repr(card.theme_id)}
                raise InvalidValueError(
                    "themes", "choice-drops-card", chosen, "close-card-first", params
                )
        if proposal is None and self._counted():
            if self.rule not in BUILT_IN_RULES:
                params = {"rule": self.rule}
                raise InvalidValueError(
                    "proposal", "choice-proposal", None, "give-proposal", params
                )
            proposal = self.proposal()
        choice = Choice(
            themes=chosen,
            recommended_by=recommended_by,
            recommended_on=on,
            rationale=rationale,
            proposal=proposal,
        )
        return self._with(choice=choice)

    def confirm(self, *, by: str, on: datetime.date) -> Plan:
        """Return the plan with its choice confirmed by those who have the mandate."""
        if self.choice is None:
            raise InvalidValueError("choice.confirmed_on", "choice-missing", on, "choose-themes")
        choice = attrs.evolve(
            self.choice, confirmed_by=v.title(by, "by"), confirmed_on=v.day(on, "on")
        )
        return self._with(choice=choice)

    def prepare(self, *points: OpenPoint) -> Plan:
        """Return the plan with more that must be known or backed before the next meeting."""
        return self._with(preparations=(*self.preparations, *points))

    def qualify(
        self,
        theme_id: str,
        *,
        answers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        existing_offers: str = "",
        open_points: Iterable[OpenPoint] = (),
    ) -> Plan:
        """Return the plan with a chosen theme qualified; it replaces earlier answers."""
        self._chosen_theme(theme_id, "theme_id")
        qualification = Qualification(
            theme_id=theme_id,
            answers=answers,  # type: ignore[arg-type]  # The class takes a mapping too.
            existing_offers=existing_offers,
            open_points=open_points,  # type: ignore[arg-type]  # And makes a tuple of these.
        )
        others = (q for q in self.qualifications if q.theme_id != theme_id)
        return self._with(qualifications=(*others, qualification))

    def add_card(self, card: ActionCard) -> Plan:
        """Return the plan with *card* as its last.

        Raises:
            InvalidValueError: when the card's theme is not chosen, or has a card already, or the
                card is routine without a reason, as in `revise_card`.
        """
        v.instance(card, ActionCard, "card")
        path = f"cards[{len(self.cards)}].theme_id"
        self._chosen_theme(card.theme_id, path)
        if self.card(card.theme_id):
            raise InvalidValueError(path, "card-once", card.theme_id, "revise-card")
        self._check_routine(card)
        return self._with(cards=(*self.cards, card))

    def revise_card(self, card: ActionCard) -> Plan:
        """Return the plan with a theme's card replaced by *card*.

        Raises:
            InvalidValueError: when the theme has no card, or a closed card is taken up again for
                a theme that is not chosen, or the card is to be routine without a reason while the
                latest follow-up does not place its theme in field 2.
        """
        v.instance(card, ActionCard, "card")
        before = self._card(card.theme_id, "card.theme_id")
        if card.is_open and not before.is_open:
            self._chosen_theme(card.theme_id, "card.theme_id")
        if (card.state, card.state_reason) != (before.state, before.state_reason):
            self._check_routine(card)
        return self._with_card(card)

    def _with_card(self, card: ActionCard) -> Plan:
        """Return the plan with *card* in the place of its theme's card."""
        return self._with(
            cards=tuple(card if c.theme_id == card.theme_id else c for c in self.cards)
        )

    def _check_routine(self, card: ActionCard) -> None:
        """Refuse a card as routine when neither a reason nor a new rating speaks for it."""
        if (
            card.state is CardState.ROUTINE
            and not card.state_reason.strip()
            and not self._is_rerated_well(card.theme_id)
        ):
            raise InvalidValueError(
                "card.state_reason", "routine-needs-rerating", card.state_reason
            )

    def _is_rerated_well(self, theme_id: str) -> bool:
        """Return whether the latest follow-up that rated the theme places it in field 2."""
        for a_round in reversed(self.rounds):
            if a_round.purpose is RoundPurpose.FOLLOW_UP:
                placement = self.matrix(a_round.id).placement(theme_id)
                if placement is not None and placement.n:
                    return placement.quadrant is Quadrant.FIELD_2
        return False

    def activate(
        self,
        theme_id: str,
        *,
        on: datetime.date,
        event: str = "",
        dates: Mapping[str, datetime.date] | None = None,
    ) -> Plan:
        """Return the plan with a card activated by an event, its relative deadlines dated.

        A ready card is now in use. See `ActionCard.activate` for *dates*.
        """
        card = self._card(theme_id, "theme_id")
        if not card.is_open:
            raise InvalidValueError("theme_id", "card-closed", theme_id)
        activation = card.activate(on=on, event=event, dates=dates)
        plan = self._with(activations=(*self.activations, activation))
        if card.state is CardState.READY:
            return plan._with_card(attrs.evolve(card, state=CardState.IN_USE))
        return plan

    def activations_of(self, theme_id: str) -> tuple[Activation, ...]:
        """Return the activations of one card, oldest first."""
        return tuple(a for a in self.activations if a.theme_id == theme_id)

    def complete_task(
        self, theme_id: str, task: int, *, on: datetime.date, activation: int | None = None
    ) -> Plan:
        """Return the plan with a task done on a day.

        Args:
            task: its number on the card, counted from 0; with *activation* its number there.
            activation: which of the card's activations, counted from 0, oldest first.
        """
        card = self._card(theme_id, "theme_id")
        if activation is None:
            tasks = _done(card.tasks, task, on, "task-index")
            return self._with_card(attrs.evolve(card, tasks=tasks))
        place = self._place_of(theme_id, activation)
        which = self.activations[place]
        done = attrs.evolve(which, tasks=_done(which.tasks, task, on, "task-index"))
        return self._with(activations=_put(self.activations, place, done))

    def complete_check(
        self, theme_id: str, check: int, *, on: datetime.date, activation: int | None = None
    ) -> Plan:
        """Return the plan with one follow-up done on a day; counted as in `complete_task`."""
        card = self._card(theme_id, "theme_id")
        if activation is None:
            checks = _done(card.follow_up.checks, check, on, "check-index")
            follow_up = attrs.evolve(card.follow_up, checks=checks)
            return self._with_card(attrs.evolve(card, follow_up=follow_up))
        place = self._place_of(theme_id, activation)
        which = self.activations[place]
        done = attrs.evolve(which, checks=_done(which.checks, check, on, "check-index"))
        return self._with(activations=_put(self.activations, place, done))

    def agree_next_steps(self, *steps: Task) -> Plan:
        """Return the plan with who does what from here."""
        return self._with(next_steps=(*self.next_steps, *steps))

    def agree_follow_up(self, agreement: FollowUpAgreement) -> Plan:
        """Return the plan with what was agreed on follow-up."""
        v.instance(agreement, FollowUpAgreement, "agreement")
        return self._with(follow_up=agreement)

    def publish(self, publication: Publication) -> Plan:
        """Return the plan as published."""
        v.instance(publication, Publication, "publication")
        return self._with(publication=publication)

    def replace(self, *, on: datetime.date) -> Plan:
        """Return the plan as replaced by a newer one."""
        if self.publication is None:
            raise InvalidValueError(
                "publication.replaced_on", "publication-missing", on, "publish-first"
            )
        publication = attrs.evolve(self.publication, replaced_on=v.day(on, "on"))
        return self._with(publication=publication)

    def report(self, report: Report) -> Plan:
        """Return the plan with one leader group's report.

        Raises:
            InvalidValueError: when no groups agreed to report, or this is none of them.
        """
        v.instance(report, Report, "report")
        if self.follow_up is None:
            raise InvalidValueError(
                "report.group", "agreement-missing", report.group, "agree-first"
            )
        v.known(report.group, self.follow_up.groups, "report.group", "known-leader-group")
        return self._with(reports=(*self.reports, report))

    # What the verbs share.

    def _with(self, **changes: object) -> Plan:
        """Return a copy with fields changed, checking only what the changed fields touch."""
        plan = v.replaced(self, **changes)
        for name in changes:
            _CHECKS[name](plan)
        return plan

    def _known_theme(self, theme_id: object, path: str) -> None:
        ids = [theme.id for theme in self.themes]
        if theme_id not in ids:
            v.known(theme_id, ids, path, "known-theme", "add-theme-first")

    def _chosen_theme(self, theme_id: str, path: str) -> None:
        if theme_id in self.chosen:
            return
        ids = tuple(theme.id for theme in self.themes)
        if theme_id in ids:
            raise InvalidValueError(path, "chosen-theme", theme_id, "choose-first")
        found = near(str(theme_id), ids)
        params = {"near": ", ".join(map(repr, found))}
        hint = "near-choose" if found else "choose-first"
        raise InvalidValueError(path, "chosen-theme", theme_id, hint, params)

    def _card(self, theme_id: str, path: str) -> ActionCard:
        card = self.card(theme_id)
        if card is None:
            ids = [c.theme_id for c in self.cards]
            v.known(theme_id, ids, path, "card-missing", "add-card-first")
            raise AssertionError  # pragma: no cover - the line above has raised.
        return card

    def _place_of(self, theme_id: str, index: int) -> int:
        """Return where a card's activation of that number stands among all activations."""
        places = [at for at, a in enumerate(self.activations) if a.theme_id == theme_id]
        if type(index) is not int or not 0 <= index < len(places):
            hint, params = "" if places else "activate-first", {"count": len(places)}
            raise InvalidValueError("activation", "activation-index", index, hint, params)
        return places[index]


def _put(items: tuple[T, ...], place: int, item: T) -> tuple[T, ...]:
    """Return *items* with another one in a place."""
    return (*items[:place], item, *items[place + 1 :])


def _done(items: tuple[D, ...], index: int, on: datetime.date, rule: str) -> tuple[D, ...]:
    """Return *items* with the one at *index* done."""
    if type(index) is not int or not 0 <= index < len(items):
        raise InvalidValueError(
            rule.removesuffix("-index"), rule, index, "", {"count": len(items)}
        )
    if items[index].done_on is not None:
        raise InvalidValueError(rule.removesuffix("-index"), "task-done", index)
    return _put(items, index, attrs.evolve(items[index], done_on=v.day(on, "on")))


def _acts(plan: Plan) -> Iterable[datetime.date]:
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


# What must hold of each field: checked on construction, and by a verb for what it changed.


def _numbers(plan: Plan) -> dict[str, int]:
    return {theme.id: theme.number for theme in plan.themes}


def _check_own_themes(plan: Plan) -> None:
    added = v.instances(plan.own_themes, Theme, "Plan.own_themes")
    v.freeze(plan, own_themes=tuple(sorted(added, key=lambda theme: theme.number)))
    lowest = max((theme.number for theme in plan.instrument.themes), default=0) + 1
    ids = {theme.id for theme in plan.instrument.themes}
    numbers: set[int] = set()
    titles = {title for theme in plan.instrument.themes for title in _titles(theme)}
    for theme in plan.own_themes:
        path = f"own_themes[{theme.id!r}]"
        if theme.number < lowest:
            raise InvalidValueError(
                f"{path}.number", "own-theme-number", theme.number, "", {"limit": lowest}
            )
        if not theme.is_own:
            own = ", ".join(s.value for s in ThemeSource if s is not ThemeSource.METHOD)
            raise InvalidValueError(
                f"{path}.source", "one-of", theme.source.value, "", {"allowed": own}
            )
        if theme.id in ids:
            repeated = {"repeated": repr(theme.id)}
            raise InvalidValueError(f"{path}.id", "unique", theme.id, "", repeated)
        if theme.number in numbers:
            raise InvalidValueError(f"{path}.number", "theme-number", theme.number)
        if not _titles(theme).isdisjoint(titles):
            raise InvalidValueError(f"{path}.title", "theme-title", theme.title.to("da"))
        ids.add(theme.id)
        numbers.add(theme.number)
        titles |= _titles(theme)


def _titles(theme: Theme) -> set[str]:
    """Return what a theme is called in any language, as readers compare it."""
    return {" ".join(title.casefold().split()) for _, title in theme.title.by_language}


def _check_mandate(plan: Plan) -> None:
    if plan.mandate is not None:
        v.instance(plan.mandate, Mandate, "Plan.mandate")


def _check_involvements(plan: Plan) -> None:
    items = v.instances(plan.involvements, Involvement, "Plan.involvements")
    ordered = sorted(
        items, key=lambda i: (i.on, i.forum, i.form.value, i.subject.value, i.outcome)
    )
    v.freeze(plan, involvements=tuple(ordered))


def _check_evidence(plan: Plan) -> None:
    items = v.instances(plan.evidence, Evidence, "Plan.evidence")
    v.freeze(plan, evidence=items)
    for index, item in enumerate(items):
        if item.theme_id:
            plan._known_theme(item.theme_id, f"evidence[{index}].theme_id")


def _check_remarks(plan: Plan) -> None:
    items = v.instances(plan.remarks, Remark, "Plan.remarks")
    v.freeze(plan, remarks=items)
    for index, item in enumerate(items):
        if item.theme_id:
            plan._known_theme(item.theme_id, f"remarks[{index}].theme_id")


def _check_participants(plan: Plan) -> None:
    v.freeze(plan, participants=v.instances(plan.participants, Participant, "Plan.participants"))


def _check_groups(plan: Plan) -> None:
    groups = v.instances(plan.groups, Group, "Plan.groups")
    v.unique(groups, "Plan.groups", key=lambda group: group.id)
    v.freeze(plan, groups=groups)
    for group in groups:
        for theme_id in group.theme_ids:
            plan._known_theme(theme_id, f"groups[{group.id!r}].theme_ids")


def _check_sessions(plan: Plan) -> None:
    sessions = v.instances(plan.sessions, Session, "Plan.sessions")
    for index, session in enumerate(sessions):
        for group in session.groups:
            for theme_id in group.theme_ids:
                path = f"sessions[{index}].groups[{group.id!r}].theme_ids"
                plan._known_theme(theme_id, path)
    midnight = datetime.time.min
    ordered = sorted(sessions, key=lambda s: (s.on, s.start or midnight, repr(s)))
    v.freeze(plan, sessions=tuple(ordered))


def _check_rounds(plan: Plan) -> None:
    rounds = v.instances(plan.rounds, Round, "Plan.rounds")
    v.unique(rounds, "Plan.rounds", key=lambda r: r.id)
    latest = datetime.date.max
    ordered = tuple(sorted(rounds, key=lambda r: (r.held_on or latest, r.id)))
    v.freeze(plan, rounds=ordered)
    known = {theme.id for theme in plan.themes}
    scale: Scale | None = None
    voices: dict[str, Round] = {}
    for a_round in ordered:
        path = f"rounds[{a_round.id!r}]"
        for ballot in a_round.ballots:
            _check_ballot_themes(plan, ballot, known, path)
        for counted in a_round.tallies or ():
            for theme_id in counted.tally.by_theme():
                if theme_id not in known:
                    plan._known_theme(theme_id, f"{path}.tallies")
        if a_round.purpose is not RoundPurpose.BASELINE:
            continue
        if scale is not None and a_round.scale != scale:
            params = {"scale": f"{scale.lowest}–{scale.highest}"}
            value = f"{a_round.scale.lowest}–{a_round.scale.highest}"
            raise InvalidValueError(f"{path}.scale", "same-scale", value, "own-scale", params)
        scale = a_round.scale
        for ballot in a_round.ballots:
            if ballot.voice in voices:
                raise _voice_elsewhere(a_round, voices[ballot.voice], ballot.voice)
            voices[ballot.voice] = a_round


def _check_ballot_themes(plan: Plan, ballot: Ballot, known: set[str], path: str) -> None:
    if not known.issuperset([row[0] for row in ballot.ratings]):
        for theme_id, _, _ in ballot.ratings:
            plan._known_theme(theme_id, f"{path}.ratings")
    for theme_id in ballot.picks:
        if theme_id not in known:
            plan._known_theme(theme_id, f"{path}.picks")
    for theme_id, _ in ballot.reasons:
        if theme_id not in known:
            plan._known_theme(theme_id, f"{path}.reasons")


def _voice_elsewhere(a_round: Round, other: Round, voice: str) -> InvalidValueError:
    shown = "…" if RoundMode.ANONYMOUS in (a_round.mode, other.mode) else voice
    path, params = f"rounds[{a_round.id!r}].voice", {"round": repr(other.id)}
    return InvalidValueError(path, "voice-elsewhere", shown, "follow-up-round", params)


def _check_parking(plan: Plan) -> None:
    parking = v.instances(plan.parking, ParkedTheme, "Plan.parking")
    v.unique(parking, "Plan.parking", key=lambda parked: parked.theme_id)
    for index, parked in enumerate(parking):
        plan._known_theme(parked.theme_id, f"parking[{index}].theme_id")
        if parked.theme_id in plan.chosen:
            raise InvalidValueError(f"parking[{index}].theme_id", "not-chosen", parked.theme_id)
    numbers = _numbers(plan)
    v.freeze(plan, parking=tuple(sorted(parking, key=lambda p: numbers[p.theme_id])))


def _check_choice(plan: Plan) -> None:
    if plan.choice is None:
        return
    v.instance(plan.choice, Choice, "Plan.choice")
    for index, theme_id in enumerate(plan.choice.themes):
        plan._known_theme(theme_id, f"choice.themes[{index}]")
        if any(parked.theme_id == theme_id for parked in plan.parking):
            raise InvalidValueError(
                f"choice.themes[{index}]", "not-parked", theme_id, "unpark-first"
            )


def _check_preparations(plan: Plan) -> None:
    v.freeze(plan, preparations=v.instances(plan.preparations, OpenPoint, "Plan.preparations"))


def _check_qualifications(plan: Plan) -> None:
    items = v.instances(plan.qualifications, Qualification, "Plan.qualifications")
    v.unique(items, "Plan.qualifications", key=lambda q: q.theme_id)
    questions = tuple(question.id for question in plan.instrument.support_questions)
    for index, item in enumerate(items):
        path = f"qualifications[{index}]"
        plan._known_theme(item.theme_id, f"{path}.theme_id")
        for question, _ in item.answers:
            v.known(question, questions, f"{path}.answers", "known-question")
    numbers = _numbers(plan)
    v.freeze(plan, qualifications=tuple(sorted(items, key=lambda q: numbers[q.theme_id])))


def _check_cards(plan: Plan) -> None:
    cards = v.instances(plan.cards, ActionCard, "Plan.cards")
    v.unique(cards, "Plan.cards", key=lambda card: card.theme_id)
    v.freeze(plan, cards=cards)
    for index, card in enumerate(cards):
        plan._known_theme(card.theme_id, f"cards[{index}].theme_id")


def _check_activations(plan: Plan) -> None:
    items = v.instances(plan.activations, Activation, "Plan.activations")
    with_card = {card.theme_id for card in plan.cards}
    for index, item in enumerate(items):
        if item.theme_id not in with_card:
            v.known(
                item.theme_id, sorted(with_card), f"activations[{index}].theme_id", "card-missing"
            )
    v.freeze(plan, activations=tuple(sorted(items, key=lambda a: (a.on, a.theme_id, a.event))))


def _check_next_steps(plan: Plan) -> None:
    v.freeze(plan, next_steps=v.instances(plan.next_steps, Task, "Plan.next_steps"))


def _check_publication(plan: Plan) -> None:
    if plan.publication is not None:
        v.instance(plan.publication, Publication, "Plan.publication")


def _check_follow_up(plan: Plan) -> None:
    if plan.follow_up is None:
        return
    v.instance(plan.follow_up, FollowUpAgreement, "Plan.follow_up")
    for index, theme_id in enumerate(plan.follow_up.rerate):
        plan._known_theme(theme_id, f"follow_up.rerate[{index}]")


def _check_reports(plan: Plan) -> None:
    reports = v.instances(plan.reports, Report, "Plan.reports")
    seen: set[tuple[str, datetime.date | None]] = set()
    for index, report in enumerate(reports):
        if (report.group, report.on) in seen:
            raise InvalidValueError(f"reports[{index}].group", "report-once", report.group)
        seen.add((report.group, report.on))
        for theme_id in report.used:
            plan._known_theme(theme_id, f"reports[{index}].used")
    earliest = datetime.date.min
    v.freeze(plan, reports=tuple(sorted(reports, key=lambda r: (r.on or earliest, r.group))))


_CHECKS: Mapping[str, Callable[[Plan], None]] = {
    "own_themes": _check_own_themes,
    "mandate": _check_mandate,
    "involvements": _check_involvements,
    "evidence": _check_evidence,
    "remarks": _check_remarks,
    "participants": _check_participants,
    "groups": _check_groups,
    "sessions": _check_sessions,
    "rounds": _check_rounds,
    "parking": _check_parking,
    "choice": _check_choice,
    "preparations": _check_preparations,
    "qualifications": _check_qualifications,
    "cards": _check_cards,
    "activations": _check_activations,
    "next_steps": _check_next_steps,
    "publication": _check_publication,
    "follow_up": _check_follow_up,
    "reports": _check_reports,
}


def broken_rules(fields: Mapping[str, object]) -> Iterator[InvalidValueError]:
    """Yield what keeps *fields* from being a plan: of each field the first broken rule."""
    plan = object.__new__(Plan)
    for field in attrs.fields(Plan):
        v.freeze(plan, **{field.name: fields.get(field.name, field.default)})
    for check in _CHECKS.values():
        try:
            check(plan)
        except InvalidValueError as error:
            yield error
