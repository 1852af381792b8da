"""Agendas with clock times, sessions and the workplace's own words."""

import datetime
import zoneinfo
from typing import Any

import attrs
import pytest

from ledertrivsel.agendas import TimedItem, schedule, wording
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.methods import Agenda, AgendaItem, Step, builtin_method
from ledertrivsel.workshop import Group, Participant, Representation, Role, Session

METHOD = builtin_method()
PREPARE, QUALIFY, CONCRETIZE = (METHOD.agenda(step) for step in Step)
WORKSHOP = datetime.datetime(2026, 9, 2, 13)


def clock(rows: tuple[TimedItem, ...]) -> list[str]:
    return [f"{row.start:%H.%M}–{row.end:%H.%M} {row.item.id}" for row in rows]


def test_an_agenda_gets_clock_times_from_its_start() -> None:
    assert clock(schedule(PREPARE, WORKSHOP)) == [
        "13.00–13.15 welcome",
        "13.15–13.25 tool",
        "13.25–14.25 prioritize",
        "14.25–14.30 closing",
    ]


def test_the_introduction_moves_the_rest_by_45_minutes() -> None:
    rows = schedule(PREPARE, WORKSHOP, include_optional=True)
    assert clock(rows)[2:] == [
        "13.25–14.10 introduction",
        "14.10–15.10 prioritize",
        "15.10–15.15 closing",
    ]


def test_points_with_minutes_get_times_and_the_others_share_the_rest() -> None:
    row = schedule(PREPARE, WORKSHOP)[2]
    blocks = [(f"{b.start:%H.%M}", f"{b.end:%H.%M}", len(b.points)) for b in row.blocks]
    assert blocks == [("13.25", "13.35", 1), ("13.35", "13.55", 1), ("13.55", "14.25", 3)]


def test_points_are_one_block_where_the_source_does_not_divide_the_time() -> None:
    points = [("a", None), ("b", 5), ("c", None)]
    row = AgendaItem(id="x", minutes=20, title="T", points=points)  # type: ignore[arg-type]
    agenda = Agenda(step=Step.QUALIFY, title="T", minutes=20, purpose="P", items=(row,))  # type: ignore[arg-type]
    (timed,) = schedule(agenda, WORKSHOP)
    assert [(b.start, b.end, len(b.points)) for b in timed.blocks] == [(timed.start, timed.end, 3)]


def test_a_split_step_drops_the_break_and_a_joined_one_keeps_it() -> None:
    assert clock(schedule(QUALIFY, WORKSHOP))[-1] == "13.10–14.10 qualify"
    assert clock(schedule(QUALIFY, WORKSHOP, joined=True))[-1] == "14.10–14.20 break"


def test_several_steps_follow_one_another_on_one_day() -> None:
    rows = schedule((PREPARE, QUALIFY, CONCRETIZE), datetime.datetime(2026, 9, 2, 9))
    assert [row.step for row in rows if row.item.id == "welcome"] == [Step.PREPARE, Step.QUALIFY]
    assert clock(rows)[-4:] == [
        "11.40–11.50 break",
        "11.50–13.05 action-cards",
        "13.05–13.35 gather",
        "13.35–13.50 conclusion",
    ]


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [
        ((2026, 3, 29, 1), "+0100", "2026-03-29T03:30:00+02:00"),
        ((2026, 10, 25, 1, 45), "+0200", "2026-10-25T02:15:00+01:00"),
    ],
    ids=["spring", "autumn"],
)
def test_ninety_minutes_are_ninety_minutes_when_the_clock_changes(
    start: tuple[int, ...], first: str, last: str
) -> None:
    rows = schedule(PREPARE, datetime.datetime(*start))  # type: ignore[arg-type]
    assert f"{rows[0].start:%z}" == first
    assert rows[-1].end.isoformat() == last
    utc = [row.end.astimezone(datetime.UTC) for row in (rows[0], rows[-1])]
    assert utc[1] - utc[0] == datetime.timedelta(minutes=75)


def test_the_second_of_two_like_hours_is_chosen_by_fold() -> None:
    start = datetime.datetime(2026, 10, 25, 2, 30, fold=1)
    assert schedule(PREPARE, start)[0].start.isoformat() == "2026-10-25T02:30:00+01:00"


def test_a_start_in_another_zone_is_shown_on_the_danish_clock() -> None:
    start = datetime.datetime(2026, 9, 2, 11, tzinfo=datetime.UTC)
    assert clock(schedule(PREPARE, start))[0] == "13.00–13.15 welcome"


