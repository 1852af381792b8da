"""A deck in an Office package, by python-pptx: the template, slides, notes and links.

The parts are put in their archive here: the library's own writer asks the clock for each of them.
"""

from __future__ import annotations

import datetime
import functools
import io
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import attrs
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter

from ledertrivsel.exporters._ooxml import archived
from ledertrivsel.exporters._slides_deck import Slide
from ledertrivsel.exporters._slides_shapes import LANGUAGES


@attrs.frozen(kw_only=True)
class About:
    """What an Office file tells of itself."""

    title: str
    author: str
    language: str
    on: datetime.date


def packed(slides: Iterable[Slide], about: About) -> bytes:
    """Return a file with *slides* in the library's own template."""
    deck = Presentation(io.BytesIO(_template()))
    layouts = {_kind(layout): layout.part for layout in deck.slide_layouts}
    for number, slide in enumerate(slides, 1):
        _add(deck, number, slide, layouts[slide.layout])
    _tell(deck.core_properties, about)
    return _written(deck.part.package)


@functools.cache
def _template() -> bytes:
    """Return the library's own template."""
    return files("ledertrivsel").joinpath("data", "templates", "slides.pptx").read_bytes()


def _kind(layout: Any) -> str:
    """Return what a layout is for, as Office calls it: ``title``, ``titleOnly``, ``secHead``."""
    return str(layout.part._element.get("type", ""))


def _add(deck: Any, number: int, slide: Slide, layout: Part) -> None:
    """Add a slide, with its links and its notes."""
    package, canvas = deck.part.package, slide.canvas
    name = PackURI(f"/ppt/slides/slide{number}.xml")
    part = Part(name, CONTENT_TYPE.PML_SLIDE, package, canvas.xml())
    part.relate_to(layout, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    for link in canvas.links:
        part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    if slide.notes:
        name = PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")
        notes = Part(name, CONTENT_TYPE.PML_NOTES_SLIDE, package, canvas.notes(slide.notes))
        notes.relate_to(deck.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
        notes.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
        part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)
    # What the library offers looks through all slides for each new one.
    known = deck.part.rels._add_relationship(RELATIONSHIP_TYPE.SLIDE, part)
    deck.part._element.get_or_add_sldIdLst()._add_sldId(id=255 + number, rId=known)


def _tell(told: Any, about: About) -> None:
    noon = datetime.datetime.combine(about.on, datetime.time(12))
    told.title, told.author, told.last_modified_by = about.title[:255], about.author[:255], ""
    told.language = LANGUAGES[about.language]
    told.created = told.modified = noon
    told.revision = 1


class _Parts:
    """Takes the parts that python-pptx writes."""

    def __init__(self) -> None:
        self.found: list[tuple[str, bytes]] = []

    def write(self, name: PackURI, content: bytes) -> None:
        self.found.append((name.membername, content))


def _written(package: Any) -> bytes:
    writer: Any = PackageWriter("", package._rels, tuple(package.iter_parts()))
    taken = _Parts()
    writer._write_content_types_stream(taken)
    writer._write_pkg_rels(taken)
    writer._write_parts(taken)
    return archived(taken.found)
