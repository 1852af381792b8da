"""Get ready for a workshop: `agenda` with clock times, roles and checklist, and empty `sheet`s."""

from __future__ import annotations

import datetime
from pathlib import Path

import click
from rich.table import Table

from ledertrivsel.agendas import TimedItem, schedule, wording
from ledertrivsel.ballots import new_voice
from ledertrivsel.cli.arguments import Moment, OneOf, Whole, json_option
from ledertrivsel.cli.gather import method_of
from ledertrivsel.cli.place import Place, write_file
from ledertrivsel.cli.shared import (
    labels,
    paragraph,
    print_json,
    show,
    tell,
    write_bytes,
    write_line,
)
from ledertrivsel.cli.wording import Command, Refused
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import Method, Step
from ledertrivsel.plan import Plan
from ledertrivsel.readers.notes import empty_notes
from ledertrivsel.readers.ratings_csv import empty_ratings
from ledertrivsel.themes import Text
from ledertrivsel.workshop import Representation

DEFAULT_METHOD = "bfa-2025"

_UNTIMED = datetime.datetime(2000, 1, 3)
"""A day to count minutes from when no start is given; it is not shown."""


class _Guide:
    """A method's words in the workplace's own: MED or SU where it says "MED/SU"."""

    def __init__(self, method: Method, representation: Representation | None) -> None:
        self.method, self._representation = method, representation
        self.labels = labels()

    def say(self, text: Text | None) -> str:
        if text is None:
            return ""
        language = self.labels.language
        return wording(text.to(language), self._representation, language)

    def minutes(self, count: int) -> str:
        return self.labels.fill("cli.agenda.minutes", {"count": count})


@click.command(cls=Command)
@click.argument("steps", nargs=-1)
@click.option("--start", type=Moment(), default=None)
@click.option("--introduction", is_flag=True)
@click.option("--joined", is_flag=True)
@click.option("--roles", is_flag=True)
@click.option("--checklist", is_flag=True)
@click.option("--plan", default=None)
@click.option("--method", default=None)
@json_option
def agenda(
    steps: tuple[str, ...],
    start: datetime.datetime | None,
    introduction: bool,
    joined: bool,
    roles: bool,
    checklist: bool,
    plan: str | None,
    method: str | None,
    as_json: bool,
) -> None:
    """Print the agenda of one step or more, with clock times from a start."""
    guide = _guide(plan, method)
    if roles or checklist:
        if as_json:
            print_json(_beside(guide, roles=roles, checklist=checklist))
            return
        if roles:
            _print_roles(guide)
        if checklist:
            _print_checklist(guide)
        return
    wanted = [_step(step) for step in steps] or list(Step)
    agendas = [guide.method.agenda(step) for step in wanted]
    items = schedule(agendas, start or _UNTIMED, joined=joined, include_optional=introduction)
    if as_json:
        print_json([_item_data(item, guide, timed=start is not None) for item in items])
        return
    for step, an_agenda in zip(wanted, agendas, strict=True):
        mine = [item for item in items if item.step is step]
        title = [guide.labels.name(step), guide.minutes(sum(i.item.minutes for i in mine))]
        if start is not None:
            title.insert(1, guide.labels.weekday(mine[0].start.date()))
        write_line()
        paragraph(" · ".join(title), style="bold")
        paragraph(guide.say(an_agenda.purpose))
        write_line()
        show(_agenda_table(mine, guide, timed=start is not None))


def _guide(plan: str | None, method: str | None) -> _Guide:
    representation = None
    if plan is not None:
        read, _ = Place.of(plan).read()
        representation = read.representation
        method = method or read.instrument.id
    return _Guide(method_of(method or DEFAULT_METHOD), representation)


def _step(given: str) -> Step:
    words = labels()
    for number, step in enumerate(Step, 1):
        names = {str(number), step.value}
        names |= {load_labels(language)[f"cli.step.{step.value}"] for language in LANGUAGES}
        if given.casefold() in names:
            return step
    shown = [f"{n} ({words[f'cli.step.{step.value}']})" for n, step in enumerate(Step, 1)]
    raise Refused(
        "choice-of",
        name=words["cli.metavar.steps"],
        value=repr(given),
        choices=words.list(shown),
    )


