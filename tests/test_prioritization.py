"""Rules, ranking, the proposal and what would turn it."""

import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError, RuleError
from ledertrivsel.instruments import Bounds
from ledertrivsel.laws import Case
from ledertrivsel.matrix import Matrix, Placement
from ledertrivsel.prioritization import (
    BUILT_IN_RULES,
    FIELD,
    FIELD_GAP,
    GAP,
    PICKS,
    SHARE,
    KeyRule,
    Move,
    Need,
    Proposal,
    Reason,
    Rule,
    TurningPoint,
    after,
    is_rankable,
    moves,
    propose,
    rank,
)
from ledertrivsel.scales import DONT_KNOW, Cut, CutKind, Scale
from ledertrivsel.suppression import Suppressed

F = Fraction
THREE_TO_FIVE = Bounds(3, 5)


def card(cut: Cut | None = None, scale: Scale | None = None, **said: Any) -> Matrix:
    """Return the card of a rating a theme, or of a list of them, one a voice."""
    voices: dict[int, list[tuple[str, Any, Any]]] = {0: []}
    for theme, pairs in said.items():
        for number, pair in enumerate(pairs if isinstance(pairs, list) else [pairs]):
            voices.setdefault(number, []).append((theme, *pair))
    ballots = tuple(Ballot(voice=f"v{n}", ratings=tuple(rows)) for n, rows in voices.items())
    return Case(
        themes=tuple(said), ballots=ballots, cut=cut or Cut(), scale=scale or Scale()
    ).before()


def picked(**counts: int) -> Matrix:
    return Matrix(tuple(Placement(theme_id=theme, picks=count) for theme, count in counts.items()))


def groups(*ids: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in ids)


# The rules.


def test_the_built_in_rules_say_what_they_need_and_whether_the_field_leads() -> None:
    assert [(rule.name, set(rule.needs), rule.by_field) for rule in BUILT_IN_RULES.values()] == [
        ("field-gap", {"ratings"}, True),
        ("field", {"ratings"}, True),
        ("gap", {"ratings"}, False),
        ("share", {"ratings"}, False),
        ("picks", {"picks"}, False),
    ]
    assert all(name == rule.name for name, rule in BUILT_IN_RULES.items())
    assert all(isinstance(rule, Rule) for rule in BUILT_IN_RULES.values())


def test_the_keys_of_the_built_in_rules() -> None:
    placed = card(a=[(5, 1), (4, 2), (3, 4)]).placements[0]
    placed = attrs.evolve(placed, picks=7)
    keys = {name: rule.key(placed, Matrix()) for name, rule in BUILT_IN_RULES.items()}
    assert keys == {
        "field-gap": (1, F(-5, 3), F(-4)),
        "field": (1, F(-4), F(7, 3)),
        "gap": (F(-5, 3), F(-4)),
        "share": (F(-2, 3),),
        "picks": (-7,),
    }


def test_the_field_leads_then_the_gap_then_importance() -> None:
    matrix = card(
        a=(4, 5),  # Field 2, gap −1.
        b=(5, 3),  # Field 1, gap 2.
        c=(4, 2),  # Field 1, gap 2, less important.
        d=(3, 3),  # Field 1, gap 0.
        e=(2, 1),  # Field 3, gap 1.
        f=(1, 4),  # Field 4.
        g=(5, 3),
    )
    assert rank(matrix, FIELD_GAP) == groups("bg", "c", "d", "a", "e", "f")
    assert rank(matrix, FIELD) == groups("bg", "c", "d", "a", "e", "f")
    assert rank(matrix, GAP) == groups("bg", "c", "e", "d", "a", "f")
    assert rank(matrix, SHARE) == groups("bcdg", "aef")


def test_within_a_field_the_rules_differ() -> None:
    matrix = card(a=(5, 3), b=(4, 1), c=(4, 2))
    assert rank(matrix, FIELD_GAP) == groups("b", "a", "c")
    assert rank(matrix, FIELD) == groups("a", "b", "c")


def test_picks_order_by_number_and_none_is_unranked() -> None:
    matrix = picked(a=2, b=0, c=5, d=2)
    assert rank(matrix, PICKS) == groups("c", "ad")
    assert propose(matrix, THREE_TO_FIVE, PICKS).unranked == ("b",)
    hidden = Matrix((Placement(theme_id="a", picks=None),))
    assert rank(hidden, PICKS) == ()


