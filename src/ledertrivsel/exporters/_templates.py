"""Templates: everything is escaped, and a name that a template does not know is an error."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TypeVar

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from ledertrivsel.exporters._outline import Words

_Fitted = TypeVar("_Fitted", bound=Environment)


@functools.cache
def template(name: str) -> Template:
    """Return the template *name* of the library's own."""
    return _environment().get_template(name)


@functools.cache
def _environment() -> Environment:
    return fit(
        Environment(
            loader=FunctionLoader(source_of),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
    )


def fit(environment: _Fitted) -> _Fitted:
    """Return an environment with the tests and filters that our templates use."""
    environment.tests["words"] = lambda value: isinstance(value, Words)
    environment.filters["kind"] = lambda value: type(value).__name__
    return environment


def source_of(name: str) -> str:
    """Return the text of the template *name* of the library's own."""
    resource = files("ledertrivsel").joinpath("data", "templates", name)
    return resource.read_text(encoding="utf-8")
