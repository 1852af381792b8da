"""Markdown as blocks: lines keep their numbers, and nothing that was typed goes missing."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.readers._sections import (
    Code,
    Comment,
    Heading,
    List,
    Paragraph,
    Quote,
    Table,
    blocks,
)


def test_each_block_has_its_line_and_its_text_as_typed() -> None:
    found, comments = blocks(
        "# Titel\n\nEn *linje*\nog en til\n\n<!-- husk -->\n\n- a\n  - b\n\n> citat\n\n"
        "| x | y |\n|---|---|\n| 1 | 2 |\n\n```\nkode\n```\n"
    )
    assert found[0] == Heading(1, "Titel", 1)
    assert found[1] == Paragraph("En *linje*\nog en til", 3)
    assert isinstance(found[2], List)
    assert [(item.text, item.line, item.source) for item in found[2].items] == [
        ("a", 8, "- a\n  - b")
    ]
    assert found[3] == Quote("citat", 11)
    assert isinstance(found[4], Table)
    assert (found[4].head, found[4].rows) == (("x", "y"), ((15, ("1", "2")),))
    assert found[5] == Code("kode", 17)
    assert comments == (Comment("husk", 6),)


def test_dates_and_lone_dashes_make_no_list() -> None:
    text = "1. marts 2027: HR spørger.\n24. december og 31. december er der lukket.\n-"
    assert blocks(text)[0] == (Paragraph(text, 1),)
    assert isinstance(blocks("1. May we begin?\n2. Yes")[0][0], List)
    assert isinstance(blocks("1. March 2027: we begin")[0][0], Paragraph)


def test_a_row_keeps_the_cells_that_the_head_has_not() -> None:
    (table,) = blocks("| x |\n|---|\n| 1 | 2 \\| 3 |\n")[0]
    assert isinstance(table, Table)
    assert table.rows == ((3, ("1", "2 | 3")),)


def test_prose_right_under_a_table_is_prose() -> None:
    found = blocks("| x |\n|---|\n| 1 |\n24. december er der lukket.\n")[0]
    assert found[1] == Paragraph("24. december er der lukket.", 4)


def test_an_underlined_line_alone_is_a_heading_and_a_rule_under_prose_is_not() -> None:
    assert blocks("Mandat\n======\n")[0] == (Heading(1, "Mandat", 1),)
    assert blocks("Mandat\n---\n")[0] == (Heading(2, "Mandat", 1),)
    assert blocks("En sætning.\n---\n")[0] == (Paragraph("En sætning.", 1),)


def test_a_bold_line_is_a_heading_of_the_lowest_level() -> None:
    found = blocks("**Forløb**\nTekst\n")[0]
    assert found == (Heading(7, "Forløb", 1), Paragraph("Tekst", 2))


LINE = st.sampled_from(
    [
        "# {}",
        "- {}",
        "  - {}",
        "1. {}",
        "{}",
        "> {}",
        "| {} |",
        "|---|",
        "",
        "---",
        "**{}**",
        "    {}",
    ]
)


@given(st.lists(LINE, max_size=15))
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(line.format(f"w{number}w") for number, line in enumerate(lines))
    kept = str(blocks(text)[0])
    assert [word for word in re.findall(r"w\d+w", text) if word not in kept] == []
