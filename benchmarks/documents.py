"""Loading a plan with full validation, against pydantic v2 on the same document.

Two peers are made from our own classes. One checks types, choices and unknown keys. The other
checks what a load of ours does, as far as pydantic has words for it: slugs, lengths, characters
that no text may hold, ratings on the scale, and ids of themes that must exist. The goal is for
that one.
"""

from __future__ import annotations

import datetime
import enum
import json
import types
import typing
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any

import attrs
import pydantic

from benchmarks.pairing import Result, compare
from benchmarks.plans import full_plan
from ledertrivsel.ballots import Ballot
from ledertrivsel.documents import dump, load
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import Qualification
from ledertrivsel.themes import Text


class _Strict(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid", frozen=True)


def run() -> Iterator[Result]:
    """Compare bytes to a validated plan: 240 ratings, 5 qualifications, 5 cards."""
    document = dump(full_plan())
    assert set(json.loads(document)) - {"schema"} <= {field.name for field in attrs.fields(Plan)}
    size = f"{len(document) / 1000:.0f} kB"
    for name, peer, goal in (
        ("with the same checks", _peer(full=True), 3.0),
        ("with types only", _peer(full=False), 5.0),
    ):
        read = peer.model_validate_json
        read(document)
        yield compare(
            f"load with full validation, {size} / pydantic v2 {name}",
            lambda: load(document),
            lambda read=read: read(document),  # type: ignore[misc]
            goal=goal,
            inner=20,
        )


def _peer(*, full: bool) -> type[pydantic.BaseModel]:
    mirror = _Mirror(full)
    base = _Checked if full else _Strict
    return pydantic.create_model(
        "PlanDocument", __base__=base, schema=(int, ...), **mirror.fields(Plan)
    )


class _Checked(_Strict):
    """The plan of the full peer: ids of themes must exist."""

    @pydantic.model_validator(mode="after")
    def know_every_theme(self) -> _Checked:
        plan: Any = self
        known = {theme.id for theme in (*plan.instrument.themes, *(plan.own_themes or ()))}
        named = [*(parked.theme_id for parked in plan.parking or ())]
        named += plan.choice.themes if plan.choice else ()
        for part in (plan.qualifications, plan.cards, plan.activations):
            named += [item.theme_id for item in part or ()]
        for a_round in plan.rounds or ():
            voices = set()
            for ballot in a_round.ballots or ():
                voices.add(ballot.voice)
                rated = [row[0] for row in ballot.ratings]
                if len(set(rated)) != len(rated):
                    raise ValueError("rated twice")
                named += rated
            if len(voices) != len(a_round.ballots or ()):
                raise ValueError("a voice twice")
        if not known.issuperset(named):
            raise ValueError("unknown theme")
        return self


_SLUG = Annotated[
    str, pydantic.StringConstraints(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=200)
]
_TEXT = Annotated[
    str,
    pydantic.StringConstraints(
        pattern=r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$", max_length=30_000
    ),
]
_POINT = Annotated[int, pydantic.Field(ge=1, le=5)]
_IDS = ("id", "theme_id", "question")


class _Mirror:
    """Makes pydantic models of our classes."""

    def __init__(self, full: bool) -> None:
        self.full = full
        self.models: dict[type[Any], type[pydantic.BaseModel]] = {}

    def model(self, kind: type[Any]) -> type[pydantic.BaseModel]:
        if kind not in self.models:
            fields = self.fields(kind)
            self.models[kind] = pydantic.create_model(kind.__name__, __base__=_Strict, **fields)
        return self.models[kind]

    def text(self, name: str) -> Any:
        if not self.full:
            return str
        return _SLUG if name in _IDS else _TEXT

    def fields(self, kind: type[Any]) -> dict[str, Any]:
        hints = typing.get_type_hints(kind)
        fields = {}
        for field in attrs.fields(kind):
            mirrored = self.mirror(hints[field.name], field.name)
            if (kind, field.name) == (Qualification, "answers"):
                mirrored = dict[str, self.text("")]  # type: ignore[misc]
            is_needed = field.default is attrs.NOTHING
            fields[field.name] = (mirrored, ...) if is_needed else (mirrored | None, None)
        if kind is Ballot:
            point: Any = _POINT | str | None if self.full else int | str | None
            fields["ratings"] = (list[tuple[self.text("id"), point, point]], [])  # type: ignore[misc]
        return fields

    def mirror(self, hint: Any, name: str) -> Any:
        """Return the pydantic type that reads what our documents write for *hint*."""
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if hint is Text:
            return dict[str, self.text("")]  # type: ignore[misc]
        if hint in (Fraction, str):
            return self.text(name)
        if isinstance(hint, type) and attrs.has(hint):
            return self.model(hint)
        if isinstance(hint, type) and issubclass(hint, enum.Enum):
            return hint
        if hint in (datetime.date, datetime.time, int, bool, type(None)):
            return hint
        if origin in (types.UnionType, typing.Union):
            parts = tuple(self.mirror(part, name) for part in inner)
            return typing.Union[parts]  # noqa: UP007 - made at run time.
        if origin in (tuple, frozenset) and (origin is frozenset or inner[-1] is Ellipsis):
            return list[self.mirror(inner[0], name)]  # type: ignore[misc]
        if origin is tuple:
            return tuple[tuple(self.mirror(part, name) for part in inner)]  # type: ignore[misc]
        raise TypeError(f"no mirror for {hint!r}")
