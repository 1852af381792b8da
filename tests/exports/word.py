"""Word files as their readers find them: by python-docx, and the text that people see."""

from __future__ import annotations

import io
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from tests.tools import module

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHOWN = {
    f"{W}t": "",
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}softHyphen": "\u00ad",
    f"{W}noBreakHyphen": "-",
}


def read(content: bytes) -> Any:
    """Return a document as python-docx reads it."""
    return module("docx", "python-docx").Document(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """Return all that a document says: its text, its edges, where its links go, its pictures."""
    document = read(content)
    section = document.sections[0]
    edges = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    said = [document.core_properties.title, *_pictures(document.element)]
    body = text_in(document.element, document.part.rels)
    return "\n".join([*said, body, *(text_in(edge._element) for edge in edges)])


def text_in(root: Any, addresses: Any = MappingProxyType({})) -> str:
    """Return the text of an element: a line a paragraph, breaks and tabs as they are."""
    return "\n".join(line_of(p, addresses) for p in root.iter(f"{W}p"))


def line_of(paragraph: Any, addresses: Any = MappingProxyType({})) -> str:
    """Return the text of one paragraph; *addresses* of links follow what leads there."""
    return "".join(_pieces(paragraph, addresses))


def _pieces(paragraph: Any, addresses: Any) -> Iterator[str]:
    links = paragraph.iter(f"{W}hyperlink") if addresses else ()
    ends = {node: link for link in links for node in [*link.iter(*_SHOWN)][-1:]}
    for node in paragraph.iter(*_SHOWN):
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.getparent().tag == f"{W}r":
            yield _SHOWN[node.tag]
        link = addresses.get(ends[node].get(f"{R}id")) if node in ends else None
        if link is not None:
            said = "".join(_pieces(ends[node], {}))
            if link.target_ref not in (said, f"mailto:{said}", f"tel:{said}"):
                yield f" ({link.target_ref})"


def _pictures(root: Any) -> Iterator[str]:
    for node in root.iter("{*}docPr"):
        yield f"{node.get('title')}: {node.get('descr')}"


def paragraphs(document: Any) -> list[tuple[str, str]]:
    """Return the style and text of each paragraph outside tables, in their order."""
    return [(p.style.name, line_of(p._element)) for p in document.paragraphs]


def audit(content: bytes, suffix: str = ".docx") -> list[str]:
    """Return what openxml-audit finds against the published schemas."""
    import tempfile
    from pathlib import Path

    validator = module("openxml_audit", "openxml-audit").OpenXmlValidator()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix}"
        path.write_bytes(content)
        return [str(error.description) for error in validator.validate(path).errors]