def test_a_theme_must_have_what_the_rule_needs() -> None:
    rated = card(a=(5, 1)).placements[0]
    rated_and_picked = attrs.evolve(rated, picks=1)
    only_picked = Placement(theme_id="b", picks=1)
    both = KeyRule("both", frozenset({"ratings", "picks"}), False, lambda p: (1,))
    neither = KeyRule("neither", frozenset(), False, lambda p: (1,))
    as_enum = KeyRule("enum", frozenset({Need.PICKS}), False, lambda p: (1,))  # type: ignore[arg-type]
    table = [
        [is_rankable(placement, rule) for rule in (FIELD_GAP, PICKS, both, neither, as_enum)]
        for placement in (rated, rated_and_picked, only_picked, Placement(theme_id="c"))
    ]
    assert table == [
        [True, False, False, True, False],
        [True, True, True, True, True],
        [False, True, False, True, True],
        [False, False, False, True, False],
    ]


def test_an_empty_card_has_no_order() -> None:
    assert rank(Matrix(), FIELD_GAP) == ()


# A rule that gives no usable key.


@pytest.mark.parametrize(
    ("keys", "theme", "shown"),
    [
        ({"a": (1.5,)}, "a", "(1.5,)"),
        ({"a": 1}, "a", "1"),
        ({"a": [1]}, "a", "[1]"),
        ({"a": ()}, "a", "()"),
        ({"a": (1,), "b": (1, 2)}, "b", "(1, 2)"),
        ({"a": (1, 2), "b": (1,)}, "b", "(1,)"),
        ({"a": (1, True)}, "a", "(1, True)"),
        ({"a": ("1",)}, "a", "('1',)"),
        ({"a": None}, "a", "None"),
    ],
)
def test_a_key_that_is_none_is_refused_by_name(
    keys: dict[str, Any], theme: str, shown: str
) -> None:
    rule = KeyRule("mine", frozenset(), False, lambda placement: keys[placement.theme_id])
    matrix = Matrix(tuple(Placement(theme_id=id) for id in keys))
    with pytest.raises(RuleError) as caught:
        rank(matrix, rule)
    assert str(caught.value) == (
        f"Rule 'mine' must give a tuple of int and Fraction for '{theme}', got {shown}. "
        "Use Fraction instead of float, and keys of one shape."
    )


def test_int_and_fraction_are_compared_as_numbers() -> None:
    keys = {"a": (F(4, 2),), "b": (2,), "c": (F(3, 2),), "d": (1,)}
    rule = KeyRule("mine", frozenset(), False, lambda placement: keys[placement.theme_id])
    matrix = Matrix(tuple(Placement(theme_id=id) for id in keys))
    assert rank(matrix, rule) == groups("d", "c", "ab")


def test_a_built_in_rule_asked_about_a_theme_without_ratings_says_so() -> None:
    for rule in (FIELD_GAP, FIELD, GAP, SHARE):
        with pytest.raises(ValueError, match=r"^the placement has no ratings$"):
            rule.key(Placement(theme_id="a"), Matrix())
    assert PICKS.key(Placement(theme_id="a", picks=None), Matrix()) == (0,)


# The proposal.


def ladder(field_1: int, others: int = 4) -> Matrix:
    """Return a card with so many themes in field 1, all apart, and others below them."""
    points = [(5, 1), (5, 2), (4, 1), (4, 2), (5, 3), (3, 1), (4, 3), (3, 2), (3, 3)]
    rest = [(5, 4), (5, 5), (2, 1), (2, 2), (1, 4)]
    ids = "abcdefghijklmn"
    chosen = [*points[:field_1], *rest[:others]]
    return card(**dict(zip(ids, chosen, strict=False)))


