"""The shapes of one slide as DrawingML (ECMA-376), which python-pptx has no words for.

Each run has its language, each shape that is no text an alternative text, and each table a header
row in colours that read well. All text goes through one escape.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

import attrs

from ledertrivsel.exporters._slides_fit import STEP
from ledertrivsel.exporters._slides_flow import CELL_ACROSS, CELL_DOWN, Box, Table
from ledertrivsel.exporters._slides_text import Paragraph, Span

LANGUAGES = {"da": "da-DK", "en": "en-GB"}

_COLOURS = {
    "accent": '<a:schemeClr val="accent1"/>',
    "chosen": '<a:schemeClr val="accent2"/>',
    "chosen-edge": '<a:schemeClr val="accent3"/>',
    "edge": '<a:schemeClr val="accent4"/>',
    "field": '<a:schemeClr val="accent5"/>',
    "warn": '<a:schemeClr val="accent6"/>',
    "ink": '<a:schemeClr val="tx1"/>',
    "paper": '<a:schemeClr val="bg1"/>',
    "quiet": '<a:schemeClr val="tx2"/>',
    "shade": '<a:schemeClr val="bg2"/>',
    "line": '<a:srgbClr val="C9CED2"/>',
}
"""The colours by their place in the template's theme, so that another template has its own."""

_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_NO_INSETS = 'lIns="0" tIns="0" rIns="0" bIns="0"'


def fill(colour: str) -> str:
    """Return a filling, or none for an empty colour."""
    return f"<a:solidFill>{_COLOURS[colour]}</a:solidFill>" if colour else "<a:noFill/>"


