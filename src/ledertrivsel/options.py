"""An option: a setting of an exporter or a reader, checked before the plugin is called."""

from __future__ import annotations

import re
from typing import Any

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._fields import as_carried, as_help
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.parts import Part
from ledertrivsel.themes import Text

OptionType = type[str] | type[int] | type[bool] | type[bytes]


@attrs.frozen(kw_only=True)
class Option:
    """A setting of an exporter or reader, checked before the plugin is called.

    Args:
        name: a slug; the command line has it as ``--option name=value``.
        type: `str`, `int`, `bool`, or `bytes` for what a file of the user's holds: a template, a
            logo. The command line takes the path of that file.
        default: of that type; or None, for an option that is then absent.
        help: what it does, in a sentence.
        choices: the values allowed, when not every one of the type is.
        carries: for a choice that makes another file, the parts of the view that it carries;
            choices that are not named carry what the exporter does.
    """

    name: str
    type: OptionType = str
    default: str | int | bool | bytes | None = None
    help: Text = attrs.field(converter=as_help)
    choices: tuple[str | int, ...] = ()
    carries: tuple[tuple[str | int, frozenset[Part]], ...] = attrs.field(
        default=(), converter=as_carried
    )

    def __attrs_post_init__(self) -> None:
        name = v.slug(self.name, "Option.name")
        if self.type not in (str, int, bool, bytes):
            raise InvalidValueError("Option.type", "must be str, int, bool or bytes", self.type)
        v.freeze(
            self,
            name=name,
            choices=v.sequence(self.choices, f"Option[{name!r}].choices"),
        )
        for choice, _ in self.carries:
            if choice not in self.choices:
                allowed = {"allowed": ", ".join(map(str, self.choices))}
                raise InvalidValueError(f"Option[{name!r}].carries", "one-of", choice, "", allowed)
        for choice in self.choices:
            self._typed(choice, f"Option[{name!r}].choices")
        if self.default is not None:
            self.check(self.default, f"Option[{name!r}].default")

    def _typed(self, value: object, path: str) -> None:
        if type(value) is not self.type:
            raise InvalidValueError(path, "type", value, "", {"wanted": _WANTED[self.type]})

    def check(self, value: object, path: str) -> Any:
        """Return *value* when the option may have it.

        Raises:
            InvalidValueError: at *path*.
        """
        if value is None and self.default is None:
            return None
        self._typed(value, path)
        if self.choices and value not in self.choices:
            allowed = {"allowed": ", ".join(map(str, self.choices))}
            raise InvalidValueError(path, "one-of", value, "", allowed)
        return value

    def parse(self, text: str, path: str) -> Any:
        """Return the value that *text* means, as a command line has it: ``a4``, ``12``, ``true``.

        Raises:
            InvalidValueError: at *path*.
        """
        value: object = text
        if self.type is int and re.fullmatch(r"-?\d{1,18}", text):
            value = int(text)
        elif self.type is bool and text.casefold() in _BOOLEANS:
            value = _BOOLEANS[text.casefold()]
        return self.check(value, path)


_WANTED = {str: "a text", int: "a whole number", bool: "true or false", bytes: "bytes"}
_BOOLEANS = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nej": False}


def checked_options(values: object, path: str) -> tuple[Option, ...]:
    """Return *values* when they are options, no two of one name."""
    options = v.instances(values, Option, path)
    v.unique(options, path, key=lambda option: option.name)
    return options
