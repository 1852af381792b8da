"""What every contract does: find the plugin, search for the smallest fault, take deviations.

A contract's tests are its own: a subclass that redefines one is refused when it is made, so that
nobody leaves one out unseen. What a plugin can't keep stands in `deviations` with the reason, and
becomes a strict xfail: it is told when it is kept after all.
"""

from __future__ import annotations

import functools
import inspect
import os
import re
import warnings
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NoReturn, TypeVar

import hypothesis
import pytest
from hypothesis import strategies as st

from ledertrivsel.errors import LedertrivselError
from ledertrivsel.offers import Kind, Offer, PluginRecord, cause_of
from ledertrivsel.plugins import Registry
from ledertrivsel.testing._contract_processes import Subject, imported, in_another_process

T = TypeVar("T")

EXAMPLES_VARIABLE = "LEDERTRIVSEL_CONTRACT_EXAMPLES"
"""The environment variable that says how many examples each search tries."""


class Contract:
    """The base of the contracts; see `ledertrivsel.testing.contracts`.

    Attributes:
        plugin: the name of the plugin's module (or ``module:attr``, as in an entry point), or the
            plugin itself; None for what comes with the library.
        name: what the plugin offers under that name.
        deviations: tests that the plugin fails, each with the reason.
        examples: how many examples a search tries, unless LEDERTRIVSEL_CONTRACT_EXAMPLES says.
    """

    __test__ = False
    kind: ClassVar[Kind]
    plugin: ClassVar[object] = None
    name: ClassVar[str] = ""
    deviations: ClassVar[Mapping[str, str]] = MappingProxyType({})
    examples: ClassVar[int] = 40
    _found: ClassVar[dict[str, Any]]

    def __init_subclass__(cls, *, kind: Kind | None = None) -> None:
        super().__init_subclass__()
        cls._found = {}
        if kind is not None:
            cls.kind = kind
            return
        cls.__test__ = bool(cls.name)
        own = tests_of(cls)
        for name, test in own.items():
            found = inspect.getattr_static(cls, name)
            if found is not test and getattr(found, "deviates", None) is not test:
                raise TypeError(
                    f"{cls.__name__} may not redefine {name}; if the plugin can't keep it, write "
                    f"deviations = {{{name!r}: 'the reason'}}"
                )
        for name, reason in cls.deviations.items():
            if name not in own:
                raise TypeError(f"{cls.__name__}.deviations names {name}, which is no test")
            if not reason.strip():
                raise TypeError(f"{cls.__name__}.deviations gives no reason for {name}")
            setattr(cls, name, _deviation(own[name], reason))

    # For the contracts.

    @classmethod
    def registered(cls) -> tuple[Registry, PluginRecord | None]:
        """Return a registry that knows the plugin alone, and what is known of it."""
        if "registry" not in cls._found:
            registry = Registry(entry_points=False)
            record = None
            if cls.plugin is not None:
                record = registry.register(loaded(cls.plugin), name=plugin_name(cls.plugin))
            cls._found["registry"] = registry, record
        found: tuple[Registry, PluginRecord | None] = cls._found["registry"]
        return found

    @classmethod
    def offer(cls) -> Offer:
        """Return the plugin's offer of the name that is tried."""
        registry, record = cls.registered()
        full = cls.name if record is None else f"{record.owner}:{cls.name}"
        try:
            return registry.offer(cls.kind, full)
        except LedertrivselError as error:
            raise AssertionError(str(error)) from error

    @classmethod
    def made(cls, *arguments: object) -> Any:
        """Return what the factory gives, made anew."""
        try:
            return cls.offer().make(*arguments)
        except LedertrivselError as error:
            raise AssertionError(str(error)) from error

    @classmethod
    def subject(cls) -> Subject:
        """Return what another process must know to try the same."""
        return Subject(cls.plugin, cls.kind.value, cls.name)

    @classmethod
    def tries(cls) -> int:
        """Return how many examples a search tries."""
        return int(os.environ.get(EXAMPLES_VARIABLE) or cls.examples)

    def search(
        self,
        strategy: st.SearchStrategy[T],
        fault: Callable[[T], str],
        *,
        examples: int | None = None,
    ) -> None:
        """Look for the smallest value of which *fault* says something, and raise what it says."""
        said = [""]

        def is_faulty(value: T) -> bool:
            sentence = fault(value)
            said[0] = sentence or said[0]
            return bool(sentence)

        try:
            with warnings.catch_warnings():  # Of a smallest plan that is long to print.
                warnings.simplefilter("ignore", hypothesis.errors.HypothesisWarning)
                smallest = hypothesis.find(
                    strategy, is_faulty, settings=_settings(examples or self.tries())
                )
        except hypothesis.errors.NoSuchExample:
            return
        except hypothesis.errors.Flaky:
            tell(f"{said[0]} (Not every time: something is remembered or left to chance.)")
        tell(fault(smallest) or said[0])

    # What holds of every plugin.

    def test_the_plugin_is_taken_without_a_problem(self) -> None:
        """Its module is imported, its hooks are hooks, and what they give are descriptors."""
        registry, record = self.registered()
        if record is not None:
            known = next(p for p in registry.plugins if p.owner == record.owner)
            for problem in known.problems:
                if "is built in" not in problem.cause:
                    tell(f"The plugin {record.owner} fails in {problem.where}: {problem.cause}.")
        self.offer()

    def test_listing_it_loads_none_of_what_it_requires(self) -> None:
        """A list of plugins must stay quick, and work where an extra is not installed."""
        requires = getattr(self.offer().info, "requires", ())
        if not requires:
            return
        listed = in_another_process(self.subject(), "list", {"modules": list(requires)})
        if listed["loaded"]:
            names = ", ".join(listed["loaded"])
            tell(f"Importing the plugin and calling its hooks loads {names}; let the factory.")


