"""Texts as Word paragraphs: people's prose with its lists, links and tables, and our own lines.

Paragraphs are written in the order in which they stand, since what comes next depends on what
went before: a bullet or a label goes to the first paragraph after it, and a text after a table
keeps clear of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs
from docx.opc.constants import RELATIONSHIP_TYPE

from ledertrivsel.exporters import _docx_table as tables
from ledertrivsel.exporters._colours import PALETTE
from ledertrivsel.exporters._docx_styles import (
    BULLETS,
    GOES_ON,
    NUMBERS,
    TABLE,
    TABLE_TEXT,
)
from ledertrivsel.exporters._docx_xml import NOTHING, Xml, look, run, tag, w
from ledertrivsel.exporters._outline import Cell, Line, Piece, Tone, Words, plain, plain_piece
from ledertrivsel.prose import Block, BulletList, NumberedList, Paragraph, Prose, Run, Table

if TYPE_CHECKING:
    from docx.opc.part import Part

    from ledertrivsel.exporters._docx_styles import Lists, Styles
    from ledertrivsel.labels import Labels

_AFTER_TABLE = 160
"""The room between a table and the text after it, in twentieths of a point."""

_SHORT = 700
"""From how many letters on a table may go over to the next page."""

_FEW = 4
"""Up to how many lines beside a label stay on one page."""

_CELL_STEP = 240

_HEAD = look(bold=True)

_TONES = {
    Tone.PLAIN: (False, ""),
    Tone.STRONG: (True, ""),
    Tone.QUIET: (False, PALETTE.quiet),
    Tone.WARNING: (True, PALETTE.warn),
}


@attrs.frozen(kw_only=True)
class Place:
    """Where text stands, in twentieths of a point.

    Args:
        style: the name of the style of its paragraphs; empty for ordinary text.
        width: from the left edge of the page, or of the cell, to the right one.
        indent: how far it is moved in.
        step: how far each level of a list is moved in.
        level: how deep in lists it is.
        keep: whether each paragraph stays on the page of what follows.
        right: whether it is moved to the right edge, as figures are.
    """

    style: str = ""
    width: int
    indent: int = 0
    step: int = 360
    level: int = 0
    keep: bool = False
    right: bool = False


@attrs.frozen(kw_only=True)
class Lead:
    """What the next paragraph begins with: a bullet, a number, or a label and a tab."""

    runs: Xml = NOTHING
    number: Xml = NOTHING
    hanging: int = 0
    is_of_style: bool = False


@attrs.frozen
class Said:
    """What stands in a cell: *text* to be measured, *write* to be called when its turn comes."""

    text: str
    write: Callable[[Place], Iterable[Xml]]


class Texts:
    """Writes texts into one document."""

    def __init__(self, part: Part, styles: Styles, lists: Lists, labels: Labels) -> None:
        self._part, self._styles, self._lists, self._labels = part, styles, lists, labels
        self._links: dict[str, str] = {}
        self._lead: Lead | None = None
        self._is_after_table = False

    # Within a paragraph.

    def pieces(
        self, pieces: Iterable[Piece], *, bold: bool = False, colour: str = "", style: str = ""
    ) -> Xml:
        """Return the pieces of a line; words in another language than the page say so."""
        looks = look(style=style, bold=bold, colour=colour)
        made = ""
        for piece in pieces:
            own = looks
            if isinstance(piece, Words) and piece.language != self._labels.language:
                own = look(style=style, bold=bold, colour=colour, language=piece.language)
            made += run(plain_piece(piece, self._labels), own)
        return Xml(made)

    def toned(self, line: Line) -> Xml:
        """Return a line as it is meant."""
        bold, colour = _TONES[line.tone]
        return self.pieces(line.pieces, bold=bold, colour=colour)

    def runs(self, runs: Iterable[Run], *, bold: bool = False) -> Xml:
        """Return what people typed, with its emphasis and links."""
        made = ""
        for link, linked in itertools.groupby(runs, key=lambda run: run.link):
            style = self._styles["Hyperlink"] if link else ""
            inside = "".join(
                run(r.text, look(style=style, bold=bold or r.strong, italic=r.emphasis))
                for r in linked
            )
            if link:
                address = self._address(link)
                inside = tag("w:hyperlink", Xml(inside), r_id=address, w_history="1")
            made += inside
        return Xml(made)

    def _address(self, link: str) -> str:
        """Return under which id the document knows an address."""
        if link not in self._links:
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self._links[link] = self._part.relate_to(link, kind, is_external=True)
        return self._links[link]

    # Paragraphs.

    def paragraph(
        self,
        runs: Xml,
        place: Place,
        *,
        style: str = "",
        keep: bool = False,
        new_page: bool = False,
        before: int = 0,
    ) -> Xml:
        """Return a paragraph; *style* is the name of another one than that of its place."""
        lead, self._lead = self._lead, None
        room = max(before, _AFTER_TABLE * self._is_after_table)
        self._is_after_table = False
        name = style or place.style
        if lead is None and name in (BULLETS, NUMBERS):
            name = GOES_ON
        id = self._styles[name] if name else ""
        parts = w("pStyle", val=id) if id else ""
        if keep or place.keep:
            parts += "<w:keepNext/>"
        if new_page:
            parts += "<w:pageBreakBefore/>"
        if lead is not None:
            parts += lead.number
        if room:
            parts += w("spacing", before=str(room))
        if place.indent and not (lead is not None and lead.is_of_style):
            hanging = {"hanging": str(lead.hanging)} if lead is not None else {}
            parts += w("ind", left=str(place.indent), **hanging)
        if place.right:
            parts += w("jc", val="right")
        properties = f"<w:pPr>{parts}</w:pPr>" if parts else ""
        return Xml(f"<w:p>{properties}{lead.runs if lead is not None else ''}{runs}</w:p>")

    def heading(
        self, title: Line, level: int, *, new_page: bool = False, bookmark: str = "", id: int = 0
    ) -> Xml:
        """Return a heading; where the template has no style for it, it is one all the same."""
        self._is_after_table = False
        style = self._styles[f"heading {level}"]
        parts = w("pStyle", val=style) if style else "<w:keepNext/>"
        if new_page:
            parts += "<w:pageBreakBefore/>"
        if not style:
            parts += w("spacing", before="240") + w("outlineLvl", val=str(level - 1))
        runs = self.pieces(title.pieces, bold=not style)
        if bookmark:
            begin = w("bookmarkStart", id=str(id), name=bookmark)
            runs = Xml(begin + runs + w("bookmarkEnd", id=str(id)))
        return Xml(f"<w:p><w:pPr>{parts}</w:pPr>{runs}</w:p>")

    def cell(self, said: Cell, place: Place) -> Iterator[Xml]:
        """Yield what stands in a cell, one thing below another."""
        for content in said:
            if isinstance(content, Line):
                yield self.paragraph(self.toned(content), place)
            else:
                yield from self.prose(content, place)

    def labelled(self, label: Xml, said: Cell, place: Place) -> Iterator[Xml]:
        """Yield a label and, beside it, what is said; *place* is that of what is said."""
        self._lead = Lead(runs=Xml(f"{label}<w:r><w:tab/></w:r>"), hanging=place.indent)
        held = said[:-1] if len(said) <= _FEW else ()  # A few lines stay on one page.
        yield from self.cell(held, attrs.evolve(place, keep=True))
        yield from self.cell(said[len(held) :], place)
        yield from self._lead_alone(place)

    def prose(self, text: Prose, place: Place) -> Iterator[Xml]:
        """Yield what somebody typed."""
        return self._blocks(text.blocks, place)

    def _blocks(self, blocks: Iterable[Block], place: Place) -> Iterator[Xml]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield self.paragraph(self.runs(block.runs), place)
            elif isinstance(block, Table):
                yield from self._lead_alone(place)
                yield from self._table(block, place)
            else:
                yield from self._lead_alone(place)
                yield from self._list(block, place)

    def _lead_alone(self, place: Place) -> Iterator[Xml]:
        """Yield what a paragraph would begin with where none follows it at once."""
        if self._lead is not None:
            yield self.paragraph(NOTHING, place, keep=True)

    # Lists.

    def items(self, items: Iterable[Cell], place: Place) -> Iterator[Xml]:
        """Yield a list whose order means nothing."""
        for said in items:
            inside = self._begin_bullet(place)
            yield from self.cell(said, inside)
            yield from self._lead_alone(inside)

    def _list(self, block: BulletList | NumberedList, place: Place) -> Iterator[Xml]:
        id = ""
        if isinstance(block, NumberedList):
            id = self._lists.counted(block.start, place.level)
        for item in block.items:
            inside = self._begin_number(id, place) if id else self._begin_bullet(place)
            yield from self._blocks(item, inside)
            yield from self._lead_alone(inside)

    def _begin_bullet(self, place: Place) -> Place:
        inside = _inside(place, BULLETS)
        number = self._lists.bullet(place.level, by_style=inside.style == BULLETS)
        self._lead = Lead(number=number, hanging=place.step, is_of_style=not number)
        return inside

    def _begin_number(self, id: str, place: Place) -> Place:
        number = self._lists.number(id, place.level)
        self._lead = Lead(number=number, hanging=place.step)
        return _inside(place, NUMBERS)

    # Tables.

    def table(
        self,
        caption: str,
        heads: Sequence[Said],
        rows: Sequence[Sequence[Said]],
        place: Place,
        *,
        numeric: frozenset[int] = frozenset(),
    ) -> Iterator[Xml]:
        """Yield a table; one that is too wide for its place becomes several."""
        columns = [
            tables.column(head.text, (said[n].text for said in rows), is_numeric=n in numeric)
            for n, head in enumerate(heads)
        ]
        width = place.width - place.indent
        for kept in tables.divided(columns, width):
            if self._is_after_table:
                yield w("p", w("pPr", w("spacing", after="0")))
            wide = tables.widths([columns[n] for n in kept], width)
            figures = [n in numeric for n in kept]
            inside = self._rows(
                [[said[n] for n in kept] for said in (heads, *rows)], wide, figures
            )
            style, indent = self._styles[TABLE], place.indent
            yield tables.table(inside, wide, style=style, caption=caption, indent=indent)
            self._is_after_table = True

    def _rows(
        self, rows: Sequence[Sequence[Said]], widths: Sequence[int], figures: Sequence[bool]
    ) -> Iterator[Xml]:
        """Yield the rows, the headings first; a short table stays on one page."""
        self._is_after_table = False
        places = [
            Place(style=TABLE_TEXT, width=width - tables.MARGINS, step=_CELL_STEP, right=right)
            for width, right in zip(widths, figures, strict=True)
        ]
        held = [attrs.evolve(place, keep=True) for place in places]
        is_short = sum(len(said.text) for row in rows for said in row) <= _SHORT
        for number, row in enumerate(rows, 1):
            chosen = held if number == 1 or (is_short and number < len(rows)) else places
            cells = [self._inside(said, place) for said, place in zip(row, chosen, strict=True)]
            yield tables.row(cells, widths, head=number == 1, whole=_is_whole(row))

    def _inside(self, said: Said, place: Place) -> Xml:
        """Return what stands in a cell, which always ends with a paragraph."""
        made = "".join(said.write(place))
        if not made or self._is_after_table:
            made += self.paragraph(NOTHING, place)
        return Xml(made)

    def head(self, text: str) -> Said:
        """Return the heading of a column."""
        return Said(text, lambda place: [self.paragraph(run(text, _HEAD), place)])

    def said(self, content: Cell) -> Said:
        """Return what stands in a cell of the outline."""
        text = "\n".join(
            plain(part, self._labels) if isinstance(part, Line) else part.source
            for part in content
        )
        return Said(text, lambda place: self.cell(content, place))

    def _table(self, block: Table, place: Place) -> Iterator[Xml]:
        """Yield a table that somebody typed."""
        heads = [self._typed(cell, bold=True) for cell in block.header]
        rows = [[self._typed(cell) for cell in cells] for cells in block.rows]
        return self.table("", heads, rows, place)

    def _typed(self, runs: tuple[Run, ...], *, bold: bool = False) -> Said:
        text = "".join(run.text for run in runs)
        return Said(text, lambda place: [self.paragraph(self.runs(runs, bold=bold), place)])


def _is_whole(said: Iterable[Said]) -> bool:
    return tables.is_whole(s.text for s in said)


def _inside(place: Place, style: str) -> Place:
    """Return the place of what stands in an item of a list; a cell keeps its own style."""
    is_own = place.style in ("", BULLETS, NUMBERS)
    deepest = max(place.indent, place.width * 6 // 10)
    return attrs.evolve(
        place,
        style=style if is_own else place.style,
        indent=min(place.indent + place.step, deepest),
        level=place.level + 1,
    )
