"""The sheets that groups rate on: a tab a group, a row a theme, and nothing of anybody.

The frame is locked without a password, so that nobody changes it by accident; what is to be filled
in is coloured. The reader of ratings in Excel takes the workbook back.
"""

from __future__ import annotations

from typing import Any

from ledertrivsel.exporters._outline import Speaker, plain
from ledertrivsel.exporters._priority_card import scale_line
from ledertrivsel.exporters._tables import questions
from ledertrivsel.exporters._workbook_sheet import Book, Cell, Look, Sheet
from ledertrivsel.scales import Scale
from ledertrivsel.themes import Theme
from ledertrivsel.view import View

MOST_TABS = 60
"""The groups that get a tab of their own; a workbook of more is nothing to hand out."""

OWN_ROWS = 3
"""Rows for themes of the group's own."""

_LONGEST_LIST = 30
"""The points that fit in a list to choose from."""

_ONE_PAGE = 16
"""The themes that can be read when all stands on one page."""

_WIDTHS = (7, 46, 54, 13, 13, 10, 44)
_NUMBER, _THEME, _QUESTION, _IMPORTANCE, _SUCCESS, _PICK, _REASON = range(7)


class RatingsBook:
    """Fills a book with empty sheets to rate on."""

    def __init__(self, book: Book, say: Speaker, view: View) -> None:
        self._book, self._say, self._view = book, say, view
        self._scale = _scale_of(view)
        self._themes = _themes_of(view)

    def fill(self) -> None:
        """Write a tab for each group, or one where no groups are known."""
        count = _groups_in(self._view)
        for number in range(1, count + 1):
            name = self._say("workbook.tab", number=number) if count > 1 else ""
            self._tab(name or self._say("workbook.tab-alone"))

    def _tab(self, name: str) -> None:
        say, view = self._say, self._view
        title = f"{say('workbook.ratings-title')} · {view.title}"
        sheet = self._book.sheet(name, title, _WIDTHS)
        bounds = view.instrument.bounds
        scale = plain(scale_line(say, self._scale), say.labels)
        for key, params in (
            ("how", {}),
            ("how-points", {"scale": scale}),
            ("how-picks", {"low": bounds.lowest, "high": bounds.highest}),
            ("how-own", {}),
            ("how-locked", {}),
        ):
            sheet.line(say(f"workbook.{key}", **params))
        sheet.gap()
        self._entry(sheet, say("workbook.group-name"), Look.ENTRY_TEXT)
        self._entry(sheet, say("workbook.group-size"), Look.ENTRY)
        sheet.gap()
        head = self._head(sheet)
        for theme in self._themes:
            self._theme(sheet, theme)
        for _ in range(OWN_ROWS):
            self._own(sheet)
        sheet.freeze(head, 2)
        if len(self._themes) <= _ONE_PAGE:
            sheet.page.fit_to_pages(1, 1)
        self._rules(sheet, head + 1, sheet.row - 1)
        sheet.page.protect(
            "", {"format_columns": True, "format_rows": True, "select_locked_cells": True}
        )

    def _entry(self, sheet: Sheet, label: str, look: Look) -> None:
        """Write a label with a cell to fill in beside it."""
        row = sheet.skip(22)
        sheet.put(row, _THEME, Cell(label, Look.LABEL))
        sheet.put(row, _QUESTION, Cell(None, look))

    def _head(self, sheet: Sheet) -> int:
        """Write the head, the axes asked in full once above it, and return its row."""
        say, instrument = self._say, self._view.instrument
        asked = {
            _IMPORTANCE: instrument.importance_question,
            _SUCCESS: instrument.success_question,
        }
        names = ("number", "theme", "theme-question", "importance", "success")
        heads = [say(f"model.{name}") for name in names]
        heads += [say("workbook.pick"), say("model.rationale")]
        row = sheet.skip(48)
        for column, question in asked.items():
            sheet.put(row, column, Cell(question.to(say.language), Look.SMALL))
        row = sheet.skip(20)
        for column, head in enumerate(heads):
            look = Look.HEAD_CENTRE if column in (_IMPORTANCE, _SUCCESS, _PICK) else Look.HEAD
            sheet.put(row, column, Cell(head, look))
        return row

    def _theme(self, sheet: Sheet, theme: Theme) -> None:
        say = self._say
        title, asked = theme.title.to(say.language), questions(say, theme)
        row = sheet.fit(((title, _THEME), (asked, _QUESTION)), least=30)
        sheet.put(row, _NUMBER, Cell(theme.number, Look.COUNT))
        sheet.put(row, _THEME, Cell(title, Look.CELL_STRONG))
        sheet.put(row, _QUESTION, Cell(asked))
        self._open(sheet, row)

    def _own(self, sheet: Sheet) -> None:
        row = sheet.skip(30)
        sheet.put(row, _NUMBER, Cell(None))
        sheet.put(row, _THEME, Cell(None, Look.ENTRY_TEXT))
        sheet.put(row, _QUESTION, Cell(None))
        self._open(sheet, row)

    def _open(self, sheet: Sheet, row: int) -> None:
        for column in (_IMPORTANCE, _SUCCESS, _PICK):
            sheet.put(row, column, Cell(None, Look.ENTRY))
        sheet.put(row, _REASON, Cell(None, Look.ENTRY_TEXT))

    def _rules(self, sheet: Sheet, first: int, last: int) -> None:
        """Let Excel offer the points of the scale, and refuse anything else."""
        say, scale = self._say, self._scale
        unknown = say("model.dont-know").lower()
        points = [str(point) for point in scale.points[: _LONGEST_LIST + 1]]
        told = say("workbook.wrong-point", low=scale.lowest, high=scale.highest)
        rule: dict[str, Any] = {"validate": "list", "source": [*points, unknown]}
        if len(points) > _LONGEST_LIST:
            cell = f"D{first + 1}"
            bounds = f"{cell}>={scale.lowest},{cell}<={scale.highest},{cell}=INT({cell})"
            whole = f"AND(ISNUMBER({cell}),{bounds})"
            rule = {"validate": "custom", "value": f'=OR({whole},{cell}="{unknown}")'}
        rule |= {"error_title": say("workbook.wrong"), "error_message": told}
        sheet.page.data_validation(first, _IMPORTANCE, last, _SUCCESS, rule)
        pick = {
            "validate": "list",
            "source": ["x"],
            "error_title": say("workbook.wrong"),
            "error_message": say("workbook.wrong-pick"),
        }
        sheet.page.data_validation(first, _PICK, last, _PICK, pick)


def _scale_of(view: View) -> Scale:
    """Return the scale that the plan rates on already, or the usual one."""
    if view.priority_card is not None:
        return view.priority_card.scale
    return view.rounds[0].scale if view.rounds else Scale()


def _themes_of(view: View) -> tuple[Theme, ...]:
    """Return the method's themes, and the plan's own that the view names; parked ones are out."""
    parked = {parked.theme.id for parked in view.parking}
    themes = {theme.id: theme for theme in (*view.instrument.themes, *view.themes)}
    kept = (theme for theme in themes.values() if theme.id not in parked)
    return tuple(sorted(kept, key=lambda theme: (theme.number, theme.id)))


def _groups_in(view: View) -> int:
    """Return how many groups the plan has, or handed in the last open round; at least one."""
    groups = len(view.groups)
    for session in () if groups else view.sessions:
        groups = max(groups, len(session.groups))
    for a_round in () if groups else view.rounds:
        groups = sum(ballot.size > 1 for ballot in a_round.ballots)
    return min(max(groups, 1), MOST_TABS)
