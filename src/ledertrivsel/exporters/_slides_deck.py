"""A deck being made: slides with a title, a foot and a number each, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import attrs

from ledertrivsel.exporters import _slides_fit as fit
from ledertrivsel.exporters._outline import Line, Speaker, plain
from ledertrivsel.exporters._slides_flow import Box, Item, Placed, Table, pages
from ledertrivsel.exporters._slides_sections import Layout
from ledertrivsel.exporters._slides_shapes import Canvas
from ledertrivsel.exporters._slides_text import Paragraph, Span, Writer

TITLE = Box(685_800, 301_752, 10_820_400, 868_680)
CONTENT = Box(685_800, 1_371_600, 10_820_400, 4_937_760)
_GUTTER = 228_600
READABLE = 9_601_200
"""How wide a text without tables is at most: longer lines are hard to follow."""

SIZES = (24, 20, 18, 16)
"""The letters of texts: the largest with which all stands on one slide, else the smallest."""

SMALLEST = 14
"""What is used only where one slide then holds what otherwise would take two."""

TITLE_SIZE = 28
_TITLE_SIZES = (TITLE_SIZE, 24, 20, 18, 16, 14, 12)


@attrs.frozen
class Slide:
    """A slide that is drawn: its layout in the template, its canvas and its notes."""

    layout: str
    canvas: Canvas
    notes: tuple[Paragraph, ...] = ()


class Deck:
    """The slides made so far."""

    def __init__(self, say: Speaker, foot: Line) -> None:
        self.say = say
        self.slides: list[Slide] = []
        self.writer = Writer(say.labels)
        self._foot = tuple(self.writer.spans(foot))

    def slide(
        self,
        title: Line | str,
        *,
        layout: str = "titleOnly",
        part: int = 1,
        notes: Iterable[Paragraph] = (),
        box: Box = TITLE,
        sizes: Sequence[int] = _TITLE_SIZES,
        kind: str = "title",
    ) -> Canvas:
        """Begin a slide and return its canvas, with its title; the foot is added at the end.

        Args:
            part: which slide it is of those with the same title: from the second it says so.
            box: the room that the layout has for the title.
            sizes: of its letters, the layout's own first.
        """
        spans = tuple(self.writer.spans(title))
        if part > 1:
            spans = (*spans, Span(f" ({self.say('slides.continued', number=part)})"))
        canvas = Canvas(self.say.language)
        bold = tuple(attrs.evolve(span, strong=True) for span in spans)
        size = fitting(bold, sizes, box)
        canvas.title(kind, spans, 0 if size == sizes[0] else size)
        self.slides.append(Slide(layout, canvas, tuple(notes)))
        return canvas

    def flow(
        self,
        title: Line | str,
        items: Callable[[Layout], Iterable[Item]],
        *,
        sizes: Sequence[int] = SIZES,
        part: int = 1,
    ) -> int:
        """Add as many slides as it takes, with the largest letters that need but one.

        Texts that need a little more stand in two columns, or in smaller letters.

        Returns:
            how many slides that took.
        """
        laid = [_laid(items, sizes[-1])]
        if len(laid[0]) == 1:
            laid = [_laid(items, size) for size in sizes]
        elif len(laid[0]) == 2:
            laid = [_in_columns(items, 18), _in_columns(items, 16), _laid(items, SMALLEST), *laid]
        placed = next((found for found in laid if len(found) == 1), laid[-1])
        for number, page in enumerate(placed, part):
            self.place(self.slide(title, part=number), page, title)
        return len(placed)

    def place(self, canvas: Canvas, page: Iterable[Placed], title: Line | str) -> None:
        """Draw what stands on a slide."""
        name = title if isinstance(title, str) else plain(title, self.say.labels)
        for placed in page:
            content = placed.content
            if isinstance(content, Table):
                canvas.table(content, placed.box.left, placed.box.top)
            else:
                canvas.text(name, placed.box, content)

    def finish(self) -> list[Slide]:
        """Return the slides, each with its foot and its number."""
        for number, slide in enumerate(self.slides, 1):
            slide.canvas.foot(self._foot, number)
        return self.slides


def _laid(items: Callable[[Layout], Iterable[Item]], size: int) -> list[list[Placed]]:
    """Return what stands on each slide with letters of that size."""
    found = list(items(Layout(size=size, across=CONTENT.width, highest=CONTENT.height)))
    if any(isinstance(item, Table) for item in found):
        return pages(found, CONTENT)
    return pages(found, attrs.evolve(CONTENT, width=READABLE))


def halves() -> tuple[Box, Box]:
    """Return the room of two columns."""
    wide = CONTENT.width // 2 - _GUTTER
    left = attrs.evolve(CONTENT, width=wide)
    return left, attrs.evolve(left, left=CONTENT.left + CONTENT.width - wide)


def _in_columns(items: Callable[[Layout], Iterable[Item]], size: int) -> list[list[Placed]]:
    """Return what stands on the slide that has all in two columns, or none."""
    left, right = halves()
    found = list(items(Layout(size=size, across=left.width, highest=left.height)))
    columns = pages(found, left)
    if len(columns) > 2 or any(isinstance(item, Table) for item in found):
        return []
    first, *rest = columns
    moved = (attrs.evolve(p.box, left=right.left) for column in rest for p in column)
    second = (p for column in rest for p in column)
    return [[*first, *(attrs.evolve(p, box=box) for p, box in zip(second, moved, strict=True))]]


def fitting(spans: Sequence[Span], sizes: Sequence[int], box: Box) -> int:
    """Return the first of *sizes* in which a text fits a box, else the last."""
    for size in sizes:
        paragraph = Paragraph(spans=tuple(spans), size=size, after=0)
        if fit.height(paragraph, box.width) <= box.height:
            return size
    return sizes[-1]


def fits(paragraphs: Iterable[Paragraph], box: Box) -> bool:
    """Return whether paragraphs fit a box."""
    return fit.total(paragraphs, box.width) <= box.height
