"""The texts of a plan: each field's kind stands here, so that no new field is forgotten."""

import typing
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, Task
from ledertrivsel.instruments import Instrument
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import Proposal
from ledertrivsel.rounds import Round, RoundMode
from ledertrivsel.testing.strategies import filled_plan, plans
from ledertrivsel.texts import Place, Where, place_of, visited
from ledertrivsel.themes import Text, Theme
from tests.cases import small_plans as small

PERSONAL = """
ActionCard.attribution ActionCard.responsible ActionCard.support ActionCard.tasks_note
Activation.event Ballot.reasons Ballot.voice Choice.confirmed_by Choice.recommended_by
FollowUpAgreement.groups Group.leader Group.name Mandate.decides Mandate.given_by Mandate.involved
Mandate.sender Offset.event OpenPoint.who ParkedTheme.who Participant.name Publication.contact
Remark.text Report.group Session.facilitator Session.note Task.who Unfinished.who
"""

FREE_TEXT = """
ActionCard.applies_when ActionCard.goal ActionCard.materials ActionCard.representatives_role
ActionCard.state_reason ActionCard.title Check.what Choice.rationale Discussion.forum
Discussion.what Evidence.text FollowUp.text FollowUpAgreement.note Involvement.forum
Involvement.outcome Mandate.anchored OpenPoint.outcome OpenPoint.text ParkedTheme.note
Participant.forum Plan.organisation Plan.part_of Plan.purpose Plan.strategy Plan.title Plan.unit
Publication.briefing Publication.channel Publication.told Qualification.answers
Qualification.existing_offers Report.hard Report.wish Report.works Round.title RoundGroup.title
Scale.labels Session.place Task.dropped Task.what Theme.prompts Theme.question Theme.title
Unfinished.what
"""

NEITHER = """
ActionCard.theme_id Activation.theme_id Ballot.group Ballot.picks Ballot.ratings Choice.themes
Evidence.theme_id FollowUpAgreement.rerate Group.id Group.theme_ids GroupTally.group
ParkedTheme.theme_id Plan.rule Qualification.theme_id Remark.question Remark.theme_id Report.used
Round.id RoundGroup.id RoundGroup.parent Tally.cells Tally.halves Tally.picks Theme.id
Theme.see_also
"""


def classes(kind: Any) -> Iterator[Any]:
    if attrs.has(kind):
        yield kind
    for inner in typing.get_args(kind):
        yield from classes(inner)


def holds_text(kind: Any) -> bool:
    return kind in (str, Text) or any(holds_text(inner) for inner in typing.get_args(kind))


def fields_with_text() -> dict[str, Place]:
    """Return every field of the model that may hold a text, but the method's and the proposal's.

    A proposal is made by the library, of ids and numbers.
    """
    found: dict[str, Place] = {}
    to_do, seen = [Plan], {Instrument, Proposal, Text}
    while to_do:
        kind = to_do.pop()
        if kind in seen:
            continue
        seen.add(kind)
        for field in attrs.fields(attrs.resolve_types(kind)):
            if holds_text(field.type):
                found[f"{kind.__name__}.{field.name}"] = place_of(kind, field.name)
            to_do += classes(field.type)
    return found


@pytest.mark.parametrize(
    ("where", "names"),
    [(Where.PERSONAL, PERSONAL), (Where.FREE_TEXT, FREE_TEXT), (Where.ID, NEITHER)],
    ids=lambda value: value.value if isinstance(value, Where) else "",
)
def test_every_field_that_holds_text_is_of_the_kind_that_stands_here(
    where: Where, names: str
) -> None:
    found = {name for name, place in fields_with_text().items() if place.where is where}
    assert found == set(names.split())


def test_every_field_stands_here_once() -> None:
    names = [*PERSONAL.split(), *FREE_TEXT.split(), *NEITHER.split()]
    assert sorted(names) == sorted(fields_with_text())


def keep(_: str, __: Place, text: str) -> str:
    return text


