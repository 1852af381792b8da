"""The outline of a plan as the body of a Word document.

Whatever comes in a `Page` is written, in its order: the title, the front, a list of contents that
leads to each part, the parts, and the foot. A card for a manager begins on a page of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledertrivsel.exporters import _docx_picture as pictures
from ledertrivsel.exporters._colours import PALETTE
from ledertrivsel.exporters._docx_styles import FACT, FOOT
from ledertrivsel.exporters._docx_text import Place, Said, Texts
from ledertrivsel.exporters._docx_xml import NOTHING, Xml, look, run, tag, w
from ledertrivsel.exporters._outline import (
    Block,
    Facts,
    Grid,
    Items,
    Line,
    Page,
    Picture,
    Section,
    Tile,
    Tiles,
    Tone,
    plain,
)
from ledertrivsel.hookspecs import ExportWarning
from ledertrivsel.prose import Prose

if TYPE_CHECKING:
    from docx.parts.story import StoryPart

    from ledertrivsel.exporters._docx_styles import Lists, Styles
    from ledertrivsel.labels import Labels

_DEEPEST = 6
"""The last heading of our own template."""

_FEW = 12
"""How many parts are listed below the front; more of them begin on a page of their own."""

_ROOM = 400
"""The room above the foot, in twentieths of a point."""

_LETTER = 118
_LABEL = (1700, 3700)
"""How narrow and how wide the column of labels may be."""


class Body:
    """Writes a page into one document whose text is *width* wide, in twentieths of a point."""

    def __init__(
        self, part: StoryPart, styles: Styles, lists: Lists, labels: Labels, width: int
    ) -> None:
        self._part, self._styles, self._labels = part, styles, labels
        self._texts = Texts(part, styles, lists, labels)
        self._place = Place(width=width)
        self._ids = itertools.count(1)
        self._bookmarks: dict[str, str] = {}
        self._placed: set[str] = set()
        self.warnings: list[ExportWarning] = []

    def page(self, page: Page) -> Iterator[Xml]:
        """Yield the paragraphs and tables of the whole page."""
        for number, section in enumerate(_all_sections((*page.front, *page.sections)), 1):
            self._bookmarks.setdefault(section.id, f"section_{number}")
        above = [line for line in page.lead[:1] if line.tone is Tone.STRONG]
        for line in above:
            yield self._lead(line)
        yield self._texts.paragraph(run(page.title), self._place, style="Title")
        for line in page.lead[len(above) :]:
            yield self._lead(line)
        for section in page.front:
            yield from self._section(section, 1)
        if page.has_contents and len(page.sections) > 1:
            yield from self._contents(page.sections)
        new_page = False
        for section in page.sections:
            has_cards = any(map(_is_card, section.blocks))
            yield from self._section(section, 1, new_page=new_page or has_cards)
            new_page = has_cards
        yield from self._foot(page)

    def _lead(self, line: Line) -> Xml:
        return self._texts.paragraph(self._texts.toned(line), self._place, style="Subtitle")

    def _contents(self, sections: tuple[Section, ...]) -> Iterator[Xml]:
        """Yield the contents as Word's own field, filled in: nothing has to be brought up to date.

        It has no page numbers, since only Word knows them.
        """
        texts, labels = self._texts, self._labels
        title = run(labels["exports.contents"])
        own_page = len(sections) > _FEW
        yield texts.paragraph(
            title, self._place, style="TOC Heading", before=320, new_page=own_page
        )
        begin = Xml(
            f'{_field_mark("begin")}<w:r><w:instrText xml:space="preserve">'
            f' TOC \\o "1-1" \\n \\h \\z \\u </w:instrText></w:r>{_field_mark("separate")}'
        )
        for number, section in enumerate(sections, 1):
            link = tag(
                "w:hyperlink",
                texts.pieces(section.title.pieces),
                w_anchor=self._bookmarks[section.id],
                w_history="1",
            )
            is_last = number == len(sections)
            entry = Xml(f"{begin}{link}{_field_mark('end') if is_last else NOTHING}")
            yield texts.paragraph(entry, self._place, style="toc 1")
            begin = NOTHING

    def _section(self, section: Section, level: int, *, new_page: bool = False) -> Iterator[Xml]:
        id, bookmark = next(self._ids), ""
        if section.id not in self._placed:
            bookmark = self._bookmarks[section.id]
            self._placed.add(section.id)
        yield self._texts.heading(
            section.title,
            min(level, _DEEPEST),
            new_page=new_page,
            bookmark=bookmark,
            id=id,
        )
        for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=True):
            if isinstance(block, Section):
                own_page = _is_card(block) and block is not section.blocks[0]
                yield from self._section(block, level + 1, new_page=own_page)
            elif isinstance(block, Line):  # What it says of a table or list stands with that.
                keep = isinstance(after, (Grid, Items, Section, Tiles))
                yield self._texts.paragraph(self._texts.toned(block), self._place, keep=keep)
            elif isinstance(block, Facts):
                yield from self._facts(block, keep=isinstance(after, Grid))
            elif isinstance(block, Grid):
                yield from self._grid(block, section.title)
            else:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Xml]:
        texts, place = self._texts, self._place
        if isinstance(block, Prose):
            yield from texts.prose(block, place)
        elif isinstance(block, Items):
            yield from texts.items(block.items, place)
        elif isinstance(block, Tiles):
            yield from self._tiles(block)
        elif isinstance(block, Picture):
            yield from self._picture(block)

    def _facts(self, facts: Facts, *, keep: bool) -> Iterator[Xml]:
        """Yield labels with what is said beside them; a label too long stands above it."""
        least, most = _LABEL
        wide = [len(label) * _LETTER + 200 for label, _ in facts.rows]
        column = max([least, *(width for width in wide if width <= most)])
        place = Place(style=FACT, width=self._place.width, indent=column, keep=keep)
        for (label, said), width in zip(facts.rows, wide, strict=True):
            shown = run(label, look(bold=True))
            if width > most:
                above = Place(style=FACT, width=place.width)
                yield self._texts.paragraph(shown, above, keep=True)
                yield from self._texts.cell(said, place)
            else:
                yield from self._texts.labelled(shown, said, place)

    def _grid(self, grid: Grid, title: Line) -> Iterator[Xml]:
        """Yield a table, under its caption unless the heading above says the same."""
        if grid.caption and grid.caption.pieces != title.pieces:
            caption = self._texts.toned(grid.caption)
            yield self._texts.paragraph(
                caption, self._place, style="caption", keep=True, before=240
            )
        yield from self._texts.table(
            plain(grid.caption, self._labels),
            [self._texts.head(column) for column in grid.columns],
            [[self._texts.said(cell) for cell in row] for row in grid.rows],
            self._place,
            numeric=grid.numeric,
        )

    def _tiles(self, tiles: Tiles) -> Iterator[Xml]:
        """Yield the front page as a table; each title leads to its card."""
        names = ("model.number", "exports.card", "exports.responsible-short", "model.state")
        heads = [self._texts.head(self._labels[name]) for name in names]
        rows = [[*self._tile(tile)] for tile in tiles.tiles]
        caption = self._labels["exports.cards"]
        yield from self._texts.table(caption, heads, rows, self._place, numeric=frozenset({0}))

    def _tile(self, tile: Tile) -> Iterator[Said]:
        texts = self._texts
        yield texts.said((Line((str(tile.number),)),))
        yield Said(plain(tile.title, self._labels), lambda place: [self._linked(tile, place)])
        yield texts.said(tile.lines)
        yield texts.said((Line((tile.state,)),))

    def _linked(self, tile: Tile, place: Place) -> Xml:
        bookmark = self._bookmarks.get(tile.target, "")
        if not bookmark:
            return self._texts.paragraph(self._texts.pieces(tile.title.pieces, bold=True), place)
        style = self._styles["Hyperlink"]
        inside = self._texts.pieces(tile.title.pieces, bold=True, style=style)
        link = tag("w:hyperlink", inside, w_anchor=bookmark, w_history="1")
        return self._texts.paragraph(link, place)

    def _picture(self, picture: Picture) -> Iterator[Xml]:
        texts, place, labels = self._texts, self._place, self._labels
        png = pictures.drawn(picture, labels.language)
        if png is None:
            self.warnings.append(ExportWarning(code="picture-as-table"))
            yield from pictures.fields(picture, texts, labels, place)
        else:
            id = next(self._ids)
            shown = pictures.shown(png, picture, self._part, place.width, id)
            yield texts.paragraph(shown, place, keep=True)
        yield from pictures.legends(picture.legend, texts, place)
        if png is not None and picture.drawing.has_moved:
            quiet = look(colour=PALETTE.quiet)
            yield texts.paragraph(run(labels["exports.moved-aside"], quiet), place, before=100)

    def _foot(self, page: Page) -> Iterator[Xml]:
        for number, line in enumerate(page.foot, 1):
            keep = number < len(page.foot)
            yield self._texts.paragraph(
                self._texts.toned(line),
                self._place,
                style=FOOT,
                keep=keep,
                before=_ROOM if number == 1 else 0,
            )


def _all_sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all_sections(tuple(b for b in section.blocks if isinstance(b, Section)))


def _is_card(block: Block) -> bool:
    return isinstance(block, Section) and block.kind == "action-card"


def _field_mark(kind: str) -> Xml:
    return w("r", w("fldChar", fldCharType=kind))
