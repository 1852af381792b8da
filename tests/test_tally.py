"""Exact counts: the sufficient statistic of a round."""

import pickle
from collections.abc import Callable
from fractions import Fraction

import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.scales import DONT_KNOW, Scale
from ledertrivsel.tally import Tally, ThemeCount

F = Fraction


def ballots() -> tuple[Ballot, ...]:
    return (
        Ballot(voice="A", size=5, ratings=(("x", 5, 1), ("y", 4, DONT_KNOW)), picks=("x", "z")),
        Ballot(voice="B", size=4, ratings=(("x", 5, 1), ("y", None, 2)), picks=("x",)),
        Ballot(voice="C", ratings=(("x", 4, 3), ("y", 3, 2))),
    )


def test_a_tally_counts_cells_halves_picks_and_voices() -> None:
    tally = Tally.of(ballots(), Scale())
    assert tally.cells == (("x", 4, 3, 1), ("x", 5, 1, 2), ("y", 3, 2, 1))
    assert tally.halves == (("y", 4, DONT_KNOW, 1), ("y", None, 2, 1))
    assert tally.picks == (("x", 2), ("z", 1))
    assert (tally.voices, tally.pickers, tally.participants) == (3, 2, 10)


def test_only_complete_ratings_enter_the_means() -> None:
    counted = Tally.of(ballots(), Scale()).by_theme()
    assert list(counted) == ["x", "y", "z"]
    x, y, z = counted.values()
    assert (x.n, x.importance, x.success, x.picks) == (3, F(14, 3), F(5, 3), 2)
    assert (y.n, y.importance, y.success, y.picks) == (1, 3, 2, 0)
    assert (z.n, z.importance, z.success, z.picks) == (0, None, None, 1)
    assert x.cells == ((4, 3, 1), (5, 1, 2))
    assert y.halves == ((4, DONT_KNOW, 1), (None, 2, 1))


def test_answered_counts_the_halves_too() -> None:
    count = ThemeCount(
        cells=((5, 1, 2),), halves=((4, DONT_KNOW, 3), (None, 2, 5), (DONT_KNOW, DONT_KNOW, 7))
    )
    assert (count.n, count.answered(0), count.answered(1)) == (2, 5, 7)
    assert ThemeCount().answered(0) == 0
    assert (ThemeCount().n, ThemeCount().importance, ThemeCount().picks) == (0, None, 0)


def test_nothing_handed_in_is_an_empty_tally() -> None:
    assert Tally.of((), Scale(1, 2)) == Tally(Scale(1, 2))
    assert Tally().by_theme() == {}
    assert Tally().scale == Scale()
    assert (Tally().voices, Tally().pickers, Tally().participants) == (0, 0, 0)


def test_tallies_of_different_voices_add_up() -> None:
    first, *rest = ballots()
    one, other = Tally.of([first], Scale()), Tally.of(rest, Scale())
    assert one + other == other + one == Tally.of(ballots(), Scale())
    assert Tally() + one == one


def test_a_tally_adds_every_count_of_the_same_row() -> None:
    one = Tally(
        cells=(("x", 1, 2, 3),),
        halves=(("x", 1, None, 2),),
        picks=(("x", 2),),
        voices=6,
        pickers=2,
        participants=7,
    )
    assert one + one == Tally(
        cells=(("x", 1, 2, 6),),
        halves=(("x", 1, None, 4),),
        picks=(("x", 4),),
        voices=12,
        pickers=4,
        participants=14,
    )


def test_only_a_tally_of_the_same_scale_is_added() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Tally(Scale(1, 5)) + Tally(Scale(1, 2))
    assert str(caught.value) == (
        "Tally.scale must have the same scale as the tally it is added to, got Scale(lowest=1, "
        "highest=2, labels=((1, …grad'), ('en', 'To a high degree'))))))."
    )
    with pytest.raises(TypeError, match="unsupported operand"):
        Tally() + 1  # type: ignore[operator]
    assert Tally().__add__(1) is NotImplemented  # type: ignore[operator, arg-type]


