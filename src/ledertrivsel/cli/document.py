"""Files to publish and what documents look like: `export`, `schema`."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from ledertrivsel import _json
from ledertrivsel._api import export as make_export
from ledertrivsel.cli.arguments import OneOf, day_option, plan_argument
from ledertrivsel.cli.place import Place, write_file
from ledertrivsel.cli.refusals import say_error
from ledertrivsel.cli.shared import labels, progress, tell, write_bytes
from ledertrivsel.cli.wording import Command, Refused
from ledertrivsel.documents import schema as plan_schema
from ledertrivsel.errors import ExportError, LedertrivselError
from ledertrivsel.hookspecs import Export, ExporterInfo
from ledertrivsel.labels import Param
from ledertrivsel.offers import Kind
from ledertrivsel.plan import Plan
from ledertrivsel.plugins import default_registry
from ledertrivsel.view import Audience


@click.command(cls=Command)
@plan_argument
@click.argument("format", default="")
@click.option("--to", "to", default="")
@click.option("--output", "-o", default="")
@click.option("--audience", type=OneOf(Audience), default=Audience.ORGANISATION.value)
@day_option("--today", "on")
@click.option("--option", "-O", "options", multiple=True)
def export(
    plan: str,
    format: str,
    to: str,
    output: str,
    audience: str,
    on: datetime.date | None,
    options: tuple[str, ...],
) -> int:
    """Make a file for an audience, by default the whole organisation; or several files."""
    if bool(format) == bool(to):
        raise Refused("format-or-to")
    if to and (options or output == "-"):
        raise Refused("only-one-format")
    if to:
        return _export_several(plan, to, output, Audience(audience), on)
    info = default_registry().exporter_info(format)
    read, place = Place.of(plan).read()
    given = dict(_values(info, options))
    with progress("export"):
        made = _make(read, format, Audience(audience), on, given)
    if output == "-":
        write_bytes(made.content)
    else:
        path = Path(output or f"{_stem(place, Audience(audience))}{info.suffix}")
        _write(place, path, made)
        tell("export.done", path=str(path), audience=Audience(audience))
    _warn(made)
    return 0


def _values(info: ExporterInfo, options: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield each option as the exporter has it; of a file, what it holds."""
    known = {option.name: option for option in info.options}
    for given in options:
        name, equals, value = given.partition("=")
        if not equals:
            raise Refused("option", value=repr(given))
        if name not in known:
            yield name, value  # The front door refuses it and names those that there are.
        elif known[name].type is bytes:
            yield name, Path(value).read_bytes()
        else:
            yield name, known[name].parse(value, f"options[{name!r}]")


def _export_several(
    plan: str, to: str, output: str, audience: Audience, on: datetime.date | None
) -> int:
    """Write a file in each format into a folder; what can't be made is told, the rest is made."""
    registry = default_registry()
    names = registry.offers(Kind.EXPORTER) if to == "all" else dict.fromkeys(to.split(","))
    infos = {name: registry.exporter_info(name) for name in names}  # A misspelt one, at once.
    read, place = Place.of(plan).read()
    folder = Path(output or f"{place.stem}-{labels()['cli.export.folder']}")
    lacking = 0
    with progress("export") as going:
        for number, (name, path) in enumerate(_paths(infos, _stem(place, audience)), 1):
            counts: dict[str, Param] = {"format": name, "number": number, "count": len(infos)}
            going(labels().fill("cli.progress.export-of", counts))
            try:
                made = _make(read, name, audience, on, {})
            except LedertrivselError as error:
                sys.stderr.write(f"{name}: {say_error(error, labels())}\n")
                # A plan without dates has no calendar, and nothing is wrong with that.
                lacking += not isinstance(error, ExportError)
                continue
            _write(place, folder / path, made)
            tell("export.done", path=str(folder / path), audience=audience)
            _warn(made, f"{name}: ")
    return 1 if lacking else 0


def _paths(infos: dict[str, ExporterInfo], stem: str) -> Iterator[tuple[str, str]]:
    """Yield what the file of each format is called: two of one suffix by their format too.

    The plain name is that of the format which its suffix names: ``.html``, ``.pdf``.
    """
    taken: set[str] = set()
    for name, info in infos.items():
        path = f"{stem}{info.suffix}"
        if path in taken or (info.suffix != f".{name}" and info.suffix[1:] in infos):
            path = f"{stem}-{name.replace(':', '-')}{info.suffix}"
        taken.add(path)
        yield name, path


def _make(
    plan: Plan,
    name: str,
    audience: Audience,
    on: datetime.date | None,
    options: dict[str, Any],
) -> Export:
    language = labels().language
    return make_export(plan, name, audience=audience, language=language, options=options, today=on)


def _stem(place: Place, audience: Audience) -> str:
    is_usual = audience is Audience.ORGANISATION
    return place.stem if is_usual else f"{place.stem}-{audience.value}"


def _write(place: Place, path: Path, made: Export) -> None:
    if place.is_file and path.exists() and path.samefile(place.address):
        raise Refused("over-plan", path=str(path))
    write_file(path, made.content)


def _warn(made: Export, before: str = "") -> None:
    for warning in made.warnings:
        sys.stderr.write(f"{before}{warning.render(labels())}\n")


@click.command(cls=Command)
def schema() -> None:
    """Print the JSON Schema of the plan document."""
    write_bytes(_json.write(plan_schema()))
