"""Who offers what: the records of plugins, and the guard around everything they are asked for.

What a plugin is given to read it is lent: a copy, so that nothing it does to it reaches the host.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from typing import Any

import attrs

from ledertrivsel._terminal import listening
from ledertrivsel.errors import (
    ExportError,
    InvalidValueError,
    LedertrivselError,
    MissingExtraError,
    PluginError,
    RuleError,
    StoreError,
    shorten,
)
from ledertrivsel.hookspecs import PROJECT, Exporter, Info, Reader
from ledertrivsel.methods import Method
from ledertrivsel.prioritization import Rule
from ledertrivsel.storage import Store


class Kind(Enum):
    """What a plugin may offer."""

    EXPORTER = "exporter"
    STORE = "store"
    METHOD = "method"
    RULE = "rule"
    READER = "reader"
    CHECK = "check"

    @property
    def hook(self) -> str:
        """The hook that offers it."""
        return f"{PROJECT}_{self.value}s"


_WANTED: Mapping[Kind, tuple[Callable[[object], bool], str]] = {
    Kind.EXPORTER: (lambda made: isinstance(made, Exporter), "an object with export()"),
    Kind.STORE: (lambda made: isinstance(made, Store), "a ledertrivsel.storage.Store"),
    Kind.METHOD: (lambda made: isinstance(made, Method), "a Method"),
    Kind.RULE: (
        lambda made: isinstance(made, Rule),
        "a Rule: name, needs, by_field, key()",
    ),
    Kind.READER: (lambda made: isinstance(made, Reader), "an object with read()"),
    Kind.CHECK: (callable, "a function of a plan and a day"),
}


class Origin(Enum):
    """Where a plugin comes from."""

    BUILT_IN = "built-in"
    ENTRY_POINT = "entry-point"
    REGISTERED = "registered"


class PluginState(Enum):
    """What became of a plugin."""

    ACTIVE = "active"
    PARTLY = "partly"
    """Some of what it offers can't be used."""
    FAILED = "failed"
    INCOMPATIBLE = "incompatible"
    BLOCKED = "blocked"


@attrs.frozen
class PluginProblem:
    """What went wrong with a plugin, and *where*.

    That is a hook; "import", "api", "hooks" or "distribution", before any hook is called; or what
    failed when it was asked for, such as "the exporter 'docx'".
    """

    where: str
    cause: str


@attrs.frozen(kw_only=True)
class PluginRecord:
    """What is known of a plugin.

    Args:
        name: of its entry point, or the one it was registered by.
        distribution, version: what it came with, or an empty text.
        source: what its entry point names, such as ``acme_plan.plugin``.
        offers: (kind, name) of everything it offers.
        problems: what went wrong, those that showed when something was asked for last.
    """

    name: str
    distribution: str = ""
    version: str = ""
    source: str = ""
    origin: Origin
    state: PluginState
    offers: tuple[tuple[str, str], ...] = ()
    problems: tuple[PluginProblem, ...] = ()

    def __str__(self) -> str:
        return f"{self.owner} {self.version}".rstrip()

    @property
    def owner(self) -> str:
        """What stands before the colon where its names are written in full."""
        return self.distribution or self.name


_REFUSALS: Mapping[Kind, tuple[type[LedertrivselError], ...]] = {
    Kind.EXPORTER: (ExportError,),
    Kind.STORE: (StoreError, InvalidValueError),
    Kind.METHOD: (),
    Kind.RULE: (),
    Kind.READER: (LedertrivselError,),
    Kind.CHECK: (),
}
"""What may be said of the input; any other error, ours too, is the plugin's own fault."""


