"""What must hold of a plan, told at once for a document; tests/test_plan.py has each rule."""

import datetime

import attrs
import pytest

from ledertrivsel.cards import ActionCard
from ledertrivsel.consistency import CHECKS, broken_rules
from ledertrivsel.decisions import Evidence
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round, RoundPurpose
from ledertrivsel.themes import Text, Theme, ThemeSource
from tests.cases.eksempelkommune import plan_on

PLAN = plan_on(datetime.date(2026, 11, 23))
FIELDS = {field.name: getattr(PLAN, field.name) for field in attrs.fields(Plan)}


def test_a_sound_plan_breaks_no_rule() -> None:
    assert list(broken_rules(FIELDS)) == []


def test_one_broken_rule_of_each_field_is_told() -> None:
    broken = {
        **FIELDS,
        "evidence": (Evidence(text="x", theme_id="nothing"),),
        "cards": (ActionCard(theme_id="nothing"),),
    }
    paths = [error.path for error in broken_rules(broken)]
    assert paths[:2] == ["evidence[0].theme_id", "cards[0].theme_id"]


def test_two_own_themes_may_not_share_an_id() -> None:
    own = [
        Theme(id="x", title=Text({"da": title}), number=number, source=ThemeSource.SURVEY)
        for title, number in (("A", 14), ("B", 15))
    ]
    with pytest.raises(InvalidValueError) as caught:
        attrs.evolve(PLAN, own_themes=(*PLAN.own_themes, *own))
    assert str(caught.value) == "own_themes['x'].id must not repeat 'x', got 'x'."


def test_a_round_after_a_pilot_is_checked_too() -> None:
    rows = [("A", "nothing", 5, 1)]
    rounds = (
        Round(id="pilot", held_on=datetime.date(2026, 8, 1), purpose=RoundPurpose.PILOT),
        Round.from_rows("later", rows, held_on=datetime.date(2026, 8, 2)),
    )
    (error,) = broken_rules({**FIELDS, "rounds": rounds})
    assert error.path == "rounds['later'].ratings"


def test_every_field_that_may_name_another_has_its_rules() -> None:
    plain = {
        "instrument",
        "title",
        "organisation",
        "started_on",
        "unit",
        "part_of",
        "purpose",
        "strategy",
        "representation",
        "rule",
        "cut",
    }
    assert set(CHECKS) == {field.name for field in attrs.fields(Plan)} - plain
