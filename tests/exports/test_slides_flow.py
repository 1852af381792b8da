"""What stands on which slide: nothing is lost, nothing stands under the edge."""

from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.exporters import _slides_fit as fit
from ledertrivsel.exporters._slides_flow import MOST, Box, Item, Placed, Table, measured, pages
from ledertrivsel.exporters._slides_text import Paragraph, Span

BOX = Box(0, 100, 5_000_000, 2_000_000)


def paragraph(text: str, size: int = 18, *, keeps: bool = False) -> Paragraph:
    return Paragraph(spans=(Span(text),), size=size, keeps=keeps)


def table(*rows: tuple[str, ...], across: int = BOX.width) -> Table | None:
    cells = [[(paragraph(text, 12),) for text in row] for row in rows]
    return measured("Navn", "Tabel", cells[0], cells[1:], across, BOX.height)


def texts(placed: list[list[Placed]]) -> list[str]:
    said = []
    for page in placed:
        for item in page:
            if isinstance(item.content, Table):
                said += [cell[0].text for row in item.content.rows for cell in row]
            else:
                said += [p.text for p in item.content]
    return said


def test_a_long_paragraph_goes_on_with_the_next_slide() -> None:
    words = " ".join(map(str, range(2000)))
    placed = pages([paragraph(words)], BOX)
    assert len(placed) > 3
    assert "".join(texts(placed)) == words
    assert all(len(page) == 1 for page in placed)


@given(
    given=st.lists(
        st.tuples(st.text("ab \n", max_size=200), st.sampled_from((12, 18, 28)), st.booleans()),
        max_size=12,
    )
)
def test_nothing_is_lost_or_under_the_edge(given: list[tuple[str, int, bool]]) -> None:
    placed = pages([paragraph(text, size, keeps=keeps) for text, size, keeps in given], BOX)
    said = "".join("".join(texts(placed)).split())
    assert said == "".join("".join(text for text, _, _ in given).split())
    for page in placed:
        for item in page:
            assert item.box.top >= BOX.top
            assert item.box.bottom <= BOX.bottom
            assert isinstance(item.content, tuple)
            needed = sum(
                len(fit.starts(p, BOX.width)) * fit.line_height(p.size) for p in item.content
            )
            assert needed <= BOX.height


def test_a_heading_stands_with_what_follows_it() -> None:
    line = fit.line_height(18) + 6 * fit.POINT
    full = [paragraph("linje") for _ in range(BOX.height // line - 1)]
    heading: list[Item] = [*full, paragraph("Overskrift", keeps=True), paragraph("a " * 400)]
    first, second, *_ = pages(heading, BOX)
    assert "Overskrift" not in texts([first])
    assert texts([second])[0] == "Overskrift"


def test_a_table_goes_on_under_its_heading() -> None:
    whole = table(("Nr.", "Hvad"), *((str(n), f"Opgave {n}") for n in range(30)))
    assert whole is not None
    placed = pages([paragraph("Før"), whole, paragraph("Efter")], BOX)
    assert texts(placed) == [
        "Før",
        *(text for n in range(30) for text in (str(n), f"Opgave {n}")),
        "Efter",
    ]
    tables = [item for page in placed for item in page if isinstance(item.content, Table)]
    assert len(tables) == 8
    for item in tables:
        assert isinstance(item.content, Table)
        assert item.content.header == whole.header
        assert item.box.bottom <= BOX.bottom


def test_columns_share_the_width_and_hold_their_longest_words() -> None:
    whole = table(("Nr.", "Hvad"), ("1", "Arbejdsmiljørepræsentanternes møde " * 3))
    assert whole is not None
    assert sum(whole.widths) == BOX.width
    assert whole.widths[1] > whole.widths[0] >= fit.longest_word(paragraph("Nr.", 12))


def test_a_row_that_no_slide_holds_makes_no_table() -> None:
    assert table(("Hvad",), ("ord " * 1000,)) is None
    assert table(("Hvad",), ("x" * (MOST + 1),)) is None


def test_words_that_no_columns_hold_make_no_table() -> None:
    words = tuple("Arbejdsmiljø" for _ in range(20))
    assert table(words, words) is None


def test_nothing_needs_no_slide() -> None:
    assert pages([], BOX) == []
