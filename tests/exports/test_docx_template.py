"""The Word template: ours as its program makes it, and an organisation's own."""

import importlib.util
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledertrivsel.errors import ExportError
from ledertrivsel.exporters import _docx_template
from ledertrivsel.exporters._docx_template import opened, own_template
from ledertrivsel.exporters.docx import DocxExporter
from ledertrivsel.hookspecs import Export
from ledertrivsel.labels import load_labels, say
from tests.exports.content import missing
from tests.exports.everything import context, everything
from tests.exports.word import W, audit, read, text_in, text_of
from tests.tools import by_office

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(**edits: Callable[[str], str]) -> bytes:
    """Return our template with parts rewritten, each named by its stem."""
    parts = parts_of(own_template())
    for stem, edit in edits.items():
        name = "[Content_Types].xml" if stem == "types" else f"word/{stem}.xml"
        parts[name] = edit(parts[name].decode()).encode()
    return archive_of(parts)


def danish(styles: str) -> str:
    for id in range(1, 7):
        styles = styles.replace(f'"Heading{id}"', f'"Overskrift{id}"')
    return styles.replace('"Title"><w:name', '"Titel"><w:name').replace("ListBullet", "Opstilling")


def exported(template: bytes) -> Export:
    given = context()
    made = type(given)(
        labels=given.labels,
        language=given.language,
        method=given.method,
        today=given.today,
        options={"template": template},
    )
    return DocxExporter().export(everything(), made)


def refusal(template: bytes) -> str:
    with pytest.raises(ExportError) as caught:
        exported(template)
    return say(caught.value, "da")


def test_the_template_is_what_its_program_makes() -> None:
    spec = importlib.util.spec_from_file_location("template", ROOT / "docs/word_template.py")
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    assert parts_of(own_template()) == parts_of(program.template())


def test_our_template_is_an_empty_document_without_a_trace_of_anybody() -> None:
    document = read(own_template())
    known = document.core_properties
    assert (known.author, known.title, known.created) == ("", "", None)
    assert text_in(document.element) == ""
    assert audit(own_template()) == []


def test_danish_ids_are_used_as_they_are() -> None:
    export = exported(changed(styles=danish, numbering=danish))
    assert export.warnings == ()
    root = read(export.content).element
    used = set(root.xpath("//w:pStyle/@w:val"))
    assert {"Titel", "Overskrift1", "Overskrift2", "Opstilling"} <= used
    assert not {"Title", "Heading1", "ListBullet"} & used
    assert audit(export.content) == []


def test_a_lacking_style_is_warned_of_by_name_and_nothing_is_lost() -> None:
    def cut(styles: str) -> str:
        begin = styles.index('<w:style w:type="paragraph" w:styleId="ListBullet">')
        end = styles.index("</w:style>", begin) + len("</w:style>")
        return styles[:begin] + styles[end:]

    export = exported(changed(styles=cut))
    (warning,) = export.warnings
    assert warning.render(load_labels("da")) == (
        "Jeres skabelon mangler typografier, så teksten står som almindelig tekst: List Bullet."
    )
    assert missing(everything(), load_labels("da"), text_of(export.content)) == []
    document = read(export.content)
    items = document.element.xpath("//w:p[w:pPr/w:numPr and not(w:pPr/w:pStyle)]")
    assert items  # Still lists, with the indents of our own.
    assert audit(export.content) == []


def test_a_lacking_heading_stays_in_the_outline() -> None:
    export = exported(changed(styles=lambda text: text.replace('"heading 2"', '"Kapitel"')))
    assert [warning.params for warning in export.warnings] == [(("styles", "heading 2"),)]
    root = read(export.content).element
    found = root.xpath('//w:p[w:pPr/w:outlineLvl/@w:val="1" and w:pPr/w:keepNext]')
    assert found
    assert all(len(p.xpath("w:r")) == len(p.xpath("w:r[w:rPr/w:b]")) for p in found)


def test_a_template_that_libreoffice_wrote_is_taken() -> None:
    template = by_office(exported(own_template()).content, ".docx", "docx")
    export = exported(template)
    assert missing(everything(), load_labels("da"), text_of(export.content)) == []
    assert [w.code for w in export.warnings] == []
    assert audit(export.content) == audit(template)


def test_the_template_of_python_docx_is_taken() -> None:
    import docx

    made = io.BytesIO()
    docx.Document().save(made)
    export = exported(made.getvalue())
    assert export.warnings == ()
    assert missing(everything(), load_labels("da"), text_of(export.content)) == []
    assert read(export.content).core_properties.comments == ""


def test_page_header_and_footer_are_the_organisations() -> None:
    def turned(body: str) -> str:
        return body.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')

    def signed(edge: str) -> str:
        return edge.replace("</w:p>", "<w:r><w:t>Eksempel Kommune, HR</w:t></w:r></w:p>")

    def said(body: str) -> str:
        return turned(body).replace(
            "<w:body>", "<w:body><w:p><w:r><w:t>Slet mig</w:t></w:r></w:p>"
        )

    document = read(exported(changed(document=said, header1=signed, footer2=signed)).content)
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert text_in(section.header._element) == "Eksempel Kommune, HR"
    assert text_in(section.first_page_footer._element) == "Eksempel Kommune, HR"
    assert text_in(section.footer._element) == (
        "Til arbejdsgruppen – ikke til videre brug · Side 1 af 1"
    )
    assert "Slet mig" not in text_in(document.element)
    wide = document.element.xpath("//w:body/w:tbl[1]/w:tblPr/w:tblW/@w:w")
    assert wide == [str(16838 - 2 * 1247)]


