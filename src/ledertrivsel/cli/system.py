"""What is installed: `plugins`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import click
from rich.table import Table

from ledertrivsel.cli.arguments import json_option
from ledertrivsel.cli.refusals import say_error
from ledertrivsel.cli.shared import labels, paragraph, print_json, progress, show, tell, write_line
from ledertrivsel.cli.wording import Command
from ledertrivsel.errors import LedertrivselError, MissingExtraError, UnknownNameError
from ledertrivsel.offers import Kind, Origin, PluginRecord, PluginState, normal
from ledertrivsel.plugins import Registry, default_registry

if TYPE_CHECKING:  # The kit comes with an extra of its own.
    from ledertrivsel.testing import Verdict


@click.command(cls=Command)
@json_option
@click.option("--check", is_flag=False, flag_value="", metavar="[NAME]")
def plugins(as_json: bool, check: str | None) -> int:
    """List every plugin, also those that don't work; it works when none of them does."""
    registry = default_registry()
    if check:
        return _try(registry, check, as_json=as_json)
    with progress("plugins"):
        failures = _failures(registry) if check is not None else []
        records = registry.plugins
    if as_json:
        data: dict[str, object] = {"plugins": [_data(record) for record in records]}
        if check is not None:
            data["failures"] = [
                {"kind": kind.value, "name": name, "cause": cause}
                for kind, name, cause in failures
            ]
        print_json(data)
    else:
        for record in records:
            _print_record(record)
        if check is not None:
            write_line()
        for kind, name, cause in failures:
            paragraph(f"{labels()[f'cli.kind.{kind.value}']} {name}: {cause}", indent=2)
        if check is not None and not failures and all(not record.problems for record in records):
            tell("plugins.ok")
    is_broken = failures or any(record.problems for record in records)
    return 1 if check is not None and is_broken else 0


def _try(registry: Registry, name: str, *, as_json: bool) -> int:
    """Run the contract of everything that the plugin *name* offers, or of the one thing named."""
    try:
        from ledertrivsel.testing import verdicts
    except ImportError as error:
        raise MissingExtraError("plugins --check NAME", str(error.name), "testing") from error
    records = registry.plugins
    asked = [
        (record, Kind(kind), offered)
        for record in records
        for kind, offered in record.offers
        if normal(name) in (normal(record.owner), normal(record.name)) or name == offered
    ]
    named = [r for r in records if normal(name) in (normal(r.owner), normal(r.name))]
    if not named and not asked:
        raise UnknownNameError("plugin", name, tuple(record.owner for record in records))
    is_kept = all(record.state is PluginState.ACTIVE for record in named)
    told = []
    if not as_json:
        for record in named:
            _print_record(record)
    for record, kind, offered in asked:
        plugin = None if record.origin is Origin.BUILT_IN else record.source
        with progress("contract"):
            found = list(verdicts(kind, plugin, offered))
        faults = [verdict for verdict in found if verdict.fault]
        is_kept = is_kept and not faults
        told += [{"kind": kind.value, "name": offered, **attrs.asdict(v)} for v in found]
        if not as_json:
            _print_verdicts(kind, offered, found)
    if as_json:
        print_json({"plugins": [_data(record) for record in named], "verdicts": told})
    return 0 if is_kept else 1


def _print_verdicts(kind: Kind, name: str, found: list[Verdict]) -> None:
    tried = [verdict for verdict in found if not verdict.skipped]
    kept = [verdict for verdict in tried if not verdict.fault]
    what = labels()[f"cli.kind.{kind.value}"]
    what = what[:1].upper() + what[1:]
    tell("plugins.kept", what=what, name=name, kept=len(kept), tried=len(tried))
    for verdict in found:
        if verdict.fault or verdict.skipped:
            paragraph(f"  {verdict.test}: {verdict.fault or verdict.skipped}", indent=4)


def _failures(registry: Registry) -> list[tuple[Kind, str, str]]:
    """Load everything that is offered and return what fails, with the cause."""
    failures: list[tuple[Kind, str, str]] = []
    for kind in Kind:
        for name, offer in registry.offers(kind).items():
            if kind is Kind.STORE:  # A store is made for an address; listing it is enough.
                continue
            try:
                offer.make()
            except LedertrivselError as error:
                failures.append((kind, name, say_error(error, labels())))
    return failures


def _print_record(record: PluginRecord) -> None:
    words = labels()
    name = record.name
    if record.origin is not Origin.BUILT_IN and record.distribution:
        name = f"{record.distribution}: {record.name}"
    head = [name, record.version, words.name(record.state)]
    paragraph(" · ".join(filter(None, head)), style="bold")
    by_kind: dict[Kind, list[str]] = {}
    for kind, offered in record.offers:
        by_kind.setdefault(Kind(kind), []).append(offered)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for of_kind, names in by_kind.items():
        table.add_row(f"  {words[f'cli.offers.{of_kind.value}']}", ", ".join(names))
    if by_kind:
        show(table)
    for problem in record.problems:
        paragraph(f"  {problem.where}: {problem.cause}", indent=4)


def _data(record: PluginRecord) -> dict[str, object]:
    return {
        "name": record.name,
        "distribution": record.distribution,
        "version": record.version,
        "source": record.source,
        "origin": record.origin.value,
        "state": record.state.value,
        "offers": [{"kind": Kind(kind).value, "name": name} for kind, name in record.offers],
        "problems": [
            {"where": problem.where, "cause": problem.cause} for problem in record.problems
        ],
    }
