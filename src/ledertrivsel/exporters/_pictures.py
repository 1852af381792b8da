"""The three pictures of a view: which is asked for, what stands around it, and when it is refused.

The card carries what the audience may see of it and the parked themes' titles; the trend, how the
themes moved; disagreement, how the answers of the voices spread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from xml.etree import ElementTree

import attrs

from ledertrivsel.codes import Label
from ledertrivsel.errors import ExportError
from ledertrivsel.exporters import _priority_card, _spread, _trend
from ledertrivsel.exporters._frame import foot
from ledertrivsel.exporters._outline import Line, Picture, Speaker, plain, plain_piece
from ledertrivsel.exporters._svg import Sheet, card_svg
from ledertrivsel.hookspecs import Context
from ledertrivsel.view import Part, View

NEEDED = {
    "card": Part.PRIORITY_CARD,
    "trend": Part.PROGRESS,
    "disagreement": Part.DISAGREEMENT,
}
"""The part of the view that each picture shows."""


@attrs.frozen(kw_only=True)
class Drawn:
    """A picture as SVG, with what it is called and all that it shows in words."""

    svg: str
    title: str
    description: str

    @property
    def text(self) -> str:
        """All that is written in the picture."""
        return "".join(ElementTree.fromstring(self.svg).itertext())


def draw_picture(view: View, context: Context, exporter: str) -> Drawn:
    """Return the picture that the option ``picture`` names.

    Raises:
        ExportError: when the audience may not see it, or there is nothing to draw.
    """
    say = Speaker(context.labels, context.language)
    name = context.options.get("picture", "card")
    if not view.shows(NEEDED[name]):
        _refuse(exporter, f"{name}-hidden")
    made = {"card": _card, "trend": _movement, "disagreement": _disagreement}[name](say, view)
    if made is None:
        _refuse(exporter, f"{name}-empty")
    return made


def _refuse(exporter: str, code: str) -> NoReturn:
    raise ExportError(exporter, Label(f"exports.refused.{code}"))


def _card(say: Speaker, view: View) -> Drawn | None:
    picture, card = _priority_card.picture(say, view), view.priority_card
    if picture is None or card is None:
        return None
    names = _priority_card.names(say, card, picture.drawing)
    notes = tuple(_priority_card.notes(say, card))
    if picture.drawing.has_moved:
        notes = (*notes, say.line("exports.moved-aside"))
    sheet = _sheet(say, view, picture.title, notes)
    told = (picture.description, *names.values(), *_listed(say, picture), *sheet.told)
    sheet = attrs.evolve(sheet, names=names, told=told)
    return _drawn(card_svg(picture, say.language, sheet), sheet.title, told)


def _listed(say: Speaker, picture: Picture) -> Iterator[str]:
    """Yield the themes that stand in the legend alone."""
    for legend in picture.legend:
        if legend.is_filled is None:
            themes = "; ".join(
                f"{number}. {plain_piece(title, say.labels)}" for number, title in legend.themes
            )
            yield say("pictures.listed", title=legend.title, themes=themes)
        if legend.note is not None:
            yield plain(legend.note, say.labels)


def _movement(say: Speaker, view: View) -> Drawn | None:
    found, card = _trend.trend(view), view.priority_card
    if found is None or card is None:
        return None
    notes: tuple[Line, ...] = (say.line("pictures.trend-key"), _scale(say, view), _cut(say, view))
    if found.has_moved:
        notes = (*notes, say.line("pictures.trend-moved"))
    sheet = _sheet(say, view, say("model.progress"), notes)
    picture = _trend.lay_out_trend(say, view, found, sheet)
    svg = _trend.trend_svg(picture, say.language)
    return _drawn(svg, sheet.title, (picture.layout.description,))


def _disagreement(say: Speaker, view: View) -> Drawn | None:
    shown, card = view.disagreement, view.priority_card
    if shown is None or card is None or not shown.themes:
        return None
    notes = (*_spread.notes(say, card.scale), _scale(say, view), _cut(say, view))
    sheet = _sheet(say, view, say("exports.disagreement"), notes)
    picture = _spread.lay_out_spreads(say, view, shown, sheet)
    svg = _spread.spreads_svg(picture, say.language)
    return _drawn(svg, sheet.title, (picture.description,))


def _scale(say: Speaker, view: View) -> Line:
    assert view.priority_card is not None
    scale = _priority_card.scale_line(say, view.priority_card.scale)
    return Line((f"{say('exports.scale')}: ", *scale.pieces))


def _cut(say: Speaker, view: View) -> Line:
    assert view.priority_card is not None
    cut = _priority_card.cut_line(say, view.priority_card)
    return Line((f"{say('model.cut')}: ", *cut.pieces))


def _sheet(say: Speaker, view: View, title: str, notes: tuple[Line, ...]) -> Sheet:
    """Return what stands around a picture; what a note says the foot does not say again."""
    whose = " · ".join(text for text in (view.title, view.organisation, view.unit) if text)
    first, *others = (line for line in foot(say, view) if line not in notes)
    sentences = [line for line in others if plain(line, say.labels).endswith(".")]
    short = [line for line in others if line not in sentences]
    one = Line(tuple(piece for line in short for piece in (" · ", *line.pieces))[1:])
    below = tuple(_in_words(say, line) for line in (first, one, *sentences))
    notes = tuple(_in_words(say, line) for line in notes)
    return Sheet(
        title=title,
        lead=(Line((whose,)),),
        notes=notes,
        foot=below,
        told=tuple(plain(line, say.labels) for line in (*notes, *below)),
    )


def _in_words(say: Speaker, line: Line) -> Line:
    """Return a line in which days are words, so that it can be broken."""
    pieces = (p if not hasattr(p, "year") else plain_piece(p, say.labels) for p in line.pieces)
    return Line(tuple(pieces), line.tone)


def _drawn(svg: str, title: str, told: tuple[str, ...]) -> Drawn:
    return Drawn(svg=svg, title=title, description="\n".join(told))
