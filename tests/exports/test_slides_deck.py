"""A deck: titles that fit, slides that go on, letters as large as there is room for."""

from ledertrivsel.exporters._outline import Grid, Line, Speaker, cell
from ledertrivsel.exporters._slides_deck import CONTENT, TITLE, Deck, fits, fitting, halves
from ledertrivsel.exporters._slides_flow import Box
from ledertrivsel.exporters._slides_sections import Layout, Sections
from ledertrivsel.exporters._slides_text import Paragraph, Span
from ledertrivsel.labels import load_labels


def deck() -> Deck:
    return Deck(Speaker(load_labels("da"), "da"), Line(("Til alle",)))


def flowed(count: int) -> tuple[list[str], set[str]]:
    """Return the titles of the slides that so many lines take, and the sizes on them."""
    made = deck()

    def items(layout: Layout) -> list[Paragraph]:
        return [Paragraph(spans=(Span("linje"),), size=layout.size) for _ in range(count)]

    made.flow("Titel", items)
    drawn = [slide.canvas.xml().decode() for slide in made.finish()]
    titles = ["Titel" + f" (fortsat {n})" * (n > 1) for n in range(1, len(drawn) + 1)]
    assert all(
        title in xml.replace("</a:t></a:r><a:r>", "").replace('<a:rPr lang="da-DK"/><a:t>', "")
        for title, xml in zip(titles, drawn, strict=True)
    )
    return titles, {
        size for size in ("24", "20", "18", "16", "14") if f'sz="{size}00"' in drawn[0]
    }


def test_letters_are_as_large_as_one_slide_has_room_for() -> None:
    assert flowed(5) == (["Titel"], {"24"})
    assert flowed(12) == (["Titel"], {"20"})
    assert flowed(14) == (["Titel"], {"18"})
    assert flowed(15) == (["Titel"], {"16"})


def test_what_nearly_fits_one_slide_stands_in_two_columns_and_more_goes_on() -> None:
    assert flowed(17) == (["Titel"], {"18"})
    assert flowed(30) == (["Titel"], {"16"})
    assert flowed(60)[0] == ["Titel", *(f"Titel (fortsat {n})" for n in range(2, 5))]
    assert flowed(60)[1] == {"16"}


def test_two_columns_stand_beside_each_other() -> None:
    made = deck()
    made.flow("Titel", lambda layout: [Paragraph(spans=(Span("x"),), size=layout.size)] * 17)
    drawn = made.slides[0].canvas.xml().decode()
    left, right = halves()
    assert left.left + left.width < right.left
    assert f'<a:off x="{left.left}"' in drawn
    assert f'<a:off x="{right.left}"' in drawn


def test_a_table_that_nearly_fits_gets_smaller_letters() -> None:
    made = deck()
    sections = Sections(made.say)
    rows = tuple((cell("Tema"), cell("ord " * 40)) for _ in range(6))
    grid = Grid(caption=Line(("T",)), columns=("Hvad", "Hvorfor"), rows=rows)
    before = [Line(("linje",))] * 6
    assert made.flow("Titel", lambda layout: sections.items((*before, grid), layout)) == 1
    assert 'sz="1400"' in made.slides[0].canvas.xml().decode()


def test_a_title_gets_the_letters_that_its_box_holds() -> None:
    assert fitting((Span("Kort", True),), (28, 24, 12), TITLE) == 28
    assert fitting((Span("W" * 100, True),), (28, 24, 12), TITLE) == 12
    assert fitting((Span("W" * 9999, True),), (28, 24, 12), TITLE) == 12


def test_what_fits_is_no_higher_than_its_box() -> None:
    line = Paragraph(spans=(Span("linje"),), size=10, after=0)
    box = Box(0, 0, 10**6, 3 * 12 * 12_700)
    assert fits([line] * 3, box)
    assert not fits([line] * 4, box)


def test_every_slide_has_its_foot_and_its_number() -> None:
    made = deck()
    for name in ("En", "To"):
        made.slide(name)
    for number, slide in enumerate(made.finish(), 1):
        drawn = slide.canvas.xml().decode()
        assert "<a:t>Til alle</a:t>" in drawn
        assert f"<a:t>{number}</a:t></a:fld>" in drawn


def test_the_content_stands_between_the_title_and_the_foot() -> None:
    assert TITLE.bottom < CONTENT.top
    assert CONTENT.bottom < 6_446_520
