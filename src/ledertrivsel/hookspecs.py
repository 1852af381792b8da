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

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, final, overload

import pluggy

from ledertrivsel._fields import Wording
from ledertrivsel.contracts import (
    Check,
    Context,
    Export,
    Exporter,
    ExportWarning,
    ReadContext,
    Reader,
)
from ledertrivsel.descriptors import (
    Capabilities,
    CheckInfo,
    ExporterInfo,
    Info,
    MethodInfo,
    ReaderInfo,
    Reads,
    RuleInfo,
    StoreInfo,
)
from ledertrivsel.options import Option, OptionType

__all__ = [
    "API",
    "HOOKS",
    "PROJECT",
    "Capabilities",
    "Check",
    "CheckInfo",
    "Context",
    "Export",
    "ExportWarning",
    "Exporter",
    "ExporterInfo",
    "HookMark",
    "Info",
    "MethodInfo",
    "Option",
    "OptionType",
    "ReadContext",
    "Reader",
    "ReaderInfo",
    "Reads",
    "RuleInfo",
    "StoreInfo",
    "Wording",
    "hookimpl",
    "hookspec",
    "ledertrivsel_checks",
    "ledertrivsel_exporters",
    "ledertrivsel_methods",
    "ledertrivsel_readers",
    "ledertrivsel_rules",
    "ledertrivsel_stores",
]

PROJECT = "ledertrivsel"
"""The name under which pluggy knows the hooks, and the entry-point group."""

API = (1, 0)
"""The version of the hooks. A plugin for another first number, or a higher second, is not used."""

hookspec = pluggy.HookspecMarker(PROJECT)
_mark = pluggy.HookimplMarker(PROJECT)


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
