"""What changed between two plans, or two revisions of one, in words: "tema 3 parkeret".

Every change is told by at least one short sentence: each field of the model is compared, in the
order of the plan, and what has no words of its own is said to have changed. Of an anonymous round
nothing is told but that something in it changed: not whose, not how many.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.ballots import Ballot, RatingRow
from ledertrivsel.cards import ActionCard, Activation, Check, FollowUp, Task, Unfinished
from ledertrivsel.codes import Label
from ledertrivsel.decisions import (
    Choice,
    Discussion,
    Evidence,
    FollowUpAgreement,
    Involvement,
    Mandate,
    Publication,
    Remark,
    Report,
)
from ledertrivsel.instruments import Heading, Instrument, Question
from ledertrivsel.labels import Localized, Param, load_labels
from ledertrivsel.parking import ParkedTheme
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, Qualification
from ledertrivsel.rounds import Round, RoundGroup, RoundMode
from ledertrivsel.scales import Rating
from ledertrivsel.themes import Theme
from ledertrivsel.workshop import Group, Participant, Session

SHORT = 40
"""Most characters of a text that is told as it was and as it is."""


@attrs.frozen
class Difference:
    """One thing that changed; *params* fill the label ``differences.<code>`` in.

    Args:
        path: where, in the new plan (what was removed: in the old), such as
            ``cards['overload'].tasks[3].who``.
    """

    code: str
    path: str
    params: tuple[tuple[str, Param], ...] = ()

    def render(self, language: str = "da") -> str:
        """Return it as a short sentence, without a capital letter and a full stop."""
        return load_labels(language).fill(f"differences.{self.code}", self.params)


def differences(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Return what changed from *old* to *new*, in the order of the plan; empty only when equal."""
    v.instance(old, Plan, "old")
    v.instance(new, Plan, "new")
    return tuple(_Comparison(old, new).fields(old, new, Trail(), ""))


@attrs.frozen
class Trail:
    """What a sentence is about, from the whole to the part: "kort 2: opgave 1"."""

    parts: tuple[Localized, ...] = ()

    def to(self, language: str) -> str:
        """Return it in *language*."""
        return ": ".join(part.to(language) for part in self.parts)

    def and_(self, part: Localized) -> Trail:
        """Return the trail one step further in."""
        return Trail((*self.parts, part))


# What things are called, and by what two versions of one are known.

_KEYS: Mapping[type[Any], Callable[[Any], str]] = {
    ActionCard: lambda card: card.theme_id,
    Ballot: lambda ballot: ballot.voice,
    Group: lambda group: group.id,
    Heading: lambda heading: heading.field,
    ParkedTheme: lambda parked: parked.theme_id,
    Qualification: lambda qualification: qualification.theme_id,
    Question: lambda question: question.id,
    Round: lambda a_round: a_round.id,
    RoundGroup: lambda group: group.id,
    Theme: lambda theme: theme.id,
}
"""What has an identity; the others are told apart by their place in a list."""

_NAMES: Mapping[type[Any], Callable[[Any], Param]] = {
    Activation: lambda activation: activation.on,
    Ballot: lambda ballot: ballot.voice,
    Group: lambda group: group.name,
    Heading: lambda heading: heading.title,
    Involvement: lambda involvement: involvement.forum,
    Question: lambda question: question.title,
    Report: lambda report: report.group,
    Round: lambda a_round: a_round.title or a_round.id,
    RoundGroup: lambda group: group.title,
    Session: lambda session: session.on,
}

_OPEN = (
    *(ActionCard, Activation, Ballot, Check, Choice, Discussion, Evidence, FollowUp),
    *(FollowUpAgreement, Group, Heading, Instrument, Involvement, Mandate, OpenPoint),
    *(ParkedTheme, Participant, Plan, Publication, Qualification, Question, Remark, Report),
    *(Round, RoundGroup, Session, Task, Theme, Unfinished),
)
"""The classes that are compared field by field; any other value is compared as a whole."""

_THEME_IDS = frozenset(
    {
        *((Choice, "themes"), (Group, "theme_ids"), (FollowUpAgreement, "rerate")),
        *((Report, "used"), (Ballot, "picks")),
    }
)
"""The fields that list themes: they are told by number."""

