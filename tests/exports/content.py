"""What a view holds, field by field, and what of it a page must have."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ledertrivsel.labels import Labels
from ledertrivsel.progress import NotComparable
from ledertrivsel.prose import Prose
from ledertrivsel.themes import Text, Theme
from ledertrivsel.view import View

#: What a page for people need not show, each with the reason. A new field is not here.
NOT_SHOWN = {
    "View.parts": "says what the page may hold, and is seen in what it holds",
    "View.instrument": "the method's texts are shown where the plan uses them",
    "View.audience": "the foot has a wording of its own for each",
    "Theme.id": "for programs",
    "Theme.see_also": "shown as the title of the tool",
    "Group.id": "for programs",
    "RoundView.id": "for programs; the title is shown, and the purpose where there is none",
    "RemarkView.question": "shown as the question's wording",
    "Finding.code": "for programs; the text is shown",
    "Finding.path": "for programs",
    "Finding.params": "worded in the finding's text",
    "OpenPointView.kind": "worded where the group gave it; a card's unfinished part has just one",
    "Reason.share": "shown as a percentage",
    "Reason.code": "decides how the figures are worded",
    "Offset.unit": "worded with its number",
    "PriorityCardView.rule": "shown by its title where it has one",
    "Proposal.rule": "shown by its title where it has one",
    "TaskView.state": "a task with a day of its own is told by that day",
    "Disagreement.theme_id": "beside the theme",
    "RoundView.mode": "worded",
    "DisagreementView.order_of_talk": "the places are counted",
}

LEAVES = (
    *(Prose, Text, str, Enum),
    *(int, Fraction, Decimal),
    *(datetime.date, datetime.time),
)

Fact = tuple[str, Any]


def facts(value: Any, path: str = "View", skipped: frozenset[str] = frozenset()) -> Iterator[Fact]:
    """Yield (path, value) for every text, day, figure and member in *value*."""
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, LEAVES):
        yield path, value
    elif isinstance(value, (tuple, frozenset)):
        for item in value:
            yield from facts(item, path, skipped)
    else:
        for field in attrs.fields(type(value)):
            name = f"{type(value).__name__}.{field.name}"
            if name not in skipped:
                yield from facts(getattr(value, field.name), name, skipped)


def wordings(value: Any, view: View, labels: Labels) -> list[str]:
    """Return what of *value* must stand on a page in the language of *labels*."""
    if isinstance(value, Prose):
        return [
            part
            for line in re.split(r"[\n|]", value.plain)
            if (part := re.sub(r"^\s*(–|\d+\.) ", "", line).strip())
        ]
    if isinstance(value, str):
        themes = {theme.id: theme for theme in view.themes}
        if value in themes:
            return [str(themes[value].number)]
        for theme in view.themes:
            if value in dict(theme.title.by_language).values():
                return [theme.title.to(labels.language)]
        for question in view.instrument.support_questions:
            if value == question.id:
                return [question.title.to(labels.language)]
        return [value.strip()]
    if isinstance(value, NotComparable):
        return [labels[f"exports.not-comparable.{value.value}"]]
    if isinstance(value, Enum):
        return [labels.name(value)]
    if isinstance(value, Decimal):
        return [labels.number(Fraction(value))]
    if isinstance(value, datetime.time):
        return [labels.time(value)]
    if isinstance(value, (Text, Theme)):
        return [value.to(labels.language)]
    if isinstance(value, (int, Fraction)):
        return [labels.number(abs(value))]
    return [labels.say(value)]


def normal(text: str) -> str:
    """Return *text* with all white space as single spaces."""
    return " ".join(text.split())


def missing(view: View, labels: Labels, text: str) -> list[str]:
    """Return a sentence for each fact of *view* that *text* lacks."""
    whole = normal(text).casefold()
    found = []
    for path, value in facts(view, skipped=frozenset(NOT_SHOWN)):
        for wording in wordings(value, view, labels):
            said = normal(wording).casefold()
            if said not in whole and not (
                path == "CheckView.what" and stands_around_a_deadline(said, whole)
            ):
                found.append(f"{path} lacks {wording!r}")
    return found


def stands_around_a_deadline(said: str, whole: str) -> bool:
    """Return whether *whole* has the words of *said*, at most with five others in between."""
    words = re.findall(r"\w+", said)
    return any(
        re.search(r"\W+".join(words[:n]) + r"\W+(?:\w+\W+){0,5}" + r"\W+".join(words[n:]), whole)
        for n in range(len(words))
    )


def empty_fields(value: Any) -> set[str]:
    """Return the fields of the attrs classes under *value* that hold nothing in any instance."""
    seen: dict[str, bool] = {}

    def walk(item: Any) -> None:
        if isinstance(item, (tuple, frozenset)):
            for inner in item:
                walk(inner)
        elif attrs.has(type(item)) and not isinstance(item, (Prose, Text)):
            for field in attrs.fields(type(item)):
                inner = getattr(item, field.name)
                name = f"{type(item).__name__}.{field.name}"
                filled = inner is not None and inner != () and inner != "" and inner != Prose()
                seen[name] = seen.get(name, False) or filled
                walk(inner)

    walk(value)
    return {name for name, filled in seen.items() if not filled}
