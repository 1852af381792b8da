"""The Markdown document: whole, readable, and with no markup but our own and what people meant."""

import datetime
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ledertrivsel.exporters import _text
from ledertrivsel.exporters._outline import Section
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters.markdown import MarkdownExporter
from ledertrivsel.hookspecs import Exporter
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.content import missing, normal
from tests.exports.everything import context, everything
from tests.exports.hostile import TEXTS

DAYS = (datetime.date(2026, 9, 2), datetime.date(2027, 9, 16))


def written(view: View, language: str = "da") -> str:
    export = MarkdownExporter().export(view, context(language))
    assert export.warnings == ()
    return export.content.decode()


def read(document: str) -> SyntaxTreeNode:
    """Return the document as another program reads it: CommonMark with tables, HTML and all."""
    return SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(document))


def text_of(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline", "text_special"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    if node.type == "html_inline":
        assert node.content == "<br>", node.content
        return "\n"
    inside = "".join(map(text_of, node.children))
    return inside if node.type in ("strong", "em", "link", "inline") else f"{inside}\n"


def sections(found: tuple[object, ...]) -> int:
    inner = [item for item in found if isinstance(item, Section)]
    return len(inner) + sum(sections(item.blocks) for item in inner)


def kinds(node: SyntaxTreeNode) -> set[str]:
    return {inner.type for inner in node.walk()}


def test_it_is_an_exporter() -> None:
    assert isinstance(MarkdownExporter(), Exporter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_view_is_in_the_document(language: str) -> None:
    view = everything()
    said = text_of(read(written(view, language)))
    assert missing(view, load_labels(language), said) == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("audience", list(Audience))
def test_the_example_case_is_whole_for_each_audience(
    day: datetime.date, audience: Audience
) -> None:
    view = make_view(plan_on(day), audience, today=day)
    assert missing(view, load_labels("da"), text_of(read(written(view)))) == []


@pytest.mark.parametrize("texts", [(), TEXTS, *((text,) for text in TEXTS)])
def test_there_is_a_heading_for_each_part_and_no_other(texts: tuple[str, ...]) -> None:
    view = everything(texts=texts)
    root = read(written(view))
    headings = [node for node in root.walk() if node.type == "heading"]
    outline = page(view, context())
    assert len(headings) == 1 + sections((*outline.front, *outline.sections))
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("text", [text for text in TEXTS if text != "-"])
def test_what_people_type_comes_out_as_it_went_in(text: str) -> None:
    view = everything(texts=(text,))
    root = read(written(view))
    said = normal(text_of(root))
    assert missing(view, load_labels("da"), said) == []
    assert normal(text) in said
    assert not kinds(root) & {"html_block", "code_block", "fence", "image", "link", "blockquote"}


def test_a_pipe_stays_in_its_cell() -> None:
    root = read(written(everything(texts=("a | b",))))
    for table in (node for node in root.walk() if node.type == "table"):
        head, body = table.children
        width = len(head.children[0].children)
        assert {len(row.children) for row in body.children} == {width}


def test_the_rows_of_the_front_page_are_the_cards() -> None:
    day = datetime.date(2026, 11, 23)
    document = written(make_view(plan_on(day), today=day))
    assert (
        "| 1 | Hvordan modtager vi nye ledere? | Du er som nærmeste leder ansvarlig for at "
        "modtage nye ledere. | I brug |" in document
    )


def test_the_foot_says_for_whom_it_is() -> None:
    foot = written(everything()).rpartition("\n---\n")[2]
    assert "**Til arbejdsgruppen – ikke til videre brug**" in foot
    assert "Skillelinje: ved 3,5 (vigtigt) og 3 (lykkes), gennemsnittet af temaerne" in foot


def test_a_document_ends_in_one_newline_and_has_no_blank_ends() -> None:
    document = written(everything())
    assert document.endswith("\n")
    assert not document.endswith("\n\n")
    assert not re.search(r"[ \t]\n", document)


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_an_escaped_text_reads_back_as_itself(text: str) -> None:
    root = read(_text.escape(text))
    assert kinds(root) <= {"root", "paragraph", "inline", "text", "text_special", "softbreak"}
    assert normal(text_of(root)) == normal(text)
