"""What each audience may see, field by field: the part table stands here as data."""

import datetime
import pickle
import re
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, Check, FollowUp, Offset, OffsetUnit, Task
from ledertrivsel.decisions import Evidence, FollowUpAgreement, Publication, Remark, Report
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.findings import Finding
from ledertrivsel.labels import say
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import TurningPoint
from ledertrivsel.progress import NotComparable
from ledertrivsel.rounds import GroupTally, Round, RoundGroup, RoundMode, RoundPurpose
from ledertrivsel.scales import Cut, CutKind
from ledertrivsel.tally import Tally
from ledertrivsel.testing.strategies import filled_plan
from ledertrivsel.themes import ThemeSource
from ledertrivsel.view import Audience, Part, View, make_view, parts_for
from ledertrivsel.workshop import Group

WORKING_GROUP, FORUMS, ORGANISATION = Audience
TODAY = datetime.date(2026, 11, 23)

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


def published(plan: Plan, show_card: bool, show_parked: bool) -> Plan:
    """Return the plan with its publication showing more or less to the organisation."""
    publication = plan.publication or Publication(on=TODAY)
    return attrs.evolve(
        plan,
        publication=attrs.evolve(publication, show_card=show_card, show_parked=show_parked),
    )


def leaves(value: Any) -> Iterator[Any]:
    """Yield everything in an object graph that is no container."""
    if isinstance(value, Enum):
        yield value
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from leaves(getattr(value, field.name))
        if isinstance(value, Finding):
            for language in ("da", "en"):
                yield from (value.render(language), value.advice(language))
    elif isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, dict):
        yield from leaves(tuple(value.items()))
    else:
        yield value


SECRET = re.compile(r"«([^«»]+)»")


def secrets(text: str) -> set[str]:
    return {named(path) for path in SECRET.findall(text)}


def everything(view: View) -> str:
    """Return all that a view can tell: its graph, its repr, its bytes and its errors."""
    graph = " ".join(str(leaf) for leaf in leaves(view))
    errors = []
    for wrong in ("ukendt", "own-14", "theme-99", ""):
        with pytest.raises(InvalidValueError) as caught:
            view.theme(wrong)
        errors += [str(caught.value), repr(caught.value.__dict__), say(caught.value, "da")]
    return f"{graph} {view!r} {pickle.dumps(view).decode('utf-8', 'ignore')} {' '.join(errors)}"


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


# One audience


def test_the_organisation_is_the_default() -> None:
    assert make_view(filled_plan(str)).audience is ORGANISATION


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


# Numbers

THEMES = tuple(f"theme-{n}" for n in range(1, 7))


def voice(number: int) -> str:
    return f"voice-{number:032x}"


def ballots(first: int, count: int, success: int = 2, **ratings: int) -> tuple[Ballot, ...]:
    """Return anonymous ballots that rate all themes, or those named for so many voices."""
    rated = {f"theme-{name[1:]}": number for name, number in ratings.items()}
    return tuple(
        Ballot(
            voice=voice(first + n),
            ratings=tuple((t, 5, success) for t in THEMES if n < rated.get(t, count)),
        )
        for n in range(count)
    )


def anonymous(id: str, cast: tuple[Ballot, ...], floor: int = 5, **more: Any) -> Round:
    return Round(id=id, mode=RoundMode.ANONYMOUS, floor=floor, ballots=cast, **more).closed()


def opened(id: str = "aaben", voices: int = 3, **more: Any) -> Round:
    rows = [(f"Gruppe {n}", theme, 4, 2) for n in range(voices) for theme in THEMES]
    return Round.from_rows(id, rows, **more)


def plan_of(*rounds: Round) -> Plan:
    plan = Plan.start(filled_plan(str).instrument, title="Plan", on=TODAY)
    for a_round in rounds:
        plan = plan.add_round(a_round)
    return published(plan, show_card=True, show_parked=False)


def views(plan: Plan) -> list[View]:
    return [make_view(plan, audience, today=TODAY) for audience in Audience]


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


def test_an_error_names_only_themes_of_the_view() -> None:
    plan = own(plan_of(), "fusion").park("own-fusion", reason=ParkedReason.OTHERS_DECIDE)
    organisation = make_view(plan.choose(["theme-1"]), today=TODAY)
    with pytest.raises(InvalidValueError) as caught:
        organisation.theme("own-fussion")
    assert str(caught.value) == (
        "theme_id must be one of the plan's themes, got 'own-fussion'. Known: theme-1."
    )
    assert organisation.theme("theme-1").number == 1


# Parts with two halves


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
