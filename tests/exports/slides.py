"""What people and screen readers find in a deck, read by python-pptx."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.util import Emu

from ledertrivsel.exporters import _slides_fit as fit
from ledertrivsel.exporters._slides_text import Paragraph, Span

_SIZES = {"Title": 28, "Subtitle": 20, "Footer": 11, "Slide number": 11}
"""The letters of the places in the template, in points; a cover and a step have larger titles."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_FOOT = (13, 15, 16)  # The slide number, the foot and the date, of PP_PLACEHOLDER.


def opened(content: bytes) -> Any:
    """Return the deck."""
    return Presentation(io.BytesIO(content))


def shapes(content: bytes) -> Iterator[tuple[Any, Any]]:
    """Yield (slide, shape) for every shape, in reading order."""
    for slide in opened(content).slides:
        for shape in slide.shapes:
            yield slide, shape


def is_foot(shape: Any) -> bool:
    """Return whether a shape is the foot or the number of a slide."""
    return bool(shape.is_placeholder and int(shape.placeholder_format.type) in _FOOT)


def alt(shape: Any) -> str:
    """Return the alternative text of a shape."""
    return str(shape._element._nvXxPr.cNvPr.get("descr", ""))


def text_of(content: bytes) -> str:
    """Return the text of a deck: titles, what stands under them, feet, alternatives and notes.

    What goes on with the next slide is read on: titles and feet don't come in between.
    """
    titles, bodies, others = [], [], []
    for slide in opened(content).slides:
        for element in slide.shapes._spTree.iterchildren():
            for named in element.iter(f"{_P}cNvPr"):
                others.append(named.get("descr", ""))
            said = [_told(paragraph, slide) for paragraph in element.iter(f"{_A}p")]
            place = next(element.iter(f"{_P}ph"), None)
            kind = "" if place is None else place.get("type")
            where = {"title": titles, "ctrTitle": titles, "ftr": others, "sldNum": others}
            where.get(kind, bodies).extend(said)
        if slide.has_notes_slide:
            others.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join((*titles, "", *bodies, "", *others))


def _told(paragraph: Any, slide: Any) -> str:
    """Return a paragraph; where a link leads stands after it, unless its text says so."""
    said = []
    for link, pieces in itertools.groupby(
        paragraph.iterchildren(f"{_A}r", f"{_A}br", f"{_A}fld"), key=_link
    ):
        text = "".join(
            "\n" if piece.tag == f"{_A}br" else str(piece.findtext(f"{_A}t")) for piece in pieces
        )
        address = slide.part.rels[link].target_ref if link else ""
        told = address in ("", text, f"mailto:{text}", f"tel:{text}")
        said.append(text if told else f"{text} ({address})")
    return "".join(said)


def _link(run: Any) -> str:
    found = run.find(f"{_A}rPr/{_A}hlinkClick")
    return "" if found is None else str(found.get(f"{_R}id"))


def place(shape: Any) -> tuple[int, int, int, int]:
    """Return where a shape stands: left, top, right and bottom."""
    left, top = shape.left, shape.top
    return left, top, left + shape.width, top + shape.height


def has_text(shape: Any) -> bool:
    """Return whether there is anything to read in a shape."""
    return bool((shape.has_text_frame and shape.text_frame.text.strip()) or shape.has_table)


WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)


def is_round(shape: Any) -> bool:
    """Return whether a shape is a theme that can be dragged."""
    return 'prst="ellipse"' in shape._element.xml


def is_box(shape: Any) -> bool:
    """Return whether a shape holds text in a box of its own, not in one of the template."""
    return bool(shape.has_text_frame and shape.text_frame.text.strip() and not is_round(shape))


def runs(deck: Any) -> Iterator[Any]:
    """Yield every run of text on the slides."""
    for slide in deck.slides:
        yield from slide._element.iter(f"{_A}r")


def links(content: bytes) -> set[str]:
    """Return every address that a slide leads to."""
    return {
        relation.target_ref
        for slide in opened(content).slides
        for relation in slide.part.rels.values()
        if relation.is_external
    }


def text_height(shape: Any) -> int:
    """Return how high the text of a shape is, by the widths of letters, its insets included."""
    frame, place = shape.text_frame, shape.is_placeholder
    turned = 'vert="vert270"' in shape._element.xml
    sides = 0 if place else frame.margin_left + frame.margin_right
    across = (shape.height if turned else shape.width) - sides
    high = 0 if place else frame.margin_top + frame.margin_bottom
    for paragraph in frame.paragraphs:
        given = next((run.font.size for run in paragraph.runs), None)
        own = int(given.pt) if given else _SIZES[shape.name]
        bold = place and shape.placeholder_format.type in (1, 3)
        spans = tuple(Span(run.text, bold or bool(run.font.bold)) for run in paragraph.runs)
        properties = paragraph._p.pPr
        left = int(properties.get("marL", "0")) if properties is not None else 0
        lines = fit.starts(Paragraph(spans=spans, size=own), across - left)
        breaks = paragraph._p.findall(f"{paragraph._p.tag[:-1]}br")
        high += (len(lines) + len(breaks)) * fit.line_height(own)
    return high
