"""Shapes as DrawingML: escaped, named, described, and with a language on each run."""

from lxml import etree

from ledertrivsel.exporters._slides_flow import Box, measured
from ledertrivsel.exporters._slides_shapes import Canvas
from ledertrivsel.exporters._slides_text import Paragraph, Span

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
BOX = Box(1, 2, 300, 400)


def paragraph(*spans: Span, **look: object) -> Paragraph:
    return Paragraph(spans=spans, size=18, **look)  # type: ignore[arg-type]


def drawn(*paragraphs: Paragraph, language: str = "da") -> etree._Element:
    canvas = Canvas(language)
    canvas.text("Navn", BOX, paragraphs)
    return etree.fromstring(canvas.xml())


def test_what_people_typed_is_no_markup() -> None:
    text = "<a:t> & ]]> \" ' \u2028 😀"
    assert "".join(drawn(paragraph(Span(text))).itertext()) == text


def test_a_name_and_a_description_are_no_markup() -> None:
    canvas = Canvas("da")
    canvas.shape('a"<b>', BOX, alt="x & 'y' \"z\"", filled="accent")
    named = etree.fromstring(canvas.xml()).find(f".//{P}sp//{P}cNvPr")
    assert named is not None
    assert (named.get("name"), named.get("descr")) == ('a"<b>', "x & 'y' \"z\"")


def test_each_run_has_its_language_and_its_look() -> None:
    slide = drawn(
        paragraph(Span("a", strong=True), Span("b", emphasis=True, language="da", colour="warn")),
        language="en",
    )
    one, other = slide.iter(f"{A}rPr")
    assert dict(one.attrib) == {"lang": "en-GB", "sz": "1800", "b": "1"}
    assert dict(other.attrib) == {"lang": "da-DK", "sz": "1800", "i": "1"}
    assert other.find(f"{A}solidFill/{A}schemeClr").get("val") == "accent6"


def test_a_newline_is_a_line_break() -> None:
    found = [element.tag for element in drawn(paragraph(Span("a\nb"))).iter(f"{A}r", f"{A}br")]
    assert found == [f"{A}r", f"{A}br", f"{A}r"]


def test_bullets_and_numbers_are_those_of_the_program() -> None:
    slide = drawn(
        paragraph(Span("a"), mark="•"),
        paragraph(Span("b"), mark="3.", depth=1),
        paragraph(Span("c"), mark="3.", depth=1, is_cut=True),
    )
    bullet, number, cut = slide.iter(f"{A}pPr")
    assert bullet.find(f"{A}buChar").get("char") == "•"
    assert number.find(f"{A}buAutoNum").get("startAt") == "3"
    assert cut.find(f"{A}buNone") is not None
    assert number.get("marL") == cut.get("marL")
    assert (number.get("indent"), cut.get("indent")) == (f"-{bullet.get('marL')}", "0")


def test_a_link_is_a_relationship_used_again() -> None:
    canvas = Canvas("da")
    spans = (Span("a", link="https://a.dk"), Span("b", link="https://b.dk"))
    canvas.text("Navn", BOX, (paragraph(*spans, spans[0]),))
    name = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    used = [link.get(name) for link in etree.fromstring(canvas.xml()).iter(f"{A}hlinkClick")]
    assert (canvas.links, used) == (["https://a.dk", "https://b.dk"], ["rId2", "rId3", "rId2"])


def test_a_line_goes_from_point_to_point() -> None:
    canvas = Canvas("da")
    canvas.connector("Streg", (10, 5), (4, 9), alt="Streg", colour="edge", dash="dash")
    frame = etree.fromstring(canvas.xml()).find(f".//{P}cxnSp/{P}spPr/{A}xfrm")
    assert frame.get("flipH") == "1"
    assert frame.get("flipV") is None
    assert dict(frame.find(f"{A}off").attrib) == {"x": "4", "y": "5"}
    assert dict(frame.find(f"{A}ext").attrib) == {"cx": "6", "cy": "4"}


def test_empty_cells_are_no_higher_than_the_others() -> None:
    small = Paragraph(spans=(Span("a"),), size=12, after=0)
    table = measured("T", "T", [(small,), (small,)], [[(small,), ()]], 3_000_000, 10**7)
    assert table is not None
    canvas = Canvas("da")
    canvas.table(table, 0, 0)
    slide = etree.fromstring(canvas.xml())
    assert slide.find(f".//{A}tblPr").get("firstRow") == "1"
    ends = [element.get("sz") for element in slide.iter(f"{A}endParaRPr")]
    assert ends == ["1200"] * 4


def test_shapes_have_ids_of_their_own() -> None:
    canvas = Canvas("da")
    for _ in range(3):
        canvas.text("Navn", BOX, (paragraph(Span("a")),))
    canvas.title("title", (Span("T"),), 0)
    canvas.foot((Span("Til alle"),), 7)
    ids = [element.get("id") for element in etree.fromstring(canvas.xml()).iter(f"{P}cNvPr")]
    assert ids == [str(number) for number in range(1, 8)]
