"""People's text as Markdown: the same nodes when it is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.exporters import _text
from ledertrivsel.prose import Prose, Run, parse
from tests.exports.hostile import TEXTS

SOURCES = [
    "et afsnit\nmed linjer",
    "**fed** og *skrå* og ***begge***",
    "a**b**c *d*e",
    "- en\n- to\n\n  afsnit i to\n- tre",
    "1. en\n2. to\n   - a\n   - b\n3. tre",
    "- a\n\n* b",
    "| Hvem | Hvad |\n|---|---|\n| HR | a\\|b |",
    "[HR](mailto:hr@eksempel.invalid) og [side](https://eksempel.invalid/a_b)",
    "24. december holder vi fri",
    "1. marts 2027: status",
    "foran\n\n- liste\n\nefter",
    "5 * 3 = 15 og 2_000",
    "\\*ikke skrå\\*",
    "+ et plus er intet punkt",
    "\\+ heller ikke med skråstreg",
]


@pytest.mark.parametrize("source", [*SOURCES, *(text for text in TEXTS if text != "-")])
def test_a_text_reads_back_as_the_same_nodes(source: str) -> None:
    assert parse(_text.prose(Prose(source))) == parse(source)


@given(
    parts=st.lists(
        st.sampled_from(
            [*"ab 1.)-+*_[]()<>|\\`#\n", "**", "\n\n", "- ", "1. ", "| a | b |\n|-|-|\n"]
        )
    )
)
def test_no_letter_of_a_text_is_lost(parts: list[str]) -> None:
    source = "".join(parts)
    again = Prose(_text.prose(Prose(source)))
    assert "".join(again.plain.split()) == "".join(Prose(source).plain.split())


def test_emphasis_that_markdown_cannot_say_is_left_out() -> None:
    assert _text.runs((Run("a"), Run(" b ", strong=True)), marked=False) == "a b "
    assert _text.is_one_paragraph(Prose("a"))
    assert not _text.is_one_paragraph(Prose("- a"))


def test_a_link_without_markup_tells_its_address() -> None:
    run = Run("siden", link="https://eksempel.invalid/a_b")
    assert _text.runs((run,), marked=False) == "siden (https://eksempel.invalid/a\\_b)"


def test_a_text_in_a_cell_is_one_line() -> None:
    said = _text.in_cell(Prose("a\nb\n\n- c\n- d\n\n1. e\n2. f"))
    assert said == "a<br>b<br>– c<br>– d<br>1. e<br>2. f"
