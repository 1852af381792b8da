"""Small cases of the laws, all there are of a kind: what a search by chance may miss.

One or two voices, two themes, few points; and some with many voices or themes, which a search
does not draw. The cases in which the built-in rules and those of the
literature break a law are among them.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator

from ledertrivsel.ballots import Ballot
from ledertrivsel.laws import Case, Law, violations
from ledertrivsel.methods import builtin_method
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
    # Others may have left a theme out: a voice that puts it higher still puts it higher.
    rest = (("b", 3, 2), ("c", 3, 2))
    before, after = (Ballot(voice="voice", ratings=(("a", i, 2), *rest)) for i in (3, 4))
    other = Ballot(voice="other", ratings=rest[:1])
    yield Case(themes=(*_AB, "c"), ballots=(before, other), instead=after)


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


def _neutrality() -> Iterator[Case]:
    """Yield two themes that all put alike, one of which gets a name that means something."""
    ids = tuple(theme.id for theme in builtin_method().themes)
    for name in (*ids, "own-13", "a-theme-with-a-long-name", "zz"):
        for cell in ((5, 1), (3, 3), (1, 5)):
            ballots = (_ballot("voice", cell, cell),)
            yield Case(themes=_AB, ballots=ballots, names=(("a", name), ("b", "b")))


def _crowd(alike: bool) -> tuple[tuple[str, ...], tuple[Ballot, ...]]:
    """Return fourteen themes and two voices, who put all alike or each otherwise."""
    themes = tuple(f"t-{number}" for number in range(14))
    rows = [
        tuple(
            (theme, 4, 2) if alike else (theme, 1 + (3 * n + shift) % 5, 1 + (2 * n + shift) % 5)
            for n, theme in enumerate(themes)
        )
        for shift in (0, 1)
    ]
    ballots = (Ballot(voice=f"voice-{n}", ratings=row) for n, row in enumerate(rows))
    return themes, tuple(ballots)


def _theme_order() -> Iterator[Case]:
    """Yield many themes, given from the last to the first."""
    for alike in (True, False):
        themes, ballots = _crowd(alike)
        yield Case(themes=themes, ballots=ballots, order=themes[::-1])


def _independence() -> Iterator[Case]:
    """Yield many themes of which only two or three stay."""
    for alike in (True, False):
        themes, ballots = _crowd(alike)
        for start in range(0, 12, 2):
            yield Case(themes=themes, ballots=ballots, keep=themes[start : start + 3])


def _voices(count: int) -> tuple[Ballot, ...]:
    """Return many voices of which all but one put a and b alike."""
    same = (_ballot(f"voice-{n}", (4, 2), (4, 2)) for n in range(1, count))
    return (_ballot("voice-0", (5, 2), (4, 2)), *same)


def _replication() -> Iterator[Case]:
    """Yield one voice a theme, and voices whose number some count."""
    for copies in (2, 3, 9, 30):
        for a, b in (((5, 1), (4, 1)), ((3, 1), (3, 2)), ((1, 5), (2, 5))):
            yield Case(themes=_AB, ballots=(_ballot("voice", a, b),), copies=copies)


def _relabelled(points: Iterable[int]) -> Iterator[Case]:
    """Yield one voice on 1–5 whose points get other numbers."""
    given = tuple(points)
    for a, b in itertools.product(_FIVE, repeat=2):
        if a < b:
            yield Case(themes=_AB, ballots=(_ballot("voice", a, b),), points=given)
    for count in (12, 120):  # A mean that is rounded ties what is not the same.
        yield Case(themes=_AB, ballots=_voices(count), points=given)


_MAKERS: dict[Law, Callable[[], Iterator[Case]]] = {
    Law.THEME_ORDER: _theme_order,
    Law.NEUTRALITY: _neutrality,
    Law.REPLICATION: _replication,
    Law.INDEPENDENCE: _independence,
    Law.MONOTONICITY: _monotonicity,
    Law.PARETO: _pareto,
    Law.PARTICIPATION: _participation,
    Law.REINFORCEMENT: _reinforcement,
    Law.AFFINE_RELABELLING: functools.partial(_relabelled, (0, 25, 50, 75, 100)),
}
