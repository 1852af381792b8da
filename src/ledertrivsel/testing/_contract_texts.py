"""What stands in a file: its text as its users read it, and its structure without the text."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from markdown_it import MarkdownIt

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div"),
        *("dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "li", "main", "nav", "ol", "p", "section", "summary", "table", "td"),
        *("text", "th", "tr", "title", "ul"),
    }
)
_SHOWN = frozenset({"alt", "title", "aria-label", "datetime", "value", "summary"})
"""Attributes that hold text of the page."""

_LINKING = frozenset({"href", "src", "action", "formaction", "srcset", "data"})
_SAFE = re.compile(r"(https?:|mailto:|tel:|#|data:image/|[^:]*$)", re.IGNORECASE)
_GOES = re.compile(r"https?:|mailto:|tel:", re.IGNORECASE)
"""Where a text that people typed may lead."""

_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+([ .,]\d+)*$|$|\s)")


class _Page(HTMLParser):
    """Reads a page as a browser would: its text, and its elements with their attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.elements: list[str] = []
        self.links: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append(f"{tag}[{' '.join(sorted(name for name, _ in attrs))}]")
        links = [value or "" for name, value in attrs if name in _LINKING]
        self.links += links
        self.text += [f"\n{value}\n" for name, value in attrs if name in _SHOWN and value]
        if tag in _BLOCKS:
            self.text.append("\n")
        if tag in ("script", "style"):
            self._hidden = tag

    def handle_endtag(self, tag: str) -> None:
        """Note where a block ends."""
        if tag in _BLOCKS:
            self.text.append("\n")
        if tag == self._hidden:
            self._hidden = ""

    def handle_comment(self, data: str) -> None:
        """Count a comment as an element."""
        self.elements.append("comment")

    def handle_data(self, data: str) -> None:
        """Note text."""
        if not self._hidden:
            self.text.append(data)


