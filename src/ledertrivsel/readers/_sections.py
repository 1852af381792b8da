"""Markdown as blocks with line numbers: headings, paragraphs, lists, tables, quotations, code.

Texts are taken from the source, not from what Markdown would make of it, so that an answer keeps
its emphasis, lists and tables as typed. Lines such as "24. december …", "1. marts 2027: …" and a
lone "-" are what people meant: no list, no heading. Comments are no text, but are kept.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.readers._words import words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_GUARD = "\ufdd0"
"""Stands in a date's place so that it makes no list: a noncharacter, which no cleaned text has."""

_NUMBERED = re.compile(
    r"([ \t>]*(?:[-*+] +)?)(\d{1,9})([.)])(?=[ \t]+([^\W\d_]+)\.?(?:[ \t]+(\d{4}))?)"
)
_LONE = re.compile(r"([ \t>]*)([-*+–])[ \t]*")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_DEEP = 40


@attrs.frozen
class Heading:
    """A heading; a line that is bold from end to end counts as one of the lowest level."""

    level: int
    text: str
    line: int


@attrs.frozen
class Paragraph:
    """Lines of prose, as typed."""

    text: str
    line: int


@attrs.frozen
class Item:
    """One item of a list: its first paragraph, what follows inside it, and all of it as typed."""

    text: str
    line: int
    inner: tuple[Block, ...]
    source: str


@attrs.frozen
class List:
    """A list."""

    items: tuple[Item, ...]
    line: int


