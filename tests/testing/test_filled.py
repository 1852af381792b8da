"""A plan filled with the caller's own texts: every field, each text once, or a loud failure."""

import re
from typing import Any

import attrs
import pytest

from ledertrivsel.documents import to_data
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import RoundMode
from ledertrivsel.testing import _filled
from ledertrivsel.testing.strategies import filled_plan


def path_itself(path: str) -> str:
    return path


def strings(value: Any, path: str) -> list[tuple[str, str]]:
    """Return (path, text) of every text in plain values."""
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, dict):
        return [x for name in value for x in strings(value[name], f"{path}.{name}".lstrip("."))]
    if isinstance(value, list):
        return [x for n, item in enumerate(value) for x in strings(item, f"{path}[{n}]")]
    return []


def test_every_text_stands_where_its_path_says() -> None:
    asked: set[str] = set()

    def token(path: str) -> str:
        asked.add(path)
        return path

    found = {text for path, text in strings(to_data(filled_plan(token)), "") if path == text}
    assert asked == found


def test_what_is_no_token_is_an_id_a_date_or_a_code() -> None:
    plain = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*|\d{4}(-\d\d){2}|\d\d(:\d\d){2}|-?\d+(/\d+)?")
    label = "rounds[0].scale.labels[0][1]."  # The other rounds have the scale of the first.
    rest = [
        (path, text)
        for path, text in strings(to_data(filled_plan(path_itself)), "")
        if text != path and not plain.fullmatch(text) and not text.startswith(label)
    ]
    assert rest == []


def test_every_field_of_the_plan_is_filled() -> None:
    plan = filled_plan(path_itself)
    empty = [field.name for field in attrs.fields(Plan) if not getattr(plan, field.name)]
    assert empty == []


def test_there_is_a_round_of_each_kind_that_is_seen_differently() -> None:
    rounds = filled_plan(path_itself).rounds
    assert [(r.purpose.value, r.mode, r.is_closed) for r in rounds] == [
        ("baseline", RoundMode.OPEN, False),
        ("baseline", RoundMode.ANONYMOUS, True),
        ("baseline", RoundMode.ANONYMOUS, False),
        ("follow-up", RoundMode.OPEN, False),
    ]


@attrs.frozen
class _Stranger:
    weight: complex


def test_a_field_that_nobody_said_how_to_fill_is_told() -> None:
    with pytest.raises(TypeError) as caught:
        _filled._Filler(path_itself).made(_Stranger, "stranger")
    assert str(caught.value) == (
        "stranger.weight is a <class 'complex'>: "
        "say in ledertrivsel.testing._filled how to fill it"
    )
