"""Lines and typed texts as HTML: nothing that people type becomes markup of the page."""

import datetime

import html5lib
import pytest
from markupsafe import Markup

from ledertrivsel.exporters._markup import Markups
from ledertrivsel.exporters._outline import Line, Tone, Words
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose
from tests.exports.hostile import TEXTS

DANISH = Markups(load_labels("da"), "da")
BARE = Markups(load_labels("da"), "da", is_bare=True)
DAY = datetime.date(2026, 11, 2)


def test_a_line_has_its_words_its_days_and_its_languages() -> None:
    line = Line(("Senest ", DAY, ": ", Words("Plan", "da"), " / ", Words("A plan", "en")))
    assert DANISH.line(line) == (
        'Senest <time datetime="2026-11-02">2. november 2026</time>: Plan / '
        '<span lang="en">A plan</span>'
    )


def test_a_line_break_in_a_line_is_a_line_break() -> None:
    assert DANISH.line(Line(("a\nb", Words("c\nd", "da")))) == "a<br>bc<br>d"


@pytest.mark.parametrize(
    ("tone", "styled", "bare"),
    [
        (Tone.PLAIN, "<p>a</p>", "<p>a</p>"),
        (Tone.STRONG, '<p class="strong">a</p>', "<p><strong>a</strong></p>"),
        (Tone.QUIET, '<p class="quiet">a</p>', "<p>a</p>"),
        (Tone.WARNING, '<p class="warning">a</p>', "<p><strong>a</strong></p>"),
    ],
)
def test_a_tone_is_a_class_or_where_there_is_none_an_element(
    tone: Tone, styled: str, bare: str
) -> None:
    assert DANISH.paragraph(Line(("a",), tone)) == styled
    assert BARE.paragraph(Line(("a",), tone)) == bare


def test_one_line_in_a_cell_is_no_paragraph() -> None:
    assert DANISH.cell((Line(("a",)),)) == "a"
    assert DANISH.cell((Line(("a",), Tone.QUIET),)) == '<span class="quiet">a</span>'
    assert BARE.cell((Line(("a",), Tone.QUIET),)) == "a"
    assert DANISH.cell((Line(("a",)), Line(("b",), Tone.STRONG))) == (
        '<p>a</p><p class="strong">b</p>'
    )
    assert BARE.cell((Line(("a",)), Line(("b",), Tone.STRONG))) == "a<br><strong>b</strong>"
    assert DANISH.cell((Line(("a",)), Prose("b"))) == "<p>a</p><p>b</p>\n"
    assert DANISH.cell(()) == ""


def test_typed_texts_keep_their_lists_tables_and_emphasis() -> None:
    assert DANISH.prose(Prose("*a* **b**\nc")) == "<p><em>a</em> <strong>b</strong><br>c</p>\n"
    assert DANISH.prose(Prose("***a***")) == "<p><strong><em>a</em></strong></p>\n"
    assert DANISH.prose(Prose("- a\n- b")) == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    assert DANISH.prose(Prose("1. a\n2. b")) == "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"
    assert DANISH.prose(Prose("- a\n\n  b\n- c")) == (
        "<ul>\n<li><p>a</p>\n<p>b</p>\n</li>\n<li>c</li>\n</ul>\n"
    )
    assert BARE.prose(Prose("| a |\n|---|\n| **b** |")) == (
        '<table>\n<thead><tr><th scope="col">a</th></tr></thead>\n<tbody>\n'
        "<tr><td><strong>b</strong></td></tr>\n</tbody>\n</table>\n"
    )


def test_a_typed_table_is_rolled_sideways_by_itself() -> None:
    written = DANISH.prose(Prose('| a"b | *c* |\n|---|---|\n| d | e |'))
    assert written.startswith(
        '<div class="scroll" tabindex="0" role="group" '
        'aria-label="Tabellen kan rulles til siden: a&quot;b, c">\n<table>\n'
    )
    assert written.endswith("</table>\n</div>\n")


def test_a_link_with_emphasis_in_it_is_one_link() -> None:
    assert DANISH.prose(Prose("[a **b** c](https://e.dk/?x=1&y=2)")) == (
        '<p><a href="https://e.dk/?x=1&amp;y=2">a <strong>b</strong> c</a></p>\n'
    )


@pytest.mark.parametrize("text", TEXTS)
def test_what_people_type_is_text(text: str) -> None:
    line = Line((text, Words(text, "en")))
    for written in (DANISH.line(line), DANISH.paragraph(line), DANISH.cell((line, Prose(text)))):
        assert isinstance(written, Markup)
        root = html5lib.parseFragment(written, namespaceHTMLElements=False)
        assert {e.tag for e in root.iter()} <= {"DOCUMENT_FRAGMENT", "p", "span", "a"}
        assert all(set(e.attrib) <= {"lang", "href"} for e in root.iter())
        links = [e.get("href") for e in root.iter() if e.tag == "a"]
        assert not [link for link in links if not link.startswith("http")]
    assert "".join(root.itertext()).startswith(text)
