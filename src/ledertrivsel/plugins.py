"""The registry: finds plugins, keeps their faults to themselves, and says who offers what.

What came with the library is offered through the same hooks as what strangers bring, and a
built-in name is found without looking for strangers at all. A plugin that can't be imported, that
breaks the hooks' contract or that was
made for a newer version never stops the library: what happened is recorded with the distribution,
its version, the hook and the cause, and told to whoever asks for a name that is then missing.
pluggy's own loader is not used: one broken plugin aborts it.
"""

from __future__ import annotations

import functools
import inspect
import os
import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import attrs
import pluggy

from ledertrivsel import __version__, hookspecs
from ledertrivsel._guarded import GuardedStore
from ledertrivsel._terminal import listening
from ledertrivsel.built_in import BuiltIns
from ledertrivsel.errors import (
    InvalidValueError,
    NameClashError,
    PluginError,
    UnknownNameError,
    near,
    shorten,
)
from ledertrivsel.hookspecs import API, HOOKS, PROJECT, Exporter, ExporterInfo, Info, Reader
from ledertrivsel.methods import Method
from ledertrivsel.offers import (
    Kind,
    Offer,
    Origin,
    PluginProblem,
    PluginRecord,
    PluginState,
    cause_of,
    normal,
)
from ledertrivsel.prioritization import Rule
from ledertrivsel.storage import Address, Store

BLOCK_VARIABLE = "LEDERTRIVSEL_BLOCK"
"""The environment variable that names distributions not to use, separated by commas."""

_DISTRIBUTION = "distribution"
"""Where it went wrong when it is installed badly: twice, which is told and the first is used."""


@attrs.define(eq=False)
class _Plugin:
    """A plugin and what has been learnt of it so far; *faults* are those of what it offers."""

    name: str
    distribution: str
    version: str
    origin: Origin
    source: str = ""
    hooks: Mapping[str, tuple[Callable[[], object], ...]] = attrs.field(factory=dict)
    refused: PluginState | None = None
    offered: dict[Kind, tuple[Info, ...]] = attrs.field(factory=dict)
    problems: list[PluginProblem] = attrs.field(factory=list)
    faults: list[PluginProblem] = attrs.field(factory=list)

    @property
    def record(self) -> PluginRecord:
        offers = tuple(
            (kind.value, info.name) for kind in Kind for info in self.offered.get(kind, ())
        )
        problems = (*self.problems, *self.faults)
        state = self.refused or PluginState.ACTIVE
        if self.refused is None and (
            self.faults or any(p.where != _DISTRIBUTION for p in self.problems)
        ):
            state = PluginState.PARTLY if offers else PluginState.FAILED
        return PluginRecord(
            name=self.name,
            distribution=self.distribution,
            version=self.version,
            source=self.source,
            origin=self.origin,
            state=state,
            offers=offers,
            problems=problems,
        )

    @property
    def owner(self) -> str:
        return self.distribution or self.name


