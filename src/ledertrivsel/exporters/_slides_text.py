"""The paragraphs of slides: spans of text with their language, size and look."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.exporters._outline import Cell, Line, Piece, Tone, Words
from ledertrivsel.labels import Labels
from ledertrivsel.prose import Block, NumberedList, Prose, Run, Table
from ledertrivsel.prose import Paragraph as TypedParagraph

_TONES = {Tone.PLAIN: "", Tone.STRONG: "", Tone.QUIET: "quiet", Tone.WARNING: "warn"}
_SHORT = 200
"""The letters of what stands on a slide with the lines under it in its item of a list."""

_DEEPEST = 8
"""How deep lists may be indented: what is deeper stands as deep as that."""


@attrs.frozen
class Span:
    """Text with one look. *language* is empty for that of the deck, *colour* for the usual one."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    colour: str = ""
    language: str = ""


@attrs.frozen(kw_only=True)
class Paragraph:
    """One paragraph. A newline in its spans is a line break.

    Args:
        size: of the letters, in points.
        mark: what stands before it: a bullet, a number such as ``3.``, or nothing.
        depth: how far it is indented: 0 for not at all; a mark takes one step by itself.
        after: the space under it, in points.
        keeps: whether it must stand on one slide with the beginning of what follows.
        is_cut: whether it goes on with what a slide before has begun: without its mark, under it.
        align: ``ctr`` for the middle of its line, ``r`` for the end of it.
    """

    spans: tuple[Span, ...]
    size: int
    mark: str = ""
    depth: int = 0
    after: int = 6
    keeps: bool = False
    is_cut: bool = False
    align: str = ""

    @property
    def text(self) -> str:
        """The text without its look."""
        return "".join(span.text for span in self.spans)

    @property
    def is_bold(self) -> bool:
        """Whether any of it is bold, and so wider."""
        return any(span.strong for span in self.spans)

    def cut(self, offset: int) -> tuple[Paragraph, Paragraph]:
        """Return what stands before the letter at *offset*, and the rest.

        A line break just before it is dropped: the end of the slide is one.
        """
        dropped = self.text[:offset].endswith("\n")
        before: list[Span] = []
        after: list[Span] = []
        for span in self.spans:
            here = max(min(offset, len(span.text)), 0)
            offset -= len(span.text)
            ends = here - 1 if dropped and here > 0 and offset <= 0 else here
            before.append(attrs.evolve(span, text=span.text[:ends]))
            after.append(attrs.evolve(span, text=span.text[here:]))
        first, rest = (tuple(s for s in spans if s.text) for spans in (before, after))
        return (
            attrs.evolve(self, spans=first, after=0),
            attrs.evolve(self, spans=rest, is_cut=True),
        )


@attrs.frozen
class Writer:
    """Turns lines and texts into paragraphs, in the language of its labels."""

    labels: Labels

    def spans(
        self, line: Line | Piece, *, strong: bool = False, colour: str = ""
    ) -> Iterator[Span]:
        """Yield a line as spans, words of another language with that."""
        if not isinstance(line, Line):
            line = Line((line,))
        bold = strong or line.tone in (Tone.STRONG, Tone.WARNING)
        for piece in line.pieces:
            said, language = piece, ""
            if isinstance(piece, Words):
                said, language = piece.text, piece.language
            if isinstance(said, datetime.date):
                said = self.labels.date(said)
            if said:
                shade = _TONES[line.tone] or colour
                yield Span(str(said), bold, colour=shade, language=language)

    def line(
        self,
        line: Line | Piece,
        size: int,
        *,
        strong: bool = False,
        colour: str = "",
        mark: str = "",
        depth: int = 0,
        after: int = 6,
        keeps: bool = False,
    ) -> Paragraph:
        """Return a line as a paragraph."""
        return Paragraph(
            spans=tuple(self.spans(line, strong=strong, colour=colour)),
            size=size,
            mark=mark,
            depth=depth,
            after=after,
            keeps=keeps,
        )

    def prose(self, text: Prose, size: int, depth: int = 0) -> Iterator[Paragraph]:
        """Yield a text that people typed, its tables row by row."""
        yield from _paragraphs(text.blocks, size, depth)

    def cell(self, said: Cell, size: int, *, strong: bool = False) -> Iterator[Paragraph]:
        """Yield what stands in a cell or beside a label."""
        for content in said:
            if isinstance(content, Prose):
                yield from self.prose(content, size)
            else:
                yield self.line(content, size, strong=strong)

    def items(self, items: Iterable[Cell], size: int) -> Iterator[Paragraph]:
        """Yield a list, the first line of each item after a bullet."""
        for item in items:
            yield from _marked(list(self.cell(item, size)), "•", 0)


def _paragraphs(blocks: Iterable[Block], size: int, depth: int) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, TypedParagraph):
            yield Paragraph(spans=tuple(map(_span, block.runs)), size=size, depth=depth)
        elif isinstance(block, Table):
            yield from _rows(block, size, depth)
        else:
            for number, item in enumerate(block.items, getattr(block, "start", 1)):
                mark = f"{number}." if isinstance(block, NumberedList) else "•"
                inner = list(_paragraphs(item, size, min(depth + 1, _DEEPEST)))
                yield from _marked(inner, mark, depth)


def _marked(paragraphs: list[Paragraph], mark: str, depth: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of an item of a list, the first with its mark, the others under it."""
    if not paragraphs or paragraphs[0].mark:
        paragraphs.insert(0, Paragraph(spans=(), size=paragraphs[0].size if paragraphs else 16))
    first, *rest = paragraphs
    together = bool(rest) and len(first.text) < _SHORT
    yield attrs.evolve(first, mark=mark, depth=depth, after=3, keeps=together)
    yield from (
        attrs.evolve(p, depth=max(p.depth, min(depth + 1, _DEEPEST)), after=3) for p in rest
    )


def _rows(table: Table, size: int, depth: int) -> Iterator[Paragraph]:
    """Yield the rows of a table that people typed, one a line."""
    for row, strong in ((table.header, True), *((row, False) for row in table.rows)):
        spans: list[Span] = []
        for index, cell in enumerate(row):
            spans += [Span(" · ", strong)] * bool(index)
            spans += [attrs.evolve(s, strong=strong or s.strong) for s in map(_span, cell)]
        yield Paragraph(spans=tuple(spans), size=size, depth=depth, after=3, keeps=strong)


def _span(run: Run) -> Span:
    return Span(re.sub("\t", "    ", run.text), run.strong, run.emphasis, run.link)
