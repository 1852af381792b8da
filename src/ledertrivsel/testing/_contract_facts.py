"""What a view holds, fact by fact, to which part each belongs, and how a file may word it.

A file for people words a date, a figure or a member of an enum in its language; one for programs
writes it as data. Both count. What follows from other facts, or is for programs alone, need not
occur.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Set
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ledertrivsel.findings import Finding
from ledertrivsel.hookspecs import Export
from ledertrivsel.labels import LANGUAGES, Labels, load_labels
from ledertrivsel.progress import NotComparable
from ledertrivsel.prose import Block, Paragraph, Prose, Run, Table
from ledertrivsel.themes import Text, Theme
from ledertrivsel.view import Part, View

PARTS: dict[str, Part] = {
    "View.purpose": Part.PURPOSE,
    "View.strategy": Part.PURPOSE,
    "View.mandate": Part.MANDATE,
    "View.involvements": Part.INVOLVEMENT,
    "View.choice": Part.CHOICE,
    "View.cards": Part.CARDS,
    "View.qualifications": Part.QUALIFICATION,
    "View.preparations": Part.OPEN_POINTS,
    "View.next_steps": Part.OPEN_POINTS,
    "View.participants": Part.PARTICIPANTS,
    "View.groups": Part.PARTICIPANTS,
    "View.sessions": Part.PARTICIPANTS,
    "View.evidence": Part.EVIDENCE,
    "View.remarks": Part.BALLOTS,
    "View.priority_card": Part.PRIORITY_CARD,
    "View.movements": Part.PROGRESS,
    "View.parking": Part.PARKING,
    "View.proposal": Part.PROPOSAL,
    "View.turning_points": Part.TURNING_POINTS,
    "View.rounds": Part.BALLOTS,
    "View.disagreement": Part.DISAGREEMENT,
    "View.publication": Part.PUBLICATION,
    "View.follow_up": Part.FOLLOW_UP,
    "View.reports": Part.REPORTS,
    "View.report_count": Part.REPORT_COUNT,
    "View.findings": Part.FINDINGS,
    "CardView.activations": Part.ACTIVATIONS,
    "QualificationView.open_points": Part.OPEN_POINTS,
    "Participant.name": Part.NAMES,
    "Group.leader": Part.NAMES,
    "Session.facilitator": Part.NAMES,
    "Session.note": Part.NAMES,
    "ParkedView.reason": Part.PARKED_REASONS,
    "ParkedView.note": Part.PARKED_REASONS,
    "ParkedView.revisit_on": Part.PARKED_REASONS,
    "ParkedView.who": Part.PARKED_DETAILS,
}
"""The part that a field belongs to, besides those it stands inside of."""

NEED_NOT_OCCUR = frozenset(
    {
        "Theme.id",
        "Theme.number",
        "Theme.question",
        "Theme.prompts",
        "Theme.source",
        "Theme.see_also",
        "Group.id",
        "RoundView.id",
        "RoundView.mode",
        "RemarkView.question",
        "OpenPointView.kind",
        "Reason.share",
        "Reason.code",
        "Offset.unit",
        "PriorityCardView.rule",
        "Proposal.rule",
        "TaskView.state",
        "Disagreement.theme_id",
        "DisagreementView.order_of_talk",
        "Standing.quadrant",
    }
)
"""Fields for programs, and those that are worded by way of others."""

_FIGURES = (int, Fraction, Decimal, datetime.date, datetime.time)
_LEAVES = (Prose, Text, Theme, Finding, str, Enum, *_FIGURES)


@attrs.frozen
class Fact:
    """One text, day, figure or member; *parts* are all that it stands inside of.

    *part* is the innermost: where a file leaves that out, it leaves the fact out.
    """

    path: str
    value: Any
    parts: frozenset[Part]
    part: Part


def facts(view: View) -> Iterator[Fact]:
    """Yield every fact of the view's parts; its title and dates belong to none."""
    for field in attrs.fields(View):
        path = f"View.{field.name}"
        if path in PARTS:
            yield from _facts(getattr(view, field.name), path, ())


def _facts(value: Any, path: str, inside: tuple[Part, ...]) -> Iterator[Fact]:
    if path in PARTS:
        inside = (*inside, PARTS[path])
    if value is None or isinstance(value, bool) or path in NEED_NOT_OCCUR:
        return
    if isinstance(value, _LEAVES):
        if path == "Scale.labels" and isinstance(value, int):
            return  # Which point has the label: its order among them says enough.
        if value or isinstance(value, (int, Fraction, Decimal)):
            yield Fact(path, value, frozenset(inside), inside[-1])
    elif isinstance(value, (tuple, frozenset)):
        for item in value:
            if isinstance(item, tuple) and isinstance(item[-1], Prose) and not item[-1]:
                continue  # A question whose answer is a dash was not answered.
            yield from _facts(item, path, inside)
    else:
        for field in attrs.fields(type(value)):
            inner = f"{type(value).__name__}.{field.name}"
            yield from _facts(getattr(value, field.name), inner, inside)


