"""When the workshops are held, on the workplace's clock, and who takes part in them.

A session tells its day and, as a rule, when it begins; the method's agenda tells how long it is.
A step that follows another on the same day begins when that one ends, its break included.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.agendas import TimedItem, clock_of, schedule
from ledertrivsel.exporters._outline import (
    Block,
    Grid,
    Line,
    Piece,
    Section,
    Speaker,
    Tone,
    cell,
    facts,
    filled,
    joined,
    numbers,
    section,
)
from ledertrivsel.exporters._people import group_table, participant_table
from ledertrivsel.instruments import Step
from ledertrivsel.methods import Agenda, Method
from ledertrivsel.prose import Prose
from ledertrivsel.view import View
from ledertrivsel.workshop import Group, Participant, Session

_STEPS = tuple(Step)


@attrs.frozen(kw_only=True)
class Meeting:
    """A session on the clock.

    Args:
        number: its place among the plan's sessions, from 1.
        start: with its zone, or None where the plan does not tell.
        rows: the method's agenda from *start*, empty without one.
    """

    number: int
    session: Session
    start: datetime.datetime | None = None
    rows: tuple[TimedItem, ...] = ()

    @property
    def end(self) -> datetime.datetime | None:
        """When it ends, or None where that is not known."""
        return self.rows[-1].end if self.rows else None


def agenda_of(method: Method | None, step: Step) -> Agenda | None:
    """Return a method's agenda for a step, where it has one."""
    agendas = method.agendas if method is not None else ()
    return next((agenda for agenda in agendas if agenda.step is step), None)


def meetings(
    view: View, method: Method | None, steps: Iterable[Step] = _STEPS
) -> tuple[Meeting, ...]:
    """Return the sessions of some steps, in the order of the plan."""
    wanted = set(steps)
    return tuple(
        _meeting(session, number, view.sessions, method)
        for number, session in enumerate(view.sessions, 1)
        if session.step in wanted
    )


def _meeting(
    session: Session, number: int, others: tuple[Session, ...], method: Method | None
) -> Meeting:
    start = _start(session, others, method)
    agenda = agenda_of(method, session.step)
    rows: tuple[TimedItem, ...] = ()
    if start is not None and agenda is not None:
        rows = schedule(agenda, start, joined=session.joined_with_next)
    return Meeting(number=number, session=session, start=start, rows=rows)


def _start(
    session: Session, others: tuple[Session, ...], method: Method | None
) -> datetime.datetime | None:
    """Return when a session begins: as it says, or when the one that it follows ends."""
    if session.begins is not None:
        return _on_the_clock(session.begins)
    for other in others:
        if (
            other.joined_with_next
            and other.on == session.on
            and _STEPS.index(other.step) == _STEPS.index(session.step) - 1
        ):
            return _meeting(other, 0, others, method).end
    return None


def _on_the_clock(local: datetime.datetime) -> datetime.datetime | None:
    if not datetime.MINYEAR < local.year < datetime.MAXYEAR:
        return None  # No zone can be reckoned with at the ends of the calendar.
    # With its zone, since an hour that the clock skips is no reason to refuse a whole file.
    return local.replace(tzinfo=clock_of()).astimezone(datetime.UTC)


def clock(say: Speaker, start: datetime.datetime, end: datetime.datetime | None) -> str:
    """Return a time of day as the workplace's clock shows it, to its end where that is known."""
    zone = clock_of()
    begin = say.labels.time(start.astimezone(zone))
    if end is None:
        return say("documents.clock-from", start=begin)
    return say("workshop.clock", start=begin, end=say.labels.time(end.astimezone(zone)))


def when(say: Speaker, meeting: Meeting, *, alone: bool = False) -> Line:
    """Return when a meeting is held, in words; *alone* with a capital, as on a line of its own."""
    session = meeting.session
    weekday = say(f"dates.weekday-{session.on.isoweekday()}")
    pieces: list[Piece] = [
        f"{weekday.capitalize() if alone else weekday} ",
        session.on,
    ]
    if meeting.start is not None:
        pieces.append(say("documents.on-clock", clock=clock(say, meeting.start, meeting.end)))
    elif session.start is not None:
        begins = say("documents.clock-from", start=say.labels.time(session.start))
        pieces.append(say("documents.on-clock", clock=begins))
    return Line(tuple(pieces))


def meeting_section(say: Speaker, view: View, meeting: Meeting, *blocks: Block) -> Section:
    """Return one meeting: when, where and who, and what else stands under it."""
    session = meeting.session
    id = f"session-{meeting.number}"
    made = section(
        id,
        when(say, meeting, alone=True),
        facts(
            (say("workshop.session"), cell(say.name(session.step))),
            (say("workshop.place"), cell(session.place)),
            (say("model.facilitator"), cell(session.facilitator)),
            (
                say("exports.joined"),
                cell(say("workshop.joined")) if session.joined_with_next else (),
            ),
            (say("model.note"), cell(Prose(session.note))),
        ),
        *blocks,
        section(
            f"{id}-participants",
            say("model.participants"),
            participant_table(say, session.participants),
        ),
        section(f"{id}-groups", say("model.groups"), group_table(say, view, session.groups)),
    )
    assert made is not None  # The day is always told.
    return made


def other_meetings(
    say: Speaker, view: View, method: Method | None, but: Step, title: str
) -> Section | None:
    """Return the sessions of the other steps as one table."""
    rows = tuple(
        (
            cell(
                say.name(m.session.step),
                say.line("workshop.joined", Tone.QUIET) if m.session.joined_with_next else None,
            ),
            cell(when(say, m, alone=True), m.session.place),
            cell(*_people(say, view, m.session)),
            cell(Prose(m.session.note)),
        )
        for m in meetings(view, method, (step for step in Step if step is not but))
    )
    if not rows:
        return None
    columns = (
        "workshop.session",
        "documents.when-and-where",
        "model.participants",
        "model.note",
    )
    grid = Grid(caption=Line((title,)), columns=tuple(map(say, columns)), rows=rows)
    return section("other-sessions", title, filled(say, grid))


def _people(say: Speaker, view: View, session: Session) -> Iterator[Line]:
    if session.facilitator:
        yield Line((f"{say('model.facilitator')}: {session.facilitator}",))
    yield from (participant_line(say, p) for p in session.participants)
    yield from (group_line(say, view, g) for g in session.groups)


def participant_line(say: Speaker, participant: Participant) -> Line:
    """Return a participant on one line: the role, who, for what, and how many."""
    count = say("workshop.participants-count", count=participant.count)
    return joined(say, say.name(participant.role), participant.name, participant.forum, count)


def group_line(say: Speaker, view: View, group: Group) -> Line:
    """Return a group on one line: its name, how many, who speaks for it, and its themes."""
    leader = say("documents.led-by", who=group.leader) if group.leader else ""
    themes = numbers(view.theme(theme_id) for theme_id in group.theme_ids)
    about = say("documents.themes", count=len(themes), themes=themes) if themes else ""
    count = say("workshop.participants-count", count=group.size)
    return joined(say, group.name, count, leader, about)


def people_sections(say: Speaker, view: View) -> Iterator[Section]:
    """Yield who takes part in the whole process, and in which groups."""
    made: tuple[tuple[str, str, Grid | None], ...] = (
        ("participants", "documents.participants", participant_table(say, view.participants)),
        ("groups", "documents.groups", group_table(say, view, view.groups)),
    )
    for id, title, table in made:
        found = section(id, say(title), table)
        if found is not None:
            yield found
