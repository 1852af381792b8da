"""A rule, and rules that are wrong in one thing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, ClassVar

import attrs

from ledertrivsel.hookspecs import RuleInfo, hookimpl
from ledertrivsel.laws import Case, Law, rule_laws
from ledertrivsel.matrix import Matrix, Placement

_GAP = rule_laws("gap")
_KEEPS = frozenset(_GAP.satisfies)
_BREAKS = frozenset(law for law, _ in _GAP.violates)
_CASES = dict(_GAP.violates)


class Widest:
    """The widest gap first, right in all that the contract asks."""

    name = "widest"
    needs: ClassVar[frozenset[str]] = frozenset({"ratings"})
    by_field = False
    satisfies: ClassVar[frozenset[Law]] = _KEEPS
    violates: ClassVar[frozenset[Law]] = _BREAKS
    cases: ClassVar[Mapping[Law, Case]] = _CASES

    @hookimpl
    def ledertrivsel_rules(self) -> Iterable[RuleInfo]:
        yield RuleInfo(
            name="widest",
            title={"da": "Størst afstand", "en": "The widest gap"},
            satisfies=self.satisfies,
            violates=self.violates,
            cases={law: case for law, case in self.cases.items() if law in self.violates},
            factory=type(self),
        )

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        assert placement.gap is not None
        assert placement.importance is not None
        return -placement.gap, -placement.importance


class Floats(Widest):
    """Gives floats."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return tuple(map(float, super().key(placement, matrix)))


class Nan(Widest):
    """Gives no number for a theme rated alike on both axes."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return super().key(placement, matrix) if placement.gap else (float("nan"), 0)


class Booleans(Widest):
    """Begins with whether there is a gap."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        first, second = super().key(placement, matrix)
        return first > 0, first, second


class Longer(Widest):
    """Has one part more where a theme was picked."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        key = super().key(placement, matrix)
        return (*key, -placement.picks) if placement.picks else key


class Lists(Widest):
    """Gives a list."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return list(super().key(placement, matrix))


class Bare(Widest):
    """Gives a number, and no tuple."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return super().key(placement, matrix)[0]


class Texts(Widest):
    """Ends with the theme's id."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return (*super().key(placement, matrix), placement.theme_id)


class Counts(Widest):
    """Puts what it was asked about last behind."""

    def __init__(self) -> None:
        self.calls = 0

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        self.calls += 1
        return (*super().key(placement, matrix), self.calls)


class Hashes(Widest):
    """Breaks ties by the hash of the id."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return (*super().key(placement, matrix), hash(placement.theme_id))


class Alphabet(Widest):
    """Breaks ties by the alphabet, and says that names do not matter."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return (*super().key(placement, matrix), ord(placement.theme_id[0]))


class Position(Widest):
    """Breaks ties by where the theme stands, and says that it does not matter."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        place = [p.theme_id for p in matrix.placements].index(placement.theme_id)
        return (*super().key(placement, matrix), place)


class Product(Widest):
    """Multiplies importance by the gap, and says that it is monotone."""

    satisfies = frozenset({Law.MONOTONICITY})
    violates = frozenset()

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        gap, importance = super().key(placement, matrix)
        return (-gap * importance,)


class Relative(Widest):
    """Goes by the other themes' mean, and says that they do not matter."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        assert placement.gap is not None
        gaps = [p.gap for p in matrix.placements if p.gap is not None]
        mean = sum(gaps, Fraction(0)) / len(gaps)
        return (-abs(placement.gap - mean),)


class SaysNothing(Product):
    """Breaks a law and says nothing of it."""

    satisfies = frozenset({Law.REPLICATION})
    violates = frozenset()


class SaysTooMuch(Widest):
    """Says that it breaks a law that it keeps."""

    satisfies = _KEEPS - {Law.REPLICATION}
    violates = _BREAKS | {Law.REPLICATION}


