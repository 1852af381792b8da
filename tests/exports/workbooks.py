"""What stands in a workbook, read by programs that know nothing of the one that wrote it."""

from __future__ import annotations

import datetime
import io
from typing import Any

from tests.tools import module


def read_workbook(content: bytes) -> Any:
    """Return the workbook, with its formulas as formulas."""
    return module("openpyxl").load_workbook(io.BytesIO(content))


def text_of_workbook(content: bytes) -> str:
    """Return all texts, column by column: a text that goes on in the next row stays one.

    Calamine reads it: written in another language than openpyxl and XlsxWriter, and fast.
    """
    calamine = module("python_calamine", "python-calamine")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: list[str] = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        columns = (
            [value for value in column if value != ""] for column in zip(*rows, strict=True)
        )
        found += [name, *("\n".join(map(shown, column)) for column in columns)]
    return "\n".join(found)


def shown(value: object) -> str:
    """Return a value as a cell shows it: figures with two decimals at most, days by their date."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