@given(plan=plans())
def test_a_plan_in_which_nothing_is_put_is_the_same_object(plan: Plan) -> None:
    assert visited(plan, keep) is plan


def test_every_text_is_visited_with_the_path_that_a_document_gives_it() -> None:
    planted: dict[str, str] = {}

    def token(path: str) -> str:
        return planted.setdefault(path, f"secret {len(planted):03}")

    plan = filled_plan(token)
    met: dict[str, str] = {}
    visited(plan, lambda path, place, text: met.setdefault(path, text))
    assert {path: met.get(path) for path in planted} == planted


def test_the_methods_texts_are_the_methods() -> None:
    places = set()

    def note(path: str, place: Place, text: str) -> str:
        if path.startswith("instrument."):
            places.add(place)
        return text

    visited(small.bare(), note)
    assert places == {Place(Where.METHOD)}


def test_every_text_can_be_put_anew() -> None:
    plan = filled_plan(lambda path: f"old {path}")
    kinds = {Where.PERSONAL, Where.FREE_TEXT}

    def anew(path: str, place: Place, text: str) -> str:
        return text.replace("old", "new") if place.where in kinds else text

    changed = visited(plan, anew)
    left: list[str] = []

    def note(path: str, place: Place, text: str) -> str:
        if text.startswith("old"):
            left.append(path)
        return text

    visited(changed, note)
    assert left
    assert {path.partition(".")[0] for path in left} == {"instrument"}


def test_a_text_that_becomes_too_long_loses_its_end() -> None:
    title = Text({"da": "T" * 200, "en": "E"})
    card = ActionCard(
        theme_id="new-managers",
        title="T" * 200,
        goal="G" * 30_000,
        materials=("M" * 1000, "m"),
        tasks=(Task(what="W", who="W" * 199),),
    )
    own = Theme(id="own", title=title, number=13, source="other", prompts=("P" * 2000,))  # type: ignore[arg-type]
    plan = attrs.evolve(small.bare(), own_themes=(own,)).choose(["new-managers"]).add_card(card)

    def longer(_: str, place: Place, text: str) -> str:
        return text if place.where in (Where.ID, Where.METHOD) else f"[{text}]"

    changed = visited(plan, longer)
    (longer_card,) = changed.cards
    assert longer_card.title == "[" + "T" * 199
    assert longer_card.goal == "[" + "G" * 29_999
    assert longer_card.materials == ("[" + "M" * 999, "[m]")
    assert longer_card.tasks[0].who == "[" + "W" * 199
    (theme,) = changed.own_themes
    assert (theme.title.to("da"), theme.title.to("en")) == ("[" + "T" * 199, "[E]")
    assert theme.prompts[0].to("da") == "[" + "P" * 1999


def test_a_text_that_a_plan_refuses_for_another_reason_is_refused() -> None:
    plan = small.bare()
    with pytest.raises(ValueError, match="must be one line"):
        visited(plan, lambda path, _, text: "a\nb" if path == "title" else text)


@pytest.mark.parametrize("mode", RoundMode)
def test_random_voices_are_nobodys_name_and_what_they_gave_is_text(mode: RoundMode) -> None:
    reasons = (("sparring", "Anna has no time"),) if mode is RoundMode.OPEN else ()
    ballot = Ballot(voice=small.voice(7), ratings=(("sparring", 5, 1),), reasons=reasons)
    round_ = Round(id="r", mode=mode, ballots=(ballot,))
    plan = small.bare().add_round(round_)
    met: list[str] = []

    def note(path: str, _: Place, text: str) -> str:
        met.append(path)
        return text

    visited(plan, note)
    assert "rounds[0].id" in met
    assert len([path for path in met if ".reasons" in path]) == len(reasons)
    assert not [path for path in met if path.endswith("voice")]


def test_the_built_in_method_names_nobody_in_a_marked_field() -> None:
    assert builtin_method().instrument.id == "bfa-2025"
    assert place_of(Task, "who") == Place(Where.PERSONAL)
    assert place_of(Ballot, "voice") == Place(Where.PERSONAL, "voice")
