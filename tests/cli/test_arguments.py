"""Days, times and themes as people write them."""

import datetime

import click
import pytest

from ledertrivsel.cli.arguments import Day, Moment, OneOf, Whole, find_theme
from ledertrivsel.cli.wording import Refused
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import builtin_method
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan

DA = load_labels("da")
PLAN = Plan.start(
    builtin_method(), title="Plan", organisation="Sted", on=datetime.date(2026, 9, 2)
)


@pytest.mark.parametrize(
    "text", ["2026-09-02", "2.9.2026", "2. september 2026", "2 September 2026"]
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert Day().convert(text, None, None) == datetime.date(2026, 9, 2)


@pytest.mark.parametrize("text", ["i morgen", "2026-13-01", "31. februar 2026", ""])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="skal være en dato som 2026-09-02"):
        Day().convert(text, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-02 13:00",
        "2026-09-02 13.00",
        "2026-09-02T13:00",
        "2. september 2026 kl. 13.00",
        "2. september 2026 kl 13",
        "2 September 2026 13.00",
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str) -> None:
    assert Moment().convert(text, None, None) == datetime.datetime(2026, 9, 2, 13)


@pytest.mark.parametrize("text", ["13:00", "2026-09-02", "2026-09-02 25:00", "2026-09-02 13:xx"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="skal være dag og klokkeslæt"):
        Moment().convert(text, None, None)


def test_values_that_are_read_already_stay() -> None:
    day, moment = datetime.date(2026, 9, 2), datetime.datetime(2026, 9, 2, 13)
    assert Day().convert(day, None, None) is day
    assert Moment().convert(moment, None, None) is moment
    assert Whole().convert(5, None, None) == 5


def test_a_choice_takes_the_words_of_an_enum_in_any_case() -> None:
    reasons = OneOf(ParkedReason)
    assert reasons.allowed == ("needs-knowledge", "others-decide")
    assert reasons.convert("Others-Decide", None, None) == "others-decide"


@pytest.mark.parametrize(
    "given",
    ["6", "sickness-absence", "Hvordan håndterer vi lederes sygefravær", "6. Hvordan håndterer vi "
     "lederes sygefravær?", "How do we handle managers’ sickness absence?"],
)  # fmt: skip
def test_a_theme_is_found_by_number_id_or_title(given: str) -> None:
    assert find_theme(PLAN, given, DA) == "sickness-absence"


def test_near_themes_are_named_by_number_and_title() -> None:
    with pytest.raises(Refused) as caught:
        find_theme(PLAN, "ledere", DA)
    assert caught.value.format_message() == (
        "TEMA skal være et af planens temaer, men er 'ledere'. Mente du 1 (Hvordan modtager vi "
        "nye ledere?) / 4 (Hvordan sikrer vi lederes restitution?) / 5 (Hvordan spotter vi "
        "overbelastning hos ledere?)?"
    )


def test_a_word_of_three_letters_is_near_nothing() -> None:
    with pytest.raises(Refused) as caught:
        find_theme(PLAN, "der", DA)
    assert caught.value.key == "theme"
