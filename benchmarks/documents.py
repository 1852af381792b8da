"""Loading a plan with full validation, against pydantic v2 on the same document.

The peer is made from the same classes: every type, bound choice and unknown key is checked there
too. Ours checks more (the text gate, scales, ids that must exist), so a goal above 1 is fair to
both.
"""

from __future__ import annotations

import datetime
import enum
import json
import types
import typing
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

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
    peer = pydantic.create_model(
        "PlanDocument", __base__=_Strict, schema=(int, ...), **_fields(Plan)
    )
    peer.model_validate_json(document)
    assert set(json.loads(document)) - {"schema"} <= {field.name for field in attrs.fields(Plan)}
    size = f"{len(document) / 1000:.0f} kB"
    yield compare(
        f"load with full validation, {size} / pydantic v2",
        lambda: load(document),
        lambda: peer.model_validate_json(document),
        goal=3.0,
        inner=20,
    )


_MODELS: dict[type[Any], type[pydantic.BaseModel]] = {}


def _model(kind: type[Any]) -> type[pydantic.BaseModel]:
    if kind not in _MODELS:
        _MODELS[kind] = pydantic.create_model(kind.__name__, __base__=_Strict, **_fields(kind))
    return _MODELS[kind]


def _fields(kind: type[Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    fields = {}
    for field in attrs.fields(kind):
        default = ... if field.default is attrs.NOTHING else None
        mirrored = _mirror(hints[field.name])
        if (kind, field.name) == (Qualification, "answers"):
            mirrored = dict[str, str]
        fields[field.name] = (mirrored if default is ... else mirrored | None, default)
    if kind is Ballot:
        fields["ratings"] = (list[tuple[str, int | str | None, int | str | None]], [])
    return fields


def _mirror(hint: Any) -> Any:
    """Return the pydantic type that reads what our documents write for *hint*."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is Text:
        return dict[str, str]
    if hint is Fraction:
        return str
    if isinstance(hint, type) and attrs.has(hint):
        return _model(hint)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint
    if hint in (datetime.date, datetime.time, str, int, bool, type(None)):
        return hint
    if origin in (types.UnionType, typing.Union):
        return typing.Union[tuple(_mirror(part) for part in inner)]  # noqa: UP007 - made at run time.
    if origin in (tuple, frozenset) and (origin is frozenset or inner[-1] is Ellipsis):
        return list[_mirror(inner[0])]  # type: ignore[misc]
    if origin is tuple:
        return tuple[tuple(_mirror(part) for part in inner)]  # type: ignore[misc]
    raise TypeError(f"no mirror for {hint!r}")
