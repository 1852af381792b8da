"""Walks through notes block by block and finds what each text belongs to.

A text belongs to the label before it, to the heading above it, or to the table it stands in. What
belongs nowhere is a problem with its line: no sentence is left behind. What the texts mean is read
afterwards, by `_themes` and `_process`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from ledertrivsel.methods import Instrument
from ledertrivsel.readers import _sections as s
from ledertrivsel.readers._dates import dates
from ledertrivsel.readers._entries import SHORT, Entry, Rows, Walk, theme_labels
from ledertrivsel.readers._headings import ThemeNames, inline_pattern, section_of, table_of
from ledertrivsel.readers._wording import (
    known,
    labels,
    name,
    phrases,
    place,
    plain,
    value,
    without_bracket,
)
from ledertrivsel.readers._words import fold, nearest, problem, words
from ledertrivsel.themes import Theme


class Walker:
    """Goes through the blocks once, in order."""

    def __init__(self, instrument: Instrument, themes: Iterable[Theme], language: str) -> None:
        self.found = Walk()
        self._labels = theme_labels(instrument)
        self._instrument, self._language = instrument, language
        self._names = ThemeNames(themes)
        self._theme, self._theme_level = "", 0
        self._section, self._on = "", None  # type: str, datetime.date | None
        self._entry: Entry | None = None
        self._inline = inline_pattern(self._labels)

    def walk(self, blocks: Iterable[s.Block]) -> Walk:
        """Return what was found in *blocks*."""
        for block in blocks:
            self._take(block)
        return self.found

    def _take(self, block: s.Block) -> None:
        if isinstance(block, s.Heading):
            self._heading(block)
        elif isinstance(block, s.Paragraph):
            self._paragraph(block.text, block.line)
        elif isinstance(block, s.List):
            for item in block.items:
                self._item(item)
        elif isinstance(block, s.Table):
            self._table(block)
        elif isinstance(block, s.Quote):
            self._quote(block)
        else:
            hint = "read-csv" if ";" in block.text else ""
            self._tell("code", "read-code", block.text, block.line, hint)

    def _tell(
        self,
        path: str,
        rule: str,
        found: str,
        line: int,
        hint: str = "",
        **params: str | int,
    ) -> None:
        flat = " ".join(found.split())
        where = place(path, self._language)
        told = problem(where, rule, flat, line=line, hint=hint, params=params.items())
        self.found.problems.append(told)

    def _unplaced(self, text: str, line: int) -> None:
        if not value(text):
            return
        path = self.found.headings[-1][1][:60] if self.found.headings else "notes"
        hint, known = self._hint()
        self._tell(path, "read-unplaced", text, line, hint, known=known)

    def _hint(self) -> tuple[str, str]:
        """Return what may stand here, the first time it is asked for; nobody reads it twice."""
        hint = "read-labels" if self._theme else "read-headings"
        if any(told.hint == hint for told in self.found.problems):
            return "", ""
        if not self._theme:
            sections = words("notes")["sections"].values()
            return hint, ", ".join(wordings[self._language][0] for wordings in sections)
        titles = [question.title for question in self._instrument.support_questions]
        titles += [heading.title for heading in self._instrument.headings]
        return hint, ", ".join(title.to(self._language) for title in titles)

    # Headings.

    def _heading(self, heading: s.Heading) -> None:
        text, line = plain(heading.text).strip(), heading.line
        keys = tuple(dict.fromkeys((name(heading.text), name(without_bracket(heading.text)))))
        if self._theme:
            key = next((self._labels[k] for k in keys if k in self._labels), "")
            elsewhere = any(k in known("sections") or k in known("facts") for k in keys)
            if key and (
                heading.level > self._theme_level
                or not (elsewhere and heading.level <= self._theme_level)
            ):
                self.found.headings.append((line, text))
                self._open(key, text, line)
                return
        theme, is_card = self._names.named(text)
        if theme:
            self._enter_theme(theme, is_card, heading)
            return
        step, section, on = section_of(text)
        if section:
            self.found.headings.append((line, text))
            self._leave(section, on)
            if step and on:
                self.found.steps.append((line, step, on))
            if section in ("choice", "rerating"):
                key = {"choice": "choice", "rerating": "rerate"}[section]
                self._open(key, text, line)
            return
        key = next((known("facts")[k] for k in keys if k in known("facts")), "")
        if key:
            self.found.headings.append((line, text))
            self._leave(self._section, self._on)
            self._open(key, text, line)
            return
        if heading.level == 7 and self._entry and self._entry.is_open:
            self._entry.add("paragraph", f"**{heading.text}**")
            return
        self._entry = None
        if heading.level == 1 and not self.found.title and not is_card:
            self.found.title = text
            self.found.headings.append((line, text))
            return
        if heading.level <= self._theme_level or is_card:
            self._theme = ""
        self.found.headings.append((line, text))
        everything = (*known("sections"), *known("facts"), *self._labels)
        close = nearest(keys[-1], everything, self.found.problems)
        rule, (hint, told) = "read-heading", self._hint()
        if is_card:
            rule, hint = "known-theme", "add-theme-first"
        elif close:
            hint = "near"
        self._tell("heading", rule, text, line, hint, near=", ".join(map(repr, close)), known=told)
        self._section = ""

    def find_theme(self, text: str) -> str:
        """Return the id of the theme that *text* names, or nothing."""
        return self._names.named(plain(text))[0] or self._names.find(fold(plain(text)))

    def _enter_theme(self, theme: str, is_card: bool, heading: s.Heading) -> None:
        text = plain(heading.text).strip()
        self.found.headings.append((heading.line, text))
        self._theme, self._theme_level, self._entry = theme, heading.level, None
        if is_card or self._section == "cards":
            after = text.partition(":")[2].strip() if is_card and ":" in text else text
            title = re.sub(r"^(?i:action card|tema|theme)?\s*\d+[.:]?\s*", "", after).strip()
            self.found.card_titles.setdefault(theme, title)

    def _leave(self, section: str, on: datetime.date | None) -> None:
        self._theme, self._theme_level, self._entry = "", 0, None
        self._section, self._on = section, on

    # Texts.

    def _open(self, key: str, wording: str, line: int, text: str = "") -> Entry:
        entry = Entry(key, name(wording), line, self._theme if self._is_of_theme(key) else "")
        if value(text):
            entry.add("paragraph", text)
        self.found.entries.append(entry)
        self._entry = entry
        return entry

    def _is_of_theme(self, key: str) -> bool:
        return bool(self._theme) and key in self._labels.values()

    def _key(self, label: str) -> str:
        """Return what *label* stands for here, or nothing."""
        key = name(label)
        short = name(without_bracket(label))
        if self._theme:
            return self._labels.get(key) or self._labels.get(short) or ""
        facts = known("facts")
        if key in facts or short in facts:
            return facts.get(key) or facts[short]
        if key.partition(",")[0] in facts and (dates(plain(label)) or "indstillet" in key):
            found = facts[key.partition(",")[0]]
            return found if found == "choice" else ""
        return ""

    def _segments(self, text: str, line: int) -> Iterator[tuple[str, str, str, int]]:
        """Yield (key, label, text, line) for each stretch of a paragraph; no label, no key."""
        for offset, row in enumerate(text.split("\n")):
            pieces = [row]
            for match in reversed(list(self._inline.finditer(row))):
                head = pieces[0]
                pieces[0:1] = [head[: match.start()], head[match.start() :]]
            for piece in pieces:
                if piece.strip():
                    yield (*self._segment(piece), line + offset)

    def _segment(self, row: str) -> tuple[str, str, str]:
        for label, rest in labels(row):
            key = self._key(label)
            if key:
                return key, label, rest
        if not self._theme:
            bare = plain(row).strip()
            for wording, key in known("facts").items():
                if key == "own-theme" and fold(bare).startswith(f"{wording} "):
                    return key, wording, bare[len(wording) :].strip()
        return "", "", row

    def _paragraph(self, text: str, line: int) -> None:
        first, _, rest = text.partition("\n")
        bold = re.match(r"\s*(\*\*|__)([^*_]+)\1\s*(\([^()]*\))?\s*:?\s*$", first)
        if bold and (bold[3] or not rest) and self._is_heading(bold[2]):
            self._heading(s.Heading(7, plain(first).strip(), line))
            if rest.strip():
                self._paragraph(rest, line + 1)
            return
        self._texts(text, line, "paragraph")

    def _is_heading(self, text: str) -> bool:
        return bool(section_of(plain(text))[1]) or (
            not self._theme and name(text) in known("facts")
        )

    def _texts(self, text: str, line: int, kind: str, inner: str = "") -> None:
        """Take the lines of one paragraph or item: each goes to its label or to what is open."""
        opened: Entry | None = None
        lost: list[str] = []
        lost_line = line
        for key, label, rest, at in self._segments(text, line):
            if key:
                if lost:
                    self._lose(lost, lost_line, kind)
                    lost = []
                opened = self._open(key, label, at, rest)
            elif opened is not None:
                opened.add("line", rest.strip())
            else:
                lost_line = lost_line if lost else at
                lost.append(rest)
        if lost:
            whole = [*lost, inner] if inner and opened is None else lost
            self._lose(whole, lost_line, kind)
        if opened is not None:
            if inner:
                opened.add("inner", inner)
            is_filled = bool(opened.text)
            is_short = opened.key in SHORT or not opened.theme
            if is_filled and is_short:
                self._entry = None

    def _lose(self, lost: list[str], line: int, kind: str) -> None:
        text = "\n".join(lost)
        if self._theme and fold(plain(text)).startswith(phrases("word-for-word")):
            opened = self._open("attribution", "attribution", line, plain(text).strip())
            opened.is_open = False
            self._entry = None
        elif self._entry is not None and self._entry.is_open:
            self._entry.add(kind, text)
        else:
            self._unplaced(text, line)

    def _item(self, item: s.Item) -> None:
        first = plain(item.text).strip()
        if item.inner and "\n" not in item.text and self._entry is None:
            is_title = bool(self._names.named(first)[0]) or self._is_heading(first)
            if is_title:
                self._heading(s.Heading(7, first, item.line))
                for block in item.inner:
                    self._take(block)
                return
        rows = item.source.split("\n")
        inner = "\n".join(rows[item.text.count("\n") + 1 :]) if item.inner else ""
        inner = _dedent(inner)
        if self._section == "reasons" and not self._theme:
            whole = re.sub(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+", "", item.source)
            self.found.reasons.append((item.line, whole))
            return
        if any(key for key, _, _, _ in self._segments(item.text, item.line)):
            self._texts(item.text, item.line, "paragraph", inner)
        elif self._entry is not None and self._entry.is_open:
            self._entry.add("item", item.source)
        else:
            self._unplaced(item.source, item.line)

    def _quote(self, quote: s.Quote) -> None:
        if self._section == "choice" or any(e.key == "choice" for e in self.found.entries[-1:]):
            self._entry = None
            entry = self._open("rationale", "rationale", quote.line, quote.text)
            entry.is_open = False
            self._entry = None
        elif self._entry is not None and self._entry.is_open:
            self._entry.add("paragraph", quote.text)
        else:
            self._unplaced(quote.text, quote.line)

    # Tables.

    def _table(self, table: s.Table) -> None:
        takes_tasks = bool(self._theme) or self._section == "next-steps"
        kind, columns = table_of(table.head, takes_tasks)
        answer = self._entry is not None and self._entry.key.startswith("answer.")
        if self._entry is not None and self._entry.theme and (not kind or answer):
            self._entry.add("paragraph", table.source)
        elif kind == "facts":
            for line, cells in table.rows:
                self._fact(cells, line)
        elif kind:
            self._rows(table, kind, columns)
        elif len(table.head) == 2 and self._key(table.head[0]):
            for line, cells in ((table.line, table.head), *table.rows):
                self._fact(cells, line)
        else:
            is_rating = any("/" in cell for _, cells in table.rows for cell in cells)
            hint = "read-csv" if is_rating else ""
            for line, cells in ((table.line, table.head), *table.rows):
                if any(cells):
                    self._tell("table", "read-table", " | ".join(cells), line, hint)

    def _fact(self, cells: tuple[str, ...], line: int) -> None:
        label, text = cells[0], cells[1] if len(cells) > 1 else ""
        key = self._key(label)
        extra = [cell for cell in cells[2:] if cell]
        if extra:
            self._tell(plain(label), "read-rest", " | ".join(extra), line)
        if not key:
            if any(cells[:2]):
                close = nearest(name(label), known("facts"), self.found.problems)
                hint, shown = ("near" if close else ""), ", ".join(map(repr, close))
                self._tell("table", "read-unplaced", " | ".join(cells[:2]), line, hint, near=shown)
            return
        self._open(key, label, line, text)
        self._entry = None

    def _rows(self, table: s.Table, kind: str, columns: list[str]) -> None:
        for index, key in enumerate(columns):
            head = table.head[index]
            if key and columns.index(key) < index:
                self._tell("table", "unique", head, table.line, repeated=repr(head))
                columns[index] = ""
            elif not key and (head or any(index < len(c) and c[index] for _, c in table.rows)):
                self._tell("table", "read-column", head or "-", table.line)
        rows = []
        for line, cells in table.rows:
            row = {}
            for index, cell in enumerate(cells):
                key = columns[index] if index < len(columns) else ""
                if key:
                    row[key] = value(cell)
                elif value(cell):
                    self._tell("table", "read-rest", cell, line)
            if any(row.values()):
                rows.append((line, row))
        theme = self._theme if kind == "tasks" else ""
        self.found.tables.append(
            Rows(kind, tuple(rows), table.line, theme, self._section, self._on)
        )
        if kind != "tasks":
            self._entry = None


def _dedent(text: str) -> str:
    rows = text.split("\n")
    indent = min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)
    return "\n".join(row[indent:] for row in rows).strip("\n")
