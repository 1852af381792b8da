"""The rule keeps what it declares, and puts few who lack most before many who lack some."""

from datetime import date

import ledertrivsel as lt
from ledertrivsel.prioritization import rank
from ledertrivsel.testing import RuleContract
from ledertrivsel_hardest_hit import HardestHit


class TestHardestHit(RuleContract):
    plugin, name = "ledertrivsel_hardest_hit", "hardest-hit"


def order(*rows: tuple[str, str, int, int]) -> list[set[str]]:
    """Return the tie groups that the rule makes of rows of voice, theme, importance, success."""
    plan = lt.Plan.start(lt.load_method(), title="Plan", on=date(2026, 9, 2))
    plan = plan.add_round(lt.Round.from_rows("forbered", rows))
    return [set(group) for group in rank(plan.matrix(), HardestHit())]


def test_one_group_with_the_largest_gap_comes_before_many_with_a_smaller_one() -> None:
    days = [(f"Dag {n}", "sparring", 4, 3) for n in range(5)]
    days += [(f"Dag {n}", "restitution", 3, 4) for n in range(5)]
    nights = [("Nat", "sparring", 3, 4), ("Nat", "restitution", 5, 1)]
    assert order(*days, *nights) == [{"restitution"}, {"sparring"}]


def test_themes_alike_at_the_largest_gap_are_told_apart_by_the_next() -> None:
    rows = [("A", "sparring", 5, 2), ("A", "restitution", 5, 2)]
    rows += [("B", "sparring", 3, 3), ("B", "restitution", 4, 3)]
    assert order(*rows) == [{"restitution"}, {"sparring"}]


def test_themes_with_the_same_gaps_are_tied_and_left_to_people() -> None:
    rows = [("A", "sparring", 5, 2), ("B", "sparring", 4, 4)]
    rows += [("A", "restitution", 3, 3), ("B", "restitution", 4, 1)]
    assert order(*rows) == [{"restitution", "sparring"}]
