"""The workbook, against a short script over XlsxWriter that writes the same content.

Both make the outline that every format is written from, which words the plan. All else the script
is given ready: each cell's text, figure or day, what is merged, which cells are a table, how wide
columns and how high rows are, and the picture of the card as it is in our file, which is drawn
once for ours too.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from functools import partial
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.pairing import Result, compare
from benchmarks.plans import full_plan
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters.xlsx import XlsxExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import builtin_method
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on

_DAY = datetime.date(2026, 11, 23)


def run() -> Iterator[Result]:
    """Compare a plan with all in it, and the example case, as the working group sees them."""
    for name, plan in (("full plan", full_plan()), ("example case", plan_on(_DAY))):
        view = make_view(plan, Audience.WORKING_GROUP, today=_DAY)
        context = Context(
            labels=load_labels("da"), language="da", method=builtin_method(), today=_DAY
        )
        ours = partial(XlsxExporter().export, view, context)
        book = openpyxl.load_workbook(io.BytesIO(ours().content))
        ready = [_ready(sheet) for sheet in book.worksheets]
        peer = partial(_peer, view, context, ready)
        yield compare(f"xlsx of the {name} / XlsxWriter by hand", ours, peer, goal=1.5)


def _peer(view: View, context: Context, ready: list[dict[str, Any]]) -> bytes:
    page(view, context)
    return _by_hand(ready)


def _ready(sheet: Worksheet) -> dict[str, Any]:
    """Return what stands on a sheet, as somebody types it into a script."""
    return {
        "name": sheet.title,
        "cells": [(c.row - 1, c.column - 1, c.value) for row in sheet for c in row if c.value],
        "merged": [
            (m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1)
            for m in sheet.merged_cells.ranges
        ],
        "tables": [
            (table.ref, [{"header": column.name} for column in table.tableColumns])
            for table in sheet.tables.values()
        ],
        "widths": [(d.min - 1, d.max - 1, d.width) for d in sheet.column_dimensions.values()],
        "heights": [(n - 1, d.height) for n, d in sheet.row_dimensions.items() if d.height],
        "pictures": [picture._data() for picture in sheet._images],
    }


def _by_hand(sheets: list[dict[str, Any]]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
    for sheet in sheets:
        target = book.add_worksheet(sheet["name"])
        target.set_landscape()
        target.set_paper(9)
        target.fit_to_pages(1, 0)
        for first, last, width in sheet["widths"]:
            target.set_column(first, last, width)
        for row, height in sheet["heights"]:
            target.set_row(row, height)
        for range_ in sheet["merged"]:
            target.merge_range(*range_, "", wrap)
        for ref, columns in sheet["tables"]:
            target.add_table(ref, {"columns": columns})
        for row, column, value in sheet["cells"]:
            if isinstance(value, datetime.datetime):
                target.write_datetime(row, column, value, day)
            elif isinstance(value, str):
                target.write_string(row, column, value, wrap)
            else:
                target.write_number(row, column, value, wrap)
        for picture in sheet["pictures"]:
            target.insert_image(1, 0, "card.png", {"image_data": io.BytesIO(picture)})
    book.close()
    return made.getvalue()
