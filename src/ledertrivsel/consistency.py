"""What must hold of a plan: checked when it is made, and by a verb for what that changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, Activation, Task
from ledertrivsel.contents import Contents
from ledertrivsel.decisions import (
    Choice,
    Evidence,
    FollowUpAgreement,
    Involvement,
    Mandate,
    Publication,
    Remark,
    Report,
)
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.parking import ParkedTheme
from ledertrivsel.qualification import OpenPoint, Qualification
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Scale
from ledertrivsel.themes import Theme, ThemeSource
from ledertrivsel.workshop import Group, Participant, Session


def _check_own_themes(plan: Contents) -> None:
    added = v.instances(plan.own_themes, Theme, "Plan.own_themes")
    v.freeze(plan, own_themes=tuple(sorted(added, key=lambda theme: theme.number)))
    lowest = max((theme.number for theme in plan.instrument.themes), default=0) + 1
    ids = {theme.id for theme in plan.instrument.themes}
    numbers: set[int] = set()
    titles = {title for theme in plan.instrument.themes for title in _titles(theme)}
    for theme in plan.own_themes:
        path = f"own_themes[{theme.id!r}]"
        if theme.number < lowest:
            raise InvalidValueError(
                f"{path}.number", "own-theme-number", theme.number, "", {"limit": lowest}
            )
        if not theme.is_own:
            own = ", ".join(s.value for s in ThemeSource if s is not ThemeSource.METHOD)
            raise InvalidValueError(
                f"{path}.source", "one-of", theme.source.value, "", {"allowed": own}
            )
        if theme.id in ids:
            repeated = {"repeated": repr(theme.id)}
            raise InvalidValueError(f"{path}.id", "unique", theme.id, "", repeated)
        if theme.number in numbers:
            raise InvalidValueError(f"{path}.number", "theme-number", theme.number)
        if not _titles(theme).isdisjoint(titles):
            raise InvalidValueError(f"{path}.title", "theme-title", theme.title.to("da"))
        ids.add(theme.id)
        numbers.add(theme.number)
        titles |= _titles(theme)


def _titles(theme: Theme) -> set[str]:
    """Return what a theme is called in any language, as readers compare it."""
    return {" ".join(title.casefold().split()) for _, title in theme.title.by_language}


def _check_mandate(plan: Contents) -> None:
    if plan.mandate is not None:
        v.instance(plan.mandate, Mandate, "Plan.mandate")


def _check_involvements(plan: Contents) -> None:
    items = v.instances(plan.involvements, Involvement, "Plan.involvements")
    ordered = sorted(
        items, key=lambda i: (i.on, i.forum, i.form.value, i.subject.value, i.outcome)
    )
    v.freeze(plan, involvements=tuple(ordered))


def _check_evidence(plan: Contents) -> None:
    items = v.instances(plan.evidence, Evidence, "Plan.evidence")
    v.freeze(plan, evidence=items)
    for index, item in enumerate(items):
        if item.theme_id:
            plan.must_know(item.theme_id, f"evidence[{index}].theme_id")


def _check_remarks(plan: Contents) -> None:
    items = v.instances(plan.remarks, Remark, "Plan.remarks")
    v.freeze(plan, remarks=items)
    for index, item in enumerate(items):
        if item.theme_id:
            plan.must_know(item.theme_id, f"remarks[{index}].theme_id")


def _check_participants(plan: Contents) -> None:
    v.freeze(plan, participants=v.instances(plan.participants, Participant, "Plan.participants"))


def _check_groups(plan: Contents) -> None:
    groups = v.instances(plan.groups, Group, "Plan.groups")
    v.unique(groups, "Plan.groups", key=lambda group: group.id)
    v.freeze(plan, groups=groups)
    for group in groups:
        for theme_id in group.theme_ids:
            plan.must_know(theme_id, f"groups[{group.id!r}].theme_ids")


def _check_sessions(plan: Contents) -> None:
    sessions = v.instances(plan.sessions, Session, "Plan.sessions")
    for index, session in enumerate(sessions):
        for group in session.groups:
            for theme_id in group.theme_ids:
                path = f"sessions[{index}].groups[{group.id!r}].theme_ids"
                plan.must_know(theme_id, path)
    midnight = datetime.time.min
    ordered = sorted(sessions, key=lambda s: (s.on, s.start or midnight, repr(s)))
    v.freeze(plan, sessions=tuple(ordered))


def _check_rounds(plan: Contents) -> None:
    rounds = v.instances(plan.rounds, Round, "Plan.rounds")
    v.unique(rounds, "Plan.rounds", key=lambda r: r.id)
    latest = datetime.date.max
    ordered = tuple(sorted(rounds, key=lambda r: (r.held_on or latest, r.id)))
    v.freeze(plan, rounds=ordered)
    known = {theme.id for theme in plan.themes}
    scale: Scale | None = None
    voices: dict[str, Round] = {}
    for a_round in ordered:
        path = f"rounds[{a_round.id!r}]"
        for ballot in a_round.ballots:
            check_ballot_themes(plan, ballot, known, path)
        for counted in a_round.tallies or ():
            for theme_id in counted.tally.by_theme():
                if theme_id not in known:
                    plan.must_know(theme_id, f"{path}.tallies")
        if a_round.purpose is not RoundPurpose.BASELINE:
            continue
        if scale is not None and a_round.scale != scale:
            params = {"scale": f"{scale.lowest}–{scale.highest}"}
            value = f"{a_round.scale.lowest}–{a_round.scale.highest}"
            raise InvalidValueError(f"{path}.scale", "same-scale", value, "own-scale", params)
        scale = a_round.scale
        for ballot in a_round.ballots:
            if ballot.voice in voices:
                raise voice_elsewhere(a_round, voices[ballot.voice], ballot.voice)
            voices[ballot.voice] = a_round


def check_ballot_themes(plan: Contents, ballot: Ballot, known: set[str], path: str) -> None:
    """Refuse a ballot that names a theme the plan does not have."""
    if not known.issuperset([row[0] for row in ballot.ratings]):
        for theme_id, _, _ in ballot.ratings:
            plan.must_know(theme_id, f"{path}.ratings")
    for theme_id in ballot.picks:
        if theme_id not in known:
            plan.must_know(theme_id, f"{path}.picks")
    for theme_id, _ in ballot.reasons:
        if theme_id not in known:
            plan.must_know(theme_id, f"{path}.reasons")


def voice_elsewhere(a_round: Round, other: Round, voice: str) -> InvalidValueError:
    """Return the error of a voice that is in two baseline rounds."""
    shown = "…" if RoundMode.ANONYMOUS in (a_round.mode, other.mode) else voice
    path, params = f"rounds[{a_round.id!r}].voice", {"round": repr(other.id)}
    return InvalidValueError(path, "voice-elsewhere", shown, "follow-up-round", params)


def _check_parking(plan: Contents) -> None:
    parking = v.instances(plan.parking, ParkedTheme, "Plan.parking")
    v.unique(parking, "Plan.parking", key=lambda parked: parked.theme_id)
    for index, parked in enumerate(parking):
        plan.must_know(parked.theme_id, f"parking[{index}].theme_id")
        if parked.theme_id in plan.chosen:
            raise InvalidValueError(f"parking[{index}].theme_id", "not-chosen", parked.theme_id)
    numbers = plan.numbers()
    v.freeze(plan, parking=tuple(sorted(parking, key=lambda p: numbers[p.theme_id])))


def _check_choice(plan: Contents) -> None:
    if plan.choice is None:
        return
    v.instance(plan.choice, Choice, "Plan.choice")
    for index, theme_id in enumerate(plan.choice.themes):
        plan.must_know(theme_id, f"choice.themes[{index}]")
        if any(parked.theme_id == theme_id for parked in plan.parking):
            raise InvalidValueError(
                f"choice.themes[{index}]", "not-parked", theme_id, "unpark-first"
            )


def _check_preparations(plan: Contents) -> None:
    v.freeze(plan, preparations=v.instances(plan.preparations, OpenPoint, "Plan.preparations"))


def _check_qualifications(plan: Contents) -> None:
    items = v.instances(plan.qualifications, Qualification, "Plan.qualifications")
    v.unique(items, "Plan.qualifications", key=lambda q: q.theme_id)
    questions = tuple(question.id for question in plan.instrument.support_questions)
    for index, item in enumerate(items):
        path = f"qualifications[{index}]"
        plan.must_know(item.theme_id, f"{path}.theme_id")
        for question, _ in item.answers:
            v.known(question, questions, f"{path}.answers", "known-question")
    numbers = plan.numbers()
    v.freeze(plan, qualifications=tuple(sorted(items, key=lambda q: numbers[q.theme_id])))


def _check_cards(plan: Contents) -> None:
    cards = v.instances(plan.cards, ActionCard, "Plan.cards")
    v.unique(cards, "Plan.cards", key=lambda card: card.theme_id)
    v.freeze(plan, cards=cards)
    for index, card in enumerate(cards):
        plan.must_know(card.theme_id, f"cards[{index}].theme_id")


def _check_activations(plan: Contents) -> None:
    items = v.instances(plan.activations, Activation, "Plan.activations")
    with_card = {card.theme_id for card in plan.cards}
    for index, item in enumerate(items):
        if item.theme_id not in with_card:
            v.known(
                item.theme_id, sorted(with_card), f"activations[{index}].theme_id", "card-missing"
            )
    v.freeze(plan, activations=tuple(sorted(items, key=lambda a: (a.on, a.theme_id, a.event))))


def _check_next_steps(plan: Contents) -> None:
    v.freeze(plan, next_steps=v.instances(plan.next_steps, Task, "Plan.next_steps"))


def _check_publication(plan: Contents) -> None:
    if plan.publication is not None:
        v.instance(plan.publication, Publication, "Plan.publication")


def _check_follow_up(plan: Contents) -> None:
    if plan.follow_up is None:
        return
    v.instance(plan.follow_up, FollowUpAgreement, "Plan.follow_up")
    for index, theme_id in enumerate(plan.follow_up.rerate):
        plan.must_know(theme_id, f"follow_up.rerate[{index}]")


def _check_reports(plan: Contents) -> None:
    reports = v.instances(plan.reports, Report, "Plan.reports")
    seen: set[tuple[str, datetime.date | None]] = set()
    for index, report in enumerate(reports):
        if (report.group, report.on) in seen:
            raise InvalidValueError(f"reports[{index}].group", "report-once", report.group)
        seen.add((report.group, report.on))
        for theme_id in report.used:
            plan.must_know(theme_id, f"reports[{index}].used")
    earliest = datetime.date.min
    v.freeze(plan, reports=tuple(sorted(reports, key=lambda r: (r.on or earliest, r.group))))


CHECKS: Mapping[str, Callable[[Contents], None]] = {
    "own_themes": _check_own_themes,
    "mandate": _check_mandate,
    "involvements": _check_involvements,
    "evidence": _check_evidence,
    "remarks": _check_remarks,
    "participants": _check_participants,
    "groups": _check_groups,
    "sessions": _check_sessions,
    "rounds": _check_rounds,
    "parking": _check_parking,
    "choice": _check_choice,
    "preparations": _check_preparations,
    "qualifications": _check_qualifications,
    "cards": _check_cards,
    "activations": _check_activations,
    "next_steps": _check_next_steps,
    "publication": _check_publication,
    "follow_up": _check_follow_up,
    "reports": _check_reports,
}


def broken_rules(fields: Mapping[str, object]) -> Iterator[InvalidValueError]:
    """Yield what keeps *fields* from being a plan: of each field the first broken rule."""
    plan = object.__new__(Contents)
    for field in attrs.fields(Contents):
        v.freeze(plan, **{field.name: fields.get(field.name, field.default)})
    for check in CHECKS.values():
        try:
            check(plan)
        except InvalidValueError as error:
            yield error
