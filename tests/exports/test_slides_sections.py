"""Sections on slides: labels, lists and tables in the words of the outline."""

import attrs

from ledertrivsel.exporters._outline import (
    Facts,
    Grid,
    Items,
    Legend,
    Line,
    Section,
    Speaker,
    Tile,
    Tiles,
    cell,
)
from ledertrivsel.exporters._slides_flow import Table
from ledertrivsel.exporters._slides_sections import Layout, Sections
from ledertrivsel.exporters._slides_text import Paragraph
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose

SECTIONS = Sections(Speaker(load_labels("da"), "da"))
LAYOUT = Layout(size=18, across=8_000_000, highest=4_000_000)
GRID = Grid(
    caption=Line(("Opgaver",)),
    columns=("Hvad", "Antal"),
    rows=((cell("Ring"), cell("7")), (cell("Skriv"), ())),
    numeric=frozenset({1}),
)


def texts(*blocks: object) -> list[str]:
    found = list(SECTIONS.items(blocks, LAYOUT))  # type: ignore[arg-type]
    return [item.text for item in found if isinstance(item, Paragraph)]


def test_a_fact_of_one_paragraph_stands_on_the_line_of_its_label() -> None:
    facts = Facts((("Hvem", cell("HR")), ("Hvad", cell(Prose("en\n\nto")))))
    assert texts(facts) == ["Hvem: HR", "Hvad", "en", "to"]


def test_a_list_after_a_label_stands_under_it() -> None:
    assert texts(Facts((("Hvad", cell(Prose("- en"))),))) == ["Hvad", "en"]


def test_a_heading_keeps_with_what_follows_and_has_air_above() -> None:
    section = Section(id="a", title=Line(("Under",)), blocks=(Line(("tekst",)),))
    before, heading, after = SECTIONS.items((Line(("før",)), section), LAYOUT)
    assert isinstance(before, Paragraph)
    assert isinstance(heading, Paragraph)
    assert isinstance(after, Paragraph)
    assert (before.after, heading.keeps, after.after) == (12, True, 6)


def test_a_table_has_a_header_row_words_for_those_who_cannot_see_it_and_figures_right() -> None:
    (table,) = SECTIONS.items((GRID,), LAYOUT)
    assert isinstance(table, Table)
    assert table.alt == "Tabellen “Opgaver” med kolonnerne Hvad og Antal"
    assert [c[0].text for c in table.header] == ["Hvad", "Antal"]
    assert [c[0].align for c in table.header] == ["", "r"]
    assert {p.size for row in (table.header, *table.rows) for c in row for p in c} == {14}


def test_a_table_without_room_is_told_in_long_form() -> None:
    found = list(SECTIONS.items((GRID,), attrs.evolve(LAYOUT, highest=500_000)))
    assert [p.text for p in found if isinstance(p, Paragraph)] == ["Ring", "Antal: 7", "Skriv"]


def test_tiles_and_lists_are_told_one_by_one() -> None:
    tile = Tile(number=1, title=Line(("Titel",)), lines=cell("HR"), state="Klar", target="")
    assert texts(Tiles((tile,)), Items((cell("en", "to"),))) == [
        "1. Titel",
        "HR",
        "Klar",
        "en",
        "to",
    ]


def test_the_legend_names_the_chosen_in_bold() -> None:
    class Shown:
        legend = (
            Legend(title="Valgt", themes=((1, "Et"),), is_filled=True),
            Legend(title="Øvrige", themes=((2, "To"),), is_filled=False, note=Line(("Note",))),
        )

    found = list(SECTIONS.legend(Shown(), 14))  # type: ignore[arg-type]
    assert [p.text for p in found] == ["Valgt", "1. Et", "Øvrige", "2. To", "Note"]
    assert [p.spans[-1].strong for p in found] == [True, True, True, False, False]
