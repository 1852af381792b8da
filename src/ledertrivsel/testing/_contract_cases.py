"""Small cases of the laws, all there are of a kind: what a search by chance may miss.

One or two voices, two themes, few points. The cases in which the built-in rules and those of the
literature break a law are among them.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator

from ledertrivsel.ballots import Ballot
from ledertrivsel.laws import Case, Law, violations
from ledertrivsel.scales import Scale

Cell = tuple[int, int]

_THREE: tuple[Cell, ...] = tuple((i, s) for i in (1, 2, 3) for s in (1, 2, 3))
_FIVE: tuple[Cell, ...] = tuple((i, s) for i in range(1, 6) for s in range(1, 6))
_AB = ("a", "b")
_SMALL = Scale(1, 3)


@functools.cache
def small_cases(law: Law) -> tuple[Case, ...]:
    """Return every small case of a law whose premise holds; the pinned ones come first."""
    pinned = (found.case for found in violations() if found.law is law)
    return (*pinned, *(_MAKERS[law]() if law in _MAKERS else ()))


def _ballot(voice: str, a: Cell, b: Cell) -> Ballot:
    return Ballot(voice=voice, ratings=(("a", *a), ("b", *b)))


def _as_high(a: Cell, b: Cell) -> bool:
    return a[0] >= b[0] and a[1] <= b[1]


def _monotonicity() -> Iterator[Case]:
    """Yield one voice who puts a one point higher, whatever it says of b."""
    for (i, s), b in itertools.product(_FIVE, repeat=2):
        for higher in ((i + 1, s), (i, s - 1)):
            if higher in _FIVE:
                before, after = _ballot("voice", (i, s), b), _ballot("voice", higher, b)
                yield Case(themes=_AB, ballots=(before,), instead=after)


def _pareto() -> Iterator[Case]:
    """Yield one voice who puts a as high as b."""
    for a, b in itertools.product(_FIVE, repeat=2):
        if _as_high(a, b):
            yield Case(themes=_AB, ballots=(_ballot("voice", a, b),))


def _participation() -> Iterator[Case]:
    """Yield one voice, and another who joins and puts a as high as b; three points."""
    for a, b, c, d in itertools.product(_THREE, repeat=4):
        if _as_high(c, d):
            more = (_ballot("more", c, d),)
            yield Case(themes=_AB, ballots=(_ballot("voice", a, b),), more=more, scale=_SMALL)


def _reinforcement() -> Iterator[Case]:
    """Yield two groups of one voice each; three points."""
    for a, b, c, d in itertools.product(_THREE, repeat=4):
        if (a, b) <= (c, d):  # Which of the groups comes first does not matter.
            more = (_ballot("more", c, d),)
            yield Case(themes=_AB, ballots=(_ballot("voice", a, b),), more=more, scale=_SMALL)


def _relabelled(points: Iterable[int]) -> Iterator[Case]:
    """Yield one voice on 1–5 whose points get other numbers."""
    given = tuple(points)
    for a, b in itertools.product(_FIVE, repeat=2):
        if a < b:
            yield Case(themes=_AB, ballots=(_ballot("voice", a, b),), points=given)


_MAKERS: dict[Law, Callable[[], Iterator[Case]]] = {
    Law.MONOTONICITY: _monotonicity,
    Law.PARETO: _pareto,
    Law.PARTICIPATION: _participation,
    Law.REINFORCEMENT: _reinforcement,
    Law.AFFINE_RELABELLING: functools.partial(_relabelled, (0, 25, 50, 75, 100)),
}
