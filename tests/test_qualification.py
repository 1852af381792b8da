"""Support questions answered, and open points."""

import datetime
import pickle
import re
from typing import Any

import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import say
from ledertrivsel.qualification import OpenPoint, OpenPointKind, Qualification

DAY = datetime.date(2026, 10, 2)


def point(**changes: Any) -> OpenPoint:
    given: dict[str, Any] = {"kind": OpenPointKind.CLARIFICATION, "text": "Må makkeren?"}
    return OpenPoint(**{**given, **changes})


def test_answers_are_kept_by_question_and_empty_ones_left_out() -> None:
    qualification = Qualification(
        theme_id="new-managers", answers={"ideas": "En makker", "assessment": "Lidt", "x": "\n"}
    )
    assert qualification.answers == (("assessment", "Lidt"), ("ideas", "En makker"))
    assert qualification.answer("ideas") == "En makker"
    assert qualification.answer("experience") == ""


def test_the_order_of_answers_means_nothing() -> None:
    one = Qualification(theme_id="new-managers", answers=(("a", "1"), ("b", "2")))
    other = Qualification(theme_id="new-managers", answers=[("b", "2"), ("a", "1")])
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one


@pytest.mark.parametrize(
    ("changes", "settled"),
    [
        ({}, False),
        ({"outcome": " \n"}, False),
        ({"outcome": "Ja"}, True),
        ({"settled_on": DAY}, True),
    ],
)
def test_a_point_is_settled_by_a_date_or_an_outcome(
    changes: dict[str, Any], settled: bool
) -> None:
    assert point(**changes).is_settled is settled


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"kind": "knowlege"},
            "OpenPoint.kind must be one of knowledge, involvement, clarification, backing, "
            "got 'knowlege'. Did you mean 'knowledge'?",
        ),
        ({"text": ""}, "OpenPoint.text must not be empty, got ''."),
        ({"who": 5}, "OpenPoint.who must be a text, got 5."),
        (
            {"due": "2026-10-02"},
            "OpenPoint.due must be a date, got '2026-10-02'. Use datetime.date, without a time.",
        ),
        ({"outcome": None}, "OpenPoint.outcome must be a text, got None."),
        (
            {"settled_on": 1},
            "OpenPoint.settled_on must be a date, got 1. Use datetime.date, without a time.",
        ),
    ],
)
def test_what_is_no_open_point_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        point(**changes)
    assert str(caught.value) == message
    assert not re.search(r"\{[a-z]+\}", say(caught.value, "da"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"theme_id": "New managers"},
            "Qualification.theme_id must be a slug (a–z, 0–9 and single hyphens), "
            "got 'New managers'. For example 'new-managers'.",
        ),
        ({"answers": "Lidt"}, "Qualification.answers must be a list, got 'Lidt'."),
        ({"answers": ["Lidt"]}, "Qualification.answers must map an id to a text, got 'Lidt'."),
        ({"answers": {"ideas": 5}}, "Qualification.answers['ideas'] must be a text, got 5."),
        (
            {"answers": [("ideas", "a"), ("ideas", "b")]},
            "Qualification.answers[1] must not repeat 'ideas', got 'ideas'.",
        ),
        ({"existing_offers": 5}, "Qualification.existing_offers must be a text, got 5."),
        (
            {"open_points": ["Må makkeren?"]},
            "Qualification.open_points[0] must be an OpenPoint, got 'Må makkeren?'.",
        ),
    ],
)
def test_what_is_no_qualification_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Qualification(**{"theme_id": "new-managers", **changes})
    assert str(caught.value) == message
    assert not re.search(r"\{[a-z]+\}", say(caught.value, "da"))