class ShowsNothing(Widest):
    """Pins a case in which it keeps the law."""

    cases: ClassVar[Mapping[Law, Case]] = {
        law: attrs.evolve(case, points=(0, 25, 50, 75, 100)) for law, case in _CASES.items()
    }


class ShowsAnotherLaw(Widest):
    """Pins a case in which nothing changes that the law is about."""

    violates = _BREAKS | {Law.PARTICIPATION}
    satisfies = _KEEPS - {Law.PARTICIPATION}
    cases: ClassVar[Mapping[Law, Case]] = dict.fromkeys(
        violates, next(case for law, case in rule_laws("field").violates)
    )


class NeedsTooLittle(Widest):
    """Says that it needs nothing, and fails for a theme without ratings."""

    needs = frozenset()


class NeedsNonsense(Widest):
    """Needs what there is not."""

    needs = frozenset({"ratings", "votes"})


class FailsOnPicks(Widest):
    """Fails where nobody was asked to pick."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return (*super().key(placement, matrix), 1 // (placement.picks or 0))


class NotByField(Widest):
    """Says that fields come first, and orders by the gap."""

    by_field = True


class AsksTheClock(Widest):
    """Looks at the time."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return (*super().key(placement, matrix), int(time.time() < 0))


class ByTheObject(Widest):
    """Breaks a tie by where an object lies in memory."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return (*super().key(placement, matrix), id(placement))


class HasAFavourite(Widest):
    """Puts one of the method's themes first."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return int(placement.theme_id != "sickness-absence"), *super().key(placement, matrix)


class LosesItsWayInACrowd(Widest):
    """Turns round when there are more themes than were thought of."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        sign = 1 if len(matrix.placements) < 10 else -1
        return tuple(sign * part for part in super().key(placement, matrix))


class RoundsTheMean(Widest):
    """Rounds the gap to a tenth, so that it ties what many voices told apart."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        gap, _ = super().key(placement, matrix)
        return (Fraction(round(gap * 10), 10),)


class TurnsWhereSomeLeaveOut(Widest):
    """Puts a theme lower for being rated higher, when not all have rated it."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        sign = 1 if placement.n == max(other.n for other in matrix.placements) else -1
        return tuple(sign * part for part in super().key(placement, matrix))


class FailsOnHiddenPicks(Widest):
    """Fails where a floor hides the picks."""

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        picks: Any = placement.picks
        return (*super().key(placement, matrix), -picks)


_EXACT = "test_its_keys_are_exact"
_HOLD = "test_the_laws_it_satisfies_hold"
_SHOW = "test_its_cases_show_what_it_violates"

FAULTS: dict[type[Widest], str] = {
    ByTheObject: "test_its_key_is_the_same_each_time",
    HasAFavourite: _HOLD,
    LosesItsWayInACrowd: _HOLD,
    RoundsTheMean: _HOLD,
    TurnsWhereSomeLeaveOut: _HOLD,
    FailsOnHiddenPicks: "test_what_it_needs_is_enough",
    Floats: _EXACT,
    Nan: _EXACT,
    Booleans: _EXACT,
    Longer: _EXACT,
    Lists: _EXACT,
    Bare: _EXACT,
    Texts: _EXACT,
    Counts: "test_its_key_is_the_same_each_time",
    Hashes: "test_every_process_gives_the_same_keys",
    Alphabet: _HOLD,
    Position: _HOLD,
    Product: _HOLD,
    Relative: _HOLD,
    SaysNothing: "test_no_law_is_broken_that_nothing_is_said_of",
    SaysTooMuch: "test_the_laws_it_violates_are_broken",
    ShowsNothing: _SHOW,
    ShowsAnotherLaw: _SHOW,
    NeedsTooLittle: "test_what_it_needs_is_enough",
    NeedsNonsense: "test_what_it_needs_is_known",
    FailsOnPicks: "test_what_it_needs_is_enough",
    NotByField: "test_by_field_it_orders_by_field",
    AsksTheClock: "test_it_touches_nothing_but_the_card",
}
"""Each fault, and the test of the contract that is meant for it."""
