"""All that a plugin author reads: the six hooks, what they return and what that must do.

A plugin is a module (or any object) with one or more of the `ledertrivsel_…` functions below, each
marked with ``@hookimpl``, and named in its distribution's ``pyproject.toml``::

    [project.entry-points.ledertrivsel]
    acme = "acme_plan.plugin"

The hooks take no argument and return descriptors: frozen, checked when they are made, and light.
The `factory` of a descriptor is text, ``"package.module:attr"``, imported when somebody asks for
that name, or a callable; it is called without arguments (a store's with the address) and gives the
object that does the work. So listing a plugin imports nothing heavy. What may come later comes as
optional fields of the descriptors and of the contexts, never as a new parameter. A plugin tells
which version of this it was written for: ``__ledertrivsel_api__ = (1, 0)``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, final, overload, runtime_checkable

import attrs
import pluggy

from ledertrivsel import _validators as v
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.findings import Finding
from ledertrivsel.labels import Labels, Param
from ledertrivsel.laws import Case, Law
from ledertrivsel.methods import Method
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import Rule
from ledertrivsel.rounds import RoundMode, RoundPurpose
from ledertrivsel.scales import Scale
from ledertrivsel.themes import Text, localized
from ledertrivsel.view import Part, View

PROJECT = "ledertrivsel"
"""The name under which pluggy knows the hooks, and the entry-point group."""

API = (1, 0)
"""The version of the hooks. A plugin for another first number, or a higher second, is not used."""

hookspec = pluggy.HookspecMarker(PROJECT)
_mark = pluggy.HookimplMarker(PROJECT)


# What an exporter, a reader and a check must do.


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


# The descriptors.


class Reads(Enum):
    """What a reader reads."""

    RATINGS = "ratings"
    """Gives a `Round`."""
    NOTES = "notes"
    """Gives the `Notes` of `ledertrivsel.readers.notes`."""


Wording = str | Text | Mapping[str, str]
"""A text in Danish, or in a language each: ``{"da": "Side", "en": "Page"}``."""


def _as_title(value: Wording) -> Text:
    return localized(value, "title")


def _as_help(value: Wording) -> Text:
    return localized(value, "help", limit=2000)


def _as_parts(value: Iterable[Part | str]) -> frozenset[Part]:
    path = "ExporterInfo.carries"
    return frozenset(v.member(part, Part, path) for part in _listed(value, path))


def _as_carried(
    value: Mapping[Any, Iterable[Part | str]] | Iterable[tuple[Any, Iterable[Part | str]]],
) -> tuple[tuple[Any, frozenset[Part]], ...]:
    path = "Option.carries"
    pairs = _listed(value.items() if isinstance(value, Mapping) else value, path)
    return tuple(
        (choice, frozenset(v.member(part, Part, path) for part in _listed(parts, path)))
        for choice, parts in pairs
    )


def _as_laws(value: Iterable[Law | str]) -> frozenset[Law]:
    return frozenset(
        v.member(law, Law, "RuleInfo.laws") for law in _listed(value, "RuleInfo.laws")
    )


def _as_cases(
    value: Mapping[Law, Case] | Mapping[str, Case] | Iterable[tuple[Law | str, Case]],
) -> tuple[tuple[Law, Case], ...]:
    path = "RuleInfo.cases"
    pairs = []
    for index, pair in enumerate(
        _listed(value.items() if isinstance(value, Mapping) else value, path)
    ):
        match pair:
            case (law, Case() as case):
                pairs.append((v.member(law, Law, f"{path}[{index}]"), case))
            case _:
                rule = "must be a law and a case that shows how it is broken"
                raise InvalidValueError(f"{path}[{index}]", rule, pair)
    order = list(Law)
    return tuple(sorted(pairs, key=lambda pair: order.index(pair[0])))


def _as_reads(value: Reads | str) -> Reads:
    return v.member(value, Reads, "ReaderInfo.reads")


def _listed(values: object, path: str) -> tuple[Any, ...]:
    # A set is welcome where the order means nothing.
    return tuple(values) if isinstance(values, (set, frozenset)) else v.sequence(values, path)


def _checked_factory(value: object, path: str) -> str | Callable[..., Any]:
    if callable(value) or (isinstance(value, str) and _FACTORY.fullmatch(value)):
        return value
    raise InvalidValueError(
        path, "must be 'package.module:attr' or a callable", value, "For example 'acme.pdf:Pdf'."
    )


_FACTORY = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_SUFFIX = re.compile(r"(?:\.[a-z0-9]+)+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*(?:; ?charset=[a-z0-9-]+)?")
_SCHEME = re.compile(r"[a-z][a-z0-9]*(?:[+-][a-z0-9]+)*")
_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


def _matching(value: object, pattern: re.Pattern[str], path: str, rule: str) -> str:
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise InvalidValueError(path, rule, value)


def _matching_all(
    values: object, pattern: re.Pattern[str], path: str, rule: str
) -> tuple[str, ...]:
    items = _listed(values, path)
    v.unique(items, path)
    return tuple(_matching(item, pattern, path, rule) for item in items)


def _suffixes(values: object, path: str) -> tuple[str, ...]:
    return _matching_all(values, _SUFFIX, path, "must be suffixes such as '.html'")


def _modules(values: object, path: str) -> tuple[str, ...]:
    return _matching_all(values, _MODULE, path, "must be names to import such as 'docx'")


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
    help: Text = attrs.field(converter=_as_help)
    choices: tuple[str | int, ...] = ()
    carries: tuple[tuple[str | int, frozenset[Part]], ...] = attrs.field(
        default=(), converter=_as_carried
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


def _options(values: object, path: str) -> tuple[Option, ...]:
    options = v.instances(values, Option, path)
    v.unique(options, path, key=lambda option: option.name)
    return options


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
    title: Text = attrs.field(converter=_as_title)
    carries: frozenset[Part] = attrs.field(converter=_as_parts)
    options: tuple[Option, ...] = ()
    requires: tuple[str, ...] = ()
    extra: str = ""
    loadable: bool = False
    factory: str | Callable[[], Exporter]

    def __attrs_post_init__(self) -> None:
        suffix, media_type = (
            "must be a suffix such as '.html'",
            "must be a type such as 'text/html'",
        )
        v.freeze(
            self,
            name=v.slug(self.name, "ExporterInfo.name"),
            suffix=_matching(self.suffix, _SUFFIX, "ExporterInfo.suffix", suffix),
            media_type=_matching(
                self.media_type, _MEDIA_TYPE, "ExporterInfo.media_type", media_type
            ),
            options=_options(self.options, "ExporterInfo.options"),
            requires=_modules(self.requires, "ExporterInfo.requires"),
            extra=v.slug(self.extra, "ExporterInfo.extra") if self.extra else "",
            loadable=v.boolean(self.loadable, "ExporterInfo.loadable"),
            factory=_checked_factory(self.factory, "ExporterInfo.factory"),
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
    title: Text = attrs.field(converter=_as_title)
    capabilities: Capabilities
    requires: tuple[str, ...] = ()
    extra: str = ""
    factory: str | Callable[..., Any]

    def __attrs_post_init__(self) -> None:
        rule = "must be a scheme such as 'sqlite' or 's3'"
        v.freeze(
            self,
            scheme=_matching(self.scheme, _SCHEME, "StoreInfo.scheme", rule),
            capabilities=v.instance(self.capabilities, Capabilities, "StoreInfo.capabilities"),
            requires=_modules(self.requires, "StoreInfo.requires"),
            extra=v.slug(self.extra, "StoreInfo.extra") if self.extra else "",
            factory=_checked_factory(self.factory, "StoreInfo.factory"),
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
    title: Text = attrs.field(converter=_as_title)
    factory: str | Callable[[], Method]

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            id=v.slug(self.id, "MethodInfo.id"),
            factory=_checked_factory(self.factory, "MethodInfo.factory"),
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
    title: Text = attrs.field(converter=_as_title)
    satisfies: frozenset[Law] = attrs.field(default=(), converter=_as_laws)
    violates: frozenset[Law] = attrs.field(default=(), converter=_as_laws)
    cases: tuple[tuple[Law, Case], ...] = attrs.field(default=(), converter=_as_cases)
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
            factory=_checked_factory(self.factory, "RuleInfo.factory"),
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
    title: Text = attrs.field(converter=_as_title)
    options: tuple[Option, ...] = ()
    requires: tuple[str, ...] = ()
    extra: str = ""
    factory: str | Callable[[], Reader]

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            name=v.slug(self.name, "ReaderInfo.name"),
            suffixes=_suffixes(self.suffixes, "ReaderInfo.suffixes"),
            options=_options(self.options, "ReaderInfo.options"),
            requires=_modules(self.requires, "ReaderInfo.requires"),
            extra=v.slug(self.extra, "ReaderInfo.extra") if self.extra else "",
            factory=_checked_factory(self.factory, "ReaderInfo.factory"),
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
    title: Text = attrs.field(converter=_as_title)
    factory: str | Callable[[], Check]

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            name=v.slug(self.name, "CheckInfo.name"),
            factory=_checked_factory(self.factory, "CheckInfo.factory"),
        )


Info = ExporterInfo | StoreInfo | MethodInfo | RuleInfo | ReaderInfo | CheckInfo
"""Any of the descriptors."""


# The mark.

_Given = TypeVar("_Given", covariant=True)


class _Method(Protocol[_Given]):
    """A hook of an object: its only parameter is called `self`, so an argument is not taken."""

    def __call__(self_, self: Any) -> Iterable[_Given]: ...  # noqa: N805


_Hook = Callable[[], Iterable[_Given]] | _Method[_Given]
_Any = TypeVar("_Any", bound=_Hook[Info])
_Exporters = TypeVar("_Exporters", bound=_Hook[ExporterInfo])
_Stores = TypeVar("_Stores", bound=_Hook[StoreInfo])
_Methods = TypeVar("_Methods", bound=_Hook[MethodInfo])
_Rules = TypeVar("_Rules", bound=_Hook[RuleInfo])
_Readers = TypeVar("_Readers", bound=_Hook[ReaderInfo])
_Checks = TypeVar("_Checks", bound=_Hook[CheckInfo])


@final
class HookMark:
    """Marks a function of a plugin as a hook: as the one it is called after, or the one said.

    ``@hookimpl`` stands before a function that has the name of a hook; ``@hookimpl.exporters``
    before one of any name, so that a type checker knows a misspelt hook too. Either way it is told
    of an argument, and of a result that is no descriptor.
    """

    @overload
    def __call__(self, function: _Any, /) -> _Any: ...
    @overload
    def __call__(self, /, *, specname: str) -> Callable[[_Any], _Any]: ...
    def __call__(self, function: Any = None, /, **options: Any) -> Any:
        """Mark *function*, which has the name of a hook."""
        return _mark(function, **options)

    def exporters(self, function: _Exporters, /) -> _Exporters:
        """Mark *function* as `ledertrivsel_exporters`."""
        return _mark(specname="ledertrivsel_exporters")(function)

    def stores(self, function: _Stores, /) -> _Stores:
        """Mark *function* as `ledertrivsel_stores`."""
        return _mark(specname="ledertrivsel_stores")(function)

    def methods(self, function: _Methods, /) -> _Methods:
        """Mark *function* as `ledertrivsel_methods`."""
        return _mark(specname="ledertrivsel_methods")(function)

    def rules(self, function: _Rules, /) -> _Rules:
        """Mark *function* as `ledertrivsel_rules`."""
        return _mark(specname="ledertrivsel_rules")(function)

    def readers(self, function: _Readers, /) -> _Readers:
        """Mark *function* as `ledertrivsel_readers`."""
        return _mark(specname="ledertrivsel_readers")(function)

    def checks(self, function: _Checks, /) -> _Checks:
        """Mark *function* as `ledertrivsel_checks`."""
        return _mark(specname="ledertrivsel_checks")(function)


hookimpl = HookMark()
"""Marks a function of a plugin as one of the hooks."""


# The hooks.


@hookspec
def ledertrivsel_exporters() -> Iterable[ExporterInfo]:  # type: ignore[empty-body]
    r"""Return the formats the plugin can write.

    Example::

        from ledertrivsel.hookspecs import Context, Export, ExporterInfo, hookimpl


        class Titles:
            def export(self, view, context: Context) -> Export:
                return Export(f"{view.title}\n".encode())


        @hookimpl
        def ledertrivsel_exporters():
            yield ExporterInfo(
                name="titles",
                suffix=".txt",
                media_type="text/plain; charset=utf-8",
                title={"da": "Planens titel", "en": "The plan's title"},
                carries=frozenset(),
                factory=Titles,
            )
    """


@hookspec
def ledertrivsel_stores() -> Iterable[StoreInfo]:  # type: ignore[empty-body]
    """Return the stores the plugin can open, by the scheme of their addresses.

    Example::

        from ledertrivsel.hookspecs import Capabilities, StoreInfo, hookimpl


        @hookimpl
        def ledertrivsel_stores():
            yield StoreInfo(
                scheme="s3",
                title={"da": "Objektlager (S3)", "en": "Object storage (S3)"},
                capabilities=Capabilities(shared_between_hosts=True),
                requires=("boto3",),
                factory="acme_s3.store:open_bucket",  # Called with the address.
            )
    """


@hookspec
def ledertrivsel_methods() -> Iterable[MethodInfo]:  # type: ignore[empty-body]
    """Return the methods the plugin brings: themes, questions, bounds, agendas.

    Example::

        from importlib.resources import files

        from ledertrivsel.hookspecs import MethodInfo, hookimpl
        from ledertrivsel.methods import read_method


        def two_themes():
            return read_method(files("acme_method").joinpath("two-themes.toml").read_bytes())


        @hookimpl
        def ledertrivsel_methods():
            yield MethodInfo(
                id="two-themes",
                title={"da": "To temaer", "en": "Two themes"},
                factory=two_themes,
            )
    """


@hookspec
def ledertrivsel_rules() -> Iterable[RuleInfo]:  # type: ignore[empty-body]
    """Return the prioritization rules the plugin brings, with the laws each keeps and breaks.

    Example::

        from ledertrivsel.hookspecs import RuleInfo, hookimpl
        from ledertrivsel.laws import Law


        class LeastSuccessful:
            name, needs, by_field = "least-successful", frozenset({"ratings"}), False

            def key(self, placement, matrix):
                return (placement.success,)


        @hookimpl
        def ledertrivsel_rules():
            yield RuleInfo(
                name="least-successful",
                title={"da": "Lykkes mindst", "en": "Least successful"},
                satisfies={Law.MONOTONICITY, Law.REPLICATION},
                violates={Law.ORDINAL_RELABELLING},
                factory=LeastSuccessful,
            )
    """


@hookspec
def ledertrivsel_readers() -> Iterable[ReaderInfo]:  # type: ignore[empty-body]
    """Return the files the plugin can read: ratings from a survey system, notes from elsewhere.

    Example::

        from ledertrivsel.hookspecs import ReadContext, ReaderInfo, hookimpl
        from ledertrivsel.rounds import Round


        class Survey:
            def read(self, content: bytes, context: ReadContext) -> Round:
                rows = [line.split("|") for line in content.decode().splitlines()]
                rated = [(voice, theme, int(i), int(s)) for voice, theme, i, s in rows]
                return Round.from_rows(context.round_id, rated, themes=context.plan.themes)


        @hookimpl
        def ledertrivsel_readers():
            yield ReaderInfo(
                name="survey",
                reads="ratings",
                suffixes=(".psv",),
                title={"da": "Trivselsmåling", "en": "Survey"},
                factory=Survey,
            )
    """


@hookspec
def ledertrivsel_checks() -> Iterable[CheckInfo]:  # type: ignore[empty-body]
    """Return the workplace's own checks of a plan; their findings stand beside the library's.

    Example::

        from ledertrivsel.hookspecs import CheckInfo, hookimpl


        def no_findings():
            def check(plan, today):
                return ()

            return check


        @hookimpl
        def ledertrivsel_checks():
            yield CheckInfo(
                name="house-rules",
                title={"da": "Husets regler", "en": "House rules"},
                factory=no_findings,
            )
    """


HOOKS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "ledertrivsel_exporters": ExporterInfo,
        "ledertrivsel_stores": StoreInfo,
        "ledertrivsel_methods": MethodInfo,
        "ledertrivsel_rules": RuleInfo,
        "ledertrivsel_readers": ReaderInfo,
        "ledertrivsel_checks": CheckInfo,
    }
)
"""The hooks by name, each with the descriptor it returns."""