def _page(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    page.close()
    return page


def _html(text: str) -> str:
    page = _page(text)
    return "".join([*page.text, *(f"\n{link}" for link in page.links if _GOES.match(link))])


def _html_form(text: str) -> list[str]:
    page = _page(text)
    unsafe = [f"a link to {link}" for link in page.links if not _SAFE.match(link.strip())]
    return unsafe + _drawn(page.elements)


_INLINE = ("em_open", "em_close", "strong_open", "strong_close", "link_close", "inline")


def _tokens(text: str) -> Iterator[Any]:
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


def _markdown(text: str) -> str:
    found, links = [], []
    for token in _tokens(text):
        if token.type in ("text", "code_inline", "text_special", "fence", "code_block"):
            found.append(token.content)
        elif token.type in ("html_block", "html_inline"):
            found.append(_html(token.content))
        elif token.type in ("link_open", "image"):
            links.append(str(token.attrGet("href") or token.attrGet("src")))
        elif token.type not in _INLINE:
            found.append("\n")
    return "".join([*found, *(f"\n{link}" for link in links)])


def _markdown_form(text: str) -> list[str]:
    plain = ("text", "inline", "text_special", "softbreak", "hardbreak")
    return [
        f"{t.tag} {t.content if t.type.startswith('html') else t.type}"
        for t in _tokens(text)
        if t.type not in plain
    ]


def _json(text: str) -> str:
    return "\n".join(_scalars(json.loads(text, parse_constant=_refused, object_pairs_hook=_once)))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _scalars(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _scalars(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner)
    else:
        yield str(value)


def _rows(text: str) -> list[list[str]]:
    first = text.lstrip("\ufeff").partition("\n")[0]
    return _parted(text, max(",;\t", key=first.count))


def _parted(text: str, delimiter: str) -> list[list[str]]:
    limit = csv.field_size_limit(len(text) + 1)  # A cell may hold several long answers.
    try:
        file = io.StringIO(text.lstrip("\ufeff"), newline="")
        return list(csv.reader(file, delimiter=delimiter))
    finally:
        csv.field_size_limit(limit)


def _csv(text: str) -> str:
    cells = (cell for row in _rows(text) for cell in row)
    # The apostrophe keeps Excel from taking a cell for a formula.
    return "\n".join(re.sub(r"^'(?=[=+@\t\r-])", "", cell) for cell in cells)


def _csv_form(text: str) -> list[str]:
    rows = _rows(text)
    formulas = [f"the formula {c}" for row in rows for c in row if _FORMULA.match(c)]
    return formulas + [f"a row of {len(row)} cells" for row in rows]


def _xml(text: str) -> str:
    root = ElementTree.fromstring(text.encode())
    return "\n".join(
        piece
        for element in root.iter()
        for piece in (element.text or "", element.tail or "", *element.attrib.values())
    )


def _xml_form(text: str) -> list[str]:
    root = ElementTree.fromstring(text.encode())
    return [f"{element.tag}[{' '.join(sorted(element.attrib))}]" for element in root.iter()]


def _svg(text: str) -> str:
    """Return what is read in a drawing: its texts, titles and descriptions, each on a line."""
    return "\n".join(_svg_pieces(ElementTree.fromstring(text.encode())))


def _svg_pieces(element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name in ("script", "style"):
        return
    yield from (value for key, value in element.items() if key in _SHOWN)
    if name in ("text", "title", "desc"):
        yield "".join(element.itertext())
        return
    yield element.text or ""
    for child in element:
        yield from _svg_pieces(child)
        yield child.tail or ""


def _svg_form(text: str) -> list[str]:
    return _drawn(_xml_form(text))


_LINE = re.compile(r"(\{http://www\.w3\.org/2000/svg\})?(text|tspan)\[")
"""A line of text in a drawing."""


def _drawn(form: list[str]) -> list[str]:
    """Return the elements of a drawing, or of a page with one in it.

    A longer text takes more lines, each of one more element: however many there are of one look
    counts as one.
    """
    lines = {element for element in form if _LINE.match(element)}
    return [element for element in form if element not in lines] + sorted(lines)


_CALENDAR_TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT")
"""Properties of one text, in which a comma or semicolon must be escaped."""


def _calendar_lines(text: str) -> list[str]:
    return re.sub(r"\r?\n[ \t]", "", text).splitlines()


def _calendar(text: str) -> str:
    lines = "\n".join(line.partition(":")[2] for line in _calendar_lines(text))
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], lines)


def _calendar_form(text: str) -> list[str]:
    found = []
    for line in _calendar_lines(text):
        name, _, value = line.partition(":")
        name = name.partition(";")[0]
        found.append(name)
        if name.upper() in _CALENDAR_TEXTS:
            bare = re.sub(r"\\.", "", value)
            found += [f"a bare {mark} in {name}" for mark in ",;" if mark in bare]
    return found


def _as_it_is(text: str) -> str:
    return text


def _no_form(text: str) -> list[str]:
    return []


_READERS: dict[str, tuple[Callable[[str], str], Callable[[str], list[str]]]] = {
    "text/html": (_html, _html_form),
    "application/xhtml+xml": (_html, _html_form),
    "text/markdown": (_markdown, _markdown_form),
    "application/json": (_json, _no_form),
    "text/csv": (_csv, _csv_form),
    "text/tab-separated-values": (_csv, _csv_form),
    "text/xml": (_xml, _xml_form),
    "application/xml": (_xml, _xml_form),
    "image/svg+xml": (_svg, _svg_form),
    "text/calendar": (_calendar, _calendar_form),
    "text/plain": (_as_it_is, _no_form),
}


def is_known(media_type: str) -> bool:
    """Return whether the text of such a file can be read here."""
    return has_reader(media_type) or media_type.startswith("text/")


def has_reader(media_type: str) -> bool:
    """Return whether such a file is read here as its users' programs read it."""
    return _bare(media_type) in _READERS


def _bare(media_type: str) -> str:
    bare = media_type.partition(";")[0].strip().lower()
    if bare.endswith("+json"):
        return "application/json"
    return "application/xml" if bare.endswith("+xml") and bare not in _READERS else bare


def _readers(media_type: str) -> tuple[Callable[[str], str], Callable[[str], list[str]]]:
    return _READERS.get(_bare(media_type), (_as_it_is, _no_form))


def decoded(content: bytes, media_type: str) -> str:
    """Return a file's text in the charset that its type names, UTF-8 where it names none."""
    return content.decode(_charset(media_type)).removeprefix("\ufeff")


def _charset(media_type: str) -> str:
    charset = re.search(r"charset=([a-z0-9-]+)", media_type)
    return charset[1] if charset else "utf-8"


def text_of(content: bytes, media_type: str) -> str:
    """Return what a file's users read."""
    return _readers(media_type)[0](decoded(content, media_type))


def form_of(content: bytes, media_type: str) -> list[str]:
    """Return what a file is made of besides text: elements, rows, properties."""
    return _readers(media_type)[1](decoded(content, media_type))


_MAGIC: dict[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "application/gzip": (b"\x1f\x8b",),
    "application/zip": (b"PK\x03\x04", b"PK\x05\x06"),
}
_ZIPPED = ("application/vnd.openxmlformats-", "application/vnd.oasis.opendocument.")


def check(content: bytes, media_type: str) -> None:
    """Refuse a file that is not what its type says.

    Raises:
        ValueError: with what is wrong; a parser may raise an error of its own.
    """
    bare = _bare(media_type)
    if bare.startswith(_ZIPPED):
        _check_package(content, bare)
    elif bare in _MAGIC and not content.startswith(_MAGIC[bare]):
        raise ValueError(f"it begins with {content[:8]!r}")
    if not is_known(media_type):
        return
    text = decoded(content, media_type)
    if "\ufeff" in text:
        raise ValueError("a byte order mark stands inside it")
    if bare == "application/json" and content.startswith(b"\xef\xbb\xbf"):
        raise ValueError("JSON has no byte order mark")
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text):
        raise ValueError("it holds control characters")
    text_of(content, media_type)
    if bare in ("application/xml", "text/xml", "image/svg+xml"):
        root = ElementTree.fromstring(content)  # By the encoding that it declares itself.
        if bare == "image/svg+xml" and root.tag.rpartition("}")[2] != "svg":
            raise ValueError(f"its root is {root.tag}")
        if ElementTree.tostring(root) != ElementTree.tostring(
            ElementTree.fromstring(text.encode())
        ):
            raise ValueError("it declares another encoding than it has")
    if bare in ("text/csv", "text/tab-separated-values"):
        _check_table(text)
    if bare == "application/xhtml+xml":
        ElementTree.fromstring(content)
    if bare == "text/html":
        _check_page(text)
        charset = re.search(r"<meta[^>]*charset=[\"']?([\w-]+)", text[:1024])
        declared = charset[1].lower() if charset else "utf-8"
        if codecs.lookup(declared) != codecs.lookup(_charset(media_type)):
            raise ValueError(f"it says that its charset is {declared}")
    if bare == "text/calendar":
        _check_calendar(text)


