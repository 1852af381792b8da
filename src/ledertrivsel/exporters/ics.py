"""The plan's days as a calendar (RFC 5545): workshops, deadlines, follow-up, what is taken up.

Times are written in UTC, which every program reads alike on both days that the clock changes. An
entry keeps its UID from one file to the next, so that a calendar that reads a newer file moves the
entries it has. Nothing is taken from the clock of the machine: the day of the export stamps all.
"""

from __future__ import annotations

import datetime
import json
import uuid

from icalendar import Calendar, Event, vText

from ledertrivsel.agendas import ZONE
from ledertrivsel.exporters import _events
from ledertrivsel.exporters._outline import Speaker
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.labels import Param
from ledertrivsel.view import View

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://ledertrivsel.invalid/calendar")
"""Where the UIDs of entries come from."""

_SEPARATORS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})


class IcsExporter:
    """Writes what has a day."""

    def export(self, view: View, context: Context) -> Export:
        """Return the calendar; a warning tells what has no day and so is not in it."""
        say = Speaker(context.labels, context.language)
        writer = _Writer(view, context)
        calendar = writer.calendar(say(f"exports.audience.{view.audience.value}"))
        for event in _events.events(say, view, context.method):
            calendar.add_component(writer.event(event, say("calendar.category")))
        warning = _warning(_events.left_out(view))
        return Export(calendar.to_ical(), warning)


def _warning(left: tuple[_events.Left, ...]) -> tuple[ExportWarning, ...]:
    """Return one warning of all that has no day, with the fields of the view that are missing."""
    if not left:
        return ()
    params: tuple[tuple[str, Param], ...] = (
        ("items", tuple(one.said for one in left)),
        ("fields", tuple(sorted({field for one in left for field in one.fields}))),
    )
    return (ExportWarning(code="no-date", params=params),)


class _Text(vText):
    r"""A text of a calendar, escaped as RFC 5545 has it.

    The library's own takes ``\N``, as in ``C:\Nye planer``, for a line break.
    """

    def to_ical(self) -> bytes:
        text = str(self).translate(_SEPARATORS).replace("\\", "\\\\")
        return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n").encode()


class _Writer:
    """Writes entries for one view."""

    def __init__(self, view: View, context: Context) -> None:
        self._language = context.language
        self._plan = (
            view.instrument.id,
            view.organisation,
            view.unit,
            view.title,
            view.started_on.isoformat(),
        )
        self._title = view.title
        self._stamp = datetime.datetime.combine(
            context.today, datetime.time(), tzinfo=datetime.UTC
        )
        self._sequence = max(0, (context.today - view.started_on).days)

    def text(self, text: str) -> _Text:
        """Return a text in the language of the file."""
        made = _Text(text)
        made.params["LANGUAGE"] = self._language
        return made

    def calendar(self, audience: str) -> Calendar:
        """Return a calendar without entries."""
        made = Calendar()
        made.add("version", "2.0")
        made.add("prodid", f"-//ledertrivsel//ledertrivsel//{self._language.upper()}")
        made.add("calscale", "GREGORIAN")
        made.add("method", "PUBLISH")
        for name, said in (("name", self._title), ("description", audience)):
            made.add(name, self.text(said))
        # What programs read that know nothing of RFC 7986.
        made.add("x-wr-calname", _Text(self._title))
        made.add("x-wr-caldesc", _Text(audience))
        made.add("x-wr-timezone", ZONE)
        return made

    def uid(self, item: tuple[str, ...]) -> str:
        """Return what an entry is known by: the same for the same plan and item."""
        return uuid.uuid5(_SPACE, json.dumps([*self._plan, *item])).hex

    def event(self, event: _events.Event, category: str) -> Event:
        """Return an entry."""
        made = Event()
        made.add("uid", self.uid(event.item))
        made.add("dtstamp", self._stamp)
        made.add("sequence", self._sequence)
        if event.start is None:
            made.add("dtstart", event.day)
            if event.day < datetime.date.max:
                made.add("dtend", event.day + datetime.timedelta(days=1))
        else:
            made.add("dtstart", event.start.astimezone(datetime.UTC))
            if event.end is not None:
                made.add("dtend", event.end.astimezone(datetime.UTC))
        made.add("summary", self.text(event.title))
        made.add("description", self.text("\n".join(event.description)))
        if event.place:
            made.add("location", self.text(event.place))
        made.add("categories", [category, event.category])
        if event.is_off:
            made.add("status", "CANCELLED")
        made.add("transp", "OPAQUE" if event.start is not None else "TRANSPARENT")
        return made
