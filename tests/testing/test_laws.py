"""The kit for the laws: what it says of a rule, right and wrong."""

from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given

from ledertrivsel.ballots import Ballot
from ledertrivsel.instruments import Bounds
from ledertrivsel.laws import Case, Law, Promise, RuleLaws, rule_laws
from ledertrivsel.matrix import Matrix, Placement
from ledertrivsel.prioritization import BUILT_IN_RULES, FIELD, GAP, PICKS, Key, KeyRule
from ledertrivsel.scales import DONT_KNOW, Cut
from ledertrivsel.testing.laws import (
    breach,
    cases,
    check_by_field,
    check_rule_laws,
    favors,
    find_breach,
    places,
    profiles,
)

RATINGS = frozenset({"ratings"})


def voice(name: str, *picks: str, **said: tuple[Any, Any]) -> Ballot:
    ratings = tuple((theme, *pair) for theme, pair in said.items())
    return Ballot(voice=name, ratings=ratings, picks=picks)


def importance(placement: Placement) -> Key:
    assert placement.importance is not None
    return (-placement.importance,)


def unimportance(placement: Placement) -> Key:
    return tuple(-part for part in importance(placement))


MINE = KeyRule("mine", RATINGS, False, importance)
WRONG = KeyRule("wrong", RATINGS, False, unimportance)
ALL_BUT_ORDINAL = tuple(law for law in Law if law is not Law.ORDINAL_RELABELLING)
ORDINAL = Case(
    themes=("a", "b"),
    ballots=(voice("v", a=(3, 1), b=(4, 1)), voice("w", a=(5, 1), b=(4, 1))),
    cut=Cut.fixed(3, 3),
    points=(1, 2, 3, 4, 6),
)


# What a third party runs.


def test_a_rule_that_keeps_what_it_declares_passes() -> None:
    check_rule_laws(MINE, RuleLaws(ALL_BUT_ORDINAL, ((Law.ORDINAL_RELABELLING, ORDINAL),)))


@pytest.mark.parametrize("name", BUILT_IN_RULES)
def test_the_built_in_rules_pass(name: str) -> None:
    check_rule_laws(BUILT_IN_RULES[name], rule_laws(name), max_examples=30)


def test_a_law_that_nothing_is_said_of_is_told() -> None:
    with pytest.raises(AssertionError) as caught:
        check_rule_laws(MINE, RuleLaws(ALL_BUT_ORDINAL[1:]))
    assert str(caught.value) == (
        "Rule 'mine' says nothing about: theme-order, ordinal-relabelling."
    )


def test_a_declared_case_that_shows_nothing_is_told() -> None:
    empty = attrs.evolve(ORDINAL, points=(1, 2, 3, 4, 5))
    declared = RuleLaws(ALL_BUT_ORDINAL, ((Law.ORDINAL_RELABELLING, empty),))
    with pytest.raises(AssertionError) as caught:
        check_rule_laws(MINE, declared)
    assert str(caught.value) == (f"Rule 'mine' keeps ordinal-relabelling in its case: {empty}")


def test_a_law_that_does_not_hold_is_told_with_the_smallest_case() -> None:
    declared = RuleLaws(ALL_BUT_ORDINAL, ((Law.ORDINAL_RELABELLING, ORDINAL),))
    with pytest.raises(AssertionError) as caught:
        check_rule_laws(WRONG, declared)
    found = find_breach(WRONG, Law.MONOTONICITY, max_examples=100)
    assert found is not None
    assert str(caught.value) == (
        f"Rule 'wrong' breaks monotonicity: {breach(WRONG, Law.MONOTONICITY, found)} {found}"
    )
    assert (len(found.themes), len(found.ballots)) == (2, 1)


def test_a_rule_that_says_by_field_must_be_led_by_it() -> None:
    check_by_field(FIELD)
    check_by_field(GAP)
    liar = attrs.evolve(GAP, name="liar", by_field=True)
    with pytest.raises(AssertionError) as caught:
        check_by_field(liar)
    said = str(caught.value)
    assert said.startswith("Rule 'liar' says by_field, but ")
    assert " in field " in said
    assert ". Case(themes=" in said
    with pytest.raises(AssertionError, match="says by_field"):
        check_rule_laws(liar, rule_laws("gap"), max_examples=60)
    tied = KeyRule("tied", RATINGS, True, lambda placement: (0,))
    with pytest.raises(AssertionError, match="are tied, where "):
        check_by_field(tied)


