"""Get ready for a workshop: `agenda` with clock times, `sheet` with empty forms."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click
from rich.table import Table

from ledertrivsel.cli.gather import method_of
from ledertrivsel.cli.place import Place, write_file
from ledertrivsel.cli.shared import console, json_option, labels, print_json, tell
from ledertrivsel.cli.wording import Command
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.methods import Instrument, Method, Step
from ledertrivsel.readers.ratings_csv import empty_ratings
from ledertrivsel.themes import Theme
from ledertrivsel.workshop import TimedItem, schedule

_STARTS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M", "%Y-%m-%dT%H:%M")


def _start(given: str) -> datetime.datetime:
    for form in _STARTS:
        try:
            return datetime.datetime.strptime(given, form)
        except ValueError:
            continue
    raise InvalidValueError("--start", "start-time", given)


@click.command(cls=Command)
@click.argument("steps", metavar="[TRIN]...", nargs=-1)
@click.option("--start", default=None, metavar='"2026-09-02 13:00"')
@click.option("--introduction", is_flag=True)
@click.option("--joined", is_flag=True)
@click.option("--checklist", is_flag=True)
@click.option("--method", default="bfa-2025")
@json_option
def agenda(
    steps: tuple[str, ...],
    start: str | None,
    introduction: bool,
    joined: bool,
    checklist: bool,
    method: str,
    as_json: bool,
) -> None:
    """Print the agenda of one step or more, with clock times from a start."""
    known = method_of(method)
    words = labels()
    if checklist:
        for section in known.checklist:
            click.echo(f"\n{section.title.to(words.language)}")
            for text in (*section.items, *section.notes):
                click.echo(f"  ☐ {text.to(words.language)}")
        return
    wanted = [_step(step) for step in steps] or list(Step)
    agendas = [known.agenda(step) for step in wanted]
    begin = _start(start) if start else datetime.datetime(2000, 1, 3, 9, 0)
    items = schedule(agendas, begin, joined=joined, include_optional=introduction)
    if as_json:
        print_json([_item_data(item, words.language) for item in items])
        return
    for step, an_agenda in zip(wanted, agendas, strict=True):
        mine = [item for item in items if item.step is step]
        minutes = sum(item.item.minutes for item in mine)
        title = f"{words.name(step)} · {words.fill('cli.agenda.minutes', {'count': minutes})}"
        click.echo(f"\n{title}\n{an_agenda.purpose.to(words.language)}")
        console().print(_agenda_table(mine, timed=start is not None))


def _step(given: str) -> Step:
    order = list(Step)
    if given in ("1", "2", "3"):
        return order[int(given) - 1]
    for step in Step:
        if given.casefold() in (step.value, labels()[f"cli.step.{step.value}"].casefold()):
            return step
    allowed = ", ".join(f"{number} ({step.value})" for number, step in enumerate(Step, 1))
    raise InvalidValueError("TRIN", "one-of", given, "", {"allowed": allowed})


def _agenda_table(items: list[TimedItem], *, timed: bool) -> Table:
    words = labels()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0))
    for key in ("time", "content", "who"):
        table.add_column(words[f"cli.agenda.{key}"])
    for item in items:
        row = item.item
        if timed:
            when = f"{words.time(item.start)}–{words.time(item.end)}"
        else:
            when = words.fill("cli.agenda.minutes", {"count": row.minutes})
        content = [row.title.to(words.language)]
        for text, minutes in row.points:
            length = (
                f" ({words.fill('cli.agenda.minutes', {'count': minutes})})" if minutes else ""
            )
            content.append(f"• {text.to(words.language)}{length}")
        who = [row.who.to(words.language)] if row.who else []
        who += [text.to(words.language) for text in (*row.materials, *row.considerations)]
        table.add_row(when, "\n".join(content), "\n".join(who))
    return table


def _item_data(item: TimedItem, language: str) -> dict[str, object]:
    return {
        "step": item.step.value,
        "start": item.start.isoformat(),
        "end": item.end.isoformat(),
        "title": item.item.title.to(language),
        "points": [text.to(language) for text, _ in item.item.points],
    }


@click.command(cls=Command)
@click.argument("kind", metavar="ratings|notes", type=click.Choice(["ratings", "notes"]))
@click.option("--plan", default=None, metavar="PLAN")
@click.option("--method", default="bfa-2025")
@click.option("--output", "-o", default="-", metavar="FIL")
def sheet(kind: str, plan: str | None, method: str, output: str) -> None:
    """Write an empty form: the CSV of ratings or the notes, for a plan's own themes too."""
    source: Instrument | Method
    themes: tuple[Theme, ...]
    language = labels().language
    if plan:
        read, _ = Place.of(plan).read()
        themes, source = read.themes, read.instrument
    else:
        source = method_of(method)
        themes = source.themes
    if kind == "ratings":
        content = empty_ratings(themes, language)
    else:
        from ledertrivsel.readers.notes import empty_notes

        content = empty_notes(source, language).encode()
    if output == "-":
        sys.stdout.buffer.write(content)
    else:
        write_file(Path(output), content)
        tell("sheet.done", path=output)
