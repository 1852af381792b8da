"""Paragraphs: each span keeps its look, its language and its place in a list."""

import datetime

from ledertrivsel.exporters._outline import Line, Tone, Words
from ledertrivsel.exporters._slides_text import Paragraph, Span, Writer
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose

WRITER = Writer(load_labels("da"))


def told(text: str) -> list[tuple[str, int, str]]:
    return [(p.mark, p.depth, p.text) for p in WRITER.prose(Prose(text), 18)]


def test_words_of_another_language_keep_it_and_a_date_is_said_in_words() -> None:
    line = Line(("Den ", datetime.date(2026, 11, 2), ": ", Words("Own", "en")), Tone.WARNING)
    assert tuple(WRITER.spans(line)) == (
        Span("Den ", True, colour="warn"),
        Span("2. november 2026", True, colour="warn"),
        Span(": ", True, colour="warn"),
        Span("Own", True, colour="warn", language="en"),
    )


def test_emphasis_and_links_stay() -> None:
    (paragraph,) = WRITER.prose(Prose("*skrå* **fed** [her](https://eksempel.dk)"), 18)
    assert paragraph.spans == (
        Span("skrå", emphasis=True),
        Span(" "),
        Span("fed", strong=True),
        Span(" "),
        Span("her", link="https://eksempel.dk"),
    )


def test_lists_keep_their_numbers_and_how_deep_they_are() -> None:
    assert told("- et\n\n  mere\n  1. a\n  2. b\n\nSlut") == [
        ("•", 0, "et"),
        ("", 1, "mere"),
        ("1.", 1, "a"),
        ("2.", 1, "b"),
        ("", 0, "Slut"),
    ]


def test_the_first_line_of_an_item_stands_with_the_others() -> None:
    items = list(WRITER.prose(Prose("- et\n\n  mere\n- to"), 18))
    assert [(p.text, p.keeps) for p in items] == [("et", True), ("mere", False), ("to", False)]
    long = list(WRITER.prose(Prose(f"- {'et ' * 100}\n\n  mere"), 18))
    assert not long[0].keeps


def test_a_table_that_people_typed_is_told_row_by_row() -> None:
    assert told("| Hvem | Hvad |\n|---|---|\n| HR | ringer |") == [
        ("", 0, "Hvem · Hvad"),
        ("", 0, "HR · ringer"),
    ]


def test_a_tab_is_spaces() -> None:
    assert told("en\tto") == [("", 0, "en    to")]


def test_a_paragraph_is_cut_between_its_spans_or_in_one() -> None:
    whole = Paragraph(spans=(Span("fed", True), Span(" og tynd")), size=18, mark="•", after=6)
    first, rest = whole.cut(6)
    assert first.spans == (Span("fed", True), Span(" og"))
    assert rest.spans == (Span(" tynd"),)
    broken = Paragraph(spans=(Span("en", True), Span("\nto\ntre")), size=18)
    assert [part.text for part in broken.cut(6)] == ["en\nto", "tre"]
    assert (first.mark, first.after, first.is_cut) == ("•", 0, False)
    assert (rest.mark, rest.after, rest.is_cut) == ("•", 6, True)
