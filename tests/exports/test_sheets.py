"""The work sheets: the method's own words, room to write, and whose they are on every page."""

import datetime
import io
import itertools
import re
import subprocess
from pathlib import Path
from typing import Any

import attrs
import pytest

from ledertrivsel.errors import ExportError
from ledertrivsel.exporters.sheets import NAMES, SheetsExporter
from ledertrivsel.hookspecs import Export, Exporter
from ledertrivsel.instruments import Question
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.themes import Text, Theme, ThemeSource
from ledertrivsel.view import Audience, View, make_view
from tests import tools
from tests.cases.eksempelkommune import plan_on
from tests.cases.small_plans import bare
from tests.exports import printed
from tests.exports.content import normal
from tests.exports.everything import METHOD, context

BEGUN, CHOSEN = datetime.date(2026, 6, 1), datetime.date(2026, 9, 16)
A4, A3 = (595, 842), (842, 1191)


def empty() -> View:
    return make_view(bare(), today=BEGUN)


def half_filled(audience: Audience = Audience.ORGANISATION) -> View:
    return make_view(plan_on(CHOSEN), audience, today=CHOSEN)


def made(view: View, language: str = "da", method: Any = METHOD, **options: str) -> Export:
    tools.module("typst")
    given = attrs.evolve(context(language), options=options, method=method)
    return SheetsExporter().export(view, given)


