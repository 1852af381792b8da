"""Themes set aside."""

import datetime
import pickle
import re
from typing import Any

import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import say
from ledertrivsel.parking import ParkedReason, ParkedTheme

DAY = datetime.date(2027, 1, 20)


def parked(**changes: Any) -> ParkedTheme:
    given: dict[str, Any] = {
        "theme_id": "sickness-absence",
        "reason": ParkedReason.NEEDS_KNOWLEDGE,
        "revisit_on": DAY,
    }
    return ParkedTheme(**{**given, **changes})


def test_the_method_knows_two_reasons() -> None:
    assert {reason.value for reason in ParkedReason} == {"needs-knowledge", "others-decide"}
    assert parked(reason="others-decide").reason is ParkedReason.OTHERS_DECIDE


def test_a_parked_theme_is_overdue_from_the_day_after() -> None:
    day = datetime.timedelta(days=1)
    assert [parked().is_overdue(DAY + n * day) for n in (-1, 0, 1)] == [False, False, True]
    assert not parked(revisit_on=None).is_overdue(datetime.date.max)


def test_a_parked_theme_is_hashable_and_pickles() -> None:
    assert pickle.loads(pickle.dumps(parked())) == parked()
    assert len({parked(), parked()}) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"theme_id": 6}, "ParkedTheme.theme_id must be a text, got 6."),
        (
            {"reason": "needs knowledge"},
            "ParkedTheme.reason must be one of needs-knowledge, others-decide, "
            "got 'needs knowledge'. Did you mean 'needs-knowledge'?",
        ),
        ({"note": None}, "ParkedTheme.note must be a text, got None."),
        ({"who": "HR\nog AMO"}, "ParkedTheme.who must be one line, got 'HR\\nog AMO'."),
        (
            {"revisit_on": datetime.datetime(2027, 1, 20)},
            "ParkedTheme.revisit_on must be a date, got datetime.datetime(2027, 1, 20, 0, 0). "
            "Use datetime.date, without a time.",
        ),
    ],
)
def test_what_is_no_parked_theme_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        parked(**changes)
    assert str(caught.value) == message
    assert not re.search(r"\{[a-z]+\}", say(caught.value, "da"))
