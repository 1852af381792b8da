"""The PDF, against a short Typst script that is written by hand and holds the same content.

The script is given all texts ready: headings, paragraphs, lists and the cells of tables, and the
picture of the card as it is in our file. It has the same standard (PDF/UA-1), and no layout.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from functools import partial
from typing import Any
from unittest import mock

import typst

from benchmarks.pairing import Result, compare
from benchmarks.plans import full_plan
from ledertrivsel.exporters import _typst
from ledertrivsel.exporters.pdf import PdfExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import builtin_method
from ledertrivsel.view import Audience, make_view

_DAY = datetime.date(2026, 9, 2)


def run() -> Iterator[Result]:
    """Compare the whole plan as the working group sees it."""
    view = make_view(full_plan(), Audience.WORKING_GROUP, today=_DAY)
    context = Context(labels=load_labels("da"), language="da", method=builtin_method(), today=_DAY)
    ours = partial(PdfExporter().export, view, context)
    with mock.patch.object(_typst, "_pdf", wraps=_typst._pdf) as compiler:
        ours()
    data = json.loads(compiler.call_args.args[1])
    peer = partial(_by_hand, data)
    yield compare("pdf export / Typst by hand", ours, peer, goal=1.5)


def _by_hand(data: dict[str, Any]) -> bytes:
    lines = [
        f"#set document(title: {_text(data['title'])})",
        '#set text(lang: "da", region: "dk", hyphenate: true)',
        f"#heading(level: 1, {_text(data['title'])})",
        *(_said([line]) for line in data["lead"]),
        "#outline(title: none)",
        *(
            part
            for section in (*data["front"], *data["sections"])
            for part in _section(section, 2)
        ),
        *(_said([line]) for line in data["foot"]),
    ]
    source = "\n".join(lines).encode()
    made = typst.compile(source, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _section(section: dict[str, Any], level: int) -> Iterator[str]:
    yield f"#heading(level: {level}, {_inline(section['title'])})"
    for block in section["blocks"]:
        kind = block["kind"]
        if kind == "facts":
            for row in block["rows"]:
                yield f"#par(strong({_text(row['label'])})) {_said(row['cell'])}"
        elif kind == "grid":
            head = ", ".join(map(_text, block["columns"]))
            cells = ", ".join(f"[{_said(cell)}]" for row in block["rows"] for cell in row)
            columns = len(block["columns"])
            yield f"#table(columns: {columns}, table.header({head}), {cells})"
        elif kind == "items":
            yield f"#list({', '.join(f'[{_said(cell)}]' for cell in block['items'])})"
        elif kind == "tiles":
            for tile in block["tiles"]:
                yield f"#par({_inline(tile['title'])}) {_said(tile['lines'])}"
                yield f"#par({_text(tile['state'])})"
        elif kind == "picture":
            svg, told = _text(block["svg"]), _text(block["description"])
            yield f'#image(bytes({svg}), format: "svg", alt: {told})'
            for part in block["legend"]:
                titles = [f"[{t['number']} #{_piece(t['title'])}]" for t in part["themes"]]
                yield f"#par({_text(part['title'])}) #list({', '.join(titles)})"
        elif "blocks" in block:
            yield from _section(block, level + 1)
        else:
            yield _said([block])


def _said(nodes: list[dict[str, Any]]) -> str:
    parts = []
    for node in nodes:
        if node["kind"] == "list":
            parts.append(f"#list({', '.join(f'[{_said(item)}]' for item in node['items'])})")
        elif "runs" in node:
            parts.append(f"#par({' + '.join(_text(run['text']) for run in node['runs'])})")
        elif "pieces" in node:
            parts.append(f"#par({_inline(node)})")
    return " ".join(parts)


def _inline(line: dict[str, Any]) -> str:
    return " + ".join(map(_piece, line["pieces"]))


def _piece(piece: str | dict[str, str]) -> str:
    return _text(piece if isinstance(piece, str) else piece["text"])


def _text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
