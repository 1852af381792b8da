"""What an exporter, a reader and a check must do, and what passes between them and the library.

An exporter is given a view and a `Context` and gives an `Export`; a reader is given bytes and a
`ReadContext`; a check is given a plan and a day. They know nothing else of the world.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Protocol, runtime_checkable

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.findings import Finding
from ledertrivsel.labels import Labels, Param
from ledertrivsel.methods import Method
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import RoundMode, RoundPurpose
from ledertrivsel.scales import Scale
from ledertrivsel.themes import Text, localized
from ledertrivsel.view import View


@attrs.frozen(kw_only=True)
class ExportWarning:
    """What an export could not carry: a *code* with *params*, or a *text* of its own.

    Args:
        code: a slug, for programs; the library's own are the labels ``exports.warning.<code>``.
        params: what the label is filled in with, as pairs or a mapping.
        text: the warning in words, in Danish or in a language each: what a plugin gives.
    """

    code: str
    params: tuple[tuple[str, Param], ...] = ()
    text: Text | None = None

    def __attrs_post_init__(self) -> None:
        pairs = self.params.items() if isinstance(self.params, Mapping) else self.params
        text = self.text
        v.freeze(
            self,
            code=v.slug(self.code, "ExportWarning.code"),
            params=tuple(sorted((str(name), value) for name, value in pairs)),
            text=None if text is None else localized(text, "ExportWarning.text", limit=2000),
        )

    def render(self, labels: Labels) -> str:
        """Return the warning in words, in the language of *labels*."""
        if self.text is not None:
            return self.text.to(labels.language)
        key = f"exports.warning.{self.code}"
        return labels.fill(key, self.params) if key in labels else self.code


@attrs.frozen
class Export:
    """What an exporter gives: a file's bytes, and a warning for each fact it could not carry.

    Args:
        content: the file.
        warnings: what the file leaves out of the parts that the exporter carries.
    """

    content: bytes
    warnings: tuple[ExportWarning, ...] = ()

    def __attrs_post_init__(self) -> None:
        content: object = self.content
        if not isinstance(content, bytes):
            raise InvalidValueError("Export.content", "type", content, "", {"wanted": "bytes"})
        warnings = v.instances(self.warnings, ExportWarning, "Export.warnings")
        v.freeze(self, warnings=warnings)


def _frozen(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(value))


@attrs.frozen(kw_only=True)
class Context:
    """What an exporter is given besides the view: language, day and settings come from here alone.

    Args:
        labels: the wording in that language.
        language: ``"da"`` or ``"en"``.
        options: a value for every option that the exporter's descriptor declares.
        method: the whole method, with agendas and checklist, or None where it is not at hand.
        today: the day of the export; by default the latest date of an act recorded in the plan.
    """

    labels: Labels
    language: str
    options: Mapping[str, Any] = attrs.field(factory=dict, converter=_frozen)
    method: Method | None = None
    today: datetime.date


@runtime_checkable
class Exporter(Protocol):
    """Turns a view into the bytes of a file.

    It is pure: no file, network, clock or global state. The same view and context give the same
    bytes, from any thread. Every fact of the parts it carries occurs, or a warning names it: never
    a silent loss. What can't be made is refused with `ledertrivsel.errors.ExportError`.
    """

    def export(self, view: View, context: Context) -> Export:
        """Return the file."""


@attrs.frozen(kw_only=True)
class ReadContext:
    """What a reader is given besides the bytes.

    Args:
        plan: the plan it is read for: its themes, scale and headings.
        method: the method, where there is no plan yet.
        source: what to call the file in problems, such as its name.
        round_id, title, held_on, purpose, mode: of the round that ratings are read into.
        scale: None where the file is to tell.
        floor: of an anonymous round; None for the default.
        sizes: people behind a voice, where the file does not tell.
        options: a value for every option that the reader's descriptor declares.
    """

    plan: Plan | None = None
    method: Method | None = None
    source: str = ""
    round_id: str = ""
    title: str = ""
    held_on: datetime.date | None = None
    purpose: RoundPurpose = RoundPurpose.BASELINE
    mode: RoundMode = RoundMode.OPEN
    scale: Scale | None = None
    floor: int | None = None
    sizes: Mapping[str, int] = attrs.field(factory=dict, converter=_frozen)
    options: Mapping[str, Any] = attrs.field(factory=dict, converter=_frozen)


@runtime_checkable
class Reader(Protocol):
    """Reads a file that a workplace made.

    A reader of "ratings" gives a `Round`, a reader of "notes" the `Notes` of
    `ledertrivsel.readers.notes`. What can't be read is told in one `ledertrivsel.errors.ReadError`
    with all problems, each with its line.
    """

    def read(self, content: bytes, context: ReadContext) -> object:
        """Return what the file says."""


class Check(Protocol):
    """A workplace's own check of a plan. Pure: *today* is the only day it knows."""

    def __call__(self, plan: Plan, today: datetime.date) -> Iterable[Finding]:
        """Return what is missing or doubtful."""
