"""Files to publish and what documents look like: `export`, `schema`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from ledertrivsel import _json
from ledertrivsel._api import export as make_export
from ledertrivsel.cli.place import Place, write_file
from ledertrivsel.cli.shared import day_option, labels, plan_argument, tell
from ledertrivsel.cli.wording import Command
from ledertrivsel.documents import schema as plan_schema
from ledertrivsel.plugins import default_registry
from ledertrivsel.view import Audience


@click.command(cls=Command)
@plan_argument
@click.argument("format", metavar="FORMAT")
@click.option("--output", "-o", default=None, metavar="FIL")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.ORGANISATION.value,
)
@day_option("--today", "on")
@click.option("--option", "-O", "options", multiple=True, metavar="NAVN=VÆRDI")
def export(
    plan: str,
    format: str,
    output: str | None,
    audience: str,
    on: datetime.date | None,
    options: tuple[str, ...],
) -> None:
    """Make a file for an audience, by default the whole organisation."""
    read, place = Place.of(plan).read()
    info = default_registry().exporter_info(format)
    given = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals:
            raise click.BadParameter(labels()["cli.error.option"], param_hint="--option")
        known = {known.name: known for known in info.options}
        given[name] = known[name].parse(value, f"option {name}") if name in known else value
    made = make_export(
        read,
        format,
        audience=Audience(audience),
        language=labels().language,
        options=given,
        today=on,
    )
    if output == "-":
        sys.stdout.buffer.write(made.content)
    else:
        name = place.stem if audience == "organisation" else f"{place.stem}-{audience}"
        path = Path(output) if output else Path(f"{name}{info.suffix}")
        write_file(path, made.content)
        tell("export.done", path=str(path), audience=Audience(audience))
    for warning in made.warnings:
        click.echo(warning.render(labels()), err=True)


@click.command(cls=Command)
def schema() -> None:
    """Print the JSON Schema of the plan document."""
    sys.stdout.buffer.write(_json.write(plan_schema()))
