"""The styles and lists of a Word document, found by the names that Word itself goes by.

Word's own styles have one name in every language (``heading 1``), whatever their id is and
whatever people see (``Overskrift 1``). A style that an organisation's template lacks falls back to
its ordinary text and is told of; the few that Word makes itself when they are needed, and those
that are the plan's own, are lent to it.
"""

from __future__ import annotations

import copy
import functools
import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.parts.numbering import NumberingPart

from ledertrivsel.exporters._docx_template import own_template
from ledertrivsel.exporters._docx_xml import W, Xml, element, w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FACT, FOOT, TABLE, TABLE_TEXT = "Plan Fact", "Plan Foot", "Plan Table", "Plan Table Text"
"""What Word has no name for. An organisation's template may have styles of these names."""

BULLETS, NUMBERS, GOES_ON = "List Bullet", "List Number", "List Continue"
"""Items of lists, and what goes on in the same item."""

DEEPEST = 8
"""The last level of a list that Word has; what is deeper stands there too."""

_LENT = frozenset(
    name.casefold()
    for name in (
        *(FACT, FOOT, TABLE, TABLE_TEXT),
        *(GOES_ON, "caption", "TOC Heading", "toc 1", "Hyperlink", "header", "footer"),
    )
)
_OTHER_NAMES = {
    "title": "titel",
    "subtitle": "undertitel",
    "list bullet": "opstilling - punkttegn",
    "list number": "opstilling - talliste",
    **{f"heading {level}": f"overskrift {level}" for level in range(1, 10)},
}
"""What styles are called that somebody made by hand under their Danish names."""


