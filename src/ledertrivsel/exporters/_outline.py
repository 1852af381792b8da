"""What a plan reads like, without a format: pages of sections, facts, tables and texts.

All formats that people read are written from this one outline, so that none of them decides anew
what a part is called, in which order it stands or what a figure looks like.
"""

from __future__ import annotations

import datetime
import string
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction

import attrs

from ledertrivsel.drawing import Drawing
from ledertrivsel.labels import Labels, Param
from ledertrivsel.prose import Prose
from ledertrivsel.themes import Text, Theme
from ledertrivsel.view import PriorityCardView


@attrs.frozen
class Words:
    """Words in a *language* that may be another than the page's."""

    text: str
    language: str


Piece = str | Words | datetime.date


class Tone(Enum):
    """How a line is meant."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    WARNING = "warning"


@attrs.frozen
class Line:
    """One line of text: plain words, words in another language and dates, one after another."""

    pieces: tuple[Piece, ...] = ()
    tone: Tone = Tone.PLAIN

    def __bool__(self) -> bool:
        return any(self.pieces)


Cell = tuple[Line | Prose, ...]
"""What stands in a cell or beside a label: lines and texts, one below another, or nothing."""


@attrs.frozen
class Facts:
    """Pairs of a label and what is said of it."""

    rows: tuple[tuple[str, Cell], ...]


@attrs.frozen(kw_only=True)
class Grid:
    """A table. The first cell of each row is its heading.

    Args:
        numeric: the columns, from 0, that hold figures.
    """

    caption: Line
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()


@attrs.frozen
class Items:
    """A list whose order means nothing."""

    items: tuple[Cell, ...]


@attrs.frozen(kw_only=True)
class Tile:
    """One tile of the front page. *target* is the id of the section it leads to, or empty."""

    number: int
    title: Line
    lines: Cell
    state: str
    target: str


@attrs.frozen
class Tiles:
    """The front page's grid of tiles."""

    tiles: tuple[Tile, ...]


@attrs.frozen(kw_only=True)
class Legend:
    """A part of the legend. *is_filled* says how its dots look, None that there are none."""

    title: str
    themes: tuple[tuple[int, Piece], ...]
    is_filled: bool | None = None
    note: Line | None = None


@attrs.frozen(kw_only=True)
class Picture:
    """The priority card as a picture, with all that is written on it.

    Args:
        description: what the picture shows, in words, for those who can't see it.
        fields: the names of fields 1–4.
        low, high: the ends of both axes, without signs; the signs stand apart.
    """

    card: PriorityCardView
    drawing: Drawing
    title: str
    description: str
    importance: Piece
    success: Piece
    low: Piece
    high: Piece
    low_sign: str
    high_sign: str
    fields: tuple[str, str, str, str]
    legend: tuple[Legend, ...]


@attrs.frozen(kw_only=True)
class Section:
    """A heading and what stands under it.

    Args:
        id: unique on the page, of ASCII letters, digits and hyphens.
        kind: what the section is, for its look: "action-card" is a page of its own in print.
    """

    id: str
    title: Line
    blocks: tuple[Block, ...]
    kind: str = ""


Block = Line | Prose | Facts | Grid | Items | Tiles | Picture | Section


@attrs.frozen(kw_only=True)
class Page:
    """The whole plan as one audience reads it.

    Args:
        lead: what stands under the title: the organisation, the state, the day.
        front: what stands before the table of contents.
        foot: for whom it is, whose method it is, where the card is divided.
        has_contents: whether it is long enough for a table of contents.
    """

    language: str
    title: str
    lead: tuple[Line, ...]
    front: tuple[Section, ...]
    sections: tuple[Section, ...]
    foot: tuple[Line, ...]
    has_contents: bool = True


