"""The priority card: fields, lines, floors."""

import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.matrix import Matrix, Placement, Quadrant, build_matrix, place
from ledertrivsel.scales import DONT_KNOW, Cut, CutKind, Scale
from ledertrivsel.suppression import Suppressed
from ledertrivsel.tally import Tally, ThemeCount
from ledertrivsel.themes import Text, Theme

F = Fraction
MIDDLE = (F(3), F(3))


def theme(id: str, number: int = 1) -> Theme:
    return Theme(id=id, title=Text({"da": id}), number=number)


X, Y, Z = theme("x", 3), theme("y", 2), theme("z", 1)


def tally(*said: tuple[str, Any, Any], picks: tuple[tuple[str, ...], ...] = ()) -> Tally:
    """Return the tally of one voice a rating and one a set of picks."""
    ballots = [Ballot(voice=f"v{n}", ratings=(row,)) for n, row in enumerate(said)]
    ballots += [Ballot(voice=f"p{n}", picks=picked) for n, picked in enumerate(picks)]
    return Tally.of(ballots, Scale())


def at(matrix: Matrix, id: str) -> Placement:
    placement = matrix.placement(id)
    assert placement is not None
    return placement


# The fields and the line.


@pytest.mark.parametrize(
    ("importance", "success", "field"),
    [
        (5, 1, 1),
        (3, 3, 1),  # On both lines: important, and not yet succeeding.
        (3, 4, 2),
        (5, 3, 1),
        (5, F(301, 100), 2),
        (F(299, 100), 3, 3),
        (1, 1, 3),
        (2, 4, 4),
        (F(299, 100), F(301, 100), 4),
        (5, 5, 2),
    ],
)
def test_a_point_is_important_from_the_line_up_and_succeeds_above_it(
    importance: Fraction, success: Fraction, field: int
) -> None:
    assert Quadrant.of(importance, success, MIDDLE) is Quadrant(field)


def test_the_two_lines_are_not_mixed_up() -> None:
    lines = (F(4), F(2))
    assert [Quadrant.of(i, s, lines) for i, s in ((4, 2), (4, 3), (3, 2), (3, 3))] == [1, 2, 3, 4]


def test_a_theme_is_placed_by_its_means_and_voices_by_their_own_ratings() -> None:
    count = ThemeCount(
        cells=((5, 1, 3), (5, 3, 1), (3, 5, 2), (2, 2, 4), (1, 3, 1), (1, 4, 2)), picks=9
    )
    placed = place(count, "x", MIDDLE, number=7, picks=4)
    assert placed == Placement(
        theme_id="x",
        importance=F(37, 13),
        success=F(35, 13),
        n=13,
        cells=count.cells,
        voices=(4, 2, 5, 2),
        voices_on_line=4,
        quadrant=Quadrant.FIELD_3,
        on_line=False,
        picks=4,
        number=7,
    )
    assert (placed.gap, placed.share) == (F(2, 13), F(4, 13))


def test_a_theme_exactly_on_either_line_is_flagged() -> None:
    def placed(*cells: tuple[int, int, int]) -> Placement:
        return place(ThemeCount(cells=cells), "x", MIDDLE)

    assert placed((3, 1, 1)).on_line
    assert placed((5, 3, 1)).on_line
    assert not placed((5, 1, 1)).on_line
    mean_on_line = placed((4, 5, 1), (4, 1, 1))
    assert (mean_on_line.on_line, mean_on_line.quadrant) == (True, 1)
    assert mean_on_line.voices_on_line == 0
    voices_on_line = placed((3, 1, 2), (5, 3, 3), (5, 1, 4))
    assert (voices_on_line.on_line, voices_on_line.voices_on_line) == (False, 5)


def test_a_number_is_compared_with_the_line_of_its_own_axis() -> None:
    placed = place(ThemeCount(cells=((2, 4, 1),)), "x", (F(4), F(2)))
    assert (placed.on_line, placed.voices_on_line, placed.quadrant) == (False, 0, 4)


def test_a_placement_of_a_theme_alone_counts_nothing() -> None:
    alone = Placement(theme_id="x")
    assert (alone.n, alone.voices_on_line, alone.picks) == (0, 0, 0)
    assert place(ThemeCount(), "x", MIDDLE).picks == 0


