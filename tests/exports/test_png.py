"""Pictures as PNG: drawn without the system's fonts, with their texts in the file."""

import datetime
import io
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from ledertrivsel.exporters import _png
from ledertrivsel.exporters._pictures import draw_picture
from ledertrivsel.exporters._png import (
    can_draw,
    not_drawn,
    png_of,
    size_of,
    texts_of,
    with_texts,
)
from ledertrivsel.exporters.png import PngExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.view import Audience, View, make_view
from tests import tools
from tests.cases.eksempelkommune import plan_on
from tests.exports.ugly import ugly_plan

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


# The exporter.


def case() -> View:
    day = datetime.date(2027, 9, 16)
    return make_view(plan_on(day), Audience.WORKING_GROUP, today=day)


def context(view: View, name: str = "card") -> Context:
    options = {"picture": name}
    return Context(labels=load_labels("da"), language="da", options=options, today=view.today)


@pytest.mark.parametrize("name", ["card", "trend", "disagreement"])
def test_the_file_has_the_title_and_the_description_of_the_svg(name: str) -> None:
    tools.module("typst")
    picture = draw_picture(case(), context(case(), name), "svg")
    made = PngExporter().export(case(), context(case(), name))
    assert texts_of(made.content) == {
        "Title": picture.title,
        "Description": picture.description,
    }
    assert f'width="{size_of(made.content)[0]}" height="{size_of(made.content)[1]}"' in picture.svg
    assert made.warnings == ()


def test_a_character_that_no_font_has_is_warned_of_and_a_box_stands_for_it() -> None:
    tools.module("typst")
    view = make_view(ugly_plan(), Audience.WORKING_GROUP)
    (warning,) = PngExporter().export(view, context(view)).warnings
    assert (warning.code, warning.params) == ("no-glyph", (("characters", "😀 (U+1F600)"),))


def test_only_rare_characters_are_asked_for() -> None:
    tools.module("typst")
    assert not_drawn("Ærlig øvelse – “på linjen” ÷ + − … é Ü") == ()
    assert not_drawn("Ж Ω ✓ →") == ()
    assert not_drawn("漢 😀 漢") == ("漢 (U+6F22)", "😀 (U+1F600)")


def test_without_typst_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_png, "can_draw", lambda: False)
    assert not_drawn("😀") == ()


_DRAW = """
import sys
from ledertrivsel.exporters._png import png_of
svg = open(sys.argv[1], encoding="utf-8").read()
sys.stdout.buffer.write(png_of(svg))
"""


def test_a_machine_without_fonts_draws_the_same_dots(tmp_path: Path) -> None:
    tools.module("typst")
    svg = draw_picture(case(), context(case()), "svg").svg
    (tmp_path / "card.svg").write_text(svg, encoding="utf-8")
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
    bare = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path)}
    command = [sys.executable, "-c", _DRAW, str(tmp_path / "card.svg")]
    made = subprocess.run(command, env=bare, check=True, capture_output=True).stdout
    assert made == png_of(svg)


def test_the_words_are_really_drawn() -> None:
    svg = draw_picture(case(), context(case()), "svg").svg
    mute = svg.replace("<text ", '<text display="none" ')
    tools.module("typst")
    assert png_of(mute) != png_of(svg)
