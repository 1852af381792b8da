"""What a plugin author reads: the hooks, with examples that run."""

import inspect
import textwrap
from typing import Any

import pytest

from ledertrivsel import hookspecs
from ledertrivsel.hookspecs import (
    HOOKS,
)
from ledertrivsel.plugins import Registry


@pytest.mark.parametrize("hook", HOOKS)
def test_the_example_of_a_hook_runs_and_is_a_plugin(hook: str) -> None:
    text = inspect.getdoc(getattr(hookspecs, hook)) or ""
    _, code = text.split("Example::\n")
    namespace: dict[str, Any] = {}
    exec(compile(textwrap.dedent(code), hook, "exec"), namespace)

    class Plugin:
        pass

    setattr(Plugin, hook, staticmethod(namespace[hook]))
    record = Registry(entry_points=False, strict=True).register(Plugin(), name="example")
    assert len(record.offers) == 1


def test_a_hook_takes_no_argument_and_is_told_in_one_line() -> None:
    for hook in HOOKS:
        function = getattr(hookspecs, hook)
        assert str(inspect.signature(function)).startswith("() -> 'Iterable[")
        assert (inspect.getdoc(function) or "").splitlines()[0].startswith("Return ")


def test_the_hooks_are_those_that_are_marked() -> None:
    marked = [
        name for name, value in vars(hookspecs).items() if hasattr(value, "ledertrivsel_spec")
    ]
    assert marked == list(HOOKS)
