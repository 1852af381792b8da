"""The drawn card: each dot in its own field, none over another, the same whatever the order."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledertrivsel.drawing import (
    HEIGHT,
    RADII,
    STRIP,
    WIDTH,
    Dot,
    Drawing,
    Trend,
    draw,
    draw_trend,
    field,
)
from ledertrivsel.matrix import Quadrant
from ledertrivsel.progress import Standing
from ledertrivsel.scales import Cut, Scale
from ledertrivsel.themes import Theme
from ledertrivsel.view import PlacementView, PriorityCardView


def theme(number: int) -> Theme:
    return Theme(id=f"theme-{number}", title=f"Tema {number}", number=number)


def placed(
    number: int,
    importance: Fraction | int | str,
    success: Fraction | int | str,
    lines: tuple[Fraction, Fraction] = (Fraction(3), Fraction(3)),
) -> PlacementView:
    importance, success = Fraction(importance), Fraction(success)
    return PlacementView(
        theme=theme(number),
        importance=importance,
        success=success,
        gap=importance - success,
        n=6,
        quadrant=Quadrant.of(importance, success, lines),
        on_line=importance == lines[0] or success == lines[1],
        picks=0,
    )


def unrated(number: int) -> PlacementView:
    return PlacementView(
        theme=theme(number),
        importance=None,
        success=None,
        gap=None,
        n=0,
        quadrant=None,
        on_line=False,
        picks=0,
    )


def card(
    *placements: PlacementView,
    lines: tuple[Fraction, Fraction] = (Fraction(3), Fraction(3)),
    scale: Scale | None = None,
    suppressed: tuple[Theme, ...] = (),
) -> PriorityCardView:
    return PriorityCardView(
        placements=placements,
        suppressed=suppressed,
        cut=Cut(),
        lines=lines,
        scale=scale or Scale(),
        rule="field-gap",
        floor=None,
        voices=6,
        participants=28,
        pickers=6,
    )


def inside(dot: Dot, radius: int) -> bool:
    box = field(dot.quadrant)
    return (
        box.left <= dot.x - radius
        and dot.x + radius <= box.right
        and box.top <= dot.y - radius
        and dot.y + radius <= box.bottom
    )


def assert_sound(drawing: Drawing) -> None:
    for dot in drawing.dots:
        assert inside(dot, drawing.radius), dot
        top = dot.quadrant in (Quadrant.FIELD_1, Quadrant.FIELD_2)
        name = dot.y - drawing.radius >= STRIP if top else dot.y + drawing.radius <= HEIGHT - STRIP
        assert name, f"{dot} covers the name of its field"
    for index, one in enumerate(drawing.dots):
        for other in drawing.dots[:index]:
            apart = (one.x - other.x) ** 2 + (one.y - other.y) ** 2
            assert apart >= (2 * drawing.radius) ** 2, (one, other)


def touches(dot: Dot, radius: int) -> bool:
    box = field(dot.quadrant)
    middle_x, middle_y = WIDTH // 2, HEIGHT // 2
    left, right = dot.x - radius == middle_x, dot.x + radius == middle_x
    above, below = dot.y + radius == middle_y, dot.y - radius == middle_y
    return (right if box.left == 0 else left) or (above if box.top == 0 else below)


@st.composite
def cards(draw_one: st.DrawFn) -> PriorityCardView:
    scale = Scale(*draw_one(st.sampled_from([(1, 5), (0, 10), (1, 2), (-2, 2)])))
    values = st.fractions(scale.lowest, scale.highest, max_denominator=6)
    lines = (draw_one(values), draw_one(values))
    points = draw_one(st.lists(st.tuples(values, values), max_size=20))
    return card(
        *(placed(number, *point, lines) for number, point in enumerate(points, 1)),
        lines=lines,
        scale=scale,
    )


@settings(max_examples=60, deadline=None)
@given(card=cards(), data=st.data())
def test_dots_stay_in_their_fields_and_off_each_other_in_any_order(
    card: PriorityCardView, data: st.DataObject
) -> None:
    drawing = draw(card)
    assert_sound(drawing)
    shuffled = tuple(data.draw(st.permutations(card.placements)))
    again = draw(PriorityCardView(**{**_fields(card), "placements": shuffled}))
    assert again == drawing


def _fields(card: PriorityCardView) -> dict[str, object]:
    return {name: getattr(card, name) for name in PriorityCardView.__slots__ if name[0] != "_"}


@settings(max_examples=60, deadline=None)
@given(card=cards())
def test_a_dot_touches_a_line_exactly_when_its_theme_lies_on_it(card: PriorityCardView) -> None:
    drawing = draw(card)
    assert {dot.theme.id: touches(dot, drawing.radius) for dot in drawing.dots} == {
        p.theme.id: p.on_line for p in card.placements
    }


@pytest.mark.parametrize("count", [0, 1, 12, 20])
@pytest.mark.parametrize("point", [(3, 3), (5, 1), (1, 5), (4, 2), (1, 1)])
def test_many_themes_on_one_point_all_get_a_place(count: int, point: tuple[int, int]) -> None:
    drawing = draw(card(*(placed(number, *point) for number in range(1, count + 1))))
    assert len(drawing.dots) == count
    assert_sound(drawing)
    assert sum(dot.has_moved for dot in drawing.dots) == max(count - 1, 0)


def test_a_crowd_is_drawn_with_smaller_dots() -> None:
    drawing = draw(card(*(placed(number, 5, 1) for number in range(1, 121))))
    assert_sound(drawing)
    assert drawing.radius < RADII[0]


def test_a_line_that_is_full_lets_a_dot_stand_off_it() -> None:
    drawing = draw(card(*(placed(number, 3, 2) for number in range(1, 121))))
    assert len(drawing.dots) == 120
    assert_sound(drawing)


def test_chosen_themes_come_first_then_the_number_decides() -> None:
    crowd = card(placed(1, 4, 2), placed(2, 4, 2), placed(12, 4, 2))
    drawing = draw(crowd, ["theme-12"])
    assert [(dot.theme.number, dot.is_chosen) for dot in drawing.dots] == [
        (12, True),
        (1, False),
        (2, False),
    ]
    assert [dot.has_moved for dot in drawing.dots] == [False, True, True]
    assert {(dot.at_x, dot.at_y) for dot in drawing.dots} == {
        (drawing.dots[0].x, drawing.dots[0].y)
    }


def test_each_half_axis_is_scaled_by_itself() -> None:
    lines = (Fraction(9, 2), Fraction(3, 2))
    drawing = draw(card(placed(1, 5, 1, lines), placed(2, 1, 5, lines), lines=lines))
    one, other = drawing.dots
    assert drawing.cross == (WIDTH // 2, HEIGHT // 2)
    assert (one.x, one.y) == (drawing.radius + 3, STRIP + drawing.radius)
    assert (other.x, other.y) == (WIDTH - drawing.radius - 3, HEIGHT - STRIP - drawing.radius)


def test_the_four_fields_lie_where_the_source_draws_them() -> None:
    drawing = draw(card(placed(1, 4, 2), placed(2, 4, 4), placed(3, 2, 2), placed(4, 2, 4)))
    left_top = {(d.x < WIDTH // 2, d.y < HEIGHT // 2): d.theme.number for d in drawing.dots}
    assert left_top == {(True, True): 1, (False, True): 2, (True, False): 3, (False, False): 4}


def test_what_has_no_place_is_told_beside_the_card() -> None:
    drawing = draw(card(placed(1, 4, 2), unrated(3), unrated(2), suppressed=(theme(5), theme(4))))
    assert [dot.theme.number for dot in drawing.dots] == [1]
    assert [t.number for t in drawing.unrated] == [2, 3]
    assert [t.number for t in drawing.suppressed] == [4, 5]


def test_a_card_divided_outside_its_scale_is_drawn_too() -> None:
    lines = (Fraction(7), Fraction(0))
    drawing = draw(card(placed(1, 5, 5, lines), placed(2, 1, 1, lines), lines=lines))
    assert {dot.quadrant for dot in drawing.dots} == {Quadrant.FIELD_4}
    assert_sound(drawing)


def test_two_thousand_random_cards_have_no_dot_over_another_or_out_of_its_field() -> None:
    chance = random.Random(2026)
    for _ in range(2000):
        voices, count = chance.randint(1, 8), chance.randint(3, 20)
        points = [
            [sum(chance.randint(1, 5) for _ in range(voices)) for _ in ("importance", "success")]
            for _ in range(count)
        ]
        drawing = draw(
            card(
                *(
                    placed(n, Fraction(importance, voices), Fraction(success, voices))
                    for n, (importance, success) in enumerate(points, 1)
                )
            )
        )
        assert len(drawing.dots) == count
        assert_sound(drawing)


# How themes moved.


def standing(importance: Fraction | int, success: Fraction | int) -> Standing:
    lines = (Fraction(3), Fraction(3))
    importance, success = Fraction(importance), Fraction(success)
    on_line = importance == 3 or success == 3
    quadrant = Quadrant.of(importance, success, lines)
    return Standing(importance, success, 6, quadrant, on_line)


Steps = list[tuple[tuple[int, int], tuple[int, int]]]


def trend_of(steps: Steps, chosen: tuple[str, ...] = ()) -> Trend:
    moved = (
        (theme(n), standing(*before), standing(*after))
        for n, (before, after) in enumerate(steps, 1)
    )
    return draw_trend(card(), moved, chosen)


def assert_sound_trend(trend: Trend, *, lines_are_full: bool = False) -> None:
    assert_sound(trend.drawing)
    dots = {dot.theme.id: dot for dot in trend.drawing.dots}
    radius, ghost_radius = trend.drawing.radius, trend.ghost_radius
    for number, ghost in enumerate(trend.ghosts):
        assert inside(ghost.dot, ghost_radius), ghost
        assert lines_are_full or touches(ghost.dot, ghost_radius) == ghost.dot.on_line
        for dot in dots.values():
            assert apart(ghost.dot, dot) >= (radius + ghost_radius) ** 2, (ghost, dot)
        for other in trend.ghosts[:number]:
            assert apart(ghost.dot, other.dot) >= (2 * ghost_radius) ** 2, (ghost, other)
        for x, y in (*ghost.shaft, *ghost.head):
            assert 0 <= x <= WIDTH, ghost
            assert 0 <= y <= HEIGHT, ghost
        own = dots[ghost.dot.theme.id]
        tip = ghost.head[0]
        from_dot = (tip[0] - own.x) ** 2 + (tip[1] - own.y) ** 2
        assert radius**2 <= from_dot <= (radius + 6) ** 2, ghost


def apart(one: Dot, other: Dot) -> int:
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2


def test_random_trends_have_no_ghost_over_a_dot_and_arrows_that_end_inside_the_card() -> None:
    chance = random.Random(2027)
    for _ in range(200):
        steps: Steps = [
            (
                (chance.randint(1, 5), chance.randint(1, 5)),
                (chance.randint(1, 5), chance.randint(1, 5)),
            )
            for _ in range(chance.randint(1, 20))
        ]
        trend = trend_of(steps)
        assert_sound_trend(trend)
        assert len(trend.ghosts) == sum(before != after for before, after in steps)


@pytest.mark.parametrize("count", [1, 12, 20])
@pytest.mark.parametrize("before", [(3, 3), (5, 1), (4, 2), (3, 1)])
@pytest.mark.parametrize("after", [(3, 3), (5, 1), (5, 2), (1, 3)])
def test_many_themes_that_moved_alike_all_get_an_arrow(
    count: int, before: tuple[int, int], after: tuple[int, int]
) -> None:
    trend = trend_of([(before, after)] * count)
    assert_sound_trend(trend, lines_are_full=count > 1)
    assert len(trend.ghosts) == (0 if before == after else count)


def test_a_theme_that_lies_where_it_lay_has_no_ghost() -> None:
    trend = trend_of([((4, 2), (4, 2)), ((4, 2), (5, 4))])
    assert [ghost.dot.theme.number for ghost in trend.ghosts] == [2]
    assert [dot.theme.number for dot in trend.drawing.dots] == [1, 2]


def test_the_arrow_leads_from_where_a_theme_lay_to_where_it_lies() -> None:
    (ghost,) = trend_of([((5, 1), (5, 5))], ("theme-1",)).ghosts
    assert ghost.dot.is_chosen
    assert (ghost.dot.x, ghost.dot.y) == (ghost.dot.at_x, ghost.dot.at_y)
    (start, end), (tip, *corners) = ghost.shaft, ghost.head
    assert ghost.dot.x < start[0] < end[0] < tip[0]
    assert {y for _, y in corners} == {tip[1] - 7, tip[1] + 7}


def test_a_trend_tells_whether_anything_was_moved_aside() -> None:
    assert not trend_of([((5, 1), (5, 5))]).has_moved
    assert trend_of([((5, 1), (5, 5)), ((5, 1), (1, 1))]).has_moved


def test_the_order_of_themes_never_moves_a_ghost() -> None:
    steps = [(theme(n), standing(4, 2), standing(5, 1 + n % 5)) for n in range(1, 15)]
    assert draw_trend(card(), steps) == draw_trend(card(), reversed(steps))
