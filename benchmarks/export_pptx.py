"""The slides, against a short script over python-pptx that writes the same content.

The script is given all texts ready: titles, the paragraphs of each box with where it stands, the
cells of tables, and the notes. It has no languages, alternative texts or fitting of text, and its
shapes are plain boxes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from functools import partial
from typing import Any

import attrs
from pptx import Presentation

from benchmarks.pairing import Result, compare
from benchmarks.plans import full_plan
from ledertrivsel.exporters.pptx import PptxExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import builtin_method
from ledertrivsel.view import Audience, make_view

_DAY = datetime.date(2026, 9, 2)
_TITLE_ONLY = 5
"""The place of that layout in python-pptx's own template."""


@attrs.frozen
class _Slide:
    """What stands on a slide: boxes are (place, paragraphs), tables (place, rows of cells)."""

    title: str
    boxes: list[tuple[Any, list[str]]]
    tables: list[tuple[Any, list[list[str]]]]
    notes: str


def run() -> Iterator[Result]:
    """Compare the whole deck as the working group sees it."""
    view = make_view(full_plan(), Audience.WORKING_GROUP, today=_DAY)
    context = Context(labels=load_labels("da"), language="da", method=builtin_method(), today=_DAY)
    ours = partial(PptxExporter().export, view, context)
    deck = Presentation(io.BytesIO(ours().content))
    peer = partial(_by_hand, [_plain(slide) for slide in deck.slides])
    yield compare("pptx export / python-pptx by hand", ours, peer, goal=1.5)


def _plain(slide: Any) -> _Slide:
    boxes, tables = [], []
    for shape in slide.shapes:
        place = shape.left, shape.top, shape.width, shape.height
        if shape.has_table:
            rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
            tables.append((place, rows))
        elif shape.has_text_frame and shape != slide.shapes.title:
            boxes.append((place, [paragraph.text for paragraph in shape.text_frame.paragraphs]))
    notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
    return _Slide(slide.shapes.title.text_frame.text, boxes, tables, notes)


def _by_hand(slides: list[_Slide]) -> bytes:
    deck = Presentation()
    layout = deck.slide_layouts[_TITLE_ONLY]
    for given in slides:
        slide = deck.slides.add_slide(layout)
        slide.shapes.title.text = given.title
        for place, paragraphs in given.boxes:
            frame = slide.shapes.add_textbox(*place).text_frame
            frame.text = paragraphs[0]
            for text in paragraphs[1:]:
                frame.add_paragraph().text = text
        for place, rows in given.tables:
            table = slide.shapes.add_table(len(rows), len(rows[0]), *place).table
            for cells, row in zip(table.rows, rows, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
        if given.notes:
            slide.notes_slide.notes_text_frame.text = given.notes
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()
