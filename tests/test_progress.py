"""Movement to a re-rating, the state of things on a day, and what the next cycle opens with."""

import datetime
from fractions import Fraction

import attrs
import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import CardState, Check, FollowUp, Offset, Task, TaskState
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.progress import (
    NotComparable,
    ParkedStatus,
    days_late,
    movements,
    next_cycle,
    status,
)
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Cut, CutKind, Scale
from tests.cases import eksempelkommune as case
from tests.cases.small_plans import THEMES, bare, voice

date = datetime.date
F = Fraction

AFTER = date(2027, 9, 16)
RERATED = case.plan_on(AFTER)


def test_the_cases_themes_moved_as_its_table_says() -> None:
    rows = []
    for movement in movements(RERATED):
        before, after = movement.before, movement.after
        assert before is not None
        assert after is not None
        assert movement.is_comparable
        rows.append(
            (
                RERATED.theme(movement.theme_id).number,
                after.importance,
                after.success,
                (int(before.quadrant), int(after.quadrant)),
                movement.has_moved,
                movement.success,
                after.on_line,
            )
        )
    assert rows == [
        (12, F(5), F(5, 2), (1, 1), False, F(2, 3), False),
        (1, F(14, 3), F(7, 2), (1, 2), True, F(3, 2), False),
        (5, F(13, 3), F(19, 6), (1, 2), True, F(7, 6), False),
        (4, F(9, 2), F(13, 6), (1, 1), False, F(1, 6), False),
        (2, F(13, 3), F(3), (1, 1), False, F(2, 3), True),
        (13, F(22, 5), F(12, 5), (1, 1), False, F(1, 15), False),
    ]


def test_the_change_in_importance_is_told_beside_that_in_success() -> None:
    assert [m.importance for m in movements(RERATED)] == [
        F(1, 6),
        F(0),
        F(-1, 6),
        F(1, 6),
        F(1, 6),
        F(7, 30),
    ]


def test_without_a_follow_up_nothing_has_moved() -> None:
    assert movements(case.plan_on(date(2026, 11, 23))) == ()


def test_a_round_is_named_or_the_latest() -> None:
    later = attrs.evolve(case.rerating(), id="senere", held_on=date(2028, 9, 15), ballots=())
    plan = RERATED.add_round(later)
    assert movements(plan, "opfoelgning-2027") == movements(RERATED)
    assert {m.reason for m in movements(plan)} == {NotComparable.NOT_RATED_NOW}
    with pytest.raises(InvalidValueError, match="Did you mean 'opfoelgning-2027'"):
        movements(plan, "opfoelgning-2026")


def follow_up(**given: object) -> Round:
    return Round(
        **{
            "id": "igen",
            "purpose": RoundPurpose.FOLLOW_UP,
            "held_on": date(2027, 9, 1),
            "ballots": (Ballot(voice="A", ratings=(("sparring", 5, 4),)),),
            **given,
        }
    )


def baseline(**given: object) -> Round:
    ballots = (Ballot(voice="A", ratings=(("sparring", 5, 2),)),)
    return Round(**{"id": "forbered", "ballots": ballots, **given})


def chosen(*rounds: Round, cut: Cut = Cut()) -> Plan:
    plan = attrs.evolve(bare(), cut=cut)
    for a_round in rounds:
        plan = plan.add_round(a_round)
    return plan.choose(["sparring"])


def anonymous(voices: int, **given: object) -> dict[str, object]:
    ballots = tuple(Ballot(voice=voice(n), ratings=(("sparring", 5, 2),)) for n in range(voices))
    return {"mode": RoundMode.ANONYMOUS, "ballots": ballots, **given}