def normal(text: str) -> str:
    """Return *text* without regard to case and white space."""
    return " ".join(text.casefold().split())


def is_in(fact: Fact, text: str, view: View, labels: Labels) -> bool:
    """Return whether *text*, made `normal`, words a fact in one of the ways there are."""
    occurs = _figure_in if isinstance(fact.value, _FIGURES) else _text_in
    return any(
        all(occurs(normal(piece), text) for piece in way)
        for way in _ways(fact.value, view, labels)
    )


def _text_in(piece: str, text: str) -> bool:
    return piece in text


def _figure_in(piece: str, text: str) -> bool:
    """Return whether a day or figure stands in *text*, and not only as a piece of a longer one."""
    found = re.escape(piece)
    return piece in text and re.search(rf"(?<!\d){found}(?!\d)", text) is not None


def _ways(value: Any, view: View, labels: Labels) -> Iterator[Iterable[str]]:
    """Yield the ways to word a value; each is pieces that must all occur."""
    if isinstance(value, Finding):
        yield [value.render(labels.language)]
        yield [value.code]
    elif isinstance(value, Prose):
        yield list(_pieces(value.blocks))
        yield [value.source]
    elif isinstance(value, NotComparable):
        yield [labels[f"exports.not-comparable.{value.value}"]]
        yield [value.value]
    elif isinstance(value, Enum):
        yield [labels.name(value)]
        yield [str(value.value)]
    elif isinstance(value, str):
        yield [value]
        for theme in view.themes:
            if value == theme.id:
                yield [theme.title.to(labels.language)]
                yield [str(theme.number)]
        for question in view.instrument.support_questions:
            if value == question.id:
                yield [question.title.to(labels.language)]
    elif isinstance(value, Theme):
        yield [value.title.to(labels.language)]
        yield [value.id]
    elif isinstance(value, Text):
        yield [value.to(labels.language)]
    elif isinstance(value, datetime.time):
        yield from ([way] for way in (labels.time(value), f"{value:%H:%M}", f"{value:%H%M}"))
    elif isinstance(value, datetime.date):
        yield from ([way] for way in _dates(value, labels))
        # With the month in letters, in any order; the year may stand somewhere else.
        month = labels[f"dates.month-{value.month}"][:3]
        for way in (f"{value.day}. {month}", f"{value.day} {month}", f"{value:%d} {month}"):
            yield [way, str(value.year)]
        yield from ([f"{name} {value.day}", str(value.year)] for name in _months(value, labels))
    else:
        yield from ([way] for way in _numbers(value, labels))


def _pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield each line of a text and each cell of its tables, as `Prose.plain` has them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _lines(block.runs)
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row:
                    yield from _lines(cell)
        else:
            for item in block.items:
                yield from _pieces(item)


def _lines(runs: Iterable[Run]) -> Iterator[str]:
    """Yield the lines of a stretch of text, in two where a link ends: there its address may be."""
    for link, linked in itertools.groupby(runs, key=lambda run: run.link):
        yield from filter(str.strip, "".join(run.text for run in linked).split("\n"))
        if link:
            yield re.sub(r"^(mailto|tel):", "", link)


def _months(day: datetime.date, labels: Labels) -> tuple[str, str]:
    name = labels[f"dates.month-{day.month}"]
    return name, name[:3]


def _dates(day: datetime.date, labels: Labels) -> Iterator[str]:
    yield labels.date(day)
    # As data has them, and as both sides of the Atlantic write them.
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%m/%d/%Y", "%m/%d/%y"):
        yield day.strftime(form)
    for days, months in ((f"{day.day:02}", f"{day.month:02}"), (f"{day.day}", f"{day.month}")):
        for mark in ".-/ ":
            yield from (f"{days}{mark}{months}{mark}{y}" for y in (day.year, f"{day.year % 100}"))
        yield f"{days}/{months} {day.year}"
        yield f"{months}/{days}/{day.year}"


