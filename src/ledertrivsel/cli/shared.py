"""What the commands share: arguments, dates and themes as people write them, printing."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from ledertrivsel.cli.place import Place
from ledertrivsel.cli.wording import labels_of
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import Labels
from ledertrivsel.plan import Plan
from ledertrivsel.readers._dates import whole_date
from ledertrivsel.rounds import ThemeFinder

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType):
    """A date as people write it: 2026-09-02, 2.9.2026 or "2. september 2026"."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Return *value* as a date."""
        if isinstance(value, datetime.date):
            return value
        found = whole_date(str(value))
        if found is None:
            wording = labels_of(ctx) if ctx else None
            self.fail(wording["cli.error.date"] if wording else "not a date", param, ctx)
        return found


def plan_argument(command: F) -> F:
    """Give a command its PLAN: a file or a store address."""
    return click.argument("plan", metavar="PLAN")(command)


def day_option(*names: str, required: bool = False) -> Callable[[F], F]:
    """Give a command an option that takes a date."""
    return click.option(*names, type=Day(), default=None, metavar="DATO", required=required)


json_option = click.option("--json", "as_json", is_flag=True)


def console() -> Console:
    """Return what text is printed with: colours in a terminal, 100 characters wide elsewhere."""
    return Console(width=None if sys.stdout.isatty() else 100, highlight=False, soft_wrap=False)


def labels() -> Labels:
    """Return the wording of the running command."""
    return labels_of(click.get_current_context())


def tell(key: str, **params: object) -> None:
    """Print one sentence from the labels."""
    click.echo(labels().fill(f"cli.{key}", params))  # type: ignore[arg-type]


def print_json(value: object) -> None:
    """Print plain values for a program: UTF-8, sorted keys."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def edit(plan_argument: str, change: Callable[[Plan], Plan]) -> Plan:
    """Read the plan, change it and put it back; nothing is written when the change is refused."""
    plan, place = Place.of(plan_argument).read()
    changed = change(plan)
    if changed != plan:
        place.write(changed)
    return changed


def find_theme(plan: Plan, given: str) -> str:
    """Return the id of a theme given by number, id or title."""
    return ThemeFinder(plan.themes)(given, "TEMA")


def today() -> datetime.date:
    """Return the day it is: the command line is the only place that asks a clock."""
    return datetime.datetime.now().astimezone().date()


def read_bytes(path: str, limit: int = 64 * 1024 * 1024) -> bytes:
    """Return a file's content, refusing what no workplace hands in."""
    content = Path(path).read_bytes()
    if len(content) > limit:
        raise InvalidValueError(path, "at-most", f"{len(content)} bytes", "", {"limit": limit})
    return content
