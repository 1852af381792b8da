"""The Word file: whole, neutral, accessible, and the organisation's own where it wants that."""

import datetime
import itertools
import re
import sys

import attrs
import pytest

from ledertrivsel.errors import MissingExtraError
from ledertrivsel.exporters import _docx_picture
from ledertrivsel.exporters.docx import DocxExporter
from ledertrivsel.hookspecs import Exporter
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.offers import Kind
from ledertrivsel.plugins import Registry
from ledertrivsel.prose import Prose
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.cases.small_plans import bare
from tests.exports.content import missing, normal
from tests.exports.everything import context, everything
from tests.exports.hostile import TEXTS
from tests.exports.word import R, W, audit, line_of, paragraphs, read, text_in, text_of
from tests.tools import by_office, text_of_pdf

DAYS = (
    datetime.date(2026, 6, 17),
    datetime.date(2026, 9, 2),
    datetime.date(2026, 11, 23),
    datetime.date(2027, 9, 16),
)


def written(view: View, language: str = "da") -> bytes:
    export = DocxExporter().export(view, context(language))
    assert export.warnings == ()
    return export.content


def case(audience: Audience = Audience.ORGANISATION, day: datetime.date = DAYS[2]) -> View:
    return make_view(plan_on(day), audience, today=day)


def with_purpose(text: str) -> View:
    return attrs.evolve(case(), purpose=Prose(text), strategy=Prose())