def test_a_theme_without_complete_ratings_has_no_place() -> None:
    count = ThemeCount(halves=((5, DONT_KNOW, 3),), picks=2)
    placed = place(count, "x", MIDDLE, number=4, picks=2)
    assert placed == Placement(theme_id="x", number=4, picks=2)
    assert (placed.n, placed.importance, placed.success, placed.quadrant) == (0, None, None, None)
    assert (placed.gap, placed.share, placed.on_line, placed.voices) == (
        None,
        None,
        False,
        (0, 0, 0, 0),
    )


def test_a_placement_is_empty_unless_it_is_told_more() -> None:
    empty = Placement(theme_id="x")
    assert (empty.n, empty.cells, empty.voices, empty.voices_on_line) == (0, (), (0, 0, 0, 0), 0)
    assert (empty.picks, empty.number, empty.on_line) == (0, None, False)
    assert place(ThemeCount(cells=((5, 1, 1),)), "x", MIDDLE).picks == 0


def test_a_placement_has_all_of_its_means_or_none() -> None:
    full: dict[str, Any] = {"importance": F(3), "success": F(3), "quadrant": Quadrant.FIELD_1}
    given: list[dict[str, Any]] = [
        {"n": 1},
        {"n": 0, **full},
        *({"n": 1, **full, name: None} for name in full),
        *({"n": 0, name: value} for name, value in full.items()),
    ]
    for fields in given:
        with pytest.raises(InvalidValueError) as caught:
            Placement(theme_id="x", **fields)
        assert str(caught.value) == (
            "Placement.n must have both means and a quadrant when n > 0, and none when n is 0, "
            f"got {fields['n']}."
        )
    assert Placement(theme_id="x", n=1, **full).gap == 0


def test_the_cells_of_a_placement_are_sorted() -> None:
    placed = place(ThemeCount(cells=((5, 1, 1), (2, 4, 1), (2, 3, 1))), "x", MIDDLE)
    assert placed.cells == ((2, 3, 1), (2, 4, 1), (5, 1, 1))


# The card.


def test_no_rounds_give_an_empty_card() -> None:
    matrix = build_matrix([X, Y], [])
    assert matrix == Matrix()
    assert (matrix.placements, matrix.suppressed, matrix.lines) == ((), (), MIDDLE)
    assert (matrix.cut, matrix.scale) == (Cut(), Scale())
    assert build_matrix([X], [], scale=Scale(1, 2), cut=Cut("mean")).lines == (F(3, 2), F(3, 2))  # type: ignore[arg-type]


def test_every_theme_is_on_the_card_by_number() -> None:
    matrix = build_matrix([X, Y, Z], [(tally(("x", 5, 1), ("y", 2, 4)), None)])
    assert [(p.theme_id, p.number, p.n) for p in matrix.placements] == [
        ("z", 1, 0),
        ("y", 2, 1),
        ("x", 3, 1),
    ]
    assert [p.theme_id for p in matrix.in_field(1)] == ["x"]
    assert [p.theme_id for p in matrix.in_field(Quadrant.FIELD_4)] == ["y"]
    assert matrix.in_field(2) == ()
    assert matrix.placement("w") is None
    assert at(matrix, "x").theme_id == "x"


def test_a_theme_that_is_not_on_the_card_leaves_no_trace() -> None:
    matrix = build_matrix([X], [(tally(("x", 5, 1), ("y", 1, 5)), None)], cut=Cut(CutKind.MEAN))
    assert matrix.lines == (5, 1)
    assert matrix == build_matrix([X], [(tally(("x", 5, 1)), None)], cut=Cut(CutKind.MEAN))


def test_open_rounds_add_up() -> None:
    first = tally(("x", 5, 1), ("x", 4, DONT_KNOW), picks=(("x",),))
    second = tally(("x", 2, 4), picks=(("x",),))
    matrix = build_matrix([X], [(first, None), (second, None)])
    placed = at(matrix, "x")
    assert (placed.importance, placed.success, placed.n) == (F(7, 2), F(5, 2), 2)
    assert placed.picks == 2
    assert placed.cells == ((2, 4, 1), (5, 1, 1))