def tell(sentence: str) -> NoReturn:
    """Raise what was found, in one sentence."""
    __tracebackhide__ = True
    said = " ".join(sentence.split())
    raise AssertionError(said if said.endswith(".)") else f"{said.rstrip('.')}.")


def loaded(plugin: object) -> object:
    """Return the plugin that a name means, or the plugin itself."""
    if not isinstance(plugin, str):
        return plugin
    try:
        return imported(plugin)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise AssertionError(
            f"The plugin {plugin} can't be imported: {cause_of(error)}."
        ) from error


def plugin_name(plugin: object) -> str:
    """Return what to call the plugin in the registry."""
    own = plugin if isinstance(plugin, str) else getattr(plugin, "__name__", "")
    text = re.sub(r"[^A-Za-z0-9._-]", "-", str(own or type(plugin).__name__)).lstrip("._-")
    return text if text and text != "ledertrivsel" else "the-plugin"


def short(value: object, limit: int = 90) -> str:
    """Return a value to quote in a sentence, its middle left out when it is long."""
    text = value if isinstance(value, str) else repr(value)
    half = limit // 2
    text = text if len(text) <= limit else f"{text[:half]}…{text[-half:]}"
    return repr(text) if isinstance(value, str) else text


def tests_of(cls: type[Contract]) -> dict[str, Any]:
    """Return the tests of the contracts that *cls* is made of, by name."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        if base is Contract or (issubclass(base, Contract) and "kind" in vars(base)):
            found |= {name: test for name, test in vars(base).items() if name[:5] == "test_"}
    return found


def _deviation(test: Callable[..., None], reason: str) -> Any:
    """Return *test* as one that must fail."""

    @pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)
    @functools.wraps(test)
    def deviating(self: Contract) -> None:
        test(self)

    deviating.deviates = test
    return deviating


def _settings(examples: int) -> hypothesis.settings:
    """Return settings under which a search is the same each time and remembers nothing."""
    return hypothesis.settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        verbosity=hypothesis.Verbosity.quiet,
        # Without `explain`, which takes longer than the search.
        phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
        suppress_health_check=list(hypothesis.HealthCheck),
    )