class Registry:
    """All plugins: those built in, those installed, those registered by hand.

    Args:
        entry_points: look for installed plugins, when a name is asked for that is not built in.
        block: distributions (or names registered) not to use; besides those in LEDERTRIVSEL_BLOCK.
        prefer: who is meant by a name that two offer: ``{"exporter.docx": "acme-docx"}``.
        strict: raise the first fault of any plugin, for tests.
    """

    def __init__(
        self,
        *,
        entry_points: bool = True,
        block: Collection[str] = (),
        prefer: Mapping[str, str] | None = None,
        strict: bool = False,
    ) -> None:
        if isinstance(block, str):
            raise InvalidValueError("block", "type", block, "", {"wanted": "a list"})
        from_environment = os.environ.get(BLOCK_VARIABLE, "").split(",")
        blocked = (*block, *(name.strip() for name in from_environment))
        self._block = frozenset(normal(name) for name in blocked if name)
        self._prefer = _checked_preferences(prefer or {})
        self.is_strict = strict
        self._is_scanned = not entry_points
        self._lock = threading.RLock()
        self._builtins = _Plugin("built-in", PROJECT, __version__, Origin.BUILT_IN)
        self._builtins.hooks = _hooks(BuiltIns(), self._builtins)
        self._others: list[_Plugin] = []

    # Who there is.

    def register(self, plugin: object, *, name: str) -> PluginRecord:
        """Add a plugin by hand, as tests and notebooks do, and return what is known of it.

        Raises:
            InvalidValueError: when the name is taken.
        """
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", str(name)):
            raise InvalidValueError("name", "must be a name such as 'my-plugin'", name)
        with self._lock:
            if any(normal(name) == normal(other.owner) for other in self._everybody()):
                raise InvalidValueError("name", "unique", name, "", {"repeated": repr(name)})
            added = _Plugin(name, "", "", Origin.REGISTERED)
            self._others.append(added)
            if normal(name) in self._block:
                self._refuse(added, PluginState.BLOCKED, "block", "it is blocked")
            else:
                self._take(added, plugin)
            for kind in Kind:
                self._offered(added, kind)
            return added.record

    @property
    def plugins(self) -> tuple[PluginRecord, ...]:
        """What is known of every plugin, broken ones too, the built-in first, then by owner."""
        with self._lock:
            self._scan()
            for kind in Kind:
                for plugin in self._everybody():
                    self._offered(plugin, kind)
                self._note_clashes(kind)
            others = sorted(self._others, key=lambda plugin: (normal(plugin.owner), plugin.name))
            return tuple(plugin.record for plugin in (self._builtins, *others))

    # What they offer.

    def offers(self, kind: Kind) -> Mapping[str, Offer]:
        """Return everything of a kind by the name to ask for it by, sorted.

        A name that several offer stands there in full, ``owner:name``, unless one is preferred.
        """
        found: dict[str, list[tuple[_Plugin, Info]]] = {}
        for plugin, info in self._all(kind):
            found.setdefault(info.name, []).append((plugin, info))
        named: dict[str, Offer] = {}
        for name, offered in found.items():
            winner = self._winner(kind, name, offered)
            for plugin, info in offered:
                is_bare = winner is not None and winner[0] is plugin
                full = name if is_bare else f"{plugin.owner}:{name}"
                named[full] = self._offer(kind, plugin, info)
        return dict(sorted(named.items()))

    def offer(self, kind: Kind, name: str) -> Offer:
        """Return who offers *name*, and how; built-in names are found without a scan.

        Raises:
            UnknownNameError: with near names, and what is known of plugins that failed.
            NameClashError: when two plugins offer it and none is preferred.
        """
        owner, colon, bare = str(name).rpartition(":")
        if not colon or normal(owner) == PROJECT:
            with self._lock:
                for info in self._offered(self._builtins, kind):
                    if info.name == bare:
                        return self._offer(kind, self._builtins, info)
        offered = [
            (plugin, info)
            for plugin, info in self._all(kind)
            if info.name == bare and (not colon or normal(owner) == normal(plugin.owner))
        ]
        if not offered:
            raise self._unknown(kind, name)
        winner = self._winner(kind, bare, offered)
        if winner is None:
            owners = tuple(sorted({plugin.owner for plugin, _ in offered}))
            raise NameClashError(kind.value, bare, owners)
        return self._offer(kind, *winner)

    def exporter_info(self, name: str) -> ExporterInfo:
        """Return the descriptor of an exporter."""
        info = self.offer(Kind.EXPORTER, name).info
        assert isinstance(info, ExporterInfo)
        return info

    def exporter(self, name: str) -> Exporter:
        """Return an exporter."""
        made: Exporter = self.offer(Kind.EXPORTER, name).make()
        return made

    def store(self, address: Address) -> Store:
        """Return the store at *address*, opened; a plugin's stays behind the guard."""
        offer = self.offer(Kind.STORE, address.scheme)
        made: Store = offer.make(address)
        return made if offer.plugin.origin is Origin.BUILT_IN else GuardedStore(offer, made)

    def method(self, id: str) -> Method:
        """Return a method."""
        made: Method = self.offer(Kind.METHOD, id).make()
        return made

    def rule(self, name: str) -> Rule:
        """Return a prioritization rule."""
        made: Rule = self.offer(Kind.RULE, name).make()
        return made

    def reader(self, name: str) -> Reader:
        """Return a reader."""
        made: Reader = self.offer(Kind.READER, name).make()
        return made

    # How it is found out.

    def _offer(self, kind: Kind, plugin: _Plugin, info: Info) -> Offer:
        def note(problem: PluginProblem) -> None:
            with self._lock:
                if problem not in plugin.faults:
                    plugin.faults.append(problem)

        return Offer(kind, info, plugin.record, note)

    def _everybody(self) -> tuple[_Plugin, ...]:
        return (self._builtins, *self._others)

    def _all(self, kind: Kind) -> list[tuple[_Plugin, Info]]:
        with self._lock:
            self._scan()
            return [(p, info) for p in self._everybody() for info in self._offered(p, kind)]

    def _winner(
        self, kind: Kind, name: str, offered: list[tuple[_Plugin, Info]]
    ) -> tuple[_Plugin, Info] | None:
        """Return who is meant by a bare name: the only one, the built-in or the preferred one."""
        if len(offered) == 1:
            return offered[0]
        preferred = self._prefer.get(f"{kind.value}.{name}", "")
        for plugin, info in offered:
            if plugin is self._builtins:
                return plugin, info
        for plugin, info in offered:
            if normal(plugin.owner) == preferred:
                return plugin, info
        return None

    def _scan(self) -> None:
        """Find the installed plugins, once; each is imported on its own, behind the guard."""
        if self._is_scanned:
            return
        # Dear to import, and often not needed.
        from ledertrivsel._installed import installed

        met = []
        for found in installed(PROJECT):
            plugin = _Plugin(found.name, found.distribution, found.version, Origin.ENTRY_POINT)
            met.append(plugin)
            if self._block & {normal(plugin.owner), f"{normal(plugin.owner)}:{plugin.name}"}:
                self._refuse(plugin, PluginState.BLOCKED, "block", "it is blocked")
                continue
            if found.point is None:
                self._refuse(plugin, PluginState.FAILED, _DISTRIBUTION, found.cause)
                continue
            plugin.source = found.point.value
            try:
                with listening() as heard:
                    loaded = found.point.load()
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                self._refuse(plugin, PluginState.FAILED, "import", cause_of(error), error)
                continue
            self._heard(plugin, "import", heard)
            self._take(plugin, loaded)
            if found.places:
                cause = f"it is installed twice: {', '.join(found.places)}; the first is used"
                self._problem(plugin, _DISTRIBUTION, cause)
        self._others += met  # All at once: an interrupted scan leaves nothing behind.
        self._is_scanned = True

    def _heard(self, plugin: _Plugin, where: str, heard: list[str]) -> None:
        if heard:
            said = f"it writes to the terminal: {shorten(''.join(heard))}"
            self._problem(plugin, where, said)

    def _take(self, plugin: _Plugin, loaded: object) -> None:
        """Look a loaded plugin over: its version and its hooks."""
        try:
            wrong = _wrong_api(getattr(loaded, "__ledertrivsel_api__", API))
            if not wrong:
                plugin.hooks = _hooks(loaded, plugin)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self._refuse(plugin, PluginState.FAILED, "hooks", cause_of(error), error)
            return
        if wrong:
            self._refuse(plugin, PluginState.INCOMPATIBLE, "api", wrong)
        elif self.is_strict and plugin.problems:
            raise PluginError(
                str(plugin.record), plugin.problems[0].where, plugin.problems[0].cause
            )

    def _offered(self, plugin: _Plugin, kind: Kind) -> tuple[Info, ...]:
        """Return what a plugin offers of a kind; its hook is called once. All of it or nothing."""
        if kind not in plugin.offered:
            plugin.offered[kind] = ()
            try:
                with listening() as heard:
                    given = _descriptors(plugin.hooks.get(kind.hook, ()), HOOKS[kind.hook])
            except KeyboardInterrupt:
                del plugin.offered[kind]
                raise
            except BaseException as error:
                self._problem(plugin, kind.hook, cause_of(error), error)
            else:
                plugin.offered[kind] = given
                self._heard(plugin, kind.hook, heard)
        return plugin.offered[kind]

    def _note_clashes(self, kind: Kind) -> None:
        """Record which names of others are taken, and so reached in full only."""
        offered = [(p, info) for p in self._everybody() for info in self._offered(p, kind)]
        for plugin, info in offered:
            same = [(p, other) for p, other in offered if other.name == info.name]
            winner = self._winner(kind, info.name, same)
            if winner is None:
                rivals = sorted({p.owner for p, _ in same if p is not plugin})
                taken = f"is offered by {', '.join(rivals)} too"
            elif winner[0] is self._builtins and plugin is not self._builtins:
                taken = "is built in"
            else:  # It is the only one, or a preference has decided.
                continue
            cause = f"the {kind.value} {info.name!r} {taken}; its own is"
            problem = PluginProblem(kind.hook, f"{cause} '{plugin.owner}:{info.name}'")
            if problem not in plugin.problems:
                self._problem(plugin, kind.hook, problem.cause)

    def _refuse(
        self,
        plugin: _Plugin,
        state: PluginState,
        where: str,
        cause: str,
        error: BaseException | None = None,
    ) -> None:
        plugin.refused = state
        if state is PluginState.BLOCKED:  # As asked for: no fault.
            plugin.problems.append(PluginProblem(where, cause))
        else:
            self._problem(plugin, where, cause, error)

    def _problem(
        self, plugin: _Plugin, where: str, cause: str, error: BaseException | None = None
    ) -> None:
        plugin.problems.append(PluginProblem(where, cause))
        if self.is_strict:
            raise PluginError(str(plugin.record), where, cause) from error

    def _unknown(self, kind: Kind, name: str) -> UnknownNameError:
        """Return the error of a name nobody offers, with the plugins that may have meant to."""
        records = []
        told = []
        for plugin in self._others:
            causes = [
                problem
                for problem in plugin.problems
                if problem.where == kind.hook or problem.where not in HOOKS
            ]
            if causes:
                records.append(plugin.record)
                told.append(f"Not used: {plugin.record} ({causes[0].where}: {causes[0].cause}).")
        known = tuple(self.offers(kind))
        return UnknownNameError(kind.value, name, known, " ".join(told), tuple(records))