@pytest.mark.parametrize(
    ("field_1", "target", "chosen", "filled"),
    [
        (0, 3, 3, 3),
        (2, 3, 3, 1),
        (3, 3, 3, 0),
        (4, 4, 4, 0),
        (5, 5, 5, 0),
        (6, 5, 5, 0),
        (9, 5, 5, 0),
    ],
)
def test_a_rule_led_by_the_field_takes_field_1_within_the_bounds(
    field_1: int, target: int, chosen: int, filled: int
) -> None:
    proposal = propose(ladder(field_1), THREE_TO_FIVE)
    assert (proposal.rule, proposal.target) == ("field-gap", target)
    assert (len(proposal.chosen), len(proposal.filled)) == (chosen, filled)
    assert proposal.filled == proposal.chosen[field_1:]
    assert proposal.contested == ()
    assert proposal.places_left == 5 - chosen


def test_another_rule_aims_at_the_lowest_bound_and_fills_nothing() -> None:
    proposal = propose(ladder(5), THREE_TO_FIVE, GAP)
    assert (proposal.target, len(proposal.chosen), proposal.filled) == (3, 3, ())


def test_whole_tie_groups_are_taken_up_to_the_highest_bound() -> None:
    tied = {"a": (5, 1), "b": (5, 2), "c": (4, 2), "d": (4, 2), "e": (4, 2), "f": (2, 2)}
    proposal = propose(card(**tied), THREE_TO_FIVE)
    assert proposal.order == groups("a", "b", "cde", "f")
    assert (proposal.chosen, proposal.contested) == (("a", "b", "c", "d", "e"), ())


def test_a_tie_that_does_not_fit_is_left_to_people_and_ends_the_taking() -> None:
    tied = {"a": (5, 1), "b": (5, 2), "c": (4, 2), "d": (4, 2), "e": (4, 2), "f": (4, 2)}
    proposal = propose(card(**tied, g=(3, 2)), THREE_TO_FIVE)
    assert proposal.chosen == ("a", "b")
    assert proposal.contested == ("c", "d", "e", "f")
    assert proposal.places_left == 3
    assert [(reason.theme_id, reason.code) for reason in proposal.why] == [
        ("a", "field"),
        ("b", "field"),
        ("c", "tie"),
        ("d", "tie"),
        ("e", "tie"),
        ("f", "tie"),
    ]


def test_a_tie_of_the_first_may_contest_everything() -> None:
    everyone = card(**dict.fromkeys("abcdef", (5, 1)))
    proposal = propose(everyone, THREE_TO_FIVE)
    assert (proposal.chosen, proposal.contested) == ((), tuple("abcdef"))
    assert propose(everyone, Bounds(1, 6)).chosen == tuple("abcdef")


def test_a_tie_beyond_the_target_contests_nothing() -> None:
    proposal = propose(card(a=(5, 1), b=(5, 2), c=(2, 2), d=(2, 2), e=(2, 2)), Bounds(2, 3))
    assert (proposal.chosen, proposal.contested) == (("a", "b"), ())


def test_too_few_themes_are_all_proposed() -> None:
    proposal = propose(card(a=(5, 1), b=(1, 5), c=(DONT_KNOW, 1)), THREE_TO_FIVE)
    assert (proposal.chosen, proposal.unranked) == (("a", "b"), ("c",))
    assert proposal.filled == ("b",)
    assert propose(Matrix(), THREE_TO_FIVE).chosen == ()


def test_exactly_one_bound_works() -> None:
    assert propose(ladder(3), Bounds(2, 2)).chosen == ("a", "b")
    assert propose(ladder(1), Bounds(1, 1)).target == 1


def test_a_proposal_carries_what_it_went_by() -> None:
    matrix = attrs.evolve(card(a=(5, 1), b=(4, 3)), suppressed=(Suppressed("z"),))
    proposal = propose(matrix, Bounds(1, 1))
    assert proposal.bounds == Bounds(1, 1)
    assert proposal.lines == (3, 3)
    assert proposal.suppressed == (Suppressed("z"),)
    assert proposal.why == (
        Reason(
            theme_id="a",
            code="field",
            quadrant=matrix.placements[0].quadrant,
            importance=F(5),
            success=F(1),
            gap=F(4),
            share=F(1),
            picks=0,
        ),
    )


