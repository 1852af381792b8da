"""A workplace's own look is taken when it can be read, and else refused in words."""

import pytest

from ledertrivsel.errors import ExportError
from ledertrivsel.exporters._colours import PALETTE
from ledertrivsel.exporters._look import LARGEST_LOGO, logo_address, palette, picture_type
from ledertrivsel.labels import say

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def refusal(error: pytest.ExceptionInfo[ExportError]) -> tuple[str, str]:
    return str(error.value), say(error.value, "da")


def test_without_a_colour_the_palette_is_ours() -> None:
    assert palette(None, exporter="html") == PALETTE
    assert palette(PALETTE.accent, exporter="html") == PALETTE


def test_a_colour_that_reads_well_is_the_accent() -> None:
    assert palette("#7A0019", exporter="html").accent == "#7a0019"
    assert palette("#7A0019", exporter="html").ink == PALETTE.ink


@pytest.mark.parametrize(
    ("colour", "text"),
    [
        (
            "#ffcc00",
            "The export 'html' can't be made: the option accent #ffcc00 has a contrast of 1.51 "
            "with #ffffff; it needs 4.5. Choose a darker colour.",
        ),
        # Enough on white, and not on the panels.
        (
            "#737373",
            "The export 'html' can't be made: the option accent #737373 has a contrast of 4.37 "
            "with #f4f6f7; it needs 4.5. Choose a darker colour.",
        ),
        (
            "red; } body { display: none",
            "The export 'html' can't be made: the option accent must be a colour such as #00507d.",
        ),
    ],
)
def test_a_colour_that_reads_badly_is_refused(colour: str, text: str) -> None:
    with pytest.raises(ExportError) as error:
        palette(colour, exporter="html")
    assert str(error.value) == text


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (SVG, "image/svg+xml"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a > b -->\n' + SVG, "image/svg+xml"),
        (b'<!DOCTYPE svg PUBLIC "a" "b">' + SVG, "image/svg+xml"),
        (b"", ""),
        (b"GIF89a", ""),
        (b"<html><svg/></html>", ""),
        (b"<svgx/>", ""),
        (b"\x00<svg/>", ""),
    ],
)
def test_what_a_picture_is_is_told_by_what_it_begins_with(content: bytes, media_type: str) -> None:
    assert picture_type(content) == media_type


def test_a_logo_is_an_address_that_fetches_nothing() -> None:
    assert logo_address(b"\xff\xd8\xff", exporter="html") == "data:image/jpeg;base64,/9j/"


def test_what_is_no_logo_is_refused() -> None:
    with pytest.raises(ExportError) as error:
        logo_address(b"<script>", exporter="html")
    assert refusal(error) == (
        "The export 'html' can't be made: the logo is neither PNG, JPEG nor SVG.",
        "Eksporten 'html' kan ikke laves: logoet er hverken PNG, JPEG eller SVG.",
    )


def test_a_logo_that_is_too_large_is_refused() -> None:
    logo_address(PNG.ljust(LARGEST_LOGO), exporter="html")
    with pytest.raises(ExportError) as error:
        logo_address(PNG.ljust(LARGEST_LOGO + 1), exporter="html")
    assert refusal(error) == (
        "The export 'html' can't be made: the logo is larger than 500 kB. Save it in a smaller "
        "format.",
        "Eksporten 'html' kan ikke laves: logoet fylder mere end 500 kB. Gem det i et mindre "
        "format.",
    )
