"""The outline of who took part, in which groups, and what they drew on."""

from __future__ import annotations

from collections.abc import Sequence

from ledertrivsel.exporters._outline import (
    Cell,
    Grid,
    Items,
    Section,
    Speaker,
    Tone,
    cell,
    facts,
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
        section("participants", participants, _participant_table(say, view.participants)),
        section("groups", groups, _group_table(say, view, view.groups)),
        [s for s in sessions if s],
    )


def _participant_table(say: Speaker, participants: tuple[Participant, ...]) -> Grid | None:
    if not participants:
        return None
    rows = [
        (cell(say.name(p.role)), cell(p.name), cell(p.forum), cell(say.say(p.count)))
        for p in participants
    ]
    columns = ("workshop.role", "exports.name", "exports.speaks-for", "exports.count")
    return _filled(say, "model.participants", columns, rows, numeric="exports.count")


def _filled(
    say: Speaker,
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    numeric: str,
) -> Grid:
    """Return a table without the columns in which nothing stands."""
    kept = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    dash = cell(say("model.none"))
    return Grid(
        caption=say.line(caption),
        columns=tuple(say(columns[index]) for index in kept),
        rows=tuple(tuple(row[index] or dash for index in kept) for row in rows),
        numeric=frozenset({[columns[index] for index in kept].index(numeric)}),
    )


def _group_table(say: Speaker, view: View, groups: tuple[Group, ...]) -> Grid | None:
    if not groups:
        return None
    rows = [
        (
            cell(group.name),
            cell(say.say(group.size)),
            cell(group.leader),
            cell(*(say.say(view.theme(theme_id)) for theme_id in group.theme_ids)),
        )
        for group in groups
    ]
    columns = ("workshop.group", "workshop.group-size", "model.group-leader", "model.themes")
    return _filled(say, "model.groups", columns, rows, numeric="workshop.group-size")


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
        _participant_table(say, held.participants),
        _group_table(say, view, held.groups),
    )


def evidence_section(say: Speaker, view: View) -> Section | None:
    items = tuple(
        cell(item.text, say.say(item.theme, tone=Tone.QUIET) if item.theme else None, item.on)
        or cell(say("model.none"))
        for item in view.evidence
    )
    return section("evidence", say("model.evidence"), Items(items) if items else None)
