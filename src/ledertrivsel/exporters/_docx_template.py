"""The Word template that a plan is written into: the package's own, or the organisation's.

A template is somebody's file, and is trusted as little: a size too large, macros, or what is no
Word file at all is refused in words. Its styles, headers, footers and page are kept; what stands
in it is taken out, with everything that only that text referred to.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from ledertrivsel.codes import Label
from ledertrivsel.errors import ExportError
from ledertrivsel.exporters._docx_xml import W

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MOST_BYTES = 20_000_000
"""How large a template may be."""

MOST_UNPACKED = 100_000_000
"""How large a template may become when its archive is unpacked."""

MOST_PARTS = 2_000

_TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_KEPT = frozenset(
    {
        RT.STYLES,
        RT.NUMBERING,
        RT.SETTINGS,
        RT.WEB_SETTINGS,
        RT.FONT_TABLE,
        RT.THEME,
        RT.FOOTNOTES,
        RT.ENDNOTES,
        RT.CUSTOM_XML,
    }
)
"""What a document relates to by kind alone; the rest is kept where something refers to it."""


@functools.cache
def own_template() -> bytes:
    """Return the template of the package."""
    return files("ledertrivsel").joinpath("data", "templates", "plan.docx").read_bytes()


def opened(template: bytes | None) -> WordDocument:
    """Return an empty document made from a template, or from the package's own.

    Raises:
        ExportError: when *template* is no Word file, has macros, or is too large.
    """
    if template is None:
        return Document(io.BytesIO(own_template()))
    content = _checked(template)
    try:
        document = Document(io.BytesIO(content))
        _empty(document)
    except Exception:  # Whatever python-docx, zlib or the XML parser stumbles over.
        raise unreadable() from None
    return document


def unreadable() -> ExportError:
    """Return the refusal of what Word could not read either."""
    return _refusal("template-unreadable")


def _checked(template: bytes) -> bytes:
    """Return a template as a Word document, once it is known to be harmless."""
    if len(template) > MOST_BYTES:
        raise _refusal("template-large", most=MOST_BYTES // 1_000_000)
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
                raise _refusal("template-large", most=MOST_UNPACKED // 1_000_000)
            types = archive.read(_TYPES)
            if _MACROS.search(types) or any("vbaproject" in p.filename.lower() for p in parts):
                raise _refusal("template-macros")
            if _DOCUMENT in types:
                return template
            if _TEMPLATE not in types:
                raise unreadable()
            return _rewritten(archive, types.replace(_TEMPLATE, _DOCUMENT))
    except ExportError:
        raise
    except Exception:  # A damaged archive fails in many ways.
        raise unreadable() from None


def _rewritten(archive: zipfile.ZipFile, types: bytes) -> bytes:
    """Return the archive of a template as that of a document, which has other content types."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as document:
        for name in archive.namelist():
            document.writestr(name, types if name == _TYPES else archive.read(name))
    return made.getvalue()


def _refusal(code: str, **params: int) -> ExportError:
    return ExportError("docx", Label(f"exports.refused.{code}", tuple(params.items())))


def _empty(document: WordDocument) -> None:
    """Take out what stands in a template, and all that only it refers to."""
    body = document.element.body
    for child in list(body):
        if child.tag != f"{W}sectPr":
            body.remove(child)
    if not len(body):
        body.append(_own_page())
    part = document.part
    root: Any = part.element
    named = {value for node in root.iter() for value in node.attrib.values()}
    for id, relation in list(part.rels.items()):
        if id not in named and relation.reltype not in _KEPT:
            del part.rels[id]
    _forget_where_it_came_from(document)


def _own_page() -> Any:
    """Return the page of our own template, without its header and footer."""
    page = Document(io.BytesIO(own_template())).element.body[-1]
    for reference in page.findall(f"{W}headerReference") + page.findall(f"{W}footerReference"):
        page.remove(reference)
    return page


def _forget_where_it_came_from(document: WordDocument) -> None:
    """Take out addresses of other files: Word would ask for them whenever this one is opened."""
    settings = document.settings.element
    for name in ("attachedTemplate", "mailMerge"):
        for node in settings.findall(f"{W}{name}"):
            settings.remove(node)
    rels = document.part.part_related_by(RT.SETTINGS).rels
    for id, relation in list(rels.items()):
        if relation.is_external:
            del rels[id]
