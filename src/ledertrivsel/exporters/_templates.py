"""Templates: everything is escaped, and a name that a template does not know is an error."""

from __future__ import annotations

import datetime
import functools
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from ledertrivsel.exporters._outline import Words


@functools.cache
def template(name: str) -> Template:
    """Return the template *name* of the library's own."""
    return _environment().get_template(name)


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.tests["words"] = lambda value: isinstance(value, Words)
    environment.tests["day"] = lambda value: isinstance(value, datetime.date)
    environment.filters["kind"] = lambda value: type(value).__name__
    return environment


def _read(name: str) -> str:
    resource = files("ledertrivsel").joinpath("data", "templates", name)
    return resource.read_text(encoding="utf-8")
