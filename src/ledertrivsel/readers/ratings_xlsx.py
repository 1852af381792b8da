"""Ratings from Excel: the sheets that groups filled in, or one table as in CSV.

A sheet with a row a theme is a group's: its name stands above the table, else it is the tab's. A
table with a column of groups is read as the reader of CSV reads one. Excel makes a date of 1-5 and
lets a formula stand where a number should; all such is told at once, each with its sheet and cell.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import Problem, ReadError
from ledertrivsel.readers._ballots import Ballots, as_round
from ledertrivsel.readers._sheet import Column, Row, axis_of, columns
from ledertrivsel.readers._words import ThemeLookup, fold, lookup, problem, words
from ledertrivsel.readers._workbook import Cell, Kind, Sheet, letters, sheets
from ledertrivsel.rounds import Round, RoundGroup, RoundMode, RoundPurpose
from ledertrivsel.scales import Scale
from ledertrivsel.themes import Theme

if TYPE_CHECKING:
    from ledertrivsel.hookspecs import ReadContext

_HEAD_WITHIN = 60
"""The head of a table stands within so many rows from the top."""

_ORDER = ("voice", "size", "theme", "importance", "success", "field", "picks")
"""The columns that a group's sheet is read as."""


@attrs.frozen(kw_only=True)
class _Given:
    """What is known before the file is read."""

    themes: tuple[Theme, ...]
    mode: RoundMode
    scale: Scale | None
    sizes: Mapping[str, int]


@attrs.define
class _Found:
    """What was read of all sheets so far."""

    problems: list[Problem] = attrs.field(factory=list)
    ballots: dict[str, tuple[Ballot, str]] = attrs.field(factory=dict)
    groups: dict[str, RoundGroup] = attrs.field(factory=dict)
    scale: Scale | None = None


def read_ratings_xlsx(
    content: bytes,
    *,
    themes: Iterable[Theme],
    round_id: str,
    title: str = "",
    held_on: datetime.date | None = None,
    purpose: RoundPurpose = RoundPurpose.BASELINE,
    mode: RoundMode = RoundMode.OPEN,
    scale: Scale | None = None,
    floor: int | None = None,
    sizes: Mapping[str, int] | None = None,
    source: str = "ratings.xlsx",
) -> Round:
    """Return the round that a workbook holds; a sheet where nothing is filled in is nobody's.

    Args:
        themes: the plan's themes; own ones are added before the ratings are read.
        scale: 1–5 when not given; a file of fields has the two-point scale of the card.
        sizes: people behind a voice, for voices whose size the file does not give.

    Raises:
        ReadError: with every problem of the file, each with its sheet and cell.
    """
    given = _Given(themes=tuple(themes), mode=mode, scale=scale, sizes=sizes or {})
    found = _Found()
    for sheet in sheets(content, source):
        before = len(found.problems)
        if sheet.rows:
            _read(sheet, given, found)
        found.problems[before:] = sorted(found.problems[before:], key=_row_of)
    if not found.ballots and not found.problems:
        found.problems.append(problem("file", "required", hint="read-sheet"))
    if found.problems:
        raise ReadError(source, tuple(dict.fromkeys(found.problems)))
    return as_round(
        source,
        (ballot for ballot, _ in found.ballots.values()),
        id=round_id,
        title=title,
        held_on=held_on,
        purpose=purpose,
        mode=mode,
        scale=found.scale,
        floor=floor,
        groups=tuple(found.groups.values()),
    )


def _row_of(told: Problem) -> int:
    """Return the row of a problem, which its cell ends with."""
    return int("".join(filter(str.isdigit, str(dict(told.params).get("cell", "")))) or 0)


def _read(sheet: Sheet, given: _Given, found: _Found) -> None:
    """Read one sheet, whichever form it has."""
    if sheet.is_hidden:
        found.problems.append(sheet.problem("sheet", "read-hidden", hint="read-hidden"))
        return
    top = _head_of(sheet)
    kinds = {_kind(cell) for cell in sheet.rows[top].values()}
    if "theme" in kinds and not kinds & {"voice", "person"}:
        _Tab(sheet, top, given, found).read()
    else:
        _plain(sheet, top, given, found)


def _head_of(sheet: Sheet) -> int:
    """Return the row of the head: the first with an axis and a theme or group, else the first."""
    for number in [row for row in sheet.rows if row <= _HEAD_WITHIN]:
        cells = sheet.rows[number].values()
        is_about = {_kind(cell) for cell in cells} & {"theme", "voice", "person"}
        if is_about and any(axis_of(fold(cell.text).rstrip(":?"))[0] for cell in cells):
            return number
    return min(sheet.rows)


def _kind(cell: Cell) -> str:
    """Return what a head says that its column holds, or an empty text."""
    said = words("ratings")
    known = lookup({**said["tab"], **said["columns"], **said["axes"]})
    return known.get(fold(cell.text).rstrip(":?"), "")


