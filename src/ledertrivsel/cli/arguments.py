"""What commands are given: plans, days, numbers and choices, refused in the user's language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from ledertrivsel.cli.wording import Refused, labels_of
from ledertrivsel.errors import near
from ledertrivsel.labels import Labels, Param
from ledertrivsel.plan import Plan
from ledertrivsel.readers._dates import whole_date
from ledertrivsel.rounds import ThemeFinder

F = TypeVar("F", bound=Callable[..., Any])

if TYPE_CHECKING:  # It takes a type argument to a type checker, but not in every click.
    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType


def _refuse(
    key: str, ctx: click.Context | None, param: click.Parameter | None, **params: Param
) -> NoReturn:
    message = labels_of(ctx).fill(f"cli.error.{key}", params)
    raise click.BadParameter(message, ctx, param)


class Day(ParamType):
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
            _refuse("date", ctx, param, value=repr(value))
        return found


class Moment(ParamType):
    """A day and a time of day: "2026-09-02 13:00" or "2. september 2026 kl. 13.00"."""

    name = "moment"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.datetime:
        """Return *value* as a time without a zone."""
        if isinstance(value, datetime.datetime):
            return value
        given = str(value).replace("T", " ").replace(" kl. ", " ").replace(" kl ", " ").strip()
        head, _, tail = given.rpartition(" ")
        day = whole_date(head.strip())
        hour, sign, minute = tail.replace(".", ":").partition(":")
        if day is None or not (hour.isdecimal() and (minute.isdecimal() or not sign)):
            _refuse("moment", ctx, param, value=repr(value))
        try:
            time = datetime.time(int(hour), int(minute or 0))
        except ValueError:
            _refuse("moment", ctx, param, value=repr(value))
        return datetime.datetime.combine(day, time)


class Whole(ParamType):
    """A whole number."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return *value* as a number."""
        try:
            return int(value)
        except ValueError:
            _refuse("whole", ctx, param, value=repr(value))


class OneOf(ParamType):
    """One of a few words."""

    name = "choice"

    def __init__(self, allowed: Iterable[str | Enum]) -> None:
        self.allowed = tuple(i.value if isinstance(i, Enum) else i for i in allowed)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return *value* when it is one of them, in small letters or large."""
        given = str(value).casefold()
        if given in self.allowed:
            return given
        _refuse("choice", ctx, param, value=repr(value), choices=self.allowed)


def plan_argument(command: F) -> F:
    """Give a command its PLAN: a file or a store address."""
    return click.argument("plan")(command)


def day_option(*names: str, required: bool = False) -> Callable[[F], F]:
    """Give a command an option that takes a date."""
    # No default is named: some clicks take None for one, and then require nothing.
    return click.option(*names, type=Day(), required=required)


json_option = click.option("--json", "as_json", is_flag=True)


def find_theme(plan: Plan, given: str, labels: Labels) -> str:
    """Return the id of a theme given by number, id or title; else say which are near."""
    found = ThemeFinder(plan.themes).find(given)
    if found is not None:
        return found
    names = {
        name.casefold(): theme
        for theme in plan.themes
        for name in (theme.id, *(title for _, title in theme.title.by_language))
    }
    wanted = given.casefold().strip()
    close = [names[name.casefold()] for name in near(given, tuple(names))]
    if len(wanted) > 3:
        close += [theme for name, theme in names.items() if wanted in name]
    by_number = {theme.number: theme for theme in close}
    numbers = [theme.number for theme in plan.themes]
    params: dict[str, Any] = {
        "name": labels["cli.metavar.theme"],
        "value": repr(given),
        "low": min(numbers, default=0),
        "high": max(numbers, default=0),
    }
    if by_number:
        shown = [f"{n} ({by_number[n].title.to(labels.language)})" for n in sorted(by_number)[:3]]
        raise Refused("theme-near", near=" / ".join(shown), **params)
    raise Refused("theme", **params)
