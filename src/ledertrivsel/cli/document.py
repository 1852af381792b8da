"""Files to publish and what documents look like: `export`, `schema`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from ledertrivsel import _json
from ledertrivsel._api import export as make_export
from ledertrivsel.cli.arguments import OneOf, day_option, plan_argument
from ledertrivsel.cli.place import Place, write_file
from ledertrivsel.cli.shared import labels, progress, tell, write_bytes
from ledertrivsel.cli.wording import Command, Refused
from ledertrivsel.documents import schema as plan_schema
from ledertrivsel.hookspecs import ExporterInfo
from ledertrivsel.plugins import default_registry
from ledertrivsel.view import Audience


@click.command(cls=Command)
@plan_argument
@click.argument("format")
@click.option("--output", "-o", default=None)
@click.option("--audience", type=OneOf(Audience), default=Audience.ORGANISATION.value)
@day_option("--today", "on")
@click.option("--option", "-O", "options", multiple=True)
def export(
    plan: str,
    format: str,
    output: str | None,
    audience: str,
    on: datetime.date | None,
    options: tuple[str, ...],
) -> None:
    """Make a file for an audience, by default the whole organisation."""
    info = default_registry().exporter_info(format)
    read, place = Place.of(plan).read()
    given = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals:
            raise Refused("option", value=repr(option))
        given[name] = _value(info, name, value)
    with progress("export"):
        made = make_export(
            read,
            format,
            audience=Audience(audience),
            language=labels().language,
            options=given,
            today=on,
        )
    if output == "-":
        write_bytes(made.content)
    else:
        name = place.stem if audience == "organisation" else f"{place.stem}-{audience}"
        path = Path(output) if output else Path(f"{name}{info.suffix}")
        if place.is_file and path.exists() and path.samefile(place.address):
            raise Refused("over-plan", path=str(path))
        write_file(path, made.content)
        tell("export.done", path=str(path), audience=Audience(audience))
    for warning in made.warnings:
        sys.stderr.write(f"{warning.render(labels())}\n")


def _value(info: ExporterInfo, name: str, value: str) -> Any:
    """Return the value of an option as the exporter has it; of a file, what it holds."""
    for option in info.options:
        if option.name == name:
            if option.type is bytes:
                return Path(value).read_bytes()
            return option.parse(value, f"options[{name!r}]")
    return value


@click.command(cls=Command)
def schema() -> None:
    """Print the JSON Schema of the plan document."""
    write_bytes(_json.write(plan_schema()))
