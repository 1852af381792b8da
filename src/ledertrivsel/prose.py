"""The small Markdown of people's text, parsed into nodes of our own by markdown-it-py.

Paragraphs, line breaks, emphasis, bullet and numbered lists, tables and links (https, http,
mailto, tel). No headings, images, raw HTML, code or references: what looks like one stays the text
that people typed. A line that starts with a date ("1. marts 2027: …", "24. december …") or is a
lone "-" is no list. Nothing is dropped: where the parse would lose or move a single character
besides the markup, the text is given as it stands.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from ledertrivsel.labels import LANGUAGES, load_labels

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

_LINKS = ("https:", "http:", "mailto:", "tel:")
_NUMBERED = re.compile(r"([ \t]*(?:[-*] +)?)(\d{1,9})([.)])([ \t]+|$)(\S+)?")
_LONE_BULLETS = re.compile(r"([ \t]*)([-*+–](?:[ \t]+[-*+–])*)[ \t]*")
_PLUS_BULLET = re.compile(r"([ \t]*)(?<!\\)\+(?=[ \t])")
_IMAGE = re.compile(r"!(?=\[)")
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
_MARKED = re.compile(r"[*_\\|\[<]|[^\S \n]|\x00|^ *(?:[-+:–]|\d+[.)])", re.MULTILINE)
"""Where a text may hold markup, or spaces that the parser has a rule for."""

_MARKUP = frozenset("*_\\|-:[]()<>.")
"""Characters that may be markup, and so need not be in the nodes."""

_NOWHERE = "\uffff"
"""Stands for the address of a link without one: no text has it, so the link stays text."""

_DEEPEST = 50
"""How deep the tokens may nest, a list being two deep; deeper text is given as it stands."""

_MOST_BRACKETS = 1000
"""How many ``[`` are looked at for links: the parser's time grows with their square."""


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
        """The text without markup: blocks on lines of their own, addresses in parentheses."""
        return "\n".join(_lines(self.blocks))


@functools.lru_cache(maxsize=4096)
def parse(source: str) -> tuple[Block, ...]:
    """Return the nodes of a text; what can't be parsed without loss becomes plain paragraphs."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if not source.strip():
        return ()
    if not _MARKED.search(source):
        return tuple(_plain_paragraphs(source))
    return _parsed(source)


def _plain_paragraphs(source: str) -> Iterator[Block]:
    """Yield what the parser makes of a text without markup: most of what people type."""
    for is_text, lines in itertools.groupby(
        source.split("\n"), key=lambda line: line.strip() != ""
    ):
        if is_text:
            yield Paragraph((Run("\n".join(line.strip(" ") for line in lines)),))


def _parsed(source: str) -> tuple[Block, ...]:
    from markdown_it.tree import SyntaxTreeNode

    if source.count("[") > _MOST_BRACKETS:
        return _as_it_stands(source)
    tokens = _parser().parse(_protect(source))
    if _depth(tokens) > _DEEPEST:
        return _as_it_stands(source)
    tree = SyntaxTreeNode(tokens)
    if _solid(source) != _solid("".join(_typed(tree.children))):
        return _as_it_stands(source)
    return tuple(_blocks(tree.children)) or _as_it_stands(source)


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 200}).enable("table")
    parser.disable(
        ["heading", "lheading", "hr", "fence", "code", "html_block", "reference", "blockquote"]
    )
    parser.disable(["image", "backticks", "html_inline", "entity"])
    # Addresses stay as typed, so that loss can be told; `_address` encodes them for the nodes.
    parser.validateLink = _is_link  # type: ignore[method-assign]
    parser.normalizeLink = _as_typed  # type: ignore[method-assign]
    parser.normalizeLinkText = _as_typed  # type: ignore[method-assign, assignment]
    return parser


def _is_link(url: str) -> bool:
    return url.lower().startswith(_LINKS)


def _as_typed(url: str) -> str:
    return url


@functools.cache
def _months() -> frozenset[str]:
    """Return the names of the months: after a number they make a date, not a list."""
    return frozenset(
        load_labels(language)[f"dates.month-{month}"].casefold()
        for language in LANGUAGES
        for month in range(1, 13)
    )


def _protect(source: str) -> str:
    """Escape what Markdown would take for markup but people did not mean as such."""
    lines = source.split("\n")
    numbers: list[tuple[int, str, int]] = []
    for index, line in enumerate(lines):
        bullets = _LONE_BULLETS.fullmatch(line)
        if bullets:
            lines[index] = line if bullets[2][0] == "–" else f"{bullets[1]}\\{bullets[2]}"
            continue
        lines[index] = _TIMES.sub(r"\\*", _IMAGE.sub(r"!\\", _PLUS_BULLET.sub(r"\1\\+", line)))
        found = _NUMBERED.match(line)
        if found:
            word = (found[5] or "").casefold().strip(".,:;")
            is_date = word in _months() or not word
            numbers.append((index, found[1], 0 if is_date else int(found[2])))
    for index in _not_counting(numbers):
        found = _NUMBERED.match(lines[index])
        if found:
            end = found.end(2)
            lines[index] = f"{lines[index][:end]}\\{lines[index][end:]}"
    return "\n".join(lines)


def _not_counting(numbers: Iterable[tuple[int, str, int]]) -> Iterator[int]:
    """Yield the lines whose number is not one of two or more that count on from 1.

    A date has the number 0.
    """
    by_indent: dict[str, list[tuple[int, int]]] = {}
    for index, indent, number in numbers:
        by_indent.setdefault(indent, []).append((index, number))
    for rows in by_indent.values():
        following = [number for _, number in rows[1:]] + [0]
        last = 0
        for (index, number), after in zip(rows, following, strict=True):
            if (number == 1 and after == 2) or (number > 1 and number == last + 1):
                last = number
            else:
                last = 0
                yield index


def _depth(tokens: Iterable[Token]) -> int:
    """Return how deep the tokens nest, in blocks or within one line of text."""
    depth = deepest = 0
    for token in tokens:
        depth += token.nesting
        deepest = max(deepest, depth, _depth(token.children or ()))
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
            yield from _flat(node.children, strong, emphasis, _address(node))
        else:
            yield from _flat(
                node.children, strong or node.type == "strong", emphasis or node.type == "em", link
            )


def _address(link: SyntaxTreeNode) -> str:
    """Return where a link goes, encoded so that every format takes it."""
    from markdown_it.common.normalize_url import normalizeLink

    return normalizeLink(str(link.attrs.get("href", "")))


def _as_it_stands(source: str) -> tuple[Block, ...]:
    """Return the text as paragraphs without any markup."""
    parts = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", source))
    return tuple(Paragraph((Run(part),)) for part in parts if part.strip())


def _solid(text: str) -> str:
    """Return the characters of *text* that are neither space nor possibly markup."""
    return "".join(c for c in text if not c.isspace() and c not in _MARKUP)


def _typed(nodes: Iterable[SyntaxTreeNode]) -> Iterator[str]:
    """Yield what people typed, read back from the tree in its order."""
    for node in nodes:
        if node.type in ("text", "text_special"):
            yield node.content
        elif node.type == "ordered_list":
            for number, item in enumerate(node.children, int(node.attrs.get("start", 1))):
                yield str(number)
                yield from _typed(item.children)
        else:
            yield from _typed(node.children)
            if node.type == "link" and node.info != "auto":
                yield str(node.attrs.get("href") or _NOWHERE)


def _lines(blocks: tuple[Block, ...], prefix: str = "") -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield prefix + _unmarked(block.runs)
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                yield prefix + " | ".join(map(_unmarked, row))
        else:
            for number, item in enumerate(block.items, getattr(block, "start", 1)):
                mark = f"{number}. " if isinstance(block, NumberedList) else "– "
                inner = list(_lines(item))
                yield prefix + mark + (inner[0] if inner else "")
                yield from (f"{prefix}   {line}" for line in inner[1:])


def _unmarked(runs: Iterable[Run]) -> str:
    """Return runs as text; where a link goes stands after it, unless its text says so."""
    said = []
    for link, linked in itertools.groupby(runs, key=lambda run: run.link):
        text = "".join(run.text for run in linked)
        told = link in ("", text, f"mailto:{text}", f"tel:{text}")
        said.append(text if told else f"{text} ({link})")
    return "".join(said)
