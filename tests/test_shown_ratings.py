"""Ratings as each audience is shown them: in total, over the floor, and no voice too many."""

from fractions import Fraction

import attrs

from ledertrivsel.ballots import Ballot
from ledertrivsel.decisions import FollowUpAgreement
from ledertrivsel.parking import ParkedReason
from ledertrivsel.prioritization import TurningPoint
from ledertrivsel.progress import NotComparable
from ledertrivsel.rounds import GroupTally, Round, RoundGroup, RoundMode, RoundPurpose
from ledertrivsel.scales import Cut, CutKind
from ledertrivsel.tally import Tally
from ledertrivsel.view import View, make_view
from tests.cases.seen import (
    FORUMS,
    ORGANISATION,
    THEMES,
    TODAY,
    WORKING_GROUP,
    anonymous,
    ballots,
    everything,
    leaves,
    opened,
    plan_of,
    published,
    views,
)

# Numbers


def numbers(view: View) -> set[object]:
    return {leaf for leaf in leaves(view) if type(leaf) in (int, Fraction)}


def test_ballots_and_cells_are_for_the_working_group_alone() -> None:
    group, forums, organisation = views(plan_of(opened()))
    assert group.rounds[0].ballots[0].ratings[0][1:] == (4, 2)
    assert group.disagreement is not None
    for view in (forums, organisation):
        assert (view.rounds, view.disagreement, view.turning_points) == ((), None, ())
        assert "Gruppe" not in everything(view)


def test_the_sizes_of_voices_are_told_only_in_total() -> None:
    cast = tuple(
        Ballot(voice=f"Gruppe {size}", size=size, ratings=(("theme-1", 4, 2),))
        for size in (1013, 2027)
    )
    group, forums, organisation = views(plan_of(Round(id="aaben", ballots=cast)))
    assert {1013, 2027, 3040} <= numbers(group)
    for view in (forums, organisation):
        assert not {1013, 2027} & numbers(view)
        assert 3040 in numbers(view)


def test_a_closed_round_is_told_in_total_and_never_by_group() -> None:
    def tally(factor: int) -> Tally:
        return Tally(
            cells=(("theme-1", 5, 2, 1009 * factor), ("theme-1", 4, 2, 1013 * factor)),
            halves=(("theme-1", 5, None, 1019 * factor),),
            picks=(("theme-1", 1021 * factor),),
            voices=9001 * factor,
            pickers=4001 * factor,
            participants=9001 * factor,
        )

    counted = Round(
        id="lukket",
        mode=RoundMode.ANONYMOUS,
        groups=(RoundGroup("nord", "Nord"), RoundGroup("syd", "Syd")),
        tallies=(GroupTally("nord", tally(1)), GroupTally("syd", tally(10))),
    )
    for view in views(plan_of(counted)):
        parts = {n * k for n in (1009, 1013, 1019, 1021, 9001, 4001) for k in (1, 10)}
        assert not parts & numbers(view)
        assert 1019 * 11 not in numbers(view)  # Half a rating enters nothing.
        assert view.priority_card is not None
        placement = view.priority_card.placements[0]
        assert (placement.n, placement.picks) == ((1009 + 1013) * 11, 1021 * 11)
        assert view.priority_card.voices == 9001 * 11
        assert "nord" not in everything(view)
        if view.audience is not WORKING_GROUP:
            assert not {1009 * 11, 1013 * 11} & numbers(view)


def test_nobody_sees_anything_of_an_anonymous_round_that_is_not_closed() -> None:
    secret = Round(
        id="hemmelig", title="Hemmelig", mode=RoundMode.ANONYMOUS, ballots=ballots(1, 7)
    )
    empty = attrs.evolve(secret, ballots=())
    for with_ballots, without in zip(
        views(plan_of(opened(), secret)), views(plan_of(opened(), empty)), strict=True
    ):
        assert with_ballots == without
        assert repr(with_ballots) == repr(without)
        assert [r.id for r in with_ballots.rounds] in ([], ["aaben"])
        unreminded = attrs.evolve(with_ballots, findings=())
        assert "hemmelig" not in everything(unreminded).casefold()
        assert "voice-" not in everything(with_ballots)


def test_nobody_sees_who_or_what_of_a_closed_round() -> None:
    plan = plan_of(anonymous("lukket", ballots(1, 6)))
    for view in views(plan):
        assert "voice-" not in everything(view)
        assert all(r.ballots == () for r in view.rounds)
    assert [r.id for r in views(plan)[0].rounds] == ["lukket"]


# The floor


