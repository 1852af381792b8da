"""The plan: the aggregate root. Its verbs are the workshop's, and each returns the next plan.

A plan is self-contained: it carries the method's texts, bounds, cut and rule name, and in its
choice the proposal it answered. It holds no clock: `today` is always an argument. What is
unfinished is no error; `findings.check` tells it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, CardState, Check, Task
from ledertrivsel.consistency import CHECKS, check_ballot_themes, voice_elsewhere
from ledertrivsel.contents import Contents
from ledertrivsel.contents import PlanState as PlanState
from ledertrivsel.decisions import (
    Choice,
    Evidence,
    FollowUpAgreement,
    Involvement,
    Mandate,
    Publication,
    Remark,
    Report,
)
from ledertrivsel.errors import InvalidValueError, near
from ledertrivsel.instruments import Instrument
from ledertrivsel.matrix import Matrix, Quadrant, build_matrix
from ledertrivsel.parking import ParkedReason, ParkedTheme
from ledertrivsel.prioritization import BUILT_IN_RULES, Proposal, Rule, propose
from ledertrivsel.qualification import OpenPoint, Qualification
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Cut
from ledertrivsel.tally import Tally
from ledertrivsel.themes import Text, Theme, ThemeSource, localized
from ledertrivsel.workshop import Group, Participant, Representation, Session

if TYPE_CHECKING:
    from ledertrivsel.methods import Method

T = TypeVar("T")
D = TypeVar("D", Task, Check)


class Plan(Contents):
    """One workplace's plan for its managers' well-being at one moment; see `Contents`."""

    __slots__ = ()

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
        for check in CHECKS.values():
            check(self)

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
        check_ballot_themes(self, ballot, known, f"rounds[{round_id!r}]")
        if before.purpose is RoundPurpose.BASELINE:
            for other in self.rounds:
                if (
                    other is not before
                    and other.purpose is RoundPurpose.BASELINE
                    and other.has_voice(ballot.voice)
                ):
                    raise voice_elsewhere(before, other, ballot.voice)
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
        self.must_know(theme_id, "theme_id")
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
            numbers = self.numbers()
            chosen = tuple(sorted(chosen, key=lambda id: (numbers.get(id, 0), repr(id))))
        for index, theme_id in enumerate(chosen):
            self.must_know(theme_id, f"themes[{index}]")
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
            CHECKS[name](plan)
        return plan

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
