"""Publication, follow-up and what is late."""

import datetime

import attrs
import pytest

from ledertrivsel.cards import CardState, FollowUp
from ledertrivsel.decisions import (
    Involvement,
    InvolvementForm,
    InvolvementSubject,
    Publication,
)
from ledertrivsel.findings import check
from ledertrivsel.plan import Plan
from ledertrivsel.scales import Scale
from tests.cases import eksempelkommune as case
from tests.cases.small_plans import TODAY, bare, clear, codes, rerated, with_card

date = datetime.date


def test_a_closed_card_is_left_alone_and_a_paused_one_is_not_late() -> None:
    day = date(2027, 4, 15)
    closed = {"state": CardState.CLOSED, "state_reason": "Slut"}
    plan = with_card(case.plan_on(day), "overload", **closed)
    assert not [f for f in check(plan, day) if "'overload'" in f.path]
    plan = with_card(case.plan_on(day), "overload", state=CardState.PAUSED)
    assert {f.code for f in check(plan, day) if "'overload'" in f.path} == {"apv-task-responsible"}


def test_the_publication_may_lie_in_a_plan_without_any_choice() -> None:
    plan = bare().publish(Publication(on=TODAY))
    assert {"plan-undecided", "follow-up-missing", "nobody-told"} <= codes(plan, TODAY)


@pytest.mark.parametrize("subject", list(InvolvementSubject))
def test_only_a_decision_and_a_word_on_the_plan_itself_count(
    subject: InvolvementSubject,
) -> None:
    plan = bare().publish(Publication(on=TODAY))
    for form in (InvolvementForm.DECIDED, InvolvementForm.TOLD):
        plan = plan.involve(Involvement(forum="HovedMED", on=TODAY, form=form, subject=subject))
    missing = {"plan-undecided", "nobody-told"} & codes(plan, TODAY)
    assert missing == (
        set() if subject is InvolvementSubject.PLAN else {"plan-undecided", "nobody-told"}
    )


def said(plan: Plan, day: datetime.date, code: str) -> list[str]:
    return [f.render("da") for f in check(plan, day) if f.code == code]


def test_a_late_task_of_an_activation_is_told_with_its_event() -> None:
    start = date(2026, 11, 23)
    plan = case.plan_on(start).activate("overload", on=start, event="uro i ledergruppen")
    late = [f for f in check(plan, date(2026, 12, 1)) if f.code == "task-overdue"]
    assert [f.path for f in late] == [
        "cards['overload'].activations[0].tasks[0]",
        "cards['overload'].activations[0].tasks[1]",
    ]
    assert late[0].render("da") == (
        "Action cardet om tema 5 (Hvordan spotter vi overbelastning hos ledere?): "
        "»Tag kontakt, og spørg, hvad der fylder, uro i ledergruppen« skulle være gjort den "
        "26. november 2026. Det er 5 dage over fristen. Hvem: Nærmeste leder."
    )


def test_a_check_without_words_is_told_by_the_cards_follow_up_or_as_one() -> None:
    day, due = date(2026, 11, 23), date(2026, 11, 20)
    told = []
    for text in ("Vi spørger gruppen.", "-"):
        follow_up = FollowUp(text, (due,))
        plan = with_card(case.plan_on(day), "overload", follow_up=follow_up)
        told += said(plan, day, "check-overdue")
    assert ["Vi spørger gruppen." in told[0], "»opfølgning«" in told[1]] == [True, True]


def test_a_level_theme_and_one_without_a_card_may_be_rated_again() -> None:
    plan = attrs.evolve(case.plan_on(date(2027, 9, 15)), cards=(), activations=())
    day = date(2027, 9, 16)
    assert said(plan, day, "theme-succeeds") == []
    assert said(plan, day, "themes-in-focus") == ["Stadig i fokus: tema 12 og 4."]


def test_when_all_succeeds_there_is_no_next_cycle_to_tell() -> None:
    plan = rerated(Scale(), 5, 5)
    for parked in plan.parking:
        plan = plan.unpark(parked.theme_id)
    plan = plan.choose([*plan.chosen], rationale="Alt.", proposal=clear().proposal())
    assert "next-cycle" not in codes(plan, date(2026, 11, 23))
    assert "theme-succeeds" in codes(plan, date(2026, 11, 23))


def test_a_re_rating_to_come_tells_nothing_yet() -> None:
    plan = case.plan_on(date(2027, 9, 15))
    assert "next-cycle" not in codes(plan, date(2027, 9, 14))
    assert "next-cycle" in codes(plan, date(2027, 9, 15))