@attrs.frozen
class Offer:
    """A descriptor and the plugin that offers it."""

    kind: Kind
    info: Info
    plugin: PluginRecord
    _note: Callable[[PluginProblem], None] | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def where(self) -> str:
        """What a fault is told of: ``the exporter 'docx'``."""
        return f"the {self.kind.value} {self.info.name!r}"

    def make(self, *arguments: object) -> Any:
        """Return what the descriptor's factory gives, checked to be of its kind.

        Raises:
            MissingExtraError: when a package that it needs is not installed.
            PluginError: when the factory can't be imported or called, or gives something else.
        """
        self._refuse_missing()
        where = f"the factory of {self.where}"
        with self.guard(where):
            made = _resolved(self.info.factory)(*arguments)
        is_right, wanted = _WANTED[self.kind]
        if not is_right(made):
            raise self.fault(f"it must give {wanted}, got {shorten(made)}", where)
        own_name = {Kind.METHOD: "id", Kind.RULE: "name"}.get(self.kind)
        if own_name and getattr(made, own_name) != self.info.name:
            raise self.fault(f"it gives the {self.kind.value} {getattr(made, own_name)!r}", where)
        return made

    @contextmanager
    def guard(self, where: str = "") -> Iterator[None]:
        """Turn what a plugin raises or prints into a `PluginError`; what it refuses passes."""
        if self.plugin.origin is Origin.BUILT_IN:
            with self._caught(where):
                yield
            return
        with listening() as heard, self._caught(where):
            yield
        if heard:
            raise self.fault(f"it writes to the terminal: {shorten(''.join(heard))}", where)

    @contextmanager
    def lending(self, *given: object) -> Iterator[tuple[Any, ...]]:
        """Guard a call and lend it *given*: a plugin gets copies, and may not change them."""
        if self.plugin.origin is Origin.BUILT_IN:
            with self.guard():
                yield given
            return
        import pickle

        lent = pickle.loads(pickle.dumps(given))
        with self.guard():
            yield lent
            for own, theirs in zip(given, lent, strict=True):
                if own != theirs:
                    raise self.fault(f"it changes the {type(own).__name__} that it is given")

    def fault(self, cause: str, where: str = "") -> PluginError:
        """Return the error of a plugin that does not do what it offers; its record has it too."""
        problem = PluginProblem(where or self.where, cause)
        if self._note is not None:
            self._note(problem)
        return PluginError(str(self.plugin), problem.where, cause)

    @contextmanager
    def _caught(self, where: str) -> Iterator[None]:
        try:
            yield
        except RuleError as error:  # What we found wrong with a rule's key.
            self.fault(str(error), where)
            raise
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            if isinstance(error, (PluginError, MissingExtraError, *_REFUSALS[self.kind])):
                raise
            raise self.fault(cause_of(error), where) from error

    def _refuse_missing(self) -> None:
        import importlib.util

        for package in getattr(self.info, "requires", ()):
            try:
                is_there = importlib.util.find_spec(package) is not None
            except (ImportError, ValueError):
                is_there = False
            if is_there:
                continue
            extra = getattr(self.info, "extra", "")
            if self.plugin.origin is Origin.BUILT_IN:
                raise MissingExtraError(f"T{self.where[1:]}", package, extra)
            install = f"{self.plugin.owner}[{extra}]" if extra else package
            cause = f'it needs the package {package!r}. Install it with: pip install "{install}"'
            raise self.fault(cause)


def _resolved(factory: str | Callable[..., Any]) -> Callable[..., Any]:
    """Return what ``package.module:attr`` names."""
    if not isinstance(factory, str):
        return factory
    import importlib

    module, _, path = factory.partition(":")
    found: Any = importlib.import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    if not callable(found):
        raise TypeError(f"{factory} must be callable, got {shorten(found)}")
    return found  # type: ignore[no-any-return]


def normal(distribution: str) -> str:
    """Return the name of a distribution as all its spellings have it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


CAUSE_LIMIT = 300
"""Longest cause, in characters."""


def cause_of(error: BaseException) -> str:
    """Return an exception as a line, even when its own text raises."""
    try:
        text = " ".join(str(error).split())
    except Exception:
        text = "its text can't be shown"
    line = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return line if len(line) <= CAUSE_LIMIT else f"{line[: CAUSE_LIMIT - 1]}…"