UNRATED = (Ballot(voice="A", ratings=(("overload", 5, 2),)),)
HALF = (Ballot(voice="A", ratings=(("sparring", 5, None),)),)


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (chosen(baseline(), follow_up()), None),
        (chosen(baseline(), follow_up(scale=Scale(1, 7))), NotComparable.SCALE_DIFFERS),
        (chosen(baseline(), follow_up(**anonymous(5))), NotComparable.ROUND_NOT_CLOSED),
        (chosen(baseline(**anonymous(5)), follow_up()), NotComparable.ROUND_NOT_CLOSED),
        (
            chosen(baseline(), follow_up(**anonymous(4))).close_round("igen"),
            NotComparable.UNDER_FLOOR,
        ),
        (chosen(baseline(), follow_up(**anonymous(5))).close_round("igen"), None),
        (
            chosen(baseline(**anonymous(4)), follow_up()).close_round("forbered"),
            NotComparable.UNDER_FLOOR,
        ),
        (chosen(baseline(ballots=UNRATED), follow_up()), NotComparable.NOT_RATED_BEFORE),
        (chosen(follow_up()), NotComparable.NOT_RATED_BEFORE),
        (chosen(baseline(), follow_up(ballots=HALF)), NotComparable.NOT_RATED_NOW),
        (
            chosen(baseline(), follow_up(), cut=Cut(CutKind.MEDIAN)),
            NotComparable.CUT_DEPENDS_ON_THEMES,
        ),
        (chosen(baseline(), follow_up(), cut=Cut.fixed(4, 2)), None),
    ],
)
def test_what_cannot_be_compared_says_why(plan: Plan, reason: NotComparable | None) -> None:
    movement = movements(plan)[0]
    assert movement.theme_id == "sparring"
    assert movement.reason is reason
    assert movement.is_comparable is (reason is None)
    if reason is not None:
        assert (movement.importance, movement.success) == (None, None)
        assert not movement.has_moved


def test_a_parked_theme_is_not_compared() -> None:
    plan = bare().add_round(baseline()).add_round(follow_up())
    plan = plan.park("sparring", reason=ParkedReason.OTHERS_DECIDE)
    assert movements(plan) == ()
    agreed = attrs.evolve(case.plan_on(date(2026, 11, 23)).follow_up, rerate=("sparring",))
    (movement,) = movements(plan.agree_follow_up(agreed))
    assert movement.reason is NotComparable.PARKED
    assert (movement.before, movement.after) == (None, None)


def test_an_open_baseline_beside_an_unclosed_one_is_compared_as_far_as_it_is_shown() -> None:
    plan = chosen(baseline(), follow_up()).add_round(Round(id="anonym", **anonymous(5)))
    assert movements(plan)[0].is_comparable