def test_a_theme_under_the_floor_is_named_and_nothing_more() -> None:
    plan = plan_of(anonymous("lukket", ballots(1, 6, t2=4, t3=0)))
    for view in views(plan):
        card = view.priority_card
        assert card is not None
        assert [theme.id for theme in card.suppressed] == ["theme-2", "theme-3"]
        assert [p.theme.id for p in card.placements] == [
            "theme-1", "theme-4", "theme-5", "theme-6",
        ]  # fmt: skip
        assert (card.floor, card.voices) == (5, 6)
        assert 4 not in {p.n for p in card.placements}
    group = views(plan)[0]
    assert group.proposal is not None
    assert group.disagreement is not None
    placed = {theme.id for theme, _ in group.disagreement.themes}
    ordered = {theme.id for talk in group.disagreement.order_of_talk for theme in talk}
    named_ids = {t for tie in group.proposal.order for t in tie} | set(group.proposal.unranked)
    turning = {t for p in group.turning_points for t in (p.theme_id, *p.joins, *p.leaves)}
    assert not {"theme-2", "theme-3"} & (placed | ordered | named_ids | turning)


def test_a_round_of_few_voices_hides_how_many_stand_behind_the_card() -> None:
    few = anonymous("lukket", ballots(1, 2))
    for rounds in ((opened(voices=6), few), (anonymous("flere", ballots(9, 8)), few)):
        for view in views(plan_of(*rounds)):
            card = view.priority_card
            assert card is not None
            assert (card.voices, card.participants, card.pickers) == (None, None, None)
            assert len(card.suppressed) == 6


def test_as_many_voices_as_the_floor_are_told() -> None:
    for view in views(plan_of(anonymous("lukket", ballots(1, 5)))):
        card = view.priority_card
        assert card is not None
        assert (card.voices, card.participants, card.suppressed) == (5, 5, ())


def test_pickers_are_not_told_where_a_theme_is_suppressed() -> None:
    cast = tuple(
        attrs.evolve(b, picks=("theme-2" if n < 2 else "theme-1",))
        for n, b in enumerate(ballots(1, 6, t2=4))
    )
    for view in views(plan_of(anonymous("lukket", cast))):
        assert view.priority_card is not None
        assert view.priority_card.placements[0].picks == 4
        assert view.priority_card.pickers is None
    whole = tuple(attrs.evolve(b, picks=("theme-1",)) for b in ballots(1, 6))
    card = views(plan_of(anonymous("lukket", whole)))[2].priority_card
    assert card is not None
    assert card.pickers == 6


def test_picks_of_too_few_are_told_nobody() -> None:
    cast = tuple(
        attrs.evolve(b, picks=("theme-1",) if n < 4 else ()) for n, b in enumerate(ballots(1, 6))
    )
    for view in views(plan_of(anonymous("lukket", cast))):
        assert view.priority_card is not None
        assert {p.picks for p in view.priority_card.placements} == {None}
        assert view.priority_card.pickers is None


def test_the_floor_in_the_legend_is_that_of_the_rounds_on_the_card() -> None:
    plan = plan_of(
        anonymous("en", ballots(1, 6), floor=3),
        anonymous("to", ballots(20, 6), floor=4),
        anonymous("proeve", ballots(40, 9), floor=9, purpose=RoundPurpose.PILOT),
        anonymous("igen", ballots(60, 8), floor=8, purpose=RoundPurpose.FOLLOW_UP),
    )
    assert {view.priority_card and view.priority_card.floor for view in views(plan)} == {4}
    assert {v.priority_card and v.priority_card.floor for v in views(plan_of(opened()))} == {None}


# Progress


def test_a_movement_to_a_round_under_the_floor_has_no_number() -> None:
    again = anonymous("igen", ballots(60, 8, t1=3), purpose=RoundPurpose.FOLLOW_UP)
    plan = plan_of(opened(), again).choose(["theme-1"])
    for view in views(plan):
        movement = view.movements[0]
        assert (movement.theme_id, movement.after) == ("theme-1", None)
        assert movement.reason is NotComparable.UNDER_FLOOR


def test_a_movement_to_a_round_that_is_not_closed_has_no_number() -> None:
    again = Round(
        id="igen", mode=RoundMode.ANONYMOUS, purpose=RoundPurpose.FOLLOW_UP, ballots=ballots(60, 8)
    )
    plan = plan_of(opened(), again).choose(["theme-1"])
    for view in views(plan):
        assert {m.after for m in view.movements} == {None}
        assert {m.reason for m in view.movements} == {NotComparable.ROUND_NOT_CLOSED}


def test_a_parked_theme_is_not_told_by_way_of_its_progress() -> None:
    again = opened("igen", purpose=RoundPurpose.FOLLOW_UP)
    plan = plan_of(opened(), again).park("theme-6", reason=ParkedReason.NEEDS_KNOWLEDGE)
    plan = plan.agree_follow_up(FollowUpAgreement(rerate=("theme-6",)))
    group, forums, organisation = views(plan)
    for view in (group, forums):
        assert view.movements[-1].reason is NotComparable.PARKED
    assert organisation.movements
    assert all(m.reason is None for m in organisation.movements)
    assert views(published(plan, True, True))[2].movements == forums.movements


