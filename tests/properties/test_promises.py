"""What the library promises whatever the rule (DESIGN §7), tried on every built-in rule."""

import itertools
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledertrivsel.ballots import Ballot
from ledertrivsel.instruments import Bounds
from ledertrivsel.laws import Case
from ledertrivsel.matrix import Matrix, Quadrant, build_matrix
from ledertrivsel.methods import builtin_method
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import BUILT_IN_RULES, Proposal, Rule, propose, rank
from ledertrivsel.rounds import Round
from ledertrivsel.scales import DONT_KNOW, Axis, Cut, Scale
from ledertrivsel.tally import Tally
from ledertrivsel.testing.laws import profiles

SOURCE = Path(__file__).parents[2] / "src"
RULES = tuple(BUILT_IN_RULES.values())
HALVES: st.SearchStrategy[Axis] = st.sampled_from((1, 2, 3, 4, 5, 3, 4, 5, 1, DONT_KNOW, None))
KINDS = st.sampled_from((Cut(), Cut.fixed(4, 3), Cut("mean"), Cut("median")))
BOUNDS = st.tuples(st.integers(1, 5), st.integers(0, 3)).map(lambda n: Bounds(n[0], n[0] + n[1]))


@st.composite
def rated(draw: st.DrawFn, cuts: st.SearchStrategy[Cut] = KINDS) -> Case:
    """Draw up to seven themes rated and picked by up to four voices, with answers missing."""
    themes = tuple("abcdefg"[: draw(st.integers(1, 7))])
    ballots = tuple(
        Ballot(
            voice=f"voice-{number}",
            ratings=tuple((theme, draw(HALVES), draw(HALVES)) for theme in themes),
            picks=tuple(draw(st.sets(st.sampled_from(themes)))),
        )
        for number in range(draw(st.integers(1, 4)))
    )
    return Case(themes=themes, ballots=ballots, cut=draw(cuts))


def named(proposal: Proposal) -> tuple[set[str], set[str]]:
    return {*proposal.chosen}, {*proposal.contested}


rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


# Symmetry of voices.


@rules
@given(case=rated(), data=st.data())
@settings(max_examples=30)
def test_who_said_what_never_matters(rule: Rule, case: Case, data: st.DataObject) -> None:
    voices = data.draw(st.permutations([ballot.voice for ballot in case.ballots]))
    ballots = data.draw(
        st.permutations(
            [
                attrs.evolve(ballot, voice=voice)
                for ballot, voice in zip(case.ballots, voices, strict=True)
            ]
        )
    )
    other = attrs.evolve(case, ballots=tuple(ballots))
    assert Tally.of(other.ballots, case.scale) == Tally.of(case.ballots, case.scale)
    assert other.before() == case.before()
    assert propose(other.before(), Bounds(3, 5), rule) == propose(
        case.before(), Bounds(3, 5), rule
    )


# Missing is missing.


@rules
@given(case=rated(), half=st.sampled_from((DONT_KNOW, None)), number=st.integers(1, 5))
@settings(max_examples=30)
def test_a_ballot_that_rates_nothing_changes_nothing(
    rule: Rule, case: Case, half: Axis, number: int
) -> None:
    empty = (
        Ballot(voice="empty"),
        Ballot(voice="unknown", ratings=tuple((theme, half, half) for theme in case.themes)),
        Ballot(voice="half-1", ratings=tuple((theme, number, half) for theme in case.themes)),
        Ballot(voice="half-2", ratings=tuple((theme, half, number) for theme in case.themes)),
    )
    more = attrs.evolve(case, more=empty)
    assert more.after() == case.before()
    assert propose(more.after(), Bounds(3, 5), rule) == propose(case.before(), Bounds(3, 5), rule)


def test_dont_know_is_not_the_midpoint() -> None:
    said = (5, 5, DONT_KNOW, DONT_KNOW)
    ballots = tuple(
        Ballot(voice=f"v{n}", ratings=(("a", value, value),)) for n, value in enumerate(said)
    )
    placement = Case(themes=("a",), ballots=ballots).before().placement("a")
    assert placement is not None
    assert (placement.importance, placement.n) == (5, 2)