@attrs.frozen
class Speaker:
    """Says values in one language as pieces and lines."""

    labels: Labels
    language: str

    def __call__(self, key: str, **params: Param) -> str:
        """Return a label as text, filled in."""
        return self.labels.fill(key, params) if params else self.labels[key]

    def line(self, key: str, tone: Tone = Tone.PLAIN, **params: Param) -> Line:
        """Return a label as a line, in which dates and texts stay what they are."""
        if params.get("count") == 1 and f"{key}-one" in self.labels:
            key = f"{key}-one"
        return Line(tuple(self._filled(self.labels[key], params)), tone)

    def _filled(self, wording: str, params: Mapping[str, Param]) -> Iterable[Piece]:
        for literal, name, _, _ in string.Formatter().parse(wording):
            if literal:
                yield literal
            if name is not None:
                yield from self.pieces(params[name])

    def pieces(self, value: Param) -> tuple[Piece, ...]:
        """Return a value as pieces; a tuple becomes a list in words."""
        if isinstance(value, (datetime.date, str)):
            return (value,)
        if isinstance(value, Theme):
            return (f"{value.number}. ", self.text(value.title))
        if isinstance(value, Text):
            return (self.text(value),)
        if isinstance(value, tuple):
            found: list[Piece] = []
            for index, item in enumerate(value):
                if index:
                    last = index == len(value) - 1
                    found.append(f" {self.labels['numbers.and']} " if last else ", ")
                found.extend(self.pieces(item))
            return tuple(found)
        return (self.labels.say(value),)

    def text(self, text: Text) -> Words:
        """Return a text with the language it is really in."""
        return Words(text.to(self.language), text.language(self.language))

    def say(self, *values: Param, tone: Tone = Tone.PLAIN) -> Line:
        """Return values one after another as a line."""
        return Line(tuple(piece for value in values for piece in self.pieces(value)), tone)

    def mean(self, value: Fraction | None) -> str:
        """Return a mean, or what is worked out from means: always with two decimals."""
        return self("model.none") if value is None else self.labels.decimal(value)

    def name(self, member: Enum) -> str:
        """Return what an enum member is called."""
        return self.labels.name(member)


def facts(*rows: tuple[str, Cell]) -> Facts | None:
    """Return the pairs that say anything, or None when none does."""
    kept = tuple((label, said) for label, said in rows if any(said))
    return Facts(kept) if kept else None


def cell(*contents: Line | Prose | str | datetime.date | None) -> Cell:
    """Return what says anything of *contents* as a cell."""
    kept: list[Line | Prose] = []
    for content in contents:
        if isinstance(content, (str, datetime.date)):
            content = Line((content,))
        if content:
            kept.append(content)
    return tuple(kept)


def filled(say: Speaker, grid: Grid) -> Grid:
    """Return a table without the columns in which nothing stands, and a dash in empty cells."""
    kept = [index for index in range(len(grid.columns)) if any(row[index] for row in grid.rows)]
    dash = cell(say("model.none"))
    return attrs.evolve(
        grid,
        columns=tuple(grid.columns[index] for index in kept),
        rows=tuple(tuple(row[index] or dash for index in kept) for row in grid.rows),
        numeric=frozenset(place for place, index in enumerate(kept) if index in grid.numeric),
    )


def joined(say: Speaker, *values: Param) -> Line:
    """Return what there is of *values* as one line with commas: who and when."""
    pieces: list[Piece] = []
    for value in values:
        if value is not None and value != "":
            pieces += [", "] * bool(pieces)
            pieces.extend(say.pieces(value))
    return Line(tuple(pieces))


def numbers(themes: Iterable[Theme]) -> tuple[str, ...]:
    """Return the numbers of themes, lowest first, for a list in words."""
    return tuple(map(str, sorted(theme.number for theme in themes)))


def section(
    id: str, title: Line | str, *blocks: Block | Iterable[Block] | None, kind: str = ""
) -> Section | None:
    """Return a section of the blocks that there are, or None when there is none."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, (Line, Prose, Facts, Grid, Items, Tiles, Picture, Section)):
            if not isinstance(block, (Line, Prose)) or block:
                kept.append(block)
        elif block is not None:
            kept.extend(block)
    if not kept:
        return None
    heading = Line((title,)) if isinstance(title, str) else title
    return Section(id=id, title=heading, blocks=tuple(kept), kind=kind)


def plain(line: Line, labels: Labels) -> str:
    """Return a line as text."""
    return "".join(plain_piece(piece, labels) for piece in line.pieces)


def plain_piece(piece: Piece, labels: Labels) -> str:
    """Return a piece as text: a date in words."""
    if isinstance(piece, Words):
        return piece.text
    return labels.date(piece) if isinstance(piece, datetime.date) else piece
