"""The PDF: whole, tagged, neutral to what people type, and nothing cut off."""

import datetime
import io
import itertools
import re
import subprocess
from pathlib import Path

import attrs
import pytest

from ledertrivsel.errors import MissingExtraError
from ledertrivsel.exporters.pdf import PdfExporter
from ledertrivsel.hookspecs import Export, Exporter
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.offers import Kind
from ledertrivsel.plugins import Registry
from ledertrivsel.prose import Prose
from ledertrivsel.themes import Text
from ledertrivsel.view import Audience, View, make_view
from tests import tools
from tests.cases.eksempelkommune import plan_on
from tests.exports import printed
from tests.exports.content import missing, normal
from tests.exports.everything import context, everything
from tests.exports.hostile import TEXTS

DAY = datetime.date(2026, 11, 23)
MARGIN = 25 * 72 / 25.4
"""Left and right of the text, in points."""


def made(view: View, language: str = "da") -> Export:
    tools.module("typst")
    return PdfExporter().export(view, context(language))


def written(view: View, language: str = "da") -> bytes:
    export = made(view, language)
    assert export.warnings == ()
    return export.content


def pages(content: bytes) -> list[str]:
    return tools.text_of_pdf(content).split("\f")[:-1]


def lacking(view: View, content: bytes, language: str = "da") -> list[str]:
    return missing(view, load_labels(language), printed.said(content))


