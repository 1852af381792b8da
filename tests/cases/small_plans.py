"""Small plans for the tests of the check: bare ones, and the case with one thing changed."""

import datetime
from collections.abc import Iterable

import attrs

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import CardState, FollowUp, Task, Unfinished
from ledertrivsel.decisions import Involvement, InvolvementForm
from ledertrivsel.findings import check
from ledertrivsel.methods import builtin_method
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Axis, Cut, Scale
from tests.cases import eksempelkommune as case

date = datetime.date

TODAY = date(2026, 9, 2)
NOVEMBER = date(2026, 11, 23)
THEMES = tuple(theme.id for theme in builtin_method().instrument.themes)


def voice(number: int) -> str:
    return f"voice-{number:032x}"


def bare() -> Plan:
    return Plan.start(builtin_method(), title="Plan", on=date(2026, 6, 1))


def rated(
    rows: Iterable[tuple[str, str, Axis, Axis]], *, cut: Cut | None = None, rule: str = "field-gap"
) -> Plan:
    """Return a plan with one open round of *rows*: voice, theme, importance, success."""
    plan = Plan.start(builtin_method(), title="Plan", on=date(2026, 6, 1), cut=cut, rule=rule)
    return plan.add_round(Round.from_rows("forbered", rows))


def one_theme(theme: str, *ratings: tuple[Axis, Axis]) -> Plan:
    return rated((f"Gruppe {n}", theme, i, s) for n, (i, s) in enumerate(ratings))


def clear() -> Plan:
    """Return a plan whose three most urgent themes no single point can change."""
    rows = [(f"Gruppe {n}", t, 5, 1) for n in range(4) for t in THEMES[:3]]
    return rated([*rows, *((f"Gruppe {n}", t, 1, 5) for n in range(4) for t in THEMES[3:])])


def anonymous(voices: int, *, closed: bool = True) -> Plan:
    """Return a plan with an anonymous round in which *voices* rated every theme."""
    ratings = tuple((theme, 5, 1) for theme in THEMES)
    ballots = tuple(Ballot(voice=voice(n), ratings=ratings) for n in range(voices))
    plan = bare().add_round(Round(id="anonym", mode=RoundMode.ANONYMOUS, ballots=ballots))
    return plan.close_round("anonym") if closed else plan


def picked(rule: str) -> Plan:
    plan = Plan.start(builtin_method(), title="Plan", on=date(2026, 6, 1), rule=rule)
    return plan.add_round(Round(id="forbered", ballots=(Ballot(voice="A", picks=THEMES[:3]),)))


def with_card(plan: Plan, theme_id: str, **changes: object) -> Plan:
    """Return *plan* with fields of a card changed."""
    cards = [attrs.evolve(c, **changes) if c.theme_id == theme_id else c for c in plan.cards]
    return attrs.evolve(plan, cards=tuple(cards))


def with_publication(**changes: object) -> Plan:
    plan = case.plan_on(NOVEMBER)
    return attrs.evolve(plan, publication=attrs.evolve(plan.publication, **changes))


def with_agreement(**changes: object) -> Plan:
    plan = case.plan_on(NOVEMBER)
    return attrs.evolve(plan, follow_up=attrs.evolve(plan.follow_up, **changes))


def with_qualification(**changes: object) -> Plan:
    plan = case.plan_on(NOVEMBER)
    changed = attrs.evolve(plan.qualifications[0], **changes)
    return attrs.evolve(plan, qualifications=(changed, *plan.qualifications[1:]))


def on(day: datetime.date, **changes: object) -> Plan:
    return attrs.evolve(case.plan_on(day), **changes)


def chosen(themes: Iterable[str], rationale: str = "") -> Plan:
    return case.before_choice().choose(themes, rationale=rationale)


def told(forum: str, form: InvolvementForm) -> Plan:
    return bare().involve(Involvement(forum=forum, on=date(2026, 6, 2), form=form))


def rerated(scale: Scale, importance: int, success: int) -> Plan:
    ballot = Ballot(voice="A", ratings=tuple((t, importance, success) for t in case.CHOSEN))
    return case.plan_on(NOVEMBER).add_round(
        Round(id="igen", purpose=RoundPurpose.FOLLOW_UP, scale=scale, ballots=(ballot,))
    )


def routine(plan: Plan) -> Plan:
    for card in plan.cards:
        reason = {"state": CardState.ROUTINE, "state_reason": "Det sidder."}
        plan = with_card(plan, card.theme_id, **reason)
    return plan


def prose(**changes: object) -> Plan:
    """Return a plan with a card whose task is told in prose and that no event activates."""
    given: dict[str, object] = {
        "applies_when": "Bruges på ledermøder.",
        "tasks": (),
        "tasks_note": "Hold en dag fri.",
    }
    given["follow_up"] = FollowUp("Du spørger 1 uge efter.")
    return with_card(case.plan_on(NOVEMBER), "overload", **given | changes)


def tasks(*dues: datetime.date | None, **changes: object) -> Plan:
    items = tuple(Task(what="Hold et kort møde", who="HR", due=due) for due in dues)
    return prose(tasks=items, tasks_note="", **changes)


def who(name: str) -> Plan:
    task = Task(what="Hold et kort møde", who=name, due=date(2027, 6, 1))
    return prose(tasks=(task,))


def unfinished(**given: object) -> Plan:
    wanted = Unfinished(what="aftale om vagt", **given)
    return with_card(case.plan_on(date(2026, 10, 7)), "restitution", unfinished=wanted)


def parked(**given: object) -> Plan:
    return bare().park("sparring", reason=ParkedReason.OTHERS_DECIDE, **given)


def tie_settled() -> Plan:
    """Return the case before the choice, with one group rating theme 2 a point more important."""
    plan = case.before_choice()
    ballots = [
        attrs.evolve(
            ballot,
            ratings=tuple(
                (t, 4, s) if t == "psychological-safety" and i == 3 else (t, i, s)
                for t, i, s in ballot.ratings
            ),
        )
        for ballot in plan.round("forbered").ballots
    ]
    changed = attrs.evolve(plan.round("forbered"), ballots=tuple(ballots))
    rounds = tuple(changed if r.id == changed.id else r for r in plan.rounds)
    return attrs.evolve(plan, rounds=rounds)


def codes(plan: Plan, day: datetime.date) -> set[str]:
    return {finding.code for finding in check(plan, day)}
