"""What of a plan has a day, by what an entry is known again, and what has none."""

import datetime

import attrs
import pytest

from ledertrivsel.cards import Offset, Task
from ledertrivsel.decisions import Discussion, FollowUpAgreement
from ledertrivsel.exporters._events import SHORT, Event, events, left_out, shortened
from ledertrivsel.exporters._outline import Speaker
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import Step, builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.view import Audience, View, make_view
from ledertrivsel.workshop import Session
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

METHOD = builtin_method()
LATE = datetime.date(2027, 3, 19)
DAY = datetime.date(2026, 9, 2)


def made(view: View, language: str = "da") -> tuple[Event, ...]:
    return events(Speaker(load_labels(language), language), view, METHOD)


def of(plan: Plan, audience: Audience = Audience.WORKING_GROUP) -> tuple[Event, ...]:
    return made(make_view(plan, audience, today=LATE))


def begun() -> Plan:
    return Plan.start(METHOD, title="Plan", on=DAY)


def items(found: tuple[Event, ...], kind: str) -> dict[tuple[str, ...], datetime.date]:
    return {event.item: event.day for event in found if event.item[0] == kind}


def kinds(found: tuple[Event, ...]) -> set[str]:
    return {event.item[0] for event in found}


def test_everything_with_a_day_is_an_entry() -> None:
    assert kinds(made(everything())) == {
        "activation",
        "activation-check",
        "activation-task",
        "begins",
        "check",
        "discussion",
        "next-step",
        "open-point",
        "parked",
        "preparation",
        "published",
        "report-by",
        "rerate",
        "session",
        "task",
        "unfinished",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_line_says_for_whom_it_is(language: str) -> None:
    for audience in Audience:
        said = load_labels(language)[f"exports.audience.{audience.value}"]
        found = made(everything(audience), language)
        assert {event.description[-1] for event in found} == {said}


def test_the_organisation_gets_no_entry_of_what_it_may_not_see() -> None:
    assert kinds(of(plan_on(LATE), Audience.ORGANISATION)) == {
        "begins",
        "check",
        "discussion",
        "published",
        "report-by",
        "rerate",
        "task",
    }


def test_entries_stand_by_day() -> None:
    found = of(plan_on(LATE))
    assert [event.day for event in found] == sorted(event.day for event in found)
    assert len({event.item for event in found}) == len(found)


def test_a_task_that_is_put_off_or_done_is_the_same_entry() -> None:
    plan = begun().agree_next_steps(
        Task(what="Ring til HR", who="Leder", due=DAY), Task(what="Hold møde", due=DAY)
    )
    later = DAY + datetime.timedelta(days=9)
    moved = attrs.evolve(
        plan,
        next_steps=(
            Task(what="Ny opgave først", due=DAY),
            Task(what="Hold møde", due=DAY),
            Task(what="Ring til HR", who="En anden", due=later, done_on=later),
        ),
    )
    before, after = (items(of(p), "next-step") for p in (plan, moved))
    assert set(before) < set(after)
    assert after["next-step", "Ring til HR", "1"] == later


def test_two_that_read_the_same_are_two() -> None:
    plan = begun().agree_next_steps(*[Task(what="Hold møde", due=DAY)] * 2)
    assert set(items(of(plan), "next-step")) == {
        ("next-step", "Hold møde", "1"),
        ("next-step", "Hold møde", "2"),
    }


def test_a_workshop_that_is_moved_is_the_same_entry() -> None:
    plan = begun().hold_session(Session(step=Step.PREPARE, on=DAY))
    plan = plan.hold_session(Session(step=Step.QUALIFY, on=DAY))
    later = attrs.evolve(
        plan, sessions=(attrs.evolve(plan.sessions[0], on=LATE), plan.sessions[1])
    )
    assert set(items(of(plan), "session")) == set(items(of(later), "session"))


def test_each_publication_is_an_entry_of_its_own() -> None:
    plan = plan_on(LATE)
    assert plan.publication is not None
    again = plan.publish(attrs.evolve(plan.publication, version=2, on=LATE))
    assert set(items(of(plan), "published")) == {("published", "1", "1")}
    assert set(items(of(again), "published")) == {("published", "2", "1")}


def test_a_title_is_cut_between_words_and_the_whole_text_stands_below() -> None:
    words = " ".join(["ledertrivsel"] * 40)
    plan = begun().agree_next_steps(Task(what=f"{words} til sidst", due=DAY))
    (entry,) = (event for event in of(plan) if event.item[0] == "next-step")
    assert len(entry.title) <= SHORT
    assert entry.title.endswith("ledertrivsel…")
    assert entry.description[0] == f"{words} til sidst"
    assert shortened("x" * 300) == f"{'x' * (SHORT - 1)}…"
    assert shortened("to\nlinjer ") == "to linjer"


def test_what_has_no_day_is_counted() -> None:
    plan = begun().agree_next_steps(Task(what="Snart"), Task(what="Siden", due=Offset(1)))
    plan = plan.agree_follow_up(
        FollowUpAgreement(groups=("A",), discussions=(Discussion(forum="HovedMED"),))
    )
    left = left_out(make_view(plan, Audience.WORKING_GROUP))
    assert [one.said.to("da") for one in left] == [
        "2 opgaver uden dato",
        "1 drøftelse uden dato",
        "aftalen om opfølgning, da den ingen datoer har",
    ]


def test_a_plan_with_nothing_undated_leaves_nothing_out() -> None:
    assert left_out(make_view(begun())) == ()
    assert [event.item[0] for event in of(begun())] == ["begins"]
