"""The priority card in Word: a picture with an alternative text, or its four fields as a table.

Word can't show SVG, so Typst draws the picture; where it is not installed, the fields stand in a
table of two by two, as the card has them, and a warning names the extra.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from ledertrivsel.exporters._docx_styles import TABLE_TEXT
from ledertrivsel.exporters._docx_text import Place, Said, Texts
from ledertrivsel.exporters._docx_xml import Xml, look, run, tag, w
from ledertrivsel.exporters._outline import Legend, Line, Picture, Tone, Words, plain_piece
from ledertrivsel.exporters._png import png_of, size_of
from ledertrivsel.exporters._svg import lay_out
from ledertrivsel.exporters._templates import template
from ledertrivsel.matrix import Quadrant

if TYPE_CHECKING:
    from docx.parts.story import StoryPart

    from ledertrivsel.labels import Labels

EMU = 635
"""What a twentieth of a point is where pictures are measured."""

_DOTS_PER_INCH = 144
_TALLEST = 7100
"""How tall the picture may be, so that its legend has room on the same page."""

_NUMBER = 480
"""How far a title in the legend stands from the left, after its number."""

_PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def drawn(picture: Picture, language: str) -> bytes | None:
    """Return the card without its legend as PNG, or None where nothing can draw it."""
    layout = lay_out(picture, standalone=False)
    module = template("card.svg").module
    return _drawn(str(module.card(layout, language, "card", True)).strip())  # type: ignore[attr-defined]


@functools.lru_cache(maxsize=16)
def _drawn(svg: str) -> bytes | None:
    """Return an SVG as PNG; drawing takes as long as all the rest of the document."""
    return png_of(svg, dots_per_inch=_DOTS_PER_INCH)


def shown(png: bytes, picture: Picture, part: StoryPart, width: int, id: int) -> Xml:
    """Return the picture in a line of its own, with its title and alternative text."""
    address, _ = part.get_or_add_image(io.BytesIO(png))
    wide, tall = size_of(png)
    if tall * width > _TALLEST * wide:
        width = _TALLEST * wide // tall
    size = {"cx": str(width * EMU), "cy": str(width * tall // wide * EMU)}
    named = {
        "id": str(id),
        "name": picture.title,
        "descr": picture.description,
        "title": picture.title,
    }
    image = tag(
        "pic:pic",
        tag("pic:nvPicPr", tag("pic:cNvPr", **named), tag("pic:cNvPicPr")),
        tag(
            "pic:blipFill",
            tag("a:blip", r_embed=address),
            tag("a:stretch", tag("a:fillRect")),
        ),
        tag(
            "pic:spPr",
            tag("a:xfrm", tag("a:off", x="0", y="0"), tag("a:ext", **size)),
            tag("a:prstGeom", tag("a:avLst"), prst="rect"),
        ),
    )
    inline = tag(
        "wp:inline",
        tag("wp:extent", **size),
        tag("wp:docPr", **named),
        tag("wp:cNvGraphicFramePr", tag("a:graphicFrameLocks", noChangeAspect="1")),
        tag("a:graphic", tag("a:graphicData", image, uri=_PICTURES)),
        **dict.fromkeys(("distT", "distB", "distL", "distR"), "0"),
    )
    return w("r", w("drawing", inline))


def fields(picture: Picture, texts: Texts, labels: Labels, place: Place) -> Iterator[Xml]:
    """Yield the four fields as a table, important above, succeeding to the right."""
    low, high = (plain_piece(piece, labels) for piece in (picture.low, picture.high))
    importance, success = (
        plain_piece(piece, labels) for piece in (picture.importance, picture.success)
    )
    heads = (picture.title, f"{success} {low}", f"{success} {high}")
    rows = (
        (f"{importance} {high}", Quadrant.FIELD_1, Quadrant.FIELD_2),
        (f"{importance} {low}", Quadrant.FIELD_3, Quadrant.FIELD_4),
    )
    yield from texts.table(
        picture.title,
        [texts.head(head) for head in heads],
        [
            [texts.said((Line((side,)),)), *(_field(picture, q, texts, labels) for q in both)]
            for side, *both in rows
        ],
        place,
    )


def _field(picture: Picture, quadrant: Quadrant, texts: Texts, labels: Labels) -> Said:
    name = picture.fields[list(Quadrant).index(quadrant)]
    inside = [dot for dot in picture.drawing.dots if dot.quadrant is quadrant]
    lines = [Line((name,), Tone.STRONG)]
    for dot in sorted(inside, key=lambda dot: (dot.theme.number, dot.theme.id)):
        title = dot.theme.title
        words = Words(title.to(labels.language), title.language(labels.language))
        states = ["exports.state-chosen"] * dot.is_chosen + ["exports.state-on-line"] * dot.on_line
        said = f" ({', '.join(labels[state] for state in states)})" if states else ""
        lines.append(Line((f"{dot.theme.number}. ", words, said)))
    return texts.said(tuple(lines))


def legends(legend: Iterable[Legend], texts: Texts, place: Place) -> Iterator[Xml]:
    """Yield the legend, each part in one piece; chosen themes are bold, as their dots are."""
    above = Place(style=TABLE_TEXT, width=place.width)
    for part in legend:
        yield texts.paragraph(run(part.title, look(bold=True)), above, keep=True, before=100)
        tone = Tone.STRONG if part.is_filled else Tone.PLAIN
        for number, (theme, title) in enumerate(part.themes, 1):
            keep = number < len(part.themes) or part.note is not None
            inside = attrs.evolve(above, indent=_NUMBER, keep=keep)
            shown = run(str(theme), look(bold=True))
            yield from texts.labelled(shown, (Line((title,), tone),), inside)
        if part.note is not None:
            yield texts.paragraph(texts.toned(part.note), above)