# Parking is deletion.

METHOD = builtin_method()
IDS = tuple(theme.id for theme in METHOD.themes)


@st.composite
def rated_plans(draw: st.DrawFn) -> Plan:
    rows = [
        (f"group {voice}", theme, draw(HALVES), draw(HALVES))
        for voice in range(draw(st.integers(1, 3)))
        for theme in IDS[: draw(st.integers(4, 7))]
    ]
    plan = Plan.start(METHOD, title="Plan", on=date(2026, 9, 2), cut=draw(KINDS))
    return plan.add_round(Round.from_rows("prepare", rows))


@rules
@given(plan=rated_plans(), theme=st.sampled_from(IDS[:7]))
@settings(max_examples=15)
def test_parking_a_theme_is_deleting_it_and_unparking_restores_it(
    rule: Rule, plan: Plan, theme: str
) -> None:
    parked = plan.park(theme, reason=ParkedReason.OTHERS_DECIDE)
    deleted = build_matrix(
        [other for other in plan.themes if other.id != theme],
        [(without(plan.rounds[0], theme).tally(), None)],
        cut=plan.cut,
    )
    assert parked.matrix() == deleted
    assert rank(parked.matrix(), rule) == rank(deleted, rule)
    assert parked.proposal(rule) == propose(deleted, plan.bounds, rule)
    assert all(theme not in group for group in parked.proposal(rule).order)
    assert parked.unpark(theme).proposal(rule) == plan.proposal(rule)
    assert parked.unpark(theme) == plan


def without(a_round: Round, theme: str) -> Round:
    ballots = tuple(
        attrs.evolve(ballot, ratings=tuple(row for row in ballot.ratings if row[0] != theme))
        for ballot in a_round.ballots
    )
    return attrs.evolve(a_round, ballots=ballots)


# Cardinality, with no silent cut.


@rules
@given(case=rated(), bounds=BOUNDS)
@settings(max_examples=40)
def test_the_bounds_are_kept_and_no_tie_is_cut(rule: Rule, case: Case, bounds: Bounds) -> None:
    proposal = propose(case.before(), bounds, rule)
    chosen, contested = named(proposal)
    ranked = {theme for group in proposal.order for theme in group}
    assert len(chosen) <= bounds.highest
    assert len(chosen) >= bounds.lowest or contested or len(ranked) < bounds.lowest
    assert bounds.lowest <= proposal.target <= bounds.highest
    assert not chosen & contested
    assert len(chosen) < proposal.target or not contested
    assert ranked | {*proposal.unranked} == {*case.themes}
    assert not ranked & {*proposal.unranked}
    # Whole tie groups, from the front, and the contested one right after them.
    taken: set[str] = set()
    groups = iter(proposal.order)
    while taken != chosen:
        taken |= next(groups)
        assert taken <= chosen
    if contested:
        assert next(groups) == contested
        assert len(chosen) + len(contested) > bounds.highest


@given(case=rated(), bounds=BOUNDS)
@settings(max_examples=40)
def test_a_rule_led_by_the_field_aims_at_all_of_field_1(case: Case, bounds: Bounds) -> None:
    matrix = case.before()
    in_field_1 = len(matrix.in_field(Quadrant.FIELD_1))
    for rule in RULES:
        proposal = propose(matrix, bounds, rule)
        aim = max(bounds.lowest, min(in_field_1, bounds.highest))
        assert proposal.target == (aim if rule.by_field else bounds.lowest)
        outside = {theme for theme in proposal.chosen if field(matrix, theme) != 1}
        assert {*proposal.filled} == (outside if rule.by_field else set())


def field(matrix: Matrix, theme: str) -> int | None:
    placement = matrix.placement(theme)
    assert placement is not None
    return placement.quadrant


# Independence of losers.


