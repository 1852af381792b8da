"""Agendas on paper: clock times where the plan knows them, and what the method may include."""

import datetime

import attrs
import pytest

from ledertrivsel.labels import LANGUAGES
from ledertrivsel.methods import Step
from ledertrivsel.view import Audience
from ledertrivsel.workshop import Representation, Session
from tests.exports.papers import headings, outline, read, seen, written

DAY = datetime.date(2026, 10, 7)
SESSION = Session(step=Step.QUALIFY, on=DAY, start=datetime.time(9), joined_with_next=True)


def test_the_times_are_the_clocks_where_the_plan_tells_the_start() -> None:
    text = read(seen(DAY), "agenda-1")
    assert "Onsdag 2. september 2026 kl. 13.00–14.30" in text
    for time in ("13.00–13.15", "13.25–14.25", "13.25–13.35", "13.35–13.55", "13.55–14.25"):
        assert f"\n{time}\n" in text


@pytest.mark.parametrize("sessions", [(), (Session(step=Step.PREPARE, on=DAY),)])
def test_else_they_are_minutes_from_the_start(sessions: tuple[Session, ...]) -> None:
    text = read(seen(DAY, sessions=sessions), "agenda-1")
    for minutes in ("0–15", "15–25", "25–85", "25–35", "35–55", "55–85", "85–90"):
        assert f"\n{minutes} min\n" in text


def test_who_may_not_see_the_sessions_gets_minutes() -> None:
    text = read(seen(DAY, Audience.ORGANISATION), "agenda-1")
    assert "0–15 min" in text
    assert "2. september 2026" not in text.replace("Status pr. 2. september 2026", "")


@pytest.mark.parametrize(
    ("sessions", "total", "has_break"),
    [
        ((), "I alt 70 minutter\n", False),
        ((attrs.evolve(SESSION, joined_with_next=False),), "I alt 70 minutter\n", False),
        ((SESSION,), "I alt 80 minutter med pausen før næste trin\n", True),
    ],
)
def test_the_break_of_step_2_is_held_only_before_step_3(
    sessions: tuple[Session, ...], total: str, has_break: bool
) -> None:
    text = read(seen(DAY, sessions=sessions), "agenda-2")
    assert total in text
    assert ("\nPause\n" in text) is has_break
    assert ("Pausen holdes, når næste trin følger samme dag." in text) is not has_break


def test_the_introduction_is_told_apart_with_what_it_adds() -> None:
    text = read(seen(DAY), "agenda-1")
    assert "I alt 90 minutter\n" in text
    assert "Introduktion til lederes trivsel (45 minutter)" in text
    assert "I alt 135 minutter med introduktionen" in text


def test_a_step_that_is_held_several_times_has_an_agenda_for_each() -> None:
    sessions = tuple(
        Session(step=Step.PREPARE, on=DAY, start=datetime.time(hour)) for hour in (9, 13)
    )
    found = headings(outline(seen(DAY, sessions=sessions), "agenda-1"))
    assert found[1:3] == [
        "Onsdag 7. oktober 2026 kl. 09.00–10.30",
        "Onsdag 7. oktober 2026 kl. 13.00–14.30",
    ]


def test_each_step_has_what_its_facilitator_looks_up() -> None:
    view = seen(DAY)
    assert headings(outline(view, "agenda-1"))[2:] == [
        "Kan tages med",
        "Drøft sammen",
        "Viden, vi trak på",
        "De øvrige workshopper",
    ]
    assert headings(outline(view, "agenda-2"))[2:] == [
        "De valgte temaer",
        "Støttespørgsmål",
        "Aftalt mellem møderne",
        "Det mangler vi",
        "De øvrige workshopper",
    ]
    assert headings(outline(view, "agenda-3"))[2:4] == [
        "De valgte temaer",
        "Action cardets overskrifter",
    ]


def test_before_the_choice_the_agenda_says_so() -> None:
    view = seen(datetime.date(2026, 6, 17))
    assert "*Temaerne er endnu ikke valgt.*" in written(view, "agenda-2")
    assert "*The themes have not been chosen yet.*" in written(view, "agenda-3", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workplaces_own_word_for_cooperation_is_used(language: str) -> None:
    for name in ("agenda-1", "agenda-2", "agenda-3", "checklist"):
        text = read(seen(DAY, representation=Representation.SU_AND_AMO), name, language)
        assert "MED/SU" not in text
