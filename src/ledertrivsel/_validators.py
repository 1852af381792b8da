"""The one text gate and the other checks of single values; every error names its path.

Text is kept in Unicode normalization form C. Refused are C0 and C1 controls except newline and
tab, surrogates, noncharacters and the controls that override text direction (Unicode 15, chapter
23). Readers clean before they construct; the model refuses; so no exporter has to.
"""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from ledertrivsel.errors import InvalidValueError, near

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

TITLE_LIMIT = 200
"""Longest title, in characters."""

TEXT_LIMIT = 30_000
"""Longest text, in characters."""

_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    + _BIDI
    + "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_ASCII: dict[str, str | int | None] = {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"}
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def text(value: object, path: str, *, limit: int = TEXT_LIMIT, required: bool = False) -> str:
    """Return *value* in NFC, or refuse it: the gate that every text of the model goes through."""
    if type(value) is str and not value and not required:
        return value  # Most texts of a plan are left empty.
    value = _plain(value, path)
    if not value.isprintable():  # Nothing refused is printable, and this is quicker to ask.
        bad = _REFUSED.search(value)
        if bad is not None:
            raise _refused(bad.group(), path, value)
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    if len(value) > limit:
        params = {"limit": limit, "length": len(value)}
        raise InvalidValueError(path, "too-long", value, "shorten", params)
    if required and not value.strip():
        raise InvalidValueError(path, "required", value)
    return value


def _plain(value: object, path: str) -> str:
    """Return *value* as a str and no subclass: one marked as safe HTML would stay so for ever."""
    if not isinstance(value, str):
        raise InvalidValueError(path, "text", value)
    return value if type(value) is str else str.__str__(value)


def _refused(character: str, path: str, value: str) -> InvalidValueError:
    rule = "control-character"
    if character in _BIDI:
        rule = "bidi-override"
    elif "\ud800" <= character <= "\udfff":
        rule = "surrogate"
    params = {"character": f"U+{ord(character):04X}"}
    return InvalidValueError(path, rule, value, "clean-text", params)


def clean(value: str) -> str:
    """Return *value* without what `text` refuses: line ends become newlines, the rest goes."""
    value = _LINE_END.sub("\n", value)
    return unicodedata.normalize("NFC", _REFUSED.sub("", value))


def title(value: object, path: str, *, required: bool = True) -> str:
    """Return *value* as a title: one line of at most 200 characters."""
    checked = text(value, path, limit=TITLE_LIMIT, required=required)
    return one_line(checked, path)


def one_line(value: str, path: str) -> str:
    """Return *value* when nothing in it ends a line."""
    if not value.isprintable() and ("\n" in value or "\u2028" in value or "\u2029" in value):
        raise InvalidValueError(path, "one-line", value)
    return value


@functools.lru_cache(4096)
def _is_slug(value: str) -> bool:
    return len(value) <= TITLE_LIMIT and _SLUG.fullmatch(value) is not None


def slug(value: object, path: str) -> str:
    """Return *value* when it is a slug such as ``new-managers``, at most 200 characters."""
    if type(value) is str and _is_slug(value):
        return value
    value = _plain(value, path)
    if not _is_slug(value):
        raise InvalidValueError(path, "slug", value, "slug-example", {"example": as_slug(value)})
    return value


def as_slug(value: str) -> str:
    """Return the slug nearest to *value*: ``Klare mål`` → ``klare-maal``."""
    folded = value.casefold().translate(str.maketrans(_ASCII))
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", folded).replace("å", "aa"))
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "theme"


def integer(
    value: object, path: str, *, lowest: int | None = None, highest: int | None = None
) -> int:
    """Return *value* when it is an int (a bool is none) within the limits, both included."""
    if type(value) is not int:
        raise InvalidValueError(path, "integer", value)
    if lowest is not None and value < lowest:
        raise InvalidValueError(path, "at-least", value, "", {"limit": lowest})
    if highest is not None and value > highest:
        raise InvalidValueError(path, "at-most", value, "", {"limit": highest})
    return value


def boolean(value: object, path: str) -> bool:
    """Return *value* when it is True or False."""
    if type(value) is not bool:
        raise InvalidValueError(path, "boolean", value)
    return value


def day(value: object, path: str) -> datetime.date:
    """Return *value* when it is a date; a datetime is refused, since it would bring a clock in.

    Other kinds of date are taken as a plain one, such as those that put a test on another day.
    """
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        if type(value) is datetime.date:
            return value
        return datetime.date(value.year, value.month, value.day)
    raise InvalidValueError(path, "date", value, "use-date")


def optional_day(value: object, path: str) -> datetime.date | None:
    """Return *value* when it is a date or None."""
    return None if value is None else day(value, path)


