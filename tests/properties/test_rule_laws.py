"""The laws of prioritization, in both directions: what holds is searched, what fails is shown."""

from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledertrivsel.agreement import consensus
from ledertrivsel.ballots import Ballot
from ledertrivsel.instruments import Bounds
from ledertrivsel.laws import (
    Case,
    Law,
    Promise,
    Violation,
    cut_violations,
    missing_violations,
    rule_laws,
    violations,
)
from ledertrivsel.matrix import Matrix, Placement
from ledertrivsel.prioritization import BUILT_IN_RULES, FIELD, FIELD_GAP, GAP, Key, KeyRule, Rule
from ledertrivsel.scales import Cut, CutKind, Scale
from ledertrivsel.testing.laws import (
    breach,
    cases,
    check_by_field,
    find_breach,
    places,
    profiles,
)

RATINGS = frozenset({"ratings"})
SATISFIED = [(name, law) for name in BUILT_IN_RULES for law in rule_laws(name).satisfies]
BROKEN = [(name, law, case) for name in BUILT_IN_RULES for law, case in rule_laws(name).violates]


def ids(value: object) -> str:
    """Name a test by the values that are short."""
    if isinstance(value, Case):
        return value.cut.kind.value
    return str(getattr(value, "value", getattr(value, "name", value)))


def one_by_one(found: tuple[Violation, ...]) -> list[tuple[str, Law | Promise, Case]]:
    return [
        (rule, violation.law, violation.case) for violation in found for rule in violation.rules
    ]


# Rules that others use, and why they are not built in.


def key_rule(name: str, function: object) -> KeyRule:
    return KeyRule(name, RATINGS, False, function)  # type: ignore[arg-type]


def weighted_gap(placement: Placement) -> Key:
    assert placement.importance is not None
    assert placement.gap is not None
    return (-placement.importance * placement.gap,)


def mean_times_consensus(placement: Placement) -> Key:
    assert placement.importance is not None
    counts = [0] * 5
    for importance, _, count in placement.cells:
        counts[importance - 1] += count
    agreed = consensus(counts)
    assert agreed is not None
    return (-placement.importance * Fraction(agreed),)


def importance_times_room(placement: Placement) -> Key:
    assert placement.importance is not None
    assert placement.success is not None
    return (-placement.importance * (6 - placement.success),)


# The rules, at a midpoint or fixed cut, when every voice rates every theme.


@pytest.mark.parametrize("name", BUILT_IN_RULES)
def test_a_built_in_rule_declares_every_law_once(name: str) -> None:
    assert rule_laws(name).undeclared == ()


def test_the_table_is_the_one_that_was_worked_out() -> None:
    broken = {name: {law for law, _ in rule_laws(name).violates} for name in BUILT_IN_RULES}
    by_means = {Law.PARTICIPATION, Law.REINFORCEMENT, Law.ORDINAL_RELABELLING}
    assert broken == {
        "field-gap": by_means,
        "field": by_means,
        "gap": {Law.ORDINAL_RELABELLING},
        "share": set(),
        "picks": set(),
    }


@pytest.mark.parametrize(("name", "law"), SATISFIED, ids=ids)
@given(data=st.data())
def test_a_rule_keeps_the_laws_it_declares(name: str, law: Law, data: st.DataObject) -> None:
    case = data.draw(cases(law))
    assert breach(BUILT_IN_RULES[name], law, case) == ""


@pytest.mark.parametrize(("name", "law", "case"), BROKEN, ids=ids)
def test_a_rule_breaks_the_others_in_its_pinned_case(name: str, law: Law, case: Case) -> None:
    assert breach(BUILT_IN_RULES[name], law, case) != ""
    voices = (*case.ballots, *case.more)
    assert all({row[0] for row in ballot.ratings} == {*case.themes} for ballot in voices)
    assert not case.cut.depends_on_themes


@pytest.mark.parametrize(("name", "law", "case"), BROKEN, ids=ids)
def test_a_search_finds_a_case_of_what_a_rule_breaks(name: str, law: Law, case: Case) -> None:
    found = find_breach(BUILT_IN_RULES[name], law)
    assert found is not None
    assert breach(BUILT_IN_RULES[name], law, found) != ""


