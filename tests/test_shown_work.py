"""What people decided and do, as each audience is shown it."""

import datetime

from ledertrivsel.cards import ActionCard, Check, FollowUp, Offset, OffsetUnit, Task
from ledertrivsel.decisions import FollowUpAgreement, Report
from ledertrivsel.parking import ParkedReason
from ledertrivsel.rounds import Round
from ledertrivsel.testing.strategies import filled_plan
from ledertrivsel.view import make_view
from tests.cases.seen import (
    FORUMS,
    TODAY,
    plan_of,
    published,
    views,
)


def test_parked_themes_are_told_with_less_the_further_out() -> None:
    plan = published(filled_plan(str), show_card=False, show_parked=True)
    group, forums, organisation = (view.parking[0] for view in views(plan))
    assert (group.reason, group.who) == (ParkedReason.NEEDS_KNOWLEDGE, "parking[0].who")
    assert (forums.reason, forums.who) == (ParkedReason.NEEDS_KNOWLEDGE, "")
    assert (organisation.reason, organisation.revisit_on) == (None, None)
    assert not organisation.note
    assert organisation.theme == plan.theme("theme-6")


def test_the_organisation_is_told_how_many_have_reported() -> None:
    agreement = FollowUpAgreement(groups=("A", "B", "C"))
    plan = plan_of().agree_follow_up(agreement).report(Report(group="B", on=TODAY))
    plan = plan.report(Report(group="B", on=TODAY + datetime.timedelta(days=1)))
    for view in views(plan):
        assert view.report_count is not None
        assert (view.report_count.reported, view.report_count.groups) == (1, 3)
    assert views(plan)[2].reports == ()
    assert views(plan_of().agree_follow_up(FollowUpAgreement()))[2].report_count is None


def test_a_choice_tells_everybody_whether_it_departs_from_the_proposal() -> None:
    plan = plan_of(Round.from_rows("aaben", [("A", "theme-1", 5, 1), ("A", "theme-2", 1, 5)]))
    assert plan.proposal().chosen == ("theme-1",)
    for theme_id, departs in (("theme-1", False), ("theme-2", True)):
        told = [view.choice and view.choice.departs for view in views(plan.choose([theme_id]))]
        assert told == [departs] * 3


def test_a_question_that_nobody_answered_is_left_out() -> None:
    plan = plan_of().choose(["theme-1"]).qualify("theme-1", answers={"ideas": "Makker"})
    (qualification,) = make_view(plan, FORUMS, today=TODAY).qualifications
    assert [(id, text.plain) for id, text in qualification.answers] == [("ideas", "Makker")]


def test_tasks_and_checks_have_their_state_on_the_day() -> None:
    card = ActionCard(
        theme_id="theme-1",
        tasks=(
            Task(what="Spørg", due=TODAY),
            Task(what="Svar", due=TODAY, done_on=TODAY),
            Task(what="Mål", due=Offset(5, OffsetUnit.WEEKS, "opstart")),
        ),
        follow_up=FollowUp("Se efter", (Check(due=TODAY),)),
    )
    plan = plan_of().choose(["theme-1"]).add_card(card).activate("theme-1", on=TODAY)
    later = TODAY + datetime.timedelta(days=1)
    for day, state, overdue in ((TODAY, "todo", False), (later, "overdue", True)):
        shown = make_view(plan, today=day).cards[0]
        assert [task.state.value for task in shown.tasks] == [state, "done", "todo"]
        assert [check.overdue for check in shown.checks] == [overdue]
        assert shown.activations == ()
    activation = make_view(plan, FORUMS, today=later).cards[0].activations[0]
    assert (activation.on, [task.what.plain for task in activation.tasks]) == (TODAY, ["Mål"])
