"""The calendar, read as calendar programs do: by icalendar and by ical.js."""

import datetime
import json
import re
import sys
import zoneinfo
from collections.abc import Iterator
from typing import Any

import attrs
import icalendar
import pytest

import ledertrivsel as lt
from ledertrivsel.cards import Task
from ledertrivsel.errors import MissingExtraError
from ledertrivsel.exporters.ics import IcsExporter
from ledertrivsel.hookspecs import Context, Export
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import Step, builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.prose import Prose
from ledertrivsel.testing._contract_facts import facts, is_in, normal
from ledertrivsel.view import Audience, View, make_view
from ledertrivsel.workshop import Session
from tests import tools
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything
from tests.exports.hostile import TEXTS

METHOD = builtin_method()
COPENHAGEN = zoneinfo.ZoneInfo("Europe/Copenhagen")
DAY = datetime.date(2026, 9, 2)
LATE = datetime.date(2027, 3, 19)

EDGES = (
    datetime.datetime(2026, 10, 24, 23, 30),  # Ends after the clock is set back.
    datetime.datetime(2026, 10, 25, 1, 30),
    datetime.datetime(2026, 10, 25, 3, 0),
    datetime.datetime(2026, 10, 26, 13, 0),
    datetime.datetime(2027, 3, 27, 13, 0),
    datetime.datetime(2027, 3, 28, 1, 30),
    datetime.datetime(2027, 3, 28, 3, 0),
    datetime.datetime(2027, 3, 30, 13, 0),
)
"""Around both days on which the clock is changed."""

