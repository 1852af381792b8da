"""A table of ratings as rows with line numbers, and what stands in its head.

Danish Excel writes semicolons, others commas or tabs; the sign is the one the first line has.
Every row knows the line it starts on. A file that was cut off is refused whole.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

import attrs

from ledertrivsel.errors import Problem, ReadError
from ledertrivsel.readers._words import (
    MIB,
    ThemeLookup,
    decode,
    fold,
    lookup,
    nearest,
    problem,
    words,
)
from ledertrivsel.themes import Theme

LIMIT = 10 * MIB
"""The largest file of ratings that is read, in bytes."""


@attrs.frozen
class Row:
    """One line of the file: its number and its cells."""

    line: int
    cells: tuple[str, ...]


@attrs.frozen
class Column:
    """One column: its place, its head as written, what it holds and for which theme.

    *kind* is voice, person, size, theme, picks, importance, success or field.
    """

    index: int
    head: str
    kind: str
    theme_id: str = ""


def split(content: bytes, source: str) -> tuple[Row, ...]:
    """Return the rows of a file that are not empty, the head first.

    Raises:
        ReadError: when it is no text, has no row, or is cut off in the middle of a quotation.
    """
    text = decode(content, source, LIMIT)
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise ReadError(source, (problem("file", "read-nul", line=line, hint="read-encoding"),))
    first, _, rest = text.partition("\n")
    skipped = 0
    head = next((line for line in text.splitlines() if line.strip()), "")
    sign = next((s for s in (";", "\t") if s in _outside_quotes(head)), ",")
    if first.strip().casefold() in ("sep=;", "sep=,", "sep=\t", "sep="):
        sign = first.strip("\r")[4:5] or "\t"  # Excel's own first line; strip() took a tab.
        text, skipped = rest, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    rows = []
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            if any(cell.strip() for cell in cells):
                rows.append(Row(line + skipped, tuple(_cell(cell) for cell in cells)))
    except csv.Error as error:
        rule = "read-torn" if "end of data" in str(error) else "read-quotes"
        raise ReadError(source, (problem("file", rule, line=start + skipped),)) from None
    if not rows:
        raise ReadError(source, (problem("file", "required", hint="read-sheet"),))
    return tuple(rows)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _cell(cell: str) -> str:
    return cell.replace("\xa0", " ").strip()


_GUARD = re.compile(r"^'(?='*[^\S\t\r\n]*[=+\-@\t\r＝＋－＠])", re.MULTILINE)  # noqa: RUF001


def unguarded(cell: str) -> str:
    """Return a cell without the sign that our own exports put before what looks like a formula.

    Each of its lines may have one; of several apostrophes one is the guard.
    """
    return _GUARD.sub("", cell)


def columns(head: Row, rows: Iterable[Row], themes: Iterable[Theme]) -> list[Column | Problem]:
    """Return what each column of the head is, or the problem with it; empty ones are left out."""
    find = ThemeLookup(themes)
    titles = [title for theme in themes for _, title in theme.title.by_language]
    titles += [theme.id for theme in themes]
    names = lookup(words("ratings")["columns"])
    person = lookup({"person": words("ratings")["columns"]["person"]})
    filled = {index for row in rows for index, cell in enumerate(row.cells) if cell}
    seen: dict[tuple[str, str], Column] = {}
    found: list[Column | Problem] = []
    is_grouped = any(fold(cell) in ("gruppe", "group") for cell in head.cells)
    for index, cell in enumerate(head.cells):
        if not cell and index not in filled:
            continue
        where = f"column {index + 1}"
        key = fold(cell).rstrip(":?")
        kind, theme_id = names.get(key, ""), ""
        if key in person and (is_grouped or not kind):
            kind = "person"
        if not kind:
            axis, theme = axis_of(key)
            if axis:
                kind = axis
                theme_id = find.find(theme) if theme else ""
                if theme and not theme_id:
                    found.append(
                        _unknown(where, "known-theme", cell, nearest(theme, titles, found), head)
                    )
                    continue
        if not kind:
            known = tuple(w for ws in words("ratings")["columns"].values() for w in ws)
            found.append(_unknown(where, "read-column", cell, nearest(key, known, found), head))
            continue
        column = Column(index, cell, kind, theme_id)
        before = seen.setdefault((kind, theme_id), column)
        if before is not column:
            params = (("repeated", repr(before.head)),)
            found.append(problem(where, "unique", cell, line=head.line, params=params))
            continue
        found.append(column)
    return found


def _unknown(where: str, rule: str, cell: str, close: tuple[str, ...], head: Row) -> Problem:
    hint = "near" if close else "read-sheet"
    params = (("near", ", ".join(map(repr, close))),)
    return problem(where, rule, cell or "-", line=head.line, hint=hint, params=params)


def axis_of(key: str) -> tuple[str, str]:
    """Return the axis that stands first or last in *key*, and the theme beside it."""
    wordings = lookup(words("ratings")["axes"])
    for wording in sorted(wordings, key=lambda w: (-len(w), w)):
        for rest, beside in (
            (key.removesuffix(wording), key[: -len(wording)][-1:]),
            (key.removeprefix(wording), key[len(wording) :][:1]),
        ):
            if rest != key and not beside.isalnum():
                return wordings[wording], _theme(rest)
    return "", ""


def _theme(rest: str) -> str:
    rest = rest.strip(" -–—:.,/|()[]")
    for word in ("tema ", "theme "):
        rest = rest.removeprefix(word)
    return rest.strip()