def _clock(start: datetime.datetime, end: datetime.datetime, guide: _Guide) -> str:
    return f"{guide.labels.time(start)}–{guide.labels.time(end)}"


def _agenda_table(items: list[TimedItem], guide: _Guide, *, timed: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0))
    for key in ("time", "content", "who"):
        table.add_column(guide.labels[f"cli.agenda.{key}"], overflow="fold")
    for item in items:
        row = item.item
        when = _clock(item.start, item.end, guide) if timed else guide.minutes(row.minutes)
        content = [guide.say(row.title)]
        for text, minutes in row.points:
            length = f" ({guide.minutes(minutes)})" if minutes else ""
            content.append(f"• {guide.say(text)}{length}")
        beside = [guide.say(text) for text in (row.who, *row.materials, *row.considerations)]
        table.add_row(when, "\n".join(content), "\n".join(filter(None, beside)))
    return table


def _item_data(item: TimedItem, guide: _Guide, *, timed: bool) -> dict[str, object]:
    row = item.item
    return {
        "step": item.step.value,
        "id": row.id,
        "minutes": row.minutes,
        "start": item.start.isoformat() if timed else None,
        "end": item.end.isoformat() if timed else None,
        "title": guide.say(row.title),
        "points": [
            {
                "start": block.start.isoformat() if timed else None,
                "end": block.end.isoformat() if timed else None,
                "texts": [guide.say(text) for text in block.points],
            }
            for block in item.blocks
        ],
        "who": guide.say(row.who),
        "materials": [guide.say(text) for text in row.materials],
        "considerations": [guide.say(text) for text in row.considerations],
    }


def _beside(guide: _Guide, *, roles: bool, checklist: bool) -> dict[str, object]:
    data: dict[str, object] = {}
    if roles:
        data["roles"] = [
            {"id": actor.id, "title": guide.say(actor.title), "part": guide.say(actor.part)}
            for actor in guide.method.actors
        ]
    if checklist:
        data["checklist"] = [
            {
                "id": section.id,
                "title": guide.say(section.title),
                "items": [guide.say(text) for text in section.items],
                "notes": [guide.say(text) for text in section.notes],
            }
            for section in guide.method.checklist
        ]
    return data


def _print_roles(guide: _Guide) -> None:
    write_line()
    paragraph(guide.labels["workshop.actors"], style="bold")
    for actor in guide.method.actors:
        write_line()
        paragraph(guide.say(actor.title), style="bold")
        paragraph(f"  {guide.say(actor.part)}", indent=2)


def _print_checklist(guide: _Guide) -> None:
    write_line()
    paragraph(guide.labels["workshop.checklist"], style="bold")
    for section in guide.method.checklist:
        write_line()
        paragraph(guide.say(section.title), style="bold")
        for text in section.items:
            paragraph(f"  ☐ {guide.say(text)}", indent=4)
        for text in section.notes:
            paragraph(f"  {guide.say(text)}", indent=2)


@click.command(cls=Command)
@click.argument("kind", type=OneOf(("ratings", "notes")))
@click.option("--plan", default=None)
@click.option("--method", default=None)
@click.option("--voices", type=Whole(), default=0)
@click.option("--output", "-o", default="-")
def sheet(kind: str, plan: str | None, method: str | None, voices: int, output: str) -> None:
    """Write an empty form: the CSV of ratings or the notes, for a plan's own themes too."""
    source: Plan | Method
    language = labels().language
    if plan:
        source, _ = Place.of(plan).read()
    else:
        source = method_of(method or DEFAULT_METHOD)
    if kind == "ratings":
        content = empty_ratings(source.themes, language)
        cells = content.count(b";")
        for _ in range(voices):  # Random ids: the only way nobody can tell who they are.
            content += f"{new_voice()}{';' * cells}\r\n".encode()
    else:
        content = empty_notes(source, language).encode()
    if output == "-":
        write_bytes(content)
    else:
        write_file(Path(output), content)
        tell("sheet.done", path=output)
