"""What a walk through notes finds: entries, tables, headings and problems, by their lines."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import Problem
from ledertrivsel.methods import Instrument
from ledertrivsel.readers._wording import (
    known,
    name,
    value,
)
from ledertrivsel.readers._words import problem

SHORT = (
    "status",
    "unfinished-what",
    "unfinished-who",
    "unfinished-due",
    "materials",
    "activations",
    "attribution",
)
"""What stands on one line beside a theme: text after it is no part of it."""


@attrs.define
class Entry:
    """A label or heading and the text that belongs to it; *theme* is empty for the whole plan."""

    key: str
    wording: str
    line: int
    theme: str = ""
    is_open: bool = True
    parts: list[tuple[str, str]] = attrs.Factory(list)

    def add(self, kind: str, text: str) -> None:
        self.parts.append((kind, text))

    @property
    def text(self) -> str:
        """All of it as typed; empty when not filled in."""
        joined = ""
        before = ""
        for kind, part in self.parts:
            if joined:
                joined += "\n" if kind == "line" or kind == before == "item" else "\n\n"
            joined += part
            before = kind
        return value(joined)


@attrs.frozen
class Rows:
    """A table that is known: its kind, its rows by column, and where it stands."""

    kind: str
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    line: int
    theme: str
    section: str
    on: datetime.date | None


@attrs.define
class Walk:
    """What was found: entries, tables, headings with their day, and every problem."""

    title: str = ""
    headings: list[tuple[int, str]] = attrs.Factory(list)
    steps: list[tuple[int, str, datetime.date]] = attrs.Factory(list)
    entries: list[Entry] = attrs.Factory(list)
    tables: list[Rows] = attrs.Factory(list)
    reasons: list[tuple[int, str]] = attrs.Factory(list)
    card_titles: dict[str, str] = attrs.Factory(dict)
    problems: list[Problem] = attrs.Factory(list)


def theme_labels(instrument: Instrument) -> dict[str, str]:
    """Return the key of every label beside a theme: the method's headings, questions and ours."""
    found: dict[str, str] = {}
    for heading in instrument.headings:
        for text in (heading.title, *heading.aliases):
            for _, wording in text.by_language:
                found.setdefault(name(wording), f"card.{heading.field}")
    for question in instrument.support_questions:
        for text in (question.title, *question.parts):
            for _, wording in text.by_language:
                found.setdefault(name(wording), f"answer.{question.id}")
    for wording, key in known("theme").items():
        found.setdefault(wording, key)
    return found


def merged(
    entries: Iterable[Entry], repeatable: Iterable[str], problems: list[Problem]
) -> dict[tuple[str, str], Entry]:
    """Return the entries by (theme, key): a label twice is a problem, an alias is joined."""
    found: dict[tuple[str, str], Entry] = {}
    seen: dict[tuple[str, str, str], int] = {}
    again = set(repeatable)
    for entry in entries:
        if not entry.text:
            continue
        if len(entry.text) > v.TEXT_LIMIT:
            limits = (("limit", v.TEXT_LIMIT), ("length", len(entry.text)))
            told = problem(
                entry.wording,
                "too-long",
                entry.text,
                line=entry.line,
                hint="shorten",
                params=limits,
            )
            problems.append(told)
            continue
        place = (entry.theme, entry.key)
        first = seen.setdefault((*place, entry.wording), entry.line)
        if first != entry.line and entry.key not in again:
            flat = " ".join(entry.text.split())
            params = (("first", first),)
            told = problem(
                entry.wording,
                "read-once",
                flat,
                line=entry.line,
                hint="read-put-together",
                params=params,
            )
            problems.append(told)
        elif place in found:
            found[place].parts.append(("paragraph", entry.text))
        else:
            found[place] = attrs.evolve(entry, parts=list(entry.parts))
    return found