def _check_table(text: str) -> None:
    """Refuse rows that are longer or shorter than the first of their table.

    Several tables may stand in one file, apart by an empty line, each with a line of its own name.
    """
    fault = _uneven(_rows(text))
    others = (_parted(text, mark) for mark in ",;\t" if fault)
    # The first line may be a name with a comma, and the table have semicolons.
    if fault and not any(max(map(len, rows)) > 1 and not _uneven(rows) for rows in others):
        raise ValueError(fault)


def _uneven(all_rows: list[list[str]]) -> str:
    table: list[list[str]] = []
    for row in (*all_rows, []):
        if any(row):
            table.append(row)
            continue
        rows = table[1:] if table and len(table[0]) == 1 else table
        for other in rows[1:]:
            if len(other) != len(rows[0]):
                return f"a row of {len(other)} cells is under one of {len(rows[0])}"
        table = []
    return ""


_MAY_STAY_OPEN = frozenset(
    {
        *("html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody"),
        *("tfoot", "colgroup", "caption", "option", "optgroup", "rt", "rp"),
    }
)
_EMPTY = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    }
)


class _Nesting(HTMLParser):
    """Finds the elements of a page that are not closed, or not where they should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fault = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave an element of a drawing, such as ``<path/>``, closed."""

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and with it those inside that need no end."""
        if tag in _EMPTY or (tag in _MAY_STAY_OPEN and tag not in self.open):
            return
        while self.open and self.open[-1] != tag and self.open[-1] in _MAY_STAY_OPEN:
            self.open.pop()
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif not self.fault:
            inner = f" inside <{self.open[-1]}>" if self.open else ""
            self.fault = f"</{tag}> closes nothing{inner}"


def _check_page(text: str) -> None:
    nesting = _Nesting()
    nesting.feed(text)
    nesting.close()
    unclosed = [tag for tag in nesting.open if tag not in _MAY_STAY_OPEN]
    if nesting.fault or unclosed:
        raise ValueError(nesting.fault or f"<{unclosed[-1]}> is never closed")
    if not re.match(r"\s*<(!doctype|html)", text, re.IGNORECASE):
        return  # A fragment, for a page that somebody else has.
    if not re.search(r"<html\b[^>]*\slang\s*=\s*[\"']?[A-Za-z]", text, re.IGNORECASE):
        raise ValueError("its <html> has no lang")
    if not re.search(r"<title\b[^>]*>\s*[^\s<]", text, re.IGNORECASE):
        raise ValueError("the page has no <title>")


def _check_package(content: bytes, media_type: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
    needed = "[Content_Types].xml" if "openxml" in media_type else "mimetype"
    if needed not in names:
        raise ValueError(f"it lacks {needed}")


def _check_calendar(text: str) -> None:
    lines = _calendar_lines(text)
    if [lines[0], lines[-1]] != ["BEGIN:VCALENDAR", "END:VCALENDAR"]:
        raise ValueError("it does not go from BEGIN:VCALENDAR to END:VCALENDAR")
    if re.search(r"(?<!\r)\n", text):
        raise ValueError("its lines do not end with CR LF")
    for line in lines:
        if not re.match(r"[A-Za-z0-9-]+[;:]", line):
            raise ValueError(f"a line is no property: {line[:40]!r}")


def language_of(content: bytes, media_type: str) -> set[str]:
    """Return the languages that the root of a page says that it is in."""
    if _bare(media_type) not in ("text/html", "application/xhtml+xml"):
        return set()
    found = re.search(r"<html[^>]*?\slang=[\"']?([A-Za-z]+)", decoded(content, media_type))
    return {found[1].lower()} if found else set()