@pytest.mark.parametrize("name", BUILT_IN_RULES)
def test_a_rule_that_says_by_field_is_led_by_the_field(name: str) -> None:
    check_by_field(BUILT_IN_RULES[name])


# The generator of cases: a law that is never tried would hold for nothing.


def few(placement: Placement) -> Key:
    """Count voices in field 1, but no more than two: neither a share nor a number."""
    return (-min(placement.voices[0], 2),)


def by_name(placement: Placement) -> Key:
    return (ord(placement.theme_id),)


def by_number(placement: Placement) -> Key:
    return (placement.number or 0,)


def upside_down(placement: Placement) -> Key:
    return tuple(-part for part in GAP.key(placement, Matrix()))


@attrs.frozen
class Nearness:
    """Orders by the distance to the others: it looks at the whole card."""

    name = "nearness"
    needs = RATINGS
    by_field = False

    def key(self, placement: Placement, matrix: Matrix) -> Key:
        assert placement.importance is not None
        others = [p.importance for p in matrix.placements if p.importance is not None]
        return (sum((abs(placement.importance - one) for one in others), Fraction(0)),)


@pytest.mark.parametrize(
    ("law", "rule"),
    [
        (Law.THEME_ORDER, key_rule("by-number", by_number)),
        (Law.NEUTRALITY, key_rule("by-name", by_name)),
        (Law.MONOTONICITY, key_rule("upside-down", upside_down)),
        (Law.PARTICIPATION, FIELD),
        (Law.PARETO, key_rule("upside-down", upside_down)),
        (Law.REPLICATION, key_rule("few", few)),
        (Law.REINFORCEMENT, FIELD),
        (Law.INDEPENDENCE, Nearness()),
        (Law.AFFINE_RELABELLING, key_rule("weighted-gap", weighted_gap)),
        (Law.ORDINAL_RELABELLING, GAP),
    ],
    ids=ids,
)
def test_the_search_finds_a_rule_that_breaks_a_law(law: Law, rule: Rule) -> None:
    assert find_breach(rule, law) is not None


@given(case=profiles())
def test_a_profile_is_complete(case: Case) -> None:
    for ballot in case.ballots:
        assert tuple(row[0] for row in ballot.ratings) == case.themes
    assert all(p.n == len(case.ballots) for p in case.before().placements)


# Missing ratings.


@pytest.mark.parametrize(("name", "law", "case"), one_by_one(missing_violations()), ids=ids)
def test_a_rule_by_means_or_shares_loses_laws_when_ratings_are_missing(
    name: str, law: Law, case: Case
) -> None:
    assert breach(BUILT_IN_RULES[name], law, case) != ""


def test_missing_ratings_cost_pareto_participation_and_reinforcement() -> None:
    lost = {(name, law) for name, law, _ in one_by_one(missing_violations())}
    laws = (Law.PARETO, Law.PARTICIPATION, Law.REINFORCEMENT)
    assert lost == {(name, law) for name in ("field-gap", "field", "gap", "share") for law in laws}
    assert all(
        {row[0] for row in ballot.ratings} < {*found.case.themes}
        for found in missing_violations()
        for ballot in found.case.ballots[1:]
    )


def test_in_the_missing_cases_filling_in_what_is_missing_restores_the_law() -> None:
    for name, law, case in one_by_one(missing_violations()):
        if law in rule_laws(name).satisfies:
            full = attrs.evolve(
                case,
                ballots=tuple(filled(ballot, case.themes) for ballot in case.ballots),
                more=tuple(filled(ballot, case.themes) for ballot in case.more),
            )
            assert breach(BUILT_IN_RULES[name], law, full) == ""


def filled(ballot: Ballot, themes: tuple[str, ...]) -> Ballot:
    """Return the ballot with the first theme's rating also for those left out."""
    _, importance, success = ballot.ratings[0]
    said = {theme: (importance, success) for theme in themes}
    said |= {theme: (i, s) for theme, i, s in ballot.ratings}  # type: ignore[dict-item]
    return attrs.evolve(ballot, ratings=tuple((theme, *pair) for theme, pair in said.items()))


# The cuts have their own table.

