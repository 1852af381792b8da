"""Turning points against brute force: each answer a point away, and everything counted anew."""

from collections.abc import Iterator

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.ballots import Ballot
from ledertrivsel.instruments import Bounds
from ledertrivsel.laws import Case
from ledertrivsel.matrix import Matrix
from ledertrivsel.prioritization import BUILT_IN_RULES, Rule, TurningPoint, propose
from ledertrivsel.scales import DONT_KNOW, Axis, Cut, Scale

CUTS = st.sampled_from(
    (Cut(), Cut.fixed(2, 2), Cut.fixed("5/2", "3/2"), Cut("mean"), Cut("median"))
)


@st.composite
def rated(draw: st.DrawFn) -> Case:
    """Draw what a few voices said, with answers missing, on a scale of three points."""
    themes = ("a", "b", "c", "d")[: draw(st.integers(1, 4))]
    half: st.SearchStrategy[Axis] = st.sampled_from((1, 2, 3, 1, 2, 3, 1, 2, 3, DONT_KNOW, None))
    ballots = tuple(
        Ballot(
            voice=f"voice-{number}",
            ratings=tuple((theme, draw(half), draw(half)) for theme in themes),
            picks=tuple(draw(st.sets(st.sampled_from(themes)))),
        )
        for number in range(draw(st.integers(1, 4)))
    )
    return Case(themes=themes, ballots=ballots, scale=Scale(1, 3), cut=draw(CUTS))


BOUNDS = st.tuples(st.integers(1, 3), st.integers(0, 2)).map(lambda n: Bounds(n[0], n[0] + n[1]))
RULES = st.sampled_from(tuple(BUILT_IN_RULES.values()))


def sets(matrix: Matrix, bounds: Bounds, rule: Rule) -> tuple[set[str], set[str]]:
    proposal = propose(matrix, bounds, rule)
    return {*proposal.chosen}, {*proposal.contested}


def changed_cases(case: Case) -> Iterator[tuple[str, Case]]:
    """Yield (theme, case) for each ballot that one voice could have handed in a point away."""
    for index, ballot in enumerate(case.ballots):
        for row, (theme, importance, success) in enumerate(ballot.ratings):
            if type(importance) is not int or type(success) is not int:
                continue
            for i, s in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                if importance + i in case.scale.points and success + s in case.scale.points:
                    rows = list(ballot.ratings)
                    rows[row] = (theme, importance + i, success + s)
                    ballots = list(case.ballots)
                    ballots[index] = attrs.evolve(ballot, ratings=tuple(rows))
                    yield theme, attrs.evolve(case, ballots=tuple(ballots))


def by_brute_force(case: Case, bounds: Bounds, rule: Rule) -> tuple[TurningPoint, ...]:
    chosen, contested = sets(case.before(), bounds, rule)
    found = []
    for theme in case.themes:
        changes, joins, leaves = 0, set[str](), set[str]()
        for moved, other in changed_cases(case):
            now, tied = sets(other.before(), bounds, rule)
            if moved == theme and (now, tied) != (chosen, contested):
                changes += 1
                joins |= {*now, *tied} - {*chosen, *contested} | now - chosen
                leaves |= {*chosen, *contested} - {*now, *tied}
        if changes:
            found.append(TurningPoint(theme, changes, tuple(sorted(joins)), tuple(sorted(leaves))))
    return tuple(found)


@given(case=rated(), bounds=BOUNDS, rule=RULES)
def test_turning_points_are_those_that_brute_force_finds(
    case: Case, bounds: Bounds, rule: Rule
) -> None:
    points = propose(case.before(), bounds, rule).turning_points
    assert points == by_brute_force(case, bounds, rule)


@given(case=rated(), bounds=BOUNDS)
def test_ratings_are_no_turning_points_of_picks(case: Case, bounds: Bounds) -> None:
    assert propose(case.before(), bounds, BUILT_IN_RULES["picks"]).turning_points == ()
