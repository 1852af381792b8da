"""How many lines a text takes in a cell, and where one that is too long for a row is parted.

A spreadsheet shows at most 409 points of a row, and LibreOffice makes no row higher by itself. So
heights are worked out here, a little generously: six letters are taken to be as wide as five
digits, which is what the width of a column is counted in.
"""

from __future__ import annotations

import re

MOST_LINES = 25
"""The lines that a row can show, with some room for a font that is wider than the usual one."""

_WIDE = re.compile(
    r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\uffee]|[^\0-\uffff]"
)


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of so many digits."""
    letters = _letters(text, width)
    if len(text) <= letters and "\n" not in text:
        return 1
    return sum(len(_broken(paragraph, letters)) for paragraph in text.split("\n"))


def _letters(text: str, width: int) -> int:
    """Return how many letters of a text fit in so many digits; other scripts are wider."""
    if text.isupper():
        letters = width * 8 // 9
    else:  # An m or a w is half as wide again, and a question may have many of them.
        broad = text.count("m") + text.count("w")
        letters = width * 12 * len(text) // (10 * len(text) + 5 * broad or 1)
    if not text.isascii() and _WIDE.search(text):
        wide = len(_WIDE.findall(text))
        letters = letters * len(text) // (len(text) + wide)
    return max(letters, 1)


def _broken(paragraph: str, letters: int) -> list[str]:
    """Return the lines of a paragraph, broken after words, and in a word that is too long."""
    if len(paragraph) <= letters:
        return [paragraph]
    lines: list[str] = []
    start = 0
    while len(paragraph) - start > letters:
        end = paragraph.rfind(" ", start, start + letters + 1) + 1
        if end <= start:
            end = start + letters
        lines.append(paragraph[start:end])
        start = end
    lines.append(paragraph[start:])
    return lines


def parted(text: str, width: int) -> list[tuple[str, int]]:
    """Return the pieces of a text that each fit in a row, with how many lines each takes.

    The pieces joined are the text, but for the white space where it is parted.
    """
    letters = _letters(text, width)
    if len(text) <= letters and "\n" not in text:
        return [(text, 1)]
    paragraphs = [_broken(paragraph, letters) for paragraph in text.split("\n")]
    count = sum(map(len, paragraphs))
    if count <= MOST_LINES:
        return [(text, count)]
    found: list[tuple[str, int]] = []
    piece: list[str] = []
    count = 0
    for lines in paragraphs:
        while count + len(lines) > MOST_LINES:
            taken, lines = lines[: MOST_LINES - count], lines[MOST_LINES - count :]
            piece.append("".join(taken))
            found.append(("\n".join(piece).strip(), count + len(taken)))
            piece, count = [], 0
        piece.append("".join(lines))
        count += len(lines)
    found.append(("\n".join(piece).strip(), count))
    return [(part, lines) for part, lines in found if part]
