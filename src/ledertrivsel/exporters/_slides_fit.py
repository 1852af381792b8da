"""How much room text takes on a slide, without a font: alike on every machine.

The widths are those of Arial, in whole thousandths of the size; a letter that is not among them is
taken for a wide one. Lines are broken where PowerPoint breaks them, at spaces and in words longer
than a line, and a little early, so that what fits here fits there.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from importlib.resources import files

from ledertrivsel.exporters._slides_text import Paragraph

POINT = 12_700
"""A point, in the units of Office (EMU)."""

STEP = 24 * POINT
"""How far a step of a list is indented."""

_WIDEST = 1400
_MARGIN = 97
"""How many hundredths of a line are used: letters are drawn a little wider than they are."""

_TOKEN = re.compile(r"[\n\u2028\u2029]|[ \u2000-\u200a]+|[^ \u2000-\u200a\n\u2028\u2029]+")


@functools.cache
def _tables() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return the widths of regular and of bold letters."""
    resource = files("ledertrivsel").joinpath("data", "templates", "slides-widths.toml")
    content = tomllib.loads(resource.read_text(encoding="utf-8"))
    regular, bold = (
        {letter: int(wide) for wide, letters in content[name].items() for letter in letters}
        for name in ("regular", "bold")
    )
    return regular, bold


@functools.lru_cache(maxsize=65_536)
def width(text: str, bold: bool = False) -> int:
    """Return how wide *text* is on one line, in thousandths of its size."""
    table = _tables()[bold]
    total = 0
    for letter in text:
        wide = table.get(letter)
        if wide is None:
            wide = 0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else _WIDEST
        total += wide
    return total


def line_height(size: int) -> int:
    """Return the height of a line of that size, in EMU."""
    return size * POINT * 12 // 10


def margin(paragraph: Paragraph) -> int:
    """Return how far the lines of a paragraph are indented, in EMU."""
    return STEP * (paragraph.depth + bool(paragraph.mark))


def starts(paragraph: Paragraph, across: int) -> tuple[int, ...]:
    """Return where the lines of a paragraph begin in its text, in a box *across* EMU wide."""
    limit = max(across - margin(paragraph), 1) * 10 * _MARGIN // (paragraph.size * POINT)
    return _starts(paragraph.text, paragraph.is_bold, limit)


@functools.lru_cache(maxsize=1024)
def _starts(text: str, bold: bool, limit: int) -> tuple[int, ...]:
    """Return where lines begin that are at most *limit* thousandths wide."""
    found, used = [0], 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "\n\u2028\u2029":
            found.append(match.end())
            used = 0
            continue
        wide = width(token, bold)
        if token[0] == " " or "\u2000" <= token[0] <= "\u200a":
            used += wide
            continue
        if used and used + wide > limit:
            found.append(match.start())
            used = 0
        if wide > limit:
            for offset, letter in enumerate(token, match.start()):
                own = width(letter, bold)
                if used and used + own > limit:
                    found.append(offset)
                    used = 0
                used += own
        else:
            used += wide
    return tuple(found)


def height(paragraph: Paragraph, across: int) -> int:
    """Return how high a paragraph is, the space under it included, in EMU."""
    lines = len(starts(paragraph, across))
    return lines * line_height(paragraph.size) + paragraph.after * POINT


def total(paragraphs: Iterable[Paragraph], across: int) -> int:
    """Return how high paragraphs are below each other, in EMU."""
    return sum(height(paragraph, across) for paragraph in paragraphs)


def longest_word(paragraph: Paragraph) -> int:
    """Return how wide the longest word of a paragraph is, in EMU."""
    bold = paragraph.is_bold
    words = (width(match[0], bold) for match in _TOKEN.finditer(paragraph.text))
    return _across(max(words, default=0), paragraph)


def whole_line(paragraph: Paragraph) -> int:
    """Return how wide the longest line of a paragraph is where nothing breaks it, in EMU."""
    bold = paragraph.is_bold
    lines = (width(line, bold) for line in paragraph.text.split("\n"))
    return _across(max(lines, default=0), paragraph)


def _across(wide: int, paragraph: Paragraph) -> int:
    """Return how wide a box must be for a line of that many thousandths, in EMU."""
    return (wide + 1) * paragraph.size * POINT // (10 * _MARGIN) + 1 + margin(paragraph)
