"""Which parts stand in which order, for whom and from when."""

import datetime

import attrs

from ledertrivsel.exporters._page import page
from ledertrivsel.view import Audience, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import context, everything

ALL = [
    "overview",
    "purpose",
    "action-cards",
    "choice",
    "priority-card",
    "progress",
    "proposal",
    "disagreement",
    "rounds",
    "parking",
    "qualification",
    "before-next-meeting",
    "next-steps",
    "mandate",
    "involvement",
    "people",
    "evidence",
    "publication",
    "follow-up",
    "reports",
    "findings",
    "themes",
]


def ids(day: datetime.date, audience: Audience) -> list[str]:
    view = make_view(plan_on(day), audience, today=day)
    return [section.id for section in page(view, context()).sections]


def test_a_view_with_everything_has_every_part_in_this_order() -> None:
    assert [section.id for section in page(everything(), context()).sections] == ALL


def test_the_organisation_sees_the_cards_first_and_no_proposal() -> None:
    assert ids(datetime.date(2026, 11, 23), Audience.ORGANISATION) == [
        "overview",
        "purpose",
        "action-cards",
        "choice",
        "priority-card",
        "mandate",
        "involvement",
        "publication",
        "follow-up",
        "reports",
        "themes",
    ]


def test_a_plan_that_has_just_begun_says_that_there_are_no_cards() -> None:
    day = datetime.date(2026, 6, 17)
    view = make_view(plan_on(day), today=day)
    first = page(view, context()).sections[0]
    assert first.id in ("overview", "purpose")
    assert "overview" in ids(day, Audience.ORGANISATION)


def test_parked_themes_are_titles_alone_where_reasons_are_not_to_be_seen() -> None:
    view = everything()
    parked = attrs.evolve(view.parking[0], reason=None, note=type(view.purpose)(), revisit_on=None)
    shown = page(attrs.evolve(view, parking=(parked,)), context())
    section = next(s for s in shown.sections if s.id == "parking")
    assert [type(block).__name__ for block in section.blocks] == ["Items"]
