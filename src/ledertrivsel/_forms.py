"""How each type of the model stands in a document: JSON values in and out, nothing coerced.

An object holds the fields that differ from their default; a tuple is a list; a date, a time and an
enum are their text; a `Fraction` is an exact text such as ``7/2``; a `Text` is an object of
languages. No field is a float, so 2.5, NaN and Infinity are refused wherever they stand.
"""

from __future__ import annotations

import datetime
import functools
import marshal
import re
import types
import typing
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from ledertrivsel.ballots import Ballot, RatingRow
from ledertrivsel.cards import Due, Offset
from ledertrivsel.errors import InvalidValueError, near
from ledertrivsel.instruments import Instrument
from ledertrivsel.matrix import Quadrant
from ledertrivsel.qualification import Qualification
from ledertrivsel.scales import DONT_KNOW, Axis
from ledertrivsel.themes import Text

Hook = Callable[[Any, Any], Any]

SCHEMA = 1
"""The number of the schema that these forms are."""

LARGEST = 2**53 - 1
"""The largest whole number: what every JSON reader keeps exactly (RFC 7493)."""

FRACTION_DIGITS = 4000
"""The most digits of a numerator or denominator; Python itself reads no more than 4,300."""

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{6})?)?")
FRACTION = re.compile(r"-?[0-9]{1,4000}(?:/[1-9][0-9]{0,3999})?")


def refuse(rule: str, value: object, **params: object) -> InvalidValueError:
    """Return the error of one value; who knows where it stands puts the path before it."""
    return InvalidValueError("", rule, value, "", params)


# One value in.


def _str(value: object, _: Any = None) -> str:
    if type(value) is not str:
        raise refuse("text", value)
    return value


def _int(value: object, _: Any = None) -> int:
    if type(value) is not int:
        raise refuse("integer", value)
    if not -LARGEST <= value <= LARGEST:
        # Not the number itself: Python refuses to print one of over 4,300 digits.
        shown = f"a number of {value.bit_length()} bits"
        raise refuse("between", shown, low=-LARGEST, high=LARGEST)
    return value


def _bool(value: object, _: Any = None) -> bool:
    if type(value) is not bool:
        raise refuse("boolean", value)
    return value


def _date(value: object, _: Any = None) -> datetime.date:
    if type(value) is str and DATE.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass  # Of the right form, but no day of the calendar.
    raise refuse("date-text", value)


def _time(value: object, _: Any = None) -> datetime.time:
    if type(value) is str and TIME.fullmatch(value):
        try:
            return datetime.time.fromisoformat(value)
        except ValueError:
            pass
    raise refuse("time-text", value)


def _fraction(value: object, _: Any = None) -> Fraction:
    if type(value) is not str:
        raise refuse("fraction-text", value)
    return _exact(value)


@functools.lru_cache(1024)  # The same few means and gaps stand over and over in a proposal.
def _exact(value: str) -> Fraction:
    if not FRACTION.fullmatch(value):
        raise refuse("fraction-text", value)
    return Fraction(value)


def _text(value: object, _: Any = None) -> Text:
    if type(value) is not dict:
        raise refuse("type", value, wanted="an object of languages, such as {'da': '…'}")
    try:
        return Text(value)
    except InvalidValueError as error:
        raise _from(error, "Text") from None


def _due(value: object, _: Any = None) -> Due:
    if value is None:
        return None
    if type(value) is dict:
        offset: Offset = _offset()(value, Offset)
        return offset
    return _date(value)


@functools.cache
def _offset() -> Hook:
    return converter().get_structure_hook(Offset)


def _axis(value: object, _: Any = None) -> Axis:
    if value is None:
        return None
    if type(value) is int:
        return _int(value)
    if type(value) is str and value == DONT_KNOW.value:
        return DONT_KNOW
    raise refuse("axis-text", value)


def _from(error: InvalidValueError, name: str) -> InvalidValueError:
    """Return *error* with its path told from the value itself: ``Text.da`` → ``.da``."""
    rest = error.path.removeprefix(name)
    rest = "" if rest == ".by_language" else rest
    return InvalidValueError(rest, error.rule_code, error.value, error.hint_code, error.params)


