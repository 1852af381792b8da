"""What is installed: `plugins`."""

from __future__ import annotations

import click
from rich.table import Table

from ledertrivsel.cli.arguments import json_option
from ledertrivsel.cli.refusals import say_error
from ledertrivsel.cli.shared import labels, paragraph, print_json, progress, show, tell, write_line
from ledertrivsel.cli.wording import Command
from ledertrivsel.errors import LedertrivselError
from ledertrivsel.offers import Kind, Origin, PluginRecord
from ledertrivsel.plugins import Registry, default_registry


@click.command(cls=Command)
@json_option
@click.option("--check", is_flag=True)
def plugins(as_json: bool, check: bool) -> int:
    """List every plugin, also those that don't work; it works when none of them does."""
    registry = default_registry()
    with progress("plugins"):
        failures = _failures(registry) if check else []
        records = registry.plugins
    if as_json:
        data: dict[str, object] = {"plugins": [_data(record) for record in records]}
        if check:
            data["failures"] = [
                {"kind": kind.value, "name": name, "cause": cause}
                for kind, name, cause in failures
            ]
        print_json(data)
    else:
        for record in records:
            _print_record(record)
        if check:
            write_line()
        for kind, name, cause in failures:
            paragraph(f"{labels()[f'cli.kind.{kind.value}']} {name}: {cause}", indent=2)
        if check and not failures and all(not record.problems for record in records):
            tell("plugins.ok")
    return 1 if check and (failures or any(record.problems for record in records)) else 0


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
        "origin": record.origin.value,
        "state": record.state.value,
        "offers": [{"kind": Kind(kind).value, "name": name} for kind, name in record.offers],
        "problems": [
            {"where": problem.where, "cause": problem.cause} for problem in record.problems
        ],
    }
