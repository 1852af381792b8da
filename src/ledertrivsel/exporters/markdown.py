"""The plan as one Markdown document: the same parts in the same order as on the page.

It reads well as plain text, and as CommonMark with tables it has one heading for each part. What
people typed can add no heading and no markup but their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledertrivsel.exporters import _text
from ledertrivsel.exporters._outline import (
    Block,
    Cell,
    Facts,
    Grid,
    Items,
    Line,
    Page,
    Picture,
    Section,
    Tiles,
    Tone,
    plain,
    plain_piece,
)
from ledertrivsel.exporters._page import page
from ledertrivsel.hookspecs import Context, Export
from ledertrivsel.labels import Labels
from ledertrivsel.prose import Prose
from ledertrivsel.view import View

_MARKS = {Tone.PLAIN: "", Tone.STRONG: "**", Tone.QUIET: "*", Tone.WARNING: "**"}


class MarkdownExporter:
    """Writes the whole view as one document."""

    def export(self, view: View, context: Context) -> Export:
        """Return the document as UTF-8."""
        text = "\n\n".join(_Writer(context.labels).page(page(view, context)))
        return Export(f"{text}\n".encode())


class _Writer:
    """Writes the outline block by block, in the language of its labels."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._bullet = "*"

    def page(self, page: Page) -> Iterator[str]:
        yield f"# {_text.flat(_text.escape_inside(page.title))}"
        for line in page.lead:
            yield self._line(line)
        for section in (*page.front, *page.sections):
            yield from self._section(section, 2)
        yield "---"
        for line in page.foot:
            yield self._line(line)

    def _section(self, section: Section, level: int) -> Iterator[str]:
        yield f"{'#' * min(level, 6)} {self._flat(section.title)}"
        for block in section.blocks:
            if isinstance(block, Section):
                yield from self._section(block, level + 1)
            else:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Line):
            yield self._line(block)
        elif isinstance(block, Prose):
            yield _text.prose(block)
        elif isinstance(block, Facts):
            rows = ((said, f"**{_text.escape_inside(label)}:**") for label, said in block.rows)
            yield self._list(self._item(said, label) for said, label in rows)
        elif isinstance(block, Items):
            yield self._list(self._item(said) for said in block.items)
        elif isinstance(block, Grid):
            yield self._grid(block)
        elif isinstance(block, Tiles):
            yield self._tiles(block)
        elif isinstance(block, Picture):
            yield from self._legend(block)

    def _line(self, line: Line) -> str:
        mark = _MARKS[line.tone]
        text = plain(line, self._labels)
        if mark:
            return f"{mark}{_text.flat(_text.escape_inside(text))}{mark}"
        return _text.broken(_text.escape(text))

    def _flat(self, line: Line) -> str:
        return _text.flat(_text.escape_inside(plain(line, self._labels)))

    def _list(self, items: Iterable[str]) -> str:
        """Return a list; two that follow each other have other marks, else they would be one."""
        self._bullet = "-" if self._bullet == "*" else "*"
        return "\n".join(_text.indented(item, self._bullet) for item in items)

    def _item(self, said: Cell, label: str = "") -> str:
        """Return what stands in an item of a list, on one line where it fits there."""
        parts = [_text.prose(c) if isinstance(c, Prose) else self._line(c) for c in said]
        if all(map(_is_paragraph, said)):
            short = "\\\n".join(parts)
            if not label:
                return short
            begin = self._marked_flat(said[0]) if isinstance(said[0], Line) else parts[0]
            return "\\\n".join([f"{label} {begin}", *parts[1:]])
        return "\n\n".join([label, *parts] if label else parts)

    def _cell(self, said: Cell) -> str:
        return "<br>".join(
            _text.in_cell(c) if isinstance(c, Prose) else self._marked_flat(c) for c in said
        )

    def _marked_flat(self, line: Line) -> str:
        mark = _MARKS[line.tone]
        return f"{mark}{self._flat(line)}{mark}"

    def _grid(self, grid: Grid) -> str:
        head = [_text.flat(_text.escape_inside(column)) for column in grid.columns]
        ruler = ["---:" if n in grid.numeric else "---" for n in range(len(head))]
        body = [[self._cell(said) for said in row] for row in grid.rows]
        return "\n".join(_text.row(cells) for cells in (head, ruler, *body))

    def _tiles(self, tiles: Tiles) -> str:
        names = ("model.number", "model.theme", "exports.responsible-short", "model.state")
        head = [_text.escape_inside(self._labels[name]) for name in names]
        body = [
            [str(t.number), self._flat(t.title), self._cell(t.lines), _text.escape_inside(t.state)]
            for t in tiles.tiles
        ]
        return "\n".join(_text.row(cells) for cells in (head, ["---:", *["---"] * 3], *body))

    def _legend(self, picture: Picture) -> Iterator[str]:
        """Yield the picture in words, and its legend."""
        yield _text.escape(picture.description)
        for legend in picture.legend:
            yield f"**{_text.escape(legend.title)}**"
            yield self._list(
                _text.flat(_text.escape(f"{number}. {plain_piece(title, self._labels)}"))
                for number, title in legend.themes
            )
            if legend.note is not None:
                yield self._line(legend.note)


def _is_paragraph(content: Line | Prose) -> bool:
    """Return whether *content* can stand on the line of its label."""
    return isinstance(content, Line) or _text.is_one_paragraph(content)
