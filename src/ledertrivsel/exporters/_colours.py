"""The colours of everything that is drawn or printed, and how well they read.

One palette for all formats, so that a page, a slide and a Word file look like one publication.
Contrast is that of WCAG 2.2 (relative luminance), worked out in decimals: no float decides whether
a colour is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction

import attrs

from ledertrivsel.codes import Label
from ledertrivsel.errors import ExportError

TEXT_CONTRAST = Decimal("4.5")
"""The least contrast of text with what it stands on: WCAG 2.2, 1.4.3 (AA)."""

MARK_CONTRAST = Decimal(3)
"""The least contrast of a line or mark that carries meaning: WCAG 2.2, 1.4.11 (AA)."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")


@attrs.frozen(kw_only=True)
class Palette:
    """The colours of a publication, each ``#rrggbb``.

    Args:
        ink: text.
        quiet: text that matters less.
        accent: headings, links, edges, and the band that white text stands on.
        line: thin rules that carry no meaning.
        shade: what panels are filled with.
        warn: text that warns.
        chosen, chosen_edge: the dot of a chosen theme, which white text stands on, and its edge.
        field: what field 1 of the priority card is filled with.
        edge: the frame and the cross of the card.
        paper: what all stands on.
    """

    ink: str = "#1a1a1a"
    quiet: str = "#55595c"
    accent: str = "#00507d"
    line: str = "#c9ced2"
    shade: str = "#f4f6f7"
    warn: str = "#8a3b00"
    chosen: str = "#0072b2"
    chosen_edge: str = "#003f63"
    field: str = "#fdf0e6"
    edge: str = "#333333"
    paper: str = "#ffffff"


PALETTE = Palette()


def contrast(one: str, other: str) -> Decimal:
    """Return the contrast of two colours, from 1 to 21, to two places."""
    with localcontext() as exact:
        exact.prec = 28
        darker, lighter = sorted((_luminance(one), _luminance(other)))
        ratio = (lighter + Decimal("0.05")) / (darker + Decimal("0.05"))
        return ratio.quantize(Decimal("0.01"))


def _luminance(colour: str) -> Decimal:
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def _linear(value: int) -> Decimal:
    share = Decimal(value) / 255
    if share <= Decimal("0.04045"):
        return share / Decimal("12.92")
    return ((share + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")


def readable(value: str, option: str, *, exporter: str, on: tuple[str, ...]) -> str:
    """Return a colour of a workplace's own, in small letters, if text in it reads well.

    Args:
        option: what the setting is called, for the error.
        exporter: the name of the exporter that is asked, for the error.
        on: the colours that it stands on, or that stand on it.

    Raises:
        ExportError: when it is no ``#rrggbb``, or its contrast with one of *on* is under 4.5.
    """
    colour = value.casefold()
    if not _COLOUR.fullmatch(colour):
        raise ExportError(exporter, Label("exports.refused.colour", (("option", option),)))
    for other in on:
        found = contrast(colour, other)
        if found < TEXT_CONTRAST:
            figures = (("found", Fraction(found)), ("least", Fraction(TEXT_CONTRAST)))
            said = (("option", option), ("colour", colour), ("other", other), *figures)
            raise ExportError(exporter, Label("exports.refused.contrast", said))
    return colour
