"""The plan as a Word document, to be read, filed and worked on.

It is written with the styles of the package's template, or of the organisation's own: headings,
lists, tables with headings, alternative texts and a language are Word's own, so that a screen
reader and Word's navigation find their way.
"""

from __future__ import annotations

import datetime
import string
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import parse_xml
from docx.shared import Twips

from ledertrivsel.exporters._docx_page import Body
from ledertrivsel.exporters._docx_picture import EMU
from ledertrivsel.exporters._docx_styles import Lists, Styles
from ledertrivsel.exporters._docx_template import opened, unreadable
from ledertrivsel.exporters._docx_xml import (
    NOTHING,
    Xml,
    element,
    field,
    locale,
    run,
    safe,
    w,
)
from ledertrivsel.exporters._ooxml import archived
from ledertrivsel.exporters._outline import Page, Tone, plain
from ledertrivsel.exporters._page import page
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.view import View

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section, _Footer, _Header

    from ledertrivsel.labels import Labels

_LONGEST_PROPERTY = 255
"""Letters that a property of a document may have."""

_NARROWEST = 2880
"""How wide text is at least, where the margins of a template leave less: two inches."""

_NOON = datetime.time(12)
"""The hour of day that a document is said to be made at: no clock is asked."""

_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


class DocxExporter:
    """Writes the whole view as one document."""

    def export(self, view: View, context: Context) -> Export:
        """Return the document.

        Raises:
            ExportError: when the option ``template`` is no harmless Word file.
        """
        template: bytes | None = context.options.get("template")
        document = opened(template)
        outline = page(view, context)
        try:
            warnings = write(document, outline, context.labels)
            _number_pages(document, outline, context.labels, is_own=template is None)
        except Exception as error:
            if template is None:
                raise
            raise unreadable() from error  # Whatever python-docx stumbles over in it.
        about = view.instrument.title.to(context.language)
        _describe(document, outline, view.organisation or view.unit, about, context.today)
        return Export(_packed(document), tuple(warnings))


def write(document: WordDocument, page: Page, labels: Labels) -> list[ExportWarning]:
    """Write a page into an empty document and return what its template could not carry."""
    styles = Styles(document)
    styles.speak(locale(page.language))
    lists = Lists(document, styles)
    body = Body(document.part, styles, lists, labels, _text_width(document.sections[-1]))
    made = parse_xml(element("w:body", *body.page(page)))
    root: Any = document.element.body
    end = root[-1]
    for child in list(made):
        end.addprevious(child)
    lists.close()
    if styles.missing:
        names = ", ".join(styles.missing)
        body.warnings.append(ExportWarning(code="styles-missing", params=(("styles", names),)))
    return body.warnings


def _text_width(section: Section) -> int:
    """Return how wide the text of a page is, in twentieths of a point."""
    sides = (section.left_margin, section.right_margin, section.gutter)
    width = section.page_width or Twips(11906)
    return max(_NARROWEST, (width - sum(side or 0 for side in sides)) // EMU)


def _number_pages(document: WordDocument, page: Page, labels: Labels, *, is_own: bool) -> None:
    """Say in the foot of each page for whom it is and which page; what a template has is kept."""
    section = document.sections[-1]
    styles = Styles(document)
    places = [section.footer]
    if section.different_first_page_header_footer:
        places.append(section.first_page_footer)
    if document.settings.odd_and_even_pages_header_footer:
        places.append(section.even_page_footer)
    between = Xml("<w:r><w:tab/></w:r>") if is_own else run(" · ")
    audience = run(plain(page.foot[0], labels)) if page.foot else NOTHING
    footer = Xml(f"{audience}{between}{''.join(_page_of(labels['docx.page']))}")
    for place in places:
        _fill(place, footer, styles["footer"])
    if is_own:
        above = [plain(line, labels) for line in page.lead[:1] if line.tone is Tone.STRONG]
        _fill(section.header, run(" · ".join([*above, page.title])), styles["header"])


def _page_of(wording: str) -> Iterator[Xml]:
    for literal, name, _, _ in string.Formatter().parse(wording):
        yield run(literal)
        if name is not None:
            yield field(_FIELDS[name], "1")


def _fill(place: _Header | _Footer, runs: Xml, style: str) -> None:
    """Write one paragraph at the edge of a page where nothing stands yet."""
    root: Any = place.part.element
    if root.xpath("string()").strip() or root.xpath(".//w:drawing | .//w:pict | .//w:fldSimple"):
        return
    for child in list(root):
        root.remove(child)
    properties = w("pPr", w("pStyle", val=style))
    root.append(parse_xml(element("w:ftr", w("p", properties, runs)))[0])


class _Parts:
    """Takes the parts that python-docx writes; its own archive asks the clock for each of them."""

    def __init__(self) -> None:
        self.written: list[tuple[str, bytes]] = []

    def write(self, name: PackURI, content: bytes | str) -> None:
        blob = content.encode() if isinstance(content, str) else content
        self.written.append((name.membername, blob))


def _packed(document: WordDocument) -> bytes:
    package, taken = document.part.package, _Parts()
    parts = package.parts
    PackageWriter._write_content_types_stream(taken, parts)  # type: ignore[no-untyped-call]
    PackageWriter._write_pkg_rels(taken, package.rels)  # type: ignore[no-untyped-call]
    PackageWriter._write_parts(taken, parts)  # type: ignore[arg-type]
    return archived(taken.written)


def _describe(
    document: WordDocument, page: Page, author: str, about: str, day: datetime.date
) -> None:
    """Say what the document is, in words and days of the plan alone."""
    known = document.core_properties
    known.title = safe(page.title)[:_LONGEST_PROPERTY]
    known.subject = safe(about)[:_LONGEST_PROPERTY]
    known.author = known.last_modified_by = safe(author)[:_LONGEST_PROPERTY]
    known.language = locale(page.language)
    known.created = known.modified = datetime.datetime.combine(day, _NOON)
    known.revision = 1
    for name in ("category", "comments", "content_status", "identifier", "keywords", "version"):
        if getattr(known, name):
            setattr(known, name, "")
