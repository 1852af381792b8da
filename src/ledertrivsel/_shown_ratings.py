"""What an audience is shown of the ratings: the card, progress, the proposal, the voices.

A function a part of the view.
"""

from __future__ import annotations

import attrs

from ledertrivsel import agreement, progress
from ledertrivsel.audiences import Sight
from ledertrivsel.matrix import Placement
from ledertrivsel.parts import (
    BallotView,
    DisagreementView,
    Part,
    PlacementView,
    PriorityCardView,
    RoundView,
)
from ledertrivsel.prioritization import BUILT_IN_RULES, SHARE, Proposal, TurningPoint
from ledertrivsel.progress import Movement, NotComparable
from ledertrivsel.prose import Prose
from ledertrivsel.rounds import RoundPurpose


def priority_card(sight: Sight) -> PriorityCardView | None:
    matrix = sight.plan.matrix()
    if not matrix.placements and not matrix.suppressed:
        return None
    tally = sight.plan.tally()
    floors = [
        (r.floor, r.tally())
        for r in sight.plan.rounds
        if r.floor and r.is_shown and r.purpose is RoundPurpose.BASELINE
    ]
    # Beside open ballots, a total would tell how many handed in a round of few.
    few = any(counted.voices < floor for floor, counted in floors)
    no_picks = few or matrix.suppressed or any(p.picks is None for p in matrix.placements)
    return PriorityCardView(
        placements=tuple(_placement(sight, placement) for placement in matrix.placements),
        suppressed=sight.themes(hidden.theme_id for hidden in matrix.suppressed),
        cut=matrix.cut,
        lines=matrix.lines,
        scale=matrix.scale,
        rule=sight.plan.rule,
        floor=max((floor for floor, _ in floors), default=None),
        voices=None if few else tally.voices,
        participants=None if few else tally.participants,
        pickers=None if no_picks else tally.pickers,
    )


def _placement(sight: Sight, placement: Placement) -> PlacementView:
    return PlacementView(
        theme=sight.theme(placement.theme_id),
        importance=placement.importance,
        success=placement.success,
        gap=placement.gap,
        n=placement.n,
        quadrant=placement.quadrant,
        on_line=placement.on_line,
        picks=placement.picks,
    )


def movements(sight: Sight) -> tuple[Movement, ...]:
    told = tuple(
        movement
        for movement in progress.movements(sight.plan)
        # That a theme is parked is not told by way of its progress.
        if Part.PARKING in sight.parts or movement.reason is not NotComparable.PARKED
    )
    sight.named.update(movement.theme_id for movement in told)
    return told


def _proposal(sight: Sight) -> Proposal | None:
    """Return the proposal the choice answered, or before a choice the plan's own."""
    if sight.plan.choice is not None:
        return sight.plan.choice.proposal
    if sight.given is not None:
        return sight.given
    if not sight.plan.matrix().placements:
        return None
    return sight.plan.proposal() if sight.plan.rule in BUILT_IN_RULES else None


def proposal(sight: Sight) -> Proposal | None:
    proposal = _proposal(sight)
    if proposal is None:
        return None
    sight.named.update(*proposal.order, proposal.unranked)
    sight.named.update(hidden.theme_id for hidden in proposal.suppressed)
    why = proposal.why
    if Part.BALLOTS not in sight.parts and proposal.rule != SHARE.name:
        # How many voices lie in field 1 is a reason only where the rule went by it.
        why = tuple(attrs.evolve(reason, share=None) for reason in why)
    return attrs.evolve(proposal, turning_points=(), why=why)


def turning_points(sight: Sight) -> tuple[TurningPoint, ...]:
    proposal = _proposal(sight)
    points = proposal.turning_points if proposal is not None else ()
    for point in points:
        sight.named.update((point.theme_id, *point.joins, *point.leaves))
    return points


def rounds(sight: Sight) -> tuple[RoundView, ...]:
    return tuple(
        RoundView(
            id=r.id,
            title=r.title,
            held_on=r.held_on,
            purpose=r.purpose,
            mode=r.mode,
            closed=r.is_closed,
            floor=r.floor,
            scale=r.scale,
            ballots=tuple(
                BallotView(
                    voice=ballot.voice,
                    group=ballot.group,
                    size=ballot.size,
                    ratings=tuple((sight.theme(t), i, s) for t, i, s in ballot.ratings),
                    picks=sight.themes(ballot.picks),
                    reasons=tuple((sight.theme(t), Prose(why)) for t, why in ballot.reasons),
                )
                for ballot in r.ballots  # A closed round has none left.
            ),
        )
        for r in sight.plan.rounds
        if r.is_shown
    )


def disagreement(sight: Sight) -> DisagreementView | None:
    matrix = sight.plan.matrix()
    rated = [placement for placement in matrix.placements if placement.n]
    if not rated:
        return None
    numbers = {theme.id: theme.number for theme in sight.plan.themes}
    return DisagreementView(
        themes=tuple(
            (sight.theme(p.theme_id), agreement.disagreement(p, matrix.scale)) for p in rated
        ),
        order_of_talk=tuple(
            sight.themes(sorted(group, key=numbers.__getitem__))
            for group in agreement.order_of_talk(matrix)
        ),
    )
