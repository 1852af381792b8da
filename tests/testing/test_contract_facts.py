"""What counts as a fact of a view."""

import datetime

import ledertrivsel as lt
from ledertrivsel.testing._contract_facts import facts

DAY = datetime.date(2026, 9, 2)


def told(answer: str) -> set[object]:
    plan = lt.Plan.start(lt.load_method(), title="Plan", on=DAY).choose(["sparring"], on=DAY)
    plan = plan.confirm(by="Direktionen", on=DAY)
    plan = plan.qualify("sparring", answers={"assessment": answer, "ideas": "Makker"})
    view = lt.view_for(plan, lt.Audience.WORKING_GROUP)
    return {fact.value for fact in facts(view) if fact.path == "QualificationView.answers"}


def test_a_question_and_its_answer_are_facts() -> None:
    values = told("Det går godt")
    assert {"assessment", "ideas"} <= values
    assert len(values) == 4


def test_a_question_answered_with_a_dash_is_none() -> None:
    assert "assessment" not in told("-")
    assert len(told("-")) == 2
