"""Documents in PostgreSQL, and in what speaks like it: for several machines, and several servers.

Who wins is decided by one statement on one row, `head`: it counts up if the revision is the one
expected. That holds at READ COMMITTED and needs no more than every engine with PostgreSQL's wire
protocol has: no sequences, advisory locks, notifications, triggers or DDL on the way; the key
stands first in each primary key, so that tables may be spread by it. A transaction that the server
gives up (40001, 40P01), or whose connection is lost before its commit, wrote nothing and is done
again. A connection lost in the commit is another matter: `OutcomeUnknown`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from ledertrivsel import _validators as v
from ledertrivsel.errors import (
    Busy,
    Corrupt,
    Deleted,
    MissingExtraError,
    NewerLayout,
    NotFound,
    OutcomeUnknown,
    ReadOnly,
    StoreError,
)
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.storage import (
    LAST_REVISION,
    NO_META,
    Address,
    Damage,
    Expected,
    Meta,
    Overwrite,
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
    parse_address,
)
from ledertrivsel.stores._postgresql_sql import (
    APPLICATION,
    BEGIN,
    COMMIT,
    LAYOUT,
    SCHEMA_EXISTS,
    TABLES_THERE,
    Statements,
    definitions,
)
from ledertrivsel.stores._told import loaded, revision_of, row_of, saved_revisions

try:
    import psycopg
    from psycopg import errors as pg

    from ledertrivsel.stores._postgresql_address import target_of
    from ledertrivsel.stores._postgresql_server import Again, Connection, Server, is_lost, said
except ImportError as error:  # Also when psycopg finds no libpq.
    raise MissingExtraError("The store 'postgresql'", "psycopg", "postgresql") from error

CAPABILITIES = Capabilities(
    erase=False,  # The text leaves the tables at once; when it leaves the disk is the server's.
    shared_between_processes=True,
    shared_between_hosts=True,
    rewrite=True,
)

T = TypeVar("T")
_Rows = list[tuple[Any, ...]]

_FIRST_PAUSE, _LONGEST_PAUSE = 0.005, 0.5


def open_postgresql(address: Address) -> PostgresqlStore:
    """Return the store at an address such as ``postgresql://hr@db.example.org/hr``."""
    return PostgresqlStore(address)


