"""The descriptors: what a plugin tells of each thing it offers.

They are frozen, checked when they are made, and light: the `factory` names what does the work, and
is imported when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import attrs

from ledertrivsel import _fields as fields
from ledertrivsel import _validators as v
from ledertrivsel.contracts import Check, Exporter, Reader
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.laws import Case, Law
from ledertrivsel.methods import Method
from ledertrivsel.options import Option, checked_options
from ledertrivsel.parts import Part
from ledertrivsel.prioritization import Rule
from ledertrivsel.themes import Text


class Reads(Enum):
    """What a reader reads."""

    RATINGS = "ratings"
    """Gives a `Round`."""
    NOTES = "notes"
    """Gives the `Notes` of `ledertrivsel.readers.notes`."""


def _as_reads(value: Reads | str) -> Reads:
    return v.member(value, Reads, "ReaderInfo.reads")


@attrs.frozen(kw_only=True)
class ExporterInfo:
    """An exporter, as a list of them shows it.

    Args:
        name: a slug, such as ``markdown``: what a caller asks for.
        suffix: of the file, such as ``.md``.
        media_type: such as ``text/markdown; charset=utf-8``.
        title: what people call the format.
        carries: the names of the view's parts that it carries; what else the view holds it leaves
            out by design.
        options: its settings.
        requires: names to import that must be there before the factory is called.
        extra: the extra of the plugin's own distribution that installs them.
        loadable: whether the file can be read back to what it was made from.
        factory: called without arguments, gives an `Exporter`.
    """

    name: str
    suffix: str
    media_type: str
    title: Text = attrs.field(converter=fields.as_title)
    carries: frozenset[Part] = attrs.field(converter=fields.as_parts)
    options: tuple[Option, ...] = ()
    requires: tuple[str, ...] = ()
    extra: str = ""
    loadable: bool = False
    factory: str | Callable[[], Exporter]

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            name=v.slug(self.name, "ExporterInfo.name"),
            suffix=fields.suffix(self.suffix, "ExporterInfo.suffix"),
            media_type=fields.media_type(self.media_type, "ExporterInfo.media_type"),
            options=checked_options(self.options, "ExporterInfo.options"),
            requires=fields.modules(self.requires, "ExporterInfo.requires"),
            extra=v.slug(self.extra, "ExporterInfo.extra") if self.extra else "",
            loadable=v.boolean(self.loadable, "ExporterInfo.loadable"),
            factory=fields.checked_factory(self.factory, "ExporterInfo.factory"),
        )

    def carried(self, options: Mapping[str, Any] | None = None) -> frozenset[Part]:
        """Return the parts that a file made with *options* carries."""
        given = options or {}
        for option in self.options:
            for choice, parts in option.carries:
                if given.get(option.name, option.default) == choice:
                    return parts
        return self.carries


@attrs.frozen(kw_only=True)
class Capabilities:
    """What a store can do, so that nobody finds out by losing something.

    Args:
        persistent: what was saved is there after the process ends.
        history: earlier revisions can be loaded.
        erase: bodies are really gone from the store's own files after `erase`; backups are the
            operator's.
        shared_between_processes: several processes of a machine may use a store at the same time.
        shared_between_hosts: several machines may.
        rewrite: it is a `ledertrivsel.storage.Rewriting`, so that names can be taken out of all
            revisions.
        backup: it is a `ledertrivsel.storage.BackedUp`.
        conditional_erase: `erase` takes the revision it builds on, as `save` does.
        max_bytes: the largest body it takes.
    """

    persistent: bool = True
    history: bool = True
    erase: bool = True
    shared_between_processes: bool = False
    shared_between_hosts: bool = False
    rewrite: bool = False
    backup: bool = False
    conditional_erase: bool = False
    max_bytes: int = 16 * 1024 * 1024

    def __attrs_post_init__(self) -> None:
        for field in attrs.fields(Capabilities):
            path = f"Capabilities.{field.name}"
            if field.name == "max_bytes":
                v.integer(self.max_bytes, path, lowest=1)
            else:
                v.boolean(getattr(self, field.name), path)


@attrs.frozen(kw_only=True)
class StoreInfo:
    """A store, by the *scheme* of its addresses, such as ``sqlite`` in ``sqlite:///plans.db``.

    Args:
        scheme: what its addresses begin with, in lower case.
        title: what people call it.
        capabilities: what it can do; a store that is opened must say the same of itself.
        requires: names to import that must be there before the factory is called.
        extra: the extra of the plugin's own distribution that installs them.
        factory: called with a `ledertrivsel.storage.Address`, gives a
            `ledertrivsel.storage.Store`.
    """

    scheme: str
    title: Text = attrs.field(converter=fields.as_title)
    capabilities: Capabilities
    requires: tuple[str, ...] = ()
    extra: str = ""
    factory: str | Callable[..., Any]

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            scheme=fields.scheme(self.scheme, "StoreInfo.scheme"),
            capabilities=v.instance(self.capabilities, Capabilities, "StoreInfo.capabilities"),
            requires=fields.modules(self.requires, "StoreInfo.requires"),
            extra=v.slug(self.extra, "StoreInfo.extra") if self.extra else "",
            factory=fields.checked_factory(self.factory, "StoreInfo.factory"),
        )

    @property
    def name(self) -> str:
        """The scheme: what a store is asked for by."""
        return self.scheme


@attrs.frozen(kw_only=True)
class MethodInfo:
    """A method, by the *id* of its instrument.

    Args:
        id: a slug, the one that the method's own file has.
        title: what people call it.
        factory: called without arguments, gives the `Method` of that id.
    """

    id: str
    title: Text = attrs.field(converter=fields.as_title)
    factory: str | Callable[[], Method]

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            id=v.slug(self.id, "MethodInfo.id"),
            factory=fields.checked_factory(self.factory, "MethodInfo.factory"),
        )

    @property
    def name(self) -> str:
        """The id: what a method is asked for by."""
        return self.id


@attrs.frozen(kw_only=True)
class RuleInfo:
    """A prioritization rule, by the *name* of its `Rule`, with the laws it keeps and breaks.

    A law in neither set is not claimed either way.

    Args:
        name: a slug, the one that the rule itself has.
        title: what people call it.
        satisfies: the laws that hold for every card.
        violates: the laws that some card breaks.
        cases: of laws it violates, a case each that shows how; pairs, or a mapping.
        factory: called without arguments, gives the `Rule` of that name.
    """

    name: str
    title: Text = attrs.field(converter=fields.as_title)
    satisfies: frozenset[Law] = attrs.field(default=(), converter=fields.as_laws)
    violates: frozenset[Law] = attrs.field(default=(), converter=fields.as_laws)
    cases: tuple[tuple[Law, Case], ...] = attrs.field(default=(), converter=fields.as_cases)
    factory: str | Callable[[], Rule]

    def __attrs_post_init__(self) -> None:
        both = sorted(law.value for law in self.satisfies & self.violates)
        if both:
            rule = "must not name a law that the rule satisfies"
            raise InvalidValueError("RuleInfo.violates", rule, ", ".join(both))
        v.unique([law.value for law, _ in self.cases], "RuleInfo.cases")
        for law, _ in self.cases:
            if law not in self.violates:
                rule = "must be of laws that the rule violates"
                raise InvalidValueError("RuleInfo.cases", rule, law.value)
        v.freeze(
            self,
            name=v.slug(self.name, "RuleInfo.name"),
            factory=fields.checked_factory(self.factory, "RuleInfo.factory"),
        )


@attrs.frozen(kw_only=True)
class ReaderInfo:
    """A reader of files with one of the *suffixes*.

    Args:
        name: a slug: what a caller asks for.
        reads: ``"ratings"`` or ``"notes"``.
        suffixes: of the files it reads, such as ``.psv``.
        title: what people call the files.
        options: its settings.
        requires: names to import that must be there before the factory is called.
        extra: the extra of the plugin's own distribution that installs them.
        factory: called without arguments, gives a `Reader`.
    """

    name: str
    reads: Reads = attrs.field(converter=_as_reads)
    suffixes: tuple[str, ...]
    title: Text = attrs.field(converter=fields.as_title)
    options: tuple[Option, ...] = ()
    requires: tuple[str, ...] = ()
    extra: str = ""
    factory: str | Callable[[], Reader]

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            name=v.slug(self.name, "ReaderInfo.name"),
            suffixes=fields.suffixes(self.suffixes, "ReaderInfo.suffixes"),
            options=checked_options(self.options, "ReaderInfo.options"),
            requires=fields.modules(self.requires, "ReaderInfo.requires"),
            extra=v.slug(self.extra, "ReaderInfo.extra") if self.extra else "",
            factory=fields.checked_factory(self.factory, "ReaderInfo.factory"),
        )


@attrs.frozen(kw_only=True)
class CheckInfo:
    """A workplace's own check.

    Args:
        name: a slug, told when the check fails.
        title: what people call it.
        factory: called without arguments, gives a `Check`.
    """

    name: str
    title: Text = attrs.field(converter=fields.as_title)
    factory: str | Callable[[], Check]

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            name=v.slug(self.name, "CheckInfo.name"),
            factory=fields.checked_factory(self.factory, "CheckInfo.factory"),
        )


Info = ExporterInfo | StoreInfo | MethodInfo | RuleInfo | ReaderInfo | CheckInfo
"""Any of the descriptors."""