def test_a_theme_under_the_floor_is_listed_as_little_as_one_unrated() -> None:
    def listed(voices: int) -> list[str]:
        ballots = tuple(
            Ballot(
                voice=voice(n),
                ratings=(("sparring", 5, 4), *([("overload", 5, 4)] if n < voices else [])),
            )
            for n in range(6)
        )
        again = follow_up(mode=RoundMode.ANONYMOUS, ballots=ballots)
        return [m.theme_id for m in movements(chosen(baseline(), again).close_round("igen"))]

    assert listed(0) == listed(4) == ["sparring"]
    assert listed(5) == ["sparring", "overload"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_said_in_words(language: str) -> None:
    assert set(load_labels(language).table("progress.reason")) == {r.value for r in NotComparable}


# The state of things on a day.


def test_the_cards_of_the_case_in_april() -> None:
    plan = case.plan_on(date(2027, 4, 15))
    told = status(plan, date(2027, 4, 15))
    cards = {card.theme_id: card for card in told.cards}
    assert [card.theme_id for card in told.cards] == [card.theme_id for card in plan.cards]
    done, overdue = TaskState.DONE, TaskState.OVERDUE
    assert cards["cross-pressure"].tasks == (None, None, None, done, overdue)
    assert cards["cross-pressure"].checks == (None, overdue)
    assert cards["overload"].tasks == (None, None, done, overdue)
    assert cards["restitution"].tasks == (None, done, done)
    assert [a.checks for a in cards["new-managers"].activations] == [(done,), (overdue,)]
    assert cards["new-managers"].state is CardState.IN_USE
    assert told.parking == (
        ParkedStatus("sickness-absence", 85),
        ParkedStatus("cross-cooperation", 0),
    )


def test_an_activated_card_has_the_state_of_its_tasks_there() -> None:
    plan = case.plan_on(date(2026, 11, 23)).activate("overload", on=date(2026, 11, 23))
    plan = plan.complete_task("overload", 0, on=date(2026, 11, 24), activation=0)
    (activation,) = status(plan, date(2026, 12, 1)).cards[2].activations
    assert activation.tasks == (TaskState.DONE, TaskState.OVERDUE)
    assert activation.checks == (TaskState.TODO,)


def test_a_card_left_unfinished_is_late_after_its_day() -> None:
    plan = case.plan_on(date(2026, 10, 7))
    late = {day: status(plan, day).cards[3].is_overdue for day in (date(2026, 10, 21), AFTER)}
    assert late == {date(2026, 10, 21): False, AFTER: True}


def test_next_steps_have_states_too() -> None:
    steps = (Task(what="Book lokaler", due=date(2026, 9, 1)), Task(what="Skriv ud"))
    plan = bare().agree_next_steps(*steps)
    assert status(plan, date(2026, 9, 2)).next_steps == (TaskState.OVERDUE, TaskState.TODO)


def test_what_counts_from_an_event_has_no_state_on_the_card() -> None:
    plan = case.plan_on(date(2026, 11, 23))
    card = attrs.evolve(
        plan.cards[0],
        tasks=(Task(what="Ring", due=Offset(1)), Task(what="Skriv")),
        follow_up=FollowUp("", (Offset(2), Check())),
    )
    told = status(plan.revise_card(card), date(2026, 11, 23)).cards[0]
    assert told.tasks == (None, TaskState.TODO)
    assert told.checks == (None, TaskState.TODO)


def test_days_late_are_counted_from_the_day_after() -> None:
    due = date(2027, 1, 20)
    days = (due - datetime.timedelta(1), due, due + datetime.timedelta(1))
    assert [days_late(due, day) for day in days] == [0, 0, 1]
    assert days_late(None, due) == 0


def test_a_day_is_a_date() -> None:
    with pytest.raises(InvalidValueError, match="today must be a date"):
        status(bare(), datetime.datetime(2026, 9, 2))
    with pytest.raises(InvalidValueError, match="today must be a date"):
        next_cycle(bare(), datetime.datetime(2026, 9, 2))


# The next cycle.


def numbers(plan: Plan, today: datetime.date = AFTER) -> list[int]:
    return [plan.theme(theme_id).number for theme_id in next_cycle(plan, today)]


def test_the_next_cycle_of_the_case() -> None:
    assert numbers(RERATED) == [12, 4, 2, 13, 6, 10]


def test_before_the_re_rating_all_chosen_themes_are_in_focus() -> None:
    assert numbers(RERATED, date(2027, 9, 14)) == [12, 1, 5, 4, 2, 13, 6, 10]


def test_a_routine_card_takes_its_theme_out_of_focus() -> None:
    card = RERATED.card("restitution")
    assert card is not None
    routine = attrs.evolve(card, state=CardState.ROUTINE, state_reason="Det sidder.")
    assert numbers(RERATED.revise_card(routine)) == [12, 2, 13, 6, 10]


def test_a_theme_taken_up_again_is_not_parked_in_the_next_cycle() -> None:
    assert numbers(RERATED.unpark("sickness-absence")) == [12, 4, 2, 13, 10]


def test_a_level_theme_that_was_parked_since_stands_once() -> None:
    plan = RERATED.park("psychological-safety", reason=ParkedReason.NEEDS_KNOWLEDGE)
    assert numbers(plan) == [12, 4, 13, 2, 6, 10]


def test_a_level_theme_that_was_chosen_is_not_left() -> None:
    plan = RERATED.choose([*case.CHOSEN, "psychological-safety"])
    assert numbers(plan) == [12, 4, 2, 13, 6, 10]


def test_a_plan_without_a_choice_opens_with_what_is_parked() -> None:
    plan = bare().park(THEMES[3], reason=ParkedReason.OTHERS_DECIDE)
    assert next_cycle(plan, AFTER) == (THEMES[3],)


def test_a_re_rating_that_skips_a_theme_leaves_the_earlier_one_standing() -> None:
    ballots = (Ballot(voice="A", ratings=(("restitution", 5, 5),)),)
    later = Round(
        id="senere", purpose=RoundPurpose.FOLLOW_UP, held_on=date(2028, 9, 1), ballots=ballots
    )
    plan = RERATED.add_round(later)
    assert numbers(plan, date(2028, 9, 1)) == [12, 2, 13, 6, 10]
    assert numbers(plan, date(2028, 8, 31)) == [12, 4, 2, 13, 6, 10]