def test_a_theme_is_known_where_only_its_progress_is_told() -> None:
    view = views(plan_of(opened("igen", purpose=RoundPurpose.FOLLOW_UP)))[2]
    assert view.priority_card is None
    assert [view.theme(movement.theme_id).id for movement in view.movements] == list(THEMES)


# The proposal


def test_how_many_voices_lie_in_field_1_is_a_reason_only_of_the_rule_that_goes_by_it() -> None:
    plan = plan_of(opened())
    group, forums, _ = views(plan)
    assert group.proposal is not None
    assert forums.proposal is not None
    assert {reason.share for reason in group.proposal.why} == {Fraction(1)}
    assert {reason.share for reason in forums.proposal.why} == {None}
    by_share = views(attrs.evolve(plan, rule="share"))[1].proposal
    assert by_share is not None
    assert {reason.share for reason in by_share.why} == {Fraction(1)}


def test_turning_points_are_apart_from_the_proposal() -> None:
    rows = [("A", f"theme-{n}", 5, 1 + n % 3) for n in range(1, 7)]
    group, forums, organisation = views(plan_of(Round.from_rows("aaben", rows)))
    assert group.turning_points
    assert all(isinstance(point, TurningPoint) for point in group.turning_points)
    assert group.proposal is not None
    assert group.proposal.turning_points == ()
    assert forums.proposal is not None
    assert forums.proposal.turning_points == ()
    assert (forums.turning_points, organisation.turning_points) == ((), ())
    assert organisation.proposal is None


def test_a_proposal_of_a_rule_from_elsewhere_is_the_one_that_is_given() -> None:
    plan = attrs.evolve(plan_of(opened()), rule="fremmed")
    proposal = plan.proposal("gap")
    assert make_view(plan, FORUMS, today=TODAY).proposal is None
    shown = make_view(plan, FORUMS, today=TODAY, proposal=proposal).proposal
    assert shown is not None
    assert shown.rule == "gap"
    assert make_view(plan, ORGANISATION, today=TODAY, proposal=proposal).proposal is None


def test_a_choice_keeps_the_proposal_it_answered() -> None:
    plan = plan_of(opened()).choose(["theme-1"])
    later = attrs.evolve(plan, cut=Cut(CutKind.MEAN), rule="gap")
    shown = make_view(later, FORUMS, today=TODAY).proposal
    assert shown is not None
    assert shown.rule == "field-gap"


def test_a_proposal_told_without_its_rounds_still_names_its_themes() -> None:
    cast = ballots(1, 6, t2=4, t3=0)
    rows = [("A", f"theme-{n}", 5, 1 + n % 3) for n in (1, 4, 5)]
    chosen = plan_of(anonymous("lukket", cast)).choose(["theme-1"])
    alone = attrs.evolve(chosen, rounds=())
    for audience in (WORKING_GROUP, FORUMS):
        view = make_view(alone, audience, today=TODAY)
        assert view.priority_card is None
        assert [theme.id for theme in view.themes] == list(THEMES)
    turning = attrs.evolve(plan_of(Round.from_rows("aaben", rows)).choose(["theme-1"]), rounds=())
    assert make_view(turning, WORKING_GROUP, today=TODAY).turning_points
    assert turning.choice is not None
    assert turning.choice.proposal is not None
    only = attrs.evolve(turning.choice.proposal, order=(), unranked=())
    turning = attrs.evolve(turning, choice=attrs.evolve(turning.choice, proposal=only))
    view = make_view(turning, WORKING_GROUP, today=TODAY)
    for point in view.turning_points:
        for theme_id in (point.theme_id, *point.joins, *point.leaves):
            assert view.theme(theme_id).id == theme_id


def test_disagreement_is_of_rated_themes_and_themes_level_in_talk_stand_by_number() -> None:
    rows = [(f"Gruppe {n}", theme, 4, 2) for n in range(2) for theme in THEMES[1:]]
    shown = views(plan_of(Round.from_rows("aaben", rows)))[0].disagreement
    assert shown is not None
    assert [theme.id for theme, _ in shown.themes] == list(THEMES[1:])
    assert [[theme.number for theme in group] for group in shown.order_of_talk] == [
        [2, 3, 4, 5, 6]
    ]


def test_a_choice_without_a_proposal_shows_none() -> None:
    plan = plan_of().choose(["theme-1"]).add_round(opened())
    assert make_view(plan, WORKING_GROUP, today=TODAY).proposal is None
    assert make_view(plan, WORKING_GROUP, today=TODAY).turning_points == ()


def test_the_card_tells_where_a_theme_lies_and_from_how_many() -> None:
    card = views(plan_of(opened()))[2].priority_card
    assert card is not None
    first = card.placements[0]
    assert (first.importance, first.success, first.gap) == (4, 2, 2)
    assert (first.n, first.quadrant, first.on_line, first.picks) == (3, 1, False, 0)
    assert (card.lines, card.rule, card.cut) == ((3, 3), "field-gap", Cut())
    assert (card.voices, card.participants, card.pickers) == (3, 3, 0)