BY_CUT = [
    (kind, name, law)
    for kind in (CutKind.MIDPOINT, CutKind.MEAN, CutKind.MEDIAN)
    for name in ("field-gap", "field", "share")
    for law in rule_laws(name).satisfies
    if (name, law) not in {(rule, broken) for rule, broken, _ in one_by_one(cut_violations(kind))}
]


@pytest.mark.parametrize(("kind", "name", "law"), BY_CUT, ids=ids)
@given(data=st.data())
@settings(max_examples=40)
def test_a_cut_keeps_the_other_laws(
    kind: CutKind, name: str, law: Law, data: st.DataObject
) -> None:
    case = data.draw(cases(law, cut=st.just(Cut(kind))))
    assert breach(BUILT_IN_RULES[name], law, case) == ""


@pytest.mark.parametrize(
    ("name", "law", "case"),
    [one for kind in CutKind for one in one_by_one(cut_violations(kind))],
    ids=ids,
)
def test_a_cut_breaks_laws_that_hold_at_a_fixed_one(name: str, law: Law, case: Case) -> None:
    rule = BUILT_IN_RULES[name]
    assert breach(rule, law, case) != ""
    lines = case.before().lines
    assert breach(rule, law, attrs.evolve(case, cut=Cut.fixed(*lines))) == ""
    if isinstance(law, Law):
        assert law in rule_laws(name).satisfies


@pytest.mark.parametrize(
    ("name", "law", "case"),
    [one for kind in CutKind for one in one_by_one(cut_violations(kind))],
    ids=ids,
)
def test_a_search_finds_a_case_of_what_a_cut_breaks(name: str, law: Law, case: Case) -> None:
    if isinstance(law, Law):
        rule = BUILT_IN_RULES[name]
        found = find_breach(rule, law, cut=st.just(case.cut), max_examples=20_000)
        assert found is not None


def test_the_table_of_cuts_is_the_one_that_was_worked_out() -> None:
    def lost(kind: CutKind) -> set[tuple[str, str]]:
        return {(law.value, name) for name, law, _ in one_by_one(cut_violations(kind))}

    by_themes = {
        ("independence", "field-gap"),
        ("independence", "field"),
        ("independence", "share"),
        ("monotonicity", "share"),
        ("participation", "share"),
        ("reinforcement", "share"),
        ("ordinal-relabelling", "share"),
        ("losers", "field-gap"),
        ("losers", "field"),
        ("losers", "share"),
    }
    assert lost(CutKind.FIXED) == set()
    assert lost(CutKind.MIDPOINT) == {("ordinal-relabelling", "share")}
    assert lost(CutKind.MEAN) == lost(CutKind.MEDIAN) == by_themes


@given(case=profiles(cut=st.sampled_from([Cut(kind) for kind in ("mean", "median")])))
def test_gap_and_picks_ask_no_cut(case: Case) -> None:
    fixed = attrs.evolve(case, cut=Cut())
    for name in ("gap", "picks"):
        rule = BUILT_IN_RULES[name]
        assert places(case.before(), rule) == places(fixed.before(), rule)


# Worked facts.


def voice(name: str, **ratings: tuple[int, int]) -> Ballot:
    return Ballot(voice=name, ratings=tuple((theme, *pair) for theme, pair in ratings.items()))


def score(matrix: Matrix, rule: KeyRule, theme: str) -> int | Fraction:
    placement = matrix.placement(theme)
    assert placement is not None
    return -rule.key(placement, matrix)[0]


def test_importance_times_gap_is_not_monotonic() -> None:
    rule = key_rule("weighted-gap", weighted_gap)
    case = Case(
        themes=("a", "b"),
        ballots=(voice("v", a=(1, 5), b=(1, 5)),),
        instead=voice("v", a=(2, 5), b=(1, 5)),
    )
    assert score(case.before(), rule, "a") == -4
    assert score(case.after(), rule, "a") == -6
    assert breach(rule, Law.MONOTONICITY, case) == (
        "a and b are tied; a is put higher, and b is before a."
    )
    assert find_breach(rule, Law.MONOTONICITY) is not None
    assert breach(FIELD_GAP, Law.MONOTONICITY, case) == ""


