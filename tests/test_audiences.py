"""What each audience may see, field by field: the part table stands here as data."""

import datetime
import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from ledertrivsel.cards import Offset
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.plan import Plan
from ledertrivsel.testing.strategies import filled_plan
from ledertrivsel.view import Audience, Part, make_view, parts_for
from tests.cases.seen import (
    FORUMS,
    ORGANISATION,
    TODAY,
    WORKING_GROUP,
    everything,
    leaves,
    published,
)

# Who sees a field: the working group (w), the forums (f), the organisation (o), and the
# organisation where the publication shows the priority card (c) or the parked themes (p).
ALL, DECIDERS, GROUP, NOBODY = "wfo", "wf", "w", ""

CARD, PARKED = "wfc", "wfp"

PARTS = {
    Part.PURPOSE: ALL,
    Part.MANDATE: ALL,
    Part.INVOLVEMENT: ALL,
    Part.CHOICE: ALL,
    Part.PUBLICATION: ALL,
    Part.FOLLOW_UP: ALL,
    Part.CARDS: ALL,
    Part.ACTIVATIONS: DECIDERS,
    Part.QUALIFICATION: DECIDERS,
    Part.OPEN_POINTS: DECIDERS,
    Part.PARTICIPANTS: DECIDERS,
    Part.NAMES: GROUP,
    Part.EVIDENCE: DECIDERS,
    Part.PRIORITY_CARD: CARD,
    Part.PROGRESS: CARD,
    Part.PARKING: PARKED,
    Part.PARKED_REASONS: DECIDERS,
    Part.PARKED_DETAILS: GROUP,
    Part.PROPOSAL: DECIDERS,
    Part.TURNING_POINTS: GROUP,
    Part.BALLOTS: GROUP,
    Part.DISAGREEMENT: GROUP,
    Part.REPORTS: DECIDERS,
    Part.REPORT_COUNT: ALL,
    Part.FINDINGS: GROUP,
}
"""Each part and who sees it: the table of the design, split where a row has two halves."""

TEXTS = {
    "title": ALL,
    "organisation": ALL,
    "unit": ALL,
    "part_of": ALL,
    "purpose": ALL,
    "strategy": ALL,
    "mandate.sender": ALL,
    "mandate.involved": ALL,
    "mandate.decides": ALL,
    "mandate.anchored": ALL,
    "mandate.given_by": ALL,
    "involvements[].forum": ALL,
    "involvements[].outcome": ALL,
    "choice.recommended_by": ALL,
    "choice.rationale": ALL,
    "choice.confirmed_by": ALL,
    "cards[].title": ALL,
    "cards[].applies_when": ALL,
    "cards[].goal": ALL,
    "cards[].responsible": ALL,
    "cards[].support": ALL,
    "cards[].representatives_role": ALL,
    "cards[].tasks[].what": ALL,
    "cards[].tasks[].who": ALL,
    "cards[].tasks[].due.event": ALL,
    "cards[].tasks[].dropped": ALL,
    "cards[].tasks_note": ALL,
    "cards[].follow_up.text": ALL,
    "cards[].follow_up.checks[].due.event": ALL,
    "cards[].follow_up.checks[].what": ALL,
    "cards[].materials[]": ALL,
    "cards[].state_reason": ALL,
    "cards[].unfinished.what": ALL,
    "cards[].unfinished.who": ALL,
    "cards[].attribution": ALL,
    "publication.channel": ALL,
    "publication.told[]": ALL,
    "publication.briefing": ALL,
    "publication.contact": ALL,
    "follow_up.groups[]": ALL,
    "follow_up.discussions[].forum": ALL,
    "follow_up.discussions[].what": ALL,
    "follow_up.note": ALL,
    "activations[].event": DECIDERS,
    "activations[].tasks[].what": DECIDERS,
    "activations[].tasks[].who": DECIDERS,
    "activations[].tasks[].due.event": DECIDERS,
    "activations[].tasks[].dropped": DECIDERS,
    "activations[].checks[].due.event": DECIDERS,
    "activations[].checks[].what": DECIDERS,
    "qualifications[].answers.assessment": DECIDERS,
    "qualifications[].answers.experience": DECIDERS,
    "qualifications[].answers.inspiration": DECIDERS,
    "qualifications[].answers.ideas": DECIDERS,
    "qualifications[].existing_offers": DECIDERS,
    "qualifications[].open_points[].text": DECIDERS,
    "qualifications[].open_points[].who": DECIDERS,
    "qualifications[].open_points[].outcome": DECIDERS,
    "preparations[].text": DECIDERS,
    "preparations[].who": DECIDERS,
    "preparations[].outcome": DECIDERS,
    "next_steps[].what": DECIDERS,
    "next_steps[].who": DECIDERS,
    "next_steps[].due.event": DECIDERS,
    "next_steps[].dropped": DECIDERS,
    "evidence[].text": DECIDERS,
    "participants[].forum": DECIDERS,
    "participants[].name": GROUP,
    "groups[].name": DECIDERS,
    "groups[].leader": GROUP,
    "sessions[].participants[].forum": DECIDERS,
    "sessions[].participants[].name": GROUP,
    "sessions[].groups[].name": DECIDERS,
    "sessions[].groups[].leader": GROUP,
    "sessions[].place": DECIDERS,
    "sessions[].facilitator": GROUP,
    "sessions[].note": GROUP,
    "parking[].note": DECIDERS,
    "parking[].who": GROUP,
    "reports[].group": DECIDERS,
    "reports[].works": DECIDERS,
    "reports[].hard": DECIDERS,
    "reports[].wish": DECIDERS,
    "own_themes[].title.da": CARD,
    "own_themes[].title.en": CARD,
    "own_themes[].question.da": CARD,
    "own_themes[].question.en": CARD,
    "own_themes[].prompts[].da": CARD,
    "own_themes[].prompts[].en": CARD,
    "rounds[].scale.labels[][].da": CARD,
    "rounds[].scale.labels[][].en": CARD,
    "remarks[].text": GROUP,
    "rounds[open].title": GROUP,
    "rounds[open].ballots[].voice": GROUP,
    "rounds[open].ballots[].reasons[][]": GROUP,
    "rounds[closed].title": GROUP,
    "rounds[unclosed].title": GROUP,  # In the finding that it is not closed, and nowhere else.
    "rounds[closed].groups[].title.da": NOBODY,
    "rounds[closed].groups[].title.en": NOBODY,
}
"""Every field of a plan that holds text, besides the method's own texts, which all may read."""

