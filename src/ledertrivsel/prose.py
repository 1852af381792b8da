"""The small Markdown of people's text, parsed into nodes of our own by markdown-it-py.

Paragraphs, line breaks, emphasis, bullet and numbered lists, tables and links (https, http,
mailto, tel). No headings, images, raw HTML, code or references: what looks like one stays the text
that people typed. A line that starts with a date ("1. marts 2027: …", "24. december …") or is a
lone "-" is no list. Nothing is dropped: where the parse would lose a letter, the text is given as
it stands.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.labels import LANGUAGES, load_labels

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_LINKS = ("https:", "http:", "mailto:", "tel:")
_NUMBERED = re.compile(r"([ \t]*(?:[-*] +)?)(\d{1,9})([.)])([ \t]+)(\S+)?")
_LONE_BULLET = re.compile(r"[ \t]*[-*+–][ \t]*$")
_PLUS_BULLET = re.compile(r"([ \t]*)\+(?=[ \t])")
_DEEPEST = 20
"""How deep lists may nest; deeper text is given as it stands."""


@attrs.frozen
class Run:
    """Text with one look. A newline is a line break; *link* is an address or empty."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


@attrs.frozen
class Paragraph:
    """One paragraph."""

    runs: tuple[Run, ...]


@attrs.frozen
class BulletList:
    """A list whose order means nothing; each item is blocks of its own."""

    items: tuple[tuple[Block, ...], ...]


@attrs.frozen
class NumberedList:
    """A list that counts from *start*."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 1


@attrs.frozen
class Table:
    """A table with one header row; all rows have as many cells."""

    header: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]


Block = Paragraph | BulletList | NumberedList | Table


@attrs.frozen
class Prose:
    """A text that somebody typed: the source as it stands, and its nodes in `blocks`."""

    source: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to read; a lone dash is nothing."""
        return self.source.strip().strip("-–") != ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The text as nodes, empty for an empty text."""
        return parse(self.source) if self else ()

    @property
    def plain(self) -> str:
        """The text without markup: paragraphs and items on lines of their own."""
        return "\n".join(_lines(self.blocks))


@functools.lru_cache(maxsize=4096)
def parse(source: str) -> tuple[Block, ...]:
    """Return the nodes of a text; what can't be parsed without loss becomes plain paragraphs."""
    if not source.strip():
        return ()
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(_protect(source)))
    blocks = tuple(_blocks(tree.children)) if _depth(tree) <= _DEEPEST else ()
    if _letters(source) - _letters(_all_text(blocks)):
        return _as_it_stands(source)
    return blocks


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 200}).enable("table")
    parser.disable(
        ["heading", "lheading", "hr", "fence", "code", "html_block", "reference", "blockquote"]
    )
    parser.disable(["image", "backticks", "html_inline", "entity"])
    parser.validateLink = lambda url: url.lower().startswith(_LINKS)  # type: ignore[method-assign]
    return parser


@functools.cache
def _months() -> frozenset[str]:
    """Return the names of the months: after a number they make a date, not a list."""
    return frozenset(
        load_labels(language)[f"dates.month-{month}"].casefold()
        for language in LANGUAGES
        for month in range(1, 13)
    )


def _protect(source: str) -> str:
    """Escape what Markdown would take for a list but people did not mean as one."""
    lines = source.split("\n")
    numbers: list[tuple[int, str, int]] = []
    for index, line in enumerate(lines):
        if _LONE_BULLET.match(line):
            bullet = line.strip()
            lines[index] = line if bullet == "–" else line.replace(bullet, f"\\{bullet}")
            continue
        lines[index] = (
            _PLUS_BULLET.sub(r"\1\\+", line, count=1) if _PLUS_BULLET.match(line) else line
        )
        found = _NUMBERED.match(line)
        if found:
            word = (found[5] or "").casefold().strip(".,:;")
            is_date = word in _months() or not word
            numbers.append((index, found[1], 0 if is_date else int(found[2])))
    for position, (index, indent, number) in enumerate(numbers):
        if not _counts(numbers, position, indent, number):
            found = _NUMBERED.match(lines[index])
            if found:
                end = found.end(2)
                lines[index] = f"{lines[index][:end]}\\{lines[index][end:]}"
    return "\n".join(lines)


