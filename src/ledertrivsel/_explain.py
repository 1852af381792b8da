"""Everything that is wrong with a document, each problem with its path.

The fast reading stops at the first problem. This reads the same values again, by the same leaves
and the same constructors, and goes on: it accepts exactly what the fast reading accepts, and is
only asked about what that refused.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from enum import Enum
from typing import Any

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._forms import LEAVES, converter, forms, refuse
from ledertrivsel._json import Repeated
from ledertrivsel.cards import Due, Offset
from ledertrivsel.consistency import broken_rules
from ledertrivsel.errors import InvalidValueError, Problem, near
from ledertrivsel.plan import Plan

_WRONG: Any = object()
"""What stands for a value that could not be made; whatever holds it is not made either."""

_THEMES = tuple(
    tuple(path.split("."))
    for path in (
        "evidence.*.theme_id",
        "remarks.*.theme_id",
        "groups.*.theme_ids.*",
        "rounds.*.ballots.*.ratings.*.0",
        "rounds.*.ballots.*.picks.*",
        "rounds.*.ballots.*.reasons.*.0",
        "rounds.*.tallies.*.tally.cells.*.0",
        "rounds.*.tallies.*.tally.halves.*.0",
        "rounds.*.tallies.*.tally.picks.*.0",
        "parking.*.theme_id",
        "choice.themes.*",
        "qualifications.*.theme_id",
        "cards.*.theme_id",
        "follow_up.rerate.*",
        "reports.*.used.*",
    )
)
"""Where a plan names a theme: each place is told, though the plan's check stops at the first."""


def explain(data: object) -> tuple[Problem, ...]:
    """Return every problem of *data*, a document without its schema number; none of a plan."""
    found = _Problems()
    _value(data, Plan, "", found)
    for path, name in _unknown_themes(data):
        found.add(path, name)
    return tuple(found.by_place.values())


class _Problems:
    """Problems in the order found, each place and rule once."""

    def __init__(self) -> None:
        self.by_place: dict[tuple[str, str], Problem] = {}

    def add(self, path: str, error: InvalidValueError) -> None:
        problem = attrs.evolve(error.problem(), path=path.lstrip(".") or "plan")
        if problem.rule == "missing":
            problem = attrs.evolve(problem, found="")
        self.by_place.setdefault((problem.path, problem.rule), problem)


def _value(value: Any, kind: Any, path: str, found: _Problems) -> Any:
    """Return *value* as a *kind*, or `_WRONG` with the reasons among what is *found*."""
    if isinstance(value, Repeated):
        for name in value.names:
            found.add(f"{path}.{name}", refuse("json-once", name))
        _value(dict(value), kind, path, found)
        return _WRONG
    if kind == Due and type(value) is dict:
        kind = Offset
    if kind in LEAVES or (isinstance(kind, type) and issubclass(kind, Enum)):
        return _leaf(value, converter().get_structure_hook(kind), path, found)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (item for item in arguments if item is not types.NoneType)
        return None if value is None else _value(value, inner, path, found)
    if attrs.has(kind):
        return _object(value, kind, path, found)
    if type(value) is not list:
        found.add(path, refuse("type", value, wanted="a list"))
        return _WRONG
    if origin is tuple and arguments[-1] is not Ellipsis:
        if len(value) != len(arguments):
            found.add(path, refuse("type", value, wanted=f"a list of {len(arguments)}"))
            return _WRONG
    else:
        arguments = (arguments[0],) * len(value)
    items = [
        _value(inner, item, f"{path}[{index}]", found)
        for index, (inner, item) in enumerate(zip(value, arguments, strict=True))
    ]
    if any(item is _WRONG for item in items):
        return _WRONG
    if origin is frozenset:
        return _leaf(value, converter().get_structure_hook(kind), path, found)
    return tuple(items)


def _leaf(value: object, read: Any, path: str, found: _Problems) -> Any:
    try:
        made = read(value, None)
        return v.text(made, "") if type(made) is str else made
    except InvalidValueError as error:
        found.add(path + error.path, error)
        return _WRONG