@rules
@given(case=rated(st.sampled_from((Cut(), Cut.fixed(4, 3)))), bounds=BOUNDS)
@settings(max_examples=40)
def test_deleting_a_loser_changes_nothing(rule: Rule, case: Case, bounds: Bounds) -> None:
    before = named(propose(case.before(), bounds, rule))
    for loser in {*case.themes} - before[0] - before[1]:
        keep = tuple(theme for theme in case.themes if theme != loser)
        after = attrs.evolve(case, keep=keep).after() if keep else Matrix()
        assert named(propose(after, bounds, rule)) == before


# House monotonicity.


@rules
@given(case=rated(), bounds=BOUNDS, more=st.tuples(st.integers(0, 2), st.integers(0, 3)))
@settings(max_examples=40)
def test_what_is_chosen_for_fewer_places_is_chosen_for_more(
    rule: Rule, case: Case, bounds: Bounds, more: tuple[int, int]
) -> None:
    lowest = bounds.lowest + more[0]
    wider = Bounds(lowest, max(lowest, bounds.highest + more[1]))
    few, many = propose(case.before(), bounds, rule), propose(case.before(), wider, rule)
    assert {*few.chosen} <= {*many.chosen}
    assert {*few.contested} <= {*many.chosen, *many.contested}


# Determinism.

SCRIPT = """
import random, sys
from ledertrivsel.ballots import Ballot
from ledertrivsel.instruments import Bounds
from ledertrivsel.laws import Case
from ledertrivsel.prioritization import BUILT_IN_RULES, propose
from ledertrivsel.agreement import order_of_talk
from ledertrivsel.scales import Cut

themes = [f"theme-{n}" for n in range(9)]
rows = random.Random(5)
said = {
    f"voice {v}": [(t, rows.randint(1, 5), rows.randint(1, 5)) for t in themes]
    for v in range(4)
}
order = list(said)
mixer = random.Random(int(sys.argv[1]))
mixer.shuffle(order)
for ratings in said.values():
    mixer.shuffle(ratings)
ballots = tuple(
    Ballot(voice=voice, ratings=tuple(said[voice]), picks={"theme-1", "theme-7"})
    for voice in order
)
for kind in ("midpoint", "mean", "median"):
    matrix = Case(themes=tuple(themes), ballots=ballots, cut=Cut(kind)).before()
    print(matrix)
    print([sorted(group) for group in order_of_talk(matrix)])
    for rule in BUILT_IN_RULES.values():
        p = propose(matrix, Bounds(3, 5), rule)
        print([sorted(group) for group in p.order], p.chosen, p.contested, p.filled, p.unranked)
        print(p.turning_points, p.why, p.lines, p.target)
"""


def test_hash_seed_order_zone_and_locale_never_change_a_result() -> None:
    results = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, shuffle],
            env={
                **os.environ,
                "PYTHONPATH": str(SOURCE),
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LC_ALL": locale,
                "PYTHONIOENCODING": "utf-8",
            },
            capture_output=True,
            check=True,
        ).stdout
        for shuffle, (seed, zone, locale) in zip(
            "0123",
            itertools.cycle((("0", "UTC", "C"), ("4711", "Asia/Tokyo", "tr_TR.UTF-8"))),
            strict=False,
        )
    }
    assert len(results) == 1
    assert results.pop().count(b"TurningPoint(") > 10


@given(case=profiles())
def test_the_same_question_gives_the_same_answer(case: Case) -> None:
    for rule in RULES:
        first = propose(case.before(), Bounds(1, 2), rule)
        assert propose(case.before(), Bounds(1, 2), rule) == first
        assert hash(propose(case.before(), Bounds(1, 2), rule)) == hash(first)


def test_a_scale_of_another_length_is_taken_as_it_is() -> None:
    ballot = Ballot(voice="v", ratings=(("a", 7, 1), ("b", 4, 7)))
    matrix = Case(themes=("a", "b"), ballots=(ballot,), scale=Scale(1, 7)).before()
    assert (matrix.lines, field(matrix, "a"), field(matrix, "b")) == ((4, 4), 1, 2)