class PostgresqlStore:
    """A store in a schema of a PostgreSQL database: threads share the object, hosts the database.

    Nothing is connected before it is needed, and the first write makes the schema and its tables.

    Args:
        address: libpq's, with two options of the store's own: ``schema`` (by default
            ``ledertrivsel``), so that several stores may share a database, and ``busy_seconds``
            (by default 5), how long to wait for others, and for a server that went away.
    """

    capabilities = CAPABILITIES

    def __init__(self, address: Address | str) -> None:
        self._target = target_of(parse_address(address) if isinstance(address, str) else address)
        self._address = self._target.shown
        self._sql = Statements.of(self._target.schema)
        self._server = Server(self._target)

    def load(self, key: str, revision: int | None = None) -> Stored:
        """Return a revision of *key*, by default its latest."""
        key = checked_key(key)
        if revision is not None:
            v.integer(revision, "revision", lowest=1)
        asked = None if revision is None else min(revision, LAST_REVISION)
        found = self._read(key, self._sql.load, (asked, key))
        if not found:
            raise NotFound(key)
        ((latest, *told, body),) = found
        number = latest if revision is None else revision
        if number > latest:
            raise NotFound(key, f"It has the revisions 1 to {latest}.")
        if told[0] is None:
            raise Corrupt(key, f"revision {number} is missing.")
        return loaded(told, body)

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Save *body* as the next revision of *key*, whose latest must be *expected*."""
        key = checked_key(key)
        content = checked_body(key, body, self.capabilities.max_bytes)
        on = _number(expected)
        size, sha256 = len(content), digest(content)

        def work(db: Connection) -> Revision:
            if on is None:
                counted = _one(db, self._sql.overwrite, (key,))
            elif on == 0:
                counted = _one(db, self._sql.create, (key,))
            else:
                counted = _one(db, self._sql.update, (key, on))
            if counted is None:
                _, actual = self._head(db, key)
                checked_expected(key, expected, actual)
                raise Again(_AT_ONCE)
            saved = Revision(key=key, revision=counted[0], size=size, sha256=sha256, meta=meta)
            db.execute(self._sql.insert, (*row_of(saved), content))
            return saved

        return self._write(key, meta.write_id, work)

    def delete(self, key: str, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Delete *key* with one more revision; its history can still be loaded."""
        key = checked_key(key)
        on = _number(expected)

        def work(db: Connection) -> Revision:
            counted = _one(db, self._sql.delete, (key, on))
            if counted is None:
                latest, actual = self._head(db, key)
                if not latest:
                    raise NotFound(key)
                if not actual:
                    raise Deleted(key, f"Revision {latest} has no body.")
                checked_expected(key, expected, actual)
                raise Again(_AT_ONCE)
            return self._end(db, key, counted[0], RevisionState.DELETED, meta)

        return self._write(key, meta.write_id, work)

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        """Return the latest revisions of the keys after *after*, in the order of code points."""
        first = "" if after is None else checked_key(after)
        checked_limit(limit)
        sql = self._sql.list_all if deleted else self._sql.list
        rows = self._read(self._address, sql, (first, limit + 1))
        kept = rows[:limit]
        told = tuple(map(revision_of, kept)) if deleted else saved_revisions(kept)
        return Page(told, told[-1].key if len(rows) > limit else None)

    def history(self, key: str, *, before: int | None = None, limit: int = 100) -> Page:
        """Return the revisions of *key* before *before*, the latest first."""
        key = checked_key(key)
        checked_limit(limit)
        top = LAST_REVISION if before is None else v.integer(before, "before", lowest=1)
        asked = (key, min(top, LAST_REVISION), limit + 1)
        rows = self._read(key, self._sql.history, asked)
        if not rows and not self._read(key, self._sql.head, (key,)):
            raise NotFound(key)
        told = tuple(revision_of(row) for row in rows[:limit])
        return Page(told, told[-1].revision if len(rows) > limit else None)

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        """Erase the bodies of all revisions of *key* from the tables, and delete it.

        What the server's files, logs, replicas and backups still hold is for those who run it.
        """
        key = checked_key(key)

        def work(db: Connection) -> Revision:
            found = _one(db, self._sql.latest, (key,))
            if found is None:
                raise NotFound(key)
            latest, *told = found
            if told[2] == RevisionState.ERASED.value:
                return revision_of(told)
            counted = _one(db, self._sql.end, (key, latest))
            if counted is None:
                raise Again(_AT_ONCE)
            db.execute(self._sql.erase, (key,))
            return self._end(db, key, counted[0], RevisionState.ERASED, meta)

        return self._write(key, meta.write_id, work)

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        """Replace a revision, its body and what it tells of itself, in the tables."""
        told, content = checked_rewrite(told, body, self.capabilities.max_bytes)
        key, number = told.key, told.revision

        def work(db: Connection) -> Revision:
            # The head first, as every writer does: two in another order wait for each other.
            counted = _one(db, self._sql.touch, (number, content is not None, key))
            if counted is None:
                raise NotFound(key)
            if not 1 <= number <= counted[0]:
                raise NotFound(key, f"It has the revisions 1 to {counted[0]}.")
            row = (*row_of(told)[2:], content, key, number, was, content is not None)
            if db.execute(self._sql.rewrite, row).rowcount == 0:
                raise changed_meanwhile(told)
            return told

        return self._write(key, told.meta.write_id, work)

    def check(self) -> Iterator[Damage]:
        """Yield everything that is wrong in the tables, row by row; nothing is repaired."""
        if not self._read(self._address, self._sql.layout, ()):
            return
        try:
            # What was told can't be taken back, so from here on nothing is begun anew.
            with self._server.borrowed() as db, db.cursor(binary=True) as cursor:
                rows = cursor.stream(self._sql.check)
                for key, own in groupby(rows, key=itemgetter(0)):
                    yield from _checked(key, own)
                for key, latest in cursor.execute(self._sql.lost).fetchall():
                    yield Damage(key, 0, f"the latest is noted as {latest}, not None")
        except Again as error:
            raise Busy(self._address, str(error)) from error
        except psycopg.Error as error:
            raise self._refused(self._address, error, writes=False) from error

    def close(self) -> None:
        """Let go of the server."""
        self._server.close()

    # The tables.

    def _has_tables(self, db: Connection) -> bool:
        """Return whether the tables are there; refuse another program's or a newer version's."""
        if db.has_tables:
            return True
        rows = self._layout(db)
        if not rows:
            theirs = db.execute(TABLES_THERE, (self._target.schema,)).fetchall()
            rows = self._layout(db)  # Somebody may have made ours since the first look.
            if theirs and not rows:
                named = ", ".join(repr(name) for (name,) in theirs)
                detail = f"the schema has tables of another program: {named}."
                raise NewerLayout(self._address, detail)
        if not rows:
            return False
        (application, layout), *_ = rows
        if application != APPLICATION:
            raise NewerLayout(self._address, "its table 'layout' is another program's.")
        if layout > LAYOUT:
            raise NewerLayout(
                self._address, f"its layout is {layout}, and this version knows {LAYOUT}."
            )
        db.has_tables = True
        return True

    def _layout(self, db: Connection) -> _Rows:
        try:
            return db.execute(self._sql.layout).fetchall()
        except (pg.UndefinedTable, pg.InvalidSchemaName):
            return []
        except pg.UndefinedColumn:
            raise NewerLayout(self._address, "its table 'layout' is another program's.") from None

    def _make_tables(self, db: Connection, key: str) -> None:
        schema = self._target.schema
        try:
            db.execute(BEGIN)
            if not db.execute(SCHEMA_EXISTS, (schema,)).fetchone():
                db.execute(f'CREATE SCHEMA "{schema}"'.encode())
            for statement in definitions(schema):
                db.execute(statement)
            db.execute(COMMIT)
            db.has_tables = True
        except (pg.DuplicateTable, pg.DuplicateSchema, pg.UniqueViolation) as error:
            raise Again("Somebody else makes the tables.") from error
        except pg.InsufficientPrivilege as error:
            detail = f"The server says: {said(error)}. An administrator may make the tables."
            raise ReadOnly(key, detail) from error

    def _head(self, db: Connection, key: str) -> tuple[int, int]:
        """Return the latest revision of *key*, and the same or 0 when that one deleted it."""
        found = _one(db, self._sql.head, (key,))
        latest, is_there = found or (0, False)
        return latest, latest if is_there else 0

    def _end(
        self, db: Connection, key: str, number: int, state: RevisionState, meta: Meta
    ) -> Revision:
        ended = Revision(key=key, revision=number, state=state, meta=meta)
        db.execute(self._sql.insert, (*row_of(ended), None))
        return ended

    # Doing it, and doing it again.

    def _read(self, key: str, sql: bytes, asked: tuple[object, ...]) -> _Rows:
        """Return the rows of one statement; none where there are no tables yet."""

        def rows(db: Connection) -> _Rows:
            return db.execute(sql, asked, binary=True).fetchall() if self._has_tables(db) else []

        return self._repeated(key, rows, writes=False)

    def _write(self, key: str, write_id: str, work: Callable[[Connection], T]) -> T:
        """Return what *work* gives, done in a transaction that is committed."""

        def transaction(db: Connection) -> T:
            if not self._has_tables(db):
                self._make_tables(db, key)
            db.execute(BEGIN)
            done = work(db)
            self._commit(db, key, write_id)
            return done

        return self._repeated(key, transaction, writes=True)

    def _commit(self, db: Connection, key: str, write_id: str) -> None:
        db.warning = ""
        try:
            db.execute(COMMIT)
        except psycopg.Error as error:
            if is_lost(error) or isinstance(error, pg.StatementCompletionUnknown):
                raise OutcomeUnknown(key, write_id) from error
            raise
        if db.warning:
            # The server was told not to wait for its replicas: what it has may be lost with it.
            raise OutcomeUnknown(key, write_id)

    def _repeated(self, key: str, act: Callable[[Connection], T], *, writes: bool) -> T:
        """Return what *act* gives, begun anew as long as nothing was written and time is left."""
        deadline = time.monotonic() + self._target.busy_seconds
        pause = _FIRST_PAUSE
        while True:
            try:
                with self._server.borrowed() as db:
                    return act(db)
            except Again as error:
                failed: Exception = error
                detail = str(error)
            except psycopg.Error as error:
                failed = error
                detail = f"The server says: {said(error)}."
                if is_lost(error) or isinstance(error, (pg.UndefinedTable, pg.InvalidSchemaName)):
                    self._server.drop_idle()  # Those know the same server, and the same tables.
                elif not isinstance(error, (pg.SerializationFailure, pg.DeadlockDetected)):
                    raise self._refused(key, error, writes=writes) from error
            if time.monotonic() + pause > deadline:
                raise Busy(key, detail) from failed
            time.sleep(random.uniform(pause / 2, pause))
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _refused(self, key: str, error: psycopg.Error, *, writes: bool) -> StoreError:
        """Return our error for what the server refused."""
        detail = f"The server says: {said(error)}."
        if isinstance(error, pg.LockNotAvailable):
            return Busy(key, f"Waited {self._target.busy_seconds} s.")
        if is_lost(error) or isinstance(error, (pg.QueryCanceled, pg.TooManyConnections)):
            return Busy(key, detail)
        if isinstance(error, pg.ReadOnlySqlTransaction) or (
            writes and isinstance(error, pg.InsufficientPrivilege)
        ):
            return ReadOnly(key, detail)
        if isinstance(error, (pg.DataCorrupted, pg.IndexCorrupted)):
            return Corrupt(key, detail)
        return StoreError(self._address, detail)


