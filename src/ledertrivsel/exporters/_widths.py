"""How wide text becomes, and where its lines end: an SVG does not break lines by itself.

The reader's font is not known. The widths are those of Arial's bold letters, in thousandths of the
size: most other fonts are narrower, and what is a little wider keeps within a margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ledertrivsel.exporters._outline import Piece, Words

_LETTERS = {
    280: " \u00a0ijl'|,./I\\·’",
    340: "!:;[]ft()-`",
    390: "r{}*",
    500: '"“”z',
    560: "Jcksvxy#$0123456789_aeåéä–÷",
    610: "?Lbdghnopquöü+<=>~−×FTZø^",
    670: "EPSVXY",
    720: "&ABKÅCDHNRU",
    780: "wGOQØ",
    890: "Mm%æ",
    1000: "WÆ—…@",
}


class _Widths(dict[str, int]):
    """The width of every letter: of one that Danish and English do without, a wide one."""

    def __missing__(self, letter: str) -> int:
        if letter < "\u0250":
            return 720
        return 800 if letter < "\u1100" else 1050 if letter < "\U0001f000" else 1300


_WIDTHS = _Widths((letter, width) for width, letters in _LETTERS.items() for letter in letters)

_STRETCHES = re.compile("[^\\S\u00a0]+|[\\S\u00a0]+")
"""White space where a line may end, or what stands between."""


def width(text: str, size: int, *, bold: bool = False) -> int:
    """Return how wide *text* is at most in most fonts, in the units of *size*."""
    thousandths = sum(map(_WIDTHS.__getitem__, text))
    return thousandths * size * (107 if bold else 100) // 100_000 + 1


def wrapped(
    pieces: Iterable[Piece], room: int, size: int, *, bold: bool = False
) -> tuple[tuple[Piece, ...], ...]:
    """Return pieces on as many lines as they need; days must be in words already.

    A word wider than *room* is broken where the line ends.
    """
    pieces = tuple(piece for piece in pieces if piece)
    whole = "".join(map(_text, pieces))
    if whole == " ".join(whole.split()) and width(whole, size, bold=bold) <= room:
        return (pieces,) if pieces else ()
    lines: list[list[tuple[str, str]]] = []
    left = 0
    space = width(" ", size, bold=bold)
    for word in _words(pieces):
        for part, needed in _broken(word, room, size, bold):
            if lines and needed + space <= left:
                lines[-1] += [(" ", lines[-1][-1][1]), *part]
                left -= needed + space
            else:
                lines.append(list(part))
                left = room - needed
    return tuple(tuple(_joined(line)) for line in lines)


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Words) else str(piece)


def _words(pieces: Iterable[Piece]) -> Iterator[list[tuple[str, str]]]:
    word: list[tuple[str, str]] = []
    for piece in pieces:
        language = piece.language if isinstance(piece, Words) else ""
        for stretch in _STRETCHES.findall(_text(piece)):
            if stretch.strip() or stretch[0] == "\u00a0":
                word.append((stretch, language))
            elif word:
                yield word
                word = []
    if word:
        yield word


def _broken(
    word: list[tuple[str, str]], room: int, size: int, bold: bool
) -> Iterator[tuple[list[tuple[str, str]], int]]:
    """Yield a word in parts that fit, most often one, each with its width."""
    wide = sum(width(text, size, bold=bold) for text, _ in word)
    if wide <= room:
        yield word, wide
        return
    part: list[tuple[str, str]] = []
    left = room
    for text, language in word:
        for letter in text:
            needed = width(letter, size, bold=bold)
            if part and needed > left:
                yield part, room - left
                part, left = [], room
            part.append((letter, language))
            left -= needed
    yield part, room - left


def _joined(line: list[tuple[str, str]]) -> Iterator[Piece]:
    """Yield the stretches of a line, those of one language as one piece."""
    at = 0
    while at < len(line):
        language, text = line[at][1], ""
        while at < len(line) and line[at][1] == language:
            text += line[at][0]
            at += 1
        yield Words(text, language) if language else text
