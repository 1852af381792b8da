"""What the readers of one file of notes share: its themes, its problems, and reading of cells."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

import attrs

from ledertrivsel.cards import Due, Offset, Task
from ledertrivsel.errors import InvalidValueError, Problem
from ledertrivsel.plan import Plan
from ledertrivsel.readers._dates import due, whole_date
from ledertrivsel.readers._entries import Entry
from ledertrivsel.readers._walk import Walker
from ledertrivsel.readers._wording import items, name, place, plain
from ledertrivsel.readers._words import fold, nearest, problem
from ledertrivsel.themes import Theme

T = TypeVar("T")


@attrs.define
class Teller:
    """Reads single values and keeps a problem, with its line, for each that it can't."""

    plan: Plan
    walker: Walker
    themes: tuple[Theme, ...]
    problems: list[Problem]
    language: str

    def tell(
        self, path: str, rule: str, found: str, line: int, hint: str = "", **params: str | int
    ) -> None:
        """Keep a problem."""
        flat = " ".join(found.split())
        where = place(path, self.language)
        told = problem(where, rule, flat, line=line, hint=hint, params=params.items())
        self.problems.append(told)

    def made(
        self, line: int, make: Callable[..., T], shown: str = "", **values: object
    ) -> T | None:
        """Return a value of the model, or None with the model's own objection as a problem."""
        try:
            return make(**values)
        except InvalidValueError as error:
            # What was found is all that was given: nothing of it enters the plan.
            found = " ".join((shown or " | ".join(_texts(tuple(values.values())))).split())
            told = error.problem(line)
            self.problems.append(attrs.evolve(told, found=repr(found) if found else told.found))
            return None

    def day(self, text: str, path: str, line: int) -> datetime.date | None:
        """Return the day that *text* is; an empty one is None."""
        if not text.strip():
            return None
        found = whole_date(plain(text))
        if found is None:
            self.tell(path, "read-date", text, line, "read-date")
        return found

    def deadline(self, text: str, path: str, line: int) -> Due:
        """Return the day or the offset that *text* is; an empty one is None."""
        if not text.strip():
            return None
        try:
            return due(plain(text))
        except ValueError:
            self.tell(path, "read-due", text, line, "read-due")
            return None

    def theme(self, text: str, path: str, line: int, shown: str = "") -> str:
        """Return the theme that *text* names, or nothing with a problem that has a near miss.

        Args:
            shown: what the problem tells was found, when more than *text* is lost by it.
        """
        found = self.walker.find_theme(text.strip(" .,"))
        if not found:
            self._no_theme(text, path, line, shown)
        return found

    def _no_theme(self, text: str, path: str, line: int, found: str = "") -> None:
        titles = [title for theme in self.themes for _, title in theme.title.by_language]
        names = (*titles, *(theme.id for theme in self.themes))
        close = nearest(plain(text), names, self.problems)
        hint = "near" if close else "add-theme-first"
        shown = ", ".join(map(repr, close))
        self.tell(path, "known-theme", found or text or "-", line, hint, near=shown)

    def theme_list(self, text: str, path: str, line: int, shown: str = "") -> tuple[str, ...]:
        """Return the themes that *text* lists: numbers, titles or ids, in the order given."""
        bare = re.sub(r"^(?i:tema|temaer|temaerne|theme|themes) +(?=\d)", "", plain(text).strip())
        bare = bare.strip(" .")
        if not bare:
            return ()
        whole = self.walker.find_theme(bare)
        parts = [bare] if whole else items(bare, commas=True)
        found: list[str] = []
        for part in parts:
            theme = self.walker.find_theme(part.strip(" ."))
            if not theme:
                self._no_theme(part, path, line, shown)
            elif theme in found:
                self.tell(path, "unique", part, line, repeated=repr(part))
            else:
                found.append(theme)
        return tuple(found)

    def number(self, text: str, path: str, line: int, shown: str) -> int:
        """Return the whole number from 1 that *text* is, or 0 with a problem."""
        if re.fullmatch(r"0*[1-9]\d{0,4}", text.strip()):
            return int(text)
        self.tell(path, "read-size-of-group", shown, line)
        return 0

    def among(self, text: str, table: Mapping[str, Iterable[str]], path: str, line: int) -> str:
        """Return the key of *table* that *text* is, exactly, or nothing with a problem."""
        key = name(text)
        for found, wordings in table.items():
            if key in {name(wording) for wording in wordings}:
                return found
        allowed = ", ".join(wording for wordings in table.values() for wording in wordings)
        self.tell(path, "one-of", text or "-", line, allowed=allowed)
        return ""

    def tasks(self, rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Task, ...]:
        """Return the tasks of a table."""
        found = []
        for line, row in rows:
            task = self.made(
                line,
                Task,
                whole(row),
                what=row.get("what", ""),
                who=row.get("who", ""),
                due=self.deadline(row.get("due", ""), "due", line),
                done_on=self.day(row.get("done", ""), "done_on", line),
            )
            if task is not None:
                found.append(task)
        return tuple(found)


def one_line(entry: Entry | None) -> str:
    """Return an entry's text on one line."""
    return "" if entry is None else " ".join(entry.text.split())


def whole(row: Mapping[str, str]) -> str:
    """Return all that a row holds, for a problem that loses it."""
    return " | ".join(cell for cell in row.values() if cell)


def same(left: str, right: str) -> bool:
    """Return whether two names are the same to a reader."""
    return fold(plain(left)) == fold(plain(right))


def _texts(value: object) -> Iterator[str]:
    """Yield the texts inside a value given to the model."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, datetime.date | Offset):
        yield str(value)
    elif attrs.has(type(value)):
        yield from _texts(attrs.astuple(value))  # type: ignore[arg-type]
