"""The deck, read again by python-pptx, by LibreOffice and by a schema's auditor."""

import datetime
import itertools
import re
import subprocess
import sys
from typing import Any

import attrs
import pytest

import ledertrivsel as lt
from ledertrivsel.errors import MissingExtraError
from ledertrivsel.exporters._slides_choices import DECKS, only
from ledertrivsel.exporters.pptx import PptxExporter
from ledertrivsel.hookspecs import Exporter, ExportWarning
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.plan import Plan
from ledertrivsel.prose import Prose
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports import slides
from tests.exports.content import missing, normal
from tests.exports.everything import METHOD, context, everything
from tests.exports.hostile import TEXTS
from tests.exports.ugly import ugly_plan
from tests.exports.word import audit
from tests.tools import by_office, text_of_pdf

DAYS = (datetime.date(2026, 9, 2), datetime.date(2027, 9, 16))
LANGS = {"da": "da-DK", "en": "en-GB"}
EMPTY = Plan.start(METHOD, title="Plan", on=DAYS[0])


def made(view: View, language: str = "da", deck: str = "whole", **changes: Any) -> bytes:
    given = attrs.evolve(context(language), options={"deck": deck}, **changes)
    return PptxExporter().export(view, given).content


def lost(view: View, language: str, text: str) -> list[str]:
    shown = missing(only(view, "whole"), load_labels(language), text)
    # A theme of the method need not say that it is.
    return [fact for fact in shown if not fact.startswith("Theme.source lacks")]


def case(audience: Audience, day: datetime.date) -> View:
    return make_view(plan_on(day), audience, today=day)


VIEWS = {
    "everything": everything(),
    "ugly": make_view(ugly_plan(), Audience.WORKING_GROUP),
    "empty": make_view(EMPTY, Audience.WORKING_GROUP),
    **{a.value: case(a, DAYS[1]) for a in Audience},
}


@attrs.frozen
class Read:
    """A deck that was made and read again."""

    view: View
    language: str
    content: bytes
    opened: Any


@pytest.fixture(scope="module", params=itertools.product(VIEWS, LANGUAGES), ids=" ".join)
def deck(request: pytest.FixtureRequest) -> Read:
    name, language = request.param
    content = made(VIEWS[name], language)
    return Read(VIEWS[name], language, content, slides.opened(content))


def test_it_is_an_exporter() -> None:
    assert isinstance(PptxExporter(), Exporter)


def test_every_fact_of_the_parts_it_carries_is_in_the_deck(deck: Read) -> None:
    assert lost(deck.view, deck.language, slides.text_of(deck.content)) == []


def test_a_slide_is_wide_and_has_a_title_a_foot_and_its_number(deck: Read) -> None:
    size = deck.opened.slide_width, deck.opened.slide_height
    assert size == (slides.WIDTH, slides.HEIGHT)
    foot = load_labels(deck.language)[f"exports.audience.{deck.view.audience.value}"]
    for number, slide in enumerate(deck.opened.slides, 1):
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.shapes[0] == slide.shapes.title
        feet = [shape.text_frame.text for shape in slide.shapes if slides.is_foot(shape)]
        assert feet[0].startswith(foot)
        assert feet[1:] == [str(number)]


def test_every_shape_has_words_for_those_who_cannot_see_it(deck: Read) -> None:
    for shape in (shape for slide in deck.opened.slides for shape in slide.shapes):
        is_text = shape.has_text_frame and shape.text_frame.text.strip()
        if not is_text or shape.name.startswith(("Tema ", "Theme ")):
            assert (is_text and slides.is_box(shape)) or slides.alt(shape), shape.name