def _counts(numbers: list[tuple[int, str, int]], position: int, indent: str, number: int) -> bool:
    """Return whether a numbered line is one of two or more that count on from 1."""
    if not number:
        return False
    before = [n for _, other, n in numbers[:position] if other == indent]
    after = [n for _, other, n in numbers[position + 1 :] if other == indent]
    if number == 1:
        return after[:1] == [2]
    wanted = number - 1
    return before[-1:] == [wanted] and 1 in before


def _depth(node: SyntaxTreeNode) -> int:
    deepest = 0
    level = [(node, 0)]
    while level:
        current, depth = level.pop()
        deepest = max(deepest, depth)
        inner = depth + (current.type in ("bullet_list", "ordered_list"))
        level.extend((child, inner) for child in current.children)
    return deepest


def _blocks(nodes: list[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        if node.type == "paragraph":
            runs = tuple(_runs(node.children))
            if runs:
                yield Paragraph(runs)
        elif node.type in ("bullet_list", "ordered_list"):
            items = tuple(tuple(_blocks(item.children)) for item in node.children)
            if node.type == "bullet_list":
                yield BulletList(items)
            else:
                yield NumberedList(items, int(node.attrs.get("start", 1)))
        elif node.type == "table":
            head, *body = node.children
            rows = [
                tuple(tuple(_runs(cell.children)) for cell in row.children)
                for part in body
                for row in part.children
            ]
            header = tuple(tuple(_runs(cell.children)) for cell in head.children[0].children)
            yield Table(header, tuple(rows))


def _runs(
    nodes: list[SyntaxTreeNode], strong: bool = False, emphasis: bool = False, link: str = ""
) -> Iterator[Run]:
    merged: list[Run] = []
    for run in _flat(nodes, strong, emphasis, link):
        if merged and attrs.evolve(merged[-1], text="") == attrs.evolve(run, text=""):
            merged[-1] = attrs.evolve(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    yield from (run for run in merged if run.text)


def _flat(nodes: list[SyntaxTreeNode], strong: bool, emphasis: bool, link: str) -> Iterator[Run]:
    for node in nodes:
        if node.type in ("text", "text_special"):
            yield Run(node.content, strong, emphasis, link)
        elif node.type in ("softbreak", "hardbreak"):
            yield Run("\n", strong, emphasis, link)
        elif node.type == "link":
            yield from _flat(node.children, strong, emphasis, str(node.attrs.get("href", "")))
        else:
            yield from _flat(
                node.children, strong or node.type == "strong", emphasis or node.type == "em", link
            )


def _as_it_stands(source: str) -> tuple[Block, ...]:
    """Return the text as paragraphs without any markup."""
    parts = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", source))
    return tuple(Paragraph((Run(part),)) for part in parts if part.strip())


def _letters(text: str) -> Counter[str]:
    """Return how often each letter occurs, for telling whether anything was lost."""
    return Counter(character for character in text if character.isalpha())


def _all_text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(f"{run.text} {run.link}" for run in _all_runs(blocks))


def _all_runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row:
                    yield from cell
        else:
            for item in block.items:
                yield from _all_runs(item)


def _lines(blocks: tuple[Block, ...], prefix: str = "") -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield prefix + "".join(run.text for run in block.runs)
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                yield prefix + " | ".join("".join(run.text for run in cell) for cell in row)
        else:
            for number, item in enumerate(block.items, getattr(block, "start", 1)):
                mark = f"{number}. " if isinstance(block, NumberedList) else "– "
                inner = list(_lines(item))
                yield prefix + mark + (inner[0] if inner else "")
                yield from (f"{prefix}   {line}" for line in inner[1:])


def tidy(source: str) -> Prose:
    """Return the `Prose` of a text from outside, cleaned of what the model's text gate refuses."""
    return Prose(v.clean(source))