def _member(kind: type[Enum]) -> Hook:
    by_value = {member.value: member for member in kind}
    plain = type(next(iter(by_value)))
    allowed = tuple(map(str, by_value))

    def structure(value: object, _: Any = None) -> Any:
        if type(value) is plain and value in by_value:
            return by_value[value]
        found = near(value, allowed) if type(value) is str else ()
        params = {"allowed": ", ".join(allowed), "near": ", ".join(map(repr, found))}
        raise InvalidValueError("", "one-of", value, "near" if found else "", params)

    return structure


# Several values in.


def _as_list(value: object) -> list[Any]:
    if type(value) is not list:
        raise refuse("type", value, wanted="a list")
    return value


def _tuple(kind: Any, converter: Converter) -> Hook:
    arguments = typing.get_args(kind)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = arguments[0]
        hook = converter.get_structure_hook(item)
        return lambda value, _: tuple([hook(inner, item) for inner in _as_list(value)])
    hooks = [(converter.get_structure_hook(item), item) for item in arguments]

    def structure(value: object, _: Any) -> tuple[Any, ...]:
        if len(_as_list(value)) != len(hooks):
            raise refuse("type", value, wanted=f"a list of {len(hooks)}")
        return tuple(
            [
                hook(inner, item)
                for (hook, item), inner in zip(hooks, value, strict=True)  # type: ignore[call-overload]
            ]
        )

    return structure


def _set(kind: Any, converter: Converter) -> Hook:
    (item,) = typing.get_args(kind)
    hook = converter.get_structure_hook(item)

    def structure(value: object, _: Any) -> frozenset[Any]:
        items = [hook(inner, item) for inner in _as_list(value)]
        found = frozenset(items)
        if len(found) != len(items):
            repeated = next(item for item in items if items.count(item) > 1)
            raise refuse("unique", value, repeated=repr(repeated))
        return found

    return structure


def _object(kind: type[Any], converter: Converter) -> Hook:
    special = {name: override(struct_hook=form.read) for name, form in forms(kind).items()}
    made = make_dict_structure_fn(
        kind,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=False,
        **special,  # type: ignore[arg-type]
    )

    def structure(value: object, _: Any = None) -> Any:
        if type(value) is not dict:
            raise refuse("type", value, wanted="an object")
        return made(value, kind)

    return structure


def _instrument(value: object, _: Any = None) -> Instrument:
    """Return an instrument: plans of one method share one, in time and in memory."""
    if type(value) is not dict:
        raise refuse("type", value, wanted="an object")
    return _kept_instrument(marshal.dumps(value, 2))


@functools.lru_cache(16)
def _kept_instrument(values: bytes) -> Instrument:
    """Return the instrument of *values*, by marshal: it takes plain types only, and keeps them."""
    made: Instrument = _any_instrument()(marshal.loads(values), Instrument)
    return made


@functools.cache
def _any_instrument() -> Hook:
    return _object(Instrument, converter())


# Fields whose form is not that of their type.


@attrs.frozen
class Form:
    """How one field stands in a document; *pattern* is its JSON Schema."""

    read: Hook
    write: Callable[[Any], Any]
    pattern: dict[str, Any]


def _raw_rows(value: object, _: Any) -> Any:
    return _as_list(value)  # Ballot checks the rows; twice would be the dearest part of a load.


def _rows(rows: tuple[RatingRow, ...]) -> list[list[Any]]:
    return [
        [theme, *(half.value if half is DONT_KNOW else half for half in halves)]
        for theme, *halves in rows
    ]


def _answers(value: object, _: Any) -> tuple[tuple[str, str], ...]:
    if type(value) is not dict:
        raise refuse("type", value, wanted="an object of ids and texts")
    for content in value.values():
        _str(content)
    return tuple(value.items())


