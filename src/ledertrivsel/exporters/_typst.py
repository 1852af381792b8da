"""Runs the Typst compiler: a template of ours and data as JSON in, an accessible PDF out.

What people typed is data and never markup: it reaches the template as the values of a JSON text.
The file is PDF/UA-1, which the compiler refuses to write without a title, a language, a picture's
alternative text, or with a heading left out.

PDF/UA wants every character shown. One that no font has (an emoji, Chinese) is set in a font that
shows a box for it: the file is made, the text stays whole when it is copied or read aloud, and a
warning names the character.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import attrs

from ledertrivsel.exporters import _fonts
from ledertrivsel.exporters._colours import PALETTE
from ledertrivsel.exporters._outline import Cell, Line, Piece, Tone, Words
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.labels import Labels
from ledertrivsel.prose import Block, BulletList, NumberedList, Paragraph, Prose, Run, Table

REGIONS = {"da": "dk", "en": "gb"}
"""The country of each language: print says da-DK and en-GB."""

_NOT_SHOWN = re.compile(r'the text `"(.*?)"` could not be displayed')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")

_UNBROKEN = 40
"""Letters without a break after which a word is broken anywhere; no Danish word is as long."""

_STEP = 10
_WORD = re.compile(rf"[^\s\u200b\u0590-\u08ff-]{{{_UNBROKEN + 1},}}")
_PARTS = re.compile(rf".{{{_STEP}}}(?=.)")
_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
_FROM_RIGHT = re.compile(f"{_RIGHT}(?:\\s+{_RIGHT})*")
"""Words of a script from right to left, such as Hebrew and Arabic."""

_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\t": " "})

_DEEPEST = 6
"""How deep lists nest in print; below it, items stand as lines of their own."""

_WIDEST = 4
"""How many columns a table has where it stands in a cell; a wider one is a list of its rows."""

Node = dict[str, Any]


def compiled(
    template: str,
    data: Mapping[str, Any],
    context: Context,
    *,
    title: str,
    author: str,
    description: str,
) -> Export:
    """Return what a template makes of *data*, with a warning for what no font shows.

    Args:
        template: the name of a file in ``data/templates``, which follows ``print.typ``.
        title, author, description: of the document; a screen reader and a list of files show them.
    """
    import typst

    day = context.today
    given = {
        **data,
        "title": spaced(title),
        "author": spaced(author),
        "description": spaced(description),
        "language": context.language,
        "region": REGIONS.get(context.language, ""),
        "day": [day.year, day.month, day.day],
        "colours": attrs.asdict(PALETTE),
        "page-of": context.labels["print.page-of"],
    }
    try:
        return Export(_pdf(template, _written(given, _fonts.FAMILIES)))
    except typst.TypstError as error:
        lacking = not_shown(error.diagnostic)
        if not lacking:
            raise
    content = _pdf(template, _written(given, (*_fonts.FAMILIES, _fonts.SUBSTITUTE)))
    params = (("characters", ", ".join(lacking)),)
    return Export(content, (ExportWarning(code="no-glyph", params=params),))


def _written(data: Mapping[str, Any], families: tuple[str, ...]) -> str:
    return json.dumps({**data, "fonts": families}, ensure_ascii=False, separators=(",", ":"))


def _pdf(template: str, data: str) -> bytes:
    import typst

    compiler = typst.Compiler(
        _source(template),
        root=_fonts.folder(),  # Nothing is read from there; elsewhere there may be files.
        font_paths=_fonts.fonts(),
        sys_inputs={"data": data},
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made


@functools.cache
def _source(template: str) -> bytes:
    folder = files("ledertrivsel").joinpath("data", "templates")
    parts = (folder.joinpath(name).read_bytes() for name in ("print.typ", template))
    return b"\n".join(parts)


def not_shown(diagnostic: str) -> tuple[str, ...]:
    """Return the characters that a diagnostic of the compiler says no font has, each once."""
    found = (
        _CODE.sub(lambda code: chr(int(code[1], 16)), text)
        for text in _NOT_SHOWN.findall(diagnostic)
    )
    return tuple(
        dict.fromkeys(
            f"{text} ({_codes(text)})" if text.strip() else _codes(text) for text in found
        )
    )


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in text)


# Values as JSON: strings, numbers, lists and mappings that the templates know.


def spaced(text: str) -> str:
    """Return a text for the compiler.

    Its lines end in newlines alone, endless words can be broken, and words from right to left do
    not take the figures beside them along.
    """
    text = _FROM_RIGHT.sub("\u2067\\g<0>\u2069", text.translate(_LINE_ENDS))
    return _WORD.sub(lambda word: _PARTS.sub("\\g<0>\u200b", word[0]), text)


def line(value: Line, language: str, labels: Labels) -> Node:
    """Return a line: its pieces, and its tone where that is not plain."""
    pieces = [piece(p, language, labels) for p in value.pieces if p]
    node: Node = {"kind": "line", "pieces": pieces}
    if value.tone is not Tone.PLAIN:
        node["tone"] = value.tone.value
    return node


def piece(value: Piece, language: str, labels: Labels) -> str | Node:
    """Return a piece: a text, or a text with its language where that is not the page's."""
    if isinstance(value, Words):
        text = spaced(value.text)
        return text if value.language == language else {"text": text, "language": value.language}
    if isinstance(value, str):
        return spaced(value)
    # A day and its month stay on one line.
    return labels.date(value).replace(" ", "\u00a0", 1)


