"""People's text and plain values as Markdown: nothing that somebody typed turns into markup.

A text is written from its nodes and reads back as the same nodes; one that would not is written as
plain text, so that at most its emphasis is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ledertrivsel.prose import Block, BulletList, NumberedList, Paragraph, Prose, Run, Table, parse

_MARKUP = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#\w])|!(?=\[)")
_AT_START = re.compile(r"[#+=:-]|\d{1,9}(?=[.)])")


def escape(text: str) -> str:
    """Return a text in which nothing is markup, wherever it stands; line breaks stay."""
    return _safe_starts(escape_inside(text))


def escape_inside(text: str) -> str:
    """Return a text in which nothing is markup after other text, or in a cell of a table."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _safe_starts(text: str) -> str:
    """Escape what is markup only at the start of a line: lists, headings, rules."""
    return "\n".join(map(_safe_start, text.split("\n")))


def _safe_start(line: str) -> str:
    line = line.lstrip(" \t")
    found = _AT_START.match(line)
    if found is None:
        return line
    mark, rest = found[0], line[found.end() :]
    return f"{mark}\\{rest}" if mark[0].isdigit() else f"\\{line}"


def broken(text: str) -> str:
    """Return an escaped text as one paragraph that keeps its line breaks."""
    return "\\\n".join(line for line in text.split("\n") if line.strip())


def flat(text: str) -> str:
    """Return an escaped text as one line, its line breaks kept."""
    return "<br>".join(line.strip() for line in text.split("\n") if line.strip())


def runs(items: Iterable[Run], *, marked: bool = True) -> str:
    """Return a stretch of text, with its emphasis and links when *marked*; line breaks stay."""
    return _safe_starts(_runs(items, marked))


def _runs(items: Iterable[Run], marked: bool) -> str:
    return "".join(_run(run, marked) for run in items)


def _run(run: Run, marked: bool) -> str:
    text = escape_inside(run.text)
    if marked:
        mark = "**" * run.strong + "*" * run.emphasis
        text = f"{mark}{text}{mark}"
        if run.link:
            text = f"[{text}](<{run.link}>)"
    elif run.link and run.link not in (run.text, f"mailto:{run.text}"):
        text = f"{text} ({escape_inside(run.link)})"
    return text


def prose(text: Prose) -> str:
    """Return a text as Markdown blocks."""
    written = _blocks(text.blocks, marked=True)
    if parse(written) == text.blocks:
        return written
    return _blocks(text.blocks, marked=False)


def _blocks(blocks: Iterable[Block], *, marked: bool) -> str:
    """Return blocks with a blank line between; lists that follow each other have other marks."""
    parts: list[str] = []
    bullet = "-"
    for block in blocks:
        if isinstance(block, Paragraph):
            parts.append(broken(runs(block.runs, marked=marked)))
        elif isinstance(block, Table):
            parts.append("\n".join(_table(block, marked=marked)))
        elif isinstance(block, BulletList):
            parts.append("\n".join(_items(block.items, [bullet] * len(block.items), marked)))
            bullet = "*" if bullet == "-" else "-"
        else:
            numbers = [f"{n}." for n in range(block.start, block.start + len(block.items))]
            parts.append("\n".join(_items(block.items, numbers, marked)))
    return "\n\n".join(parts)


def _items(items: tuple[tuple[Block, ...], ...], marks: list[str], marked: bool) -> Iterator[str]:
    for item, mark in zip(items, marks, strict=True):
        yield indented(_blocks(item, marked=marked), mark)


def indented(text: str, mark: str) -> str:
    """Return a text as one item of a list."""
    first, *rest = text.split("\n")
    margin = " " * (len(mark) + 1)
    return "\n".join([f"{mark} {first}", *(margin + line if line else "" for line in rest)])


def _table(table: Table, *, marked: bool) -> Iterator[str]:
    yield row(flat(_runs(cell, marked)) for cell in table.header)
    yield row("---" for _ in table.header)
    for cells in table.rows:
        yield row(flat(_runs(cell, marked)) for cell in cells)


def row(cells: Iterable[str]) -> str:
    """Return one row of a table."""
    return f"| {' | '.join(cells)} |"


def in_cell(text: Prose) -> str:
    """Return a text on one line, for a cell of a table."""
    return "<br>".join(_lines(text.blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield flat(_runs(block.runs, True))
        elif isinstance(block, Table):
            for cells in (block.header, *block.rows):
                yield " · ".join(flat(_runs(cell, True)) for cell in cells)
        else:
            for number, item in enumerate(block.items, getattr(block, "start", 1)):
                mark = f"{number}." if isinstance(block, NumberedList) else "–"
                yield from (f"{mark} {line}" for line in _lines(item))


def is_one_paragraph(text: Prose) -> bool:
    """Return whether a text is one paragraph and nothing else."""
    return len(text.blocks) == 1 and isinstance(text.blocks[0], Paragraph)
