"""What all frozen values share: equality, hash and repr by their fields, written once.

attrs writes these methods for each class and compiles them at import; for the model's fifty
classes that is more than half of what importing a plan costs. A value is
``@attrs.frozen(eq=False, repr=False)`` and a `Value`, and behaves as attrs' own would.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import attrs


class Value:
    """The base of the model's frozen classes; two are equal when their classes and fields are."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        kind: Any = self.__class__
        content = _content(kind)
        return bool(content(self) == content(other))

    def __hash__(self) -> int:
        kind: Any = self.__class__
        return hash((kind, _content(kind)(self)))

    def __repr__(self) -> str:
        fields = attrs.fields(self.__class__)  # type: ignore[arg-type]  # Each subclass is attrs'.
        shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields)
        return f"{self.__class__.__qualname__}({shown})"


@functools.cache
def _content(kind: type[Any]) -> Callable[[Any], Any]:
    """Return what takes a value's fields out of it."""
    return attrgetter(*(field.name for field in attrs.fields(kind)))
