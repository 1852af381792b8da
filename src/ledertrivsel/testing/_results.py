"""Strategies for what the library makes of ratings and plans, and for what a plan is made with."""

from __future__ import annotations

import functools

import attrs
from hypothesis import strategies as st

from ledertrivsel.codes import Finding
from ledertrivsel.findings import check
from ledertrivsel.hookspecs import Export, ExportWarning
from ledertrivsel.matrix import Matrix, Placement
from ledertrivsel.methods import Agenda, Method, builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import BUILT_IN_RULES, Proposal, propose
from ledertrivsel.suppression import Suppressed
from ledertrivsel.testing._plans import plans, small_plans
from ledertrivsel.testing._values import (
    bounds,
    day,
    hostile_texts,
    matrices,
    three_instruments,
    wordings,
)
from ledertrivsel.view import Audience, View, make_view


def methods() -> st.SearchStrategy[Method]:
    """Return the built-in method, and one that chooses 2 of 6 themes."""
    return st.integers(0, 1).map(lambda which: _two_methods()[which])


@functools.cache
def _two_methods() -> tuple[Method, ...]:
    whole = builtin_method()
    two = three_instruments()[2]
    return whole, attrs.evolve(whole, instrument=two, example_card=None)


def agendas() -> st.SearchStrategy[Agenda]:
    """Return the agendas of the three workshops."""
    return st.integers(0, 2).map(lambda which: builtin_method().agendas[which])


def placements() -> st.SearchStrategy[Placement]:
    """Return themes on a card: in every field, on the line, and rated by nobody."""

    def make(matrix: Matrix, which: int) -> Placement:
        return matrix.placements[which % len(matrix.placements)]

    shown = matrices().filter(lambda matrix: bool(matrix.placements))
    return st.builds(make, shown, st.integers(0, 4))


def suppressed() -> st.SearchStrategy[Suppressed]:
    """Return themes of which nothing is shown."""
    return st.integers(1, 12).map(lambda number: Suppressed(f"theme-{number}"))


def proposals() -> st.SearchStrategy[Proposal]:
    """Return what each built-in rule proposes of cards of priority, within any bounds."""
    rules = st.sampled_from(tuple(BUILT_IN_RULES.values()))
    return st.builds(propose, matrices(), bounds(), rules)


def views() -> st.SearchStrategy[View]:
    """Return what each audience may see of plans."""
    return st.builds(make_view, plans(), st.sampled_from(Audience))


def findings() -> st.SearchStrategy[Finding]:
    """Return what the library finds in plans, on days up to three years after they begin."""

    def make(plan: Plan, number: int) -> Finding:
        found = check(plan, day(number))
        return found[number % len(found)]

    # A plan that another has replaced may lack nothing.
    open_plans = small_plans().filter(lambda plan: plan.publication is None)
    return st.builds(make, open_plans, st.integers(0, 1100))


def exports() -> st.SearchStrategy[Export]:
    """Return files of plain text, some with a warning."""
    warned = st.builds(
        lambda text: ExportWarning(code="left-out", params=(), text=text), wordings()
    )
    content = hostile_texts().map(str.encode)
    return st.builds(Export, content, st.lists(warned, max_size=1).map(tuple))
