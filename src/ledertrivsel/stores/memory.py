"""Documents in memory: for tests, notebooks and trying things out; gone with the process.

It does what every store does, in the fewest words; the stores that keep files are compared with
it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import Corrupt, Deleted, InvalidValueError, NotFound, StoreError
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.storage import (
    NO_META,
    Address,
    Damage,
    Expected,
    Meta,
    Page,
    Revision,
    RevisionState,
    Stored,
    changed_meanwhile,
    checked_body,
    checked_expected,
    checked_key,
    checked_limit,
    checked_rewrite,
    digest,
    may_rewrite,
)

CAPABILITIES = Capabilities(persistent=False, rewrite=True)


@attrs.frozen
class _Row:
    """A revision and its body; a deleted or erased one has none."""

    revision: Revision
    body: bytes = b""


def open_memory(address: Address) -> MemoryStore:
    """Return a new, empty store for the address ``memory:``."""
    if address.rest:
        rule = "must be 'memory:', each of which is a store of its own"
        raise InvalidValueError("address", rule, str(address))
    return MemoryStore()


class MemoryStore:
    """A store in memory, safe to share between threads."""

    capabilities = CAPABILITIES

    def __init__(self) -> None:
        self._rows: dict[str, tuple[_Row, ...]] = {}
        self._lock = threading.RLock()
        self._is_closed = False

    def load(self, key: str, revision: int | None = None) -> Stored:
        """Return a revision of *key*, by default its latest."""
        key = checked_key(key)
        with self._lock:
            rows = self._history(key)
        number = len(rows) if revision is None else v.integer(revision, "revision", lowest=1)
        if number > len(rows):
            raise NotFound(key, f"It has the revisions 1 to {len(rows)}.")
        row = rows[number - 1]
        told = row.revision
        if told.state is not RevisionState.SAVED:
            raise Deleted(key, f"Revision {number} is {told.state.value}.")
        if digest(row.body) != told.sha256:
            raise Corrupt(key, f"revision {number} has another hash than what was saved.")
        return Stored(key=key, revision=number, body=row.body, sha256=told.sha256, meta=told.meta)

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Save *body* as the next revision of *key*, whose latest must be *expected*."""
        key = checked_key(key)
        content = checked_body(key, body, self.capabilities.max_bytes)
        with self._lock:
            self._open()
            rows = self._rows.get(key, ())
            checked_expected(key, expected, _actual(rows))
            saved = Revision(
                key=key,
                revision=len(rows) + 1,
                size=len(content),
                sha256=digest(content),
                meta=meta,
            )
            self._rows[key] = (*rows, _Row(saved, content))
        return saved

    def delete(self, key: str, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Delete *key* with one more revision; its history can still be loaded."""
        key = checked_key(key)
        with self._lock:
            rows = self._history(key)
            if not _actual(rows):
                raise Deleted(key, f"Revision {len(rows)} is {rows[-1].revision.state.value}.")
            checked_expected(key, expected, _actual(rows))
            deleted = _tombstone(key, rows, RevisionState.DELETED, meta)
            self._rows[key] = (*rows, _Row(deleted))
        return deleted

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        """Return the latest revisions of the keys after *after*, in the order of code points."""
        first = "" if after is None else checked_key(after)
        checked_limit(limit)
        with self._lock:
            self._open()
            heads = {
                key: rows[-1].revision
                for key, rows in self._rows.items()
                if deleted or _actual(rows)
            }
        keys = sorted(key for key in heads if key > first)
        following = keys[limit - 1] if len(keys) > limit else None
        return Page(tuple(heads[key] for key in keys[:limit]), following)

    def history(self, key: str, *, before: int | None = None, limit: int = 100) -> Page:
        """Return the revisions of *key* before *before*, the latest first."""
        key = checked_key(key)
        checked_limit(limit)
        with self._lock:
            rows = self._history(key)
        count = len(rows) + 1 if before is None else v.integer(before, "before", lowest=1)
        told = tuple(row.revision for row in reversed(rows[: count - 1]))
        following = told[limit - 1].revision if len(told) > limit else None
        return Page(told[:limit], following)

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        """Erase the bodies of all revisions of *key*, for good, and delete it."""
        key = checked_key(key)
        with self._lock:
            rows = self._history(key)
            latest = rows[-1].revision
            if latest.state is RevisionState.ERASED:
                return latest
            erased = _tombstone(key, rows, RevisionState.ERASED, meta)
            self._rows[key] = (*map(_without_body, rows), _Row(erased))
        return erased

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        """Replace a revision, its body and what it tells of itself."""
        told, content = checked_rewrite(told, body, self.capabilities.max_bytes)
        with self._lock:
            rows = self._history(told.key)
            if not 1 <= told.revision <= len(rows):
                raise NotFound(told.key, f"It has the revisions 1 to {len(rows)}.")
            before, after = rows[: told.revision - 1], rows[told.revision :]
            if not may_rewrite(rows[told.revision - 1].revision, told, was):
                raise changed_meanwhile(told)
            self._rows[told.key] = (*before, _Row(told, content or b""), *after)
        return told

    def check(self) -> Iterator[Damage]:
        """Yield every revision whose bytes are not those that were saved."""
        with self._lock:
            self._open()
            everything = sorted(self._rows.items())
        for key, rows in everything:
            for row in rows:
                told = row.revision
                if told.state is RevisionState.SAVED and digest(row.body) != told.sha256:
                    yield Damage(key, told.revision, "another hash than what was saved")

    def close(self) -> None:
        """Let go of all documents."""
        with self._lock:
            self._is_closed = True
            self._rows.clear()

    def _open(self) -> None:
        if self._is_closed:
            raise StoreError("memory:", "it is closed.")

    def _history(self, key: str) -> tuple[_Row, ...]:
        self._open()
        rows = self._rows.get(key, ())
        if not rows:
            raise NotFound(key)
        return rows


def _actual(rows: tuple[_Row, ...]) -> int:
    """Return the latest revision, or 0 where the key does not exist (any more)."""
    exists = rows and rows[-1].revision.state is RevisionState.SAVED
    return len(rows) if exists else 0


def _without_body(row: _Row) -> _Row:
    if row.revision.state is not RevisionState.SAVED:
        return row
    return _Row(attrs.evolve(row.revision, state=RevisionState.ERASED))


def _tombstone(key: str, rows: tuple[_Row, ...], state: RevisionState, meta: Meta) -> Revision:
    return Revision(key=key, revision=len(rows) + 1, state=state, meta=meta)