def test_mean_times_consensus_is_not_monotonic() -> None:
    rule = key_rule("mean-times-consensus", mean_times_consensus)
    before = tuple(voice(f"v{n}", a=(4, 1), b=(4, 1)) for n in range(4))
    case = Case(themes=("a", "b"), ballots=before, instead=voice("v0", a=(5, 1), b=(4, 1)))
    assert score(case.before(), rule, "a") == 4
    assert score(case.after(), rule, "a") == Fraction(17, 4) * Fraction(855278, 1000000)
    assert int(score(case.after(), rule, "a") * 1_000_000) == 3_634_931
    assert breach(rule, Law.MONOTONICITY, case) == (
        "a and b are tied; a is put higher, and b is before a."
    )


def test_importance_times_room_depends_on_how_the_points_are_called() -> None:
    rule = key_rule("importance-times-room", importance_times_room)
    case = Case(
        themes=("a", "b"),
        ballots=(voice("v", a=(1, 1), b=(2, 4)),),
        points=(0, 1, 2, 3, 4),
    )
    assert (score(case.before(), rule, "a"), score(case.before(), rule, "b")) == (5, 4)
    assert breach(rule, Law.AFFINE_RELABELLING, case) == "a is before b; then b is before a."
    assert breach(FIELD, Law.AFFINE_RELABELLING, case) == ""


def test_a_cut_at_the_mean_turns_two_themes_round_when_a_third_comes() -> None:
    said = voice("v", a=(1, 1), b=(2, 2), c=(4, 1))
    case = Case(themes=("a", "b", "c"), ballots=(said,), cut=Cut("mean"), keep=("a", "b"))
    with_c, without = case.before(), case.after()
    assert with_c.lines == (Fraction(7, 3), Fraction(4, 3))
    assert [p.quadrant for p in with_c.placements[:2]] == [3, 4]
    assert without.lines == (Fraction(3, 2), Fraction(3, 2))
    assert [p.quadrant for p in without.placements] == [3, 2]
    for rule in (FIELD_GAP, FIELD):
        assert places(with_c, rule) == {"c": 0, "a": 1, "b": 2}
        assert places(without, rule) == {"b": 0, "a": 1}
    assert breach(GAP, Law.INDEPENDENCE, case) == ""


def test_a_cut_at_the_mean_lets_a_theme_nobody_chose_change_the_choice() -> None:
    case = next(
        found.case
        for found in cut_violations(CutKind.MEAN)
        if found.law is Promise.LOSERS and "field-gap" in found.rules
    )
    assert case.ballots[0].ratings == (
        ("a", 5, 1),
        ("b", 3, 1),
        ("c", 1, 1),
        ("d", 5, 1),
        ("e", 4, 2),
    )
    assert case.bounds == Bounds(3, 3)
    assert case.keep == ("a", "b", "d", "e")
    assert breach(FIELD_GAP, Promise.LOSERS, case) == (
        "a, d, e chosen; when a loser is deleted, a, b, d chosen."
    )
    for cut in (Cut(), Cut.fixed(4, 2)):
        assert breach(FIELD_GAP, Promise.LOSERS, attrs.evolve(case, cut=cut)) == ""


def test_each_round_puts_a_first_and_the_merged_rounds_put_b_first() -> None:
    """The reason why rounds add up as ballots, never as rankings."""
    case = next(
        found.case
        for found in violations()
        if found.law is Law.REINFORCEMENT and "field" in found.rules
    )
    assert places(case.before(), FIELD) == {"a": 0, "b": 1}
    assert places(case.apart(), FIELD) == {"a": 0, "b": 1}
    assert places(case.after(), FIELD) == {"b": 0, "a": 1}
    together = case.after().placement("b")
    assert together is not None
    assert (together.importance, together.success) == (4, Fraction(5, 2))


def test_one_to_five_is_zero_to_a_hundred() -> None:
    said = voice("v", a=(4, 2), b=(5, 5), c=(2, 1))
    case = Case(themes=("a", "b", "c"), ballots=(said,), points=(0, 25, 50, 75, 100))
    assert case.after().scale == Scale(0, 100)
    assert case.after().lines == (50, 50)
    for rule in BUILT_IN_RULES.values():
        assert breach(rule, Law.AFFINE_RELABELLING, case) == ""