def test_the_reason_is_named_after_the_built_in_rule_and_else_is_just_the_rule() -> None:
    matrix = attrs.evolve(
        card(a=(5, 1)),
        placements=tuple(attrs.evolve(p, picks=2) for p in card(a=(5, 1)).placements),
    )
    codes = {
        name: propose(matrix, Bounds(1, 1), rule).why[0].code
        for name, rule in BUILT_IN_RULES.items()
    }
    assert codes == {
        "field-gap": "field",
        "field": "field",
        "gap": "gap",
        "share": "share",
        "picks": "picks",
    }
    mine = KeyRule("mine", frozenset(), False, lambda p: (1,))
    namesake = KeyRule("gap", frozenset(), False, lambda p: (1,))
    assert propose(matrix, Bounds(1, 1), mine).why[0].code == "rule"
    assert propose(matrix, Bounds(1, 1), namesake).why[0].code == "rule"


def test_by_group_then_by_number_is_only_how_a_proposal_is_shown() -> None:
    matrix = card(d=(5, 2), c=(5, 2), b=(5, 1), a=(5, 2))
    assert propose(matrix, Bounds(4, 4)).chosen == ("b", "d", "c", "a")
    assert [p.number for p in matrix.placements] == [1, 2, 3, 4]


# Turning points.


def test_every_one_point_move_within_the_scale_is_looked_at() -> None:
    matrix = card(a=[(5, 1), (5, 1), (3, 3)])
    assert set(moves(matrix)) == {
        Move("a", (5, 1), (4, 1), 2),
        Move("a", (5, 1), (5, 2), 2),
        Move("a", (3, 3), (2, 3), 1),
        Move("a", (3, 3), (4, 3), 1),
        Move("a", (3, 3), (3, 2), 1),
        Move("a", (3, 3), (3, 4), 1),
    }
    assert len(list(moves(matrix))) == 6
    assert list(moves(card(scale=Scale(1, 2), a=(1, 2)))) == [
        Move("a", (1, 2), (2, 2), 1),
        Move("a", (1, 2), (1, 1), 1),
    ]


def test_after_a_move_the_card_is_what_the_changed_ballots_give() -> None:
    for cut in (Cut(), Cut.fixed(4, 2), Cut(CutKind.MEAN), Cut(CutKind.MEDIAN)):
        before = card(cut, a=[(5, 1), (5, 1), (3, 3)], b=(2, 4), c=(DONT_KNOW, 2))
        now = card(cut, a=[(5, 1), (5, 2), (3, 3)], b=(2, 4), c=(DONT_KNOW, 2))
        assert after(before, Move("a", (5, 1), (5, 2), 2)) == now
        assert after(now, Move("a", (5, 2), (5, 1), 1)) == before


def test_a_move_keeps_number_and_picks() -> None:
    matrix = card(a=[(5, 1), (5, 1)], b=(2, 2))
    matrix = attrs.evolve(
        matrix, placements=tuple(attrs.evolve(p, picks=3) for p in matrix.placements)
    )
    for cut in (Cut(), Cut(CutKind.MEAN)):
        moved = after(attrs.evolve(matrix, cut=cut), Move("a", (5, 1), (4, 1), 2))
        assert [(p.theme_id, p.number, p.picks) for p in moved.placements] == [
            ("a", 1, 3),
            ("b", 2, 3),
        ]
        assert moved.placements[0].cells == ((4, 1, 1), (5, 1, 1))


def test_turning_points_tell_how_many_changes_who_comes_in_and_who_goes_out() -> None:
    matrix = card(a=(5, 1), b=(4, 2), c=(3, 2))
    proposal = propose(matrix, Bounds(1, 1), GAP)
    assert proposal.chosen == ("a",)
    # The gaps are 4, 2 and 1: no single point turns them.
    assert proposal.turning_points == ()
    tie = propose(card(a=(5, 2), b=(4, 2), c=(1, 1)), Bounds(1, 1), GAP)
    # a at (4, 2), or b at (5, 2), makes a tie; the other steps leave a before b.
    assert tie.turning_points == (
        TurningPoint("a", 1, joins=("b",)),
        TurningPoint("b", 1, joins=("b",)),
    )
    turn = propose(card(a=(4, 1), b=(5, 3), c=(1, 1)), Bounds(1, 1), GAP)
    # a at (3, 1) or (4, 2), or b at (5, 2), puts b before a.
    assert turn.turning_points == (
        TurningPoint("a", 2, joins=("b",), leaves=("a",)),
        TurningPoint("b", 1, joins=("b",), leaves=("a",)),
    )


