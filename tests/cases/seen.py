"""Plans as their audiences see them: small ones to look at, and all that a view can tell."""

import datetime
import pickle
from collections.abc import Iterator
from enum import Enum
from typing import Any

import attrs
import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.decisions import Publication
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.findings import Finding
from ledertrivsel.labels import say
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round, RoundMode
from ledertrivsel.testing.strategies import filled_plan
from ledertrivsel.view import Audience, View, make_view

WORKING_GROUP, FORUMS, ORGANISATION = Audience

TODAY = datetime.date(2026, 11, 23)


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


def everything(view: View) -> str:
    """Return all that a view can tell: its graph, its repr, its bytes and its errors."""
    graph = " ".join(str(leaf) for leaf in leaves(view))
    errors = []
    for wrong in ("ukendt", "own-14", "theme-99", ""):
        with pytest.raises(InvalidValueError) as caught:
            view.theme(wrong)
        errors += [str(caught.value), repr(caught.value.__dict__), say(caught.value, "da")]
    return f"{graph} {view!r} {pickle.dumps(view).decode('utf-8', 'ignore')} {' '.join(errors)}"


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
