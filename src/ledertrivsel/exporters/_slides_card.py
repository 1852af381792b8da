"""The priority card as shapes that a group can drag: fields, cross, numbered dots, parking lot.

The places are those of `ledertrivsel.drawing`: no dot leaves its field or covers another. Where
nothing is rated yet the card is empty and the themes lie beside it, ready to be moved.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ledertrivsel.drawing import HEIGHT, STRIP, WIDTH, Drawing, field
from ledertrivsel.exporters import _slides_fit as fit
from ledertrivsel.exporters._outline import Line, Picture, Piece, Speaker, plain_piece
from ledertrivsel.exporters._slides_deck import CONTENT, Deck, fitting
from ledertrivsel.exporters._slides_flow import Box, Placed, pages
from ledertrivsel.exporters._slides_sections import Sections
from ledertrivsel.exporters._slides_shapes import Canvas
from ledertrivsel.exporters._slides_text import Paragraph, Span
from ledertrivsel.instruments import Instrument
from ledertrivsel.matrix import Quadrant
from ledertrivsel.themes import Theme

UNIT = 4_600
"""How large a unit of the drawing is on a slide, in EMU."""

CARD = Box(1_325_880, 1_371_600, WIDTH * UNIT, HEIGHT * UNIT)
BESIDE = Box(6_540_000, 1_371_600, 4_966_200, 3_981_600)
PARKING = Box(6_540_000, 5_470_000, 4_966_200, 747_920)

_LEGEND_SIZES = (14, 12)
"""Never smaller, since it is read from a screen: what has no room goes on another slide."""

_LABEL_SIZES = (14, 12, 11, 10, 9, 8)
_LOOSE = 265_000
"""How large a theme is that lies beside the card, in EMU."""


@attrs.frozen(kw_only=True)
class Frame:
    """What is written on the card around its dots."""

    importance: Piece
    success: Piece
    low: Line
    high: Line
    fields: tuple[str, str, str, str]


def framed(say: Speaker, instrument: Instrument) -> Frame:
    """Return what a method writes on the card."""
    return Frame(
        importance=say.text(instrument.importance_question),
        success=say.text(instrument.success_question),
        low=Line((f"{say('model.low-sign')} ", say.text(instrument.low))),
        high=Line((f"{say('model.high-sign')} ", say.text(instrument.high))),
        fields=(
            say("model.quadrant.1"),
            say("model.quadrant.2"),
            say("model.quadrant.3"),
            say("model.quadrant.4"),
        ),
    )


def card_slides(
    deck: Deck,
    title: Line | str,
    picture: Picture,
    frame: Frame,
    parked: Iterable[Theme],
    notes: Iterable[Paragraph] = (),
) -> int:
    """Add the card with its legend, and return how many slides that took."""
    canvas = deck.slide(title, notes=notes)
    _frame(deck, canvas, frame, picture.description)
    _dots(deck, canvas, picture.drawing, frame)
    rest = _legend(deck, canvas, picture, title)
    _parking(deck, canvas, tuple(parked))
    return 1 + rest


def empty_card(
    deck: Deck,
    title: Line | str,
    frame: Frame,
    themes: Iterable[Theme],
    notes: Iterable[Paragraph] = (),
) -> None:
    """Add a card without dots; the themes lie beside it, and the parking lot is empty."""
    shown = tuple(themes)
    canvas = deck.slide(title, notes=notes)
    _frame(deck, canvas, frame)
    across = 14
    for index, theme in enumerate(shown):
        left = BESIDE.left + index % across * (_LOOSE + 65_000)
        top = BESIDE.top + index // across * (_LOOSE + 65_000)
        _oval(deck, canvas, theme, Box(left, top, _LOOSE, _LOOSE), "", chosen=False)
    rows = -(-len(shown) // across)
    down = rows * (_LOOSE + 65_000) + 60_000
    box = Box(BESIDE.left, BESIDE.top + down, BESIDE.width, BESIDE.height - down)
    _themes(deck, canvas, box, shown, title)
    _parking(deck, canvas, ())


def _themes(
    deck: Deck, canvas: Canvas, box: Box, themes: tuple[Theme, ...], title: Line | str
) -> None:
    for size in _LEGEND_SIZES:
        items = [
            Paragraph(
                spans=(
                    Span(f"{theme.number}. ", True),
                    *deck.writer.spans(deck.say.text(theme.title)),
                ),
                size=size,
                after=2,
            )
            for theme in themes
        ]
        found = pages(items, box)
        if len(found) <= 1:
            break
    first, *rest = found or [[]]
    deck.place(canvas, first, title)
    _go_on(deck, rest, box, title)


def _go_on(deck: Deck, rest: Iterable[list[Placed]], box: Box, title: Line | str) -> None:
    """Add slides for what has no room in *box* beside the card."""
    for part, page in enumerate(rest, 2):
        moved = [
            attrs.evolve(
                placed,
                box=attrs.evolve(
                    placed.box,
                    left=CONTENT.left,
                    top=placed.box.top - box.top + CONTENT.top,
                ),
            )
            for placed in page
        ]
        deck.place(deck.slide(title, part=part), moved, title)


def _frame(deck: Deck, canvas: Canvas, frame: Frame, description: str = "") -> None:
    """Draw the fields with their names, the cross, and the axes with their ends."""
    say = deck.say
    for quadrant, name in zip(Quadrant, frame.fields, strict=True):
        canvas.shape(
            say("model.field-number", number=int(quadrant)),
            _scaled(quadrant),
            alt=name,
            filled="field" if quadrant is Quadrant.FIELD_1 else "paper",
        )
    whole = say("model.priority-card")
    canvas.shape(whole, CARD, alt=description or whole, edge="edge", edge_width=19_050)
    middle_x, middle_y = CARD.left + CARD.width // 2, CARD.top + CARD.height // 2
    right, bottom = CARD.left + CARD.width, CARD.bottom
    look = {"colour": "edge", "dash": "dash"}
    cut = say("model.cut")
    canvas.connector(cut, (middle_x, CARD.top), (middle_x, bottom), alt=cut, **look)
    canvas.connector(cut, (CARD.left, middle_y), (right, middle_y), alt=cut, **look)
    strip = STRIP * UNIT
    for quadrant, name in zip(Quadrant, frame.fields, strict=True):
        box = _scaled(quadrant)
        on_top = quadrant in (Quadrant.FIELD_1, Quadrant.FIELD_2)
        top = box.top if on_top else box.bottom - strip
        inner = Box(box.left + 60_000, top, box.width - 120_000, strip)
        label = say("slides.field-name", number=int(quadrant))
        _label(deck, canvas, label, inner, name, like=max(frame.fields, key=fit.width))
    _axes(deck, canvas, frame)


def _axes(deck: Deck, canvas: Canvas, frame: Frame) -> None:
    name, ends = deck.say("model.importance"), deck.say("slides.axis-end")
    line, half = 230_000, CARD.height // 3
    left = CARD.left - line - 40_000
    asked = Box(left - line - 40_000, CARD.top, line, CARD.height)
    _label(deck, canvas, name, asked, frame.importance, turned=True, bold=True)
    box = Box(left, CARD.top, line, half)
    _label(deck, canvas, ends, box, frame.high, turned=True, end=True)
    box = Box(left, CARD.bottom - half, line, half)
    _label(deck, canvas, ends, box, frame.low, turned=True)
    half, under = CARD.width // 3, CARD.bottom + 40_000
    _label(deck, canvas, ends, Box(CARD.left, under, half, line), frame.low)
    box = Box(CARD.left + CARD.width - half, under, half, line)
    _label(deck, canvas, ends, box, frame.high, end=True)
    asked = Box(CARD.left, under + line + 10_000, CARD.width, line)
    _label(deck, canvas, deck.say("model.success"), asked, frame.success, bold=True)


def _label(
    deck: Deck,
    canvas: Canvas,
    name: str,
    box: Box,
    text: Line | Piece,
    *,
    turned: bool = False,
    bold: bool = False,
    end: bool = False,
    like: str = "",
) -> None:
    """Draw words on one line, as large as they fit, or as *like* does."""
    spans = tuple(deck.writer.spans(text, strong=bold, colour="quiet"))
    wanted = (Span(like),) if like else spans
    along = box.height if turned else box.width
    room = Box(0, 0, along, box.width if turned else box.height)
    size = fitting(wanted, _LABEL_SIZES[not bold :], room)
    align = "ctr" if bold else "r" if end else ""
    paragraph = Paragraph(spans=spans, size=size, after=0, align=align)
    canvas.text(name, box, (paragraph,), anchor="ctr", turned=turned)


def _dots(deck: Deck, canvas: Canvas, drawing: Drawing, frame: Frame) -> None:
    """Draw thin lines to where themes belong that were moved aside, then the themes."""
    say = deck.say
    for dot in drawing.dots:
        if dot.has_moved:
            canvas.connector(
                say("slides.leader", number=dot.theme.number),
                (CARD.left + dot.x * UNIT, CARD.top + dot.y * UNIT),
                (CARD.left + dot.at_x * UNIT, CARD.top + dot.at_y * UNIT),
                alt=say("slides.leader", number=dot.theme.number),
                colour="quiet",
            )
    radius = drawing.radius * UNIT
    for dot in drawing.dots:
        box = Box(
            CARD.left + dot.x * UNIT - radius,
            CARD.top + dot.y * UNIT - radius,
            2 * radius,
            2 * radius,
        )
        states = [frame.fields[int(dot.quadrant) - 1]]
        states += [say("exports.state-chosen")] * dot.is_chosen
        states += [say("exports.state-on-line")] * dot.on_line
        _oval(deck, canvas, dot.theme, box, ", ".join(states), chosen=dot.is_chosen)


def _oval(deck: Deck, canvas: Canvas, theme: Theme, box: Box, state: str, *, chosen: bool) -> None:
    """Draw a theme: its number in a circle, filled and bold when it is chosen."""
    name = deck.say("model.theme-number", number=theme.number)
    title = plain_piece(deck.say.text(theme.title), deck.say.labels)
    spans = (Span(str(theme.number), chosen, colour="paper" if chosen else "ink"),)
    size = max(min(12, box.height * 3 // (5 * fit.POINT)), 1)
    canvas.shape(
        name,
        box,
        (Paragraph(spans=spans, size=size, after=0, align="ctr"),),
        kind="ellipse",
        alt=f"{title} {state}".strip(),
        filled="chosen" if chosen else "paper",
        edge="chosen-edge" if chosen else "edge",
        edge_width=28_575 if chosen else 12_700,
        wrapped=False,
    )


def _legend(deck: Deck, canvas: Canvas, picture: Picture, title: Line | str) -> int:
    """Draw the legend beside the card, and what has no room there on slides of its own."""
    sections = Sections(deck.say)
    found = []
    for size in _LEGEND_SIZES:
        found = pages(sections.legend(picture, size), BESIDE)
        if len(found) <= 1:
            break
    first, *rest = found or [[]]
    deck.place(canvas, first, title)
    _go_on(deck, rest, BESIDE, title)
    return len(rest)


def _parking(deck: Deck, canvas: Canvas, parked: tuple[Theme, ...]) -> None:
    """Draw the parking lot with the themes that are parked."""
    name = deck.say("model.parking-lot")
    canvas.shape(name, PARKING, alt=name, edge="edge", dash="dash", filled="paper")
    label = Box(PARKING.left + 90_000, PARKING.top + 50_000, PARKING.width - 180_000, 230_000)
    _label(deck, canvas, name, label, name)
    inner = PARKING.width - 180_000
    step = min(_LOOSE + 65_000, inner // max(len(parked), 1))
    for index, theme in enumerate(parked):
        left = PARKING.left + 90_000 + index * step
        size = min(_LOOSE, step - 20_000)
        box = Box(left, PARKING.top + 420_000, size, size)
        _oval(deck, canvas, theme, box, name, chosen=False)


def _scaled(quadrant: Quadrant) -> Box:
    box = field(quadrant)
    return Box(
        CARD.left + box.left * UNIT,
        CARD.top + box.top * UNIT,
        (box.right - box.left) * UNIT,
        (box.bottom - box.top) * UNIT,
    )