class _Telling:
    """Tells what is wrong in the cells of a sheet."""

    def __init__(self, sheet: Sheet, top: int, found: _Found) -> None:
        self.sheet, self.top, self.found = sheet, top, found

    def tell(self, path: str, rule: str, cell: str, row: int, column: int, **more: str) -> None:
        """Keep a problem of a cell."""
        told = self.sheet.problem(path, rule, cell, row=row, column=column, **more)
        self.found.problems.append(told)

    def checked(self, row: int, column: int, head: str) -> str:
        """Return the text of a cell that must hold what somebody typed."""
        cell = self.sheet.rows[row].get(column)
        if cell is None:
            return ""
        if cell.kind is Kind.FORMULA:
            self.tell(head, "read-formula", cell.text, row, column)
            return ""
        if cell.kind is Kind.DAY:
            self.tell(head, "read-day", cell.text, row, column, hint="read-day")
            return ""
        # Only a text is left here that begins with the sign of a formula.
        return f"'{cell.text}" if cell.text.startswith("=") else cell.text

    def merged(self, wanted: Iterable[int]) -> None:
        """Tell merged cells in the table: whom would they belong to?"""
        kept = set(wanted)
        for left, top, right, bottom in self.sheet.merged:
            if bottom >= self.top and kept & set(range(left, right + 1)):
                self.tell(
                    "cells",
                    "read-merged",
                    f"{letters(left)}{top}:{letters(right)}{bottom}",
                    top,
                    left,
                )

    def taken(
        self, table: Ballots, problems: list[Problem], places: Mapping[str, tuple[int, int]]
    ) -> None:
        """Take over what was read, and say of each problem in which cell it is.

        Args:
            places: row and column by what problems call them; row 0 is the one they name.
        """
        for told in problems:
            row, column = places.get(told.path, (0, 1))
            moved = self.sheet.problem("", "", row=row or told.line or self.top, column=column)
            params = tuple(sorted((*told.params, *moved.params)))
            self.found.problems.append(attrs.evolve(told, line=None, params=params))
        self.found.groups.update(table.groups)
        if table.voices and self.found.scale not in (None, table.scale):
            self.tell("scale", "read-one-scale", "", self.top, 1)
        elif table.voices:
            self.found.scale = table.scale

    def keep(self, name: str, ballot: Ballot, named: tuple[int, int]) -> None:
        """Keep what a voice handed in; no other sheet may have its name."""
        before = self.found.ballots.setdefault(fold(name), (ballot, self.sheet.name))
        if before[0] is not ballot:
            self.tell("voice", "read-other-sheet", name, *named, first=before[1])


def _plain(sheet: Sheet, top: int, given: _Given, found: _Found) -> None:
    """Read a table as the reader of CSV does."""
    telling = _Telling(sheet, top, found)
    width = max(max(row) for number, row in sheet.rows.items() if number >= top)
    if any(number < top for number in sheet.rows):
        first = min(sheet.rows)
        column, cell = next(iter(sheet.rows[first].items()))
        telling.tell("row", "read-above", cell.text, first, column)
    rows = [
        Row(number, tuple(telling.checked(number, n, f"column {n}") for n in range(1, width + 1)))
        for number in sheet.rows
        if number >= top
    ]
    heads = columns(rows[0], rows[1:], given.themes)
    problems = [item for item in heads if isinstance(item, Problem)]
    read = [item for item in heads if isinstance(item, Column)]
    telling.merged(range(1, width + 1))
    table = Ballots(rows[0], read, given.themes, given.scale, given.mode, given.sizes, problems)
    for row in rows[1:]:
        table.take(row)
    places = {f"column {n}": (0, n) for n in range(1, width + 1)}
    places |= {head: (0, n) for n, head in enumerate(rows[0].cells, 1) if head}
    telling.taken(table, problems, places)
    for voice in table.voices.values():
        telling.keep(voice.name, voice.ballot(), (voice.line, 1))


