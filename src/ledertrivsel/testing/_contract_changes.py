"""A fact is told when the file says otherwise as soon as the fact is otherwise.

That a word or a figure occurs somewhere proves little: "Klar", 3 and a theme's title occur in any
file. So each state, figure and list of a view is changed by itself, and the text must change too.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ledertrivsel.errors import LedertrivselError
from ledertrivsel.findings import Finding
from ledertrivsel.prioritization import Reason
from ledertrivsel.prose import Prose
from ledertrivsel.testing._contract_base import short
from ledertrivsel.testing._contract_facts import NEED_NOT_OCCUR, PARTS, Fact
from ledertrivsel.testing._contract_views import mapped
from ledertrivsel.themes import Text, Theme
from ledertrivsel.view import Part, View

Said = Callable[[View], str | None]
"""What the file of a view says, or None where there is none."""

_WHOLE = (Prose, Text, Theme, Finding, Reason)
"""What is not looked into: its texts are facts, and the rest follows from them."""

_NOT_ALONE = frozenset(
    {
        "Cut.kind",
        "PlacementView.gap",
        "PlacementView.quadrant",
        "Scale.lowest",
        "Scale.highest",
        "PriorityCardView.lines",
        "Proposal.lines",
        "Proposal.order",
        "Proposal.why",
        "Disagreement.fields",
        "Spread.frequencies",
        "Standing.importance",
        "Standing.success",
    }
)
"""Figures and lists that follow from others, or whose length is part of what they say."""


Search = Callable[[View, frozenset[Part], Said], Iterator[tuple[Fact, str]]]


def untold(view: View, carries: frozenset[Part], said: Said) -> Iterator[tuple[Fact, str]]:
    """Yield each state and figure in *carries* that can change without the text, and how."""
    usual = said(view)
    for fact in _fields_of(view, carries):
        if isinstance(fact.value, Enum):
            alike = _alike(fact, view, said)
            if alike:
                yield fact, f"whether {fact.path} is {alike[0]!r} or {alike[1]!r}"
        elif fact.path == "Offset.n":
            if said(_with(view, fact.path, lambda n: -n) or view) == usual:
                yield fact, "whether something is due before an event or after it"
        elif not isinstance(fact.value, tuple):
            changed = _with(view, fact.path, _other)
            if changed is not None and said(changed) == usual:
                yield fact, f"whatever {fact.path} is"


def unlisted(view: View, carries: frozenset[Part], said: Said) -> Iterator[tuple[Fact, str]]:
    """Yield each list in *carries* whose last item can go without the text, and how."""
    usual = said(view)
    for fact in _fields_of(view, carries):
        if isinstance(fact.value, tuple):
            shorter = _without_last(view, fact.path)
            if shorter is not None and said(shorter) == usual:
                yield fact, f"with and without the last of {len(fact.value)} {fact.path}"


def told_as_zero(view: View, said: Said) -> str:
    """Return how a figure that is not there is told as 0, or an empty text."""
    card = view.priority_card
    if card is None or not card.placements:
        return ""
    *others, last = card.placements
    unrated = attrs.evolve(
        last,
        importance=None,
        success=None,
        gap=None,
        quadrant=None,
        on_line=False,
        picks=None,
        n=0,
    )
    zero = attrs.evolve(unrated, importance=Fraction(), success=Fraction(), gap=Fraction())

    def file_of(*placements: Any, suppressed: tuple[Theme, ...] = ()) -> str | None:
        on_it = attrs.evolve(card, placements=(*others, *placements), suppressed=suppressed)
        return said(attrs.evolve(view, priority_card=on_it))

    title = short(last.theme.title.to("da"))
    if file_of(unrated) is not None and file_of(unrated) == file_of(zero):
        return f"says the same whether nobody rated {title} or it is rated 0"
    hidden, without = file_of(suppressed=(last.theme,)), file_of()
    if hidden is None or without is None:
        return ""
    known = set(without.splitlines())
    pieces = (p for line in hidden.splitlines() if line not in known for p in line.split())
    if any(piece.strip("()[];|%") in ("0", "0,0", "0.0", "0,00", "0.00") for piece in pieces):
        return f"gives {title} the figure 0 where it is suppressed"
    return ""


def _fields_of(view: View, carries: frozenset[Part]) -> Iterator[Fact]:
    """Yield each field with a state, a figure or a list once, with one of its values."""
    found: dict[str, Fact] = {}
    for field in attrs.fields(View):
        path = f"View.{field.name}"
        if path in PARTS:
            for fact in _fields(getattr(view, field.name), path, ()):
                found.setdefault(fact.path, fact)
    yield from (fact for fact in found.values() if fact.parts <= carries)


def _fields(value: Any, path: str, inside: tuple[Part, ...]) -> Iterator[Fact]:
    if path in PARTS:
        inside = (*inside, PARTS[path])
    if value in (None, ()) or isinstance(value, (bool, str, *_WHOLE)):
        return
    # A unit need not occur by itself: it is told with its number, but then the right one.
    is_told = path not in _NOT_ALONE and (path not in NEED_NOT_OCCUR or path == "Offset.unit")
    is_state_or_list = isinstance(value, (Enum, int, Fraction, Decimal, tuple))
    if is_told and is_state_or_list and not _has_text(value):
        yield Fact(path, value, frozenset(inside), inside[-1])
    if isinstance(value, tuple):
        for item in value:
            if attrs.has(type(item)):
                yield from _fields(item, path, inside)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            inner = f"{type(value).__name__}.{field.name}"
            yield from _fields(getattr(value, field.name), inner, inside)


def _has_text(value: Any) -> bool:
    """Return whether a list shows by its texts that nothing of it is lost."""
    if isinstance(value, tuple):
        return any(map(_has_text, value))
    if attrs.has(type(value)) and not isinstance(value, (Theme, Finding)):
        return isinstance(value, Prose) or any(
            _has_text(getattr(value, field.name)) for field in attrs.fields(type(value))
        )
    return False


def _alike(fact: Fact, view: View, said: Said) -> tuple[str, str] | None:
    """Return two members of an enum that the file does not tell apart."""
    texts: dict[str, str] = {}
    for member in type(fact.value):
        changed = _with(view, fact.path, functools.partial(_replaced, member))
        text = None if changed is None else said(changed)
        if text is not None and text in texts:
            return texts[text], str(member.value)
        if text is not None:
            texts[text] = str(member.value)
    return None


def _replaced(new: Enum, _: Enum) -> Enum:
    return new


def _other(figure: Any) -> Any:
    if isinstance(figure, Fraction):
        return Fraction(2) if figure > Fraction(5, 2) else Fraction(4)
    return figure + 1


def _with(view: View, path: str, new: Callable[[Any], Any]) -> View | None:
    """Return a view with all values of a field changed, or None where the model refuses that."""

    def change(place: str, found: Any) -> Any:
        is_one = place == path and found is not None and not isinstance(found, tuple)
        return new(found) if is_one else found

    return _changed(view, change)


def _without_last(view: View, path: str) -> View | None:
    """Return a view in which each of such lists lacks its last item."""

    def change(place: str, found: Any) -> Any:
        return found[:-1] if place == path and isinstance(found, tuple) else found

    return _changed(view, change)


def _changed(view: View, change: Callable[[str, Any], Any]) -> View | None:
    try:
        return mapped(view, change)  # type: ignore[no-any-return]
    except (LedertrivselError, TypeError, ValueError):
        return None