def pages(content: bytes) -> list[tuple[int, int]]:
    """Return the width and height of each page, in points."""
    pikepdf = tools.module("pikepdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [page.mediabox for page in pdf.pages]
    return [(round(float(box[2])), round(float(box[3]))) for box in boxes]


def said(content: bytes) -> str:
    return normal(printed.said(content))


def test_it_is_an_exporter() -> None:
    assert isinstance(SheetsExporter(), Exporter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_the_sheets_have_the_methods_words(language: str) -> None:
    text = said(made(empty(), language).content)
    instrument = METHOD.instrument
    words = [
        *(
            part
            for theme in METHOD.themes
            for part in (theme.title, theme.question, *theme.prompts)
        ),
        *(part for q in instrument.support_questions for part in (q.title, *q.parts)),
        *(heading.title for heading in instrument.headings),
        *(instrument.importance_question, instrument.success_question),
        *(instrument.low, instrument.high, METHOD.purpose),
        *(q.title for q in (*METHOD.discussion_questions, *METHOD.mandate_questions)),
        *(part for s in METHOD.steps for part in s.parts),
        *(item for s in METHOD.checklist for item in (s.title, *s.items, *s.notes)),
        *(agenda.title for agenda in METHOD.agendas),
        *(item.title for agenda in METHOD.agendas for item in agenda.items),
        *(point for a in METHOD.agendas for item in a.items for point, _ in item.points),
        *(thing for a in METHOD.agendas for i in a.items for thing in i.considerations),
        *(thing for a in METHOD.agendas for i in a.items for thing in i.materials),
        *(tool.pointer for tool in METHOD.tools if tool.pointer),
        *METHOD.publishing,
        *METHOD.follow_up,
    ]
    assert [
        word.to(language) for word in words if word and normal(word.to(language)) not in text
    ] == []


def test_the_blank_card_has_the_seven_headings_as_the_source_spells_them() -> None:
    content = made(empty(), sheet="action-card").content
    headings = [heading.title.to("da") for heading in METHOD.instrument.headings]
    text = said(content)
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "Hvad er medarbejderrepræsentanter og samarbejdsforas rolle" in headings
    assert len(pages(content)) == 1


@pytest.mark.parametrize("sheet", ["questions", "action-card"])
def test_each_chosen_theme_has_a_page_of_its_own(sheet: str) -> None:
    view = half_filled()
    assert view.choice is not None
    content = made(view, sheet=sheet).content
    assert len(pages(content)) == len(view.choice.themes)
    assert [t.title.to("da") in said(content) for t in view.choice.themes] == [True] * 4
    assert len(pages(made(empty(), sheet=sheet).content)) == 1


def test_there_are_twelve_slips_and_empty_ones_to_the_end_of_the_page() -> None:
    text = said(made(empty(), sheet="slips").content)
    assert text.count("Eget tema") == 4
    assert len(pages(made(empty(), sheet="slips").content)) == 2


def test_an_own_theme_has_a_slip_too() -> None:
    view = half_filled(Audience.WORKING_GROUP)
    assert "13 Hvordan skaber vi klare mål og rammer for ledelsesopgaven?" in said(
        made(view, sheet="slips").content
    )


@pytest.mark.parametrize(
    ("sheet", "count", "is_wide"),
    [
        ("process", 1, True),
        ("checklist", 1, False),
        ("agendas", 3, False),
        ("slips", 2, False),
        ("card", 1, True),
        ("questions", 1, False),
        ("action-card", 1, False),
        ("report", 1, False),
    ],
)
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_sheet_fits_on_its_paper(sheet: str, count: int, is_wide: bool, paper: str) -> None:
    size = {"a4": A4, "a3": A3}[paper]
    content = made(empty(), sheet=sheet, paper=paper).content
    assert pages(content) == [size[::-1] if is_wide else size] * count


def test_all_of_them_stand_in_the_order_of_use() -> None:
    view = half_filled()
    each = [len(pages(made(view, sheet=name).content)) for name in NAMES]
    assert len(pages(made(view).content)) == sum(each)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_nothing_stands_outside_the_page_or_on_its_foot(language: str, paper: str) -> None:
    content = made(half_filled(), language, paper=paper).content
    boxes = subprocess.run(
        [tools.tool("pdftotext"), "-bbox", "-", "-"],
        input=content,
        capture_output=True,
        check=True,
    ).stdout.decode()
    foot = load_labels(language)["exports.audience.organisation"].split()[0]
    for page in boxes.split("<page ")[1:]:
        size = re.match(r'width="([\d.]+)" height="([\d.]+)"', page)
        assert size is not None
        words = re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<', page
        )
        at_foot = max(float(y) for _, y, _, _, word in words if word == foot)
        for left, _, right, bottom, word in words:
            assert float(left) >= 20, word
            assert float(right) <= float(size[1]) - 20, word
            assert float(bottom) <= float(size[2]) - 10, word
        above = [float(bottom) for _, top, _, bottom, _ in words if float(top) < at_foot - 1]
        assert max(above) <= at_foot


@pytest.mark.parametrize("audience", list(Audience))
def test_every_page_names_its_audience_and_whose_method_it_is(audience: Audience) -> None:
    content = made(half_filled(audience)).content
    for page in tools.text_of_pdf(content).split("\f")[:-1]:
        assert load_labels("da")[f"exports.audience.{audience.value}"] in page
        assert "ISBN 978-87-7590-012-1" in normal(page)
        assert re.search(r"Side \d+ af \d+", page)


def test_it_is_tagged_and_its_headings_are_in_order(tmp_path: Path) -> None:
    pikepdf = tools.module("pikepdf")
    content = made(half_filled()).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "da-DK"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Arbejdsark: Plan for ledertrivsel 2026–2027"
            attribution = METHOD.instrument.attribution.to("da")
            assert metadata["dc:description"] == f"Til hele organisationen. {attribution}"
    found = printed.tags(content)
    levels = [int(name[1]) for name, _ in found if re.fullmatch("H[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    assert {a["/Scope"] for name, a in found if name == "TH"} == {"/Column"}
    file = tmp_path / "sheets.pdf"
    file.write_bytes(content)
    subprocess.run([tools.tool("qpdf"), "--check", file], check=True, capture_output=True)


@pytest.mark.parametrize("sheet", ["agendas", "checklist", "process"])
def test_a_sheet_of_the_method_alone_is_refused_without_it(sheet: str) -> None:
    with pytest.raises(ExportError) as caught:
        made(empty(), method=None, sheet=sheet)
    name = load_labels("en")[f"sheets.name.{sheet}"]
    assert str(caught.value) == (
        f"The export 'sheets' can't be made: {name} is made of the method’s agendas, checklist "
        "and steps, and the method Create one plan for managers’ well-being is not installed "
        "here. Install the package that it came with."
    )


def test_a_method_without_a_checklist_has_no_such_sheet() -> None:
    bare_method = attrs.evolve(METHOD, checklist=())
    with pytest.raises(ExportError) as caught:
        made(empty(), method=bare_method, sheet="checklist")
    assert str(caught.value) == (
        "The export 'sheets' can't be made: the method Create one plan for managers’ well-being "
        "has nothing for the sheet Checklist before you begin."
    )


def test_all_the_sheets_without_the_method_are_those_of_the_plan_and_a_warning() -> None:
    export = made(empty(), method=None)
    (warning,) = export.warnings
    assert warning.render(load_labels("da")) == (
        "Arkene Processen på én side, Tjekliste, før I går i gang og Drejebøger er udeladt: De er "
        "lavet af metoden Skab en samlet plan for ledertrivsel, som ikke er installeret her."
    )
    assert len(pages(export.content)) == 6


def test_long_questions_of_another_method_take_the_pages_that_they_need() -> None:
    long = Text({"da": "Hvordan lykkes vi med det, og hvad skal der til? " * 30})
    instrument = METHOD.instrument
    questions = tuple(attrs.evolve(q, parts=(long, long)) for q in instrument.support_questions)
    view = empty()
    view = attrs.evolve(view, instrument=attrs.evolve(instrument, support_questions=questions))
    content = made(view, sheet="questions").content
    assert len(pages(content)) == 3
    assert said(content).count("og hvad skal der til?") == 4 * 2 * 30
    short = Text({"da": long.to("da")[:190]})
    words = tuple(Question(id=f"q{n}", title=short) for n in range(9))
    card = made(view, method=attrs.evolve(METHOD, discussion_questions=words), sheet="card")
    assert len(pages(card.content)) == 2
    assert said(card.content).count(short.to("da").strip()) == 9


def test_the_plans_answers_are_not_on_the_sheets() -> None:
    view = make_view(plan_on(datetime.date(2026, 11, 23)), Audience.WORKING_GROUP)
    text = said(made(view).content)
    for card in view.cards:
        assert normal(card.goal.plain) not in text
    assert view.choice is not None
    assert normal(view.choice.rationale.plain) not in text


def test_a_hostile_theme_is_only_text() -> None:
    title = '#link("x") <b> $x^2$ *fed* @her \\ 😀'
    own = Theme(id="own", title=Text({"da": title}), number=13, source=ThemeSource.SURVEY)
    view = attrs.evolve(half_filled(), themes=(own,))
    export = made(view, sheet="slips")
    assert title in said(export.content)
    assert [warning.code for warning in export.warnings] == ["no-glyph"]


def test_the_same_view_gives_the_same_bytes() -> None:
    assert made(half_filled()).content == made(half_filled()).content