class _Tab(_Telling):
    """Reads a group's sheet: a row a theme, the group's name above them or on the tab."""

    def __init__(self, sheet: Sheet, top: int, given: _Given, found: _Found) -> None:
        super().__init__(sheet, top, found)
        self._given = given
        self._find = ThemeLookup(given.themes)
        self._columns: dict[str, int] = {}
        self._heads: dict[str, str] = {}
        marks = words("ratings")["values"]
        self._marks = {fold(mark) for mark in marks["mark"]}
        self._empty = {fold(mark) for mark in marks["empty"]}

    def read(self) -> None:
        """Read the sheet, unless nothing is filled in."""
        self._look_at_head()
        rows = [number for number in self.sheet.rows if number > self.top]
        filled = [number for number in rows if self._is_filled(number)]
        if not filled:
            return
        self.merged(self._columns.values())
        label, name, named = self._above("name", "voice")
        sized, size, counted = self._above("size")
        name = name or self.sheet.name
        heads = {**self._heads, "voice": label or "Gruppe", "size": sized or "Deltagere"}
        kinds = [kind for kind in _ORDER if kind in heads]
        problems: list[Problem] = []
        table = Ballots(
            Row(self.top, tuple(heads[kind] for kind in kinds)),
            [Column(n, heads[kind], kind) for n, kind in enumerate(kinds)],
            self._given.themes,
            self._given.scale,
            self._given.mode,
            self._given.sizes,
            problems,
        )
        reasons: dict[str, str] = {}
        for number in filled:
            cells = {**dict(self._row(number, reasons)), "voice": name, "size": size}
            size = ""  # Once is enough.
            table.take(Row(number, tuple(cells[kind] for kind in kinds)))
        above = {"voice": named, "size": counted}
        where = [above.get(kind) or (0, self._columns[kind]) for kind in kinds]
        places = {heads[kind]: place for kind, place in zip(kinds, where, strict=True)}
        places |= {f"column {n}": place for n, place in enumerate(where, 1)}
        self.taken(table, problems, places)
        for voice in table.voices.values():
            ballot = voice.ballot()
            rated = tuple(row for row in ballot.ratings if row[1:] != (None, None))
            given = tuple(reasons.items())
            self.keep(voice.name, attrs.evolve(ballot, ratings=rated, reasons=given), named)

    def _look_at_head(self) -> None:
        """Find what the columns hold; one that is not read is told."""
        for column, cell in self.sheet.rows[self.top].items():
            kind = _kind(cell)
            if not kind:
                self.tell(f"column {column}", "read-column", cell.text, self.top, column)
            elif kind in self._columns:
                repeated = repr(self._heads[kind])
                where = f"column {column}"
                self.tell(where, "unique", cell.text, self.top, column, repeated=repeated)
            else:
                self._columns[kind], self._heads[kind] = column, cell.text

    def _is_filled(self, number: int) -> bool:
        """Return whether a group wrote anything in a row; what stands beside the table is told."""
        heads = set(self.sheet.rows[self.top])
        for column, cell in self.sheet.rows[number].items():
            if column not in heads:
                self.tell("cell", "read-beside", cell.text, number, column)
        kinds = ("importance", "success", "field", "picks", "reason")
        return any(
            column in self.sheet.rows[number]
            for kind, column in self._columns.items()
            if kind in kinds
        )

    def _above(self, *kinds: str) -> tuple[str, str, tuple[int, int]]:
        """Return a label above the table, what is written beside it, and where."""
        for number, row in self.sheet.rows.items():
            labels = [column for column, cell in row.items() if _kind(cell) in kinds]
            if number >= self.top or not labels:
                continue
            label = row[labels[0]].text
            place = next((column for column in row if column > labels[0]), 0)
            said = self.checked(number, place, label) if place else ""
            return label, said, (number, place or labels[0])
        return "", "", (self.top, 1)

    def _row(self, number: int, reasons: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what stands in the row of a theme, by the kind of its column."""
        said = {
            kind: self.checked(number, column, self._heads[kind])
            for kind, column in self._columns.items()
            if kind != "reason"
        }
        theme = self._find.find(said["theme"]) or self._find.find(said.get("number", ""))
        yield from {**said, "theme": theme or said["theme"]}.items()
        if "picks" in said:
            yield "picks", self._pick(said["picks"], theme, number)
        reason = self._reason(number)
        if reason and theme:
            reasons[theme] = reason

    def _pick(self, mark: str, theme: str, number: int) -> str:
        if fold(mark) in self._empty:
            return ""
        if fold(mark) in self._marks:
            return theme
        self.tell(self._heads["picks"], "read-mark", mark, number, self._columns["picks"])
        return ""

    def _reason(self, number: int) -> str:
        """Return why a theme was rated so; an anonymous voice says nothing of itself."""
        column = self._columns.get("reason", 0)
        cell = self.sheet.rows[number].get(column)
        text = v.clean(cell.text).strip() if cell is not None else ""
        if cell is None or fold(text) in self._empty:
            return ""
        head = self._heads["reason"]
        if cell.kind is Kind.FORMULA:
            self.tell(head, "read-formula", cell.text, number, column)
            return ""
        if self._given.mode is RoundMode.ANONYMOUS:
            self.tell(head, "reasons-anonymous", "…", number, column)
            return ""
        if len(text) > v.TEXT_LIMIT:
            told = self.sheet.problem(
                head,
                "too-long",
                text,
                row=number,
                column=column,
                hint="shorten",
                limit=v.TEXT_LIMIT,
                length=len(text),
            )
            self.found.problems.append(told)
            return ""
        return text


class RatingsXlsx:
    """The built-in reader of workbooks, for the registry."""

    def read(self, content: bytes, context: ReadContext) -> Round:
        """Return the round in *content*, with the themes of the context's plan or method."""
        plan = context.plan
        owner = plan or context.method
        scale = context.scale
        if scale is None and plan is not None and plan.rounds:
            scale = plan.scale  # As the sheets that the plan hands out have it.
        return read_ratings_xlsx(
            content,
            themes=owner.themes if owner is not None else (),
            round_id=context.round_id or "ratings",
            title=context.title,
            held_on=context.held_on,
            purpose=context.purpose,
            mode=context.mode,
            scale=scale,
            floor=context.floor,
            sizes=context.sizes,
            source=context.source or "ratings.xlsx",
        )
