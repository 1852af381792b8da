"""The outline's sections as text and tables that can be measured and placed on slides."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.exporters._outline import (
    Block,
    Cell,
    Facts,
    Grid,
    Items,
    Line,
    Picture,
    Section,
    Speaker,
    Tiles,
    plain,
)
from ledertrivsel.exporters._slides_flow import Item, TextCell, measured
from ledertrivsel.exporters._slides_text import Paragraph, Span, Writer
from ledertrivsel.prose import Prose

_TABLE_SIZES = {24: (18, 16), 20: (16, 14, 12), 18: (14, 12), 16: (14, 12), 14: (12,)}
"""How large the letters of a table are, largest first, by the size of the text around it."""


@attrs.frozen(kw_only=True)
class Layout:
    """How large the letters are, and the room that there is on a slide, in EMU."""

    size: int
    across: int
    highest: int


class Sections:
    """Turns blocks of the outline into paragraphs and tables."""

    def __init__(self, say: Speaker) -> None:
        self._say = say
        self._writer = Writer(say.labels)

    def items(self, blocks: Iterable[Block], layout: Layout) -> Iterator[Item]:
        """Yield the blocks of a section, with some air before each heading."""
        found = [item for block in blocks for item in self.block(block, layout)]
        for item, following in itertools.zip_longest(found, found[1:]):
            begins = isinstance(following, Paragraph) and following.keeps and not following.mark
            if begins and isinstance(item, Paragraph) and not item.keeps:
                yield attrs.evolve(item, after=max(item.after, layout.size * 2 // 3))
            else:
                yield item

    def block(self, block: Block, layout: Layout) -> Iterator[Item]:
        """Yield one block."""
        size, writer = layout.size, self._writer
        if isinstance(block, Section):
            yield self.heading(block.title, layout)
            yield from self.items(block.blocks, layout)
        elif isinstance(block, Line):
            yield writer.line(block, size)
        elif isinstance(block, Prose):
            yield from writer.prose(block, size)
        elif isinstance(block, Facts):
            for label, said in block.rows:
                yield from self._fact(label, said, size)
        elif isinstance(block, Items):
            yield from writer.items(block.items, size)
        elif isinstance(block, Grid):
            yield from self._grid(block, layout)
        elif isinstance(block, Tiles):
            for tile in block.tiles:
                spans = (Span(f"{tile.number}. ", True), *writer.spans(tile.title, strong=True))
                yield Paragraph(spans=spans, size=size, keeps=True, after=2)
                yield from writer.cell(tile.lines, size)
                yield writer.line(tile.state, size, colour="quiet", after=10)
        else:
            yield from self.legend(block, size)

    def heading(self, title: Line, layout: Layout) -> Paragraph:
        """Return a heading inside a slide, which stands with what follows."""
        return self._writer.line(
            title, layout.size, strong=True, colour="accent", after=2, keeps=True
        )

    def _fact(self, label: str, said: Cell, size: int) -> Iterator[Paragraph]:
        """Yield a label and what is said of it, on its line where that is one paragraph."""
        found = list(self._writer.cell(said, size))
        name = Span(f"{label}: ", True, colour="accent")
        if len(found) == 1 and not found[0].mark:
            yield attrs.evolve(found[0], spans=(name, *found[0].spans))
            return
        yield Paragraph(
            spans=(Span(label, True, colour="accent"),), size=size, after=2, keeps=True
        )
        yield from found

    def _grid(self, grid: Grid, layout: Layout) -> Iterator[Item]:
        """Yield a table, or its rows in long form where it has no room."""
        caption = plain(grid.caption, self._say.labels)
        alt = self._say("slides.table", title=caption, columns=self._columns(grid))
        for size in _TABLE_SIZES[layout.size]:
            header = [
                self._head(column, size, index in grid.numeric)
                for index, column in enumerate(grid.columns)
            ]
            rows = [
                [
                    tuple(self._in_table(cell, size, not index, index in grid.numeric))
                    for index, cell in enumerate(row)
                ]
                for row in grid.rows
            ]
            table = measured(caption, alt, header, rows, layout.across, layout.highest)
            if table is not None:
                yield table
                return
        for row in grid.rows:
            first, *others = row
            for paragraph in self._writer.cell(first, layout.size, strong=True):
                yield attrs.evolve(paragraph, keeps=not paragraph.mark, after=2)
            for column, said in zip(grid.columns[1:], others, strict=True):
                if any(said):
                    yield from self._fact(column, said, layout.size)

    def _columns(self, grid: Grid) -> str:
        return self._say.labels.list(grid.columns)

    def _head(self, column: str, size: int, numeric: bool) -> TextCell:
        spans = (Span(column, True, colour="paper"),)
        return (Paragraph(spans=spans, size=size, after=0, align="r" if numeric else ""),)

    def _in_table(self, cell: Cell, size: int, first: bool, numeric: bool) -> Iterator[Paragraph]:
        for paragraph in self._writer.cell(cell, size, strong=first and len(cell) == 1):
            yield attrs.evolve(paragraph, after=0, align="r" if numeric else "")

    def legend(self, picture: Picture, size: int) -> Iterator[Paragraph]:
        """Yield the legend of the priority card: the themes by their state."""
        writer = self._writer
        for legend in picture.legend:
            yield writer.line(
                legend.title, size, strong=True, colour="accent", after=1, keeps=True
            )
            last = len(legend.themes) - 1
            for index, (number, title) in enumerate(legend.themes):
                chosen = bool(legend.is_filled)
                spans = (Span(f"{number}. ", True), *writer.spans(title, strong=chosen))
                yield Paragraph(spans=spans, size=size, after=6 if index == last else 1)
            if legend.note is not None:
                yield writer.line(legend.note, size)
