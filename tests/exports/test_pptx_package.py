"""The package: the template that the program in the repo makes, and no trace of a clock."""

import datetime
import importlib.util
import io
import re
import zipfile
from pathlib import Path
from types import ModuleType

from lxml import etree

from ledertrivsel.exporters import _slides_chapters, _slides_deck, _slides_steps
from ledertrivsel.exporters._colours import PALETTE, TEXT_CONTRAST, contrast
from ledertrivsel.exporters._outline import Line, Speaker
from ledertrivsel.exporters._pptx_package import About, packed
from ledertrivsel.exporters._slides_text import Paragraph, Span
from ledertrivsel.labels import load_labels
from tests.exports import slides
from tests.exports.word import audit

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "src" / "ledertrivsel" / "data" / "templates" / "slides.pptx"
ABOUT = About(title="Plan", author="Øby", language="da", on=datetime.date(2026, 9, 2))


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("t", ROOT / "docs" / "slides_template.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def deck() -> _slides_deck.Deck:
    return _slides_deck.Deck(Speaker(load_labels("da"), "da"), Line(("Til alle",)))


def test_the_template_is_what_its_program_makes() -> None:
    assert TEMPLATE.read_bytes() == program().content()


def test_the_template_is_valid_wide_and_danish() -> None:
    assert audit(TEMPLATE.read_bytes(), ".pptx") == []
    opened = slides.opened(TEMPLATE.read_bytes())
    assert (opened.slide_width, opened.slide_height) == (slides.WIDTH, slides.HEIGHT)
    with zipfile.ZipFile(TEMPLATE) as archive:
        for name in archive.namelist():
            found = re.findall(r'lang="([^"]*)"', archive.read(name).decode())
            assert set(found) <= {"da-DK"}, name


def test_the_places_of_the_template_are_those_that_text_is_measured_for() -> None:
    layouts = {
        layout.name: layout for layout in slides.opened(TEMPLATE.read_bytes()).slide_layouts
    }

    def box(name: str, index: int) -> tuple[int, ...]:
        place = layouts[name].placeholders[index]
        return place.left, place.top, place.width, place.height

    def wanted(given: object) -> tuple[int, ...]:
        return given.left, given.top, given.width, given.height  # type: ignore[attr-defined]

    assert box("Kun titel", 0) == wanted(_slides_deck.TITLE)
    assert box("Titel og tekst", 1) == wanted(_slides_deck.CONTENT)
    assert box("Forside", 0) == wanted(_slides_chapters.COVER)
    assert box("Forside", 1) == wanted(_slides_chapters.SUBTITLE)
    assert box("Trin", 0) == wanted(_slides_steps.STEP_TITLE)
    assert box("Trin", 1) == wanted(_slides_steps.STEP_BODY)


def test_the_colours_read_well_where_they_stand() -> None:
    made = program().COLOURS
    white, shade = made["lt1"], made["lt2"]
    for name in ("dk1", "dk2", "accent1", "accent6", "hlink"):
        assert contrast(made[name], white) >= TEXT_CONTRAST
        assert contrast(made[name], shade) >= TEXT_CONTRAST
    assert contrast(made["accent2"], white) >= TEXT_CONTRAST  # The number of a chosen theme.
    assert contrast(made["dk2"], made["accent5"]) >= TEXT_CONTRAST  # The name of field 1.
    with zipfile.ZipFile(TEMPLATE) as archive:
        theme = etree.fromstring(archive.read("ppt/theme/theme1.xml"))
    found = [f"#{c.get('val').lower()}" for c in theme.iter("{*}srgbClr")]
    assert found == list(made.values())
    assert set(found) <= {getattr(PALETTE, name) for name in PALETTE.__slots__ if name[0] != "_"}


def test_notes_belong_to_their_slide_and_have_the_language() -> None:
    made = deck()
    made.slide("En")
    made.slide("To", notes=(Paragraph(spans=(Span("Sig det"),), size=12),))
    content = packed(made.finish(), ABOUT)
    one, two = slides.opened(content).slides
    assert not one.has_notes_slide
    assert two.notes_slide.notes_text_frame.text == "Sig det"
    assert 'lang="da-DK"' in two.notes_slide._element.xml
    assert audit(content, ".pptx") == []


def test_links_lead_out_of_the_file_and_the_layout_is_the_one_asked_for() -> None:
    made = deck()
    canvas = made.slide("En", layout="secHead")
    span = Span("her", link="https://eksempel.dk/?a=1&b=2")
    canvas.text("Tekst", _slides_steps.STEP_BODY, (Paragraph(spans=(span,), size=18),))
    content = packed(made.finish(), ABOUT)
    assert slides.links(content) == {"https://eksempel.dk/?a=1&b=2"}
    assert slides.opened(content).slides[0].slide_layout.name == "Trin"


def test_the_archive_tells_nothing_of_when_and_where() -> None:
    content = packed(deck().finish(), ABOUT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        for part in archive.infolist():
            assert (part.date_time, part.create_system) == ((1980, 1, 1, 0, 0, 0), 0)
    told = slides.opened(content).core_properties
    assert (told.title, told.author, told.last_modified_by) == ("Plan", "Øby", "")
    assert told.created == told.modified == datetime.datetime(2026, 9, 2, 12)
