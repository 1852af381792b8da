"""The outline of who took part, in which groups, and what they drew on."""

from __future__ import annotations

from ledertrivsel.exporters._outline import (
    Grid,
    Items,
    Section,
    Speaker,
    Tone,
    cell,
    facts,
    filled,
    section,
)
from ledertrivsel.prose import Prose
from ledertrivsel.view import View
from ledertrivsel.workshop import Group, Participant, Session


def people_section(say: Speaker, view: View) -> Section | None:
    """Return who took part, in which groups, and when the steps were held."""
    participants, groups = say.line("model.participants"), say.line("model.groups")
    sessions = [_session(say, view, number, held) for number, held in enumerate(view.sessions, 1)]
    return section(
        "people",
        say("exports.people"),
        section("participants", participants, participant_table(say, view.participants)),
        section("groups", groups, group_table(say, view, view.groups)),
        [s for s in sessions if s],
    )


def participant_table(say: Speaker, participants: tuple[Participant, ...]) -> Grid | None:
    """Return who takes part as a table, or None when nobody is told of."""
    if not participants:
        return None
    rows = tuple(
        (cell(say.name(p.role)), cell(p.name), cell(p.forum), cell(say.say(p.count)))
        for p in participants
    )
    columns = ("workshop.role", "exports.name", "exports.speaks-for", "exports.count")
    return filled(
        say,
        Grid(
            caption=say.line("model.participants"),
            columns=tuple(map(say, columns)),
            rows=rows,
            numeric=frozenset({3}),
        ),
    )


def group_table(say: Speaker, view: View, groups: tuple[Group, ...]) -> Grid | None:
    """Return groups as a table: how many, who speaks for them and what they work on."""
    if not groups:
        return None
    rows = tuple(
        (
            cell(group.name),
            cell(say.say(group.size)),
            cell(group.leader),
            cell(*(say.say(view.theme(theme_id)) for theme_id in group.theme_ids)),
        )
        for group in groups
    )
    columns = ("workshop.group", "workshop.group-size", "model.group-leader", "model.themes")
    return filled(
        say,
        Grid(
            caption=say.line("model.groups"),
            columns=tuple(map(say, columns)),
            rows=rows,
            numeric=frozenset({1}),
        ),
    )


def _session(say: Speaker, view: View, number: int, held: Session) -> Section | None:
    when = say.say(held.on)
    if held.start is not None:
        when = say.line("exports.at-clock", date=held.on, time=say.labels.time(held.start))
    return section(
        f"session-{number}",
        say.name(held.step),
        facts(
            (say("model.date"), cell(when)),
            (say("workshop.place"), cell(held.place)),
            (say("model.facilitator"), cell(held.facilitator)),
            (
                say("exports.joined"),
                cell(say("workshop.joined")) if held.joined_with_next else (),
            ),
            (say("model.note"), cell(Prose(held.note))),
        ),
        participant_table(say, held.participants),
        group_table(say, view, held.groups),
    )


def evidence_section(say: Speaker, view: View) -> Section | None:
    items = tuple(
        cell(item.text, say.say(item.theme, tone=Tone.QUIET) if item.theme else None, item.on)
        or cell(say("model.none"))
        for item in view.evidence
    )
    return section("evidence", say("model.evidence"), Items(items) if items else None)
