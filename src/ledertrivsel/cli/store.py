"""Look into a store: `store ls`, `show`, `history`, `diff`; and what all of `store` shares.

LAGER is an address, and the key of a plan follows after ``#``. What can't be undone says first
what it will do, and asks, or wants `--yes`.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import attrs
import click
from rich.table import Table

from ledertrivsel._api import open_store
from ledertrivsel.cli.arguments import Whole, json_option
from ledertrivsel.cli.place import DEFAULT_KEY
from ledertrivsel.cli.shared import (
    labels,
    paragraph,
    print_json,
    show,
    tell,
    write_line,
)
from ledertrivsel.cli.wording import Command, Group, Refused
from ledertrivsel.comparison import Difference, differences
from ledertrivsel.documents import to_data
from ledertrivsel.labels import Param
from ledertrivsel.personal import all_revisions
from ledertrivsel.storage import (
    PAGE_LIMIT,
    PlanStore,
    Revision,
    RevisionState,
    is_address,
    parse_address,
)

F = TypeVar("F", bound=Callable[..., Any])


class StoreCommand(Command):
    """A command of `store`; its words are in the table ``store-<name>``."""

    @property
    def words(self) -> str:
        """The table of the labels that holds the command's words."""
        return f"store-{self.name}"


@click.group(name="store", cls=Group, invoke_without_command=True)
@click.pass_context
def store(context: click.Context) -> None:
    """Look after a store of plans."""
    if context.invoked_subcommand is None:
        write_line(context.get_help())


def command(name: str) -> Callable[[F], click.Command]:
    """Make a function a command of `store`; the program puts them in order."""
    return click.command(name=name, cls=StoreCommand)


yes_option = click.option("--yes", is_flag=True)
by_option = click.option("--by", default="")


@attrs.frozen
class Spot:
    """A store, and the key of a plan in it or an empty text."""

    address: str
    key: str = ""

    @classmethod
    def of(cls, given: str) -> Spot:
        """Return what a LAGER argument means."""
        if not is_address(given):
            raise Refused("no-store", value=given)
        address, _, key = given.partition("#")
        return cls(address, key)

    @property
    def plan(self) -> str:
        """The key of the plan, `DEFAULT_KEY` where none is named."""
        return self.key or DEFAULT_KEY

    @property
    def keys(self) -> tuple[str, ...] | None:
        """The one key that is named, or None for all."""
        return (self.key,) if self.key else None

    def __str__(self) -> str:
        """Return it as it may be shown: without a password."""
        shown = str(parse_address(self.address))
        return f"{shown}#{self.key}" if self.key else shown

    def open(self) -> PlanStore:
        """Return the plans there."""
        return open_store(self.address)