def test_what_only_the_old_text_referred_to_is_gone() -> None:
    import docx

    old = docx.Document()
    picture = ROOT / "docs" / "_static" / "priority-card.png"
    old.add_picture(str(picture))
    old.add_comment(old.paragraphs[0].runs, "Husk!", "Nogen")
    made = io.BytesIO()
    old.save(made)
    kept = parts_of(exported(made.getvalue()).content)
    assert picture.read_bytes() not in kept.values()
    assert not [name for name in kept if "comments" in name]


def test_the_address_of_the_template_is_not_kept() -> None:
    parts = parts_of(own_template())
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/attachedTemplate" Target="https://ond.invalid/x.dotx"'
        ' TargetMode="External"/></Relationships>'
    )
    parts["word/_rels/settings.xml.rels"] = link.encode()
    settings = parts["word/settings.xml"].decode()
    parts["word/settings.xml"] = settings.replace(
        "<w:defaultTabStop", '<w:attachedTemplate r:id="rId1"/><w:defaultTabStop'
    ).encode()
    content = exported(archive_of(parts)).content
    assert not [name for name, part in parts_of(content).items() if b"ond.invalid" in part]
    assert read(content).settings.element.find(f"{W}attachedTemplate") is None


def test_a_dotx_becomes_a_document() -> None:
    template = changed(
        types=lambda text: text.replace(DOCUMENT, DOCUMENT.replace("document.m", "template.m"))
    )
    content = exported(template).content
    assert read(content).part.content_type == DOCUMENT
    assert audit(content) == []


@pytest.mark.parametrize(
    "template",
    [
        b"",
        b"\x00",
        b"PK\x03\x04",
        b"<script>alert(1)</script>",
        archive_of({"a.txt": b"a"}),
        archive_of({"[Content_Types].xml": DOCUMENT.encode()}),
        own_template()[:-100],
        changed(document=lambda text: text.replace("<w:body>", "<w:bod")),
        changed(document=lambda text: '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'),
        changed(types=lambda text: text.replace("wordprocessingml", "spreadsheetml")),
        changed(numbering=lambda text: text.replace('numId="1"', 'numId="en"')),
        changed(document=lambda text: text.replace('w:w="11906"', 'w:w="bred"')),
    ],
)
def test_what_is_no_word_file_is_refused(template: bytes) -> None:
    assert refusal(template) == (
        "Eksporten 'docx' kan ikke laves: skabelonen kan ikke læses som et Word-dokument. "
        "Gem den i Word som .docx eller .dotx."
    )


@pytest.mark.parametrize(
    "template",
    [
        changed(
            types=lambda text: text.replace(
                DOCUMENT, "application/vnd.ms-word.document.macroEnabled.main+xml"
            )
        ),
        archive_of({**parts_of(own_template()), "word/vbaProject.bin": b"\x00"}),
    ],
)
def test_macros_are_refused(template: bytes) -> None:
    assert refusal(template) == (
        "Eksporten 'docx' kan ikke laves: skabelonen indeholder makroer. "
        "Gem den i Word som .dotx uden makroer."
    )


def test_what_is_too_large_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = archive_of({**parts_of(own_template()), "word/bomb.xml": b" " * 100_000_001})
    assert len(bomb) < 200_000
    assert refusal(bomb) == (
        "Eksporten 'docx' kan ikke laves: skabelonen er for stor; den må højst fylde 100 MB."
    )
    many = archive_of({str(number): b"" for number in range(2_001)})
    assert "for stor" in refusal(many)
    monkeypatch.setattr(_docx_template, "MOST_BYTES", 1_000)
    assert "for stor" in refusal(own_template())


def test_margins_that_leave_no_room_are_not_believed() -> None:
    narrow = exported(changed(document=lambda text: text.replace("1247", "6000"))).content
    wide = read(narrow).element.xpath("//w:body/w:tbl[1]/w:tblPr/w:tblW/@w:w")
    assert wide == ["2880"]


def test_a_style_without_a_name_is_passed_over() -> None:
    export = exported(
        changed(
            styles=lambda text: text.replace('<w:name w:val="Caption"/>', "").replace(
                '<w:name w:val="caption"/>', ""
            )
        )
    )
    assert export.warnings == ()


def test_a_document_without_a_page_gets_ours() -> None:
    def bare(body: str) -> str:
        begin, end = body.index("<w:sectPr>"), body.index("</w:sectPr>") + len("</w:sectPr>")
        return body[:begin] + body[end:]

    document: Any = opened(changed(document=bare))
    assert document.element.xpath("//w:pgSz/@w:w") == ["11906"]
    assert document.element.xpath("//w:footerReference") == []
