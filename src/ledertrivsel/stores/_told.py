"""What a revision tells of itself, as the columns of a table: the same in every SQL store.

A list of thousands makes thousands of them, so there the parts are put in place without the checks
that they passed when they were written: a damaged one costs no other plan, and `check` tells it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from ledertrivsel.errors import Corrupt, Deleted
from ledertrivsel.storage import Meta, Revision, RevisionState, Stored, digest

COLUMNS = ("key", "revision", "state", "size", "sha256", "at", "actor", "write_id", "schema")
OF_SAVED = tuple(column for column in COLUMNS if column != "state")
"""The columns of those that are known to be saved."""


def row_of(told: Revision) -> tuple[object, ...]:
    """Return what `COLUMNS` name of a revision."""
    meta = told.meta
    at = "" if meta.at is None else meta.at.isoformat()
    size, sha256 = told.size, told.sha256
    what = (told.key, told.revision, told.state.value, size, sha256)
    return (*what, at, meta.actor, meta.write_id, meta.schema)


def revision_of(row: Sequence[Any]) -> Revision:
    """Return the revision that *row* tells of.

    Raises:
        Corrupt: when it tells what no store wrote.
    """
    key, number, state, size, sha256, at, actor, write_id, schema = row
    try:
        moment = datetime.datetime.fromisoformat(str(at)) if at else None
        meta = Meta(at=moment, actor=actor, write_id=write_id, schema=schema)
        return Revision(
            key=key,
            revision=number,
            state=RevisionState(state),
            size=size,
            sha256=sha256,
            meta=meta,
        )
    except ValueError as error:
        raise Corrupt(str(key), f"what revision {number} tells of itself is damaged.") from error


def saved_revisions(rows: Sequence[tuple[Any, ...]]) -> tuple[Revision, ...]:
    """Return the saved revisions that *rows* of `OF_SAVED` tell of.

    Raises:
        Corrupt: when one was not saved at any moment.
    """
    try:
        return _put_together(rows)
    except (TypeError, ValueError):  # Rare: no moment is told of one, or none that there is.
        saved = RevisionState.SAVED.value
        return tuple(revision_of((key, number, saved, *told)) for key, number, *told in rows)


def _setter(kind: type, name: str) -> Callable[[Any, object], None]:
    """Return what sets a slot of a frozen object that is being made."""
    found: Callable[[Any, object], None] = vars(kind)[name].__set__
    return found


_AT, _ACTOR, _WRITE_ID, _SCHEMA = (
    _setter(Meta, name) for name in ("at", "actor", "write_id", "schema")
)
_KEY, _REVISION, _STATE, _SIZE, _SHA256, _META = (
    _setter(Revision, name) for name in ("key", "revision", "state", "size", "sha256", "meta")
)


def _put_together(rows: Sequence[tuple[Any, ...]]) -> tuple[Revision, ...]:
    made = []
    # A function's own names are found soonest, and here nothing else is left to save.
    set_at, set_actor, set_write_id, set_schema = _AT, _ACTOR, _WRITE_ID, _SCHEMA
    set_key, set_revision, set_state, set_size = _KEY, _REVISION, _STATE, _SIZE
    set_sha256, set_meta = _SHA256, _META
    new_meta, new_revision, meta_kind, kind = Meta.__new__, Revision.__new__, Meta, Revision
    moment_of, saved = datetime.datetime.fromisoformat, RevisionState.SAVED
    for key, number, size, sha256, at, actor, write_id, schema in rows:
        meta = new_meta(meta_kind)
        set_at(meta, moment_of(at))
        set_actor(meta, actor)
        set_write_id(meta, write_id)
        set_schema(meta, schema)
        told = new_revision(kind)
        set_key(told, key)
        set_revision(told, number)
        set_state(told, saved)
        set_size(told, size)
        set_sha256(told, sha256)
        set_meta(told, meta)
        made.append(told)
    return tuple(made)


def loaded(row: Sequence[Any], body: object) -> Stored:
    """Return the revision that *row* tells of with its *body*.

    Raises:
        Deleted: when it has none.
        Corrupt: when the body is not the one that was saved.
    """
    told = revision_of(row)
    key, number = told.key, told.revision
    if told.state is not RevisionState.SAVED:
        raise Deleted(key, f"Revision {number} is {told.state.value}.")
    if not isinstance(body, bytes) or digest(body) != told.sha256:
        raise Corrupt(key, f"revision {number} has another hash than what was saved.")
    return Stored(key=key, revision=number, body=body, sha256=told.sha256, meta=told.meta)