def test_two_voices_in_a_cell_count_as_two_changes() -> None:
    matrix = card(a=[(5, 2), (5, 2)], b=[(5, 2), (4, 2)], c=[(1, 5), (1, 5)])
    proposal = propose(matrix, Bounds(1, 1), GAP)
    assert proposal.chosen == ("a",)
    assert proposal.turning_points == (
        TurningPoint("a", 2, joins=("b",)),
        TurningPoint("b", 1, joins=("b",)),
    )


def test_a_contested_theme_that_is_chosen_joins_and_the_others_leave() -> None:
    matrix = card(z=(5, 1), y=(5, 1), x=(1, 5))
    proposal = propose(matrix, Bounds(1, 1), GAP)
    assert (proposal.chosen, proposal.contested) == ((), ("z", "y"))
    # By number, whichever order the ids have.
    assert proposal.turning_points == (
        TurningPoint("z", 2, joins=("y",), leaves=("z",)),
        TurningPoint("y", 2, joins=("z",), leaves=("y",)),
    )


def test_several_themes_that_join_or_leave_stand_by_number() -> None:
    matrix = card(d=(5, 1), c=(4, 2), b=(4, 2), a=(1, 5))
    proposal = propose(matrix, Bounds(1, 2), FIELD_GAP)
    assert (proposal.chosen, proposal.contested) == (("d",), ("c", "b"))
    assert proposal.turning_points == (
        TurningPoint("c", 4, joins=("c", "b"), leaves=("c", "b")),
        TurningPoint("b", 4, joins=("c", "b"), leaves=("c", "b")),
    )


def test_a_cut_at_the_mean_is_laid_anew_after_each_move() -> None:
    matrix = card(Cut(CutKind.MEAN), a=(3, 1), b=(5, 3), c=(1, 3))
    moved = after(matrix, Move("b", (5, 3), (4, 3), 1))
    assert (matrix.lines, moved.lines) == ((3, F(7, 3)), (F(8, 3), F(7, 3)))
    assert moved.placements[0].on_line is False
    assert matrix.placements[0].on_line is True


# The values.


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (
            lambda: Reason(theme_id="A", code="field"),
            "Reason.theme_id must be a slug (a–z, 0–9 and single hyphens), got 'A'. "
            "For example 'a'.",
        ),
        (
            lambda: Reason(theme_id="a", code="My rule"),
            "Reason.code must be a slug (a–z, 0–9 and single hyphens), got 'My rule'. "
            "For example 'my-rule'.",
        ),
        (
            lambda: TurningPoint("A", 1),
            "TurningPoint.theme_id must be a slug (a–z, 0–9 and single hyphens), got 'A'. "
            "For example 'a'.",
        ),
        (
            lambda: TurningPoint("a", 0),
            "TurningPoint.changes must be at least 1, got 0.",
        ),
        (
            lambda: TurningPoint("a", 1, joins=("B",)),
            "TurningPoint.joins must be a slug (a–z, 0–9 and single hyphens), got 'B'. "
            "For example 'b'.",
        ),
        (
            lambda: TurningPoint("a", 1, leaves="b"),  # type: ignore[arg-type]
            "TurningPoint.leaves must be a list, got 'b'.",
        ),
    ],
)
def test_what_is_no_reason_or_turning_point_is_refused(
    make: Callable[[], object], text: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert str(caught.value) == text


def test_a_proposal_takes_lists_and_sets() -> None:
    given: dict[str, Any] = {"order": [{"a", "b"}, ["c"]], "chosen": ["a"], "contested": ["b"]}
    given["unranked"] = ["c"]
    proposal = Proposal(rule="gap", bounds=THREE_TO_FIVE, target=3, lines=(F(3), F(3)), **given)
    assert proposal.order == groups("ab", "c")
    assert (proposal.chosen, proposal.contested, proposal.unranked) == (("a",), ("b",), ("c",))
    assert hash(proposal)


def test_a_proposal_is_hashable_and_pickles() -> None:
    proposal = propose(ladder(4), THREE_TO_FIVE)
    again: Proposal = pickle.loads(pickle.dumps(proposal))
    assert again == proposal
    assert len({again, proposal}) == 1