BY_ICAL_JS = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const read = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    allDay: event.startDate.isDate,
    start: event.startDate.isDate
      ? event.startDate.toString()
      : event.startDate.toJSDate().toISOString(),
    end: event.startDate.isDate
      ? event.endDate.toString()
      : event.endDate.toJSDate().toISOString(),
    categories: component.getFirstProperty("categories").getValues(),
  };
});
console.log(JSON.stringify(read));
"""


def exported(view: View, language: str = "da", **changes: Any) -> Export:
    given = {"method": METHOD, "today": view.today, **changes}
    context = Context(labels=load_labels(language), language=language, **given)
    return IcsExporter().export(view, context)


def seen(plan: Plan, audience: Audience = Audience.WORKING_GROUP) -> View:
    return make_view(plan, audience, today=LATE)


def entries(content: bytes) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    found = list(calendar.walk("VEVENT"))
    assert all(entry.errors == [] for entry in found)
    return found  # type: ignore[return-value]


def by_ical_js(content: bytes) -> list[dict[str, Any]]:
    return json.loads(tools.by_node(BY_ICAL_JS, content, "ical.js"))  # type: ignore[no-any-return]


def around_the_edges() -> View:
    plan = Plan.start(METHOD, title="Plan", on=DAY)
    for start in EDGES:
        plan = plan.hold_session(
            Session(step=Step.PREPARE, on=start.date(), start=start.time(), place="Salen")
        )
    return seen(plan)


def instants() -> Iterator[tuple[datetime.datetime, datetime.datetime]]:
    """Yield when each workshop begins and ends, 90 real minutes later, in UTC."""
    for start in EDGES:
        instant = start.replace(tzinfo=COPENHAGEN).astimezone(datetime.UTC)
        yield instant, instant + datetime.timedelta(minutes=90)


def test_the_file_is_a_published_calendar() -> None:
    calendar = icalendar.Calendar.from_ical(exported(everything()).content)
    assert (calendar["VERSION"], calendar["METHOD"], calendar["CALSCALE"]) == (
        "2.0",
        "PUBLISH",
        "GREGORIAN",
    )
    assert calendar["X-WR-CALDESC"] == "Til arbejdsgruppen – ikke til videre brug"
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == everything().title


@pytest.mark.parametrize("texts", [(), TEXTS])
def test_lines_are_short_and_end_as_they_should(texts: tuple[str, ...]) -> None:
    content = exported(everything(texts=texts)).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # No letter is split.
        assert not re.search(rb"[\x00-\x08\x0a-\x1f]", line)


def test_both_clock_changes_are_right_in_icalendar() -> None:
    found = {
        (entry["DTSTART"].dt, entry["DTEND"].dt)
        for entry in entries(exported(around_the_edges()).content)
        if "LOCATION" in entry
    }
    assert found == set(instants())


def test_both_clock_changes_are_right_in_ical_js() -> None:
    read = by_ical_js(exported(around_the_edges()).content)

    def instant(text: str) -> datetime.datetime:
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))

    found = {(instant(e["start"]), instant(e["end"])) for e in read if not e["allDay"]}
    assert found == set(instants())


def test_a_day_ends_with_the_next_in_both_readers() -> None:
    content = exported(seen(plan_on(LATE))).content
    days = {
        str(entry["UID"]): (entry["DTSTART"].dt, entry["DTEND"].dt)
        for entry in entries(content)
        if not isinstance(entry["DTSTART"].dt, datetime.datetime)
    }
    assert len(days) > 10
    assert {end - start for start, end in days.values()} == {datetime.timedelta(days=1)}
    read = {
        entry["uid"]: tuple(map(datetime.date.fromisoformat, (entry["start"], entry["end"])))
        for entry in by_ical_js(content)
        if entry["allDay"]
    }
    assert read == days


def test_workshops_keep_people_busy_and_deadlines_do_not() -> None:
    for entry in entries(exported(seen(plan_on(LATE))).content):
        timed = isinstance(entry["DTSTART"].dt, datetime.datetime)
        assert entry["TRANSP"] == ("OPAQUE" if timed else "TRANSPARENT")


@pytest.mark.parametrize("text", TEXTS)
def test_what_people_type_comes_out_as_it_went_in(text: str) -> None:
    view = everything(texts=(text,))
    content = exported(view).content
    usual = entries(exported(everything()).content)
    found = entries(content)
    assert sorted({name for e in found for name in e}) == sorted({n for e in usual for n in e})
    said = " ".join(" ".join(str(e.get("DESCRIPTION")) for e in found).split())
    if text != "-":  # Nothing was said.
        assert " ".join(text.split()) in said


HOSTILE = (
    "BEGIN:VEVENT\nSUMMARY:Falsk\nEND:VEVENT",
    "Slut\nEND:VCALENDAR\nBEGIN:VCALENDAR",
    'C:\\Nye planer\\nu; a, b: c "q" ^n \\, \\;',
    "ATTACH:https://eksempel.invalid/a.exe",
    "\u202dRTL\u2028ATTENDEE:mailto:a@b.invalid",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_both_readers(text: str) -> None:
    view = attrs.evolve(
        everything(),
        preparations=tuple(
            attrs.evolve(point, text=Prose(text)) for point in everything().preparations
        ),
    )
    content = exported(view).content
    read = by_ical_js(content)
    found = entries(content)
    usual = entries(exported(everything()).content)
    assert len(read) == len(found) == len(usual)
    expected = normal(Prose(text).plain)
    for said in (
        [str(entry["DESCRIPTION"]) for entry in found],
        [entry["description"] for entry in read],
    ):
        assert any(normal(one).startswith(expected) for one in said)
    assert not {"ATTACH", "ATTENDEE"} & {name for entry in found for name in entry}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", list(Audience))
def test_what_has_a_day_stands_whole_in_its_entry(audience: Audience, language: str) -> None:
    labels = load_labels(language)
    for view in (everything(audience), seen(plan_on(LATE), audience)):
        said = normal(
            "\n".join(
                f"{e['SUMMARY']}\n{e['DESCRIPTION']}\n{e['DTSTART'].dt:%Y-%m-%d}"
                for e in entries(exported(view, language).content)
            )
        )
        for part in dated(view):
            lost = [f for f in facts(attrs.evolve(bare(view), **part)) if ours(f.path)]
            assert [f for f in lost if not is_in(f, said, view, labels)] == []


def bare(view: View) -> View:
    """Return a view of which only what is put into it has facts."""
    none = make_view(Plan.start(METHOD, title="Plan", on=DAY))
    return attrs.evolve(none, themes=view.themes, instrument=view.instrument)


ALONE: dict[str, Any] = {"tasks": (), "activations": (), "unfinished": None}
"""What else of a card may have a day."""


def ours(path: str) -> bool:
    """Return whether a fact is of an entry; what a card says besides has no day."""
    return not path.startswith("CardView.")


def dated(view: View) -> Iterator[dict[str, Any]]:
    """Yield the items of a view that have a day, as fields of a view of their own."""
    day = datetime.date
    tasks = [
        t for c in view.cards for t in (*c.tasks, *(t for a in c.activations for t in a.tasks))
    ]
    checks = [
        k for c in view.cards for k in (*c.checks, *(k for a in c.activations for k in a.checks))
    ]
    for task in (*tasks, *view.next_steps):
        if isinstance(task.due, day):
            yield {"next_steps": (task,)}
    for check in checks:
        if isinstance(check.due, day):
            yield {"cards": (attrs.evolve(view.cards[0], **ALONE, checks=(check,)),)}
    points = [p for q in view.qualifications for p in q.open_points]
    points += [*view.preparations, *(c.unfinished for c in view.cards if c.unfinished)]
    for point in points:
        if point.due is not None:
            yield {"preparations": (point,)}
    yield {"parking": tuple(p for p in view.parking if p.revisit_on)}
    yield {"sessions": view.sessions, "publication": view.publication}
    yield {"follow_up": view.follow_up}


def test_the_same_item_keeps_its_uid_and_the_sequence_rises() -> None:
    plan = plan_on(LATE)
    uids = {str(e["UID"]): e for e in entries(exported(seen(plan)).content)}
    changed = plan.agree_next_steps(Task(what="En ny opgave", due=LATE))
    later = LATE + datetime.timedelta(days=3)
    view = make_view(changed, Audience.WORKING_GROUP, today=later)
    again = {str(e["UID"]): e for e in entries(exported(view).content)}
    assert set(uids) < set(again)
    assert len(again) == len(uids) + 1
    for uid, entry in uids.items():
        assert again[uid]["SEQUENCE"] == entry["SEQUENCE"] + 3
        assert again[uid]["DTSTAMP"].dt == datetime.datetime(2027, 3, 22, tzinfo=datetime.UTC)


def test_each_audience_and_language_has_the_same_uid_for_an_item() -> None:
    def uids(audience: Audience, language: str) -> set[str]:
        found = entries(exported(seen(plan_on(LATE), audience), language).content)
        return {str(entry["UID"]) for entry in found}

    everyones = uids(Audience.ORGANISATION, "da")
    assert everyones < uids(Audience.FORUMS, "en") <= uids(Audience.WORKING_GROUP, "da")


def test_another_plan_has_other_uids() -> None:
    plan = plan_on(LATE)
    other = attrs.evolve(plan, unit="Skole og dagtilbud")
    first, second = (
        {str(e["UID"]) for e in entries(exported(seen(p)).content)} for p in (plan, other)
    )
    assert not first & second


def test_a_task_that_is_dropped_is_called_off() -> None:
    plan = Plan.start(METHOD, title="Plan", on=DAY).agree_next_steps(
        Task(what="Ring til HR", due=DAY, dropped="Det er gjort")
    )
    (entry,) = (e for e in entries(exported(seen(plan)).content) if "STATUS" in e)
    assert entry["STATUS"] == "CANCELLED"
    assert "Bortfaldet: Det er gjort" in entry["DESCRIPTION"]


def test_a_plan_without_dates_has_the_day_it_began() -> None:
    view = make_view(Plan.start(METHOD, title="Min plan", on=DAY))
    export = exported(view)
    (entry,) = entries(export.content)
    assert entry["SUMMARY"] == "Arbejdet med planen begynder: Min plan"
    assert entry["DTSTART"].dt == DAY
    assert export.warnings == ()


def test_a_day_before_the_plan_begins_counts_as_none() -> None:
    view = make_view(Plan.start(METHOD, title="Plan", on=DAY))
    early = exported(view, today=DAY - datetime.timedelta(days=9))
    assert entries(early.content)[0]["SEQUENCE"] == 0


def test_the_last_day_of_the_calendar_has_no_next() -> None:
    plan = Plan.start(METHOD, title="Plan", on=DAY).agree_next_steps(
        Task(what="Til sidst", due=datetime.date.max)
    )
    last = entries(exported(seen(plan)).content)[-1]
    assert last["DTSTART"].dt == datetime.date.max
    assert "DTEND" not in last


def test_without_the_method_a_workshop_has_a_start_and_no_end() -> None:
    plan = Plan.start(METHOD, title="Plan", on=DAY)
    plan = plan.hold_session(Session(step=Step.PREPARE, on=DAY, start=datetime.time(13)))
    entry = entries(exported(seen(plan), method=None).content)[-1]
    assert entry["DTSTART"].dt == datetime.datetime(2026, 9, 2, 11, tzinfo=datetime.UTC)
    assert "DTEND" not in entry


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "da",
            "Kalenderen har kun det, der har en dato. Udeladt er det øvrige på 4 action cards, "
            "6 opgaver uden dato og 3 opfølgninger uden dato.",
        ),
        (
            "en",
            "The calendar has only what has a date. Left out: what else 4 action cards say, "
            "6 tasks without a date and 3 follow-ups without a date.",
        ),
    ],
)
def test_what_has_no_date_is_told_in_one_warning(language: str, said: str) -> None:
    (warning,) = exported(seen(plan_on(LATE)), language).warnings
    assert warning.code == "no-date"
    assert warning.render(load_labels(language)) == said
    assert {"goal", "applies_when", "materials"} <= set(dict(warning.params)["fields"])  # type: ignore[arg-type]


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError) as caught:
        lt.export(Plan.start(METHOD, title="Plan", on=DAY), "ics")
    assert "ledertrivsel[calendar]" in str(caught.value)
