"""Every figure of the example case: the table of step 1, the proposal, the re-rating."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from ledertrivsel.agreement import disagreement, order_of_talk
from ledertrivsel.cards import ActionCard
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import PlanState
from ledertrivsel.prioritization import BUILT_IN_RULES
from tests.cases import eksempelkommune as case

date = datetime.date
F = Fraction

PLAN = case.before_choice()
MATRIX = PLAN.matrix()

#: Number: importance, success, gap, field, picks, complete ratings; 6 and 10 are parked.
TABLE = {
    1: (F(14, 3), F(2), F(8, 3), 1, 5, 6),
    2: (F(25, 6), F(7, 3), F(11, 6), 1, 2, 6),
    3: (F(11, 3), F(3), F(2, 3), 1, 0, 6),
    4: (F(13, 3), F(2), F(7, 3), 1, 3, 6),
    5: (F(9, 2), F(2), F(5, 2), 1, 3, 6),
    6: (F(7, 2), F(5, 2), F(1), 1, 0, 2),
    7: (F(4), F(16, 5), F(4, 5), 2, 1, 5),
    8: (F(7, 3), F(23, 6), F(-3, 2), 4, 0, 6),
    9: (F(4), F(21, 5), F(-1, 5), 2, 0, 5),
    10: (F(19, 5), F(12, 5), F(7, 5), 1, 3, 5),
    11: (F(7, 3), F(5, 2), F(-1, 6), 3, 0, 6),
    12: (F(29, 6), F(11, 6), F(3), 1, 4, 6),
    13: (F(25, 6), F(7, 3), F(11, 6), 1, 2, 6),
}

#: Means per axis over all who answered that axis, where they differ from the complete ratings'.
PER_AXIS = {
    6: (F(18, 5), F(5, 2)),
    9: (F(23, 6), F(21, 5)),
    10: (F(11, 3), F(12, 5)),
}


def numbers(theme_ids: object) -> list[int]:
    return sorted(PLAN.theme(theme_id).number for theme_id in theme_ids)  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", TABLE)
def test_a_row_of_the_table(number: int) -> None:
    everything = PLAN.unpark("sickness-absence").unpark("cross-cooperation").matrix()
    placed = everything.placement(case.THEMES[number - 1])
    assert placed is not None
    row = (placed.importance, placed.success, placed.gap, placed.quadrant, placed.picks, placed.n)
    assert row == TABLE[number]
    assert placed.on_line is (number == 3)


@pytest.mark.parametrize("number", PER_AXIS)
def test_the_means_per_axis_of_all_who_answered(number: int) -> None:
    theme_id = case.THEMES[number - 1]
    ballots = PLAN.round("forbered").ballots
    ratings = [rating for ballot in ballots if (rating := ballot.rating(theme_id))]
    means = tuple(
        F(sum(points), len(points))
        for points in (
            [r.importance for r in ratings if type(r.importance) is int],
            [r.success for r in ratings if type(r.success) is int],
        )
    )
    assert means == PER_AXIS[number]


def test_parked_themes_are_not_on_the_card() -> None:
    assert [p.number for p in MATRIX.placements] == [1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13]
    assert len(MATRIX.in_field(1)) == 7


def test_the_proposal_is_explained_by_its_order() -> None:
    proposal = PLAN.proposal()
    order = [numbers(group) for group in proposal.order]
    assert order == [[12], [1], [5], [4], [2, 13], [3], [7], [9], [11], [8]]
    assert proposal.target == 5
    assert [PLAN.theme(t).number for t in proposal.chosen] == [12, 1, 5, 4]
    assert [PLAN.theme(t).number for t in proposal.contested] == [2, 13]
    assert proposal.filled == ()


@pytest.mark.parametrize(
    ("rule", "chosen", "contested"),
    [
        ("field-gap", [1, 4, 5, 12], [2, 13]),
        ("field", [1, 4, 5, 12], [2, 13]),
        ("gap", [1, 5, 12], []),
        ("share", [1, 4, 5, 12, 13], []),
        ("picks", [1, 4, 5, 12], []),
    ],
)
def test_what_each_rule_proposes(rule: str, chosen: list[int], contested: list[int]) -> None:
    proposal = PLAN.proposal(rule)
    assert numbers(proposal.chosen) == chosen
    assert numbers(proposal.contested) == contested


def test_every_built_in_rule_is_in_the_table_above() -> None:
    assert set(BUILT_IN_RULES) == {"field-gap", "field", "gap", "share", "picks"}


def test_all_turning_points_lie_in_the_two_level_themes() -> None:
    points = {PLAN.theme(t.theme_id).number: t.changes for t in PLAN.proposal().turning_points}
    assert points == {2: 22, 13: 22}
    assert sum(points.values()) == 44


@pytest.mark.parametrize(
    ("number", "axis", "frequencies", "consensus", "agreement"),
    [
        (7, "success", (2, 0, 0, 1, 2), "0.130", "-0.567"),
        (4, "success", (2, 2, 2, 0, 0), "0.723", "0.500"),
        (2, "success", (0, 5, 0, 1, 0), "0.766", "0.722"),
        (10, "importance", (0, 1, 1, 1, 2), "0.542", "0.400"),
    ],
)
def test_how_far_the_groups_agree(
    number: int, axis: str, frequencies: tuple[int, ...], consensus: str, agreement: str
) -> None:
    everything = PLAN.unpark("sickness-absence").unpark("cross-cooperation").matrix()
    placement = everything.placement(case.THEMES[number - 1])
    assert placement is not None
    spread = getattr(disagreement(placement, everything.scale), axis)
    assert spread.frequencies == frequencies
    assert spread.consensus.quantize(Decimal("0.001")) == Decimal(consensus)
    assert round(spread.agreement, 3) == F(agreement)


def test_theme_7_alone_is_split_and_first_to_talk_about() -> None:
    split = [p.number for p in MATRIX.placements if disagreement(p, MATRIX.scale).is_split]
    assert split == [7]
    assert order_of_talk(MATRIX)[0] == {"manager-dialogue"}


def test_the_choice_follows_the_proposal_and_is_confirmed_by_the_direktion() -> None:
    choice = case.plan_on(date(2026, 9, 9)).choice
    assert choice is not None
    assert not choice.departs
    assert (choice.confirmed_by, choice.confirmed_on) == ("Direktionen", date(2026, 9, 9))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 10, 21), PlanState.DRAFT),
        (date(2026, 10, 22), PlanState.CONSULTED),
        (date(2026, 10, 28), PlanState.DECIDED),
        (date(2026, 11, 2), PlanState.PUBLISHED),
    ],
)
def test_how_far_the_plan_is(day: datetime.date, state: PlanState) -> None:
    assert case.plan_on(day).state is state


def test_the_workshops_have_the_people_of_the_case() -> None:
    sessions = case.plan_on(date(2026, 10, 7)).sessions
    assert [session.people for session in sessions] == [28, 26, 24]
    assert PLAN.tally().participants == 28


def test_the_first_card_is_the_sources_word_for_word() -> None:
    example = builtin_method().example_card
    texts = {field: text.to("da") for field, text in example.fields}
    card: ActionCard = case.NEW_MANAGERS
    assert texts == {
        "applies_when": card.applies_when,
        "goal": card.goal,
        "responsible": card.responsible,
        "support": card.support,
        "representatives_role": card.representatives_role,
        "tasks": card.tasks_note,
        "follow_up": card.follow_up.text,
    }


def test_the_activations_date_the_talks() -> None:
    plan = case.plan_on(date(2027, 3, 8))
    checks = [activation.checks for activation in plan.activations_of("new-managers")]
    assert [(check.due, check.done_on) for (check,) in checks] == [
        (date(2027, 3, 8), date(2027, 3, 8)),
        (date(2027, 4, 5), None),
    ]


def test_no_day_of_the_course_knows_of_a_later_act() -> None:
    days = sorted({day for day, _ in case.COURSE})
    assert [day for day in days if case.plan_on(day).latest_act > day] == []
    assert case.plan_on(days[-1]).latest_act == days[-1]
