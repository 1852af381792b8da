"""Lines and typed texts as HTML: every character is escaped where it is put in.

Templates lay out what is large; what is small and stands a thousand times on a page is written
here, since a call of a macro costs more than the text it writes.
"""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

import attrs
from markupsafe import Markup

from ledertrivsel.exporters._outline import Cell, Line, Picture, Piece, Tone, plain
from ledertrivsel.exporters._svg import lay_out
from ledertrivsel.exporters._templates import template
from ledertrivsel.labels import Labels
from ledertrivsel.prose import Block, BulletList, NumberedList, Paragraph, Prose, Run, Table

_CLASSES = {Tone.STRONG: "strong", Tone.QUIET: "quiet", Tone.WARNING: "warning"}


@attrs.frozen
class Markups:
    """Writes outlines as HTML in one language.

    Args:
        is_bare: without classes, for a page whose style is somebody else's; a tone that matters
            is then an element.
    """

    labels: Labels
    language: str
    is_bare: bool = False

    @property
    def names(self) -> dict[str, Any]:
        """What our templates call, by name."""
        return {
            "labels": self.labels,
            "line": self.line,
            "piece": self.piece,
            "paragraph": self.paragraph,
            "cell": self.cell,
            "prose": self.prose,
            "plain": functools.partial(plain, labels=self.labels),
            "card": self.card,
        }

    def line(self, line: Line) -> Markup:
        """Return a line's words, dates and words in other languages."""
        return Markup("".join(map(self._piece, line.pieces)))

    def piece(self, piece: Piece) -> Markup:
        """Return one piece of a line."""
        return Markup(self._piece(piece))

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return _broken(piece)
        if isinstance(piece, datetime.date):
            words = escape(self.labels.date(piece))
            return f'<time datetime="{piece.isoformat()}">{words}</time>'
        if piece.language == self.language:
            return _broken(piece.text)
        return f'<span lang="{escape(piece.language)}">{_broken(piece.text)}</span>'

    def paragraph(self, line: Line) -> Markup:
        """Return a line as a paragraph in its tone."""
        return Markup(self._toned(line, "p"))

    def _toned(self, line: Line, tag: str) -> str:
        said = "".join(map(self._piece, line.pieces))
        name = _CLASSES.get(line.tone, "")
        if self.is_bare and name in ("strong", "warning"):
            said = f"<strong>{said}</strong>"
        if self.is_bare or not name:
            return said if tag == "span" else f"<{tag}>{said}</{tag}>"
        return f'<{tag} class="{name}">{said}</{tag}>'

    def cell(self, cell: Cell) -> Markup:
        """Return what stands in a cell: one line as it is, else paragraphs and typed texts.

        Nobody knows how far apart another page sets paragraphs, so that lines are broken there.
        """
        lines = [said for said in cell if isinstance(said, Line)]
        if len(lines) == len(cell) and (self.is_bare or len(cell) == 1):
            return Markup("<br>".join(self._toned(line, "span") for line in lines))
        return Markup(
            "".join(
                self._toned(said, "p") if isinstance(said, Line) else self._blocks(said.blocks)
                for said in cell
            )
        )

    def prose(self, prose: Prose) -> Markup:
        """Return a text that somebody typed."""
        return Markup(self._blocks(prose.blocks))

    def card(self, picture: Picture, prefix: str) -> Markup:
        """Return the priority card as a drawing, its ids beginning with *prefix*."""
        layout = lay_out(picture, standalone=False)
        draw = template("card.svg").module.card  # type: ignore[attr-defined]
        return Markup(str(draw(layout, self.language, prefix, False)).strip())

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return f"<p>{_runs(block.runs)}</p>\n"
        if isinstance(block, BulletList):
            return f"<ul>\n{''.join(self._items(block.items))}</ul>\n"
        if isinstance(block, NumberedList):
            start = "" if block.start == 1 else f' start="{block.start}"'
            return f"<ol{start}>\n{''.join(self._items(block.items))}</ol>\n"
        return self._table(block)

    def _items(self, items: Iterable[tuple[Block, ...]]) -> Iterator[str]:
        for item in items:
            match item:
                case (Paragraph(runs),):
                    yield f"<li>{_runs(runs)}</li>\n"
                case _:
                    yield f"<li>{self._blocks(item)}</li>\n"

    def _table(self, table: Table) -> str:
        header = "".join(f'<th scope="col">{_runs(runs)}</th>' for runs in table.header)
        rows = (f"<tr>{''.join(f'<td>{_runs(c)}</td>' for c in row)}</tr>\n" for row in table.rows)
        said = (
            f"<table>\n<thead><tr>{header}</tr></thead>\n"
            f"<tbody>\n{''.join(rows)}</tbody>\n</table>\n"
        )
        if self.is_bare:
            return said
        # A wide one is rolled sideways by itself, so that the page never is.
        columns = ", ".join("".join(run.text for run in runs) for runs in table.header)
        label = escape(f"{self.labels['exports.scroll-table']}: {columns}")
        return (
            f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">\n{said}</div>\n'
        )


def _runs(runs: Iterable[Run]) -> str:
    written = []
    for link, linked in itertools.groupby(runs, key=lambda run: run.link):
        said = "".join(map(_run, linked))
        written.append(f'<a href="{escape(link)}">{said}</a>' if link else said)
    return "".join(written)


def _run(run: Run) -> str:
    said = _broken(run.text)
    if run.emphasis:
        said = f"<em>{said}</em>"
    return f"<strong>{said}</strong>" if run.strong else said


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")