def test_rows_are_sorted_numbers_first_then_dont_know_then_not_asked() -> None:
    halves = (
        ("y", 1, None, 1),
        ("x", None, 2, 1),
        ("x", DONT_KNOW, None, 1),
        ("x", DONT_KNOW, DONT_KNOW, 1),
        ("x", DONT_KNOW, 9, 1),
        ("x", 2, None, 1),
        ("x", 2, DONT_KNOW, 1),
        ("x", 1, None, 1),
    )
    tally = Tally(Scale(1, 10), halves=halves, voices=9)
    assert tally.halves == (
        ("x", 1, None, 1),
        ("x", 2, DONT_KNOW, 1),
        ("x", 2, None, 1),
        ("x", DONT_KNOW, 9, 1),
        ("x", DONT_KNOW, DONT_KNOW, 1),
        ("x", DONT_KNOW, None, 1),
        ("x", None, 2, 1),
        ("y", 1, None, 1),
    )
    cells = (("y", 1, 1, 1), ("x", 10, 1, 1), ("x", 9, 2, 1), ("x", 9, 1, 1))
    assert Tally(Scale(1, 10), cells, voices=9).cells == tuple(
        sorted(cells, key=lambda row: (row[0], row[1], row[2]))
    )
    picks = (("y", 1), ("x", 2))
    assert Tally(picks=picks, voices=2, pickers=2).picks == (("x", 2), ("y", 1))


def test_a_tally_takes_lists_and_texts_for_dont_know() -> None:
    tally = Tally(
        cells=[["x", 1, 2, 3]],  # type: ignore[arg-type]
        halves=[["x", "dont-know", 2, 1]],  # type: ignore[arg-type]
        picks=[["x", 1]],  # type: ignore[arg-type]
        voices=4,
        pickers=1,
    )
    assert tally.cells == (("x", 1, 2, 3),)
    assert tally.halves == (("x", DONT_KNOW, 2, 1),)
    assert tally.picks == (("x", 1),)