def _numbers(value: int | Fraction | Decimal, labels: Labels) -> Iterator[str]:
    yield str(abs(value))
    if isinstance(value, int):
        yield labels.number(abs(value))
        return
    exact = abs(Fraction(value))
    for places in (3, 2, 1):
        for shown in (labels.number(exact, places), labels.decimal(exact, places)):
            yield shown
            yield shown.replace(labels["numbers.decimal"], ".")


def missing(
    view: View, carries: frozenset[Part], export: Export, text: str, labels: Labels
) -> Iterator[Fact]:
    """Yield each fact of the parts in *carries* that *text* lacks and no warning names."""
    whole = normal(text)
    expected = [fact for fact in facts(view) if fact.parts <= carries]
    lost = [fact for fact in expected if not is_in(fact, whole, view, labels)]
    if not lost:
        return
    typed = [fact for fact in expected if isinstance(fact.value, (Prose, str))]
    for fact in lost:
        # A part's own name stands for its facts only where the whole part is left out.
        gone = {p for p in fact.parts if all(f in lost for f in typed if p in f.parts)}
        if not is_warned_of(fact, view, export, gone):
            yield fact


def is_warned_of(fact: Fact, view: View, export: Export, gone: Set[Part]) -> bool:
    """Return whether a warning names a fact, or one of the parts that are *gone*."""
    warned = normal("\n".join(_said(export)))
    return any(name and name in warned for name in _names(fact, view, gone))


_LOSS = re.compile(r"udelad|mangler|gået tabt|left out|omit|missing|\black")
_OF_LOOKS = re.compile(
    r"format|skrift|fed\b|bold|italic|font|link|billed|picture|farve|colo|skabelon"
)


def kept_all_the_same(view: View, carries: frozenset[Part], export: Export, text: str) -> str:
    """Return a field that a warning says is left out though all texts are there, or nothing.

    Only a whole file makes sure: a warning may name what it is about beside what is lost.
    """
    whole, labels = normal(text), load_labels("da")
    if any(f.parts <= carries and not is_in(f, whole, view, labels) for f in facts(view)):
        return ""
    headings = {
        heading.field: normal(heading.title.to("da")) for heading in view.instrument.headings
    }
    typed = {
        fact.path.rpartition(".")[2]
        for fact in facts(view)
        if isinstance(fact.value, Prose) and fact.parts <= carries
    }
    names = {name: headings[name] for name in sorted(typed) if name in headings}
    for warning in export.warnings:
        said = normal(warning.render(labels))
        if _LOSS.search(said) and not _OF_LOOKS.search(said):
            for name, heading in names.items():
                if heading in said:
                    return name
    return ""


def _said(export: Export) -> Iterator[str]:
    for warning in export.warnings:
        yield warning.code
        yield from (f"{name} {value}" for name, value in warning.params)
        yield from (warning.render(load_labels(language)) for language in LANGUAGES)


def _names(fact: Fact, view: View, gone: Set[Part]) -> Iterator[str]:
    """Yield what a warning may call a fact: its wording, its field in words, its lost part."""
    field = fact.path.rpartition(".")[2]
    for name in (field, *(part.value for part in gone)):
        yield from (name, name.replace("_", "-"), name.replace("_", " "), name.replace("-", " "))
    for language in LANGUAGES:
        labels = load_labels(language)
        key = f"model.{field.replace('_', '-')}"
        if key in labels:
            yield normal(labels[key])
        for heading in view.instrument.headings:
            if heading.field == field:
                yield normal(heading.title.to(language))
        if isinstance(fact.value, (Prose, str)):
            yield from (normal(piece) for way in _ways(fact.value, view, labels) for piece in way)


def shown_beyond(view: View, carries: frozenset[Part], text: str) -> Iterator[Fact]:
    """Yield each text or finding that *text* has, of parts alone that are not carried."""
    whole = normal(text)
    allowed = {
        normal(_plain(fact.value))
        for fact in facts(view)
        if isinstance(fact.value, (Prose, str)) and fact.part in carries
    }
    for fact in facts(view):
        if isinstance(fact.value, (Prose, str)) and not isinstance(fact.value, Enum):
            said = normal(_plain(fact.value))
            is_own = said not in allowed and len(said) > len("ærlig øvelse")
            if is_own and fact.part not in carries and said in whole:
                yield fact
        elif (
            isinstance(fact.value, Finding)
            and fact.part not in carries
            and any(normal(fact.value.render(language)) in whole for language in LANGUAGES)
        ):
            yield fact


def _plain(value: Prose | str) -> str:
    return value.plain if isinstance(value, Prose) else value


def texts(value: Any) -> Iterator[str]:
    """Yield every text in an object graph."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, frozenset)):
        for item in value:
            yield from texts(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from texts(getattr(value, field.name))