_BEGUN: Mapping[tuple[type[Any], str], str] = {
    (Check, "done_on"): "done",
    (OpenPoint, "settled_on"): "settled",
    (Plan, "choice"): "chosen",
    (Plan, "publication"): "published",
    (Publication, "replaced_on"): "replaced",
    (Task, "done_on"): "done",
    (Task, "dropped"): "dropped",
    (Task, "started_on"): "started",
}
"""What it is called when a field that was empty is filled in."""

_CAME: Mapping[type[Any], str] = {ParkedTheme: "parked", Qualification: "qualified"}
_WENT: Mapping[type[Any], str] = {ParkedTheme: "unparked", Qualification: "unqualified"}


class _Comparison:
    """Compares two plans; it knows the numbers of their themes."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self._numbers = old.numbers() | new.numbers()
        questions = (*old.instrument.support_questions, *new.instrument.support_questions)
        self._questions = {question.id: question.title for question in questions}

    def fields(self, old: Any, new: Any, trail: Trail, path: str) -> Iterator[Difference]:
        """Yield what differs between two values of one class, at least once when they do."""
        kind = type(new)
        told: set[str] = set()
        if kind is Choice and new.is_confirmed and not old.is_confirmed:
            told = {"confirmed_by", "confirmed_on"}
        elif kind is Round and RoundMode.ANONYMOUS in (old.mode, new.mode):
            told = {"ballots", "tallies"}
        for field in attrs.fields(kind):
            name = field.name
            before, after = getattr(old, name), getattr(new, name)
            if before != after and name not in told:
                yield from self._field(kind, name, before, after, trail, _joined(path, name))
        if kind is Choice and told:
            yield _difference("confirmed", f"{path}.confirmed_on", trail)
        elif kind is Round and told:
            yield from self._in_secret(old, new, trail, path)

    def _in_secret(self, old: Round, new: Round, trail: Trail, path: str) -> Iterator[Difference]:
        if new.is_closed and not old.is_closed:
            yield _difference("closed", f"{path}.tallies", trail)
        elif (old.ballots, old.tallies) != (new.ballots, new.tallies):
            yield _difference("changed", f"{path}.ballots", trail.and_(_label(Round, "ballots")))

    def _field(
        self, kind: type[Any], name: str, before: Any, after: Any, trail: Trail, path: str
    ) -> Iterator[Difference]:
        part = trail if kind is ActionCard and name == "follow_up" else None
        inner = part or trail.and_(_label(kind, name))
        if _is_empty(before) and (kind, name) in _BEGUN:
            code, what = _BEGUN[kind, name], trail if trail.parts else inner
            params: dict[str, Param] = {}
            if code == "chosen":
                params["themes"] = self._themes(after.themes)
            on = getattr(after, "on", after)
            if isinstance(on, datetime.date):
                params["on"] = on
            yield _difference(code, path, what, **params)
        elif (kind, name) == (Ballot, "ratings"):
            yield from self._pairs(_rows(before), _rows(after), inner, path, self._theme)
        elif (kind, name) == (Qualification, "answers"):
            yield from self._pairs(dict(before), dict(after), trail, path, self._question)
        elif (kind, name) in _THEME_IDS:
            yield _changed(path, inner, self._themes(before), self._themes(after))
        elif type(before) is type(after) and isinstance(after, _OPEN):
            yield from self.fields(before, after, inner, path)
        elif _is_list(before, after):
            yield from self._items(kind, name, before, after, trail, path)
        else:
            yield _changed(path, inner, before, after)

    def _items(
        self,
        kind: type[Any],
        name: str,
        before: tuple[Any, ...],
        after: tuple[Any, ...],
        trail: Trail,
        path: str,
    ) -> Iterator[Difference]:
        of = type((before or after)[0])
        if of not in _KEYS:
            yield from self._in_line(kind, name, before, after, trail, path)
            return
        key = _KEYS[of]
        old, new = {key(item): item for item in before}, {key(item): item for item in after}
        for id, item in old.items():
            if id not in new:
                what = trail.and_(self._item(kind, name, item))
                yield _difference(_WENT.get(of, "removed"), f"{path}[{id!r}]", what)
        for id, item in new.items():
            what = trail.and_(self._item(kind, name, item))
            if id not in old:
                yield _difference(_CAME.get(of, "added"), f"{path}[{id!r}]", what)
            elif old[id] != item:
                yield from self.fields(old[id], item, what, f"{path}[{id!r}]")
        if [id for id in old if id in new] != [id for id in new if id in old]:
            yield _difference("reordered", path, trail.and_(_label(kind, name)))

    def _in_line(
        self,
        kind: type[Any],
        name: str,
        before: tuple[Any, ...],
        after: tuple[Any, ...],
        trail: Trail,
        path: str,
    ) -> Iterator[Difference]:
        """Compare two lists whose items are known by their place alone."""
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        for tag, start, end, first, last in matcher.get_opcodes():
            if tag == "equal":
                continue
            pairs = min(end - start, last - first)
            for index in range(pairs):
                old, new = before[start + index], after[first + index]
                place = first + index
                what = trail.and_(self._item(kind, name, new, place))
                if isinstance(new, _OPEN) and type(old) is type(new):
                    yield from self.fields(old, new, what, f"{path}[{place}]")
                else:
                    yield _changed(f"{path}[{place}]", what, old, new)
            for place in range(start + pairs, end):
                item = before[place]
                what = trail.and_(self._item(kind, name, item, place))
                yield _difference("removed", f"{path}[{place}]", what)
            for place in range(first + pairs, last):
                item = after[place]
                what = trail.and_(self._item(kind, name, item, place))
                yield _difference("added", f"{path}[{place}]", what)

    def _pairs(
        self,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        trail: Trail,
        path: str,
        called: Callable[[str], Localized],
    ) -> Iterator[Difference]:
        for id in dict.fromkeys((*before, *after)):
            old, new = before.get(id), after.get(id)
            if old != new:
                yield _changed(f"{path}[{id!r}]", trail.and_(called(id)), old, new)

    # What things are called.

    def _item(self, kind: type[Any], name: str, item: Any, place: int | None = None) -> Label:
        of = type(item)
        params: dict[str, Param] = {} if place is None else {"number": place + 1}
        if of in _NAMES:
            params["name"] = _NAMES[of](item)
        if hasattr(item, "theme_id") and item.theme_id:
            params["theme"] = self._number(item.theme_id)
        elif of is Theme:
            params["theme"] = item.number
        return Label(f"differences.item.{_slug(kind)}.{name}", tuple(sorted(params.items())))

    def _theme(self, theme_id: str) -> Localized:
        return Label("differences.theme", (("theme", self._number(theme_id)),))

    def _question(self, question_id: str) -> Localized:
        return self._questions[question_id]

    def _themes(self, theme_ids: Iterable[str]) -> tuple[Param, ...]:
        return tuple(map(self._number, theme_ids))

    def _number(self, theme_id: str) -> int | str:
        return self._numbers.get(theme_id, theme_id)


def _rows(ratings: Iterable[RatingRow]) -> dict[str, Rating]:
    return {theme: Rating(importance, success) for theme, importance, success in ratings}


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _slug(kind: type[Any]) -> str:
    name = kind.__name__
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


def _label(kind: type[Any], name: str) -> Label:
    return Label(f"differences.field.{_slug(kind)}.{name}")


def _is_empty(value: object) -> bool:
    return value is None or value == "" or value == ()


def _is_list(before: object, after: object) -> bool:
    """Return whether both are tuples of things that are told apart one by one."""
    if not (isinstance(before, tuple) and isinstance(after, tuple)):
        return False
    return all(isinstance(item, (str, *_OPEN)) for item in (*before, *after))


def _difference(code: str, path: str, what: Trail, **params: Param) -> Difference:
    return Difference(code, path, tuple(sorted({"what": what, **params}.items())))


def _changed(path: str, what: Trail, before: object, after: object) -> Difference:
    """Return that a value came, went or changed; from what to what, where both are short."""
    if _is_empty(before) or _is_empty(after):
        return _difference("added" if _is_empty(before) else "removed", path, what)
    old, new = _shown(before), _shown(after)
    if old is None or new is None:
        return _difference("changed", path, what)
    return _difference("changed-to", path, what, before=old, after=new)


def _shown(value: object) -> Param:
    """Return a value as a sentence may have it; None where it is too long or has no words."""
    if isinstance(value, bool):
        return Label("differences.yes" if value else "differences.no")
    if isinstance(value, (int, Enum, datetime.date)):
        return value
    if isinstance(value, str):
        is_short = len(value) <= SHORT and value.isprintable()
        return Label("differences.quoted", (("text", value),)) if is_short else None
    if isinstance(value, tuple) and all(isinstance(item, (int, str)) for item in value):
        return value
    return None
