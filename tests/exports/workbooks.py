"""What stands in a workbook, read by programs that know nothing of the one that wrote it."""

from __future__ import annotations

import datetime
import functools
import io
from typing import Any

import pytest

from ledertrivsel.exporters import _workbook_plan
from tests.tools import module

#: The picture of a card, drawn once for all tests: what it is drawn from decides how it looks.
_drawn_once = functools.lru_cache(maxsize=512)(_workbook_plan._drawn.__wrapped__)


class Tabled:
    """For the contract of the exporter that writes workbooks."""

    examples = 10  # Each writes a dozen sheets.

    @pytest.fixture(autouse=True)
    def _picture_drawn_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_workbook_plan, "_drawn", _drawn_once)

    def extract_text(self, content: bytes) -> str:
        return text_of_workbook(content)


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