def test_the_promise_of_losers_needs_an_honest_by_field() -> None:
    liar = attrs.evolve(GAP, name="liar", by_field=True)
    # By gap: p, q, u, f. Field 1 holds p, q and f; u stands in field 3. Three places.
    case = Case(
        themes=("p", "q", "u", "f"),
        ballots=(voice("v", p=(5, 1), q=(5, 2), u=(2, 1), f=(3, 3)),),
        keep=("p", "q", "u"),
        bounds=Bounds(2, 3),
    )
    assert breach(liar, Promise.LOSERS, case) == (
        "p, q, u chosen; when a loser is deleted, p, q chosen."
    )
    assert breach(GAP, Promise.LOSERS, case) == ""
    assert breach(FIELD, Promise.LOSERS, case) == ""


def test_the_search_is_the_same_each_time() -> None:
    found = find_breach(WRONG, Law.PARETO)
    assert found is not None
    assert find_breach(WRONG, Law.PARETO) == found
    assert find_breach(MINE, Law.PARETO, max_examples=50) is None


# What a case shows.


def test_places_are_counted_from_the_most_urgent_and_unranked_share_the_last() -> None:
    ballots = (voice("v", "a", "b", "d"), voice("w", "a", "b"), voice("x", "b"))
    matrix = Case(themes=("a", "b", "c", "d", "e"), ballots=ballots).before()
    assert places(matrix, PICKS) == {"b": 0, "a": 1, "d": 2, "c": 3, "e": 3}
    assert places(Matrix(), PICKS) == {}


@pytest.mark.parametrize(
    ("ballot", "is_favored"),
    [
        (voice("v", a=(4, 2), b=(4, 2)), True),
        (voice("v", a=(5, 2), b=(4, 2)), True),
        (voice("v", a=(4, 1), b=(4, 2)), True),
        (voice("v", a=(3, 1), b=(4, 2)), False),
        (voice("v", a=(5, 3), b=(4, 2)), False),
        (voice("v", "b", a=(5, 1), b=(4, 2)), False),
        (voice("v", "a", "b", a=(5, 1), b=(4, 2)), True),
        (voice("v", "a", a=(5, 1), b=(4, 2)), True),
        (voice("v", a=(5, 1)), False),
        (voice("v", b=(5, 1)), False),
        (voice("v", a=(5, DONT_KNOW), b=(4, 2)), False),
        (voice("v", a=(5, 1), b=(None, 2)), False),
    ],
)
def test_a_ballot_favors_a_theme_that_is_as_high_on_all_counts(
    ballot: Ballot, is_favored: bool
) -> None:
    assert favors(ballot, "a", "b") is is_favored


PAIR = (voice("v", a=(4, 2), b=(3, 2)),)


@pytest.mark.parametrize(
    ("law", "rule", "change", "said"),
    [
        (
            Law.INDEPENDENCE,
            FIELD,
            {"keep": ("a", "b"), "cut": Cut("mean")},  # type: ignore[arg-type]
            "",
        ),
        (Law.REPLICATION, WRONG, {"copies": 2}, ""),
        (Law.NEUTRALITY, WRONG, {"names": (("a", "b"), ("b", "a"))}, ""),
        (
            Law.MONOTONICITY,
            WRONG,
            {"instead": voice("v", a=(4, 2), b=(4, 2))},
            "b is before a; b is put higher, and b and a are tied.",
        ),
        (
            Law.MONOTONICITY,
            WRONG,
            {"instead": voice("v", a=(4, 2), b=(5, 2))},
            "b is before a; b is put higher, and a is before b.",
        ),
        # Not one theme put higher: another voice, two themes, one lowered, a rating withdrawn.
        (Law.MONOTONICITY, WRONG, {"instead": voice("w", a=(4, 2), b=(5, 2))}, ""),
        (Law.MONOTONICITY, WRONG, {"instead": voice("v", a=(3, 2), b=(5, 2))}, ""),
        (Law.MONOTONICITY, WRONG, {"instead": voice("v", a=(4, 2), b=(5, 3))}, ""),
        (Law.MONOTONICITY, MINE, {"instead": voice("v", a=(2, 2), b=(3, 2))}, ""),
        (Law.MONOTONICITY, MINE, {"instead": voice("v", b=(3, 2))}, ""),
        (Law.MONOTONICITY, MINE, {}, ""),
        (
            Law.PARTICIPATION,
            MINE,
            {"more": (voice("w", a=(1, 5), b=(5, 1)),)},
            "",
        ),
        (
            Law.PARTICIPATION,
            WRONG,
            {"more": (voice("w", a=(1, 2), b=(5, 3)),)},
            "",
        ),
        (
            Law.PARTICIPATION,
            WRONG,
            {"more": (voice("w", a=(1, 2), b=(5, 2)),)},
            "b is before a; with one more ballot, which puts b as high as a or higher, "
            "a is before b.",
        ),
        (
            Law.PARTICIPATION,
            WRONG,
            {"more": (voice("w", a=(1, 2), b=(5, 2)),) * 2},
            "",
        ),
        (
            Law.PARETO,
            WRONG,
            {},
            "Every voice that rates both puts a as high as b or higher, and b is before a.",
        ),
        (Law.PARETO, MINE, {}, ""),
        (Law.REINFORCEMENT, MINE, {"more": (voice("w", a=(2, 1), b=(1, 1)),)}, ""),
        (Law.REINFORCEMENT, MINE, {}, ""),
        (Law.AFFINE_RELABELLING, MINE, {"points": (0, 25, 50, 75, 100)}, ""),
        (Law.AFFINE_RELABELLING, MINE, {}, ""),
    ],
)
def test_what_is_said_of_a_case(
    law: Law, rule: KeyRule, change: dict[str, Any], said: str
) -> None:
    case = Case(themes=("a", "b"), ballots=PAIR)
    assert breach(rule, law, attrs.evolve(case, **change)) == said