def test_the_scale_is_the_rounds_own_or_the_one_given() -> None:
    two = Tally(Scale(1, 2), (("x", 2, 1, 1),), voices=1)
    assert build_matrix([X], [(two, None)]).scale == Scale(1, 2)
    assert build_matrix([X], [(two, None)]).lines == (F(3, 2), F(3, 2))
    with pytest.raises(InvalidValueError) as caught:
        build_matrix([X], [(two, None)], scale=Scale())
    assert str(caught.value).startswith(
        "Tally.scale must have the same scale as the tally it is added to, got Scale("
    )


def test_a_cut_at_the_mean_or_median_is_that_of_the_shown_themes() -> None:
    said = tally(("x", 5, 1), ("y", 3, 2), ("z", 1, 5), ("z", 1, 4))
    mean = build_matrix([X, Y, Z], [(said, None)], cut=Cut(CutKind.MEAN))
    assert mean.lines == (3, F(5, 2))
    assert [at(mean, id).quadrant for id in "xyz"] == [1, 1, 4]
    assert at(mean, "y").on_line
    median = build_matrix([X, Y, Z], [(said, None)], cut=Cut(CutKind.MEDIAN))
    assert median.lines == (3, 2)
    hidden = build_matrix([X, Y, Z], [(said, 3)], cut=Cut(CutKind.MEAN))
    assert hidden.lines == MIDDLE
    unrated = build_matrix([X, Y], [(tally(("x", 5, 1)), None)], cut=Cut(CutKind.MEDIAN))
    assert unrated.lines == (5, 1)


def test_themes_lie_by_the_cut_that_they_make() -> None:
    said = tally(("x", 5, 5), ("y", 5, 4), ("z", 4, 4))
    for kind in (CutKind.MEAN, CutKind.MEDIAN):
        matrix = build_matrix([X, Y, Z], [(said, None)], cut=Cut(kind))
        assert [at(matrix, id).quadrant for id in "xyz"] == [2, 1, 3]


def test_the_first_round_gives_the_scale_that_the_others_must_have() -> None:
    rounds = [(Tally(Scale(1, highest)), None) for highest in (2, 3)]
    with pytest.raises(InvalidValueError) as caught:
        build_matrix([X], rounds)
    assert caught.value.value == Scale(1, 3)


def test_a_fixed_cut_is_kept_with_the_card() -> None:
    matrix = build_matrix([X], [(tally(("x", 4, 2)), None)], cut=Cut.fixed(4, "3/2"))
    assert (matrix.cut, matrix.lines) == (Cut.fixed(4, "3/2"), (4, F(3, 2)))
    assert (at(matrix, "x").quadrant, at(matrix, "x").on_line) == (2, True)


# The floor.


def many(n: int, id: str = "x") -> tuple[tuple[str, Any, Any], ...]:
    return ((id, 5, 1),) * n


def test_a_theme_is_shown_from_the_floor_up() -> None:
    for n, is_shown in ((0, False), (1, False), (4, False), (5, True), (6, True)):
        matrix = build_matrix([X], [(tally(*many(n)), 5)])
        assert (matrix.placement("x") is not None) is is_shown
        assert matrix.suppressed == (() if is_shown else (Suppressed("x"),))
        if is_shown:
            assert at(matrix, "x").n == n


def test_half_ratings_do_not_reach_the_floor() -> None:
    said = tally(*many(4), ("x", 5, None), ("x", DONT_KNOW, 1))
    assert build_matrix([X], [(said, 5)]).suppressed == (Suppressed("x"),)


def test_without_a_floor_one_rating_is_shown() -> None:
    assert at(build_matrix([X], [(tally(*many(1)), None)]), "x").n == 1


