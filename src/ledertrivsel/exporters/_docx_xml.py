"""WordprocessingML (ECMA-376, part 1, chapter 17) as text: elements, and text with one look.

Whatever goes into an element is an element itself or was escaped on the way in, and the type
`Xml` tells which: what somebody typed can't become markup. Characters that XML can't hold are
replaced, since Word opens no file that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NewType
from xml.sax.saxutils import escape, quoteattr

Xml = NewType("Xml", str)
"""Finished XML."""

NOTHING = Xml("")

NAMESPACES = (
    ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
)
W = f"{{{NAMESPACES[0][1]}}}"
"""What the names of elements begin with where lxml gives them."""

LOCALES = {"da": "da-DK", "en": "en-GB"}
"""What Word calls a language, so that it finds its dictionary and its hyphens."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = re.compile("[\t\n\u00ad\u2028\u2029]")
_LINE_BREAKS = "\n\u2028\u2029"


def tag(name: str, /, *children: Xml, **attributes: str) -> Xml:
    """Return an element; an attribute ``r_id`` is ``r:id``, one without a prefix has none."""
    said = "".join(
        f" {attribute.replace('_', ':')}={quoteattr(safe(value))}"
        for attribute, value in attributes.items()
    )
    if not children:
        return Xml(f"<{name}{said}/>")
    return Xml(f"<{name}{said}>{''.join(children)}</{name}>")


def w(name: str, /, *children: Xml, **attributes: str) -> Xml:
    """Return an element of the main namespace, whose attributes are of it too."""
    if not attributes:
        inside = "".join(children)
        return Xml(f"<w:{name}>{inside}</w:{name}>" if inside else f"<w:{name}/>")
    return tag(f"w:{name}", *children, **{f"w_{key}": said for key, said in attributes.items()})


def safe(text: str) -> str:
    """Return a text in which every character is one that XML can hold."""
    return _NO_XML.sub("\ufffd", text)


def locale(language: str) -> str:
    """Return what Word calls a language."""
    return LOCALES.get(language, language)


def look(
    *,
    style: str = "",
    bold: bool = False,
    italic: bool = False,
    colour: str = "",
    language: str = "",
) -> Xml:
    """Return the properties of a stretch of text, in the order of the schema.

    Args:
        colour: ``#rrggbb``.
    """
    parts = ""
    if style:
        parts += w("rStyle", val=style)
    if bold:
        parts += "<w:b/><w:bCs/>"
    if italic:
        parts += "<w:i/><w:iCs/>"
    if colour:
        parts += w("color", val=colour.removeprefix("#").upper())
    if language:
        parts += w("lang", val=locale(language))
    return Xml(f"<w:rPr>{parts}</w:rPr>" if parts else "")


PLAIN = look()


def run(text: str, looks: Xml = PLAIN) -> Xml:
    """Return a stretch of text with one look; line breaks, tabs and soft hyphens are kept."""
    return Xml(f"<w:r>{looks}{''.join(_pieces(safe(text)))}</w:r>") if text else NOTHING


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for found in _CONTROLS.finditer(text):
        yield _text(text[at : found.start()])
        if found[0] in _LINE_BREAKS:
            yield "<w:br/>"
        else:
            yield "<w:tab/>" if found[0] == "\t" else "<w:softHyphen/>"
        at = found.end()
    yield _text(text[at:])


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def field(instruction: str, shown: str) -> Xml:
    """Return what Word works out itself, such as the number of the page."""
    return w("fldSimple", run(shown), instr=f" {instruction} ")


def element(name: str, *children: Xml) -> Xml:
    """Return a root with all namespaces, to be parsed."""
    known = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES)
    return Xml(f"<{name}{known}>{''.join(children)}</{name}>")
