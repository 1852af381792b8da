"""One table for a spreadsheet: the themes, the ratings in totals, or the tasks.

As Excel of the language opens it by itself: UTF-8 with its mark and CRLF; in Danish semicolons
and decimal commas, in English commas and decimal points. After an empty line follow the facts
behind the table, and after another one for whom it is. The other formats carry the rest.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import attrs

from ledertrivsel.codes import Label
from ledertrivsel.exporters._agreed import choice_section
from ledertrivsel.exporters._frame import foot
from ledertrivsel.exporters._outline import Grid, Line, Picture, Section, Speaker, plain
from ledertrivsel.exporters._priority_card import card_section
from ledertrivsel.exporters._tables import (
    LongRow,
    card_name,
    guarded,
    long_rows,
    name_of,
    questions,
    task_rows,
)
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.labels import Localized
from ledertrivsel.themes import Theme
from ledertrivsel.view import View

SEPARATORS: Mapping[str, str] = {"da": ";", "en": ","}
"""What stands between cells, as Excel of the language expects it."""

Value = str | int | Fraction | datetime.date | None

_ELSEWHERE = ("applies_when", "goal", "support", "representatives_role")
"""The headings of a card that the table of tasks has no place for."""


@attrs.frozen
class _Table:
    """A table: its head, its rows, and what stands behind it, each a name and what is said."""

    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    behind: tuple[tuple[str, str], ...] = ()
    warnings: tuple[ExportWarning, ...] = ()


class CsvExporter:
    """Writes the table that the option ``table`` names."""

    def export(self, view: View, context: Context) -> Export:
        """Return the table as UTF-8 with a byte order mark."""
        say = Speaker(context.labels, context.language)
        table = _TABLES[context.options.get("table", "themes")](say, view)
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=SEPARATORS[say.language], lineterminator="\r\n")
        writer.writerow(map(guarded, table.head))
        writer.writerows([_cell(say, value) for value in row] for row in table.rows)
        if table.behind:
            writer.writerow([])
            writer.writerows(map(guarded, row) for row in table.behind)
        writer.writerow([])
        # Where the card is divided stands behind the table that has it.
        for line in foot(say, attrs.evolve(view, priority_card=None)):
            writer.writerow([guarded(plain(line, say.labels))])
        return Export(out.getvalue().encode("utf-8-sig"), table.warnings)


def _cell(say: Speaker, value: Value) -> str:
    """Return a value as a spreadsheet reads it back: figures and days without words."""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return say.labels.number(value).replace("−", "-")
    return "" if value is None else str(value)


def _behind(rows: Iterator[LongRow]) -> tuple[tuple[str, str], ...]:
    return tuple((" – ".join(row.path), row.text) for row in rows)


def _themes(say: Speaker, view: View) -> _Table:
    """Return what each theme asks, which were chosen, and why others are parked."""
    chosen = {theme.id for theme in view.choice.themes} if view.choice is not None else set()
    parked = {parked.theme.id: parked for parked in view.parking}

    def row(theme: Theme) -> tuple[Value, ...]:
        away = parked.get(theme.id)
        state = say("model.chosen") if theme.id in chosen else ""
        told: tuple[Value, ...] = (state, None, None, None, None)
        if away is not None:
            reason = say.name(away.reason) if away.reason is not None else None
            told = (say("model.parked"), reason, away.note.plain, away.who, away.revisit_on)
        title, asked = theme.title.to(say.language), questions(say, theme)
        return (theme.number, theme.id, title, asked, say.name(theme.source), *told)

    names = ("theme", "theme-question", "source", "state")
    more = ("parked-why", "note", "parked-who", "revisit-on")
    section = choice_section(say, view)
    return _Table(
        (
            say("model.number"),
            say("workbook.id"),
            *(say(f"model.{name}") for name in (*names, *more)),
        ),
        tuple(map(row, view.themes)),
        _behind(long_rows(section, say.labels, (say("model.choice"),))) if section else (),
    )


def _ratings(say: Speaker, view: View) -> _Table:
    """Return the figures of the priority card, and what stands behind them."""
    names = ("number", "theme", "importance", "success", "gap", "field", "on-line", "n")
    head = tuple(say(f"model.{name}") for name in (*names, "picks-short"))
    card = view.priority_card
    if card is None:
        return _Table(head, ())
    rows: list[tuple[Value, ...]] = [
        (
            p.theme.number,
            p.theme.title.to(say.language),
            p.importance,
            p.success,
            p.gap,
            say.name(p.quadrant) if p.quadrant is not None else say("model.not-asked"),
            say("model.yes") if p.on_line else "",
            p.n,
            say("exports.hidden") if p.picks is None else p.picks,
        )
        for p in card.placements
    ]
    hidden = (None, None, None, say("model.suppressed"), None, None, None)
    rows += [(t.number, t.title.to(say.language), *hidden) for t in card.suppressed]
    found = list(long_rows(_without_table(card_section(say, view)), say.labels))
    if card.floor is not None:
        found.append(LongRow((), say("model.suppressed-legend", floor=card.floor)))
    return _Table(head, tuple(rows), _behind(iter(found)))


def _without_table(section: Section | None) -> Section:
    """Return what stands around the figures: the facts and the notes."""
    blocks = section.blocks if section is not None else ()
    kept = tuple(b for b in blocks if not isinstance(b, (Picture, Grid)))
    return Section(id="behind", title=Line(), blocks=kept)


def _tasks(say: Speaker, view: View) -> _Table:
    """Return the action cards, and all that somebody is to do, by whom and when."""
    cards: list[tuple[Value, ...]] = [
        (
            name_of(say, card.theme),
            say("exports.card"),
            None,
            card_name(say, card),
            card.responsible.plain,
            None,
            say.name(card.state),
            None,
            None,
            None,
        )
        for card in view.cards
    ]
    rows = [
        (r.theme, r.kind, r.when, r.what, r.who, r.due, r.state, r.begun, r.done, r.outcome)
        for r in task_rows(say, view)
    ]
    names = ("theme", "kind", "occasion", "what", "who", "due", "state", "begun", "done")
    head = tuple(say(f"workbook.task-{name}") for name in (*names, "outcome"))
    return _Table(head, (*cards, *rows), warnings=tuple(_left_out(view)))


def _left_out(view: View) -> Iterator[ExportWarning]:
    """Yield a warning that names what the cards say besides tasks and follow-up."""
    titles = {heading.field: heading.title for heading in view.instrument.headings}
    fields: list[Localized] = [
        titles.get(field, Label(f"exports.card-field.{field.replace('_', '-')}"))
        for field in _ELSEWHERE
        if any(getattr(card, field) for card in view.cards)
    ]
    for field in ("materials", "attribution", "state_reason"):
        if any(getattr(card, field) for card in view.cards):
            fields.append(Label(f"model.{field.replace('_', '-')}"))
    if fields:
        yield ExportWarning(code="csv-tasks-only", params=(("fields", tuple(fields)),))


_TABLES: Mapping[str, Callable[[Speaker, View], _Table]] = {
    "themes": _themes,
    "ratings": _ratings,
    "tasks": _tasks,
}
