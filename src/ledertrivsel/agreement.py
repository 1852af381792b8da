"""How far the voices agree on a theme. Shown beside the score, never part of it.

`agreement` is van der Eijk's A ("Measuring agreement in ordered rating scales", Quality & Quantity
35, 2001): 1 when all choose one point, 0 when they spread evenly, −1 when half sit at each end;
below 0 they are split into camps. It is exact. `consensus` is Tastle and Wierman's measure
("Consensus and dissention", International Journal of Approximate Reasoning 45, 2007), a decimal of
six places that orders nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.matrix import Matrix, Placement
from ledertrivsel.scales import Scale

_EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
_SIX_PLACES = Decimal("0.000001")


def agreement(frequencies: Sequence[int]) -> Fraction | None:
    """Return van der Eijk's A of the counts per scale point, from −1 to 1.

    None without answers and on scales of fewer than three points, where A is not defined.
    """
    counts = _checked(frequencies)
    points, total = len(counts), sum(counts)
    if points < 3 or not total:
        return None
    remaining = list(counts)
    result = Fraction(0)
    while any(remaining):
        layer = min(count for count in remaining if count)
        pattern = [count > 0 for count in remaining]
        remaining = [count - layer if count else 0 for count in remaining]
        width = sum(pattern)
        weight = Fraction(layer * width, total)
        result += weight * _pattern_agreement(pattern, points, width)
    return result


def _pattern_agreement(pattern: list[bool], points: int, width: int) -> Fraction:
    """Return A of one layer: U of its triples, times what the used points leave free."""
    if width == 1:
        return Fraction(1)
    if width == points:
        return Fraction(0)
    unimodal = bimodal = 0
    for first in range(points):
        for middle in range(first + 1, points):
            for last in range(middle + 1, points):
                triple = (pattern[first], pattern[middle], pattern[last])
                unimodal += triple in ((True, True, False), (False, True, True))
                bimodal += triple == (True, False, True)
    uniformity = Fraction(
        (points - 2) * unimodal - (points - 1) * bimodal,
        (points - 2) * (unimodal + bimodal),
    )
    return uniformity * (1 - Fraction(width - 1, points - 1))


def consensus(frequencies: Sequence[int]) -> Decimal | None:
    """Return Tastle and Wierman's consensus of the counts per scale point, from 0 to 1.

    0 is half at each end, 1 is unanimous; six places.
    None without answers.
    """
    counts = _checked(frequencies)
    total = sum(counts)
    if not total:
        return None
    width = len(counts) - 1
    mean = Fraction(sum(point * count for point, count in enumerate(counts)), total)
    result = Decimal(1)
    for point, count in enumerate(counts):
        if count:
            nearness = 1 - abs(point - mean) / width
            share = _EXACT.divide(Decimal(count), Decimal(total))
            result = _EXACT.add(result, _EXACT.multiply(share, _log2(nearness)))
    return result.quantize(_SIX_PLACES, rounding=ROUND_HALF_EVEN, context=_EXACT)


def _log2(value: Fraction) -> Decimal:
    quotient = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return _EXACT.divide(_EXACT.ln(quotient), _EXACT.ln(Decimal(2)))


def _checked(frequencies: Sequence[int]) -> tuple[int, ...]:
    counts = v.sequence(frequencies, "frequencies")
    if len(counts) < 2:
        raise InvalidValueError("frequencies", "at-least", len(counts), "", {"limit": 2})
    for index, count in enumerate(counts):
        v.integer(count, f"frequencies[{index}]", lowest=0)
    return counts


@attrs.frozen
class Spread:
    """How the answers on one axis spread: counts per scale point, lowest first, and agreement."""

    frequencies: tuple[int, ...]
    agreement: Fraction | None
    consensus: Decimal | None

    @classmethod
    def of(cls, frequencies: Sequence[int]) -> Spread:
        """Return the spread of the counts per scale point."""
        return cls(tuple(frequencies), agreement(frequencies), consensus(frequencies))

    @property
    def is_split(self) -> bool:
        """Whether the answers form two camps: A below 0."""
        return self.agreement is not None and self.agreement < 0


@attrs.frozen
class Disagreement:
    """How the complete ratings of one theme spread on both axes and over the four fields."""

    theme_id: str
    importance: Spread
    success: Spread
    fields: tuple[int, int, int, int]

    @property
    def is_split(self) -> bool:
        """Whether the voices form two camps on either axis."""
        return self.importance.is_split or self.success.is_split

    @property
    def lowest(self) -> Fraction | None:
        """The lower A of the two axes; None where neither has one."""
        found = [s.agreement for s in (self.importance, self.success) if s.agreement is not None]
        return min(found) if found else None


def disagreement(placement: Placement, scale: Scale) -> Disagreement:
    """Return how the complete ratings behind *placement* spread."""
    importance = [0] * len(scale.points)
    success = [0] * len(scale.points)
    for importance_point, success_point, count in placement.cells:
        importance[importance_point - scale.lowest] += count
        success[success_point - scale.lowest] += count
    return Disagreement(
        placement.theme_id, Spread.of(importance), Spread.of(success), placement.voices
    )


def order_of_talk(matrix: Matrix) -> tuple[frozenset[str], ...]:
    """Return the rated themes in groups, lowest A on either axis first: what to talk about first.

    Equal A makes one group. Themes without an A (a two-point scale) form the last group.
    """
    groups: dict[Fraction, set[str]] = {}
    rest: set[str] = set()
    for placement in matrix.placements:
        if placement.n:
            lowest = disagreement(placement, matrix.scale).lowest
            if lowest is None:
                rest.add(placement.theme_id)
            else:
                groups.setdefault(lowest, set()).add(placement.theme_id)
    ordered = [frozenset(groups[value]) for value in sorted(groups)]
    return (*ordered, frozenset(rest)) if rest else tuple(ordered)
