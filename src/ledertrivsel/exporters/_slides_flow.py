"""Text and tables below each other, from slide to slide: nothing is clipped and nothing lost.

A paragraph goes on with the next line, a table with the next row under its heading. A heading
stands with what follows it. A table with a row that is too high for a slide is told in long form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from ledertrivsel.exporters import _slides_fit as fit
from ledertrivsel.exporters._slides_text import Paragraph

CELL_ACROSS, CELL_DOWN = 91_440, 45_720
"""The space around the text of a cell, left and right, above and below, in EMU."""

MOST = 6_500
"""More letters than any slide holds, however narrow: what is longer need not be measured."""

_UNDER_TABLE = 14 * fit.POINT


@attrs.frozen
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + self.height


TextCell = tuple[Paragraph, ...]


@attrs.frozen(kw_only=True)
class Table:
    """A table that is measured: how wide its columns are, how high its rows."""

    name: str
    alt: str
    header: tuple[TextCell, ...]
    rows: tuple[tuple[TextCell, ...], ...]
    widths: tuple[int, ...]
    header_height: int
    heights: tuple[int, ...]

    @property
    def height(self) -> int:
        """How high it is."""
        return self.header_height + sum(self.heights)

    def only(self, first: int, after: int) -> Table:
        """Return it with some of its rows."""
        return attrs.evolve(self, rows=self.rows[first:after], heights=self.heights[first:after])


Item = Paragraph | Table


@attrs.frozen
class Placed:
    """What stands together on a slide: paragraphs in a box, or a table."""

    box: Box
    content: tuple[Paragraph, ...] | Table


def measured(
    name: str,
    alt: str,
    header: Sequence[TextCell],
    rows: Sequence[Sequence[TextCell]],
    across: int,
    highest: int,
) -> Table | None:
    """Return a table *across* EMU wide, or None where a word or a row has no room."""
    if any(sum(len(p.text) for p in cell) > MOST for cells in rows for cell in cells):
        return None
    widths = _widths(header, rows, across)
    if widths is None:
        return None
    heights = [_row_height(cells, widths) for cells in (header, *rows)]
    if max(heights[1:], default=0) + heights[0] > highest:
        return None
    return Table(
        name=name,
        alt=alt,
        header=tuple(header),
        rows=tuple(map(tuple, rows)),
        widths=tuple(widths),
        header_height=heights[0],
        heights=tuple(heights[1:]),
    )


def _row_height(cells: Sequence[TextCell], widths: Sequence[int]) -> int:
    inner = (
        fit.total(cell, wide - 2 * CELL_ACROSS) for cell, wide in zip(cells, widths, strict=True)
    )
    return max(inner) + 2 * CELL_DOWN


def _widths(
    header: Sequence[TextCell], rows: Sequence[Sequence[TextCell]], across: int
) -> list[int] | None:
    """Return the widths of columns: each its longest word, and a fair part of what is left."""
    least, wanted = [], []
    for column in zip(header, *rows, strict=True):
        paragraphs = [paragraph for cell in column for paragraph in cell]
        word = max(map(fit.longest_word, paragraphs), default=0) + 2 * CELL_ACROSS
        whole = max(map(fit.whole_line, paragraphs), default=0) + 2 * CELL_ACROSS
        least.append(min(word, across // 3))
        wanted.append(max(min(whole, across * 2 // 3), least[-1]))
    spare = across - sum(least)
    if spare < 0:
        return None
    more = [want - low for want, low in zip(wanted, least, strict=True)]
    if sum(more) <= spare:  # All have what they want: the rest goes to those that hold most.
        rest, shares = spare - sum(more), wanted
        widths = [want + rest * want // sum(shares) for want in wanted]
    else:
        widths = [low + spare * own // sum(more) for low, own in zip(least, more, strict=True)]
    widths[0] += across - sum(widths)
    return widths


def pages(items: Iterable[Item], box: Box) -> list[list[Placed]]:
    """Return what stands on each slide, in a box of each."""
    flow = _Flow(box)
    waiting = list(items)
    for index, item in enumerate(waiting):
        if isinstance(item, Table):
            flow.table(item)
        else:
            flow.paragraph(item, _needed(waiting, index, box.width))
    return flow.done()


def _needed(items: Sequence[Item], index: int, across: int) -> int:
    """Return how much room an item must find: with what it keeps with, at its least."""
    room = 0
    while index < len(items):
        item = items[index]
        index += 1
        if isinstance(item, Table):
            return room + item.header_height + max(item.heights[:1], default=0)
        if not item.keeps:
            lines = len(fit.starts(item, across))
            return room + fit.line_height(item.size) * (lines if lines < 4 else 2)
        room += fit.height(item, across)
    return room


class _Flow:
    """The slide being filled, and those that are full."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._full: list[list[Placed]] = []
        self._page: list[Placed] = []
        self._text: list[Paragraph] = []
        self._used = self._begun = 0

    def paragraph(self, paragraph: Paragraph, needed: int) -> None:
        """Place a paragraph, over as many slides as it takes."""
        across = self._box.width
        if self._used and self._used + needed > self._box.height:
            self._turn()
        begins = fit.starts(paragraph, across)
        high = fit.line_height(paragraph.size)
        while len(begins) * high > self._box.height - self._used:
            lines = (self._box.height - self._used) // high
            lines = min(lines, len(begins) - 2) if len(begins) > 3 else lines
            if lines < 1:
                if not self._used:
                    break  # One line fits every box.
                self._turn()
                continue
            first, paragraph = paragraph.cut(begins[lines])
            self._text.append(first)
            self._used += lines * high
            self._turn()
            begins = tuple(begin - begins[lines] for begin in begins[lines:])
        self._text.append(paragraph)
        self._used += len(begins) * high + paragraph.after * fit.POINT

    def table(self, table: Table) -> None:
        """Place a table, over as many slides as it takes."""
        self._close_text()
        first = 0
        while first < len(table.rows):
            room = self._box.height - self._used - table.header_height
            after = first
            while after < len(table.rows) and table.heights[after] <= room:
                room -= table.heights[after]
                after += 1
            if after == first:
                self._turn()
                continue
            part = table.only(first, after)
            self._page.append(Placed(self._at(self._used, part.height), part))
            self._used += part.height + _UNDER_TABLE
            first = after
            if first < len(table.rows):
                self._turn()
        self._begun = self._used

    def _at(self, top: int, high: int) -> Box:
        return Box(self._box.left, self._box.top + top, self._box.width, high)

    def _close_text(self) -> None:
        if self._text:
            content = tuple(self._text)
            high = min(self._used, self._box.height) - self._begun
            self._page.append(Placed(self._at(self._begun, high), content))
            self._text = []
        self._begun = self._used

    def _turn(self) -> None:
        self._close_text()
        self._full.append(self._page)
        self._page, self._used, self._begun = [], 0, 0

    def done(self) -> list[list[Placed]]:
        """Return all slides."""
        self._close_text()
        if self._page:
            self._full.append(self._page)
        return self._full