def test_it_is_an_exporter() -> None:
    assert isinstance(PdfExporter(), Exporter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_view_is_in_the_file(language: str) -> None:
    view = everything()
    assert lacking(view, written(view, language), language) == []


def test_a_fact_that_is_not_in_the_file_would_be_found() -> None:
    view = everything()
    content = written(attrs.evolve(view, organisation="En anden"))
    assert lacking(view, content) == [f"View.organisation lacks {view.organisation!r}"]


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_case_is_whole_and_accessible(audience: Audience, language: str) -> None:
    view = make_view(plan_on(DAY), audience, today=DAY)
    content = written(view, language)
    assert lacking(view, content, language) == []
    assert_accessible(content, language, view.title)


def test_the_whole_view_is_accessible() -> None:
    view = everything()
    assert_accessible(written(view), "da", view.title)


def assert_accessible(content: bytes, language: str, title: str) -> None:
    """Check what EN 301 549 asks of a document, as far as a program can."""
    pikepdf = tools.module("pikepdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == {"da": "da-DK", "en": "en-GB"}[language]
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == title
        with pdf.open_outline() as outline:
            assert len(outline.root) > 3
        for page in pdf.pages:
            assert page.get("/Tabs") == "/S"
            for note in page.get("/Annots", ()):
                assert note.Subtype == "/Link"
                assert "/Contents" in note
    found = printed.tags(content)
    levels = [int(name[1]) for name, _ in found if re.fullmatch("H[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    for name, attributes in found:
        if name == "Figure":
            assert attributes.get("/Alt")
        if name == "TH":
            assert attributes["/Scope"] in ("/Column", "/Row", "/Both")
    assert {"Table", "TH", "TD", "L", "LI", "TOC", "TOCI"} <= {name for name, _ in found}
    fonts = subprocess.run(
        [tools.tool("pdffonts"), "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert {row[-5] for row in rows} == {"yes"}, "A font is not embedded."


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(written(everything()))
    subprocess.run([tools.tool("qpdf"), "--check", file], check=True, capture_output=True)


def test_the_card_is_a_picture_that_is_told_in_words() -> None:
    view = make_view(plan_on(DAY), Audience.FORUMS, today=DAY)
    (told,) = (a["/Alt"] for name, a in printed.tags(written(view)) if name == "Figure")
    assert told.startswith("Felt 1: Vigtigt, lykkes mindre godt – tema 1 (valgt), 2, ")


def test_words_in_another_language_are_marked() -> None:
    found = printed.tags(written(everything(), "en"))
    assert "da" in {a.get("/Lang") for _, a in found}


@pytest.mark.parametrize("audience", list(Audience))
def test_every_page_says_for_whom_it_is_and_how_many_there_are(audience: Audience) -> None:
    view = make_view(plan_on(DAY), audience, today=DAY)
    found = pages(written(view))
    for number, page in enumerate(found, 1):
        assert load_labels("da")[f"exports.audience.{audience.value}"] in page
        assert f"Side {number} af {len(found)}" in page


def test_what_is_read_together_stands_on_one_page() -> None:
    day = datetime.date(2026, 11, 23)
    view = make_view(plan_on(day), Audience.WORKING_GROUP, today=day)
    found = pages(written(view))
    facts = [page for page in found if "Udgivet\n" in page and "Kanal\n" in page]
    assert any("Kontakt" in page and "Version" in page for page in facts), "the publication"
    rows = [page for page in found if "Værktøj 1: Styrk lederens" in page]
    assert any("arbejder vi systematisk med" in page for page in rows), "theme 7"


def test_every_card_begins_a_page() -> None:
    view = make_view(plan_on(DAY), today=DAY)
    found = [page.lstrip() for page in pages(written(view))]
    begins = [page for page in found if re.match(r"(Action cards\s+)?Action card: ", page)]
    assert len(begins) == len(view.cards)


@pytest.mark.parametrize("text", [text for text in TEXTS if text != "-"])
def test_what_people_type_comes_out_as_it_went_in(text: str) -> None:
    view = everything(texts=(text,))
    export = made(view)
    said = printed.said(export.content)
    assert [w.code for w in export.warnings] == ["no-glyph"] * ("😀" in text)
    bare = text.replace("\u200f", "")  # A mark of direction is not read aloud.
    assert normal(bare) in normal(said)
    if bare == text:
        assert missing(view, load_labels("da"), said) == []


def test_what_is_not_seen_may_stand_on_the_card() -> None:
    view = make_view(plan_on(DAY), Audience.FORUMS, today=DAY)
    question = Text({"da": "Familie \U0001f469\u200d\U0001f4bc og sam\u00adarbejde?"})
    view = attrs.evolve(view, instrument=attrs.evolve(view.instrument, success_question=question))
    assert made(view).content.startswith(b"%PDF-")


def test_hostile_texts_add_no_tag_and_no_link() -> None:
    tame, hostile = everything(texts=("ord",)), everything(texts=("[h](javascript:x) <a> #link",))
    one, other = ([name for name, _ in printed.tags(made(v).content)] for v in (tame, hostile))
    assert set(one) == set(other)
    assert one.count("Link") == other.count("Link")


def test_nothing_stands_outside_the_page() -> None:
    long = "Medarbejderrepræsentantskabet"
    texts = (f"{long} {long} " * 40, "x" * 300, f"https://eksempel.dk/{'sti/' * 60}")
    content = made(everything(texts=texts)).content
    boxes = subprocess.run(
        [tools.tool("pdftotext"), "-bbox", "-", "-"],
        input=content,
        capture_output=True,
        check=True,
    ).stdout.decode()
    edges = [float(x) for x in re.findall(r'<word .*?xMax="([\d.]+)"', boxes)]
    assert max(edges) <= 210 * 72 / 25.4 - MARGIN + 3  # A hyphen may hang in the margin.


def test_an_answer_of_thirty_thousand_characters_is_whole() -> None:
    words = " ".join(f"ord{number:05}" for number in range(30_000 // 9))
    view = make_view(plan_on(DAY), today=DAY)
    card = attrs.evolve(view.cards[0], goal=Prose(words))
    view = attrs.evolve(view, cards=(card, *view.cards[1:]))
    assert lacking(view, written(view)) == []


def test_a_task_may_go_on_over_many_pages() -> None:
    words = " ".join(f"ord{number:05}" for number in range(30_000 // 9))
    view = make_view(plan_on(DAY), today=DAY)
    card = view.cards[1]
    task = attrs.evolve(card.tasks[0], what=Prose(words))
    card = attrs.evolve(card, tasks=(task, *card.tasks[1:]))
    view = attrs.evolve(view, cards=(view.cards[0], card))
    assert lacking(view, written(view)) == []


def test_lists_in_lists_are_whole_however_deep() -> None:
    deep = "\n".join(f"{'  ' * depth}- punkt {depth}" for depth in range(22))
    counted = "\n".join(f"{'   ' * depth}{1}. nummer {depth}" for depth in range(15))
    for text in (deep, counted):
        view = make_view(plan_on(DAY), today=DAY)
        card = attrs.evolve(view.cards[0], goal=Prose(text))
        view = attrs.evolve(view, cards=(card,))
        assert lacking(view, written(view)) == []


def test_the_same_view_gives_the_same_bytes() -> None:
    view = everything()
    assert written(view) == written(view)


def test_without_the_compiler_it_says_which_extra_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "typst", None)
    registry = Registry(entry_points=False)
    with pytest.raises(MissingExtraError) as caught:
        registry.offer(Kind.EXPORTER, "pdf").make()
    assert str(caught.value) == (
        "The exporter 'pdf' needs the package 'typst'. "
        'Install it with: pip install "ledertrivsel[pdf]"'
    )
