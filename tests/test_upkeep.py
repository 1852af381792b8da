"""Publication, follow-up and what is late."""

import datetime

import attrs
import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import CardState, FollowUp
from ledertrivsel.decisions import (
    FollowUpAgreement,
    Involvement,
    InvolvementForm,
    InvolvementSubject,
    Publication,
)
from ledertrivsel.findings import check
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round, RoundPurpose
from ledertrivsel.scales import Scale
from tests.cases import eksempelkommune as case
from tests.cases.small_plans import (
    NOVEMBER,
    TODAY,
    bare,
    clear,
    codes,
    one_theme,
    rerated,
    with_card,
)

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
    (text,) = said(plan, TODAY, "plan-undecided")
    assert text.startswith("Planen er ikke besluttet af dem, der har mandatet.")


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


def rerating(due: datetime.date, *rounds: Round) -> Plan:
    agreement = FollowUpAgreement(groups=("Alle",), rerate_on=due)
    plan = one_theme("sparring", (5, 1)).agree_follow_up(agreement)
    for a_round in rounds:
        plan = plan.add_round(a_round)
    return plan


def follow_up(id: str, held_on: datetime.date | None, scale: Scale | None = None) -> Round:
    return Round(id=id, purpose=RoundPurpose.FOLLOW_UP, held_on=held_on, scale=scale or Scale())


def test_a_re_rating_is_late_the_day_after_until_a_follow_up_round_of_its_year() -> None:
    due, code = date(2026, 11, 1), "rerating-overdue"
    baseline = Round(id="flere", held_on=date(2026, 12, 1))
    assert code not in codes(rerating(due), due)
    assert code in codes(rerating(due), date(2026, 11, 2))
    assert code in codes(rerating(due, baseline), date(2026, 12, 2))
    for held_on in (None, date(2026, 1, 5), date(2026, 11, 2), date(2027, 1, 5)):
        plan = rerating(due, follow_up("igen", held_on))
        assert code not in codes(plan, date(2027, 2, 1))
    assert code in codes(rerating(due, follow_up("igen", date(2025, 12, 31))), NOVEMBER)


def test_the_latest_re_rating_is_compared() -> None:
    def rated_again(id: str, held_on: datetime.date, scale: Scale) -> Round:
        ballot = Ballot(voice="A", ratings=tuple((t, 5, 1) for t in case.CHOSEN))
        return attrs.evolve(follow_up(id, held_on, scale), ballots=(ballot,))

    first, second = date(2026, 11, 20), date(2026, 11, 21)
    for scales, is_told in (((Scale(), Scale(1, 7)), True), ((Scale(1, 7), Scale()), False)):
        plan = case.plan_on(NOVEMBER)
        for id, held_on, scale in zip("ab", (first, second), scales, strict=True):
            plan = plan.add_round(rated_again(id, held_on, scale))
        assert ("not-comparable" in codes(plan, NOVEMBER)) is is_told


def test_a_theme_without_a_card_hides_no_other_that_succeeds() -> None:
    plan = rerated(Scale(), 5, 5)
    first, *others = plan.chosen
    cards = tuple(card for card in plan.cards if card.theme_id != first)
    plan = attrs.evolve(plan, cards=cards, activations=(), reports=())
    paths = [f.path for f in check(plan, NOVEMBER) if f.code == "theme-succeeds"]
    assert sorted(paths) == sorted(f"cards[{theme!r}].state" for theme in others)


def test_a_re_rating_may_leave_chosen_themes_out() -> None:
    ballot = Ballot(voice="A", ratings=(("overload", 5, 5),))
    again = attrs.evolve(follow_up("igen", date(2026, 11, 20)), ballots=(ballot,))
    found = check(case.plan_on(NOVEMBER).add_round(again), NOVEMBER)
    paths = [f.path for f in found if f.code == "theme-succeeds"]
    assert paths == ["cards['overload'].state"]


def test_a_re_rating_to_come_tells_nothing_yet() -> None:
    plan = case.plan_on(date(2027, 9, 15))
    assert "next-cycle" not in codes(plan, date(2027, 9, 14))
    assert "next-cycle" in codes(plan, date(2027, 9, 15))
