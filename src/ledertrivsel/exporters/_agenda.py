"""A workshop's agenda as its facilitator takes it along: times, people, materials.

What the plan knows already is filled in: day, place, groups, the chosen themes and what was to be
settled before. Where it tells when the workshop begins the times are the clock's, else minutes
from the start. Step 2's break is held only when step 3 follows on the same day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.agendas import ZONE, TimedItem, clock_of, schedule, wording
from ledertrivsel.exporters._cards import next_steps_section, point_table
from ledertrivsel.exporters._meetings import (
    meeting_section,
    meetings,
    other_meetings,
    people_sections,
)
from ledertrivsel.exporters._outline import (
    Cell,
    Grid,
    Items,
    Line,
    Section,
    Speaker,
    Tone,
    Words,
    cell,
    facts,
    section,
)
from ledertrivsel.exporters._people import evidence_section
from ledertrivsel.instruments import Step
from ledertrivsel.methods import Agenda, ItemKind, Method
from ledertrivsel.themes import Text
from ledertrivsel.view import View

_UNTIMED = datetime.datetime(2000, 1, 3, tzinfo=datetime.UTC)
"""A moment to count minutes from when no start is known; it is not shown."""


@attrs.frozen
class Guide:
    """Says the method's guidance with the workplace's own word for cooperation."""

    say: Speaker
    view: View

    def words(self, text: Text) -> Words:
        """Return a text of the method's; not for its quoted items, which stand as they are."""
        language = self.say.language
        said = wording(text.to(language), self.view.representation, language)
        return Words(said, text.language(language))

    def line(self, text: Text, tone: Tone = Tone.PLAIN, before: str = "") -> Line:
        """Return a text as a line, with something before it."""
        return Line((before, self.words(text)) if before else (self.words(text),), tone)

    def items(self, texts: Iterable[Text]) -> Items | None:
        """Return texts as a list, or None where there are none."""
        made = tuple(cell(self.line(text)) for text in texts)
        return Items(made) if made else None


def agenda_sections(
    say: Speaker, view: View, method: Method, agenda: Agenda
) -> Iterator[Section | None]:
    """Yield an agenda for each workshop of its step, and what a facilitator needs besides."""
    guide = Guide(say, view)
    yield section(
        "purpose",
        say("workshop.purpose"),
        guide.line(agenda.purpose),
        *_of_the_plan(say, view, agenda.step),
    )
    held = meetings(view, method, (agenda.step,))
    for meeting in held:
        joined = meeting.session.joined_with_next
        rows = meeting.rows or schedule(agenda, _UNTIMED, joined=joined)
        table = _table(guide, agenda, rows, timed=bool(meeting.rows))
        yield meeting_section(say, view, meeting, table, *_notes(guide, agenda, rows))
    if not held:
        rows = schedule(agenda, _UNTIMED)
        table = _table(guide, agenda, rows, timed=False)
        yield section("agenda", say("documents.course"), table, *_notes(guide, agenda, rows))
    yield _optional(guide, agenda)
    yield from _for_the_step(guide, view, method, agenda.step)
    yield from people_sections(say, view)
    yield other_meetings(say, view, method, agenda.step, say("documents.other-workshops"))


def _of_the_plan(say: Speaker, view: View, step: Step) -> Iterator[Section | None]:
    """Yield the plan's own purpose, which the first workshop is opened with."""
    if step is Step.PREPARE:
        yield section("plan-purpose", say("documents.plan-purpose"), view.purpose)
        yield section("strategy", say("model.strategy"), view.strategy)


def _table(guide: Guide, agenda: Agenda, rows: tuple[TimedItem, ...], *, timed: bool) -> Grid:
    say = guide.say
    columns = ("workshop.time", "workshop.content", "workshop.who-and-materials")
    return Grid(
        caption=say.say(agenda.title),
        columns=tuple(map(say, columns)),
        rows=tuple(
            (
                cell(_time(say, row.start, row.end, timed=timed)),
                _content(guide, row, timed=timed),
                _beside(guide, row),
            )
            for row in rows
        ),
    )


