"""Documents in one SQLite file: the default store; nothing to install, one file to back up.

Every write is one transaction begun with BEGIN IMMEDIATE (a deferred one that reads before it
writes fails at once when another writes, whatever the timeout). The log is written ahead (WAL) and
synchronous=FULL, so what was acknowledged survives a kill and a power cut. SQLite does not notice
a changed byte in a body: the hash does.
A network drive is no place for it: the index of the log is shared memory of one machine.
Back it up with `backup`, never by copying the ``.db`` alone.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ledertrivsel import _validators as v
from ledertrivsel.errors import (
    Busy,
    Corrupt,
    Deleted,
    NewerLayout,
    NotFound,
    ReadOnly,
    StoreError,
    TooLarge,
)
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.storage import (
    LAST_REVISION,
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
)
from ledertrivsel.stores._files import Files
from ledertrivsel.stores._revision_files import temporary_beside
from ledertrivsel.stores._told import (
    COLUMNS,
    OF_SAVED,
    loaded,
    revision_of,
    row_of,
    saved_revisions,
)

CAPABILITIES = Capabilities(shared_between_processes=True, rewrite=True, backup=True)

APPLICATION_ID = 0x6C657472  # "letr": tells our files from other programs'.
LAYOUT = 1

_LAYOUT = (
    """
    CREATE TABLE revision (
        key TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision > 0),
        state TEXT NOT NULL CHECK (state IN ('saved', 'deleted', 'erased')),
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        write_id TEXT NOT NULL,
        schema INTEGER NOT NULL,
        body BLOB CHECK ((body IS NULL) = (state <> 'saved')),
        PRIMARY KEY (key, revision)
    )
    """,
    """
    CREATE TABLE head (
        key TEXT NOT NULL PRIMARY KEY,
        revision INTEGER NOT NULL,
        state TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        write_id TEXT NOT NULL,
        schema INTEGER NOT NULL,
        FOREIGN KEY (key, revision) REFERENCES revision (key, revision) DEFERRABLE INITIALLY
    DEFERRED ) WITHOUT ROWID
    """,
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {LAYOUT}",
)

_TOLD = ", ".join(COLUMNS)
_OF_SAVED = ", ".join(OF_SAVED)
_ASSIGNED = ", ".join(f"{column} = ?" for column in COLUMNS[2:])
_RETRY_SECONDS = 0.01


def open_sqlite(address: Address) -> SqliteStore:
    """Return the store in the file of an address such as ``sqlite:///plans.db``."""
    return SqliteStore(address.path)


