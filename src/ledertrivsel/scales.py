"""The scale that themes are rated on, one rating, and the cut that divides the priority card.

The axis questions come from importance–performance analysis (Martilla and James 1977); where to
cut is "a matter of judgment" there, so the cut is data here and printed with every card.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.themes import Text, localized


class Missing(Enum):
    """An answer that is no number."""

    DONT_KNOW = "dont-know"


DONT_KNOW = Missing.DONT_KNOW
"""Asked, and answered "don't know". None is not asked or left out; neither is the midpoint."""

Axis = int | Missing | None
"""One half of a rating: a scale point, `DONT_KNOW` or None."""


def axis(value: object, path: str) -> Axis:
    """Return *value* as half a rating; the text ``dont-know`` stands for `DONT_KNOW`."""
    if value is None or type(value) is int:
        return value
    if value is DONT_KNOW or value == DONT_KNOW.value:
        return DONT_KNOW
    raise InvalidValueError(path, "axis-value", value)


_ENDS = (
    (1, Text({"da": "I lav grad", "en": "To a low degree"})),
    (5, Text({"da": "I høj grad", "en": "To a high degree"})),
)


@attrs.frozen(eq=False, repr=False)
class Scale(Value):
    """Whole points from *lowest* to *highest*, both included; *labels* name some.

    Without labels, the ends are named "to a low degree" and "to a high degree".
    """

    lowest: int = 1
    highest: int = 5
    labels: tuple[tuple[int, Text], ...] = ()

    def __attrs_post_init__(self) -> None:
        lowest = v.integer(self.lowest, "Scale.lowest", lowest=-1000, highest=1000)
        highest = v.integer(self.highest, "Scale.highest", lowest=-1000, highest=1000)
        if highest <= lowest:
            raise InvalidValueError("Scale.highest", "scale-order", highest, "", {"low": lowest})
        labels = self.labels
        if not labels:
            labels = ((lowest, _ENDS[0][1]), (highest, _ENDS[1][1]))
        checked = []
        for item in v.sequence(labels, "Scale.labels"):
            if not isinstance(item, (tuple, list)) or len(item) != 2:
                wanted = {"wanted": "a point to a text"}
                raise InvalidValueError("Scale.labels", "mapping", item, "", wanted)
            point = v.integer(item[0], "Scale.labels")
            if not lowest <= point <= highest:
                raise InvalidValueError("Scale.labels", "scale-labels", point)
            checked.append((point, localized(item[1], "Scale.labels")))
        v.unique((point for point, _ in checked), "Scale.labels")
        v.freeze(self, labels=tuple(sorted(checked, key=lambda pair: pair[0])))

    @property
    def midpoint(self) -> Fraction:
        """The middle of the scale, exactly: 3 on 1–5, 3/2 on 1–2."""
        return Fraction(self.lowest + self.highest, 2)

    @property
    def points(self) -> range:
        """All scale points, lowest first."""
        return range(self.lowest, self.highest + 1)

    def check(self, value: Axis, path: str) -> Axis:
        """Return *value* when it is no number or a point of the scale."""
        if type(value) is int and not self.lowest <= value <= self.highest:
            params = {"low": self.lowest, "high": self.highest}
            raise InvalidValueError(path, "on-scale", value, "", params)
        return value


FIELD_SCALE = Scale(1, 2)
"""The scale of a post-it laid in a field of the card: field 1 is (2, 1), field 2 is (2, 2)."""


@attrs.frozen(eq=False, repr=False)
class Rating(Value):
    """How important a theme is and how well it succeeds, in whole scale points."""

    importance: Axis
    success: Axis

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            importance=axis(self.importance, "Rating.importance"),
            success=axis(self.success, "Rating.success"),
        )

    @property
    def is_complete(self) -> bool:
        """Whether both halves are numbers; only then does it count."""
        return type(self.importance) is int and type(self.success) is int


class CutKind(Enum):
    """How the two lines of the card are laid."""

    MIDPOINT = "midpoint"
    FIXED = "fixed"
    MEAN = "mean"
    MEDIAN = "median"


@attrs.frozen(eq=False, repr=False)
class Cut(Value):
    """Where the card is divided: by default at the midpoint of the scale.

    `Cut.fixed(importance, success)` names two points. `MEAN` and `MEDIAN` are those of the themes
    on the card: they let unrelated themes move each other, which every export says.
    """

    kind: CutKind = CutKind.MIDPOINT
    importance: Fraction | None = None
    success: Fraction | None = None

    def __attrs_post_init__(self) -> None:
        kind = v.member(self.kind, CutKind, "Cut.kind")
        values = {}
        for name in ("importance", "success"):
            given = getattr(self, name)
            if (given is not None) != (kind is CutKind.FIXED):
                raise InvalidValueError(f"Cut.{name}", "fixed-cut", given)
            values[name] = None if given is None else v.fraction(given, f"Cut.{name}")
        v.freeze(self, kind=kind, **values)

    @classmethod
    def fixed(cls, importance: Fraction | int | str, success: Fraction | int | str) -> Cut:
        """Return a cut at two fixed points, exact numbers of the scale."""
        return cls(
            CutKind.FIXED,
            v.fraction(importance, "Cut.importance"),
            v.fraction(success, "Cut.success"),
        )

    @property
    def depends_on_themes(self) -> bool:
        """Whether adding or removing one theme can move others to another field."""
        return self.kind in (CutKind.MEAN, CutKind.MEDIAN)

    def lines(
        self, scale: Scale, means: Iterable[tuple[Fraction, Fraction]]
    ) -> tuple[Fraction, Fraction]:
        """Return where the lines lie, (importance, success), for themes with these *means*.

        Without any theme the mean and the median are taken to be the midpoint.
        """
        if self.importance is not None and self.success is not None:
            return self.importance, self.success
        points = list(means)
        if self.kind is CutKind.MIDPOINT or not points:
            return scale.midpoint, scale.midpoint
        line = _mean if self.kind is CutKind.MEAN else _median
        return line([point[0] for point in points]), line([point[1] for point in points])


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _median(values: list[Fraction]) -> Fraction:
    """Return the middle value; of an even number the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
