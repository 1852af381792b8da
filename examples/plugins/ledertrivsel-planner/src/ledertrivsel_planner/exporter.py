"""Writes the plan's tasks as CSV with the columns of Planner's own Excel export.

We found no documented file that Planner itself imports: tasks come in through Microsoft Graph, by
a flow or a script that reads a table a row at a time. The columns are named as in *Export plan to
Excel*, which people know, but for *Percent Complete*; what they hold is what Graph's plannerTask
and Add-PnPPlannerTask of PnP PowerShell take: a bucket by name, days, progress, accounts and a
description. README.md names the pages and has such a script.

A bucket is a theme. Its first row is the action card itself, so that nothing of it is lost; then
come its tasks, its follow-ups, and those of each activation. A role is no account, so it stands
in the description, and *Assigned To* holds e-mail addresses alone. The file is UTF-8 with a byte
order mark and CRLF, as Excel wants it, and an apostrophe stands before what Excel would take for
a formula.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.cards import Due, Offset, TaskState
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.labels import Labels
from ledertrivsel.methods import CARD_FIELDS
from ledertrivsel.prose import Prose
from ledertrivsel.themes import Text
from ledertrivsel.view import CardView, CheckView, OpenPointView, TaskView, View

COLUMNS = (
    "Task Name",
    "Bucket Name",
    "Percent Complete",
    "Assigned To",
    "Start Date",
    "Due Date",
    "Completed Date",
    "Description",
)
NAME_LIMIT = 255
"""Characters of a task's name; a longer one is cut, and stands whole in the description."""

CELL_LIMIT = 32_767
"""Characters that Excel keeps of a cell."""

_PERCENT = {TaskState.DONE: 100, TaskState.DOING: 50}
"""Planner knows not started (0), in progress (50) and completed (100)."""

_ADDRESS = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
_SEPARATORS = {"comma": ",", "semicolon": ";"}


@attrs.frozen(kw_only=True)
class Row:
    """One task of Planner, before it is made text."""

    name: str
    bucket: str
    percent: int = 0
    who: str = ""
    start: datetime.date | None = None
    due: Due = None
    done: datetime.date | None = None
    notes: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The name on one line, as Planner has it."""
        return " ".join(self.name.split())

    @property
    def is_cut(self) -> bool:
        """Whether the name is too long for Planner."""
        return len(self.line) > NAME_LIMIT

    @property
    def short_name(self) -> str:
        """The name as Planner takes it: on one line, and not too long."""
        return f"{self.line[: NAME_LIMIT - 1]}…" if self.is_cut else self.line

    @property
    def account(self) -> str:
        """Who does it, when that is an account and not a role."""
        return self.who if _ADDRESS.fullmatch(self.who) else ""


class PlannerExporter:
    """Writes a row for each action card, task and follow-up."""

    def export(self, view: View, context: Context) -> Export:
        """Return the file, and a warning for what Planner can't hold."""
        writer = _Writer(view, context.labels)
        rows = [row for card in view.cards for row in writer.card(card)]
        file = io.StringIO(newline="")
        table = csv.writer(file, delimiter=_SEPARATORS[context.options["separator"]])
        table.writerow(COLUMNS)
        table.writerows([_guarded(cell) for cell in writer.cells(row)] for row in rows)
        warnings = tuple(writer.warnings(rows))
        return Export(file.getvalue().encode("utf-8-sig"), warnings)


