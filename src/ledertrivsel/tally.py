"""Exact counts per theme and cell of the card: the sufficient statistic of a round.

Tallies of one scale and disjoint voices add up, in any order, to the same result: a commutative
monoid whose neutral element is `Tally(scale)`. Means are fractions of whole counts, so no rounding
ever decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.scales import Axis, Scale, axis

Cell = tuple[str, int, int, int]
"""(theme id, importance, success, count) of complete ratings."""

Half = tuple[str, Axis, Axis, int]
"""(theme id, importance, success, count) of ratings that lack a number on one axis or both."""

_MOST = 2**53 - 1
"""The largest count: what every reader of JSON keeps exactly (RFC 7493)."""


@attrs.frozen(eq=False, repr=False)
class ThemeCount(Value):
    """The counts of one theme: what its placement is made of."""

    cells: tuple[tuple[int, int, int], ...] = ()
    halves: tuple[tuple[Axis, Axis, int], ...] = ()
    picks: int = 0

    @property
    def n(self) -> int:
        """The number of complete ratings."""
        return sum(count for _, _, count in self.cells)

    @property
    def importance(self) -> Fraction | None:
        """The mean importance of the complete ratings, in scale points; None without any."""
        n = self.n
        return Fraction(sum(i * count for i, _, count in self.cells), n) if n else None

    @property
    def success(self) -> Fraction | None:
        """The mean success of the complete ratings, in scale points; None without any."""
        n = self.n
        return Fraction(sum(s * count for _, s, count in self.cells), n) if n else None

    def answered(self, half: int) -> int:
        """Return how many gave a number on one axis: importance is 0, success is 1."""
        return self.n + sum(row[2] for row in self.halves if type(row[half]) is int)


@attrs.frozen(eq=False, repr=False)
class Tally(Value):
    """What a round's voices said, without who said it.

    Args:
        scale: the scale of all ratings.
        cells: complete ratings by theme and cell.
        halves: ratings that lack a number; kept and shown, but they enter nothing.
        picks: (theme id, count of voices that picked it).
        voices: how many voices handed in.
        pickers: how many of them picked any theme.
        participants: how many people stand behind the voices.
    """

    scale: Scale = Scale()
    cells: tuple[Cell, ...] = ()
    halves: tuple[Half, ...] = ()
    picks: tuple[tuple[str, int], ...] = ()
    voices: int = 0
    pickers: int = 0
    participants: int = 0

    def __attrs_post_init__(self) -> None:
        v.instance(self.scale, Scale, "Tally.scale")
        v.integer(self.voices, "Tally.voices", lowest=0, highest=_MOST)
        v.integer(self.pickers, "Tally.pickers", lowest=0, highest=self.voices)
        v.integer(self.participants, "Tally.participants", lowest=0, highest=_MOST)
        cells = self._rows(self.cells, "Tally.cells")
        halves = self._rows(self.halves, "Tally.halves")
        for row in cells:
            if not _is_complete(row):
                raise InvalidValueError("Tally.cells", "integer", row)
        for row in halves:
            if _is_complete(row):
                raise InvalidValueError("Tally.halves", "half-rating", row)
        picks = tuple(_pick(pair, self.pickers) for pair in v.sequence(self.picks, "Tally.picks"))
        v.unique([theme for theme, _ in picks], "Tally.picks")
        rated: Counter[str] = Counter()
        for theme, _, _, count in (*cells, *halves):
            rated[theme] += count
        for theme, count in rated.items():
            v.integer(count, f"Tally.cells[{theme!r}]", highest=self.voices)
        v.freeze(self, cells=cells, halves=halves, picks=tuple(sorted(picks)))

    def _rows(self, given: object, path: str) -> tuple[Half, ...]:
        rows = [_row(row, path, self.scale) for row in v.sequence(given, path)]
        v.unique([row[:3] for row in rows], path)
        return tuple(sorted(rows, key=_row_order))

    @classmethod
    def of(cls, ballots: Iterable[Ballot], scale: Scale) -> Tally:
        """Return the tally of *ballots*, whose ratings are on *scale*."""
        cells: Counter[tuple[str, int, int]] = Counter()
        halves: Counter[tuple[str, Axis, Axis]] = Counter()
        picks: Counter[str] = Counter()
        voices = pickers = participants = 0
        for ballot in ballots:
            voices += 1
            participants += ballot.size
            pickers += bool(ballot.picks)
            picks.update(ballot.picks)
            for theme, importance, success in ballot.ratings:
                if type(importance) is int and type(success) is int:
                    cells[theme, importance, success] += 1
                else:
                    halves[theme, importance, success] += 1
        return cls(
            scale,
            tuple((*key, count) for key, count in cells.items()),
            tuple((*key, count) for key, count in halves.items()),
            tuple(picks.items()),
            voices,
            pickers,
            participants,
        )

    def __add__(self, other: Tally) -> Tally:
        """Return the tally of both; their voices must be different people."""
        if not isinstance(other, Tally):
            return NotImplemented
        if other.scale != self.scale:
            raise InvalidValueError("Tally.scale", "same-tally-scale", other.scale)
        cells = Counter({row[:3]: row[3] for row in self.cells})
        cells.update({row[:3]: row[3] for row in other.cells})
        halves = Counter({row[:3]: row[3] for row in self.halves})
        halves.update({row[:3]: row[3] for row in other.halves})
        picks = Counter(dict(self.picks))
        picks.update(dict(other.picks))
        return Tally(
            self.scale,
            tuple((*key, count) for key, count in cells.items()),
            tuple((*key, count) for key, count in halves.items()),
            tuple(picks.items()),
            self.voices + other.voices,
            self.pickers + other.pickers,
            self.participants + other.participants,
        )

    def by_theme(self) -> dict[str, ThemeCount]:
        """Return the counts of each theme that was rated or picked."""
        cells: dict[str, list[tuple[int, int, int]]] = {}
        halves: dict[str, list[tuple[Axis, Axis, int]]] = {}
        for theme, importance, success, count in self.cells:
            cells.setdefault(theme, []).append((importance, success, count))
        for theme, half_importance, half_success, count in self.halves:
            halves.setdefault(theme, []).append((half_importance, half_success, count))
        picks = dict(self.picks)
        return {
            theme: ThemeCount(
                tuple(cells.get(theme, ())), tuple(halves.get(theme, ())), picks.get(theme, 0)
            )
            for theme in sorted({*cells, *halves, *picks})
        }


def _is_complete(row: Half) -> bool:
    return type(row[1]) is int and type(row[2]) is int


def _pick(pair: object, pickers: int) -> tuple[str, int]:
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise InvalidValueError("Tally.picks", "type", pair, "", {"wanted": "(theme, count)"})
    theme = v.slug(pair[0], "Tally.picks")
    return theme, v.integer(pair[1], f"Tally.picks[{theme!r}]", lowest=1, highest=pickers)


def _row(row: object, path: str, scale: Scale) -> Half:
    if not isinstance(row, (tuple, list)) or len(row) != 4:
        wanted = {"wanted": "(theme, importance, success, count)"}
        raise InvalidValueError(path, "type", row, "", wanted)
    theme, importance, success, count = row
    v.slug(theme, path)
    return (
        theme,
        scale.check(axis(importance, path), f"{path}[{theme!r}].importance"),
        scale.check(axis(success, path), f"{path}[{theme!r}].success"),
        v.integer(count, f"{path}[{theme!r}].count", lowest=1),
    )


def _row_order(row: Half) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """Order rows by theme, then numbers before "don't know" before not asked."""
    theme, importance, success, _ = row
    return theme, _axis_order(importance), _axis_order(success)


def _axis_order(value: Axis) -> tuple[int, int]:
    if type(value) is int:
        return 0, value
    return (2, 0) if value is None else (1, 0)
