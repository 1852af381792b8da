"""Workbooks as workplaces send them: our own sheets filled in, and tables of their own."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable
from typing import Any

import attrs
import openpyxl

from ledertrivsel.exporters.xlsx import XlsxExporter
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.view import Audience, make_view
from tests.exports.everything import context

#: The cells of our own sheet that the first theme is rated in.
NAME, SIZE = "C8", "C9"
FIRST = 13


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def handed_out(plan: Plan, language: str = "da") -> Any:
    """Return the empty sheets of a plan, opened as somebody opens them who fills them in."""
    given = attrs.evolve(context(language), options={"workbook": "ratings"})
    made = XlsxExporter().export(make_view(plan, Audience.WORKING_GROUP), given)
    return openpyxl.load_workbook(io.BytesIO(made.content))


def filled_in(plan: Plan, change: Callable[[Any], None], language: str = "da") -> bytes:
    """Return the sheets of a plan with what *change* writes in them."""
    book = handed_out(plan, language)
    change(book)
    return saved(book)


def table(rows: Iterable[Iterable[object]], name: str = "Ark1") -> bytes:
    """Return a workbook with one sheet of rows."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for row in rows:
        page.append(list(row))
    # Without the clock, the same bytes each time.
    book.properties.created = book.properties.modified = datetime.datetime(2026, 9, 2)
    return saved(book)


def _rated(book: Any) -> None:
    page = book.worksheets[0]
    page[NAME], page[SIZE] = "Ledere, nord", 4
    for row in range(FIRST, FIRST + 12):
        page.cell(row, 4).value, page.cell(row, 5).value = 1 + row % 5, 5 - row % 5
    page.cell(FIRST, 6).value, page.cell(FIRST, 7).value = "x", "Vi vil det"
    book.properties.created = book.properties.modified = datetime.datetime(2026, 9, 2)


_BEGUN = Plan.start(builtin_method(), title="Plan", on=datetime.date(2026, 9, 2))

SAMPLES = (
    table(
        (
            ("voice", "theme", "importance", "success"),
            ("Nord", "new-managers", 5, 2),
            ("Nord", "sparring", 4, 3),
            ("Syd", "sparring", 3, 3),
        )
    ),
    filled_in(_BEGUN, _rated),
)
"""A table of one's own, and our own sheet filled in."""
