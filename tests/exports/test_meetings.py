"""When workshops are held, on the clock of Copenhagen, and who takes part."""

import datetime

import attrs

from ledertrivsel.exporters._meetings import (
    agenda_of,
    group_line,
    meetings,
    other_meetings,
    participant_line,
    when,
)
from ledertrivsel.exporters._outline import Grid, Line, Speaker, plain
from ledertrivsel.instruments import Step
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import builtin_method
from ledertrivsel.view import View
from ledertrivsel.workshop import Group, Participant, Role, Session
from tests.exports.everything import everything

METHOD = builtin_method()
DA, EN = (Speaker(load_labels(language), language) for language in ("da", "en"))
DAY = datetime.date(2026, 9, 23)


def view_of(*sessions: Session) -> View:
    return attrs.evolve(everything(), sessions=sessions)


def said(line: Line, say: Speaker = DA) -> str:
    return plain(line, say.labels)


def times(*sessions: Session) -> list[str]:
    return [said(when(DA, meeting)) for meeting in meetings(view_of(*sessions), METHOD)]


def test_a_workshop_ends_when_its_agenda_does() -> None:
    session = Session(step=Step.PREPARE, on=DAY, start=datetime.time(13))
    assert times(session) == ["onsdag 23. september 2026 kl. 13.00–14.30"]
    (meeting,) = meetings(view_of(session), METHOD)
    assert said(when(EN, meeting, alone=True), EN) == "Wednesday 23 September 2026, 13:00–14:30"


def test_step_2_takes_70_minutes_and_80_when_step_3_follows() -> None:
    alone = Session(step=Step.QUALIFY, on=DAY, start=datetime.time(9))
    joined = attrs.evolve(alone, joined_with_next=True)
    assert times(alone) == ["onsdag 23. september 2026 kl. 09.00–10.10"]
    assert times(joined) == ["onsdag 23. september 2026 kl. 09.00–10.20"]


def test_a_step_that_follows_on_the_same_day_begins_after_the_break() -> None:
    first = Session(step=Step.QUALIFY, on=DAY, start=datetime.time(9), joined_with_next=True)
    second = Session(step=Step.CONCRETIZE, on=DAY)
    assert times(first, second)[1] == "onsdag 23. september 2026 kl. 10.20–12.20"
    assert times(second, first)[0] == "onsdag 23. september 2026 kl. 10.20–12.20"
    another_day = attrs.evolve(second, on=DAY + datetime.timedelta(days=1))
    assert times(first, another_day)[1] == "torsdag 24. september 2026"
    apart = attrs.evolve(first, joined_with_next=False)
    assert times(apart, second)[1] == "onsdag 23. september 2026"


def test_without_the_method_only_the_start_is_known() -> None:
    session = Session(step=Step.PREPARE, on=DAY, start=datetime.time(13))
    (meeting,) = meetings(view_of(session), None)
    assert meeting.end is None
    assert said(when(DA, meeting)) == "onsdag 23. september 2026 kl. 13.00"
    assert agenda_of(None, Step.PREPARE) is None


def test_minutes_are_real_ones_when_the_clock_is_changed() -> None:
    back = Session(step=Step.PREPARE, on=datetime.date(2026, 10, 25), start=datetime.time(2, 30))
    assert times(back) == ["søndag 25. oktober 2026 kl. 02.30–03.00"]
    # 02.30 is no time of this day; the clock goes from 02.00 to 03.00.
    skipped = attrs.evolve(back, on=datetime.date(2027, 3, 28))
    assert times(skipped) == ["søndag 28. marts 2027 kl. 03.30–05.00"]


def test_the_ends_of_the_calendar_have_no_zone_and_still_a_time() -> None:
    for day in (datetime.date.min, datetime.date.max):
        session = Session(step=Step.PREPARE, on=day, start=datetime.time(0, 15))
        assert times(session)[0].endswith("kl. 00.15")


def test_who_takes_part_stands_on_a_line() -> None:
    one = Participant(role=Role.HR, name="Konsulent", forum="Stabene", count=1)
    assert said(participant_line(DA, one)) == (
        "HR og interne konsulenter, Konsulent, Stabene, 1 deltager"
    )
    view = everything()
    group = Group(
        id="a", name="Gruppe A", size=4, leader="Formanden", theme_ids=("overload", "restitution")
    )
    assert said(group_line(DA, view, group)) == (
        "Gruppe A, 4 deltagere, gruppeleder Formanden, tema 4 og 5"
    )
    assert said(group_line(EN, view, attrs.evolve(group, theme_ids=("overload",))), EN) == (
        "Gruppe A, 4 participants, group leader Formanden, theme 5"
    )


def test_the_other_workshops_are_those_of_the_other_steps() -> None:
    sessions = tuple(
        Session(step=step, on=DAY, place=f"Sal {step.value}", facilitator="HR") for step in Step
    )
    made = other_meetings(DA, view_of(*sessions), METHOD, Step.QUALIFY, "De øvrige")
    assert made is not None
    (table,) = made.blocks
    assert isinstance(table, Grid)
    assert table.columns == ("Workshop", "Hvornår og hvor", "Deltagere")
    assert [said(row[1][1]) for row in table.rows] == ["Sal prepare", "Sal concretize"]  # type: ignore[arg-type]
    assert said(table.rows[0][2][0]) == "Mødeleder: HR"  # type: ignore[arg-type]
    assert other_meetings(DA, view_of(sessions[1]), METHOD, Step.QUALIFY, "De øvrige") is None
