"""Where lines of text in a picture end."""

import pytest

from ledertrivsel.exporters._outline import Piece, Words
from ledertrivsel.exporters._widths import width, wrapped


def texts(lines: tuple[tuple[Piece, ...], ...]) -> list[str]:
    return ["".join(p.text if isinstance(p, Words) else str(p) for p in line) for line in lines]


def test_a_text_is_about_as_wide_as_arial_sets_it() -> None:
    assert width("Hvordan modtager vi nye ledere?", 100) == 1590
    assert width("i", 100) < width("ø", 100) < width("W", 100)
    assert width("ord", 100) < width("ord", 100, bold=True)


@pytest.mark.parametrize("letter", ["ж", "漢", "😀", "Ł"])
def test_a_rare_letter_is_taken_to_be_wide(letter: str) -> None:
    assert width(letter, 100) > width("o", 100)


def test_lines_end_between_words_and_no_word_is_lost() -> None:
    lines = wrapped(("Hvordan sikrer vi tillid og psykologisk tryghed?",), 250, 26)
    assert texts(lines) == ["Hvordan sikrer vi", "tillid og", "psykologisk", "tryghed?"]
    assert all(width(line, 26) <= 250 for line in texts(lines))


def test_a_word_that_is_wider_than_the_line_is_broken() -> None:
    lines = texts(wrapped(("kort " + "x" * 300,), 200, 26))
    assert lines[0] == "kort"
    assert "".join(lines[1:]) == "x" * 300
    assert all(width(line, 26) <= 220 for line in lines)


def test_words_of_two_languages_keep_theirs() -> None:
    lines = wrapped(("13. ", Words("Klare mål og rammer", "da"), " (own)"), 180, 26)
    assert lines == (
        ("13. ", Words("Klare mål", "da")),
        (Words("og rammer", "da"),),
        ("(own)",),
    )


def test_pieces_without_a_space_between_stay_on_one_line() -> None:
    assert texts(wrapped(("Skala: ", "1", "–", "5"), 1000, 26)) == ["Skala: 1–5"]


def test_a_space_that_does_not_break_keeps_a_figure_by_its_word() -> None:
    assert texts(wrapped(("Vigtigt · Lykkes\u00a0+1,17",), 200, 26)) == [
        "Vigtigt ·",
        "Lykkes\u00a0+1,17",
    ]


def test_of_nothing_there_is_no_line() -> None:
    assert wrapped(("", "  \n"), 100, 26) == ()
