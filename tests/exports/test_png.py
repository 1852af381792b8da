"""Pictures as PNG: drawn without the system's fonts, with their texts in the file."""

import io
import struct

import pytest

from ledertrivsel.exporters import _png
from ledertrivsel.exporters._png import can_draw, png_of, size_of, texts_of, with_texts
from tests import tools

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="40" '
    'viewBox="0 0 {width} 40" font-family="sans-serif">'
    '<rect width="{width}" height="40" fill="#fff"/><text x="8" y="28">{text}</text></svg>'
)


def drawn(text: str = "Ærlig øvelse", width: int = 200, **options: object) -> bytes:
    tools.module("typst")
    made = png_of(SVG.format(text=text, width=width), **options)  # type: ignore[arg-type]
    assert made is not None
    return made


def test_a_unit_is_a_dot_and_more_dots_an_inch_make_a_larger_picture() -> None:
    assert size_of(drawn()) == (200, 40)
    assert size_of(drawn(dots_per_inch=192)) == (400, 80)


def test_text_is_drawn_with_the_fonts_that_typst_carries() -> None:
    assert drawn("Ærlig øvelse") != drawn("") != drawn("å")
    assert drawn() == drawn()


def test_texts_stand_in_the_file_in_the_order_given() -> None:
    texts = {"Title": "Prioriteringskortet", "Description": "Felt 1 – tema 1.\nÆØÅ 😀"}
    made = drawn(texts=texts)
    assert list(texts_of(made).items()) == list(texts.items())
    assert texts_of(drawn()) == {}


def test_a_reader_of_pictures_reads_the_texts() -> None:
    image = tools.module("PIL.Image", "pillow")
    with image.open(io.BytesIO(drawn(texts={"Title": "Kortet – æøå"}))) as picture:
        picture.load()
        assert picture.text == {"Title": "Kortet – æøå"}
        assert picture.size == (200, 40)


def test_the_chunk_follows_the_header_as_the_format_wants_it() -> None:
    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s13xI", 13, b"IHDR", 0)
    made = with_texts(header + b"rest", {"Title": "Ø"})
    assert made.startswith(header)
    assert made.endswith(b"rest")
    assert made[33:-8] == struct.pack(">I", 12) + b"iTXtTitle\0\0\0\0\0\xc3\x98"


def test_without_typst_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_png, "can_draw", lambda: False)
    assert png_of(SVG.format(text="", width=200)) is None


def test_typst_is_looked_for_without_being_imported() -> None:
    tools.module("typst")
    assert can_draw()