@pytest.mark.parametrize(
    ("rounds", "shown"),
    [
        ([(5, 5), (5, 5)], 10),
        ([(5, 5), (4, 5)], None),
        ([(4, 5), (5, 5)], None),
        ([(4, 5), (4, 5)], None),  # Eight together, and still each could be subtracted.
        ([(5, 5), (0, 5)], 5),  # None there is nothing to find.
        ([(0, 5), (5, 5)], 5),
        ([(0, 5), (0, 5)], None),
        ([(0, 5), (4, 5)], None),
        ([(5, 5), (1, None)], 6),
        ([(4, 5), (20, None)], None),
        ([(20, None), (4, 5)], None),
        ([(0, 5), (1, None)], 1),
        ([(0, 5), (0, None)], None),
        ([(3, 3), (8, 8)], 11),
        ([(3, 3), (7, 8)], None),
        ([(2, 3), (8, 8)], None),
        ([(2, None), (1, None)], 3),
        ([(0, None)], 0),
    ],
)
def test_rounds_add_up_on_a_theme_only_where_each_reaches_its_floor(
    rounds: list[tuple[int, int | None]], shown: int | None
) -> None:
    matrix = build_matrix([X], [(tally(*many(n)), floor) for n, floor in rounds])
    placement = matrix.placement("x")
    assert (None if placement is None else placement.n) == shown
    assert bool(matrix.suppressed) is (shown is None)


def test_a_suppressed_theme_leaves_no_number_on_the_card() -> None:
    matrix = build_matrix([X, Y, Z], [(tally(*many(5, "y"), *many(4, "x")), 5)])
    assert [p.theme_id for p in matrix.placements] == ["y"]
    assert matrix.suppressed == (Suppressed("x"), Suppressed("z"))
    assert matrix.placement("x") is None


@pytest.mark.parametrize(
    ("pickers", "picks"),
    [([(0, 5)], 0), ([(1, 5)], None), ([(4, 5)], None), ([(5, 5)], 5), ([(1, None)], 1),
     ([(5, 5), (4, 5)], None), ([(5, 5), (0, 5)], 5), ([(9, None), (4, 5)], None)],
)  # fmt: skip
def test_picks_are_hidden_when_fewer_than_the_floor_picked_anything(
    pickers: list[tuple[int, int | None]], picks: int | None
) -> None:
    rounds = [(tally(*many(5), picks=(("x",),) * n), floor) for n, floor in pickers]
    assert at(build_matrix([X], rounds), "x").picks == picks


def test_with_enough_pickers_a_seldom_picked_theme_is_shown() -> None:
    said = tally(*many(5), *many(5, "y"), picks=(("x",), ("x",), ("x",), ("x",), ("x", "y")))
    matrix = build_matrix([X, Y], [(said, 5)])
    assert (at(matrix, "x").picks, at(matrix, "y").picks) == (5, 1)


# The class itself.


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Matrix((5,)), "Matrix.placements[0] must be a Placement, got 5."),  # type: ignore[arg-type]
        (
            lambda: Matrix(suppressed=("x",)),  # type: ignore[arg-type]
            "Matrix.suppressed[0] must be a Suppressed, got 'x'.",
        ),
        (
            lambda: Matrix((Placement(theme_id="x"), Placement(theme_id="x"))),
            "Matrix.placements[1] must not repeat 'x', got 'x'.",
        ),
    ],
)
def test_a_card_that_is_none_is_refused(make: Callable[[], object], text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert str(caught.value) == text


def test_placements_are_sorted_by_number_then_id_and_those_without_come_last() -> None:
    given = [("c", None), ("b", 2), ("a", None), ("z", 1), ("d", 0), ("a2", 2)]
    matrix = Matrix(
        tuple(Placement(theme_id=id, number=number) for id, number in given),
        suppressed=(Suppressed("q"), Suppressed("p")),
    )
    assert [p.theme_id for p in matrix.placements] == ["d", "z", "a2", "b", "a", "c"]
    assert [hidden.theme_id for hidden in matrix.suppressed] == ["p", "q"]


def test_the_lines_of_a_card_are_those_it_was_placed_by() -> None:
    said = tally(("x", 5, 1), ("y", 4, 2), ("z", 1, 5))
    for kind in (CutKind.MIDPOINT, CutKind.MEAN, CutKind.MEDIAN):
        matrix = build_matrix([X, Y, Z], [(said, None)], cut=Cut(kind))
        for placed in matrix.placements:
            assert placed.importance is not None
            assert placed.success is not None
            assert placed.quadrant is Quadrant.of(placed.importance, placed.success, matrix.lines)


def test_a_card_is_hashable_and_pickles() -> None:
    matrix = build_matrix([X, Y], [(tally(*many(5), ("y", 1, 1)), 5)])
    assert pickle.loads(pickle.dumps(matrix)) == matrix
    assert len({matrix, Matrix()}) == 2