def line(colour: str, width: int, dash: str = "") -> str:
    """Return an outline *width* EMU thick, or none for an empty colour."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    wide = f' w="{width}"' if colour else ""
    return f"<a:ln{wide}>{fill(colour)}{dashed}</a:ln>"


def frame(box: Box, *, flip: str = "") -> str:
    """Return where a shape stands."""
    return (
        f'<a:xfrm{flip}><a:off x="{box.left}" y="{box.top}"/>'
        f'<a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'
    )


@attrs.define
class Canvas:
    """One slide being drawn: shapes in reading order, and the addresses that its links lead to."""

    language: str
    shapes: list[str] = attrs.field(factory=list)
    links: list[str] = attrs.field(factory=list)
    _last: int = 1

    def xml(self) -> bytes:
        """Return the slide."""
        inside = "".join(self.shapes)
        return (
            f"{_HEAD}<p:sld {_NAMESPACES}><p:cSld><p:spTree>{_GROUP}{inside}</p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        ).encode()

    def notes(self, paragraphs: Iterable[Paragraph]) -> bytes:
        """Return the notes of a slide."""
        body = "".join(map(self._paragraph, paragraphs))
        picture = (
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" '
            'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr>'
            "</p:nvSpPr><p:spPr/></p:sp>"
        )
        notes = (
            '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            '</p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{body}</p:txBody></p:sp>"
        )
        return (
            f"{_HEAD}<p:notes {_NAMESPACES}><p:cSld><p:spTree>{_GROUP}{picture}{notes}</p:spTree>"
            "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
        ).encode()

    # What a slide is made of.

    def title(self, kind: str, spans: Iterable[Span], size: int) -> None:
        """Add the title of the slide; *size* is 0 for the layout's own."""
        inside = "".join(self._span(span, size) for span in spans)
        self._placeholder(f'type="{kind}"', "Title", f"<a:p>{inside}</a:p>")

    def subtitle(self, paragraphs: Iterable[Paragraph]) -> None:
        """Add what stands under the title of the deck, in the layout's own letters."""
        inside = "".join(
            f"<a:p>{''.join(self._span(span, p.size) for span in p.spans)}</a:p>"
            for p in paragraphs
        )
        self._placeholder('type="subTitle" idx="1"', "Subtitle", inside)

    def foot(self, spans: Iterable[Span], number: int) -> None:
        """Add for whom the deck is, and the number of the slide, which PowerPoint keeps right."""
        inside = "".join(self._span(span, 0) for span in spans)
        self._placeholder('type="ftr" sz="quarter" idx="11"', "Footer", f"<a:p>{inside}</a:p>")
        field = (
            '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
            f'<a:rPr lang="{LANGUAGES[self.language]}"/><a:t>{number}</a:t></a:fld></a:p>'
        )
        self._placeholder('type="sldNum" sz="quarter" idx="12"', "Slide number", field)

    def _placeholder(self, kind: str, name: str, inside: str) -> None:
        self.shapes.append(
            f'<p:sp>{self._named(name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr/>"
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{inside}</p:txBody></p:sp>"
        )

    def text(
        self,
        name: str,
        box: Box,
        paragraphs: Iterable[Paragraph],
        *,
        anchor: str = "t",
        turned: bool = False,
    ) -> None:
        """Add a box of text without edges."""
        self.shape(
            name, box, paragraphs, anchor=anchor, insets=_NO_INSETS, turned=turned, is_box=True
        )

    def shape(
        self,
        name: str,
        box: Box,
        paragraphs: Iterable[Paragraph] = (),
        *,
        kind: str = "rect",
        alt: str = "",
        filled: str = "",
        edge: str = "",
        edge_width: int = 9525,
        dash: str = "",
        anchor: str = "ctr",
        insets: str = _NO_INSETS,
        turned: bool = False,
        is_box: bool = False,
        wrapped: bool = True,
    ) -> None:
        """Add a shape, with text in it or an alternative text."""
        inside = "".join(map(self._paragraph, paragraphs)) or self._empty()
        way = ' vert="vert270"' if turned else ""
        box_mark = ' txBox="1"' if is_box else ""
        wrap = "square" if wrapped else "none"
        self.shapes.append(
            f"<p:sp>{self._named(name, alt)}<p:cNvSpPr{box_mark}/><p:nvPr/></p:nvSpPr><p:spPr>"
            f'{frame(box)}<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>{fill(filled)}'
            f"{line(edge, edge_width, dash)}</p:spPr><p:txBody>"
            f'<a:bodyPr{way} wrap="{wrap}" {insets} rtlCol="0" anchor="{anchor}"><a:noAutofit/>'
            f"</a:bodyPr><a:lstStyle/>{inside}</p:txBody></p:sp>"
        )

    def connector(
        self, name: str, start: tuple[int, int], end: tuple[int, int], *, alt: str, **look: str
    ) -> None:
        """Add a straight line from one point to another; *look* is its colour and dash."""
        (x1, y1), (x2, y2) = start, end
        box = Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        flip = ' flipH="1"' * (x2 < x1) + ' flipV="1"' * (y2 < y1)
        self.shapes.append(
            f"<p:cxnSp><p:nvCxnSpPr>{self._name(name, alt)}<p:cNvCxnSpPr/><p:nvPr/>"
            f'</p:nvCxnSpPr><p:spPr>{frame(box, flip=flip)}<a:prstGeom prst="line"><a:avLst/>'
            f"</a:prstGeom>{line(look.get('colour', 'edge'), 12_700, look.get('dash', ''))}"
            "</p:spPr></p:cxnSp>"
        )

    def table(self, table: Table, left: int, top: int) -> None:
        """Add a table with a header row."""
        box = Box(left, top, sum(table.widths), table.height)
        grid = "".join(f'<a:gridCol w="{wide}"/>' for wide in table.widths)
        head = self._row(table.header, table.header_height, "accent")
        rows = "".join(
            self._row(cells, high, "")
            for cells, high in zip(table.rows, table.heights, strict=True)
        )
        self.shapes.append(
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._name(table.name, table.alt)}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
            "</p:nvGraphicFramePr>"
            f'<p:xfrm><a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" '
            f'cy="{box.height}"/></p:xfrm><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f'<a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{head}{rows}</a:tbl>'
            "</a:graphicData></a:graphic></p:graphicFrame>"
        )

    def _row(self, cells: Sequence[Sequence[Paragraph]], high: int, filled: str) -> str:
        edges = (
            "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
            + f'<a:lnB w="9525">{fill("accent" if filled else "line")}</a:lnB>'
        )
        inset = f'marL="{CELL_ACROSS}" marR="{CELL_ACROSS}" marT="{CELL_DOWN}" marB="{CELL_DOWN}"'
        size = min((p.size for cell in cells for p in cell), default=12)
        made = "".join(
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>"
            f"{''.join(map(self._paragraph, cell)) or self._empty(size)}</a:txBody>"
            f"<a:tcPr {inset}>{edges}{fill(filled)}</a:tcPr></a:tc>"
            for cell in cells
        )
        return f'<a:tr h="{high}">{made}</a:tr>'

    # Names, paragraphs and runs.

    def _name(self, name: str, alt: str = "") -> str:
        self._last += 1
        described = f" descr={quoteattr(alt)}" if alt else ""
        return f'<p:cNvPr id="{self._last}" name={quoteattr(name)}{described}/>'

    def _named(self, name: str, alt: str = "") -> str:
        return f"<p:nvSpPr>{self._name(name, alt)}"

    def _empty(self, size: int = 8) -> str:
        return f'<a:p><a:endParaRPr lang="{LANGUAGES[self.language]}" sz="{size}00"/></a:p>'

    def _paragraph(self, paragraph: Paragraph) -> str:
        mark = "" if paragraph.is_cut else paragraph.mark
        left = STEP * (paragraph.depth + bool(paragraph.mark))
        indent = -STEP if mark else 0
        align = f' algn="{paragraph.align}"' if paragraph.align else ""
        if mark == "•":
            bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
        elif mark:
            start = max(min(int(mark[:-1]), 32_767), 1)
            bullet = f'<a:buAutoNum type="arabicPeriod" startAt="{start}"/>'
        else:
            bullet = "<a:buNone/>"
        inside = "".join(self._span(span, paragraph.size) for span in paragraph.spans)
        end = f'<a:endParaRPr lang="{LANGUAGES[self.language]}" sz="{paragraph.size}00"/>'
        return (
            f'<a:p><a:pPr marL="{left}" indent="{indent}"{align}><a:lnSpc><a:spcPct val="100000"/>'
            f'</a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts '
            f'val="{paragraph.after}00"/></a:spcAft>{bullet}</a:pPr>{inside}{end}</a:p>'
        )

    def _span(self, span: Span, size: int) -> str:
        lang = LANGUAGES.get(span.language or self.language, span.language)
        look = f'lang="{lang}"' + (f' sz="{size}00"' if size else "")
        look += ' b="1"' * span.strong + ' i="1"' * span.emphasis
        inside = fill(span.colour) if span.colour else ""
        if span.link:
            inside += f'<a:hlinkClick r:id="{self._link(span.link)}"/>'
        look = f"<a:rPr {look}>{inside}</a:rPr>" if inside else f"<a:rPr {look}/>"
        broken = f"<a:br>{look}</a:br>"
        return broken.join(
            f"<a:r>{look}<a:t>{escape(part)}</a:t></a:r>" if part else ""
            for part in span.text.split("\n")
        )

    def _link(self, address: str) -> str:
        """Return the id of the relationship to *address*; the layout has the first."""
        if address not in self.links:
            self.links.append(address)
        return f"rId{self.links.index(address) + 2}"
