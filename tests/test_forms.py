"""How each type stands in a document: nothing is coerced, nothing is lost."""

import datetime
from fractions import Fraction
from typing import Any

import pytest

from ledertrivsel._forms import LARGEST, converter
from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import CardState, Due, Offset, OffsetUnit, Task
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.instruments import Instrument
from ledertrivsel.matrix import Quadrant
from ledertrivsel.methods import builtin_method
from ledertrivsel.qualification import Qualification
from ledertrivsel.scales import DONT_KNOW, Axis, Cut, Scale
from ledertrivsel.themes import Text

DAY = datetime.date(2026, 9, 2)


def read(value: object, kind: Any) -> Any:
    return converter().structure(value, kind)


@pytest.mark.parametrize(
    ("value", "kind", "made"),
    [
        ("æ", str, "æ"),
        (LARGEST, int, LARGEST),
        (True, bool, True),
        ("2026-09-02", datetime.date, DAY),
        ("09:30:00", datetime.time, datetime.time(9, 30)),
        ("09:30", datetime.time, datetime.time(9, 30)),
        ("09:30:01.000002", datetime.time, datetime.time(9, 30, 1, 2)),
        ("7/2", Fraction, Fraction(7, 2)),
        ("-3", Fraction, Fraction(-3)),
        ("in-use", CardState, CardState.IN_USE),
        (1, Quadrant, Quadrant.FIELD_1),
        ({"da": "Tema", "en": "Theme"}, Text, Text({"en": "Theme", "da": "Tema"})),
        ("2026-09-02", Due, DAY),
        ({"n": -1, "unit": "months"}, Due, Offset(-1, OffsetUnit.MONTHS)),
        (None, Due, None),
        (3, Axis, 3),
        ("dont-know", Axis, DONT_KNOW),
        (None, Axis, None),
        (["b", "a"], frozenset[str], frozenset("ab")),
        ([["a", "x"]], tuple[tuple[str, str], ...], (("a", "x"),)),
        (None, str | None, None),
    ],
)
def test_a_value_is_read_as_its_type(value: object, kind: Any, made: object) -> None:
    result = read(value, kind)
    assert result == made
    assert type(result) is type(made)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, str, "must be a text, got None."),
        (5, str, "must be a text, got 5."),
        ("3", int, "must be a whole number, got '3'."),
        (3.0, int, "must be a whole number, got 3.0."),
        (True, int, "must be a whole number, got True."),
        (float("nan"), int, "must be a whole number, got nan."),
        (
            LARGEST + 1,
            int,
            "must be from -9007199254740991 to 9007199254740991, got 'a number of 54 bits'.",
        ),
        (1, bool, "must be true or false, got 1."),
        ("true", bool, "must be true or false, got 'true'."),
        ("2026-02-30", datetime.date, "must be a date such as '2026-09-02', got '2026-02-30'."),
        ("20260902", datetime.date, "must be a date such as '2026-09-02', got '20260902'."),
        ("2026-W36-3", datetime.date, "must be a date such as '2026-09-02', got '2026-W36-3'."),
        ("٢٠٢٦-٠٩-٠٢", datetime.date, "must be a date such as '2026-09-02', got '٢٠٢٦-٠٩-٠٢'."),
        (20260902, datetime.date, "must be a date such as '2026-09-02', got 20260902."),
        ("25:00", datetime.time, "must be a time such as '13:00:00', got '25:00'."),
        ("09:30Z", datetime.time, "must be a time such as '13:00:00', got '09:30Z'."),
        (3, Fraction, "must be an exact number as text, such as '7/2', got 3."),
        ("3.5", Fraction, "must be an exact number as text, such as '7/2', got '3.5'."),
        ("1/0", Fraction, "must be an exact number as text, such as '7/2', got '1/0'."),
        (" 3", Fraction, "must be an exact number as text, such as '7/2', got ' 3'."),
        (
            "in use",
            CardState,
            "must be one of draft, ready, in-use, paused, routine, closed, got 'in use'. "
            "Did you mean 'in-use'?",
        ),
        (True, Quadrant, "must be one of 1, 2, 3, 4, got True."),
        ([], CardState, "must be one of draft, ready, in-use, paused, routine, closed, got []."),
        ("Tema", Text, "must be an object of languages, such as {'da': '…'}, got 'Tema'."),
        ({}, Text, "must not be empty, got ()."),
        ({"da": 3}, Text, ".da must be a text, got 3."),
        ("3", Axis, "must be a whole number, 'dont-know' or null, got '3'."),
        (2.5, Axis, "must be a whole number, 'dont-know' or null, got 2.5."),
        ("abc", tuple[str, ...], "must be a list, got 'abc'."),
        ({"a": 1}, tuple[str, ...], "must be a list, got {'a': 1}."),
        ((1, 2), tuple[int, ...], "must be a list, got (1, 2)."),
        (["a"], tuple[str, str], "must be a list of 2, got ['a']."),
        (["a", "a"], frozenset[str], "must not repeat 'a', got ['a', 'a']."),
        ([], Cut, "must be an object, got []."),
        (None, Cut, "must be an object, got None."),
        ([], Instrument, "must be an object, got []."),
        ({"theme_id": "x", "answers": []}, Qualification, "must be an object of ids and texts, "
         "got []."),
        ({"theme_id": "x", "answers": {"ideas": 1}}, Qualification, "must be a text, got 1."),
        ({"voice": "A", "ratings": {}}, Ballot, "must be a list, got {}."),
    ],
)  # fmt: skip
def test_nothing_is_coerced(value: object, kind: Any, text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        read(value, kind)
    assert str(caught.value).strip() == text


@pytest.mark.parametrize("digits", [4000, 4001])
def test_an_exact_number_has_at_most_four_thousand_digits(digits: int) -> None:
    text = "9" * digits
    if digits == 4000:
        assert read(text, Fraction) == 10**4000 - 1
        assert converter().unstructure(Fraction(1, 10**4000 - 1), Fraction) == f"1/{text}"
    else:
        with pytest.raises(InvalidValueError, match="must be an exact number as text"):
            read(text, Fraction)
        with pytest.raises(InvalidValueError) as caught:
            converter().unstructure(Fraction(1, 10**4000), Fraction)
        expected = " must be at most 4000 digits, got 'a longer number'."
        assert str(caught.value) == expected


def test_only_what_differs_from_its_default_is_written() -> None:
    assert converter().unstructure(Task(what="Ring")) == {"what": "Ring"}
    due = Offset(0)
    assert converter().unstructure(Task(what="Ring", due=due)) == {"what": "Ring", "due": {"n": 0}}


def test_a_ballot_is_compact() -> None:
    ballot = Ballot(voice="A", ratings=(("b", 1, DONT_KNOW), ("a", None, 2)))
    written = converter().unstructure(ballot)
    assert written == {"voice": "A", "ratings": [["a", None, 2], ["b", 1, "dont-know"]]}
    assert read(written, Ballot) == ballot


def test_a_scale_keeps_the_labels_it_has() -> None:
    labelled = Scale(1, 4, ((2, Text({"da": "i nogen grad"})),))
    written = converter().unstructure(labelled)
    assert written == {"highest": 4, "labels": [[2, {"da": "i nogen grad"}]]}
    assert read(written, Scale) == labelled
    assert read({}, Scale) == Scale()


def test_plans_of_one_method_share_their_instrument() -> None:
    instrument = builtin_method("bfa-2025").instrument
    data = converter().unstructure(instrument)
    once, again = read(data, Instrument), read(converter().unstructure(instrument), Instrument)
    assert once == instrument
    assert once is again
    data["bounds"]["lowest"] = True  # Equal to 1 in Python, and no whole number in a document.
    with pytest.raises(InvalidValueError, match="must be a whole number, got True"):
        read(data, Instrument)
