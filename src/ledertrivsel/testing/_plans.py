"""Strategies for what a plan gathers, and for whole plans.

A plan is made of a list of sizes (how many cards, reports …), one flat list of ratings and one to
three texts that are used over and over; ids and days go by number.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import attrs
from hypothesis import strategies as st

from ledertrivsel.cards import (
    ActionCard,
    CardState,
    Check,
    Due,
    FollowUp,
    Offset,
    OffsetUnit,
    Task,
    Unfinished,
)
from ledertrivsel.decisions import (
    Discussion,
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
from ledertrivsel.instruments import Step
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, OpenPointKind, Qualification
from ledertrivsel.scales import Scale
from ledertrivsel.testing._values import (
    cut_of,
    day,
    hostile_texts,
    numbers,
    own_theme,
    round_of,
    scale_of,
    texts,
    three_instruments,
)
from ledertrivsel.workshop import Group, Participant, Representation, Role, Session


@attrs.frozen
class _Pool:
    """A few texts, and the members of enums, taken by number."""

    texts: tuple[str, ...]

    def text(self, number: int) -> str:
        return self.texts[number % len(self.texts)]

    def maybe(self, number: int) -> str:
        """Return a text, or an empty one for every third number."""
        return self.text(number) if number % 3 else ""

    def due(self, number: int) -> Due:
        if number % 3 == 0:
            return None
        if number % 3 == 1:
            return day(number)
        return Offset(number - 4, tuple(OffsetUnit)[number % 3], self.maybe(number))

    def task(self, number: int) -> Task:
        return Task(
            what=self.text(number),
            who=self.maybe(number),
            due=self.due(number),
            started_on=_day(number, 4),
            done_on=_day(number, 5),
            dropped=self.maybe(number + 1) if number % 5 == 4 else "",
        )

    def point(self, number: int) -> OpenPoint:
        return OpenPoint(
            kind=tuple(OpenPointKind)[number % 4],
            text=self.text(number),
            who=self.maybe(number),
            due=_day(number, 2),
            outcome=self.maybe(number + 1),
            settled_on=_day(number, 3),
        )

    def card(self, theme_id: str, number: int) -> ActionCard:
        state = tuple(CardState)[number % 6]
        closed = state in (CardState.CLOSED, CardState.ROUTINE)
        return ActionCard(
            theme_id=theme_id,
            title=self.maybe(number),
            applies_when=self.maybe(number + 1),
            goal=self.maybe(number + 2),
            responsible=self.maybe(number),
            support=self.maybe(number),
            representatives_role=self.maybe(number),
            tasks=tuple(self.task(number + n) for n in range(number % 4)),
            tasks_note=self.maybe(number + 1),
            follow_up=FollowUp(
                self.maybe(number),
                tuple(
                    Check(due=self.due(n), what=self.maybe(n), done_on=_day(n, 4))
                    for n in range(number % 3)
                ),
            ),
            materials=(self.text(number),) * (number % 3),
            state=state,
            state_reason=self.text(number) if closed else "",
            unfinished=Unfinished(what=self.text(number), who=self.maybe(number), due=day(number))
            if number % 4 == 3
            else None,
            attribution=self.maybe(number),
        )

    def qualification(self, theme_id: str, number: int, questions: Sequence[str]) -> Qualification:
        return Qualification(
            theme_id=theme_id,
            answers=tuple((id, self.text(number + n)) for n, id in enumerate(questions[:number])),
            existing_offers=self.maybe(number),
            open_points=tuple(self.point(number + n) for n in range(number % 3)),
        )


def _day(number: int, every: int) -> datetime.date | None:
    """Return a day for some numbers, None for the others."""
    return day(number) if number % every == every - 1 else None


def pools() -> st.SearchStrategy[_Pool]:
    """Return one to three texts; now and then one of any characters among them."""
    words = st.one_of(texts(), texts(), texts(), hostile_titles())
    return st.lists(words, min_size=1, max_size=3).map(lambda drawn: _Pool(tuple(drawn)))


def hostile_titles() -> st.SearchStrategy[str]:
    """Return texts of any characters that the model takes as a title."""
    return hostile_texts().map(lambda text: " ".join(text.split())).filter(bool)


def cards(theme_id: str = "new-managers") -> st.SearchStrategy[ActionCard]:
    """Return cards of one theme, in every state, with tasks due on days and after events."""
    return st.builds(lambda pool, n: pool.card(theme_id, n), pools(), st.integers(0, 11))


def qualifications(theme_id: str = "new-managers") -> st.SearchStrategy[Qualification]:
    """Return what step 2 found for one theme: up to four answers and some open points."""
    questions = ("assessment", "experience", "inspiration", "ideas")
    return st.builds(
        lambda pool, n: pool.qualification(theme_id, n, questions), pools(), st.integers(0, 5)
    )


_SIZES = 20
"""How many sizes a plan is made of."""


def plans(most: int = 40) -> st.SearchStrategy[Plan]:
    """Return plans of every completeness, with at most *most* numbers in their rounds."""
    sizes = st.lists(st.integers(0, 3), min_size=_SIZES, max_size=_SIZES)
    return st.builds(_plan, sizes, numbers(most), pools())


def small_plans() -> st.SearchStrategy[Plan]:
    """Return plans with few ratings and at most one of everything, for tests that are slow."""
    sizes = st.lists(st.integers(0, 1), min_size=_SIZES, max_size=_SIZES)
    return st.builds(_plan, sizes, numbers(8), pools())


def _plan(sizes: Sequence[int], flat: Sequence[int], pool: _Pool) -> Plan:
    size = iter(sizes)
    own = tuple(own_theme(13 + n, (pool.text(n),)) for n in range(next(size) % 3))
    instrument, scale = three_instruments()[next(size) % 3], scale_of(next(size))
    few = [theme.id for theme in (*instrument.themes[:3], *own)]
    plan = Plan(
        instrument=instrument,
        title=pool.text(0),
        organisation=pool.maybe(next(size)),
        started_on=day(0),
        unit=pool.maybe(next(size)),
        part_of=pool.maybe(next(size) + 1),
        purpose=pool.maybe(next(size)),
        strategy=pool.maybe(next(size) + 1),
        representation=tuple(Representation)[next(size)],
        rule=("field-gap", "field", "gap", "share")[next(size)],
        cut=cut_of(next(size)),
        own_themes=own,
        rounds=tuple(
            round_of(kind, flat[n::2], few, Scale() if kind % 3 else scale, pool.texts, n)
            for n, kind in enumerate((0, 0, 1, 5, 6, 2, 7, 8, 3)[: 3 * next(size)])
        ),
        involvements=tuple(
            Involvement(
                forum=pool.text(n),
                on=day(n),
                form=tuple(InvolvementForm)[(n + len(own)) % 4],
                subject=tuple(InvolvementSubject)[-n],
                outcome=pool.maybe(n),
            )
            for n in range(next(size))
        ),
    )
    plan = _prepared(plan, next(size), next(size), pool)
    chosen = [theme.id for theme in plan.themes if not plan.parked(theme.id)][: next(size)]
    if not chosen:
        return plan
    plan = plan.choose(chosen, recommended_by=pool.maybe(1), rationale=pool.text(0), on=day(1))
    for number in range(next(size)):
        plan = _made_concrete(plan, chosen[number % len(chosen)], number, pool)
    return _published(plan, next(size), pool)


def _prepared(plan: Plan, count: int, parked: int, pool: _Pool) -> Plan:
    """Return *plan* with what belongs to step 1, and with its last themes parked."""
    for number in range(parked):
        plan = plan.park(
            plan.themes[-1 - number].id,
            reason=tuple(ParkedReason)[number % 2],
            note=pool.maybe(number),
            who=pool.maybe(number + 1),
            revisit_on=_day(number, 2),
        )
    first = plan.themes[0].id
    for number in range(count):
        about = first if number else ""
        plan = (
            plan.draw_on(Evidence(text=pool.text(number), theme_id=about, on=_day(number, 2)))
            .remark(Remark(question="criteria", text=pool.text(number), theme_id=about))
            .invite(_participant(number, pool))
            .form_groups(_group(number, pool, (first,)))
            .hold_session(_session(number, pool, (first,)))
            .prepare(pool.point(number))
        )
    if count:
        mandate = Mandate(
            sender=pool.text(count),
            involved=pool.maybe(count),
            decides=pool.maybe(count + 1),
            anchored=pool.text(0),
            given_by=pool.maybe(count),
            given_on=_day(count, 2),
        )
        plan = plan.give_mandate(mandate)
    return plan


def _session(number: int, pool: _Pool, theme_ids: Sequence[str]) -> Session:
    return Session(
        step=tuple(Step)[number],
        on=day(number),
        start=datetime.time(9 + number, 15 * number) if number else None,
        participants=tuple(_participant(n, pool) for n in range(number)),
        groups=tuple(_group(n, pool, theme_ids) for n in range(number)),
        place=pool.maybe(number),
        joined_with_next=bool(number % 2),
        facilitator=pool.maybe(number + 1),
        note=pool.maybe(number),
    )


def _participant(number: int, pool: _Pool) -> Participant:
    role = tuple(Role)[number % 8]
    name, forum = pool.maybe(number), pool.maybe(number + 1)
    return Participant(role=role, name=name, count=1 + number, forum=forum)


def _group(number: int, pool: _Pool, theme_ids: Sequence[str]) -> Group:
    return Group(
        id=f"group-{number}",
        name=pool.text(number),
        size=1 + number,
        leader=pool.maybe(number),
        theme_ids=tuple(theme_ids[:number]),
    )


def _made_concrete(plan: Plan, theme_id: str, number: int, pool: _Pool) -> Plan:
    """Return *plan* with a chosen theme qualified, its card added and, if it stands, activated."""
    questions = [question.id for question in plan.instrument.support_questions]
    found = pool.qualification(theme_id, number + 1, questions)
    plan = plan.qualify(
        theme_id,
        answers=found.answers,
        existing_offers=found.existing_offers,
        open_points=found.open_points,
    )
    card = pool.card(theme_id, 5 * number + len(pool.texts))
    if plan.card(theme_id):
        return plan
    plan = plan.add_card(card)
    if card.is_open:
        plan = plan.activate(theme_id, on=day(number), event=pool.maybe(number))
    return plan


def _published(plan: Plan, count: int, pool: _Pool) -> Plan:
    """Return *plan* confirmed, published or followed up and reported on, by *count*."""
    if count > 0:
        plan = plan.confirm(by=pool.text(1), on=day(3))
        plan = plan.agree_next_steps(pool.task(count), pool.task(count + 1))
    if count > 1:
        publication = Publication(
            on=day(9),
            channel=pool.text(0),
            version=count,
            told=pool.texts,
            briefing=pool.maybe(count),
            contact=pool.maybe(count + 1),
            show_card=count == 2,
            show_parked=count == 2,
        )
        plan = plan.publish(publication)
    if count > 2:
        leaders = tuple(f"{text} {n}" for n, text in enumerate(pool.texts))
        agreement = FollowUpAgreement(
            groups=leaders,
            report_by=day(40),
            discussions=(Discussion(pool.text(0), day(50), pool.maybe(1)), Discussion("AMO")),
            rerate_on=day(365),
            rerate=plan.chosen[:1],
            note=pool.maybe(1),
        )
        report = Report(
            group=leaders[-1],
            on=day(39),
            used=plan.chosen[:1],
            works=pool.text(0),
            hard=pool.maybe(1),
            wish=pool.maybe(2),
        )
        plan = plan.agree_follow_up(agreement).report(report).replace(on=day(400))
    return plan
