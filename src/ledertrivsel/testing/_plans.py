"""Strategies for whole plans.

A plan is made of a list of sizes (how many cards, reports …), one flat list of ratings and one to
three texts that are used over and over; ids and days go by number.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from ledertrivsel.plan import Plan
from ledertrivsel.scales import Scale
from ledertrivsel.testing._parts import Pool, pools
from ledertrivsel.testing._values import (
    cut_of,
    day,
    numbers,
    own_theme,
    round_of,
    scale_of,
    three_instruments,
)
from ledertrivsel.workshop import Representation

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


def _plan(sizes: Sequence[int], flat: Sequence[int], pool: Pool) -> Plan:
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
        involvements=tuple(pool.involvement(n, len(own)) for n in range(next(size))),
    )
    plan = _prepared(plan, next(size), next(size), pool)
    chosen = [theme.id for theme in plan.themes if not plan.parked(theme.id)][: next(size)]
    if not chosen:
        return plan
    plan = plan.choose(chosen, recommended_by=pool.maybe(1), rationale=pool.text(0), on=day(1))
    for number in range(next(size)):
        plan = _made_concrete(plan, chosen[number % len(chosen)], number, pool)
    return _published(plan, next(size), pool)


def _prepared(plan: Plan, count: int, parked: int, pool: Pool) -> Plan:
    """Return *plan* with what belongs to step 1, and with its last themes parked."""
    for number in range(parked):
        aside = pool.parked(plan.themes[-1 - number].id, number)
        plan = plan.park(
            aside.theme_id,
            reason=aside.reason,
            note=aside.note,
            who=aside.who,
            revisit_on=aside.revisit_on,
        )
    first = plan.themes[0].id
    for number in range(count):
        plan = (
            plan.draw_on(pool.evidence(first, number))
            .remark(pool.remark(first, number))
            .invite(pool.participant(number))
            .form_groups(pool.group((first,), number))
            .hold_session(pool.session((first,), number))
            .prepare(pool.point(number))
        )
    if count:
        plan = plan.give_mandate(pool.mandate(count))
    return plan


def _made_concrete(plan: Plan, theme_id: str, number: int, pool: Pool) -> Plan:
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


def _published(plan: Plan, count: int, pool: Pool) -> Plan:
    """Return *plan* confirmed, published or followed up and reported on, by *count*."""
    if count > 0:
        plan = plan.confirm(by=pool.text(1), on=day(3))
        plan = plan.agree_next_steps(pool.task(count), pool.task(count + 1))
    if count > 1:
        plan = plan.publish(pool.publication(count - 1))
    if count > 2:
        plan = plan.agree_follow_up(pool.agreement(plan.chosen, 1))
        plan = plan.report(pool.report(plan.chosen, 1)).replace(on=day(400))
    return plan
