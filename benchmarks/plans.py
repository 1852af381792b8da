"""The plans that are measured: as large as a workplace's really are."""

from __future__ import annotations

import datetime

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, FollowUp, Offset, Task
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.rounds import Round

_DAY = datetime.date(2026, 9, 2)
_ANSWER = "Vi lykkes kun lidt. På skoleområdet har nye ledere en makker, og det kan udbredes. " * 3


def ballot(number: int) -> Ballot:
    """Return a ballot on all twelve themes."""
    themes = builtin_method().themes
    ratings = tuple((t.id, 1 + (number + t.number) % 5, 1 + number % 5) for t in themes)
    return Ballot(voice=f"Gruppe {number:05}", size=5, ratings=ratings)


def rated_plan(voices: int) -> Plan:
    """Return a plan with one round of so many ballots."""
    plan = Plan.start(builtin_method(), title="Plan for ledertrivsel", on=_DAY)
    ballots = tuple(ballot(number) for number in range(voices))
    return plan.add_round(Round(id="round", held_on=_DAY, ballots=ballots))


def full_plan() -> Plan:
    """Return a plan with 240 ratings, 5 qualifications and 5 cards."""
    plan = rated_plan(voices=20)
    chosen = [theme.id for theme in plan.themes[:5]]
    plan = plan.choose(chosen, recommended_by="Workshop 1", on=_DAY, rationale=_ANSWER)
    for theme in chosen:
        point = OpenPoint(kind=OpenPointKind.KNOWLEDGE, text=_ANSWER, who="HR", due=_DAY)
        questions = ("assessment", "experience", "inspiration", "ideas")
        answers = dict.fromkeys(questions, _ANSWER)
        plan = plan.qualify(
            theme, answers=answers, existing_offers=_ANSWER, open_points=[point]
        ).add_card(
            ActionCard(
                theme_id=theme,
                title="Action card",
                applies_when=_ANSWER,
                goal=_ANSWER,
                responsible=_ANSWER,
                support=_ANSWER,
                representatives_role=_ANSWER,
                tasks=tuple(Task(what=_ANSWER, who="HR", due=Offset(n)) for n in range(4)),
                follow_up=FollowUp(_ANSWER, (Offset(5, event="opstart"),)),  # type: ignore[arg-type]
                materials=("Tjekliste", "Skabelon"),
            )
        )
    return plan
