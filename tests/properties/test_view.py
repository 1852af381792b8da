"""Laws of what an audience may see: who sees more, and that hidden answers change nothing."""

import datetime
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.ballots import Ballot
from ledertrivsel.decisions import Publication
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import BUILT_IN_RULES
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Cut, CutKind
from ledertrivsel.testing.strategies import filled_plan, plans
from ledertrivsel.view import Audience, View, make_view, parts_for

TODAY = datetime.date(2026, 11, 23)
_FILLED = filled_plan(str).instrument
INSTRUMENT = attrs.evolve(_FILLED, themes=_FILLED.themes[:4])
THEMES = tuple(theme.id for theme in INSTRUMENT.themes)
HIDDEN = "theme-3"
"""The theme whose answers are few."""

points = st.integers(1, 5)
ratings = st.tuples(points, points)
purposes = st.sampled_from([RoundPurpose.BASELINE, RoundPurpose.FOLLOW_UP])


def texts(value: Any) -> Iterator[str]:
    """Yield every text and date in an object graph."""
    if isinstance(value, Enum):
        return
    if isinstance(value, (str, datetime.date)):
        yield str(value)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, (tuple, frozenset)):
        for item in value:
            yield from texts(item)


def views(plan: Plan) -> list[View]:
    """Return what each audience sees, the organisation as much of it as there is to publish."""
    publication = Publication(on=TODAY, show_card=True, show_parked=True)
    shown = attrs.evolve(plan, publication=publication)
    return [make_view(shown, audience, today=TODAY) for audience in Audience]


def ballot(number: int, rated: dict[str, Any], picks: Sequence[str] = ()) -> Ballot:
    return Ballot(
        voice=f"voice-{number:032x}",
        ratings=tuple((theme, *rating) for theme, rating in rated.items()),
        picks=tuple(picks),
    )


@st.composite
def settings_of_a_plan(draw: st.DrawFn) -> Plan:
    """Return a plan with an open round or none, and any rule and cut."""
    plan = Plan.start(
        INSTRUMENT, title="Plan", on=TODAY, rule=draw(st.sampled_from(sorted(BUILT_IN_RULES)))
    )
    kind = draw(st.sampled_from([CutKind.MIDPOINT, CutKind.MEAN, CutKind.MEDIAN]))
    plan = attrs.evolve(plan, cut=Cut(kind))
    if draw(st.booleans()):
        rows = [(f"Gruppe {n}", theme, *draw(ratings)) for n in range(2) for theme in THEMES]
        plan = plan.add_round(Round.from_rows("aaben", rows))
    return plan


@given(plans(), st.booleans(), st.booleans())
def test_who_is_nearer_sees_no_less(plan: Plan, show_card: bool, show_parked: bool) -> None:
    publication = Publication(on=TODAY, show_card=show_card, show_parked=show_parked)
    plan = attrs.evolve(plan, publication=publication)
    group, forums, organisation = (parts_for(plan, audience) for audience in Audience)
    assert group >= forums >= organisation
    seen = [set(texts(make_view(plan, audience, today=TODAY))) for audience in Audience]
    assert seen[0] >= seen[1] >= seen[2]


@given(plans())
def test_a_view_of_any_plan_names_the_themes_of_its_parts(plan: Plan) -> None:
    for view in views(plan):
        known = {theme.id for theme in view.themes}
        assert {movement.theme_id for movement in view.movements} <= known
        assert {t for group in view.groups for t in group.theme_ids} <= known
        if view.proposal is not None:
            assert {t for tie in view.proposal.order for t in tie} <= known
        assert [theme.number for theme in view.themes] == sorted(t.number for t in view.themes)


@given(settings_of_a_plan(), st.data())
def test_the_answers_about_a_theme_under_the_floor_change_nothing(
    plan: Plan, data: st.DataObject
) -> None:
    floor = data.draw(st.integers(3, 5))
    voices = data.draw(st.integers(floor, floor + 2))
    few = data.draw(st.integers(1, floor - 1))
    purpose = data.draw(purposes)
    others = [
        {theme: data.draw(ratings) for theme in THEMES if theme != HIDDEN} for _ in range(voices)
    ]
    picks = data.draw(st.lists(st.sampled_from(THEMES), max_size=3, unique=True))

    def with_answers(answers: Sequence[tuple[int, int]]) -> Plan:
        cast = [
            ballot(n, rated | ({HIDDEN: answers[n]} if n < few else {}), picks)
            for n, rated in enumerate(others)
        ]
        a_round = Round(
            id="lukket",
            mode=RoundMode.ANONYMOUS,
            purpose=purpose,
            floor=floor,
            ballots=tuple(cast),
        )
        return plan.add_round(a_round.closed()).choose(["theme-1", HIDDEN])

    two = [data.draw(st.lists(ratings, min_size=few, max_size=few)) for _ in range(2)]
    for one, other in zip(*(views(with_answers(answers)) for answers in two), strict=True):
        assert one == other
        assert repr(one) == repr(other)


@given(st.data())
def test_nor_does_how_many_they_are_where_all_are_anonymous(data: st.DataObject) -> None:
    plan = Plan.start(INSTRUMENT, title="Plan", on=TODAY)
    others = [{theme: data.draw(ratings) for theme in THEMES if theme != HIDDEN} for _ in range(6)]
    answer = ratings | st.tuples(points, st.none()) | st.none()

    def drawn() -> Plan:
        few = data.draw(st.integers(0, 4))
        cast = []
        for n, rated in enumerate(others):
            given_now = data.draw(answer) if n < few else None
            cast.append(ballot(n, rated | ({HIDDEN: given_now} if given_now else {})))
        a_round = Round(id="lukket", mode=RoundMode.ANONYMOUS, ballots=tuple(cast))
        return plan.add_round(a_round.closed()).choose(["theme-1", HIDDEN])

    for one, other in zip(views(drawn()), views(drawn()), strict=True):
        assert one == other


@given(settings_of_a_plan(), st.data())
def test_no_ballot_of_a_round_that_is_not_closed_changes_anything(
    plan: Plan, data: st.DataObject
) -> None:
    purpose = data.draw(purposes)

    def drawn() -> Plan:
        count = data.draw(st.integers(0, 7))
        cast = [
            ballot(
                n,
                {theme: data.draw(ratings) for theme in THEMES[:3]},
                data.draw(st.lists(st.sampled_from(THEMES), max_size=2, unique=True)),
            )
            for n in range(count)
        ]
        return plan.add_round(
            Round(id="aaben-endnu", mode=RoundMode.ANONYMOUS, purpose=purpose, ballots=tuple(cast))
        )

    for one, other in zip(views(drawn()), views(drawn()), strict=True):
        assert one == other
        assert repr(one) == repr(other)