class SqliteStore:
    """A store in one SQLite file: threads share the object, processes the file.

    Args:
        path: of the file. It is made by the first write; reading a file that is not there finds
            nothing.
        read_only: refuse to write. A file that may not be written to is opened so by itself.
        busy_seconds: how long to wait for others who write before `Busy`.

    Raises:
        NewerLayout: when the file is another program's or a newer version's; it is left as it is.
    """

    capabilities = CAPABILITIES

    def __init__(
        self, path: str | Path, *, read_only: bool = False, busy_seconds: float = 5
    ) -> None:
        # Absolute: the same file after a change of directory, and ":memory:" is a file's name.
        self._path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links.
        self._address = f"sqlite:///{self._path}"
        self._read_only = read_only
        self._busy_seconds = busy_seconds
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._is_closed = False
        _STORES.add(self)
        if not self._is_missing():
            self._read_only = read_only or not os.access(self._path, os.W_OK)
            with self._guarded(self._address):
                self._connected()

    def load(self, key: str, revision: int | None = None) -> Stored:
        """Return a revision of *key*, by default its latest."""
        key = checked_key(key)
        if revision is not None:
            v.integer(revision, "revision", lowest=1)
        with self._reading(key) as db:
            latest, _ = _head(db, key)
            number = latest if revision is None else revision
            if number > latest:
                raise NotFound(key, f"It has the revisions 1 to {latest}.")
            found = db.execute(
                f"SELECT {_TOLD}, body FROM revision WHERE key = ? AND revision = ?",
                (key, number),
            ).fetchone()
        if found is None:
            raise Corrupt(key, f"revision {number} is missing.")
        return loaded(found[:-1], found[-1])

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Save *body* as the next revision of *key*, whose latest must be *expected*."""
        key = checked_key(key)
        content = checked_body(key, body, self.capabilities.max_bytes)
        with self._writing(key) as db:
            latest, actual = _head(db, key, missing=0)
            checked_expected(key, expected, actual)
            saved = Revision(
                key=key,
                revision=latest + 1,
                size=len(content),
                sha256=digest(content),
                meta=meta,
            )
            _insert(db, saved, content)
        return saved

    def delete(self, key: str, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Delete *key* with one more revision; its history can still be loaded."""
        key = checked_key(key)
        with self._writing(key) as db:
            latest, actual = _head(db, key)
            if not actual:
                raise Deleted(key, f"Revision {latest} has no body.")
            checked_expected(key, expected, actual)
            deleted = Revision(
                key=key, revision=latest + 1, state=RevisionState.DELETED, meta=meta
            )
            _insert(db, deleted, None)
        return deleted

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        """Return the latest revisions of the keys after *after*, in the order of code points."""
        first = "" if after is None else checked_key(after)
        checked_limit(limit)
        if self._is_missing():
            return Page()
        with self._reading(self._address) as db:
            columns, which = (_TOLD, "") if deleted else (_OF_SAVED, "state = 'saved' AND ")
            rows = db.execute(
                f"SELECT {columns} FROM head WHERE {which}key > ? ORDER BY key LIMIT ?",
                (first, limit + 1),
            ).fetchall()
        has_more = len(rows) > limit
        del rows[limit:]
        told = tuple(map(revision_of, rows)) if deleted else saved_revisions(rows)
        return Page(told, told[-1].key if has_more else None)

    def history(self, key: str, *, before: int | None = None, limit: int = 100) -> Page:
        """Return the revisions of *key* before *before*, the latest first."""
        key = checked_key(key)
        checked_limit(limit)
        top = LAST_REVISION if before is None else v.integer(before, "before", lowest=1)
        with self._reading(key) as db:
            _head(db, key)
            rows = db.execute(
                f"SELECT {_TOLD} FROM revision WHERE key = ? AND revision < ? "
                "ORDER BY revision DESC LIMIT ?",
                (key, min(top, LAST_REVISION), limit + 1),
            ).fetchall()
        told = tuple(revision_of(row) for row in rows[:limit])
        return Page(told, told[-1].revision if len(rows) > limit else None)

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        """Erase the bodies of all revisions of *key*, for good, and delete it.

        Raises:
            Busy: when others still read the log that the bodies are in; erase again then.
        """
        key = checked_key(key)
        with self._writing(key) as db:
            latest, _ = _head(db, key)
            row = db.execute(
                f"SELECT {_TOLD} FROM revision WHERE key = ? AND revision = ?", (key, latest)
            ).fetchone()
            erased = revision_of(row)
            if erased.state is not RevisionState.ERASED:
                erased = Revision(
                    key=key, revision=latest + 1, state=RevisionState.ERASED, meta=meta
                )
                # secure_delete writes zeros over what the rows leave free.
                db.execute(
                    "UPDATE revision SET body = NULL, state = 'erased' "
                    "WHERE key = ? AND state = 'saved'",
                    (key,),
                )
                _insert(db, erased, None)
        self._empty_log(key)
        return erased

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        """Replace a revision, its body and what it tells of itself.

        Raises:
            Busy: also when others still read the log that the old body is in; do it again then.
        """
        told, content = checked_rewrite(told, body, self.capabilities.max_bytes)
        with self._writing(told.key) as db:
            latest, _ = _head(db, told.key)
            if not 1 <= told.revision <= latest:
                raise NotFound(told.key, f"It has the revisions 1 to {latest}.")
            row = row_of(told)[2:]
            done = db.execute(
                f"UPDATE revision SET {_ASSIGNED}, body = ? "
                "WHERE key = ? AND revision = ? AND sha256 = ? AND (state = 'saved' OR NOT ?)",
                (*row, content, told.key, told.revision, was, content is not None),
            )
            if done.rowcount == 0:
                raise changed_meanwhile(told)
            if told.revision == latest:
                db.execute(f"UPDATE head SET {_ASSIGNED} WHERE key = ?", (*row, told.key))
        self._empty_log(told.key)
        return told

    def backup(self, path: str | Path) -> None:
        """Write a whole copy to a new file, while others may go on saving.

        It gets its name when it is whole and on the disk: what is cut off leaves none.
        """
        target, files = os.path.abspath(path), Files()  # noqa: PTH100 - follows no link.
        copy = temporary_beside(target.replace(os.sep, "/"))
        with self._reading(self._address) as db:
            if files.kind(target):
                raise StoreError(self._address, f"{target!r} is there already.")
            try:
                db.execute("VACUUM INTO ?", (copy,))
                with Path(copy).open("rb+") as whole:
                    os.fsync(whole.fileno())  # SQLite leaves that to us.
                files.rename(copy, target)
                files.sync(os.path.dirname(target))  # noqa: PTH120 - it is a text already.
            finally:
                files.discard(copy)

    def _empty_log(self, key: str) -> None:
        with self._reading(key) as db:  # The log still has the bodies that are gone.
            blocked, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if blocked:
            raise Busy(key, "The text is gone from the table, not yet from the log: do it again.")

    def check(self) -> Iterator[Damage]:
        """Yield everything that is wrong in the file; nothing is repaired."""
        if self._is_missing():
            return
        with self._reading(self._address) as db:
            found = [Damage("", 0, text) for (text,) in db.execute("PRAGMA integrity_check(100)")]
            found = [damage for damage in found if damage.detail != "ok"]
            heads = {row[0]: row for row in db.execute(f"SELECT {_TOLD} FROM head")}
            latest: dict[str, tuple[Any, ...]] = {}
            for *told, body in db.execute(
                f"SELECT {_TOLD}, body FROM revision ORDER BY key, revision"
            ):
                key, number, state, sha256 = told[0], told[1], told[2], told[4]
                last = latest[key][1] if key in latest else 0
                if number != last + 1:
                    found.append(Damage(key, last + 1, "it is missing"))
                if state == "saved" and (not isinstance(body, bytes) or digest(body) != sha256):
                    found.append(Damage(key, number, "another hash than what was saved"))
                try:
                    revision_of(told)
                except Corrupt:
                    found.append(Damage(key, number, "what it tells of itself is damaged"))
                latest[key] = tuple(told)
            for key in sorted(heads.keys() | latest.keys()):
                noted, is_there = heads.get(key), latest.get(key)
                if noted is None or is_there is None or noted[1] != is_there[1]:
                    numbers = [row[1] if row else None for row in (noted, is_there)]
                    detail = f"the latest is noted as {numbers[0]}, not {numbers[1]}"
                    found.append(Damage(key, 0, detail))
                elif noted != is_there:
                    detail = "a list tells something else of it than it does itself"
                    found.append(Damage(key, noted[1], detail))
        yield from found

    def close(self) -> None:
        """Let go of the file; SQLite moves the log into it when nobody else has it open."""
        with self._lock:
            self._is_closed = True
            self._disconnect()

    # The connection.

    @contextmanager
    def _reading(self, key: str) -> Iterator[sqlite3.Connection]:
        """Give a connection to read with; a file that is not there has no such *key*."""
        with self._lock, self._guarded(key):
            if self._is_missing():
                raise NotFound(key)
            yield self._connected()

    @contextmanager
    def _writing(self, key: str) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that is committed unless something is raised."""
        with self._lock, self._guarded(key):
            if self._read_only:
                raise ReadOnly(key)
            db = self._connected()
            try:
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")
            except BaseException:
                self._roll_back(db)
                raise

    def _roll_back(self, db: sqlite3.Connection) -> None:
        try:
            if db.in_transaction:
                db.execute("ROLLBACK")
        except sqlite3.Error:  # The error that led here is the one to tell.
            with suppress(StoreError):
                self._disconnect()

    def _is_missing(self) -> bool:
        """Return whether there is no file yet: reading makes none."""
        if self._is_closed:
            raise StoreError(self._address, "it is closed.")
        with self._guarded(self._address):
            return self._connection is None and not self._path.exists()

    def _connected(self) -> sqlite3.Connection:
        """Return the connection, made when first needed."""
        if self._is_closed:
            raise StoreError(self._address, "it is closed.")
        if self._connection is None:
            self._connection = self._opened()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except sqlite3.Error as error:
                raise StoreError(self._address, str(error)) from error

    def _opened(self) -> sqlite3.Connection:
        """Return a new connection to a file that is ours, or a new one made ours."""
        if not self._path.parent.is_dir():
            raise StoreError(self._address, f"the folder {str(self._path.parent)!r} is not there.")
        mode = "ro" if self._read_only else "rwc"
        deadline = time.monotonic() + self._busy_seconds
        while True:
            db = sqlite3.connect(
                f"{self._path.as_uri()}?mode={mode}",
                uri=True,
                timeout=self._busy_seconds,
                isolation_level=None,
                check_same_thread=False,  # The lock sees to it.
            )
            try:
                self._set_up(db)
            except sqlite3.OperationalError as error:
                db.close()
                # Two make the file at the same time: SQLite does not wait with the kind of log.
                if _code(error) not in _LOCKED or time.monotonic() >= deadline:
                    raise
                time.sleep(_RETRY_SECONDS)
            except BaseException:
                db.close()
                raise
            else:
                return db

    def _set_up(self, db: sqlite3.Connection) -> None:
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("BEGIN")  # One moment for all it looks at, while another may be making it.
        is_new = self._refuse_foreign(db)
        db.execute("COMMIT")
        if self._read_only:
            return
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise StoreError(self._address, "the file system can't share memory, as SQLite needs.")
        db.execute("PRAGMA synchronous = FULL")
        if is_new:
            db.execute("BEGIN IMMEDIATE")
            if self._refuse_foreign(db):  # Somebody may have made it in between.
                for statement in _LAYOUT:
                    db.execute(statement)
            db.execute("COMMIT")

    def _refuse_foreign(self, db: sqlite3.Connection) -> bool:
        """Return whether the file is empty; refuse another program's or a newer version's."""
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (layout,) = db.execute("PRAGMA user_version").fetchone()
        (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application == 0 and layout == 0 and tables == 0:
            return True
        if application != APPLICATION_ID:
            raise NewerLayout(self._address, "it is another program's SQLite file.")
        if layout > LAYOUT:
            raise NewerLayout(
                self._address, f"its layout is {layout}, and this version knows {LAYOUT}."
            )
        return False

    @contextmanager
    def _guarded(self, key: str) -> Iterator[None]:
        """Turn every error of SQLite and of the system into one of ours."""
        try:
            yield
        except sqlite3.Error as error:
            code = _code(error)
            if code in _LOCKED:
                raise Busy(key, f"Waited {self._busy_seconds} s.") from error
            if code == sqlite3.SQLITE_READONLY:
                raise ReadOnly(key) from error
            if code == sqlite3.SQLITE_TOOBIG:
                raise TooLarge(key, "SQLite takes no more.") from error
            if code == sqlite3.SQLITE_NOTADB:
                raise NewerLayout(self._address, "it is no SQLite file.") from error
            if code == sqlite3.SQLITE_CORRUPT:
                raise Corrupt(key, f"SQLite says: {error}.") from error
            raise StoreError(self._address, f"SQLite says: {error}.") from error
        except OSError as error:
            raise StoreError(self._address, str(error)) from error


_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's primary code of *error*; 0 when the error is the module's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _head(db: sqlite3.Connection, key: str, *, missing: int | None = None) -> tuple[int, int]:
    """Return the latest revision of *key*, and the same or 0 when that one deleted it.

    Raises:
        NotFound: when there was never such a key, unless *missing* is to be returned.
    """
    row = db.execute("SELECT revision, state FROM head WHERE key = ?", (key,)).fetchone()
    if row is None:
        if missing is None:
            raise NotFound(key)
        return missing, missing
    latest, state = row
    return latest, latest if state == "saved" else 0


_INSERT = f"INSERT INTO revision ({_TOLD}, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COUNT = (
    f"INSERT INTO head ({_TOLD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) "
    "DO UPDATE SET " + ", ".join(f"{column} = excluded.{column}" for column in COLUMNS[1:])
)


def _insert(db: sqlite3.Connection, told: Revision, body: bytes | None) -> None:
    row = row_of(told)
    db.execute(_INSERT, (*row, body))
    db.execute(_COUNT, row)


# A connection must not cross a fork: what the child commits is lost. So a child begins with none,
# and the parent's is kept where nothing closes it.

_STORES: weakref.WeakSet[SqliteStore] = weakref.WeakSet()
_INHERITED: list[sqlite3.Connection] = []


def _begin_anew() -> None:
    for store in _STORES:
        if store._connection is not None:
            _INHERITED.append(store._connection)
        store._connection = None
        store._lock = threading.RLock()


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows has no fork.
    os.register_at_fork(after_in_child=_begin_anew)
