"""The priority card as SVG: inside a page, or as a file of its own with its legend."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import attrs

from ledertrivsel.drawing import STRIP
from ledertrivsel.exporters._outline import Picture, Piece, Words
from ledertrivsel.exporters._templates import template

_LINE = 34
"""From one line of text to the next, in units."""

_LEGEND_WIDTH = 640
_LEGEND_LETTERS = 44
_AXIS_LETTERS = 60


@attrs.frozen(kw_only=True)
class Row:
    """One line of the legend of a card that stands alone."""

    x: int
    y: int
    text: Piece
    number: int | None = None
    is_filled: bool | None = None
    is_theme: bool = False
    is_bold: bool = False


@attrs.frozen(kw_only=True)
class Layout:
    """A picture with its margins: how much room the words around the card take."""

    picture: Picture
    left: int
    top: int
    width: int
    height: int
    importance: tuple[Piece, ...]
    success: tuple[Piece, ...]
    number_size: int
    number_drop: int
    bold: int
    rows: tuple[Row, ...] = ()


def lay_out(picture: Picture, *, standalone: bool) -> Layout:
    """Return the picture with its margins, and with its legend when it stands alone."""
    importance = tuple(_wrapped(picture.importance, _AXIS_LETTERS))
    success = tuple(_wrapped(picture.success, _AXIS_LETTERS))
    left, top = 70 + _LINE * len(importance) + 16, 8
    drawing = picture.drawing
    width = left + drawing.width + 8
    height = top + drawing.height + 64 + _LINE * len(success)
    rows: tuple[Row, ...] = ()
    if standalone:
        left, top = left + 24, STRIP
        rows = tuple(_legend_rows(picture, left + drawing.width + 60, top + 24))
        width = left + drawing.width + 60 + _LEGEND_WIDTH
        height = max(height + 2 * STRIP - 8, rows[-1].y + STRIP if rows else 0)
    size = min(26, drawing.radius * 26 // 29 + 1)
    return Layout(
        picture=picture,
        left=left,
        top=top,
        width=width,
        height=height,
        importance=importance,
        success=success,
        number_size=size,
        number_drop=(size * 9 + 12) // 25,
        bold=max(min(5, drawing.radius // 4), 1),
        rows=rows,
    )


def _wrapped(piece: Piece, letters: int) -> Iterator[Piece]:
    text = piece.text if isinstance(piece, Words) else str(piece)
    for line in textwrap.wrap(text, letters, break_on_hyphens=False) or [""]:
        yield Words(line, piece.language) if isinstance(piece, Words) else line


def _legend_rows(picture: Picture, x: int, y: int) -> Iterator[Row]:
    for legend in picture.legend:
        yield Row(x=x, y=y, text=legend.title, is_bold=True)
        y += _LINE + 10
        for number, title in legend.themes:
            for index, line in enumerate(_wrapped(title, _LEGEND_LETTERS)):
                yield Row(
                    x=x,
                    y=y,
                    text=line,
                    number=None if index else number,
                    is_filled=legend.is_filled,
                    is_theme=True,
                    is_bold=bool(legend.is_filled),
                )
                y += _LINE
            y += 10
        y += 16


def card_svg(picture: Picture, language: str) -> str:
    """Return the card with its legend as an SVG file of its own."""
    module = template("card.svg").module
    layout = lay_out(picture, standalone=True)
    return str(module.card(layout, language, "card", True)).strip() + "\n"  # type: ignore[attr-defined]