@attrs.frozen
class Table:
    """A table: the head, the rows with their lines, and all of it as typed."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    line: int
    source: str


@attrs.frozen
class Quote:
    """A quotation, without its signs."""

    text: str
    line: int


@attrs.frozen
class Code:
    """A code block: nothing that notes hold."""

    text: str
    line: int


Block = Heading | Paragraph | List | Table | Quote | Code


@attrs.frozen
class Comment:
    """What stands between ``<!--`` and ``-->``: kept, but no part of the plan."""

    text: str
    line: int


def blocks(text: str) -> tuple[tuple[Block, ...], tuple[Comment, ...]]:
    """Return the blocks of *text* and its comments, both with their lines, counted from 1."""
    source, comments = _without_comments(v.clean(text))
    lines = [line.expandtabs(4) for line in source.split("\n")]
    fenced = False
    for index, line in enumerate(lines):
        if not fenced and _is_underlined(lines, index):
            level = "#" if lines[index + 1].strip()[0] == "=" else "##"
            line, lines[index + 1] = f"{level} {line.strip()}", ""
            lines[index] = line
        if line.lstrip(" >").startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            lines[index] = _guarded(line)
    tokens = _parser().parse("\n".join(lines))
    return tuple(_read(tokens, lines, 0, len(tokens))), comments


def _is_underlined(lines: list[str], index: int) -> bool:
    """Return whether a line alone is a heading by the line of = or - under it."""
    if index + 1 >= len(lines) or (index and lines[index - 1].strip()):
        return False
    line, under = lines[index].strip(), lines[index + 1].strip()
    is_line = len(under) >= 3 and set(under) in ({"="}, {"-"})
    return is_line and 0 < len(line) <= 120 and line[0].isalnum() and line[-1] not in ".|"


def _without_comments(text: str) -> tuple[str, tuple[Comment, ...]]:
    """Take comments out, leaving their line ends, so that every line keeps its number."""
    comments = []
    parts = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        line = text.count("\n", 0, start) + 1
        comments.append(Comment(" ".join(text[start + 4 : end].split()), line))
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*parts, text[at:]]), tuple(comments)


@functools.cache
def _month_words() -> frozenset[str]:
    return frozenset(word for month in words("dates")["months"] for word in month)


def _is_month(word: str, year: str | None) -> bool:
    return word in _month_words() and bool(year or word not in words("dates")["words-too"])


def _guarded(line: str) -> str:
    found = _NUMBERED.match(line)
    if found and _is_month(found[4].casefold(), found[5]):
        return f"{line[: found.end(2)]}{_GUARD}{line[found.end(2) :]}"
    lone = _LONE.fullmatch(line)
    if lone:
        return f"{lone[1]}{_GUARD}{lone[2]}"
    return line


def _bare(text: str) -> str:
    return text.replace(_GUARD, "")


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEP}).enable("table")
    return parser.disable(["code", "lheading", "reference", "html_block", "inline"])


def _read(tokens: list[Token], lines: list[str], start: int, end: int) -> Iterator[Block]:
    """Yield the blocks of the tokens from *start* to before *end*."""
    index = start
    while index < end:
        token = tokens[index]
        after = _close(tokens, index) if token.nesting == 1 else index
        first, last = token.map or (0, 0)
        if token.type == "heading_open":
            level = int(token.tag[1:])
            yield Heading(level, _bare(tokens[index + 1].content), first + 1)
        elif token.type == "paragraph_open":
            yield from _paragraph(_bare(tokens[index + 1].content), first + 1)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield List(tuple(_items(tokens, lines, index + 1, after)), first + 1)
        elif token.type == "table_open":
            yield from _table(token, lines)
        elif token.type == "blockquote_open":
            quoted = [re.sub(r"^ *> ?", "", line) for line in lines[first:last]]
            yield Quote(_bare("\n".join(quoted)).strip(), first + 1)
        elif token.type == "fence":
            yield Code(_bare(f"{token.info}\n{token.content}").strip(), first + 1)
        index = after + 1


def _close(tokens: list[Token], index: int) -> int:
    level = tokens[index].level
    while True:
        index += 1
        if tokens[index].level == level and tokens[index].nesting == -1:
            return index


def _paragraph(text: str, line: int) -> Iterator[Block]:
    """Yield a paragraph; its first line is a heading when all of it is bold."""
    first, _, rest = text.partition("\n")
    bare = first.strip()
    marker = bare[:2]
    if (
        marker in ("**", "__")
        and bare.endswith(marker)
        and len(bare) > 4
        and marker not in bare[2:-2]
    ):
        yield Heading(7, bare[2:-2], line)
        if rest.strip():
            yield Paragraph(rest, line + 1)
    else:
        yield Paragraph(text, line)


def _items(tokens: list[Token], lines: list[str], start: int, end: int) -> Iterator[Item]:
    index = start
    while index < end:
        after = _close(tokens, index)
        first, last = tokens[index].map or (0, 0)
        inner = tuple(_read(tokens, lines, index + 1, after))
        text = ""
        if inner and isinstance(inner[0], Paragraph):
            text, inner = inner[0].text, inner[1:]
        elif inner and isinstance(inner[0], Heading) and inner[0].level == 7:
            text, inner = f"**{inner[0].text}**", inner[1:]
            if inner and isinstance(inner[0], Paragraph) and inner[0].line == first + 2:
                text, inner = f"{text}\n{inner[0].text}", inner[1:]
        yield Item(text, first + 1, inner, _source(lines, first, last))
        index = after + 1


def _source(lines: list[str], first: int, last: int) -> str:
    """Return the lines as typed, without the indent they share and without empty ends."""
    taken = [_bare(line).rstrip() for line in lines[first:last]]
    indent = min((len(line) - len(line.lstrip()) for line in taken if line), default=0)
    return "\n".join(line[indent:] for line in taken).strip("\n")


def _table(token: Token, lines: list[str]) -> Iterator[Block]:
    """Yield a table from its lines; a line without any "|" ends it and is prose again.

    Markdown itself drops the cells that a row has more than the head.
    """
    first, last = token.map or (0, 0)
    rows: list[tuple[int, tuple[str, ...]]] = []
    end = first + 2
    while end < last and "|" in lines[end]:
        rows.append((end + 1, _cells(lines[end])))
        end += 1
    yield Table(_cells(lines[first]), tuple(rows), first + 1, _source(lines, first, end))
    if end < last:
        yield Paragraph(_source(lines, end, last), end + 1)


def _cells(line: str) -> tuple[str, ...]:
    bare = _bare(line).strip().lstrip(">").strip()
    bare = bare.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    parts = re.split(r"(?<!\\)\|", bare)
    return tuple(_BREAK.sub("\n", part.replace("\\|", "|")).strip() for part in parts)
