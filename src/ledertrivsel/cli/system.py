"""What is installed: `plugins`."""

from __future__ import annotations

import click
from rich.table import Table

from ledertrivsel.cli.shared import console, json_option, labels, print_json, tell
from ledertrivsel.cli.wording import Command
from ledertrivsel.errors import LedertrivselError
from ledertrivsel.labels import say
from ledertrivsel.offers import Kind, Origin, PluginRecord
from ledertrivsel.plugins import Registry, default_registry


@click.command(cls=Command)
@json_option
@click.option("--check", is_flag=True)
def plugins(as_json: bool, check: bool) -> int:
    """List every plugin, also those that don't work; it works when none of them does."""
    registry = default_registry()
    records = registry.plugins
    failures = _failures(registry, labels().language) if check else []
    if as_json:
        data: dict[str, object] = {"plugins": [_data(record) for record in records]}
        if check:
            data["failures"] = [{"offer": name, "cause": cause} for name, cause in failures]
        print_json(data)
    else:
        console().print(_table(records))
        for name, cause in failures:
            click.echo(f"{name}: {cause}")
        if check and not failures:
            tell("plugins.ok")
    return 1 if failures else 0


def _failures(registry: Registry, language: str) -> list[tuple[str, str]]:
    """Load everything that is offered and return what fails, with the cause."""
    failures = []
    for kind in Kind:
        for name, offer in registry.offers(kind).items():
            if kind is Kind.STORE:  # A store is made for an address; loading its class is enough.
                continue
            try:
                offer.make()
            except LedertrivselError as error:
                failures.append((f"{kind.value} {name}", say(error, language)))
    return failures


def _offers(record: PluginRecord) -> str:
    by_kind: dict[str, list[str]] = {}
    for kind, name in record.offers:
        by_kind.setdefault(Kind(kind).value, []).append(name)
    return " · ".join(f"{kind}: {', '.join(names)}" for kind, names in by_kind.items())


def _table(records: tuple[PluginRecord, ...]) -> Table:
    words = labels()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for key in ("name", "version", "state", "offers", "reason"):
        table.add_column(words[f"cli.plugins.{key}"])
    for record in records:
        name = record.name
        if record.origin is not Origin.BUILT_IN and record.distribution:
            name = f"{record.distribution}: {record.name}"
        reasons = "; ".join(f"{problem.where}: {problem.cause}" for problem in record.problems)
        table.add_row(name, record.version, words.name(record.state), _offers(record), reasons)
    return table


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