class _Writer:
    """Makes rows of an action card, in the language of the labels."""

    def __init__(self, view: View, labels: Labels) -> None:
        self._labels = labels
        # A method need not have a heading for every field of the card.
        self._headings = {
            field: labels[f"exports.card-field.{field.replace('_', '-')}"] for field in CARD_FIELDS
        }
        for heading in view.instrument.headings:
            self._headings[heading.field] = heading.title.to(labels.language)

    def card(self, card: CardView) -> Iterator[Row]:
        """Yield the row of the card itself, then one for each thing to do."""
        bucket = self._labels.say(card.theme.title)
        title = self._labels.fill("model.action-card-title", {"title": card.title or bucket})
        yield Row(name=title, bucket=bucket, notes=tuple(self._said(card)))
        yield from self._rows(bucket, title, card.tasks, card.checks)
        for made in card.activations:
            event = self._labels.fill("model.activated-on", {"date": made.on})
            event = f"{event}: {made.event}" if made.event else event
            yield Row(name=event, bucket=bucket, start=made.on, notes=(title,))
            yield from self._rows(bucket, f"{title}\n{event}", made.tasks, made.checks)

    def _rows(
        self, bucket: str, of: str, tasks: Iterable[TaskView], checks: Iterable[CheckView]
    ) -> Iterator[Row]:
        for task in tasks:
            yield Row(
                name=task.what.plain,
                bucket=bucket,
                percent=_PERCENT.get(task.state, 0),
                who=task.who,
                start=task.started_on,
                due=task.due,
                done=task.done_on,
                notes=(of, *self._pairs(("task-state.dropped", task.dropped))),
            )
        for check in checks:
            follow_up = self._labels["model.checks"]
            yield Row(
                name=f"{follow_up}: {check.what.plain}" if check.what else follow_up,
                bucket=bucket,
                percent=100 if check.done_on else 0,
                due=check.due,
                done=check.done_on,
                notes=(of,),
            )

    def _said(self, card: CardView) -> Iterator[str]:
        """Yield everything the card says besides its tasks, each under its heading."""
        yield from self._pairs(
            ("state", self._labels.name(card.state)),
            ("state-reason", card.state_reason),
        )
        for field in ("applies_when", "goal", "responsible", "support", "representatives_role"):
            yield from self._pairs((field, getattr(card, field)))
        yield from self._pairs(("tasks", card.tasks_note), ("follow_up", card.follow_up))
        for material in card.materials:
            yield from self._pairs(("materials", material))
        if card.unfinished is not None:
            yield from self._unfinished(card.unfinished)
        yield from self._pairs(("attribution", card.attribution))

    def _unfinished(self, point: OpenPointView) -> Iterator[str]:
        yield from self._pairs(
            ("unfinished", point.text),
            ("who", point.who),
            ("latest", point.due),
            ("outcome", point.outcome),
            ("date", point.settled_on),
        )

    def _pairs(self, *pairs: tuple[str, Prose | str | datetime.date | None]) -> Iterator[str]:
        """Yield each value that there is after its heading: the method's own, or the library's."""
        for key, value in pairs:
            if value:
                heading = self._headings.get(key) or self._labels[f"model.{key}"]
                said = value.plain if isinstance(value, Prose) else self._labels.say(value)
                yield f"{heading}: {said}"

    def cells(self, row: Row) -> tuple[str, ...]:
        """Return the cells of a row, in the order of `COLUMNS`."""
        whole = () if row.short_name == row.name else (row.name,)
        pairs = [("task-who", row.who)]
        if isinstance(row.due, Offset):
            pairs.append(("due", self._labels.say(row.due)))
        return (
            row.short_name,
            row.bucket,
            str(row.percent),
            row.account,
            _day(row.start),
            _day(row.due),
            _day(row.done),
            "\n".join((*whole, *row.notes, *self._pairs(*pairs))),
        )

    def warnings(self, rows: list[Row]) -> Iterator[ExportWarning]:
        """Yield what Planner can't hold as it is, with how many rows it concerns."""
        found = {
            "no-account": [row for row in rows if row.who and not row.account],
            "no-date": [row for row in rows if isinstance(row.due, Offset)],
            "name-cut": [row for row in rows if row.is_cut],
            "cell-cut": [row for row in rows if len(self.cells(row)[-1]) > CELL_LIMIT],
        }
        for code, those in found.items():
            if those:
                said = {
                    language: text.format(count=len(those), first=those[0].short_name[:60])
                    for language, text in _WARNINGS[code].items()
                }
                yield ExportWarning(code=code, text=Text(said))


_WARNINGS = {
    "no-account": {
        "da": "Opgaver med en rolle og ingen konto: {count}. Rollen står i beskrivelsen. "
        "Tildel dem i Planner. Den første: {first}",
        "en": "Tasks with a role and no account: {count}. The role stands in the description. "
        "Assign them in Planner. The first: {first}",
    },
    "no-date": {
        "da": "Frister, der regnes fra en hændelse: {count}. De står i beskrivelsen. "
        "Sæt en dato i Planner, når hændelsen sker. Den første: {first}",
        "en": "Deadlines that count from an event: {count}. They stand in the description. "
        "Set a date in Planner when the event happens. The first: {first}",
    },
    "name-cut": {
        "da": "Navne, der er for lange til Planner: {count}. De er kortet af og står helt i "
        "beskrivelsen. Den første: {first}",
        "en": "Names too long for Planner: {count}. They are cut, and stand whole in the "
        "description. The first: {first}",
    },
    "cell-cut": {
        "da": "Beskrivelser, der er længere, end Excel kan vise: {count}. Gem ikke filen fra "
        "Excel. Den første: {first}",
        "en": "Descriptions longer than Excel can show: {count}. Do not save the file from "
        "Excel. The first: {first}",
    },
}
"""What Planner or Excel can't hold as it is."""


def _day(when: Due) -> str:
    """Return a day as Graph and every Excel read it: 2026-11-02."""
    return when.isoformat() if isinstance(when, datetime.date) else ""


def _guarded(cell: str) -> str:
    """Return *cell* with an apostrophe before what Excel would take for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