def fraction(value: object, path: str) -> Fraction:
    """Return *value* as a Fraction: an int, a Fraction or a text like ``7/2``; never a float."""
    if isinstance(value, Fraction):
        return value
    if type(value) is int:
        return Fraction(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}(?:/[1-9]\d{0,8})?", value, re.ASCII):
        return Fraction(value)
    raise InvalidValueError(path, "fraction", value)


def member(value: object, kind: type[E], path: str) -> E:
    """Return *value* as a member of the enum *kind*: the member itself or its value."""
    if isinstance(value, kind):
        return value
    for candidate in kind:
        if type(value) is type(candidate.value) and value == candidate.value:
            return candidate
    allowed = tuple(str(candidate.value) for candidate in kind)
    found = near(value, allowed) if isinstance(value, str) else ()
    hint = "near" if found else ""
    params = {"allowed": ", ".join(allowed), "near": ", ".join(map(repr, found))}
    raise InvalidValueError(path, "one-of", value, hint, params)


def instance(value: object, kind: type[T], path: str) -> T:
    """Return *value* when it is a *kind*."""
    if not isinstance(value, kind):
        raise InvalidValueError(path, "type", value, "", {"wanted": _a(kind)})
    return value


def _a(kind: type) -> str:
    """Return the class's name with its article."""
    return f"{'an' if kind.__name__[0] in 'AEIOU' else 'a'} {kind.__name__}"


def instances(values: object, kind: type[T], path: str) -> tuple[T, ...]:
    """Return *values* as a tuple whose items are all a *kind*."""
    items = sequence(values, path)
    for index, item in enumerate(items):
        if not isinstance(item, kind):
            raise InvalidValueError(f"{path}[{index}]", "type", item, "", {"wanted": _a(kind)})
    return items


def sequence(values: object, path: str) -> tuple[Any, ...]:
    """Return *values* as a tuple; a text or a mapping is no list of its letters or keys."""
    if isinstance(values, tuple):
        return values
    if isinstance(values, (set, frozenset)):
        return tuple(sorted(values, key=repr))  # Never in the order of their hashes.
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise InvalidValueError(path, "type", values, "", {"wanted": "a list"})
    return tuple(values)


def unique(values: Iterable[T], path: str, key: Callable[[T], object] = lambda item: item) -> None:
    """Refuse *values* of which two have the same *key*."""
    items = tuple(values)
    if len(items) < 2:
        return
    marks = [key(item) for item in items]
    if len(set(marks)) == len(marks):
        return
    seen: set[object] = set()
    for index, (value, mark) in enumerate(zip(items, marks, strict=True)):
        if mark in seen:
            raise InvalidValueError(
                f"{path}[{index}]", "unique", value, "", {"repeated": repr(mark)}
            )
        seen.add(mark)


def pairs(value: object, path: str, *, limit: int = TEXT_LIMIT) -> tuple[tuple[str, str], ...]:
    """Return a mapping (or pairs) of slug to text as pairs sorted by key, without empty texts."""
    items = value.items() if isinstance(value, Mapping) else sequence(value, path)
    checked = []
    for item in items:
        if not isinstance(item, (tuple, list)) or len(item) != 2:
            raise InvalidValueError(path, "mapping", item, "", {"wanted": "an id to a text"})
        name, content = item
        checked.append((slug(name, path), text(content, f"{path}[{name!r}]", limit=limit)))
    unique((name for name, _ in checked), path)
    return tuple(sorted(pair for pair in checked if pair[1].strip()))


def known(value: object, names: Iterable[str], path: str, rule: str, hint: str = "") -> str:
    """Return *value* when it is one of *names*, else raise *rule* with a near miss."""
    names = tuple(names)
    if isinstance(value, str) and value in names:
        return value
    found = near(value, names) if isinstance(value, str) else ()
    if found:
        hint = "near"
    elif not hint and names:
        hint = "known"
    params = {"near": ", ".join(map(repr, found)), "known": ", ".join(names)}
    raise InvalidValueError(path, rule, value, hint, params)


def freeze(obj: object, **values: object) -> None:
    """Set fields of a frozen object while it is being made: the only place that may.

    Most are what they were given as, and looking is quicker than setting.
    """
    for name, value in values.items():
        if getattr(obj, name, _UNSET) is not value:
            _set_field(obj, name, value)


_UNSET = object()
_set_field = object.__setattr__


def replaced(obj: T, **values: object) -> T:
    """Return a copy of a frozen object with fields changed and nothing checked again.

    For verbs that have checked what is new, so that an edit does not cost a check of everything
    old.
    """
    copy = object.__new__(type(obj))
    for field in attrs.fields(type(obj)):  # type: ignore[arg-type]
        value = values[field.name] if field.name in values else getattr(obj, field.name)
        object.__setattr__(copy, field.name, value)
    return copy
