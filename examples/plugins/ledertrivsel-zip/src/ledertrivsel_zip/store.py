"""What every store promises, on top of the archive: revisions, conflicts, erasing, errors."""

import errno
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from ledertrivsel import errors
from ledertrivsel import storage as s
from ledertrivsel.storage import Meta, Page, Revision, RevisionState, Stored
from ledertrivsel_zip import CAPABILITIES
from ledertrivsel_zip.archive import DAMAGE, Archive, Rows

_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


class ZipStore:
    """A store in one archive, safe to share between threads; the first save makes the file."""

    capabilities = CAPABILITIES

    def __init__(self, address: s.Address) -> None:
        self._address, self._archive = str(address), Archive(Path(address.path).absolute())
        self._lock, self._is_closed = threading.RLock(), False

    def load(self, key: str, revision: int | None = None) -> Stored:
        """Return a revision of *key*, by default its latest."""
        key = s.checked_key(key)
        if revision is not None and (type(revision) is not int or revision < 1):
            raise errors.InvalidValueError("revision", "must be a whole number from 1", revision)
        with self._one_at_a_time(key) as archive:
            rows, _ = archive.read()
            known = _known(rows, key)
            number = len(known) if revision is None else revision
            if number > len(known):
                raise errors.NotFound(key, f"It has the revisions 1 to {len(known)}.")
            told = known[number - 1]
            if told.state is not RevisionState.SAVED:
                raise errors.Deleted(key, f"Revision {number} is {told.state.value}.")
            body = archive.body(rows, told)
        return Stored(key=key, revision=number, body=body, sha256=told.sha256, meta=told.meta)

    def save(
        self, key: str, body: bytes, *, expected: s.Expected, meta: Meta = s.NO_META
    ) -> Revision:
        """Save *body* as the next revision of *key*, whose latest must be *expected*."""
        key = s.checked_key(key)
        body = s.checked_body(key, body, CAPABILITIES.max_bytes)
        size, sha256 = len(body), s.digest(body)
        with self._one_at_a_time(key) as archive:
            rows, seen = archive.read()
            s.checked_expected(key, expected, _actual(rows, key))
            number = len(rows.get(key, ())) + 1
            saved = Revision(key=key, revision=number, size=size, sha256=sha256, meta=meta)
            archive.add(_with(rows, saved), seen, saved, body)
        return saved

    def delete(self, key: str, *, expected: s.Expected, meta: Meta = s.NO_META) -> Revision:
        """Delete *key* with one more revision; its history can still be loaded."""
        key = s.checked_key(key)
        with self._one_at_a_time(key) as archive:
            rows, seen = archive.read()
            number = len(_known(rows, key)) + 1
            if not _actual(rows, key):
                raise errors.Deleted(key)
            s.checked_expected(key, expected, _actual(rows, key))
            state = RevisionState.DELETED
            deleted = Revision(key=key, revision=number, state=state, meta=meta)
            archive.add(_with(rows, deleted), seen, deleted)
        return deleted

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        """Return the latest revisions of the keys after *after*, in the order of code points."""
        first, limit = "" if after is None else s.checked_key(after), s.checked_limit(limit)
        with self._one_at_a_time() as archive:
            rows, _ = archive.read()
        keys = sorted(key for key in rows if key > first and (deleted or _actual(rows, key)))
        told = tuple(rows[key][-1] for key in keys[:limit])
        return Page(told, told[-1].key if len(keys) > limit else None)

    def history(self, key: str, *, before: int | None = None, limit: int = 100) -> Page:
        """Return the revisions of *key* before *before*, the latest first."""
        key, limit = s.checked_key(key), s.checked_limit(limit)
        with self._one_at_a_time(key) as archive:
            known = _known(archive.read()[0], key)
        told = tuple(one for one in known[::-1] if before is None or one.revision < before)
        return Page(told[:limit], told[limit - 1].revision if len(told) > limit else None)

    def erase(self, key: str, *, meta: Meta = s.NO_META) -> Revision:
        """Erase the bodies of all revisions of *key*, for good, and delete it."""
        key, state = s.checked_key(key), RevisionState.ERASED
        with self._one_at_a_time(key) as archive:
            rows, seen = archive.read()
            known = _known(rows, key)
            if known[-1].state is state:
                return known[-1]
            rows[key] = tuple(
                attrs.evolve(told, state=state) if told.state is RevisionState.SAVED else told
                for told in known
            )
            erased = Revision(key=key, revision=len(known) + 1, state=state, meta=meta)
            archive.make_anew(_with(rows, erased), seen, erased)
        return erased

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        """Replace a revision, its body and what it tells of itself; what was there is gone."""
        told, content = s.checked_rewrite(told, body, CAPABILITIES.max_bytes)
        with self._one_at_a_time(told.key) as archive:
            rows, seen = archive.read()
            known = _known(rows, told.key)
            if not 1 <= told.revision <= len(known):
                raise errors.NotFound(told.key, f"It has the revisions 1 to {len(known)}.")
            before, after = known[: told.revision - 1], known[told.revision :]
            if not s.may_rewrite(known[told.revision - 1], told, was):
                raise s.changed_meanwhile(told)
            rows[told.key] = (*before, told, *after)
            archive.make_anew(rows, seen, told, content or b"")
        return told

    def check(self) -> Iterator[s.Damage]:
        """Yield each revision whose body is another than what was saved."""
        found = []
        with self._one_at_a_time() as archive:
            rows, _ = archive.read()
            for told in (told for several in rows.values() for told in several):
                if told.state is RevisionState.SAVED:
                    try:
                        archive.body(rows, told)
                    except errors.Corrupt:
                        found.append(s.Damage(told.key, told.revision, "its body is damaged"))
        yield from found

    def close(self) -> None:
        """Let go of the store; its file is closed already."""
        self._is_closed = True

    @contextmanager
    def _one_at_a_time(self, key: str = "") -> Iterator[Archive]:
        """Give the archive to one thread; no error of the system or of zipfile gets out."""
        with self._lock:
            if self._is_closed:
                raise errors.StoreError(self._address, "it is closed.")
            try:
                yield self._archive
            except errors.LedertrivselError:
                raise
            except OSError as error:
                if error.errno in _READ_ONLY:
                    raise errors.ReadOnly(key, f"{error.strerror}.") from error
                raise errors.StoreError(self._address, f"{error}.") from error
            except DAMAGE as error:
                raise errors.Corrupt(key, f"the archive can't be read ({error}).") from error


def _known(rows: Rows, key: str) -> tuple[Revision, ...]:
    if key not in rows:
        raise errors.NotFound(key)
    return rows[key]


def _actual(rows: Rows, key: str) -> int:
    """Return the latest revision of *key*, 0 where it does not exist (any more)."""
    latest = rows[key][-1] if key in rows else None
    return latest.revision if latest and latest.state is RevisionState.SAVED else 0


def _with(rows: Rows, told: Revision) -> Rows:
    return {**rows, told.key: (*rows.get(told.key, ()), told)}
