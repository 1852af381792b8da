"""How far the voices agree, against published and worked figures."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from ledertrivsel.agreement import (
    Disagreement,
    Spread,
    agreement,
    consensus,
    disagreement,
    order_of_talk,
)
from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.laws import Case
from ledertrivsel.matrix import Matrix
from ledertrivsel.scales import DONT_KNOW, Scale

F = Fraction

#: (counts per point, consensus, agreement): published in the R package agrmt, and worked by hand.
FIGURES: list[tuple[Sequence[int], str, Fraction]] = [
    ((30, 40, 210, 130, 530, 50, 10), "0.725688", F(917, 1500)),
    ((2, 1, 0, 1, 2), "0.194988", F(-23, 54)),
    ((0, 3, 0, 3, 0), "0.584963", F(1, 6)),
    ((5, 0, 0, 0, 5), "0.000000", F(-1)),
    ((2, 2, 2, 2, 2), "0.433985", F(0)),
    ((0, 5, 5, 0, 0), "0.807355", F(3, 4)),
    ((1, 0, 0, 0, 9), "0.531004", F(3, 5)),
    ((0, 1, 2, 4, 3), "0.679698", F(1, 2)),
    ((0, 0, 1, 5, 4), "0.776045", F(7, 10)),
    ((0, 0, 7, 0, 0), "1.000000", F(1)),
    ((4, 0, 0, 0, 0), "1.000000", F(1)),
    ((0, 0, 0, 3, 1), "0.855278", F(7, 8)),
    ((0, 1, 0, 0, 5), "0.603623", F(19, 36)),
    # The example case: themes 7, 4 and 2 on success, theme 10 on importance.
    ((2, 0, 0, 1, 2), "0.129815", F(-17, 30)),
    ((2, 2, 2, 0, 0), "0.723308", F(1, 2)),
    ((0, 5, 0, 1, 0), "0.765790", F(13, 18)),
    ((0, 1, 1, 1, 2), "0.542486", F(2, 5)),
]


@pytest.mark.parametrize(("counts", "agreed", "a"), FIGURES)
def test_the_published_and_worked_figures(counts: Sequence[int], agreed: str, a: Fraction) -> None:
    assert agreement(counts) == a
    assert str(consensus(counts)) == agreed


def test_the_published_agreement_to_all_its_places() -> None:
    assert round(F(917, 1500) * 10**7) == 6_113_333
    assert round(F(-23, 54) * 10**6) == -425_926


def test_agreement_is_not_defined_on_two_points_or_without_answers() -> None:
    assert agreement((3, 4)) is None
    assert agreement((0, 0, 0)) is None
    assert agreement((0, 0, 1)) == 1
    assert consensus((0, 0)) is None
    assert str(consensus((3, 3))) == "0.000000"
    assert str(consensus((1, 0))) == "1.000000"


def test_no_consensus_is_zero_without_a_sign() -> None:
    for width in range(7):
        for n in (1, 3, 7, 13, 10**6):
            assert str(consensus((n, *([0] * width), n))) == "0.000000"


def test_on_three_points_the_middle_is_worth_its_share() -> None:
    assert agreement((1, 1, 0)) == F(1, 2)
    assert agreement((0, 1, 1)) == F(1, 2)
    assert agreement((1, 0, 1)) == -1
    assert agreement((2, 1, 2)) == F(-2, 5)
    assert agreement((1, 2, 1)) == F(1, 4)


@pytest.mark.parametrize("function", [agreement, consensus])
@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((3,), "frequencies must be at least 2, got 1."),
        ((), "frequencies must be at least 2, got 0."),
        ((1, -1, 2), "frequencies[1] must be at least 0, got -1."),
        ((1, 2, 0.5), "frequencies[2] must be a whole number, got 0.5."),
        ((True, 1), "frequencies[0] must be a whole number, got True."),
        ("12", "frequencies must be a list, got '12'."),
    ],
)
def test_counts_that_are_none_are_refused(
    function: Callable[[object], object], counts: object, text: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        function(counts)
    assert str(caught.value) == text


def test_a_spread_is_split_below_zero_only() -> None:
    assert Spread.of((2, 1, 0, 1, 2)).is_split
    assert not Spread.of((1, 1, 1)).is_split
    assert Spread.of((1, 1, 1)).agreement == 0
    assert not Spread.of((0, 0, 0)).is_split
    assert not Spread.of((3, 3)).is_split
    assert Spread.of([5, 0, 0, 0, 5]) == Spread((5, 0, 0, 0, 5), F(-1), Decimal("0.000000"))


def ballots(**said: list[tuple[int, int]]) -> tuple[Ballot, ...]:
    count = max(map(len, said.values()))
    return tuple(
        Ballot(
            voice=f"v{n}",
            ratings=tuple((theme, *pairs[n]) for theme, pairs in said.items() if n < len(pairs)),
        )
        for n in range(count)
    )


def card(scale: Scale | None = None, **said: list[tuple[int, int]]) -> Matrix:
    given = ballots(**said)
    return Case(themes=tuple(said), ballots=given, scale=scale or Scale()).before()


def test_disagreement_counts_every_point_on_both_axes_and_the_fields() -> None:
    matrix = card(a=[(5, 1), (5, 5), (3, 3), (1, 4), (2, 1)])
    found = disagreement(matrix.placements[0], matrix.scale)
    assert found.theme_id == "a"
    assert found.importance.frequencies == (1, 1, 1, 0, 2)
    assert found.success.frequencies == (2, 0, 1, 1, 1)
    assert found.fields == (2, 1, 1, 1)
    assert found.importance == Spread.of((1, 1, 1, 0, 2))
    assert found.success == Spread.of((2, 0, 1, 1, 1))


def test_the_points_of_another_scale_are_counted_from_its_lowest() -> None:
    matrix = card(Scale(-1, 2), a=[(-1, 2), (0, 2)])
    found = disagreement(matrix.placements[0], matrix.scale)
    assert found.importance.frequencies == (1, 1, 0, 0)
    assert found.success.frequencies == (0, 0, 0, 2)


def test_a_theme_is_split_when_either_axis_is() -> None:
    split, agreed, level = Spread.of((3, 0, 3)), Spread.of((0, 3, 0)), Spread.of((1, 1, 1))
    for importance, success, is_split in (
        (split, agreed, True),
        (agreed, split, True),
        (agreed, level, False),
        (level, level, False),
    ):
        assert Disagreement("a", importance, success, (0, 0, 0, 0)).is_split is is_split


def test_the_lowest_agreement_is_that_of_the_axis_with_less() -> None:
    split, agreed, none = Spread.of((3, 0, 3)), Spread.of((0, 3, 0)), Spread.of((3, 3))
    assert Disagreement("a", split, agreed, (0, 0, 0, 0)).lowest == -1
    assert Disagreement("a", agreed, split, (0, 0, 0, 0)).lowest == -1
    assert Disagreement("a", agreed, none, (0, 0, 0, 0)).lowest == 1
    assert Disagreement("a", none, none, (0, 0, 0, 0)).lowest is None


def test_people_talk_first_about_what_they_agree_least_on() -> None:
    matrix = card(
        a=[(5, 1), (5, 1)],
        b=[(5, 1), (1, 1)],
        c=[(4, 2), (5, 2)],
        d=[(3, 1), (3, 5)],
    )
    assert order_of_talk(matrix) == (frozenset("bd"), frozenset("c"), frozenset("a"))


def test_unrated_themes_are_not_talked_about_and_two_points_have_no_order() -> None:
    ballot = Ballot(voice="v", ratings=(("a", 1, 2), ("b", 2, DONT_KNOW), ("c", 2, 2)))
    case = Case(themes=("a", "b", "c", "d"), ballots=(ballot,), scale=Scale(1, 2))
    assert order_of_talk(case.before()) == (frozenset({"a", "c"}),)
    assert order_of_talk(Matrix()) == ()
