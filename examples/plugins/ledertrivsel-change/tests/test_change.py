"""The method keeps its contract, and a plan made with it chooses exactly two themes."""

from datetime import date

import ledertrivsel as lt
from ledertrivsel.testing import MethodContract
from ledertrivsel_change import through_change


class TestThroughChange(MethodContract):
    plugin, name = "ledertrivsel_change", "through-change"


def test_two_themes_are_proposed() -> None:
    plan = lt.Plan.start(through_change(), title="Plan", on=date(2026, 9, 2))
    urgent = {"say-in-it": 5, "own-future": 4}
    rows = [("A", theme.id, urgent.get(theme.id, 2), 2) for theme in plan.themes]
    plan = plan.add_round(lt.Round.from_rows("forbered", rows, themes=plan.themes))
    assert plan.proposal().chosen == ("say-in-it", "own-future")


def test_more_or_fewer_than_two_is_a_finding() -> None:
    start = lt.Plan.start(through_change(), title="Plan", on=date(2026, 9, 2))
    three = start.choose(("know-why", "say-in-it", "bad-news"), on=date(2026, 9, 2))
    assert "chosen-too-many" in {f.code for f in lt.check(three, today=date(2026, 9, 2))}
    one = start.choose(("know-why",), on=date(2026, 9, 2))
    assert "chosen-too-few" in {f.code for f in lt.check(one, today=date(2026, 9, 2))}


def test_every_step_has_an_agenda_on_the_clock() -> None:
    method = through_change()
    minutes = {step: method.agenda(step).minutes for step in lt.Step}
    assert minutes == {lt.Step.PREPARE: 60, lt.Step.QUALIFY: 60, lt.Step.CONCRETIZE: 75}
