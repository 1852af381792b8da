"""A view as a whole: its day, its errors, and no theme that nothing in it speaks of."""

import datetime
import pickle

import pytest

from ledertrivsel.decisions import Evidence, FollowUpAgreement, Remark, Report
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round, RoundMode
from ledertrivsel.testing.strategies import filled_plan
from ledertrivsel.themes import ThemeSource
from ledertrivsel.view import Audience, make_view
from ledertrivsel.workshop import Group
from tests.cases.seen import (
    FORUMS,
    ORGANISATION,
    TODAY,
    WORKING_GROUP,
    everything,
    plan_of,
    published,
)


def test_the_organisation_is_the_default() -> None:
    assert make_view(filled_plan(str)).audience is ORGANISATION


def test_a_view_hashes_and_pickles() -> None:
    for audience in Audience:
        view = make_view(filled_plan(str), audience, today=TODAY)
        copy = pickle.loads(pickle.dumps(view))
        assert (copy, hash(copy)) == (view, hash(view))


def test_a_plan_just_begun_has_a_view_for_everybody() -> None:
    plan = Plan.start(filled_plan(str).instrument, title="Plan", on=TODAY)
    for audience in Audience:
        view = make_view(plan, audience)
        assert (view.title, view.today, view.themes) == ("Plan", TODAY, ())
        assert view.priority_card is view.proposal is view.disagreement is view.choice is None


def test_the_day_is_that_of_the_latest_act_but_never_of_a_round_that_is_not_closed() -> None:
    later = TODAY + datetime.timedelta(days=30)
    secret = Round(id="hemmelig", mode=RoundMode.ANONYMOUS, held_on=later)
    plan = Plan.start(filled_plan(str).instrument, title="Plan", on=TODAY).add_round(secret)
    assert {make_view(plan, audience).today for audience in Audience} == {TODAY}
    assert make_view(plan.close_round("hemmelig")).today == later


# Themes that nothing visible speaks of


def own(plan: Plan, *names: str) -> Plan:
    for name in names:
        plan = plan.add_theme(f"Hemmeligt {name}", id=f"own-{name}", source=ThemeSource.OTHER)
    return plan


def own_seen(plan: Plan, audience: Audience) -> set[str]:
    told = everything(make_view(plan, audience, today=TODAY))
    return {
        theme.id.removeprefix("own-")
        for theme in plan.own_themes
        if theme.id in told or theme.title.to("da") in told
    }


def test_an_own_theme_is_seen_where_a_visible_part_speaks_of_it() -> None:
    plan = own(
        plan_of(), "ingen", "viden", "ord", "parkeret", "igen", "gruppe", "rapport", "valgt"
    )
    plan = plan.draw_on(Evidence(text="x", theme_id="own-viden"))
    plan = plan.remark(Remark(question="criteria", text="x", theme_id="own-ord"))
    plan = plan.park("own-parkeret", reason=ParkedReason.OTHERS_DECIDE)
    plan = plan.form_groups(Group(id="g", name="G", size=3, theme_ids=("own-gruppe",)))
    plan = plan.choose(["own-valgt"])
    plan = plan.agree_follow_up(FollowUpAgreement(groups=("A",), rerate=("own-igen",)))
    plan = plan.report(Report(group="A", used=("own-rapport",)))
    deciders = {"viden", "parkeret", "igen", "gruppe", "rapport", "valgt"}
    # The working group also learns what the findings tell of themes that nobody has rated.
    assert own_seen(plan, WORKING_GROUP) >= deciders | {"ord"}
    assert "own-ingen" not in {t.id for t in make_view(plan, WORKING_GROUP, today=TODAY).themes}
    assert own_seen(plan, FORUMS) == deciders
    assert {t.id for t in make_view(plan, FORUMS, today=TODAY).themes} == {
        f"own-{name}" for name in deciders
    }
    assert own_seen(plan, ORGANISATION) == {"igen", "valgt"}
    shown = published(plan, show_card=True, show_parked=True)
    assert own_seen(shown, ORGANISATION) == {"igen", "valgt", "parkeret"}


def test_an_error_names_only_themes_of_the_view() -> None:
    plan = own(plan_of(), "fusion").park("own-fusion", reason=ParkedReason.OTHERS_DECIDE)
    organisation = make_view(plan.choose(["theme-1"]), today=TODAY)
    with pytest.raises(InvalidValueError) as caught:
        organisation.theme("own-fussion")
    assert str(caught.value) == (
        "theme_id must be one of the plan's themes, got 'own-fussion'. Known: theme-1."
    )
    assert organisation.theme("theme-1").number == 1
