"""The JSON Schema of plan documents (draft 2020-12), made from the classes of the model.

It accepts all that is read, and more: lengths, cross references and what a text may hold are rules
of the model, listed in docs/reference/documents.md. The schema in `data/schema` is published, so
it changes only with a field; `python -m ledertrivsel._schema` prints what it should be.
"""

from __future__ import annotations

import datetime
import types
import typing
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ledertrivsel import _json
from ledertrivsel._forms import DATE, FRACTION, LARGEST, SCHEMA, TIME, converter, forms
from ledertrivsel.cards import Due, Offset
from ledertrivsel.plan import Plan
from ledertrivsel.scales import DONT_KNOW, Axis
from ledertrivsel.themes import Text

_INTEGER = {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}
_DATE = {"type": "string", "pattern": f"^{DATE.pattern}$"}

_LEAVES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: _INTEGER,
    bool: {"type": "boolean"},
    datetime.date: _DATE,
    datetime.time: {"type": "string", "pattern": f"^{TIME.pattern}$"},
    Fraction: {"type": "string", "pattern": f"^{FRACTION.pattern}$"},
    Axis: {"anyOf": [_INTEGER, {"const": DONT_KNOW.value}, {"type": "null"}]},
}


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema of the documents that `_forms` reads and writes."""
    definitions: dict[str, Any] = {}
    plan = _object(Plan, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ledertrivsel:plan:{SCHEMA}",
        "title": "A plan for managers' well-being",
        **plan,
        "properties": {"schema": {"const": SCHEMA}, **plan["properties"]},
        "required": ["schema", *plan["required"]],
        "$defs": dict(sorted(definitions.items())),
    }


def _object(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    special = forms(kind)
    properties, required = {}, []
    for field in attrs.fields(attrs.resolve_types(kind)):
        form = special.get(field.name)
        described = dict((form and form.pattern) or _value(field.type, definitions))
        if field.default is attrs.NOTHING:
            required.append(field.name)
        elif form is not None:
            described["default"] = form.write(field.default)
        else:
            described["default"] = converter().unstructure(field.default, field.type)
        properties[field.name] = described
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _value(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; classes are put among the *definitions* and referred to."""
    if kind in _LEAVES:
        return _LEAVES[kind]
    if kind == Due:
        return {"anyOf": [_DATE, _value(Offset, definitions), {"type": "null"}]}
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_value(arguments[0], definitions), {"type": "null"}]}
    if origin is frozenset:
        items = _value(arguments[0], definitions)
        return {"type": "array", "items": items, "uniqueItems": True}
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _value(arguments[0], definitions)}
    if origin is tuple:
        first = [_value(item, definitions) for item in arguments]
        return {"type": "array", "prefixItems": first, "items": False, "minItems": len(first)}
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}  # Holds the place, should the class refer to itself.
        definitions[kind.__name__] = _definition(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _definition(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if kind is Text:
        return {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2}$"},
            "additionalProperties": {"type": "string", "minLength": 1},
            "minProperties": 1,
        }
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return _object(kind, definitions)


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(_json.write(plan_schema()))
