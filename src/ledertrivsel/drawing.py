"""Where the dots of the priority card go: pure geometry for every format that draws it.

Whole units only. The cross is drawn in the middle and each half-axis is scaled by itself, so the
fields are as large as each other wherever the card is divided. A dot never leaves its field and
never covers another; one exactly on a line touches it from inside its field. What is too crowded
is moved aside, with the point it belongs to kept for a thin line. Where a theme lay before is a
smaller ghost that covers no dot, with an arrow to where the theme lies now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import isqrt

import attrs

from ledertrivsel.matrix import Quadrant
from ledertrivsel.progress import Standing
from ledertrivsel.themes import Theme
from ledertrivsel.view import PlacementView, PriorityCardView

WIDTH, HEIGHT = 1080, 960
"""The size of the card, in units; the drawing scales to any size."""

STRIP = 56
"""How much of the outer edge of a field is kept free for its name."""

RADII = (29, 24, 19, 14, 10, 6, 3, 1)
"""Radii of the dots, the largest that has room for all is taken."""

_GAP = 3
"""The least distance between two dots, and from a dot to a line that it is not on."""

_HEAD = 14
"""How long the head of an arrow is, and its shaft at least."""

Point = tuple[int, int]


@attrs.frozen
class Box:
    """A rectangle by its left, top, right and bottom edge; *top* is the smaller number."""

    left: int
    top: int
    right: int
    bottom: int


@attrs.frozen(kw_only=True)
class Dot:
    """One theme on the drawn card.

    Args:
        x, y: the centre, from the top left corner of the card.
        at_x, at_y: the centre the ratings ask for; another only when the dot has moved aside.
        is_chosen: whether it is drawn filled and bold.
    """

    theme: Theme
    quadrant: Quadrant
    x: int
    y: int
    at_x: int
    at_y: int
    is_chosen: bool
    on_line: bool

    @property
    def has_moved(self) -> bool:
        """Whether it was moved aside, and a line is to lead to where it belongs."""
        return (self.x, self.y) != (self.at_x, self.at_y)


@attrs.frozen(kw_only=True)
class Drawing:
    """The drawn card: the dots with one radius, and the themes that have no place on it.

    Args:
        dots: chosen ones first, then by number: the order they are drawn and named in.
        unrated: themes without a complete rating.
        suppressed: themes that a floor keeps out.
    """

    dots: tuple[Dot, ...]
    radius: int
    unrated: tuple[Theme, ...]
    suppressed: tuple[Theme, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def cross(self) -> tuple[int, int]:
        """Where the two lines cross: the middle of the card."""
        return self.width // 2, self.height // 2

    @property
    def has_moved(self) -> bool:
        """Whether any dot was moved aside."""
        return any(dot.has_moved for dot in self.dots)


@attrs.frozen(kw_only=True)
class Ghost:
    """Where one theme lay before, and the arrow from there to its dot.

    Args:
        shaft: where the arrow begins and where its head does.
        head: the corners of the arrow's head, its tip first.
    """

    dot: Dot
    shaft: tuple[Point, Point]
    head: tuple[Point, Point, Point]


@attrs.frozen(kw_only=True)
class Trend:
    """The card of a re-rating, with where the themes that moved lay before.

    Args:
        drawing: where the themes lie now.
        ghosts: in the order of the dots; a theme that lies where it lay has none.
    """

    drawing: Drawing
    ghosts: tuple[Ghost, ...]
    ghost_radius: int

    @property
    def has_moved(self) -> bool:
        """Whether any dot or ghost was moved aside."""
        return self.drawing.has_moved or any(ghost.dot.has_moved for ghost in self.ghosts)


def field(quadrant: Quadrant) -> Box:
    """Return the rectangle of a field, its name strip included."""
    middle_x, middle_y = WIDTH // 2, HEIGHT // 2
    right = quadrant in (Quadrant.FIELD_2, Quadrant.FIELD_4)
    top = quadrant in (Quadrant.FIELD_1, Quadrant.FIELD_2)
    return Box(
        left=middle_x if right else 0,
        top=0 if top else middle_y,
        right=WIDTH if right else middle_x,
        bottom=middle_y if top else HEIGHT,
    )


def draw(card: PriorityCardView, chosen: Iterable[str] = ()) -> Drawing:
    """Return where the themes of *card* go; those in *chosen*, by id, come first and filled."""
    return attrs.evolve(
        _drawn(card, (p for p in card.placements if p.quadrant is not None), frozenset(chosen)),
        unrated=_by_number(p.theme for p in card.placements if p.quadrant is None),
        suppressed=_by_number(card.suppressed),
    )


def draw_trend(
    card: PriorityCardView,
    moved: Iterable[tuple[Theme, Standing, Standing]],
    chosen: Iterable[str] = (),
) -> Trend:
    """Return where themes lay and lie now, by their standings *before* and *after*.

    Args:
        card: the scale of both ratings, and where the card is divided.
        moved: the themes whose two ratings can be compared.
    """
    pairs = {theme.id: (theme, before, after) for theme, before, after in moved}
    now = [_placement(theme, after) for theme, _, after in pairs.values()]
    drawing = _drawn(card, now, frozenset(chosen))
    before = {
        theme.id: _placement(theme, old)
        for theme, old, new in pairs.values()
        if (old.importance, old.success) != (new.importance, new.success)
    }
    # Only a line that is full lets a ghost on it stand off it.
    for strict, tenths in ((True, 6), (True, 5), (True, 3), (False, 6), (False, 3), (False, 2)):
        radius = max(drawing.radius * tenths // 10, 1)
        ghosts = _ghosts(card, drawing, before, radius, strict)
        if ghosts is not None:
            return Trend(drawing=drawing, ghosts=ghosts, ghost_radius=radius)
    raise ValueError(f"{len(before)} themes that moved have no room on one card")


def _placement(theme: Theme, standing: Standing) -> PlacementView:
    return PlacementView(
        theme=theme,
        importance=standing.importance,
        success=standing.success,
        gap=standing.importance - standing.success,
        n=standing.n,
        quadrant=standing.quadrant,
        on_line=standing.on_line,
        picks=None,
    )


def _drawn(
    card: PriorityCardView, placements: Iterable[PlacementView], chosen: frozenset[str]
) -> Drawing:
    placed = sorted(
        placements, key=lambda p: (p.theme.id not in chosen, p.theme.number, p.theme.id)
    )
    radius, centres = _arrange(card, placed)
    dots = (_dot(card, p, centres[p.theme.id], radius, p.theme.id in chosen) for p in placed)
    return Drawing(dots=tuple(dots), radius=radius, unrated=(), suppressed=())


def _dot(
    card: PriorityCardView, placement: PlacementView, at: Point, radius: int, is_chosen: bool
) -> Dot:
    wanted = _centre(card, placement, radius)
    return Dot(
        theme=placement.theme,
        quadrant=Quadrant(placement.quadrant or 0),
        x=at[0],
        y=at[1],
        at_x=wanted[0],
        at_y=wanted[1],
        is_chosen=is_chosen,
        on_line=placement.on_line,
    )


def _ghosts(
    card: PriorityCardView,
    drawing: Drawing,
    before: dict[str, PlacementView],
    radius: int,
    strict: bool,
) -> tuple[Ghost, ...] | None:
    """Return a ghost for each theme in *before*, or None when they don't fit."""
    apart = drawing.radius + radius + _GAP
    # Over a dot no ghost is seen; beside its own it leaves room for the arrow.
    taken = [((dot.x, dot.y), apart) for dot in drawing.dots]
    places = {quadrant: _Places(quadrant, radius, max(radius // 2, 3)) for quadrant in Quadrant}
    ghosts: list[Ghost] = []
    for dot in drawing.dots:
        placement = before.get(dot.theme.id)
        if placement is None or placement.quadrant is None:
            continue
        wanted = _centre(card, placement, radius)
        lines = _touching(card, placement, placement.quadrant, radius) if strict else ()
        keep = [((dot.x, dot.y), apart + 2 * _HEAD), *taken]
        nearest = (wanted, *places[placement.quadrant].by_distance(wanted, lines))
        at = next((point for point in nearest if _keeps_off(point, keep)), None)
        if at is None:
            return None
        taken.append((at, 2 * radius + _GAP))
        shaft, head = _arrow(at, (dot.x, dot.y), radius, drawing.radius + _GAP)
        ghost = _dot(card, placement, at, radius, dot.is_chosen)
        ghosts.append(Ghost(dot=ghost, shaft=shaft, head=head))
    return tuple(ghosts)


def _keeps_off(point: Point, taken: Iterable[tuple[Point, int]]) -> bool:
    return all(_distance(point, other) >= apart * apart for other, apart in taken)


def _arrow(
    start: Point, end: Point, after: int, before: int
) -> tuple[tuple[Point, Point], tuple[Point, Point, Point]]:
    """Return the shaft and the head of an arrow, *after* from its start and *before* its end."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = isqrt(dx * dx + dy * dy)

    def along(distance: int, aside: int = 0) -> Point:
        return (
            start[0] + (dx * distance - dy * aside) // length,
            start[1] + (dy * distance + dx * aside) // length,
        )

    tip, base = length - before, length - before - _HEAD
    half = _HEAD // 2
    return (along(after), along(base)), (along(tip), along(base, half), along(base, -half))


Lines = tuple[tuple[int, int], ...]
"""Lines of the cross, each as the axis and coordinate of the centres that touch it."""


class _Places:
    """The places that a dot of a field may be moved to."""

    def __init__(self, quadrant: Quadrant, radius: int, step: int) -> None:
        room = _room(quadrant, radius)
        self._xs = range(room.left, room.right + 1, step)
        self._ys = range(room.top, room.bottom + 1, step)
        self._found: dict[tuple[Point, Lines], list[Point]] = {}

    def by_distance(self, wanted: Point, lines: Lines) -> list[Point]:
        """Return the places nearest first, of two as near the lesser: on *lines*, or on none."""
        found = self._found.get((wanted, lines))
        if found is None:
            places = self._on(lines) if lines else ((x, y) for x in self._xs for y in self._ys)
            x, y = wanted
            found = sorted(places, key=lambda at: ((at[0] - x) ** 2 + (at[1] - y) ** 2, at))
            self._found[wanted, lines] = found
        return found

    def _on(self, lines: Lines) -> Iterator[Point]:
        for axis, coordinate in lines:
            if axis:
                yield from ((x, coordinate) for x in self._xs)
            else:
                yield from ((coordinate, y) for y in self._ys)
        if len(lines) == 2:
            yield lines[0][1], lines[1][1]


def _by_number(themes: Iterable[Theme]) -> tuple[Theme, ...]:
    return tuple(sorted(themes, key=lambda theme: (theme.number, theme.id)))


def _arrange(card: PriorityCardView, placed: list[PlacementView]) -> tuple[int, dict[str, Point]]:
    """Return the radius and the centre of each dot, by theme id."""
    for strict in (True, False):  # Only a crowd that fills a line lets a dot on it stand off it.
        for radius in RADII:
            centres: dict[str, Point] = {}
            for quadrant in Quadrant:
                crowd = [p for p in placed if p.quadrant is quadrant]
                found = _arrange_field(card, crowd, quadrant, radius, strict)
                if found is None:
                    break
                centres |= found
            else:
                return radius, centres
    raise ValueError(f"{len(placed)} themes have no room on one card")


def _arrange_field(
    card: PriorityCardView,
    crowd: list[PlacementView],
    quadrant: Quadrant,
    radius: int,
    strict: bool,
) -> dict[str, Point] | None:
    """Return the centres of the dots of one field, or None when they don't fit."""
    apart = 2 * radius + _GAP
    room = _room(quadrant, radius)
    on_lines = [_touching(card, p, quadrant, radius) if strict else () for p in crowd]
    longest = max(room.right - room.left, room.bottom - room.top) + apart
    if (
        len(crowd) * apart * apart > 2 * longest * longest
        or sum(map(bool, on_lines)) * apart > 2 * longest
    ):
        return None  # They can't fit; no need to try.
    places = _Places(quadrant, radius, step=max(radius // 2, 3))
    taken: list[Point] = []
    found: dict[str, Point] = {}
    for placement, lines in zip(crowd, on_lines, strict=True):
        wanted = _centre(card, placement, radius)
        if _is_free(wanted, taken, apart):
            centre = wanted
        else:
            nearest = (p for p in places.by_distance(wanted, lines) if _is_free(p, taken, apart))
            found_one = next(nearest, None)
            if found_one is None:
                return None
            centre = found_one
        taken.append(centre)
        found[placement.theme.id] = centre
    return found


def _is_free(point: Point, taken: list[Point], apart: int) -> bool:
    return all(_distance(point, other) >= apart * apart for other in taken)


def _distance(one: Point, other: Point) -> int:
    """Return the square of the distance, which orders as the distance does."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _room(quadrant: Quadrant, radius: int) -> Box:
    """Return where the centres of dots that are not on a line may lie."""
    box, inner = field(quadrant), radius + _GAP
    top = quadrant in (Quadrant.FIELD_1, Quadrant.FIELD_2)
    return Box(
        box.left + inner,
        box.top + (STRIP + radius if top else inner),
        box.right - inner,
        box.bottom - (inner if top else STRIP + radius),
    )


def _both_lines(quadrant: Quadrant, radius: int) -> Lines:
    """Return (axis, coordinate) of a centre whose dot touches the one line and the other."""
    box = field(quadrant)
    right = quadrant in (Quadrant.FIELD_2, Quadrant.FIELD_4)
    top = quadrant in (Quadrant.FIELD_1, Quadrant.FIELD_2)
    return (
        (0, box.left + radius if right else box.right - radius),
        (1, box.bottom - radius if top else box.top + radius),
    )


def _touching(
    card: PriorityCardView, placement: PlacementView, quadrant: Quadrant, radius: int
) -> Lines:
    """Return the (axis, coordinate) of the lines that the theme lies exactly on."""
    success, importance = _both_lines(quadrant, radius)
    lines = []
    if placement.success == card.lines[1]:
        lines.append(success)
    if placement.importance == card.lines[0]:
        lines.append(importance)
    return tuple(lines)


def _centre(card: PriorityCardView, placement: PlacementView, radius: int) -> Point:
    """Return the centre that the ratings of a theme ask for, within its field."""
    quadrant = Quadrant(placement.quadrant or 0)
    room = _room(quadrant, radius)
    (_, line_x), (_, line_y) = _both_lines(quadrant, radius)
    scale, (importance_line, success_line) = card.scale, card.lines
    right = quadrant in (Quadrant.FIELD_2, Quadrant.FIELD_4)
    top = quadrant in (Quadrant.FIELD_1, Quadrant.FIELD_2)
    x = _scaled(
        Fraction(placement.success or 0),
        success_line,
        scale.highest if right else scale.lowest,
        line_x,
        (room.left, room.right) if right else (room.right, room.left),
    )
    y = _scaled(
        Fraction(placement.importance or 0),
        importance_line,
        scale.highest if top else scale.lowest,
        line_y,
        (room.bottom, room.top) if top else (room.top, room.bottom),
    )
    return x, y


def _scaled(value: Fraction, line: Fraction, end: int, on_line: int, room: tuple[int, int]) -> int:
    """Return the coordinate of *value* on its half-axis from *line* to *end*, rounded half up."""
    if value == line:
        return on_line
    share = (value - line) / (end - line)
    near, far = room
    return near + (share * (far - near) + Fraction(1, 2)).__floor__()
