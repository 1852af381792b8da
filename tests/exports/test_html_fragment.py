"""The part of a page: plain elements, whole, and no stranger to the page it comes into."""

import datetime
import itertools
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import attrs
import html5lib
import pytest

from ledertrivsel.exporters._page import page
from ledertrivsel.exporters.html_fragment import HtmlFragmentExporter
from ledertrivsel.hookspecs import Exporter
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.content import missing, normal
from tests.exports.everything import context, everything
from tests.exports.hostile import TEXTS

DAYS = (
    datetime.date(2026, 6, 17),
    datetime.date(2026, 9, 2),
    datetime.date(2026, 11, 23),
    datetime.date(2027, 9, 16),
)
PLAIN = {
    *("div", "h2", "h3", "h4", "h5", "p", "strong", "em", "br", "hr", "a", "time", "span"),
    *("ul", "ol", "li", "dl", "dt", "dd", "figure"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}


def written(view: View, language: str = "da", **options: object) -> str:
    given = attrs.evolve(context(language), options=options)
    export = HtmlFragmentExporter().export(view, given)
    assert export.warnings == ()
    return export.content.decode()


def read(fragment: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parseFragment(fragment)
    assert [child.tag for child in root] == ["div"]
    return root[0]


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def tags(root: Element, *names: str) -> Iterator[Element]:
    return (e for e in root.iter() if e.tag in names)


def headings(root: Element) -> list[int]:
    return [int(e.tag[1]) for e in root.iter() if re.fullmatch("h[1-6]", str(e.tag))]


def outside_pictures(root: Element) -> Iterator[Element]:
    yield root
    for child in root:
        if str(child.tag) != SVG:
            yield from outside_pictures(child)


SVG = "{http://www.w3.org/2000/svg}svg"


def test_it_is_an_exporter() -> None:
    assert isinstance(HtmlFragmentExporter(), Exporter)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("picture", [True, False])
def test_every_fact_of_the_view_is_in_it(language: str, picture: bool) -> None:
    view = everything()
    said = text_of(read(written(view, language, picture=picture)))
    assert missing(view, load_labels(language), said) == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_case_is_whole_for_each_audience(
    day: datetime.date, audience: Audience, language: str
) -> None:
    view = make_view(plan_on(day), audience, today=day)
    root = read(written(view, language))
    assert missing(view, load_labels(language), text_of(root)) == []
    assert_fits_in(root, language)


def assert_fits_in(root: Element, language: str) -> None:
    elements = list(outside_pictures(root))
    assert {str(e.tag) for e in elements} - {SVG} <= PLAIN
    assert root.get("lang") == language
    for element in elements:
        named = set(element.attrib) - {"id", "href", "lang", "scope", "datetime", "start"}
        assert element.tag == SVG or named <= {"aria-labelledby"}
    for element in root.iter():
        assert not {name for name in element.attrib if str(name).startswith(("on", "style"))}
        assert "class" not in element.attrib
    levels = headings(root)
    assert levels[0] == 2
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [e.get("id") or "" for e in root.iter() if "id" in e.attrib]
    assert len(set(ids)) == len(ids)
    assert all(id.startswith("ledertrivsel-") for id in ids)
    for link in tags(root, "a"):
        address = link.get("href") or ""
        assert not address.startswith("#") or address[1:] in ids
    for labelled in root.iter():
        for id in (labelled.get("aria-labelledby") or "").split():
            assert id in ids
    for table in tags(root, "table"):
        assert list(tags(table, "caption")) or table.get("aria-labelledby") or is_typed(table)
        assert {th.get("scope") for th in tags(table, "th")} <= {"row", "col"}
    for element in tags(root, "th", "li", "dt", "dd", "caption", "p"):
        assert text_of(element).strip(), element.tag


def is_typed(table: Element) -> bool:
    """Return whether somebody typed the table: its rows have no headings."""
    return not [th for th in tags(table, "th") if th.get("scope") == "row"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_view_fits_into_a_page(language: str) -> None:
    assert_fits_in(read(written(everything(), language)), language)


def test_headings_begin_where_the_page_says() -> None:
    at_two, at_three = (headings(read(written(everything(), level=level))) for level in (2, 3))
    assert min(at_two) == 2
    assert at_three == [level + 1 for level in at_two]
    assert max(at_three) <= 6


def test_the_picture_can_be_left_out_and_its_figures_stay() -> None:
    with_it, without = (read(written(everything(), picture=p)) for p in (True, False))
    assert [len(list(tags(root, SVG))) for root in (with_it, without)] == [1, 0]
    assert [len(list(tags(root, "figure"))) for root in (with_it, without)] == [1, 0]
    tables = [[text_of(t) for t in tags(root, "table")] for root in (with_it, without)]
    assert tables[0] == tables[1]
    assert "Valgt til planen" in text_of(without)


def test_it_stands_in_the_order_of_the_page() -> None:
    outline = page(everything(), context())
    root = read(written(everything()))
    ids = [e.get("id") for e in root.iter() if re.fullmatch("h[1-6]", str(e.tag))]
    wanted = [s.id for s in outline.front] + ["contents"] + [s.id for s in outline.sections]
    assert [id for id in ids if id and id.removeprefix("ledertrivsel-") in wanted] == [
        f"ledertrivsel-{id}" for id in wanted
    ]
    said = text_of(root)
    assert said.index(outline.title) < said.index("Formål")
    assert normal(said).endswith("gennemsnittet af temaerne")


def test_a_table_named_as_its_heading_does_not_say_it_twice() -> None:
    root = read(written(everything()))
    said = [
        (str(e.tag), text_of(e)) for e in root.iter() if re.fullmatch("h[1-6]|caption", str(e.tag))
    ]
    captions = [(before, it) for before, it in itertools.pairwise(said) if it[0] == "caption"]
    assert captions
    assert not [it for before, it in captions if before[1] == it[1]]


@pytest.mark.parametrize("text", TEXTS)
def test_what_people_type_comes_out_as_it_went_in(text: str) -> None:
    view = everything(texts=(text,))
    root = read(written(view))
    assert_fits_in(root, "da")
    if text != "-":
        assert missing(view, load_labels("da"), text_of(root)) == []
        assert normal(text) in normal(text_of(root))
