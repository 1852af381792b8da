"""Days and deadlines in words: what is one, and what is not."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.cards import Offset, OffsetUnit
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.readers._dates import clock, dates, due, offsets, whole_date

date = datetime.date


@given(day=st.dates(date(1000, 1, 1)), language=st.sampled_from(LANGUAGES))
def test_a_date_as_the_product_writes_it_is_read(day: date, language: str) -> None:
    labels = load_labels(language)
    assert whole_date(labels.date(day)) == day
    assert whole_date(labels.weekday(day)) == day
    assert whole_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "2. november",
        "31. november 2026",
        "20.–21. november 2026",
        "uge 45, 2026",
        "12.11.26",
        "2. november 2026 eller senere",
        "2. november 2026, 3. november 2026",
        "",
    ],
)
def test_what_is_no_single_day_is_none(text: str) -> None:
    assert whole_date(text) is None


def test_every_day_in_a_text_is_found_with_its_place() -> None:
    text = "Fra 1. februar 2027 → samtale 8. marts\n2027."
    found = [(text[start:end], day) for (start, end), day in dates(text)]
    assert found == [
        ("1. februar 2027", date(2027, 2, 1)),
        ("8. marts\n2027", date(2027, 3, 8)),
    ]


def test_a_time_of_day_is_found() -> None:
    found = clock("ons. kl. 13.00–14.30")
    assert found is not None
    assert found[1] == datetime.time(13)
    assert clock("at 9:05") == ((0, 7), datetime.time(9, 5))
    assert clock("3.150 medarbejdere") is None
    assert clock("kl. 25.00") is None


@pytest.mark.parametrize(
    "text",
    ["første ledermøde efter ferien", "snart", "løbende", "1 uge", "efter behov", "uge 45", "5"],
)
def test_what_is_no_deadline_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        due(text)


def test_every_offset_in_a_sentence_is_found() -> None:
    text = "Ring 3 dage efter aftalen og fem uger efter opstart, men ikke 2 dage senere."
    assert [offset for _, offset in offsets(text)] == [
        Offset(3, OffsetUnit.DAYS, "aftalen"),
        Offset(5, OffsetUnit.WEEKS, "opstart"),
    ]
