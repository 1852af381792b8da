"""The priority card: where each theme lies on importance and success.

Field 1 (important, not succeeding) and field 2 (important, succeeding) are the source's; the
numbers 3 (neither) and 4 (only succeeding) are ours. A theme is important from the line up and
succeeding above the line: the cautious reading. What lies exactly on a line is flagged, since
people must decide where it belongs.

The model is importance–performance analysis (Martilla and James 1977).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from fractions import Fraction

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.scales import Cut, Scale
from ledertrivsel.suppression import Suppressed
from ledertrivsel.tally import Tally, ThemeCount
from ledertrivsel.themes import Theme


class Quadrant(IntEnum):
    """The four fields of the card."""

    FIELD_1 = 1
    """Important, not succeeding: top left."""
    FIELD_2 = 2
    """Important, succeeding: top right."""
    FIELD_3 = 3
    """Neither: bottom left."""
    FIELD_4 = 4
    """Only succeeding: bottom right."""

    @classmethod
    def of(
        cls,
        importance: Fraction | int,
        success: Fraction | int,
        lines: tuple[Fraction, Fraction],
    ) -> Quadrant:
        """Return the field of a point, with *lines* at (importance, success)."""
        if importance >= lines[0]:
            return cls.FIELD_2 if success > lines[1] else cls.FIELD_1
        return cls.FIELD_4 if success > lines[1] else cls.FIELD_3


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Placement(Value):
    """One theme on the card.

    Args:
        importance, success: exact means in scale points; None where n is 0.
        n: complete ratings.
        cells: (importance, success, count) of the complete ratings.
        voices: how many voices' own rating lies in fields 1–4.
        voices_on_line: how many of them lie exactly on a line.
        quadrant: the field; None where n is 0.
        on_line: whether the theme lies exactly on a line.
        picks: voices that picked it; None where a floor hides the picks.
        number: the theme's number, which orders themes for display and decides nothing.
    """

    theme_id: str
    importance: Fraction | None = None
    success: Fraction | None = None
    n: int = 0
    cells: tuple[tuple[int, int, int], ...] = ()
    voices: tuple[int, int, int, int] = (0, 0, 0, 0)
    voices_on_line: int = 0
    quadrant: Quadrant | None = None
    on_line: bool = False
    picks: int | None = 0
    number: int | None = None

    def __attrs_post_init__(self) -> None:
        placed = (self.importance is not None, self.success is not None, self.quadrant is not None)
        if placed != (self.n > 0,) * 3:
            raise InvalidValueError("Placement.n", "placement-means", self.n)
        v.freeze(self, cells=tuple(sorted(tuple(cell) for cell in self.cells)))

    @property
    def gap(self) -> Fraction | None:
        """Importance minus success, in scale points; None where n is 0."""
        if self.importance is None or self.success is None:
            return None
        return self.importance - self.success

    @property
    def share(self) -> Fraction | None:
        """The share of voices whose own rating lies in field 1; None where n is 0."""
        return Fraction(self.voices[0], self.n) if self.n else None


def place(
    count: ThemeCount,
    theme_id: str,
    lines: tuple[Fraction, Fraction],
    *,
    number: int | None = None,
    picks: int | None = 0,
) -> Placement:
    """Return where a theme with these counts lies when the card is divided at *lines*."""
    voices = [0, 0, 0, 0]
    on_line = 0
    for importance, success, voters in count.cells:
        voices[Quadrant.of(importance, success, lines) - 1] += voters
        if importance == lines[0] or success == lines[1]:
            on_line += voters
    mean_importance, mean_success = count.importance, count.success
    if mean_importance is None or mean_success is None:
        return Placement(theme_id=theme_id, number=number, picks=picks)
    return Placement(
        theme_id=theme_id,
        importance=mean_importance,
        success=mean_success,
        n=count.n,
        cells=count.cells,
        voices=(voices[0], voices[1], voices[2], voices[3]),
        voices_on_line=on_line,
        quadrant=Quadrant.of(mean_importance, mean_success, lines),
        on_line=mean_importance == lines[0] or mean_success == lines[1],
        picks=picks,
        number=number,
    )


@attrs.frozen(eq=False, repr=False)
class Matrix(Value):
    """The whole card: placements by theme number, the cut, the scale, and the themes not shown."""

    placements: tuple[Placement, ...] = ()
    cut: Cut = Cut()
    scale: Scale = Scale()
    suppressed: tuple[Suppressed, ...] = ()

    def __attrs_post_init__(self) -> None:
        placements = v.instances(self.placements, Placement, "Matrix.placements")
        v.unique([placement.theme_id for placement in placements], "Matrix.placements")
        suppressed = v.instances(self.suppressed, Suppressed, "Matrix.suppressed")
        v.freeze(
            self,
            placements=tuple(sorted(placements, key=_by_number)),
            suppressed=tuple(sorted(suppressed, key=lambda hidden: hidden.theme_id)),
        )

    @property
    def lines(self) -> tuple[Fraction, Fraction]:
        """Where the card is divided: (importance, success), in scale points."""
        return self.cut.lines(self.scale, _means(self.placements))

    def placement(self, theme_id: str) -> Placement | None:
        """Return where *theme_id* lies, or None when it is not on the card."""
        for placement in self.placements:
            if placement.theme_id == theme_id:
                return placement
        return None

    def in_field(self, quadrant: Quadrant | int) -> tuple[Placement, ...]:
        """Return the placements in one field, by theme number."""
        return tuple(p for p in self.placements if p.quadrant == quadrant)


def _by_number(placement: Placement) -> tuple[bool, int, str]:
    return placement.number is None, placement.number or 0, placement.theme_id


def _means(placements: Iterable[Placement]) -> Iterable[tuple[Fraction, Fraction]]:
    for placement in placements:
        if placement.importance is not None and placement.success is not None:
            yield placement.importance, placement.success


def build_matrix(
    themes: Iterable[Theme],
    rounds: Iterable[tuple[Tally, int | None]],
    *,
    cut: Cut | None = None,
    scale: Scale | None = None,
) -> Matrix:
    """Return the card of *themes* from the tallies of rounds, each with its floor or None.

    A theme is suppressed when any round with a floor has fewer complete ratings of it than that
    (unless it has none at all and another round has some): what is shown together must not be
    found by subtracting what is shown apart. Picks are hidden when fewer voices than the floor
    picked anything.
    """
    cut = cut or Cut()
    counted = [(tally, floor, tally.by_theme()) for tally, floor in rounds]
    scale = scale or (counted[0][0].scale if counted else Scale())
    total = Tally(scale)
    for tally, _, _ in counted:
        total += tally
    picks_hidden = any(floor and 0 < tally.pickers < floor for tally, floor, _ in counted)
    by_theme = total.by_theme()
    shown: list[tuple[Theme, ThemeCount]] = []
    suppressed = []
    for theme in themes:
        count = by_theme.get(theme.id, ThemeCount())
        if _is_under_floor(theme.id, count.n, counted):
            suppressed.append(Suppressed(theme.id))
        elif counted:
            shown.append((theme, count))
    means = [
        (count.importance, count.success)
        for _, count in shown
        if count.importance is not None and count.success is not None
    ]
    lines = cut.lines(scale, means)
    placements = tuple(
        place(
            count,
            theme.id,
            lines,
            number=theme.number,
            picks=None if picks_hidden else count.picks,
        )
        for theme, count in shown
    )
    return Matrix(placements, cut, scale, tuple(suppressed))


def _is_under_floor(
    theme_id: str,
    total: int,
    counted: list[tuple[Tally, int | None, dict[str, ThemeCount]]],
) -> bool:
    for _, floor, by_theme in counted:
        if floor is None:
            continue
        n = by_theme.get(theme_id, ThemeCount()).n
        if n < floor and (n or not total):
            return True
    return False
