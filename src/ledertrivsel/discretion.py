"""What does not belong in a plan: names, contact details and health where a role belongs.

A plan is read by the whole organisation and kept for years, so it names roles, not people. A
finding tells where, never what: it repeats no name and no number.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ledertrivsel.cards import ActionCard, Task
from ledertrivsel.codes import Finding, Label, found
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint
from ledertrivsel.vocabulary import (
    holds_contact,
    holds_health,
    holds_person,
    holds_personal_number,
)


@attrs.frozen
class _Place:
    """A text of the plan: its path, where people find it, and whether a role belongs there."""

    path: str
    text: str
    where: Label
    is_role: bool = False


def discretion(plan: Plan) -> Iterator[Finding]:
    """Yield the places that hold what does not belong there."""
    for place in _places(plan):
        if holds_personal_number(place.text):
            yield found("personal-number", place.path, where=place.where)
        elif place.is_role and holds_contact(place.text):
            yield found("contact-in-role", place.path, where=place.where)
        if place.is_role and holds_person(place.text):
            yield found("name-in-role", place.path, where=place.where)
        if place.is_role and holds_health(place.text):
            yield found("health-words", place.path, where=place.where)


def _places(plan: Plan) -> Iterator[_Place]:
    for card in plan.cards:
        yield from _card(plan, card)
    for parked in plan.parking:
        where = _about_theme(plan, "parking", parked.theme_id)
        path = f"parking[{parked.theme_id!r}]"
        yield _Place(f"{path}.who", parked.who, where, True)
        yield _Place(f"{path}.note", parked.note, where)
    where = Label("findings.term.where-preparations")
    yield from _points(plan.preparations, "preparations", where)
    for qualification in plan.qualifications:
        where = _about_theme(plan, "qualification", qualification.theme_id)
        path = f"qualifications[{qualification.theme_id!r}]"
        for question, answer in qualification.answers:
            yield _Place(f"{path}.answers[{question!r}]", answer, where)
        yield from _points(qualification.open_points, f"{path}.open_points", where)
    where = Label("findings.term.where-next-steps")
    yield from _tasks(plan.next_steps, "next_steps", where)
    for a_round in plan.rounds:
        where = Label("findings.term.where-reasons")
        for number, ballot in enumerate(a_round.ballots):
            path = f"rounds[{a_round.id!r}].ballots[{number}].reasons"
            for index, (_, reason) in enumerate(ballot.reasons):
                yield _Place(f"{path}[{index}]", reason, where)


def _about_theme(plan: Plan, kind: str, theme_id: str) -> Label:
    number = plan.theme(theme_id).number
    return Label(f"findings.term.where-{kind}", (("number", number),))


def _card(plan: Plan, card: ActionCard) -> Iterator[_Place]:
    where = _about_theme(plan, "card", card.theme_id)
    path = f"cards[{card.theme_id!r}]"
    yield _Place(f"{path}.responsible", card.responsible, where, True)
    for name in ("applies_when", "goal", "support", "representatives_role", "tasks_note"):
        yield _Place(f"{path}.{name}", getattr(card, name), where)
    yield _Place(f"{path}.follow_up.text", card.follow_up.text, where)
    yield from _tasks(card.tasks, f"{path}.tasks", where)
    for number, activation in enumerate(plan.activations_of(card.theme_id)):
        at = _about_theme(plan, "activation", card.theme_id)
        event = f"{path}.activations[{number}].event"
        yield _Place(event, activation.event, at, True)
    if card.unfinished is not None:
        yield _Place(f"{path}.unfinished.what", card.unfinished.what, where)
        yield _Place(f"{path}.unfinished.who", card.unfinished.who, where, True)


def _tasks(tasks: tuple[Task, ...], path: str, where: Label) -> Iterator[_Place]:
    for index, task in enumerate(tasks):
        yield _Place(f"{path}[{index}].what", task.what, where)
        yield _Place(f"{path}[{index}].who", task.who, where, True)


def _points(points: tuple[OpenPoint, ...], path: str, where: Label) -> Iterator[_Place]:
    for index, point in enumerate(points):
        yield _Place(f"{path}[{index}].text", point.text, where)
        yield _Place(f"{path}[{index}].who", point.who, where, True)