_AT_ONCE = "Others write it at the same time."


def _number(expected: Expected) -> int | None:
    """Return the revision that must be there, None where any may be."""
    if isinstance(expected, Overwrite):
        return None
    return min(v.integer(expected, "expected", lowest=0), LAST_REVISION)


def _one(db: Connection, sql: bytes, asked: tuple[object, ...]) -> tuple[Any, ...] | None:
    return db.execute(sql, asked, binary=True).fetchone()


def _checked(key: str, rows: Iterator[tuple[Any, ...]]) -> Iterator[Damage]:
    """Yield what is wrong with the revisions of one key, in their order, and with its head."""
    number, is_saved, latest, is_there = 0, False, None, None
    for *told, body, latest, is_there in rows:  # noqa: B007 - what the last one says counts.
        if told[1] != number + 1:
            yield Damage(key, number + 1, "it is missing")
        number, is_saved = told[1], told[2] == RevisionState.SAVED.value
        if is_saved and (body is None or digest(body) != told[4]):
            yield Damage(key, number, "another hash than what was saved")
        try:
            revision_of(told)
        except Corrupt:
            yield Damage(key, number, "what it tells of itself is damaged")
    if latest != number:
        yield Damage(key, 0, f"the latest is noted as {latest}, not {number}")
    elif is_there != is_saved:
        noted = "there" if is_there else "deleted"
        yield Damage(key, 0, f"the latest is noted as {noted}, and is not")
