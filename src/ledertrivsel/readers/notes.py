"""Notes in Markdown: answers, action cards and what else people write between the meetings.

The method's headings, their aliases and the words of `docs/reference/notes.md` say where a text
belongs, in any order, in Danish and English. Every sentence enters a field or is a problem with
its line; a file with a problem changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledertrivsel.errors import InvalidValueError, Problem, ReadError
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.plan import Plan
from ledertrivsel.readers._apply import apply_notes
from ledertrivsel.readers._entries import Walk
from ledertrivsel.readers._found import (
    NotedActivation,
    NotedCard,
    NotedChoice,
    Notes,
    Passage,
    Reason,
)
from ledertrivsel.readers._process import read_process
from ledertrivsel.readers._sections import blocks
from ledertrivsel.readers._teller import Teller
from ledertrivsel.readers._template import empty_notes
from ledertrivsel.readers._themes import read_themes
from ledertrivsel.readers._walk import Walker
from ledertrivsel.readers._words import MIB, decode, problem

if TYPE_CHECKING:
    from ledertrivsel.hookspecs import ReadContext
from ledertrivsel.readers._own_themes import read_own_themes

LIMIT = MIB
"""The largest file of notes that is read, in bytes."""


def read_notes(
    content: str | bytes, *, plan: Plan, source: str = "notes.md", language: str = "da"
) -> Notes:
    """Return what is found in a file of notes, ready for `apply_notes`.

    Args:
        plan: the plan the notes belong to: its themes, groups and cards.
        language: the language of own themes' titles. Headings and labels may be in either.

    Raises:
        ReadError: with every problem of the file, each with its line.
    """
    if language not in LANGUAGES:
        allowed = {"allowed": ", ".join(LANGUAGES)}
        raise InvalidValueError("language", "one-of", language, "", allowed)
    notes, problems = read_all(content, plan, source, language)
    if problems:
        raise ReadError(source, problems)
    return notes


def read_all(
    content: str | bytes, plan: Plan, source: str, language: str
) -> tuple[Notes, tuple[Problem, ...]]:
    """Return what could be read and every problem; together they hold each word of the file.

    Raises:
        ReadError: when the file is no text at all.
    """
    if isinstance(content, str):
        content = content.encode("utf-8", "replace")
    text = decode(content, source, LIMIT)
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise ReadError(source, (problem("file", "read-nul", line=line, hint="read-encoding"),))
    parts, comments = blocks(text)
    themes = plan.themes
    walker = Walker(plan.instrument, themes, language)
    walk = walker.walk(parts)
    own, evidence = read_own_themes(Teller(plan, walker, themes, [], language), walk)
    if own:
        themes = (*(t for t in themes if t.id not in {o.id for o in own}), *own)
        walker = Walker(plan.instrument, themes, language)
        walk = walker.walk(parts)
    problems = walk.problems
    teller = Teller(plan, walker, themes, problems, language)
    own, evidence = read_own_themes(teller, walk)
    process = read_process(teller, walk)
    beside = read_themes(teller, walk)
    process["evidence"] = (*process["evidence"], *evidence)
    notes = Notes(
        title=walk.title,
        headings=tuple(Passage(line, text) for line, text in walk.headings),
        comments=tuple(Passage(comment.line, comment.text) for comment in comments),
        own_themes=own,
        qualifications=beside.qualifications,
        cards=beside.cards,
        activations=beside.activations,
        **process,
    )
    _check_chosen(teller, notes, walk)
    if not problems:
        _try(plan, notes, problems)
    return notes, tuple(sorted(problems, key=_place))


def _place(told: Problem) -> int:
    return told.line or 0


def _check_chosen(teller: Teller, notes: Notes, walk: Walk) -> None:
    """Tell which texts stand beside a theme that is not chosen: step 2 and 3 are for those."""
    chosen = notes.choice.themes if notes.choice and notes.choice.themes else teller.plan.chosen
    if notes.choice:
        for theme in notes.choice.themes:
            parked = teller.plan.parked(theme) or theme in {p.theme_id for p in notes.parking}
            if parked:
                line = next(e.line for e in walk.entries if e.key == "choice" and e.text)
                teller.tell("choice", "not-parked", theme, line, "unpark-first")
    beside = {noted.card.theme_id for noted in notes.cards}
    beside |= {qualification.theme_id for qualification in notes.qualifications}
    for theme in sorted(beside - set(chosen)):
        for entry in walk.entries:
            if entry.theme == theme and entry.text:
                teller.tell(entry.wording, "chosen-theme", entry.text, entry.line, "choose-first")
        for table in walk.tables:
            if table.theme == theme:
                for line, row in table.rows:
                    found = " | ".join(row.values())
                    teller.tell("tasks", "chosen-theme", found, line, "choose-first")


def _try(plan: Plan, notes: Notes, problems: list[Problem]) -> None:
    """Let the plan's verbs object, so that notes that were read can be applied."""
    try:
        apply_notes(plan, notes)
    except InvalidValueError as error:
        problems.append(error.problem())


class MarkdownNotes:
    """The built-in reader of notes, for the registry."""

    def read(self, content: bytes, context: ReadContext) -> Notes:
        """Return what *content* says about the context's plan."""
        if context.plan is None:
            raise InvalidValueError("plan", "required", None)
        source, language = context.source or "notes.md", context.options.get("language", "da")
        return read_notes(content, plan=context.plan, source=source, language=language)


__all__ = [
    "LIMIT",
    "MarkdownNotes",
    "NotedActivation",
    "NotedCard",
    "NotedChoice",
    "Notes",
    "Passage",
    "Reason",
    "apply_notes",
    "empty_notes",
    "read_notes",
]
