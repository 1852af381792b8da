"""What a revision tells of itself, as the columns of a table: the same in every SQL store.

A list of thousands makes thousands of them, so the common case is made without the checks that
its parts passed when they were written; whatever looks otherwise is checked in full.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from ledertrivsel.errors import Corrupt, Deleted
from ledertrivsel.storage import Meta, Revision, RevisionState, Stored, digest

COLUMNS = ("key", "revision", "state", "size", "sha256", "at", "actor", "write_id", "schema")


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
