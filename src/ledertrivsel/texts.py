"""The texts of a plan: where each stands, what kind of field that is, and a plan with others.

The model marks the fields in which people are named (`personal` in the field's metadata). People
write names elsewhere too, so what anybody typed is told from ids and the method's own words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.ballots import Ballot, is_random_voice
from ledertrivsel.cards import ActionCard, Activation
from ledertrivsel.decisions import Choice, Evidence, FollowUpAgreement, Remark, Report
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.parking import ParkedTheme
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import Qualification
from ledertrivsel.rounds import GroupTally, Round, RoundGroup
from ledertrivsel.tally import Tally
from ledertrivsel.themes import Text, Theme
from ledertrivsel.workshop import Group


class Where(Enum):
    """What kind of place a text stands in."""

    PERSONAL = "personal"
    """A field of the model that is marked: people are named there."""
    FREE_TEXT = "free-text"
    """Any other text that people typed."""
    METHOD = "method"
    """A text that the plan carries of its method."""
    ID = "id"
    """An id by which the plan refers to something; often made of its title."""
    ACTOR = "actor"
    """Who saved a revision, as the store tells it."""
    KEY = "key"
    """The key that the plan is stored under."""


Visit = Callable[[str, "Place", str], str]
"""Is given a text's path, the kind of its place and the text; returns what is to stand there."""


@attrs.frozen
class Place:
    """What kind of field a text stands in.

    Args:
        scope: names of one scope must differ from each other, and refer to each other.
    """

    where: Where
    scope: str = ""


_IDS: Final[Mapping[type[Any], frozenset[str]]] = {
    Plan: frozenset({"rule"}),
    Theme: frozenset({"id", "see_also"}),
    Evidence: frozenset({"theme_id"}),
    Remark: frozenset({"theme_id", "question"}),
    Group: frozenset({"id", "theme_ids"}),
    Round: frozenset({"id"}),
    RoundGroup: frozenset({"id", "parent"}),
    Ballot: frozenset({"group", "ratings", "picks"}),
    GroupTally: frozenset({"group"}),
    Tally: frozenset({"cells", "halves", "picks"}),
    ParkedTheme: frozenset({"theme_id"}),
    Choice: frozenset({"themes", "proposal"}),
    Qualification: frozenset({"theme_id"}),
    ActionCard: frozenset({"theme_id"}),
    Activation: frozenset({"theme_id"}),
    FollowUpAgreement: frozenset({"rerate"}),
    Report: frozenset({"used"}),
}
"""The fields that hold ids and nothing that anybody typed."""

_NAMED = frozenset({(Theme, "id"), (Group, "id"), (Round, "id"), (RoundGroup, "id")})
"""The ids that people choose; the others refer to these."""

_SCOPES: Mapping[tuple[type[Any], str], str] = {
    (Ballot, "voice"): "voice",
    (FollowUpAgreement, "groups"): "leader-group",
    (Report, "group"): "leader-group",
    (Theme, "title"): "theme",
}

_PAIRED = frozenset({(Ballot, "reasons"), (Qualification, "answers")})
"""The fields of pairs: an id and a text."""


@functools.cache
def place_of(kind: type[Any], name: str) -> Place:
    """Return what kind of place a field of the model is."""
    if name in _IDS.get(kind, ()):
        return Place(Where.ID)
    field = attrs.fields_dict(kind)[name]
    where = Where.PERSONAL if field.metadata.get("personal") else Where.FREE_TEXT
    return Place(where, _SCOPES.get((kind, name), ""))


def visited(plan: Plan, visit: Visit) -> Plan:
    """Return *plan* with each text that `visit` gives back: the same object when none is new."""
    changed: Plan = _visited_fields(plan, "", None, visit)
    return changed


def _visited_fields(value: Any, path: str, within: Place | None, visit: Visit) -> Any:
    kind: Any = type(value)
    changes: dict[str, Any] = {}
    for field in attrs.fields(kind):
        name, before = field.name, getattr(value, field.name)
        place = within or place_of(kind, name)
        if place.where is Where.ID and (kind, name) not in _NAMED:
            continue
        if (kind, name) == (Ballot, "voice") and is_random_voice(before):
            continue
        below = Place(Where.METHOD) if kind is Plan and name == "instrument" else within
        inner = f"{path}.{name}".lstrip(".")
        if (kind, name) in _PAIRED:
            after = _visited_pairs(before, inner, place, visit, by_id=kind is Qualification)
        else:
            after = _visited(before, inner, place, below, visit)
        if after is not before:
            changes[name] = after
    return _evolved(value, changes) if changes else value


def _visited(value: Any, path: str, place: Place, below: Place | None, visit: Visit) -> Any:
    if type(value) is str:
        return visit(path, place, value) if value else value
    if isinstance(value, Text):
        pairs = tuple(
            (name, visit(f"{path}.{name}", place, text)) for name, text in value.by_language
        )
        fits = tuple((name, text[: v.TEXT_LIMIT]) for name, text in pairs)
        return value if pairs == value.by_language else Text(fits)
    if isinstance(value, tuple):
        items = tuple(
            _visited(item, f"{path}[{index}]", place, below, visit)
            for index, item in enumerate(value)
        )
        return value if all(map(_is, items, value)) else items
    if attrs.has(type(value)):
        return _visited_fields(value, path, below, visit)
    return value


def _visited_pairs(
    value: tuple[tuple[str, str], ...], path: str, place: Place, visit: Visit, *, by_id: bool
) -> tuple[tuple[str, str], ...]:
    pairs = tuple(
        (id, visit(f"{path}.{id}" if by_id else f"{path}[{index}][1]", place, text))
        for index, (id, text) in enumerate(value)
    )
    return value if pairs == value else pairs


def _is(one: object, other: object) -> bool:
    return one is other


def _evolved(value: Any, changes: dict[str, Any]) -> Any:
    """Return *value* with *changes*; a text that has become too long loses its end."""
    for _ in changes:
        try:
            return attrs.evolve(value, **changes)
        except InvalidValueError as error:
            name = re.split(r"[.\[]", f"{error.path}.")[1]
            if error.rule_code != "too-long" or name not in changes:
                raise
            changes = {**changes, name: _cut(changes[name], error.params["limit"])}
    return attrs.evolve(value, **changes)


def _cut(value: Any, limit: int) -> Any:
    if isinstance(value, str):
        return value[:limit]
    if isinstance(value, Text):
        return Text(tuple((name, text[:limit]) for name, text in value.by_language))
    return tuple(_cut(item, limit) for item in value) if isinstance(value, tuple) else value
