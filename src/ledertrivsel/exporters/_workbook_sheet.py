"""A workbook and its sheets: what stands below what, laid out for the screen and for A4.

A spreadsheet has no layout of its own: widths and heights are worked out here, each sheet prints
on pages of one width with its head repeated, and the foot of every page says for whom it is. All
texts are written as texts, so nothing that people typed is a formula, a link or a number.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs
import xlsxwriter  # type: ignore[import-untyped]

from ledertrivsel.exporters._colours import PALETTE
from ledertrivsel.exporters._workbook_text import lines_of, parted
from ledertrivsel.labels import Labels

FIRST_DAY = datetime.date(1900, 3, 1)
"""The first day that all spreadsheets count alike; earlier ones are written in words."""

LINE = 15
"""The height of a line, in points."""

_DAYS = {"da": "[$-406]d. mmm yyyy;@", "en": "[$-809]d mmm yyyy;@"}
_ROOM = 140
"""How wide a sheet is, in digits: A4 on its side at about its natural size."""

Value = str | int | Fraction | datetime.date | None


class Look(Enum):
    """How a cell looks: the properties of its format."""

    TITLE = ("bold", "size-16", "accent")
    HEADING = ("bold", "size-13", "accent")
    SUBHEADING = ("bold", "wrap")
    TEXT = ("wrap",)
    STRONG = ("wrap", "bold")
    QUIET = ("wrap", "quiet")
    WARNING = ("wrap", "bold", "warn")
    LABEL = ("wrap", "bold", "quiet")
    HEAD = ("wrap", "bold", "band")
    HEAD_RIGHT = ("wrap", "bold", "band", "right")
    CELL = ("wrap", "rule")
    CELL_STRONG = ("wrap", "rule", "bold")
    CELL_WARNING = ("wrap", "rule", "bold", "warn")
    COUNT = ("wrap", "rule", "right", "count")
    FIGURE = ("wrap", "rule", "right", "figure")
    RIGHT = ("wrap", "rule", "right")
    DAY = ("wrap", "rule", "left", "day")
    SMALL = ("wrap", "quiet", "size-9", "centre", "low")
    HEAD_CENTRE = ("wrap", "bold", "band", "centre")
    ENTRY = ("wrap", "frame", "shade", "centre", "open")
    ENTRY_TEXT = ("wrap", "frame", "shade", "open", "text")

    def __init__(self, *properties: str) -> None:
        self.properties = properties
        self.is_bold = "bold" in properties


_PROPERTIES: dict[str, dict[str, Any]] = {
    "bold": {"bold": True},
    "size-16": {"font_size": 16},
    "size-13": {"font_size": 13},
    "size-9": {"font_size": 9},
    "low": {"valign": "bottom"},
    "accent": {"font_color": PALETTE.accent},
    "quiet": {"font_color": PALETTE.quiet},
    "warn": {"font_color": PALETTE.warn},
    "wrap": {"text_wrap": True, "valign": "top"},
    "band": {
        "font_color": PALETTE.paper,
        "bg_color": PALETTE.accent,
        "align": "left",
        "indent": 1,
        "valign": "vcenter",
    },
    "rule": {"bottom": 1, "bottom_color": PALETTE.line, "align": "left", "indent": 1},
    "frame": {"border": 1, "border_color": PALETTE.quiet},
    "shade": {"bg_color": PALETTE.field},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "centre": {"align": "center", "indent": 0},
    "count": {"num_format": "0"},
    "figure": {"num_format": "0.00"},
    "text": {"num_format": "@"},
    "open": {"locked": False},
}


@attrs.frozen
class Cell:
    """What stands in a cell, and how."""

    value: Value
    look: Look = Look.CELL


class Book:
    """A workbook in the making, always the same for the same calls."""

    def __init__(self, labels: Labels, audience: str, day: datetime.date) -> None:
        self.labels = labels
        self.was_parted = False
        self._audience, self._day = audience, day
        self._file = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._formats: dict[Look, Any] = {}
        self._names: set[str] = set()
        self._parted: dict[tuple[str, int], list[tuple[str, int]]] = {}

    def describe(self, title: str, subject: str, company: str) -> None:
        """Set what the file says of itself."""
        self._book.set_properties(
            {
                "title": title,
                "subject": subject,
                "company": company,
                "comments": self._audience,
                "created": datetime.datetime.combine(self._day, datetime.time()),
            }
        )
        self._book.set_custom_property("Language", self.labels["workbook.locale"], "text")

    def sheet(self, name: str, title: str, widths: Sequence[int] = ()) -> Sheet:
        """Return a new sheet; its columns are as wide as given, or by what stands in them."""
        return Sheet(self, self._book.add_worksheet(self._name(name)), title, widths)

    def _name(self, name: str) -> str:
        """Return a name that a sheet may have, and that no other has."""
        kept = "".join(" " if letter in "[]:*?/\\" else letter for letter in name)
        kept = " ".join(kept.split()).strip("'")[:31].strip() or "–"
        made, number = kept, 1
        while made.casefold() in self._names:
            number += 1
            made = f"{kept[: 31 - len(str(number)) - 1]} {number}"
        self._names.add(made.casefold())
        return made

    def format(self, look: Look) -> Any:
        """Return the format of a look, made once."""
        if look not in self._formats:
            made = {"font_color": PALETTE.ink, "valign": "top"}
            for name in look.properties:
                made |= _PROPERTIES.get(name, {})
            if look is Look.DAY:
                made["num_format"] = _DAYS[self.labels.language]
            self._formats[look] = self._book.add_format(made)
        return self._formats[look]

    def parted(self, text: str, width: int) -> list[tuple[str, int]]:
        """Return a text in pieces that fit; many stand in the book more than once."""
        found = self._parted.get((text, width))
        if found is None:
            found = self._parted[text, width] = parted(text, width)
        return found

    def foot(self) -> str:
        """Return the foot of every page: for whom it is, and which page of how many."""
        audience = self._audience.replace("&", "&&")
        page = self.labels.fill("workbook.page", {"page": "&P", "pages": "&N"})
        return f"&L{audience}&R{page}"

    def content(self) -> bytes:
        """Return the file."""
        self._book.close()
        return self._file.getvalue()


class Sheet:
    """One sheet, filled from the top; the rows are written once all widths are known."""

    def __init__(self, book: Book, page: Any, title: str, widths: Sequence[int]) -> None:
        self.page = page
        self._book = book
        self._row = 0
        self._widths = tuple(widths)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.75)
        self.page.fit_to_pages(1, 0)
        self.page.hide_gridlines(2)
        self.page.set_footer(book.foot())
        for column, width in enumerate(self._widths):
            self.page.set_column(column, column, width)
        self.line(title, Look.TITLE)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self._widths)

    @property
    def row(self) -> int:
        """The row that comes next, from 0."""
        return self._row

    def freeze(self, head: int, columns: int = 0) -> None:
        """Keep the rows down to the head in sight, and print the head on every page."""
        self.page.freeze_panes(head + 1, columns)
        self.page.repeat_rows(head)

    def gap(self, points: int = 9) -> None:
        """Leave a little room."""
        self.skip(points)

    def heading(self, text: str, look: Look = Look.HEADING) -> None:
        """Write a heading, with some room above it."""
        self.gap(12 if look is Look.HEADING else 6)
        self.line(text, look)

    def line(self, text: str, look: Look = Look.TEXT, first: int = 0) -> None:
        """Write a text across the sheet, from column *first* on."""
        larger = {Look.TITLE: (16, 24), Look.HEADING: (13, 20)}.get(look)
        width = sum(self._widths[first:])
        if larger is not None:
            width = width * 10 // larger[0]
        pieces = parted(text, width)
        self._book.was_parted |= len(pieces) > 1
        for piece, lines in pieces:
            self._across(piece, look, first)
            self.page.set_row(
                self._row, max(larger[1] if larger else 0, lines * (larger[1] if larger else LINE))
            )
            self._row += 1

    def _across(self, text: str, look: Look, first: int) -> None:
        last = len(self._widths) - 1
        made = self._book.format(look)
        if last > first:
            self.page.merge_range(self._row, first, self._row, last, "", made)
        self.page.write_string(self._row, first, text, made)

    def pair(self, label: str, value: str) -> None:
        """Write a label in the first column, and what is said of it in the others."""
        pieces = parted(value, sum(self._widths[1:]))
        for number, (piece, lines) in enumerate(pieces):
            shown = label if not number else self._continued(label)
            self.page.write_string(self._row, 0, shown, self._book.format(Look.LABEL))
            self._across(piece, Look.TEXT, 1)
            lines = max(lines, lines_of(shown, self._widths[0] * 9 // 10))
            self.page.set_row(self._row, lines * LINE + 2)
            self._row += 1

    def _continued(self, label: str) -> str:
        self._book.was_parted = True
        return self._book.labels.fill("workbook.continued", {"text": label}).strip()

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        *,
        name: str,
        title: str,
        keys: int = 1,
        right: Iterable[int] = (),
        filtered: bool = True,
    ) -> None:
        """Write a table that Excel knows as one: with a head, to sort and to filter.

        Args:
            name: what formulas call it.
            title: what it shows, for those who can't see it.
            keys: how many columns at the left say what a row is about, when it is continued.
            right: the columns of figures.
            filtered: whether the head has buttons.
        """
        top, figures = self._row, set(right)
        names = _apart(head)
        looks = [Look.HEAD_RIGHT if n in figures else Look.HEAD for n in range(len(names))]
        # The buttons take some room in the head.
        room = [width * 9 // 10 - 2 - 2 * filtered for width in self._widths]
        tallest = max(lines_of(text, max(room[n], 3)) for n, text in enumerate(names))
        self.page.set_row(top, tallest * LINE + 4)
        self._row += 1
        for row in rows:
            self._cells(row, keys)
        if self._row == top + 1:
            self._cells([Cell("")] * len(names), keys)
        self.page.add_table(
            top,
            0,
            self._row - 1,
            len(names) - 1,
            {
                "name": name,
                "title": title,
                "style": None,
                "autofilter": filtered,
                "columns": [
                    {"header": text, "header_format": self._book.format(look)}
                    for text, look in zip(names, looks, strict=True)
                ],
            },
        )

    def _cells(self, row: Sequence[Cell], keys: int) -> None:
        """Write a row, and where a text is too long for it, the rows that continue it."""
        pieces = [
            self._book.parted(cell.value, self._room(number, cell.look))
            if isinstance(cell.value, str)
            else ()
            for number, cell in enumerate(row)
        ]
        lines = max([found[0][1] for found in pieces if found], default=1)
        if max(map(len, pieces)) <= 1:
            for number, cell in enumerate(row):
                self._write(self._row, number, cell.value, cell.look)
            self.skip(lines * LINE + 3)
            return
        for part in range(max(map(len, pieces))):
            shown = [
                self._part(cell, found, part, number < keys)
                for number, (cell, found) in enumerate(zip(row, pieces, strict=True))
            ]
            if part:
                # What goes on is marked beside it: in the last key, or where nothing goes on.
                free = [n for n, found in enumerate(pieces) if len(found) <= part]
                mark = keys - 1 if keys - 1 in free else min(free, default=-1)
                if mark >= 0 and isinstance(shown[mark], (str, type(None))):
                    shown[mark] = self._continued(str(shown[mark] or ""))
            lines = 1
            for number, (value, cell) in enumerate(zip(shown, row, strict=True)):
                self._write(self._row, number, value, cell.look)
                if isinstance(value, str):
                    lines = max(lines, lines_of(value, self._room(number, cell.look)))
            self.skip(lines * LINE + 3)

    def _part(
        self, cell: Cell, pieces: Sequence[tuple[str, int]], part: int, is_key: bool
    ) -> Value:
        """Return what stands in a cell of the row that continues another, or of the first."""
        if part < len(pieces):
            return pieces[part][0]
        if part and not (is_key and len(pieces) == 1):
            return None
        return cell.value

    def _room(self, column: int, look: Look) -> int:
        width = self._widths[column] - 2  # An indent, and what Excel keeps free at the edges.
        return max(width * 9 // 10 if look.is_bold else width, 2)

    def _write(self, row: int, column: int, value: Value, look: Look) -> None:
        if isinstance(value, datetime.date) and value < FIRST_DAY:
            value = self._book.labels.date(value)
        made = self._book.format(look)
        if not value and not isinstance(value, (int, Fraction)):
            self.page.write_blank(row, column, None, made)
        elif isinstance(value, str):
            self.page.write_string(row, column, value, made)
        elif isinstance(value, datetime.date):
            moment = datetime.datetime.combine(value, datetime.time())
            self.page.write_datetime(row, column, moment, self._book.format(Look.DAY))
        elif value is not None:
            # Shown, never computed with: the exact figure is in the plan.
            self.page.write_number(row, column, float(value), made)

    def skip(self, points: int) -> int:
        """Return the row that comes next, made so high, for cells that are put in it."""
        self.page.set_row(self._row, points)
        self._row += 1
        return self._row - 1

    def fit(self, texts: Iterable[tuple[str, int]], least: int = LINE) -> int:
        """Return the row that comes next, made high enough for texts in columns."""
        lines = [lines_of(text, self._room(column, Look.CELL_STRONG)) for text, column in texts]
        return self.skip(max(least, max(lines) * LINE + 3))

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Write one cell, wherever it is."""
        self._write(row, column, cell.value, cell.look)

    def picture(self, png: bytes, size: tuple[int, int], description: str) -> None:
        """Put a picture under what stands so far, as wide as the sheet at most."""
        width, height = size
        most = sum(self._widths) * 7
        scale = min(Fraction(most, width), Fraction(620, height), Fraction(1))
        self.page.insert_image(
            self._row,
            0,
            "card.png",
            {
                "image_data": io.BytesIO(png),
                "x_scale": float(scale),
                "y_scale": float(scale),
                "x_offset": 4,
                "y_offset": 4,
                "description": description,
                "object_position": 1,
            },
        )
        self._row += -(-int(height * scale + 8) // 20) + 1


def _apart(head: Sequence[str]) -> list[str]:
    """Return the names of columns, each of which a table may have once."""
    found: dict[str, str] = {}
    for name in head:
        made, number = name or "–", 1
        while made.casefold() in found:
            number += 1
            made = f"{name} {number}"
        found[made.casefold()] = made
    return list(found.values())


def widths_for(tables: Iterable[Sequence[Sequence[str]]], least: int = 3) -> tuple[int, ...]:
    """Return how wide the columns of a sheet should be for the texts in its tables."""
    wanted: list[int] = []
    for rows in tables:
        for row in rows:
            for column, text in enumerate(row):
                if column == len(wanted):
                    wanted.append(9)
                if len(text) + 2 <= wanted[column]:
                    continue
                longest = max(map(len, text.split("\n")), default=0)
                word = max(map(len, text.split()), default=0)
                wanted[column] = max(wanted[column], max(min(longest, 60), min(word, 30)) + 2)
    wanted += [9] * (least - len(wanted))
    total = sum(wanted)
    if total > _ROOM:
        wide = sum(max(width - 12, 0) for width in wanted)
        over = total - _ROOM
        wanted = [
            width - max(width - 12, 0) * over // wide if wide > over else min(width, 12)
            for width in wanted
        ]
    else:
        wanted[-1] += _ROOM - total
    return tuple(wanted)