def agree(
    yes: bool, key: str, *, as_json: bool, lines: Iterable[str] = (), **params: Param
) -> None:
    """Say what will be done, and go on when that is agreed to; *as_json* keeps stdout clean.

    Raises:
        Refused: when nobody can be asked, and `--yes` was not given.
    """
    if as_json and not yes:
        raise Refused("needs-yes")
    if as_json:
        return
    tell(key, **params)
    for line in lines:
        paragraph(f"  – {line}", indent=4)
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused("needs-yes")
    sys.stdout.write(f"{labels()['cli.store.ask']} ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().casefold() not in labels()["cli.store.agreed"].split():
        raise click.Abort


@command("ls")
@click.argument("address")
@click.option("--deleted", is_flag=True)
@json_option
def ls(address: str, deleted: bool, as_json: bool) -> None:
    """List the plans of a store."""
    with Spot.of(address).open() as plans:
        latest = list(heads(plans, deleted=deleted))
    _print_revisions(latest, as_json=as_json, name="key", empty="ls.empty")


def heads(plans: PlanStore, *, deleted: bool) -> Iterator[Revision]:
    """Yield the latest revision of each plan, of deleted ones too where asked."""
    after: str | None = None
    while True:
        page = plans.list(after=after, limit=PAGE_LIMIT, deleted=deleted)
        yield from page.items
        if page.next is None:
            return
        after = str(page.next)


def _print_revisions(
    revisions: Iterable[Revision], *, as_json: bool, name: str, empty: str
) -> None:
    given = list(revisions)
    if as_json:
        print_json([revision_data(told) for told in given])
        return
    if not given:
        tell(f"store-{empty}")
        return
    words = labels()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    columns = [name, "revision", "state", "at", "by", "size"]
    for column in dict.fromkeys(columns):
        right = column in ("revision", "size")
        table.add_column(words[f"cli.store.{column}"], justify="right" if right else "left")
    for told in given:
        first = [told.key] if name == "key" else []
        table.add_row(*first, *_row(told))
    show(table)


def _row(told: Revision) -> list[str]:
    words = labels()
    state = words[f"cli.store.states.{told.state.value}"]
    size = words.number(told.size) if told.size else ""
    return [str(told.revision), state, _moment(told.meta.at), told.meta.actor, size]


def _moment(at: datetime.datetime | None) -> str:
    """Return a moment as the clock on the wall shows it."""
    if at is None:
        return ""
    local, words = at.astimezone(), labels()
    params = {"date": words.date(local.date()), "time": words.time(local)}
    return words.fill("cli.store.moment", params)


def revision_data(told: Revision) -> dict[str, object]:
    """Return what a store tells of a revision, for programs."""
    meta = told.meta
    return {
        "key": told.key,
        "revision": told.revision,
        "state": told.state.value,
        "size": told.size,
        "sha256": told.sha256,
        "at": None if meta.at is None else meta.at.isoformat(),
        "actor": meta.actor,
        "schema": meta.schema,
    }


@command("show")
@click.argument("address")
@click.option("--revision", type=Whole(), default=None)
@json_option
def show_revision(address: str, revision: int | None, as_json: bool) -> None:
    """Show what a store tells of a revision, and the plan in it."""
    spot = Spot.of(address)
    with spot.open() as plans:
        told = told_of(plans, spot.plan, revision)
        plan = None
        if told.state is RevisionState.SAVED:
            plan = plans.load(told.key, told.revision)[0]
    if as_json:
        print_json({**revision_data(told), "plan": None if plan is None else to_data(plan)})
        return
    words = labels()
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column()
    facts = [told.key, *_row(told), told.sha256]
    names = ["key", "revision", "state", "at", "by", "size", "sha256"]
    rows = [(f"cli.store.{name}", fact) for name, fact in zip(names, facts, strict=True)]
    if plan is not None:
        rows += [
            ("model.plan", plan.title),
            ("model.organisation", plan.organisation),
            ("model.state", words.name(plan.state)),
            ("cli.store.latest-act", words.date(plan.latest_act)),
        ]
    for name, fact in rows:
        if fact:
            table.add_row(words[name], fact)
    show(table)


def told_of(plans: PlanStore, key: str, revision: int | None) -> Revision:
    """Return what the store tells of a revision, by default the latest."""
    before = None if revision is None else max(revision, 1) + 1
    items = plans.history(key, before=before, limit=1).items
    if not items or revision not in (None, items[0].revision):
        raise Refused("no-revision", plan=key, value=str(revision))
    return items[0]


@command("history")
@click.argument("address")
@json_option
def history(address: str, as_json: bool) -> None:
    """List the revisions of a plan, the latest first."""
    spot = Spot.of(address)
    with spot.open() as plans:
        revisions = tuple(reversed(all_revisions(plans, spot.plan)))
    _print_revisions(revisions, as_json=as_json, name="revision", empty="ls.empty")


@command("diff")
@click.argument("address")
@click.argument("old", type=Whole(), required=False)
@click.argument("new", type=Whole(), required=False)
@json_option
def diff(address: str, old: int | None, new: int | None, as_json: bool) -> None:
    """Tell in words what changed between two revisions of a plan."""
    spot = Spot.of(address)
    with spot.open() as plans:
        numbers = [
            told.revision
            for told in all_revisions(plans, spot.plan)
            if told.state is RevisionState.SAVED
        ]
        last = new or (numbers[-1] if numbers else 1)
        first = old or max((number for number in numbers if number < last), default=0)
        if not first:
            raise Refused("one-revision", plan=spot.plan)
        (before, first), (after, last) = (plans.load(spot.plan, n) for n in (first, last))
    found = differences(before, after)
    if as_json:
        data = {"old": first, "new": last, "differences": [difference_data(one) for one in found]}
        print_json(data)
        return
    paragraph(labels().fill("cli.store-diff.head", {"old": first, "new": last}), style="bold")
    _print_differences(found)


def difference_data(found: Difference) -> dict[str, str]:
    """Return a difference for programs."""
    text = found.render(labels().language)
    return {"code": found.code, "path": found.path, "text": text}


def _print_differences(found: tuple[Difference, ...]) -> None:
    for one in found:
        paragraph(f"  – {one.render(labels().language)}", indent=4)
    if not found:
        tell("store-diff.none")