def _object(value: Any, kind: type[Any], path: str, found: _Problems) -> Any:
    if type(value) is not dict:
        found.add(path, refuse("type", value, wanted="an object"))
        return _WRONG
    fields = {field.name: field for field in attrs.fields(attrs.resolve_types(kind))}
    values: dict[str, Any] = {}
    for name in value:
        if name not in fields:
            values[str(name)] = _WRONG
            found.add(f"{path}.{name}", _unknown(name, kind, tuple(fields)))
    special = forms(kind)
    for name, field in fields.items():
        inner = f"{path}.{name}"
        if name not in value:
            if field.default is attrs.NOTHING:
                values[name] = _WRONG
                found.add(inner, refuse("missing", None))
        elif name in special and special[name].pattern:
            values[name] = _leaf(value[name], special[name].read, inner, found)
        else:
            values[name] = _value(value[name], field.type, inner, found)
    if any(item is _WRONG for item in values.values()):
        return _WRONG
    return _made(kind, values, path, found)


def _unknown(name: object, kind: type[Any], known: tuple[str, ...]) -> InvalidValueError:
    close = near(str(name), known)
    params = {
        "owner": kind.__name__,
        "near": ", ".join(map(repr, close)),
        "known": ", ".join(known),
    }
    return InvalidValueError("", "known-field", name, "near" if close else "known", params)


def _made(kind: type[Any], values: dict[str, Any], path: str, found: _Problems) -> Any:
    """Return a *kind* of *values*. A text it refuses is replaced, so that the next is told too."""
    given, refused = dict(values), False
    while True:
        try:
            made = kind(**given)
        except InvalidValueError as error:
            refused = True
            inside = error.path.removeprefix(kind.__name__)
            place = inside if inside != error.path else f".{error.path}"
            name = place.lstrip(".").partition(".")[0].partition("[")[0]
            if error.rule_code != "known-theme":  # Told by `_unknown_themes`, place by place.
                found.add(path + place, error)
            if type(given.get(name)) is not str or given[name] == "x":
                break
            given[name] = "x"  # A valid title, text and slug.
        else:
            if not refused:
                return made
            break
    if kind is Plan:
        for broken in broken_rules(values):
            if broken.rule_code != "known-theme":
                found.add(broken.path.removeprefix("Plan."), broken)
    return _WRONG


def _unknown_themes(data: Any) -> Iterator[tuple[str, InvalidValueError]]:
    """Yield each place in raw *data* that names a theme the plan does not have."""
    method = [name for _, name in _reach(data, ("instrument", "themes", "*", "id"), "")]
    own = [name for _, name in _reach(data, ("own_themes", "*", "id"), "")]
    if not method:
        return  # What is wrong is the instrument, not each place that names a theme.
    known = tuple(name for name in (*method, *own) if isinstance(name, str))
    for keys in _THEMES:
        for path, name in _reach(data, keys, ""):
            if not isinstance(name, str) or (not name and keys[-1] == "theme_id"):
                continue
            try:
                v.known(name, known, path, "known-theme", "add-theme-first")
            except InvalidValueError as error:
                yield path, error


def _reach(data: Any, keys: tuple[str, ...], path: str) -> Iterator[tuple[str, Any]]:
    """Yield what stands at *keys* in *data*, with its path; `*` is every item of a list."""
    if not keys:
        yield path, data
    elif keys[0] == "*":
        for index, item in enumerate(data if isinstance(data, list) else ()):
            yield from _reach(item, keys[1:], f"{path}[{index}]")
    elif keys[0] == "0":
        if isinstance(data, list) and data:
            yield from _reach(data[0], keys[1:], f"{path}[0]")
    elif isinstance(data, dict) and keys[0] in data:
        yield from _reach(data[keys[0]], keys[1:], f"{path}.{keys[0]}")
