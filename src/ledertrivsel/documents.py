"""A plan as a document: plain values or JSON bytes, with a schema number.

A document is whole or it is refused: everything wrong with it is told at once, in one
`DocumentError`. Every older schema is read for ever; a newer one is refused, since what this
version does not know would be lost on the way. The published JSON Schema accepts all that is read
here; docs/reference/documents.md has the rules beyond it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from ledertrivsel import _json
from ledertrivsel import _validators as v
from ledertrivsel._explain import explain
from ledertrivsel._forms import SCHEMA, converter
from ledertrivsel.errors import DocumentError, InvalidValueError, NewerSchemaError, Problem
from ledertrivsel.plan import Plan

__all__ = ["MIGRATIONS", "SCHEMA", "dump", "from_data", "load", "schema", "to_data"]

Migration = Callable[[dict[str, Any]], dict[str, Any]]
"""A pure function from one schema's values to the next's; it gets a copy it may change."""

MIGRATIONS: Mapping[int, Migration] = {}
"""How a document of each older schema becomes one of the next."""


def to_data(plan: Plan) -> dict[str, Any]:
    """Return *plan* as plain values: dict, list, str, int, bool and None.

    Fields that have their default are left out. Equal plans give equal values, in equal order.
    """
    data: dict[str, Any] = {"schema": SCHEMA}
    try:
        data.update(converter().unstructure(plan, Plan))
    except InvalidValueError as error:  # A number no document may hold.
        raise DocumentError("plan", (error.problem(),)) from None
    if plan.choice is not None and plan.choice.proposal is not None:
        numbers = {theme.id: theme.number for theme in plan.themes}
        last = len(numbers) + max(numbers.values(), default=0)
        for group in data["choice"]["proposal"].get("order", ()):
            group.sort(key=lambda theme_id: (numbers.get(theme_id, last), theme_id))
    return data


def from_data(data: object, *, source: str = "plan") -> Plan:
    """Return the plan of plain values; *source* names them in errors.

    Raises:
        DocumentError: with every problem and its path; `NewerSchemaError` for a newer schema.
    """
    body = _current(data, source, MIGRATIONS)
    try:
        plan: Plan = converter().structure(body, Plan)
    except Exception as error:  # Whatever it is, the explanation says it better.
        problems = explain(body)
        if not problems:
            raise
        raise DocumentError(source, problems) from error
    return plan


def dump(plan: Plan) -> bytes:
    """Return *plan* as JSON in UTF-8; equal plans give equal bytes."""
    return _json.write(to_data(plan))


def load(content: bytes | str, *, source: str = "plan") -> Plan:
    """Return the plan of a JSON document; *source*, such as a file's name, names it in errors.

    Raises:
        DocumentError: with every problem and its path; `NewerSchemaError` for a newer schema.
    """
    return from_data(_json.parse(content, source), source=source)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the documents this version writes."""
    from importlib.resources import files

    resource = files("ledertrivsel") / "data" / "schema" / f"plan-v{SCHEMA}.json"
    published: dict[str, Any] = _json.parse(resource.read_bytes(), resource.name)
    return published


def _current(
    data: object, source: str, migrations: Mapping[int, Migration], known: int = SCHEMA
) -> dict[str, Any]:
    """Return the fields of a document as schema *known* has them, without the number."""
    if not isinstance(data, dict):
        raise DocumentError(source, explain(data))
    number = data.get("schema")
    body: dict[str, Any] = {name: value for name, value in data.items() if name != "schema"}
    if isinstance(data, _json.Repeated):
        body = _json.Repeated(body, data.names)
    wrong = _wrong_number(data, number)
    if wrong is not None:
        raise DocumentError(source, (wrong, *explain(body)))
    assert type(number) is int
    if number > known:
        raise NewerSchemaError(number, known)
    for older in range(number, known):
        body = migrations[older](copy.deepcopy(body))
    return body


def _wrong_number(data: dict[Any, Any], number: object) -> Problem | None:
    if "schema" not in data:
        return Problem(path="schema", rule="missing")
    try:
        v.integer(number, "schema", lowest=1)
    except InvalidValueError as error:
        return error.problem()
    return None
