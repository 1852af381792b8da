"""A workbook as rows of cells, each with its place: opened with care, since it is a stranger's.

An Excel file is an archive of XML. What it would unpack to is looked at first, a document type is
refused, and rows and columns have limits, so that no file takes the machine with it.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from enum import Enum
from typing import Any

import attrs

from ledertrivsel.errors import Problem, ReadError
from ledertrivsel.readers._words import MIB, problem

LIMIT = 10 * MIB
"""The largest workbook that is read, in bytes."""

UNPACKED = 64 * MIB
"""The most that it may hold once it is unpacked."""

MOST_ROWS, MOST_COLUMNS = 50_000, 500
"""How far down and to the right something may stand."""

_EXCELS_ROWS = 1_048_576
_MOST_CELLS = 5_000_000
"""Cells that may be looked at, empty ones with them."""

_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')


class Kind(Enum):
    """What Excel takes a cell for."""

    TEXT = "text"
    DAY = "day"
    FORMULA = "formula"


@attrs.frozen
class Cell:
    """What stands in a cell, as text."""

    text: str
    kind: Kind = Kind.TEXT


@attrs.frozen(kw_only=True)
class Sheet:
    """One sheet with the cells that hold something, by row and column, from 1.

    Args:
        merged: the corners of merged cells, each (column, row, column, row).
    """

    name: str
    is_hidden: bool
    rows: dict[int, dict[int, Cell]]
    merged: tuple[tuple[int, int, int, int], ...]

    def problem(
        self,
        path: str,
        rule: str,
        found: object = "",
        *,
        row: int = 0,
        column: int = 1,
        hint: str = "",
        **params: str | int,
    ) -> Problem:
        """Return a problem of this sheet, at a cell where *row* is given."""
        where: dict[str, str | int] = {"sheet": self.name}
        if row:
            where["cell"] = f"{letters(column)}{row}"
        return problem(path, rule, found, hint=hint, params={**params, **where}.items())


def letters(column: int) -> str:
    """Return what Excel calls a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def sheets(content: bytes, source: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, in their order.

    Raises:
        ReadError: when it is no workbook, can't be opened, or is larger than any sheet of ratings.
    """
    archive = _archive(content, source)
    import openpyxl  # type: ignore[import-untyped]

    with archive, warnings.catch_warnings():
        # It warns of what it leaves out of a workbook that it writes again; nothing is written.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            return tuple(_sheet(page, archive, source) for page in book.worksheets)
        except ReadError:
            raise
        except Exception:  # A broken file breaks it in a hundred ways.
            raise _refused(source, "read-whole-workbook", "read-xlsx") from None


def _refused(source: str, rule: str, hint: str = "", **params: int) -> ReadError:
    return ReadError(source, (problem("file", rule, hint=hint, params=params.items()),))


def _archive(content: bytes, source: str) -> zipfile.ZipFile:
    """Return the archive, when it may be unpacked."""
    if len(content) > LIMIT:
        raise _refused(source, "read-size", limit=LIMIT)
    if content.startswith(_OLD):
        rule = "read-password" if _PROTECTED in content else "read-workbook"
        raise _refused(source, rule, "read-xlsx")
    if not content.startswith(b"PK"):
        raise _refused(source, "read-workbook", "read-xlsx")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        if sum(member.file_size for member in members) > UNPACKED:
            raise _refused(source, "read-size", limit=UNPACKED)
        if any(member.flag_bits & 1 for member in members):
            raise _refused(source, "read-password", "read-xlsx")
        if not any(member.filename.startswith("xl/") for member in members):
            raise _refused(source, "read-workbook", "read-xlsx")
        for member in members:
            start = archive.read(member)
            if any(mark in start for mark in _DOCTYPES):
                raise _refused(source, "read-whole-workbook", "read-xlsx")
    except ReadError:
        raise
    except Exception:  # The archive's own errors, those of its compression, and of memory.
        raise _refused(source, "read-whole-workbook", "read-xlsx") from None
    return archive


def _sheet(page: Any, archive: zipfile.ZipFile, source: str) -> Sheet:
    page.reset_dimensions()  # What a file says of its own size is not to be trusted.
    rows: dict[int, dict[int, Cell]] = {}
    looked_at = 0
    for number, cells in enumerate(page.iter_rows(), 1):
        looked_at += len(cells)
        row = dict(_filled(cells))
        is_far = bool(row) and (number > MOST_ROWS or max(row) > MOST_COLUMNS)
        if is_far or number > _EXCELS_ROWS or looked_at > _MOST_CELLS:
            raise _refused(source, "read-rows", rows=MOST_ROWS, columns=MOST_COLUMNS)
        if row:
            rows[number] = row
    found = _MERGED.findall(archive.read(page._worksheet_path.lstrip("/")))
    merged = tuple(
        (_column(left.decode()), int(top), _column(right.decode()), int(bottom))
        for left, top, right, bottom in found
    )
    hidden = page.sheet_state != "visible"
    return Sheet(name=page.title, is_hidden=hidden, rows=rows, merged=merged)


def _filled(cells: tuple[Any, ...]) -> Iterator[tuple[int, Cell]]:
    for column, cell in enumerate(cells, 1):
        value = cell.value
        if value is None:
            continue
        if cell.data_type in ("f", "e"):
            yield column, Cell(str(getattr(value, "text", value)), Kind.FORMULA)
        elif isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
            yield column, Cell(str(value), Kind.DAY)
        elif isinstance(value, float) and value.is_integer():
            yield column, Cell(str(int(value)))
        else:
            text = str(value).replace("\xa0", " ").strip()
            if text:
                yield column, Cell(text)
