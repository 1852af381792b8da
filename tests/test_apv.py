"""Step 3: the minimum of an action plan and the quality of a card."""

import datetime
from typing import Any

import attrs
import pytest

from ledertrivsel.cards import ActionCard, CardState, Check, FollowUp, Offset, Task
from ledertrivsel.findings import check
from ledertrivsel.methods import builtin_method
from ledertrivsel.qualification import Qualification
from tests.cases import eksempelkommune as case
from tests.cases.small_plans import NOVEMBER, codes, on, prose, unfinished, with_card

date = datetime.date


@pytest.mark.parametrize("day", [day for day, _ in case.COURSE if day >= date(2026, 10, 7)])
def test_the_sources_own_card_raises_no_gap_on_any_day(day: datetime.date) -> None:
    gaps = ("apv-", "quality-", "headings-", "card-", "health-", "name-", "contact-", "personal-")
    on_card = [f for f in check(case.plan_on(day), day) if "'new-managers'" in f.path]
    assert [f.code for f in on_card if f.code.startswith(gaps)] == []


@pytest.mark.parametrize("check_due", [None, Offset(5, event="opstart")])
def test_the_methods_example_card_raises_nothing_however_it_was_read(
    check_due: Offset | None,
) -> None:
    method = builtin_method()
    texts = {name: text.to("da") for name, text in method.example_card.fields}
    checks = () if check_due is None else (check_due,)
    example = ActionCard(
        theme_id="new-managers",
        state=CardState.IN_USE,
        follow_up=FollowUp(texts.pop("follow_up"), checks),
        tasks_note=texts.pop("tasks"),
        **texts,
    )
    plan = case.plan_on(NOVEMBER)
    plan = attrs.evolve(plan, cards=(example, *plan.cards[1:]), activations=())
    assert [f for f in check(plan, NOVEMBER) if "new-managers" in f.path] == []


@pytest.mark.parametrize(
    ("lacking", "is_begun"),
    [
        ({"publication": None}, True),
        ({"cards": (), "activations": (), "reports": ()}, True),
        ({"cards": (), "activations": (), "reports": (), "publication": None}, False),
    ],
)
def test_a_card_is_missed_once_there_is_another_or_the_plan_is_published(
    lacking: dict[str, Any], is_begun: bool
) -> None:
    plan = on(NOVEMBER, qualifications=(), **lacking)
    if plan.cards:
        plan = attrs.evolve(
            plan, cards=tuple(c for c in plan.cards if c.theme_id != "overload"), reports=()
        )
    paths = [f.path for f in check(plan, NOVEMBER) if f.code == "card-missing"]
    assert ("cards['overload']" in paths) is is_begun


@pytest.mark.parametrize(
    ("checks", "is_lacking"),
    [
        ((date(2027, 3, 1),), False),
        ((Offset(5, event="opstart"),), False),
        ((Check(what="Vi spørger"), Check(due=date(2027, 3, 1))), False),
        ((Check(what="Vi spørger"),), True),
        ((), True),
    ],
)
def test_a_follow_up_has_a_time_in_a_check_that_is_due(
    checks: tuple[Any, ...], is_lacking: bool
) -> None:
    plan = prose(follow_up=FollowUp("Vi spørger gruppen.", checks))
    paths = [f.path for f in check(plan, NOVEMBER) if f.code == "apv-follow-up"]
    assert ("cards['overload'].follow_up" in paths) is is_lacking


@pytest.mark.parametrize("state", [CardState.PAUSED, CardState.CLOSED])
def test_the_tasks_of_a_week_are_the_undone_ones_of_cards_in_use(state: CardState) -> None:
    week = (date(2027, 2, 1), date(2027, 2, 3), date(2027, 2, 7))
    three = tuple(Task(what="Hold et kort møde", who="HR", due=due) for due in week)
    first, *between, last = case.plan_on(NOVEMBER).cards
    resting = attrs.evolve(first, state=state, state_reason="Venter", tasks=three)
    done = Task(what="Book et lokale", who="HR", due=week[0], done_on=date(2026, 11, 20))
    plan = on(NOVEMBER, cards=(resting, *between, attrs.evolve(last, tasks=(*three, done))))
    flow = [dict(f.params) for f in check(plan, NOVEMBER) if f.code == "quality-flow"]
    assert flow == [{"monday": date(2027, 2, 1), "tasks": 3}]


def test_a_dropped_task_is_nobodys() -> None:
    dropped = Task(what="Kurser", dropped="Ingen tid")
    plan = prose(tasks=(dropped, Task(what="Hold et kort møde", who="HR", due=NOVEMBER)))
    assert [f.code for f in check(plan, NOVEMBER) if "'overload'" in f.path] == []


def test_an_empty_card_is_told_heading_by_heading_and_never_twice() -> None:
    plan = on(NOVEMBER, qualifications=())
    empty = ActionCard(theme_id="overload")
    plan = attrs.evolve(
        plan, cards=tuple(empty if c.theme_id == "overload" else c for c in plan.cards)
    )
    on_card = [f for f in check(plan, NOVEMBER) if f.path.startswith("cards['overload']")]
    assert [f.code for f in on_card] == [
        "apv-follow-up",
        "apv-problem",
        "apv-responsible",
        "apv-measure",
        "headings-empty",
        "card-draft",
    ]
    headings = next(f for f in on_card if f.code == "headings-empty")
    assert headings.render("da") == (
        "Action cardet om tema 5 (Hvordan spotter vi overbelastning hos ledere?) er tomt under: "
        "Hvor og hvornår anvendes action cardet, Hvor får jeg hjælp som ansvarlig og "
        "Hvad er medarbejderrepræsentanter og samarbejdsforas rolle."
    )


def test_a_qualification_alone_states_the_problem() -> None:
    plan = on(NOVEMBER, qualifications=(Qualification(theme_id="overload"),))
    assert "apv-problem" in codes(with_card(plan, "overload", goal="-"), NOVEMBER)
    answered = Qualification(theme_id="overload", answers={"assessment": "Vi ser det sent."})
    plan = on(NOVEMBER, qualifications=(answered,))
    assert "apv-problem" not in codes(with_card(plan, "overload", goal="-"), NOVEMBER)


def test_a_card_that_all_answer_for_has_nobody_to_ask() -> None:
    found = [f for f in check(prose(responsible="Alle ledere"), NOVEMBER) if "quality" in f.code]
    assert [(f.code, f.path) for f in found] == [("quality-whom", "cards['overload'].responsible")]


def test_what_an_unfinished_card_lacks_is_said() -> None:
    def said(**given: object) -> str:
        findings = check(unfinished(**given), NOVEMBER)
        return next(
            f.render("da") for f in findings if f.path == "cards['restitution'].unfinished"
        )

    start = "Action cardet om tema 4 (Hvordan sikrer vi lederes restitution?) "
    assert said() == (
        f"{start}er ikke færdigt: aftale om vagt. Det er ikke aftalt, hvem der gør det "
        "færdigt og hvornår det skal være færdigt."
    )
    assert said(due=NOVEMBER).endswith("Det er ikke aftalt, hvem der gør det færdigt.")
    assert said(who="HR").endswith("Det er ikke aftalt, hvornår det skal være færdigt.")
    assert said(due=date(2026, 11, 21)) == (
        f"{start}skulle være færdigt den 21. november 2026: aftale om vagt. "
        "Det er 2 dage over tiden. Hvem: ingen er nævnt."
    )