SLUG = "must be a slug (a–z, 0–9 and single hyphens)"


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Tally(5), "Tally.scale must be a Scale, got 5."),  # type: ignore[arg-type]
        (lambda: Tally(voices=-1), "Tally.voices must be at least 0, got -1."),
        (lambda: Tally(voices=1.0), "Tally.voices must be a whole number, got 1.0."),  # type: ignore[arg-type]
        (lambda: Tally(pickers=-1), "Tally.pickers must be at least 0, got -1."),
        (lambda: Tally(voices=2, pickers=3), "Tally.pickers must be at most 2, got 3."),
        (lambda: Tally(participants=-1), "Tally.participants must be at least 0, got -1."),
        (
            lambda: Tally(cells=(("x", 1, 1),)),  # type: ignore[arg-type]
            "Tally.cells must be (theme, importance, success, count), got ('x', 1, 1).",
        ),
        (
            lambda: Tally(halves="x"),  # type: ignore[arg-type]
            "Tally.halves must be a list, got 'x'.",
        ),
        (
            lambda: Tally(cells=("abcd",)),  # type: ignore[arg-type]
            "Tally.cells must be (theme, importance, success, count), got 'abcd'.",
        ),
        (
            lambda: Tally(cells=(("X", 1, 1, 1),), voices=1),
            f"Tally.cells {SLUG}, got 'X'. For example 'x'.",
        ),
        (
            lambda: Tally(cells=(("x", 0, 1, 1),), voices=1),
            "Tally.cells['x'].importance must be on the scale 1–5, got 0.",
        ),
        (
            lambda: Tally(cells=(("x", 1, 6, 1),), voices=1),
            "Tally.cells['x'].success must be on the scale 1–5, got 6.",
        ),
        (
            lambda: Tally(cells=(("x", 1.5, 1, 1),), voices=1),  # type: ignore[arg-type]
            "Tally.cells must be a whole number, DONT_KNOW or None, got 1.5.",
        ),
        (
            lambda: Tally(halves=(("x", None, "?", 1),), voices=1),  # type: ignore[arg-type]
            "Tally.halves must be a whole number, DONT_KNOW or None, got '?'.",
        ),
        (
            lambda: Tally(cells=(("x", 1, 1, 0),), voices=1),
            "Tally.cells['x'].count must be at least 1, got 0.",
        ),
        (
            lambda: Tally(cells=(("x", 2, 1, 1), ("x", None, 1, 1)), voices=2),  # type: ignore[arg-type]
            "Tally.cells must be a whole number, got ('x', None, 1, 1).",
        ),
        (
            lambda: Tally(cells=(("x", 1, DONT_KNOW, 1),), voices=1),  # type: ignore[arg-type]
            "Tally.cells must be a whole number, got "
            "('x', 1, <Missing.DONT_KNOW: 'dont-know'>, 1).",
        ),
        (
            lambda: Tally(halves=(("x", 1, 1, 1),), voices=1),
            "Tally.halves must lack a number on one axis or both, got ('x', 1, 1, 1).",
        ),
        (
            lambda: Tally(cells=(("x", 1, 1, 1), ("x", 1, 1, 1)), voices=2),
            "Tally.cells[1] must not repeat ('x', 1, 1), got ('x', 1, 1).",
        ),
        (
            lambda: Tally(halves=(("x", 1, None, 1), ("x", 1, None, 2)), voices=3),
            "Tally.halves[1] must not repeat ('x', 1, None), got ('x', 1, None).",
        ),
        (
            lambda: Tally(picks=(("x", 1), ("x", 1)), voices=1, pickers=1),
            "Tally.picks[1] must not repeat 'x', got 'x'.",
        ),
        (
            lambda: Tally(picks=("xy",), voices=1, pickers=1),  # type: ignore[arg-type]
            "Tally.picks must be (theme, count), got 'xy'.",
        ),
        (
            lambda: Tally(picks=(("x", 1, 1),), voices=1, pickers=1),  # type: ignore[arg-type]
            "Tally.picks must be (theme, count), got ('x', 1, 1).",
        ),
        (
            lambda: Tally(picks=(("X", 1),), voices=1, pickers=1),
            f"Tally.picks {SLUG}, got 'X'. For example 'x'.",
        ),
        (
            lambda: Tally(picks=(("x", 0),), voices=1, pickers=1),
            "Tally.picks['x'] must be at least 1, got 0.",
        ),
        (
            lambda: Tally(picks=(("x", 2),), voices=2, pickers=1),
            "Tally.picks['x'] must be at most 1, got 2.",
        ),
        (
            lambda: Tally(cells=(("x", 1, 1, 2),), halves=(("x", 1, None, 1),), voices=2),
            "Tally.cells['x'] must be at most 2, got 3.",
        ),
    ],
)
def test_counts_that_cannot_be_are_refused(make: Callable[[], object], text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert str(caught.value) == text


def test_counts_may_reach_the_number_of_voices() -> None:
    tally = Tally(
        cells=(("x", 1, 1, 2),),
        halves=(("x", None, DONT_KNOW, 1),),
        picks=(("x", 3),),
        voices=3,
        pickers=3,
    )
    assert tally.by_theme()["x"].n == 2
    assert tally.by_theme()["x"].picks == 3


def test_no_count_is_larger_than_every_reader_of_json_keeps() -> None:
    most = 9_007_199_254_740_991  # RFC 7493.
    assert Tally(voices=most, participants=most).voices == most
    for name in ("voices", "participants"):
        with pytest.raises(InvalidValueError) as caught:
            Tally(**{name: most + 1})
        assert str(caught.value) == f"Tally.{name} must be at most {most}, got {most + 1}."


def test_a_tally_is_hashable_and_pickles() -> None:
    tally = Tally.of(ballots(), Scale())
    assert pickle.loads(pickle.dumps(tally)) == tally
    assert len({tally, Tally.of(reversed(ballots()), Scale())}) == 1