def test_unequal_steps_are_no_affine_relabelling() -> None:
    assert breach(MINE, Law.AFFINE_RELABELLING, ORDINAL) == ""
    assert breach(MINE, Law.ORDINAL_RELABELLING, ORDINAL) == (
        "a and b are tied; then a is before b."
    )


def test_a_picked_theme_is_put_higher_and_an_unpicked_one_is_not() -> None:
    least = KeyRule("least", frozenset(), False, lambda p: (p.picks or 0,))
    picked = Case(
        themes=("a", "b"), ballots=(voice("v", "a", a=(1, 1), b=(1, 1)),),
        instead=voice("v", "a", "b", a=(1, 1), b=(1, 1)),
    )  # fmt: skip
    assert breach(least, Law.MONOTONICITY, picked) == (
        "b is before a; b is put higher, and b and a are tied."
    )
    assert breach(PICKS, Law.MONOTONICITY, picked) == ""
    dropped = attrs.evolve(picked, instead=voice("v", a=(1, 1), b=(1, 1)))
    assert breach(PICKS, Law.MONOTONICITY, dropped) == ""


def test_a_tie_that_the_merged_rounds_bring_breaks_reinforcement() -> None:
    def most_voices_of_five(placement: Placement) -> Key:
        return (-min(sum(n for i, _, n in placement.cells if i == 5), 1),)

    rule = KeyRule("any", RATINGS, False, most_voices_of_five)
    case = Case(
        themes=("a", "b"),
        ballots=(voice("v", a=(5, 1), b=(1, 1)),),
        more=(voice("w", a=(5, 1), b=(1, 1)),),
    )
    assert breach(rule, Law.REINFORCEMENT, case) == ""
    share_of_three = KeyRule(
        "odd", RATINGS, False, lambda p: ((p.n % 2) * -sum(i for i, _, _ in p.cells),)
    )
    assert breach(share_of_three, Law.REINFORCEMENT, case) == (
        "The first voices put a before b, and so do the added ones; together a and b are tied."
    )


# The cases.


@given(case=cases(Law.PARETO))
def test_in_a_case_of_pareto_every_voice_favors_one_theme(case: Case) -> None:
    pairs = [(a, b) for a in case.themes for b in case.themes if a != b]
    assert any(all(favors(one, a, b) for one in case.ballots) for a, b in pairs)


@given(case=cases(Law.PARTICIPATION))
def test_in_a_case_of_participation_the_new_ballot_favors_one_theme(case: Case) -> None:
    (added,) = case.more
    assert any(favors(added, a, b) for a in case.themes for b in case.themes if a != b)


@given(case=cases(Law.AFFINE_RELABELLING))
def test_in_an_affine_case_the_steps_are_equal(case: Case) -> None:
    steps = {new - old for old, new in zip(case.points, case.points[1:], strict=False)}
    assert len(steps) == 1


@given(case=cases(Law.ORDINAL_RELABELLING))
def test_in_an_ordinal_case_the_cut_is_fixed_and_within_the_scale(case: Case) -> None:
    assert case.cut.importance is not None
    assert case.cut.success is not None
    for line in (case.cut.importance, case.cut.success):
        assert case.scale.lowest <= line <= case.scale.highest
        assert (2 * line).denominator == 1


@given(case=profiles())
def test_a_profile_has_two_to_four_themes_and_one_to_four_voices(case: Case) -> None:
    assert 2 <= len(case.themes) <= 4
    assert 1 <= len(case.ballots) <= 4
    assert not case.cut.depends_on_themes
    assert all(isinstance(p.importance, Fraction) for p in case.before().placements)
