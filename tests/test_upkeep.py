"""Publication, follow-up and what is late."""

import datetime

from ledertrivsel.cards import (
    CardState,
)
from ledertrivsel.decisions import (
    Publication,
)
from ledertrivsel.findings import check
from tests.cases import eksempelkommune as case
from tests.cases.small_plans import (
    TODAY,
    bare,
    codes,
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
