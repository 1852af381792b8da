"""What a PDF says to those who hear it read aloud, and how it is tagged.

A screen reader goes by the tags: the text in its order, replaced where the file says so
(``ActualText``), without what is only there for the eye (the foots of pages, repeated headings).
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ledertrivsel.exporters import _typst
from tests import tools

#: Zero-width spaces in endless words, and marks of reading direction.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HYPHEN = "\u00ad"
_AFTER_ANOTHER = re.compile(f"({_HYPHEN}\\w*){_HYPHEN}")
_LINE = "\x1f"  # Where another line is drawn.
_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
_FROM_RIGHT = re.compile(f"{_RIGHT}(?: +{_RIGHT})*")
_INSIDE = frozenset({"Span", "Link", "Strong", "Em", "Lbl", "Reference", "LBody", "Quote"})
_CHARACTERS = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_OPERATORS = "BDC BMC EMC Tf Tj TJ cm"
_CODES = re.compile(rb"<([0-9A-Fa-f]+)>")

#: The compiler, asked once for each file: what it is given decides what it gives, as
#: tests/exports/test_typst.py tries.
_compiled_once = functools.lru_cache(maxsize=512)(_typst._pdf)


class Printed:
    """For the contract of an exporter that prints."""

    examples = 12  # Each makes a file and reads it by its tags.

    @pytest.fixture(autouse=True)
    def _asked_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_typst, "_pdf", _compiled_once)

    def extract_text(self, content: bytes) -> str:
        return "\n".join(_readings(content))

    def _says_otherwise(self, *_: object) -> None:
        """Try nothing: the outline, from which all is written, is tried with html and markdown.

        Each of the hundreds of tries would be compiled and read.
        """


def said(content: bytes) -> str:
    """Return the text in the order of the tags, each block on lines of its own."""
    return _seen(content).replace(_HYPHEN, "")


@functools.lru_cache(maxsize=256)
def _seen(content: bytes) -> str:
    """Return the text, in which the words of a line from right to left are read from there."""
    text = _UNSEEN.sub("", _drawn(content))
    return _FROM_RIGHT.sub(lambda run: run[0][::-1], text).replace(_LINE, "")


def _readings(content: bytes) -> Iterator[str]:
    """Yield the text in the ways it may be meant.

    A soft hyphen may be the compiler's, where it breaks a word, or somebody's.
    """
    yield said(content)
    if _HYPHEN in _seen(content):
        yield _seen(content)
        yield _AFTER_ANOTHER.sub(r"\1", _seen(content))


def _drawn(content: bytes) -> str:
    pikepdf = tools.module("pikepdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts = {page.objgen: _marked(page, pikepdf) for page in pdf.pages}
        roles = pdf.Root.StructTreeRoot.get("/RoleMap", {})
        parts: list[str] = []
        _read(pdf.Root.StructTreeRoot.K, None, texts, roles, parts, pikepdf)
        parts.extend(f"\n{address}" for page in pdf.pages for address in _addresses(page))
    return "".join(parts)


def tags(content: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Return the name of each tag in reading order, with its alternative text and attributes."""
    pikepdf = tools.module("pikepdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        roles = pdf.Root.StructTreeRoot.get("/RoleMap", {})
        return list(_walk(pdf.Root.StructTreeRoot.K, roles, pikepdf))


def _walk(node: Any, roles: Any, pikepdf: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, pikepdf.Array):
        for inner in node:
            yield from _walk(inner, roles, pikepdf)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        found = {key: str(node[key]) for key in ("/Alt", "/Lang", "/ActualText") if key in node}
        for attribute in _attributes(node.get("/A"), pikepdf):
            found |= {key: str(value) for key, value in attribute.items()}
        yield _name(node, roles), found
        if "/K" in node:
            yield from _walk(node.K, roles, pikepdf)


def _attributes(value: Any, pikepdf: Any) -> Iterator[Any]:
    if isinstance(value, pikepdf.Dictionary):
        yield value
    elif isinstance(value, pikepdf.Array):
        for inner in value:
            yield from _attributes(inner, pikepdf)


def _name(node: Any, roles: Any) -> str:
    name = str(node.S)
    return str(roles.get(name, name)).lstrip("/")


def _read(node: Any, page: Any, texts: Any, roles: Any, parts: list[str], pikepdf: Any) -> None:
    """Add the text under *node* to *parts*."""
    if isinstance(node, pikepdf.Array):
        for inner in node:
            _read(inner, page, texts, roles, parts, pikepdf)
    elif isinstance(node, int):
        parts.append(texts[page].get(node, ""))
    elif isinstance(node, pikepdf.Dictionary):
        if "/Pg" in node:
            page = node.Pg.objgen
        if "/MCID" in node:
            parts.append(texts[page].get(int(node.MCID), ""))
        elif "/S" in node:
            is_block = _name(node, roles) not in _INSIDE
            parts.append("\n" * is_block)
            if "/ActualText" in node:
                parts.append(str(node.ActualText))
            elif "/K" in node:
                _read(node.K, page, texts, roles, parts, pikepdf)
            parts.append("\n" * is_block)


def _addresses(page: Any) -> Iterator[str]:
    """Yield where the links of a page lead to."""
    for note in page.get("/Annots", ()):
        if "/A" in note and "/URI" in note.A:
            yield str(note.A.URI)


def _marked(page: Any, pikepdf: Any) -> dict[int, str]:
    """Return the text of each marked sequence of a page, by its number."""
    fonts = {name: _unicode(font) for name, font in page.resources.get("/Font", {}).items()}
    properties = page.resources.get("/Properties", {})
    found: dict[int, list[str]] = {}
    stack: list[tuple[int | None, bool]] = []  # The number, and whether the text is replaced.
    font: dict[bytes, str] = {}
    height = 0.0
    for operands, operator in pikepdf.parse_content_stream(page, _OPERATORS):
        sign = str(operator)
        if sign in ("BDC", "BMC"):
            number, hidden = stack[-1] if stack else (None, False)
            given = operands[1] if len(operands) > 1 else {}
            if isinstance(given, pikepdf.Name):
                given = properties[str(given)]
            number = int(given["/MCID"]) if "/MCID" in given else number
            if "/ActualText" in given and not hidden:
                hidden = True
                if number is not None:
                    found.setdefault(number, []).append(str(given["/ActualText"]))
            stack.append((number, hidden))
        elif sign == "EMC":
            stack.pop()
        elif sign == "cm":
            height, before = float(operands[5]), height
            if height != before and stack and stack[-1][0] is not None:
                found.setdefault(stack[-1][0], []).append(_LINE)
        elif sign == "Tf":
            font = fonts[str(operands[0])]
        elif sign in ("Tj", "TJ") and stack and stack[-1][0] is not None and not stack[-1][1]:
            strings = operands[0] if sign == "TJ" else [operands[0]]
            codes = b"".join(bytes(s) for s in strings if isinstance(s, pikepdf.String))
            pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
            found.setdefault(stack[-1][0], []).append("".join(font.get(p, "�") for p in pairs))
    return {number: "".join(texts) for number, texts in found.items()}


def _unicode(font: Any) -> dict[bytes, str]:
    """Return what each code of a font stands for, by its own table."""
    table: dict[bytes, str] = {}
    for kind, body in _CHARACTERS.findall(font.ToUnicode.read_bytes()):
        codes = [bytes.fromhex(code.decode()) for code in _CODES.findall(body)]
        step = 2 if kind == b"char" else 3
        for at in range(0, len(codes), step):
            first, text = codes[at], codes[at + step - 1].decode("utf-16-be")
            last = codes[at + 1] if step == 3 else first
            for offset in range(int.from_bytes(last) - int.from_bytes(first) + 1):
                code = (int.from_bytes(first) + offset).to_bytes(2)
                table[code] = text[:-1] + chr(ord(text[-1]) + offset) if offset else text
    return table
