"""The Word file, against a short script over python-docx that writes the same content.

The script is given all texts ready: headings, paragraphs and the cells of tables, and the picture
of the card as it is in our file. It has no bookmarks, widths, languages or list of contents.
"""

from __future__ import annotations

import datetime
import io
import itertools
from collections.abc import Iterator
from functools import partial
from typing import Any

from docx import Document
from docx.table import Table

from benchmarks.pairing import Result, compare
from benchmarks.plans import full_plan
from ledertrivsel.exporters.docx import DocxExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import builtin_method
from ledertrivsel.view import Audience, make_view

_DAY = datetime.date(2026, 9, 2)


def run() -> Iterator[Result]:
    """Compare the whole plan as the working group sees it."""
    view = make_view(full_plan(), Audience.WORKING_GROUP, today=_DAY)
    context = Context(labels=load_labels("da"), language="da", method=builtin_method(), today=_DAY)
    ours = partial(DocxExporter().export, view, context)
    content = ours().content
    document = Document(io.BytesIO(content))
    pictures = [part.blob for part in document.part.package.image_parts]
    texts = [_plain(item) for item in document.iter_inner_content()]
    peer = partial(_by_hand, texts, pictures)
    yield compare("docx export / python-docx by hand", ours, peer, goal=1.5)


def _plain(item: Any) -> tuple[str, Any]:
    """Return a table as its cells, and a paragraph as its style and text."""
    if isinstance(item, Table):
        return "", [[cell.text for cell in row.cells] for row in item.rows]
    return item.style.name, item.text


def _by_hand(texts: list[tuple[str, Any]], pictures: list[bytes]) -> bytes:
    document = Document()
    for style, content in texts:
        if not style:
            table = document.add_table(rows=len(content), cols=len(content[0]))
            # Asked for once: `row.cells` counts the whole table anew for each row.
            for cell, text in zip(table._cells, itertools.chain(*content), strict=True):
                cell.text = text
        elif style.startswith("Heading "):
            document.add_heading(content, int(style.removeprefix("Heading ")))
        else:
            known = style if style in ("Title", "Subtitle", "List Bullet") else "Normal"
            document.add_paragraph(content, known)
    for picture in pictures:
        document.add_picture(io.BytesIO(picture))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
