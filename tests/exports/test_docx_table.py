"""Tables in Word: widths that add up, and columns that go on in another table."""

from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.exporters._docx_table import Column, column, divided, row, table, widths
from ledertrivsel.exporters._docx_xml import NOTHING, w

COLUMNS = st.builds(
    Column,
    head=st.integers(0, 60),
    word=st.integers(0, 300),
    line=st.integers(0, 30_000),
    letters=st.integers(0, 90_000),
    is_numeric=st.booleans(),
)


@given(st.lists(COLUMNS, min_size=1, max_size=12), st.integers(3000, 15_000))
def test_columns_are_together_as_wide_as_the_page(columns: list[Column], width: int) -> None:
    made = widths(columns, width)
    assert sum(made) == width
    assert len(made) == len(columns)
    assert all(wide >= 0 for wide in made)


@given(st.lists(COLUMNS, min_size=2, max_size=12), st.integers(9000, 15_000))
def test_every_column_has_room_for_its_words_where_there_is_any(
    columns: list[Column], width: int
) -> None:
    if sum(c.least for c in columns) <= width:
        for c, wide in zip(columns, widths(columns, width), strict=True):
            assert wide >= c.least


@given(st.lists(COLUMNS, min_size=2, max_size=90), st.integers(3000, 15_000))
def test_a_wide_table_goes_on_beside_the_same_first_column(
    columns: list[Column], width: int
) -> None:
    parts = list(divided(columns, width))
    assert all(part[0] == 0 and len(part) > 1 for part in parts)
    assert [n for part in parts for n in part[1:]] == list(range(1, len(columns)))


def test_one_column_is_a_table_too() -> None:
    assert list(divided([column("Tema", ["et"])], 9000)) == [(0,)]


def test_a_column_is_measured_by_its_longest_word_and_line() -> None:
    found = column("Hvem", ["Ledere i teknik\nHR"])
    assert found == Column(head=4, word=6, line=15, letters=22)
    assert column("Et langt hoved", ["4,67"], is_numeric=True).line == 4


def test_a_longer_text_gets_more_room() -> None:
    short, long = column("Hvem", ["HR"]), column("Opgave", ["et langt ord " * 20])
    narrow, wide = widths([short, long], 9000)
    assert narrow == short.most
    assert wide == 9000 - narrow


def test_the_heading_row_is_repeated_and_the_caption_is_read_aloud() -> None:
    head = row([NOTHING], [900], head=True, whole=True)
    assert "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" in head
    made = table([w("tr")], [900], style="PlanTable", caption="A & B", indent=0)
    assert '<w:tblCaption w:val="A &amp; B"/>' in made
    assert "tblInd" not in made
