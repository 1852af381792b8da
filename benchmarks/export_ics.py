"""The calendar against a script of a few lines that writes the same entries with icalendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from icalendar import Calendar, Event

from benchmarks.pairing import Result, compare
from ledertrivsel.exporters.ics import IcsExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import builtin_method
from ledertrivsel.view import Audience, make_view
from tests.cases.eksempelkommune import plan_on

_DAY = datetime.date(2027, 3, 19)
_NAMES = ("uid", "dtstamp", "sequence", "dtstart", "dtend", "summary", "description", "transp")


def run() -> Iterator[Result]:
    """Yield the comparison."""
    view = make_view(plan_on(_DAY), Audience.WORKING_GROUP, today=_DAY)
    context = Context(labels=load_labels("da"), language="da", method=builtin_method(), today=_DAY)
    exporter = IcsExporter()
    written = Calendar.from_ical(exporter.export(view, context).content)
    rows = [
        {
            **{name: _value(entry[name]) for name in _NAMES},
            "categories": [str(text) for text in entry["categories"].cats],
        }
        for entry in written.walk("VEVENT")
    ]

    def script() -> bytes:
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//script//script//DA")
        calendar.add("method", "PUBLISH")
        for row in rows:
            event = Event()
            for name, value in row.items():
                texts = {"LANGUAGE": "da"} if name in ("summary", "description") else None
                event.add(name, value, parameters=texts)
            calendar.add_component(event)
        return calendar.to_ical()

    yield compare(
        "a calendar, against the same entries by a script",
        lambda: exporter.export(view, context),
        script,
        goal=1.5,
    )


def _value(found: object) -> object:
    """Return a value of an entry as Python has it."""
    return (
        found.dt if hasattr(found, "dt") else int(found) if isinstance(found, int) else str(found)
    )