DATES = {
    "started_on": ALL,
    "mandate.given_on": ALL,
    "involvements[].on": ALL,
    "choice.recommended_on": ALL,
    "choice.confirmed_on": ALL,
    "cards[].tasks[].due": ALL,
    "cards[].tasks[].started_on": ALL,
    "cards[].tasks[].done_on": ALL,
    "cards[].follow_up.checks[].due": ALL,
    "cards[].follow_up.checks[].done_on": ALL,
    "cards[].unfinished.due": ALL,
    "publication.on": ALL,
    "publication.replaced_on": ALL,
    "follow_up.report_by": ALL,
    "follow_up.discussions[].on": ALL,
    "follow_up.rerate_on": ALL,
    "activations[].on": DECIDERS,
    "activations[].tasks[].due": DECIDERS,
    "activations[].tasks[].started_on": DECIDERS,
    "activations[].tasks[].done_on": DECIDERS,
    "activations[].checks[].due": DECIDERS,
    "activations[].checks[].done_on": DECIDERS,
    "qualifications[].open_points[].due": DECIDERS,
    "qualifications[].open_points[].settled_on": DECIDERS,
    "preparations[].due": DECIDERS,
    "preparations[].settled_on": DECIDERS,
    "next_steps[].due": DECIDERS,
    "next_steps[].started_on": DECIDERS,
    "next_steps[].done_on": DECIDERS,
    "evidence[].on": DECIDERS,
    "sessions[].on": DECIDERS,
    "parking[].revisit_on": DECIDERS,
    "reports[].on": DECIDERS,
    "rounds[open].held_on": GROUP,
    "rounds[closed].held_on": GROUP,
    "rounds[unclosed].held_on": NOBODY,
}
"""Every field of a plan that holds a date."""

ROUNDS = {"rounds[0]": "rounds[open]", "rounds[1]": "rounds[closed]"} | {
    "rounds[2]": "rounds[unclosed]",
    "rounds[3]": "rounds[open]",
}


def named(path: str) -> str:
    """Return the row of the tables that a place in the filled plan belongs to."""
    if ".scale." not in path:
        for numbered, kind in ROUNDS.items():
            path = path.replace(numbered, kind)
    return re.sub(r"\[\d+\]", "[]", path)


def sees(row: str, audience: Audience, show_card: bool, show_parked: bool) -> bool:
    if audience is not ORGANISATION:
        return {WORKING_GROUP: "w", FORUMS: "f"}[audience] in row
    return "o" in row or ("c" in row and show_card) or ("p" in row and show_parked)


SECRET = re.compile(r"«([^«»]+)»")


def secrets(text: str) -> set[str]:
    return {named(path) for path in SECRET.findall(text)}


