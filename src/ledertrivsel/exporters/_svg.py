"""The pictures as SVG: the card inside a page, or each picture as a sheet of its own.

Whole units. Every line of text is broken here and stands where it is told to; the templates only
draw. State is carried by fill and weight before colour, and what a picture shows is told in words
in its description and in the title of each dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from ledertrivsel.drawing import HEIGHT, WIDTH
from ledertrivsel.exporters._outline import Line, Picture, Piece
from ledertrivsel.exporters._templates import template
from ledertrivsel.exporters._widths import wrapped

MARGIN = 56
"""What is kept free around a picture that stands alone, in units."""

LINE = 34
"""From one line of text to the next."""

SIZE = 26
"""The size of text."""

_LEGEND_WIDTH = 640
_INDENT = 52
"""How far the text of a legend stands from where its dots begin."""

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML has no room for, or no reader a use."""


@attrs.frozen(kw_only=True)
class Text:
    """One line of text: where it stands, and how it looks.

    Args:
        sign: what stands before it for the eye alone.
    """

    x: int
    y: int
    pieces: tuple[Piece, ...]
    size: int = SIZE
    anchor: str = "start"
    is_bold: bool = False
    colour: str = "ink"
    sign: str = ""


@attrs.frozen(kw_only=True)
class Mark:
    """The number of a theme in a legend; *is_filled* as its dot is, None where it has none."""

    x: int
    y: int
    number: int
    is_filled: bool | None


@attrs.frozen(kw_only=True)
class Sheet:
    """What stands around a picture that is a file of its own.

    Args:
        title: above it, largest.
        lead: under the title: whose plan it is.
        notes: under the picture: how it is to be read.
        foot: at the bottom: for whom it is, and whose method it carries. The first is bold.
        told: the whole picture in words, line by line.
        names: by theme, what each dot is called.
    """

    title: str
    lead: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()
    told: tuple[str, ...] = ()
    names: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Item:
    """One theme of a legend, with what is said of it below its title."""

    number: int
    title: Piece
    lines: tuple[Line, ...] = ()


@attrs.frozen(kw_only=True)
class Layout:
    """A picture with its margins: how much room the words around the card take."""

    picture: Picture
    left: int
    top: int
    width: int
    height: int
    around: tuple[Text, ...]
    upright: tuple[Text, ...]
    number_size: int
    number_drop: int
    bold: int
    texts: tuple[Text, ...] = ()
    marks: tuple[Mark, ...] = ()
    rule: int | None = None
    names: Mapping[str, str] = attrs.field(factory=dict)
    description: str = ""


def lay_out(picture: Picture, *, standalone: bool) -> Layout:
    """Return the card with its margins, and with its legend when it stands alone."""
    if not standalone:
        return _framed(picture, top=8, edge=8)
    return card_layout(picture, Sheet(title=""))


def card_layout(picture: Picture, sheet: Sheet) -> Layout:
    """Return the card with its legend as a sheet."""
    groups = (
        (
            legend.title,
            legend.is_filled,
            tuple(Item(number=number, title=title) for number, title in legend.themes),
            legend.note,
        )
        for legend in picture.legend
    )
    return sheet_layout(picture, sheet, groups)


Group = tuple[str, bool | None, tuple[Item, ...], Line | None]
"""A part of a legend: its title, how its dots look, its themes, and a note."""


def sheet_layout(picture: Picture, sheet: Sheet, legend: Iterable[Group]) -> Layout:
    """Return a card with a legend of *legend* as a sheet."""
    head = head_of(sheet, MARGIN + picture.drawing.width)
    top = head[-1].y + 40 if head else MARGIN
    framed = _framed(picture, top=top, edge=MARGIN)
    marks, rows = _legend(legend, framed.width - MARGIN + 60, top + 24)
    width = framed.width - MARGIN + 60 + _LEGEND_WIDTH
    notes = stacked(sheet.notes, framed.left, framed.height + 40, picture.drawing.width, size=22)
    bottom = max(text.y for text in (*rows, *notes, Text(x=0, y=framed.height - 20, pieces=())))
    rule, foot = bottom_of(sheet, bottom, width)
    return attrs.evolve(
        framed,
        width=width,
        height=(foot[-1].y if foot else bottom) + MARGIN,
        texts=(*head, *rows, *notes, *foot),
        marks=marks,
        rule=rule,
        names=sheet.names,
        description="\n".join(sheet.told) or picture.description,
    )


