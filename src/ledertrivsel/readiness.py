"""Steps 1 and 2: is the plan ready for its next step?

The source's questions before the start (mandate, forums, knowledge), what people must talk about
at the card before they choose, and what the support questions leave open. What is said of the
card is said before the choice: afterwards its rationale has answered it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ledertrivsel.agreement import disagreement
from ledertrivsel.codes import Finding, Label, about, days, found, listed
from ledertrivsel.decisions import Choice, InvolvementForm
from ledertrivsel.labels import Param
from ledertrivsel.matrix import Matrix
from ledertrivsel.methods import Bounds
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import BUILT_IN_RULES, Need, Proposal, propose
from ledertrivsel.progress import days_late
from ledertrivsel.qualification import OpenPoint
from ledertrivsel.rounds import RoundMode, RoundPurpose
from ledertrivsel.tally import Tally
from ledertrivsel.vocabulary import is_blank, names_forum
from ledertrivsel.workshop import Role

_MANDATE = ("sender", "involved", "decides", "anchored")
_REPRESENTATIVES = (Role.COOPERATION_FORUM, Role.WORK_ENVIRONMENT_REPRESENTATIVE)


def readiness(plan: Plan, today: datetime.date) -> Iterator[Finding]:
    """Yield what steps 1 and 2 lack."""
    yield from _mandate(plan)
    matrix = plan.matrix()
    yield from _rounds(plan, matrix)
    if plan.choice is None:
        yield from _before_choice(plan, matrix)
    else:
        yield from _choice(plan, plan.choice)
    yield from _parking(plan, today)
    yield from _points(plan.preparations, "preparations", "preparation", {}, today)
    for theme_id in plan.chosen:
        yield from _qualification(plan, theme_id, today)


def _mandate(plan: Plan) -> Iterator[Finding]:
    mandate = plan.mandate
    if mandate is None:
        yield found("mandate-missing", "mandate")
    else:
        missing = [name for name in _MANDATE if is_blank(getattr(mandate, name))]
        if missing:
            questions = tuple(Label(f"model.mandate-{name}") for name in missing)
            yield found("mandate-incomplete", "mandate", questions=questions)
    if is_blank(plan.purpose):
        yield found("purpose-missing", "purpose")
    if not plan.evidence and plan.choice is None:
        yield found("evidence-missing", "evidence")
    if not _has_forum(plan):
        yield found("forum-missing", "involvements", forum=_cooperation(plan))


def _cooperation(plan: Plan) -> Label:
    return Label(f"workshop.cooperation.{plan.representation.value}.name")


def _has_forum(plan: Plan) -> bool:
    """Return whether MED, SU or AMO had a part: being told is not to be involved."""
    forums = [i.forum for i in plan.involvements if i.form is not InvolvementForm.TOLD]
    forums += [group.name for group in plan.groups]
    participants = [*plan.participants]
    for session in plan.sessions:
        participants += session.participants
        forums += [group.name for group in session.groups]
    for a_round in plan.rounds:
        if a_round.mode is RoundMode.OPEN:
            forums += [ballot.voice for ballot in a_round.ballots]
    forums += [participant.forum for participant in participants]
    return any(participant.role in _REPRESENTATIVES for participant in participants) or any(
        names_forum(forum) for forum in forums
    )


def _rounds(plan: Plan, matrix: Matrix) -> Iterator[Finding]:
    hidden = [r for r in plan.rounds if not r.is_shown and r.purpose is not RoundPurpose.PILOT]
    for a_round in hidden:
        yield found(
            "round-not-closed", f"rounds[{a_round.id!r}]", round=a_round.title or a_round.id
        )
    waiting = any(r.purpose is RoundPurpose.BASELINE for r in hidden)
    has_answers = any(p.n or p.picks for p in matrix.placements) or matrix.suppressed
    if plan.choice is None and not waiting and not has_answers:
        yield found("nothing-rated", "rounds")


def _before_choice(plan: Plan, matrix: Matrix) -> Iterator[Finding]:
    if matrix.suppressed:
        hidden = sorted(plan.theme(s.theme_id).number for s in matrix.suppressed)
        yield found("under-floor", "rounds", themes=listed(hidden))
    rated = [placement for placement in matrix.placements if placement.n]
    if not rated and not any(placement.picks for placement in matrix.placements):
        return
    yield found("not-chosen", "choice", bounds=_range(plan.bounds))
    yield from _sparse(plan, matrix)
    for placement in rated:
        theme = plan.theme(placement.theme_id)
        path = f"themes[{theme.id!r}]"
        if placement.on_line:
            yield found("on-line", path, **about(theme))
        spread = disagreement(placement, matrix.scale)
        axes = (("importance", spread.importance), ("success", spread.success))
        split = tuple(Label(f"findings.term.{name}") for name, axis in axes if axis.is_split)
        if split:
            yield found("split", path, axes=split, **about(theme))
    if plan.cut.depends_on_themes:
        yield found("cut-depends-on-themes", "cut", cut=plan.cut.kind)
    rule = BUILT_IN_RULES.get(plan.rule)
    if rule is not None:  # A plugin's rule is the caller's to run.
        if not rated and Need.RATINGS.value in rule.needs:
            yield found("picks-only", "rounds")
        yield from _proposal(plan, propose(matrix, plan.bounds, rule))


def _sparse(plan: Plan, matrix: Matrix) -> Iterator[Finding]:
    """Yield what too few rated, by the open rounds: an anonymous one tells no numbers."""
    open_rounds = [
        r
        for r in plan.rounds
        if r.purpose is RoundPurpose.BASELINE and r.mode is RoundMode.OPEN and r.ballots
    ]
    tally = Tally(plan.scale)
    for a_round in open_rounds:
        tally += a_round.tally()
    counts = tally.by_theme()
    answered = {
        theme_id: (count.answered(0), count.answered(1)) for theme_id, count in counts.items()
    }
    unrated = tuple(
        plan.theme(placement.theme_id).number
        for placement in matrix.placements
        if not placement.n and not any(answered.get(placement.theme_id, (0, 0)))
    )
    if unrated and any(placement.n for placement in matrix.placements):
        yield found("themes-unrated", "rounds", themes=listed(unrated))
    for theme in plan.themes:
        halves = answered.get(theme.id, (0, 0))
        if not any(halves):
            continue
        for name, number in zip(("importance", "success"), halves, strict=True):
            if 2 * number < tally.voices:
                yield found(
                    "few-ratings",
                    f"themes[{theme.id!r}].{name}",
                    axis=Label(f"findings.term.{name}"),
                    answered=number,
                    voices=tally.voices,
                    **about(theme),
                )


def _proposal(plan: Plan, proposal: Proposal) -> Iterator[Finding]:
    if proposal.contested:
        places = Label("findings.term.places", (("count", proposal.places_left),))
        yield found(
            "tie-open",
            "proposal.contested",
            numbers=_numbers(plan, proposal.contested),
            places=places,
        )
    if proposal.turning_points:
        decisive = tuple(point.theme_id for point in proposal.turning_points)
        themes = listed(_numbers(plan, decisive))
        yield found("close-call", "proposal.turning_points", themes=themes)
    if proposal.filled:
        yield found(
            "filled",
            "proposal.filled",
            themes=listed(_numbers(plan, proposal.filled)),
            lowest=plan.bounds.lowest,
        )


def _numbers(plan: Plan, theme_ids: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(plan.theme(theme_id).number for theme_id in theme_ids)


def _range(bounds: Bounds) -> Param:
    if bounds.lowest == bounds.highest:
        return bounds.lowest
    given = (("lowest", bounds.lowest), ("highest", bounds.highest))
    return Label("findings.term.range", given)


def _choice(plan: Plan, choice: Choice) -> Iterator[Finding]:
    bounds = _range(plan.bounds)
    chosen = len(choice.themes)
    if chosen < plan.bounds.lowest:
        yield found("chosen-too-few", "choice.themes", count=chosen, bounds=bounds)
    if chosen > plan.bounds.highest:
        yield found("chosen-too-many", "choice.themes", count=chosen, bounds=bounds)
    if not choice.is_confirmed:
        yield found("choice-unconfirmed", "choice.confirmed_on")
    if not is_blank(choice.rationale) or choice.proposal is None:
        return
    if choice.departs:
        proposed = listed(_numbers(plan, choice.proposal.chosen))
        yield found(
            "choice-unexplained",
            "choice.rationale",
            proposed=proposed,
            chosen=listed(_numbers(plan, choice.themes)),
        )
    elif choice.proposal.contested:
        level = _numbers(plan, choice.proposal.contested)
        yield found("tie-unexplained", "choice.rationale", numbers=level)


def _parking(plan: Plan, today: datetime.date) -> Iterator[Finding]:
    for parked in plan.parking:
        theme = about(plan.theme(parked.theme_id))
        path = f"parking[{parked.theme_id!r}]"
        missing = []
        if is_blank(parked.who):
            missing.append(Label("findings.term.parked-who"))
        if parked.revisit_on is None:
            missing.append(Label("findings.term.parked-when"))
        if missing:
            yield found("parked-incomplete", path, missing=tuple(missing), **theme)
        late = days_late(parked.revisit_on, today)
        if late:
            yield found(
                "parked-overdue",
                f"{path}.revisit_on",
                due=parked.revisit_on,
                late=days(late),
                who=_who(parked.who),
                **theme,
            )


def _who(who: str) -> Param:
    return Label("findings.term.nobody") if is_blank(who) else who


def _points(
    points: tuple[OpenPoint, ...],
    path: str,
    code: str,
    theme: dict[str, Param],
    today: datetime.date,
) -> Iterator[Finding]:
    for index, point in enumerate(points):
        if point.is_settled:
            continue
        where = f"{path}[{index}]"
        late = days_late(point.due, today)
        given = {"what": point.text, "who": _who(point.who), **theme}
        if late:
            yield found(f"{code}-overdue", where, due=point.due, late=days(late), **given)
        else:
            due = point.due or Label("findings.term.no-date")
            yield found(f"{code}-open", where, due=due, **given)


def _qualification(plan: Plan, theme_id: str, today: datetime.date) -> Iterator[Finding]:
    theme = about(plan.theme(theme_id))
    path = f"qualifications[{theme_id!r}]"
    qualification = plan.qualification(theme_id)
    if qualification is None:
        yield found("not-qualified", path, **theme)
        return
    unanswered = tuple(
        question.title
        for question in plan.instrument.support_questions
        if is_blank(qualification.answer(question.id))
    )
    if unanswered:
        yield found("questions-unanswered", f"{path}.answers", questions=unanswered, **theme)
    if not qualification.existing_offers.strip():
        yield found("offers-missing", f"{path}.existing_offers", **theme)
    yield from _points(
        qualification.open_points, f"{path}.open_points", "open-point", theme, today
    )
