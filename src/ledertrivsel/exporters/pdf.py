"""The plan as an accessible PDF (PDF/UA-1), for print and for those who hear it read aloud.

Tagged, with a language, bookmarks, a table of contents with page numbers, repeated header rows,
and an alternative text for the card: what EN 301 549 wants of a public body's document.
"""

from __future__ import annotations

import unicodedata
from math import isqrt
from typing import Any

from ledertrivsel.exporters import _typst
from ledertrivsel.exporters._outline import (
    Block,
    Cell,
    Facts,
    Grid,
    Items,
    Legend,
    Line,
    Page,
    Picture,
    Section,
    Tile,
    Tiles,
    plain,
)
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters._svg import drawn, lay_out
from ledertrivsel.hookspecs import Context, Export
from ledertrivsel.labels import Labels
from ledertrivsel.prose import Prose
from ledertrivsel.view import View

_WIDE = 24
"""How many letters a column of a table is wide at most, in proportion to the others."""

_LINE, _SHORT = 40, 600
"""A line counts as so many letters, and fewer than *_SHORT* in each cell fit on a page."""


class PdfExporter:
    """Writes the whole view as one PDF."""

    def export(self, view: View, context: Context) -> Export:
        """Return the PDF."""
        outline = page(view, context)
        written = _Writer(context.labels, context.language).page(outline)
        places = (place for place in (view.organisation, view.unit) if place)
        audience = context.labels[f"exports.audience.{view.audience.value}"]
        attribution = view.instrument.attribution.to(context.language)
        return _typst.compiled(
            "plan.typ",
            {**written, "audience": audience},
            context,
            title=view.title,
            author=", ".join(places),
            description=f"{audience}. {attribution}",
        )


class _Writer:
    """Writes the outline as data for the template."""

    def __init__(self, labels: Labels, language: str) -> None:
        self._labels = labels
        self._language = language

    def page(self, page: Page) -> _typst.Node:
        sections = [self._section(section) for section in page.sections]
        has_cards = [_has_cards(section) for section in sections]
        for section, *near in zip(sections, has_cards, [False, *has_cards], strict=False):
            section["page"] = any(near)  # The cards have pages of their own, and so what follows.
        return {
            "lead": [self._line(line) for line in page.lead],
            "front": [self._section(section) for section in page.front],
            "sections": sections,
            "foot": [self._line(line) for line in page.foot],
            "contents": self._labels["exports.contents"],
            "responsible": self._labels["exports.responsible-short"],
            "running": self._running(page.title),
        }

    def _running(self, title: str) -> str | None:
        """Return the title for the foot of each page, where it fits on a line."""
        return title if len(title) <= 80 else None

    def _section(self, section: Section) -> _typst.Node:
        return {
            "id": section.id,
            "kind": section.kind,
            "title": self._line(section.title),
            "blocks": [node for block in section.blocks for node in self._block(block)],
        }

    def _block(self, block: Block) -> list[_typst.Node]:
        if isinstance(block, Section):
            return [self._section(block)]
        if isinstance(block, Prose):
            return _typst.prose(block)
        if isinstance(block, Facts):
            rows = [{"label": label, "cell": self._cell(said)} for label, said in block.rows]
            return [{"kind": "facts", "rows": rows}]
        if isinstance(block, Items):
            return [{"kind": "items", "items": [self._cell(said) for said in block.items]}]
        if isinstance(block, Grid):
            return [self._grid(block)]
        if isinstance(block, Tiles):
            return [{"kind": "tiles", "tiles": [self._tile(tile) for tile in block.tiles]}]
        if isinstance(block, Picture):
            return [self._picture(block)]
        return [self._line(block)]

    def _line(self, line: Line) -> _typst.Node:
        return _typst.line(line, self._language, self._labels)

    def _cell(self, said: Cell) -> list[_typst.Node]:
        return _typst.cell(said, self._language, self._labels)

    def _grid(self, grid: Grid) -> _typst.Node:
        return {
            "kind": "grid",
            "columns": list(grid.columns),
            "numeric": sorted(grid.numeric),
            "widths": [self._width(grid, index) for index in range(len(grid.columns))],
            "rows": [[self._cell(said) for said in row] for row in grid.rows],
            "whole": [self._is_short(row) for row in grid.rows],
        }

    def _is_short(self, row: tuple[Cell, ...]) -> bool:
        """Tell whether a row is to stand on one page; one that fills much of it may go on."""
        texts = (map(self._plain, said) for said in row)
        return all(
            sum(len(text) + _LINE * (1 + text.count("\n")) for text in said) < _SHORT
            for said in texts
        )

    def _width(self, grid: Grid, index: int) -> int:
        """Return how wide a column is in proportion to the others.

        A column is as wide as its longest word, or as the square root of its longest text asks;
        one of figures is as wide as those, and its heading stands on several lines.
        """
        texts = [self._plain(item) for row in grid.rows for item in row[index]]
        head = max(map(len, grid.columns[index].split()))
        if index in grid.numeric:
            return max(head, *map(len, texts), 3) + 2
        word = max((len(word) for text in texts for word in text.split()), default=0)
        whole = max(map(len, texts), default=0)
        return max(min(max(word, head) + 3, _WIDE), min(4 * isqrt(whole), 2 * _WIDE))

    def _plain(self, item: Line | Prose) -> str:
        return item.plain if isinstance(item, Prose) else plain(item, self._labels)

    def _tile(self, tile: Tile) -> _typst.Node:
        return {
            "number": tile.number,
            "title": self._line(tile.title),
            "lines": [self._line(line) for line in tile.lines if isinstance(line, Line)],
            "state": tile.state,
            "target": tile.target,
        }

    def _picture(self, picture: Picture) -> _typst.Node:
        node: dict[str, Any] = {
            "kind": "picture",
            "svg": _svg(picture, self._language),
            "width": 78,
            "description": _typst.spaced(picture.description),
            "legend": [self._legend(legend) for legend in picture.legend],
        }
        if picture.drawing.has_moved:
            node["moved"] = self._labels["exports.moved-aside"]
        return node

    def _legend(self, legend: Legend) -> _typst.Node:
        node: dict[str, Any] = {
            "title": legend.title,
            "filled": legend.is_filled,
            "themes": [
                {
                    "number": str(number),
                    "title": _typst.piece(title, self._language, self._labels),
                }
                for number, title in legend.themes
            ],
        }
        if legend.note is not None:
            node["note"] = self._line(legend.note)
        return node


def _has_cards(section: _typst.Node) -> bool:
    return any(block["kind"] == "action-card" for block in section["blocks"])


def _svg(picture: Picture, language: str) -> str:
    """Return the card without its legend, which stands as text below it.

    The compiler knows no marks that are not seen (soft hyphens, joiners) in a picture's text.
    """
    layout = lay_out(picture, standalone=False)
    made = drawn("card.svg", "card", layout, language, "card", True)
    return "".join(sign for sign in made if unicodedata.category(sign) != "Cf")