def _framed(picture: Picture, *, top: int, edge: int) -> Layout:
    """Return the card with what is written along its axes."""
    drawing = picture.drawing
    beside = [wrapped((end,), HEIGHT // 2 - 50, SIZE) for end in (picture.low, picture.high)]
    below = [wrapped((end,), WIDTH // 2 - 50, SIZE) for end in (picture.low, picture.high)]
    low, high = f"{picture.low_sign} ", f"{picture.high_sign} "
    across = wrapped((picture.success,), WIDTH, 28, bold=True)
    along = wrapped((picture.importance,), HEIGHT, 28, bold=True)
    deep, wide = max(map(len, below)), max(map(len, beside))
    left = edge + LINE * (len(along) + wide) + 20
    around = [
        *_stack(below[0], 0, drawing.height + 40, sign=low),
        *_stack(below[1], drawing.width, drawing.height + 40, anchor="end", sign=high),
        *_stack(
            across,
            drawing.width // 2,
            drawing.height + 50 + LINE * deep,
            anchor="middle",
            is_bold=True,
            size=28,
        ),
    ]
    # The second letters stand upright: turned a quarter to the left, up is along.
    rows = 22 + LINE * (wide - 1)
    upright = [
        *_stack(beside[0], -drawing.height, -rows, sign=low),
        *_stack(beside[1], 0, -rows, anchor="end", sign=high),
        *_stack(
            along,
            -drawing.height // 2,
            -rows - 12 - LINE * len(along),
            anchor="middle",
            is_bold=True,
            size=28,
        ),
    ]
    size = min(26, drawing.radius * 26 // 29 + 1)
    return Layout(
        picture=picture,
        left=left,
        top=top,
        width=left + drawing.width + edge,
        height=top + drawing.height + 64 + LINE * (deep + len(across) - 1),
        around=tuple(around),
        upright=tuple(upright),
        number_size=size,
        number_drop=(size * 9 + 12) // 25,
        bold=max(min(5, drawing.radius // 4), 1),
        description=picture.description,
    )


def _stack(
    lines: Iterable[tuple[Piece, ...]],
    x: int,
    y: int,
    *,
    size: int = SIZE,
    anchor: str = "start",
    is_bold: bool = False,
    colour: str = "ink",
    sign: str = "",
) -> Iterator[Text]:
    """Yield lines one below another, the first at *y*."""
    step = size * 17 // 13
    for number, pieces in enumerate(lines):
        yield Text(
            x=x,
            y=y + number * step,
            pieces=pieces,
            size=size,
            anchor=anchor,
            is_bold=is_bold,
            colour=colour,
            sign="" if number else sign,
        )


def head_of(sheet: Sheet, room: int) -> tuple[Text, ...]:
    """Return the title of a sheet and whose plan it is."""
    if not sheet.title:
        return ()
    rows = wrapped((sheet.title,), room, 44, bold=True)
    title = tuple(_stack(rows, MARGIN, MARGIN + 34, size=44, is_bold=True))
    return (*title, *stacked(sheet.lead, MARGIN, title[-1].y + 44, room))


def stacked(
    lines: Iterable[Line],
    x: int,
    y: int,
    room: int,
    *,
    size: int = SIZE,
    colour: str = "quiet",
    first_bold: bool = False,
) -> tuple[Text, ...]:
    """Return lines of an outline one below another, each broken where it must."""
    made: list[Text] = []
    for number, line in enumerate(lines):
        is_bold = first_bold and not number
        rows = wrapped(line.pieces, room, size, bold=is_bold)
        shade = "ink" if is_bold else "warn" if line.tone.value == "warning" else colour
        made += _stack(rows, x, y, size=size, is_bold=is_bold, colour=shade)
        y = made[-1].y + size * 17 // 13 if made else y
    return tuple(made)


def bottom_of(sheet: Sheet, bottom: int, width: int) -> tuple[int | None, tuple[Text, ...]]:
    """Return where the rule above the foot of a sheet is, and the foot."""
    if not sheet.foot:
        return None, ()
    rule = bottom + 44
    room = width - 2 * MARGIN
    return rule, stacked(sheet.foot, MARGIN, rule + 36, room, size=20, first_bold=True)


def _legend(groups: Iterable[Group], x: int, y: int) -> tuple[tuple[Mark, ...], tuple[Text, ...]]:
    """Return the dots and the texts of a legend."""
    marks: list[Mark] = []
    texts: list[Text] = []
    room = _LEGEND_WIDTH - _INDENT - MARGIN
    for title, is_filled, items, note in groups:
        texts += _stack(wrapped((title,), _LEGEND_WIDTH, SIZE), x, y, is_bold=True)
        y = texts[-1].y + LINE + 10
        for item in items:
            marks.append(Mark(x=x + 19, y=y - 9, number=item.number, is_filled=is_filled))
            rows = wrapped((item.title,), room, SIZE, bold=bool(is_filled))
            texts += _stack(rows, x + _INDENT, y, is_bold=bool(is_filled))
            y = texts[-1].y + LINE - 4
            said = stacked(item.lines, x + _INDENT, y, room, size=22)
            texts += said
            y = (said[-1].y + LINE if said else y + 4) + 10
        if note is not None:
            texts += stacked((note,), x, y, _LEGEND_WIDTH - MARGIN, size=22)
            y = texts[-1].y + LINE + 10
        y += 16
    return tuple(marks), tuple(texts)


def card_svg(picture: Picture, language: str, sheet: Sheet | None = None) -> str:
    """Return the card with its legend as an SVG file, and what stands around it in *sheet*."""
    layout = card_layout(picture, sheet or Sheet(title=""))
    return drawn("card.svg", "card", layout, language, "card", True)


def drawn(name: str, macro: str, *given: object) -> str:
    """Return what a macro of a template draws, as a file that is one element of XML."""
    made = str(getattr(template(name).module, macro)(*given))
    return "".join(f"{line}\n" for line in _UNWANTED.sub("", made).split("\n") if line.strip())
