"""The card as SVG and PNG, against the same card by ElementTree, and against bare Typst.

The peer of the SVG has the same words and the same places of the dots, breaks its lines with
textwrap and writes the same texts, element by element. The peer of the PNG draws an SVG that is
there already.
"""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterator
from functools import partial
from xml.etree import ElementTree

import typst

from benchmarks.pairing import Result, compare
from ledertrivsel.exporters import _priority_card
from ledertrivsel.exporters._fonts import fonts
from ledertrivsel.exporters._frame import foot
from ledertrivsel.exporters._outline import Speaker, plain, plain_piece
from ledertrivsel.exporters.png import PngExporter
from ledertrivsel.exporters.svg import SvgExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on

_DAY = datetime.date(2026, 11, 23)
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""


def run() -> Iterator[Result]:
    """Compare the card of the example case as the working group sees it."""
    view = make_view(plan_on(_DAY), Audience.WORKING_GROUP, today=_DAY)
    context = Context(
        labels=load_labels("da"), language="da", options={"picture": "card"}, today=_DAY
    )
    ours = partial(SvgExporter().export, view, context)
    yield compare("svg / ElementTree and textwrap", ours, partial(_by_hand, view), goal=1.5)
    svg = ours().content.decode()
    png = partial(PngExporter().export, view, context)
    yield compare("png / bare Typst over a drawn svg", png, partial(_bare, svg), goal=1.5)


def _bare(svg: str) -> bytes:
    return typst.compile(
        _PAGE,
        format="png",
        ppi=96,
        sys_inputs={"svg": svg},
        font_paths=fonts(),
        ignore_system_fonts=True,
    )


def _by_hand(view: View) -> bytes:
    say = Speaker(load_labels("da"), "da")
    picture, card = _priority_card.picture(say, view), view.priority_card
    assert picture is not None
    assert card is not None
    names = _priority_card.names(say, card, picture.drawing)
    notes = [plain(line, say.labels) for line in _priority_card.notes(say, card)]
    below = [plain(line, say.labels) for line in foot(say, view)]
    root = ElementTree.Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    ElementTree.SubElement(root, "title").text = picture.title
    told = [picture.description, *names.values(), *notes, *below]
    ElementTree.SubElement(root, "desc").text = "\n".join(told)
    _text(root, 56, 90, picture.title, "44")
    _text(root, 56, 134, f"{view.title} · {view.organisation}")
    inner = ElementTree.SubElement(root, "g", transform="translate(144 174)")
    _rectangle(inner, 1080, 960, "#fff")
    _rectangle(inner, 540, 480, "#fdf0e6")
    lines = "M0 480H1080M540 0V960"
    ElementTree.SubElement(inner, "path", {"d": lines, "stroke": "#333", "stroke-width": "2"})
    for number, name in enumerate(picture.fields):
        _text(inner, 16 + number % 2 * 540, 36 + number // 2 * 904, name)
    for end in (picture.low, picture.high):
        _text(inner, 0, 1000, plain_piece(end, say.labels))
        _text(inner, -960, -22, plain_piece(end, say.labels), transform="rotate(-90)")
    _text(inner, 540, 1044, plain_piece(picture.success, say.labels))
    _text(inner, -480, -68, plain_piece(picture.importance, say.labels), transform="rotate(-90)")
    for dot in picture.drawing.dots:
        group = ElementTree.SubElement(inner, "g")
        ElementTree.SubElement(group, "title").text = names[dot.theme.id]
        _circle(group, dot.x, dot.y, 27, dot.is_chosen)
        _text(group, dot.x, dot.y + 9, str(dot.theme.number))
    y = 198
    for legend in picture.legend:
        _text(root, 1284, y, legend.title)
        y += 44
        for number, title in legend.themes:
            _circle(root, 1303, y - 9, 18, bool(legend.is_filled))
            _text(root, 1303, y, str(number))
            y = _lines(root, 1336, y, plain_piece(title, say.labels), 44)
    y = 1260
    for note in (*notes, *below):
        y = _lines(root, 144, y, note, 160)
    return ElementTree.tostring(root, encoding="utf-8")


def _text(
    parent: ElementTree.Element, x: int, y: int, text: str, size: str = "26", **more: str
) -> None:
    placed = {"x": str(x), "y": str(y), "font-size": size, "fill": "#1a1a1a", **more}
    ElementTree.SubElement(parent, "text", placed).text = text


def _lines(parent: ElementTree.Element, x: int, y: int, text: str, letters: int) -> int:
    for line in textwrap.wrap(text, letters):
        _text(parent, x, y, line)
        y += 34
    return y + 10


def _rectangle(parent: ElementTree.Element, width: int, height: int, fill: str) -> None:
    size = {"width": str(width), "height": str(height), "fill": fill}
    ElementTree.SubElement(parent, "rect", size)


def _circle(parent: ElementTree.Element, x: int, y: int, radius: int, filled: bool) -> None:
    look = {"fill": "#0072b2" if filled else "#fff", "stroke": "#1a1a1a", "stroke-width": "2"}
    place = {"cx": str(x), "cy": str(y), "r": str(radius)}
    ElementTree.SubElement(parent, "circle", {**place, **look})