def _time(say: Speaker, start: datetime.datetime, end: datetime.datetime, *, timed: bool) -> str:
    if timed:
        zone = clock_of(ZONE)
        begin, close = (say.labels.time(moment.astimezone(zone)) for moment in (start, end))
        return f"{begin}–{close}"
    begin, close = (
        str((moment.astimezone(datetime.UTC) - _UNTIMED) // datetime.timedelta(minutes=1))
        for moment in (start, end)
    )
    return say("workshop.minutes-short", minutes=f"{begin}–{close}")


def _content(guide: Guide, row: TimedItem, *, timed: bool) -> Cell:
    say = guide.say
    made = [guide.line(row.item.title, Tone.STRONG)]
    divided = len(row.blocks) > 1
    for block in row.blocks:
        if divided:
            when = _time(say, block.start, block.end, timed=timed)
            made.append(Line((when,), Tone.QUIET))
        made.extend(guide.line(point, before="• ") for point in block.points)
    return cell(*made)


def _beside(guide: Guide, row: TimedItem) -> Cell:
    say, item = guide.say, row.item
    made = []
    if item.who is not None:
        made.append(guide.line(item.who, before=f"{say('workshop.who')}: "))
    if item.materials:
        pieces: list[str | Words] = [f"{say('workshop.materials')}: "]
        for index, material in enumerate(item.materials):
            pieces += [" · "] * bool(index) + [guide.words(material)]
        made.append(Line(tuple(pieces)))
    made += [guide.line(text, Tone.QUIET) for text in item.considerations]
    return cell(*made) or cell(say("model.none"))


def _notes(guide: Guide, agenda: Agenda, rows: tuple[TimedItem, ...]) -> Iterator[Line]:
    """Yield how long it takes; the break at the end is told where it is not held."""
    minutes = sum(row.item.minutes for row in rows)
    with_break = any(row.item.kind is ItemKind.JOINED_ONLY for row in rows)
    key = "workshop.total-joined" if with_break else "workshop.total"
    yield guide.say.line(key, Tone.STRONG, minutes=minutes)
    if not with_break and any(item.kind is ItemKind.JOINED_ONLY for item in agenda.items):
        yield guide.say.line("workshop.break-only-joined", Tone.QUIET)


def _optional(guide: Guide, agenda: Agenda) -> Section | None:
    """Return what may be included, with how long the workshop then takes."""
    extra = [item for item in agenda.items if item.kind is ItemKind.OPTIONAL]
    blocks: list[Line | Items | None] = []
    for item in extra:
        length = guide.say("workshop.minutes", count=item.minutes)
        blocks.append(Line((guide.words(item.title), f" ({length})"), Tone.STRONG))
        blocks.append(guide.items(text for text, _ in item.points))
        blocks += [guide.line(text, Tone.QUIET) for text in item.considerations]
    if extra:
        minutes = agenda.minutes + sum(item.minutes for item in extra)
        blocks.append(guide.say.line("workshop.total-optional", minutes=minutes))
    return section("optional", guide.say("workshop.optional"), *blocks)


def _for_the_step(
    guide: Guide, view: View, method: Method, step: Step
) -> Iterator[Section | None]:
    """Yield what the facilitator of a step looks things up in."""
    say = guide.say
    if step is Step.PREPARE:
        yield section(
            "discuss",
            say("workshop.discuss"),
            guide.items(question.title for question in method.discussion_questions),
        )
        yield evidence_section(say, view)
        return
    yield _chosen(say, view)
    if step is Step.QUALIFY:
        rows = tuple(
            (say.text(question.title).text, cell(*(say.say(part) for part in question.parts)))
            for question in view.instrument.support_questions
        )
        yield section("support-questions", say("model.support-questions"), facts(*rows))
    else:
        headings = tuple(cell(say.say(heading.title)) for heading in view.instrument.headings)
        yield section(
            "card-headings",
            say("documents.card-headings"),
            Items(headings) if headings else None,
        )
    yield between_meetings(say, view)
    yield _open_points(say, view)
    yield next_steps_section(say, view)


def _chosen(say: Speaker, view: View) -> Section | None:
    chosen = view.choice.themes if view.choice is not None else ()
    items = Items(tuple(cell(say.say(theme)) for theme in chosen))
    none = say.line("documents.not-chosen-yet", Tone.QUIET)
    return section("chosen", say("documents.chosen-themes"), items if chosen else none)


def between_meetings(say: Speaker, view: View) -> Section | None:
    """Return what was to be settled before a meeting, as who came to it afterwards reads it."""
    title = say.line("documents.between-meetings")
    agreed = point_table(say, view.preparations, title, before_meeting=True)
    return section("between-meetings", title, agreed)


def _open_points(say: Speaker, view: View) -> Section | None:
    """Return what the qualification left open, theme by theme."""
    title = say("model.open-points")
    made = [
        section(
            f"open-points-{found.theme.id}",
            say.say(found.theme),
            point_table(say, found.open_points, say.say(found.theme)),
        )
        for found in view.qualifications
    ]
    return section("open-points", title, [s for s in made if s is not None])