class Styles:
    """The ids of a document's styles."""

    def __init__(self, document: WordDocument) -> None:
        self._root: Any = document.styles.element
        self._ids: dict[str, str] = {
            name.get(f"{W}val").casefold(): style.get(f"{W}styleId")
            for style in self._root.findall(f"{W}style")
            for name in style.findall(f"{W}name")
        }
        self._known: dict[str, str] = {}
        self.missing: list[str] = []

    def __getitem__(self, name: str) -> str:
        """Return the id of a style, or an empty text where ordinary text must do."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> str:
        key = name.casefold()
        id = self._ids.get(key) or self._ids.get(_OTHER_NAMES.get(key, ""))
        if id is not None:
            return id
        if key in _LENT:
            return self._lend(key)
        self.missing.append(name)
        return ""

    def _lend(self, key: str) -> str:
        """Add a style of our own template, based on the same style here."""
        lent = copy.deepcopy(_own_styles()[key])
        id = lent.get(f"{W}styleId")
        while id in self._ids.values():
            id = f"{id}Plan"
        lent.set(f"{W}styleId", id)
        for name in ("basedOn", "next"):
            node = lent.find(f"{W}{name}")
            if node is not None:
                base = _own_names()[node.get(f"{W}val")]
                there = self._ids.get(base)
                if name == "basedOn" and there:
                    node.set(f"{W}val", there)
                else:
                    lent.remove(node)
        self._root.append(lent)
        self._ids[key] = id
        return str(id)

    def speak(self, language: str) -> None:
        """Make every style one of the language, so that its words are spelt and divided right."""
        for node in self._root.iter(f"{W}lang"):
            if node.get(f"{W}val") is not None:
                node.set(f"{W}val", language)
        defaults = self._root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None and defaults.find(f"{W}lang") is None:
            defaults.append(parse_xml(element("w:rPr", w("lang", val=language)))[0])

    def number_of(self, name: str) -> str:
        """Return the id of the list that a style belongs to, or an empty text."""
        id = self._ids.get(name.casefold())
        found = self._root.xpath(
            f'w:style[@w:styleId="{id}"]/w:pPr/w:numPr/w:numId/@w:val' if id else "w:none"
        )
        return str(found[0]) if found else ""


def _name_and_id(style: Any) -> tuple[str, str]:
    return style.find(f"{W}name").get(f"{W}val").casefold(), style.get(f"{W}styleId")


@functools.cache
def _own() -> WordDocument:
    return Document(io.BytesIO(own_template()))


@functools.cache
def _own_styles() -> dict[str, Any]:
    return {_name_and_id(s)[0]: s for s in _own().styles.element.findall(f"{W}style")}


@functools.cache
def _own_names() -> dict[str, str]:
    return {style.get(f"{W}styleId"): name for name, style in _own_styles().items()}


_KIND = f"{W}abstractNumId"


def _has_name(kind: Any) -> bool:
    return kind.find(f"{W}name") is not None


class Lists:
    """The lists of a document: each numbered one counts from its own start."""

    def __init__(self, document: WordDocument, styles: Styles) -> None:
        self._root = _numbering(document)
        numbers = {
            node.get(f"{W}numId"): node.find(f"{W}abstractNumId").get(f"{W}val")
            for node in self._root.findall(f"{W}num")
        }
        self._next = max(map(int, numbers), default=0) + 1
        self._made: list[Xml] = []
        bullets, counted = (numbers.get(styles.number_of(name)) for name in (BULLETS, NUMBERS))
        own_bullets, own_numbers = self._kinds()
        self._bullets = self._number(own_bullets)
        self._has_bullets = bullets is not None
        self._first, self._deeper = counted or own_numbers, own_numbers

    def _kinds(self) -> list[str]:
        """Return the ids of our two kinds of lists, which another template is lent."""
        kinds = self._root.findall(f"{W}abstractNum")
        free = max((int(kind.get(_KIND)) for kind in kinds), default=-1) + 1
        names = {kind.find(f"{W}name").get(f"{W}val"): kind for kind in kinds if _has_name(kind)}
        lists = self._root.findall(f"{W}num")
        ids: list[str] = []
        for own in _numbering(_own()).findall(f"{W}abstractNum"):
            kind = names.get(own.find(f"{W}name").get(f"{W}val"))
            if kind is None:
                kind = copy.deepcopy(own)
                kind.set(_KIND, str(free + len(ids)))
                for level in kind.findall(f"{W}lvl"):
                    for style in level.findall(f"{W}pStyle"):
                        level.remove(style)
                if lists:  # Word wants all kinds before the lists.
                    lists[0].addprevious(kind)
                else:
                    self._root.append(kind)
            ids.append(kind.get(_KIND))
        return ids

    def _number(self, kind: str, *starts: Xml) -> str:
        id = str(self._next)
        self._next += 1
        self._made.append(w("num", w("abstractNumId", val=kind), *starts, numId=id))
        return id

    def bullet(self, level: int, *, by_style: bool) -> Xml:
        """Return what makes a paragraph an item; nothing where its style does that."""
        if by_style and self._has_bullets and level == 0:
            return Xml("")
        return _item(self._bullets, level)

    def counted(self, start: int, level: int) -> str:
        """Return the id of a new numbered list, which begins at *start*."""
        level = min(level, DEEPEST)
        begin = w("lvlOverride", w("startOverride", val=str(start)), ilvl=str(level))
        return self._number(self._deeper if level else self._first, begin)

    def number(self, id: str, level: int) -> Xml:
        """Return what makes a paragraph the next item of a numbered list."""
        return _item(id, level)

    def close(self) -> None:
        """Add the lists that were made to the document."""
        self._root.extend(parse_xml(element("w:numbering", *self._made)))


def _item(id: str, level: int) -> Xml:
    return w("numPr", w("ilvl", val=str(min(level, DEEPEST))), w("numId", val=id))


def _numbering(document: WordDocument) -> Any:
    """Return the lists of a document, which may have none yet."""
    part = document.part
    try:
        return part.numbering_part.element
    except NotImplementedError:
        package = part.package
        root = parse_xml(element("w:numbering"))
        name = PackURI("/word/numbering.xml")
        made = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, root, package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return root
