"""Any page of the outline becomes a Word file, whatever it has and lacks."""

from typing import Any

from ledertrivsel.exporters._docx_template import opened
from ledertrivsel.exporters._outline import (
    Facts,
    Grid,
    Items,
    Line,
    Page,
    Section,
    Tile,
    Tiles,
    Tone,
    cell,
)
from ledertrivsel.exporters.docx import write
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose
from tests.exports.word import line_of, paragraphs

EMPTY = Page(language="da", title="Dagsorden", lead=(), front=(), sections=(), foot=())


def made(*sections: Section, **more: Any) -> Any:
    document = opened(None)
    page = Page(
        **{
            **{
                name: getattr(EMPTY, name)
                for name in ("language", "title", "lead", "front", "foot")
            },
            "sections": sections,
            **more,
        }
    )
    assert write(document, page, load_labels("da")) == []
    return document


def part(*blocks: Any, id: str = "a", title: str = "Afsnit", kind: str = "") -> Section:
    return Section(id=id, title=Line((title,)), blocks=blocks, kind=kind)


def test_a_page_without_anything_is_its_title() -> None:
    assert paragraphs(made()) == [("Title", "Dagsorden")]


def test_one_part_needs_no_list_of_contents() -> None:
    assert [style for style, _ in paragraphs(made(part(Prose("tekst"))))] == [
        "Title",
        "Heading 1",
        "Normal",
    ]


def test_a_paper_of_a_few_pages_needs_none_either() -> None:
    page = made(part(Prose("et")), part(Prose("to"), id="b"), has_contents=False)
    assert [text for _, text in paragraphs(page)] == ["Dagsorden", "Afsnit", "et", "Afsnit", "to"]


def test_headings_deeper_than_the_sixth_are_the_sixth() -> None:
    section = part(Prose("inderst"))
    for number in range(8):
        section = part(section, id=f"a{number}")
    styles = [style for style, _ in paragraphs(made(section))]
    assert styles[1:10] == [f"Heading {level}" for level in (1, 2, 3, 4, 5, 6, 6, 6, 6)]


def test_two_parts_of_one_id_have_one_bookmark() -> None:
    root = made(part(Prose("a")), part(Prose("b"))).element
    assert root.xpath("//w:bookmarkStart/@w:name") == ["section_1"]
    assert root.xpath("//w:hyperlink/@w:anchor") == ["section_1", "section_1"]


def test_a_tile_that_leads_nowhere_is_no_link() -> None:
    tile = Tile(number=1, title=Line(("Tema",)), lines=(), state="Ny", target="findes-ikke")
    root = made(part(Tiles((tile,)))).element
    assert root.xpath("//w:hyperlink") == []
    assert [line_of(p) for p in root.xpath("//w:tr[2]//w:p")] == ["1", "Tema", "", "Ny"]


def test_a_line_about_a_table_stands_on_its_page() -> None:
    grid = Grid(caption=Line(("Afsnit",)), columns=("A", "B"), rows=((cell("a"), cell("b")),))
    root = made(part(Line(("Om tabellen",)), grid, Line(("Efter",)))).element
    kept = [line_of(p) for p in root.xpath("//w:body/w:p[w:pPr/w:keepNext]")]
    assert kept == ["Om tabellen"]
    (after,) = [p for p in root.xpath("//w:body/w:p") if line_of(p) == "Efter"]
    assert after.xpath("w:pPr/w:spacing/@w:before") == ["160"]


def test_a_table_is_named_unless_the_heading_does_that() -> None:
    grid = Grid(caption=Line(("Grupper",)), columns=("A",), rows=((cell("a"),),))
    said = paragraphs(made(part(grid), part(grid, id="b", title="Grupper")))
    assert [text for style, text in said if style == "Caption"] == ["Grupper"]


def test_tables_that_follow_each_other_stay_apart() -> None:
    grid = Grid(caption=Line(("Afsnit",)), columns=("A",), rows=((cell("a"),),))
    body = made(part(grid, grid)).element.body
    tags = [child.tag.rpartition("}")[2] for child in body]
    assert tags == ["p", "p", "tbl", "p", "tbl", "sectPr"]


def test_a_table_with_many_columns_goes_on_beside_the_same_first_one() -> None:
    columns = ("Tema", *(f"Gruppe{number}" for number in range(70)))
    row = (cell("Restitution"), *(cell(str(number)) for number in range(70)))
    document = made(part(Grid(caption=Line(("Afsnit",)), columns=columns, rows=(row,))))
    tables = [[[c.text for c in r.cells] for r in t.rows] for t in document.tables]
    assert all(t[0][0] == "Tema" and t[1][0] == "Restitution" for t in tables)
    assert [name for t in tables for name in t[0][1:]] == list(columns[1:])
    assert [name for t in tables for name in t[1][1:]] == [str(n) for n in range(70)]


def test_a_label_stands_beside_what_is_said_and_a_long_one_above() -> None:
    long = "Ledergrupper, der melder tilbage senest"
    facts = Facts(((long, cell("19. marts")), ("Status", cell("Klar", "I dag"))))
    said = paragraphs(made(part(facts)))[2:]
    assert said == [
        ("Plan Fact", long),
        ("Plan Fact", "19. marts"),
        ("Plan Fact", "Status\tKlar"),
        ("Plan Fact", "I dag"),
    ]


def test_the_few_lines_beside_a_label_stay_on_one_page() -> None:
    few, many = (tuple(Line((f"linje {n}",)) for n in range(count)) for count in (2, 5))
    root = made(part(Facts((("Få", few), ("Mange", many))))).element
    kept = [line_of(p) for p in root.xpath("//w:body/w:p[w:pPr/w:keepNext]")]
    assert [line for line in kept if "linje" in line] == ["Få\tlinje 0"]


def test_a_label_before_a_list_stands_alone() -> None:
    said = paragraphs(made(part(Facts((("Status", cell(Prose("- a\n- b"))),)))))[2:]
    assert said == [("Plan Fact", "Status\t"), ("Plan Fact", "a"), ("Plan Fact", "b")]


def test_what_goes_on_in_an_item_has_no_mark_of_its_own() -> None:
    items = Items((cell(Line(("Frist",), Tone.STRONG), Prose("ring")), ()))
    document = made(part(items))
    said = [(style, text) for style, text in paragraphs(document)[2:]]
    assert said == [("List Bullet", "Frist"), ("List Continue", "ring"), ("List Bullet", "")]


def test_deep_lists_stay_on_the_page() -> None:
    text = "\n".join(f"{'  ' * depth}- trin {depth}" for depth in range(14))
    root = made(part(Prose(text))).element
    assert [line_of(p) for p in root.xpath("//w:p[w:pPr/w:numPr or position()=3]")][-1] == (
        "trin 13"
    )
    assert max(map(int, root.xpath("//w:ind/@w:left"))) < 6000
    assert max(map(int, root.xpath("//w:ilvl/@w:val"))) == 8


def test_a_table_in_a_cell_is_one_there() -> None:
    inner = Prose("| a | b |\n|---|---|\n| c | d |")
    grid = Grid(caption=Line(("Afsnit",)), columns=("A",), rows=((cell(inner),),))
    (outer,) = made(part(grid)).tables
    (table,) = outer.rows[1].cells[0].tables
    assert [[c.text for c in r.cells] for r in table.rows] == [["a", "b"], ["c", "d"]]
