"""The outline as cells of a table, for CSV and Excel: texts without markup, and rows of them.

A cell that a spreadsheet could take for a formula is written with an apostrophe before it; the
readers of tables take exactly that one off again.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.cards import Due, Offset, TaskState
from ledertrivsel.exporters._cards import due, has_theme_title
from ledertrivsel.exporters._outline import (
    Block,
    Cell,
    Facts,
    Grid,
    Items,
    Line,
    Picture,
    Section,
    Speaker,
    Tiles,
    plain,
)
from ledertrivsel.labels import Labels
from ledertrivsel.prose import Prose
from ledertrivsel.themes import Theme
from ledertrivsel.view import CardView, CheckView, OpenPointView, TaskView, View

_FORMULA = re.compile(r"^(?='*[^\S\t\r\n]*[=+\-@\t\r＝＋－＠])", re.MULTILINE)  # noqa: RUF001
"""Where a line begins that a spreadsheet may compute, whatever apostrophes it has already."""

SEPARATOR = " · "


def guarded(text: str) -> str:
    """Return a text of which no spreadsheet makes a formula, in its first line or a later one."""
    return _FORMULA.sub("'", text)


def text_of(content: Line | Prose, labels: Labels) -> str:
    """Return a line or a text without markup; lists have a dash or a number before each item."""
    return content.plain if isinstance(content, Prose) else plain(content, labels)


def text(said: Cell, labels: Labels) -> str:
    """Return what stands in a cell, each of its lines and texts on a line of its own."""
    return "\n".join(text_of(content, labels) for content in said)


def questions(say: Speaker, theme: Theme) -> str:
    """Return what a theme asks, each question on a line of its own."""
    asked = [theme.question] if theme.question else []
    return "\n".join(question.to(say.language) for question in (*asked, *theme.prompts))


@attrs.frozen
class LongRow:
    """One row of a long table: the headings it stands under, the outermost first, and the text."""

    path: tuple[str, ...]
    text: str


def long_rows(section: Section, labels: Labels, path: tuple[str, ...] = ()) -> Iterator[LongRow]:
    """Yield what stands in a section, row by row; a row of a table in it becomes one text."""
    for block in section.blocks:
        if isinstance(block, Section):
            yield from long_rows(block, labels, (*path, plain(block.title, labels)))
        else:
            yield from _rows(block, labels, path)


def _rows(block: Block, labels: Labels, path: tuple[str, ...]) -> Iterator[LongRow]:
    if isinstance(block, (Line, Prose)):
        yield LongRow(path, text_of(block, labels))
    elif isinstance(block, Facts):
        for label, said in block.rows:
            yield LongRow((*path, label), text(said, labels))
    elif isinstance(block, Items):
        for said in block.items:
            yield LongRow(path, text(said, labels))
    elif isinstance(block, Grid):
        for row in block.rows:
            yield LongRow(path, row_text(block, row, labels))
    elif isinstance(block, Tiles):
        for tile in block.tiles:
            lines = (plain(tile.title, labels), text(tile.lines, labels), tile.state)
            yield LongRow(path, "\n".join(line for line in lines if line))
    elif isinstance(block, Picture):
        yield LongRow(path, block.description)


def row_text(grid: Grid, row: tuple[Cell, ...], labels: Labels) -> str:
    """Return a row of a table as one text: its heading, then each column's name and what it says.

    A dash, which says nothing, is left out.
    """
    said = [text(cell, labels) for cell in row]
    named = [
        f"{column}: {content}"
        for column, content in zip(grid.columns[1:], said[1:], strict=True)
        if content and content != labels["model.none"]
    ]
    between = "\n" if any("\n" in content for content in named) else SEPARATOR
    return "\n".join(line for line in (said[0], between.join(named)) if line)


@attrs.frozen(kw_only=True)
class TaskRow:
    """Something that somebody does by a day: a task, a time of follow-up, an open point.

    Args:
        theme: the theme by number and title, empty for what belongs to none.
        kind: what it is, in words, such as "Opgave".
        when: for an activation, what set it off and on which day.
        due: a day, or in words what it counts from; None where nothing is said.
        outcome: what came of it, or why it was dropped.
    """

    theme: str = ""
    kind: str
    when: str = ""
    what: str
    who: str = ""
    due: datetime.date | str | None = None
    state: str = ""
    begun: datetime.date | None = None
    done: datetime.date | None = None
    outcome: str = ""


def task_rows(say: Speaker, view: View) -> Iterator[TaskRow]:
    """Yield all that somebody is to do: on the cards, before the next meeting and from here on."""
    for card in view.cards:
        yield from _card_rows(say, card)
    for found in view.qualifications:
        yield from _points(say, found.open_points, "open-point", name_of(say, found.theme))
    yield from _points(say, view.preparations, "before-next-meeting")
    yield from _tasks(say, view.next_steps, TaskRow(kind=say("workbook.kind-next-step"), what=""))


def name_of(say: Speaker, theme: Theme) -> str:
    """Return a theme by its number and title."""
    return plain(say.say(theme), say.labels)


def card_name(say: Speaker, card: CardView) -> str:
    """Return what a card is called: as its theme, or by a title of its own."""
    return name_of(say, card.theme) if has_theme_title(card) else card.title


def _card_rows(say: Speaker, card: CardView) -> Iterator[TaskRow]:
    theme = name_of(say, card.theme)
    task = TaskRow(theme=theme, kind=say("model.task"), what="")
    check = TaskRow(theme=theme, kind=say("model.follow-up"), what="")
    yield from _tasks(say, card.tasks, task)
    if card.tasks_note:
        yield attrs.evolve(task, what=card.tasks_note.plain)
    if card.follow_up:
        yield attrs.evolve(check, what=card.follow_up.plain)
    yield from _checks(say, card.checks, check)
    unfinished = card.unfinished
    if unfinished is not None:
        yield TaskRow(
            theme=theme,
            kind=say("model.unfinished"),
            what=unfinished.text.plain,
            who=unfinished.who,
            due=unfinished.due,
            state=say("model.open"),
        )
    for activation in card.activations:
        when = say.line("model.activated-on", date=activation.on)
        if activation.event:
            when = say.line("exports.activated-on-by", date=activation.on, event=activation.event)
        said = plain(when, say.labels)
        if not activation.tasks and not activation.checks:
            yield TaskRow(theme=theme, kind=say("model.activation"), when=said, what="")
        yield from _tasks(say, activation.tasks, attrs.evolve(task, when=said))
        yield from _checks(say, activation.checks, attrs.evolve(check, when=said))


def _tasks(say: Speaker, tasks: Iterable[TaskView], row: TaskRow) -> Iterator[TaskRow]:
    for task in tasks:
        is_standing = task.state is TaskState.TODO and isinstance(task.due, Offset)
        yield attrs.evolve(
            row,
            what=task.what.plain,
            who=task.who,
            due=_due(say, task.due),
            state=say("exports.each-activation") if is_standing else say.name(task.state),
            begun=task.started_on,
            done=task.done_on,
            outcome=task.dropped.plain,
        )


def _checks(say: Speaker, checks: Iterable[CheckView], row: TaskRow) -> Iterator[TaskRow]:
    for check in checks:
        state = None if not check.overdue else TaskState.OVERDUE
        if check.done_on is not None:
            state = TaskState.DONE
        yield attrs.evolve(
            row,
            what=check.what.plain,
            due=_due(say, check.due),
            state=say.name(state) if state is not None else "",
            done=check.done_on,
        )


def _points(
    say: Speaker, points: Iterable[OpenPointView], kind: str, theme: str = ""
) -> Iterator[TaskRow]:
    for point in points:
        is_open = point.settled_on is None and not point.outcome
        yield TaskRow(
            theme=theme,
            kind=say(f"workbook.kind-{kind}"),
            when=say.name(point.kind),
            what=point.text.plain,
            who=point.who,
            due=point.due,
            state=say("model.open") if is_open else say("workbook.settled"),
            done=point.settled_on,
            outcome=point.outcome.plain,
        )


def _due(say: Speaker, when: Due) -> datetime.date | str | None:
    if when is None or isinstance(when, datetime.date):
        return when
    said = plain(due(say, when), say.labels)
    return said[:1].upper() + said[1:]