def test_a_time_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(InvalidValueError) as caught:
        schedule(PREPARE, datetime.datetime(2026, 3, 29, 2, 30))
    assert str(caught.value) == (
        "start must be a time that the clock of Europe/Copenhagen shows, "
        "got datetime.datetime(2026, 3, 29, 2, 30)."
    )


@pytest.mark.parametrize("zone", ["Europe/Copenhagn", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(InvalidValueError, match="in a known zone"):
        schedule(PREPARE, WORKSHOP, zone=zone)


def test_a_computer_without_time_zones_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(key: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", none)
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    with pytest.raises(InvalidValueError, match="install the package tzdata"):
        schedule(PREPARE, WORKSHOP)


# Who takes part.


def test_a_session_counts_its_people() -> None:
    session = Session(
        step="prepare",  # type: ignore[arg-type]
        on=datetime.date(2026, 9, 2),
        start=datetime.time(13),
        participants=(Participant(role=Role.HR, count=2), Participant(role=Role.TOP_MANAGEMENT)),
        groups=(Group(id="a", name="A", size=5, theme_ids=("sparring",)),),
    )
    assert session.step is Step.PREPARE
    assert session.people == 3
    assert session.begins == WORKSHOP
    assert attrs.evolve(session, participants=()).people == 5
    assert attrs.evolve(session, start=None).begins is None


def test_names_are_marked_personal() -> None:
    personal = {
        f"{kind.__name__}.{field.name}"
        for kind in (Participant, Group, Session)
        for field in attrs.fields(kind)
        if field.metadata.get("personal")
    }
    group, session = {"Group.name", "Group.leader"}, {"Session.facilitator", "Session.note"}
    assert personal == {"Participant.name", *group, *session}


GROUP: dict[str, Any] = {"id": "a", "name": "A", "size": 5}
SESSION: dict[str, Any] = {"step": Step.PREPARE, "on": datetime.date(2026, 9, 2)}


@pytest.mark.parametrize(
    ("kind", "values", "path"),
    [
        (Participant, {"role": "boss"}, "Participant.role"),
        (Participant, {"role": Role.HR, "count": 0}, "Participant.count"),
        (Participant, {"role": Role.HR, "name": "a\nb"}, "Participant.name"),
        (Group, {**GROUP, "id": "A b"}, "Group.id"),
        (Group, {**GROUP, "size": 0}, "Group.size"),
        (Group, {**GROUP, "theme_ids": ("x", "x")}, "Group.theme_ids[1]"),
        (Session, {**SESSION, "on": WORKSHOP}, "Session.on"),
        (Session, {**SESSION, "start": datetime.time(13, tzinfo=datetime.UTC)}, "Session.start"),
        (Session, {**SESSION, "start": WORKSHOP}, "Session.start"),
        (Session, {**SESSION, "groups": (Group(**GROUP),) * 2}, "Session.groups[1]"),
        (Session, {**SESSION, "joined_with_next": 1}, "Session.joined_with_next"),
    ],
)
def test_what_cannot_be_is_refused(kind: type[Any], values: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        kind(**values)
    assert caught.value.path == path


# The workplace's own words.


@pytest.mark.parametrize(
    ("representation", "name", "top"),
    [
        (Representation.MED_WITH_AMO, "MED", "HovedMED"),
        (Representation.MED_AND_AMO, "MED og AMO", "HovedMED og øverste AMO"),
        (Representation.SU_AND_AMO, "SU og AMO", "HSU og øverste AMO"),
        (Representation.MIO, "MIO", "det øverste MIO-udvalg"),
    ],
)
def test_cooperation_has_the_name_it_has_at_the_workplace(
    representation: Representation, name: str, top: str
) -> None:
    assert wording("name", representation) == name
    assert wording("top-forum", representation.value) == top
    assert wording("Drøft det i MED/SU og AMO.", representation) == f"Drøft det i {name}."
    assert wording("MED eller SU & AMO", representation) == name


def test_a_text_without_the_general_words_stays() -> None:
    assert wording("LokalMED drøfter det.", Representation.SU_AND_AMO) == "LokalMED drøfter det."
    assert wording("Tell MED/SU and AMO.", "su-and-amo", "en") == "Tell SU and AMO."


def test_without_a_representation_nothing_is_put_in() -> None:
    assert wording("MED/SU og AMO") == "MED/SU og AMO"
    assert wording("forum") == "samarbejdsforum"


def test_an_unknown_representation_names_the_known_ones() -> None:
    with pytest.raises(InvalidValueError) as caught:
        wording("name", "med-and-amu")
    assert str(caught.value) == (
        "representation must be one of med-with-amo, med-and-amo, su-and-amo, mio, "
        "got 'med-and-amu'. Did you mean 'med-and-amo', 'su-and-amo', 'med-with-amo'?"
    )
