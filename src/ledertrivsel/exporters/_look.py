"""The look of a workplace's own: its colour and its logo, taken only when they can be read."""

from __future__ import annotations

import base64
import re

import attrs

from ledertrivsel.codes import Label
from ledertrivsel.errors import ExportError
from ledertrivsel.exporters._colours import PALETTE, Palette, readable

LARGEST_LOGO = 500_000
"""How many bytes a logo may have: everybody who opens the page fetches it."""

_SVG = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*\?>)?(\s|<!--.*?-->|<!DOCTYPE[^>\[]*>)*<svg[\s>/]", re.DOTALL
)


def palette(accent: str | None, *, exporter: str) -> Palette:
    """Return the colours, with a workplace's own for headings, links and the band.

    Raises:
        ExportError: when it is no colour, or text in it or on it does not read well.
    """
    if accent is None:
        return PALETTE
    grounds = (PALETTE.paper, PALETTE.shade)  # White text stands on it, and it on both.
    return attrs.evolve(PALETTE, accent=readable(accent, "accent", exporter=exporter, on=grounds))


def picture_type(content: bytes) -> str:
    """Return the media type of a PNG, JPEG or SVG by what it begins with, or an empty text."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/svg+xml" if _SVG.match(content) else ""


def logo_address(content: bytes, *, exporter: str) -> str:
    """Return a logo as a ``data:`` address: in an image nothing of it can run or fetch.

    Raises:
        ExportError: when it is no PNG, JPEG or SVG, or too large.
    """
    media_type = picture_type(content)
    if not media_type:
        raise ExportError(exporter, Label("exports.refused.logo"))
    if len(content) > LARGEST_LOGO:
        most = (("most", LARGEST_LOGO // 1000),)
        raise ExportError(exporter, Label("exports.refused.logo-size", most))
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"