SWITCHES = pytest.mark.parametrize("show_parked", [False, True])

BOTH = pytest.mark.parametrize("show_card", [False, True])

AUDIENCES = pytest.mark.parametrize("audience", Audience)


# The tables


def test_every_part_has_a_row() -> None:
    assert list(PARTS) == list(Part)


@AUDIENCES
@BOTH
@SWITCHES
def test_an_audience_sees_the_parts_of_the_table(
    audience: Audience, show_card: bool, show_parked: bool
) -> None:
    plan = published(filled_plan(str), show_card, show_parked)
    expected = {part for part, row in PARTS.items() if sees(row, audience, show_card, show_parked)}
    view = make_view(plan, audience, today=TODAY)
    assert view.parts == parts_for(plan, audience) == expected
    assert {part for part in Part if view.shows(part)} == expected


def test_every_text_of_a_plan_has_a_row() -> None:
    paths: list[str] = []
    filled_plan(lambda path: paths.append(path) or path)  # type: ignore[func-returns-value]
    assert {named(p) for p in paths if not p.startswith("instrument.")} == set(TEXTS)


@AUDIENCES
@BOTH
@SWITCHES
def test_an_audience_sees_exactly_the_texts_of_the_table(
    audience: Audience, show_card: bool, show_parked: bool
) -> None:
    plan = published(filled_plan(lambda path: f"«{path}»"), show_card, show_parked)
    view = make_view(plan, audience, today=TODAY)
    expected = {path for path, row in TEXTS.items() if sees(row, audience, show_card, show_parked)}
    seen = secrets(everything(view))
    assert {path for path in seen if not path.startswith("instrument.")} == expected
    assert view.instrument == plan.instrument


def dated(value: Any, path: str, into: dict[datetime.date, str]) -> Any:
    """Return a copy of a model value with another date in every field that can hold one."""
    if isinstance(value, datetime.date) or (isinstance(value, Offset) and path.endswith(".due")):
        day = datetime.date(2100, 1, 1) + datetime.timedelta(days=len(into))
        into[day] = path
        return day
    if isinstance(value, tuple):
        return tuple(dated(item, f"{path}[{n}]", into) for n, item in enumerate(value))
    if not attrs.has(type(value)):
        return value
    copy = object.__new__(type(value))
    for field in attrs.fields(type(value)):
        inner = f"{path}.{field.name}".lstrip(".")
        object.__setattr__(copy, field.name, dated(getattr(value, field.name), inner, into))
    return copy


def dated_plan() -> tuple[Plan, dict[datetime.date, str]]:
    plan = filled_plan(str)
    assert plan.publication is not None
    publication = attrs.evolve(plan.publication, replaced_on=TODAY)
    days: dict[datetime.date, str] = {}
    return dated(attrs.evolve(plan, publication=publication), "", days), days


def test_every_date_of_a_plan_has_a_row() -> None:
    assert {named(path) for path in dated_plan()[1].values()} == set(DATES)


@AUDIENCES
@BOTH
@SWITCHES
def test_an_audience_sees_exactly_the_dates_of_the_table(
    audience: Audience, show_card: bool, show_parked: bool
) -> None:
    plan, days = dated_plan()
    view = make_view(published(plan, show_card, show_parked), audience, today=TODAY)
    found = {leaf for leaf in leaves(view) if isinstance(leaf, datetime.date)} - {TODAY}
    expected = {path for path, row in DATES.items() if sees(row, audience, show_card, show_parked)}
    assert {named(days[day]) for day in found} == expected


def test_the_documentation_has_the_same_tables() -> None:
    page = Path(__file__).parent.parent / "docs" / "explanation" / "audiences.md"
    rows = re.findall(
        r"^\| `([^`]+)` \| (.*?) \|$", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    columns = {
        ALL: "yes | yes | yes",
        DECIDERS: "yes | yes | no",
        GROUP: "yes | no | no",
        CARD: "yes | yes | with `show_card`",
        PARKED: "yes | yes | with `show_parked`",
        NOBODY: "no | no | no",
    }
    table = {str(part): row for part, row in PARTS.items()} | TEXTS | DATES
    assert dict(rows) == {name: columns[row] for name, row in table.items()}


# What one is called


def test_an_audience_is_also_taken_by_its_value() -> None:
    view = make_view(filled_plan(str), "forums")  # type: ignore[arg-type]
    assert view.audience is FORUMS


def test_an_unknown_audience_is_refused() -> None:
    with pytest.raises(InvalidValueError) as caught:
        make_view(filled_plan(str), "forum")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "audience must be one of working-group, forums, organisation, got 'forum'. "
        "Did you mean 'forums'?"
    )
