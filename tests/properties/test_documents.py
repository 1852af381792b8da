"""The laws of documents: nothing lost, one form, one answer whether read fast or explained."""

import contextlib
import copy
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ledertrivsel import documents
from ledertrivsel._explain import explain
from ledertrivsel._forms import converter
from ledertrivsel.documents import dump, from_data, load, to_data
from ledertrivsel.errors import DocumentError
from ledertrivsel.plan import Plan
from ledertrivsel.testing.strategies import filled_plan, plans, small_plans

ROOT = Path(__file__).parent.parent.parent
SCHEMA = Draft202012Validator(documents.schema())

JUNK = st.sampled_from(
    [None, True, False, 0, 1, -1, 7, 2**60, 10**400, 2.5, float("nan"), "", "x", "dont-know",
     "2026-09-02", "7/2", "\ud800", "\x00", "a\nb", [], {}, [[]], [None], ["x", 1, 1], {"n": 1},
     {"da": "x"}, {"x": 1}, (), ("a",)]
)  # fmt: skip


@given(plan=plans())
def test_what_is_written_is_read_as_the_same_plan(plan: Plan) -> None:
    assert load(dump(plan)) == plan
    assert from_data(to_data(plan)) == plan
    assert dump(load(dump(plan))) == dump(plan)


@given(plan=plans())
def test_every_document_follows_the_schema(plan: Plan) -> None:
    assert list(SCHEMA.iter_errors(to_data(plan))) == []


@given(plan=plans(), data=st.data())
def test_the_order_of_making_never_changes_a_byte(plan: Plan, data: st.DataObject) -> None:
    sets = ("own_themes", "rounds", "parking", "qualifications", "involvements")
    mixed = {name: data.draw(st.permutations(getattr(plan, name))) for name in sets}
    mixed["rounds"] = [
        attrs.evolve(
            r,
            groups=data.draw(st.permutations(r.groups)),
            ballots=[
                attrs.evolve(b, ratings=b.ratings[::-1], picks=b.picks[::-1])
                for b in data.draw(st.permutations(r.ballots))
            ],
        )
        for r in mixed["rounds"]
    ]
    again = attrs.evolve(plan, **mixed)
    assert again == plan
    assert dump(again) == dump(plan)


@given(plan=plans(), data=st.data())
def test_the_order_of_keys_never_changes_a_plan(plan: Plan, data: st.DataObject) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: turned(value[name]) for name in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    assert from_data(turned(to_data(plan))) == plan


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) inside *value*."""
    keys = value if isinstance(value, dict) else range(len(value))
    found = [(value, key) for key in keys]
    inner = value.values() if isinstance(value, dict) else value
    return found + [p for item in inner if isinstance(item, (dict, list)) for p in places(item)]


def damaged(plan: Plan, data: st.DataObject) -> dict[str, Any]:
    """Return a document of *plan* with one to three places changed, dropped, doubled or added.

    Each piece of junk is a copy: a later change must not alter what other examples are given.
    """
    document = copy.deepcopy(to_data(plan))
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(document)))
        act = data.draw(st.sampled_from(["change", "drop", "double", "add"]))
        with contextlib.suppress(KeyError, IndexError):  # The place went with an earlier change.
            if act == "change":
                container[key] = copy.deepcopy(data.draw(JUNK))
            elif act == "drop":
                del container[key]
            elif act == "double" and isinstance(container, list):
                container.append(copy.deepcopy(container[key]))
            elif isinstance(container, dict):
                name = data.draw(st.sampled_from(["x", "titel", "id", "theme_id"]))
                container[name] = copy.deepcopy(data.draw(JUNK))
    return document


def fast(document: dict[str, Any]) -> Plan | None:
    """Return the plan that the fast reading makes of a document, or None."""
    body = {name: value for name, value in document.items() if name != "schema"}
    try:
        plan: Plan = converter().structure(body, Plan)
    except Exception:
        return None
    return plan


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(plan=small_plans(), data=st.data())
def test_the_explanation_accepts_exactly_what_the_fast_reading_accepts(
    plan: Plan, data: st.DataObject
) -> None:
    document = damaged(plan, data)
    body = {name: value for name, value in document.items() if name != "schema"}
    assert (fast(document) is None) == bool(explain(body))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(plan=small_plans(), data=st.data())
def test_what_the_schema_refuses_is_refused(plan: Plan, data: st.DataObject) -> None:
    document = damaged(plan, data)
    if not SCHEMA.is_valid(document):
        with pytest.raises(DocumentError):
            from_data(document)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(plan=small_plans(), data=st.data())
def test_a_damaged_document_is_read_or_refused_but_never_crashes(
    plan: Plan, data: st.DataObject
) -> None:
    document = damaged(plan, data)
    with contextlib.suppress(DocumentError):
        read = from_data(document)
        assert load(dump(read)) == read


@given(plan=small_plans(), data=st.data())
def test_damaged_bytes_are_read_or_refused_but_never_crash(
    plan: Plan, data: st.DataObject
) -> None:
    body = bytearray(dump(plan))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body) - 1))
        end = start + data.draw(st.integers(0, 9))
        body[start:end] = data.draw(st.binary(max_size=9))
    with contextlib.suppress(DocumentError):
        load(bytes(body))


@given(plan=small_plans(), data=st.data())
def test_a_truncated_document_is_refused(plan: Plan, data: st.DataObject) -> None:
    body = dump(plan)
    with pytest.raises(DocumentError):
        load(body[: data.draw(st.integers(0, len(body) - 3))])


def test_every_text_of_a_plan_is_in_its_document() -> None:
    paths: list[str] = []

    def token(path: str) -> str:
        paths.append(path)
        return f"⟨{path}⟩"

    plan = filled_plan(token)
    body = dump(plan).decode()
    assert len(set(paths)) > 150
    assert [path for path in paths if f"⟨{path}⟩" not in body] == []
    assert load(body) == plan


SCRIPT = """
import datetime, locale, sys
from ledertrivsel.documents import dump, load
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        sys.stdout.buffer.write(dump(load(file.read())))
"""


def test_no_environment_changes_a_byte() -> None:
    paths = sorted(map(str, (ROOT / "tests/documents/v1").glob("*.json")))
    written = set()
    for seed, zone, language in (
        ("0", "UTC", "C"),
        ("1", "Asia/Kolkata", "da_DK.UTF-8"),
        ("77", "America/New_York", "tr_TR.UTF-8"),
    ):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *paths],
            env=environment,
            capture_output=True,
            check=True,
            timeout=60,
        )
        written.add(done.stdout)
    assert written == {b"".join(Path(path).read_bytes() for path in paths)}
