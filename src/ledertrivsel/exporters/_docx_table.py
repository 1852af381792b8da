"""Tables in Word: how wide each column is, and the elements around the cells.

Widths are worked out here, in twentieths of a point, since Word and LibreOffice agree on a table
only where every column has one. A word is never too wide for its column where that can be helped;
columns for which the page is too narrow go on in a table of their own, beside the same first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from ledertrivsel.exporters._docx_xml import NOTHING, Xml, w

LETTER = 108
"""How wide a letter of a table's text is on average, in a wide font such as Verdana."""

MARGINS = 240
"""Left and right of the text in a cell, and a little for a word of broad letters."""

_LONGEST_WORD = 17
"""Letters of a word that still widen its column; longer ones are divided."""

_HEAD_LINES = 4
"""How many lines a heading may take before it widens its column."""

_WHOLE = 900
"""Letters of a row that is kept on one page; a longer one may go on at the next."""


@attrs.frozen(kw_only=True)
class Column:
    """What stands in one column.

    Args:
        head: the letters of its heading.
        word: the letters of the longest word, in its heading too.
        line: the letters of the longest line; in a column of figures, of the longest figure.
        letters: how many there are altogether.
        is_numeric: whether it holds figures.
    """

    head: int
    word: int
    line: int
    letters: int
    is_numeric: bool = False

    @property
    def least(self) -> int:
        """How narrow the column may be."""
        letters = self.word if self.is_numeric else min(self.word, _LONGEST_WORD)
        return max(letters, self.head // _HEAD_LINES + 1, 3) * LETTER + MARGINS

    @property
    def most(self) -> int:
        """How wide it needs to be at most: no line of it is longer."""
        return max(self.least, self.line * LETTER + MARGINS)


def column(head: str, texts: Iterable[str], *, is_numeric: bool = False) -> Column:
    """Return what stands in a column, by its heading and the texts below."""
    below = tuple(texts)
    all_texts = (head, *below)
    lines = [line for text in all_texts for line in text.split("\n")]
    wide = below if is_numeric else all_texts
    return Column(
        head=len(head),
        word=max((len(word) for line in lines for word in line.split()), default=0),
        line=max((len(line) for text in wide for line in text.split("\n")), default=0),
        letters=sum(map(len, all_texts)),
        is_numeric=is_numeric,
    )


def divided(columns: Sequence[Column], width: int) -> Iterator[tuple[int, ...]]:
    """Yield the columns of each table that a wide one becomes; the first is in all of them."""
    first, rest = columns[0].least, range(1, len(columns))
    kept: list[int] = []
    for index in rest:
        taken = first + sum(columns[n].least for n in kept)
        if kept and taken + columns[index].least > width:
            yield (0, *kept)
            kept = []
        kept.append(index)
    yield (0, *kept)


def widths(columns: Sequence[Column], width: int) -> tuple[int, ...]:
    """Return how wide each column is, together *width*.

    What needs no more than an equal share has what it needs; the rest is shared by the letters.
    """
    made = [column.least for column in columns]
    if sum(made) >= width:
        return _shared(width, [0] * len(columns), made)
    growing = set(range(len(columns)))
    while growing:
        equal = (width - sum(made)) // len(growing)
        enough = {n for n in growing if columns[n].most - made[n] <= equal}
        if not enough:
            weights = [(columns[n].letters + 1) * (n in growing) for n in range(len(columns))]
            shared = _shared(width, made, weights)
            enough = {n for n in growing if shared[n] >= columns[n].most}
            if not enough:
                return shared
        for n in enough:
            made[n] = columns[n].most
        growing -= enough
    return _shared(width, made, [column.letters + 1 for column in columns])


def _shared(width: int, base: Sequence[int], weights: Sequence[int]) -> tuple[int, ...]:
    """Return *base* with what is left of *width* shared out by weight."""
    left, weight = width - sum(base), sum(weights)
    made = [few + left * share // weight for few, share in zip(base, weights, strict=True)]
    made[max(range(len(made)), key=lambda n: weights[n])] += width - sum(made)
    return tuple(made)


def is_whole(texts: Iterable[str]) -> bool:
    """Return whether a row of these texts is kept on one page."""
    return sum(map(len, texts)) <= _WHOLE


def table(
    rows: Iterable[Xml], widths: Sequence[int], *, style: str, caption: str, indent: int
) -> Xml:
    """Return a table; *caption* is what a screen reader calls it."""
    properties = w(
        "tblPr",
        w("tblStyle", val=style) if style else NOTHING,
        w("tblW", w=str(sum(widths)), type="dxa"),
        w("tblInd", w=str(indent), type="dxa") if indent else NOTHING,
        w("tblLayout", type="fixed"),
        w(
            "tblLook",
            val="0420",
            firstRow="1",
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="0",
            noVBand="1",
        ),
        w("tblCaption", val=caption) if caption else NOTHING,
    )
    grid = w("tblGrid", *(w("gridCol", w=str(width)) for width in widths))
    return w("tbl", properties, grid, *rows)


def row(cells: Iterable[Xml], widths: Sequence[int], *, head: bool = False, whole: bool) -> Xml:
    """Return a row; *head* is repeated on each page, *whole* is kept on one."""
    parts = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    made = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return w("tr", Xml(f"<w:trPr>{parts}</w:trPr>" if parts else ""), Xml("".join(made)))