def _checked_preferences(prefer: Mapping[str, str]) -> dict[str, str]:
    kinds = tuple(kind.value for kind in Kind)
    for key in prefer:
        kind, dot, name = str(key).partition(".")
        if kind not in kinds or not dot or not name:
            rule = "must name what is preferred such as 'exporter.docx'"
            hint = f"The kinds are {', '.join(kinds)}."
            raise InvalidValueError("prefer", rule, key, hint)
    return {key: normal(owner) for key, owner in prefer.items()}


def _wrong_api(version: object) -> str:
    """Return why a plugin made for that version of the hooks can't be used, or an empty text."""
    match version:
        case (int(major), int(minor)) if major == API[0] and 0 <= minor <= API[1]:
            return ""
        case (int(major), int(minor)):
            ours = ".".join(map(str, API))
            return f"it is made for version {major}.{minor} of the hooks, and this is {ours}"
    return f"its __ledertrivsel_api__ must be numbers such as (1, 0), got {shorten(version)}"


def _hooks(loaded: object, plugin: _Plugin) -> dict[str, tuple[Callable[[], object], ...]]:
    """Return the hooks of a plugin by name; what looks like a hook and is none becomes a problem.

    A manager of its own, so that one plugin's fault can't reach another.
    """
    if inspect.isclass(loaded):
        raise TypeError(f"it is the class {loaded.__name__}; give an instance of it, or a module")
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(loaded, name=plugin.name)
    found: dict[str, tuple[Callable[[], object], ...]] = {}
    functions = set()
    for caller in dict.fromkeys(manager.get_hookcallers(loaded) or ()):  # 1.5 tells one twice.
        for implementation in caller.get_hookimpls():
            functions.add(getattr(implementation.function, "__name__", ""))
            if caller.name not in HOOKS:
                text = f"there is no hook {caller.name!r}{_did_you_mean(caller.name)}"
                plugin.problems.append(PluginProblem(caller.name, text))
            elif implementation.wrapper or implementation.hookwrapper:
                text = "it wraps the results of other plugins, which none may"
                plugin.problems.append(PluginProblem(caller.name, text))
            else:
                found[caller.name] = (*found.get(caller.name, ()), implementation.function)
    for name in sorted(set(dir(loaded)) - functions):
        value = inspect.getattr_static(loaded, name, None)
        is_spec = hasattr(value, f"{PROJECT}_spec")
        if name.startswith(f"{PROJECT}_") and inspect.isroutine(value) and not is_spec:
            text = f"@hookimpl is missing before {name}{_did_you_mean(name)}"
            plugin.problems.append(PluginProblem(name, text))
    if not found and not plugin.problems:
        raise TypeError(f"it has none of the hooks {', '.join(HOOKS)}")
    return found


def _did_you_mean(hook: str) -> str:
    nearest = near(hook, tuple(HOOKS))
    return f"; did you mean {nearest[0]!r}?" if nearest and hook not in HOOKS else ""


def _descriptors(functions: Iterable[Callable[[], object]], kind: type[Any]) -> tuple[Any, ...]:
    """Return what a hook's functions give as descriptors; a generator runs here, in the guard.

    Raises:
        TypeError: when it is something else.
        ValueError: when two have one name.
    """
    given: list[Any] = []
    for function in functions:
        result = function()
        if isinstance(result, (str, bytes, Mapping)) or not isinstance(result, Iterable):
            raise TypeError(
                f"it must give {kind.__name__} objects in a list, got {shorten(result)}"
            )
        given += result
    for item in given:
        if type(item) is not kind:
            raise TypeError(f"it must give {kind.__name__} objects, got {shorten(item)}")
    names = [item.name for item in given]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"it gives {name!r} twice")
    return tuple(given)


@functools.cache
def default_registry() -> Registry:
    """Return the registry that is used where none is given, made when first needed."""
    return Registry()