def cell(value: Cell, language: str, labels: Labels) -> list[Node]:
    """Return lines and texts, one below another."""
    found: list[Node] = []
    for item in value:
        if isinstance(item, Prose):
            found.extend(map(_narrow, prose(item)))
        else:
            found.append(line(item, language, labels))
    return found


def _narrow(node: Node) -> Node:
    """Return a node for a cell: in columns of a letter or two, words would stand on each other."""
    if node["kind"] == "list":
        return {**node, "items": [list(map(_narrow, item)) for item in node["items"]]}
    if node["kind"] != "table" or len(node["head"]) <= _WIDEST or not node["rows"]:
        return node
    return {"kind": "list", "items": [_record(node["head"], row) for row in node["rows"]]}


def _record(head: list[list[Node]], row: list[list[Node]]) -> list[Node]:
    """Return a row as paragraphs, each with the head of its column."""
    found: list[Node] = []
    for over, said in zip(head, row, strict=True):
        strong = [{**run, "strong": True} for run in over]
        between = [{"text": ": "}] if over and said else []
        found.append({"kind": "paragraph", "runs": [*strong, *between, *said]})
    return found


def prose(value: Prose) -> list[Node]:
    """Return a text that somebody typed."""
    return _blocks(value.blocks, 1)


def _blocks(blocks: tuple[Block, ...], depth: int) -> list[Node]:
    found: list[Node] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append({"kind": "paragraph", "runs": _runs(block.runs)})
        elif isinstance(block, Table):
            rows = [[_runs(c) for c in row] for row in (block.header, *block.rows)]
            found.append({"kind": "table", "head": rows[0], "rows": rows[1:]})
        elif depth > _DEEPEST:
            found.extend(_flat(block, depth))
        else:
            items = [_blocks(item, depth + 1) for item in block.items]
            node: Node = {"kind": "list", "items": items}
            if isinstance(block, NumberedList):
                node["start"] = block.start
            found.append(node)
    return found


def _flat(block: BulletList | NumberedList, depth: int) -> list[Node]:
    """Return the items of a list that lies too deep as paragraphs with their marks."""
    found: list[Node] = []
    for number, item in enumerate(block.items, getattr(block, "start", 1)):
        mark = f"{number}. " if isinstance(block, NumberedList) else "– "
        inside = _blocks(item, depth + 1)
        if inside and "runs" in inside[0]:
            inside[0] = {**inside[0], "runs": [{"text": mark}, *inside[0]["runs"]]}
        found.extend(inside)
    return found


def _runs(runs: tuple[Run, ...]) -> list[Node]:
    return [_run(run) for run in runs]


def _run(run: Run) -> Node:
    node: Node = {"text": spaced(run.text)}
    if run.strong:
        node["strong"] = True
    if run.emphasis:
        node["emphasis"] = True
    if run.link:
        node["link"] = run.link
    return node
