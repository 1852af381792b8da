"""How much room text takes: never less than the fonts that people have make of it."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.exporters import _slides_fit as fit
from ledertrivsel.exporters._slides_text import Paragraph, Span

ROOT = Path(__file__).parents[2]


def paragraph(text: str, size: int = 18, *, strong: bool = False) -> Paragraph:
    return Paragraph(spans=(Span(text, strong),), size=size, after=0)


def test_a_width_is_the_sum_of_its_letters() -> None:
    assert fit.width("il") == 2 * 223
    assert fit.width("il", bold=True) == 2 * 278
    assert fit.width("æøå") == 890 + 611 + 557
    assert fit.width("漢") == 1400
    assert fit.width("e\u0301") == 557


def test_lines_break_at_spaces_and_in_words_that_no_line_holds() -> None:
    across = 10 * 18 * fit.POINT  # Ten letters as wide as their size.
    assert fit.starts(paragraph("et ord"), across) == (0,)
    assert fit.starts(paragraph("arbejdsmiljø samarbejde"), across) == (0, 13)
    assert fit.starts(paragraph("a\nb\n\nc"), across) == (0, 2, 4, 5)
    assert fit.starts(paragraph("x" * 50), across) == (0, 19, 38)


def test_an_indented_paragraph_has_less_room() -> None:
    across = 12 * 18 * fit.POINT
    text = "samarbejde og trivsel"
    flat = paragraph(text)
    deep = Paragraph(spans=flat.spans, size=18, mark="•", depth=2)
    assert len(fit.starts(deep, across)) > len(fit.starts(flat, across))
    assert fit.margin(deep) == 3 * fit.STEP


@given(text=st.text(st.sampled_from("ab lW.\n漢😀"), max_size=80), size=st.integers(8, 40))
def test_no_line_is_wider_than_its_box(text: str, size: int) -> None:
    across = 60 * size * fit.POINT // 10
    begins = fit.starts(paragraph(text, size), across)
    assert list(begins) == sorted(set(begins))
    for start, end in zip(begins, [*begins[1:], len(text)], strict=True):
        line = text[start:end].strip()
        assert fit.width(line) * size * fit.POINT // 1000 <= across


@given(text=st.text(st.sampled_from("ab lW"), min_size=1, max_size=30), strong=st.booleans())
def test_a_box_as_wide_as_the_whole_line_needs_no_second_one(text: str, strong: bool) -> None:
    whole = paragraph(text, strong=strong)
    assert len(fit.starts(whole, fit.whole_line(whole))) == 1
    assert fit.longest_word(whole) <= fit.whole_line(whole)


def test_heights_add_up() -> None:
    two = [paragraph("en"), Paragraph(spans=(Span("to"),), size=10, after=6)]
    assert fit.total(two, 10**7) == (18 * 12 + 10 * 12) * fit.POINT // 10 + 6 * fit.POINT


def test_the_widths_are_those_of_the_font(tmp_path: Path) -> None:
    find = shutil.which("fc-match")
    pillow = importlib.util.find_spec("PIL")
    if find is None or pillow is None:
        pytest.skip("There is no fc-match or Pillow here.")
    fonts = [
        subprocess.run(
            [find, "-f", "%{file}", f"Liberation Sans:style={style}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for style in ("Regular", "Bold")
    ]
    if not all("LiberationSans-" in font for font in fonts):
        pytest.skip("Liberation Sans is not installed here: apt-get install fonts-liberation.")
    path = ROOT / "docs" / "slides_widths.py"
    spec = importlib.util.spec_from_file_location("slides_widths", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    for bold, font in enumerate(fonts):
        for wide, letters in made.widths(font).items():
            assert {fit.width(letter, bool(bold)) for letter in letters} <= {wide, 0}
