"""What must hold of a plan, told at once for a document; tests/test_plan.py has each rule."""

import datetime

import attrs

from ledertrivsel.cards import ActionCard
from ledertrivsel.consistency import CHECKS, broken_rules
from ledertrivsel.decisions import Evidence
from ledertrivsel.plan import Plan
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