def test_nothing_stands_outside_its_slide_or_on_other_text(deck: Read) -> None:
    for slide in deck.opened.slides:
        placed = [(shape, slides.place(shape)) for shape in slide.shapes]
        for _, (left, top, right, bottom) in placed:
            assert 0 <= left <= right <= slides.WIDTH
            assert 0 <= top <= bottom <= slides.HEIGHT
        boxes = [(s, at) for s, at in placed if slides.has_text(s) and not slides.is_round(s)]
        for (one, a), (other, b) in itertools.combinations(boxes, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, f"{one.name} and {other.name}"


def test_every_run_has_its_language(deck: Read) -> None:
    danish = {theme.title.to("da") for theme in deck.view.themes if theme.id == "own"}
    for run in slides.runs(deck.opened):
        said = "".join(run.itertext())
        # Of an English deck, what has no English wording is marked as Danish.
        allowed = {"da-DK"} if said in danish else {LANGS[deck.language], "da-DK"}
        assert run.rPr.get("lang") in allowed


def test_no_text_is_larger_than_its_box(deck: Read) -> None:
    for slide in deck.opened.slides:
        for shape in slide.shapes:
            if slides.is_box(shape):
                assert slides.text_height(shape) <= shape.height + 1, shape.text_frame.text


def test_an_auditor_finds_no_error() -> None:
    for name in ("everything", "ugly", "empty"):
        assert audit(made(VIEWS[name]), ".pptx") == [], name


def test_office_opens_it_and_shows_all_of_it() -> None:
    view = VIEWS["everything"]
    content = made(view)
    text = text_of_pdf(by_office(content, ".pptx", "pdf"))
    assert text.count("\f") == len(slides.opened(content).slides)
    said = re.sub(r"\s", "", text)
    for slide, shape in slides.shapes(content):
        frames = [shape.text_frame] if shape.has_text_frame else []
        if shape.has_table:
            frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
        for frame in frames:
            for word in frame.text.split():
                assert word in said, slide.shapes.title.text


@pytest.mark.parametrize("text", [text for text in TEXTS if text != "-"])
def test_what_people_type_comes_out_as_it_went_in(text: str) -> None:
    view = everything(texts=(text,))
    content = made(view)
    said = slides.text_of(content)
    assert lost(view, "da", said) == []
    assert normal(text) in normal(said)
    assert slides.links(content) == set()


def test_a_link_leads_where_it_did_and_nowhere_else() -> None:
    purpose = Prose("[Her](https://eksempel.dk/?a=1&b=2), [der](javascript:alert(1)), a@b.dk")
    view = attrs.evolve(VIEWS["empty"], purpose=purpose)
    assert slides.links(made(view)) == {"https://eksempel.dk/?a=1&b=2"}


def test_a_text_of_30_000_letters_goes_on_with_the_next_slides() -> None:
    words = " ".join(map(str, range(6000)))[:30_000]
    view = everything()
    card = attrs.evolve(view.cards[0], goal=Prose(words))
    content = made(attrs.evolve(view, cards=(card,)))
    assert words in normal(slides.text_of(content))
    titles = [slide.shapes.title.text_frame.text for slide in slides.opened(content).slides]
    name = next(title for title in titles if title.startswith("Action card: "))
    continued = [t for t in titles if t.startswith(name)]
    assert continued[1:] == [f"{name} (fortsat {n})" for n in range(2, len(continued) + 1)]
    assert len(continued) > 8


def test_the_notes_have_the_agenda_with_its_minutes() -> None:
    opened = slides.opened(made(VIEWS["empty"]))
    notes = [s.notes_slide.notes_text_frame.text for s in opened.slides if s.has_notes_slide]
    assert len(notes) == 4
    assert notes[1].startswith("Drøft sammen\nHvorfor er et tema vigtigt")
    assert notes[0].startswith(
        "Drejebog for forberedelse: valg af temaer\n"
        "Formål: At vælge de temaer, som planen for ledertrivsel skal handle om.\n"
        "I alt 90 minutter\n"
        "0–15 min: Velkommen\n"
        "Hvem: HR\n"
    )
    assert "45 min, hvis I tager det med: Introduktion til lederes trivsel" in notes[0]
    assert "25–85 min: Prioriter temaerne" in notes[0]


def test_without_the_method_there_is_no_agenda_and_a_warning_says_so() -> None:
    given = attrs.evolve(context("da"), method=None)
    export = PptxExporter().export(VIEWS["empty"], given)
    assert export.warnings == (ExportWarning(code="slides-without-agenda"),)
    assert export.warnings[0].render(load_labels("da")) == (
        "Metoden er ikke ved hånden: Slidene har hverken drejebog eller de tre trins indhold."
    )
    assert not any(slide.has_notes_slide for slide in slides.opened(export.content).slides)


def test_the_finished_plan_needs_no_agenda() -> None:
    given = attrs.evolve(context("da"), method=None, options={"deck": "plan"})
    assert PptxExporter().export(VIEWS["empty"], given).warnings == ()


def test_each_deck_holds_what_it_is_for() -> None:
    view = VIEWS["everything"]
    titles = {
        deck: [s.shapes.title.text_frame.text for s in slides.opened(made(view, deck=deck)).slides]
        for deck in DECKS
    }
    assert "Støttespørgsmål" in titles["qualify"]
    assert "Støttespørgsmål" not in titles["prepare"]
    assert "Prioriteringskortet" in titles["prepare"]
    assert any(title.startswith("Action card") for title in titles["concretize"])
    assert not any(title.startswith("Trin") for title in titles["plan"])
    assert max(titles, key=lambda deck: len(titles[deck])) == "whole"


def test_without_the_library_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(MissingExtraError) as caught:
        lt.export(EMPTY, "pptx", registry=lt.Registry(entry_points=False))
    assert str(caught.value) == (
        "The exporter 'pptx' needs the package 'pptx'. "
        'Install it with: pip install "ledertrivsel[pptx]"'
    )


def test_nothing_but_an_export_loads_the_library() -> None:
    program = (
        "import sys, ledertrivsel as lt\n"
        "lt.Registry(entry_points=False).exporter_info('pptx')\n"
        "print('pptx' in sys.modules, 'lxml' in sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "False False\n"


def test_it_tells_of_itself_without_the_clock() -> None:
    told = slides.opened(made(VIEWS["everything"], "en")).core_properties
    assert (told.title, told.language) == (VIEWS["everything"].title, "en-GB")
    assert told.created == told.modified == datetime.datetime(2027, 1, 1, 12)