_FORMS: dict[tuple[type[Any], str], Form] = {
    (Ballot, "ratings"): Form(_raw_rows, _rows, {}),
    (Qualification, "answers"): Form(
        _answers, dict, {"type": "object", "additionalProperties": {"type": "string"}}
    ),
}


def forms(kind: type[Any]) -> dict[str, Form]:
    """Return the fields of *kind* whose form is not that of their type."""
    return {name: form for (owner, name), form in _FORMS.items() if owner is kind}


# Out.


def _written_object(kind: type[Any], converter: Converter) -> Callable[[Any], Any]:
    special = {name: override(unstruct_hook=form.write) for name, form in forms(kind).items()}
    return make_dict_unstructure_fn(
        kind,
        converter,
        _cattrs_omit_if_default=True,
        **special,  # type: ignore[arg-type]
    )


_TOO_LONG = 10**FRACTION_DIGITS


def _written_fraction(value: Fraction) -> str:
    if max(abs(value.numerator), value.denominator) >= _TOO_LONG:
        raise refuse("at-most", "a longer number", limit=f"{FRACTION_DIGITS} digits")
    return str(value)


def _written_tuple(kind: Any, converter: Converter) -> Callable[[Any], Any]:
    arguments = typing.get_args(kind)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        hook = converter.get_unstructure_hook(arguments[0])
        return lambda items: [hook(item) for item in items]
    hooks = [converter.get_unstructure_hook(argument) for argument in arguments]
    return lambda items: [hook(item) for hook, item in zip(hooks, items, strict=True)]


def _is_union(kind: Any) -> bool:
    return typing.get_origin(kind) in (types.UnionType, typing.Union)


def _optional(kind: Any, converter: Converter) -> Hook:
    if kind in LEAVES:
        return LEAVES[kind]
    (inner,) = (item for item in typing.get_args(kind) if item is not types.NoneType)
    hook = converter.get_structure_hook(inner)
    return lambda value, _: None if value is None else hook(value, inner)


@functools.cache
def converter() -> Converter:
    """Return the converter of plan documents; made once, when the first is read or written."""
    made = Converter(detailed_validation=False, forbid_extra_keys=True, omit_if_default=True)
    made.register_structure_hook_factory(_is_union, _optional)
    made.register_structure_hook_factory(_is_tuple, _tuple)
    made.register_structure_hook_factory(_is_frozenset, _set)
    made.register_structure_hook_factory(attrs.has, _object)
    made.register_structure_hook_factory(_is_enum, lambda kind: _member(kind))
    made.register_unstructure_hook_factory(attrs.has, _written_object)
    made.register_unstructure_hook_factory(_is_tuple, _written_tuple)
    made.register_unstructure_hook_factory(_is_frozenset, lambda _: sorted)
    # An IntEnum is an int, and a hook for a class comes before one for a kind of class.
    made.register_structure_hook(Quadrant, _member(Quadrant))
    made.register_structure_hook(Instrument, _instrument)
    for kind, read in LEAVES.items():
        made.register_structure_hook(kind, read)
    for kind, write in _WRITTEN.items():
        made.register_unstructure_hook(kind, write)
    return made


def _is_tuple(kind: Any) -> bool:
    return typing.get_origin(kind) is tuple


def _is_frozenset(kind: Any) -> bool:
    return typing.get_origin(kind) is frozenset


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _plain_axis(value: Axis) -> int | str | None:
    return DONT_KNOW.value if value is DONT_KNOW else value


def _plain_due(value: Due) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None if value is None else converter().unstructure(value)


LEAVES: dict[Any, Hook] = {
    str: _str,
    int: _int,
    bool: _bool,
    datetime.date: _date,
    datetime.time: _time,
    Fraction: _fraction,
    Text: _text,
    Due: _due,
    Axis: _axis,
}
"""How a value that holds no other is read, by type."""

_WRITTEN: dict[Any, Callable[[Any], Any]] = {
    datetime.date: datetime.date.isoformat,
    datetime.time: datetime.time.isoformat,
    Fraction: _written_fraction,
    Text: lambda text: dict(text.by_language),
    Due: _plain_due,
    Axis: _plain_axis,
}
