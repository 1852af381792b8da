"""Texts measured in lines, and parted where a row can't show more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.exporters._workbook_text import MOST_LINES, lines_of, parted


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("kort", 10, 1),
        ("to\nlinjer", 10, 2),
        ("en tekst der er for lang til en linje", 20, 2),
        ("x" * 36, 10, 3),
        ("STORE BOGSTAVER ER BREDE", 20, 2),
        ("To what degree are new managers equipped for the task of managing?", 55, 2),
        ("漢字漢字漢字", 6, 2),
        ("😀😀😀😀", 4, 2),
    ],
)
def test_a_text_takes_so_many_lines(text: str, width: int, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_a_text_that_fits_is_left_as_it_is() -> None:
    assert parted("  to\n\nlinjer ", 20) == [("  to\n\nlinjer ", 3)]


def test_a_long_text_is_parted_between_words() -> None:
    text = " ".join(f"ord{number}" for number in range(1000))
    pieces = parted(text, 40)
    assert len(pieces) > 1
    assert " ".join(piece for piece, _ in pieces) == text
    assert all(0 < lines <= MOST_LINES for _, lines in pieces)


def test_many_short_lines_are_parted_too() -> None:
    text = "\n".join(f"– punkt {number}" for number in range(60))
    pieces = parted(text, 40)
    assert [lines for _, lines in pieces] == [25, 25, 10]
    assert "\n".join(piece for piece, _ in pieces) == text


@given(st.text(alphabet="aæ \n漢😀X", max_size=400), st.integers(1, 12))
def test_nothing_but_white_space_is_lost_where_a_text_is_parted(text: str, width: int) -> None:
    pieces = parted(text, width)
    assert "".join("".join(piece for piece, _ in pieces).split()) == "".join(text.split())
    assert all(lines_of(piece, width) <= MOST_LINES + 1 for piece, _ in pieces)