def test_it_is_an_exporter() -> None:
    assert isinstance(DocxExporter(), Exporter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_view_is_in_the_document(language: str) -> None:
    view = everything()
    content = written(view, language)
    assert missing(view, load_labels(language), text_of(content)) == []
    assert_accessible(content, language)


def test_a_fact_that_is_not_in_the_document_would_be_found() -> None:
    view = everything()
    text = text_of(written(view)).replace(view.unit, "")
    assert missing(view, load_labels("da"), text) == [f"View.unit lacks {view.unit!r}"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_case_is_whole_for_each_audience(
    day: datetime.date, audience: Audience, language: str
) -> None:
    view = case(audience, day)
    content = written(view, language)
    assert missing(view, load_labels(language), text_of(content)) == []
    assert_accessible(content, language)


def assert_accessible(content: bytes, language: str) -> None:
    """Assert what a screen reader needs: names, languages, headings, tables, links."""
    document = read(content)
    root, name = document.element, {"da": "da-DK", "en": "en-GB"}[language]
    known = document.core_properties
    assert known.title
    assert known.language == name
    assert document.styles.element.xpath("w:docDefaults//w:lang/@w:val") == [name]
    styles = [style for style, _ in paragraphs(document)]
    assert styles.count("Title") == 1
    levels = [0, *(int(s.rpartition(" ")[2]) for s in styles if s.startswith("Heading "))]
    for before, after in itertools.pairwise(levels):
        assert after <= before + 1, levels
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith(("Heading", "Title", "List Bullet", "List Number")):
            assert line_of(paragraph._element).strip()
    for table in root.iter(f"{W}tbl"):
        assert table.xpath("w:tblPr/w:tblLook/@w:firstRow") == ["1"]
        assert [bool(row.xpath("w:trPr/w:tblHeader")) for row in table.xpath("w:tr")][:2] in (
            [True, False],
            [True],
        )
        wide = [int(col.get(f"{W}w")) for col in table.xpath("w:tblGrid/w:gridCol")]
        assert table.xpath("w:tblPr/w:tblLayout/@w:type") == ["fixed"]
        for row in table.xpath("w:tr"):
            assert [int(w) for w in row.xpath("w:tc/w:tcPr/w:tcW/@w:w")] == wide
            assert all(len(cell) and cell[-1].tag == f"{W}p" for cell in row.xpath("w:tc"))
    for picture in root.iter("{*}docPr"):
        assert picture.get("descr")
        assert picture.get("title")
    ids = root.xpath("//wp:docPr/@id | //w:bookmarkStart/@w:id")
    assert len(ids) == len(set(ids))
    marks = root.xpath("//w:bookmarkStart/@w:name")
    assert len(marks) == len(set(marks))
    for link in root.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        assert line_of(link)
        assert anchor in marks if anchor else link.get(f"{R}id") in document.part.rels


@pytest.mark.parametrize("text", TEXTS)
def test_what_people_type_comes_out_as_it_went_in(text: str) -> None:
    view = everything(texts=(text,))
    content = written(view)
    said = normal(text_of(content))
    assert_accessible(content, "da")
    if text != "-":  # A lone dash is nothing to read.
        assert missing(view, load_labels("da"), said) == []
        assert normal(text) in said


def test_long_texts_stay_whole() -> None:
    text = " ".join(f"ord{number:05}" for number in range(3334))[:30_000]
    view = everything(texts=(text, "x" * 300))
    assert text in normal(text_of(written(view)))


@pytest.mark.parametrize("view", [everything(texts=TEXTS), everything(), case()])
def test_the_schemas_find_nothing(view: View) -> None:
    assert audit(written(view)) == []


def test_an_empty_plan_is_a_document_without_findings() -> None:
    content = written(make_view(bare()), "en")
    assert audit(content) == []
    assert_accessible(content, "en")


def test_the_same_view_gives_the_same_bytes() -> None:
    assert written(everything()) == written(everything())


def test_the_document_says_what_it_is_and_asks_no_clock() -> None:
    known = read(written(case(), "en")).core_properties
    assert known.title == "Plan for ledertrivsel 2026–2027"
    assert known.subject == "Create one plan for managers’ well-being"
    assert known.author == known.last_modified_by == "Eksempel Kommune"
    assert known.created == known.modified
    assert known.created.replace(tzinfo=None) == datetime.datetime(2027, 1, 1, 12)


def test_each_numbered_list_counts_from_its_own_start() -> None:
    document = read(
        written(with_purpose("1. et\n2. to\n\nNyt afsnit\n\n1. igen\n2. og igen\n   - inde"))
    )
    counted = [p for p in document.paragraphs if p.style.name == "List Number"]
    ids = [p._element.pPr.numPr.numId.val for p in counted]
    assert ids[0] == ids[1] != ids[2] == ids[3]
    lists = document.part.numbering_part.element
    for id in set(ids):
        begin = f'w:num[@w:numId="{id}"]/w:lvlOverride[@w:ilvl="0"]/w:startOverride/@w:val'
        assert lists.xpath(begin) == ["1"]
    text = by_office(
        written(with_purpose("1. et\n2. to\n\nNyt\n\n1. tre\n2. fire")),
        ".docx",
        "txt:Text (encoded):UTF8",
    )
    said = text.decode("utf-8-sig")
    assert [line.strip() for line in said.splitlines() if re.match(r"\s*\d\. ?\w", line)][:4] == [
        "1. et",
        "2. to",
        "1. tre",
        "2. fire",
    ]


def test_prose_keeps_its_emphasis_lists_tables_and_links() -> None:
    document = read(
        written(
            with_purpose(
                "**fed** og *skrå*\nny linje [side](https://eksempel.invalid/a?b=1&c=2), "
                "[post](mailto:a@b.invalid), [nej](javascript:alert(1))\n\n- a\n  - b\n\n"
                "| Hvem | Hvad |\n|---|---|\n| HR | ringer |"
            )
        )
    )
    root = document.element
    assert "fed" in root.xpath("//w:r[w:rPr/w:b]/w:t/text()")
    assert "skrå" in root.xpath("//w:r[w:rPr/w:i]/w:t/text()")
    addresses = [document.part.rels[id].target_ref for id in root.xpath("//w:hyperlink/@r:id")]
    assert addresses[:2] == ["https://eksempel.invalid/a?b=1&c=2", "mailto:a@b.invalid"]
    items = [p for p in document.paragraphs if p.style.name == "List Bullet"]
    assert [line_of(p._element) for p in items[:2]] == ["a", "b"]
    assert items[1]._element.pPr.numPr.ilvl.val == 1
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Hvem", "Hvad"],
        ["HR", "ringer"],
    ]


def test_the_contents_lead_to_every_part_without_asking_to_be_brought_up_to_date() -> None:
    document = read(written(case()))
    root = document.element
    entries = [p for p in document.paragraphs if p.style.name.lower() == "toc 1"]
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [line_of(p._element) for p in entries] == [line_of(p._element) for p in headings[2:]]
    assert root.xpath("//w:instrText/text()") == [' TOC \\o "1-1" \\n \\h \\z \\u ']
    assert root.xpath("//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
    assert not document.settings.element.xpath("w:updateFields")


@pytest.mark.parametrize(
    ("audience", "breaks"), [(Audience.ORGANISATION, []), (Audience.FORUMS, ["Indhold"])]
)
def test_a_long_list_of_contents_has_a_page_of_its_own(
    audience: Audience, breaks: list[str]
) -> None:
    root = read(written(case(audience, DAYS[3]))).element
    headings = root.xpath('//w:p[w:pPr/w:pStyle/@w:val="TOCHeading" and w:pPr/w:pageBreakBefore]')
    assert [line_of(heading) for heading in headings] == breaks


def test_the_front_page_leads_to_the_cards() -> None:
    view = case()
    document = read(written(view))
    links = document.tables[0]._element.xpath(".//w:hyperlink/@w:anchor")
    headings = [
        line_of(document.element.xpath(f'//w:p[w:bookmarkStart[@w:name="{mark}"]]')[0])
        for mark in links
    ]
    assert len(headings) == len(view.cards) > 0
    assert all(heading.startswith("Action card: ") for heading in headings)


def test_each_card_begins_on_a_page_of_its_own() -> None:
    root = read(written(case())).element
    broken = [line_of(p) for p in root.xpath("//w:p[w:pPr/w:pageBreakBefore]")]
    assert broken[0] == "Action cards"
    assert [line.startswith("Action card: ") for line in broken[1:]] == [True] * 3 + [False]


@pytest.mark.parametrize(
    ("audience", "foot"),
    [
        (Audience.WORKING_GROUP, "Til arbejdsgruppen – ikke til videre brug"),
        (Audience.FORUMS, "Til samarbejdsfora og topledelsen"),
        (Audience.ORGANISATION, "Til hele organisationen"),
    ],
)
def test_every_page_says_for_whom_it_is_and_which_it_is(audience: Audience, foot: str) -> None:
    document = read(written(everything(audience)))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    for edge in (section.footer, section.first_page_footer):
        assert text_in(edge._element) == f"{foot}\tSide 1 af 1"
        assert edge._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]
    assert foot in [text for style, text in paragraphs(document) if style == "Plan Foot"]
    assert text_in(section.first_page_header._element) == ""


def test_words_in_another_language_say_so() -> None:
    root = read(written(everything(), "en")).element
    marked = root.xpath('//w:r[w:rPr/w:lang/@w:val="da-DK"]/w:t/text()')
    assert "Eget tema uden oversættelse?" in marked
    assert not read(written(everything())).element.xpath("//w:r/w:rPr/w:lang")


def test_danish_words_are_divided_by_word() -> None:
    names = [node.tag.removeprefix(W) for node in read(written(case())).settings.element]
    assert names.index("autoHyphenation") == names.index("defaultTabStop") + 1


def test_without_typst_the_fields_stand_in_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_docx_picture, "_drawn", lambda svg: None)
    view = everything()
    export = DocxExporter().export(view, context())
    (warning,) = export.warnings
    assert warning.render(load_labels("da")) == (
        "Prioriteringskortet er sat som en tabel. Billedet kræver en pakke mere: "
        'pip install "ledertrivsel[pdf]".'
    )
    assert missing(view, load_labels("da"), text_of(export.content)) == []
    assert_accessible(export.content, "da")
    assert audit(export.content) == []
    tables = [[[c.text for c in r.cells] for r in t.rows] for t in read(export.content).tables]
    (card,) = [table for table in tables if table[0][0] == "Prioriteringskortet"]
    assert card[0][1:] == [
        "I hvor høj grad lykkes vi med det? I lav grad",
        "I hvor høj grad lykkes vi med det? I høj grad",
    ]
    assert [row[0] for row in card[1:]] == [
        "I hvor høj grad er det vigtigt? I høj grad",
        "I hvor høj grad er det vigtigt? I lav grad",
    ]
    assert [cell.split(":")[0] for row in card[1:] for cell in row[1:]] == [
        "Felt 1",
        "Felt 2",
        "Felt 3",
        "Felt 4",
    ]


def test_libreoffice_prints_all_of_it() -> None:
    view = everything()
    content = written(view)
    text = by_office(content, ".docx", "txt:Text (encoded):UTF8").decode("utf-8-sig")
    assert missing(view, load_labels("da"), text) == []
    printed = re.sub(r"[\s\u00ad-]", "", text_of_pdf(by_office(content, ".docx", "pdf")))
    words = {word for word in re.findall(r"\w+", text_of(content)) if len(word) > 3}
    described = set(re.findall(r"\w+", "\n".join(text_of(content).split("\n")[:2])))
    assert sorted(word for word in words - described if word not in printed) == []


def test_without_the_package_it_says_which_extra_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError) as caught:
        Registry(entry_points=False).offer(Kind.EXPORTER, "docx").make()
    assert str(caught.value) == (
        "The exporter 'docx' needs the package 'docx'. "
        'Install it with: pip install "ledertrivsel[docx]"'
    )
